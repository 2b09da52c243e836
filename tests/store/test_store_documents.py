"""Fetched documents: stored once, in order, whole; failing ones are put aside."""

from __future__ import annotations

import pytest
from store_samples import NOON, day, document, put_document

from tracker.model import SourceState
from tracker.store.records import DocumentState
from tracker.store.store import Store


def test_a_source_never_seen_has_an_empty_state(store: Store) -> None:
    assert store.source_state("letters") == SourceState()


def test_the_state_of_a_source_is_kept_with_its_documents(store: Store) -> None:
    state = SourceState(
        etag='"é"', next_look=day(1), failures=2, error="It does not answer.", cursor={"uid": [1, None]}
    )
    assert store.save_fetch("letters", [document()], state) == 1
    assert store.source_state("letters") == state
    assert store.source_state("letters").cursor == {"uid": [1, None]}


def test_only_unseen_documents_are_counted_and_stored(store: Store) -> None:
    assert store.save_fetch("letters", [document("a"), document("a"), document("b")], SourceState()) == 2
    assert store.save_fetch("letters", [document("b"), document("a", b"edited")], SourceState()) == 1
    assert {found.name for found in store.pending_documents()} == {"a", "b"}
    assert len(store.pending_documents()) == 3


def test_nothing_is_stored_where_one_document_cannot_be(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store.save_fetch("letters", [document("a"), document("b", source="another")], SourceState(etag="x"))
    assert store.pending_documents() == ()
    assert store.source_state("letters") == SourceState()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        b"\x00\xff\xfe no text at all",
        b"long " * 1000,  # stored compressed
        bytes(range(256)) * 8,
    ],
)
def test_bytes_come_back_as_they_were(store: Store, content: bytes) -> None:
    whole = document(content=content, title="T\u00e9st", url="https://example.org/1", published=day(-1), publisher="P")
    store.save_fetch("letters", [whole], SourceState())
    assert store.pending_documents() == (whole,)
    assert store.document(whole.id) == whole


@pytest.mark.parametrize("name", ["plain.txt", "caf\u00e9.txt", "bad-\udcff-byte.txt", "nul-\0.txt", "\U0001f600"])
def test_a_document_keeps_its_id_whatever_its_name(store: Store, name: str) -> None:
    store.save_fetch("letters", [document(name)], SourceState())
    assert store.pending_documents()[0].id == document(name).id


def test_titles_that_no_database_takes_are_mended_in_place(store: Store) -> None:
    store.save_fetch("letters", [document(title="a\0b\ud800c")], SourceState())
    assert store.pending_documents()[0].title == "a\ufffdb\ufffdc"


def test_pending_documents_come_oldest_fetched_first_and_limited(store: Store) -> None:
    late, early, middle = document("l", fetched=day(3)), document("e", fetched=day(1)), document("m", fetched=day(2))
    store.save_fetch("letters", [late, early, middle], SourceState())
    assert store.pending_documents() == (early, middle, late)
    assert store.pending_documents(limit=2) == (early, middle)


def test_a_document_is_put_aside_at_its_third_failure_and_can_be_retried(store: Store) -> None:
    put_document(store)
    broken = document().id
    assert [store.fail_document(broken, f"error {n}") for n in (1, 2, 3)] == [
        DocumentState.NEW,
        DocumentState.NEW,
        DocumentState.QUARANTINED,
    ]
    assert store.pending_documents() == ()
    aside = store.documents_in(DocumentState.QUARANTINED)
    assert [(found.document_id, found.attempts, found.error) for found in aside] == [(broken, 3, "error 3")]
    assert store.retry_document(broken)
    assert not store.retry_document(broken)
    assert store.pending_documents() == (document(),)
    assert store.fail_document(broken, "again") is DocumentState.NEW


def test_a_finished_document_is_pending_no_more_and_does_not_come_back(store: Store) -> None:
    put_document(store)
    with store.begin() as work:
        work.finish_document(document().id, title="T", published=NOON, publisher=None, warnings=("one",))
    assert store.pending_documents() == ()
    assert store.save_fetch("letters", [document()], SourceState()) == 0
    assert store.pending_documents() == ()
    assert [found.name for found in store.documents_in(DocumentState.DONE)] == ["letter.txt"]
