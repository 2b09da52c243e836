"""The day that a text's dates are resolved against where nobody tells when it was published."""

from __future__ import annotations

import re
from datetime import date

from tracker.extraction.dates import DateSpan, find_dates
from tracker.extraction.text import TextView

_LOOKS_ON = re.compile(
    r"\b(?:will|would|should|could|hopes?|expects?|expected|plans?|planned|forecasts?|next|more) [^.;:!?]*$"
)
_THIS_YEAR = re.compile(r"\b(?:this|next) year\b")
_YEAR_AGO = re.compile(r", last year\b")
_CLOSED = re.compile(r"(?:as|when|after) (?:19|20)\d\d (?:closed|ended|drew to a close)", re.IGNORECASE)
_SAME = re.compile(r"\bsame (?:period|months?|quarter|week|time|half|stretch|span) (?:of|in) $")


def anchor(view: TextView) -> date | None:
    """A day to resolve dates against where none is known: the last that the text names, else its last year's end."""
    found = find_dates(view.view, 0, min(len(view.view), 20_000), None)
    days = [span.period for span in found if span.grain == "day" and span.period]
    if days:
        return date.fromisoformat(max(days))
    text = view.view
    gone: list[int] = []
    ahead: list[int] = []
    for span in found:
        if span.period and span.lead not in ("by", "until", "to", "before", "since"):
            looks_on = span.grain == "year" and _LOOKS_ON.search(text, max(0, span.start - 70), span.start)
            (ahead if looks_on else gone).append(int(span.period[:4]) + _since_then(text, span))
    if gone:
        return date(max(gone), 12, 31)
    return date(min(ahead) - (_THIS_YEAR.search(text) is not None), 12, 31) if ahead else None


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


__all__ = ["anchor"]
