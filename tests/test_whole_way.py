"""From letters to what arrives in Slack and in mailboxes, through the whole program and real servers on loopback."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import on
from servers.http import HttpServer, Page
from servers.slack import Fault, SlackServer
from servers.smtp import MailFault, SmtpServer

from tracker.app import App

ROOT = Path(__file__).parents[1]
CONFIG = """\
timezone: Europe/Oslo
database: sqlite:///tracker.db
sources:
  - name: ICT weekly
    folder: samples/ict-weekly
    baseline: false
  - name: Monitor
    feed: {feed}
    baseline: false
http:
  allow: ["{host}"]
watches:
  - name: everything
    to: [team, board]
receivers:
  - name: team
    slack: "#alerts"
  - name: board
    email: [ann@example.org, bo@example.org]
slack:
  token: ${{SLACK_BOT_TOKEN}}
  api_url: {slack}
smtp:
  host: 127.0.0.1
  port: {port}
  security: none
  from: Policy tracker <tracker@example.org>
"""


@dataclass
class World:
    home: Path
    slack: SlackServer
    mail: SmtpServer
    web: HttpServer

    def app(self, minute: int = 0) -> App:
        return App(
            self.home / "config.yaml",
            environ={"SLACK_BOT_TOKEN": self.slack.token},
            now=lambda: datetime(2026, 4, 14, 8, minute, tzinfo=UTC),
        )

    def posts(self) -> list[dict[str, object]]:
        return self.slack.messages("C1")


@pytest.fixture
def world(tmp_path: Path, database: str) -> Iterator[World]:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    feed = (ROOT / "samples/spectrum-monitor/feed.xml").read_bytes()
    with SlackServer() as slack, SmtpServer() as mail, HttpServer() as web:
        web.put("/feed.xml", Page(feed))
        text = CONFIG.format(feed=web.url("/feed.xml"), host=web.place, slack=slack.url, port=mail.port)
        (tmp_path / "config.yaml").write_text(on(database, text), encoding="utf-8")
        yield World(tmp_path, slack, mail, web)


def test_a_digest_arrives_in_the_channel_and_in_each_mailbox_once(world: World) -> None:
    app = world.app()
    done = app.run_once()
    assert not done.failed, done.errors
    headline, *details = world.posts()
    assert "thread_ts" not in headline
    assert details
    assert {detail["thread_ts"] for detail in details} == {headline["ts"]}
    assert "interconnection of computing centres" in str(details)
    assert sorted(one.recipients for one in world.mail.received) == [("ann@example.org",), ("bo@example.org",)]
    letter = world.mail.received[0].message
    assert letter["From"] == "Policy tracker <tracker@example.org>"
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert "interconnection of computing centres" in " ".join(plain.get_content().split())
    before = len(world.posts())
    assert not app.run_once().told
    assert (len(world.posts()), len(world.mail.received)) == (before, 2)
    app.close()


def test_a_post_that_nobody_answered_for_is_found_and_not_doubled(world: World) -> None:
    world.slack.faults.append(Fault(drop=True))
    app = world.app()
    app.run_once()
    assert len([post for post in world.posts() if "thread_ts" not in post]) == 1
    app.close()
    later = world.app(minute=10)
    later.run_once()
    headlines = [post for post in world.posts() if "thread_ts" not in post]
    assert len(headlines) == 1, "it was looked for in the channel, not sent again"
    assert len(world.posts()) > 1, "and the details follow"
    later.close()


def test_one_mailbox_that_is_full_costs_the_others_nothing(world: World) -> None:
    world.mail.faults.append(MailFault(at="RCPT", answer="452 4.2.2 the mailbox is full"))
    app = world.app()
    app.run_once()
    assert len(world.mail.received) == 1
    assert world.posts()
    app.close()
    later = world.app(minute=10)
    later.run_once()
    assert sorted(one.recipients for one in world.mail.received) == [("ann@example.org",), ("bo@example.org",)]
    later.close()


def test_a_broken_feed_costs_the_folder_nothing_and_is_told(world: World) -> None:
    world.web.put("/feed.xml", Page(status=500))
    app = world.app()
    done = app.run_once()
    assert done.failed
    assert any(error.startswith("Monitor: ") for error in done.errors)
    assert world.posts()
    app.close()
