"""`tracker outbox` as a person types it: what waits is listed, given up is retried, settled stays settled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from databases import on

from tracker.cli.main import app
from tracker.model import Delivery, DeliveryState, Digest, Trouble
from tracker.store.store import Store

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
CONFIG = """\
database: sqlite:///tracker.db
sources: [{name: letters, folder: inbox, baseline: false}]
watches: [{name: everything, to: [files]}]
receivers: [{name: files, file: out}]
"""


@pytest.fixture
def config(tmp_path: Path, database: str) -> Path:
    (tmp_path / "config.yaml").write_text(on(database, CONFIG), encoding="utf-8")
    return tmp_path / "config.yaml"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """Two digests of a headline with a part: the first was given up, the second may have arrived."""
    with Store(database) as opened:
        for digest in ("a", "b"):
            parts = [Delivery(f"del_{digest}{n}", digest, "files", "out", n, {"text": f"Rule {n}"}) for n in range(2)]
            opened.add_digest(Digest(digest, "files", f"now {digest}", NOW, (), "Two rules"), parts)
        opened.mark("del_a0", state=DeliveryState.FAILED, attempts=1, error="msg_too_long")
        opened.mark("del_a1", state=DeliveryState.FAILED, error="its headline was not sent: msg_too_long")
        opened.mark(
            "del_b0", state=DeliveryState.AMBIGUOUS, attempts=1, next_attempt=NOW, error="time-out", owner="h:1"
        )
        yield opened


def run(config: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["outbox", *arguments, "--config", str(config)])


def states(store: Store) -> dict[str, DeliveryState]:
    return {one.id: one.state for one in store.outbox_desk.deliveries(tuple(DeliveryState))}


def test_what_is_not_sent_is_listed_with_its_reason(config: Path, store: Store) -> None:
    store.mark("del_b1", state=DeliveryState.SENT, reference="ts-1")
    lines = run(config, "list").stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["del_a0", "del_a1", "del_b0"]
    assert "was given up, tried 1 time: msg_too_long" in lines[0]
    assert "may have arrived, tried 1 time, next 2026-04-13 06:30:00 UTC: time-out" in lines[2]
    assert "del_b1" in run(config, "list", "--all").stdout
    assert run(config, "list", "--receiver", "nobody").stdout == "Nothing waits, and nothing was given up.\n"


def test_a_place_that_refuses_everything_is_listed(config: Path, store: Store) -> None:
    store.set_trouble(Trouble("files", "out", "is_archived", NOW, NOW + timedelta(hours=1)))
    assert "files → out refuses everything since 2026-04-13 06:30:00 UTC: is_archived." in run(config, "list").stdout
    (record,) = [r for r in map(json.loads, run(config, "list", "--json").stdout.splitlines()) if "refuses" in r]
    assert (record["refuses"], record["again"]) == ("files", "2026-04-13T07:30:00+00:00")


def test_json_has_one_object_a_message(config: Path, store: Store) -> None:
    records = [json.loads(line) for line in run(config, "list", "--json").stdout.splitlines()]
    assert [record["id"] for record in records] == ["del_a0", "del_a1", "del_b0", "del_b1"]
    assert (records[2]["state"], records[2]["owner"], records[2]["held"]) == ("ambiguous", "h:1", False)


def test_one_message_is_shown_with_what_it_says(config: Path, store: Store) -> None:
    assert "Rule 0" in run(config, "show", "del_b0").stdout
    assert json.loads(run(config, "show", "del_b0", "--json").stdout)["payload"] == {"text": "Rule 0"}


@pytest.mark.parametrize("name", ["del_", "del_zz", " "])
def test_an_id_that_is_not_of_one_message_is_said(config: Path, store: Store, name: str) -> None:
    result = run(config, "show", name)
    assert "tracker outbox list" in str(result.exception)


def test_a_headline_that_is_tried_again_takes_what_was_given_up_with_it_along(config: Path, store: Store) -> None:
    assert run(config, "retry", "del_a0").stdout == "2 messages are tried again at the next tick or pass.\n"
    assert states(store) == {
        "del_a0": DeliveryState.DUE,
        "del_a1": DeliveryState.DUE,
        "del_b0": DeliveryState.AMBIGUOUS,
        "del_b1": DeliveryState.DUE,
    }


def test_what_may_have_arrived_is_looked_for_unless_it_shall_be_sent_again(config: Path, store: Store) -> None:
    run(config, "retry", "del_b0", "--now", "2026-04-13T08:00+00:00")
    (one,) = store.outbox_desk.find("del_b0")
    assert (one.state, one.attempts, one.next_attempt) == (DeliveryState.AMBIGUOUS, 0, NOW + timedelta(minutes=90))
    run(config, "retry", "del_b0", "--resend")
    assert states(store)["del_b0"] is DeliveryState.DUE


def test_all_that_was_given_up_for_a_receiver_is_tried_again_and_its_places_at_once(config: Path, store: Store) -> None:
    store.set_trouble(Trouble("files", "out", "is_archived", NOW, NOW + timedelta(days=9999)))
    assert run(config, "retry", "--receiver", "files", "--now", "2026-04-13T08:00+00:00").exit_code == 0
    assert DeliveryState.FAILED not in states(store).values()
    assert store.troubles()[0].again == NOW + timedelta(minutes=90)


def test_a_message_is_settled_by_hand(config: Path, store: Store) -> None:
    assert run(config, "resolve", "del_b0", "--sent").stdout == "del_b0: a person said that it arrived.\n"
    assert run(config, "resolve", "del_b1", "--drop", "--because", "old news").exit_code == 0
    assert (states(store)["del_b0"], states(store)["del_b1"]) == (DeliveryState.SENT, DeliveryState.FAILED)
    assert store.outbox_desk.find("del_b1")[0].error == "a person dropped it: old news"
    assert "was sent already" in str(run(config, "resolve", "del_b0", "--drop").exception)
    assert "was sent already" in str(run(config, "retry", "del_b0").exception)
    assert "--sent or --drop" in str(run(config, "resolve", "del_b1").exception)


def test_what_is_being_sent_is_left_alone(config: Path, store: Store) -> None:
    store.mark("del_b1", state=DeliveryState.SENDING, next_attempt=NOW + timedelta(minutes=2), owner="here:7")
    result = run(config, "retry", "del_b1", "--now", "2026-04-13T06:30+00:00")
    assert "is being sent by here:7" in str(result.exception)


def test_a_message_that_changed_since_it_was_read_is_not_written(store: Store) -> None:
    (read,) = store.outbox_desk.find("del_b0")
    store.mark("del_b0", state=DeliveryState.SENT, reference="ts-9")
    assert store.outbox_desk.retry(read, NOW) == ()
    assert not store.outbox_desk.resolve(read, DeliveryState.FAILED, "dropped")
    assert states(store)["del_b0"] is DeliveryState.SENT
