"""What people ask: what stands in the store, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from tracker.model import DeliveryState, Item, Link, Origin, Rejection, SourceState
from tracker.store import inbox, journal, search
from tracker.store.records import Hit, Run, StoredItem, StoredMention
from tracker.store.schema import delivery, digest, finding, item, mention, rejection, selection, slot, source, target
from tracker.store.serial import dump, load
from tracker.store.sql import slices
from tracker.store.targets import load_told

BATCH = 500
"""rows fetched at a time"""


def status(connection: Connection) -> dict[str, Any]:
    last = journal.last_run(connection)
    return {
        "sources": _sources(connection),
        "stored": _sizes(connection),
        "receivers": _receivers(connection),
        "last_run": {"error": None} | dump(Run, last) if last is not None else None,
    }


def _sources(connection: Connection) -> list[dict[str, Any]]:
    counts = inbox.count_by_state(connection)
    empty = dict.fromkeys(field for field in SourceState.__dataclass_fields__ if field != "cursor")
    rows = connection.execute(select(source).order_by(source.c.name))
    return [
        {"name": row.name, **empty, **_without_cursor(row.state), "documents": counts.get(row.name, {})} for row in rows
    ]


def _without_cursor(state: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in state.items() if name != "cursor"}


def _sizes(connection: Connection) -> dict[str, int]:
    tables = {"items": item, "mentions": mention, "findings": finding, "digests": digest}
    sizes = {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables.items()
    }
    kinds = connection.execute(select(target.c.kind, func.count()).where(target.c.mentions > 0).group_by(target.c.kind))
    return sizes | {"policies": 0, "series": 0} | {_PLURAL[row[0]]: row[1] for row in kinds}


_PLURAL = {"policy": "policies", "series": "series"}


def _receivers(connection: Connection) -> list[dict[str, Any]]:
    """Each receiver's open findings, digests and deliveries."""
    found: dict[str, dict[str, Any]] = {}

    def of(name: str) -> dict[str, Any]:
        blank = {"name": name, "findings": {}, "digests": 0, "last_digest": None, "last_slot": None, "deliveries": {}}
        return found.setdefault(name, blank | {"last_error": None})

    for name, state, count in connection.execute(_grouped(selection.c.receiver, selection.c.state)):
        of(name)["findings"][state] = count
    for name, state, count in connection.execute(_grouped(delivery.c.receiver, delivery.c.state)):
        of(name)["deliveries"][state] = count
    digests = select(digest.c.receiver, func.count(), func.max(digest.c.created)).group_by(digest.c.receiver)
    for name, count, last in connection.execute(digests):
        of(name).update(digests=count, last_digest=last.isoformat())
    slots = select(slot.c.receiver, func.max(slot.c.slot)).where(slot.c.slot < ":").group_by(slot.c.receiver)
    for name, last in connection.execute(slots):
        of(name)["last_slot"] = last
    for name, error in connection.execute(_last_errors()):
        of(name)["last_error"] = error
    return [found[name] for name in sorted(found)]


def _grouped(*columns: Any) -> Any:
    return select(*columns, func.count()).group_by(*columns)


def _last_errors() -> Any:
    """The error of the newest delivery of each receiver that has one and is not sent."""
    wrong = (delivery.c.error.is_not(None), delivery.c.state != DeliveryState.SENT)
    newest = select(func.max(delivery.c.number)).where(*wrong).group_by(delivery.c.receiver)
    return select(delivery.c.receiver, delivery.c.error).where(delivery.c.number.in_(newest))


def find_items(connection: Connection, words: str, limit: int) -> tuple[StoredItem, ...]:
    """Items whose id begins with `words`; if none does, items that hold each of the words, newest first."""
    by_id = select(item).where(item.c.id.startswith(words, autoescape=True))
    rows = connection.execute(by_id.order_by(item.c.number).limit(limit)).all() if words.strip() else []
    if rows:
        return tuple(_item(row) for row in rows)
    begun = search.read_question(" ".join(f"{word}*" for word in words.split()))
    numbers = search.find_numbers(connection, begun, since=None, source=None, limit=limit)
    if numbers:
        return _numbered(connection, numbers)
    # No word begins so; it may stand within words.
    return tuple(_item(row) for row in connection.execute(_holding(words.split()).limit(limit)))


def search_items(
    connection: Connection, question: str, *, since: date | None, source: str | None, limit: int
) -> tuple[Hit, ...]:
    asked = search.read_question(question)
    numbers = search.find_numbers(connection, asked, since=since, source=source, limit=limit)
    return tuple(search.hit(stored, asked) for stored in _numbered(connection, numbers))


def _numbered(connection: Connection, numbers: list[int]) -> tuple[StoredItem, ...]:
    """Items by their numbers, the latest published first."""
    wanted = select(item).order_by(item.c.published.desc(), item.c.number.desc())
    return tuple(
        _item(row) for some in slices(numbers) for row in connection.execute(wanted.where(item.c.number.in_(some)))
    )


def _holding(words: list[str]) -> Any:
    each = [
        or_(item.c.title.icontains(word, autoescape=True), item.c.text.icontains(word, autoescape=True))
        for word in words
    ]
    return select(item).where(*each).order_by(item.c.published.desc(), item.c.number.desc())


def read_item(connection: Connection, item_id: str) -> StoredItem | None:
    row = connection.execute(select(item).where(item.c.id == item_id)).one_or_none()
    return _item(row) if row is not None else None


def stories(connection: Connection, item_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """The text and the language of items, by their ids; those that are not stored are left out."""
    wanted = select(item.c.id, item.c.text, item.c.details)
    found = (connection.execute(wanted.where(item.c.id.in_(some))) for some in slices(item_ids))
    return {row.id: (row.text, row.details.get("language", "en")) for rows in found for row in rows}


def items_of_document(connection: Connection, document_id: str) -> tuple[StoredItem, ...]:
    wanted = select(item).where(item.c.document_id == document_id).order_by(item.c.ordinal)
    return tuple(_item(row) for row in connection.execute(wanted))


def bare_items(connection: Connection, since: date | None) -> Iterator[StoredItem]:
    """Items without a mention, oldest publication first."""
    mentioned = select(mention.c.number).where(mention.c.item_id == item.c.id).exists()
    wanted = select(item).where(~mentioned).order_by(item.c.published, item.c.number)
    if since is not None:
        wanted = wanted.where(item.c.published >= datetime.combine(since, time(), UTC))
    for row in connection.execute(wanted.execution_options(yield_per=BATCH)):
        yield _item(row)


def _item(row: Row[Any]) -> StoredItem:
    return StoredItem(row.id, load(Item, row.details | {"text": row.text}), load(Origin, row.origin))


def rejections_of_item(connection: Connection, item_id: str) -> tuple[Rejection, ...]:
    wanted = select(rejection.c.payload).where(rejection.c.item_id == item_id).order_by(rejection.c.ordinal)
    return tuple(load(Rejection, payload) for payload in connection.execute(wanted).scalars())


def mentions_of_item(connection: Connection, item_id: str) -> tuple[StoredMention, ...]:
    return _mentions(connection, mention.c.item_id == item_id, mention.c.number)


def mentions_of_target(connection: Connection, target_id: str) -> tuple[StoredMention, ...]:
    return _mentions(connection, mention.c.target_id == target_id, mention.c.published, mention.c.number)


def _mentions(connection: Connection, which: Any, *order: Any) -> tuple[StoredMention, ...]:
    wanted = select(mention, target.c.title, target.c.kind).join_from(mention, target).where(which).order_by(*order)
    return tuple(_mention(row) for row in connection.execute(wanted))


def _mention(row: Row[Any]) -> StoredMention:
    told = load_told(row.payload, row.kind)
    return StoredMention(row.id, row.target_id, row.title, told.mention, load(Link, row.link), told.origin)
