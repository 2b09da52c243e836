"""What makes two numbers one by itself: an exact value in one story, a stated change; and what a chance is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_build import metric, origin, series

from tracker import matching
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
