"""The period of each quantity: from its clause, else carried from the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.extraction.dates import DateSpan
from tracker.extraction.metric_scene import Quantity, Scene
from tracker.extraction.text import Shape
from tracker.model import Kind

_COMPARED = ("since", "than", "compared with", "compared to", "against", "versus", "over", "before")
_SAID = re.compile(
    r"\b(?:said|says|told|reported|reports|published|publishes|released|announced|issued|posted|unveiled|revealed|"
    r"according|made public|made known|came out|put out|press|briefing|statement|showed|meeting|signed|approved|"
    r"website)\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:than|compared (?:with|to)|against|versus|same \w+ (?:of|in)|up from|down from|up on|down on|on from)"
    r"\b[^,;.]{0,24}$"
)
_CROSSED = 45
_DIVIDED = 60
_BEYOND = 700
_NAMED = 80
_DAY = 300
_LAST_RESORT = 250
_REACH = 60
"""how many sentences back a period may stand"""


def find_periods(scenes: Sequence[Scene], published: date | None) -> None:
    """Gives every metric its period where the text tells one, and None where it does not."""
    for at, scene in enumerate(scenes):
        for one in scene.quantities:
            if not one.open:
                continue
            cost, own = _own(scene, one, published)
            carried = None if one.earlier or (own and cost < _LAST_RESORT) else _carried(scenes, at, one, published)
            one.period = (one.since if one.is_level else None) or _aimed(one, carried or own)


def _aimed(one: Quantity, period: str | None) -> str | None:
    """A goal of a plan for some years is due at their end."""
    if one.kind is Kind.TARGET and period and len(period) == 9 and "/" in period:
        return period[5:]
    return period


def _own(scene: Scene, one: Quantity, published: date | None) -> tuple[float, str | None]:
    best: tuple[float, str] | None = None
    for span in scene.dates:
        if span.period is None or (_compared(scene, span) and not one.earlier):
            continue
        if one.earlier and span.start < one.end:
            continue
        if span.start >= one.end and scene.view.view[span.end : span.end + 1] == ":":
            continue
        cost = _cost(scene, one, span)
        if cost < (60 if one.earlier else 600) and (best is None or cost < best[0]):
            best = (cost, _past_month(one, span, published))
    return best or (0.0, None)


def _compared(scene: Scene, span: DateSpan) -> bool:
    """Whether a date is what something is compared with, not when it was."""
    if (
        span.lead in _COMPARED
        or (span.lead == "on" and span.grain == "year")
        or (span.lead == "from" and span.grain not in ("range", "week", "day"))
    ):
        return True
    view = scene.view.view
    return _COMPARING.search(view, max(scene.sentence.start, span.start - 44), span.start) is not None


def _in_name(scene: Scene, span: DateSpan) -> bool:
    """Whether a date stands in brackets after a name: "the 14th Five-Year Plan (2021-2025)"."""
    return (
        scene.view.view[max(0, span.start - 1) : span.start] == "("
        and span.grain == "range"
        and len(span.period or "") == 9
    )


def _past_month(one: Quantity, span: DateSpan, published: date | None) -> str:
    """A month without a year that was measured is a past one: "in July" told in June was last year's."""
    period = span.period or ""
    if span.grain == "month" and span.relative and one.kind is Kind.OBSERVED and _future(period, published):
        return f"{int(period[:4]) - 1}{period[4:]}"
    return period


def _cost(scene: Scene, one: Quantity, span: DateSpan) -> float:
    after = span.start >= one.end
    low, high = (one.end, span.start) if after else (span.end, one.start)
    view = scene.view.view
    crossed = sum(1 for q in scene.quantities if q.is_level and q is not one and low <= q.start < high)
    crossed += sum(20 for q in scene.quantities if q.earlier and q is not one and low <= q.start < high and after)
    divided = view.count(";", low, high)
    cost = (high - low) * (1.0 if after else 0.6) + _CROSSED * crossed + (_BEYOND if after else _DIVIDED) * divided
    if after and crossed == 0 and high - low <= 6:
        cost -= 20
    if span.grain == "day":
        cost += _DAY if _SAID.search(scene.view.of(scene.sentence)) else 40
        if span.lead in ("as of", "as at", "by", "until", "to"):
            cost -= _DAY
    follower = view[span.end : span.end + 2]
    if span.grain == "year" and follower[:1] == " " and follower[1:2].isupper():
        cost += _NAMED
    return cost


def _carried(scenes: Sequence[Scene], at: int, one: Quantity, published: date | None) -> str | None:
    """From the sentences before: a time to come for what is aimed at, a past one for what was measured."""
    ahead = one.kind is not Kind.OBSERVED
    here = scenes[at].sentence.paragraph
    for scene in reversed(scenes[max(0, at - _REACH) : at]):
        near = scene.sentence.paragraph == here
        heading = scene.sentence.shape is Shape.HEADING
        for span in reversed(scene.dates):
            if span.period is None or span.grain == "day" or _compared(scene, span) or _in_name(scene, span):
                continue
            if _future(span.period, published) is ahead and (near or ahead or heading or span.grain != "year"):
                return span.period
    return None


def _future(period: str, published: date | None) -> bool:
    """Whether a period ends after publication."""
    if published is None:
        return False
    last = period.rsplit("/", maxsplit=1)[-1]
    return last > published.isoformat()[: len(last)]
