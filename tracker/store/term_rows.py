"""Rows of the index of terms, written the fastest way: as they are on SQLite, as arrays on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select, text

from tracker.store.schema import term

_ADD_POSTGRESQL = text(
    "INSERT INTO posting (term_id, number) SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:numbers AS bigint[]))"
    " ON CONFLICT DO NOTHING"
)
_NEW_POSTGRESQL = text(
    "INSERT INTO term (kind, text, uses) SELECT :kind, * FROM unnest(CAST(:texts AS text[]), CAST(:uses AS integer[]))"
    " RETURNING id, text"
)
_COUNT_POSTGRESQL = text(
    "UPDATE term SET uses = uses + grown.more"
    " FROM unnest(CAST(:ids AS bigint[]), CAST(:more AS integer[])) AS grown (id, more) WHERE term.id = grown.id"
)
_GREATEST = select(func.coalesce(func.max(term.c.id), 0))


def write_terms(connection: Connection, kind: str, rows: Sequence[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """Put texts, which are not there yet, with their uses into the index; each text with its number there."""
    if not rows:
        return ()
    texts, uses = zip(*rows, strict=True)
    if connection.dialect.name == "sqlite":
        first = connection.execute(_GREATEST).scalar_one() + 1  # what SQLite itself would give
        given = [(number, kind, *row) for number, row in enumerate(rows, first)]
        connection.exec_driver_sql("INSERT INTO term (id, kind, text, uses) VALUES (?, ?, ?, ?)", given)
        return zip(texts, itertools.count(first), strict=False)
    found = connection.execute(_NEW_POSTGRESQL, {"kind": kind, "texts": list(texts), "uses": list(uses)})
    return [(row.text, row.id) for row in found]


def count_uses(connection: Connection, grown: Sequence[tuple[int, int]]) -> None:
    """Count pairs of more uses and the number of a term."""
    if not grown:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("UPDATE term SET uses = uses + ? WHERE id = ?", list(grown))
        return
    more, ids = zip(*grown, strict=True)
    connection.execute(_COUNT_POSTGRESQL, {"ids": list(ids), "more": list(more)})


def write_postings(connection: Connection, rows: Sequence[tuple[int, int]]) -> None:
    """Put pairs of term and number into the index."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT OR IGNORE INTO posting (term_id, number) VALUES (?, ?)", list(rows))
        return
    ids, numbers = zip(*rows, strict=True)
    connection.execute(_ADD_POSTGRESQL, {"ids": list(ids), "numbers": list(numbers)})
