"""Changes: how much, which way, against what, and of which level."""

from __future__ import annotations

import pytest

from tests.extraction.metric_cases import metrics, only
from tracker.model import Change


@pytest.mark.parametrize(
    ("text", "value", "change"),
    [
        # "up" after the level, with a basis.
        ("Collections stood at ₹1.86 lakh crore, up 6.5% from a year earlier.", 1.86e12, Change(6.5, "%", "up", "yoy")),
        # A comparative after the number.
        ("Kenya had 76 million lines, 2.4% more than in March.", 7.6e7, Change(2.4, "%", "up", "since:2026-03")),
        # A noun.
        ("Steel output was 86 million tonnes, a decline of 6.9% from the same month last year.", 8.6e7,
         Change(6.9, "%", "down", "yoy")),
        # A conversion between the level and its change.
        ("Trade reached 1.2 trillion yuan ($167 billion), a year-on-year increase of 5.3 percent.", 1.2e12,
         Change(5.3, "%", "up", "yoy")),
        # The change before its level.
        ("The bank cut its key rate by 25 basis points to 4.25 per cent.", 4.25, Change(25, "bp", "down", None)),
        ("Adoption gained 25.2 percentage points on the year to reach 42.8 percent.", 42.8,
         Change(25.2, "pp", "up", "yoy")),
        # An amount, not a share.
        ("The balance sheet shrank by $38bn to $6.6tn.", 6.6e12, Change(3.8e10, "USD", "down", None)),
        # Signs in a table's manner.
        ("Exports: $3.2bn (+12% y/y).", 3.2e9, Change(12, "%", "up", "yoy")),
        ("Imports: $4.1bn (−3% m/m).", 4.1e9, Change(3, "%", "down", "mom")),
        # Points after a percentage are percentage points.
        ("In polls 47 percent support the ban, up 6 points since March.", 47, Change(6, "pp", "up", "since:2026-03")),
        # A factor.
        ("Sales doubled to 400,000 cars.", 400000, Change(2, "x", "up", None)),
        ("The park has 60 MW, two and a half times as much as a year before.", 60, Change(2.5, "x", "up", "yoy")),
        # No change at all.
        ("The margin was 38.5%, unchanged.", 38.5, Change(0, "pp", "flat", None)),
        # Told a sentence later.
        ("Ferries carried 2.4 million passengers. That was 7.4% more week on week.", 2.4e6,
         Change(7.4, "%", "up", "wow")),
    ],
)  # fmt: skip
def test_a_change_belongs_to_its_level(text: str, value: float, change: Change) -> None:
    mention = only(text)
    assert (mention.value, mention.change) == (value, change)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("House prices rose 3.1 percent year-on-year.", Change(3.1, "%", "up", "yoy")),
        ("Exports slumped 13.8 per cent in May.", Change(13.8, "%", "down", None)),
        ("The EU wants to cut emissions by 90% by 2040 compared with 1990.", Change(90, "%", "down", "since:1990")),
        ("Solar output quadrupled.", Change(4, "x", "up", None)),
        ("The subsidy was halved.", Change(50, "%", "down", None)),
        ("The trial brought a 35 percent reduction in stays.", Change(35, "%", "down", None)),
        ("Tickets became 10% dearer.", Change(10, "%", "up", None)),
        ("Loans grew at 7% a year.", Change(7, "%", "up", "yoy")),
        ("Output fell slightly, by some 2 percent on the quarter.", Change(2, "%", "down", "qoq")),
    ],
)
def test_a_change_without_a_level_has_no_value(text: str, change: Change) -> None:
    mention = only(text)
    assert (mention.value, mention.unit, mention.change) == (None, None, change)


@pytest.mark.parametrize(
    "text",
    [
        "The rate rose to 42.8 percent.",  # a level reached
        "Coal makes up 11% of output.",  # "up" of another verb
        "Turnout was above 60 per cent.",
        "GDP growth was 5.2 percent.",  # a rate that is followed by itself
        "The ministry saved 880,000 tonnes of coal.",  # what was saved is an amount
        "The plant will cut emissions by 880,000 tonnes.",
    ],
)
def test_what_is_no_change(text: str) -> None:
    mention = only(text)
    assert mention.value is not None
    assert mention.change is None


def test_an_earlier_level_is_a_metric_of_its_own_with_its_own_period() -> None:
    now, before = metrics("The deficit narrowed to $60.2bn in May from $71.7bn in April.")
    assert (now.value, now.period, now.change) == (6.02e10, "2026-05", None)
    assert (before.value, before.period) == (7.17e10, "2026-04")
    assert before.measure == now.measure


def test_two_levels_take_their_changes_in_order() -> None:
    people, goods = metrics(
        "Railways carried 7.4 billion people and 1.6 billion tonnes, up 4.6% and 1.7% respectively."
    )
    assert people.change == Change(4.6, "%", "up", None)
    assert goods.change == Change(1.7, "%", "up", None)


def test_a_rise_is_measured_from_the_level_it_is_compared_with() -> None:
    text = (
        "Ferries now carry 140,000 people a day. When 2025 ended it was 100,000, so the increase comes to 40 percent."
    )
    now, then = metrics(text)
    assert (now.value, now.change) == (140000, Change(40, "%", "up", "since:2025-12"))
    assert (then.value, then.change, then.period) == (100000, None, "2025-12")


def test_double_of_something_else_is_no_change() -> None:
    assert only("The dam has 5,150 megawatts, more than double the country's present output.").change is None


def test_a_change_that_only_rounds_another_is_not_told_twice() -> None:
    text = "Ferries carried 2.4 million passengers, up 31.5% on the week. Traffic climbed by over 31%."
    assert [mention.value for mention in metrics(text)] == [2.4e6]


def test_two_rates_in_a_row_are_both_changes() -> None:
    first, second = metrics("Prices rose 2.1 per cent in 2024 and 2.4 per cent in 2025.")
    assert (first.change, first.period) == (Change(2.1, "%", "up", "yoy"), "2024")
    assert (second.change, second.period) == (Change(2.4, "%", "up", "yoy"), "2025")
