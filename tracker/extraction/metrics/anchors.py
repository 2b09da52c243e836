"""The day that a text's dates are resolved against where nobody tells when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.extraction.dates import DateSpan, find_dates
from tracker.extraction.metrics.scene import Scene
from tracker.extraction.text import TextView

_LOOKS_ON = re.compile(
    r"\b(?:will|would|should|could|hopes?|expects?|expected|plans?|planned|forecasts?|next|more) [^.;:!?]*$"
)
_THIS_YEAR = re.compile(r"\b(?:this|next) year\b")
_YEAR_AGO = re.compile(r", last year\b")
_CLOSED = re.compile(r"(?:as|when|after) (?:19|20)\d\d (?:closed|ended|drew to a close)", re.IGNORECASE)
_SAME = re.compile(r"\bsame (?:period|months?|quarter|week|time|half|stretch|span) (?:of|in) $")


def anchor(view: TextView, year: int | None = None) -> date | None:
    """A day to resolve dates against where none is known: the last that the text names, else its last year's end.

    `year`: what the whole letter lets suppose, of which the story is a part. What is to be on a day was told before it.
    """
    text = view.view
    found = find_dates(text, 0, min(len(text), 20_000), None)
    days, coming = _days(text, found)
    if days and (year is None or days[-1].year == year):
        return days[-1]
    if year is not None:
        return date(year, 12, 31)
    if coming:
        return coming[0] - timedelta(days=1)
    gone: list[int] = []
    ahead: list[int] = []
    for span in found:
        if span.period and span.lead not in ("by", "until", "to", "before", "since"):
            looks_on = span.grain == "year" and _LOOKS_ON.search(text, max(0, span.start - 70), span.start)
            (ahead if looks_on else gone).append(int(span.period[:4]) + _since_then(text, span))
    if gone:
        return date(max(gone), 12, 31)
    return date(min(ahead) - (_THIS_YEAR.search(text) is not None), 12, 31) if ahead else None


def _days(text: str, found: Sequence[DateSpan]) -> tuple[list[date], list[date]]:
    """The days that a text looks back to, and those that it looks on to, each in order."""
    told: tuple[list[date], list[date]] = ([], [])
    for span in found:
        if span.grain == "day" and span.period:
            comes = span.lead in _FROM_THEN or _IN_FORCE.search(text, max(0, span.start - 60), span.start) is not None
            told[comes].append(date.fromisoformat(span.period))
    return sorted(told[0]), sorted(told[1])


_FROM_THEN = ("from", "starting", "effective", "until", "till", "by", "before", "no later than")
_IN_FORCE = re.compile(
    r"\b(?:(?:takes?|take|come|comes|enters?|go|goes) (?:in)?(?:to)? ?(?:effect|force)|(?:will|would|is to|are to|"
    r"due to|shall) [^.;:!?]{1,40}) (?:on )?$"
)


def _since_then(text: str, span: DateSpan) -> int:
    """How many years a text is from a year that it looks back to: "in 2023, last year", "the same period of 2025".

    Where a text tells how a year closed and what is so "this year", that is the next.
    """
    if span.grain == "month" and _CLOSED.match(text, span.start):
        return int("this year" in text)
    if span.grain != "year":
        return 0
    back = _YEAR_AGO.match(text, span.end) or _SAME.search(text, max(0, span.start - 30), span.start)
    return int(back is not None)


_NEAR_NOW = re.compile(r"(?i:\b(?:today|yesterday|tomorrow|tonight|\w+day|weeks?|months?)\b)")


def forget_days(scenes: Iterable[Scene], year: int) -> None:
    """Of a text of which but the year is known: leaves open when "on Wednesday", "last week" or "this month" was.

    What had been done "by 28 June" was so in that year, not in the next.
    """
    for scene in scenes:
        if any(span.relative and span.grain in _SHORT for span in scene.dates):
            scene.dates = tuple(_of_the_year(scene, span, year) for span in scene.dates)


def _of_the_year(scene: Scene, span: DateSpan, year: int) -> DateSpan:
    if not span.relative or span.grain not in _SHORT or not span.period:
        return span
    told = scene.view.view[span.start : span.end]
    if not any(letter.isdigit() for letter in told) and _NEAR_NOW.search(told):
        return replace(span, period=None, grain="apart")
    next_year = span.period.startswith(str(year + 1)) and "next" not in told and len(span.period) <= len("2026-06-28")
    return replace(span, period=f"{year}{span.period[4:]}") if next_year else span


_SHORT = ("day", "week", "month")

__all__ = ["anchor", "forget_days"]
