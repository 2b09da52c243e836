"""This program beside lemon24/reader on the same feeds of one loopback server: CPU time, clock and memory.

    python -m venv /tmp/reader && /tmp/reader/bin/pip install reader
    python bench/sources/against_reader.py /tmp/reader/bin/python [--feeds 1000] [--entries 20] [--times 5]

Three rounds, each in a process of its own, by turns: everything is new; nothing has changed (304); two in a hundred
feeds have one entry more. Ours fetches, parses and stores; with --whole a further first round reads, extracts, compares
and selects too.
Prints the medians as a table, and what ours takes of reader's.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = ("first", "unchanged", "2 % changed")


def config(port: int, feeds: int, folder: Path) -> Path:
    sources = [{"name": f"feed {n}", "feed": f"http://127.0.0.1:{port}/feed/{n}", "every": "1h"} for n in range(feeds)]
    told = {
        "database": "sqlite:///own.db",
        "sources": sources,
        "http": {"allow": [f"127.0.0.1:{port}"]},
        "watches": [{"name": "all", "to": "desk"}],
        "receivers": [{"name": "desk", "file": "out"}],
    }
    path = folder / "config.yaml"
    path.write_text(json.dumps(told))  # JSON is YAML
    return path


def run(*command: object) -> dict[str, float]:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command} failed:\n{done.stderr[-2000:]}")
    record: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return record


def set_round(port: int, number: int) -> None:
    urllib.request.urlopen(f"http://127.0.0.1:{port}/round/{number}").read()


def once(python: str, port: int, feeds: int, with_whole: bool) -> dict[tuple[str, str], dict[str, float]]:
    found: dict[tuple[str, str], dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as whole:
        folder = Path(name)
        path = config(port, feeds, folder)
        for number, title in enumerate(ROUNDS, start=1):
            set_round(port, number)
            found["reader", title] = run(python, HERE / "reader_round.py", folder / "reader.db", port, feeds, 10)
            found["own", title] = run(sys.executable, HERE / "own_round.py", path)
        if with_whole:
            set_round(port, 1)
            path = config(port, feeds, Path(whole))
            found["own, whole", "first"] = run(sys.executable, HERE / "own_round.py", path, "--whole")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python")
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--whole", action="store_true", help="measure a pass with extraction and comparison too (slow)")
    parser.add_argument("--teasers", action="store_true", help="entries of 50 words, most without a policy or a number")
    asked = parser.parse_args()
    command = [sys.executable, str(HERE / "feed_server.py"), str(asked.feeds), str(asked.entries)]
    command += ["--teasers"] if asked.teasers else []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        times = [once(asked.python, port, asked.feeds, asked.whole) for _ in range(asked.times)]
        server.terminate()
    print(f"{asked.feeds} feeds × {asked.entries} entries, medians of {asked.times}")
    print("| who | round | CPU s | clock s | MiB | new | of reader's CPU |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for who, title in times[0]:
        middle = {
            key: statistics.median(one[who, title][key] for one in times) for key in ("cpu", "clock", "mib", "new")
        }
        peer = statistics.median(one["reader", title]["cpu"] for one in times)
        share = "" if who == "reader" else f"{middle['cpu'] / peer:.2f}"
        shown = f"{middle['cpu']:.2f} | {middle['clock']:.2f} | {middle['mib']:.0f} | {middle['new']:.0f}"
        print(f"| {who} | {title} | {shown} | {share} |")
    for one in times:
        for key, record in one.items():
            if record.get("errors"):
                print(key, record["errors"])


if __name__ == "__main__":
    main()
