"""Teams on one configuration: what is broken in the files of one harms no other, and is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from databases import on

from tracker.app import App
from tracker.cli.main import app as commands
from tracker.cli.serving import Running
from tracker.errors import ConfigError

CONFIG = """\
sources: [{name: letters, folder: inbox}]
receivers: [{name: keeper, file: notices}]
ops: keeper
teams:
  - {name: ports, include: ports.yaml}
  - {name: energy, include: "energy/*.yaml"}
"""
PORTS = """\
receivers: [{name: harbour, file: harbour}]
watches: [{name: quays, to: harbour, when: {text: quay}}]
silences: [{until: 2027-01-01, because: "it is rebased", to: harbour, when: {text: coal}}]
"""
ENERGY = """\
receivers: [{name: grid, file: grid}]
watches: [{name: power, to: grid, when: {text: electricity}}]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Rules of two teams; no test but one opens the database."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "energy").mkdir()
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "ports.yaml").write_text(PORTS, encoding="utf-8")
    (tmp_path / "energy" / "rules.yaml").write_text(ENERGY, encoding="utf-8")
    return tmp_path


def load(home: Path) -> App:
    return App(home / "config.yaml", environ={})


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, [*arguments, "--config", str(home / "config.yaml")])


def test_what_a_team_writes_is_its_own(home: Path) -> None:
    app = load(home)
    config = app.config
    assert app.left_out == ()
    assert {watch.name: watch.owner for watch in config.watches} == {"quays": "ports", "power": "energy"}
    owners = {receiver.name: receiver.owner for receiver in config.receivers}
    assert owners == {"keeper": None, "harbour": "ports", "grid": "energy"}
    assert [silence.owner for silence in config.silences] == ["ports"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        pytest.param("watches: [", "rules.yaml:1:", id="no YAML"),
        pytest.param(ENERGY.replace("text: electricity", "text: '('"), "rules.yaml:2:", id="a rule that says nothing"),
        pytest.param(ENERGY.replace("to: grid", "to: grit"), "there is no receiver `grit`", id="nobody to tell"),
        pytest.param(ENERGY.replace("name: grid", "name: harbour"), "`harbour` too", id="a name that is taken"),
        pytest.param("receivers: [{name: grid, webhook: '${NOWHERE}'}]", "`NOWHERE`", id="a variable that is not set"),
        pytest.param("timezone: UTC", "no key `timezone`", id="what is not the team's"),
    ],
)
def test_a_broken_file_leaves_out_its_team_alone(home: Path, broken: str, reason: str) -> None:
    (home / "energy" / "rules.yaml").write_text(broken, encoding="utf-8")
    app = load(home)
    assert [watch.name for watch in app.config.watches] == ["quays"]
    (left_out,) = app.left_out
    assert left_out.team == "energy"
    assert reason in str(left_out)


def test_it_is_told_by_check_status_and_ops(home: Path, database: str) -> None:
    (home / "config.yaml").write_text(on(database, CONFIG), encoding="utf-8")
    (home / "energy" / "rules.yaml").write_text("watches: [{name: power}]", encoding="utf-8")
    checked = run(home, "check")
    assert checked.exit_code == 2
    assert "rules.yaml:1:" in checked.output
    told = run(home, "status").stdout
    assert "Team ports: in force" in told
    assert "Team energy: left out: " in told
    app = load(home)
    Running(app, home / "config.yaml").begin()
    (digest,) = [app.store.digest(name) for name in app.store.digest_ids("keeper")]
    assert digest is not None
    assert "The files of team energy are left out" in digest.headline
    app.close()


def test_a_team_that_counts_on_a_broken_one_is_left_out_too(home: Path) -> None:
    (home / "ports.yaml").write_text(PORTS.replace("to: harbour, when: {text: quay}", "to: grid"), encoding="utf-8")
    assert load(home).left_out == ()
    (home / "energy" / "rules.yaml").write_text("nothing", encoding="utf-8")
    app = load(home)
    assert [each.team for each in app.left_out] == ["energy", "ports"]
    assert app.config.watches == ()


def test_a_file_that_is_not_there_is_the_teams_and_all_else_is_everybodys(home: Path) -> None:
    (home / "ports.yaml").unlink()
    assert [each.team for each in load(home).left_out] == ["ports"]
    (home / "config.yaml").write_text(CONFIG + "watches: [{name: own, to: harbour}]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="there is no receiver `harbour`"):
        load(home)


def test_edits_of_a_teams_files_are_seen(home: Path) -> None:
    from tracker.config import Edits

    edits = Edits(home / "config.yaml")
    (home / "ports.yaml").write_text(PORTS + "# more\n", encoding="utf-8")
    assert [edits.settled(), edits.settled()] == [False, True]
