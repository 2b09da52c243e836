"""Pinned metrics: anchors that the operator named, which win over guessed links."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.matching.amounts import bought_apart, money_or_dimension
from tracker.matching.traits import traits
from tracker.matching.words import fold, terms
from tracker.model import MetricMention, Pin


def pin_for(mention: MetricMention, pins: Sequence[Pin]) -> Pin | None:
    """The first pin that a mention fits: any of its subject phrases, any of its measure phrases, its unit and its
    period length. A pin without any condition fits nothing."""
    return next((pin for pin in pins if fits(mention, pin)), None)


def fits(mention: MetricMention, pin: Pin) -> bool:
    if not (pin.subject or pin.measure or pin.unit or pin.per):
        return False
    if pin.unit is not None and not any(same_unit(pin.unit, unit) for unit in units_of(mention)):
        return False
    if pin.per is not None and traits(mention).cadence != pin.per:
        return False
    about = " ".join((mention.subject, *mention.scope))
    return holds(about, pin.subject) and holds(f"{mention.measure} {mention.unit or ''}", pin.measure)


def units_of(mention: MetricMention) -> tuple[str, ...]:
    return tuple(unit for unit in (mention.unit, *(amount.unit for amount in mention.alt)) if unit is not None)


def same_unit(one: str, other: str) -> bool:
    return money_or_dimension(one) == money_or_dimension(other) and not bought_apart(one, other)


def holds(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text holds one of the phrases, word forms and synonyms understood; no phrases ask for nothing."""
    if not phrases:
        return True
    words, folded = terms(text), fold(text)
    return any((terms(phrase) and terms(phrase) <= words) or fold(phrase) in folded for phrase in phrases)
