"""The time that a value holds for, as days: which of two is later, and whether they are one period."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from tracker.model import MetricMention, Origin

POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
HALF = re.compile(r"(\d{4})-?H([12])")

Span = tuple[date, date]
"""First and last day, both included."""


@lru_cache(maxsize=8192)
def span(period: str | None) -> Span | None:
    """The days of an ISO date, month, year or interval; None where there is none or it cannot be read."""
    if not period:
        return None
    first, _, last = period.partition("/")
    start, end = _point(first), _point(last or first)
    if start is None or end is None or start[0] > end[1]:
        return None
    return start[0], end[1]


def _point(text: str) -> Span | None:
    if match := QUARTER.fullmatch(text):
        year, month = int(match[1]), 3 * int(match[2]) - 2
        return date(year, month, 1), _month_end(year, month + 2)
    if match := HALF.fullmatch(text):
        year, month = int(match[1]), 6 * int(match[2]) - 5
        return date(year, month, 1), _month_end(year, month + 5)
    match = POINT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(group) if group else 0 for group in match.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    return first, first if day else _month_end(year, month or 12)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def length(of: Span) -> int:
    return (of[1] - of[0]).days + 1


@lru_cache(maxsize=8192)
def same_period(one: str | None, other: str | None) -> bool:
    """Whether two periods are told as the same time: equal, or one no more exactly told than the other.

    "2025" and "2025-12" may be one (a year's figure is its end's); a week and the month around it may not, for the
    month holds other weeks; neither may a day and its year.
    """
    a, b = span(one), span(other)
    if a is None or b is None:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=length)
    if not (long[0] <= short[0] and short[1] <= long[1]):
        return False
    return (length(short) >= 28 or length(long) <= 1) and short[1] == long[1]


@lru_cache(maxsize=8192)
def overlapping(one: str | None, other: str | None) -> bool:
    """Whether two known periods share a day."""
    a, b = span(one), span(other)
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def moment(mention: MetricMention, origin: Origin) -> date:
    """The day that a value is for: the last of its period, but never after its publication; else its publication."""
    published = origin.published.date()
    days = span(mention.period)
    return published if days is None else min(days[1], published)


COUNTED_OVER = 27
"""Days from which something can be counted over a time, a month or more."""
WEEK = 7
MOST_OF_A_YEAR, WHOLE_YEAR = 340, (365, 366)
"""The days of eleven months at most, and those of a year."""


@lru_cache(maxsize=8192)
def unlike(one: str | None, other: str | None) -> bool:
    """Whether two periods are so unlike that what is counted over the one says nothing about the other: a month and a
    quarter, a quarter and a year, ten months and a year, twenty days and a month. A day is a time at which something
    is, and fits any period."""
    a, b = span(one), span(other)
    if a is None or b is None:
        return False
    short, long = sorted((length(a), length(b)))
    if short < COUNTED_OVER:
        return short > WEEK and long > 1.3 * short
    return long > 1.6 * short or (short <= MOST_OF_A_YEAR and long in WHOLE_YEAR)
