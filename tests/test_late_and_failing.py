"""A digest that missed its time and rounds that keep failing are told to whoever keeps the program running."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import on
from test_pipeline import DAY, Shelf, engine, letter, office

from tracker.app import App
from tracker.cli.serving import Running
from tracker.errors import StoreError
from tracker.pipeline import fetch, process
from tracker.store.store import Store
from tracker.telling.late import late_notices
from tracker.telling.office import tell

CONFIG = """\
sources: [{name: letters, folder: inbox}]
receivers: [{name: ops, file: out}]
ops: ops
"""


QUIET = {"quiet": {"from": "10:00", "to": "15:00"}}


@pytest.mark.parametrize(
    ("after", "more", "said"),
    [
        (timedelta(0), {}, []),
        (timedelta(hours=1), {}, []),
        (timedelta(hours=5), {}, ["The digest of 2026-03-03 11:00 for desk missed its time and went out 5 h"]),
        (
            timedelta(hours=49, minutes=5),
            {},
            ["The digest of 2026-03-05 11:00 for desk missed its time and went out 1"],
        ),
        (timedelta(hours=5), QUIET, []),  # held, as it was meant to be
    ],
    ids=["in time", "soon", "late", "days later the last one counts", "held by quiet hours"],
)
def test_a_digest_that_missed_its_time_is_told(
    store: Store, after: timedelta, more: dict[str, object], said: list[str]
) -> None:
    settings = {"digest": {"at": "11:00"}, **more}
    tell(office(store, DAY, **settings))  # the slot before counts as done
    made = engine(store, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)))
    fetch(made, due_only=False)
    process(made)
    due = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)  # eleven in Oslo
    late = office(store, due + after, **settings)
    notices = [notice.sentence for notice in late_notices(late, tell(late))]
    assert len(notices) == len(said)
    assert all(notice.startswith(start) for notice, start in zip(notices, said, strict=True))


@pytest.fixture
def running(tmp_path: Path, database: str) -> Running:
    (tmp_path / "inbox").mkdir()
    path = tmp_path / "config.yaml"
    path.write_text(on(database, CONFIG), encoding="utf-8")
    return Running(App(path, environ={}, now=lambda: DAY), path)


def told(running: Running) -> list[str]:
    store = running.app.store
    digests = [store.digest(name) for name in reversed(store.digest_ids("ops"))]
    return [digest.headline for digest in digests if digest]


def rounds(running: Running, take_in: Callable[..., object], count: int) -> None:
    running.app.__dict__["take_in"] = take_in
    for _ in range(count):
        try:
            running.take_in()
        except (StoreError, ZeroDivisionError):
            continue


def test_rounds_that_keep_failing_are_told_once_and_so_is_their_end(running: Running) -> None:
    working = running.app.take_in

    def full(**_: object) -> None:
        raise StoreError("The disk is full: make space.")

    rounds(running, full, 2)
    rounds(running, working, 1)
    assert told(running) == []  # twice is no news
    rounds(running, full, 5)
    sentence = (
        "Reading the sources has failed 3 times in a row since 2026-03-02 09:00 UTC: The disk is full: make space."
    )
    assert told(running) == [sentence]
    rounds(running, working, 2)
    assert told(running)[1:] == ["Reading the sources works again, after 5 failures since 2026-03-02 09:00 UTC."]
    running.app.close()


def test_what_cannot_be_told_while_nothing_can_be_stored_is_told_afterwards(running: Running) -> None:
    working, tell_ops = running.app.take_in, running.app.tell_ops

    def breaks(**_: object) -> None:
        raise ZeroDivisionError("a bug of ours")

    def cannot(sentence: str) -> None:
        raise StoreError("The disk is full: make space.")

    running.app.__dict__["tell_ops"] = cannot
    rounds(running, breaks, 4)
    assert told(running) == []
    running.app.__dict__["tell_ops"] = tell_ops
    rounds(running, working, 1)
    assert [each.partition(" since ")[0] for each in told(running)] == [
        "Reading the sources has failed 3 times in a row",
        "Reading the sources works again, after 4 failures",
    ]
    running.app.close()
