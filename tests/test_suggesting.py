"""Decisions by buttons become entries of the rules file: as a diff, with every other line as it was, and they hold."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from databases import on
from ruamel.yaml import YAML

from tracker.app import App
from tracker.cli.main import app as command
from tracker.delivery.buttons import Press
from tracker.errors import UsageError
from tracker.model import Finding
from tracker.rules.suggesting import Suggestion, added, phrase

CONFIG = """\
# The rules of the fish desk.   Two blanks stay.
database: sqlite:///tracker.db
sources:
  - {name: letters, folder: in, baseline: false}   # one folder

watches:
    - name: "all"          # everything
      to:   desk

receivers:
  - {name: desk, file: out}
"""
LETTER = """Catch of the week

Weekly landings of herring in Norway reached 120 tonnes in the week to 5 April, the sales organisation said.

The Ministry of Fisheries of Norway adopted a plan for herring on 3 April. It names nine harbours.
"""
NOW = datetime(2026, 4, 13, 9, tzinfo=UTC)


class Desk:
    def __init__(self, home: Path, config: str) -> None:
        self.home = home
        self.file = home / "config.yaml"
        self.config = config
        self.file.write_text(config)
        (home / "in").mkdir()
        self.hear("a.txt", LETTER)

    def app(self) -> App:
        return App(self.file, environ={}, now=lambda: NOW)

    def hear(self, name: str, text: str) -> None:
        (self.home / "in" / name).write_text(text)
        app = self.app()
        assert not app.run_once().errors
        app.close()

    def found(self, kind: str) -> Finding:
        app = self.app()
        found = [finding for finding, _ in app.store.findings_since() if finding.kind == kind]
        app.close()
        return found[-1]

    def press(self, act: str, finding: Finding, days: int = 0) -> str:
        app = self.app()
        for digest_id in app.store.digest_ids():
            digest = app.store.digest(digest_id)
            if digest and finding.id in digest.finding_ids:
                stamp = f"{NOW.timestamp():.0f}.{time.monotonic_ns() % 10**6:06d}"
                told = app.answer(Press(act, digest_id, finding.id, "U7ANA", "ana", "C1", None, stamp, days))
                app.close()
                return told
        raise AssertionError("nobody was told of it")

    def suggest(self, *more: str) -> tuple[int, str, str]:
        now = ["--now", NOW.isoformat()]
        result = CliRunner().invoke(command, ["watches", "suggest", "--config", str(self.file), *now, *more])
        return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def desk(tmp_path: Path, database: str) -> Desk:
    return Desk(tmp_path, on(database, CONFIG))


def test_a_mute_and_a_refusal_become_silences_and_nothing_else_is_touched(desk: Desk) -> None:
    desk.press("mute", desk.found("metric.new"), 30)
    desk.press("refuse", desk.found("policy.new"))
    code, told, _ = desk.suggest()
    assert code == 0
    lines = told.splitlines()
    assert lines[:2] == ["--- a/config.yaml", "+++ b/config.yaml"]
    assert not [line for line in lines[2:] if line.startswith("-")]
    assert desk.file.read_text() == desk.config  # it was only shown
    code, _, said = desk.suggest("--write")
    assert (code, "2 entries added" in said) == (0, True)
    text = desk.file.read_text()
    assert text.startswith(desk.config)
    mute, refusal = YAML(typ="safe").load(text)["silences"]
    assert mute == {
        "when": {"metric": {"subject": "Norway", "measure": "weekly landings of herring", "unit": "t"}},
        "to": "desk",
        "until": date(2026, 5, 13),
        "because": "ana muted it (decision 1)",
    }
    assert refusal["when"]["policy"]["title"] == "Plan for herring"
    assert refusal["until"] == date(2099, 12, 31)


def test_what_stands_in_the_rules_is_not_suggested_again_and_holds_without_the_decision(desk: Desk) -> None:
    desk.press("mute", desk.found("metric.new"), 30)
    desk.suggest("--write")
    code, told, said = desk.suggest()
    assert (code, told, "Nothing to add" in said) == (0, "", True)
    undone = CliRunner().invoke(command, ["undo", "1", "--config", str(desk.file)])
    assert undone.exit_code == 0, undone.output
    desk.hear("b.txt", LETTER.replace("120", "150").replace("5 April", "12 April"))
    app = desk.app()
    assert [reason for _, reason in app.store.suppressed("desk")] == [
        "silenced until 2026-05-13, because ana muted it (decision 1)"
    ]
    app.close()


def test_a_mute_that_is_over_and_a_decision_undone_are_left_out(desk: Desk) -> None:
    desk.press("mute", desk.found("metric.new"), 7)
    desk.press("refuse", desk.found("policy.new"))
    CliRunner().invoke(command, ["undo", "2", "--config", str(desk.file)])
    later = (NOW + timedelta(days=8)).isoformat()
    result = CliRunner().invoke(command, ["watches", "suggest", "--config", str(desk.file), "--now", later])
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_no_words_tell_apart_stays_a_decision_and_says_so(desk: Desk) -> None:
    desk.hear("b.txt", LETTER.replace("120", "150").replace("5 April", "12 April"))
    desk.press("part", desk.found("metric.revised"))
    code, told, said = desk.suggest()
    assert (code, told) == (0, "")
    assert "decision 1: no words tell" in said


ENTRY = Suggestion("silences", {"when": {"text": "a: b # c ${X}"}, "until": date(2026, 5, 1), "because": "x"}, 1)


@pytest.mark.parametrize(
    "before",
    [
        "a: 1",  # no end of line, no list
        "silences:\n- when: {text: x}\n  until: 2026-01-01\n  because: y\n# of b\nb: 1\n",  # dashes at the margin
        "silences:\n    - when: {text: x}\n      until: 2026-01-01\n      because: y\n\n\n# of b\nb: 1  # end\n",
        "silences:\n  # none yet\nb: 1\n",  # an empty list
        "b: |\n  silences:\n   - no\nsilences:\n  - {when: {text: x}, until: 2026-01-01, because: y}\n",
    ],
)
def test_an_entry_is_put_behind_the_others_however_the_file_is_written(before: str) -> None:
    after = added(before, [ENTRY])
    known, new = YAML(typ="safe").load(before), YAML(typ="safe").load(after)
    assert new["silences"][:-1] == (known.get("silences") or [])
    assert new["silences"][-1]["when"] == {"text": "a: b # c $${X}"}
    assert {key: new[key] for key in known if key != "silences"} == {
        key: known[key] for key in known if key != "silences"
    }
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines())  # every line, in its order


def test_a_list_on_one_line_is_left_to_its_author() -> None:
    with pytest.raises(UsageError, match="stands on one line"):
        added("silences: []\n", [ENTRY])


def test_a_phrase_is_only_words() -> None:
    assert phrase("The *Plan* AND “Act” (2026): e-fuels NOT OR 5%") == "The Plan Act 2026 e-fuels 5"


def test_what_is_no_policy_is_said_so_by_explain_and_has_no_page(desk: Desk) -> None:
    found = desk.found("policy.new")
    desk.press("refuse", found)
    config = ["--config", str(desk.file)]
    told = CliRunner().invoke(command, ["explain", found.origin.item_id, *config]).output
    assert "decision 1 of ana says that it is none" in told
    out = desk.home / "site"
    built = CliRunner().invoke(command, ["site", "build", str(out), *config])
    assert built.exit_code == 0, built.output
    assert not list(out.glob("policies/*.html"))
    assert len(list(out.glob("metrics/*.html"))) == 1
    assert "Plan for herring" not in (out / "feed.atom").read_text()
    desk.hear(
        "b.txt", "Herring\n\nThe Ministry of Fisheries of Norway adopted a plan for herring on 3 April, it said.\n"
    )
    again = CliRunner().invoke(command, ["explain", "it said", *config]).output
    assert "No finding: decision 1 of ana says that it is none." in again
