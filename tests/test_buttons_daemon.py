"""Buttons with the daemon as a real process: it listens, survives a kill, and goes on where Slack refuses its token."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import on
from servers.slack import SlackServer
from test_daemon import Daemon, digests, drop

from tracker.app import App
from tracker.store.records import Decision

CONFIG = """\
database: sqlite:///tracker.db
sources:
  - {{name: letters, folder: inbox, baseline: false, every: 1s}}
watches:
  - {{name: all, to: [team]}}
receivers:
  - {{name: team, slack: "#alerts"}}
  - {{name: keeper, file: notices}}
ops: keeper
slack:
  token_file: bot
  app_token_file: {app}
  api_url: {url}
"""
Start = Callable[[str], Daemon]


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with SlackServer() as server:
        yield server


@pytest.fixture
def start(tmp_path: Path, slack: SlackServer, database: str) -> Iterator[Start]:
    (tmp_path / "inbox").mkdir()
    for name, token in (("bot", slack.token), ("app", slack.app_token), ("wrong", "xapp-wrong")):
        (tmp_path / name).write_text(token)
    running: list[Daemon] = []

    def go(app: str) -> Daemon:
        text = on(database, CONFIG.format(app=app, url=slack.url))
        running.append(Daemon(tmp_path, text))
        return running[-1]

    yield go
    for one in running:
        one.end()


def configure(home: Path, slack: SlackServer, app: str) -> None:
    (home / "config.yaml").write_text(CONFIG.format(app=app, url=slack.url))


def buttons(slack: SlackServer) -> list[dict[str, Any]]:
    return [one for one in slack.messages("C1") if any(block["type"] == "actions" for block in one["blocks"])]


def decisions(home: Path) -> tuple[Decision, ...]:
    app = App(home / "config.yaml", environ={})
    found = app.store.catalogue.decisions()
    app.close()
    return found


def test_the_daemon_listens_answers_and_ends_cleanly(start: Start, slack: SlackServer) -> None:
    daemon = start("app")
    assert slack.socket.connected()
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: len(buttons(slack)) == 1)
    envelope = slack.socket.press(buttons(slack)[0], "refuse")
    assert slack.socket.acknowledged(envelope) < 3
    daemon.wait_for(lambda: len(slack.whispers) == 1)
    assert [each.kind for each in decisions(daemon.home)] == ["refuse"]
    daemon.signal(signal.SIGTERM)
    assert daemon.process.wait(30) == 0


def test_a_press_that_a_kill_took_is_decided_once_when_it_is_back(start: Start, slack: SlackServer) -> None:
    daemon = start("app")
    assert slack.socket.connected()
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: len(buttons(slack)) == 1)
    slack.socket.deaf = True  # what it acknowledges is lost with it
    envelope = slack.socket.press(buttons(slack)[0], "refuse")
    daemon.process.kill()
    daemon.process.wait(30)
    slack.socket.deaf = False
    slack.socket.cut()
    again = start("app")
    assert slack.socket.acknowledged(envelope, 30) < float("inf")
    again.wait_for(lambda: len(decisions(again.home)) == 1)
    assert len(envelope.deliveries) == 2


def test_with_a_wrong_token_digests_go_on_and_with_a_right_one_they_get_buttons(
    start: Start, slack: SlackServer
) -> None:
    daemon = start("wrong")
    daemon.wait_for(lambda: len(digests(daemon, "notices")) == 1)
    notice = " ".join(digests(daemon, "notices")[0].read_text().split())
    assert notice.startswith("Slack refuses the token of its buttons (invalid_auth: check the token). Digests go on")
    assert "xapp-wrong" not in notice + daemon.log.read_text()
    drop(daemon, "cod.txt")
    daemon.wait_for(lambda: len(slack.messages("C1")) == 1)
    assert buttons(slack) == []
    configure(daemon.home, slack, "app")
    daemon.wait_for(lambda: "config.reloaded" in daemon.events())
    assert slack.socket.connected()
    drop(daemon, "herring.txt", "Sweden caps the catch of herring\n\nSweden's Ministry of Rural Affairs has issued a "
                                "regulation that caps the catch of herring for the year 2027.\n")  # fmt: skip
    daemon.wait_for(lambda: len(buttons(slack)) == 1)
