"""Places that refuse everything they are sent: since when, why, and when one message tries again."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, delete, select

from tracker.model import Trouble
from tracker.store.schema import trouble
from tracker.store.sql import insert_or_update


def troubles(connection: Connection) -> tuple[Trouble, ...]:
    rows = connection.execute(select(trouble).order_by(trouble.c.receiver, trouble.c.destination))
    return tuple(Trouble(row.receiver, row.destination, row.reason, row.since, row.again) for row in rows)


def set_trouble(connection: Connection, found: Trouble) -> Trouble:
    change = insert_or_update(connection, trouble, key=("receiver", "destination"), change=("reason", "again"))
    row = connection.execute(change.returning(trouble), asdict(found)).one()
    return Trouble(row.receiver, row.destination, row.reason, row.since, row.again)


def clear_trouble(connection: Connection, receiver: str, destination: str | None) -> int:
    gone = delete(trouble).where(trouble.c.receiver == receiver)
    if destination is not None:
        gone = gone.where(trouble.c.destination == destination)
    return connection.execute(gone).rowcount
