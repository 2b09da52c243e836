"""Findings that wait for long under a silence that looks at the text cost each tick a few statements, not one each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, Engine, event
from test_pipeline import DAY, Shelf, engine, letter, office

from tracker import watches
from tracker.pipeline import fetch, process
from tracker.store.store import Store
from tracker.telling import held
from tracker.telling.held import HeldStories
from tracker.telling.office import Office, tell
from tracker.watches.silences import SilenceRule

WAITING = 24


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of any database meanwhile."""
    asked: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *_: object) -> None:
        asked.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def waiting(store: Store, silenced: str) -> Office:
    """Findings that wait for a digest of the evening, under a silence of what says so."""
    letters = [letter(f"Boats landed {100 + 7 * n} tonnes.", 28 - n, f"{n:02}") for n in range(WAITING)]
    made = engine(store, Shelf("Quay News", tuple(letters)))
    fetch(made, due_only=False)
    assert process(made).selected == WAITING
    rule = SilenceRule(date(2027, 1, 1), "the fleet is on strike", when={"text": silenced})
    silencer = watches.Silencer(watches.compile_silences([rule])[0])
    desk = replace(office(store, DAY, digest={"at": "23:00"}), silencer=silencer)
    tell(desk)  # the slot before counts as done
    return desk


def of_stories(asked: list[str]) -> int:
    return sum("FROM item" in each and "item.text" in each for each in asked)


def test_stories_of_held_findings_are_read_together(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = waiting(store, "salmon")
    with statements() as asked:
        assert tell(desk) == ()
    assert of_stories(asked) == 1
    monkeypatch.setattr(held, "AT_ONCE", 10)
    with statements() as fewer:
        assert tell(desk) == ()
    assert of_stories(fewer) == 3
    assert len(store.open_selections("desk")) == WAITING


def test_what_a_silence_covers_is_suppressed_and_the_rest_waits(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "AT_ONCE", 4)
    desk = waiting(store, '"landed 107" OR "landed 254"')
    assert len(store.open_selections("desk")) == WAITING - 2
    assert len(store.suppressed("desk")) == 2
    assert [len(one.digest.finding_ids) for one in tell(replace(desk, now=lambda: DAY + timedelta(days=1)))] == [22]


def test_of_a_story_that_is_not_stored_the_evidence_is_looked_at(store: Store) -> None:
    waiting(store, "salmon")
    found = store.open_selections("desk")[0].finding
    stories = HeldStories(store, store.open_selections("desk"))
    assert "Boats landed 261 tonnes." in stories(found)[0]
    elsewhere = replace(found, origin=replace(found.origin, item_id="item_none"))
    assert stories(elsewhere) == (found.evidence, "en")
