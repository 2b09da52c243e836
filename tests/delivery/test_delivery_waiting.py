"""Waits grow, are bounded, and follow what the other side asks for."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.delivery.waiting import LONGEST_WISH, Pacing, backoff, seconds_asked

DATE = "Mon, 13 Apr 2026 06:30:00 GMT"


def test_the_wait_doubles_from_half_a_minute_to_an_hour() -> None:
    waits = [backoff(attempts).total_seconds() for attempts in range(1, 10)]
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


@given(attempts=st.integers(0, 10**6), asked=st.none() | st.floats(0, 1e300))
def test_no_wait_is_shorter_than_ours_or_than_was_asked_for(attempts: int, asked: float | None) -> None:
    wait = backoff(attempts, asked)
    assert timedelta(seconds=30) <= wait <= timedelta(seconds=LONGEST_WISH)
    assert wait >= timedelta(seconds=min(asked or 0, LONGEST_WISH))


@pytest.mark.parametrize(
    ("header", "answered", "seconds"),
    [
        ("30", None, 30.0),
        ("1.5", None, 1.5),
        (" 7 ", None, 7.0),
        ("Mon, 13 Apr 2026 06:31:00 GMT", DATE, 60.0),  # counted by the server's own clock
        ("Mon, 13 Apr 2026 06:29:00 GMT", DATE, 0.0),  # in the past
        ("Mon, 13 Apr 2026 06:31:00 GMT", None, None),  # a date that cannot be counted from anything
        ("soon", DATE, None),
        ("-1", DATE, None),
        ("", DATE, None),
        (None, DATE, None),
    ],
)
def test_the_wait_that_is_asked_for(header: str | None, answered: str | None, seconds: float | None) -> None:
    assert seconds_asked(header, answered) == seconds


@given(gaps=st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 3)), max_size=30))
def test_two_posts_to_a_channel_are_never_less_than_a_second_apart(gaps: list[tuple[str, float]]) -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    pacing = Pacing(lambda: now[0], sleep)
    posted: dict[str, list[float]] = {"a": [], "b": []}
    for channel, gap in gaps:
        now[0] += gap
        pacing.wait(channel)
        posted[channel].append(now[0])
    for times in posted.values():
        assert all(later - earlier > 0.999 for earlier, later in pairwise(times))


def test_a_channel_is_free_again_after_just_a_second() -> None:
    slept: list[float] = []
    pacing = Pacing(lambda: 0.0, slept.append)
    for _ in range(3):
        pacing.wait("a")
    assert slept == [1.0, 2.0]  # the clock stands still here, so that the second wait counts the first once more


def test_a_wish_of_more_than_a_day_is_taken_for_a_day() -> None:
    assert backoff(1, 10_000_000.0) == timedelta(days=1)
    assert backoff(1, 86_400.0) == timedelta(days=1)
    assert backoff(1, 86_399.0) == timedelta(days=1) - timedelta(seconds=1)


def test_a_date_that_has_passed_asks_for_no_wait() -> None:
    asked, answered = "Mon, 13 Apr 2026 06:30:00 GMT", "Mon, 13 Apr 2026 07:30:00 GMT"
    assert seconds_asked(asked, answered) == 0.0
    assert seconds_asked(answered, asked) == 3600.0
