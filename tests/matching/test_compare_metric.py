"""What a number tells of its series: new, changed, revised, in conflict, confirmed, or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_build import metric, origin, series

from tracker import matching
from tracker.model import FindingKind, Kin, MetricMention, Origin, Series, Verdict

FEBRUARY, MARCH = "2031-02", "2031-03"


def riders(value: float | None, period: str | None = None, **more: object) -> MetricMention:
    return metric("ferries in Norway", "monthly riders", value, "rider", period=period, cadence="month", **more)


KNOWN = series((riders(400_000.0, FEBRUARY), origin("2031-03-04", "Fjord Letter")))


def told(
    mention: MetricMention, when: str, source: str = "Harbour Post", known: Series | None = KNOWN
) -> Verdict | None:
    return matching.compare_metric(mention, origin(when, source), known)


def kind(verdict: Verdict | None) -> FindingKind | None:
    return verdict.kind if verdict else None


@pytest.mark.parametrize(
    ("mention", "when", "source", "finding"),
    [
        # a later period, another value
        (riders(460_000.0, MARCH), "2031-04-03", "Fjord Letter", "metric.changed"),
        # no period, but clearly later
        (riders(460_000.0), "2031-04-03", "Harbour Post", "metric.changed"),
        # the same period, another value, another source
        (riders(350_000.0, FEBRUARY), "2031-03-05", "Harbour Post", "metric.conflict"),
        # the same period, another value, the same source
        (riders(350_000.0, FEBRUARY), "2031-03-05", "Fjord Letter", "metric.revised"),
        # another source, but the text calls it a correction
        (
            riders(350_000.0, FEBRUARY, evidence="Riders in February were revised to 350,000."),
            "2031-03-05", "Harbour Post", "metric.revised",
        ),
        # the same from another source
        (riders(400_000.0, FEBRUARY), "2031-03-05", "Harbour Post", "metric.confirmed"),
        # the same, rounded
        (riders(404_000.0, FEBRUARY), "2031-03-05", "Harbour Post", "metric.confirmed"),
        # the same source repeats itself
        (riders(400_000.0, FEBRUARY), "2031-03-05", "Fjord Letter", None),
        # a value told late is put in its place
        (riders(310_000.0, "2030-12"), "2031-04-03", "Harbour Post", None),
        # a bound does not tell that the value has fallen
        (riders(300_000.0, MARCH, qualifier=">"), "2031-04-03", "Harbour Post", None),
        # but it can tell that it has risen
        (riders(500_000.0, MARCH, qualifier=">"), "2031-04-03", "Harbour Post", "metric.changed"),
        # hardly a change
        (riders(401_600.0, MARCH), "2031-04-03", "Harbour Post", "metric.confirmed"),
        # a forecast raises no change
        (riders(900_000.0, "2032", kind="forecast"), "2031-04-03", "Harbour Post", None),
        # only a change is told, no value to compare
        (replace(riders(None), unit=None), "2031-04-03", "Harbour Post", None),
    ],
)  # fmt: skip
def test_what_a_value_tells(mention: MetricMention, when: str, source: str, finding: str | None) -> None:
    assert kind(told(mention, when, source)) == finding


def test_a_change_carries_both_values_and_its_arithmetic() -> None:
    verdict = told(riders(460_000.0, MARCH), "2031-04-03")
    assert verdict is not None
    assert (verdict.old, verdict.new, verdict.old_period) == (400_000.0, 460_000.0, FEBRUARY)
    assert verdict.against == origin("2031-03-04", "Fjord Letter")
    assert verdict.reason == (
        "460,000 riders (2031-03); before, Fjord Letter told 400,000 riders (2031-02). "
        "That is +60,000 riders, 15.0% up."
    )


@pytest.mark.parametrize(
    ("change", "agrees"),
    [
        ((15.0, "%", "up", "mom"), True),  # 460 / 1.15 = 400
        ((25.0, "%", "up", "mom"), False),  # would have been 368
        ((15.0, "%", "down", "mom"), False),  # the wrong way
        ((60_000.0, "rider", "up", "mom"), True),  # told as a difference
        ((15.0, "%", "up", "yoy"), None),  # a year before is not stored
        ((15.0, "%", "up", None), None),  # against what, the text does not say
        ((1.15, "x", "up", "since:2031-02"), True),  # a factor since a named month
    ],
)
def test_the_stated_change_is_held_against_the_computed_one(change: tuple[object, ...], agrees: bool | None) -> None:
    verdict = told(riders(460_000.0, MARCH, change=change), "2031-04-03")
    assert verdict is not None
    assert verdict.agrees is agrees


def test_a_conflict_names_both_sources() -> None:
    verdict = told(riders(350_000.0, FEBRUARY), "2031-03-05")
    assert verdict is not None
    assert "Harbour Post tells" in verdict.reason
    assert "Fjord Letter told" in verdict.reason


def test_the_outlets_that_a_letter_names_are_its_voices() -> None:
    where = replace(origin("2031-03-05", "Weekly Round-up"), outlets=("Fjord Letter",))
    assert matching.compare_metric(riders(400_000.0, FEBRUARY), where, KNOWN) is None


def test_a_text_that_tells_the_known_value_too_is_not_at_odds_with_it() -> None:
    other = riders(350_000.0, FEBRUARY)
    assert kind(told(other, "2031-03-20", "Coast Letter")) is FindingKind.METRIC_CONFLICT
    beside = replace(other, kin=(Kin(90, 400_000.0, FEBRUARY),))
    assert told(beside, "2031-03-20", "Coast Letter") is None
    corrected = replace(beside, evidence="The riders of February were revised from 400,000 to 350,000.")
    assert kind(told(corrected, "2031-03-20", "Coast Letter")) is FindingKind.METRIC_REVISED


# ---------------------------------------------------------------- targets

SHARE = metric("Norway", "share of electric ferries", 60.0, "%", period="2031-03")
GOAL = metric("Norway", "share of electric ferries", 90.0, "%", period="2035", kind="target")
AIMED = series((GOAL, origin("2031-01-15", "Fjord Letter")))


def test_an_observation_is_not_set_against_a_target_but_told_how_far_it_is() -> None:
    verdict = told(SHARE, "2031-04-03", known=AIMED)
    assert kind(verdict) is FindingKind.METRIC_NEW
    assert verdict is not None
    assert "The target for 2035 is 90%, so 30% are still to go." in verdict.reason


@pytest.mark.parametrize(
    ("value", "period", "when", "finding"),
    [
        (90.0, "2035", "2031-01-16", "metric.confirmed"),  # the same target from another source
        (95.0, "2040", "2031-01-16", "metric.new"),  # a target for another year
        (80.0, "2035", "2031-01-16", "metric.conflict"),  # the same year, another value, the same news
        (80.0, "2035", "2031-08-01", "metric.conflict"),  # so it is months later, if the text does not tell a change
    ],
)
def test_targets_are_compared_with_targets_of_their_year(value: float, period: str, when: str, finding: str) -> None:
    mention = metric("Norway", "share of electric ferries", value, "%", period=period, kind="target")
    assert kind(told(mention, when, known=AIMED)) == finding


@pytest.mark.parametrize(
    "more",
    [
        {"change": (10.0, "pp", "down", None)},  # the change leads from the target that is known
        {"kin": (Kin(40, 90.0, None),)},  # the text tells that one beside it
    ],
)
def test_a_target_that_the_text_says_is_set_anew_is_changed(more: dict[str, Any]) -> None:
    mention = metric("Norway", "share of electric ferries", 80.0, "%", period="2035", kind="target", **more)
    assert kind(told(mention, "2031-08-01", known=AIMED)) is FindingKind.METRIC_CHANGED


def test_a_target_at_odds_months_later_may_have_been_set_anew() -> None:
    mention = metric("Norway", "share of electric ferries", 80.0, "%", period="2035", kind="target")
    verdict = told(mention, "2031-08-01", known=AIMED)
    assert verdict is not None
    assert verdict.reason.endswith("Either it has been set anew since, or one of them errs.")


def test_the_first_value_is_new() -> None:
    verdict = told(riders(400_000.0, FEBRUARY), "2031-03-04", known=None)
    assert kind(verdict) is FindingKind.METRIC_NEW
    assert verdict is not None
    assert verdict.new == 400_000.0


def test_history_told_in_one_text_is_no_change() -> None:
    where = origin("2031-04-03", "Harbour Post")
    known = series((riders(460_000.0, MARCH), where))
    assert matching.compare_metric(riders(400_000.0, FEBRUARY), where, known) is None


def test_other_currencies_meet_in_the_amount_told_in_brackets() -> None:
    told_in_krone = metric("Fjord fund", "size", 700e6, "NOK", alt=[(60e6, "EUR")], period="2031")
    told_in_euro = metric("Fjord fund", "size", 60e6, "EUR", period="2031")
    known = series((told_in_krone, origin("2031-03-04", "Fjord Letter")))
    assert kind(told(told_in_euro, "2031-03-05", known=known)) is FindingKind.METRIC_CONFIRMED


# ---------------------------------------------------------------- invariants

VALUES = st.floats(1, 1e15, allow_nan=False).map(lambda number: float(f"{number:.4g}"))
PERIODS = st.sampled_from([None, "2031-01", "2031-02", "2031-03", "2030"])
SOURCES = st.sampled_from(["Fjord Letter", "Harbour Post"])
DAYS = st.sampled_from(["2031-03-04", "2031-03-05", "2031-04-03"])
TOLD = st.tuples(st.builds(riders, VALUES, PERIODS), st.builds(origin, DAYS, SOURCES))


@given(TOLD, st.lists(TOLD, min_size=1, max_size=4))
def test_the_same_document_told_twice_tells_nothing_new(
    mention: tuple[MetricMention, Origin], before: list[tuple[MetricMention, Origin]]
) -> None:
    known = series(*before, mention)
    again = matching.compare_metric(*mention, known)
    assert kind(again) in (None, FindingKind.METRIC_CHANGED)
    if again is not None:  # a value that had moved away since, and comes back
        assert again.old != mention[0].value


@given(TOLD, st.lists(TOLD, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    mention: tuple[MetricMention, Origin], before: list[tuple[MetricMention, Origin]], chance: object
) -> None:
    mixed = list(before)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one = matching.compare_metric(*mention, series(*before))
    other = matching.compare_metric(*mention, series(*mixed))
    assert kind(one) == kind(other)


@given(VALUES, VALUES)
def test_conflict_and_agreement_are_symmetric(one: float, other: float) -> None:
    a, b = riders(one, MARCH), riders(other, MARCH)
    here, there = origin("2031-04-03", "Fjord Letter"), origin("2031-04-03", "Harbour Post")
    first = matching.compare_metric(b, there, series((a, here)))
    second = matching.compare_metric(a, here, series((b, there)))
    assert kind(first) == kind(second)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        # announced as a goal, and now in force
        ("2031-03-20", FindingKind.METRIC_CONFIRMED),
        # a year later the goal has been reached, which is news
        ("2032-03-20", FindingKind.METRIC_CHANGED),
    ],
)
def test_a_value_that_was_announced_is_confirmed_when_it_comes(told: str, kind: FindingKind) -> None:
    before = metric("Norway", "ferry tax", 24.0, "%", period="2031-02")
    goal = metric("Norway", "ferry tax", 22.0, "%", kind="target")
    known = series((before, origin("2031-03-01", "Fjord Post")), (goal, origin("2031-03-02", "Fjord Post")))
    reached = metric("Norway", "ferry tax", 22.0, "%")
    verdict = matching.compare_metric(reached, origin(told, "Coast Letter"), known)
    assert verdict is not None
    assert verdict.kind is kind
