"""`tracker run`: the daemon, or one pass of it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tracker.cli.common import clock_of, config_option, now_option, plural, tell_user
from tracker.model import DeliveryState

if TYPE_CHECKING:
    from pathlib import Path

    from rich.progress import TaskID

    from tracker.app import App, Pass
    from tracker.delivery.outbox import Report


@click.command()
@config_option
@click.option("--once", is_flag=True, help="Make one pass over every source, then stop.")
@now_option
@click.option("--verbose", "-v", is_flag=True, help="Tell more of what is done.")
@click.option("--http", metavar="PLACE", help="Answer /-/healthy, /-/ready and /metrics at 127.0.0.1:9464.")
def run(config: Path, once: bool, now: str | None, verbose: bool, http: str | None) -> None:
    """Watch the sources and send digests until stopped (SIGTERM); edited rules are read again at once."""
    from tracker.app import App
    from tracker.cli.logs import set_up

    set_up(verbose)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a reload before there is anything to reload ends nothing
    app = App(config, now=clock_of(now))
    if once:
        run_once(app)
        return
    from tracker.cli.serving import run_daemon

    run_daemon(app, config, http, stands=now is not None)


# ---------------------------------------------------------------- one pass


def run_once(app: App) -> None:
    with progress_bar() as progress:
        done = app.run_once(progress)
    waiting = still_waiting(app, done.report)
    report_pass(done, waiting)
    app.close()
    raise click.exceptions.Exit(1 if done.failed or waiting else 0)


def still_waiting(app: App, report: Report) -> tuple[str, ...]:
    """What this pass could not send, receiver by receiver, with the reason; it stays in the outbox."""
    tried = {*report.put_off, *report.ambiguous}
    if not tried:
        return ()
    told = {trouble.receiver for trouble in report.troubles}
    states = (DeliveryState.DUE, DeliveryState.AMBIGUOUS)
    found = [each for state in states for each in app.store.deliveries_in(state) if each.id in tried]
    reasons = (f"{each.receiver}: {each.error}" for each in found if each.receiver not in told)
    return tuple(f"{one}. It is tried again; `tracker outbox list` says when." for one in dict.fromkeys(reasons))


def report_pass(done: Pass, waiting: tuple[str, ...] = ()) -> None:
    """What the pass did, and what is still `waiting` to be sent, for the person at the terminal."""
    sys.stdout.flush()  # the digest before what is said about the pass
    for error in (*done.errors, *waiting):
        tell_user(f"tracker: {error}")
    tally = done.tally
    tell_user(
        f"{plural(tally.documents, 'new document')}, {plural(tally.items, 'item')}, "
        f"{plural(tally.findings, 'finding')}; "
        f"{plural(len(done.told), 'digest')}, {plural(len(done.report.sent), 'message')} delivered."
    )


class progress_bar:  # noqa: N801  reads as a function where it is used
    """Progress on standard error while a person watches; nothing where nobody does."""

    def __enter__(self) -> Callable[[str, int, int], None] | None:
        if not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import Progress

        self.bar = Progress(console=Console(stderr=True), transient=True)
        self.bar.start()
        self.tasks: dict[str, TaskID] = {}
        return self.advance

    def advance(self, stage: str, done: int, total: int) -> None:
        if stage not in self.tasks:
            self.tasks[stage] = self.bar.add_task(stage, total=total)
        self.bar.update(self.tasks[stage], completed=done, total=total)

    def __exit__(self, *exception: object) -> None:
        if hasattr(self, "bar"):
            self.bar.stop()
