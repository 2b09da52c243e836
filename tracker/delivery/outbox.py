"""From what is due to what is sent, one delivery after the other, each step committed before the next.

    due ──mark──► sending ──send──► sent
                     │                ├─ refused, may help to wait ──► due again, later
                     │                ├─ refused for good ───────────► failed
                     │                └─ nobody knows ───────────────► ambiguous ──look──► sent | due again
                     └─ killed here: it is looked for as if ambiguous, once its lease has run out

Whatever moment the process dies at, the store tells where to go on; what may have been posted is looked for before it
is posted again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol, runtime_checkable

from tracker.delivery.waiting import backoff
from tracker.model import Delivery, DeliveryState, Outcome, Refused, Sent, Unknown

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
"""How long a delivery that is being sent is left alone: longer than a send can take."""
LOOK_AFTER = timedelta(seconds=30)
"""The other side's own history lags behind; the first look waits for it."""
LOOK_AGAIN = timedelta(minutes=1)
LOOK_BACK = timedelta(days=7)
"""How far back a message is looked for; longer than the other side is ever away."""
HELD = datetime(9999, 1, 1, tzinfo=UTC)
"""The next attempt of a delivery that waits for a person."""

OnUnknown = Literal["resend", "hold"]


@dataclass(frozen=True, slots=True)
class CannotLook:
    """Whether the message is there can never be found out this way, and why."""

    reason: str


class Transport(Protocol):
    """A way to send one delivery; `parent` is the reference of its digest's headline."""

    def send(self, delivery: Delivery, *, parent: str | None) -> Outcome: ...


@runtime_checkable
class Looks(Protocol):
    """A transport that can find out whether a delivery is there: Sent, Refused where it is not, Unknown for now."""

    def reconcile(self, delivery: Delivery, since: datetime, parent: str | None) -> Outcome | CannotLook: ...


class Outbox(Protocol):
    """The store, as the outbox sees it. Each `mark` is committed when it returns."""

    def due_deliveries(self, now: datetime) -> tuple[Delivery, ...]:
        """Deliveries that are due, sending or ambiguous, whose next attempt has come; by digest and sequence."""

    def mark(
        self,
        delivery_id: str,
        *,
        state: DeliveryState,
        attempts: int,
        next_attempt: datetime | None,
        reference: str | None,
        error: str | None,
    ) -> object: ...

    def reference_of(self, digest_id: str, destination: str, sequence: int) -> str | None:
        """The reference of a delivery that was sent, else None."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one round did, by the deliveries' ids. `broken`: receivers that refused for good, and why."""

    sent: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    put_off: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()

    @property
    def idle(self) -> bool:
        return not (self.sent or self.failed or self.put_off or self.ambiguous)


def deliver(
    store: Outbox,
    transports: Mapping[str, Transport],
    now: Callable[[], datetime],
    limit: int | None = None,
    on_unknown: OnUnknown = "resend",
) -> Report:
    """One round over all that is due, `limit` deliveries at most. `transports`: the way to each receiver, by name.

    `on_unknown` says what happens to a message that may have been sent and cannot be looked for.
    """
    start = now()
    due = tuple(delivery for delivery in store.due_deliveries(start) if _has_come(delivery, start))
    return _Round(store, transports, now, on_unknown, _in_order(due)).run(limit)


def _in_order(due: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
    """The digests as the store orders them, the messages of each by their sequence."""
    places: dict[tuple[str, str], int] = {}
    for delivery in due:
        places.setdefault((delivery.digest_id, delivery.destination), len(places))
    return tuple(sorted(due, key=lambda one: (places[one.digest_id, one.destination], one.sequence)))


def _has_come(delivery: Delivery, now: datetime) -> bool:
    return delivery.next_attempt is None or delivery.next_attempt <= now


class _Round:
    """One round. Knows what is due in order, and whom this round must leave alone from now on."""

    def __init__(
        self,
        store: Outbox,
        transports: Mapping[str, Transport],
        now: Callable[[], datetime],
        on_unknown: OnUnknown,
        due: tuple[Delivery, ...],
    ) -> None:
        self._store = store
        self._transports = transports
        self._now = now
        self._on_unknown = on_unknown
        self._due = due
        self._done: set[str] = set()
        self._report = Report()

    def run(self, limit: int | None) -> Report:
        tried = 0
        for delivery in self._due:
            if delivery.id in self._done:
                continue
            if limit is not None and tried >= limit:
                break
            tried += self._one(delivery)
        return self._report

    def _one(self, delivery: Delivery) -> bool:
        """Take one delivery a step on; False where it must wait for its headline."""
        parent = self._parent(delivery)
        if delivery.sequence > 0 and parent is None:
            return False
        transport = self._transports.get(delivery.receiver)
        if transport is None:
            refused = Refused(f"there is no receiver {delivery.receiver!r} in the configuration", permanent=True)
            self._settle(delivery, refused)
        elif delivery.state is DeliveryState.DUE:
            self._attempt(delivery, transport, parent)
        else:
            self._look(delivery, transport, parent)
        return True

    def _parent(self, delivery: Delivery) -> str | None:
        if delivery.sequence == 0:
            return None
        return self._store.reference_of(delivery.digest_id, delivery.destination, 0)

    def _attempt(self, delivery: Delivery, transport: Transport, parent: str | None) -> None:
        """Send: first the intention is stored, then the message goes out, then what came of it is stored."""
        delivery = replace(delivery, attempts=delivery.attempts + 1)
        self._mark(delivery, DeliveryState.SENDING, until=self._now() + LEASE)
        try:
            outcome = transport.send(delivery, parent=parent)
        except Exception as error:  # a fault of ours in one message must not stop all others
            log.exception("delivery.crashed", extra={"delivery": delivery.id, "receiver": delivery.receiver})
            outcome = Unknown(f"the program failed while sending ({type(error).__name__})")
        self._settle(delivery, outcome)

    def _look(self, delivery: Delivery, transport: Transport, parent: str | None) -> None:
        """Find out whether a message that may have been sent is there."""
        if not isinstance(transport, Looks):
            return self._cannot_look(delivery, transport, parent, CannotLook("it cannot be looked for"))
        since = (delivery.next_attempt or self._now()) - LOOK_BACK
        try:
            found = transport.reconcile(delivery, since, parent)
        except Exception as error:  # likewise
            log.exception("delivery.look_crashed", extra={"delivery": delivery.id, "receiver": delivery.receiver})
            found = Unknown(f"the program failed while looking ({type(error).__name__})")
        if isinstance(found, CannotLook):
            return self._cannot_look(delivery, transport, parent, found)
        if isinstance(found, Sent):
            return self._settle(delivery, found)
        if isinstance(found, Unknown):
            return self._put_off(delivery, DeliveryState.AMBIGUOUS, self._now() + LOOK_AGAIN, found.reason)
        return self._again(delivery, transport, parent)

    def _cannot_look(self, delivery: Delivery, transport: Transport, parent: str | None, why: CannotLook) -> None:
        if self._on_unknown == "resend":
            return self._again(delivery, transport, parent)
        error = f"it may have been sent, and {why.reason}; say what became of it with `tracker outbox resolve`"
        return self._put_off(delivery, DeliveryState.AMBIGUOUS, HELD, error)

    def _again(self, delivery: Delivery, transport: Transport, parent: str | None) -> None:
        if delivery.attempts >= MOST_ATTEMPTS:
            return self._fail(delivery, f"given up after {delivery.attempts} attempts, one of which may have arrived")
        return self._attempt(delivery, transport, parent)

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Store what came of it."""
        if isinstance(outcome, Sent):
            self._mark(delivery, DeliveryState.SENT, reference=outcome.reference)
            self._note(delivery, sent=(*self._report.sent, delivery.id))
        elif isinstance(outcome, Unknown):
            self._put_off(delivery, DeliveryState.AMBIGUOUS, self._now() + LOOK_AFTER, outcome.reason)
        elif outcome.permanent:
            self._fail(delivery, outcome.reason)
        elif delivery.attempts >= MOST_ATTEMPTS:
            self._fail(delivery, f"given up after {delivery.attempts} attempts; the last: {outcome.reason}")
        else:
            until = self._now() + backoff(delivery.attempts, outcome.retry_after)
            if outcome.retry_after is not None:
                self._hold_back(self._others(delivery), until)
            self._put_off(delivery, DeliveryState.DUE, until, outcome.reason)

    def _put_off(self, delivery: Delivery, state: DeliveryState, until: datetime, error: str) -> None:
        """Later; and so that their order is kept, what follows in the same digest not before it."""
        if until != HELD:
            self._hold_back(self._followers(delivery), until)
        self._mark(delivery, state, until=until, error=error)
        if state is DeliveryState.AMBIGUOUS:
            self._note(delivery, ambiguous=(*self._report.ambiguous, delivery.id))
        else:
            self._note(delivery, put_off=(*self._report.put_off, delivery.id))

    def _hold_back(self, others: tuple[Delivery, ...], until: datetime) -> None:
        """Put off what was not tried. The later ones first, so that a crash in between breaks no order."""
        for other in reversed(others):
            self._mark(other, other.state, until=until, error=other.error)
            self._done.add(other.id)

    def _fail(self, delivery: Delivery, reason: str) -> None:
        """Given up and kept. Without its headline what follows in a digest has no thread: it fails with it, and first."""
        followers = self._followers(delivery) if delivery.sequence == 0 else ()
        for follower in reversed(followers):
            self._mark(follower, DeliveryState.FAILED, error=f"its headline was not sent: {reason}")
            self._note(follower, failed=(*self._report.failed, follower.id))
        self._mark(delivery, DeliveryState.FAILED, error=reason)
        broken = dict(self._report.broken) | {delivery.receiver: reason}
        self._note(delivery, failed=(*self._report.failed, delivery.id), broken=tuple(broken.items()))

    def _followers(self, delivery: Delivery) -> tuple[Delivery, ...]:
        same = (delivery.digest_id, delivery.destination)
        return tuple(
            other
            for other in self._untouched(delivery)
            if (other.digest_id, other.destination) == same and other.sequence > delivery.sequence
        )

    def _others(self, delivery: Delivery) -> tuple[Delivery, ...]:
        """What else is due at the same place: when it asks us to slow down, that is meant for all."""
        place = (delivery.receiver, delivery.destination)
        return tuple(other for other in self._untouched(delivery) if (other.receiver, other.destination) == place)

    def _untouched(self, delivery: Delivery) -> tuple[Delivery, ...]:
        return tuple(other for other in self._due if other.id != delivery.id and other.id not in self._done)

    def _mark(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        until: datetime | None = None,
        reference: str | None = None,
        error: str | None = None,
    ) -> None:
        self._store.mark(
            delivery.id, state=state, attempts=delivery.attempts, next_attempt=until, reference=reference, error=error
        )

    def _note(self, delivery: Delivery, **changes: tuple[object, ...]) -> None:
        self._done.add(delivery.id)
        self._report = replace(self._report, **changes)  # type: ignore[arg-type]
