"""Rows on their way into the database: collected while a transaction lasts, and written many at a time.

Nothing is asked of the database before a row is added: what a transaction has added it knows, and what hangs on an
item that is new in it can be in no table yet. Items and targets get their numbers here, from where the database would
draw them; everything else is numbered in the order in which it is written, which is that in which it was added.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, case, func, select, text, update

from tracker.store import inbox, preparing, schema, search
from tracker.store.sql import put_new
from tracker.store.targets import Known

FULL = 1_000
"""Rows of one table after which all are written, so that memory does not grow with the transaction."""


@dataclass(slots=True)
class Change:
    """A policy, series or story that this transaction makes, or adds mentions to."""

    now: Known
    first: datetime
    last: datetime
    is_new: bool
    more: int = 0
    """mentions that are not counted in the database yet"""


class Sheet:
    """What one write transaction adds. `flush` writes it down."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers = {table: Numbers(connection, table) for table in ("item", "target")}
        self._rows: dict[Table, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._words: list[tuple[int, str]] = []
        self._done: list[dict[str, Any]] = []
        self._bygone: list[str] = []
        self._changes: dict[str, Change] = {}
        self._numbered: set[int] = set()
        self._keys: set[tuple[str, ...]] = set()
        self._items: dict[str, bool] = {}

    @property
    def is_full(self) -> bool:
        return any(len(rows) >= FULL for rows in self._rows.values())

    def number(self, table: str) -> int:
        """The number of a new row of the table."""
        return self._numbers[table].take()

    def add(self, table: Table, row: dict[str, Any]) -> None:
        self._rows[table].append(row)

    def add_words(self, number: int, body: str) -> None:
        """Let an item be found by the words of a text."""
        self._words.append((number, body))

    def finish(self, document_id: str, reading: dict[str, Any]) -> None:
        """Mark a document as done."""
        self._done.append({"given": document_id, "read": reading})

    def forget(self, document_id: str) -> None:
        """Let go of what was made of a document ahead of its turn."""
        self._bygone.append(document_id)

    # ------------------------------------------------------------ what is there already

    def is_added(self, *key: str) -> bool:
        """Whether this transaction has added what the key names; from now on it has."""
        added = key in self._keys
        self._keys.add(key)
        return added

    def begin_item(self, item_id: str, *, is_new: bool) -> None:
        self._items[item_id] = is_new

    def is_new(self, item_id: str) -> bool:
        """Whether this transaction has added the item, so that nothing that hangs on it was stored before."""
        return self._items.get(item_id, False)

    def is_stored(self, table: Table, row_id: str) -> bool:
        """Whether the table has a row with that id; asked only where `is_new` does not tell."""
        return self._connection.execute(_stored(table), {"given": row_id}).first() is not None

    # ------------------------------------------------------------ targets

    def target(self, target_id: str) -> Known | None:
        """A target that this transaction has changed, as it is now."""
        change = self._changes.get(target_id)
        return change.now if change else None

    def make_target(self, target_id: str, kind: str, title: str, *, published: datetime) -> Known:
        """A new policy, series or story, without mentions yet."""
        known = Known(self.number("target"), target_id, kind, title, None, 0, 0)
        self._changes[target_id] = Change(known, published, published, is_new=True)
        self._numbered.add(known.number)
        return known

    def count_mention(self, known: Known, published: datetime, pin: str | None) -> Known:
        """One mention more of a target, and the pin if it has none; the target as it is then."""
        change = self._changes.get(known.id)
        if change is None:
            change = self._changes[known.id] = Change(known, published, published, is_new=False)
            self._numbered.add(known.number)
        change.now = known._replace(mentions=known.mentions + 1, pin=known.pin or pin)
        change.first, change.last = min(change.first, published), max(change.last, published)
        change.more += 1
        return change.now

    def give_pin(self, target_id: str, pin: str) -> None:
        """Let a series belong to a pin, written at once."""
        self.flush()
        self._connection.execute(update(schema.target).where(schema.target.c.id == target_id).values(pin=pin))

    def holds(self, keys: Sequence[int | str]) -> bool:
        """Whether rows of any of these targets, by number or id, wait to be written."""
        return any(key in self._changes or key in self._numbered for key in keys)

    # ------------------------------------------------------------ writing

    def flush(self) -> None:
        """Write everything; a row comes after those that it speaks of."""
        self._write(schema.item)
        self._write(schema.rejection)
        self._write_targets()
        for table in (schema.mention, schema.finding, schema.selection):
            self._write(table)
        search.add_words(self._connection, self._words)
        self._words.clear()
        inbox.finish_documents(self._connection, self._done)
        self._done.clear()
        preparing.forget(self._connection, self._bygone)
        self._bygone.clear()

    def _write(self, table: Table) -> None:
        rows = self._rows[table]
        self._put(table, rows)
        rows.clear()

    def _put(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows and put_new(self._connection, table, rows) != len(rows):
            raise RuntimeError(f"rows of {table.name} were there already, though nothing tells of them")

    def _write_targets(self) -> None:
        changes = self._changes.values()
        made = [{**each.now._asdict(), "first": each.first, "last": each.last} for each in changes if each.is_new]
        self._put(schema.target, made)
        told = [
            {"told": each.now.id, "more": each.more, "first_": each.first, "last_": each.last, "pin_": each.now.pin}
            for each in changes
            if not each.is_new and each.more
        ]
        if told:
            self._connection.execute(_COUNT, told)
        self._changes.clear()
        self._numbered.clear()


class Numbers:
    """Numbers for new rows of a table, each greater than all before it; drawn in a transaction that alone writes."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = connection
        self._table = schema.metadata.tables[table]
        self._next = self._on_sqlite() if connection.dialect.name == "sqlite" else self._on_a_server()

    def take(self) -> int:
        return next(self._next)

    def _on_sqlite(self) -> Iterator[int]:
        """What SQLite would give: one more than the greatest."""
        greatest = func.coalesce(func.max(self._table.c.number), 0)
        yield from itertools.count(self._connection.execute(select(greatest)).scalar_one() + 1)

    def _on_a_server(self) -> Iterator[int]:
        """Out of the table's sequence, a growing number of them at a time; those that are left over are never used."""
        for count in itertools.chain((16, 64), itertools.repeat(256)):
            drawn = self._connection.execute(_DRAW, {"table": self._table.name, "count": count})
            yield from sorted(drawn.scalars())


# ---------------------------------------------------------------- statements
# Made once, for to make one and its cache key takes several times as long as to execute it.

TABLES = (schema.item, schema.rejection, schema.mention, schema.finding, schema.selection)
_DRAW = text("SELECT nextval(pg_get_serial_sequence(:table, 'number')) FROM generate_series(1, :count)")
_FIRST = bindparam("first_", type_=schema.target.c.first.type)
_LAST = bindparam("last_", type_=schema.target.c.last.type)
_COUNT = (
    update(schema.target)
    .where(schema.target.c.id == bindparam("told"))
    .values(
        mentions=schema.target.c.mentions + bindparam("more"),
        first=case((schema.target.c.first > _FIRST, _FIRST), else_=schema.target.c.first),
        last=case((schema.target.c.last < _LAST, _LAST), else_=schema.target.c.last),
        pin=bindparam("pin_", type_=schema.target.c.pin.type),
    )
)


@cache
def _stored(table: Table) -> Any:
    return select(table.c.id).where(table.c.id == bindparam("given"))
