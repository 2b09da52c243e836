"""One pass: what is new is told once, one bad document stops no other, and order of arrival does not matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker import watches
from tracker.config.settings import Config, Receiver
from tracker.digests.render import Renderer
from tracker.history.comparing import Rules
from tracker.model import (
    Document,
    Extraction,
    Fetched,
    FindingKind,
    Item,
    Link,
    MetricMention,
    SourceState,
    Urgency,
    WatchRule,
)
from tracker.pipeline import Engine, fetch, process
from tracker.store.store import Store
from tracker.telling.office import Notice, Office, notify, tell, waits_for

HEADLINE = "Herring landings of the week on the west coast"
REST = "The fleet left the harbour on Monday and came back on Friday, said the sales organisation in Bergen."
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Shelf:
    """A source that always offers the same documents."""

    name: str
    documents: tuple[Document, ...]
    error: str | None = None
    failures: int = 0
    address: str = "shelf"
    breaks: bool = False

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        if self.breaks:
            raise ZeroDivisionError("a bug of ours")
        later = now + timedelta(hours=1)
        return Fetched(self.documents, SourceState(next_look=later, error=self.error, failures=self.failures))


@dataclass
class Herring:
    """An extractor that knows one series: tonnes of herring landed in a week, told as "<n> tonnes"."""

    breaks_on: str = "\0"
    period: str | None = None
    seen: list[str] = field(default_factory=list)

    def extract(self, item: Item) -> Extraction:
        if self.breaks_on in item.text:
            raise ZeroDivisionError("a bug of ours")
        self.seen.append(item.text)
        return Extraction(metrics=tuple(self.landings(item.text)))

    def landings(self, text: str) -> Iterator[MetricMention]:
        for match in re.finditer(r"(\d+) tonnes", text):
            yield MetricMention(
                quote=match[0],
                start=match.start(),
                end=match.end(),
                evidence=text.strip(),
                value=float(match[1]),
                unit="t",
                subject="herring in Norway",
                measure="weekly landings",
                cadence="week",
                period=self.period,
            )


def letter(text: str, day: int, name: str = "", source: str = "Quay News") -> Document:
    """A letter of one story, published on a day of March 2026."""
    published = datetime(2026, 3, day, tzinfo=UTC)
    body = f"{HEADLINE}\n\n{text} {REST}\n".encode()
    return Document(source, name or f"letter-{day}", body, "text/plain", fetched=DAY, published=published)


def engine(
    store: Store, *sources: Shelf, extractor: Herring | None = None, urgency: Urgency = Urgency.DIGEST
) -> Engine:
    compiled, faults = watches.compile_watches([WatchRule("all", {}, ("desk",), urgency)])
    assert not faults
    return Engine(store, sources, extractor or Herring(), Rules(watches.Selector(compiled)), lambda: DAY)


def office(store: Store, now: datetime = DAY, ops: str | None = None, **settings: object) -> Office:
    receiver = Receiver.model_validate({"name": "desk", "terminal": True, **settings})
    config = Config(sources=(), receivers=(receiver,))
    return Office(store, config.receivers, Renderer(), "", ZoneInfo("Europe/Oslo"), lambda: now, ops)


def findings(store: Store) -> list[tuple[str, float | str | None, float | str | None]]:
    return [(r["finding"], r["old"], r["new"]) for r in store.export() if r["record"] == "finding"]


def test_a_second_pass_over_the_same_documents_finds_and_tells_nothing(store: Store) -> None:
    shelf = Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1), letter("Boats landed 150 tonnes.", 8)))
    machine = engine(store, shelf)
    assert (fetch(machine, due_only=False).documents, process(machine).findings) == (2, 2)
    assert len(tell(office(store))) == 1
    assert (fetch(machine, due_only=False).documents, process(machine).findings) == (0, 0)
    assert tell(office(store, DAY + timedelta(days=1))) == ()


def test_documents_are_compared_in_order_of_publication_not_of_arrival(store: Store) -> None:
    late, early = letter("Boats landed 150 tonnes.", 8, "a"), letter("Boats landed 120 tonnes.", 1, "b")
    machine = engine(store, Shelf("Quay News", (late, early)))
    fetch(machine, due_only=False)
    process(machine)
    assert findings(store) == [(FindingKind.METRIC_NEW, None, 120.0), (FindingKind.METRIC_CHANGED, 120.0, 150.0)]


def test_a_document_that_breaks_the_program_stops_no_other_and_is_quarantined(store: Store) -> None:
    shelf = Shelf(
        "Quay News", (letter("Boats landed 120 tonnes.", 1), letter("POISON", 2), letter("And 90 tonnes.", 3))
    )
    machine = engine(store, shelf, extractor=Herring(breaks_on="POISON"))
    fetch(machine, due_only=False)
    first = process(machine)
    assert (first.failed, first.items) == (1, 2)
    assert "letter-2 could not be processed: ZeroDivisionError: a bug of ours" in first.errors[0]
    assert [process(machine).failed for _ in range(3)] == [1, 1, 0], "three failures put it in quarantine"


def test_letters_of_one_mailbox_speak_for_their_own_publishers(store: Store) -> None:
    """The same week, another value: from one publisher a revision, from two a conflict."""
    one = replace(letter("Boats landed 120 tonnes.", 8, "a"), publisher="Pier Mail")
    two = replace(letter("Boats landed 150 tonnes.", 8, "b"), publisher="Fjord Post")
    machine = engine(store, Shelf("Quay News", (one, two)), extractor=Herring(period="2026-03-01/2026-03-07"))
    fetch(machine, due_only=False)
    process(machine)
    assert [kind for kind, _, _ in findings(store)] == [FindingKind.METRIC_NEW, FindingKind.METRIC_CONFLICT]


def test_a_source_that_fails_is_told_and_the_others_are_read(store: Store) -> None:
    broken = Shelf("Mute Post", (), error="The server does not answer. Check the address.")
    machine = engine(store, broken, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)))
    tally = fetch(machine, due_only=False)
    assert (tally.documents, tally.failed) == (1, 1)
    assert tally.errors == ("Mute Post: The server does not answer. Check the address.",)


def test_a_source_on_which_the_program_breaks_costs_the_others_nothing(store: Store) -> None:
    broken = Shelf("Mute Post", (), breaks=True)
    machine = engine(store, broken, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)))
    tally = fetch(machine, due_only=False)
    assert (tally.documents, tally.failed) == (1, 1)
    assert tally.errors == ("Mute Post: the program failed on it: ZeroDivisionError: a bug of ours",)
    assert store.source_state("Mute Post").failures == 1


def test_only_sources_whose_time_has_come_are_looked_at(store: Store) -> None:
    machine = engine(store, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)))
    assert fetch(machine, due_only=True).documents == 1
    again = engine(store, Shelf("Quay News", (letter("Boats landed 130 tonnes.", 2),)))
    assert fetch(again, due_only=True).documents == 0, "its next look is an hour away"
    assert fetch(again, due_only=False).documents == 1


def test_what_is_found_while_nothing_is_due_waits_for_the_slot(store: Store) -> None:
    """A digest at 08:30 in Oslo: started at 10:00, the first goes out the next morning, once."""
    machine = engine(store, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)))
    fetch(machine, due_only=False)
    process(machine)
    daily = {"digest": {"at": "08:30"}}
    assert tell(office(store, DAY, **daily)) == ()
    next_morning = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    assert tell(office(store, next_morning - timedelta(minutes=1), **daily)) == ()
    (told,) = tell(office(store, next_morning, **daily))
    assert (told.digest.slot, told.digest.size) == ("2026-03-03T08:30", 1)
    assert tell(office(store, next_morning + timedelta(minutes=1), **daily)) == ()


def test_a_digest_due_while_nobody_was_there_goes_out_once(store: Store) -> None:
    machine = engine(store, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)))
    daily = {"digest": {"at": "08:30"}}
    assert tell(office(store, DAY, **daily)) == ()
    fetch(machine, due_only=False)
    process(machine)
    three_days_later = DAY + timedelta(days=3)
    assert [one.digest.slot for one in tell(office(store, three_days_later, **daily))] == ["2026-03-05T08:30"]
    assert tell(office(store, three_days_later, **daily)) == ()


def test_what_is_urgent_does_not_wait_for_the_slot(store: Store) -> None:
    machine = engine(store, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)), urgency=Urgency.NOW)
    fetch(machine, due_only=False)
    process(machine)
    daily = {"digest": {"at": "08:30"}}
    assert len(tell(office(store, DAY, **daily))) == 1
    assert tell(office(store, DAY + timedelta(days=1), **daily)) == (), "it is not told again in the digest"


def test_quiet_hours_hold_and_do_not_drop(store: Store) -> None:
    machine = engine(store, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)), urgency=Urgency.NOW)
    fetch(machine, due_only=False)
    process(machine)
    quiet = {"quiet": {"from": "09:00", "to": "12:00"}}
    assert tell(office(store, DAY, **quiet)) == (), "09:00 UTC is 10:00 in Oslo"
    assert len(tell(office(store, DAY + timedelta(hours=2), **quiet))) == 1


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "waits for the next pass"),
        ({"digest": {"at": "17:00"}}, "waits for the digest of 2026-03-02 17:00"),
        (
            {"quiet": {"from": "09:00", "to": "12:00"}},
            "held by quiet hours until 2026-03-02 12:00, then waits for the next pass",
        ),
    ],
    ids=["at once", "by schedule", "in quiet hours"],
)
def test_what_is_not_told_yet_says_what_it_waits_for(store: Store, settings: dict[str, object], expected: str) -> None:
    assert waits_for(office(store, DAY, **settings), "desk") == expected


def test_what_waits_for_a_receiver_that_is_gone_says_so(store: Store) -> None:
    assert waits_for(office(store), "board") == "waits, for the configuration has no such receiver"


def test_what_is_silenced_is_not_told_later_either_and_the_reason_is_kept(store: Store) -> None:
    machine = engine(store, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)))
    fetch(machine, due_only=False)
    process(machine)
    until = DAY.date() + timedelta(days=1)
    (waiting,) = store.open_selections("desk")
    rule = watches.SilenceRule(until, "the fleet is on strike", when={"text": "fleet"})
    silencer = watches.Silencer(watches.compile_silences([rule])[0])
    assert tell(replace(office(store, DAY), silencer=silencer)) == ()
    (selection,) = store.selections_of_finding(waiting.finding.id)
    assert selection.reason == "silenced until 2026-03-03, because the fleet is on strike"
    assert tell(office(store, DAY + timedelta(days=2))) == ()


def test_a_watch_does_not_repeat_itself_before_its_time(store: Store) -> None:
    """Told on Monday at nine; silent on Saturday; told again a week later, though the pass runs a minute early."""
    silencer = watches.Silencer(repeats={"all": timedelta(days=7)})
    told = []
    for tonnes, day, minutes in ((120, 2, 0), (150, 7, 0), (180, 9, -1)):
        machine = engine(store, Shelf("Quay News", (letter(f"Boats landed {tonnes} tonnes.", day),)))
        fetch(machine, due_only=False)
        process(machine)
        now = DAY + timedelta(days=day - 2, minutes=minutes)
        told += [len(tell(replace(office(store, now), silencer=silencer)))]
    assert told == [1, 0, 1]
    ((silent, reason),) = store.suppressed("desk")
    assert (silent.finding.new, reason) == (150.0, "watch all told of it on 2026-03-02 already")


def test_a_flood_is_folded_into_one_line_and_kept(store: Store) -> None:
    machine = engine(store, Shelf("Quay News", (letter("Boats landed 120 tonnes.", 1),)))
    fetch(machine, due_only=False)
    process(machine)
    (herring,) = store.open_selections("desk")
    with store.begin() as work:
        for number in range(3):  # findings of the same series would be one entry: these are of others
            work.add_mention(
                mention_id=f"men_{number}",
                item_id=herring.finding.origin.item_id,
                mention=herring.finding.mention,
                words=frozenset(),
                origin=herring.finding.origin,
                link=Link(None, 1.0, "nothing like it is known"),
                target_id=f"ser_{number}",
                title=f"Series {number}",
                pin=None,
                keys=frozenset(),
            )
            other = replace(herring.finding, id=f"fin_{number}", target_id=f"ser_{number}", target=f"Series {number}")
            work.add_finding(other)
            work.add_selections([replace(herring, finding=other)])
    (told,) = tell(office(store, **{"at most": 1}))
    assert told.digest.size == 1
    assert told.digest.headline.endswith("and 3 more: tracker watches untold desk")
    assert len(store.suppressed("desk")) == 3
    assert store.open_selections("desk") == ()


def test_a_source_that_keeps_failing_is_told_once_and_its_recovery_once(store: Store) -> None:
    """Three failures in a row are news; the fourth is not; being back is."""
    told = []
    for failures in (1, 2, 3, 4, 0):
        error = "The server does not answer." if failures else None
        machine = engine(store, Shelf("Mute Post", (), error=error, failures=failures))
        tally = fetch(machine, due_only=False)
        told += [one.digest.headline for one in notify(office(store, ops="desk"), tally.notices)]
    assert told == [
        "Mute Post has failed 3 times in a row: The server does not answer.",
        "Mute Post can be read again, after 4 failures.",
    ]


def test_a_notice_is_told_once_whatever_repeats_it(store: Store) -> None:
    notice = Notice("broken desk", "Messages for board cannot be delivered: the channel is archived.")
    counts = [len(notify(office(store, ops="desk"), [notice])) for _ in range(3)]
    assert counts == [1, 0, 0]
    assert notify(office(store), [notice]) == (), "nobody is told where no ops receiver is named"
