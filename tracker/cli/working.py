"""`tracker worker`: does what the ticker asks for, beside any number of others."""

from __future__ import annotations

import logging
import signal
import time
from typing import TYPE_CHECKING

import click

from tracker.cli.common import clock_of, config_option, now_option
from tracker.errors import ConfigError, UsageError
from tracker.history.settled import stay

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.app import App
    from tracker.config import Edits
    from tracker.delivery.outbox import Report
    from tracker.telling.office import Told
    from tracker.workers.jobs import Heard
    from tracker.workers.worker import End, Manner

log = logging.getLogger("tracker.worker")


@click.command()
@config_option
@click.option(
    "--threads", "-t", type=click.IntRange(min=1, max=64), default=4, help="How many servers to wait for at once."
)
@click.option(
    "--queue", "-q", multiple=True, metavar="NAME", help="Take only these: poll, read, compare, tell, deliver."
)
@click.option(
    "--patience",
    type=click.FloatRange(min=3),
    default=30,
    metavar="SECONDS",
    help="After this silence others take its jobs over.",
)
@now_option
@click.option("--verbose", "-v", is_flag=True, help="Tell more of what is done.")
def worker(
    *, config: Path, threads: int, queue: tuple[str, ...], patience: float, now: str | None, verbose: bool
) -> None:
    """Do the jobs that `tracker run` asks for, until stopped (SIGTERM); any number may run, on any machine.

    It needs `workers: procrastinate` and a PostgreSQL database. What is under way is finished before it stops.
    """
    from tracker.app import App
    from tracker.cli.logs import set_up

    set_up(verbose)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # edits are seen without it
    app = App(config, now=clock_of(now))
    if not app.config.workers:
        raise UsageError("There is no work for workers: write `workers: procrastinate` into the configuration.")
    keep_working(app, config, manner_of(threads, queue, patience))


def manner_of(threads: int, queues: tuple[str, ...], patience: float) -> Manner:
    """How the worker works; UsageError for a queue that does not exist, or where what it needs is not installed."""
    from tracker.workers.asking import TASKS, UPKEEP
    from tracker.workers.tables import MISSING

    unknown = sorted(set(queues) - set(TASKS))
    if unknown:
        raise UsageError(f"There is no queue {unknown[0]!r}; the queues are {', '.join(TASKS)}.")
    try:
        from tracker.workers.worker import Manner
    except ImportError as error:
        raise UsageError(MISSING) from error
    return Manner(threads, (*queues, UPKEEP) if queues else TASKS, patience)


# ---------------------------------------------------------------- working


def keep_working(app: App, path: Path, manner: Manner) -> None:
    """Work until a signal; with another configuration when it was edited, and anew when the database is back."""
    stay()
    from tracker.config import Edits
    from tracker.delivery.outbox import Leases
    from tracker.workers.worker import AGAIN, End

    leases, edits = Leases(time.monotonic), Edits(path)
    while True:
        app.leases = leases
        app.listening = app.offers_buttons
        fresh = Fresh(app, path, edits)
        end = work(app, manner, fresh)
        if end is End.STOPPED:
            break
        if end is End.LOST:
            fresh.look()
            time.sleep(AGAIN)
            fresh.look()  # the server may be back under another address
        if fresh.app:
            app.close()
            app = fresh.app
    app.close()
    log.info("worker.stopped")


def work(app: App, manner: Manner, fresh: Fresh) -> End:
    """Work once, until something ends it."""
    from tracker.errors import StoreError
    from tracker.workers.jobs import Jobs
    from tracker.workers.worker import End, Worker

    try:
        conninfo = app.store.conninfo
        app.engine()  # what takes long to load is there before the first job
    except StoreError as error:
        log.warning("queue.lost", extra={"reason": str(error)})
        return End.LOST
    return Worker(conninfo, Jobs(app, heard()), manner, fresh.look).run()


class Fresh:
    """The configuration as it was edited, once it can be used; one that cannot changes nothing."""

    def __init__(self, app: App, path: Path, edits: Edits) -> None:
        self.app: App | None = None
        self._old = app
        self._path = path
        self._edits = edits

    def look(self) -> bool:
        """Whether there is one now."""
        from tracker.app import App

        if not self._edits.settled():
            return False
        self._edits.taken()
        try:
            fresh = App(self._path, environ=self._old.environ, now=self._old.now)
        except ConfigError as error:
            for fault in error.faults:
                log.error("config.refused", extra={"fault": str(fault)})
            return False
        if not fresh.config.workers:
            log.error("config.refused", extra={"fault": "without `workers` there is no work for this process"})
            return False
        self.app = fresh
        log.info("config.reloaded")
        return True


def heard() -> Heard:
    """What is done goes into the log, as the daemon's does."""
    from tracker.cli.serving import log_intake, log_sent
    from tracker.delivery.outbox import Report
    from tracker.workers.jobs import Heard

    def sent(told: tuple[Told, ...], report: Report | None) -> None:
        log_sent(told, report or Report())

    return Heard(log_intake, sent)
