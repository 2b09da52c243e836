"""The real daemon with short waits, so that a run of minutes meets what takes a day, and with a kill at a commit point.

    python bench/chaos/worker.py CONFIG [run | worker]

CHAOS_KILL=before:mark:3 makes the process kill itself (SIGKILL) before its third commit that `Store.mark` asks for;
`after` is after the commit, when nobody has learned of it yet. Where it dies is written to the file CHAOS_KILLS first.
Nothing else differs from `tracker run` and `tracker worker`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tracker import daemon, standalone
from tracker.cli import main as cli
from tracker.delivery import outbox, slack, waiting
from tracker.delivery.mail import MailTransport
from tracker.sources import schedule
from tracker.store import engine

ASKS = ("store/store.py", "mending.py", "upkeep.py", "store/queue.py", "preparing.py")
"""where the methods stand that ask for transactions"""
SILENCE = "4"
"""seconds after which a worker that says nothing loses its jobs"""


def shorten_waits() -> None:
    """Seconds for minutes; the order of the waits stays as it is, and the lease stays longer than any send."""
    outbox.LEASE = timedelta(seconds=12)
    # By then a slow answer has come, also on a busy machine.
    outbox.LOOK_AFTER = outbox.LOOK_AGAIN = timedelta(seconds=3)
    outbox.PROBE = timedelta(seconds=4)
    waiting.FIRST, waiting.LONGEST = 0.5, 4.0
    outbox.MOST_DOUBTS = 80  # a mail is given up by count, which with such waits is minutes instead of hours
    schedule.LONGEST_BACKOFF = timedelta(seconds=2)
    slack.SlackTransport.__init__.__kwdefaults__["timeout"] = 2  # type: ignore[index]
    slack.SlackTransport.__init__.__kwdefaults__["patience"] = 4.0  # type: ignore[index]
    MailTransport.__init__.__kwdefaults__["timeout"] = 2  # type: ignore[index]
    run = daemon.run

    def run_fast(chores: daemon.Chores, start: datetime, *rest: Any, **more: Any) -> None:
        run(chores, start, *rest, **more | {"rhythm": daemon.Rhythm(0.4, 0.4)})

    daemon.run = run_fast  # type: ignore[assignment]


def caller() -> str:
    """The store's method that asked for the transaction."""
    frame = sys._getframe(2)
    while frame is not None and not frame.f_code.co_filename.endswith(ASKS):
        frame = frame.f_back  # type: ignore[assignment]
    return frame.f_code.co_name if frame is not None else "?"


def die_at(plan: str, record: Path) -> None:
    """Let a commit be the process's last act, or just not happen any more."""
    when, point, number = plan.split(":")
    left = int(number)

    def die(wanted: str) -> None:
        if wanted == when and left == 0:
            with record.open("a", encoding="utf-8") as file:
                file.write(f"{when} {point}\n")
            os.kill(os.getpid(), signal.SIGKILL)

    def deadly(original: Callable[[engine.Connections], AbstractContextManager[Any]]) -> Any:
        @contextmanager
        def transaction(self: engine.Connections) -> Iterator[Any]:
            nonlocal left
            counts = caller() == point
            left -= counts
            with original(self) as connection:
                yield connection
                if counts:
                    die("before")
            if counts:
                die("after")

        return transaction

    engine.Connections.write = deadly(engine.Connections.write)  # type: ignore[method-assign]
    engine.Connections.aside = deadly(engine.Connections.aside)  # type: ignore[method-assign]


def read_clock_from(path: Path) -> None:
    """The program's only clock, a day ahead while the file says so; libfaketime breaks `time.sleep` of Python 3.11."""

    def moved() -> datetime:
        ahead = path.read_text(encoding="utf-8").startswith("+1")
        return datetime.now(UTC) + timedelta(days=int(ahead))

    standalone.clock = moved


if __name__ == "__main__":
    shorten_waits()
    if os.environ.get("CHAOS_CLOCK"):
        read_clock_from(Path(os.environ["CHAOS_CLOCK"]))
    if os.environ.get("CHAOS_KILL"):
        die_at(os.environ["CHAOS_KILL"], Path(os.environ["CHAOS_KILLS"]))
    role = sys.argv[2] if len(sys.argv) > 2 else "run"
    more = ["--patience", SILENCE] if role == "worker" else []
    sys.argv[:] = ["tracker", role, *more, "--config", sys.argv[1]]
    cli.app()
