"""The outbox: each outcome leads where it should, and every step is stored before the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from delivery_fakes import (
    ACCEPTED,
    BUSY,
    KILLED_AFTER,
    LOST_ANSWER,
    LOST_POST,
    NEVER,
    SHUT,
    SLOW_DOWN,
    Broken,
    Deaf,
    Killed,
    MemorySlack,
    MemoryStore,
)

from tracker.delivery.outbox import (
    CLAIMED_IN,
    HELD,
    LEASE,
    LONG,
    LOOK_AFTER,
    LOOK_AGAIN,
    LOOK_BACK,
    MOST_DOUBTS,
    MOST_REFUSALS,
    PROBE,
    CannotLook,
    Leases,
    OnUnknown,
    Report,
    Transport,
    deliver,
)
from tracker.model import Delivery, DeliveryState, Outcome, Refused, Sent, Unknown

START = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
DUE, SENDING, SENT = DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.SENT
FAILED, AMBIGUOUS = DeliveryState.FAILED, DeliveryState.AMBIGUOUS


def message(name: str, digest: str = "dig", sequence: int = 0, receiver: str = "team", place: str = "C1") -> Delivery:
    return Delivery(name, digest, receiver, place, sequence, {"text": name})


@dataclass
class Office:
    """A store, a Slack and a clock."""

    script: list[str] = field(default_factory=list)
    now: datetime = START
    store: MemoryStore = field(default_factory=MemoryStore)
    slack: MemorySlack = field(init=False)

    def __post_init__(self) -> None:
        self.slack = MemorySlack(lambda: self.now, script=self.script)

    def round(
        self,
        seconds: float = 0,
        *,
        others: Mapping[str, Transport] | None = None,
        limit: int | None = None,
        on_unknown: OnUnknown = "resend",
    ) -> Report:
        """Let time pass, then deliver."""
        self.now += timedelta(seconds=seconds)
        ways: dict[str, Transport] = {"team": self.slack, **(others or {})}
        return deliver(self.store, ways, lambda: self.now, limit, on_unknown)

    def state(self, name: str) -> DeliveryState:
        return self.store.rows[name].state


def test_a_digest_goes_out_in_order_and_into_its_headlines_thread() -> None:
    office = Office()
    office.store.add(message("c", sequence=2), message("a"), message("b", sequence=1))
    reports = [office.round(), office.round()]
    assert office.slack.posts == [("a", None, START), ("b", "ts-a", START), ("c", "ts-a", START)]
    assert [name for report in reports for name in report.sent] == ["a", "b", "c"]
    assert office.store.rows["a"].reference == "ts-a"
    assert office.round().idle


def test_the_intention_is_stored_before_anything_is_sent() -> None:
    office = Office()
    office.store.add(message("a"))
    office.round()
    assert office.store.history == [("a", SENDING), ("a", SENT)]


def test_a_temporary_refusal_backs_off_and_is_given_up_after_five_days() -> None:
    office = Office([BUSY] * 200)
    office.store.add(message("a"))
    waits, stuck = [], []
    for _ in range(MOST_REFUSALS - 1):
        stuck += office.round().stuck
        next_attempt = office.store.rows["a"].next_attempt
        assert next_attempt is not None
        assert office.round().idle  # not before its time
        waits.append((next_attempt - office.now).total_seconds())
        office.now = next_attempt
    assert waits[:9] == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert 5 * 86_400 < sum(waits) < 6 * 86_400
    assert stuck == [("a", "team", "refused connection")]  # said once, after an hour
    report = office.round()
    assert (office.state("a"), report.failed) == (FAILED, ("a",))
    assert office.store.rows["a"].error == "given up after 130 attempts; the last: refused connection"


def test_a_place_that_asks_to_slow_down_is_left_alone_for_as_long() -> None:
    office = Office([SLOW_DOWN])
    office.store.add(message("a"), message("b", "other"), message("c", "third", place="C2"))
    office.round()
    assert office.slack.posted() == ["c"]
    assert {office.store.rows[name].next_attempt for name in "ab"} == {START + timedelta(seconds=90)}
    assert (office.store.rows["a"].attempts, office.store.rows["b"].attempts) == (1, 0)
    office.round(90)
    assert office.slack.posted() == ["c", "a", "b"]


def test_a_refusal_for_good_is_tried_once_and_stops_no_other() -> None:
    office = Office([NEVER])
    office.store.add(message("a"), message("b", sequence=1), message("other", "dig2", place="C2"))
    report = office.round()
    assert office.store.states() == {"a": FAILED, "b": FAILED, "other": SENT}
    assert office.slack.posted() == ["other"]
    assert report.broken == (("team", "msg_too_long"),)
    assert office.store.rows["b"].error == "its headline was not sent: msg_too_long"


def test_a_place_that_refuses_everything_is_tried_once_and_keeps_all_that_is_meant_for_it() -> None:
    office = Office([SHUT])
    office.store.add(message("a"), message("b", sequence=1), message("next", "dig2"), message("c", "dig3", place="C2"))
    (trouble,) = office.round().troubles
    assert (trouble.receiver, trouble.destination, trouble.reason) == ("team", "C1", "channel_not_found")
    assert office.store.states() == {"a": DUE, "b": DUE, "next": DUE, "c": SENT}
    assert office.store.rows["a"].attempts == 0
    assert office.round(PROBE.total_seconds() - 1).idle


def test_one_message_an_hour_tries_a_place_that_refuses_and_the_rest_follows_in_order() -> None:
    office = Office([SHUT, SHUT])
    office.store.add(message("a"), message("b", sequence=1), message("next", "dig2"))
    (first,) = office.round().troubles
    (second,) = office.round(PROBE.total_seconds()).troubles
    assert (second.since, second.again) == (first.since, office.now + PROBE)
    report = office.round(PROBE.total_seconds())
    assert [trouble.since for trouble in report.mended] == [START]
    assert office.slack.posted() == ["a", "b", "next"]
    assert office.store.troubles() == ()


def test_of_two_processes_one_takes_a_message_and_the_other_passes_on() -> None:
    """Both read the outbox before either has written: the second finds the turn taken."""
    office = Office()
    office.store.add(message("a"), message("b", "dig2"))
    stale = office.store.due_deliveries(START)
    assert deliver(office.store, {"team": office.slack}, lambda: START, owner="one:1").sent == ("a", "b")
    office.store.due_deliveries = lambda now: stale  # type: ignore[method-assign]
    assert deliver(office.store, {"team": office.slack}, lambda: START, owner="two:2").idle
    assert office.slack.posted() == ["a", "b"]
    assert {one.owner for one in office.store.rows.values()} == {"one:1"}


def test_of_two_processes_that_look_for_a_message_one_sends_it_again() -> None:
    office = Office([LOST_POST])
    office.store.add(message("a"))
    office.round()
    office.now += LOOK_AFTER
    stale = office.store.due_deliveries(office.now)
    office.round()
    office.store.due_deliveries = lambda now: stale  # type: ignore[method-assign]
    assert office.round().idle
    assert (office.slack.posted(), office.slack.looks) == (["a"], 1)


def test_what_was_sent_counts_as_sent_even_if_another_process_has_written_meanwhile() -> None:
    """One stood still for longer than its lease while it was sending."""
    office = Office()
    office.store.add(message("a"))

    class Sleeps:
        def send(self, delivery: Delivery, *, parent: str | None) -> Sent:
            row = office.store.rows["a"]
            office.store.rows["a"] = replace(row, state=AMBIGUOUS, turn=row.turn + 1)
            return Sent("ts-late")

    assert deliver(office.store, {"team": Sleeps()}, lambda: START).sent == ("a",)
    assert (office.state("a"), office.store.rows["a"].reference) == (SENT, "ts-late")


def test_a_place_that_fails_is_asked_once_a_round() -> None:
    """A place that does not answer costs one time-out a round, whatever waits for it."""
    office = Office([LOST_POST, ACCEPTED])
    office.store.add(*[message(f"m{number}", f"dig{number}") for number in range(3)], message("x", "d", place="C2"))
    report = office.round()
    assert (report.ambiguous, report.sent) == (("m0",), ("x",))
    assert office.round().sent == ("m1", "m2")


def test_what_follows_goes_on_when_one_in_the_middle_is_refused_for_good() -> None:
    office = Office([ACCEPTED, NEVER])
    office.store.add(message("a"), message("b", sequence=1), message("c", sequence=2))
    office.round()
    assert office.store.states() == {"a": SENT, "b": FAILED, "c": SENT}


def test_what_follows_waits_while_one_is_not_settled() -> None:
    office = Office([ACCEPTED, BUSY, ACCEPTED])
    office.store.add(message("a"), message("b", sequence=1), message("c", sequence=2))
    office.round()
    assert office.slack.posted() == ["a"]
    office.round(10)
    assert office.slack.posted() == ["a"]
    office.round(20)
    assert office.slack.posted() == ["a", "b", "c"]


@pytest.mark.parametrize("what", [LOST_ANSWER, LOST_POST])
def test_an_unknown_is_looked_for_and_sent_only_where_it_is_not(what: str) -> None:
    office = Office([what])
    office.store.add(message("a"), message("b", sequence=1))
    assert office.round().ambiguous == ("a",)
    assert office.round(LOOK_AFTER.total_seconds() - 1).idle
    office.round(1)
    office.round()
    assert office.slack.posted() == ["a", "b"]
    assert set(office.store.states().values()) == {SENT}


def test_while_nobody_answers_it_stays_unknown_however_long_that_takes() -> None:
    office = Office([LOST_ANSWER])
    office.store.add(message("a"))
    office.round()
    office.slack.away = True
    for _ in range(100):
        office.round(60)
    assert (office.state("a"), office.store.rows["a"].attempts) == (AMBIGUOUS, 1)
    office.slack.away = False
    office.round(60)
    assert (office.state("a"), office.slack.posted()) == (SENT, ["a"])


def test_a_look_that_tells_nothing_is_made_again_after_a_minute() -> None:
    office = Office([LOST_ANSWER])
    office.store.add(message("a"))
    office.round()
    office.slack.away = True
    assert office.round(LOOK_AFTER.total_seconds()).ambiguous == ("a",)
    assert office.round(LOOK_AGAIN.total_seconds() - 1).idle
    assert office.slack.looks == 1
    assert office.round(1).ambiguous == ("a",)
    assert office.slack.looks == 2


def test_a_message_that_is_being_looked_for_is_left_to_who_looks_for_a_lease() -> None:
    office = Office([LOST_ANSWER])
    office.store.add(message("a"))
    office.round()
    seen = []

    class Curious(MemorySlack):
        def reconcile(self, delivery: Delivery, since: datetime, parent: str | None) -> Outcome | CannotLook:
            seen.append(office.store.rows["a"].next_attempt)
            return super().reconcile(delivery, since, parent)

    office.slack = Curious(lambda: office.now, posts=office.slack.posts)
    assert office.round(60).sent == ("a",)
    assert seen == [office.now + LEASE]


def test_where_nobody_may_look_the_operators_choice_holds() -> None:
    for choice, posts in (("resend", ["a", "a"]), ("hold", ["a"])):
        office = Office([LOST_ANSWER])
        office.slack.blind = "the app lacks channels:history"
        office.store.add(message("a"))
        office.round()
        office.round(60, on_unknown=choice)
        assert office.slack.posted() == posts
    held = office.store.rows["a"]
    assert (held.state, held.next_attempt) == (AMBIGUOUS, HELD)
    assert (
        held.error == "it may have been sent, and the app lacks channels:history; it is held until a person has looked"
    )
    assert office.round(10**7).idle


def test_a_place_that_cannot_be_looked_into_gets_it_again_up_to_eight_times() -> None:
    office = Office()
    mail = Deaf(Unknown("the connection broke"))
    office.store.add(message("m", receiver="readers"))
    times = []
    for _ in range(400):
        if office.round(30, others={"readers": mail}).ambiguous:
            times.append((office.now - START).total_seconds())
    assert mail.sent == ["m"] * MOST_DOUBTS
    assert [late - soon for soon, late in pairwise(times)] == [30, 60, 120, 240, 480, 960, 1920]
    assert office.store.rows["m"].error == "given up after 8 attempts, 8 of which may have arrived"


def test_refusals_do_not_count_against_a_message_that_may_have_arrived() -> None:
    """A mail that was put off for hours and is then cut off once is sent again."""
    office = Office()
    answers = [Refused("greylisted", permanent=False)] * 20 + [Unknown("cut off")]

    class Moody:
        def send(self, delivery: Delivery, *, parent: str | None) -> Outcome:
            return answers.pop(0) if answers else Sent("fine")

    office.store.add(message("m", receiver="readers"))
    for _ in range(60):
        office.round(3600, others={"readers": Moody()})
    assert (office.state("m"), office.store.rows["m"].attempts, answers) == (SENT, 22, [])


def test_what_another_sends_is_left_alone_for_a_lease_as_a_clock_that_nobody_sets_counts_it() -> None:
    """The other is in the middle of sending when the clock jumps ahead: its lease only seems to be over."""
    office, seconds = Office(), [0.0]
    leases = Leases(lambda: seconds[0])
    sending = replace(message("a"), state=SENDING, attempts=1, next_attempt=START, turn=1, owner="other:1")
    office.store.add(sending)
    office.now += timedelta(days=1)

    def round_after(wait: float) -> Report:
        seconds[0] += wait
        return deliver(office.store, {"team": office.slack}, lambda: office.now, leases=leases)

    assert round_after(0).idle
    assert round_after(LEASE.total_seconds() - 1).idle
    office.store.rows["a"] = replace(sending, turn=2)  # the other is alive, and has written it
    assert round_after(1).idle
    assert round_after(LEASE.total_seconds() - 1).idle
    assert round_after(1).sent == ("a",)
    assert office.slack.looks == 1


def test_what_was_being_sent_at_death_is_looked_for_first() -> None:
    office = Office([KILLED_AFTER])
    office.store.add(message("a"))
    with pytest.raises(Killed):
        office.round()
    assert office.state("a") is SENDING
    assert office.round(LEASE.total_seconds() - 1).idle
    office.round(1)
    assert (office.state("a"), office.slack.posted()) == (SENT, ["a"])


def test_one_without_a_time_to_look_is_not_looked_for_at_once() -> None:
    """The other side's history lags; what may have been sent this second cannot be found yet."""
    office = Office()
    office.slack.posts.append(("a", None, START))
    office.store.add(replace(message("a"), state=AMBIGUOUS, attempts=1))
    office.store.add(replace(message("b", place="C2"), state=AMBIGUOUS, attempts=1, error="time-out"))
    office.round()
    assert office.slack.looks == 0
    assert [office.store.rows[name].error for name in "ab"] == ["it may have been sent", "time-out"]
    office.round(60)
    assert (office.state("a"), office.slack.posted()[0]) == (SENT, "a")


def test_a_fault_of_ours_in_one_message_stops_no_other() -> None:
    office = Office()
    office.store.add(message("x", "dig0", receiver="odd"), message("a"))
    report = office.round(others={"odd": Broken()})
    assert (report.ambiguous, report.sent) == (("x",), ("a",))
    assert office.store.rows["x"].error == "the program failed while sending (KeyError)"
    report = office.round(60, others={"odd": Broken()})
    assert report.ambiguous == ("x",)
    assert office.store.rows["x"].error == "the program failed while looking (KeyError)"


def test_a_receiver_that_is_no_longer_configured_is_said() -> None:
    office = Office()
    office.store.add(message("x", receiver="gone"))
    assert office.round().failed == ("x",)
    assert office.store.rows["x"].error == "there is no receiver 'gone' in the configuration"


def test_a_round_takes_no_more_than_its_limit() -> None:
    office = Office()
    office.store.add(*[message(f"m{number}", f"dig{number}") for number in range(5)])
    assert office.round(limit=2).sent == ("m0", "m1")
    assert office.round(limit=2).sent == ("m2", "m3")


def test_a_round_for_one_receiver_leaves_the_others_alone() -> None:
    office, mail = Office(), Deaf()
    office.store.add(message("a"), message("m", "dig2", receiver="readers"))
    ways: dict[str, Transport] = {"team": office.slack, "readers": mail}
    assert deliver(office.store, ways, lambda: office.now, receiver="readers").sent == ("m",)
    assert (office.state("a"), mail.sent) == (DUE, ["m"])


def test_places_take_turns_so_that_a_long_queue_keeps_no_other_waiting() -> None:
    office = Office()
    queue = [message(f"m{number}", f"dig{number}") for number in range(3)]
    office.store.add(*queue, message("other", "dig9", place="C2"), message("next", "dig10", place="C2"))
    assert office.round().sent == ("m0", "other", "m1", "next", "m2")


def test_a_round_ends_when_there_is_enough_and_the_rest_waits() -> None:
    office = Office()
    office.store.add(*[message(f"m{number}", f"dig{number}") for number in range(3)])
    asked: list[bool] = []

    def enough() -> bool:
        asked.append(True)
        return len(asked) > 2

    report = deliver(office.store, {"team": office.slack}, lambda: office.now, enough=enough)
    assert report.sent == ("m0", "m1")
    assert office.state("m2") is DUE
    assert office.round().sent == ("m2",)


def test_a_claim_may_take_a_quarter_of_the_lease_to_store() -> None:
    office, steady = Office(), [0.0]
    office.store.add(message("a"))
    office.store.slow = lambda: steady.__setitem__(0, steady[0] + LEASE.total_seconds() / 4)
    assert deliver(office.store, {"team": office.slack}, lambda: office.now, leases=Leases(lambda: steady[0])).sent == (
        "a",
    )


def test_nothing_is_sent_on_a_claim_that_took_too_long_to_store() -> None:
    """Another process may take it for dead by then, and send it."""
    office, steady = Office(), [0.0]
    office.store.add(message("a"))
    office.store.slow = lambda: steady.__setitem__(0, steady[0] + 31)
    leases = Leases(lambda: steady[0])
    report = deliver(office.store, {"team": office.slack}, lambda: office.now, leases=leases)
    assert (report.put_off, office.slack.posts) == (("a",), [])
    assert (office.state("a"), office.store.rows["a"].attempts) == (DUE, 0)
    office.store.slow = lambda: None
    assert deliver(office.store, {"team": office.slack}, lambda: office.now, leases=leases).sent == ("a",)


def test_a_look_back_covers_a_week_away() -> None:
    office = Office([LOST_ANSWER])
    office.store.add(message("a"))
    office.round()
    office.round(6 * 86_400)
    assert office.slack.posted() == ["a"]


def test_the_waits_are_what_docs_reliability_says() -> None:
    """A lease of two minutes, a look after half a minute, a try of a place that refuses all each hour, five days."""
    waits = {"lease": LEASE, "look": LOOK_AFTER, "again": LOOK_AGAIN, "place": PROBE, "back": LOOK_BACK}
    minutes = {name: wait.total_seconds() / 60 for name, wait in waits.items()}
    assert minutes == {"lease": 2, "look": 0.5, "again": 1, "place": 60, "back": 7 * 24 * 60}
    assert [MOST_DOUBTS, MOST_REFUSALS, LONG, CLAIMED_IN] == [8, 130, 8, 0.25]


def test_people_are_told_at_the_eighth_refusal() -> None:
    office = Office([BUSY] * 20)
    office.store.add(message("a"))
    told = [bool(office.round(3600).stuck) for _ in range(10)]
    assert told == [number == 8 for number in range(1, 11)]


def test_what_goes_elsewhere_in_the_same_digest_waits_for_nothing() -> None:
    """Each address of a digest has messages of its own: one that is refused holds no other up."""
    office = Office([BUSY])
    office.store.add(
        message("a"), message("b", sequence=1), message("x", place="C2"), message("y", sequence=1, place="C2")
    )
    assert office.round().sent == ("x", "y")
    assert office.round(30).sent == ("a", "b")
