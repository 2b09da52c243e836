"""The length of time that a flow is counted over: "a day", "in the week to 12 July", "quarterly"."""

from __future__ import annotations

import re
from datetime import date

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_ADJECTIVES = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annual"}
_CADENCES = tuple(
    (
        unit,
        (unit[:3], adjective[:3]),
        re.compile(
            rf"\b(?:{adjective}|(?:a|per|each|every|average|single|typical) {unit}{more})"
            r"(?![-\w]| of a| of the| point| percentage| up\b| more| less| higher| lower| fewer)",
            re.IGNORECASE,
        ),
    )
    for unit, adjective, more in (
        ("day", "daily", ""),
        ("week", "weekly", "|(?:in|for) (?:the|one|a) week|(?:last|this) week|week (?:of|to|that|ended|ending)"),
        ("month", "monthly", ""),
        ("quarter", "quarterly", ""),
        ("year", "annual|annually|yearly|per annum", ""),
    )
)
_HINTS = tuple(hint for _, hints, _ in _CADENCES for hint in hints)
_NO_FLOW = re.compile(
    r"\byear[- ]on[- ]year\b|\ba year (?:ago|earlier|before)\b|\b(?:annual|yearly) (?:meeting|report|growth)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\b([A-Z]\w+) (?:Daily|Weekly|Monthly|Quarterly)\b")
"""The name of a newspaper, which is counted over nothing."""


def cadence_of(scene: Scene, one: Quantity) -> str | None:
    """The length of time that a flow is counted over, where the clause or the period tells it."""
    view = scene.view.view
    before, after = view[max(scene.sentence.start, one.start - 60) : one.start], view[one.end : one.end + 24]
    own = "" if one.sort == "percent" else view[one.start : one.end]  # "a quarter" is 25 % there, not a time
    near = f"{before}{own}{after[: max(0, scene.sentence.end - one.end)]}"
    if any(map(near.lower().__contains__, _HINTS)):
        near = _NO_FLOW.sub("", _PAPER.sub(r"\1", near))
        low = near.lower()
        for name, hints, pattern in _CADENCES:
            if any(map(low.__contains__, hints)) and pattern.search(near):
                return name
    return _length(one.period) if one.sort in ("money", "count", "physical") else None


def _length(period: str | None) -> str | None:
    first, mark, last = (period or "").partition("/")
    if not mark or len(first) != 10 or len(last) != 10:
        return None
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return {7: "week", 90: "quarter", 91: "quarter", 92: "quarter"}.get(days)


def timed(measure: str, cadence: str | None) -> str:
    """The measure with the adjective of its length of time, unless it has one."""
    words = measure.lower().split()
    if (
        cadence
        and measure
        and not any(word in ("daily", "weekly", "monthly", "quarterly", "annual", "yearly") for word in words)
    ):
        return f"{_ADJECTIVES[cadence]} {measure}"
    return measure


_COVERED = word_set("imports import consumption demand supply sales output production use spending")


def is_cover(scene: Scene, one: Quantity) -> bool:
    """ "4.8 months of imports", "41 days of consumption": how long something lasts is how much there is."""
    if one.unit not in ("day", "week", "month") or one.numeral.attribute or scene.word(one.last) != "of":
        return False
    at = one.last + 1 + (scene.word(one.last + 1) in ("its", "their", "prospective", "national", "the"))
    return scene.word(at) in _COVERED


__all__ = ["cadence_of", "is_cover", "timed"]
