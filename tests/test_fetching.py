"""A round of looks: by hosts, told in the order of the configuration, and ended where hosts take too long."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from tracker import watches
from tracker.history.comparing import Rules
from tracker.model import Extraction, Fetched, Item, SourceState
from tracker.pipeline import ROUND, TOGETHER, Engine, fetch
from tracker.sources import Feed, WebPage
from tracker.sources.http import Problem
from tracker.store.store import Store

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Clock:
    now: datetime = DAY

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Quiet:
    """A source at a host that gives nothing; each look takes so long, and is written down."""

    name: str
    lane: str
    clock: Clock
    log: list[str]
    takes: timedelta = timedelta(0)
    address: str = "quiet"
    error: str | None = None
    looking: threading.Lock = field(default_factory=threading.Lock)

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        self.log.append(self.name)
        self.clock.now += self.takes
        return Fetched((), SourceState(next_look=now + HOUR, last_success=now, error=self.error))


class Nothing:
    def extract(self, item: Item) -> Extraction:
        return Extraction()


def engine(store: Store, clock: Clock, *sources: Quiet) -> Engine:
    return Engine(store, sources, Nothing(), Rules(watches.Selector(())), clock)


def test_errors_are_told_in_the_order_of_the_configuration(store: Store) -> None:
    clock, log = Clock(), list[str]()
    names = [f"feed {n}" for n in range(40)]
    sources = [Quiet(name, f"host {n % 3}", clock, log, error="is odd") for n, name in enumerate(names)]
    tally = fetch(engine(store, clock, *sources), due_only=False)
    assert tally.errors == tuple(f"{name}: is odd" for name in names)
    assert tally.failed == 40
    for host in range(3):
        assert [name for name in log if name in names[host::3]] == names[host::3]


def test_all_states_of_a_round_are_stored(store: Store) -> None:
    clock, log = Clock(), list[str]()
    names = [f"feed {n}" for n in range(TOGETHER + 7)]
    fetch(engine(store, clock, *(Quiet(name, "host", clock, log) for name in names)), due_only=True)
    assert all(state.next_look == DAY + HOUR for state in store.source_states(names).values())
    assert fetch(engine(store, clock), due_only=True).documents == 0


def test_a_round_that_takes_too_long_leaves_the_rest_to_the_next_one(store: Store) -> None:
    clock, log = Clock(), list[str]()
    slow = [Quiet(f"slow {n}", "slow", clock, log, takes=ROUND / 4) for n in range(12)]
    fetch(engine(store, clock, *slow), due_only=True)
    assert log == [f"slow {n}" for n in range(5)], "the fifth ends after the time of a round"
    fetch(engine(store, clock, *slow), due_only=True)
    assert log == [f"slow {n}" for n in range(10)], "those that were looked at are not due"


def test_a_round_of_all_sources_is_not_cut_short(store: Store) -> None:
    clock, log = Clock(), list[str]()
    slow = [Quiet(f"slow {n}", "slow", clock, log, takes=ROUND) for n in range(5)]
    fetch(engine(store, clock, *slow), due_only=False)
    assert len(log) == 5


class Nowhere:
    def get(self, url: str, headers: object) -> Problem:
        return Problem("is not there")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://news.example/a", "https://News.example/b?c#d", True),  # a host has no case, the rest no part
        ("https://news.example/a", "https://user:pass@news.example/b", True),  # a login makes no other host
        ("https://news.example?a=@other.example", "https://news.example", True),  # an @ behind the host is none of it
        ("https://news.example/a", "https://news.example:8443/a", False),  # another port, another server
        ("https://news.example/a", "https://other.example/a", False),
    ],
    ids=["paths", "login", "query", "port", "host"],
)
def test_feeds_and_pages_of_a_host_are_one_lane(one: str, other: str, same: bool) -> None:
    feed = Feed("feed", one, HOUR, fetcher=Nowhere())
    page = WebPage("page", other, "article", HOUR, fetcher=Nowhere())
    assert (feed.lane == page.lane) is same
    assert "pass" not in page.lane
