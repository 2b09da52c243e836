"""When a source is looked at next: after success, after failure, and with a jitter that the caller draws.

Pure: the instant and the jitter are arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from tracker.model import Fetched, SourceState
from tracker.sources import rhythm

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The next look at a source that has stopped for good."""
LONGEST_BACKOFF = timedelta(days=1)
LONGEST_WISH = timedelta(days=7)
"""A server may ask us to stay away no longer than this: what it says may be a mistake."""
AHEAD = timedelta(minutes=1)
"""A last look so far in the future was dated by a clock that has been put right since."""
SPREAD = 0.1
"""The jitter's share of the interval, at most."""


class Source(Protocol):
    """Where documents come from. Expected failures are told in the state that `fetch` returns, never raised."""

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> str:
        """What tells its folder or URL from others, without any secret: a state of another address is not used."""

    def fetch(self, state: SourceState, now: datetime) -> Fetched: ...


class Planned(NamedTuple):
    """A look that is to be made: its place among the others, and what is remembered of the one before."""

    place: int
    source: Source
    before: SourceState


def by_lane(looks: Iterable[Planned]) -> Iterable[list[Planned]]:
    """The looks that would only wait for one another together: those at one host. Any other source is by itself."""
    lanes: dict[str, list[Planned]] = {}
    for one in looks:
        lanes.setdefault(getattr(one.source, "lane", f"source {one.source.name}"), []).append(one)
    return lanes.values()


def due(source: Source, state: SourceState, now: datetime) -> bool:
    """Whether it is time to look: never looked, the time has come, or the operator changed the address."""
    if state.next_look is None or state.cursor.get("address", source.address) != source.address:
        return True
    looked = max(filter(None, (state.last_success, state.last_failure)), default=now)
    ahead = looked > now + AHEAD and state.next_look != NEVER  # the clock that set the next look was put right since
    return state.next_look <= now or ahead


def look(source: Source, state: SourceState, now: datetime, jitter: float = 0.0) -> Fetched:
    """Fetch, learn the source's rhythm, and put the next look off by a share of the time until then.

    `jitter` is a number from 0 to 1 that the caller draws; the next look only ever comes later, by a tenth at most.
    Where a source has `learns` set, and brings something seldom, it comes later too (see `rhythm`).
    """
    fetched = source.fetch(state, now)
    cursor = known_state(state, source.address).cursor
    before = learned = rhythm.remembered(cursor, now)
    if not fetched.state.failures:
        learned = rhythm.after(learned, fetched.documents, now)
    is_kept = learned == before and learned.began < now  # mostly: then it need not be written again
    told = cursor["rhythm"] if is_kept else rhythm.stored(learned)
    after = fetched.state
    next_look = after.next_look
    if getattr(source, "learns", False) and next_look and not after.failures:
        least: timedelta = getattr(source, "every", timedelta(0))
        next_look = max(next_look, now + rhythm.interval(learned, least, now))
    later = replace(after, next_look=spread(next_look, now, jitter), cursor={**after.cursor, "rhythm": told})
    return Fetched(fetched.documents, later, fetched.warnings)


def spread(next_look: datetime | None, now: datetime, jitter: float) -> datetime | None:
    """The next look put off by `jitter` (0 to 1) tenths of the time until then."""
    if next_look is None or next_look == NEVER:
        return next_look
    return next_look + (next_look - now) * SPREAD * min(max(jitter, 0.0), 1.0)


def known_state(state: SourceState, address: str) -> SourceState:
    """The state, or a fresh one where the operator has pointed the source at another address since."""
    return state if state.cursor.get("address", address) == address else SourceState()


def succeeded(
    state: SourceState, now: datetime, wait: timedelta, cursor: Mapping[str, Any], **validators: str | None
) -> SourceState:
    """The state after a look that worked; `wait` until the next one. `validators`: etag and last_modified."""
    return replace(
        state,
        next_look=now + wait,
        last_success=now,
        failures=0,
        error=None,
        cursor=dict(cursor),
        **validators,  # type: ignore[arg-type]
    )


def failed(
    state: SourceState, now: datetime, every: timedelta, error: str, retry_after: float | None = None
) -> SourceState:
    """The state after a look that did not work: the wait doubles with every failure in a row, to a day at most.

    `retry_after` (seconds) is the server's own wish and is kept, up to a week.
    """
    failures = state.failures + 1
    wait = max(every, min(every * 2 ** min(failures - 1, 20), LONGEST_BACKOFF))
    if retry_after is not None:
        wait = max(wait, min(timedelta(seconds=min(retry_after, 1e9)), LONGEST_WISH))
    return replace(state, next_look=now + wait, last_failure=now, failures=failures, error=error)


def stopped(state: SourceState, now: datetime, error: str) -> SourceState:
    """The state of a source that is not looked at again before the operator gives it another address."""
    return replace(state, next_look=NEVER, last_failure=now, failures=state.failures + 1, error=error)
