"""Stories without policy or metric go the whole way: to those who ask, once, behind everything else, as an extract."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from databases import on

from tracker.app import App
from tracker.cli.main import app as command
from tracker.model import Finding, FindingKind

CONFIG = """\
database: sqlite:///tracker.db
sources:
  - {name: letters, folder: in, baseline: false}
  - {name: posts, folder: posts, baseline: false}
watches:
  - {name: all, to: desk}
  - {name: port, when: {finding: story.new, text: 'Norwick OR Hafen'}, to: [desk, board]}
receivers:
  - {name: desk, file: out}
  - {name: board, file: board}
"""
GERMAN = """Der Hafen wird umgebaut

Die alten Kaimauern der Stadt werden in diesem Jahr erneuert, wie die Verwaltung am Montag mitteilte. Der Hafen bleibt
dabei in Betrieb, sagte eine Sprecherin. Die Fähren legen so lange am nördlichen Anleger ab.
"""
ENGLISH = """Pilots meet in Norwick

Pilots of the whole coast met in Norwick to talk about tired crews and old launches. Nobody should climb a rope ladder
after a night without sleep, said one of them. The talks go on next week in another town.
"""
RETOLD = ENGLISH.replace("whole coast", "entire coast")
POLICY = """Ministry adopts plan for ports

The Ministry of Transport of China adopted a three-year plan for green ports on Friday.
"""


class World:
    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        self.database = database
        self.configure(CONFIG)
        for name in ("in", "posts"):
            (home / name).mkdir()

    def configure(self, text: str) -> None:
        (self.home / "config.yaml").write_text(on(self.database, text))

    def drop(self, name: str, text: str, folder: str = "in") -> None:
        (self.home / folder / name).write_text(text)

    def app(self, day: int = 13) -> App:
        return App(self.home / "config.yaml", environ={}, now=lambda: datetime(2026, 4, day, 9, tzinfo=UTC))

    def run(self, day: int = 13) -> None:
        app = self.app(day)
        assert not app.run_once().errors
        app.close()

    def told(self, folder: str = "out") -> list[str]:
        return [path.read_text() for path in sorted((self.home / folder).glob("*.txt"))]

    def stories(self) -> list[Finding]:
        app = self.app()
        found = [one for one, _ in app.store.findings_since() if one.kind is FindingKind.STORY_NEW]
        app.close()
        return found

    def type(self, *arguments: str) -> str:
        given = ["--config", str(self.home / "config.yaml")]
        result = CliRunner().invoke(command, [*arguments, *given], catch_exceptions=False)
        return result.output


@pytest.fixture
def world(tmp_path: Path, database: str) -> World:
    return World(tmp_path, database)


def test_an_extract_stands_behind_everything_else_and_says_when_it_is_not_extracted(world: World) -> None:
    world.drop("a.txt", GERMAN)
    world.drop("b.txt", POLICY)
    world.run()
    (text,) = world.told()
    assert text.index("NEW POLICIES") < text.index("STORIES")
    assert "1 new policy, 1 story" in text
    extract = text.partition("STORIES")[2]
    assert "■ Der Hafen wird umgebaut\n  Not extracted (German)\n" in extract
    told = " ".join(extract.split())
    assert (
        "“Die alten Kaimauern der Stadt werden in diesem Jahr erneuert, wie die Verwaltung am Montag mitteilte." in told
    )
    assert "Der Hafen bleibt dabei in Betrieb, sagte eine Sprecherin.”" in told
    (only,) = world.told("board")
    assert only.startswith("Der Hafen wird umgebaut\n1 story\n")


def test_a_story_nobody_asked_for_leaves_no_finding(world: World) -> None:
    world.drop("a.txt", GERMAN.replace("Hafen", "Markt"))
    world.run()
    assert world.stories() == []
    assert world.told() == []
    assert "no watch selects it as a story" in world.type("explain", "Kaimauern")


def test_two_outlets_stand_side_by_side_and_a_third_that_comes_later_is_known(world: World) -> None:
    world.drop("a.txt", ENGLISH)
    world.drop("b.txt", RETOLD, "posts")
    world.run()
    (text,) = world.told()
    assert text.count("Nobody should climb") == 1
    assert "+ Also told" in text
    assert text.startswith("Pilots meet in Norwick\n1 story\n")
    world.drop("c.txt", RETOLD.replace("Nobody", "No one"))
    world.run(14)
    assert len(world.told()) == 1
    assert len(world.stories()) == 2


def test_it_is_told_once_however_often_a_pass_is_made(world: World) -> None:
    world.drop("a.txt", GERMAN)
    for day in (13, 14):
        world.run(day)
    assert len(world.told()) == len(world.told("board")) == 1


def test_the_export_knows_no_stories_and_a_replay_misses_none(world: World) -> None:
    world.drop("a.txt", GERMAN)
    world.drop("b.txt", POLICY)
    world.run()
    records = [json.loads(line) for line in world.type("export").splitlines()]
    assert {record["finding"] for record in records if record["record"] == "finding"} == {"policy.new"}
    assert not any(record["id"].startswith("story") for record in records)
    app = world.app()
    assert app.replay(datetime(2026, 1, 1, tzinfo=UTC).date()).differences == ()
    app.close()


def test_a_backtest_tells_stories_that_a_new_watch_would_have_selected(world: World) -> None:
    world.drop("a.txt", GERMAN.replace("Hafen", "Markt"))
    world.run()
    world.configure(CONFIG.replace("Norwick OR Hafen", "Markt"))
    told = world.type("watches", "backtest", "--since", "2026-01-01")
    assert "1 of them told" in told
    preview = world.type("digest", "preview", "board", "--since", "2026-01-01", "--format", "json")
    (section,) = json.loads(preview)["sections"]
    (entry,) = section["entries"]
    assert (section["name"], entry["kind"], entry["language"], entry["extracted"]) == (
        "stories", "story.new", "de", False,
    )  # fmt: skip
    assert entry["quote"].startswith("Die alten Kaimauern")


def test_rules_are_tried_on_stories_too(world: World) -> None:
    (world.home / "rules-test.yaml").write_text(
        "tests:\n"
        "  - name: the port is told\n"
        "    documents:\n"
        f"      - {{published: 2026-04-12, text: {json.dumps(GERMAN)}}}\n"
        "    expect:\n"
        "      - {to: desk, watch: port, finding: story.new, about: umgebaut}\n"
        "      - {to: board, about: Hafen}\n"
    )
    result = CliRunner().invoke(command, ["watches", "test", str(world.home / "rules-test.yaml")])
    assert (result.exit_code, "1 of 1 tests passed" in result.output) == (0, True), result.output


def test_a_first_look_counts_stories_in_its_line(world: World) -> None:
    world.configure(CONFIG.replace("{name: letters, folder: in, baseline: false}", "{name: letters, folder: in}"))
    world.drop("a.txt", GERMAN)
    world.run()
    (text,) = world.told("board")
    assert "First look at letters: a baseline of 1 finding (1 story)." in " ".join(text.split())


def test_a_silence_covers_stories_too(world: World) -> None:
    silence = "silences:\n  - {when: {text: Fähren}, to: board, until: 2026-05-01, because: they are late}\n"
    world.configure(CONFIG + silence)
    world.drop("a.txt", GERMAN)
    world.run()
    assert (len(world.told()), world.told("board")) == (1, [])
    assert "silenced until 2026-05-01, because they are late" in world.type("explain", "Kaimauern")


def test_an_urgent_story_is_told_before_the_digest_is_due(world: World) -> None:
    urgent = CONFIG.replace("to: [desk, board]", "to: desk, urgency: now")
    urgent = urgent.replace("file: out}", 'file: out, digest: {at: "18:00"}}')
    world.configure(urgent)
    world.drop("a.txt", GERMAN)
    world.run()
    (text,) = world.told()
    assert text.startswith("Der Hafen wird umgebaut\n1 story\n")
