"""Comparing everything again: under the same rules the same findings, under others the difference; nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from databases import Databases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pipeline import DAY, Herring, Shelf, engine, letter

from tracker import reading
from tracker.history.correcting import merge, split
from tracker.model import Document, Pin
from tracker.pipeline import fetch, process, silent
from tracker.rules.replaying import Replay, Today, replay
from tracker.store.store import Store

START = date(2026, 1, 1)


def pass_over(store: Store, *documents: Document, extractor: Herring | None = None) -> None:
    made = engine(store, Shelf("Quay News", documents), extractor=extractor)
    fetch(made, due_only=False)
    assert not process(made).failed


def today(store: Store, since: date = START, extractor: Herring | None = None, pins: tuple[Pin, ...] = ()) -> Replay:
    return replay(store, Today(extractor or Herring(), reading.read, pins, DAY), since, silent)


def seen(done: Replay) -> list[tuple[str, object, object]]:
    return [
        (
            each.sign,
            each.stored and (each.stored.kind.value, each.stored.old, each.stored.new),
            each.today and (each.today.kind.value, each.today.old, each.today.new),
        )
        for each in done.differences
    ]


LETTERS = tuple(letter(f"Boats landed {tonnes} tonnes.", 1 + 7 * week) for week, tonnes in enumerate((120, 150, 190)))


def test_under_the_same_rules_nothing_differs(store: Store) -> None:
    pass_over(store, *LETTERS)
    done = today(store)
    assert (done.documents, done.same, done.differences) == (3, 3, ())


def test_documents_are_compared_in_the_order_in_which_they_were(store: Store) -> None:
    pass_over(store, LETTERS[0], LETTERS[2])
    pass_over(store, LETTERS[1])  # told late: it took its place and raised no change
    assert today(store).differences == ()


def test_another_extraction_shows_what_is_gone_new_and_otherwise(store: Store) -> None:
    pass_over(store, *LETTERS)

    class Fewer(Herring):
        def extract(self, item):  # type: ignore[no-untyped-def]
            found = super().extract(item)
            return replace(found, metrics=tuple(each for each in found.metrics if each.value != 150.0))

    assert seen(today(store, extractor=Fewer())) == [
        ("-", ("metric.changed", 120.0, 150.0), None),
        ("~", ("metric.changed", 150.0, 190.0), ("metric.changed", 120.0, 190.0)),
    ]
    with Store(store._connections.url.render_as_string(hide_password=False)) as other:
        assert seen(today(other, since=date(2026, 3, 15), extractor=Fewer())) == [
            ("~", ("metric.changed", 150.0, 190.0), ("metric.changed", 120.0, 190.0)),
        ]


def test_what_is_found_only_today_is_new(store: Store) -> None:
    class Blind(Herring):
        def landings(self, text):  # type: ignore[no-untyped-def]
            return iter(())

    pass_over(store, LETTERS[0], extractor=Blind())
    assert seen(today(store)) == [("+", None, ("metric.new", None, 120.0))]


def test_nothing_is_written_or_told(store: Store) -> None:
    pass_over(store, *LETTERS)
    before = (store.status(), list(store.export()), store.open_selections("desk"))
    today(store, pins=(Pin("Herring", subject=("herring",)),))
    assert (store.status(), list(store.export()), store.open_selections("desk")) == before


def test_what_people_decided_is_obeyed_and_not_told_as_a_difference(store: Store) -> None:
    pass_over(store, *LETTERS)
    (whole,) = store.catalogue.find_targets("herring")
    odd = store.mentions_of_target(whole.id)[1]
    done = split(store, whole.id, [odd.mention_id], None, DAY)
    assert today(store).differences == ()
    merge(store, whole.id, str(done.decision.details["into"]), DAY)
    assert today(store).differences == ()


def test_stories_are_compared_where_the_bytes_of_letters_are_gone(store: Store) -> None:
    pass_over(store, *LETTERS)
    store.upkeep.tidy(letters_before=datetime(2027, 1, 1, tzinfo=UTC), messages_before=None)
    done = today(store)
    assert (done.unread, done.same, done.differences) == (3, 3, ())


@given(
    tonnes=st.lists(st.integers(100, 999), min_size=1, max_size=6),
    data=st.data(),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_letters_came_a_replay_finds_the_same(
    tmp_path_factory: pytest.TempPathFactory, databases: Databases, tonnes: list[int], data: st.DataObject
) -> None:
    letters: Sequence[Document] = data.draw(
        st.permutations([letter(f"Boats landed {each} tonnes.", 1 + 4 * at) for at, each in enumerate(tonnes)])
    )
    cut = data.draw(st.integers(0, len(letters)))
    with Store(databases.new(tmp_path_factory.mktemp("replay"))) as store:
        for some in (letters[:cut], letters[cut:]):
            pass_over(store, *some)
        assert today(store).differences == ()
        assert today(store) == today(store)
