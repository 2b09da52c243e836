"""Kills, faults and jumps of the clock against the real daemon; at the end an account of every finding.

    python bench/chaos/run.py                            five minutes, SQLite, two daemons on one database
    python bench/chaos/run.py --minutes 1 --daemons 1    shorter, one daemon
    python bench/chaos/run.py --long                     an hour
    python bench/chaos/run.py --database postgresql      a PostgreSQL server that is killed as well
    python bench/chaos/run.py --workers 4                two tickers and four workers on a server, all of them killed
    python bench/chaos/run.py --clock                    with jumps of the clock by a day

Daemons are killed (SIGKILL) at random and at every commit point, their files stop growing as if the disk were full,
their configuration is reloaded, and feeds, Slack and the mail server fail in every way that the tests know. Then all
is well for a while, and the account is made and printed: exit 0 where every promise was kept, 1 where not.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle, product
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "tests"), str(HERE.parents[1])]

from ledger import Account, account, rows  # noqa: E402
from places import KINDS  # noqa: E402
from world import CHANNELS, FEEDS, World  # noqa: E402

from tracker.store.store import Store  # noqa: E402

POINTS = (
    "save_fetch",
    "begin",
    "add_digest",
    "mark",
    "add_run",
    "suppress",
    "set_trouble",
    "clear_trouble",
    "slot_done",
)
WORKERS_POINTS = ("save_fetch", "put", "begin", "add_digest", "mark", "ask", "add_run", "set_trouble", "clear_trouble")
"""the same where the work is spread over workers"""
CALM = 150.0
"""seconds in which something must move at the end, else it is over: a channel takes one post a second"""
CONFIG = """\
timezone: UTC
database: {database}
{workers}sources:
{feeds}  - {{name: letters, folder: inbox, every: 1s, baseline: false}}
http: {{allow: ["{allow}"], timeout: 3s}}
watches:
  - {{name: everything, when: {{}}, to: [team, files, readers, daily, quiet]}}
silences:
  - {{until: 2099-01-01, because: copper is of no interest, to: [team, readers], when: {{text: copper}}}}
receivers:
  - {{name: team, slack: {team}}}
  - {{name: daily, slack: {other}, digest: {{at: "{at}"}}}}
  - {{name: readers, email: [a@example.org, b@example.org]}}
  - {{name: files, file: out}}
  - {{name: quiet, file: never, quiet: {{from: "{quiet_from}", to: "{quiet_to}"}}}}
  - {{name: ops, slack: {other}}}
ops: ops
slack: {{token: "${{CHAOS_TOKEN}}", api_url: "{slack}"}}
smtp: {{host: 127.0.0.1, port: {smtp}, security: none, from: tracker@example.org}}
# {turn}
"""


@dataclass
class Tally:
    """What was done to the daemons."""

    events: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, event: str) -> None:
        with self.lock:
            self.events[event] += 1


class Keeper:
    """Starts one daemon after the other and lets none live long."""

    def __init__(self, run: Run, number: int, role: str = "run") -> None:
        self.run = run
        self.number = number
        self.role = role
        self.chance = random.Random(run.seed * 100 + number)
        plans = list(product(("before", "after"), run.points, (1, 2)))
        self.chance.shuffle(plans)
        self.plans = cycle(plans)
        self.log = run.home / f"{role}-{number}.log"

    def live(self, until: float) -> None:
        while time.monotonic() < until:
            self.one_life(until)

    def start(self, plan: str | None) -> subprocess.Popen[bytes]:
        environment = dict(os.environ, CHAOS_TOKEN=self.run.world.slack.token, PYTHONPATH=str(HERE.parents[1]))
        environment["CHAOS_KILLS"] = str(self.run.home / "kills.txt")
        if plan:
            environment["CHAOS_KILL"] = plan
        if self.run.clock:
            environment["CHAOS_CLOCK"] = str(self.run.home / "clock")
        command = [sys.executable, str(HERE / "worker.py"), str(self.run.home / "config.yaml"), self.role]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.run.home, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def one_life(self, until: float) -> None:
        """A plan to die at a commit, or a while of trouble and then a kill."""
        by_commit = self.chance.random() < 0.6
        plan = ":".join(map(str, next(self.plans))) if by_commit else None
        process = self.start(plan)
        born = time.monotonic()
        age = self.chance.uniform(6.0, 12.0) if by_commit else self.chance.uniform(0.8, 7.0)
        end = min(born + age * self.run.slowness, until)
        while time.monotonic() < end and process.poll() is None:
            time.sleep(0.05)
            if not by_commit and self.chance.random() < 0.02 and time.monotonic() > born + 2.0:
                self.trouble(process)
        if process.poll() is None:
            self.end(process)
        elif process.returncode == -signal.SIGKILL:
            self.run.tally.add(f"kill -9 at a commit{self.of}")
        else:
            self.run.tally.add(f"ended by itself with {process.returncode}")
        kill_group(process)

    def end(self, process: subprocess.Popen[bytes]) -> None:
        if self.chance.random() < 0.05:
            self.run.tally.add("SIGTERM")
            process.terminate()
            try:
                process.wait(20)
                return
            except subprocess.TimeoutExpired:
                self.run.tally.add("SIGTERM without an end")
        self.run.tally.add(f"kill -9 at random{self.of}")
        kill_group(process)

    @property
    def of(self) -> str:
        return " of a worker" if self.role == "worker" else ""

    def trouble(self, process: subprocess.Popen[bytes]) -> None:
        kind = self.chance.choice(["disk", "reload", "clock"])
        if kind == "reload":
            self.run.write_config()
            if self.role == "run":
                process.send_signal(signal.SIGHUP)  # a worker sees it by itself
            self.run.tally.add("reload")
        elif kind == "clock" and self.run.clock:
            self.run.move_clock()
            self.run.tally.add("jump of the clock by a day")
        elif kind == "disk" and not self.run.on_server:
            self.full_disk(process)

    def full_disk(self, process: subprocess.Popen[bytes]) -> None:
        """No file of the process may grow beyond what the write-ahead log has now."""
        log = self.run.home / "tracker.db-wal"
        size = log.stat().st_size if log.exists() else 0
        try:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size + 4096, resource.RLIM_INFINITY))
            time.sleep(1.5)
            alive = process.poll() is None
            self.run.tally.add("disk full, and it stayed up" if alive else "disk full, and it died")
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        except ProcessLookupError:
            return


class Run:
    """One run: a home, a database, a world, and keepers."""

    def __init__(self, home: Path, arguments: argparse.Namespace) -> None:
        self.home = home
        self.seed = arguments.seed
        self.clock = arguments.clock
        self.workers = arguments.workers
        self.on_server = arguments.database == "postgresql" or self.workers > 0
        self.points = WORKERS_POINTS if self.workers else POINTS
        self.minutes = 60.0 if arguments.long else arguments.minutes
        self.daemons = arguments.daemons
        self.tally = Tally()
        self.slowness = max(1.0, (self.daemons + self.workers) / 2)
        """how much longer a life is, for more of them share the machine"""
        self.place = KINDS["postgresql" if self.on_server else "sqlite"](home)
        self.world = World(home, self.seed)
        self.turn = 0
        self.began = datetime.now(UTC)

    def write_config(self) -> None:
        self.turn += 1
        feeds = "".join(
            f"  - {{name: feed {n}, feed: {self.world.http.url(f'/{n}')}, every: 1s, baseline: false}}\n"
            for n in range(FEEDS)
        )
        clock = {
            "at": f"{self.began + timedelta(minutes=2):%H:%M}",
            "quiet_from": f"{self.began - timedelta(hours=2):%H:%M}",
            "quiet_to": f"{self.began + timedelta(hours=6):%H:%M}",
        }
        text = CONFIG.format(
            database=self.place.url,
            workers="workers: procrastinate\n" if self.workers else "",
            feeds=feeds,
            allow=self.world.http.place,
            team=CHANNELS[0],
            other=CHANNELS[1],
            slack=self.world.slack.url,
            smtp=self.world.smtp.port,
            turn=self.turn,
            **clock,
        )
        fresh = self.home / "config.yaml.new"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.home / "config.yaml")

    def move_clock(self) -> None:
        """A day on, or back to now, for all daemons at once."""
        path = self.home / "clock"
        path.write_text("+0\n" if path.read_text(encoding="utf-8").startswith("+1") else "+1d\n", encoding="utf-8")

    def perform(self) -> Account:
        (self.home / "clock").write_text("+0\n", encoding="utf-8")
        with self.world:
            self.write_config()
            until = time.monotonic() + 60 * self.minutes
            keepers = [Keeper(self, n) for n in range(self.daemons)]
            keepers += [Keeper(self, self.daemons + n, "worker") for n in range(self.workers)]
            threads = [threading.Thread(target=keeper.live, args=(until,)) for keeper in keepers]
            for thread in threads:
                thread.start()
            if self.on_server:
                self.kill_server(until)
            for thread in threads:
                thread.join()
            self.world.calm()
            calm = self.settle()
            found = self.account()
        found.counts["seconds until all was settled"] = round(calm)
        self.place.close()
        return found

    def kill_server(self, until: float) -> None:
        chance = random.Random(self.seed)
        while time.monotonic() < until - 5:
            time.sleep(chance.uniform(5, 12))
            self.place.kill()
            self.tally.add("kill -9 of the server")
            self.write_config()  # a server may come back under another address

    def settle(self) -> float:
        """One daemon in peace, and a worker if there are any, until nothing is left to do; how long that took."""
        (self.home / "clock").write_text("+0\n", encoding="utf-8")
        began = time.monotonic()
        processes = [Keeper(self, 99).start(None)]
        processes += [Keeper(self, 98, "worker").start(None)] if self.workers else []
        quiet_since, moved, least = None, began, float("inf")
        with Store(self.place.url) as store:
            while time.monotonic() < moved + CALM:  # as long as something moves: Slack takes one message a second
                time.sleep(0.5)
                left = len(self.unsettled(store))
                if left < least:
                    moved, least = time.monotonic(), left
                quiet_since = None if left else quiet_since or time.monotonic()
                if quiet_since and time.monotonic() > quiet_since + 4:
                    break
        for process in processes:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(60)
            if process.poll() is None:
                self.tally.add("SIGTERM without an end")
            kill_group(process)
        return time.monotonic() - began

    def unsettled(self, store: Store) -> list[Any]:
        titles = {row.title for row in rows(store, "SELECT title FROM item")}
        unread: list[Any] = [title for title in self.world.published if title not in titles]
        return (
            unread
            + rows(store, "SELECT id FROM document WHERE state = 'new'")
            + rows(store, "SELECT id FROM delivery WHERE state NOT IN ('sent', 'failed')")
            + rows(store, "SELECT 1 FROM selection WHERE state = 'open' AND receiver NOT IN ('quiet', 'daily')")
        )

    def account(self) -> Account:
        posts = [post for channel in CHANNELS for post in self.world.slack.messages(channel)]
        mails = [str(received.message["Message-ID"]) for received in self.world.smtp.received]
        with Store(self.place.url) as store:
            return account(store, self.world.published, posts, mails, self.home / "out")


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """The process and the readers that it started, which have its session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def report(run: Run, found: Account) -> None:
    kills = run.home / "kills.txt"
    at = Counter(kills.read_text(encoding="utf-8").splitlines()) if kills.exists() else Counter()
    total = sum(count for event, count in run.tally.events.items() if event.startswith("kill -9 at"))
    crew = f"{run.daemons} daemons" + (f" and {run.workers} workers" if run.workers else "")
    print(f"{run.minutes:g} minutes, {crew}, {type(run.place).__name__}, seed {run.seed}")
    print(f"kills of daemons: {total}, {len(at)} commit points of {2 * len(run.points)}")
    for event, count in sorted(run.tally.events.items()):
        print(f"  {count:5} {event}")
    for point, count in sorted(at.items()):
        print(f"  {count:5} {point}")
    print("faults: " + ", ".join(f"{count} {name}" for name, count in run.world.faults.items()))
    print("account:")
    for name, count in found.counts.items():
        print(f"  {count:5} {name}")
    for sentence in found.wrong:
        print(f"  WRONG: {sentence}")
    print("every promise was kept" if not found.wrong else f"{len(found.wrong)} promises were broken")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--long", action="store_true", help="an hour")
    parser.add_argument("--daemons", type=int, default=2)
    parser.add_argument("--database", choices=sorted(KINDS), default="sqlite")
    parser.add_argument("--workers", type=int, default=0, help="so many workers beside the daemons, on a server")
    parser.add_argument("--clock", action="store_true", help="jumps of the clock that the program reads, by a day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the folder, and print its name")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        run = Run(Path(folder), arguments)
        found = run.perform()
        report(run, found)
        if arguments.keep or found.wrong:
            kept = Path(tempfile.mkdtemp(prefix="chaos-kept-"))
            subprocess.run(["cp", "-r", f"{folder}/.", str(kept)], check=True)
            print(f"kept in {kept}")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
