"""A long queue of documents is compared in the same order whatever room there is, and holds no more than that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from test_pipeline import Shelf, engine, findings, letter

from tracker import pipeline, reading
from tracker.history import lineup
from tracker.history.lineup import line_up
from tracker.model import Document, Reading
from tracker.pipeline import fetch, never, process
from tracker.store.records import DocumentState
from tracker.store.store import Store

DATED = tuple(letter(f"Boats landed {100 + 7 * number} tonnes.", 28 - number, f"{number:02}") for number in range(24))
LETTERS = tuple(
    replace(each, published=None, content=f"Quay News\n{28 - number} March 2026\n\n".encode() + each.content)
    for number, each in enumerate(DATED)
)
"""They say in their text alone when they were published."""


def undisturbed(document: Document, error: Exception) -> None:
    raise AssertionError(f"{document.name}: {error}")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Four documents are fetched at a time, and there is room for three until their turn."""
    monkeypatch.setattr(lineup, "AT_ONCE", 4)
    room = 3 * (len(LETTERS[0].content) + len(reading.read(LETTERS[0]).text))
    monkeypatch.setattr(pipeline, "line_up", partial(line_up, room=room))
    yield


def test_with_little_room_the_same_is_found_in_the_same_order(store: Store, small: None) -> None:
    read: list[str] = []

    def noted(document: Document) -> Reading:
        read.append(document.name)
        return reading.read(document)

    machine = replace(engine(store, Shelf("Quay News", LETTERS)), read=noted)
    fetch(machine, due_only=False)
    assert process(machine).items == len(LETTERS)
    tonnes = [float(100 + 7 * number) for number in reversed(range(24))]
    assert [new for _, _, new in findings(store)] == tonnes  # the oldest was stored last
    assert len(read) == 2 * len(LETTERS) - 3  # three were kept, the others read again at their turn


def test_what_came_with_its_day_is_read_at_its_turn_alone(store: Store, small: None) -> None:
    read: list[str] = []

    def noted(document: Document) -> Reading:
        read.append(document.name)
        return reading.read(document)

    machine = replace(engine(store, Shelf("Quay News", DATED)), read=noted)
    fetch(machine, due_only=False)
    assert process(machine).items == len(DATED)
    assert [new for _, _, new in findings(store)] == [float(100 + 7 * number) for number in reversed(range(24))]
    assert read == [f"{number:02}" for number in reversed(range(24))]


def test_no_more_is_held_than_there_is_room_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineup, "AT_ONCE", 4)
    machine = engine(store, Shelf("Quay News", LETTERS))
    fetch(machine, due_only=False)
    lined = line_up(store, reading.read, undisturbed, never, room=0)
    assert (len(lined.places), lined.kept) == (24, {})
    turns = [(document.name, found) for document, found in lined.turns(store)]
    assert turns == [(f"{number:02}", None) for number in reversed(range(24))]
    whole = line_up(store, reading.read, undisturbed, never)
    assert len(whole.kept) == 24
    assert all(found for _, found in whole.turns(store))
    assert whole.kept == {}  # each is let go of at its turn


def test_a_letter_on_which_reading_breaks_stops_no_other_and_is_put_aside(store: Store) -> None:
    def breaks(document: Document) -> Reading:
        if document.name == "05":
            raise ZeroDivisionError("a bug of ours")
        return reading.read(document)

    machine = replace(engine(store, Shelf("Quay News", LETTERS)), read=breaks)
    fetch(machine, due_only=False)
    tally = process(machine)
    assert (tally.items, tally.failed) == (23, 1)
    assert tally.errors == ("Quay News: 05 could not be processed: ZeroDivisionError: a bug of ours",)
    assert process(machine).notices == ()
    (notice,) = process(machine).notices
    assert notice.sentence.startswith(
        "Quay News: 05 was put aside after several tries: ZeroDivisionError: a bug of ours."
    )
    assert [each.name for each in store.documents_in(DocumentState.QUARANTINED)] == ["05"]


def test_what_a_pass_leaves_when_it_is_enough_the_next_one_does(store: Store, small: None) -> None:
    machine = engine(store, Shelf("Quay News", LETTERS))
    fetch(machine, due_only=False)
    asked = iter([False] * 30 + [True] * 3)
    assert process(replace(machine, enough=lambda: next(asked))).items == 7  # all were lined up, and seven compared
    assert len(store.pending_ids()) == 17
    assert process(machine).items == 17
    assert len(findings(store)) == 24


def test_sources_whose_turn_has_not_come_are_left_to_the_next_pass(store: Store) -> None:
    shelves = [
        Shelf(f"Quay {number}", (letter("Boats landed 120 tonnes.", 1, source=f"Quay {number}"),))
        for number in range(30)
    ]
    machine = engine(store, *shelves)
    looks = iter([False] * 5 + [True] * 25)
    assert fetch(replace(machine, enough=lambda: next(looks)), due_only=False).documents == 5
    assert fetch(machine, due_only=False).documents == 25
