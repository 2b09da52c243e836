"""The values of a series stand in the order of the time they are for, one a period, whatever order they came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.history.timeline import held_before, in_order, latest, line, line_up_to, one_a_period
from tracker.model import Kin, Kind, MetricMention, Observation, Origin


def seen(
    value: float, period: str | None, published: str, item: str = "", evidence: str = "", **more: object
) -> Observation:
    quote = f"{value:g} GW"
    sentence = evidence or f"It stood at {quote}."
    start = sentence.index(quote)
    mention = MetricMention(quote, start, start + len(quote), sentence, value, "GW", period=period, **more)  # type: ignore[arg-type]
    day = datetime.fromisoformat(published).replace(tzinfo=UTC)
    return Observation(mention, Origin("doc", "letter", "wire", item or f"item {published}", "A title", day))


AUGUST = seen(7.41, "2026-08", "2026-09-10")
SEPTEMBER = seen(7.39, "2026-09", "2026-10-10")
OCTOBER = seen(7.35, "2026-10", "2026-11-10")


def test_values_told_in_any_order_make_the_same_line() -> None:
    for order in permutations((AUGUST, SEPTEMBER, OCTOBER)):
        assert line(order) == (("2026-08", 7.41), ("2026-09", 7.39), ("2026-10", 7.35))
        assert latest(order) is OCTOBER


def test_of_one_period_the_value_told_last_counts() -> None:
    corrected = seen(7.4, "2026-09", "2026-10-20")
    assert one_a_period([corrected, AUGUST, SEPTEMBER]) == (AUGUST, corrected)


def test_a_value_told_late_takes_its_place_and_its_line_ends_with_it() -> None:
    late = seen(7.5, "2026-08", "2026-12-01")
    assert in_order([OCTOBER, late])[-1] is OCTOBER
    assert line_up_to([SEPTEMBER, OCTOBER], late) == (("2026-08", 7.5),)


def test_the_line_of_a_finding_ends_with_its_own_value_though_a_later_one_was_told_for_its_period() -> None:
    corrected = seen(7.4, "2026-09", "2026-10-20")
    assert line_up_to([AUGUST, corrected], SEPTEMBER) == (("2026-08", 7.41), ("2026-09", 7.39))


def test_what_held_before_is_never_the_latest() -> None:
    sentence = "It reached 140 GW at the end of October, up from 136 GW a month earlier."
    now = seen(140, "2026-10-31", "2026-11-05", "one", sentence)
    before = seen(136, None, "2026-11-05", "one", sentence)
    assert in_order([now, before]) == (before, now)
    assert latest([now, before]) is now
    assert line([now, before]) == ((None, 136.0), ("2026-10-31", 140.0))


def test_values_without_a_period_are_for_the_day_they_are_published() -> None:
    first, second = seen(3, None, "2026-05-01"), seen(4, None, "2026-05-08")
    assert line([second, first]) == ((None, 3.0), (None, 4.0))


def test_aims_stand_in_no_line_with_what_was_measured() -> None:
    aim = seen(20, "2030", "2026-11-10", kind=Kind.TARGET)
    assert line([aim, OCTOBER, SEPTEMBER]) == (("2026-09", 7.39), ("2026-10", 7.35))
    assert line_up_to([OCTOBER], aim) == (("2030", 20.0),)


def test_values_come_in_one_unit() -> None:
    mention = MetricMention("7410 MW", 0, 7, "7410 MW", 7410.0, "MW", period="2026-08")
    assert line([Observation(mention, AUGUST.origin), SEPTEMBER]) == (("2026-08", 7.41), ("2026-09", 7.39))


PERIODS = st.sampled_from(["2026-07", "2026-08", "2026-09", None])
DAYS = st.integers(1, 28).map(lambda day: f"2026-10-{day:02}")


@given(st.lists(st.tuples(st.integers(1, 99), PERIODS, DAYS), min_size=1, max_size=8, unique_by=lambda each: each[2]))
def test_the_line_does_not_depend_on_the_order_of_arrival(told: list[tuple[int, str | None, str]]) -> None:
    observations = [seen(value, period, published) for value, period, published in told]
    assert line(observations) == line(observations[::-1])
    assert len({period for period, _ in line(observations) if period}) == len(
        [period for period, _ in line(observations) if period]
    )


@pytest.mark.parametrize(
    ("sentence", "period", "beside", "before"),
    [
        ("It fell from 7 GW to 6 GW.", None, None, True),  # the way most texts tell a step
        ("It falls from 7 GW to 6 GW as of January.", "2027-01", "2027-01", True),  # dates the step
        ("It fell from 7 GW in 2025 to 6 GW in 2026.", "2025", "2026", False),  # it has its own place in time
        ("It fell to 7 GW, after 8 GW.", None, None, False),  # the value that holds
    ],
)
def test_a_value_that_another_has_replaced_is_known_by_its_sentence(
    sentence: str, period: str | None, beside: str | None, before: bool
) -> None:
    alone = seen(7, period, "2026-12-01", evidence=sentence).mention
    assert held_before(replace(alone, kin=(Kin(99, 6.0, beside),))) is before
    assert not held_before(alone)  # "from 7 GW" with nothing beside it may be a place to begin
