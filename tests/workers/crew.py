"""Tickers and workers as real processes on a real PostgreSQL, in a folder of their own; one process on SQLite."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tracker.app import App
from tracker.store.store import Store

PATIENCE = 60.0
PLACES = ("Norway", "Chile", "Iceland", "Japan")
WARES = ("salmon", "copper", "cod", "steel", "rice")
CONFIG = """\
database: {database}
{workers}
sources:
{sources}
watches:
  - {{name: everything, when: {{}}, to: [desk]}}
receivers:
  - {{name: desk, {desk}}}
{more}
"""
LETTER = """\
Harbour weekly, {day:%d %B %Y}

Landings in {place}

{place} exported {first}.{second} million tonnes of {ware} in {before:%B %Y}, the statistics office said on Monday.

Rules for {ware}

The Ministry of Fisheries of {place} has {step} a regulation on the trade in {ware}. It takes effect on 1 March 2027.
"""
STEPS = ("proposed", "adopted", "published", "amended")


def letter(number: int) -> tuple[datetime, str]:
    """A letter and its day: neighbours tell of the same series and rules, one month or step later."""
    day = datetime(2025, 1, 6) + timedelta(days=5 * number)
    before = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    values = {"first": number % 7 + 1, "second": number * 3 % 10, "step": STEPS[number // 4 % 4]}
    names = {"place": PLACES[number % len(PLACES)], "ware": WARES[number % len(WARES)]}
    return day, LETTER.format(day=day, before=before, **values, **names)


def write_letters(home: Path, count: int, sources: int) -> None:
    """Letters in folders of as many sources; neither the names nor the folders stand in the order of the dates."""
    for number in range(count):
        folder = home / f"inbox{number * 7 % sources}"
        folder.mkdir(exist_ok=True)
        path = folder / f"{(count - number) * 37 % 101:03}-{number}.txt"
        path.write_text(letter(number)[1], encoding="utf-8")
        os.utime(path, (time.time() - 60, time.time() - 60))


def write_config(
    home: Path, database: str, sources: int, *, workers: bool, desk: str = "file: out", more: str = ""
) -> Path:
    listed = "\n".join(f"  - {{name: s{n}, folder: inbox{n}, every: 1h, baseline: false}}" for n in range(sources))
    line = "workers: procrastinate" if workers else ""
    path = home / "config.yaml"
    text = CONFIG.format(database=database, workers=line, sources=listed, desk=desk, more=more)
    path.write_text(text, encoding="utf-8")
    return path


def exported(store: Store) -> list[str]:
    """Every mention and finding, as `tracker export` prints them."""
    return [json.dumps(record, sort_keys=True) for record in store.export()]


def one_process(home: Path, sources: int) -> list[str]:
    """What one pass of one process on SQLite finds in the letters of a folder."""
    path = write_config(home, "sqlite:///one.db", sources, workers=False)
    app = App(path, environ={})
    app.take_in()
    found = exported(app.store)
    app.close()
    return found


class Crew:
    """Processes of `tracker` in a folder, ended with the block."""

    def __init__(self, home: Path, environment: dict[str, str] | None = None) -> None:
        self.home = home
        self.environment = environment or {}
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """`tracker ARGUMENTS`; what it logs goes into a file of its own."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
        command = [sys.executable, "-m", "tracker", *arguments, "--config", str(self.home / "config.yaml")]
        with (self.home / f"{len(self.processes)}-{arguments[0]}.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=self.home, stdout=log, stderr=log, env={**environment, **self.environment}
            )
        self.processes.append(process)
        return process

    def workers(self, count: int, *arguments: str) -> list[subprocess.Popen[bytes]]:
        return [self.start("worker", "--threads", "2", "--patience", "4", *arguments) for _ in range(count)]

    def log(self) -> str:
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(self.home.glob("*.log")))

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log().splitlines() if line.startswith("{")]

    def wait_for(self, condition: Callable[[], bool], patience: float = PATIENCE) -> None:
        end = time.monotonic() + patience
        while not condition():
            assert time.monotonic() < end, self.log()
            time.sleep(0.05)


def compared(store: Store) -> int:
    """How many documents are compared."""
    return sum(source["documents"].get("done", 0) for source in store.status()["sources"])
