"""Policies and series with what is linked to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, case, select, update

from tracker.model import Item, Link, Mention, MetricMention, Observation, Origin, Policy, PolicyStep, Series
from tracker.store.schema import item, mention, target
from tracker.store.serial import dump, load
from tracker.store.sql import insert_new
from tracker.store.terms import add_terms, find_numbers

LATEST = 200
"""mentions of one policy or series that are given with it"""
POLICY = "policy"
SERIES = "series"


def policies_by_number(connection: Connection, numbers: Sequence[int]) -> tuple[Policy, ...]:
    return tuple(_policy(row, rows) for row, rows in _with_mentions(connection, POLICY, target.c.number, numbers))


def series_by_number(connection: Connection, numbers: Sequence[int]) -> tuple[Series, ...]:
    return tuple(_series(row, rows) for row, rows in _with_mentions(connection, SERIES, target.c.number, numbers))


def policy_candidates(connection: Connection, keys: Collection[str], limit: int) -> tuple[Policy, ...]:
    return policies_by_number(connection, find_numbers(connection, POLICY, keys, limit))


def series_candidates(connection: Connection, keys: Collection[str], limit: int) -> tuple[Series, ...]:
    return series_by_number(connection, find_numbers(connection, SERIES, keys, limit))


def series_by_pin(connection: Connection, pin: str) -> Series | None:
    wanted = select(target.c.number).where(target.c.pin == pin, target.c.kind == SERIES).order_by(target.c.number)
    return next(iter(series_by_number(connection, connection.execute(wanted.limit(1)).scalars().all())), None)


def policy(connection: Connection, policy_id: str) -> Policy | None:
    found = _with_mentions(connection, POLICY, target.c.id, [policy_id])
    return _policy(*found[0]) if found else None


def series(connection: Connection, series_id: str) -> Series | None:
    found = _with_mentions(connection, SERIES, target.c.id, [series_id])
    return _series(*found[0]) if found else None


def newest(connection: Connection, kind: str, limit: int) -> Sequence[int]:
    """The numbers of the policies or series that were told of last, the latest first."""
    wanted = select(target.c.number).where(target.c.kind == kind).order_by(target.c.last.desc(), target.c.number.desc())
    return connection.execute(wanted.limit(limit)).scalars().all()


def full_id(connection: Connection, kind: str, prefix: str) -> str:
    """The one id that begins with `prefix`; `prefix` itself where none or several do."""
    wanted = select(target.c.id).where(target.c.kind == kind, target.c.id.startswith(prefix, autoescape=True))
    found = connection.execute(wanted.limit(2)).scalars().all()
    return found[0] if len(found) == 1 else prefix


def _with_mentions(
    connection: Connection, kind: str, column: Any, values: Sequence[Any]
) -> list[tuple[Row[Any], list[Row[Any]]]]:
    """The rows of targets in the order of `values`, each with the rows of its latest mentions, oldest first."""
    if not values:
        return []
    wanted = select(target).where(target.c.kind == kind, column.in_(values))
    found = {getattr(row, column.name): row for row in connection.execute(wanted)}
    rows = [found[value] for value in values if value in found]
    mentions = _latest_mentions(connection, rows)
    return [(row, mentions[row.id]) for row in rows if mentions[row.id]]


def _latest_mentions(connection: Connection, targets: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """By target: small ones in one query, each large one in a query of its own that stops at the limit."""
    rows: dict[str, list[Row[Any]]] = defaultdict(list)
    columns = select(mention.c.target_id, mention.c.payload, mention.c.words, mention.c.origin)
    small = [row.id for row in targets if row.mentions <= LATEST]
    for found in connection.execute(
        columns.where(mention.c.target_id.in_(small)).order_by(mention.c.published, mention.c.number)
    ):
        rows[found.target_id].append(cast("Row[Any]", found))
    for large in (row.id for row in targets if row.mentions > LATEST):
        latest = columns.where(mention.c.target_id == large)
        ordered = latest.order_by(mention.c.published.desc(), mention.c.number.desc()).limit(LATEST)
        rows[large] = list(reversed(cast("list[Row[Any]]", connection.execute(ordered).all())))
    return rows


def _policy(row: Row[Any], mentions: list[Row[Any]]) -> Policy:
    return Policy(row.id, row.title, tuple(_step(each) for each in mentions))


def _step(row: Row[Any]) -> PolicyStep:
    found: Any = load(Mention, row.payload)  # type: ignore[arg-type]
    return PolicyStep(found, load(Origin, row.origin), load(frozenset[str], row.words))


def _series(row: Row[Any], mentions: list[Row[Any]]) -> Series:
    observations = tuple(_observation(each) for each in mentions)
    return Series(row.id, row.title, observations, row.pin)


def _observation(row: Row[Any]) -> Observation:
    found: Any = load(Mention, row.payload)  # type: ignore[arg-type]
    return Observation(found, load(Origin, row.origin))


def add_item(
    connection: Connection,
    item_id: str,
    *,
    document_id: str,
    ordinal: int,
    found: Item,
    origin: Origin,
    signature: bytes,
) -> int | None:
    """Store an item; its number, or None if it is stored already."""
    details = dump(Item, found)
    row = {
        "id": item_id,
        "document_id": document_id,
        "ordinal": ordinal,
        "story_id": origin.story_id,
        "title": origin.item_title,
        "text": details.pop("text"),
        "published": origin.published,
        "signature": signature,
        "details": details,
        "origin": dump(Origin, origin),
    }
    return connection.execute(insert_new(connection, item).values(row).returning(item.c.number)).scalar()


def add_target(
    connection: Connection, target_id: str, *, kind: str, title: str, pin: str | None, published: datetime
) -> None:
    """Store a policy or series if it is new; give it the pin if it has none."""
    row = {"id": target_id, "kind": kind, "title": title, "pin": pin, "mentions": 0}
    added = connection.execute(insert_new(connection, target), row | {"first": published, "last": published}).rowcount
    if pin is not None and not added:
        unpinned = update(target).where(target.c.id == target_id, target.c.pin.is_(None))
        connection.execute(unpinned.values(pin=pin))


def add_mention(
    connection: Connection,
    *,
    mention_id: str,
    item_id: str,
    found: Mention,
    words: frozenset[str],
    origin: Origin,
    link: Link,
    target_id: str,
    title: str,
    pin: str | None,
    keys: frozenset[str],
) -> bool:
    kind = SERIES if isinstance(found, MetricMention) else POLICY
    add_target(connection, target_id, kind=kind, title=title, pin=pin, published=origin.published)
    row = {
        "id": mention_id,
        "item_id": item_id,
        "target_id": target_id,
        "published": origin.published,
        "payload": dump(Mention, found),
        "words": sorted(words),
        "origin": dump(Origin, origin),
        "link": dump(Link, link),
    }
    added = connection.execute(insert_new(connection, mention), row).rowcount > 0
    if added:
        number = _count_mention(connection, target_id, origin.published)
        add_terms(connection, kind, number, keys)
    return added


def _count_mention(connection: Connection, target_id: str, published: datetime) -> int:
    """Add one to a target's mentions and widen its time; its number."""
    change = update(target).where(target.c.id == target_id)
    values = {
        "mentions": target.c.mentions + 1,
        "first": case((target.c.first > published, published), else_=target.c.first),
        "last": case((target.c.last < published, published), else_=target.c.last),
    }
    number: int = connection.execute(change.values(values).returning(target.c.number)).scalar_one()
    return number
