"""What a change is measured against: the value before, the year before, the mean of some values before."""

from __future__ import annotations

from typing import Any

import pytest
from watch_findings import NOW, metric, rule

from tracker.model import Change, Finding
from tracker.watches import Compiled, compile_watch, explain, select

MONTHS = (("2025-05", 100.0), ("2026-02", 150.0), ("2026-03", 160.0), ("2026-04", 170.0))


def selects(when: dict[str, Any], finding: Finding) -> bool:
    watch = compile_watch(rule({"metric": when}))
    assert isinstance(watch, Compiled), watch
    return bool(select([watch], finding, "", now=NOW))


def saw(when: dict[str, Any], finding: Finding) -> str:
    watch = compile_watch(rule({"metric": when}))
    assert isinstance(watch, Compiled), watch
    return explain([watch], finding, "", NOW)[0].checks[1].saw


def value(now: float, period: str | None = "2026-05", history: Any = MONTHS, **changes: Any) -> Finding:
    """The latest value of a series, after the values before it."""
    told = (*history, (period, now))
    known = {"new": now, "old": history[-1][1] if history else None}
    return metric(**{"value": now, "period": period, "history": told, **known, **changes})


def test_without_it_the_value_before_counts() -> None:
    assert selects({"change": ">= 10%"}, value(190.0))
    assert selects({"change": ">= 10%", "against": "previous"}, value(190.0))
    assert not selects({"change": ">= 20%", "against": "the value before"}, value(190.0))


def test_a_year_before_is_the_same_period() -> None:
    """From 100 to 190, whatever came between."""
    yearly = {"change": ">= 80%", "direction": "up", "against": "a year before"}
    assert selects(yearly, value(190.0))
    assert not selects(yearly, value(170.0))
    assert not selects(yearly, value(190.0, "2026-06")), "June of 2025 was not told"
    assert saw(yearly, value(190.0)) == "+90% against a year before"
    assert saw(yearly, value(190.0, "2026-06")) == "nothing to measure against, of 4 values before"


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        ("2026", "2025"),
        ("2024-02-29", "2023-02-28"),  # the end of February
        ("2026-03-30/2026-04-05", "2025-03-31/2025-04-06"),  # weeks begin on Mondays
        ("2026-01/2026-03", "2025-01/2025-03"),  # quarters
        ("2024-02-01/2024-02-29", "2023-02-01/2023-02-28"),
    ],
)
def test_periods_a_year_apart(period: str, earlier: str) -> None:
    assert selects({"change": ">= 50%", "against": "one year ago"}, value(150.0, period, ((earlier, 100.0),)))


@pytest.mark.parametrize(
    ("period", "other"),
    [
        ("2026", "2025-12"),  # another length
        ("2026-03-30/2026-04-05", "2025-04-07/2025-04-13"),  # the week after
        ("2026-05", "2024-05"),  # two years
        (None, "2025-05"),
        ("2026-05", None),
        ("0001", "0001-01"),
    ],
)
def test_periods_that_are_not_a_year_apart(period: str | None, other: str | None) -> None:
    assert not selects({"change": "> 0", "against": "a year before"}, value(150.0, period, ((other, 100.0),)))


def test_what_the_text_states_year_on_year_counts_where_nothing_is_stored() -> None:
    stated = value(190.0, "2026-06", change=Change(40.0, "%", "up", "yoy"))
    assert selects({"change": ">= 40%", "against": "a year before"}, stated)
    other = value(190.0, "2026-06", change=Change(40.0, "%", "up", "mom"))
    assert not selects({"change": ">= 40%", "against": "a year before"}, other)
    assert not selects({"change": ">= 40%", "against": "2 observations"}, other)


def test_the_mean_of_some_values_before() -> None:
    """160 is the mean of the last three; 145 that of all four."""
    assert selects({"change": ">= 25%", "against": "3 observations"}, value(200.0))
    assert not selects({"change": ">= 26%", "against": "3 observations"}, value(200.0))
    assert selects({"change": ">= 37%", "against": "the last 4 values"}, value(200.0))
    assert not selects({"change": ">= 0%", "against": "5 observations"}, value(200.0)), "only four are known"
    assert saw({"change": ">= 25%", "against": "3 observations"}, value(200.0)) == (
        "+25% against the mean of 3 values before"
    )


def test_a_period_told_twice_counts_once_with_its_later_value() -> None:
    revised = (("2026-03", 100.0), ("2026-04", 120.0), ("2026-03", 80.0))
    assert selects({"change": "= 100%", "against": "2 observations"}, value(200.0, history=revised))


def test_values_told_late_are_put_in_their_place_and_later_ones_left_out() -> None:
    late = (("2026-04", 100.0), ("2026-08", 900.0), ("2026-01", 500.0))
    assert selects({"change": "= 100%", "against": "1 observation"}, value(200.0, history=late))


def test_a_limit_may_be_crossed_within_a_year() -> None:
    assert selects({"crosses": 120, "against": "a year before"}, value(190.0))
    assert not selects({"crosses": 120}, value(190.0))


def test_a_finding_that_carries_no_old_value_is_measured_too() -> None:
    """The first value of a series after a correction of its name, say: the history is what counts."""
    assert selects({"change": ">= 80%", "against": "a year before"}, value(190.0, old=None, new=None))
