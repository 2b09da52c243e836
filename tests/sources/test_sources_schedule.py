"""The next look comes when it should: never early, later with every failure, spread by the jitter that is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Fetched, SourceState
from tracker.sources.schedule import LONGEST_BACKOFF, NEVER, due, failed, look, spread, stopped, succeeded

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Still:
    """A source that never has anything."""

    name: str = "still"
    address: str = "here"

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        return Fetched((), succeeded(state, now, HOUR, {"address": self.address}))


@given(jitter=st.floats(-1, 2))
def test_jitter_only_ever_puts_off_and_by_a_tenth_at_most(jitter: float) -> None:
    state = look(Still(), SourceState(), NOW, jitter).state
    assert state.next_look is not None
    assert HOUR <= state.next_look - NOW <= HOUR * 1.1


def test_without_jitter_the_next_look_is_exact() -> None:
    assert look(Still(), SourceState(), NOW).state.next_look == NOW + HOUR


def test_a_source_is_due_when_never_seen_when_its_time_has_come_and_when_it_moved() -> None:
    state = look(Still(), SourceState(), NOW).state
    assert due(Still(), SourceState(), NOW)
    assert not due(Still(), state, NOW + HOUR - timedelta(seconds=1))
    assert due(Still(), state, NOW + HOUR)
    assert due(Still(address="there"), state, NOW)


@given(failures=st.integers(0, 10_000), every=st.timedeltas(timedelta(seconds=1), timedelta(days=30)))
def test_the_wait_after_a_failure_grows_and_is_bounded(failures: int, every: timedelta) -> None:
    state = failed(SourceState(failures=failures), NOW, every, "It is broken.")
    later = failed(state, NOW, every, "It is broken.")
    assert state.next_look is not None
    assert later.next_look is not None
    assert every <= state.next_look - NOW <= max(LONGEST_BACKOFF, every)
    assert later.next_look >= state.next_look
    assert later.failures == failures + 2


@given(wish=st.floats(0, 1e300))
def test_any_wish_of_a_server_makes_a_date(wish: float) -> None:
    state = failed(SourceState(), NOW, HOUR, "It asks us to wait.", wish)
    assert state.next_look is not None
    assert HOUR <= state.next_look - NOW <= timedelta(days=7)


def test_a_stopped_source_is_never_due_and_not_spread() -> None:
    state = stopped(SourceState(), NOW, "It is gone.")
    assert spread(state.next_look, NOW, 1.0) == NEVER
    assert not due(Still(), state, NOW + timedelta(days=100_000))


def test_after_the_clock_went_back_a_source_is_looked_at() -> None:
    """A clock that was a day ahead has dated the last look and set the next one; else it would wait for a day."""
    tomorrow = NOW + timedelta(days=1)
    ahead = SourceState(next_look=tomorrow + timedelta(minutes=15), last_success=tomorrow)
    assert due(Still(), ahead, NOW)
    assert not due(Still(), SourceState(next_look=tomorrow, last_success=NOW + timedelta(seconds=30)), NOW)
    assert not due(Still(), SourceState(next_look=NEVER, last_failure=tomorrow), NOW)
