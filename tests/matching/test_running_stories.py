"""Numbers that other words name are joined by their story, by values told together and by changes; guesses are not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_build import day, metric, origin, series

from tracker import matching
from tracker.matching.periods import unlike
from tracker.model import FindingKind, Kin, Kind, MetricMention, Observation, Origin, Series

FERRIES = ("ferry", "oslo", "harbour", "passengers", "quay", "timetable", "subsidy", "council", "islands", "fares")
HERRING = ("herring", "trawlers", "quota", "spawning", "shoals", "north", "nets", "skippers", "processors", "bait")


def told(subject: str, measure: str, value: float, unit: str, **more: object) -> MetricMention:
    fields: dict[str, object] = {"topic": FERRIES, "about": (subject, measure)}
    return metric(subject, measure, value, unit, **{**fields, **more})


RIDES = told("Oslo", "ferry passengers", 40_700.0, "passenger", period="2031-02", scope=("NO",))
KNOWN = series((RIDES, origin("2031-03-01", "Fjord Letter")))


@pytest.mark.parametrize(
    ("mention", "linked"),
    [
        # a value that moved a little, in one story, named alike
        (told("Oslo", "passengers", 41_900.0, "passenger", period="2031-03", scope=("NO",)), True),
        # the same value in other words
        (told("islands", "people aboard", 40_700.0, "passenger", period="2031-02"), True),
        # other words, with the known value told beside it as what held before
        (
            told("islands", "passengers", 52_000.0, "passenger", period="2031-03", kin=(Kin(9, 40_700.0, "2031-02"),)),
            True,
        ),
        # another story
        (told("Bodø", "crew", 41_900.0, "passenger", period="2031-03", topic=HERRING), False),
        # another place
        (told("Iceland", "ferry passengers", 41_900.0, "passenger", period="2031-03", scope=("IS",)), False),
        # far from the size of the known one, and named otherwise
        (told("council", "season passes", 3.0, "passenger", period="2031-03"), False),
    ],
)
def test_a_story_goes_on(mention: MetricMention, linked: bool) -> None:
    link = matching.link_series(mention, origin("2031-04-01", "Harbour Post"), (KNOWN,), ())
    assert (link.target_id is not None) is linked, link.reason


def test_what_a_text_tells_as_one_is_one_and_what_it_tells_beside_is_another() -> None:
    where = origin("2031-03-01", "Fjord Letter")
    kin = replace(
        RIDES, value=38_000.0, period="2031-01", start=50, end=60, kin=(Kin(RIDES.start, 40_700.0, "2031-02"),)
    )
    beside = replace(RIDES, value=12_000.0, start=90, end=99)
    assert matching.link_series(kin, where, (KNOWN,), ()).target_id == "ser_1"
    assert matching.link_series(beside, where, (KNOWN,), ()).target_id is None


def test_a_platform_a_country_and_a_product_are_never_set_against_each_other() -> None:
    topic = ("parcels", "drones", "delivery", "flights", "sky", "pilots", "courier")
    week = told("Skyhub", "weekly drone parcels", 12.96e6, "parcel", cadence="week", scope=("Skyhub",), topic=topic)
    land = told("Rwanda", "daily drone parcels", 100e6, "parcel", cadence="day", scope=("RW",), topic=topic)
    craft = told("Heron-3", "daily drone parcels", 120e6, "parcel", cadence="day", topic=topic, qualifier=">")
    known: list[Series] = []
    for number, mention in enumerate((week, land, craft)):
        where = origin("2031-03-01", f"Letter {number}")
        assert matching.link_series(mention, where, known, ()).target_id is None
        known.append(series((mention, where), id=f"ser_{number}"))
    again = told(
        "Skyhub users", "parcels in the week", 12.96e6, "parcel", cadence="week", scope=("Skyhub",), topic=topic
    )
    assert matching.link_series(again, origin("2031-03-02", "Other"), known, ()).target_id == "ser_0"


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2031-07/2031-09", "2031-10", True),  # a quarter and a month
        ("2030", "2031-01/2031-03", True),  # a year and a quarter
        ("2031-02", "2031-03", False),  # months of other lengths
        ("2030", "2030-12-31", False),  # a year's end is a day
        (None, "2031", False),  # one does not say
    ],
)
def test_times_of_unlike_length(one: str | None, other: str | None, apart: bool) -> None:
    assert unlike(one, other) is unlike(other, one) is apart


def test_a_quarters_output_is_not_compared_with_a_months() -> None:
    text = "Hydrogen output in Chile came to {} tonnes."
    quarter = metric("Chile", "hydrogen output", 640.0, "t", period="2031-07/2031-09", evidence=text.format(640))
    month = metric("Chile", "hydrogen output", 655.0, "t", period="2031-10", evidence=text.format(655))
    link = matching.link_series(month, origin("2031-11-05"), (series((quarter, origin("2031-10-05"))),), ())
    assert link.target_id is None
    assert "another length of time" in link.reason


def test_what_held_before_is_never_the_newest_value() -> None:
    text = "Storage reached 140 GW at the end of October, up from 136 GW."
    where = origin("2031-11-05", "Fjord Letter")
    now = metric("Chile", "storage", 140.0, "GW", period="2031-10", evidence=text, kin=(Kin(50, 136.0, None),))
    now = replace(now, quote="140 GW")
    past = replace(now, value=136.0, quote="136 GW", period=None, start=50, end=56, kin=(Kin(0, 140.0, "2031-10"),))
    later = metric("Chile", "storage", 143.0, "GW", period="2031-11")
    known = Series("ser_1", "storage", (Observation(now, where), Observation(past, where)))
    verdict = matching.compare_metric(later, origin("2031-11-19", "Fjord Letter"), known)
    assert verdict is not None
    assert (verdict.kind, verdict.old, verdict.new) == (FindingKind.METRIC_CHANGED, 140.0, 143.0)


# ---------------------------------------------------------------- claims and rounding


@pytest.mark.parametrize(("change", "holds"), [(20.0, False), (9.0, True), (9.1, True)])
def test_a_change_is_held_against_both_values_of_its_sentence(change: float, holds: bool) -> None:
    text = f"LNG imports rose {change}% to 6 million tonnes in October from 5.5 million tonnes in September."
    kin = (Kin(70, 5.5e6, "2031-09"),)
    now = metric(
        "Japan", "LNG imports", 6e6, "t", period="2031-10", evidence=text, change=(change, "%", "up", None), kin=kin
    )
    before = replace(now, value=5.5e6, period="2031-09", change=None, start=70, end=80, kin=(Kin(0, 6e6, "2031-10"),))
    found = matching.check_claims((now, before), origin("2031-11-05"), {})
    assert [verdict.kind for _, verdict in found] == ([] if holds else [FindingKind.CLAIM_INCONSISTENT])


def test_a_rounded_value_confirms_and_says_so_unless_the_source_has_just_corrected_it() -> None:
    first = metric("Peru", "anchovy landings", 1.4e6, "t", period="2031-10")
    revised, other = replace(first, value=1.3e6), replace(first, value=1.25e6)
    plain = series((revised, origin("2031-11-10", "Fjord Letter")))
    verdict = matching.compare_metric(other, origin("2031-11-11", "Harbour Post"), plain)
    assert verdict is not None and verdict.kind is FindingKind.METRIC_CONFIRMED
    assert "is 1.25 million t rounded" in verdict.reason
    corrected = series((first, origin("2031-11-05", "Fjord Letter")), (revised, origin("2031-11-10", "Fjord Letter")))
    verdict = matching.compare_metric(other, origin("2031-11-11", "Harbour Post"), corrected)
    assert verdict is not None and verdict.kind is FindingKind.METRIC_CONFLICT


# ---------------------------------------------------------------- invariants

THINGS = ("ferries", "lighthouses", "orchards", "bakeries", "tramways")
LETTERS = ("Fjord Letter", "Harbour Post", "Delta Wire")


def stream(arrived: list[tuple[MetricMention, Origin]]) -> tuple[set[frozenset[str]], list[FindingKind]]:
    """Which mentions were joined, and the findings, of what arrived; read in order of publication, then of name."""
    known: dict[str, Series] = {}
    groups: dict[str, set[str]] = {}
    kinds: list[FindingKind] = []
    for mention, where in sorted(arrived, key=lambda pair: (pair[1].published, pair[1].item_id)):
        link = matching.link_series(mention, where, tuple(known.values()), ())
        target = link.target_id or where.item_id
        before = known.get(target)
        verdict = matching.compare_metric(mention, where, before)
        kinds.extend([verdict.kind] if verdict else [])
        seen = before.observations if before else ()
        known[target] = Series(target, "one", (*seen, Observation(mention, where)))
        groups.setdefault(target, set()).add(where.item_id)
    return {frozenset(group) for group in groups.values()}, sorted(kinds)


@st.composite
def letters(draw: st.DrawFn) -> list[tuple[MetricMention, Origin]]:
    """Several letters of a few days that tell of several things, in any words of a few."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        what = draw(st.sampled_from(THINGS))
        value = float(draw(st.sampled_from([1_200, 1_250, 1_310, 48_000])))
        when, letter = draw(st.sampled_from(["2031-03-01", "2031-03-08"])), draw(st.sampled_from(LETTERS))
        measure = draw(st.sampled_from(["visitors", "number of visitors"]))
        topic = (what, "norway", "visitors", "guides")
        mention = told(f"Norway {what}", measure, value, "visitor", period=when[:7], topic=topic)
        where = replace(origin(when, letter), item_id=f"{letter} {number}", document_id=f"{letter} {number}")
        found.append((mention, where))
    return found


@settings(max_examples=60, deadline=None)
@given(letters(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_and_of_candidates_changes_nothing(
    arrived: list[tuple[MetricMention, Origin]], chance: random.Random
) -> None:
    shuffled = chance.sample(arrived, len(arrived))
    assert stream(arrived) == stream(shuffled)
    mention, where = arrived[-1]
    known = [series(pair, id=f"ser_{n}") for n, pair in enumerate(arrived[:-1])]
    once = matching.link_series(mention, where, known, ())
    assert matching.link_series(mention, where, known[::-1], ()).target_id == once.target_id


@settings(max_examples=60, deadline=None)
@given(letters())
def test_what_is_told_again_by_the_same_letter_is_linked_again_and_raises_nothing(
    arrived: list[tuple[MetricMention, Origin]],
) -> None:
    mention, where = arrived[0]
    known = series((mention, where))
    again = replace(where, document_id="again", item_id="again", published=day("2031-03-09"))
    assert matching.link_series(mention, again, (known,), ()).target_id == known.id
    assert matching.compare_metric(mention, again, known) is None
    assert mention.kind is Kind.OBSERVED
