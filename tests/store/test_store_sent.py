"""What was sent already: found again, changed in place, told once more, and nothing told twice by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from store_samples import NOON, delivery, digest, with_findings

from tracker.store.records import SelectionState
from tracker.store.store import Store


def test_the_latest_digests_are_found_by_time_and_slot(store: Store) -> None:
    one, two = with_findings(store, 1, 2)
    urgent = replace(digest(two, number=2), slot="now 2026-04-13T12:00:00 ab")
    store.add_digest(digest(one), [])
    store.add_digest(urgent, [])
    book = store.sent_book
    assert book.told_since("desk", NOON - timedelta(days=7)) == (urgent, digest(one))
    assert book.told_since("desk", NOON - timedelta(days=7), slots="now ") == (urgent,)
    assert book.told_since("desk", NOON - timedelta(days=7), limit=1) == (urgent,)
    assert book.told_since("desk", NOON + timedelta(days=1)) == ()
    assert book.told_since("nobody", NOON - timedelta(days=7)) == ()


def test_a_change_is_due_once_and_what_it_tells_is_told(store: Store) -> None:
    one, two = with_findings(store, 1, 2)
    told = digest(one)
    store.add_digest(told, [delivery()])
    change = replace(delivery(2), id="upd_1", sequence=1001)
    assert store.sent_book.add_updates(told, [change], [two.finding.id]) == 1
    assert store.sent_book.add_updates(told, [change], [two.finding.id]) == 0
    assert [each.id for each in store.due_deliveries(NOON)] == [delivery().id, "upd_1"]
    assert store.open_selections("desk") == ()
    (fate,) = store.selections_of_finding(two.finding.id)
    assert (fate.state, fate.digest_id) == (SelectionState.TOLD, told.id)


def test_a_digest_told_again_stands_beside_the_first_and_takes_no_slot(store: Store) -> None:
    (one,) = with_findings(store, 1)
    told = digest(one)
    store.add_digest(told, [delivery()])
    again = replace(told, id="dig_9", slot="again 2026-04-14")
    assert store.sent_book.add_again(again, [delivery(9, digest_id="dig_9")])
    assert not store.sent_book.add_again(again, [])
    assert store.digest("dig_9") == again
    assert [each.digest_id for each in store.due_deliveries(NOON)] == [told.id, "dig_9"]
    assert store.last_slot("desk") == told.slot
    (fate,) = store.selections_of_finding(one.finding.id)
    assert fate.digest_id == told.id
