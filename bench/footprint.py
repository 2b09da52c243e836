"""What the program takes when it starts, when it waits, and for many sources of which none has anything new.

    python bench/footprint.py [--sources 1 10 100 1000 10000] [--idle 20]

Each line is measured in processes of their own. `--help` is started seven times, a pass over the shipped samples made
three times on a new database: medians. The daemon is begun beside the samples and left alone for some seconds after its
first pass; its memory is that of all its processes. With n sources, each a folder with nothing in it, a round in which
all are due and one in which none is are made in one process: what is not fetched is the same for every kind of source.
CPU seconds are those of the process and of those that it started, and hardly depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRACKER = [sys.executable, "-m", "tracker"]
ENVIRON = {**os.environ, "PYTHONPATH": str(ROOT)}
FOLDERS = """\
database: sqlite:///tracker.db
receivers: [{name: desk, file: out, digest: {at: "08:30"}}]
watches: [{name: all, to: desk, when: {text: port}}]
include: "sources-*.yaml"
sources: []
"""
A_FILE = 2_000
"""Sources of a file that the configuration includes: a file may have 256 KB."""
ROUNDS = """
import json, resource, sys, time
from pathlib import Path
from tracker import pipeline
from tracker.app import App
app = App(Path("config.yaml"))
engine = app.engine()
start = time.process_time()
def spent(call):
    begun = time.process_time()
    call()
    return time.process_time() - begun
all_due = [spent(lambda: pipeline.fetch(engine, due_only=False)) for _ in range(2)][-1]
none_due = min(spent(lambda: (pipeline.fetch(engine, due_only=True), pipeline.process(engine))) for _ in range(3))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([start, all_due, none_due, peak]))
app.close()
"""


def run(*command: str, folder: Path | None = None) -> tuple[float, float, float]:
    """CPU seconds, seconds and the greatest memory (MB) of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=ENVIRON, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} ended with {status}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024


def medians(measure: Callable[[], tuple[float, float, float]], times: int) -> tuple[float, ...]:
    return tuple(statistics.median(each) for each in zip(*(measure() for _ in range(times)), strict=True))


@contextmanager
def samples() -> Iterator[Path]:
    """The shipped configuration and letters in a folder of their own, with no database yet."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "home")
        folder.mkdir()
        for part in ("samples", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "config.yaml", folder)
        yield folder


def one_pass() -> tuple[float, float, float]:
    with samples() as folder:
        return run(*TRACKER, "run", "--once", folder=folder)


def idle(seconds: float) -> tuple[float, float]:
    """The daemon's memory (MB) while it waits, and CPU seconds an hour of that."""
    with samples() as folder:
        daemon = subprocess.Popen(
            [*TRACKER, "run"], cwd=folder, env=ENVIRON, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(15)
            before = ticks(daemon.pid)
            time.sleep(seconds)
            if daemon.poll() is not None:
                raise SystemExit("the daemon has ended by itself")
            hourly = (ticks(daemon.pid) - before) / os.sysconf("SC_CLK_TCK") * 3600 / seconds
            return sum(memory(each) for each in family(daemon.pid)), hourly
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(30)


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def memory(pid: int) -> float:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def ticks(pid: int) -> int:
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))


def rounds(count: int) -> list[float]:
    """CPU seconds of the start, of a round in which all sources are due and of one in which none is; MB at most."""
    with tempfile.TemporaryDirectory() as name:
        lines = [f"  - {{name: source {number}, folder: box/{number}}}\n" for number in range(count)]
        for number in range(count):
            Path(name, "box", str(number)).mkdir(parents=True)
        Path(name, "config.yaml").write_text(FOLDERS, encoding="utf-8")
        for number in range(0, count, A_FILE):
            some = "".join(lines[number : number + A_FILE])
            Path(name, f"sources-{number:05d}.yaml").write_text(f"sources:\n{some}", encoding="utf-8")
        command = [sys.executable, "-c", ROUNDS]
        told = subprocess.run(command, cwd=name, env=ENVIRON, check=True, capture_output=True, text=True).stdout
        return [float(each) for each in json.loads(told)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, nargs="*", default=[1, 10, 100, 1_000, 10_000])
    parser.add_argument("--idle", type=float, default=20.0, help="seconds that the daemon is left alone")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}")
    print("\n| | CPU s | seconds | MB |\n| --- | ---: | ---: | ---: |")
    for name, measure, times in (
        ("`tracker --help`", lambda: run(*TRACKER, "--help"), 7),
        ("a pass over the samples", one_pass, 3),
    ):
        spent, took, peak = medians(measure, times)
        print(f"| {name} | {spent:.2f} | {took:.2f} | {peak:.0f} |", flush=True)
    if given.idle:
        held, hourly = idle(given.idle)
        print(f"| the daemon, waiting: an hour | {hourly:.0f} | | {held:.0f} |", flush=True)
    print("\n| sources | start, CPU s | all due | none due | MB |\n| ---: | ---: | ---: | ---: | ---: |")
    for count in given.sources:
        begun, all_due, none_due, peak = rounds(count)
        print(f"| {count:,} | {begun:.2f} | {all_due:.3f} | {none_due:.4f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
