"""Documents read and extracted by whoever has time, so that whoever compares them need not.

What is prepared is what reading and extraction gave, by which version and vocabulary: another one makes it anew. What
stands in it is whoever prepares its affair. It is let go when its document is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, select

from tracker.model import Document
from tracker.store import inbox
from tracker.store.engine import Connections
from tracker.store.records import DocumentState
from tracker.store.schema import document as _document
from tracker.store.schema import prepared as _prepared
from tracker.store.sql import insert_or_update, slices
from tracker.store.together import Together, alone

WAITING = (DocumentState.NEW, DocumentState.ARCHIVED)


class Made(NamedTuple):
    """What was made of a document, as JSON, and when it was published as far as anyone says."""

    published: datetime
    content: Mapping[str, Any]


class Pending(NamedTuple):
    """A document that waits to be compared, with when it was published where it is prepared."""

    document_id: str
    source: str
    name: str
    published: datetime | None


class Preparing:
    """What `Store.preparing` gives."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def missing(self, document_ids: Collection[str], made_by: str) -> list[Document]:
        """Those of the documents that wait to be compared and are not prepared by this maker."""
        with self._connections.read() as connection:
            rows = [
                row
                for some in slices(document_ids)
                for row in connection.execute(_MISSING, {"ids": some, "maker": made_by})
            ]
        found = {row.id: inbox.from_row(row) for row in rows}
        return [found[name] for name in document_ids if name in found]

    def put(self, made_by: str, prepared: Mapping[str, Made], together: Together = alone) -> None:
        """Store what was made of documents, by their ids; what is there already is put in its place."""
        with self._connections.aside() as connection:
            replaces = insert_or_update(
                connection, _prepared, key=("document_id",), change=("made_by", "published", "content")
            )
            rows = [
                {"document_id": name, "made_by": made_by, "published": each.published, "content": each.content}
                for name, each in prepared.items()
            ]
            if rows:
                connection.execute(replaces, rows)
            together(connection.connection.driver_connection)

    def get(self, document_ids: Collection[str], made_by: str) -> dict[str, Made]:
        """What this maker made of the documents, by their ids."""
        with self._connections.read() as connection:
            return {
                row.document_id: Made(row.published, row.content)
                for some in slices(document_ids)
                for row in connection.execute(_BY_IDS, {"ids": some, "maker": made_by})
            }

    def documents(self, document_ids: Collection[str]) -> dict[str, Document]:
        """The documents by their ids."""
        with self._connections.read() as connection:
            return {
                row.id: inbox.from_row(row)
                for some in slices(document_ids)
                for row in connection.execute(_DOCUMENTS, {"ids": some})
            }

    def pending(self, made_by: str) -> list[Pending]:
        """Every document that passes compare and that is not compared yet, in no order."""
        with self._connections.read() as connection:
            return [Pending(*row) for row in connection.execute(_PENDING, {"maker": made_by})]

    def oldest(self) -> datetime | None:
        """When the first of the documents was fetched that passes compare and that are not compared yet."""
        with self._connections.read() as connection:
            return connection.execute(_OLDEST).scalar()


def forget(connection: Connection, document_ids: Collection[str]) -> None:
    """Let go of what was made of these documents."""
    if document_ids:
        connection.execute(_FORGET, [{"given": document_id} for document_id in document_ids])


# ---------------------------------------------------------------- statements

_MADE = and_(_prepared.c.document_id == _document.c.id, _prepared.c.made_by == bindparam("maker"))
_MISSING = (
    select(_document)
    .join(_prepared, _MADE, isouter=True)
    .where(
        _document.c.id.in_(bindparam("ids", expanding=True)),
        _document.c.state.in_(WAITING),
        _prepared.c.document_id.is_(None),
    )
)
_BY_IDS = select(_prepared).where(
    _prepared.c.document_id.in_(bindparam("ids", expanding=True)), _prepared.c.made_by == bindparam("maker")
)
_DOCUMENTS = select(_document).where(_document.c.id.in_(bindparam("ids", expanding=True)))
_PENDING = (
    select(_document.c.id, _document.c.source, _document.c.name, _prepared.c.published)
    .join(_prepared, _MADE, isouter=True)
    .where(_document.c.state == DocumentState.NEW)
)
_OLDEST = (
    select(_document.c.fetched).where(_document.c.state == DocumentState.NEW).order_by(_document.c.fetched).limit(1)
)
_FORGET = delete(_prepared).where(_prepared.c.document_id == bindparam("given"))
