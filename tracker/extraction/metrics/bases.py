"""Against what a change is measured: wow, mom, qoq, yoy, or since a date."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.scene import RELATIVE, Quantity, Scene
from tracker.model import Kind

_AGAINST = (
    r"(?:with respect to|in relation to|in comparison (?:with|to)|than|from|on|over|above|below|versus|vs\.?|against|"
    r"compared (?:with|to)|relative to|ahead of|short of|shy of|up on|as)"
)
_TO = (
    rf"{_AGAINST}(?: (?:that|those|the (?:figure|level|number|price|average|value))(?: of)?)?"
    r"(?: (?:in|at|of|for|during))?(?: (?:the|a|an|one|its|their))?"
)
_BEFORE = r"(?:before|earlier|ago|previously|prior)"
_PAST = r"(?:previous|preceding|prior|last|earlier|past)"
_NOUN = (
    r"(?= (?:rate |average )?"
    r"(?:rise|drop|fall|gain|decline|increase|growth|change|jump|decrease|expansion|surge|pace|basis|rate))"
)


def _lengths(unit: str, adjective: str, letter: str, name: str) -> str:
    """The pattern of a comparison with the week, month, quarter or year before."""
    return (
        rf"\b{unit}[- ](?:on|over|to)[- ]{unit}\b|\b{letter}[-/](?:o[-/])?{letter}\b|\b{name}\b|\bon[- ]{unit}\b"
        rf"|\b{adjective}\b{_NOUN}|\b{_TO} {_PAST} {unit}\b|\b{_TO} {unit} {_BEFORE}\b"
        rf"|\b(?:on|in|over|within) (?:the|a|one) {unit}\b|\b(?:a|one) {unit} {_BEFORE}\b"
    )


_SAME = (
    r"(?:the |a )?(?:same|corresponding|comparable|comparative|equivalent|year-earlier|year-ago|prior-year) (?:\w+ )?"
    r"(?:period|quarter|months?|weeks?|half|time|season|stretch|span|day|date|point|stage)"
)
_BASES = (
    ("wow", _lengths("week", "weekly", "w", "wow")),
    ("mom", _lengths("month", "monthly", "m", "mom")),
    (
        "qoq",
        _lengths("quarter", "quarterly", "q", "qoq") + rf"|\bsequential(?:ly)?\b|\b(?:three|3) months {_BEFORE}\b",
    ),
    (
        "yoy",
        _lengths("year", "(?:annual|yearly|annualised|annualized)", "y", "yoy")
        + r"|\b(?:an|at an|its) (?:annual|annualised|annualized)(?: rate of)? $"
        + rf"|\bannually\b|\b(?!over){_AGAINST} (?:in |at |of |on |for |during )?{_SAME}|\bthan in {_SAME}"
        + rf"|\bover {_SAME}(?= (?:of|in|last|a|the)\b)"
        + rf"|\b(?:twelve|12)-month\b{_NOUN}|\b(?:twelve|12) months {_BEFORE}\b"
        + r"|\bover (?:the (?:past|last) )?(?:twelve|12) months\b"
        + r"|\b(?:year-earlier|year-ago|prior-year|previous-year) (?:figure|level|number|value|rate|total|result)\b"
        + r"|\b(?:those|these) (?:months|weeks) (?:of|in)\b|\bthe same months? of\b|\ba year's\b"
        + r"|\b(?:at )?this time (?:last|the previous) year\b"
        + r"|\bwithin (?:a|one|the) year\b|\bthis time a year (?:ago|earlier|before)\b",
    ),
)
"""Compiled where a text first tells a change: the longest patterns there are."""
_EACH = tuple(
    (name, re.compile(rf"\s*(?:a|per|each|every) {unit}\b", re.IGNORECASE))
    for name, unit in (("wow", "week"), ("mom", "month"), ("qoq", "quarter"), ("yoy", "year"))
)
_BEFORE_PERIOD = re.compile(
    rf"\b{_AGAINST}(?: in)? the (?:period before|{_PAST} (?:period|one)|one before)\b", re.IGNORECASE
)
_ORDINAL_QUARTER = re.compile(
    r"\b(?:above|over|than|from|on|below|against|versus|compared (?:with|to)) (?:in )?"
    r"the (?:first|second|third|fourth|previous)(?: quarter)?\b"
    r"(?! (?:half|year|month|week))",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:\w+est|most|least|first|sharpest|worst|best|record)(?: \w+){0,5} since (?:the )?$", re.IGNORECASE
)
"""A date after "since" that only says for how long there was no such value."""
_SINCE = (
    "from", "since", "on", "than", "over", "against", "versus", "compared with", "compared to", "relative to", "above",
    "below", "with respect to", "in relation to", "in comparison with", "in comparison to", "vis-a-vis", "vis-à-vis",
)  # fmt: skip
_CADENCE = {"day": None, "week": "wow", "month": "mom", "quarter": "qoq", "year": "yoy"}
_TIME_OF_IT = re.compile(
    rf"(?: [\w-]+){{0,2}} (?:a|one|the) "
    rf"(?:(?:week|month|quarter|year) {_BEFORE}|{_PAST} (?:week|month|quarter|year))\b",
    re.IGNORECASE,
)
"""The time of an earlier change, against which nothing is measured: "after a 5 % gain a month earlier"."""
_REACH = 110


def basis_of(scene: Scene, one: Quantity, cadence: str | None) -> str | None:
    """The basis told near the change: after it up to the next quantity, else before it.

    `cadence` is the length of the level's period: "18.9 % above the period before" of a weekly figure is "wow".
    """
    if one.since is not None:
        return f"since:{one.since}"
    level = one.level or one
    spread = next((d.period for d in scene.dates if d.grain == "range" and len(d.period or "") == 9), None)
    if spread is not None and level.period == spread[5:] and one.sort in RELATIVE:
        return f"since:{spread[:4]}"
    view = scene.view.view
    following = [q.start for q in scene.quantities if q.start >= one.end and not q.refusal]
    stop = min([scene.sentence.end, one.end + _REACH, *following])
    for mark in (";", " while ", " whereas ", " and ", ", bringing ", ", taking ", ", pushing ", ", with a "):
        cut = view.find(mark, one.end, stop)
        stop = cut if cut >= 0 else stop
    if one.earlier and one.level is None and _TIME_OF_IT.match(view, one.end, stop):
        return None
    each = next((name for name, pattern in _EACH if one.sort != "times" and pattern.match(view, one.end, stop)), None)
    found = each or named_basis_in(view, one.end, stop) or _since(scene, one, one.end, stop, one.period)
    if found:
        return found
    found = _implied(scene, one, stop, cadence)
    if found or _BEFORE_PERIOD.search(view, one.end, stop):
        return found
    leading = [q.end for q in scene.quantities if q.end <= one.start and not q.refusal]
    begin = max([scene.sentence.start, one.start - 60, *leading])
    if _FRONTED.match(view, scene.sentence.start) or _FRONTED_CLAUSE.search(view, scene.sentence.start, begin):
        fronted = named_basis_in(view, scene.sentence.start, one.start)
        if fronted is not None or not leading:
            begin = scene.sentence.start
    return named_basis_in(view, begin, one.start) or _since(scene, one, begin, one.start, one.period)


_FRONTED = re.compile(
    r"\W*(?:As )?(?:[Cc]ompared (?:with|to)|[Rr]elative to|[Aa]gainst|[Oo]ver|[Oo]n)? ?(?:an?|the|its)? ?"
    r"(?:corresponding|same|previous|preceding|[Yy]ear|[Mm]onth|[Ww]eek|[Qq]uarter|annual|monthly|quarterly|weekly|yearly)\b"
)
_FRONTED_CLAUSE = re.compile(
    r"^\W*In [^,]{1,30}, (?:as )?compared (?:with|to)\b|\b(?:index|rate|volume|value) compared (?:with|to)\b"
)
"""A comparison that the sentence begins with holds for all its changes: "Compared with the month before, …"."""


def _implied(scene: Scene, one: Quantity, stop: int, cadence: str | None) -> str | None:
    """The basis that only follows from the length of time: "13.6 % above the third", "4.9 % last year"."""
    view = scene.view.view
    quarters = _ORDINAL_QUARTER.search(view, one.end, stop)
    if quarters is not None and _is_quarter((one.level or one).period):
        return "qoq"
    if _BEFORE_PERIOD.search(view, one.end, stop):
        return _CADENCE.get(cadence or "")
    if one.level is None and one.sort == "percent" and _of_a_year(scene, one, stop):
        return "yoy"
    return _past_level(scene, one.level) if one.level is not None and one.level.start >= one.end else None


def named_basis(basis: str, period: str | None, flows: bool) -> str:
    """ "since:2024" of a value for 2025 is year on year, "since:2026-04" of one for May 2026 month on month.

    `flows`: the value is of a stretch of time, not of a stock that has grown since.
    """
    start = basis.removeprefix("since:")
    if period is None or start == basis:
        return basis
    if "/" in start and "/" in period:
        return _of_spans(start, period) or basis
    if len(start) not in (4, 7) or len(start) != len(period):
        return basis
    years = int(period[:4]) - int(start[:4])
    if len(start) == 4:
        return "yoy" if years == 1 else basis
    months = years * 12 + int(period[5:]) - int(start[5:])
    return "mom" if months == 1 else "yoy" if months == 12 and flows else basis


def _of_spans(start: str, period: str) -> str | None:
    """The comparison of two spans of days or months: the same one a year before, or the quarter or week just before."""
    (first, last), (begin, end) = (span.split("/") for span in (start, period))
    if len(first) < 7 or len(begin) < 7:
        return None
    if (int(first[:4]) + 1, first[4:7], last[5:7]) == (int(begin[:4]), begin[4:7], end[5:7]):
        return "yoy"
    if len(last) < 10 or len(end) < 10 or (date.fromisoformat(begin) - date.fromisoformat(last)).days != 1:
        return None
    days = (date.fromisoformat(end) - date.fromisoformat(begin)).days + 1
    return "wow" if days == 7 else "qoq" if 89 < days < 93 else None


def _is_quarter(period: str | None) -> bool:
    if period is None or len(period) != 21:
        return False
    first, last = (date.fromisoformat(day) for day in period.split("/"))
    return 89 <= (last - first).days + 1 <= 92


def usual_basis(period: str | None) -> str | None:
    """Against what the change of a whole year is measured where nothing is said: the year before."""
    return "yoy" if period is not None and len(period) == 4 else None


def _past_level(scene: Scene, level: Quantity) -> str | None:
    """ "rose 20 % to 6m tonnes from 5m a year earlier": told after the level that the change led to."""
    view, end = scene.view.view, scene.sentence.end
    begin = level.end
    for q in scene.quantities:
        if q.start >= begin and not q.refusal:
            stop = min(q.start, begin + _REACH)
            found = named_basis_in(view, begin, stop) or _since(scene, level, begin, stop, level.period)
            if found or not q.earlier:
                return found
            begin = q.end
            end = min(end, begin + 40)
    return named_basis_in(view, begin, min(end, begin + _REACH)) or _since(scene, level, begin, end, level.period)


def _of_a_year(scene: Scene, one: Quantity, stop: int) -> bool:
    """ "grew by 4.9 % last year": a year's change is measured against the year before."""
    return (
        any(
            span.grain == "year"
            and one.end <= span.start < stop
            and span.period == one.period
            and span.lead in ("", "in", "for", "during")
            and span.start - one.end < 12
            for span in scene.dates
        )
        and one.kind is Kind.OBSERVED
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def named_basis_in(view: str, start: int, stop: int) -> str | None:
    """The first basis named in view[start:stop]."""
    best: tuple[int, str] | None = None
    for name, pattern in _BASES:
        match = _compiled(pattern).search(view, start, stop)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), name)
    return best[1] if best else None


_MARK = re.compile(r" (?:figure|level|total|peak|average|record|mark|value|high|low|number|baseline)s?\b")


def is_mark(view: str, span: DateSpan) -> bool:
    """Whether a year only names what is compared with: "3 % short of the 2019 figure"."""
    return span.grain in ("year", "month") and _MARK.match(view, span.end) is not None


def _since(scene: Scene, one: Quantity, start: int, stop: int, own: str | None) -> str | None:
    for span in scene.dates:
        if (
            start <= span.start < stop
            and span.period
            and _is_against(scene, one, span, start)
            and span.period != own
            and not _begins_then(one, span, own)
            and not (span.lead == "on" and span.grain == "day")
            and not (span.lead == "since" and _RECORD.search(scene.view.view, scene.sentence.start, span.start))
        ):
            last_year = span.grain in ("month", "quarter", "half") and scene.view.view[
                span.start : span.end
            ].lower().endswith("last year")
            return "yoy" if last_year and own is None else f"since:{_gone_by(scene, span)}"
    return None


_LEVEL_OF = re.compile(
    r"\b(?:than|above|below|over|under|from|on|against)\b[^,;]{0,40}\b(?:levels?|figures?|peaks?|totals?|volumes?|prices?|number)"
    r" (?:in|of|for|at|seen in|recorded in|reached in)(?: the)? $"
    r"|\b(?:above|below|than|over|under) what (?:was|were|had been) \w+ (?:in|at|on) $"
    r"|\bof what (?:it|they|that|this) (?:had been|was|were) (?:in|at|during)(?: the)? $",
    re.IGNORECASE,
)


def _is_against(scene: Scene, one: Quantity, span: DateSpan, start: int) -> bool:
    """Whether a change is measured against a date: "from March", "2 % above the 2019 level", "than volumes in May"."""
    view = scene.view.view
    if span.lead in _SINCE or (one.unit == "x" and span.lead == "of") or is_mark(view, span):
        return True
    return _LEVEL_OF.search(view, start, span.start) is not None


def _begins_then(one: Quantity, span: DateSpan, own: str | None) -> bool:
    """ "will rise by 10 % from 1 July": the day from which it holds, no earlier level."""
    if span.lead == "from" and span.relative and one.kind is not Kind.OBSERVED and span.grain in ("day", "month"):
        return True
    return span.lead == "from" and own is not None and span.period is not None and span.period.startswith(own)


def _gone_by(scene: Scene, span: DateSpan) -> str:
    """ "up 2.2bn from December" told in June is last December's."""
    period = span.period or ""
    published = scene.published
    if not span.relative or span.grain != "month" or published is None or period <= published.isoformat()[:7]:
        return period
    return f"{int(period[:4]) - 1}{period[4:]}"
