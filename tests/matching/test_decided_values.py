"""Values that a decision sets: what is asked for, what is decided and what holds are one row. And times set apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.matching.matching_build import metric, origin, series
from tracker import matching
from tracker.matching.periods import unlike
from tracker.matching.traits import traits
from tracker.model import FindingKind, Kin, MetricMention

THEN, NOW = origin("2031-01-10", "Fjord Letter"), origin("2031-03-20", "Harbour Post")


def verdict(before: MetricMention, after: MetricMention) -> FindingKind | None:
    found = matching.compare_metric(after, NOW, series((before, THEN)))
    return found.kind if found else None


def fine(value: float, kind: str = "observed", **more: Any) -> MetricMention:
    return metric("Norway", "fine for dumping", value, "NOK", kind=kind, **more)


def share(value: float, kind: str = "observed", **more: Any) -> MetricMention:
    return metric("Norway", "share of electric ferries", value, "%", kind=kind, **more)


DECIDED = [
    # what was proposed is not what was passed
    (fine(5e6, "target"), fine(2e6), FindingKind.METRIC_CHANGED),
    # what holds is to be raised
    (fine(2e6), fine(5e6, "target"), FindingKind.METRIC_CHANGED),
    # what was proposed is what was passed
    (fine(5e6, "target"), fine(5e6), FindingKind.METRIC_CONFIRMED),
    # what is measured is no change of what is aimed at
    (share(75.0, "target", period="2035"), share(41.0), FindingKind.METRIC_NEW),
    (share(41.0), share(75.0, "target", period="2035"), FindingKind.METRIC_NEW),
    # what a tax brings in is measured
    (
        metric("Norway", "revenue from the fish tax", 4e9, "NOK", kind="target", period="2032"),
        metric("Norway", "revenue from the fish tax", 3e9, "NOK"),
        FindingKind.METRIC_NEW,
    ),
    # a bound that is set anew
    (fine(5e6, qualifier="<="), fine(8e6, qualifier="<="), FindingKind.METRIC_CHANGED),
    # no bound, so nothing is said against the value before
    (fine(5e6), fine(8e6, qualifier="<="), None),
    # the quota of the year before, told after the next one's
    (
        metric("Norway", "cod quota", 2.85e5, "t", kind="target", period="2032"),
        metric("Norway", "cod quota", 3.4e5, "t", period="2031"),
        None,
    ),
]


@pytest.mark.parametrize(("before", "after", "kind"), DECIDED)
def test_what_is_decided_is_one_row_of_values(
    before: MetricMention, after: MetricMention, kind: FindingKind | None
) -> None:
    assert verdict(before, after) is kind


def test_undated_values_of_letters_months_apart_are_no_roundings_of_one_another() -> None:
    before, after = metric("Norway", "ferries", 5.0e6, "ferry"), metric("Norway", "ferries", 5.1e6, "ferry")
    assert verdict(before, after) is FindingKind.METRIC_CHANGED
    soon = matching.compare_metric(after, origin("2031-01-20", "Harbour Post"), series((before, THEN)))
    assert soon is not None
    assert soon.kind is FindingKind.METRIC_CONFIRMED


def test_twenty_days_are_no_month_and_no_ranking() -> None:
    assert unlike("2031-03-01/2031-03-20", "2031-03")
    assert not unlike("2031-03-01/2031-03-20", "2031-04-01/2031-04-20")
    assert not traits(metric("Norway", "exports in the first twenty days", 3e9, "NOK")).ranked
    assert traits(metric("Norway", "exports of the first twenty firms", 3e9, "NOK")).ranked


def test_the_first_days_of_two_months_are_compared_though_one_text_is_read_as_the_month() -> None:
    in_january = metric("Norway", "exports", 4.1e9, "NOK", period="2031-01-01/2031-01-20")
    in_march = metric(
        "Norway", "exports", 4.4e9, "NOK", period="2031-03",
        evidence="In the first twenty days of March exports came to 4400000000.0 NOK.",
    )  # fmt: skip
    whole = replace(in_march, evidence="In March exports came to 4400000000.0 NOK.")
    known = series((in_january, THEN))
    assert matching.link_series(in_march, NOW, (known,)).target_id == "ser_1"
    assert verdict(in_january, in_march) is FindingKind.METRIC_CHANGED
    assert matching.link_series(whole, NOW, (known,)).target_id is None


def test_votes_for_are_not_votes_against() -> None:
    ayes = metric("Storting", "votes", 88.0, "vote", evidence="The bill passed by 88.0 vote to 81.0 vote.")
    noes = metric("", "votes", 81.0, "vote", evidence=ayes.evidence, kin=(Kin(0, 88.0, None),))
    assert matching.link_series(noes, THEN, (series((ayes, THEN)),)).target_id is None


def test_quintals_are_tonnes() -> None:
    tonnes = metric("Morocco", "harvest of cereals", 8.2e6, "t", period="2031")
    quintals = metric("Morocco", "harvest of cereals", 8.2e7, "quintal", period="2031")
    known = series((tonnes, THEN))
    assert matching.link_series(quintals, NOW, (known,)).target_id == "ser_1"
    found = matching.compare_metric(quintals, NOW, known)
    assert found is not None
    assert found.kind is FindingKind.METRIC_CONFIRMED


def test_a_known_value_told_as_the_one_before_hides_no_change() -> None:
    stored = metric("Bergen", "ferries", 269.0, "ferry")
    before = metric("Bergen", "ferries", 269.0, "ferry", evidence="It went from 269.0 ferry to 320.0 ferry.")
    after = metric("Bergen", "ferries", 320.0, "ferry", evidence=before.evidence)
    known = series((stored, THEN), (before, NOW))
    found = matching.compare_metric(after, NOW, known)
    assert found is not None
    assert (found.kind, found.old) == (FindingKind.METRIC_CHANGED, 269.0)
    plain = replace(before, evidence="The 269.0 ferry of the town and 320.0 ferry.")
    assert matching.compare_metric(after, NOW, series((stored, THEN), (plain, NOW))) is None
