"""From what is due to what is sent, one delivery after the other, each step committed before the next.

    due ──mark──► sending ──send──► sent
                     │                ├─ refused, may help to wait ──► due again, later
                     │                ├─ refused for good ───────────► failed
                     │                └─ nobody knows ───────────────► ambiguous ──look──► sent | due again
                     └─ killed here: ambiguous once the program is back

Whatever moment the process dies at, the store tells where to go on; what may have been posted is looked for before it
is posted again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol, runtime_checkable

from tracker.delivery.waiting import backoff
from tracker.model import Delivery, DeliveryState, Outcome, Sent, Unknown

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
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
    """The store, as the outbox sees it. Each `mark` is committed when it returns.

    Deliveries left as sending by a process that died have been made ambiguous before.
    """

    def due_deliveries(self, now: datetime) -> tuple[Delivery, ...]:
        """What may be sent now, in order: due, its time has come, and nothing before it in its digest is waiting."""

    def deliveries_in(self, state: DeliveryState, now: datetime | None = None) -> tuple[Delivery, ...]:
        """Deliveries in this state whose next attempt has come."""

    def deliveries_of_digest(self, digest_id: str) -> tuple[Delivery, ...]: ...

    def claim(self, delivery_id: str) -> Delivery | None:
        """The delivery, now sending and with one attempt more; None where it is due no longer: another has it."""

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
    """One round: look for what may have been sent, then send all that is due, each at most once.

    `transports`: the way to each receiver, by name. `limit` bounds the deliveries taken. `on_unknown` says what
    happens to a message that may have been sent and cannot be looked for.
    """
    work = _Round(store, transports, now, on_unknown)
    for delivery in store.deliveries_in(DeliveryState.AMBIGUOUS, now()):
        if limit is not None and len(work.taken) >= limit:
            return work.report
        work.look(delivery)
    while True:
        due = tuple(delivery for delivery in store.due_deliveries(now()) if delivery.id not in work.taken)
        if not due:
            return work.report
        for delivery in due:
            if limit is not None and len(work.taken) >= limit:
                return work.report
            work.attempt(delivery, due)


class _Round:
    """One round: what it has taken in hand, and what came of it."""

    def __init__(
        self, store: Outbox, transports: Mapping[str, Transport], now: Callable[[], datetime], on_unknown: OnUnknown
    ) -> None:
        self._store = store
        self._transports = transports
        self._now = now
        self._on_unknown = on_unknown
        self.taken: set[str] = set()
        self.report = Report()

    def attempt(self, delivery: Delivery, due: tuple[Delivery, ...] = ()) -> None:
        """Send: first the intention is stored, then the message goes out, then what came of it is stored.

        `due` is what else may be sent now: a place that asks to slow down means all of it.
        """
        if delivery.id in self.taken:
            return
        self.taken.add(delivery.id)
        transport = self._transports.get(delivery.receiver)
        if transport is None:
            self._fail(delivery, f"there is no receiver {delivery.receiver!r} in the configuration")
            return
        claimed = self._store.claim(delivery.id)
        if claimed is None:
            return
        self._mark(claimed, DeliveryState.SENDING, until=self._now() + LOOK_AFTER)
        self._settle(claimed, self._sent(claimed, transport), due)

    def _sent(self, delivery: Delivery, transport: Transport) -> Outcome:
        try:
            return transport.send(delivery, parent=self._parent(delivery))
        except Exception as error:  # a fault of ours in one message must not stop all others
            log.exception("delivery.crashed", extra={"delivery": delivery.id, "receiver": delivery.receiver})
            return Unknown(f"the program failed while sending ({type(error).__name__})")

    def look(self, delivery: Delivery) -> None:
        """Find out whether a message that may have been sent is there; where it is not, send it."""
        transport = self._transports.get(delivery.receiver)
        if not isinstance(transport, Looks):
            found: Outcome | CannotLook = CannotLook("it cannot be looked for")
        elif delivery.next_attempt is None:
            found = Unknown(delivery.error or "it may have been sent")  # it may have been sent this very second
        else:
            found = self._found(delivery, transport, delivery.next_attempt - LOOK_BACK)
        if isinstance(found, Sent):
            self._settle(delivery, found)
        elif isinstance(found, Unknown):
            self._put_off(delivery, DeliveryState.AMBIGUOUS, self._now() + LOOK_AGAIN, found.reason)
        elif isinstance(found, CannotLook) and self._on_unknown == "hold":
            error = f"it may have been sent, and {found.reason}; say what became of it with `tracker outbox resolve`"
            self._put_off(delivery, DeliveryState.AMBIGUOUS, HELD, error)
        else:
            self._again(delivery)

    def _found(self, delivery: Delivery, transport: Looks, since: datetime) -> Outcome | CannotLook:
        try:
            return transport.reconcile(delivery, since, self._parent(delivery))
        except Exception as error:  # likewise
            log.exception("delivery.look_crashed", extra={"delivery": delivery.id, "receiver": delivery.receiver})
            return Unknown(f"the program failed while looking ({type(error).__name__})")

    def _parent(self, delivery: Delivery) -> str | None:
        if delivery.sequence == 0:
            return None
        return self._store.reference_of(delivery.digest_id, delivery.destination, 0)

    def _again(self, delivery: Delivery) -> None:
        """It is not there, or may be doubled: due again, unless that has happened too often."""
        if delivery.attempts >= MOST_ATTEMPTS:
            self._fail(delivery, f"given up after {delivery.attempts} attempts, one of which may have arrived")
            return
        self._mark(delivery, DeliveryState.DUE, error=delivery.error)
        self.attempt(delivery)

    def _settle(self, delivery: Delivery, outcome: Outcome, due: tuple[Delivery, ...] = ()) -> None:
        """Store what came of it."""
        if isinstance(outcome, Sent):
            self._mark(delivery, DeliveryState.SENT, reference=outcome.reference)
            self._note("sent", delivery)
        elif isinstance(outcome, Unknown):
            self._put_off(delivery, DeliveryState.AMBIGUOUS, self._now() + LOOK_AFTER, outcome.reason)
        elif outcome.permanent:
            self._fail(delivery, outcome.reason)
        elif delivery.attempts >= MOST_ATTEMPTS:
            self._fail(delivery, f"given up after {delivery.attempts} attempts; the last: {outcome.reason}")
        else:
            until = self._now() + backoff(delivery.attempts, outcome.retry_after)
            if outcome.retry_after is not None:
                self._hold_back(delivery, due, until)
            self._put_off(delivery, DeliveryState.DUE, until, outcome.reason)

    def _put_off(self, delivery: Delivery, state: DeliveryState, until: datetime, error: str) -> None:
        self._mark(delivery, state, until=until, error=error)
        self._note("ambiguous" if state is DeliveryState.AMBIGUOUS else "put_off", delivery)

    def _hold_back(self, delivery: Delivery, due: tuple[Delivery, ...], until: datetime) -> None:
        """Put off, untried, what else is due at a place that asks us to slow down."""
        place = (delivery.receiver, delivery.destination)
        for other in due:
            if other.id not in self.taken and (other.receiver, other.destination) == place:
                self.taken.add(other.id)
                self._mark(other, DeliveryState.DUE, until=until, error=other.error)

    def _fail(self, delivery: Delivery, reason: str) -> None:
        """Given up and kept. What follows a headline has no thread without it: it fails too, and first."""
        for follower in self._followers(delivery) if delivery.sequence == 0 else ():
            self._mark(follower, DeliveryState.FAILED, error=f"its headline was not sent: {reason}")
            self._note("failed", follower)
        self._mark(delivery, DeliveryState.FAILED, error=reason)
        self._note("failed", delivery)
        broken = dict(self.report.broken) | {delivery.receiver: reason}
        self.report = replace(self.report, broken=tuple(broken.items()))

    def _followers(self, delivery: Delivery) -> tuple[Delivery, ...]:
        return tuple(
            other
            for other in self._store.deliveries_of_digest(delivery.digest_id)
            if other.destination == delivery.destination
            and other.sequence > delivery.sequence
            and other.state is DeliveryState.DUE
        )

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

    def _note(self, outcome: Literal["sent", "failed", "put_off", "ambiguous"], delivery: Delivery) -> None:
        """Count the delivery in the report."""
        self.taken.add(delivery.id)
        changes: dict[str, Any] = {outcome: (*getattr(self.report, outcome), delivery.id)}
        self.report = replace(self.report, **changes)
