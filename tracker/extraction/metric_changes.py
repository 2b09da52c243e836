"""Which quantities tell a change, its direction and basis, and the level that each belongs to."""

from __future__ import annotations

import re

from tracker.extraction.dates import DateSpan
from tracker.extraction.metric_scene import Quantity, Scene
from tracker.model import Change

_BASES: tuple[tuple[str, str], ...] = (
    ("wow", r"week[- ]on[- ]week|week[- ]over[- ]week|w/w|\bw-o-w\b|\bwow\b|\bweekly\b(?= (?:rise|drop|fall|gain|decline|increase|growth|change))|"
            r"(?:than|from|on|over|above|below|versus|against|compared (?:with|to)|in) (?:in )?(?:the |a )?(?:(?:previous|preceding|prior|last|earlier) week|week (?:before|earlier|ago|previously|prior)|last week|preceding one)|"
            r"\b(?:on|in) (?:the|a|one) week\b|\bover the week\b|week (?:before|earlier)"),
    ("mom", r"month[- ]on[- ]month|month[- ]over[- ]month|m/m|\bm-o-m\b|\bmom\b|\bmonthly\b(?= (?:rise|drop|fall|gain|decline|increase|growth|change))|"
            r"(?:than|from|on|over|above|below|versus|against|compared (?:with|to)|in) (?:in )?(?:the |a )?(?:(?:previous|preceding|prior|last|earlier) month|month (?:before|earlier|ago|previously|prior))|\bon the month\b"),
    ("qoq", r"quarter[- ]on[- ]quarter|quarter[- ]over[- ]quarter|q/q|\bq-o-q\b|\bqoq\b|\bquarterly\b(?= (?:rise|drop|fall|gain|decline|increase|growth|change))|"
            r"(?:than|from|on|over|above|below|versus|against|compared (?:with|to)|in) (?:in )?(?:the |a )?(?:(?:previous|preceding|prior|last|earlier) (?:quarter|three months)|quarter (?:before|earlier|ago|previously|prior))|\bon the quarter\b|sequentially"),
    ("yoy", r"year[- ]on[- ]year|year[- ]over[- ]year|y/y|\by-o-y\b|\byoy\b|\bon[- ]year\b|\b(?:annual|yearly)\b(?= (?:rise|drop|fall|gain|decline|increase|growth|change|rate|pace|basis))|\bannually\b|"
            r"(?:than|from|on|over|above|below|versus|against|compared (?:with|to)|in|of) (?:in |at )?(?:the |a |one |that of the )?(?:(?:same|corresponding|comparable|equivalent|year-earlier|year-ago|prior-year) (?:\w+ )?(?:period|quarter|month|months|week|half|time)|year (?:before|earlier|ago|previously|prior)|(?:previous|preceding|prior) year|last year)|"
            r"\bon the year\b|twelve months (?:before|earlier|ago)|12 months (?:before|earlier|ago)|a year (?:earlier|ago|before)|the same months? of|\ba year\b|\bper year\b|\beach year\b|\bevery year\b"),
)  # fmt: skip
_BASIS = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _BASES]
_SINCE = (
    "from",
    "since",
    "on",
    "than",
    "over",
    "against",
    "versus",
    "compared with",
    "compared to",
    "before",
    "between",
)
_LINKS = frozenset(
    "by of to at a an the just only about around roughly some nearly almost approximately another further well over upwards more than less as much at least up sharply slightly steadily modestly".split(
        " "
    )
)


def find_changes(scene: Scene) -> None:
    """Marks the quantities of the sentence that tell a change, and ties them to their levels."""
    for one in scene.quantities:
        if one.refusal or one.sort == "duration":
            continue
        direction = _direction(scene, one)
        if direction is None:
            continue
        unit = one.unit if one.unit is not None else "bare"
        one.change = Change(abs(one.value), unit, direction, None)
    for one in scene.quantities:
        if one.change is not None:
            basis = basis_of(scene, one)
            one.change = Change(one.change.value, one.change.unit, one.change.direction, basis)


def _direction(scene: Scene, one: Quantity) -> str | None:
    if one.sign and one.sort in ("percent", "points", "times"):
        return "up" if one.sign == "+" else "down"
    before = _before(scene, one)
    if before is not None:
        return before
    return _after(scene, one)


def _before(scene: Scene, one: Quantity) -> str | None:
    """From the words before the number: "up 31 %", "rose by some 5 %", "a gain of"."""
    at = one.head - 1
    words = scene.words
    steps = 0
    linked = False
    while at >= 0 and steps < 5:
        low = scene.word(at)
        if low in ("to", "from", "at", "reach", "reaching", "hit") and not linked:
            return None
        if low in words.up or low in words.down:
            return _verdict(scene, one, at, linked, steps)
        if low in ("of", "by"):
            linked = True
        elif low not in _LINKS and not (
            low.endswith("ly")
            or low
            in (
                "annual",
                "average",
                "rate",
                "pace",
                "compound",
                "year-on-year",
                "month-on-month",
                "went",
                "real",
                "cumulative",
                "combined",
                "record",
                "mere",
                "whopping",
                "net",
            )
        ):
            return None
        at -= 1
        steps += 1
    return None


def _verdict(scene: Scene, one: Quantity, at: int, linked: bool, steps: int) -> str | None:
    low = scene.word(at)
    words = scene.words
    direction = "up" if low in words.up else "down"
    particle = low in ("up", "down")
    relative = one.sort in ("percent", "points", "times")
    if low in ("up", "down") and scene.word(at + 1) == "to":
        return None
    if low in ("expansion", "growth", "cut", "cuts", "reduction", "savings", "boost") and not relative and not linked:
        return None
    if relative:
        return direction
    if low in words.effects and not particle:
        return None
    if linked or particle:
        return direction
    return None


def _after(scene: Scene, one: Quantity) -> str | None:
    """From the words after it: "5 % more than", "a 3 % rise", "22 % up on"."""
    words = scene.words
    at = one.last
    relative = one.sort in ("percent", "points", "times")
    low = scene.word(at)
    if one.sort == "times":
        return _multiple(scene, one)
    if low in (
        "more",
        "higher",
        "lower",
        "less",
        "fewer",
        "above",
        "below",
        "up",
        "down",
        "larger",
        "smaller",
        "greater",
        "ahead",
        "better",
        "worse",
    ):
        direction = "up" if low in words.more else "down"
        if scene.word(at + 1) in (
            "than",
            "on",
            "from",
            "the",
            "last",
            ",",
            ".",
            ";",
            "",
            "year-on-year",
            "and",
            "over",
            "in",
            "against",
            "compared",
            "a",
            "week-on-week",
            "(",
            "this",
            "for",
        ):
            return direction if relative or scene.word(at + 1) in ("than", "from", "on") else None
        return direction if relative and low in ("more", "up", "higher") and scene.word(at + 1) not in ("of",) else None
    if not relative:
        return None
    if low in words.more or low in words.less:
        return "up" if low in words.more else "down"
    for skip in range(4):
        low = scene.word(at + skip)
        if low in words.noun_up or low in words.noun_down:
            return "up" if low in words.noun_up else "down"
        if not (
            low.endswith(("ly", "-year", "-month", "-week", "-quarter", "on-year"))
            or low
            in (
                "annual",
                "y/y",
                "yoy",
                "average",
                "real",
                "net",
                "sharp",
                "overall",
                "/",
                "y",
                "w",
                "m",
                "q",
                "nominal",
                "further",
                "cumulative",
                "price",
            )
        ):
            return None
    return None


def _multiple(scene: Scene, one: Quantity) -> str | None:
    """ "two and a half times as much as a year before" is a change; "1.8 times theirs" is a ratio."""
    text = scene.view.view[one.end : min(one.end + 80, scene.sentence.end)].lower()
    if re.match(
        r"\s*(?:as (?:much|many|high|large)(?: \w+)? )?(?:as |that |the (?:figure|level|number) |more than |higher than )?(?:of |in |at |on )?(?:an? |one |the |last )?(?:year|month|week|quarter|same|previous|(?:19|20)\d\d|end|start)",
        text,
    ):
        return "up"
    if re.match(r"\s*(?:increase|rise|growth|jump|gain|surge|expansion)", text):
        return "up"
    return None


def basis_of(scene: Scene, one: Quantity) -> str | None:
    """The basis told near the change: after it up to the next quantity, else right before it."""
    following = [q.start for q in scene.quantities if q.start >= one.end and not q.refusal]
    stop = min([scene.sentence.end, *following])
    found = _basis_in(scene, one, one.end, min(stop, one.end + 110))
    if found:
        return found
    leading = [q.end for q in scene.quantities if q.end <= one.start and not q.refusal]
    begin = max([scene.sentence.start, one.start - 60, *leading])
    return _named(scene.view.view, begin, one.start)


def _basis_in(scene: Scene, one: Quantity, start: int, stop: int) -> str | None:
    view = scene.view.view
    for mark in ("; ", " while ", " whereas "):
        cut = view.find(mark, start, stop)
        stop = cut if cut >= 0 else stop
    named = _named(view, start, stop)
    since = next((d for d in scene.dates if start <= d.start < stop and d.period and _since(d)), None)
    if named:
        return named
    return f"since:{since.period}" if since and since.period else None


def _named(view: str, start: int, stop: int) -> str | None:
    best: tuple[int, str] | None = None
    for name, pattern in _BASIS:
        match = pattern.search(view, start, stop)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), name)
    return best[1] if best else None


def _since(span: DateSpan) -> bool:
    return span.lead in _SINCE
