"""The daemon's side of `tracker run`: the configuration in force, its chores, and who watches them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.logs import bound
from tracker.cli.upgrading import upgrade_aside
from tracker.delivery.outbox import Leases
from tracker.errors import ConfigError, TrackerError
from tracker.history.settled import stay
from tracker.model import make_id
from tracker.operating.health import Pulse, Spells, healthy
from tracker.operating.listening import Answer, Listener, told

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.delivery.buttons import Press
    from tracker.delivery.outbox import Report
    from tracker.delivery.socket_mode import ButtonListener
    from tracker.pipeline import Tally
    from tracker.telling.office import Told

log = logging.getLogger("tracker.run")

TIDY_EVERY = 86_400.0
ROUND = 30.0
"""Seconds after which no further message is taken in a round of sending, so that new digests are made between two."""
PING_EVERY = 60.0
"""Seconds at least between two pings: whoever waits for them asks for one in some minutes."""


class Running:
    """The configuration in force. A reload has the rounds under way end early, and swaps everything at once.

    What is being read, compared or sent is finished as it was begun; what the rounds have left comes in the next ones.
    """

    def __init__(self, app: App, path: Path) -> None:
        from tracker.config import Edits

        self.app = app
        self.path = path
        self.edits = Edits(path)
        self.pulse = Pulse()
        self.spells = Spells()
        self.reloading = threading.Lock()
        self.taking_in = threading.Lock()
        self.sending_out = threading.Lock()
        self.stopping = False
        self.exchanging = False
        self.tidied: float | None = None
        self.pinged: float | None = None
        self.buttons: ButtonListener | None = None

    def begin(self) -> None:
        """What was refused is tried at once, and what only a wrong clock can have put off is due."""
        self.app.store.outbox_desk.hurry(self.app.now())
        self.app.store.outbox_desk.rewind(self.app.now())
        self.tell_left_out()

    def tell_left_out(self) -> None:
        """Tell of the teams whose files are broken: everything else is in force."""
        for each in self.app.left_out:
            log.error("team.left_out", extra={"team": each.team, "reason": str(each)})
            self.app.tell_ops(str(each))

    def listen(self) -> None:
        """Listen to buttons in Slack, as the configuration in force has it; those who listened before cease to."""
        from tracker.wiring import button_listener

        self.deafen()
        self.buttons = button_listener(self.app.config.slack, self.answer, self.tell_ops)
        self.app.listening = self.hears
        if self.buttons:
            self.buttons.start()

    def answer(self, press: Press) -> str:
        """What the configuration in force makes of a press."""
        return self.app.answer(press)

    def tell_ops(self, sentence: str) -> None:
        self.app.tell_ops(sentence)

    def hears(self) -> bool:
        """Whether buttons are worth showing: somebody listens, and Slack has not refused the token."""
        return self.buttons is not None and not self.buttons.refused

    def deafen(self) -> None:
        """Let go of Slack's buttons."""
        buttons, self.buttons = self.buttons, None
        if buttons:
            buttons.stop()

    # ------------------------------------------------------------ chores

    @contextmanager
    def round(self, name: str, lock: threading.Lock) -> Iterator[None]:
        """A round of a chore: counted, alone, and named in every line that is logged in it."""
        number = self.pulse.beats[name].rounds + 1
        try:
            with bound(run=make_id("run", name, self.app.now(), number)), self.pulse.round(name), lock:
                yield
        except Exception as error:
            self.spells.failed(name, self.app.now(), error)
            self.tell_of_rounds()
            raise
        self.spells.succeeded(name)
        self.tell_of_rounds()

    def tell_of_rounds(self) -> None:
        """Tell ops of rounds that keep failing and of those that work again; while nothing can be stored, later."""
        while self.spells.waiting:
            try:
                self.app.tell_ops(self.spells.waiting[0])
            except TrackerError:  # told when the database can be written again
                return
            self.spells.waiting.popleft()

    def take_in(self) -> None:
        with self.round("take_in", self.taking_in):
            if self.app.config.workers:
                log_asked("polls", self.app.ticker.take_in())
            else:
                log_intake(self.app.take_in(due_only=True, enough=self.is_wanted_back))
            if not self.app.config.workers and self.is_time(self.tidied, TIDY_EVERY):
                self.tidied = self.pulse.clock()
                log.info("database.tidied", extra=vars_of(self.app.tidy()))
        self.ping()

    def send_out(self) -> None:
        with self.round("send_out", self.sending_out):
            if self.app.config.workers:
                log_asked("sends", self.app.ticker.send_out())
            else:
                begun = self.pulse.clock()
                log_sent(*self.app.send_out(lambda: self.is_wanted_back() or self.pulse.clock() - begun > ROUND))

    def look(self) -> None:
        """Reload where the files of the configuration were edited."""
        if self.edits.settled():
            self.reload()

    def is_wanted_back(self) -> bool:
        """Whether rounds are to end as soon as nothing is left half done."""
        return self.stopping or self.exchanging

    def is_time(self, last: float | None, every: float) -> bool:
        return last is None or self.pulse.clock() - last >= every

    def ping(self) -> None:
        """Tell the address of the configuration that rounds come to their end; apart, so that nothing waits for it."""
        works = all(condition.holds for condition in healthy(self.pulse))
        if self.app.config.ping and works and self.is_time(self.pinged, PING_EVERY):
            self.pinged = self.pulse.clock()
            threading.Thread(target=log_ping, args=(self.app.ping,), daemon=True).start()

    def stop(self) -> None:
        """No further message is taken: a long queue keeps nobody waiting who wants to end the program."""
        self.stopping = True

    def clock_moved(self, by: timedelta) -> None:
        """What was put off by a clock that went wrong is due again; a time that has come is only looked at again."""
        log.warning("clock.moved", extra={"seconds": round(by.total_seconds())})
        self.app.store.outbox_desk.rewind(self.app.now())

    # ------------------------------------------------------------ configuration

    def reload(self) -> None:
        """Read the configuration again; one that cannot be used changes nothing."""
        with self.reloading:
            self.edits.taken()
            self.exchange()

    def exchange(self) -> None:
        from tracker.app import App
        from tracker.config import changes

        try:
            fresh = App(self.path, environ=self.app.environ, now=self.app.now)
        except ConfigError as error:
            for fault in error.faults:
                log.error("config.refused", extra={"fault": str(fault)})
            self.app.tell_ops(
                "The configuration was not taken over, the old one stays in force: " + "; ".join(map(str, error.faults))
            )
            return
        self.exchanging = True
        try:
            with self.taking_in, self.sending_out:
                old, self.app = self.app, fresh
                self.exchanging = False
                fresh.leases = old.leases
                old.close()
                fresh.store.outbox_desk.hurry(fresh.now())  # what was refused is perhaps what was mended
        finally:
            self.exchanging = False
        fresh.listening = self.hears
        self.tell_left_out()
        if old.config.slack != fresh.config.slack:
            self.listen()
        log.info("config.reloaded", extra={"changes": list(changes(old.config, fresh.config))})

    # ------------------------------------------------------------ for those who watch

    def pages(self) -> dict[str, Callable[[], Answer]]:
        return {
            "/-/healthy": lambda: told(healthy(self.pulse)),
            "/-/ready": lambda: told(self.app.readiness(self.pulse)),
            "/metrics": self.metrics,
        }

    def metrics(self) -> Answer:
        from tracker import __version__
        from tracker.operating.metrics import CONTENT_TYPE, exposition

        return Answer(200, exposition(self.app.figures, self.pulse, __version__), CONTENT_TYPE)


def run_daemon(app: App, path: Path, place: str | None, *, stands: bool) -> None:
    """Run until a signal ends it. `place` is where it may be watched; `stands`: the clock is given, and stands."""
    stay()
    from tracker import daemon

    app.leases = Leases(time.monotonic)
    running = Running(app, path)
    upgrade_aside(app.opened_store, app.config.database)
    daemon.guarded("start", running.begin)()  # a disk that is full now may have room later
    daemon.guarded("buttons", running.listen)()
    place = place or app.config.http.listen
    listener = Listener(place, running.pages()) if place else None
    if listener:
        listener.start()
    chores = daemon.Chores(
        running.take_in, running.send_out, running.reload, running.look, running.clock_moved, running.stop
    )
    daemon.run(chores, app.now(), now=None if stands else app.now)
    if listener:
        listener.stop()
    running.deafen()
    running.app.close()


# ---------------------------------------------------------------- what is logged


def log_asked(what: str, jobs: int) -> None:
    """How many jobs a tick has asked for; those that wait already are among them."""
    if jobs:
        log.debug("jobs.asked", extra={"what": what, "jobs": jobs})


def log_intake(tally: Tally) -> None:
    for error in tally.errors:
        source, _, reason = error.partition(": ")
        log.warning("intake.trouble", extra={"source": source, "reason": reason or error})
    if tally.documents or tally.items:
        log.info("intake.done", extra=dict(tally.counts))


def log_sent(made: tuple[Told, ...], report: Report) -> None:
    """A line for each digest, each finding in it, and each message; where they went wrong, with why."""
    for one in made:
        log.info("digest.made", extra={"receiver": one.receiver, "digest": one.digest.id, "size": one.digest.size})
        for keys in findings_of(one):
            log.info("finding.told", extra=keys)
    for outcome in ("sent", "failed", "put_off", "ambiguous"):
        for delivery in getattr(report, outcome):
            log.info("delivery.%s", outcome, extra={"delivery": delivery})
    for receiver, reason in report.broken:
        log.warning("delivery.given_up", extra={"receiver": receiver, "reason": reason})
    for trouble in report.troubles:
        log.warning("receiver.refuses", extra={"receiver": trouble.receiver, "reason": trouble.reason})
    for trouble in report.mended:
        log.info("receiver.takes_again", extra={"receiver": trouble.receiver})
    for delivery, receiver, reason in report.stuck:
        log.warning("delivery.stuck", extra={"delivery": delivery, "receiver": receiver, "reason": reason})


def findings_of(one: Told) -> Iterator[dict[str, object]]:
    """Which finding of which item and source was told to whom, and the watches that asked for it."""
    for section in one.digest.sections:
        for entry in section.entries:
            for selection in (entry.lead, *entry.also):
                finding = selection.finding
                yield {
                    "receiver": one.receiver,
                    "digest": one.digest.id,
                    "finding": finding.id,
                    "item": finding.origin.item_id,
                    "source": finding.origin.source,
                    "watches": list(selection.watches),
                }


def log_ping(ping: Callable[[], str | None]) -> None:
    trouble = ping()
    if trouble:
        log.warning("ping.failed", extra={"reason": trouble})


def vars_of(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}  # type: ignore[attr-defined]
