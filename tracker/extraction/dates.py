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
from tracker.extraction.date_shapes import BEGINNING, SHAPES

_NAMED = re.compile(r"\(\?P<[a-z0-9]+>")
_ANY = re.compile(
    r"(?<!\w)"
    + BEGINNING
    + r"(?:"
    + "|".join(f"(?P<s_{name}>{_NAMED.sub('(?:', shape)})" for name, shape in SHAPES.items())
    + ")"
)
_DIGIT = re.compile(r"\d")
_HINT = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[Dd]ay\b|[A-Z]{3}|New Year|Christmas")
_HINTS = ("year", "month", "quarter", "week", "today", "tomorrow", "yesterday", "tonight", "half", "decade")
_LEAD = re.compile(
    r"(?i:\b(as of|as at|than|from|since|over|against|by|compared with|compared to|relative to|ahead of|versus|above|"
    r"below|of what it was)"
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
    found = []
    for match in _ANY.finditer(view, start, end):
        shape = (match.lastgroup or "")[2:]
        inner = _pattern(shape).match(view, match.start(), end)
        if inner is None:
            continue
        before = _LEAD.search(view, max(start, match.start() - 24), match.start())
        lead = (before.group(1) or before.group(2)).lower() if before else ""
        if shape == "christmas":
            lead = match.group().partition(" ")[0].lower()
        groups = {key: value for key, value in inner.groupdict().items() if value is not None}
        period, grain = READERS[shape](groups, Frame(published, lead in _AHEAD, lead))
        found.append(DateSpan(match.start(), match.end(), period, grain, lead, not {"y", "yy"} & groups.keys()))
    return tuple(found)


def _may_hold_date(view: str, start: int, end: int) -> bool:
    """Whether a sign of a date is in view[start:end]; cheap, for most sentences hold none."""
    if _DIGIT.search(view, start, end):
        return True
    low = view[start:end].lower()
    return any(map(low.__contains__, _HINTS)) or _HINT.search(view, start, end) is not None


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    """The pattern of one shape, compiled when it is first met: most texts hold few of them."""
    return re.compile(SHAPES[shape])
