"""In which year a day, a month or a quarter is that is told without one, by what is said to be so then."""

from __future__ import annotations

import re
from datetime import date

from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_RISING = word_set("rises climbs goes moves increases drops will")


def _rising(scene: Scene, one: Quantity) -> bool:
    """Whether the verb before the number is in the present: "the wage rises to £12.71 in April" is told ahead."""
    near = range(max(0, one.head - 8), one.head)
    return any(scene.low[n] in _RISING and (scene.low[n] == "will" or scene.word(n + 1) in _WHITHER) for n in near)


_WHITHER = word_set("to by from on in at again another a up down back further only again")


def settled_year(scene: Scene, one: Quantity, span: DateSpan, published: date | None) -> str:
    """A time told without its year, in the year that the number's kind and verb ask for.

    "In July" of what was measured, told in June, was last year's; of what is expected it is this year's.
    """
    period = span.period or ""
    if not span.relative or published is None or len(period) < _OF_A_MONTH:
        return period
    if span.grain == "month":
        return _month(scene, one, span, published)
    if span.grain == "day":
        return f"{int(period[:4]) + 1}{period[4:]}" if _is_ahead(scene, span, published) else period
    ahead = one.kind is not Kind.OBSERVED
    months = span.grain == "range" and len(period) == _OF_MONTHS
    if months and span.lead == "for" and _is_soon(scene, span, published):
        return _moved(period, published.year - int(period[:4]) + (int(period[5:7]) < published.month))
    if ahead and (span.grain in ("quarter", "half") or (span.grain == "range" and len(period) >= _OF_MONTHS)):
        return _part_to_come(scene, span, published)
    return _moved(period, -1) if months and not ahead and is_future(period, published) else period


_OF_A_MONTH = len("2026-01")
_OF_MONTHS = len("2026-01/2026-03")


def _moved(period: str, years: int) -> str:
    """A span of months, so many years later."""
    return f"{int(period[:4]) + years}{period[4:8]}{int(period[8:12]) + years}{period[12:]}"


def _month(scene: Scene, one: Quantity, span: DateSpan, published: date) -> str:
    period = span.period or ""
    if _rising(scene, one):
        month = int(period[5:7])
        return f"{published.year + (month < published.month)}-{month:02}"
    if one.kind is not Kind.OBSERVED:
        return _month_to_come(scene, one, span, published)
    if _is_soon(scene, span, published):
        return f"{published.year + (int(period[5:7]) < published.month)}{period[4:]}"
    if span.lead not in ("from", "starting", "effective") and is_future(period, published):
        return f"{int(period[:4]) - 1}{period[4:]}"
    return period


_SOON = 3
_SET_AHEAD = re.compile(
    r" (?:(?:export|import|fuel|crude|official|retail|pump|selling|monthly) ){0,2}"
    r"(?:dut(?:y|ies)|tariffs?|prices?|quotas?|increments?|allocations?|allotments?|caps?|bookings|deliver(?:y|ies)|"
    r"targets?|reference price|adjustment|surcharges?)\b"
)


def _is_soon(scene: Scene, span: DateSpan, published: date) -> bool:
    """ "For June the board set the duty at 9.5 %", told in May: a month that begins soon, not last year's."""
    begins = int((span.period or "")[5:7])
    if not 0 < (begins - published.month) % 12 <= _SOON or "last" in scene.view.view[span.start : span.end].lower():
        return False
    return span.lead == "for" or _SET_AHEAD.match(scene.view.view, span.end) is not None


def _month_to_come(scene: Scene, one: Quantity, span: DateSpan, published: date) -> str:
    """ "raised its forecast for December", told in March: this year's, for last year's is no forecast any more."""
    period = span.period or ""
    inserted = scene.word(one.head - 1) in (",", "(") and scene.view.view[span.end : span.end + 1] in (",", ")")
    gone = inserted or _GONE.search(scene.view.of(scene.sentence)) is not None
    ahead = period[5:7] > published.strftime("%m") and int(period[:4]) == published.year - 1
    return f"{published.year}{period[4:]}" if ahead and not gone else period


def _part_to_come(scene: Scene, span: DateSpan, published: date) -> str:
    """ "expects sales of $41m in the second half", told in May: this year's, for last year's is over."""
    period = span.period or ""
    told = scene.view.view[span.start : span.end].lower()
    if (
        published is None
        or is_future(period, published)
        or "last" in told
        or _GONE.search(scene.view.of(scene.sentence))
    ):
        return period
    first, last = period.split("/")
    return f"{int(first[:4]) + 1}{first[4:]}/{int(last[:4]) + 1}{last[4:]}"


_GONE = re.compile(r"\b(?:had|was|were|missed|last)\b")
_TO_COME = re.compile(
    r"\b(?:will|(?:is|are) to|go(?:es)? (?:up|down)|rises?|falls?|drops?|climbs?|increases?|becomes?|expires?|"
    r"ends?|begins?|starts?|takes? effect|appl(?:y|ies)|follows?|comes? into)\b"
)


def _is_ahead(scene: Scene, span: DateSpan, published: date) -> bool:
    """Whether a day that was looked for in the past lies ahead: "tariffs go up on 1 April", told in February."""
    sentence = scene.view.of(scene.sentence)
    gone = (published - date.fromisoformat(span.period or "")).days
    begins = span.lead in ("as of", "from", "starting", "effective") and _GONE.search(sentence) is None
    return (gone > 150 and begins) or (gone > 200 and _TO_COME.search(sentence) is not None)


def is_future(period: str, published: date | None) -> bool:
    """Whether a period ends after publication."""
    if published is None:
        return False
    last = period.rsplit("/", maxsplit=1)[-1]
    return last > published.isoformat()[: len(last)]


__all__ = ["is_future", "settled_year"]
