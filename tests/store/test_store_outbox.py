"""Digests and deliveries: a finding is told once or suppressed with a reason, a slot is made once, order is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from store_samples import NOON, day, delivery, digest, finding, put_policy, selection, with_findings, with_item

from tracker.model import Delivery, DeliveryState, Entry, Section, Trouble
from tracker.store.mending import HELD_FROM
from tracker.store.records import Run, SelectionState
from tracker.store.store import Store


def test_open_selections_come_oldest_publication_first(store: Store) -> None:
    first, second, third = with_findings(store, 5, 1, 3)
    assert store.open_selections("desk") == (second, third, first)
    assert store.open_selections("nobody") == ()


def test_a_digest_is_stored_whole(store: Store) -> None:
    one, two = with_findings(store, 1, 2)
    whole = digest(one)
    entry = Entry(one, also=(two,), watches=("everything",), voices=("Daily",))
    whole = type(whole)(
        "dig_1", "desk", "2026-04-13T08:30", NOON, (Section("new", (entry,)),), "Headline \u2014 \U0001f600"
    )
    assert store.add_digest(whole, [])
    assert store.digest("dig_1") == whole
    assert store.digest("dig_2") is None
    assert store.digest_ids("desk") == store.digest_ids() == ("dig_1",)
    assert store.digest_ids("nobody") == ()


def test_what_a_digest_tells_is_open_no_more(store: Store) -> None:
    one, two = with_findings(store, 1, 2)
    assert store.add_digest(digest(one), [delivery()])
    assert store.open_selections("desk") == (two,)
    (told,) = store.selections_of_finding("fin_1")
    assert (told.state, told.digest_id, told.slot) == (SelectionState.TOLD, "dig_1", "2026-04-13T08:30")


def test_a_slot_is_told_once(store: Store) -> None:
    one, two = with_findings(store, 1, 2)
    assert store.add_digest(digest(one), [delivery()])
    assert not store.add_digest(digest(two, number=2), [delivery(2, digest_id="dig_2")])
    assert store.open_selections("desk") == (two,)
    assert store.digest("dig_2") is None
    assert store.due_deliveries(NOON) == (delivery(),)


def test_a_digest_that_cannot_be_stored_leaves_nothing(store: Store) -> None:
    (one,) = with_findings(store, 1)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store.add_digest(digest(one), [delivery(digest_id="another")])
    assert store.digest("dig_1") is None
    assert store.open_selections("desk") == (one,)
    assert store.last_slot("desk") is None


def test_a_suppressed_finding_keeps_the_reason(store: Store) -> None:
    one, two = with_findings(store, 1, 2)
    assert store.suppress("desk", ["fin_1", "fin_9"], "muted until May") == 1
    assert store.open_selections("desk") == (two,)
    (kept,) = store.selections_of_finding("fin_1")
    assert (kept.state, kept.reason, kept.digest_id) == (SelectionState.SUPPRESSED, "muted until May", None)
    store.add_digest(digest(one), [])
    assert store.selections_of_finding("fin_1") == (kept,)  # told nowhere, and it still says so


def test_any_number_of_findings_is_closed_at_once(store: Store) -> None:
    with_findings(store, 1, 2)
    many = [f"fin_{number}" for number in range(2, 70_000)]  # more than a statement takes
    assert store.suppress("desk", many, "a flood") == 1
    assert [found.finding.id for found in store.open_selections("desk")] == ["fin_1"]


def test_one_receivers_digest_closes_nothing_of_another(store: Store) -> None:
    (one,) = with_findings(store, 1)
    with store.begin() as work:
        work.add_selections([selection(one.finding, "mail")])
    store.add_digest(digest(one), [])
    assert store.receivers_waiting() == ("mail",)


def test_the_last_slot_is_the_latest_date_whatever_else_was_told(store: Store) -> None:
    assert store.last_slot("desk") is None
    store.slot_done("desk", "2026-04-14T08:30")
    store.slot_done("desk", "2026-04-14T08:30")
    store.slot_done("desk", "2026-04-13T08:30")
    store.slot_done("desk", "now 2026-05-01")
    store.slot_done("mail", "2027-01-01T08:30")
    assert store.last_slot("desk") == "2026-04-14T08:30"


def test_a_digest_is_a_slot_done(store: Store) -> None:
    (one,) = with_findings(store, 1)
    store.add_digest(digest(one, slot="2026-04-15T08:30"), [])
    assert store.last_slot("desk") == "2026-04-15T08:30"


def outbox(store: Store) -> Store:
    """A headline with two parts that follow, and the headline of a second digest."""
    (one,) = with_findings(store, 1)
    store.add_digest(digest(one), [delivery(1), delivery(2, sequence=1), delivery(3, sequence=2)])
    store.add_digest(digest(number=2, slot="2026-04-14T08:30"), [delivery(4, digest_id="dig_2")])
    return store


def ids(deliveries: tuple[Delivery, ...]) -> list[str]:
    return [each.id for each in deliveries]


def test_deliveries_are_due_in_the_order_they_were_made(store: Store) -> None:
    assert ids(outbox(store).due_deliveries(NOON)) == ["del_1", "del_2", "del_3", "del_4"]
    assert ids(store.deliveries_of_digest("dig_2")) == ["del_4"]


@pytest.mark.parametrize(
    ("state", "next_attempt", "due"),
    [
        (DeliveryState.DUE, None, True),
        (DeliveryState.DUE, day(0), True),
        (DeliveryState.DUE, day(1), False),  # backs off
        (DeliveryState.SENDING, None, False),  # someone is at it, for all we know
        (DeliveryState.SENDING, day(1), False),  # its lease runs
        (DeliveryState.SENDING, day(0), True),  # its lease has run out
        (DeliveryState.AMBIGUOUS, day(0), True),  # to be looked for
        (DeliveryState.AMBIGUOUS, day(1), False),
        (DeliveryState.SENT, None, False),
        (DeliveryState.FAILED, None, False),
    ],
)
def test_what_is_unsettled_comes_back_when_its_time_has_come(
    store: Store, state: DeliveryState, next_attempt: object, due: bool
) -> None:
    outbox(store).mark("del_4", state=state, next_attempt=next_attempt)  # type: ignore[arg-type]
    assert ("del_4" in ids(store.due_deliveries(NOON))) == due


def test_marking_keeps_attempts_and_reference_where_none_is_given(store: Store) -> None:
    outbox(store).mark("del_1", state=DeliveryState.SENDING, attempts=1, next_attempt=day(1))
    sent = store.mark("del_1", state=DeliveryState.SENT, reference="171.2")
    assert sent is not None
    assert (sent.state, sent.attempts, sent.next_attempt, sent.reference) == (DeliveryState.SENT, 1, None, "171.2")
    again = store.mark("del_1", state=DeliveryState.SENT, error="told twice")
    assert again is not None
    assert (again.reference, again.error, again.payload) == ("171.2", "told twice", {"text": "message 1"})


def test_a_reference_is_known_once_it_is_sent(store: Store) -> None:
    outbox(store).mark("del_1", state=DeliveryState.AMBIGUOUS, reference="171.2")
    assert store.reference_of("dig_1", "C1", 0) is None
    store.mark("del_1", state=DeliveryState.SENT)
    assert store.reference_of("dig_1", "C1") == "171.2"
    assert store.reference_of("dig_1", "C1", 1) is None
    assert store.reference_of("dig_1", "C2") is None


def test_of_two_that_read_a_delivery_at_the_same_turn_one_writes_it(store: Store) -> None:
    read = outbox(store).due_deliveries(NOON)[0]
    claimed = store.mark("del_1", state=DeliveryState.SENDING, next_attempt=day(1), turn=read.turn, owner="here:1")
    assert claimed is not None
    assert (claimed.turn, claimed.owner, claimed.state) == (1, "here:1", DeliveryState.SENDING)
    assert store.mark("del_1", state=DeliveryState.SENDING, turn=read.turn, owner="there:2") is None
    assert store.deliveries_of_digest("dig_1")[0] == claimed
    assert store.mark("del_1", state=DeliveryState.SENT, turn=claimed.turn) is not None


def test_a_digest_that_tells_what_was_told_meanwhile_is_not_stored(store: Store) -> None:
    """Another process has told one of its findings in a digest of another slot."""
    one, two = with_findings(store, 1, 2)
    assert store.add_digest(digest(one, slot="now 1"), [])
    assert not store.add_digest(digest(one, two, number=2, slot="now 2"), [delivery(2, digest_id="dig_2")])
    assert store.open_selections("desk") == (two,)
    assert (store.digest("dig_2"), store.due_deliveries(NOON)) == (None, ())


def test_a_place_that_refuses_everything_is_remembered_since_it_began(store: Store) -> None:
    first = Trouble("desk", "C1", "is_archived", day(0), day(1))
    assert store.set_trouble(first) == first
    later = store.set_trouble(Trouble("desk", "C1", "token_revoked", day(1), day(2)))
    assert later == Trouble("desk", "C1", "token_revoked", day(0), day(2))
    other = store.set_trouble(Trouble("board", "a@example.org", "refuses the login", day(1), day(2)))
    assert store.troubles() == (other, later)
    assert (store.clear_trouble("desk", "C9"), store.clear_trouble("desk"), store.clear_trouble("desk")) == (0, 1, 0)
    assert store.troubles() == (other,)


def test_status_tells_the_last_error_of_what_is_not_sent(store: Store) -> None:
    outbox(store).mark("del_1", state=DeliveryState.SENT, error="of no matter any more")
    store.mark("del_2", state=DeliveryState.DUE, next_attempt=day(1), error="Slack asks to wait")
    (desk,) = store.status()["receivers"]
    assert desk["deliveries"] == {"sent": 1, "due": 3}
    assert (desk["digests"], desk["last_slot"], desk["last_error"]) == (2, "2026-04-14T08:30", "Slack asks to wait")


def test_passes_and_decisions_are_remembered(store: Store) -> None:
    assert store.last_run() is None
    store.add_run(Run(day(0), day(0), {"items": 3}))
    store.add_run(Run(day(1), None, {}, "The disk is full."))
    last = store.last_run()
    assert last is not None
    assert (last.started, last.ended, last.error) == (day(1), None, "The disk is full.")
    first = store.catalogue.add_decision("merge", "pol_1", {"into": "pol_2"}, day(0))
    second = store.catalogue.add_decision("mute", "ser_1", {"until": "2026-05-01"}, day(1))
    assert store.catalogue.decisions() == (first, second)
    assert store.catalogue.decisions(kind="mute") == (second,)
    assert [found.details for found in store.catalogue.decisions(target_id="pol_1")] == [{"into": "pol_2"}]


class Conservation(RuleBasedStateMachine):
    """Whatever is selected, told, suppressed, and told again: each selection is open, told or suppressed, once."""

    store: Store

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[str, str] = {}
        self.slots: set[str] = set()
        self.run = next(RUNS)
        self.receiver = f"desk {self.run}"

    def id_of(self, number: int) -> str:
        return f"fin_{self.run}_{number}"

    @rule(number=st.integers(1, 6))
    def select(self, number: int) -> None:
        found = finding(number, id=self.id_of(number), published=day(number))
        with self.store.begin() as work:
            work.add_finding(found)
            work.add_selections([selection(found, self.receiver)])
        self.model.setdefault(found.id, "open")

    @rule(number=st.integers(1, 6))
    def suppress(self, number: int) -> None:
        self.store.suppress(self.receiver, [self.id_of(number)], "muted")
        if self.model.get(self.id_of(number)) == "open":
            self.model[self.id_of(number)] = "suppressed"

    @rule(slot=st.sampled_from(["2026-04-13T08:30", "2026-04-14T08:30", "2026-04-15T08:30"]))
    def tell(self, slot: str) -> None:
        waiting = self.store.open_selections(self.receiver)
        made = digest(*waiting)
        made = type(made)(f"dig_{self.run}_{slot}", self.receiver, slot, NOON, made.sections, "x")
        assert self.store.add_digest(made, []) == (slot not in self.slots)
        if slot not in self.slots:
            self.model |= {each.finding.id: f"told {slot}" for each in waiting}
        self.slots.add(slot)

    @invariant()
    def every_selection_is_in_one_place(self) -> None:
        for finding_id, state in self.model.items():
            (found,) = self.store.selections_of_finding(finding_id)
            assert f"{found.state} {found.slot or ''}".strip() == state
        open_ids = {each.finding.id for each in self.store.open_selections(self.receiver)}
        assert open_ids == {finding_id for finding_id, state in self.model.items() if state == "open"}


RUNS = iter(range(10_000))


def test_no_selection_is_ever_lost_or_told_twice(store: Store) -> None:
    with with_item(store).begin() as work:
        put_policy(work)

    class OnThisStore(Conservation):
        pass

    OnThisStore.store = store
    case = OnThisStore.TestCase
    case.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
    case().runTest()
    assert store.digest_ids(limit=1)


def test_what_was_told_and_what_was_not_can_be_looked_up(store: Store) -> None:
    """By receiver and time; what is open is neither."""
    told, silent, waiting = with_findings(store, 1, 2, 3)
    store.add_digest(digest(told), [])
    store.suppress("desk", [silent.finding.id], "it is noise")
    assert store.told_since("desk", NOON) == ((("everything",), "pol_1", NOON),)
    assert store.told_since("board", NOON) == store.told_since("desk", day(1)) == ()
    assert store.suppressed() == store.suppressed("desk", day(2).date()) == ((silent, "it is noise"),)
    assert store.suppressed("board") == store.suppressed("desk", day(3).date()) == ()
    assert store.open_selections("desk") == (waiting,)


def test_waits_that_only_a_wrong_clock_can_have_set_are_let_go(store: Store) -> None:
    """A clock was a day ahead while they were set; what is near, settled or held for a person stays."""
    outbox(store).mark("del_1", state=DeliveryState.AMBIGUOUS, next_attempt=day(1))
    store.mark("del_2", state=DeliveryState.DUE, next_attempt=NOON + timedelta(minutes=60))
    store.mark("del_3", state=DeliveryState.AMBIGUOUS, next_attempt=datetime(9999, 1, 1, tzinfo=UTC))
    store.mark("del_4", state=DeliveryState.SENT)
    store.set_trouble(Trouble("desk", "C1", "is_archived", day(1), day(1)))
    assert store.outbox_desk.rewind(NOON) == 2
    times = {one.id: one.next_attempt for one in store.outbox_desk.deliveries(tuple(DeliveryState))}
    assert times["del_1"] == NOON
    assert times["del_2"] == NOON + timedelta(minutes=60)
    assert times["del_3"] == datetime(9999, 1, 1, tzinfo=UTC)
    assert store.troubles()[0].again == NOON


def test_the_oldest_that_is_not_sent_is_known_and_what_a_person_holds_is_left_out(store: Store) -> None:
    assert outbox(store).outbox_desk.oldest_unsent() == NOON
    for number in range(1, 4):
        store.mark(f"del_{number}", state=DeliveryState.SENT)
    store.mark("del_4", state=DeliveryState.AMBIGUOUS, next_attempt=datetime(9999, 1, 1, tzinfo=UTC))
    assert store.outbox_desk.oldest_unsent() is None


def test_deliveries_are_asked_for_by_state_receiver_and_beginning(store: Store) -> None:
    outbox(store).mark("del_1", state=DeliveryState.SENT)
    assert ids(store.deliveries_in(DeliveryState.SENT)) == ["del_1"]
    assert ids(store.deliveries_in(DeliveryState.DUE)) == ["del_2", "del_3", "del_4"]
    desk = store.outbox_desk
    assert ids(desk.deliveries((DeliveryState.DUE,), "desk", limit=2)) == ["del_3", "del_4"]  # the latest, in order
    assert desk.deliveries((DeliveryState.DUE,), "board") == ()
    assert ids(desk.find("del_1")) == ["del_1"]
    assert ids(desk.find("del_")) == ["del_1", "del_2"]
    assert desk.find("d_l") == desk.find("del%") == ()  # signs that a database takes for others


def test_a_wait_of_just_over_an_hour_is_nobodys_mistake(store: Store) -> None:
    outbox(store).mark("del_1", state=DeliveryState.DUE, next_attempt=NOON + timedelta(minutes=70))
    store.mark("del_2", state=DeliveryState.DUE, next_attempt=NOON + timedelta(minutes=71))
    store.set_trouble(Trouble("desk", "C1", "is_archived", NOON, NOON + timedelta(minutes=70)))
    assert store.outbox_desk.rewind(NOON) == 1
    assert store.outbox_desk.find("del_2")[0].next_attempt == NOON


def test_what_waits_for_a_person_waits_from_the_year_9000_on(store: Store) -> None:
    outbox(store).mark("del_1", state=DeliveryState.AMBIGUOUS, next_attempt=HELD_FROM)
    store.mark("del_2", state=DeliveryState.AMBIGUOUS, next_attempt=HELD_FROM - timedelta(seconds=1))
    for number in (3, 4):
        store.mark(f"del_{number}", state=DeliveryState.SENT)
    assert store.outbox_desk.oldest_unsent() == NOON
    assert store.outbox_desk.rewind(NOON) == 1
    assert store.outbox_desk.find("del_1")[0].next_attempt == HELD_FROM
    store.mark("del_2", state=DeliveryState.SENT)
    assert store.outbox_desk.oldest_unsent() is None


def test_a_message_tried_again_begins_anew_and_hurries_the_places_of_its_receiver_alone(store: Store) -> None:
    outbox(store).mark("del_1", state=DeliveryState.FAILED, attempts=130, doubts=7, error="given up")
    later = NOON + timedelta(hours=1)
    for receiver in ("desk", "board"):
        store.set_trouble(Trouble(receiver, "C1", "is_archived", NOON, later))
    (found,) = store.outbox_desk.find("del_1")
    (again,) = store.outbox_desk.retry(found, NOON)
    assert (again.state, again.attempts, again.doubts, again.next_attempt) == (DeliveryState.DUE, 0, 0, NOON)
    assert {one.receiver: one.again for one in store.troubles()} == {"desk": NOON, "board": later}
    assert store.outbox_desk.retry(found, NOON) == ()  # it was written since it was read
    assert store.outbox_desk.hurry(NOON) == 1
    assert {one.again for one in store.troubles()} == {NOON}
    store.mark("del_2", state=DeliveryState.AMBIGUOUS, next_attempt=later, attempts=3)
    (unsure,) = store.outbox_desk.find("del_2")
    assert [one.state for one in store.outbox_desk.retry(unsure, NOON)] == [DeliveryState.AMBIGUOUS]  # looked for first


def test_whatever_is_written_by_hand_takes_the_turn_of_who_has_read_it(store: Store) -> None:
    """The turn counts how often a delivery was written: whoever read it before cannot write it any more."""
    outbox(store)
    step: dict[str, Any] = {"attempts": 1, "next_attempt": NOON + timedelta(days=1), "reference": None, "error": None}
    for number in (1, 2, 3):
        store.mark(f"del_{number}", state=DeliveryState.DUE, turn=0, owner=None, doubts=0, **step)
    assert store.outbox_desk.rewind(NOON) == 3
    found = {one.id: one for one in store.outbox_desk.deliveries(tuple(DeliveryState))}
    assert {one.turn for one in found.values() if one.id != "del_4"} == {2}
    (again,) = store.outbox_desk.retry(found["del_1"], NOON)
    assert again.turn == 3
    assert store.outbox_desk.resolve(found["del_2"], DeliveryState.SENT, "seen in the channel")
    assert store.outbox_desk.find("del_2")[0].turn == 3
    assert not store.outbox_desk.resolve(found["del_1"], DeliveryState.SENT, "seen in the channel")
    assert store.mark("del_3", state=DeliveryState.SENT, turn=1, owner=None, doubts=0, **step) is None
