"""Outbox and slots together, on the real store: whatever happens in whatever order, and wherever the process dies.

Findings are selected, silenced and told by schedule, at once or after each pass; rounds meet every fault of the other
side; the process dies before or after any commit; time passes, and the clock is moved back. At all times no finding is
in two digests of a receiver, no message posted twice, no digest made before its time, or twice for a slot. In the end
all is told or suppressed.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from databases import Databases
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from store_samples import finding, put_policy, with_item

from tracker.config.settings import Quiet, Receiver, Schedule
from tracker.delivery.outbox import Outcome, deliver
from tracker.digests.render import Renderer
from tracker.digests.slots import slot_instant
from tracker.model import Delivery, DeliveryState, Refused, Selection, Sent, Unknown, Urgency
from tracker.store.engine import Connections
from tracker.store.store import Store
from tracker.telling.office import Office, tell

ZONE = ZoneInfo("Europe/Brussels")
START = datetime(2026, 10, 23, 6, 0, tzinfo=UTC)
"""Two days before the clocks go back."""
HALF_PAST_TWO = Schedule.model_validate({"at": "02:30"})
"""A time that comes twice on the day of the change."""
RECEIVERS = (
    Receiver(name="daily", slack="C0000DAILY", digest=HALF_PAST_TWO),
    Receiver.model_validate({"name": "passes", "slack": "C000PASSES", "at most": 2}),
    Receiver(name="nights", slack="C000NIGHTS", quiet=Quiet.model_validate({"from": "20:00", "to": "07:00"})),
)
CHANNELS = {"daily": "C0000DAILY", "passes": "C000PASSES", "nights": "C000NIGHTS"}
FAULTS = ("lost answer", "lost post", "busy", "slow down", "shut", "too long", "killed after")


class KilledError(BaseException):
    """The process dies here; nothing of ours may catch it."""


class Mortal(Connections):
    """Connections whose process can die just before or just after a commit."""

    left: int | None = None
    after = False

    @contextmanager
    def write(self) -> Iterator[Any]:
        with super().write() as connection:
            yield connection
            self.pass_by(before=True)
        self.pass_by(before=False)

    def pass_by(self, *, before: bool) -> None:
        if self.left is None or before is self.after:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise KilledError


class Places:
    """Channels that answer as they are told to."""

    def __init__(self) -> None:
        self.script: list[str] = []
        self.posts: list[str] = []

    def send(self, delivery: Delivery, *, parent: str | None) -> Outcome:
        what = self.script.pop(0) if self.script else "fine"
        if what in ("fine", "lost answer", "killed after"):
            self.posts.append(delivery.id)
        if what == "killed after":
            raise KilledError
        answers: dict[str, Outcome] = {
            "fine": Sent(f"ts-{delivery.id}"),
            "busy": Refused("refused connection", permanent=False),
            "slow down": Refused("slow down", permanent=False, retry_after=90.0),
            "shut": Refused("is_archived", permanent=True, place=True),
            "too long": Refused("msg_too_long", permanent=True),
        }
        return answers.get(what, Unknown("time-out"))

    def reconcile(self, delivery: Delivery, since: datetime, parent: str | None) -> Outcome:
        return Sent(f"ts-{delivery.id}") if delivery.id in self.posts else Refused("it is not there", permanent=False)


class Telling(RuleBasedStateMachine):
    databases: Databases
    template: str
    numbers = count()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        database = self.databases.copy(self.template, Path(self.folder.name))
        self.now = START
        self.store = Store(database)
        self.store._connections = self.mortal = Mortal(database)
        self.places = Places()
        self.selected: dict[str, set[str]] = {name: set() for name in CHANNELS}
        self.clock_was_moved = False
        self.days_back = 0
        self.office = Office(self.store, RECEIVERS, Renderer(), "", ZONE, lambda: self.now)

    @rule(receiver=st.sampled_from(sorted(CHANNELS)), urgency=st.sampled_from(list(Urgency)))
    def select(self, receiver: str, urgency: Urgency) -> None:
        found = finding(id=f"fin_{next(self.numbers)}", created=self.now)
        with self.store.begin() as work:
            work.add_finding(found)
            work.add_selections([Selection(found, receiver, ("everything",), urgency)])
        self.selected[receiver].add(found.id)

    @rule(
        faults=st.lists(st.sampled_from(FAULTS), max_size=4),
        dies_in=st.none() | st.integers(0, 9),
        after=st.booleans(),
    )
    def tick(self, faults: list[str], dies_in: int | None, after: bool) -> None:
        self.places.script, self.mortal.left, self.mortal.after = list(faults), dies_in, after
        with suppress(KilledError):
            tell(self.office)
            deliver(self.store, dict.fromkeys(CHANNELS, self.places), lambda: self.now)
        self.places.script, self.mortal.left = [], None

    @rule(receiver=st.sampled_from(sorted(CHANNELS)))
    def silence(self, receiver: str) -> None:
        waiting = self.store.open_selections(receiver)
        self.store.suppress(receiver, [each.finding.id for each in waiting[:1]], "it is noise")

    @rule(minutes=st.integers(0, 200))
    def minutes_pass(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def the_clock_goes_back_a_day(self) -> None:
        self.now -= timedelta(days=1)
        self.days_back += 1
        self.clock_was_moved = True
        self.store.outbox_desk.rewind(self.now)

    @rule()
    def somebody_tries_all_again(self) -> None:
        for one in self.store.deliveries_in(DeliveryState.FAILED):
            self.store.outbox_desk.retry(one, self.now)

    def digests(self, receiver: str) -> list[Any]:
        return [self.store.digest(name) for name in self.store.digest_ids(receiver, limit=1000)]

    @invariant()
    def nothing_is_posted_twice(self) -> None:
        assert max(Counter(self.places.posts).values(), default=0) <= 1

    @invariant()
    def no_finding_is_in_two_digests_of_a_receiver(self) -> None:
        for receiver in CHANNELS:
            told = Counter(name for digest in self.digests(receiver) for name in digest.finding_ids)
            assert max(told.values(), default=0) <= 1
            assert set(told) <= self.selected[receiver]

    @invariant()
    def a_scheduled_digest_is_made_once_and_not_before_its_time(self) -> None:
        slots = [digest for digest in self.digests("daily") if not digest.slot.startswith("now ")]
        assert max(Counter(digest.slot for digest in slots).values(), default=0) <= 1
        assert all(digest.created >= slot_instant(digest.slot, ZONE) for digest in slots)

    @invariant()
    def nobody_is_woken(self) -> None:
        for digest in self.digests("nights"):
            assert time(7) <= digest.created.astimezone(ZONE).time() < time(20)

    def teardown(self) -> None:
        """When all is well again for some days, everything is told or suppressed, and all that is told has arrived."""
        for one in self.store.deliveries_in(DeliveryState.FAILED):
            self.store.outbox_desk.retry(one, self.now)
        for _ in range(60 + 12 * self.days_back):  # a slot that was told before the clock went back waits for the next
            self.now += timedelta(hours=2)
            self.tick([], None, after=False)
        self.nothing_is_posted_twice()
        assert self.store.receivers_waiting() == ()
        sent = {one.id for one in self.store.deliveries_in(DeliveryState.SENT)}
        assert sent == set(self.places.posts)
        unsettled = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.AMBIGUOUS, DeliveryState.FAILED)
        assert self.store.outbox_desk.deliveries(unsettled) == ()
        for receiver, names in self.selected.items():
            for name in names:
                (kept,) = [one for one in self.store.selections_of_finding(name) if one.receiver == receiver]
                assert kept.reason or kept.digest_id
        self.store.close()
        self.folder.cleanup()


def test_no_order_of_events_loses_or_doubles_anything(databases: Databases, database: str) -> None:
    with Store(database) as store:
        with with_item(store).begin() as work:
            put_policy(work)
        store.upkeep.vacuum()
    Telling.databases, Telling.template = databases, database
    case = Telling.TestCase
    quick = [HealthCheck.too_slow, HealthCheck.data_too_large]
    case.settings = settings(max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=quick)
    case().runTest()
    assert date(2026, 10, 25) - START.astimezone(ZONE).date() == timedelta(days=2)
