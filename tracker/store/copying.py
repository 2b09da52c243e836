"""A database copied into an empty one, of the same kind or the other, and compared row by row.

Everything goes in one transaction: the copy is whole or not there. The copy is read again before that transaction ends,
and every table must hold as many rows as the original, with the same content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from tracker.errors import StoreError
from tracker.store import migrate, search
from tracker.store.engine import Connections
from tracker.store.schema import HEAD, item, metadata

BATCH = 1_000
"""rows written at a time"""
CARE = 2**128

Progress = Callable[[str, int, int], None]
"""Told what is being done and how far it has come: (stage, done, total)."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A table: how many rows it has in both databases, and the sum of what they hold."""

    table: str
    rows: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds, whatever order its rows come in: their number, and their hashes added up."""

    rows: int = 0
    sum: int = 0

    @property
    def checksum(self) -> str:
        return f"{self.sum:032x}"


def copy(source: str, target: str, progress: Progress = lambda stage, done, total: None) -> tuple[Copied, ...]:
    """Copy the database at one address into the empty one at the other; what each table holds then.

    StoreError, and nothing copied, where the source is of another version, where the target holds something, or where
    the copy differs. The source is read as it is at the beginning; others may go on using it.
    """
    here, there = Connections(source), Connections(target)
    try:
        if here.url == there.url:
            raise StoreError("Both addresses are the same database: name another one to copy into.")
        _check_source(here)
        migrate.migrate(there)
        with here.read() as original, there.write() as copied:
            _check_empty(copied)
            return _copy_all(original, copied, progress)
    finally:
        here.close()
        there.close()


def _check_source(connections: Connections) -> None:
    revision = migrate.revision(connections)
    if revision is None:
        raise StoreError("The database to copy has no tables of ours: check its address.")
    if revision != HEAD:
        raise StoreError(f"The database to copy has schema {revision}, not {HEAD}: start this version on it once.")


def _check_empty(connection: Connection) -> None:
    """Nothing is written over: what a database holds may be all that there is."""
    full = [
        t.name for t in metadata.sorted_tables if connection.execute(select(t.primary_key.columns[0]).limit(1)).first()
    ]
    if full:
        raise StoreError(f"The database to copy into holds something ({', '.join(full[:3])}): name an empty one.")


def _copy_all(original: Connection, copied: Connection, progress: Progress) -> tuple[Copied, ...]:
    tables = metadata.sorted_tables
    sizes = {table: original.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}
    total, done = sum(sizes.values()), 0
    for table in tables:
        for rows in _batches(original, table):
            copied.execute(insert(table), rows)
            done += len(rows)
            progress("Copying", done, total)
    _index_words(copied)
    _count_on(copied)
    return tuple(_compare(original, copied, table) for table in _told(tables, progress))


def _told(tables: list[Table], progress: Progress) -> Iterator[Table]:
    for done, table in enumerate(tables, start=1):
        yield table
        progress("Comparing", done, len(tables))


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """All rows of a table, as values of Python."""
    wanted = select(table).execution_options(yield_per=BATCH)
    for rows in connection.execute(wanted).mappings().partitions():
        yield [dict(row) for row in rows]


def _index_words(connection: Connection) -> None:
    """The index of words is another one in each kind of database: it is made anew from the items."""
    wanted = select(item.c.number, item.c.title, item.c.text).execution_options(yield_per=BATCH)
    for row in connection.execute(wanted):
        search.add_item(connection, row.number, row.title, row.text)


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            sequence = text("SELECT pg_get_serial_sequence(:name, :column)")
            named = connection.execute(sequence, {"name": table.name, "column": column.name}).scalar()
            last = connection.execute(select(func.max(column))).scalar() if named else None
            if last is not None:
                connection.execute(select(func.setval(named, last)))


# ---------------------------------------------------------------- comparing


def _compare(original: Connection, copied: Connection, table: Table) -> Copied:
    wanted, got = content_of(original, table), content_of(copied, table)
    if wanted != got:
        raise StoreError(
            f"The copy differs in {table.name} ({wanted.rows} rows, {got.rows} in the copy): nothing was copied. "
            "Please report it."
        )
    return Copied(table.name, got.rows, got.checksum)


def content_of(connection: Connection, table: Table) -> Content:
    """What a table holds: the same on both kinds of database for the same rows."""
    rows = total = 0
    for batch in _batches(connection, table):
        rows += len(batch)
        total = (total + sum(map(_hash, batch))) % CARE
    return Content(rows, total)


def _hash(row: dict[str, Any]) -> int:
    """A row as a number of 128 bits; its values are those of Python, in the order of the columns."""
    values = "\x1f".join(_plain(value) for value in row.values())
    return int.from_bytes(blake2b(values.encode("utf-8", "surrogatepass"), digest_size=16).digest(), "big")


def _plain(value: Any) -> str:
    """bytes may come as another kind of buffer, whole floats as integers do not."""
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else repr(value)
