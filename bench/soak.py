"""A day of many sources in a few minutes: whether memory and open files stay flat, and whether a slot is missed.

    python bench/soak.py [--sources 500] [--hours 24] [--slots 24]

One process runs the rounds of the daemon minute after minute of a simulated clock: what is due is fetched over HTTP
from a server of its own on loopback, read, compared, selected, told and delivered. Sources bring a story every two to
twelve hours; digests are due all over the day, and one receiver is told at once. Prints what is held at the end of each
hour; ends with 1 where the last hour holds over 5 % more memory than the second or more open files, or where a slot
was missed or told twice.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
BEGUN = datetime(2026, 4, 13, tzinfo=UTC)
MOST_GROWTH = 1.05

SERVER = """
import asyncio, sys
sys.path[:0] = [sys.argv[2]]
from feed_server import Feeds, feed_of, serve
class Living(Feeds):
    def answer(self, path, etag):
        if path.startswith("/minute/"):
            self.minute = int(path.rsplit("/", 1)[1])
            return b"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n"
        feed = int(path.rsplit("/", 1)[1])
        newer = self.minute // (120 + 60 * (feed % 11))
        if newer != self.newer[feed]:
            self.newer[feed], self.bodies[feed] = newer, feed_of(feed, self.entries, newer)
        return super().answer(path, etag)
async def main():
    feeds = Living(int(sys.argv[1]), 3)
    feeds.minute = 0
    server = await asyncio.start_server(lambda r, w: serve(feeds, r, w), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Hour:
    """What the process holds at the end of a simulated hour."""

    hour: int
    mib: float
    files: int
    documents: int
    seconds: float


@contextmanager
def server(feeds: int) -> Iterator[int]:
    """The port of a server whose feeds grow with the minute that it is told."""
    command = [sys.executable, "-c", SERVER, str(feeds), str(ROOT / "bench" / "sources")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.terminate()


def config(folder: Path, port: int, sources: int, slots: int) -> Path:
    step = 1440 // slots
    times = [f"{at // 60:02d}:{at % 60:02d}" for at in range(step // 2, 1440, step)]
    told = {
        "timezone": "UTC",
        "database": "sqlite:///soak.db",
        "sources": [{"name": f"s{n}", "feed": f"http://127.0.0.1:{port}/feed/{n}"} for n in range(sources)],
        "http": {"allow": [f"127.0.0.1:{port}"]},
        "watches": [
            {
                "name": "steps",
                "when": {"finding": ["policy.new", "policy.updated"]},
                "to": [f"at {at}" for at in times],
            },
            {"name": "numbers", "when": {"finding": ["metric.changed"]}, "to": "at once"},
        ],
        "receivers": [
            *({"name": f"at {at}", "file": f"out/{at[:2]}{at[3:]}", "digest": {"at": at}} for at in times),
            {"name": "at once", "file": "out/now"},
        ],
    }
    path = folder / "config.yaml"
    path.write_text(json.dumps(told), encoding="utf-8")  # JSON is YAML
    return path


def resident() -> float:
    """MiB of this process that are in memory now, not at the peak."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def run(path: Path, port: int, hours: int) -> list[Hour]:
    from tracker.app import App

    moment = BEGUN
    app = App(path, environ={}, now=lambda: moment)
    found, documents = [], 0
    for hour in range(hours):
        begun = time.perf_counter()
        for minute in range(60):
            moment = BEGUN + timedelta(hours=hour, minutes=minute)
            urlopen(f"http://127.0.0.1:{port}/minute/{hour * 60 + minute}").read()
            documents += app.take_in(due_only=True).documents
            app.send_out()
        gc.collect()
        files = len(list(Path("/proc/self/fd").iterdir()))
        found.append(Hour(hour + 1, resident(), files, documents, time.perf_counter() - begun))
        print(
            "| {0.hour} | {0.mib:.0f} | {0.files} | {0.documents:,} | {0.seconds:.1f} |".format(found[-1]), flush=True
        )
    app.close()
    return found


def missed(folder: Path, path: Path, hours: int) -> list[str]:
    """The slots of which there is not exactly one digest, though there was something to tell."""
    names = [each["name"] for each in json.loads(path.read_text())["receivers"] if "digest" in each]
    wrong = []
    for name in names:
        at = name.removeprefix("at ")
        told = sorted((folder / "out" / f"{at[:2]}{at[3:]}").glob("*.txt"))
        due = int(at[:2]) * 60 + int(at[3:]) < hours * 60
        # A receiver that is seen for the first time begins with its next slot.
        if len(told) != due:
            wrong.append(f"{name}: {len(told)} digests, {int(due)} due")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--slots", type=int, default=24)
    asked = parser.parse_args()
    print(f"{asked.sources} sources, {asked.hours} hours\n| hour | MiB | open files | documents | seconds |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name, server(asked.sources) as port:
        path = config(Path(name), port, asked.sources, asked.slots)
        found = run(path, port, asked.hours)
        wrong = missed(Path(name), path, asked.hours)
    second, last = found[min(1, len(found) - 1)], found[-1]
    print(f"last hour / second hour: memory {last.mib / second.mib:.2f}, open files {last.files} / {second.files}")
    print("slots missed or doubled:", "; ".join(wrong) or "none")
    return 1 if wrong or last.mib > MOST_GROWTH * second.mib or last.files > second.files else 0


if __name__ == "__main__":
    sys.exit(main())
