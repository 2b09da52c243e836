"""Whether the daemon does what it should: what its chores have done lately, and what must hold for it to be ready.

Deciding is apart from asking: `readiness` is given what the store tells and when the chores last came to an end.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.errors import TrackerError

MOST_AGE = timedelta(hours=1)
"""A message that is older and not sent makes the daemon not ready."""
PATIENCE = {"take_in": 900.0, "send_out": 300.0}
"""Seconds after which a chore that has not come to an end counts as stuck: a first pass over a large folder is long."""


ROUNDS = 3
"""Failures in a row after which a chore's trouble is told: a server that restarts is no news."""
CHORES = {"take_in": "Reading the sources", "send_out": "Sending digests"}


@dataclass(slots=True)
class Beat:
    """What one chore has done since the daemon began. Times are monotonic seconds."""

    ended: float
    """when it last came to an end, or the daemon began"""
    rounds: int = 0
    failures: int = 0
    seconds: float = 0.0
    """that all its rounds took"""


@dataclass
class Pulse:
    """The chores' beats; written by the chores, read by whoever asks. `clock` is monotonic."""

    clock: Callable[[], float] = time.monotonic
    beats: dict[str, Beat] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.beats |= {name: Beat(self.clock()) for name in PATIENCE}

    @contextmanager
    def round(self, name: str) -> Iterator[None]:
        """Count a round of a chore, with how long it took and whether it failed."""
        began, failed = self.clock(), True
        try:
            yield
            failed = False
        finally:
            with self._lock:
                beat = self.beats[name]
                beat.ended, beat.rounds = self.clock(), beat.rounds + 1
                beat.failures += failed
                beat.seconds += beat.ended - began

    def stuck(self) -> dict[str, float]:
        """Chores that have not come to an end for too long, and for how many seconds."""
        now = self.clock()
        silent = {name: now - beat.ended for name, beat in self.beats.items()}
        return {name: seconds for name, seconds in silent.items() if seconds > PATIENCE[name]}


@dataclass(slots=True)
class Spell:
    """A chore that fails since some time."""

    since: datetime
    rounds: int = 0
    reason: str = ""


class Spells:
    """Chores that fail round after round, and the sentences about them that wait to be told."""

    def __init__(self) -> None:
        self.waiting: deque[str] = deque(maxlen=20)
        self._spells: dict[str, Spell] = {}
        self._lock = threading.Lock()

    def failed(self, chore: str, now: datetime, error: Exception) -> None:
        """A round has failed; the third in a row is worth telling."""
        with self._lock:
            spell = self._spells.setdefault(chore, Spell(now))
            spell.rounds += 1
            spell.reason = f"{type(error).__name__}: {error}" if not isinstance(error, TrackerError) else str(error)
            if spell.rounds == ROUNDS:
                since = f"{spell.since:%Y-%m-%d %H:%M} UTC"
                self.waiting.append(f"{CHORES[chore]} has failed {ROUNDS} times in a row since {since}: {spell.reason}")

    def succeeded(self, chore: str) -> None:
        """A round came to its end; where it had failed long enough to be told, that is told too."""
        with self._lock:
            spell = self._spells.pop(chore, None)
            if spell and spell.rounds >= ROUNDS:
                since = f"{spell.since:%Y-%m-%d %H:%M} UTC"
                self.waiting.append(f"{CHORES[chore]} works again, after {spell.rounds} failures since {since}.")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold, and what was seen."""

    name: str
    holds: bool
    seen: str


def healthy(pulse: Pulse) -> tuple[Condition, ...]:
    """Whether the process works at all; where not, it should be started again."""
    stuck = pulse.stuck()
    return tuple(
        Condition(name, name not in stuck, f"{beat.rounds} rounds, {beat.failures} failed; {_ago(pulse, beat)}")
        for name, beat in pulse.beats.items()
    )


def readiness(pulse: Pulse, migrated: bool, oldest: datetime | None, now: datetime) -> tuple[Condition, ...]:
    """Whether it does its work: the schema is the newest, the chores beat, nothing waits too long to be sent.

    `oldest` is when the oldest digest was made that has a message which is not sent, held ones left out.
    """
    age = now - oldest if oldest else timedelta()
    seen = f"the oldest message waits since {oldest:%Y-%m-%d %H:%M} UTC" if oldest else "nothing waits"
    return (
        Condition("migrated", migrated, "the schema is the newest" if migrated else "the schema is not the newest"),
        *healthy(pulse),
        Condition("outbox", age <= MOST_AGE, seen),
    )


def _ago(pulse: Pulse, beat: Beat) -> str:
    return f"the last ended {pulse.clock() - beat.ended:.0f} s ago" if beat.rounds else "none has ended yet"
