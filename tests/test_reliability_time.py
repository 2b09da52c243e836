"""What is promised of time: slots are rows, APScheduler only ticks, a day has one digest, nothing that hangs delays."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from apscheduler.jobstores.memory import MemoryJobStore

from tracker import daemon
from tracker.digests.slots import NAMES, latest_slot, next_slot, slot_instant

BEGIN, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTER = """\
Norway caps the catch of cod in the Barents Sea

Norway's Ministry of Trade, Industry and Fisheries has issued a regulation that caps the catch of cod in the Barents Sea
for the year 2027. The regulation takes effect on 1 January 2027.
"""
FEEDS = 50
PATIENCE = 90.0


def test_the_scheduler_only_ticks_and_keeps_its_jobs_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept anywhere else would be unpickled, and shared with nobody."""
    monkeypatch.chdir(tmp_path)
    chores = daemon.Chores(lambda: None, lambda: None, lambda: None, lambda: None)
    scheduler = daemon.make_scheduler(chores, datetime.now(UTC) + DAY, daemon.Rhythm())
    scheduler.start(paused=True)
    try:
        assert [type(store) for store in scheduler._jobstores.values()] == [MemoryJobStore]
        assert sorted(job.id for job in scheduler.get_jobs()) == ["look", "send_out", "take_in"]
        assert len({job.executor for job in scheduler.get_jobs()}) == 3
        assert list(tmp_path.iterdir()) == []
    finally:
        scheduler.shutdown()


# ---------------------------------------------------------------- daylight saving


def changes(zone: ZoneInfo) -> tuple[tuple[datetime, timedelta], ...]:
    """When the zone's clocks change from 2024 to 2030, to the hour, and what they are ahead of UTC from then on."""
    found, moment = [], BEGIN
    while moment < END:
        if moment.astimezone(zone).utcoffset() != (moment + DAY).astimezone(zone).utcoffset():
            hours = (moment + HOUR * number for number in range(25))
            before = moment.astimezone(zone).utcoffset()
            change = next(hour for hour in hours if hour.astimezone(zone).utcoffset() != before)
            found.append((change, change.astimezone(zone).utcoffset() or timedelta()))
        moment += DAY
    return tuple(found)


def zones_that_change() -> dict[str, tuple[datetime, ...]]:
    """One zone of each kind there is, by name, with its changes: many names are the same clock."""
    kinds: dict[Any, tuple[str, tuple[datetime, ...]]] = {}
    for name in sorted(available_timezones() - {"localtime"}):
        zone = ZoneInfo(name)
        found = changes(zone)
        if found:
            kinds.setdefault((BEGIN.astimezone(zone).utcoffset(), found), (name, tuple(at for at, _ in found)))
    return dict(kinds.values())


@pytest.mark.parametrize(
    ("slot", "instant"),
    [
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # comes twice: the first counts
        ("2026-03-29T02:30", "2026-03-29T01:30"),  # is skipped: as long after midnight as on other days
        ("2026-03-29T03:30", "2026-03-29T01:30"),
        ("2026-10-25T03:30", "2026-10-25T02:30"),
    ],
)
def test_a_time_that_a_change_of_the_clocks_doubles_or_skips_has_one_instant(slot: str, instant: str) -> None:
    assert slot_instant(slot, ZoneInfo("Europe/Brussels")) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_every_zone_has_exactly_one_digest_a_day_over_every_change_of_the_clocks_from_2024_to_2030() -> None:
    """At times that the clocks skip, that come twice, and at others; a look just before and just after each is due."""
    zones = zones_that_change()
    assert {"Europe/Brussels", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"} & set(zones)
    assert len(zones) > 20
    for name, moments in zones.items():
        zone = ZoneInfo(name)
        for change in moments:
            for wall in (clock_time(0), clock_time(1, 30), clock_time(2, 30), clock_time(3), clock_time(8, 30)):
                assert days_told(zone, wall, change) == days_between(zone, wall, change), (name, change, wall)


def days_told(zone: ZoneInfo, wall: clock_time, change: datetime) -> list[str]:
    """The local days of the slots that come due in the two days before and after a change, as they come due."""
    moment, days = change - 2 * DAY, []
    while (slot := next_slot(wall, NAMES, zone, moment)) is not None:
        moment = slot_instant(slot, zone)
        if moment > change + 2 * DAY:
            break
        assert latest_slot(wall, NAMES, zone, moment) == slot
        assert latest_slot(wall, NAMES, zone, moment - timedelta(seconds=1)) != slot
        days.append(slot[:10])
    return days


def days_between(zone: ZoneInfo, wall: clock_time, change: datetime) -> list[str]:
    """The same by the calendar alone: each local day whose time lies in between."""
    first = (change - 4 * DAY).date()
    slots = [f"{first + timedelta(days=number)}T{wall:%H:%M}" for number in range(9)]
    return [slot[:10] for slot in slots if change - 2 * DAY < slot_instant(slot, zone) <= change + 2 * DAY]


# ---------------------------------------------------------------- what hangs


class Silence:
    """A place on every address of this machine that takes connections, and never answers on one."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        self.taken: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.taken.append(connection)

    def left_alone(self) -> int:
        """On how many connections somebody still waits for an answer."""
        return sum(waits_on(one) for one in self.taken)

    def close(self) -> None:
        for one in (self.listener, *self.taken):
            one.close()


def waits_on(connection: socket.socket) -> bool:
    """Whether the other side has not hung up: what it sent first is its request."""
    connection.setblocking(False)
    with suppress(BlockingIOError):
        while connection.recv(65_536):
            pass
        return False
    return True


@contextmanager
def silence() -> Iterator[Silence]:
    made = Silence()
    yield made
    made.close()


def config(port: int, database: str, **receiver: object) -> str:
    places = [f"127.0.0.{number}:{port}" for number in range(1, FEEDS + 1) if port]
    told = {
        "database": database,
        "timezone": "UTC",
        "sources": [
            {"name": "letters", "folder": "inbox", "baseline": False},
            *({"name": f"feed {place}", "feed": f"http://{place}/"} for place in places),
        ],
        "http": {"allow": places, "timeout": "5m"},
        "watches": [{"name": "everything", "to": ["files"]}],
        "receivers": [{"name": "files", "file": "out", **receiver}],
    }
    return json.dumps(told)  # JSON is YAML


def test_fifty_hanging_feeds_delay_no_digest(tmp_path: Path, database: str) -> None:
    """A digest comes due while they hang, and is there before anybody has given up on one of them."""
    (tmp_path / "inbox").mkdir()
    letter = tmp_path / "inbox" / "cod.txt"
    letter.write_text(LETTER, encoding="utf-8")
    os.utime(letter, (time.time() - 60,) * 2)
    command = [sys.executable, "-m", "tracker", "run", "--config"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("COV", "PYTEST"))}
    with silence() as server, (tmp_path / "log").open("wb") as log:
        (tmp_path / "now.yaml").write_text(config(server.port, database), encoding="utf-8")
        later = {"at": f"{datetime.now(UTC) + 2 * HOUR:%H:%M}"}
        (tmp_path / "later.yaml").write_text(config(0, database, digest=later), encoding="utf-8")
        (tmp_path / "inbox").rename(tmp_path / "away")  # the daemon itself is to find nothing
        process = subprocess.Popen([*command, "now.yaml"], cwd=tmp_path, env=environment, stdout=log, stderr=log)

        def wait_for(condition: Callable[[], object]) -> None:
            end = time.monotonic() + PATIENCE
            while not condition():
                assert process.poll() is None and time.monotonic() < end, (tmp_path / "log").read_text("utf-8")
                time.sleep(0.05)

        try:
            wait_for(lambda: server.taken)
            (tmp_path / "away").rename(tmp_path / "inbox")
            # Another process compares the letter and leaves it to the daemon to tell it.
            subprocess.run([*command, "later.yaml", "--once"], cwd=tmp_path, env=environment, check=True)
            wait_for(lambda: list(tmp_path.glob("out/*.txt")))
            assert server.left_alone() == len(server.taken) > 0
        finally:
            process.kill()
            process.wait(PATIENCE)
