"""Buttons under findings in Slack: what is pressed is decided once, holds at once, and is answered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from databases import on
from servers.slack import SlackServer

from tracker.app import App
from tracker.delivery.buttons import read_press
from tracker.delivery.socket_mode import ButtonListener
from tracker.history.decided import in_force
from tracker.store.records import Decision

CONFIG = """\
database: sqlite:///tracker.db
sources:
  - {{name: letters, folder: in, baseline: false}}
watches:
  - {{name: all, to: [team, board]}}
receivers:
  - {{name: team, slack: "#alerts"}}
  - {{name: board, file: board}}
slack:
  token: ${{SLACK_BOT_TOKEN}}
  app_token: ${{SLACK_APP_TOKEN}}
  api_url: {url}
{more}
"""
FIRST = """Catch of the week

Weekly landings of herring in Norway reached 120 tonnes in the week to 5 April, the sales organisation said.

The Ministry of Fisheries of Norway adopted a plan for herring on 3 April. It names nine harbours.
"""
SECOND = FIRST.replace("120 tonnes", "150 tonnes").replace("5 April", "12 April").partition("\n\nThe Ministry")[0]


@dataclass
class World:
    home: Path
    slack: SlackServer
    told: list[str]
    database: str
    app_token: str = "xapp-loopback"

    def __post_init__(self) -> None:
        (self.home / "in").mkdir()
        self.configure("")
        self.listeners: list[ButtonListener] = []
        self.day = datetime.now(UTC)

    def configure(self, more: str) -> None:
        (self.home / "config.yaml").write_text(on(self.database, CONFIG.format(url=self.slack.url, more=more)))

    def app(self) -> App:
        environ = {"SLACK_BOT_TOKEN": self.slack.token, "SLACK_APP_TOKEN": self.app_token}
        app = App(self.home / "config.yaml", environ=environ, now=lambda: self.day)
        app.listening = lambda: True
        return app

    def listen(self, answer: Callable[[Any], str] | None = None) -> ButtonListener:
        from tracker.wiring import button_listener

        app = self.app()
        made = button_listener(app.config.slack, answer or app.answer, self.told.append)
        assert made is not None
        made._glance = 0.05
        made.start()
        self.listeners.append(made)
        return made

    def hear(self, name: str, text: str) -> None:
        """Read a letter and tell what it brings."""
        (self.home / "in" / name).write_text(text)
        app = self.app()
        assert not app.run_once().errors
        app.close()

    def buttons(self, act: str) -> list[dict[str, Any]]:
        """The messages that have such a button, in order."""
        return [
            message
            for message in self.slack.messages("C1")
            for block in message["blocks"]
            for element in block.get("elements", ())
            if element.get("action_id") == act
        ]

    def press(self, act: str, **how: Any) -> str:
        """Press the first such button of the latest message that has one; what is answered."""
        before = len(self.slack.whispers)
        envelope = self.slack.socket.press(self.buttons(act)[-1], act, **how)
        assert self.slack.socket.acknowledged(envelope) < 3
        until(lambda: len(self.slack.whispers) > before)
        return str(self.slack.whispers[-1]["text"])

    def decisions(self) -> tuple[Decision, ...]:
        app = self.app()
        found = app.store.catalogue.decisions()
        app.close()
        return found

    def board(self) -> list[str]:
        return [
            path.read_text()
            for path in sorted((self.home / "board").glob("*.txt"), key=lambda one: one.stat().st_mtime_ns)
        ]


def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for it: a second when nothing else runs, and as long as a busy machine takes."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


@pytest.fixture
def world(tmp_path: Path, database: str) -> Iterator[World]:
    with SlackServer() as slack:
        made = World(tmp_path, slack, [], database)
        yield made
        for listener in made.listeners:
            listener.stop()
        assert slack.socket.faults == []


@pytest.fixture
def listening(world: World) -> World:
    world.hear("a.txt", FIRST)
    world.listen()
    assert world.slack.socket.connected()
    return world


# ---------------------------------------------------------------- what is pressed


def test_a_muted_series_is_not_told_there_until_the_day_and_everywhere_else_as_ever(listening: World) -> None:
    answer = listening.press("mute", days="30", number=1)
    ((one),) = listening.decisions()
    until_day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    assert (one.kind, one.details["receiver"], one.details["until"]) == ("mute", "team", until_day)
    assert (one.details["by"], one.details["by_name"]) == ("U7ANA", "ana")
    assert answer.endswith(f"is muted for team until {until_day}. `tracker undo {one.number}` takes it back.")
    before = len(listening.slack.messages("C1"))
    listening.hear("b.txt", SECOND)
    assert len(listening.slack.messages("C1")) == before
    assert "150 tonnes" in listening.board()[-1]
    app = listening.app()
    assert [reason for _, reason in app.store.suppressed("team")] == [
        f"muted until {until_day} by ana (decision {one.number})"
    ]
    app.close()


def test_a_mute_ends(listening: World) -> None:
    listening.press("mute", days="7", number=1)
    listening.day += timedelta(days=8)
    before = len(listening.slack.messages("C1"))
    listening.hear("b.txt", SECOND)
    assert len(listening.slack.messages("C1")) > before


def test_what_is_no_policy_is_told_to_nobody_again_and_a_replay_knows(listening: World) -> None:
    assert "counts as no policy: nobody is told of it any more" in listening.press("refuse")
    told = len(listening.board())
    later = (
        FIRST.partition("\n\n")[0]
        + "\n\nThe plan for herring of Norway's Ministry of Fisheries took effect on 9 April."
    )
    listening.hear("b.txt", later)
    assert not any("plan" in text for text in listening.board()[told:])
    app = listening.app()
    assert app.replay(datetime(2026, 1, 1, tzinfo=UTC).date()).differences == ()
    app.close()


def test_another_series_is_taken_apart_and_those_who_were_told_are_told(listening: World) -> None:
    listening.hear("b.txt", SECOND)
    answer = listening.press("part")
    (one,) = listening.decisions()
    assert (one.kind, one.details["by"], len(one.details["moved"])) == ("split", "U7ANA", 1)
    assert "stands apart now" in answer
    listening.hear("c.txt", "Nothing to see\n\nThe harbour was quiet all week, said those who were there.")
    assert "Correction" in listening.board()[-1]


def test_why_tells_the_watch_and_its_conditions_and_changes_nothing(listening: World) -> None:
    answer = listening.press("why")
    assert "Watch all:" in answer
    assert "✓ finding: all but confirmations" in answer
    assert "Read in letters, a.txt" in answer
    assert listening.decisions() == ()
    (whisper,) = listening.slack.whispers
    assert (whisper["user"], whisper["thread_ts"]) == ("U7ANA", listening.buttons("why")[0]["ts"])


@pytest.mark.parametrize(("act", "how"), [("mute", {"days": "7"}), ("refuse", {})])
def test_what_is_pressed_twice_is_decided_once(listening: World, act: str, how: dict[str, str]) -> None:
    listening.press(act, **how)
    assert "ana said so already" in listening.press(act, **how)
    assert len(listening.decisions()) == 1


def test_a_longer_mute_takes_the_place_of_a_shorter_one_and_not_the_other_way_round(listening: World) -> None:
    for days in ("30", "7", "90"):
        listening.press("mute", days=days)
    assert [each.details["press"].partition(" ")[0] != "" for each in in_force(listening.decisions())] == [True, True]


def test_a_decision_by_button_can_be_undone_and_its_press_does_not_make_it_again(listening: World) -> None:
    from tracker.history.correcting import undo

    message = listening.buttons("refuse")[-1]
    envelope = listening.slack.socket.press(message, "refuse")
    assert listening.slack.socket.acknowledged(envelope) < 3
    app = listening.app()
    undo(app.store, 1, app.now())
    listening.slack.socket.send(envelope.body["payload"])
    until(lambda: len(listening.slack.whispers) == 2)
    assert in_force(app.store.catalogue.decisions()) == ()
    app.close()


# ---------------------------------------------------------------- who may, and what means no good


def test_only_those_who_may_decide(listening: World) -> None:
    listening.configure("  allow: [U7BOB]")
    listening.listeners.pop().stop()
    listening.listen()
    assert listening.slack.socket.connected()
    assert "You may look, and not decide" in listening.press("refuse")
    assert "Watch all:" in listening.press("why")
    assert listening.decisions() == ()


def changed(payload: dict[str, Any], **action: object) -> dict[str, Any]:
    return {**payload, "actions": [{**payload["actions"][0], **action}]}


HOSTILE: list[Callable[[dict[str, Any]], object]] = [
    lambda p: None,
    lambda p: [],
    lambda p: "block_actions",
    lambda p: {},
    lambda p: {**p, "type": "view_submission"},
    lambda p: {**p, "actions": []},
    lambda p: {**p, "actions": p["actions"] * 2},
    lambda p: {**p, "actions": ["why"]},
    lambda p: {**p, "user": "U7ANA"},
    lambda p: {**p, "user": {"id": "<!channel>"}},
    lambda p: {**p, "channel": {"id": "../C1"}},
    lambda p: changed(p, action_id="drop"),
    lambda p: changed(p, action_id=["why"]),
    lambda p: changed(p, block_id="dig_x fin_y"),
    lambda p: changed(p, block_id="dig_0123456789abcdef fin_0123456789abcdef'; DROP TABLE finding; --"),
    lambda p: changed(p, action_ts="soon"),
    lambda p: changed(p, action_id="mute", selected_option={"value": "100000"}),
    lambda p: changed(p, action_id="mute", selected_option={"value": 7}),
    lambda p: changed(p, action_id="mute"),
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_payload_that_is_no_press_of_ours_is_none(number: int) -> None:
    payload = {
        "type": "block_actions",
        "user": {"id": "U7ANA", "name": "ana"},
        "channel": {"id": "C1"},
        "actions": [
            {"action_id": "why", "block_id": f"dig_{'a' * 16} fin_{'b' * 16}", "action_ts": "1776000000.000100"}
        ],
    }
    assert read_press(payload) is not None
    assert read_press(HOSTILE[number](payload)) is None


def test_ids_that_are_not_known_change_nothing(listening: World) -> None:
    message = listening.buttons("refuse")[0]
    digest = next(block["block_id"] for block in message["blocks"] if "block_id" in block).partition(" ")[0]
    for place in (f"dig_{'0' * 16} fin_{'0' * 16}", f"{digest} fin_{'0' * 16}"):
        before = len(listening.slack.whispers)
        sent = listening.slack.socket.press(message, "refuse")
        until(lambda before=before: len(listening.slack.whispers) > before)
        forged = changed(sent.body["payload"], block_id=place, action_ts=f"{time.time():.6f}")
        envelope = listening.slack.socket.send(forged)
        assert listening.slack.socket.acknowledged(envelope) < 3
        until(lambda before=before: len(listening.slack.whispers) > before + 1)
        assert listening.slack.whispers[-1]["text"].startswith("This finding is not known here")
    assert len(listening.decisions()) == 1


# ---------------------------------------------------------------- the connection


def test_an_envelope_that_was_not_acknowledged_comes_again_and_is_decided_once(listening: World) -> None:
    listening.slack.socket.deaf = True
    envelope = listening.slack.socket.press(listening.buttons("refuse")[0], "refuse")
    until(lambda: len(listening.decisions()) == 1)
    listening.slack.socket.deaf = False
    listening.slack.socket.cut()
    listening.slack.socket.acknowledged(envelope)
    until(lambda: len(envelope.deliveries) == 2 and envelope.took is not None)
    assert len(listening.decisions()) == 1
    envelope.took = None  # the first acknowledgement was ours to lose
    listening.slack.socket.faults.clear()


@pytest.mark.parametrize("how", ["cut", "refresh"])
def test_a_connection_that_ends_is_made_anew(listening: World, how: str) -> None:
    getattr(listening.slack.socket, how)()
    until(lambda: listening.slack.socket.opened >= 2)
    assert listening.slack.socket.connected()
    assert "Watch all:" in listening.press("why")
    assert listening.told == []


def test_a_decision_that_takes_long_is_acknowledged_in_time(world: World) -> None:
    world.hear("a.txt", FIRST)

    def slow(press: Any) -> str:
        time.sleep(2.5)
        return "done"

    world.listen(slow)
    assert world.slack.socket.connected()
    envelope = world.slack.socket.press(world.buttons("why")[0], "why")
    assert world.slack.socket.acknowledged(envelope) < 2.5
    until(lambda: bool(world.slack.whispers))
    assert world.slack.whispers[0]["text"] == "done"


def test_a_press_on_which_the_program_breaks_is_answered_and_the_next_one_works(world: World) -> None:
    world.hear("a.txt", FIRST)
    answers = iter([ZeroDivisionError("a bug of ours"), "fine"])

    def answer(press: Any) -> str:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    world.listen(answer)
    assert world.slack.socket.connected()
    assert "did not work" in world.press("why")
    assert world.press("why") == "fine"


def test_a_refused_token_is_told_once_and_says_what_to_do(world: World) -> None:
    world.app_token = world.slack.token
    listener = world.listen()
    until(lambda: bool(world.told))
    (sentence,) = world.told
    assert sentence.startswith("Slack refuses the token of its buttons (not_allowed_token_type). Digests go on without")
    assert listener.refused
    time.sleep(0.3)
    assert len([call for call in world.slack.calls if call.method == "apps.connections.open"]) == 1


def test_without_somebody_who_listens_there_are_no_buttons(world: World) -> None:
    (world.home / "in" / "a.txt").write_text(FIRST)
    app = world.app()
    app.listening = lambda: False
    app.run_once()
    app.close()
    assert world.slack.messages("C1")
    assert not [
        block for message in world.slack.messages("C1") for block in message["blocks"] if block["type"] == "actions"
    ]
