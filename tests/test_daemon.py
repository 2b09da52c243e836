"""The daemon as a real process: it takes in what arrives, obeys its signals, and does nothing twice after a kill."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from databases import on

CONFIG = """\
database: sqlite:///tracker.db
sources:
  - name: letters
    folder: inbox
    baseline: false
    every: 1s
watches:
  - name: everything
    when: {{}}
    to: [files]
receivers:
  - name: files
    file: {out}
  - name: keeper
    file: notices
ops: keeper
"""
LETTER = """\
Norway caps the catch of cod in the Barents Sea

Norway's Ministry of Trade, Industry and Fisheries has issued a regulation that caps the catch of cod in the Barents Sea
for the year 2027. The regulation takes effect on 1 January 2027.
"""
PATIENCE = 30.0


class Daemon:
    """`tracker run` in a folder of its own; its log lines are read from a file."""

    def __init__(self, home: Path, config: str) -> None:
        self.home = home
        (home / "config.yaml").write_text(config, encoding="utf-8")
        self.log = home / "log.jsonl"
        self.start()

    def start(self) -> None:
        config = ["--config", str(self.home / "config.yaml")]
        command = [sys.executable, "-m", "tracker", "run", "--http", "127.0.0.1:0", *config]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log, stdout=log, cwd=self.home, env=clean_environment())
        self.wait_for(lambda: "daemon.started" in self.events())

    def events(self) -> list[str]:
        return [record["event"] for record in self.records()]

    def records(self) -> list[dict[str, object]]:
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def wait_for(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            assert time.monotonic() < end, self.log.read_text(encoding="utf-8")
            time.sleep(0.05)

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)


def clean_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("COV", "PYTEST"))}


@pytest.fixture
def daemon(tmp_path: Path, database: str) -> Iterator[Daemon]:
    (tmp_path / "inbox").mkdir()
    running = Daemon(tmp_path, on(database, CONFIG.format(out="out")))
    yield running
    running.end()


def drop(daemon: Daemon, name: str, text: str = LETTER) -> None:
    """Put a letter into the inbox, old enough to be taken for complete."""
    path = daemon.home / "inbox" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - 60, time.time() - 60))


def digests(daemon: Daemon, folder: str = "out") -> list[Path]:
    return sorted((daemon.home / folder).glob("*.txt"))


def test_a_letter_that_arrives_is_told_and_sigterm_ends_cleanly(daemon: Daemon) -> None:
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: len(digests(daemon)) == 1)
    assert "caps the catch of cod" in digests(daemon)[0].read_text(encoding="utf-8")
    daemon.signal(signal.SIGTERM)
    assert daemon.process.wait(PATIENCE) == 0
    assert daemon.events()[-1] == "daemon.stopped"


def test_after_a_kill_nothing_is_told_twice_and_what_came_meanwhile_is_told(daemon: Daemon) -> None:
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: len(digests(daemon)) == 1)
    daemon.signal(signal.SIGKILL)
    daemon.process.wait(PATIENCE)
    drop(daemon, "herring.txt", LETTER.replace("cod", "herring").replace("Barents", "Norwegian"))
    daemon.start()
    daemon.wait_for(lambda: len(digests(daemon)) == 2)
    second = digests(daemon)[1].read_text(encoding="utf-8")
    assert "catch of herring" in second
    assert "catch of cod" not in second


def test_edited_rules_are_taken_over_without_a_signal(daemon: Daemon, database: str) -> None:
    """An edit of an included file counts, a broken one is refused and told to ops, and nothing is told again."""
    rules = daemon.home / "rules.yaml"
    rules.write_text("watches: []\n", encoding="utf-8")
    config = daemon.home / "config.yaml"
    config.write_text("include: rules.yaml\n" + on(database, CONFIG.format(out="out")), encoding="utf-8")
    daemon.wait_for(lambda: daemon.events().count("config.reloaded") == 1)
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: len(digests(daemon)) == 1)
    rules.write_text("watches:\n  - name: fish\n    when: {text: cod AND}\n    to: files\n", encoding="utf-8")
    daemon.wait_for(lambda: len(digests(daemon, "notices")) == 1)
    told = digests(daemon, "notices")[0].read_text(encoding="utf-8").replace("\n", "")
    assert "rules.yaml:3:25: a word is missing after AND" in told
    rules.write_text("watches:\n  - name: fish\n    when: {text: cod}\n    to: files\n", encoding="utf-8")
    daemon.wait_for(lambda: daemon.events().count("config.reloaded") == 2)
    changes = [record["changes"] for record in daemon.records() if record["event"] == "config.reloaded"]
    assert changes[1] == ["watch fish: added"]
    drop(daemon, "herring.txt", LETTER.replace("cod", "herring").replace("Barents", "Norwegian"))
    daemon.wait_for(lambda: len(digests(daemon)) == 2)
    assert "catch of cod" not in digests(daemon)[1].read_text(encoding="utf-8")


def test_sighup_with_a_bad_file_keeps_the_old_and_with_a_good_one_takes_it(daemon: Daemon, database: str) -> None:
    config = daemon.home / "config.yaml"
    config.write_text(on(database, CONFIG.format(out="out")).replace("receivers:", "recievers:"), encoding="utf-8")
    daemon.signal(signal.SIGHUP)
    daemon.wait_for(lambda: "config.refused" in daemon.events())
    faults = [str(record["fault"]) for record in daemon.records() if record["event"] == "config.refused"]
    assert any("`receivers`" in fault for fault in faults)
    daemon.wait_for(lambda: len(digests(daemon, "notices")) == 1)
    assert "The configuration was not taken over" in digests(daemon, "notices")[0].read_text(encoding="utf-8")
    config.write_text(on(database, CONFIG.format(out="elsewhere")), encoding="utf-8")
    daemon.signal(signal.SIGHUP)
    daemon.wait_for(lambda: "config.reloaded" in daemon.events())
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: len(digests(daemon, "elsewhere")) == 1)
    assert digests(daemon) == []


def test_who_watches_is_told_that_it_is_ready_and_what_it_counts(daemon: Daemon) -> None:
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: len(digests(daemon)) == 1)
    (place,) = [str(record["place"]) for record in daemon.records() if record["event"] == "health.listening"]
    daemon.wait_for(lambda: "delivery.sent" in daemon.events())
    with urlopen(f"http://{place}/-/ready", timeout=PATIENCE) as answer:
        assert (answer.status, "✗" in answer.read().decode()) == (200, False)
    with urlopen(f"http://{place}/metrics", timeout=PATIENCE) as answer:
        assert 'tracker_deliveries{receiver="files",state="sent"} 1.0' in answer.read().decode()


@pytest.mark.only_on("sqlite", "a file of our process is kept from growing; a server's disk is its own affair")
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux lets files of another process stop growing")
def test_a_full_disk_is_said_and_when_there_is_room_again_nothing_is_lost(daemon: Daemon) -> None:
    """The write-ahead log may not grow any more, as on a disk without room; then it may again."""
    log = daemon.home / "tracker.db-wal"
    daemon.wait_for(log.exists)
    forever = resource.RLIM_INFINITY
    resource.prlimit(daemon.process.pid, resource.RLIMIT_FSIZE, (log.stat().st_size + 4096, forever))
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: "chore.failed" in daemon.events())
    assert digests(daemon) == []
    resource.prlimit(daemon.process.pid, resource.RLIMIT_FSIZE, (forever, forever))
    daemon.wait_for(lambda: len(digests(daemon)) == 1)


def test_each_line_of_the_log_names_its_round_and_what_it_is_about(daemon: Daemon) -> None:
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: "delivery.sent" in daemon.events())
    keys = {str(record["event"]): set(record) for record in daemon.records()}
    assert keys["intake.done"] >= {"run", "documents", "findings"}
    assert keys["finding.told"] >= {"run", "receiver", "digest", "finding", "item", "source", "watches"}
    assert keys["delivery.sent"] >= {"run", "delivery"}
