"""Two values tell the same where rounding explains the difference, and only there."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_build import metric

from tracker.matching.amounts import OTHER_TIME, SAME_TIME, agree, dimension, in_unit, same_value, step_of, written
from tracker.matching.periods import same_period, span
from tracker.model import MetricMention

numbers = st.floats(min_value=1e-6, max_value=1e18, allow_nan=False, allow_infinity=False)


def value(number: float, qualifier: str = "=", **more: object) -> MetricMention:
    return metric("ferries in Norway", "passengers", number, "passenger", qualifier=qualifier, **more)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (4.44e12, 4.441e12, True),  # three digits against four
        (196e9, 196.5e9, True),  # exactly half a unit off
        (3100, 3150, True),  # a round number may be rounded to hundreds
        (12.0, 12.4, True),  # whole per cent against tenths
        (5.0, 5.4, False),  # one digit does not excuse eight per cent
        (100e12, 140e12, False),  # nor do zeros excuse two fifths
        (61.0, 62.0, False),  # the last digit differs
        (4.908e12, 4.93e12, False),  # both have three digits or more
        (0.0, 0.0, True),  # nothing is nothing
        (0.0, 0.1, False),  # but no rounding of something
        (-2.5, -2.5, True),  # below zero
    ],
)
def test_rounding_decides(one: float, other: float, same: bool) -> None:
    assert agree(one, other, SAME_TIME) is same


def test_for_other_periods_rounding_excuses_little() -> None:
    assert agree(3100, 3150, SAME_TIME)
    assert not agree(3100, 3150, OTHER_TIME)


@given(numbers, numbers)
def test_agreement_is_symmetric(one: float, other: float) -> None:
    assert agree(one, other) == agree(other, one)


@given(numbers)
def test_a_value_agrees_with_itself_and_with_its_own_rounding(number: float) -> None:
    assert agree(number, number)
    assert agree(number, float(f"{number:.3g}"))


@given(numbers, st.integers(-6, 6))
def test_agreement_does_not_depend_on_the_unit_of_counting(number: float, power: int) -> None:
    near = float(f"{number:.2g}")
    scaled = agree(float(f"{number:.15e}") * 10.0**power, near * 10.0**power)
    if not math.isclose(abs(number - near), step_of(near) / 2, rel_tol=1e-6):
        assert scaled == agree(number, near)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (value(3100, ">"), value(3150), True),  # a lower bound just below
        (value(3150), value(3100, ">"), True),  # the other way round
        (value(3100, "<"), value(3230), False),  # an upper bound that is passed
        (value(204, "~"), value(213), True),  # about
        (value(204), value(213), False),  # exactly
        (value(80, value_high=90.0), value(84), True),  # inside a range
        (value(80, value_high=90.0), value(97), False),  # outside of it
        (value(3000, ">"), value(4000), False),  # a bound says nothing about so much more
    ],
)
def test_qualifiers_and_ranges_are_understood(one: MetricMention, other: MetricMention, same: bool) -> None:
    assert same_value(one, other) is same
    assert same_value(other, one) is same


@pytest.mark.parametrize(
    ("mention", "unit", "expected"),
    [
        (metric("grid", "capacity", 1.5, "GW"), "MW", 1500.0),  # a larger unit
        (metric("grid", "output", 3.6, "TWh"), "GWh", 3600.0),  # energy
        (metric("fund", "size", 70.0, "EUR", alt=[(80.0, "USD")]), "USD", 80.0),  # as told in brackets
        (metric("fund", "size", 70.0, "EUR"), "USD", None),  # no rate is made up
        (metric("grid", "capacity", 1.5, "GW"), "GWh", None),  # power is no energy
        (metric("yards", "ships built", 12.0, "ship"), "vessel", 12.0),  # counts: linking has judged the nouns
        (metric("fares", "change", None, None), "%", None),  # no value
        (metric("oil", "price", 85.0, "USD/barrel"), "USD", 85.0),  # a text may leave out what is paid for
        (metric("oil", "price", 85.0, "USD"), "USD/barrel", 85.0),  # whichever of the two
        (metric("oil", "price", 85.0, "USD/barrel"), "USD/t", None),  # but not tell something else
        (metric("oil", "price", 0.85, "USD/kg"), "USD/t", 850.0),  # one scale
    ],
)
def test_units_are_converted_where_they_can_be(mention: MetricMention, unit: str, expected: float | None) -> None:
    got = in_unit(mention, unit)
    assert got is expected if expected is None else got == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("company", "enterprise"),  # synonyms
        ("telecommunications companies", "firm"),  # the last word counts
        ("MW", "GW"),  # one scale
        ("CNY/kWh", "CNY/MWh"),  # the lower unit on one scale
    ],
)
def test_units_of_one_dimension(one: str, other: str) -> None:
    assert dimension(one)[0] == dimension(other)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MW", "MWh"),  # power and energy
        ("EUR", "USD"),  # currencies
        ("%", "pp"),  # a share and a difference of shares
        ("patient", "doctor"),  # other things counted
    ],
)
def test_units_of_other_dimensions(one: str, other: str) -> None:
    assert dimension(one)[0] != dimension(other)[0]


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        (12.96e12, "token", "12.96 trillion tokens"),
        (1.0, "token", "1 token"),
        (3.0, "base station", "3 base stations"),
        (12.0, "city", "12 cities"),
        (5.0, "kWh", "5 kWh"),
        (3150.0, "ferry", "3,150 ferries"),
        (7.4, "%", "7.4%"),
        (2.5e9, "EUR", "EUR 2.5 billion"),
        (85.0, "USD/barrel", "USD 85/barrel"),
        (1.15, "", "1.15"),
        (None, None, "no value"),
    ],
)
def test_values_are_written_for_people(number: float | None, unit: str | None, words: str) -> None:
    assert written(number, unit) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2031", "2031", True),
        ("2031", "2031-12", True),  # the year's figure is its end's
        ("2031", "2031-06", False),  # half-way is another figure
        ("2031-03-30/2031-04-05", "2031-04", False),  # a week of a month
        ("2031-Q1", "2031-01-01/2031-03-31", True),  # two ways to write a quarter
        (None, None, False),  # nothing is known
        ("soon", "soon", False),  # nothing can be read
    ],
)
def test_periods_that_are_one(one: str | None, other: str | None, same: bool) -> None:
    assert same_period(one, other) is same
    assert same_period(other, one) is same


@pytest.mark.parametrize("text", ["2031-13", "2031-02-30", "2031-05/2031-04", "", "May"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert span(text) is None
