"""What a person does with deliveries by hand: look at them, try one again, settle one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update

from tracker.model import Delivery, DeliveryState
from tracker.store.engine import Connections
from tracker.store.outbox import UNSETTLED, from_row
from tracker.store.schema import delivery, digest, trouble

LONGEST_WAIT = timedelta(minutes=70)
HELD_FROM = datetime(9000, 1, 1, tzinfo=UTC)
"""A next attempt from then on waits for a person."""


class OutboxDesk:
    """What `Store.outbox_desk` gives; each method is one transaction."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def deliveries(
        self, states: Collection[DeliveryState], receiver: str | None = None, limit: int = 100
    ) -> tuple[Delivery, ...]:
        """The latest deliveries in these states, of one receiver if asked, in the order they were made."""
        wanted = select(delivery).where(delivery.c.state.in_(states)).order_by(delivery.c.number.desc()).limit(limit)
        if receiver is not None:
            wanted = wanted.where(delivery.c.receiver == receiver)
        with self._connections.read() as connection:
            return tuple(from_row(row) for row in reversed(connection.execute(wanted).all()))

    def find(self, prefix: str) -> tuple[Delivery, ...]:
        """Deliveries whose id is, or begins with, `prefix`; two at most, for more are as good as none."""
        like = select(delivery).where(delivery.c.id.startswith(prefix, autoescape=True)).order_by(delivery.c.number)
        with self._connections.read() as connection:
            exact = connection.execute(select(delivery).where(delivery.c.id == prefix)).all()
            return tuple(from_row(row) for row in exact or connection.execute(like.limit(2)))

    def retry(self, found: Delivery, now: datetime, *, resend: bool = False) -> tuple[Delivery, ...]:
        """Make a delivery due now, and with a headline that was given up what was given up with it.

        One that may have arrived is looked for first, unless `resend`. Empty if it was written since it was read.
        """
        with self._connections.write() as connection:
            return _retry(connection, found, now, resend=resend)

    def resolve(self, found: Delivery, state: DeliveryState, reason: str) -> bool:
        """Settle a delivery as sent or failed, as a person says; False if it was written since it was read."""
        own = update(delivery).where(delivery.c.id == found.id, delivery.c.turn == found.turn)
        values = {"state": state, "next_attempt": None, "error": reason, "turn": delivery.c.turn + 1}
        with self._connections.write() as connection:
            return connection.execute(own.values(values)).rowcount > 0

    def rewind(self, now: datetime) -> int:
        """Let go of waits that only a clock that was ahead can have set: more than an hour from now. How many.

        Nothing waits longer by itself; what a server asked for beyond an hour it asks for again.
        """
        wrong = (delivery.c.next_attempt > now + LONGEST_WAIT, delivery.c.next_attempt < HELD_FROM)
        late = update(delivery).where(delivery.c.state.in_(UNSETTLED), *wrong)
        places = update(trouble).where(trouble.c.again > now + LONGEST_WAIT)
        with self._connections.write() as connection:
            moved = connection.execute(late.values(next_attempt=now, turn=delivery.c.turn + 1)).rowcount
            return moved + connection.execute(places.values(again=now)).rowcount

    def oldest_unsent(self) -> datetime | None:
        """When the oldest digest was made that has a message which is not sent; what a person holds is left out."""
        held = delivery.c.next_attempt >= HELD_FROM
        waits = (delivery.c.state.in_(UNSETTLED), delivery.c.next_attempt.is_(None) | ~held)
        wanted = select(func.min(digest.c.created)).join_from(delivery, digest).where(*waits)
        with self._connections.read() as connection:
            return connection.execute(wanted).scalar()

    def hurry(self, now: datetime) -> int:
        """Let the places that refuse everything be tried at once: somebody has perhaps mended them. How many."""
        with self._connections.write() as connection:
            return _hurry(connection, now)


def _retry(connection: Connection, found: Delivery, now: datetime, *, resend: bool) -> tuple[Delivery, ...]:
    unsure = found.state in (DeliveryState.AMBIGUOUS, DeliveryState.SENDING) and not resend
    state = DeliveryState.AMBIGUOUS if unsure else DeliveryState.DUE
    anew = {"attempts": 0, "doubts": 0}
    values: dict[str, Any] = anew | {"state": state, "next_attempt": now, "turn": delivery.c.turn + 1}
    change = update(delivery).values(values).returning(delivery)
    own = change.where(delivery.c.id == found.id, delivery.c.turn == found.turn)
    rows = list(connection.execute(own))
    if rows and found.state is DeliveryState.FAILED and found.sequence == 0:
        rows += connection.execute(change.where(*_followers(found)))
    if rows:
        _hurry(connection, now, found.receiver)
    return tuple(from_row(row) for row in sorted(rows, key=lambda row: row.number))


def _followers(headline: Delivery) -> tuple[Any, ...]:
    """What was never tried because its headline was given up."""
    return (
        delivery.c.digest_id == headline.digest_id,
        delivery.c.destination == headline.destination,
        delivery.c.sequence > 0,
        delivery.c.state == DeliveryState.FAILED,
        delivery.c.attempts == 0,
    )


def _hurry(connection: Connection, now: datetime, receiver: str | None = None) -> int:
    waiting = update(trouble).where(trouble.c.again > now)
    if receiver is not None:
        waiting = waiting.where(trouble.c.receiver == receiver)
    return connection.execute(waiting.values(again=now)).rowcount
