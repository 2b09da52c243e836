"""A text's own arithmetic is held against what is stored and against itself, with room for rounding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_build import metric, origin, series

from tracker import matching
from tracker.model import FindingKind, MetricMention, Series

LAST_WEEK, THIS_WEEK = "2031-02-10/2031-02-16", "2031-02-17/2031-02-23"


def riders(value: float, period: str | None, change: tuple[object, ...] | None = None) -> MetricMention:
    return metric("ferries in Norway", "weekly riders", value, "rider", period=period, cadence="week", change=change)


HISTORY = series((riders(73_000.0, LAST_WEEK), origin("2031-02-18", "Fjord Letter")))


def test_a_factor_next_to_nothing_states_no_change() -> None:
    assert check(riders(71_000.0, THIS_WEEK, (2.6e-310, "x", "down", None))) == []


def check(mention: MetricMention, known: Series = HISTORY) -> list[str]:
    found = matching.check_claims((mention,), origin("2031-02-25", "Harbour Post"), {mention: known})
    assert all(verdict.kind is FindingKind.CLAIM_INCONSISTENT for _, verdict in found)
    return [verdict.reason for _, verdict in found]


@pytest.mark.parametrize(
    ("mention", "holds"),
    [
        (riders(96_000.0, THIS_WEEK, (31.5, "%", "up", "wow")), True),  # 96 / 1.315 = 73.0
        (riders(129_600.0, THIS_WEEK, (31.5, "%", "up", "wow")), False),  # implies 98.6
        (riders(60_000.0, THIS_WEEK, (17.8, "%", "down", "wow")), True),  # 60 / 0.822 = 73.0
        (riders(146_000.0, THIS_WEEK, (2.0, "x", "up", "wow")), True),  # doubled
        (riders(300_000.0, THIS_WEEK, (2.0, "x", "up", "wow")), False),  # doubled from what?
        (riders(80_000.0, THIS_WEEK, (7_000.0, "rider", "up", "wow")), True),  # told as a difference
        (riders(80_000.0, THIS_WEEK, (20_000.0, "rider", "up", "wow")), False),  # which does not fit
        (riders(129_600.0, THIS_WEEK, (31.5, "%", "up", "yoy")), True),  # the year before is not stored
        (riders(129_600.0, THIS_WEEK, (31.5, "%", "up", None)), True),  # against what, nobody says
        (riders(129_600.0, None, (31.5, "%", "up", "wow")), True),  # of which week, nobody says
        (riders(129_600.0, THIS_WEEK), True),  # no change is stated
    ],
)
def test_a_stated_change_is_held_against_the_history(mention: MetricMention, holds: bool) -> None:
    assert (not check(mention)) is holds


def test_the_arithmetic_is_spelt_out() -> None:
    (reason,) = check(riders(129_600.0, THIS_WEEK, (31.5, "%", "up", "wow")))
    assert reason == (
        "129,600 riders, up 31.5%, implies 98,560 riders before; "
        "Fjord Letter told 73,000 riders (2031-02-10/2031-02-16)."
    )


def test_a_target_claims_nothing_about_the_past() -> None:
    goal = metric(
        "ferries in Norway", "weekly riders", 129_600.0, "rider", period=THIS_WEEK, kind="target",
        change=(31.5, "%", "up", "wow"),
    )  # fmt: skip
    assert not check(goal)


# ---------------------------------------------------------------- conversions


def price(krone: float, euro: float) -> MetricMention:
    return metric("Fjord fund", f"grant of {krone:.0f}", krone, "NOK", alt=[(euro, "EUR")])


def odd(*mentions: MetricMention) -> list[MetricMention]:
    return [mention for mention, _ in matching.check_claims(mentions, origin(), {})]


RIGHT, ALSO_RIGHT, WRONG = price(79.2e9, 6.88e9), price(18e9, 1.56e9), price(23.4e9, 3.4e9)


@pytest.mark.parametrize(
    ("mentions", "told"),
    [
        ((RIGHT, ALSO_RIGHT), []),  # 11.51 and 11.54 are one rate, rounded
        ((RIGHT, ALSO_RIGHT, WRONG), [WRONG]),  # 6.88 is another
        ((WRONG, RIGHT, ALSO_RIGHT), [WRONG]),  # wherever it stands
        ((RIGHT, WRONG), [WRONG]),  # of two the second is told
        ((RIGHT,), []),  # one alone proves nothing
        ((price(100e6, 9e6), price(98.7e6, 8.58e6)), []),  # a round amount leaves much open
    ],
)
def test_conversions_of_one_text_imply_one_rate(mentions: tuple[MetricMention, ...], told: list[MetricMention]) -> None:
    assert odd(*mentions) == told


def test_other_units_in_brackets_are_no_exchange_rates() -> None:
    one = metric("Chad", "solar capacity", 5.0, "GW", alt=[(5000.0, "MW")])
    other = metric("Mali", "solar capacity", 2.0, "GW", alt=[(3000.0, "MW")])
    assert odd(one, other) == []


@given(st.lists(st.floats(1e3, 1e12), min_size=2, max_size=5, unique=True), st.floats(0.01, 100))
def test_amounts_converted_at_one_rate_are_never_told(amounts: list[float], rate: float) -> None:
    mentions = [price(float(f"{amount:.4g}"), float(f"{amount / rate:.4g}")) for amount in amounts]
    assert odd(*mentions) == []


# ---------------------------------------------------------------- shares


def counted(text: str, *amounts: tuple[str, float, str]) -> list[MetricMention]:
    """Mentions of one sentence, each with its quote, value and unit."""
    return [
        replace(metric("boats", "count", value, unit, evidence=text), quote=quote) for quote, value, unit in amounts
    ]


PART, WHOLE = ("5,300 boats", 5300.0, "boat"), ("8,700 boats", 8700.0, "boat")


@pytest.mark.parametrize(
    ("text", "share", "holds"),
    [
        ("In March 5,300 boats of 8,700 boats, or 61%, had a licence.", 61.0, True),  # 60.9
        ("In March 5,300 boats of 8,700 boats, or 71%, had a licence.", 71.0, False),  # a slip
        ("In March 5,300 boats out of 8,700 boats (58%) had a licence.", 58.0, False),  # in brackets
        ("In March 5,300 boats and 8,700 boats met; 71% had a licence.", 71.0, True),  # no part of a whole
        ("Of 5,300 boats came 8,700 boats, while 71% of crews had a licence.", 71.0, True),  # the share is of others
    ],
)
def test_a_share_is_held_against_its_part_and_whole(text: str, share: float, holds: bool) -> None:
    mentions = counted(text, PART, WHOLE, (f"{share:.0f}%", share, "%"))
    told = matching.check_claims(mentions, origin(), {})
    assert (not told) is holds
    if not holds:
        assert "is 60.9%, not" in told[0][1].reason
