"""What parts two numbers that are named alike: a part of the year, another kind told before, another town."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.matching.matching_build import metric, origin, series
from tracker import matching
from tracker.matching.likeness import WEIGHTS, Pair, likeness
from tracker.matching.periods import unlike
from tracker.matching.series import SURE
from tracker.matching.traits import traits
from tracker.model import Kin, MetricMention, Observation, Series

HERE = origin("2031-02-10", "Harbour Post")


def linked(mention: MetricMention, known: Series) -> str | None:
    return matching.link_series(mention, HERE, (known,)).target_id


def test_ten_months_are_no_year() -> None:
    assert unlike("2030-01/2030-10", "2030")
    assert unlike("2030-01/2030-11", "2029")
    assert not unlike("2030-01/2030-12", "2029")
    assert not unlike("2030-01/2030-10", "2030-01/2030-11")  # a sum that grows from month to month is one series


def test_what_came_in_by_october_is_not_what_came_in_over_the_year() -> None:
    by_october = metric("Norway", "imports of barley", 1.9e6, "t", period="2030-01/2030-10")
    whole_year = metric("Norway", "imports of barley", 2.3e6, "t", period="2030")
    assert linked(whole_year, series((by_october, origin(document="first")))) is None


def test_a_change_over_a_half_year_is_not_of_the_whole_year() -> None:
    year = metric("Norway", "exports of salmon", 9.1e10, "NOK", period="2029")
    half = metric("Norway", "exports of salmon", None, None, period="2030-01/2030-06", change=(8.4, "%", "up", None))
    assert linked(half, series((year, origin(document="first")))) is None


def test_a_series_of_one_kind_takes_none_of_the_other_though_one_text_names_no_kind() -> None:
    first = metric("Norway", "price of petrol per litre", 21.4, "NOK/L", period="2030-11")
    second = metric("Norway", "pump price per litre", 21.9, "NOK/L", period="2030-12")
    diesel = metric("Norway", "pump price of diesel per litre", 22.3, "NOK/L", period="2031-01")
    super_petrol = metric("Norway", "pump price of petrol per litre", 22.3, "NOK/L", period="2031-01")
    known = series((first, origin(document="first")), (second, origin("2031-01-03", document="second")))
    assert linked(diesel, known) is None
    assert linked(super_petrol, known) == "ser_1"


def beside(evidence: str) -> str | None:
    """Where a number of 9 goes that its text tells as kin of a price in Bergen."""
    bergen = metric("Bergen", "price per ride", 11.0, "NOK", evidence="A ride costs 11.0 NOK in Bergen.")
    other = metric("", "price per ride", 9.0, "NOK", evidence=evidence, kin=(Kin(0, 11.0, None),))
    return matching.link_series(other, HERE, (series((bergen, HERE)),)).target_id


def test_a_sentence_that_goes_over_to_another_town_tells_another_number() -> None:
    assert beside("In Tromsø the price is 9.0 NOK.") is None
    assert beside("And in May the price was 9.0 NOK.") == "ser_1"
    assert beside("In May the price was 9.0 NOK.") == "ser_1"
    assert beside("In Bergen, it had been 9.0 NOK before.") == "ser_1"


def test_what_goes_to_one_country_is_not_what_goes_to_another_or_to_all() -> None:
    china = metric("Norway", "exports of salmon to China", 1.1e9, "NOK", period="2030-01")
    america = metric("Norway", "exports of salmon to the United States", 1.2e9, "NOK", period="2030-02")
    everywhere = metric("Norway", "exports of salmon", 1.3e9, "NOK", period="2030-02")
    later = metric("Norway", "exports of salmon to China", 1.2e9, "NOK", period="2030-02")
    known = series((china, origin(document="first")))
    assert [linked(other, known) for other in (america, everywhere, later)] == [None, None, "ser_1"]


def test_a_third_is_no_exact_value() -> None:
    ferries = metric("", "share", 33.33, "%", evidence="A third of the ferries sail on batteries.")
    pupils = metric("", "share", 33.33, "%", evidence="A third of the pupils walk to school.")
    ferries, pupils = (replace(mention, quote="A third") for mention in (ferries, pupils))
    assert linked(pupils, series((ferries, origin(document="first")))) is None


def test_what_is_aimed_at_by_name_is_not_what_is_measured() -> None:
    goal = metric("Norway", "goal for the share of electric ferries", 75.0, "%", kind="target", period="2035")
    share = metric("Norway", "share of electric ferries", 41.0, "%", period="2030")
    assert linked(share, series((goal, origin(document="first")))) is None


@pytest.mark.parametrize(
    ("period", "same"),
    [
        ("2031-01/2031-04", False),  # what was taken in four months is not what may be taken in the year
        ("2031", True),  # what was taken in all of it says how far the goal was reached
    ],
)
def test_a_part_of_the_year_is_not_set_against_the_goal_for_it(period: str, same: bool) -> None:
    goal = metric("Norway", "herring for reduction plants", 410_000.0, "t", period="2031", kind="target")
    taken = metric("Norway", "herring for reduction plants", 388_000.0, "t", period=period)
    assert (linked(taken, series((goal, origin(document="first")))) is not None) is same


def test_a_month_is_not_set_beside_a_year_that_names_no_length() -> None:
    year = metric("Port of Moss", "containers handled", 5.9e6, "TEU", period="2030")
    month = metric("Port of Moss", "monthly containers handled", 4.6e5, "TEU", cadence="month", period="2031-01")
    assert linked(month, series((year, origin(document="first")))) is None


def test_a_round_value_ties_no_two_stories_that_share_nothing() -> None:
    one = metric("Fjordbank", "loans", 1e10, "USD")
    pair = Pair(one, traits(one), HERE, Observation(one, HERE), traits(one))
    told = dict.fromkeys((*WEIGHTS, "at odds for one time"), 0.0) | {
        "margin": 1.0,
        "context": 1.0,
        "one digit": 1.0,
        "figures beside": 1.0,
    }
    assert likeness(pair, told | {"told beside it there": 1.0})[0] < SURE
    assert likeness(pair, told | {"told beside it there": 1.0, "story": 0.5})[0] >= SURE
