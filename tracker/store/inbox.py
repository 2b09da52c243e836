"""Sources and the documents that came from them."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from tracker.model import Document, SourceState
from tracker.store import schema
from tracker.store.records import DocumentState, StoredDocument
from tracker.store.serial import dump, load
from tracker.store.sql import insert_new, insert_or_update, slices

PACK_ABOVE = 1000
"""bytes; below it compression saves little"""
ATTEMPTS = 3
"""failures after which a document is put aside"""

_document = schema.document


def pack(content: bytes) -> tuple[bytes, str]:
    """The bytes as they are stored, and how: "plain" or "zlib"."""
    return (zlib.compress(content), "zlib") if len(content) > PACK_ABOVE else (content, "plain")


def unpack(content: bytes, packing: str) -> bytes:
    return zlib.decompress(content) if packing == "zlib" else bytes(content)


def is_first_look(connection: Connection, source: str) -> bool:
    """Whether a source has never been read, or its first reading goes on: there was more than one look takes."""
    state = source_state(connection, source)
    if state.last_success is None:
        return True
    if state.next_look is None or state.next_look > state.last_success:
        return False
    later = select(_document.c.id).where(_document.c.source == source, _document.c.baseline == 0)
    return connection.execute(later.limit(1)).first() is None


def pending_baseline(connection: Connection) -> frozenset[str]:
    """The ids of pending documents that were there at the first look at their sources."""
    wanted = select(_document.c.id).where(_document.c.state == DocumentState.NEW, _document.c.baseline == 1)
    return frozenset(connection.execute(wanted).scalars())


def source_state(connection: Connection, name: str) -> SourceState:
    stored = connection.execute(select(schema.source.c.state).where(schema.source.c.name == name)).scalar()
    return load(SourceState, stored) if stored is not None else SourceState()


def source_states(connection: Connection, names: Collection[str]) -> dict[str, SourceState]:
    """The state of each of the sources; an empty one for those never seen."""
    columns = (schema.source.c.name, schema.source.c.state)
    asked = (select(*columns).where(schema.source.c.name.in_(some)) for some in slices(names))
    known = {row.name: load(SourceState, row.state) for each in asked for row in connection.execute(each)}
    return {name: known.get(name, SourceState()) for name in names}


def save_states(connection: Connection, states: Mapping[str, SourceState]) -> None:
    statement = insert_or_update(connection, schema.source, key=("name",), change=("state",))
    rows = [{"name": name, "state": dump(SourceState, state)} for name, state in states.items()]
    if rows:
        connection.execute(statement, rows)


def save_fetch(
    connection: Connection, source: str, documents: Iterable[Document], state: SourceState, *, baseline: bool
) -> int:
    """Store the state and the documents that are new; how many those were."""
    return len(save_new(connection, source, documents, state, baseline=baseline))


def save_new(
    connection: Connection, source: str, documents: Iterable[Document], state: SourceState, *, baseline: bool
) -> list[str]:
    """The same; the ids of those that are new."""
    first = baseline and is_first_look(connection, source)
    statement = insert_or_update(connection, schema.source, key=("name",), change=("state",))
    connection.execute(statement, {"name": source, "state": dump(SourceState, state)})
    insert = insert_new(connection, _document).values(baseline=int(first))
    rows = map(row_of, documents)
    return [row["id"] for row in rows if connection.execute(insert, row).rowcount > 0]


def row_of(document: Document) -> dict[str, Any]:
    """The row of a document that is new."""
    content, packing = pack(document.content)
    return {
        "id": document.id,
        "source": document.source,
        "name": document.name,
        "content": content,
        "packing": packing,
        "media_type": document.media_type,
        "fetched": document.fetched,
        "title": document.title,
        "url": document.url,
        "published": document.published,
        "publisher": document.publisher,
        "state": DocumentState.NEW,
        "attempts": 0,
    }


def from_row(row: Row[Any]) -> Document:
    return Document(
        source=row.source,
        name=row.name,
        content=unpack(row.content, row.packing),
        media_type=row.media_type,
        fetched=row.fetched,
        title=row.title,
        url=row.url,
        published=row.published,
        publisher=row.publisher,
    )


def pending_documents(connection: Connection, limit: int | None) -> tuple[Document, ...]:
    new = select(_document).where(_document.c.state == DocumentState.NEW)
    rows = connection.execute(new.order_by(_document.c.fetched, _document.c.id).limit(limit))
    return tuple(from_row(row) for row in rows)


def pending_ids(connection: Connection) -> tuple[str, ...]:
    new = select(_document.c.id).where(_document.c.state == DocumentState.NEW)
    return tuple(connection.execute(new.order_by(_document.c.fetched, _document.c.id)).scalars())


def document(connection: Connection, document_id: str) -> Document | None:
    row = connection.execute(select(_document).where(_document.c.id == document_id)).one_or_none()
    return from_row(row) if row is not None else None


def compared_documents(connection: Connection) -> tuple[str, ...]:
    """The ids of documents that were compared, in the order in which they were; those without a story last."""
    first = func.min(schema.item.c.number)
    wanted = select(_document.c.id).join(schema.item, schema.item.c.document_id == _document.c.id, isouter=True)
    done = wanted.where(_document.c.state == DocumentState.DONE).group_by(_document.c.id, _document.c.fetched)
    return tuple(
        connection.execute(done.order_by(first.is_(None), first, _document.c.fetched, _document.c.id)).scalars()
    )


def documents_in(connection: Connection, state: DocumentState, limit: int) -> tuple[StoredDocument, ...]:
    wanted = select(_document).where(_document.c.state == state).order_by(_document.c.fetched.desc()).limit(limit)
    return tuple(
        StoredDocument(row.id, row.source, row.name, DocumentState(row.state), row.attempts, row.fetched, row.error)
        for row in connection.execute(wanted)
    )


def states(connection: Connection, document_ids: Collection[str]) -> dict[str, str]:
    """The state of each of the documents that are stored."""
    wanted = select(_document.c.id, _document.c.state)
    found = (connection.execute(wanted.where(_document.c.id.in_(some))) for some in slices(document_ids))
    return {document_id: state for rows in found for document_id, state in rows}


def fail_document(connection: Connection, document_id: str, error: str) -> DocumentState:
    """Count a failure; the state after it."""
    waits = _document.c.state.in_((DocumentState.NEW, DocumentState.ARCHIVED))
    change = update(_document).where(_document.c.id == document_id, waits)
    connection.execute(change.values(attempts=_document.c.attempts + 1, error=error))
    connection.execute(change.where(_document.c.attempts >= ATTEMPTS).values(state=DocumentState.QUARANTINED))
    state = connection.execute(select(_document.c.state).where(_document.c.id == document_id)).scalar_one()
    return DocumentState(state)


def retry_document(connection: Connection, document_id: str) -> bool:
    put_aside = _document.c.state == DocumentState.QUARANTINED
    change = update(_document).where(_document.c.id == document_id, put_aside)
    return connection.execute(change.values(state=DocumentState.NEW, attempts=0, error=None)).rowcount > 0


def finish_documents(connection: Connection, done: Sequence[Mapping[str, Any]]) -> None:
    """Mark documents as done, each given by its id, with what was `read`."""
    if done:
        connection.execute(_FINISH, done)


def count_by_state(connection: Connection) -> dict[str, dict[str, int]]:
    """How many documents each source has in each state."""
    columns = (_document.c.source, _document.c.state)
    counts: dict[str, dict[str, int]] = {}
    for source, state, count in connection.execute(select(*columns, func.count()).group_by(*columns)):
        counts.setdefault(source, {})[state] = count
    return counts


# ---------------------------------------------------------------- statements
# Made once, for to make one and its cache key takes several times as long as to execute it.

_FINISH = (
    update(_document)
    .where(_document.c.id == bindparam("given"))
    .values(state=DocumentState.DONE, error=None, reading=bindparam("read", type_=_document.c.reading.type))
)
