"""The ticker: asks for the jobs that the rows call for and that nobody has asked for yet. It does none of them itself.

Any number of tickers may run: a job that waits is asked for once, and one that comes too late finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from tracker.config.settings import Receiver
from tracker.pipeline import Engine, wanted
from tracker.telling.office import due_slot, is_quiet
from tracker.workers import asking
from tracker.workers.asking import Ask, Asking
from tracker.workers.jobs import Station


class Ticking(Station, Protocol):
    """What the ticker has of the whole program."""

    def nudged_engine(self) -> Engine: ...


class Ticker:
    """Asks at each tick; each method is one transaction."""

    def __init__(self, station: Ticking) -> None:
        self._station = station
        self._asking = Asking()

    def take_in(self) -> int:
        """Ask for a look at every source whose time has come, and for what is not compared; for how many jobs."""
        return self._ask(tuple(self._intake()))

    def send_out(self) -> int:
        """Ask for the digests and messages that are due; for how many jobs."""
        return self._ask((*self._tells(), *self._deliveries()))

    def _intake(self) -> Iterator[Ask]:
        engine, store, now = self._station.nudged_engine(), self._station.store, self._station.now()
        states = store.source_states([source.name for source in engine.sources])
        nudged, running = engine.nudged(), store.queue.names(asking.POLL, waiting=False)
        asked = store.queue.names(asking.POLL, running=False)
        for source in engine.sources:
            ask = asking.poll(source.name, now, address=source.address, nudged=source.name in nudged)
            busy = ask.alone in asked or (ask.alone in running and source.name not in nudged)
            if not busy and wanted(source, states[source.name], now, nudged):
                yield ask
        if store.preparing.oldest() is not None:
            yield asking.compare()

    def _tells(self) -> Iterator[Ask]:
        office, store = self._station.office, self._station.store
        waiting, hurried = frozenset(store.receivers_waiting()), store.receivers_hurried()
        for receiver in office.receivers:
            if not is_quiet(office, receiver) and self._is_due(receiver, waiting, hurried):
                yield asking.tell(receiver.name)

    def _is_due(self, receiver: Receiver, waiting: frozenset[str], hurried: frozenset[str]) -> bool:
        if receiver.digest is None:
            return receiver.name in waiting
        return receiver.name in hurried or due_slot(self._station.office, receiver, self._station.now()) is not None

    def _deliveries(self) -> Iterator[Ask]:
        return map(asking.deliver, sorted(self._station.store.receivers_due(self._station.now())))

    def _ask(self, asks: tuple[Ask, ...]) -> int:
        if asks:
            self._station.store.queue.ask(self._asking(*asks))
        return len(asks)
