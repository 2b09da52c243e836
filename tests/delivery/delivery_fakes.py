"""A store and a Slack in memory, for the outbox: what they hold survives the death of the process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tracker.delivery.outbox import CannotLook
from tracker.model import Delivery, DeliveryState, Outcome, Refused, Sent, Trouble, Unknown


class Killed(BaseException):
    """The process dies here; nothing of ours may catch it."""


@dataclass
class MemoryStore:
    """The outbox's store. `kill_in` commits from now the process dies, just before or just after the commit."""

    rows: dict[str, Delivery] = field(default_factory=dict)
    kill_in: int | None = None
    kill_after_commit: bool = False
    history: list[tuple[str, DeliveryState]] = field(default_factory=list)
    places: dict[tuple[str, str], Trouble] = field(default_factory=dict)
    slow: Callable[[], object] = lambda: None
    """what happens while a step is stored"""

    def add(self, *deliveries: Delivery) -> None:
        self.rows |= {one.id: one for one in deliveries}

    def due_deliveries(self, now: datetime) -> tuple[Delivery, ...]:
        unsettled = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.AMBIGUOUS)
        return tuple(
            one
            for one in self.rows.values()
            if one.state in unsettled and (one.next_attempt is None or one.next_attempt <= now)
        )

    def deliveries_of_digest(self, digest_id: str) -> tuple[Delivery, ...]:
        return tuple(one for one in self.rows.values() if one.digest_id == digest_id)

    def mark(
        self,
        delivery_id: str,
        *,
        state: DeliveryState,
        attempts: int,
        next_attempt: datetime | None,
        reference: str | None,
        error: str | None,
        turn: int | None,
        owner: str | None,
        doubts: int | None,
    ) -> Delivery | None:
        self.die_at_zero(before=True)
        self.slow()
        row = self.rows[delivery_id]
        if turn not in (None, row.turn):
            return None
        changes: dict[str, Any] = {"state": state, "attempts": attempts, "next_attempt": next_attempt, "error": error}
        self.rows[delivery_id] = replace(
            row, turn=row.turn + 1, owner=owner or row.owner, doubts=doubts or 0, **changes
        )
        if reference is not None:
            self.rows[delivery_id] = replace(self.rows[delivery_id], reference=reference)
        self.history.append((delivery_id, state))
        self.die_at_zero(before=False)
        return self.rows[delivery_id]

    def troubles(self) -> tuple[Trouble, ...]:
        return tuple(self.places.values())

    def set_trouble(self, trouble: Trouble) -> Trouble:
        known = self.places.get((trouble.receiver, trouble.destination), trouble)
        self.places[trouble.receiver, trouble.destination] = replace(trouble, since=known.since)
        return self.places[trouble.receiver, trouble.destination]

    def clear_trouble(self, receiver: str, destination: str) -> None:
        self.places.pop((receiver, destination), None)

    def die_at_zero(self, *, before: bool) -> None:
        if self.kill_in is None or before is self.kill_after_commit:
            return
        self.kill_in -= 1
        if self.kill_in < 0:
            self.kill_in = None
            raise Killed

    def states(self) -> dict[str, DeliveryState]:
        return {one.id: one.state for one in self.rows.values()}


ACCEPTED, LOST_ANSWER, LOST_POST, BUSY, SLOW_DOWN, NEVER, SHUT, KILLED_AFTER = (
    "accepted",
    "taken, and the answer lost",
    "not taken, and the answer lost",
    "certainly not taken",
    "asked to slow down",
    "refused for good",
    "refused as everything is",
    "taken, and then the process dies",
)


@dataclass
class MemorySlack:
    """A place that answers as it is told to. A post can be found `lag` after it was made."""

    now: Callable[[], datetime]
    lag: timedelta = timedelta(seconds=20)
    script: list[str] = field(default_factory=list)
    posts: list[tuple[str, str | None, datetime]] = field(default_factory=list)
    """(id, parent, when)"""
    blind: str | None = None
    """why nobody may look, if so"""
    away: bool = False
    looks: int = 0

    def send(self, delivery: Delivery, *, parent: str | None) -> Outcome:
        what = self.script.pop(0) if self.script else ACCEPTED
        if what in (ACCEPTED, LOST_ANSWER, KILLED_AFTER):
            self.posts.append((delivery.id, parent, self.now()))
        if what == KILLED_AFTER:
            raise Killed
        answers: dict[str, Outcome] = {
            ACCEPTED: Sent(f"ts-{delivery.id}"),
            LOST_ANSWER: Unknown("time-out"),
            LOST_POST: Unknown("time-out"),
            BUSY: Refused("refused connection", permanent=False),
            SLOW_DOWN: Refused("slow down", permanent=False, retry_after=90.0),
            NEVER: Refused("msg_too_long", permanent=True),
            SHUT: Refused("channel_not_found", permanent=True, place=True),
        }
        return answers[what]

    def reconcile(self, delivery: Delivery, since: datetime, parent: str | None) -> Outcome | CannotLook:
        self.looks += 1
        if self.blind:
            return CannotLook(self.blind)
        if self.away:
            return Unknown("time-out")
        for name, where, when in self.posts:
            if name == delivery.id and where == parent and since <= when <= self.now() - self.lag:
                return Sent(f"ts-{name}")
        return Refused("it is not there", permanent=False)

    def posted(self) -> list[str]:
        return [name for name, _, _ in self.posts]


@dataclass
class Deaf:
    """A place that takes everything and cannot be looked into."""

    outcome: Outcome = field(default_factory=lambda: Sent("reference"))
    sent: list[str] = field(default_factory=list)

    def send(self, delivery: Delivery, *, parent: str | None) -> Outcome:
        self.sent.append(delivery.id)
        return self.outcome


@dataclass
class Broken:
    """A transport with a fault of ours in it, in sending and in looking."""

    def send(self, delivery: Delivery, *, parent: str | None) -> Outcome:
        raise KeyError("a bug")

    def reconcile(self, delivery: Delivery, since: datetime, parent: str | None) -> Outcome:
        raise KeyError("another bug")
