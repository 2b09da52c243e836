"""From what is due to what is sent, one delivery after the other, each step committed before the next.

    due ──mark──► sending ──send──► sent
                     │                ├─ refused, may help to wait ──► due again, later
                     │                ├─ refused for good ───────────► failed
                     │                ├─ the place refuses all ──────► due again, and its place left alone for a while
                     │                └─ nobody knows ───────────────► ambiguous ──look──► sent | due again
                     └─ killed here: looked for as if ambiguous, after a while

Whatever moment the process dies at, the store tells where to go on; what may have been posted is looked for before it
is posted again. Each step is written only if nobody has written the delivery since it was read (its turn): of several
processes on one database one takes it, and the others pass on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import Any, Literal, Protocol, runtime_checkable

from tracker.delivery.waiting import backoff
from tracker.model import Delivery, DeliveryState, Outcome, Refused, Sent, Trouble, Unknown

log = logging.getLogger(__name__)

MOST_DOUBTS = 8
"""How often a message that may have arrived is sent where nobody can look; a receiver may get it so many times."""
LONG = 8
"""The number of refusals, about an hour after the first, after which people are told."""
MOST_REFUSALS = 130
"""How often a message that certainly did not arrive is tried: five days, at an hour between two tries."""
PROBE = timedelta(hours=1)
"""How long a place that refuses everything is left alone before one message tries it again."""
SETTLED = (DeliveryState.SENT, DeliveryState.FAILED)
LEASE = timedelta(minutes=2)
"""How long a delivery that is being sent is left alone: longer than a send takes, two tries and their time-outs."""
CLAIMED_IN = 0.25
"""The part of a lease that storing the claim may take; after that nothing is sent, for others may take it for dead."""
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
    """The store, as the outbox sees it. What is written is committed when the method returns."""

    def due_deliveries(self, now: datetime) -> tuple[Delivery, ...]:
        """Deliveries that are due, sending or ambiguous and whose next attempt has come, in the order they were made.

        One that is sending then was left so by a process that died.
        """

    def deliveries_of_digest(self, digest_id: str) -> tuple[Delivery, ...]:
        """All deliveries of a digest, whatever their state."""

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
        """Write a step; with a turn only if nobody has written the delivery since, else None."""

    def troubles(self) -> tuple[Trouble, ...]:
        """The places that refuse everything."""

    def set_trouble(self, trouble: Trouble) -> Trouble:
        """Remember one; a known one keeps its `since`."""

    def clear_trouble(self, receiver: str, destination: str) -> object:
        """Forget one."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one round did, by the deliveries' ids. `broken`: receivers whose messages were given up, and why."""

    sent: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    put_off: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    troubles: tuple[Trouble, ...] = ()
    """places that have refused everything in this round"""
    mended: tuple[Trouble, ...] = ()
    """places that take messages again"""
    stuck: tuple[tuple[str, str, str], ...] = ()
    """(delivery, receiver, reason) of messages that were refused for the eighth time, about an hour after the first"""

    @property
    def idle(self) -> bool:
        return not (self.sent or self.failed or self.put_off or self.ambiguous)


@dataclass(slots=True)
class Leases:
    """How long this process has seen deliveries being sent by another, by a clock that nobody sets (in seconds).

    The time until which a lease runs is a date, and dates are no measure where clocks are moved: what is being sent is
    taken from another process only when it was seen so, unchanged, for as long as a lease.
    """

    steady: Callable[[], float]
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def over(self, delivery: Delivery) -> bool:
        turn, since = self._seen.get(delivery.id, (-1, 0.0))
        if turn != delivery.turn:
            self._seen[delivery.id] = (delivery.turn, self.steady())
            return False
        return self.steady() - since >= LEASE.total_seconds()


def deliver(
    store: Outbox,
    transports: Mapping[str, Transport],
    now: Callable[[], datetime],
    limit: int | None = None,
    on_unknown: OnUnknown = "resend",
    *,
    owner: str | None = None,
    leases: Leases | None = None,
    receiver: str | None = None,
    enough: Callable[[], bool] = lambda: False,
) -> Report:
    """One round: send what is due (to one receiver), and look for what may have been sent before that is sent again.

    `transports`: the way to each receiver, by name. `limit` bounds the deliveries taken; the round ends too before the
    first that is to be taken when there is `enough`. `on_unknown` says what happens to a message that may have been
    sent and cannot be looked for. `owner` names this process to people; `leases` is kept from round to round by a
    process that lives long. The places take turns: a long queue at one keeps no message for another waiting.
    """
    start = now()
    work = _Round(store, transports, now, on_unknown, owner=owner, leases=leases)
    due = (each for each in store.due_deliveries(start) if receiver is None or each.receiver == receiver)
    for delivery in by_turns(due):
        if (limit is not None and work.count >= limit) or enough():
            break
        work.take(delivery)
    return work.report


def by_turns(deliveries: Iterable[Delivery]) -> Iterator[Delivery]:
    """One delivery of each place after the other; those of one place stay in their order."""
    queues: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in deliveries:
        queues.setdefault(_place(delivery), []).append(delivery)
    for turn in zip_longest(*queues.values()):
        yield from (delivery for delivery in turn if delivery is not None)


class _Round:
    """One round: which places it leaves alone from now on, and what came of what it took."""

    def __init__(
        self,
        store: Outbox,
        transports: Mapping[str, Transport],
        now: Callable[[], datetime],
        on_unknown: OnUnknown,
        *,
        owner: str | None,
        leases: Leases | None,
    ) -> None:
        self._store = store
        self._transports = transports
        self._now = now
        self._on_unknown = on_unknown
        self._owner = owner
        self._leases = leases
        self._steady = leases.steady if leases else time.monotonic
        self._slow: dict[tuple[str, str], datetime] = {}
        self._tired: set[tuple[str, str]] = set()
        self._troubles = {_place(trouble): trouble for trouble in store.troubles()}
        self.count = 0
        self.report = Report()

    def take(self, delivery: Delivery) -> None:
        """Take one delivery a step on, if all before it in its digest is settled and its place takes messages now."""
        before = self._before(delivery)
        headline = next((other for other in before if other.sequence == 0), None)
        slow = self._slow.get(_place(delivery))
        if headline is not None and headline.state is DeliveryState.FAILED:
            self._fail(delivery, f"its headline was not sent: {headline.error}")
        elif any(other.state not in SETTLED for other in before) or self._leave_alone(delivery):
            return
        elif slow is not None:
            self._mark(delivery, delivery.state, until=slow, error=delivery.error)
        elif delivery.receiver not in self._transports:
            self._fail(delivery, f"there is no receiver {delivery.receiver!r} in the configuration")
        else:
            self.count += 1
            parent = headline.reference if headline else None
            step = self._attempt if delivery.state is DeliveryState.DUE else self._look
            step(delivery, self._transports[delivery.receiver], parent)

    def _leave_alone(self, delivery: Delivery) -> bool:
        """Whether another sends it, or its place refuses everything or has just failed: one time-out is enough."""
        if delivery.state is DeliveryState.SENDING and self._leases and not self._leases.over(delivery):
            return True
        trouble = self._troubles.get(_place(delivery))
        return _place(delivery) in self._tired or (trouble is not None and trouble.again > self._now())

    def _before(self, delivery: Delivery) -> tuple[Delivery, ...]:
        """What goes to the same place before it in its digest."""
        if delivery.sequence == 0:
            return ()
        return tuple(
            other
            for other in self._store.deliveries_of_digest(delivery.digest_id)
            if other.destination == delivery.destination and other.sequence < delivery.sequence
        )

    def _attempt(self, delivery: Delivery, transport: Transport, parent: str | None) -> None:
        """Send: first the intention is stored, then the message goes out, then what came of it is stored."""
        once_more = replace(delivery, attempts=delivery.attempts + 1)
        begun = self._steady()
        claimed = self._mark(once_more, DeliveryState.SENDING, until=self._now() + LEASE)
        if claimed is None:
            return  # another process has taken it
        if self._steady() - begun > CLAIMED_IN * LEASE.total_seconds():
            untried = replace(claimed, attempts=delivery.attempts)
            self._put_off(untried, delivery.state, self._now(), "the database took too long to store that it is sent")
            return
        try:
            outcome = transport.send(claimed, parent=parent)
        except Exception as error:  # a fault of ours in one message must not stop all others
            log.exception("delivery.crashed", extra={"delivery": delivery.id, "receiver": delivery.receiver})
            outcome = Unknown(f"the program failed while sending ({type(error).__name__})")
        self._settle(claimed, outcome)

    def _look(self, delivery: Delivery, transport: Transport, parent: str | None) -> None:
        """Find out whether a message that may have been sent is there; where it is not, send it."""
        if not isinstance(transport, Looks):
            found: Outcome | CannotLook = CannotLook("it cannot be looked for")
        elif delivery.next_attempt is None:
            found = Unknown(delivery.error or "it may have been sent")  # perhaps this very second: wait before looking
        else:
            since = delivery.next_attempt - LOOK_BACK
            claimed = self._mark(delivery, DeliveryState.AMBIGUOUS, until=self._now() + LEASE, error=delivery.error)
            if claimed is None:
                return  # another process looks
            delivery, found = claimed, self._found(claimed, transport, parent, since)
        if isinstance(found, Sent):
            self._settle(delivery, found)
        elif isinstance(found, Unknown):
            self._put_off(delivery, DeliveryState.AMBIGUOUS, self._now() + LOOK_AGAIN, found.reason)
        elif isinstance(found, CannotLook) and self._on_unknown == "hold":
            error = f"it may have been sent, and {found.reason}; it is held until a person has looked"
            self._put_off(delivery, DeliveryState.AMBIGUOUS, HELD, error)
        elif delivery.doubts >= MOST_DOUBTS:
            self._fail(
                delivery, f"given up after {delivery.attempts} attempts, {delivery.doubts} of which may have arrived"
            )
        else:
            self._attempt(delivery, transport, parent)

    def _found(self, delivery: Delivery, transport: Looks, parent: str | None, since: datetime) -> Outcome | CannotLook:
        try:
            return transport.reconcile(delivery, since, parent)
        except Exception as error:  # likewise
            log.exception("delivery.look_crashed", extra={"delivery": delivery.id, "receiver": delivery.receiver})
            return Unknown(f"the program failed while looking ({type(error).__name__})")

    def _settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Store what came of it."""
        if isinstance(outcome, Sent):
            self._sent(delivery, outcome)
        elif isinstance(outcome, Unknown):
            self._tired.add(_place(delivery))
            doubted = replace(delivery, doubts=delivery.doubts + 1)
            wait = max(LOOK_AFTER, backoff(doubted.doubts))
            self._put_off(doubted, DeliveryState.AMBIGUOUS, self._now() + wait, outcome.reason)
        elif outcome.place:
            self._refused_by_place(delivery, outcome)
        elif outcome.permanent:
            self._fail(delivery, outcome.reason)
        elif delivery.attempts >= MOST_REFUSALS:
            self._fail(delivery, f"given up after {delivery.attempts} attempts; the last: {outcome.reason}")
        else:
            self._again_later(delivery, outcome)

    def _sent(self, delivery: Delivery, outcome: Sent) -> None:
        """It is there, whatever another process has made of it meanwhile; its place takes messages."""
        if self._mark(delivery, DeliveryState.SENT, reference=outcome.reference) is None:
            log.warning("delivery.overtaken", extra={"delivery": delivery.id, "receiver": delivery.receiver})
            self._mark(delivery, DeliveryState.SENT, reference=outcome.reference, whatever=True)
        self._note("sent", delivery)
        trouble = self._troubles.pop(_place(delivery), None)
        if trouble is not None:
            self._store.clear_trouble(delivery.receiver, delivery.destination)
            self.report = replace(self.report, mended=(*self.report.mended, trouble))

    def _refused_by_place(self, delivery: Delivery, outcome: Refused) -> None:
        """Kept as if it had never been tried, with everything else for that place."""
        now = self._now()
        found = Trouble(delivery.receiver, delivery.destination, outcome.reason, now, now + PROBE)
        self._troubles[_place(delivery)] = trouble = self._store.set_trouble(found)
        self._put_off(replace(delivery, attempts=delivery.attempts - 1), DeliveryState.DUE, now, outcome.reason)
        self.report = replace(self.report, troubles=(*self.report.troubles, trouble))

    def _again_later(self, delivery: Delivery, outcome: Refused) -> None:
        until = self._now() + backoff(delivery.attempts, outcome.retry_after)
        self._tired.add(_place(delivery))
        if outcome.retry_after is not None:
            self._tired.remove(_place(delivery))
            self._slow[_place(delivery)] = until
        if delivery.attempts == LONG:
            stuck = (delivery.id, delivery.receiver, outcome.reason)
            self.report = replace(self.report, stuck=(*self.report.stuck, stuck))
        self._put_off(delivery, DeliveryState.DUE, until, outcome.reason)

    def _put_off(self, delivery: Delivery, state: DeliveryState, until: datetime, error: str) -> None:
        self._mark(delivery, state, until=until, error=error)
        self._note("ambiguous" if state is DeliveryState.AMBIGUOUS else "put_off", delivery)

    def _fail(self, delivery: Delivery, reason: str) -> None:
        """Given up, and kept for a person to try again."""
        self._mark(delivery, DeliveryState.FAILED, error=reason)
        self._note("failed", delivery)
        broken = {delivery.receiver: reason} | dict(self.report.broken)
        self.report = replace(self.report, broken=tuple(broken.items()))

    def _mark(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        until: datetime | None = None,
        reference: str | None = None,
        error: str | None = None,
        whatever: bool = False,
    ) -> Delivery | None:
        """Write a step, and how the delivery stands then; None where another process has written it since."""
        return self._store.mark(
            delivery.id,
            state=state,
            attempts=delivery.attempts,
            next_attempt=until,
            reference=reference,
            error=error,
            turn=None if whatever else delivery.turn,
            owner=self._owner,
            doubts=delivery.doubts,
        )

    def _note(self, outcome: Literal["sent", "failed", "put_off", "ambiguous"], delivery: Delivery) -> None:
        """Count the delivery in the report."""
        changes: dict[str, Any] = {outcome: (*getattr(self.report, outcome), delivery.id)}
        self.report = replace(self.report, **changes)


def _place(one: Delivery | Trouble) -> tuple[str, str]:
    return one.receiver, one.destination
