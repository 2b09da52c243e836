"""An urgent message in Slack is changed in place when other sources confirm it, and nobody is told a second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import on
from servers.slack import SlackServer

from tracker.app import App
from tracker.telling.updating import as_it_stands

CONFIG = """\
database: sqlite:///tracker.db
sources:
  - {{name: Northern fish letter, folder: north, baseline: false}}
  - {{name: Quay weekly, folder: quay, baseline: false}}
  - {{name: Coast brief, folder: coast, baseline: false}}
watches:
  - name: urgent
    when: {{finding: policy.new}}
    to: [team]
    urgency: now
  - name: the rest
    when: {{finding: [policy.confirmed, policy.updated]}}
    to: [team]
receivers:
  - name: team
    slack: "#alerts"
    digest: {{at: "18:00"}}
slack:
  token: ${{SLACK_BOT_TOKEN}}
  api_url: {slack}
"""
STORY = "Norway adopts salmon rules\n\nNorway's Ministry of Fisheries has adopted a regulation on salmon lice{end}.\n"


@dataclass
class World:
    home: Path
    slack: SlackServer

    def letter(self, folder: str, end: str = "") -> None:
        (self.home / folder).mkdir(exist_ok=True)
        (self.home / folder / "2026-03-03.txt").write_text(STORY.format(end=end))

    def passes(self, hour: int, minute: int = 0) -> None:
        app = App(
            self.home / "config.yaml",
            environ={"SLACK_BOT_TOKEN": self.slack.token},
            now=lambda: datetime(2026, 3, 3, hour, minute, tzinfo=UTC),
        )
        done = app.run_once()
        app.close()
        assert not done.failed, done.errors

    def shown(self) -> list[str]:
        return [str(message["blocks"]) for message in self.slack.messages("C1")]

    def updates(self) -> int:
        return sum(call.method == "chat.update" for call in self.slack.calls)


@pytest.fixture
def world(tmp_path: Path, database: str) -> Iterator[World]:
    with SlackServer() as slack:
        (tmp_path / "config.yaml").write_text(on(database, CONFIG.format(slack=slack.url)))
        for folder in ("north", "quay", "coast"):
            (tmp_path / folder).mkdir()
        yield World(tmp_path, slack)


def test_a_confirmation_changes_the_message_instead_of_making_another(world: World) -> None:
    world.letter("north")
    world.passes(8)
    (first,) = world.shown()
    assert "Confirmed" not in first
    world.letter("quay")
    world.passes(9)
    (changed,) = world.shown()
    assert "Confirmed" in changed
    assert "Quay weekly" in changed
    world.letter("coast", " this week")
    world.passes(10)
    (again,) = world.shown()
    assert "Quay weekly" in again
    assert "Coast brief" in again
    assert world.updates() == 2


def test_nothing_new_changes_nothing(world: World) -> None:
    world.letter("north")
    world.passes(8)
    world.letter("quay")
    for minute in range(4):
        world.passes(9, minute)
    assert world.updates() == 1


def test_what_the_message_has_told_is_not_told_in_the_digest_as_well(world: World) -> None:
    world.letter("north")
    world.passes(8)
    world.letter("quay")
    world.passes(9)
    world.passes(18, 5)
    assert len(world.shown()) == 1
    with App(world.home / "config.yaml", environ={"SLACK_BOT_TOKEN": "x"}).store as store:
        assert store.open_selections("team") == ()


def test_messages_of_a_thread_are_changed_too_and_only_those_that_say_something_else(world: World) -> None:
    for fish, ministry in (("salmon", "Fisheries"), ("herring", "Trade"), ("cod", "Transport")):
        told = STORY.replace("salmon", fish).replace("Fisheries", ministry).replace("lice", f"{fish} nets")
        (world.home / "north" / f"2026-03-03-{fish}.txt").write_text(
            (told if fish != "salmon" else STORY).format(end="")
        )
    world.passes(8)
    before = world.shown()
    assert len(before) == 2
    world.letter("quay")
    world.passes(9)
    headline, details = world.shown()
    assert headline == before[0]
    assert "Quay weekly" in details
    assert "Quay weekly" not in before[1]
    assert world.updates() == 1


def test_the_archive_shows_an_urgent_digest_as_its_message_stands(world: World) -> None:
    world.letter("north")
    world.passes(8)
    world.letter("quay")
    world.passes(9)
    app = App(world.home / "config.yaml", environ={"SLACK_BOT_TOKEN": "x"})
    (digest_id,) = app.store.digest_ids()
    told = app.store.digest(digest_id)
    assert told is not None
    now = as_it_stands(app.office, told)
    assert (told.size, now.size) == (1, 2)
    assert now.sections[0].entries[0].voices == ("Northern fish letter", "Quay weekly")
    app.close()
