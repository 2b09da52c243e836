"""How often something new comes from a source: how often to look there, and when its silence is odd. Pure.

Learned from the looks at which something new came; at the first look from when what is there was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tracker.model import Document

LONGEST = timedelta(hours=1)
"""Between two looks at a source whose pace is learned, however seldom something comes."""
SHARE = 8
"""Looks in the usual time between two arrivals: what is new is found within an eighth of it."""
KEPT = 20
"""arrivals that are remembered"""
ENOUGH = 5
"""arrivals from which on a rhythm is one"""
ODD = 2
"""A silence of so many times the longest lately is odd."""
LEAST_SILENCE = timedelta(days=2)
"""A silence shorter than this is never odd."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When something new came, the latest last, and since when we look; `silent`: it was told that nothing comes."""

    began: datetime
    arrivals: tuple[datetime, ...] = ()
    silent: bool = False

    @property
    def gaps(self) -> tuple[timedelta, ...]:
        return tuple(later - earlier for earlier, later in zip(self.arrivals, self.arrivals[1:], strict=False))

    @property
    def usual(self) -> timedelta:
        """The usual time between two arrivals: the middle one of the gaps; nothing where there are too few."""
        return sorted(self.gaps)[len(self.gaps) // 2] if len(self.arrivals) >= ENOUGH else timedelta(0)

    def waiting(self, now: datetime) -> timedelta:
        """How long nothing new has come."""
        return now - (self.arrivals[-1] if self.arrivals else self.began)


def remembered(cursor: Mapping[str, Any], now: datetime) -> Rhythm:
    """What the cursor remembers; a new rhythm where it remembers none."""
    told = cursor.get("rhythm")
    try:
        if not told:
            return Rhythm(now)
        arrivals = tuple(map(datetime.fromisoformat, told["arrivals"]))
        return Rhythm(datetime.fromisoformat(told["began"]), arrivals, bool(told["silent"]))
    except (KeyError, TypeError, ValueError):
        return Rhythm(now)


def turned(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a source has fallen silent or speaks again between two cursors; what is remembered need not be read."""
    was, known = before.get("rhythm"), after.get("rhythm")
    if not isinstance(was, Mapping) or not isinstance(known, Mapping):
        return False
    return bool(was.get("silent")) != bool(known.get("silent"))


def stored(rhythm: Rhythm) -> dict[str, Any]:
    """The rhythm as JSON."""
    arrivals = [each.isoformat() for each in rhythm.arrivals]
    return {"began": rhythm.began.isoformat(), "arrivals": arrivals, "silent": rhythm.silent}


def after(rhythm: Rhythm, documents: Iterable[Document], now: datetime) -> Rhythm:
    """The rhythm after a look that worked and gave these documents."""
    first = rhythm.began == now and not rhythm.arrivals
    came = [min(document.published, now) if first and document.published else now for document in documents]
    if first and not any(moment < now for moment in came):
        came = []  # a backlog of unknown age tells no rhythm
    arrivals = tuple(sorted({*rhythm.arrivals, *came}))[-KEPT:] if came else rhythm.arrivals
    heard = Rhythm(rhythm.began, arrivals, rhythm.silent and not came)
    return heard if heard.silent or not is_odd(heard, now) else Rhythm(heard.began, heard.arrivals, silent=True)


def interval(rhythm: Rhythm, least: timedelta, now: datetime) -> timedelta:
    """The time until the next look: a share of the usual time between arrivals, between `least` and an hour."""
    return min(max(max(rhythm.usual, rhythm.waiting(now)) / SHARE, least), max(LONGEST, least))


def is_odd(rhythm: Rhythm, now: datetime) -> bool:
    """Whether nothing has come for longer than this source's own rhythm lets expect."""
    waiting = rhythm.waiting(now)
    if len(rhythm.arrivals) < ENOUGH or waiting <= LEAST_SILENCE:
        return False
    return waiting > ODD * max(rhythm.gaps)


def in_words(time: timedelta) -> str:
    """A length of time for a person: "3 days", "5 hours"."""
    for unit, length in (("week", timedelta(weeks=1)), ("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if time >= 2 * length:
            return f"{time // length} {unit}s"
    return f"{max(1, time // timedelta(minutes=1))} minutes"
