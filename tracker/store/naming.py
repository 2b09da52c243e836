"""Policies and series by what a person types: an id, how one begins, or words of the name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from tracker.store.records import Named
from tracker.store.schema import target


def find_targets(connection: Connection, words: str, kind: str | None, limit: int) -> tuple[Named, ...]:
    """Those meant by `words`, the one told of last first: by id, else by the beginning of an id, else by name.

    A name that is exactly the words goes before all names that hold each of the words.
    """
    wanted = _known(kind).order_by(target.c.last.desc(), target.c.number.desc()).limit(limit)
    for which in _readings(words.strip()):
        rows = connection.execute(wanted.where(*which)).all()
        if rows:
            return tuple(_named(row) for row in rows)
    return ()


def named(connection: Connection, target_id: str) -> Named | None:
    """The policy or series with exactly this id, also one that is empty by now."""
    row = connection.execute(select(target).where(target.c.id == target_id)).one_or_none()
    return _named(row) if row is not None else None


def _known(kind: str | None) -> Select[Any]:
    known = select(target).where(target.c.mentions > 0)
    return known if kind is None else known.where(target.c.kind == kind)


def _readings(words: str) -> list[list[Any]]:
    """What the words may mean, the surest first; nothing for no words."""
    if not words:
        return []
    by_id = [[target.c.id == words], [target.c.id.startswith(words, autoescape=True)]]
    if "_" in words:
        return [list(each) for each in by_id]
    exact = or_(func.lower(target.c.title) == words.lower(), func.lower(target.c.pin) == words.lower())
    return [[exact], [target.c.title.icontains(word, autoescape=True) for word in words.split()]]


def _named(row: Row[Any]) -> Named:
    return Named(row.id, row.kind, row.title, row.pin, row.mentions, row.first, row.last)
