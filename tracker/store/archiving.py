"""Documents out of archives: stored first, compared afterwards in order of publication. Passes leave them alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from tracker.model import Document, SourceState
from tracker.store import schema
from tracker.store.engine import Connections
from tracker.store.inbox import row_of
from tracker.store.records import DocumentState
from tracker.store.serial import dump
from tracker.store.sql import insert_new, slices

_document = schema.document


class Waiting(NamedTuple):
    """A document that waits to be compared, sorted as a pass sorts: by publication, then by name."""

    published: datetime
    name: str
    document_id: str


class ArchiveDesk:
    """What `Store.archive_desk` gives."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def known(self, document_ids: Collection[str]) -> frozenset[str]:
        """Those of the ids that are stored already, from an archive or not."""
        with self._connections.read() as connection:
            return frozenset(
                found for some in slices(document_ids) for found in connection.execute(_KNOWN, {"ids": some}).scalars()
            )

    def add(self, source: str, documents: Iterable[Document]) -> int:
        """Store documents of a source, in one transaction; how many were new. Each must say when it was published."""
        rows = [row_of(document) | {"state": DocumentState.ARCHIVED} for document in documents]
        with self._connections.write() as connection:
            _make_source(connection, source)
            new = insert_new(connection, _document)
            return sum(connection.execute(new, row).rowcount for row in rows)

    def waiting(self, source: str) -> list[Waiting]:
        """What is stored of a source's archives and not compared yet, in order of publication."""
        with self._connections.read() as connection:
            return sorted(Waiting(*row) for row in connection.execute(_WAITING, {"of": source}))


def _make_source(connection: Connection, name: str) -> None:
    row = {"name": name, "state": dump(SourceState, SourceState())}
    connection.execute(insert_new(connection, schema.source), row)


# ---------------------------------------------------------------- statements

_KNOWN = select(_document.c.id).where(_document.c.id.in_(bindparam("ids", expanding=True)))
_WAITING = select(_document.c.published, _document.c.name, _document.c.id).where(
    _document.c.source == bindparam("of"), _document.c.state == DocumentState.ARCHIVED
)
