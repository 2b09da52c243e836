"""What is set or planned is told now as a goal, now as a fact: that is no news, unless the text says it was reached."""

from __future__ import annotations

from typing import Any

import pytest

from tests.matching.matching_build import metric, origin, series
from tracker import matching
from tracker.model import FindingKind, MetricMention

THEN, NOW = origin("2031-03-03", "Harbour Gazette"), origin("2031-06-12", "Plains Post")
NEW, CONFIRMED, CHANGED = FindingKind.METRIC_NEW, FindingKind.METRIC_CONFIRMED, FindingKind.METRIC_CHANGED


def number(value: float, unit: str, told: str, kind: str, **more: Any) -> MetricMention:
    return metric("it", "quantity", float(value), unit, evidence=told, kind=kind, **more)


def goal(value: float, unit: str, told: str, period: str | None = None) -> MetricMention:
    return number(value, unit, told, "target", period=period)


def fact(value: float, unit: str, told: str, period: str | None = None, **more: Any) -> MetricMention:
    return number(value, unit, told, "observed", period=period, **more)


TOLD = [
    # Peru: a quota for a season that has begun
    (
        goal(2.4e6, "t", "The ministry sets 2.4 million t.", "2031-04"),
        fact(2.4e6, "t", "It is 2.4 million t."),
        CONFIRMED,
    ),
    # Ghana: a fund, first as what holds and then as what is asked for
    (fact(3e9, "GHS", "The fund has GHS 3 billion."), goal(3e9, "GHS", "A fund of GHS 3 billion.", "2033"), CONFIRMED),
    # Norway: the one paper rounds
    (
        goal(139_827, "t", "Norway may land 139,827 t.", "2031"),
        fact(140_000, "t", "Some 140,000 t are left to it."),
        CONFIRMED,
    ),
    # Vietnam: a tax of a law, told for two months that are no measurements
    (goal(0.03, "%", "A tax of 0.03%.", "2032"), fact(0.03, "%", "The tax is 0.03%.", "2031-03"), CONFIRMED),
    # Chile: the wards of a plan
    (goal(6, "ward", "The order names six wards.", "2032"), fact(6, "ward", "The order is for six wards."), CONFIRMED),
    # Latvia: the goal has been reached, which is news
    (goal(40, "%", "40% of heat by 2035.", "2035"), fact(40, "%", "The share has reached 40%."), NEW),
    # Uruguay: measured long before the time of the goal
    (goal(65, "%", "65% by 2032.", "2032"), fact(65, "%", "The share was 65% in May.", "2031-05"), NEW),
    # Malawi: more than the goal, so nothing is told again
    (goal(75, "%", "At least 75%."), fact(80, "%", "The share is 80%."), NEW),
    # Fiji: a rate told as holding at a time to come is what is set
    (goal(14, "%", "To be 14% next year.", "2032"), fact(14, "%", "The rate goes to 14%.", "2032-01-01"), CONFIRMED),
    # Laos: the time of a rate is but the day on which it was told
    (goal(3, "%", "A fee of 3%.", "2032"), fact(3, "%", "The rate of 3% is not affected.", "2031-06-11"), CONFIRMED),
    # Togo: set anew for the time to come
    (goal(14, "%", "To be 14% next year.", "2032"), fact(16, "%", "It is raised to 16.0 %.", "2032"), CHANGED),
]


@pytest.mark.parametrize(("before", "after", "kind"), TOLD)
def test_a_goal_told_as_a_fact_is_the_known_value(
    before: MetricMention, after: MetricMention, kind: FindingKind | None
) -> None:
    found = matching.compare_metric(after, NOW, series((before, THEN)))
    assert (found.kind if found else None) is kind


def test_a_value_that_holds_beside_a_known_one_does_not_move_the_one_to_come() -> None:
    known = series((fact(9, "%", "The rate is 9%."), THEN), (goal(14, "%", "It goes to 14%.", "2032"), THEN))
    found = matching.compare_metric(fact(14, "%", "It will be 14%.", "2032-01-01"), NOW, known)
    assert found is not None
    assert (found.kind, found.old) == (CONFIRMED, 14)


def test_an_undated_fact_of_another_kind_is_still_the_first_measured() -> None:
    before = goal(30, "%", "The aim is 30%.", "2035")
    found = matching.compare_metric(fact(12, "%", "The share is 12%."), NOW, series((before, THEN)))
    assert found is not None
    assert found.kind is NEW
    assert "18%" in found.reason
