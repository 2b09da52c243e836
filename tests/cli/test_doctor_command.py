"""`tracker doctor`: what is wrong has a cross, what to do, and exit 1; what is fine has a tick and exit 0."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from databases import execute, on

from tracker.cli.main import app
from tracker.model import Delivery, Digest, Trouble
from tracker.store.records import Run
from tracker.store.store import Store

CONFIG = """\
timezone: Europe/Brussels
sources:
  - {{name: letters, folder: {inbox}}}
  - {{name: mails, mailbox: imaps://me@mail.example.org/INBOX, password_file: {secret}}}
watches: [{{name: everything, to: [team, files]}}]
receivers:
  - {{name: team, slack: C0123ABCD}}
  - {{name: files, file: out}}
slack: {{token: "${{TOKEN}}"}}
ops: files
"""


@pytest.fixture
def home(tmp_path: Path, database: str) -> Path:
    """A folder where all is well."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "secret").write_text("hush", encoding="utf-8")
    (tmp_path / "secret").chmod(0o600)
    (tmp_path / "config.yaml").write_text(on(database, CONFIG.format(inbox="inbox", secret="secret")), encoding="utf-8")
    return tmp_path


def doctor(home: Path, *arguments: str, token: str = "xoxb-1") -> Result:
    command = ["doctor", *arguments, "--config", str(home / "config.yaml")]
    return CliRunner().invoke(app, command, env={"TOKEN": token})


def records(home: Path, *arguments: str, token: str = "xoxb-1") -> dict[str, dict[str, str]]:
    lines = doctor(home, "--json", *arguments, token=token).stdout.splitlines()
    return {record["check"]: record for record in map(json.loads, lines)}


def marks(home: Path, mark: str, *arguments: str, token: str = "xoxb-1") -> set[str]:
    return {name for name, record in records(home, *arguments, token=token).items() if record["mark"] == mark}


def test_where_all_is_well_there_is_no_cross_and_exit_0(home: Path) -> None:
    result = doctor(home)
    assert (result.exit_code, "✗" in result.stdout) == (0, False)
    assert {"packages", "clock", "time zone", "settings", "database rows", "space"} <= marks(home, "fine")
    assert "hush" not in result.stdout
    assert {path.name for path in home.iterdir()} >= {"inbox", "secret", "config.yaml"}
    assert not list(home.glob(".tracker-doctor-*"))


def test_a_configuration_that_does_not_load_is_told_fault_by_fault(home: Path) -> None:
    (home / "config.yaml").write_text("sources: []\nreceivrs: []\ntimezone: Mars/Base\n", encoding="utf-8")
    result = doctor(home)
    assert (result.exit_code, result.stdout.count("✗ settings")) == (1, 2)


def test_a_folder_that_is_not_there_is_wrong_and_what_to_do_is_said(home: Path) -> None:
    (home / "inbox").rmdir()
    result = doctor(home)
    assert result.exit_code == 1
    assert f"✗ source letters: there is no folder {home / 'inbox'}\n    make it, or correct the path" in result.stdout


def test_a_secret_that_cannot_be_read_is_wrong_and_one_that_all_may_read_a_warning(home: Path) -> None:
    (home / "secret").chmod(0o644)
    assert marks(home, "warns") >= {"secrets"}
    (home / "secret").unlink()
    assert marks(home, "wrong") == {"source mails"}


def test_a_token_of_another_kind_is_a_warning(home: Path) -> None:
    assert "receiver team" in marks(home, "warns", token="xoxp-1")


def test_a_clock_before_what_is_stored_is_wrong(home: Path, database: str) -> None:
    with Store(database) as store:
        store.add_run(Run(datetime.now(UTC) + timedelta(days=1), None, {}))
    assert marks(home, "wrong") == {"clock"}
    assert marks(home, "wrong", "--now", "1970-01-01T00:00") == {"clock"}


def test_a_schema_that_nobody_knows_is_wrong(home: Path, database: str) -> None:
    execute(database, "UPDATE alembic_version SET version_num = '0000'")
    assert "database schema" in marks(home, "wrong")


@pytest.mark.only_on("sqlite", "a server's pages are its own affair")
def test_a_damaged_database_is_wrong(home: Path) -> None:
    (home / "tracker.db").write_bytes(b"no database" * 1000)
    assert doctor(home).exit_code == 1


@pytest.mark.only_on("sqlite", "a server has one before us")
def test_no_database_yet_is_a_warning(home: Path) -> None:
    (home / "tracker.db").unlink()
    assert marks(home, "wrong") == set()
    assert "database" in marks(home, "warns") | marks(home, "fine")


def test_what_waits_too_long_or_refuses_everything_is_wrong(home: Path, database: str) -> None:
    old = datetime.now(UTC) - timedelta(hours=5)
    with Store(database) as store:
        store.add_digest(Digest("d", "team", "now", old, (), "x"), [Delivery("m", "d", "team", "C1", 0, {"text": "x"})])
        store.set_trouble(Trouble("team", "C1", "is_archived", old, old))
    result = doctor(home)
    assert "a message waits since" in result.stdout
    assert "team refuses everything since" in result.stdout
    assert result.exit_code == 1


@pytest.mark.parametrize(("token", "mark"), [("xapp-1-A", "fine"), ("xoxb-1", "warns")])
def test_the_token_of_buttons_is_looked_at_where_there_is_one(home: Path, token: str, mark: str) -> None:
    assert "buttons" not in records(home)
    (home / "app").write_text(token, encoding="utf-8")
    (home / "app").chmod(0o600)
    config = home / "config.yaml"
    config.write_text(config.read_text().replace('{token: "${TOKEN}"}', '{token: "${TOKEN}", app_token_file: app}'))
    assert records(home)["buttons"]["mark"] == mark
    (home / "app").chmod(0o644)
    assert "may be read by others" in records(home)["secrets"]["seen"]
