"""What makes two numbers one by itself: an exact value in one story, a stated change; and what a chance is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_build import metric, origin, series

from tracker import matching
from tracker.matching.likeness import shared_digits
from tracker.model import MetricMention, Observation, Series

BUDGET = ("budget", "deficit", "treasury", "draft", "spending", "ministers", "loans")
MILLS = ("timber", "sawmills", "logs", "exports", "forest", "harbour")


def told(measure: str, value: float, unit: str = "%", **more: object) -> MetricMention:
    fields: dict[str, object] = {"topic": BUDGET, "about": tuple(measure.split())}
    return metric("", measure, value, unit, **{**fields, **more})


def number(target: str, mention: MetricMention) -> Series:
    return series((mention, origin("2031-03-01", "Fjord Post")), id=target)


KNOWN = number("ser_gap", told("budget deficit", 2.48))


def test_an_exact_value_of_the_story_tells_more_than_a_rival_that_is_nearer_in_words() -> None:
    rival = number("ser_debt", told("loans as part of national output", 61.0))
    here = told("loans in the draft as part of output", 2.48, about=("loans",))
    link = matching.link_series(here, origin("2031-04-01", "Coast Letter"), (KNOWN, rival))
    assert link.target_id == "ser_gap"


def test_a_stated_change_leads_back_to_the_value_before() -> None:
    fine = number("ser_fine", told("penalty for late ministers", 49.5e6, "NOK"))
    doubled = told("what a treasury office risks", 99e6, "NOK", change=(100.0, "%", "up", None))
    where = origin("2031-04-01", "Coast Letter")
    assert matching.link_series(doubled, where, (fine,)).target_id == "ser_fine"
    assert matching.link_series(replace(doubled, change=None), where, (fine,)).target_id is None


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        # hundreds of millions, of billions: seldom told of two things
        (400e6, 2),
        (200e9, 2),
        # a few of them, or tens, are soon equal by chance
        (4e6, 1),
        (40e9, 1),
        # so are small numbers
        (400.0, 1),
        # exact ones count by what they say
        (412e6, 3),
    ],
)
def test_a_round_sum_in_hundreds_tells_more_than_its_one_digit(value: float, digits: int) -> None:
    assert shared_digits(value, value) == digits


@pytest.mark.parametrize(
    ("value", "linked"),
    [
        # the text repeats the stored value beside the one that has taken its place
        (2.48, True),
        # it tells a third one, of something else
        (2.9, False),
    ],
)
def test_a_text_may_repeat_the_value_that_was_known_before(value: float, linked: bool) -> None:
    here = origin("2031-04-01", "Coast Letter")
    now = told("budget deficit", 2.68)
    grown = replace(KNOWN, observations=(*KNOWN.observations, Observation(now, here)))
    other = replace(told("budget deficit", value), start=60, end=65)
    assert (matching.link_series(other, here, (grown,)).target_id is not None) is linked


CATCH = {"topic": ("herring", "catch", "trawlers", "quay", "salted", "barrels"), "period": "2031-02"}
LANDED = number("ser_catch", told("herring landed", 61_200.0, "t", **CATCH))


@pytest.mark.parametrize(
    ("value", "more", "linked"),
    [
        # two papers of one story are at odds about one month, whatever they call what it is of
        (69_900.0, {}, True),
        # the one tells another month
        (69_900.0, {"period": "2031-01"}, False),
        # a number of another size is of something else
        (90_400.0, {}, False),
        # another story
        (69_900.0, {"topic": MILLS}, False),
    ],
)
def test_two_papers_at_odds_for_one_time_tell_one_quantity(value: float, more: dict[str, object], linked: bool) -> None:
    brought = told("brought to the quay", value, "t", **{**CATCH, **more})
    assert (
        matching.link_series(brought, origin("2031-03-04", "Coast Letter"), (LANDED,)).target_id is not None
    ) is linked


@pytest.mark.parametrize(
    "beside",
    [
        # another number of that month is as near
        told("herring salted", 66_000.0, "t", **CATCH),
        # another series tells the value itself
        told("herring sold", 63_900.0, "t", **CATCH),
    ],
)
def test_what_may_be_at_odds_with_several_is_not_sure(beside: MetricMention) -> None:
    brought = told("brought to the quay", 63_900.0, "t", **CATCH)
    link = matching.link_series(brought, origin("2031-03-04", "Coast Letter"), (LANDED, number("ser_2", beside)))
    assert link.target_id != "ser_catch"


def test_shares_for_one_time_that_are_named_otherwise_are_close_by_chance() -> None:
    known = number("ser_share", told("boats with nets of hemp", 61.2, **CATCH))
    here = told("barrels of ash", 63.9, **CATCH)
    assert matching.link_series(here, origin("2031-03-04", "Coast Letter"), (known,)).target_id is None


@pytest.mark.parametrize(
    ("value", "topic", "linked"),
    [
        # eleven of the one are not eleven of the other
        (11.0, MILLS, False),
        # a large count told to five digits is hardly the same by chance
        (120_052.0, BUDGET, True),
    ],
)
def test_counts_of_two_nouns_are_one_only_if_more_than_a_small_number_agrees(
    value: float, topic: tuple[str, ...], linked: bool
) -> None:
    letters = number("ser_1", told("unanswered", value, "letter", topic=(*BUDGET[:3], "letters")))
    mills = told("closed", value, "mill", topic=topic)
    link = matching.link_series(mills, origin("2031-03-04", "Coast Letter"), (letters,))
    assert (link.target_id is not None) is linked


def test_a_value_that_is_next_to_nothing_has_a_size() -> None:
    tiny, large = (metric("Bodø", "salt", value, "%", topic=("salt",)) for value in (2.2e-311, 9e12))
    link = matching.link_series(tiny, origin("2031-03-02", "Coast Letter"), [series((large, origin()))])
    assert link.target_id is None
