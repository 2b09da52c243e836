"""A thousand simulated feeds over seven simulated days: no look before its time, every change found in its interval.

    python bench/sources/week.py [--feeds 1000] [--days 7] [--seed 1]

Feeds publish in rhythms of their own (from every half hour to once a week), name lifetimes of caches, and
answer 429 and 503 with Retry-After at times. The clock is simulated; feeds are in memory; states go through JSON as
through the store. Prints what was found; ends with 1 where anything was early or late.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tracker.model import SourceState
from tracker.sources import Feed, look
from tracker.sources.http import Problem, Response
from tracker.sources.rhythm import LONGEST
from tracker.sources.schedule import SPREAD

START = datetime(2026, 4, 13, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def rss(numbers: list[int]) -> bytes:
    items = "".join(
        f"<item><guid>n-{number}</guid><title>Title {number}</title><description>Text {number}.</description></item>"
        for number in numbers
    )
    return f"<rss version='2.0'><channel><title>Notes</title>{items}</channel></rss>".encode()


@dataclass
class Publisher:
    """One feed with its changes, its wishes and its troubles."""

    changes: list[datetime]
    max_age: int
    trouble: float
    chance: random.Random
    now: datetime = START
    not_before: datetime = START
    early: int = 0
    asked: int = 0
    waits: list[tuple[datetime, timedelta]] = field(default_factory=list)

    def get(self, url: str, headers: Mapping[str, str]) -> Response | Problem:
        self.asked += 1
        self.early += self.now < self.not_before
        if self.chance.random() < self.trouble:
            wish = self.chance.choice([0, 60, 1800, 7200])
            self.not_before = self.now + max(QUARTER, timedelta(seconds=wish))
            return Response(self.chance.choice([429, 503]), {"retry-after": str(wish)} if wish else {}, b"", url)
        self.not_before = self.now + max(QUARTER, timedelta(seconds=self.max_age))
        published = [number for number, at in enumerate(self.changes) if at <= self.now]
        told = {"etag": f'"{len(published)}"', "cache-control": f"max-age={self.max_age}"}
        if headers.get("If-None-Match") == told["etag"]:
            return Response(304, told, b"", url)
        return Response(200, told, rss(published[-20:]), url)


def publisher(chance: random.Random, days: float) -> Publisher:
    """A feed whose changes come in a rhythm, with pauses; at most 20 between two looks would be seen."""
    every = timedelta(hours=chance.choice([0.5, 1, 3, 8, 24, 72, 168]))
    at, changes = START - timedelta(days=chance.random() * 3), []
    while at < START + timedelta(days=days):
        at += every * chance.uniform(0.5, 1.5)
        if at.weekday() < 5 or chance.random() < 0.2:
            changes.append(at)
    before = [at for at in changes if at < START]
    changes = changes[max(0, len(before) - 10) :]  # some may be added before the first look
    return Publisher(changes, chance.choice([0, 0, 300, 1800, 3600]), chance.choice([0, 0, 0, 0.01, 0.05]), chance)


def simulate(feeds: int, days: float, seed: int) -> dict[str, float]:
    """The numbers of a simulation: looks, changes, how many were found, and what was not in time."""
    chance = random.Random(seed)
    world = [publisher(random.Random(chance.random()), days) for _ in range(feeds)]
    doors = [
        Feed(f"feed {n}", f"https://{n}.example/feed", QUARTER, fetcher=one, learns=True) for n, one in enumerate(world)
    ]
    states = [SourceState()] * feeds
    due = [(START + chance.random() * QUARTER, number) for number in range(feeds)]
    heapq.heapify(due)
    found = late = 0
    end = START + timedelta(days=days)
    while due and due[0][0] < end:
        now, number = heapq.heappop(due)
        one = world[number]
        before, one.now = states[number], now
        fetched = look(doors[number], before, now, chance.random())
        found += len(fetched.documents)
        if before.last_success and not fetched.state.failures and not before.failures:
            wait = max(LONGEST, timedelta(seconds=one.max_age)) * (1 + SPREAD)
            late += now - before.last_success > wait
        states[number] = replace(fetched.state, cursor=json.loads(json.dumps(dict(fetched.state.cursor))))
        assert states[number].next_look is not None
        heapq.heappush(due, (max(states[number].next_look or now, now + timedelta(seconds=1)), number))
    last = [state.last_success or START for state in states]
    changes = sum(sum(at <= seen for at in one.changes) for one, seen in zip(world, last, strict=True))
    return {
        "feeds": feeds,
        "looks": sum(one.asked for one in world),
        "early": sum(one.early for one in world),
        "late": late,
        "changes": changes,
        "found": found,
        "missed": max(0, changes - found),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = time.perf_counter()
    numbers = simulate(asked.feeds, asked.days, asked.seed)
    print(json.dumps({**numbers, "seconds": round(time.perf_counter() - start, 1)}))
    sys.exit(1 if numbers["early"] or numbers["late"] or numbers["missed"] else 0)


if __name__ == "__main__":
    main()
