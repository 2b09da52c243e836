"""This program beside what a person would take instead, on the same feeds and the same mail server, by turns.

    python -m venv /tmp/peers && /tmp/peers/bin/pip install rss2email webchanges
    python bench/peers/against_peers.py /tmp/peers/bin [--feeds 100] [--entries 20] [--times 3]

Three rounds, each a command in a process of its own, its start included: everything is new; nothing has changed (304);
two in a hundred feeds have one entry more. What each does with an entry differs:

    tracker      cuts it into stories, extracts policies and metrics, compares them with what is stored, selects by
                 twenty watches, and mails a digest with the proof of each line
    rss2email    mails it, one digest a feed
    webchanges   tells the difference of the feed's text; prints it (the first round only remembers)
    home-made    mails it if one of twenty regular expressions hits (homemade.py)

Prints the medians as a table: CPU seconds of the process and its children, time, peak memory, mails and their bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = ("first", "unchanged", "2 % changed")
SUBJECTS = (
    "fees",
    "grids",
    "spectrum",
    "batteries",
    "permits",
    "tariffs",
    "subsidies",
    "standards",
    "licences",
    "ports",
)
Cost = dict[str, float]


@contextmanager
def serving(*command: object) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A server of ours as long as the block lasts, and its port."""
    words = [str(word) for word in command]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline()), server
        server.terminate()


def cost_of(command: list[str], folder: Path) -> Cost:
    """Run a command to its end: what it and its children took."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    log = folder / "log.txt"
    begun = time.perf_counter()
    with log.open("w") as written:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=written, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{log.read_text()[-2000:]}")
    return {"cpu": used.ru_utime + used.ru_stime, "time": time.perf_counter() - begun, "mib": used.ru_maxrss / 1024}


# ---------------------------------------------------------------- the contenders


def tracker(peers: Path, folder: Path, feeds: list[str], smtp: int) -> list[str]:
    watches = [{"name": f"w{n}", "to": "desk", "when": {"text": SUBJECTS[n % 10], "finding": kind}} for n, kind in
               enumerate(["policy.*"] * 10 + ["metric.*"] * 10)]  # fmt: skip
    config = {
        "database": "sqlite:///own.db",
        "sources": [{"name": f"feed {n}", "feed": feed, "every": "1h"} for n, feed in enumerate(feeds)],
        "http": {"allow": [feeds[0].split("/")[2]]},
        "watches": watches,
        "receivers": [{"name": "desk", "email": ["me@quay.example"]}],
        "smtp": {"host": "127.0.0.1", "port": smtp, "security": "none", "from": "me@quay.example"},
    }
    lines = "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in config.items())  # JSON is YAML
    (folder / "config.yaml").write_text(lines)
    return [sys.executable, "-m", "tracker", "run", "--once"]


def rss2email(peers: Path, folder: Path, feeds: list[str], smtp: int) -> list[str]:
    head = (
        "[DEFAULT]\nfrom = me@quay.example\nto = me@quay.example\ndigest = True\nverbose = error\n"
        f"email-protocol = smtp\nsmtp-server = 127.0.0.1\nsmtp-port = {smtp}\nsmtp-auth = False\nsmtp-ssl = False\n"
    )
    (folder / "r2e.cfg").write_text(head + "".join(f"[feed.f{n}]\nurl = {feed}\n" for n, feed in enumerate(feeds)))
    return [str(peers / "r2e"), "-c", "r2e.cfg", "-d", "r2e.json", "run"]


def webchanges(peers: Path, folder: Path, feeds: list[str], smtp: int) -> list[str]:
    (folder / "jobs.yaml").write_text("---\n".join(f"name: f{n}\nurl: {feed}\n" for n, feed in enumerate(feeds)))
    reports = {"stdout": {"enabled": True, "color": False}}
    (folder / "config.yaml").write_text(json.dumps({"report": reports}))
    (folder / "hooks.py").write_text("")
    files = ["--jobs", "jobs.yaml", "--config", "config.yaml", "--database", "seen.db", "--hooks", "hooks.py"]
    return [str(peers / "webchanges"), *files]


def homemade(peers: Path, folder: Path, feeds: list[str], smtp: int) -> list[str]:
    port = feeds[0].split("/")[2].split(":")[1]
    return [sys.executable, str(HERE / "homemade.py"), ".", port, str(len(feeds)), str(smtp)]


CONTENDERS: dict[str, Callable[[Path, Path, list[str], int], list[str]]] = {
    "tracker": tracker,
    "rss2email": rss2email,
    "webchanges": webchanges,
    "home-made": homemade,
}


def by_turns(peers: Path, feeds: list[str], smtp: int, sink: subprocess.Popen[str]) -> dict[tuple[str, str], Cost]:
    """Each contender in a folder of its own through the three rounds, one after the other in each round."""
    found: dict[tuple[str, str], Cost] = {}
    place = feeds[0].rsplit("/", 2)[0]
    with tempfile.TemporaryDirectory() as name:
        commands = {}
        for who, prepare in CONTENDERS.items():
            folder = Path(name, who)
            folder.mkdir()
            commands[who] = (prepare(peers, folder, feeds, smtp), folder)
        for number, title in enumerate(ROUNDS, start=1):
            urllib.request.urlopen(f"{place}/round/{number}").read()
            for who, (command, folder) in commands.items():
                found[who, title] = cost_of(command, folder) | came(sink)
    return found


def came(sink: subprocess.Popen[str]) -> Cost:
    """What the mail server has taken since it was last asked."""
    assert sink.stdin is not None
    assert sink.stdout is not None
    sink.stdin.write("\n")
    sink.stdin.flush()
    mails, size = sink.stdout.readline().split()
    return {"mails": float(mails), "kb": float(size) / 1000}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peers", type=Path, help="the folder with r2e and webchanges")
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    server = (sys.executable, HERE.parent / "sources" / "feed_server.py", asked.feeds, asked.entries)
    with serving(*server) as (port, _), serving(sys.executable, HERE / "sink.py") as (smtp, sink):
        feeds = [f"http://127.0.0.1:{port}/feed/{number}" for number in range(asked.feeds)]
        times = [by_turns(asked.peers, feeds, smtp, sink) for _ in range(asked.times)]
    print(f"{asked.feeds} feeds × {asked.entries} entries, medians of {asked.times}; load {os.getloadavg()[0]:.1f}\n")
    print("| who | round | CPU s | time s | MiB | mails | kB mailed |\n| --- | --- | --- | --- | --- | --- | --- |")
    for who, title in sorted(times[0], key=lambda key: (ROUNDS.index(key[1]), list(CONTENDERS).index(key[0]))):
        middle = {name: statistics.median(one[who, title][name] for one in times) for name in times[0][who, title]}
        print(
            f"| {who} | {title} | {middle['cpu']:.2f} | {middle['time']:.1f} | {middle['mib']:.0f} "
            f"| {middle['mails']:.0f} | {middle['kb']:.0f} |"
        )


if __name__ == "__main__":
    main()
