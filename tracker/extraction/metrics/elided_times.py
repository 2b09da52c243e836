"""Times that a sentence tells by another time of its own: "4.6 % this year and 3.8 % next", "from 9 in 2019 to 2025".

"between 2019 and 2025 … from A to B"    A is of 2019, B of 2025
"3.1 % in the first quarter, 3.4 % in the second"
"41 this year, 38 next", "20,700 in the one before", "58 % four years earlier"
"""

from __future__ import annotations

import re

from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.earlier import stepped
from tracker.extraction.metrics.scene import Quantity, Scene

_END = r"(?=\s*(?:[.,;:)]|$|and\b|but\b|while\b))"
_NEXT = re.compile(
    r"\s*(?:(?:in|for|during) )?"
    rf"(?:next|the (?:year|quarter|month) after|the (?:next|following)(?: one)?|the one after){_END}",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    rf"\s*(?:(?:in|for|during) )?the (?:one before|previous one|(?:year|quarter|month|season) before){_END}",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"\s*(?:in|for|during) the (?P<ord>first|second|third|fourth){_END}", re.IGNORECASE)
_YEARS_OFF = re.compile(
    r"\s*(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years? "
    r"(?P<way>earlier|before|previously|later|on|after)\b" + _END,
    re.IGNORECASE,
)
_COUNTS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLACES = ("first", "second", "third", "fourth")
_GRAINS = ("year", "quarter", "month", "half", "range")


def elided_time(scene: Scene, one: Quantity) -> str | None:
    """The period of a number that only tells how far it lies from a time before it; None where it tells none."""
    return _spread(scene, one) or _from_the_last(scene, one) if scene.dates else None


def _spread(scene: Scene, one: Quantity) -> str | None:
    """Of two levels "from A to B" over some years the first is of their first year, the second of their last."""
    span = next((d for d in scene.dates if _spans(d)), None)
    if span is None or not one.is_level:
        return None
    first, _, last = (span.period or "").partition("/")
    pair = _pair(scene, one)
    if pair is None:
        arrived = one.change is not None and scene.word(one.head - 1) == "to" and span.lead in ("between", "from")
        return last if arrived and span.end <= one.start else None
    if not _are_its(scene, span, pair):
        return None
    return first if pair[0] is one else last or None


def _spans(span: DateSpan) -> bool:
    """Whether a date is a range of years, or what has come about since then: "since 2020 … from A to B"."""
    period = span.period or ""
    return (span.grain == "range" and len(period) == 9) or (
        span.lead == "since" and span.grain in ("year", "month") and bool(period)
    )


def _pair(scene: Scene, one: Quantity) -> tuple[Quantity, Quantity] | None:
    """The two levels of "from A to B" that a number is one of."""
    levels = [q for q in scene.quantities if q.is_level]
    at = levels.index(one)
    for low, high in ((at, at + 1), (at - 1, at)):
        if low >= 0 and high < len(levels):
            before, after = levels[low], levels[high]
            leads = scene.word(before.head - 1) == "from" and scene.word(after.head - 1) == "to"
            if leads and after.head - before.last <= 3:
                return before, after
    return None


def _are_its(scene: Scene, span: DateSpan, pair: tuple[Quantity, Quantity]) -> bool:
    """Whether no other level stands between the years and the pair."""
    low, high = (span.end, pair[0].start) if span.end <= pair[0].start else (pair[1].end, span.start)
    return not any(low <= q.start < high for q in scene.quantities if q.is_level)


def _from_the_last(scene: Scene, one: Quantity) -> str | None:
    view, stop = scene.view.view, min(scene.sentence.end, one.end + 60)
    told = next(
        (
            (shape, match)
            for shape in (_NEXT, _ONE_BEFORE, _ORDINAL, _YEARS_OFF)
            if (match := shape.match(view, one.end, stop))
        ),
        None,
    )
    span = next((d for d in reversed(scene.dates) if d.end <= one.start and d.period and d.grain in _GRAINS), None)
    if told is None or span is None or span.period is None:
        return None
    shape, match = told
    if shape is _ORDINAL:
        return _numbered(span, _PLACES.index(match["ord"].lower()))
    if shape is _YEARS_OFF:
        count = int(match["n"]) if match["n"].isdigit() else _COUNTS.index(match["n"].lower())
        return stepped(span.period, "year", count if match["way"].lower() in ("later", "on", "after") else -count)
    unit = "year" if span.grain in ("year", "range") else span.grain
    if unit == "half":
        return None
    return stepped(span.period, unit, 1 if shape is _NEXT else -1)


def _numbered(span: DateSpan, place: int) -> str | None:
    """The quarter or half of a year at a place, 0 the first, of the year that another one is of."""
    if span.grain not in ("quarter", "half") or span.period is None or len(span.period) != 21:
        return None
    months = 3 if span.grain == "quarter" else 6
    here = (int(span.period[5:7]) - 1) // months
    if (place + 1) * months > 12:
        return None
    period: str | None = span.period
    for _ in range(abs(place - here) * (months // 3)):
        period = stepped(period, "quarter", 1 if place > here else -1) if period else None
    return period


__all__ = ["elided_time"]
