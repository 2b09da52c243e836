"""Who watches the daemon learns what is true: healthy, ready, metrics; and a clock that is moved stops nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tracker import daemon
from tracker.cli.logs import JsonFormatter, TextFormatter, bound
from tracker.errors import StoreError, UsageError
from tracker.operating.health import MOST_AGE, PATIENCE, Pulse, healthy, readiness
from tracker.operating.listening import Answer, Listener, is_loopback, parse, told
from tracker.operating.metrics import exposition

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
STATUS: dict[str, Any] = {
    "sources": [
        {"name": "letters", "documents": {"done": 3, "new": 1}, "failures": 2, "last_success": NOW.isoformat()},
        {"name": 'odd "name"', "documents": {}, "failures": None, "last_success": None},
    ],
    "stored": {"items": 7, "policies": 2},
    "receivers": [{"name": "desk", "findings": {"open": 1, "told": 4}, "deliveries": {"sent": 5}}],
    "refusing": {"desk": 1},
    "outbox_age": 12.5,
    "database_bytes": 4096,
}


class Steady:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def steady() -> Steady:
    return Steady()


# ---------------------------------------------------------------- what is decided


def test_a_chore_that_does_not_come_to_an_end_is_stuck_and_one_that_fails_is_not(steady: Steady) -> None:
    pulse = Pulse(steady)
    with pytest.raises(ZeroDivisionError), pulse.round("send_out"):
        steady.seconds += 3
        raise ZeroDivisionError
    assert (pulse.beats["send_out"].rounds, pulse.beats["send_out"].failures, pulse.stuck()) == (1, 1, {})
    steady.seconds += PATIENCE["send_out"] + 1
    assert set(pulse.stuck()) == {"send_out"}
    assert [one.name for one in healthy(pulse) if not one.holds] == ["send_out"]
    with pulse.round("send_out"):
        pass
    assert pulse.stuck() == {}


@pytest.mark.parametrize(
    ("migrated", "oldest", "missing"),
    [
        (True, None, []),
        (True, NOW - MOST_AGE, []),  # just as old as it may be
        (True, NOW - MOST_AGE - timedelta(seconds=1), ["outbox"]),
        (False, None, ["migrated"]),
    ],
)
def test_ready_is_migrated_and_ticking_and_nothing_waits_too_long(
    steady: Steady, migrated: bool, oldest: datetime | None, missing: list[str]
) -> None:
    conditions = readiness(Pulse(steady), migrated, oldest, NOW)
    assert [one.name for one in conditions if not one.holds] == missing
    assert told(conditions).status == (503 if missing else 200)


# ---------------------------------------------------------------- what is answered


@pytest.fixture
def listener() -> Iterator[Listener]:
    def breaks() -> Answer:
        raise KeyError("a bug, and xoxb-secret")

    pages = {"/-/healthy": lambda: Answer(200, b"fine\n"), "/-/ready": lambda: Answer(503, b"no\n"), "/metrics": breaks}
    opened = Listener("127.0.0.1:0", pages)
    opened.start()
    yield opened
    opened.stop()


def ask(listener: Listener, path: str) -> tuple[int, str]:
    try:
        with urlopen(f"http://{listener.place}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_each_path_has_its_answer_and_a_fault_of_ours_is_an_answer_too(listener: Listener) -> None:
    assert ask(listener, "/-/healthy") == (200, "fine\n")
    assert ask(listener, "/-/ready?verbose=1") == (503, "no\n")
    assert ask(listener, "/")[0] == 404
    status, body = ask(listener, "/metrics")
    assert (status, "KeyError" in body, "xoxb" in body) == (503, True, False)


def test_nothing_but_get_is_answered(listener: Listener) -> None:
    with pytest.raises(HTTPError, match="501"):
        urlopen(f"http://{listener.place}/-/healthy", data=b"stop", timeout=10)


def test_a_port_that_is_taken_is_said(listener: Listener) -> None:
    with pytest.raises(UsageError, match="choose another port"):
        Listener(listener.place, {})


@pytest.mark.parametrize(
    ("place", "meant"),
    [
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("9464", ("127.0.0.1", 9464)),  # this machine alone, where nothing else is said
        (":9464", ("127.0.0.1", 9464)),
        ("[::1]:9464", ("::1", 9464)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
    ],
)
def test_a_place_to_listen_is_read(place: str, meant: tuple[str, int]) -> None:
    assert parse(place) == meant
    assert is_loopback(meant[0]) is (meant[0] != "0.0.0.0")


@pytest.mark.parametrize("place", ["", "host", "127.0.0.1:", "127.0.0.1:99999", "::1:80", "a:٣"])
def test_what_is_no_place_to_listen_is_said(place: str) -> None:
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:9464"):
        parse(place)


def test_a_place_that_others_reach_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "tracker.operating.listening"):
        Listener("0.0.0.0:0", {})._server.server_close()
    assert [record.getMessage() for record in caplog.records] == ["health.open"]


def test_metrics_have_the_stores_numbers_and_the_chores_beats(steady: Steady) -> None:
    pulse = Pulse(steady)
    with pulse.round("take_in"):
        steady.seconds += 2.5
    lines = exposition(lambda: STATUS, pulse, "1.2.3").decode().splitlines()
    assert {
        'tracker_build_info{version="1.2.3"} 1.0',
        'tracker_rounds_total{chore="take_in"} 1.0',
        'tracker_rounds_seconds_total{chore="take_in"} 2.5',
        'tracker_documents{source="letters",state="new"} 1.0',
        'tracker_source_failures{source="odd \\"name\\""} 0.0',
        'tracker_selections{receiver="desk",state="told"} 4.0',
        'tracker_deliveries{receiver="desk",state="sent"} 5.0',
        'tracker_receiver_refuses{receiver="desk"} 1.0',
        "tracker_outbox_age_seconds 12.5",
        "tracker_database_bytes 4096.0",
    } <= set(lines)


# ---------------------------------------------------------------- what is logged


def test_every_line_of_a_block_names_what_it_is_about() -> None:
    record = logging.LogRecord("tracker", logging.INFO, "", 0, "delivery.sent", (), None)
    record.delivery = "del_1"
    with bound(run="run_7"), bound(source="letters"):
        assert '"run": "run_7", "source": "letters", "delivery": "del_1"' in JsonFormatter().format(record)
        assert TextFormatter().format(record).endswith("delivery.sent run=run_7 source=letters delivery=del_1")
    assert "run_7" not in JsonFormatter().format(record)


def test_what_is_bound_in_one_thread_is_not_in_another() -> None:
    seen: list[str] = []
    record = logging.LogRecord("tracker", logging.INFO, "", 0, "tick", (), None)
    with bound(run="run_7"):
        other = threading.Thread(target=lambda: seen.append(JsonFormatter().format(record)))
        other.start()
        other.join()
    assert "run_7" not in seen[0]


# ---------------------------------------------------------------- the clock


class Wall(Steady):
    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)


def test_a_clock_that_goes_as_it_should_was_not_moved(steady: Steady) -> None:
    wall = Wall()
    watch = daemon.Watch(wall.now, steady)
    for _ in range(100):
        steady.seconds += 1
        wall.seconds += 1.01  # it is kept right by small steps
        assert watch.moved() is None


@pytest.mark.parametrize("days", [1, -1, 365])
def test_a_clock_that_is_moved_is_noticed_once(steady: Steady, days: int) -> None:
    wall = Wall()
    watch = daemon.Watch(wall.now, steady)
    wall.seconds += days * 86_400
    assert watch.moved() == timedelta(days=days)
    assert watch.moved() is None


def test_after_the_clock_went_back_the_ticks_come_at_once() -> None:
    """APScheduler alone would wait for the day to come again."""
    done = threading.Event()
    moved: list[timedelta] = []
    wall = [datetime.now(UTC) + timedelta(days=1)]
    chores = daemon.Chores(done.set, lambda: None, lambda: None, lambda: None, moved.append)
    scheduler = daemon.make_scheduler(chores, wall[0], daemon.Rhythm())
    scheduler.start()
    watch = daemon.Watch(lambda: wall[0])
    wall[0] -= timedelta(days=1)
    assert not done.is_set()
    daemon.check_clock(watch, scheduler, chores)
    assert done.wait(20)
    scheduler.shutdown()
    assert [round(by.total_seconds()) for by in moved] == [-86_400]


def test_sources_that_hang_delay_no_digest() -> None:
    """Taking in does not come back before sending out has ticked three times."""
    ticks = threading.Semaphore(0)
    came_back = threading.Event()

    def hang() -> None:
        for _ in range(3):
            assert ticks.acquire(timeout=30)
        came_back.set()

    chores = daemon.Chores(hang, ticks.release, lambda: None, lambda: None)
    scheduler = daemon.make_scheduler(chores, datetime.now(UTC), daemon.Rhythm(0.05, 0.05, 0.05))
    scheduler.start()
    assert came_back.wait(60)
    scheduler.shutdown()


def test_what_surroundings_do_is_logged_as_their_sentence_and_a_bug_with_its_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full() -> None:
        raise StoreError("The disk is full: make space.")

    def bug() -> None:
        raise KeyError("x")

    with caplog.at_level(logging.ERROR, "tracker.daemon"):
        daemon.guarded("send_out", full)()
        daemon.guarded("send_out", bug)()
    told_of, traced = caplog.records
    assert (told_of.__dict__["reason"], told_of.exc_info) == ("The disk is full: make space.", None)
    assert traced.exc_info is not None
