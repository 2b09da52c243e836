"""The little that differs between the two databases, and what both have limits for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Integer, Table, any_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from tracker.store.columns import Several

T = TypeVar("T")
SLICE = 1_000
"""values in one IN (…): SQLite takes 32,766 at most, PostgreSQL 65,535"""


def slices(values: Collection[T]) -> Iterator[list[T]]:
    """The values in their order, a statement's fill at a time."""
    ordered = list(values)
    return (ordered[start : start + SLICE] for start in range(0, len(ordered), SLICE))


def one_of(dialect: str, column: Any, name: str) -> ColumnElement[bool]:
    """Whether a column has one of the values that the parameter `name` will hold.

    They are one parameter, so that the statement is the same for any number of them: it is prepared only once.
    """
    if dialect == "sqlite":
        among: ColumnElement[bool] = column.in_(select(each_of(dialect, column, name)))
        return among
    matches: ColumnElement[bool] = column == any_(_several(column, name))
    return matches


def each_of(dialect: str, column: Any, name: str) -> ColumnElement[Any]:
    """The values for a column that the parameter `name` will hold, a row each, in their order."""
    if dialect == "sqlite":
        value: ColumnElement[Any] = func.json_each(_several(column, name)).table_valued("value").c.value
        return value
    return func.unnest(_several(column, name))


def _several(column: Any, name: str) -> Any:
    return bindparam(name, type_=Several(int if isinstance(column.type, Integer) else str))


def insert_new(connection: Connection, table: Table, returning: str | None = None) -> Any:
    """An insert that passes over rows whose key is there already; its rowcount tells how many were new.

    With `returning` it returns that column of the rows that were new.
    """
    dialect = connection.dialect.name
    return _insert_new(dialect, table) if returning is None else _returning(dialect, table, returning)


@cache
def _returning(dialect: str, table: Table, name: str) -> Any:
    return _insert_new(dialect, table).returning(table.c[name])


@cache
def _insert_new(dialect: str, table: Table) -> Any:
    """Made once: to build a statement and its cache key takes several times as long as to execute it."""
    make: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return make(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def put_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows, all with the same columns, but for those whose key is there already; how many were new.

    SQLite gets them as its driver takes them: what SQLAlchemy does for each row takes longer than to write it.
    """
    if connection.dialect.name != "sqlite":
        return connection.execute(insert_new(connection, table), rows).rowcount
    statement, processors = _as_driven(connection.dialect, table, tuple(rows[0]))
    columns = [
        map(process, map(itemgetter(name), rows)) if process else map(itemgetter(name), rows)
        for name, process in processors
    ]
    given = list(zip(*columns, strict=True))
    return connection.exec_driver_sql(statement, given, execution_options={"preserve_rowcount": True}).rowcount


@cache
def _as_driven(
    dialect: Dialect, table: Table, names: tuple[str, ...]
) -> tuple[str, list[tuple[str, Callable[[Any], Any] | None]]]:
    """The insert as text, and what makes of a value what the driver takes, by column."""
    compiled = _insert_new(dialect.name, table).compile(dialect=dialect, column_keys=names)
    ordered = [(name, table.c[name].type.dialect_impl(dialect)) for name in compiled.positiontup]
    return str(compiled), [(name, kind.bind_processor(dialect)) for name, kind in ordered]


def insert_or_update(connection: Connection, table: Table, *, key: tuple[str, ...], change: tuple[str, ...]) -> Any:
    """An insert that overwrites the columns `change` of a row that has the same `key`."""
    make: Any = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    insert = make(table)
    return insert.on_conflict_do_update(index_elements=key, set_={name: insert.excluded[name] for name in change})
