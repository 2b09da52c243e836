"""What was counted from the beginning of a year or a month up to a day: "this year, counted up to 2 June"."""

from __future__ import annotations

import re
from datetime import date

from tracker.extraction.date_frame import month_number
from tracker.extraction.date_shapes import MONTH
from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.model import Kind

_UP_TO = frozenset({"to", "until", "till", "through"})
_ENDS_AT = re.compile(r"\b(?:between [^,;.]{3,30} and|year[- ]to[- ]date \(?(?:on |as of |at )?)\s*$", re.IGNORECASE)
_FROM = re.compile(
    r"(?i:\b(?:since|from|between)\s+)(?:the\s+)?(?:(?P<edge>start|beginning|turn|New Year(?:'s Day)?)|"
    rf"(?:1(?:st)?\s+)?(?P<month>{MONTH})(?:\s+1(?:st)?\b)?)|(?i:\bthis year\b|\byear[- ]to[- ]date\b)"
)


def counted_to(scene: Scene, one: Quantity, found: str | None) -> str | None:
    """The interval that a count up to a day stands for, where its sentence tells what it began with; else `found`."""
    if found is None or len(found) != 10 or one.kind is not Kind.OBSERVED or one.sort == "percent":
        return found
    span = next((s for s in scene.dates if s.period == found and s.grain == "day"), None)
    if span is None or not _is_end(scene, span):
        return found
    view = scene.view.view
    begun = next((m for m in _FROM.finditer(view, scene.sentence.start, scene.sentence.end)), None)
    if begun is None:
        return found
    last = date.fromisoformat(found)
    month = month_number(begun["month"]) if begun["month"] else 1
    first = date(last.year - (month > last.month), month, 1)
    return f"{first}/{last}" if first < last else found


def _is_end(scene: Scene, span: DateSpan) -> bool:
    if span.lead in _UP_TO:
        return True
    view = scene.view.view
    return _ENDS_AT.search(view, max(scene.sentence.start, span.start - 48), span.start) is not None


__all__ = ["counted_to"]
