"""What the jobs do, each from what the rows say now: a job that comes late, twice or for nothing does no harm."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from tracker.matching import rest
from tracker.pipeline import Engine, Tally, look_guarded, tally_of, wanted
from tracker.store.records import Run
from tracker.telling.late import late_notices
from tracker.telling.office import Notice, Office, Told, delivery_notices, notify, tell_receiver
from tracker.telling.updating import update_sent
from tracker.workers import asking
from tracker.workers.asking import Ask, Asking
from tracker.workers.lane import compare_pending, prepare_all

if TYPE_CHECKING:
    from tracker.delivery.outbox import Report
    from tracker.store.store import Store

LONGEST_WAIT = timedelta(minutes=5)
"""How long what is stored waits for slower sources of the same round before it is compared without them."""
PAUSE = timedelta(seconds=0.5)
"""Between two looks whether the round has come to its end."""
TURN = 10.0
"""Seconds after which a worker passes the comparison on, so that one that is asked to stop need not finish it all."""


class Station(Protocol):
    """What a worker has of the whole program."""

    @property
    def store(self) -> Store: ...
    @property
    def office(self) -> Office: ...
    @property
    def made_by(self) -> str:
        """What tells this version and its vocabulary from others."""

    @property
    def now(self) -> Callable[[], datetime]: ...
    def engine(self) -> Engine: ...
    def deliver(self, receiver: str) -> Report: ...
    def tidy(self) -> object: ...


@dataclass(frozen=True, slots=True)
class Heard:
    """Who hears what was done."""

    intake: Callable[[Tally], None] = lambda tally: None
    sent: Callable[[tuple[Told, ...], Report | None], None] = lambda told, report: None


class Jobs:
    """The jobs by their kinds. May be shared by threads; `steady` counts seconds."""

    def __init__(self, station: Station, heard: Heard = Heard(), steady: Callable[[], float] = time.monotonic) -> None:
        self._station = station
        self._heard = heard
        self._steady = steady
        self._asking = Asking()
        self._sending = threading.Lock()  # what renders and sends is shared by the threads of a worker

    @property
    def by_task(self) -> Mapping[str, Callable[..., None]]:
        return {
            asking.POLL: self.poll,
            asking.READ: self.read,
            asking.COMPARE: self.compare,
            asking.TELL: self.tell,
            asking.DELIVER: self.deliver,
        }

    # ------------------------------------------------------------ taking in

    def poll(self, *, source: str, round: float, nudged: bool = False) -> None:  # noqa: A002 - a name in the queue
        """Look at a source if it is still time to, and store what is new with the jobs that read it."""
        engine, store = self._station.engine(), self._station.store
        found = next((each for each in engine.sources if each.name == source), None)
        before = store.source_state(source)
        began = datetime.fromtimestamp(round, UTC)
        now = max(self._station.now(), began)  # clocks of machines differ: a round begins before what it fetches
        if found is None or not wanted(found, before, now, frozenset({source} if nudged else ())):
            return
        fetched = look_guarded(replace(engine, now=lambda: now), found, before)
        new = store.queue.save_fetch(
            source,
            fetched.documents,
            fetched.state,
            lambda ids: self._asking(*asking.read(ids, began), asking.compare()),
            baseline=source in engine.baselines,
        )
        self._told_of(tally_of(found, before, fetched, new))

    def read(self, *, documents: Sequence[str], round: float | None = None) -> None:  # noqa: A002 - likewise
        """Read and extract documents, and ask for their comparison."""
        made = prepare_all(self._station.engine(), documents, self._station.made_by)
        rest()
        self._station.store.preparing.put(self._station.made_by, made, self._asking(asking.compare()))

    def compare(self) -> None:
        """Compare what waits, when everything has come in that was asked for before the first of it was fetched."""
        store, started = self._station.store, self._station.now()
        oldest = store.preparing.oldest()
        if oldest is None:
            return
        late = started - oldest >= LONGEST_WAIT
        if not late and store.queue.is_outstanding((asking.POLL, asking.READ), oldest):
            self._ask(asking.compare(wait=PAUSE))
            return
        end = self._steady() + TURN
        done = compare_pending(self._station.engine(), self._station.made_by, enough=lambda: self._steady() >= end)
        rest()
        store.rest()
        self._ask(*([asking.compare()] if done.more else self._listeners()))
        store.add_run(Run(started, self._station.now(), done.tally.counts))
        self._told_of(done.tally)

    def _listeners(self) -> list[Ask]:
        """Whoever may have something to be told now, and Slack, where messages that stand may be confirmed."""
        waiting = set(self._station.store.receivers_waiting())
        return [asking.tell(each.name) for each in self._station.office.receivers if each.name in waiting or each.slack]

    def _told_of(self, tally: Tally) -> None:
        notify(self._office, tally.notices)
        self._heard.intake(tally)

    # ------------------------------------------------------------ sending out

    def tell(self, *, receiver: str) -> None:
        """Compose what a receiver is to be told now, into the outbox, with the job that delivers it."""
        known = next((each for each in self._station.office.receivers if each.name == receiver), None)
        if known is None:
            return
        with self._sending:
            office = self._office
            told = tuple(tell_receiver(office, known))
            changed = update_sent(replace(office, receivers=(known,)))
            warnings = office.renderer.warnings if told else ()
        if changed:
            self._ask(asking.deliver(receiver))
        notify(office, [*(Notice(f"template {warning}", warning) for warning in warnings), *late_notices(office, told)])
        self._heard.sent(told, None)

    def deliver(self, *, receiver: str) -> None:
        """Send what is due to a receiver."""
        with self._sending:
            report = self._station.deliver(receiver)
        office = self._office
        notify(office, delivery_notices(report, office.ops))
        self._heard.sent((), report)

    @property
    def _office(self) -> Office:
        return replace(self._station.office, together=lambda name: self._asking(asking.deliver(name)))

    # ------------------------------------------------------------ upkeep

    def tidy(self) -> None:
        """Let go of what need not be kept any longer."""
        self._station.tidy()

    def _ask(self, *asks: Ask) -> None:
        if asks:
            self._station.store.queue.ask(self._asking(*asks))
