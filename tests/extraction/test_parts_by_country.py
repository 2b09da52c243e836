"""Whose a number is and what it measures, where the sentence tells it by its people, behind its verb or in a clause."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item, MetricMention

GUESTS = (
    "Nepal has counted 812,000 foreign guests this year. By passport, the Indians lead with 240,500, ahead of 98,700 "
    "Chinese. Then come the United States (88,100), Britain (51,000) and Bangladesh (44,300)."
)
NAMED = (
    # what stands before a colon is said behind it
    (
        "From 14 to 13.5 per cent: that is the new policy rate of the Bank of Zambia.",
        13.5,
        "policy",
    ),
    ("Up from 900 to 1,100 euros: that is the wage at which Slovakia wants to start nurses.", 1100, "wage"),
    # a clause within the subject is not what is measured
    ("The rate at which commercial banks borrow from the Reserve Bank of Malawi has been reduced to 24%.", 24, "rate"),
    # an income does nothing by itself
    ("Income from foreign trekkers to Nepal since January has passed 40 billion rupees.", 40e9, "income"),
    # what an activity brings in
    ("Cashew exports from Benin reached 120,000 tonnes, earning 98 billion francs.", 98e9, "earnings"),
)


def metrics(text: str) -> tuple[MetricMention, ...]:
    item = Item(None, text, 0, len(text), datetime(2026, 6, 15, tzinfo=UTC))
    return Extractor(load_vocabulary()).extract(item).metrics


def test_a_count_that_is_parted_by_peoples_and_countries_is_each_ones() -> None:
    told = {metric.value: (metric.subject, metric.measure, metric.scope) for metric in metrics(GUESTS)}
    assert told[812_000] == ("Nepal", "foreign guests", ("NP",))
    assert told[240_500] == ("India", "foreign guests", ("IN",))
    assert told[98_700] == ("China", "foreign guests", ("CN",))
    assert told[88_100] == ("United States", "foreign guests", ("US",))
    assert told[51_000] == ("Britain", "foreign guests", ("UK",))


def test_a_part_of_what_was_told_does_not_become_what_the_text_is_about() -> None:
    text = "Greece took in 21,400 migrants by June. Of these, 9,800 landed on Crete. The allowance is 135 euros."
    *_, last = metrics(text)
    assert (last.value, last.subject) == (135, "Greece")


@pytest.mark.parametrize(("text", "value", "measure"), NAMED)
def test_a_number_is_named_by_the_noun_that_it_is_said_of(text: str, value: float, measure: str) -> None:
    (told,) = (metric for metric in metrics(text) if metric.value == value)
    assert measure in told.measure


def test_a_step_that_a_pronoun_tells_again_keeps_its_name() -> None:
    one, other = metrics("The economy of Laos grew by 4.3 percent in spring, after it had grown by 4.1 percent before.")
    assert one.measure == other.measure == "economy"


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        # "that" and "the one" take up the noun for something else
        (
            "Argentina cut the export duty on soybeans from 33% to 26% and that on wheat from 12% to 9.5%.",
            ["export duty on soybeans"] * 2 + ["export duty on wheat"] * 2,
        ),
        (
            "The fee for lorries goes down to 26 euros from 33, and the one for buses to 9.5 euros from 12.",
            ["fee for lorries"] * 2 + ["fee for buses"] * 2,
        ),
    ],
)
def test_a_noun_that_is_taken_up_for_something_else_names_another_quantity(text: str, measures: list[str]) -> None:
    told = metrics(text)
    assert [metric.measure for metric in told] == measures
    assert all(len(metric.kin) == 1 for metric in told)


def test_what_is_needed_was_never_reached() -> None:
    one, other = metrics("Coverage with both doses stands at 62%, far below the 95% that would stop the virus.")
    assert not one.kin
    assert not other.kin
