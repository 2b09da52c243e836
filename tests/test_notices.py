"""What a person must mend is told to ops once, through another receiver while ops is deaf; so is that it is mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.config.settings import Receiver
from tracker.delivery.outbox import Report
from tracker.digests.render import Renderer
from tracker.model import Trouble
from tracker.store.store import Store
from tracker.telling.office import Notice, Office, delivery_notices, notify

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
RECEIVERS = tuple(Receiver(name=name, file=Path(name)) for name in ("team", "ops", "board"))


def office(store: Store, ops: str | None = "ops") -> Office:
    return Office(store, RECEIVERS, Renderer(), "", ZoneInfo("UTC"), lambda: NOW, ops=ops)


def trouble(receiver: str, since: datetime = NOW) -> Trouble:
    return Trouble(receiver, receiver, "is_archived", since, NOW + timedelta(hours=1))


def told(office: Office, report: Report) -> list[tuple[str, str]]:
    return [(one.receiver, one.digest.headline) for one in notify(office, delivery_notices(report, office.ops))]


def test_a_place_that_refuses_is_told_to_ops_once_for_each_time_it_happens(store: Store) -> None:
    room = office(store)
    report = Report(troubles=(trouble("team"),))
    assert told(room, report) == [("ops", "Messages for team are kept, for it refuses them all: is_archived")]
    assert told(room, report) == []
    assert told(room, Report(mended=(trouble("team"),))) == [("ops", "team takes messages again.")]
    assert len(told(room, Report(troubles=(trouble("team", NOW + timedelta(days=1)),)))) == 1


def test_while_ops_refuses_everything_another_is_told(store: Store) -> None:
    store.set_trouble(trouble("ops"))
    store.set_trouble(trouble("team"))
    assert [receiver for receiver, _ in told(office(store), Report(troubles=(trouble("ops"),)))] == ["board"]


def test_nobody_is_woken_with_what_ops_cannot_take(store: Store) -> None:
    store.set_trouble(trouble("ops"))
    asleep = Receiver.model_validate({"name": "team", "file": "team", "quiet": {"from": "05:00", "to": "08:00"}})
    room = replace(office(store), receivers=(asleep, *RECEIVERS[1:]))
    assert [receiver for receiver, _ in told(room, Report(troubles=(trouble("ops"),)))] == ["board"]


def test_when_all_refuse_everything_ops_is_told_later(store: Store) -> None:
    for name in ("team", "ops", "board"):
        store.set_trouble(trouble(name))
    assert [one.receiver for one in notify(office(store), [Notice("k", "All are deaf.")])] == ["ops"]


def test_nobody_is_told_where_nobody_is_named(store: Store) -> None:
    assert told(office(store, ops=None), Report(troubles=(trouble("team"),))) == []


def test_what_was_given_up_or_waits_for_an_hour_is_told_but_not_of_ops_to_ops(store: Store) -> None:
    report = Report(
        broken=(("team", "msg_too_long"), ("ops", "msg_too_long")),
        stuck=(("del_1", "team", "no answer"), ("del_2", "ops", "no answer")),
    )
    assert [sentence for _, sentence in told(office(store), report)] == [
        "A message for team cannot be delivered: msg_too_long",
        "A message for team is still tried, after an hour: no answer",
    ]
