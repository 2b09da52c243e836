"""Numbers and comparisons are read as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.watches.quantities import Bound, Quantity, QuantityError, read_bounds, read_quantity, same_unit, shown

NUMBERS: list[tuple[object, float, str | None]] = [
    (5, 5.0, None),
    (2.5, 2.5, None),
    ("5e12", 5e12, None),
    ("600 million", 6e8, None),
    ("600m", 6e8, None),
    ("600 M", 6e8, None),
    # A small m that stands alone is the metre.
    ("600 m", 600.0, "m"),
    ("5bn yuan", 5e9, "CNY"),
    ("5 billion RMB", 5e9, "CNY"),
    ("RMB 5bn", 5e9, "CNY"),
    ("RMB5bn", 5e9, "CNY"),
    ("US$1.2 trillion", 1.2e12, "USD"),
    ("€40m", 4e7, "EUR"),
    ("-€40m", -4e7, "EUR"),
    ("40 million euros", 4e7, "EUR"),
    ("10%", 10.0, "%"),
    ("10 per cent", 10.0, "%"),
    ("2 percentage points", 2.0, "pp"),
    ("1,234,567 users", 1234567.0, "user"),
    ("1 234 567", 1234567.0, None),
    ("12.96 trillion tokens", 1.296e13, "token"),
    ("300 base stations", 300.0, "base station"),
    ("3 companies", 3.0, "company"),
    ("4万", 4e4, None),
    ("1.5亿元", 1.5e8, "CNY"),
    ("2万亿元", 2e12, "CNY"),
    ("7 crore rupees", 7e7, "INR"),
    ("250 GW", 250.0, "GW"),
    ("9 tonnes", 9.0, "t"),
    (".5", 0.5, None),
]


@pytest.mark.parametrize(("written", "value", "unit"), NUMBERS)
def test_a_number_is_read(written: object, value: float, unit: str | None) -> None:
    quantity = read_quantity(written)
    assert quantity.value == pytest.approx(value)
    assert quantity.unit == unit


NO_NUMBERS = [
    "",
    "many",
    "1,5 million",
    "1,23,456",
    "5bn yuan 3",
    "$5 yuan",
    "> 5",
    "five",
    None,
    True,
    [],
    float("nan"),
    10**400,
]


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_what_is_no_number_is_refused(written: object) -> None:
    with pytest.raises(QuantityError):
        read_quantity(written)


COMPARISONS: list[tuple[object, list[tuple[str, float]]]] = [
    ("> 5e12", [(">", 5e12)]),
    (">=10%", [(">=", 10)]),
    ("≤ 3", [("<=", 3)]),
    ("more than 600 million", [(">", 6e8)]),
    ("At least 2", [(">=", 2)]),
    ("10% or more", [(">=", 10)]),
    ("3 or fewer", [("<=", 3)]),
    ("> 5% and < 10%", [(">", 5), ("<", 10)]),
    ("> 5, < 10", [(">", 5), ("<", 10)]),
    ("between 1 and 2 million", [(">=", 1), ("<=", 2e6)]),
    ("600 million", [("=", 6e8)]),
    (7, [("=", 7)]),
    ("!= 0", [("!=", 0)]),
]


@pytest.mark.parametrize(("written", "bounds"), COMPARISONS)
def test_a_comparison_is_read(written: object, bounds: list[tuple[str, float]]) -> None:
    assert [(bound.sign, bound.quantity.value) for bound in read_bounds(written)] == bounds


@pytest.mark.parametrize("written", [">", "=>> 5", "<> 5", "about 5", "> 5 and", "", None])
def test_what_is_no_comparison_is_refused(written: object) -> None:
    with pytest.raises(QuantityError):
        read_bounds(written)


ADMITTED = [
    (">", 5.0, 5.0, False),
    (">=", 5.0, 5.0, True),
    # The last digit of a float does not decide: 0.1 + 0.2 is 0.3.
    (">", 0.3, 0.1 + 0.2, False),
    ("=", 0.3, 0.1 + 0.2, True),
    ("!=", 5.0, 5.0, False),
    ("<", 5.0, 4.9, True),
]


@pytest.mark.parametrize(("sign", "limit", "value", "wanted"), ADMITTED)
def test_a_bound_admits(sign: str, limit: float, value: float, wanted: bool) -> None:
    assert Bound(sign, Quantity(limit)).admits(value) is wanted


@pytest.mark.parametrize(
    ("one", "other"), [("CNY", "yuan"), ("user", "Users"), ("MW", "megawatts"), ("t", "tonnes"), ("dollars", "USD/t")]
)
def test_units_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert not same_unit(one, "hectare")


@given(st.floats(min_value=1e-3, max_value=1e15))
def test_what_is_shown_is_read_again(value: float) -> None:
    assert read_quantity(shown(value, "CNY")).value == pytest.approx(value, rel=1e-5)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        bounds = read_bounds(text)
    except QuantityError:
        return
    assert bounds
