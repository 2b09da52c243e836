"""The daemon: ticks, signals, and nothing else.

APScheduler only ticks, with its jobs in memory: when a source is due is in the source's row, when a digest is due
follows from its slot, and both survive a restart. Taking in, sending out and looking for edited rules have an executor
each, so that a source that hangs delays no digest.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger("tracker.daemon")

MOVED = timedelta(seconds=30)
"""By how much a clock must differ to count as moved: what keeps it right moves it by less."""
GLANCE = 1.0
"""Seconds between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Chores:
    """What the daemon does at its ticks; none of them may raise for what is expected to fail."""

    take_in: Callable[[], None]
    send_out: Callable[[], None]
    reload: Callable[[], None]
    look: Callable[[], None]
    """reload where the files of the configuration were edited"""
    clock_moved: Callable[[timedelta], None] = lambda by: None
    """the clock was moved by so much"""
    stop: Callable[[], None] = lambda: None
    """what is under way ends as soon as nothing is left half done"""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between two ticks."""

    take_in: float = 5.0
    send_out: float = 5.0
    look: float = 2.0


class Bell:
    """Turns signals into something that the main thread can wait for."""

    def __init__(self) -> None:
        self.rang = threading.Event()
        self.stop = False
        self.reload = False

    def on_stop(self, number: int, frame: FrameType | None) -> None:
        self.stop = True
        self.rang.set()

    def on_reload(self, number: int, frame: FrameType | None) -> None:
        self.reload = True
        self.rang.set()


class Watch:
    """Sees when the clock is moved: it then differs from what has passed since, as a clock that nobody sets tells."""

    def __init__(self, now: Callable[[], datetime], steady: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._steady = steady
        self._offset = self._difference()

    def _difference(self) -> float:
        return self._now().timestamp() - self._steady()

    def moved(self) -> timedelta | None:
        """By how much the clock was moved since it was asked last; None for less than `MOVED`."""
        before, self._offset = self._offset, self._difference()
        by = timedelta(seconds=self._offset - before)
        return by if abs(by) >= MOVED else None


def run(chores: Chores, start: datetime, rhythm: Rhythm = Rhythm(), now: Callable[[], datetime] | None = None) -> None:
    """Run until SIGTERM or SIGINT, then end what was begun; SIGHUP reloads. The first tick is at `start`.

    `now` is a clock that may be moved: ticks that lie in a future that was taken back come at once.
    """
    bell = Bell()
    signal.signal(signal.SIGTERM, bell.on_stop)
    signal.signal(signal.SIGINT, bell.on_stop)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, bell.on_reload)
    scheduler = make_scheduler(chores, start, rhythm)
    scheduler.start()
    log.info("daemon.started")
    watch = Watch(now) if now else None
    serve(bell, chores, lambda: check_clock(watch, scheduler, chores))
    log.info("daemon.stopping")
    chores.stop()
    scheduler.shutdown(wait=True)
    log.info("daemon.stopped")


def make_scheduler(chores: Chores, start: datetime, rhythm: Rhythm) -> BackgroundScheduler:
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(
        executors={name: ThreadPoolExecutor(1) for name in ("take_in", "send_out", "look")},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )
    jobs = (
        ("take_in", chores.take_in, rhythm.take_in),
        ("send_out", chores.send_out, rhythm.send_out),
        ("look", chores.look, rhythm.look),
    )
    for name, chore, seconds in jobs:
        job = guarded(name, chore)
        scheduler.add_job(job, "interval", seconds=seconds, executor=name, id=name, next_run_time=start)
    return scheduler


def check_clock(watch: Watch | None, scheduler: BackgroundScheduler, chores: Chores) -> None:
    """Where the clock was moved, let every tick come now: APScheduler would wait for the time it had planned."""
    by = watch.moved() if watch else None
    if by is None:
        return
    guarded("clock", lambda: chores.clock_moved(by))()
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC))


def serve(bell: Bell, chores: Chores, every: Callable[[], None] = lambda: None) -> None:
    """Wait for signals and act on them, in the main thread; look `every` now and then."""
    while not bell.stop:
        bell.rang.wait(GLANCE)
        bell.rang.clear()
        every()
        if bell.reload:
            bell.reload = False
            guarded("reload", chores.reload)()


def guarded(name: str, chore: Callable[[], None]) -> Callable[[], None]:
    """A chore whose failure is told and does not end the daemon: the next tick tries again."""

    def run_chore() -> None:
        try:
            chore()
        except TrackerError as error:  # a full disk, a server that is away: its sentence says what to do
            log.error("chore.failed", extra={"chore": name, "reason": str(error)})
        except Exception:  # the daemon outlives whatever one tick meets
            log.exception("chore.failed", extra={"chore": name})

    return run_chore
