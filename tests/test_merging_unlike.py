"""What is counted and what is weighed are never one series, whoever says so; two nouns for one thing may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tracker.errors import UsageError
from tracker.history.correcting import refuse_unlike
from tracker.model import MetricMention, Observation, Origin


@dataclass(frozen=True)
class Told:
    """A stored mention, as far as its unit is asked for."""

    told: Observation


def told(unit: str) -> tuple[Told, ...]:
    day = datetime(2031, 3, 1, tzinfo=UTC)
    where = Origin("d", "d", "Quay News", "i", "", day)
    return (Told(Observation(MetricMention(f"40 {unit}", 0, 4, f"40 {unit}.", 40.0, unit), where)),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a count and a weight
        ("enterprise", "t"),
        # the weight spelt out
        ("enterprise", "tonne"),
        # a share and money
        ("%", "NOK"),
        # a count and money
        ("vessel", "EUR"),
    ],
)
def test_units_of_other_things_are_refused_in_words(one: str, other: str) -> None:
    with pytest.raises(
        UsageError, match=f"They are told in {other} and {one}: values in such units cannot be compared"
    ):
        refuse_unlike(told(one), told(other))  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other"), [("vessel", "trawler"), ("t", "kg"), ("tonne", "t"), ("EUR", "EUR")])
def test_units_of_one_thing_may_be_merged(one: str, other: str) -> None:
    assert refuse_unlike(told(one), told(other)) is None  # type: ignore[arg-type, func-returns-value]
