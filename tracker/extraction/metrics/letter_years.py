"""The year that an undated letter of several stories is of: one of them alone may name no year at all, or only goals.

"Tax revenue was 2.2 trillion in 2025" and "from 2027, third homes will be taxed" are told in 2026, and so is "exports
fell to $228 million in May" in the next story. A letter with a date of its own, or of one story, is left as it is.

Each year that the letter names speaks for some years of writing more than for others, by how it is told: what was so
"in 2025" was mostly told in 2026, what is to be "by 2030" two to ten years before. The year for which the logarithms of
these likelihoods add up to most is taken, where it is well before the next (naive Bayes, equal priors).
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import log

from tracker.extraction.dates import DateSpan, find_dates
from tracker.model import Reading

_LONGEST = 40_000
_LOOKS_ON = re.compile(
    r"\b(?:will|would|should|could|may|might|must|hopes?|expects?|expected|plans?|planned|forecasts?|next|deadline|goal|"
    r"target|aims?|due|set to|is to|are to|(?:takes?|into|in) (?:effect|force)|(?:applies|apply|starts?|begins?))\b"
    r"[^.;:!?]*$"
)
_BY = frozenset({"by", "until", "till", "to", "before", "through"})
_FROM = frozenset({"from", "as of", "starting", "effective"})
_BACK = frozenset(
    {
        "during",
        "of",
        "than",
        "against",
        "over",
        "between",
        "at",
        "compared with",
        "compared to",
        "versus",
        "relative to",
    }
)
_SHARED = {"quarter": "month", "half": "month", "week": "month"}
_FIRST, _LAST = -4, 5
_COUNTED = {
    "by": (2, 0, 0, 2, 5, 29, 31, 12, 32, 35),
    "from": (3, 2, 0, 3, 7, 9, 1, 4, 3, 2),
    "in": (39, 11, 20, 72, 14, 13, 3, 2, 5, 3),
    "in, ahead": (1, 2, 2, 1, 7, 15, 2, 2, 2, 6),
    "for": (0, 0, 2, 8, 25, 20, 2, 2, 3, 6),
    "since": (29, 1, 0, 1, 0, 0, 0, 0, 0, 0),
    "back": (12, 6, 19, 27, 8, 1, 1, 0, 0, 0),
    "day": (0, 0, 0, 1, 36, 4, 2, 0, 0, 0),
    "day, ahead": (0, 0, 0, 0, 7, 21, 3, 1, 0, 0),
    "month": (7, 8, 17, 41, 14, 3, 2, 0, 0, 0),
    "month, ahead": (0, 0, 1, 3, 3, 4, 3, 0, 0, 0),
    "range": (5, 2, 5, 14, 18, 3, 2, 0, 0, 2),
    "range, ahead": (0, 0, 0, 1, 5, 1, 0, 0, 0, 0),
    "name": (4, 1, 3, 5, 26, 8, 2, 0, 2, 7),
    "name, ahead": (0, 0, 0, 0, 1, 3, 0, 0, 0, 2),
}
"""How often a year was told so long before (-4) or after (5) the year of the letter, in 300 letters with a date.

The first and the last column hold all that lies further off.
"""
_FURTHER = 1.3
"""how much less likely each year beyond the outermost column is than the one before it"""
_SURE = 0.7
"""by how much (in natural logarithms) a year must be likelier than the next: then three in four were right"""


def with_year(reading: Reading) -> Reading:
    """The reading, each of its items with the year that the letter seems to be of; the same where it has a date."""
    if reading.published is not None or len(reading.items) < 2:
        return reading
    year = year_of(reading.text[:_LONGEST])
    if year is None:
        return reading
    return replace(reading, items=tuple(replace(item, year=year) for item in reading.items))


def year_of(text: str) -> int | None:
    """The year in which a text was written, by the years that it looks back to and on to; None where that is open."""
    told = {(_how(text, span), int(span.period[:4])) for span in find_dates(text, 0, len(text), None) if span.period}
    if not told:
        return None
    years = [year for _, year in told]
    tried = range(max(1900, min(years) - 12), min(2200, max(years) + 4))
    ranked = sorted(((_likelihood(told, year), year) for year in tried), reverse=True)
    if len(ranked) < 2 or ranked[0][0] - ranked[1][0] < _SURE:
        return None
    return ranked[0][1]


def _likelihood(told: set[tuple[str, int]], written: int) -> float:
    """The logarithm of how likely it is that these years are told so in a letter of a year."""
    whole = 0.0
    for how, year in sorted(told):
        counts = _COUNTED[how]
        place = min(max(year - written, _FIRST), _LAST)
        share = 1 - 1 / _FURTHER if place in (_FIRST, _LAST) else 1.0
        whole += log((counts[place - _FIRST] * share + 0.5) / (sum(counts) + 0.5 * len(counts)))
        whole -= abs(year - written - place) * log(_FURTHER)
    return whole


def _how(text: str, span: DateSpan) -> str:
    """How a date is told: the name of its row."""
    if span.lead in _BY and span.grain != "day":
        return "by"
    if span.lead in _FROM and span.grain != "day":
        return "from"
    ahead = span.lead in _BY | _FROM or _LOOKS_ON.search(text, max(0, span.start - 70), span.start) is not None
    grain = _SHARED.get(span.grain, span.grain)
    if grain in ("day", "month", "range"):
        row = grain
    elif span.lead in ("for", "since"):
        return span.lead
    elif span.lead in _BACK:
        return "back"
    else:
        row = "in" if span.lead == "in" else "name"
    return f"{row}, ahead" if ahead else row


__all__ = ["with_year", "year_of"]
