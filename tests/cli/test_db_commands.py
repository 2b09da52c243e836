"""`tracker db` as a person types it: what it says, what it leaves behind, and its exit codes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from databases import execute, on

from tracker.cli.db import human
from tracker.cli.main import app
from tracker.model import Document, SourceState
from tracker.store.store import Store

CONFIG = """\
database: sqlite:///tracker.db
sources: [{name: letters, folder: inbox}]
keep: {letters: 30d}
"""
OLD = datetime.now(UTC) - timedelta(days=60)


@pytest.fixture
def home(tmp_path: Path, database: str) -> Path:
    """A folder with a configuration and a database that holds one letter, read long ago."""
    (tmp_path / "config.yaml").write_text(on(database, CONFIG), encoding="utf-8")
    with Store(database) as store:
        letter = Document("letters", "old.txt", b"x" * 2000, "text/plain", OLD)
        store.save_fetch("letters", [letter], SourceState())
        with store.begin() as work:
            work.finish_document(letter.id)
    return tmp_path


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["db", *arguments, "--config", str(home / "config.yaml")])


def test_verify_has_a_line_for_each_check_and_exit_0(home: Path) -> None:
    result = run(home, "verify")
    assert (result.exit_code, {line[0] for line in result.stdout.splitlines()}) == (0, {"✓"})
    assert "1 document" in result.stdout


def test_verify_tells_of_values_that_cannot_be_read_at_all(home: Path, database: str) -> None:
    execute(database, "UPDATE document SET name = 'another'")
    result = run(home, "verify")
    assert (result.exit_code, "✗ letters: a row cannot be read: " in result.stdout) == (1, True)


def test_verify_of_a_damaged_database_is_exit_1_and_says_what_to_do(home: Path, database: str) -> None:
    execute(database, "UPDATE document SET name = '\"another\"'")  # as names are stored
    result = run(home, "verify")
    assert result.exit_code == 1
    assert "✗ letters: 1 damaged" in result.stdout
    assert ("tracker db restore" if "sqlite" in database else "pg_restore --clean") in result.stdout
    records = [json.loads(line) for line in run(home, "verify", "--json").stdout.splitlines()]
    assert [record["check"] for record in records if not record["holds"]] == ["letters"]


@pytest.mark.only_on("sqlite", "a server is copied with its own tools")
def test_a_backup_is_put_back_and_what_was_there_is_kept_beside_it(home: Path) -> None:
    copy = home / "copy.db"
    assert run(home, "backup", str(copy)).exit_code == 0
    with closing(sqlite3.connect(home / "tracker.db")) as database, database:
        database.execute("DELETE FROM document")
    assert "--yes" in str(run(home, "restore", str(copy)).exception)
    result = run(home, "restore", str(copy), "--yes")
    assert (result.exit_code, "The database is what" in result.stdout) == (0, True)
    (kept,) = home.glob("tracker.db.before-*")
    counts = []
    for file in (home / "tracker.db", kept):
        with closing(sqlite3.connect(file)) as database:
            counts.append(database.execute("SELECT count(*) FROM document").fetchone()[0])
    assert counts == [1, 0]


@pytest.mark.only_on("sqlite", "a server is copied with its own tools")
def test_a_backup_is_put_back_where_there_is_no_database(home: Path) -> None:
    run(home, "backup", str(home / "copy.db"))
    for file in home.glob("tracker.db*"):
        file.unlink()
    assert run(home, "restore", str(home / "copy.db")).exit_code == 0
    assert run(home, "verify").exit_code == 0


@pytest.mark.only_on("sqlite", "a server is copied with its own tools")
def test_what_is_no_backup_is_refused_before_anything_is_touched(home: Path) -> None:
    (home / "notes.txt").write_text("no database " * 400, encoding="utf-8")
    assert "notes.txt is not put back" in str(run(home, "restore", str(home / "notes.txt"), "--yes").exception)
    assert list(home.glob("tracker.db.before-*")) == []


def test_vacuum_lets_go_of_what_keep_does_not_want(home: Path) -> None:
    assert "the bytes of 1 letter and" in run(home, "vacuum").stdout
    assert "the bytes of 0 letters and" in run(home, "vacuum").stdout
    assert run(home, "verify").exit_code == 0


@pytest.mark.parametrize(
    ("size", "shown"),
    [(812, "812 bytes"), (1500, "1.5 kB"), (2_340_000, "2.3 MB"), (512e9, "512 GB"), (5e15, "5000 TB")],
)
def test_sizes_are_written_as_people_do(size: float, shown: str) -> None:
    assert human(size) == shown
