"""Two daemons on one database: every finding is told once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from servers.slack import Channel, SlackServer

from tracker.model import DeliveryState
from tracker.store.store import Store

CONFIG = """\
database: {database}
sources:
  - {{name: letters, folder: inbox, every: 1s, baseline: false}}
watches:
  - {{name: everything, when: {{}}, to: [team, files]}}
receivers:
  - {{name: team, slack: C0123ABCD}}
  - {{name: files, file: out}}
slack: {{token: "${{TOKEN}}", api_url: "{slack}"}}
"""
FISH = ("cod", "herring", "mackerel", "haddock", "saithe", "halibut")
LETTER = """\
Norway caps the catch of {fish} in the Barents Sea

Norway's Ministry of Trade, Industry and Fisheries has issued a regulation that caps the catch of {fish} in the Barents
Sea for the year 2027. The regulation takes effect on 1 January 2027.
"""
PATIENCE = 60.0


@contextmanager
def daemons(home: Path, count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, "-m", "tracker", "run", "--config", str(home / "config.yaml")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    environment["TOKEN"] = "xoxb-loopback"
    logs = [(home / f"{number}.log").open("wb") for number in range(count)]
    running = [subprocess.Popen(command, cwd=home, stderr=log, stdout=log, env=environment) for log in logs]
    try:
        yield running
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process, log in zip(running, logs, strict=True):
            process.wait(PATIENCE)
            log.close()


def wait_for(condition: Callable[[], bool], home: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, [log.read_text(encoding="utf-8") for log in home.glob("*.log")]
        time.sleep(0.1)


def drop(home: Path, fish: str) -> None:
    path = home / "inbox" / f"{fish}.txt"
    path.write_text(LETTER.format(fish=fish), encoding="utf-8")
    os.utime(path, (time.time() - 60, time.time() - 60))


def times_told(fish: str, texts: list[str]) -> int:
    return sum(f"catch of {fish}" in text for text in texts)


def most_common(ids: Iterable[str]) -> int:
    """How often the commonest of them comes."""
    return Counter(ids).most_common(1)[0][1]


def test_two_daemons_on_one_database_tell_each_finding_once(database: str, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    with SlackServer() as slack:
        slack.add_channel(Channel("C0123ABCD", "policy"))
        (tmp_path / "config.yaml").write_text(CONFIG.format(database=database, slack=slack.url), encoding="utf-8")
        with daemons(tmp_path, 2), Store(database) as store:
            for fish in FISH:
                drop(tmp_path, fish)
                time.sleep(0.4)
            wait_for(lambda: store.status()["stored"]["policies"] == len(FISH), tmp_path)
            unsettled = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.AMBIGUOUS)
            wait_for(
                lambda: not store.receivers_waiting() and not any(store.deliveries_in(state) for state in unsettled),
                tmp_path,
            )
            time.sleep(6)  # another tick of each: what would be told again is told now
            digests = [store.digest(name) for name in store.digest_ids("team")]
        posts = slack.messages("C0123ABCD")
    files = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.txt")]
    assert [times_told(fish, files) for fish in FISH] == [1] * len(FISH)
    assert all(times_told(fish, [str(post) for post in posts]) for fish in FISH)
    assert most_common(post["metadata"]["event_payload"]["id"] for post in posts) == 1
    assert most_common(finding for digest in digests if digest for finding in digest.finding_ids) == 1
