"""Observed, target or forecast: the nearest word of the clause that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_BOUNDARIES = frozenset({";", "(", ")", ":", "while", "whereas", "but", "which"})
_FORECASTERS = word_set(
    "forecast forecasts forecasting predicts predict predicted analyst analysts economist economists estimates "
    "projection projections projected outlook consultancy researchers anticipates imf oecd"
)
_SPENDING = word_set("investing spending committing allocating")
_BE = word_set("is are was were")


def find_kinds(scene: Scene) -> None:
    """Observed, unless the nearest verb before the number (else right after it) aims or expects."""
    marks = _marks(scene)
    for one in scene.quantities:
        if one.open:
            one.kind = Kind.OBSERVED if one.earlier else _kind(scene, one, marks)


def _marks(scene: Scene) -> list[tuple[int, Kind]]:
    marks = []
    at = 0
    while at < len(scene.tokens):
        found = _be_to(scene, at)
        if found is None:
            found = _marked(scene, at)
        if found is None or scene.date_at(at):
            at += 1
        else:
            marks.append((at, found[1]))
            at = found[0]
    return marks


def _marked(scene: Scene, at: int) -> tuple[int, Kind] | None:
    """The longest phrase of a kind that begins at token `at`; "could" and its like only before a verb of growing."""
    words, best = scene.words, None
    for phrases, kind in (
        (words.target, Kind.TARGET),
        (words.forecast, Kind.FORECAST),
        (words.observed, Kind.OBSERVED),
    ):
        phrase = scene.begins(phrases, at)
        if phrase is not None and (best is None or phrase[0] > best[0]):
            best = (phrase[0], kind)
    if best is None and scene.low[at] in _WEAK and scene.tokens[at].text.islower() and _reaches(scene, at + 1):
        return at + 1, Kind.FORECAST
    return best


def _reaches(scene: Scene, at: int) -> bool:
    """ "could reach", "could be worth", "could be a": of an amount, not of a permission."""
    if _GROWS & set(scene.low[at : at + 3]):
        return True
    amount = scene.word(at + 1) in _AMOUNTS or any(q.head == at + 1 for q in scene.quantities)
    return scene.word(at) == "be" and amount


_AMOUNTS = word_set("a an worth as about around over more up some nearly close between at above")
_WEAK = word_set("may might could can")
_GROWS = word_set(
    "reach rise grow hit exceed top climb fall cost total add create generate save increase cut surpass become drop "
    "shrink expand double triple worth need require produce supply go disappear vanish lose cost"
)


def _be_to(scene: Scene, at: int) -> tuple[int, Kind] | None:
    """ "is to rise", "are then to be in use"."""
    if scene.low[at] not in _BE:
        return None
    for skip in (1, 2):
        if scene.word(at + skip) == "to" and (
            skip == 1 or scene.word(at + 1) in ("then", "also", "still", "now", "thus")
        ):
            return at + skip + 1, Kind.TARGET
    return None


def _kind(scene: Scene, one: Quantity, marks: list[tuple[int, Kind]]) -> Kind:
    begin = 0
    for place in range(one.first - 1, -1, -1):
        if scene.low[place] in _BOUNDARIES and scene.low[place] != ":":
            begin = place
            break
    leading = [(at, kind) for at, kind in marks if begin <= at < one.first]
    before = [kind for _, kind in leading]
    if before:
        one.mark = scene.low[leading[-1][0]]
        spent = one.sort == "money" and _SPENDING & set(scene.low[max(0, one.head - 3) : one.head])
        return Kind.OBSERVED if spent and before[-1] is Kind.TARGET else before[-1]
    last = _past_bracket(scene, one.last)
    after = [
        (at, kind)
        for at, kind in marks
        if last <= at < last + 14 and not _BOUNDARIES & set(scene.low[last:at]) and not _joined_on(scene, last, at)
    ]
    one.led = bool(after)
    one.mark = scene.low[after[0][0]] if after else ""
    return after[0][1] if after else Kind.OBSERVED


def _joined_on(scene: Scene, last: int, at: int) -> bool:
    """Whether a verb and an "and" part the number from a mark: "4 million jobs pay less and must be raised"."""
    if "and" not in scene.low[last:at]:
        return False
    stop = scene.low.index("and", last, at)
    return bool(scene.words.verbs & set(scene.low[last:stop]))


def _past_bracket(scene: Scene, at: int) -> int:
    """The token after a short bracket that follows a number, as a conversion does."""
    if scene.word(at) != "(":
        return at
    close = next((n for n in range(at, min(at + 12, len(scene.low))) if scene.low[n] == ")"), None)
    return at if close is None else close + 1


def weigh_periods(scenes: Sequence[Scene], published: date | None) -> None:
    """What holds "by 2040" is a goal; what was so in a year gone by was measured, whatever is expected after it."""
    if published is None:
        return
    today = published.isoformat()
    for scene in scenes:
        ahead = {span.period for span in scene.dates if span.lead in ("by", "until") and span.period}
        for one in scene.quantities:
            if not one.open or one.period is None:
                continue
            last = one.period.rpartition("/")[2]
            if one.kind is Kind.OBSERVED and not one.earlier and one.period in ahead and last > today[: len(last)]:
                one.kind = Kind.TARGET
            elif one.led and one.kind is not Kind.OBSERVED and last[:4] < today[:4]:
                one.kind = Kind.OBSERVED


def weigh_forecasts(scenes: Sequence[Scene]) -> None:
    """What "would be" so in the year of a plan's goal is a goal too, unless somebody is named who forecasts it."""
    goals = {one.period for scene in scenes for one in scene.quantities if one.open and one.kind is Kind.TARGET}
    goals.discard(None)
    for scene in scenes:
        for one in scene.quantities:
            if one.open and one.kind is Kind.FORECAST and one.period in goals and not _FORECASTERS & set(scene.low):
                one.kind = Kind.TARGET
