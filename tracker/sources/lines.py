"""Lines to hosts: one request at a time on each, the connection kept for the next one; and who ends them in time."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import urllib3

from tracker.sources.guard import Guard

REST = 30.0
"""seconds without anything to watch after which the watchdog's thread ends"""


class Line:
    """The way to one host. Whoever uses it holds `lock`; `used` is when that was last."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.guard: Guard | None = None
        self.pool: urllib3.HTTPConnectionPool | None = None
        self.used = 0.0

    def opened(
        self, make: Callable[[], tuple[Guard, urllib3.HTTPConnectionPool]]
    ) -> tuple[Guard, urllib3.HTTPConnectionPool]:
        """The guard and the connections of the line, made where there are none."""
        if self.guard is None or self.pool is None:
            self.guard, self.pool = make()
        return self.guard, self.pool

    def close(self) -> None:
        """Hang up; the next use makes a new connection, to an address that is checked anew."""
        if self.pool is not None:
            self.pool.close()
        if self.guard is not None:
            self.guard.close()
        self.guard = self.pool = None


class Watchdog:
    """Ends what takes too long, with one thread for all, which starts when it is needed."""

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._ends: list[tuple[float, int]] = []
        self._watched: dict[int, Guard] = {}
        self._numbers = count()
        self._running = False

    @contextmanager
    def over(self, guard: Guard, seconds: float) -> Iterator[None]:
        """Expire the guard if what is done within takes longer."""
        with self._wake:
            number = next(self._numbers)
            self._watched[number] = guard
            heapq.heappush(self._ends, (time.monotonic() + seconds, number))
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, daemon=True).start()
            elif self._ends[0][1] == number:
                self._wake.notify()
        try:
            yield
        finally:
            with self._wake:
                self._watched.pop(number, None)

    def _run(self) -> None:
        with self._wake:
            while True:
                while self._ends and self._ends[0][1] not in self._watched:
                    heapq.heappop(self._ends)
                now = time.monotonic()
                if self._ends and self._ends[0][0] <= now:
                    self._watched.pop(heapq.heappop(self._ends)[1]).expire()
                elif not self._wake.wait(self._ends[0][0] - now if self._ends else REST) and not self._ends:
                    self._running = False
                    return
