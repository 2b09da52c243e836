"""What was sent already and is changed in place: further deliveries of a digest that stands."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.model import Delivery, Digest
from tracker.store import outbox
from tracker.store.findings import close_selections
from tracker.store.records import SelectionState
from tracker.store.schema import delivery, digest
from tracker.store.serial import dump
from tracker.store.sql import insert_new

if TYPE_CHECKING:
    from tracker.store.engine import Connections


class SentBook:
    """Digests that were told, and what is added to them. Each method is one transaction."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def told_since(self, receiver: str, since: datetime, *, slots: str = "", limit: int = 20) -> tuple[Digest, ...]:
        """The latest digests that a receiver was told from then on; only those whose slot begins so."""
        wanted = select(digest.c.id).where(digest.c.receiver == receiver, digest.c.created >= since)
        if slots:
            wanted = wanted.where(digest.c.slot.startswith(slots, autoescape=True))
        with self._connections.read() as connection:
            ids = connection.execute(wanted.order_by(digest.c.number.desc()).limit(limit)).scalars().all()
            found = [outbox.read_digest(connection, digest_id) for digest_id in ids]
        return tuple(one for one in found if one is not None)

    def add_updates(self, told: Digest, deliveries: Iterable[Delivery], finding_ids: Collection[str]) -> int:
        """Put changes of messages that stand into the outbox, and count the findings as told by that digest; how many.

        A delivery that is known by its id is left as it is.
        """
        rows = [outbox._row(each) for each in deliveries]
        with self._connections.write() as connection:
            added = sum(connection.execute(insert_new(connection, delivery), row).rowcount for row in rows)
            if added:
                state = SelectionState.TOLD
                close_selections(connection, told.receiver, finding_ids, state=state, digest_id=told.id)
        return added

    def add_again(self, again: Digest, deliveries: Iterable[Delivery]) -> bool:
        """Store a digest that tells what is told already, with its deliveries; False where it is known by its id."""
        rows = [outbox._row(each) for each in deliveries]
        row = {
            "id": again.id,
            "receiver": again.receiver,
            "slot": again.slot,
            "created": again.created,
            "headline": again.headline,
            "content": zlib.compress(json.dumps(dump(Digest, again), separators=(",", ":")).encode()),
        }
        with self._connections.write() as connection:
            if not connection.execute(insert_new(connection, digest), row).rowcount:
                return False
            if rows:
                connection.execute(insert_new(connection, delivery), rows)
        return True
