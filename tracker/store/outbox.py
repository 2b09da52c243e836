"""Digests, and their deliveries from due to sent."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update

from tracker.model import Delivery, DeliveryState, Digest
from tracker.store.findings import all_open, close_selections
from tracker.store.records import SelectionState
from tracker.store.schema import delivery, digest, slot
from tracker.store.serial import dump, load
from tracker.store.sql import insert_new

UNSETTLED = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.AMBIGUOUS)


def add_digest(connection: Connection, found: Digest, deliveries: Iterable[Delivery]) -> bool:
    if not all_open(connection, found.receiver, found.finding_ids):
        return False
    row = {
        "id": found.id,
        "receiver": found.receiver,
        "slot": found.slot,
        "created": found.created,
        "headline": found.headline,
        "content": zlib.compress(json.dumps(dump(Digest, found), separators=(",", ":")).encode()),
    }
    if not connection.execute(insert_new(connection, digest), row).rowcount:
        return False
    slot_done(connection, found.receiver, found.slot)
    rows = [_row(each) for each in deliveries]
    if rows:
        connection.execute(insert_new(connection, delivery), rows)
    told = {"state": SelectionState.TOLD, "digest_id": found.id}
    close_selections(connection, found.receiver, found.finding_ids, **told)  # type: ignore[arg-type]
    return True


def read_digest(connection: Connection, digest_id: str) -> Digest | None:
    content = connection.execute(select(digest.c.content).where(digest.c.id == digest_id)).scalar()
    return load(Digest, json.loads(zlib.decompress(content))) if content is not None else None


def digest_ids(connection: Connection, receiver: str | None, limit: int) -> Sequence[str]:
    wanted = select(digest.c.id).order_by(digest.c.number.desc()).limit(limit)
    return connection.execute(wanted.where(digest.c.receiver == receiver) if receiver else wanted).scalars().all()


def slot_done(connection: Connection, receiver: str, name: str) -> None:
    connection.execute(insert_new(connection, slot), {"receiver": receiver, "slot": name})


def last_slot(connection: Connection, receiver: str) -> str | None:
    """Digits sort before ":" and letters behind it, so this is the latest slot that begins with a date."""
    dated = select(func.max(slot.c.slot)).where(slot.c.receiver == receiver, slot.c.slot < ":")
    return connection.execute(dated).scalar()


def _row(found: Delivery) -> dict[str, Any]:
    return {
        "id": found.id,
        "digest_id": found.digest_id,
        "receiver": found.receiver,
        "destination": found.destination,
        "sequence": found.sequence,
        "payload": dict(found.payload),
        "state": found.state,
        "attempts": found.attempts,
        "next_attempt": found.next_attempt,
        "reference": found.reference,
        "error": found.error,
        "turn": found.turn,
        "owner": found.owner,
        "doubts": found.doubts,
    }


def from_row(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        digest_id=row.digest_id,
        receiver=row.receiver,
        destination=row.destination,
        sequence=row.sequence,
        payload=row.payload,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        next_attempt=row.next_attempt,
        reference=row.reference,
        error=row.error,
        turn=row.turn,
        owner=row.owner,
        doubts=row.doubts,
    )


def deliveries_in(connection: Connection, state: DeliveryState) -> tuple[Delivery, ...]:
    wanted = select(delivery).where(delivery.c.state == state).order_by(delivery.c.number)
    return tuple(from_row(row) for row in connection.execute(wanted))


def due_deliveries(connection: Connection, now: datetime) -> tuple[Delivery, ...]:
    wanted = select(delivery).where(*_is_due(now)).order_by(delivery.c.number)
    return tuple(from_row(row) for row in connection.execute(wanted))


def receivers_due(connection: Connection, now: datetime) -> frozenset[str]:
    return frozenset(connection.execute(select(delivery.c.receiver).where(*_is_due(now)).distinct()).scalars())


def _is_due(now: datetime) -> tuple[Any, ...]:
    has_come = or_(
        and_(delivery.c.next_attempt.is_(None), delivery.c.state != DeliveryState.SENDING),
        delivery.c.next_attempt <= now,
    )
    return delivery.c.state.in_(UNSETTLED), has_come


def mark(
    connection: Connection,
    delivery_id: str,
    *,
    state: DeliveryState,
    attempts: int | None,
    next_attempt: datetime | None,
    reference: str | None,
    error: str | None,
    turn: int | None,
    owner: str | None,
    doubts: int | None,
) -> Delivery | None:
    values: dict[str, Any] = {"state": state, "next_attempt": next_attempt, "error": error, "turn": delivery.c.turn + 1}
    given = {"attempts": attempts, "reference": reference, "owner": owner, "doubts": doubts}
    values |= {name: value for name, value in given.items() if value is not None}
    change = update(delivery).where(delivery.c.id == delivery_id).values(values)
    if turn is not None:
        change = change.where(delivery.c.turn == turn)
    row = connection.execute(change.returning(delivery)).one_or_none()
    return from_row(row) if row is not None else None


def reference_of(connection: Connection, digest_id: str, destination: str, sequence: int) -> str | None:
    wanted = select(delivery.c.reference).where(
        delivery.c.digest_id == digest_id,
        delivery.c.destination == destination,
        delivery.c.sequence == sequence,
        delivery.c.state == DeliveryState.SENT,
    )
    return connection.execute(wanted).scalar()


def deliveries_of_digest(connection: Connection, digest_id: str) -> tuple[Delivery, ...]:
    wanted = select(delivery).where(delivery.c.digest_id == digest_id).order_by(delivery.c.number)
    return tuple(from_row(row) for row in connection.execute(wanted))
