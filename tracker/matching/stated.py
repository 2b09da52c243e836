"""Changes that a text states: what they imply for the time before, and which stored observation that is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tracker.matching.amounts import in_unit, step_of
from tracker.matching.periods import length, same_period, span
from tracker.model import MetricMention, Observation

STEPS = {"wow": (7, 1), "mom": (30, 4), "qoq": (91, 4), "yoy": (365, 5)}
"""How many days lie between the ends of a period and of the one before it, and how much calendars vary that."""
LEAST_FACTOR = 1e-9
"""Factors below this are no statement of a change."""


def value_of(observation: Observation, mention: MetricMention) -> float | None:
    """The value of an observation in the mention's unit."""
    return in_unit(observation.mention, mention.unit)


def implied_before(mention: MetricMention, *, exact: bool = False) -> tuple[float, float] | None:
    """The lowest and highest value that the stated change leaves for the time before, rounding allowed for.

    `exact`: a change is rounded to its unit at most, so that 20% is no 25%, as where both values stand beside it.
    """
    change, value = mention.change, mention.value
    if change is None or value is None or mention.value_high is not None:
        return None
    most = max(0.5, 0.03 * change.value) if exact else math.inf
    half, slack = min(step_of(change.value) / 2, most), min(step_of(value) / 2, 0.05 * abs(value))
    sign = {"up": 1.0, "down": -1.0, "flat": 0.0}.get(change.direction, 1.0)
    if change.unit == "%":
        factors = [1 + sign * (change.value + d) / 100 for d in (-half, half)]
        if min(factors) <= 0:
            return None
        ends = [v / f for v in (value - slack, value + slack) for f in factors]
    elif change.unit == "x":
        if change.value <= max(half, LEAST_FACTOR):
            return None
        powers = [(change.value + d) ** (sign or 1.0) for d in (-half, half)]
        if not all(math.isfinite(power) and power > 0 for power in powers):
            return None
        ends = [v / f for v in (value - slack, value + slack) for f in powers]
    elif change.unit in ("pp", mention.unit):
        ends = [v - sign * (change.value + d) for v in (value - slack, value + slack) for d in (-half, half)]
    else:
        return None
    low, high = min(ends), max(ends)
    margin = 0.005 * max(abs(low), abs(high))
    return low - margin, high + margin


def base_of(mention: MetricMention, peers: Sequence[Observation]) -> Observation | None:
    """The stored observation that a stated change starts from: the one a week, month, quarter or year before, or at the
    time named; None where it is not stored or the text does not say."""
    basis = mention.change.basis if mention.change else None
    days = span(mention.period)
    if basis is None or (days is None and not basis.startswith("since:")):
        return None
    dated = [(o, span(o.mention.period)) for o in peers if o.mention.period]
    if basis.startswith("since:"):
        wanted = basis.removeprefix("since:")
        return next((o for o, _ in reversed(dated) if o.mention.period == wanted or ends_as(o, wanted)), None)
    if basis not in STEPS or days is None:
        return None
    apart, slack = STEPS[basis]
    fitting = [
        o
        for o, theirs in dated
        if theirs and abs((days[1] - theirs[1]).days - apart) <= slack and abs(length(theirs) - length(days)) <= slack
    ]
    return fitting[-1] if fitting else None


def ends_as(observation: Observation, wanted: str) -> bool:
    return same_period(observation.mention.period, wanted)
