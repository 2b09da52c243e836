"""Who tells us that something is new before we would look: a mail server (IDLE), the file system (watchfiles).

A nudge only makes a look come earlier; whatever it misses, the next look by the clock finds. So a watcher that fails
goes quiet, tries again later, and costs nothing but time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any, Protocol

log = logging.getLogger("tracker.sources.nudges")
AGAIN = 60.0
"""seconds after which a watcher that failed begins anew"""


class Watchable(Protocol):
    """A source that can be watched: calls `nudge` when something may be new, until `stop` is set; may raise."""

    @property
    def name(self) -> str: ...

    def watch(self, nudge: Callable[[], None], stop: threading.Event) -> None: ...


class Nudges:
    """Watches sources, each in a thread of its own, and remembers who nudged. `close` ends the threads."""

    def __init__(self, sources: Iterable[Any], again: float = AGAIN) -> None:
        self._again = again
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._nudged: set[str] = set()
        watchable = [source for source in sources if callable(getattr(source, "watch", None))]
        self._threads = [threading.Thread(target=self._run, args=(one,), daemon=True) for one in watchable]
        for thread in self._threads:
            thread.start()

    def take(self) -> frozenset[str]:
        """The names of the sources that nudged since this was asked last."""
        with self._lock:
            taken, self._nudged = frozenset(self._nudged), set()
        return taken

    def close(self, patience: float = 5.0) -> None:
        """End the watching; a thread that hangs is left behind, it cannot keep the program from ending."""
        self._stop.set()
        for thread in self._threads:
            thread.join(patience)

    def _run(self, source: Watchable) -> None:
        def nudge() -> None:
            with self._lock:
                self._nudged.add(source.name)

        while not self._stop.is_set():
            try:
                source.watch(nudge, self._stop)
            except Exception as error:  # whatever it is: the look by the clock is not touched by it
                log.info("watching.failed", extra={"source": source.name, "kind": type(error).__name__})
            self._stop.wait(self._again)
