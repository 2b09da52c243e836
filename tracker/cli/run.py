"""`tracker run`: the daemon, or one pass of it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.common import DEFAULT_CONFIG, ConfigOption, NowOption, clock_of, tell_user
from tracker.errors import ConfigError

if TYPE_CHECKING:
    from rich.progress import TaskID

    from tracker.app import App, Pass

log = logging.getLogger("tracker.run")


def run(
    config: ConfigOption = DEFAULT_CONFIG,
    once: Annotated[bool, typer.Option("--once", help="Make one pass over every source, then stop.")] = False,
    now: NowOption = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell more of what is done.")] = False,
) -> None:
    """Watch the sources and send digests until stopped (SIGTERM); edited rules are read again at once."""
    from tracker.app import App
    from tracker.cli.logs import set_up

    set_up(verbose)
    app = App(config, now=clock_of(now))
    if once:
        run_once(app)
    else:
        run_daemon(app, config)


# ---------------------------------------------------------------- one pass


def run_once(app: App) -> None:
    with progress_bar() as progress:
        done = app.run_once(progress)
    report_pass(done)
    app.close()
    raise typer.Exit(1 if done.failed else 0)


def report_pass(done: Pass) -> None:
    """What the pass did, for the person at the terminal."""
    sys.stdout.flush()  # the digest before what is said about the pass
    for error in done.errors:
        tell_user(f"tracker: {error}")
    tally = done.tally
    tell_user(
        f"{tally.documents} new documents, {tally.items} items, {tally.findings} findings; "
        f"{len(done.told)} digests, {len(done.report.sent)} messages delivered."
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


# ---------------------------------------------------------------- the daemon


class Running:
    """The configuration in force. A reload waits for the chores that are under way and swaps everything at once."""

    def __init__(self, app: App, path: Path) -> None:
        from tracker.config import Edits

        self.app = app
        self.path = path
        self.edits = Edits(path)
        self.reloading = threading.Lock()
        self.taking_in = threading.Lock()
        self.sending_out = threading.Lock()

    def take_in(self) -> None:
        with self.taking_in:
            tally = self.app.take_in(due_only=True)
        for error in tally.errors:
            log.warning("intake.trouble", extra={"reason": error})
        if tally.documents:
            log.info(
                "intake.done",
                extra={"documents": tally.documents, "items": tally.items, "findings": tally.findings},
            )

    def send_out(self) -> None:
        with self.sending_out:
            told, report = self.app.send_out()
        for one in told:
            log.info("digest.made", extra={"receiver": one.receiver, "digest": one.digest.id, "size": one.digest.size})
        for receiver, reason in report.broken:
            log.warning("delivery.failed", extra={"receiver": receiver, "reason": reason})
        for trouble in report.troubles:
            log.warning("receiver.refuses", extra={"receiver": trouble.receiver, "reason": trouble.reason})
        for trouble in report.mended:
            log.info("receiver.takes_again", extra={"receiver": trouble.receiver})

    def look(self) -> None:
        """Reload where the files of the configuration were edited."""
        if self.edits.settled():
            self.reload()

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
            self.app.tell_ops("The configuration was not taken over, the old one stays in force: " + str(error))
            return
        with self.taking_in, self.sending_out:
            old, self.app = self.app, fresh
            old.close()
            fresh.store.outbox_desk.hurry(fresh.now())  # what was refused is perhaps what was mended
        log.info("config.reloaded", extra={"changes": list(changes(old.config, fresh.config))})


def run_daemon(app: App, path: Path) -> None:
    from tracker import daemon

    app.store.outbox_desk.hurry(app.now())
    running = Running(app, path)
    start: datetime = app.now()
    daemon.run(daemon.Chores(running.take_in, running.send_out, running.reload, running.look), start)
    running.app.close()
