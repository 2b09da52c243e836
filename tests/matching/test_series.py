"""A number joins the series of its own quantity and no other; in doubt it begins a new one and says what came close."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_build import item, metric, origin, series

from tracker import matching
from tracker.model import MetricMention, Pin, Series

FERRIES = metric(
    "ferries in Norway", "weekly passengers", 412_000.0, "passenger", cadence="week", scope=("NO",),
    period="2031-02-10/2031-02-16",
)  # fmt: skip
STORED = series((FERRIES, origin("2031-02-18")))


def linked(mention: MetricMention, *candidates: Series, when: str = "2031-02-25") -> bool:
    link = matching.link_series(mention, origin(when, "Harbour Post"), candidates or (STORED,), ())
    return link.target_id is not None


def ferries(subject: str = "ferries in Norway", measure: str = "weekly passengers", **more: object) -> MetricMention:
    fields: dict[str, Any] = {"cadence": "week", "scope": ("NO",)} | more
    return metric(subject, measure, fields.pop("value", 398_000.0), fields.pop("unit", "passenger"), **fields)


@pytest.mark.parametrize(
    "mention",
    [
        ferries(),  # the same words
        ferries("Norwegian ferries"),  # the people for the country
        ferries("ferry in Norway", "passengers a week"),  # singular, other order
        ferries("Norway's ferries", "passenger numbers"),  # a filler beside the measure
        ferries(unit="traveller", measure="weekly passengers"),  # another noun, but the measure names it
        ferries(value=412_300.0, subject="Norwegian ferry lines"),  # an equal value helps an odd word
    ],
)
def test_the_same_quantity_in_other_words_is_linked(mention: MetricMention) -> None:
    assert linked(mention)


@pytest.mark.parametrize(
    ("mention", "why"),
    [
        (ferries(cadence="day", measure="daily passengers"), "length of time"),
        (ferries("ferries in Denmark", scope=("DK",)), "place"),
        (ferries("all ferries worldwide", scope=()), "about all"),
        (ferries(unit="EUR", measure="weekly revenue"), "unit"),
        (ferries(unit="kWh", measure="weekly energy use"), "unit"),
        (ferries("Torghatten ferries on Vestfjord", scope=("NO", "Vestfjord"), value=97_300.0), "in common"),
    ],
)
def test_another_quantity_is_refused_and_the_reason_told(mention: MetricMention, why: str) -> None:
    other = series((ferries("Color Line on Oslofjord", scope=("NO", "Oslofjord")), origin("2031-02-18")))
    stored = other if why == "in common" else STORED
    link = matching.link_series(mention, origin("2031-02-25", "Harbour Post"), (stored,), ())
    assert link.target_id is None
    if why != "in common":
        assert why in link.refused[0][1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # words that exclude one another
        (metric("Lofoten Rail", "gross profit", 4e8, "NOK"), metric("Lofoten Rail", "net profit", 1e8, "NOK")),
        (metric("Chile", "copper exports", 5e5, "t"), metric("Chile", "copper imports", 4e5, "t")),
        (metric("Kenya", "solar capacity", 500.0, "MW"), metric("Kenya", "wind capacity", 440.0, "MW")),
        (metric("Peru", "jobs lost in rural areas", 500.0, "job"), metric("Peru", "jobs lost in cities", 90.0, "job")),
        # other names
        (metric("Marlin 3.5", "monthly users", 8e6, "user"), metric("Marlin 4.0", "monthly users", 9e6, "user")),
        (metric("Osprey Air", "passengers", 8e6, "passenger"), metric("Kestrel Air", "passengers", 9e6, "passenger")),
        # a ranking and the whole
        (metric("top ten ports", "volume", 8e6, "t"), metric("top five ports", "volume", 6e6, "t")),
        # shares of one thing in other respects
        (
            metric("cyclists in Ghana", "share under 30 years", 41.0, "%"),
            metric("cyclists in Ghana", "share with a helmet", 37.0, "%"),
        ),
        # a phase and all of it
        (
            metric("Tagus barrage, phase one", "capacity", 2.0, "GW"),
            metric("Tagus barrage", "total capacity", 4.6, "GW"),
        ),
    ],
)
def test_neighbours_stay_apart(one: MetricMention, other: MetricMention) -> None:
    assert not linked(other, series((one, origin("2031-02-18"))))
    assert not linked(one, series((other, origin("2031-02-18"))))


def test_values_of_three_sizes_and_lengths_of_time_are_three_series() -> None:
    told = [
        metric("Baltic queries on Gannet", "weekly queries", 13e12, "query", cadence="week", scope=("Gannet",)),
        metric("Estonia", "daily queries", 1e14, "query", cadence="day", scope=("EE",)),
        metric("Puffin", "daily queries", 1.2e14, "query", cadence="day", scope=("Puffin",)),
    ]
    for mention in told:
        others = [series((m, origin("2031-02-18")), id=f"ser_{n}") for n, m in enumerate(told) if m is not mention]
        assert not linked(mention, *others)


def test_a_value_out_of_all_proportion_begins_a_series_of_its_own() -> None:
    link = matching.link_series(ferries(value=412_000_000.0), origin("2031-02-25", "Harbour Post"), (STORED,), ())
    assert link.target_id is None
    assert link.perhaps == ("ser_1",)
    assert "factor" in link.reason


def test_years_apart_a_quantity_may_have_grown_a_thousandfold() -> None:
    early = metric("solar power in Chad", "capacity", 0.4, "MW", period="2026", scope=("TD",))
    late = metric("solar power in Chad", "capacity", 400.0, "MW", period="2030", scope=("TD",))
    assert linked(late, series((early, origin("2027-01-10"))), when="2031-01-10")


def test_two_values_of_one_text_for_one_time_are_two_things() -> None:
    where, about = origin("2031-02-18"), ("ferries", "harbour")
    stored = series((ferries(topic=about, period=FERRIES.period), where))
    link = matching.link_series(ferries(value=250_000.0, period=FERRIES.period, topic=about), where, (stored,), ())
    assert link.target_id is None
    other = ferries(measure="weekly lorries", unit="", value=250_000.0, period=FERRIES.period)
    assert matching.link_series(other, where, (STORED,), ()).target_id is None


def test_where_names_are_all_there_is_two_values_named_alike_are_of_one_quantity() -> None:
    where = origin("2031-02-18")
    link = matching.link_series(ferries(value=350_000.0, period=FERRIES.period), where, (STORED,), ())
    assert link.target_id == "ser_1"


def test_two_values_of_one_text_for_two_times_are_one_thing() -> None:
    where = origin("2031-02-18")
    link = matching.link_series(ferries(value=250_000.0, period="2030-02-11/2030-02-17"), where, (STORED,), ())
    assert link.target_id == "ser_1"


def test_of_two_that_fit_the_better_one_is_taken_whatever_the_order() -> None:
    loose = series((ferries("boats in Norway"), origin("2031-02-18")), id="ser_2")
    for candidates in ((STORED, loose), (loose, STORED)):
        assert matching.link_series(ferries(), origin(), candidates, ()).target_id == "ser_1"


PIN = Pin("Ferry riders", subject=("ferry", "ferries"), unit="passenger", per="week")


@pytest.mark.parametrize(
    ("mention", "fits"),
    [
        (ferries(), True),  # subject, unit and period length
        (ferries("Color Line", scope=("ferries", "NO")), True),  # the subject stands in the scope
        (ferries("trains"), False),  # another subject
        (ferries(cadence="day", measure="daily passengers"), False),  # another length of time
        (ferries(unit="EUR"), False),  # another unit
    ],
)
def test_a_pin_takes_what_fits_all_that_it_asks(mention: MetricMention, fits: bool) -> None:
    assert (matching.pin_for(mention, (PIN,)) is PIN) is fits


def test_a_pin_without_conditions_takes_nothing() -> None:
    assert matching.pin_for(ferries(), (Pin("Everything"),)) is None


def test_a_pin_wins_over_a_closer_series() -> None:
    pinned = series((ferries("Hurtigruten ferry"), origin("2031-01-04")), id="ser_9", pin=PIN.name)
    assert matching.link_series(ferries(), origin(), (STORED, pinned), (PIN,)).target_id == "ser_9"


def test_the_first_mention_that_fits_a_pin_begins_its_series() -> None:
    link = matching.link_series(ferries(), origin(), (STORED,), (PIN,))
    assert link.target_id is None
    assert PIN.name in link.reason


def test_what_does_not_fit_the_pin_is_no_guess_for_its_series() -> None:
    pinned = series((ferries(), origin("2031-01-04")), id="ser_9", pin="Riders of the north")
    pin = Pin("Riders of the north", subject=("Lofoten",), unit="passenger")
    link = matching.link_series(ferries(), origin(), (pinned,), (pin,))
    assert link.target_id is None
    assert link.perhaps == ("ser_9",)


@pytest.mark.parametrize(
    ("subject", "measure", "name"),
    [
        ("ferries in Norway", "weekly passengers", "ferries in Norway: weekly passengers"),
        ("Norway", "ferry passengers in Norway", "ferry passengers in Norway"),  # nothing said twice
        ("ferries", "", "ferries"),
        ("", "passengers", "passengers"),
    ],
)
def test_a_series_is_named_after_subject_and_measure(subject: str, measure: str, name: str) -> None:
    assert matching.series_name(metric(subject, measure, 1.0, "passenger")) == name


WORDS = st.sampled_from(
    ["ferry", "train", "Norway", "Ghana", "weekly", "passengers", "share", "revenue", "Osprey", "new", "total", "price"]
)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
MENTIONS = st.builds(
    metric, PHRASES, PHRASES, st.floats(1, 1e12).map(lambda v: float(f"{v:.3g}")), st.sampled_from(["user", "EUR", "%"])
)


@given(MENTIONS)
def test_a_mention_told_again_is_linked_to_itself(mention: MetricMention) -> None:
    stored = series((mention, origin("2031-02-18")))
    assert matching.link_series(mention, origin("2031-02-19"), (stored,), ()).target_id == "ser_1"


@given(MENTIONS, st.lists(MENTIONS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_links_do_not_depend_on_the_order_of_candidates(
    mention: MetricMention, others: list[MetricMention], chance: object
) -> None:
    candidates = [series((m, origin("2031-02-18", f"S{n}")), id=f"ser_{n}") for n, m in enumerate(others)]
    mixed = list(candidates)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one = matching.link_series(mention, origin(), candidates, ())
    other = matching.link_series(mention, origin(), mixed, ())
    assert (one.target_id, one.score, one.perhaps) == (other.target_id, other.score, other.perhaps)


@given(MENTIONS)
def test_keys_are_few_and_shared_by_the_same_quantity(mention: MetricMention) -> None:
    one = matching.series_keys(mention, item(mention.evidence, "Quarter closed"))
    other = matching.series_keys(mention, item(mention.evidence, "Another headline"))
    assert 1 <= len(one) <= 20
    assert len(one & other) >= 2
