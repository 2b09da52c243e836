"""Whatever happens in whatever order, and wherever the process dies: nothing lost, nothing posted twice."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from delivery_fakes import (
    ACCEPTED,
    BUSY,
    KILLED_AFTER,
    LOST_ANSWER,
    LOST_POST,
    NEVER,
    SHUT,
    SLOW_DOWN,
    Killed,
    MemorySlack,
    MemoryStore,
)
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tracker.delivery.outbox import deliver
from tracker.model import Delivery, DeliveryState

EVENTS = [ACCEPTED, LOST_ANSWER, LOST_POST, BUSY, SLOW_DOWN, NEVER, SHUT, KILLED_AFTER]


class OutboxMachine(RuleBasedStateMachine):
    """Digests are added, rounds are run under any fault, the process dies at any commit, time passes."""

    @initialize()
    def start(self) -> None:
        self.now = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
        self.store = MemoryStore()
        self.slack = MemorySlack(lambda: self.now)
        self.digests = 0

    @rule(size=st.integers(1, 4), place=st.sampled_from(["C1", "C2"]))
    def add_a_digest(self, size: int, place: str) -> None:
        digest = f"dig{self.digests}"
        self.digests += 1
        for sequence in range(size):
            self.store.add(Delivery(f"{digest}-{sequence}", digest, "team", place, sequence, {"text": "x"}))

    @rule(
        events=st.lists(st.sampled_from(EVENTS), max_size=6),
        kill_in=st.none() | st.integers(0, 8),
        after=st.booleans(),
        away=st.booleans(),
    )
    def run_a_round(self, events: list[str], kill_in: int | None, after: bool, away: bool) -> None:
        self.slack.script, self.slack.away = list(events), away
        self.store.kill_in, self.store.kill_after_commit = kill_in, after
        with suppress(Killed):
            deliver(self.store, {"team": self.slack}, lambda: self.now)
        self.slack.script, self.slack.away, self.store.kill_in = [], False, None

    @rule(seconds=st.integers(0, 4000))
    def let_time_pass(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @invariant()
    def nothing_is_posted_twice(self) -> None:
        posted = self.slack.posted() if hasattr(self, "slack") else []
        assert len(set(posted)) == len(posted)

    @invariant()
    def what_counts_as_sent_is_there(self) -> None:
        if hasattr(self, "store"):
            sent = {name for name, state in self.store.states().items() if state is DeliveryState.SENT}
            assert sent <= set(self.slack.posted())

    def teardown(self) -> None:
        """When all is well again, everything that was not refused for good arrives, in order."""
        if not hasattr(self, "store"):
            return
        for _ in range(200):
            self.now += timedelta(seconds=120)
            deliver(self.store, {"team": self.slack}, lambda: self.now)
        self.nothing_is_posted_twice()
        posted = self.slack.posted()
        for name, state in self.store.states().items():
            assert state in (DeliveryState.SENT, DeliveryState.FAILED)
            assert state is DeliveryState.FAILED or name in posted
        for digest in range(self.digests):
            order = [name for name in posted if name.startswith(f"dig{digest}-")]
            assert order == sorted(order)
            parents = {parent for name, parent, _ in self.slack.posts if name in order and not name.endswith("-0")}
            assert parents <= {f"ts-dig{digest}-0"}


OutboxMachine.TestCase.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
TestOutboxMachine = OutboxMachine.TestCase


def test_every_commit_point_of_a_digest_can_be_the_last() -> None:
    """A kill before and after each commit, each with the answer lost or not: one post of each, none lost."""
    for after in (False, True):
        for point in range(14):
            for event in (ACCEPTED, LOST_ANSWER, LOST_POST):
                machine = OutboxMachine()
                machine.start()
                machine.add_a_digest(3, "C1")
                machine.run_a_round([event] * 3, point, after, away=False)
                machine.teardown()
                assert set(machine.store.states().values()) == {DeliveryState.SENT}
                assert machine.slack.posted() == ["dig0-0", "dig0-1", "dig0-2"]
