"""Dates in running text, resolved to ISO 8601 against the day of publication.

    text → one pattern for all shapes of date → the shape's own reading → DateSpan(start, end, period)

A month without a year is the one nearest before publication ("in March"), unless a word looks ahead ("by September").
"last week" is the whole week, Monday to Sunday, before the one of publication. What cannot be resolved without a day of
publication keeps `period` None; its place in the text is told all the same, so that nobody takes it for a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.extraction.date_frame import Frame, month_number
from tracker.extraction.date_readings import READERS
from tracker.extraction.date_shapes import BEGINNING, SHAPES, shapes_by_beginning

_BEGINNING = re.compile(rf"\W{BEGINNING}")
"""A search runs to the next mark or blank without trying the rest at every letter."""
_BY_BEGINNING = shapes_by_beginning()
_DIGIT = re.compile(r"\d")
_HINT = re.compile(
    r"[A-Z](?:(?<=J)(?:an|u[nl])|(?<=F)eb|(?<=M)a[ry]|(?<=A)(?:pr|ug)|(?<=S)ep|(?<=O)ct|(?<=N)ov|(?<=D)ec|(?<=D)ay\b"
    r"|[A-Z]{2}|(?<=N)ew Year|(?<=C)hristmas)"
)
_DAY = re.compile(r"day\b")
_HINTS = ("year", "month", "quarter", "week", "today", "tomorrow", "yesterday", "tonight", "half", "decade")
_LEAD = re.compile(
    r"(?i:\b(as of|as at|than|from|since|over|against|by|compared with|compared to|relative to|ahead of|versus|above|"
    r"below|of what it was|with respect to|in relation to|in comparison with|in comparison to|vis-[aà]-vis)"
    r"(?:\s+(?:in|at|on|during|it was in|those of|that of|those in|that in))?|"
    r"\b(as of|as at|compared with|compared to|up from|on from|effective|starting|upwards of|no later than|"
    r"by|in|on|at|since|from|until|till|to|before|after|through|during|for|of|between|than|over|against|versus|within))"
    r"\s+(?:(?i:(?<=starting ))(?:in|on)\s+)?(?:(?:the|its|their)\s+)?$"
)
_AHEAD = frozenset({"by", "until", "till", "before", "effective", "starting", "no later than", "through", "from"})

__all__ = ["DateSpan", "find_dates", "month_number"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression at [start, end) of the text and what it means.

    `period` is an ISO date, YYYY-MM, YYYY, or an interval of two of these; None where it cannot be resolved.
    `lead` is the preposition before it ("by", "since", "as of", …) in lower case, "" if none.
    `grain` is its length: day, week, month, quarter, half, year, range or none (a clock time, a decade).
    """

    start: int
    end: int
    period: str | None
    grain: str
    lead: str = ""
    relative: bool = False
    """whether the day of publication was needed to resolve it"""


def find_dates(view: str, start: int, end: int, published: date | None) -> tuple[DateSpan, ...]:
    """The date expressions of view[start:end] in order, without overlap."""
    if not _may_hold_date(view, start, end):
        return ()
    found: list[DateSpan] = []
    free = start
    text, off = (view, 0) if start else (f" {view[:end]}", 1)  # a blank for the text's first word
    for begun in _BEGINNING.finditer(text, start - 1 + off, end + off):
        at = begun.end() - off
        told = _told_at(view, at, end, begun["begun"].lower()) if at >= free else None
        if told is None:
            continue
        shape, match = told
        free = match.end()
        before = _LEAD.search(view, max(start, match.start() - 24), match.start())
        lead = (before.group(1) or before.group(2)).lower() if before else ""
        if shape == "christmas":
            lead = match.group().partition(" ")[0].lower()
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        period, grain = READERS[shape](groups, Frame(published, lead in _AHEAD, lead))
        found.append(DateSpan(match.start(), free, period, grain, lead, not {"y", "yy"} & groups.keys()))
    return tuple(found)


def _told_at(view: str, at: int, end: int, first: str) -> tuple[str, re.Match[str]] | None:
    """The first shape that fits where a date may begin with some letters or digits, and its match."""
    for shape in _BY_BEGINNING.get("####"[: len(first)] if first.isdigit() else first, ()):
        match = _pattern(shape).match(view, at, end)
        if match is not None:
            return shape, match
    return None


def _may_hold_date(view: str, start: int, end: int) -> bool:
    """Whether a sign of a date is in view[start:end]; cheap, for most sentences hold none."""
    if _DIGIT.search(view, start, end):
        return True
    low = view[start:end].lower()
    if any(map(low.__contains__, _HINTS)) or _HINT.search(view, start, end):
        return True
    return "day" in low and _DAY.search(view, start, end) is not None


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    """The pattern of one shape, compiled when it is first met: most texts hold few of them."""
    return re.compile(SHAPES[shape])
