"""What is measured of a country, whoever sets it or tells of it: a rate of inflation is no central bank's."""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import Quantity, Scene

_NATIONAL = re.compile(
    r"\b(?:inflation|cpi|gdp|unemployment|jobless rate|gross domestic product|"
    r"(?:policy|key|base|repo|benchmark|cash|interest|lending|deposit) rates?|"
    r"(?:current[- ]account|trade|budget|fiscal) (?:deficit|surplus|balance)|"
    r"(?:foreign|exchange|international) reserves|"
    r"minimum wages?|remittances|consumer prices|price growth|industrial (?:output|production)|retail sales|economy|"
    r"economic growth|vat|duty|duties|excise|levy|tax|taxes)\b",
    re.IGNORECASE,
)


def is_national(measure: str) -> bool:
    """Whether a measure is a country's by what it is: prices, jobs, trade, public money, taxes, key rates."""
    return _NATIONAL.search(measure) is not None


def changed_by(scene: Scene, one: Quantity) -> Quantity | None:
    """The change told before its level and behind whose comma that stands alone: "its rate down by 3 points, to 25"."""
    later = next((q for q in scene.quantities if q.start > one.start and q.is_level), None) if one.earlier else None
    levels = (one, later)
    return next((q for q in scene.quantities if q.delta is not None and q.level in levels and q.end <= one.start), None)


__all__ = ["changed_by", "is_national"]
