"""The words that verdicts are told in: who told what, when, and how far two values are apart."""

from __future__ import annotations

from tracker.matching.amounts import step_of, written
from tracker.model import Change, MetricMention, Origin


def same_voice(one: Origin, other: Origin) -> bool:
    return not set(one.voices).isdisjoint(other.voices)


def teller(origin: Origin) -> str:
    return ", ".join(origin.voices)


def told(mention: MetricMention) -> str:
    """A mention for a sentence: its value, its time, the change it states."""
    sign = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about "}
    if mention.value is None:
        words = change_words(mention.change) if mention.change else "no value"
    else:
        words = sign.get(mention.qualifier, "") + written(mention.value, mention.unit)
    return words[:1].upper() + words[1:] + when(mention)


def when(mention: MetricMention) -> str:
    return f" ({mention.period})" if mention.period else ""


def change_words(change: Change) -> str:
    unit = {"x": " times", "pp": " percentage points", "%": "%"}.get(change.unit, f" {change.unit}")
    since = (
        f" since {change.basis.removeprefix('since:')}" if change.basis and change.basis.startswith("since:") else ""
    )
    return f"{change.direction} {change.value:g}{unit}{since}"


def step(new: float | None, old: float | None, unit: str | None) -> str:
    """The way from one value to another: "+8.27 trillion tokens, 176.3% up"."""
    if new is None or old is None:
        return "not known"
    difference = new - old
    words = f"{'+' if difference >= 0 else '−'}{written(abs(difference), 'percentage points' if unit == '%' else unit)}"
    if old == 0:
        return words
    share = abs(difference / old)
    return f"{words}, {share:.1%} {'up' if difference >= 0 else 'down'}"


def rounded(one: float | None, other: float | None, unit: str | None) -> str:
    """That one of two values is the other one, rounded: "; 1.3 million tonnes is 1.25 million tonnes rounded"."""
    if one is None or other is None or one == other:
        return ""
    coarse, fine = sorted((one, other), key=step_of, reverse=True)
    if step_of(coarse) == step_of(fine):
        return ""
    return f"; {written(coarse, unit)} is {written(fine, unit)} rounded"
