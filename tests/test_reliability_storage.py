"""What `tracker doctor` says of the SQLite that Python brings: several processes can damage the log of an older one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tracker.app import App
from tracker.doctor import versions

CONFIG = """\
database: {database}
sources: [{{name: letters, folder: inbox}}]
receivers: [{{name: files, file: out}}]
"""


def signs(tmp_path: Path, database: str) -> dict[str, tuple[str, str]]:
    path = tmp_path / "config.yaml"
    path.write_text(CONFIG.format(database=database), encoding="utf-8")
    app = App(path, environ={})
    found = {sign.name: (sign.mark.name.lower(), f"{sign.seen}: {sign.advice}") for sign in versions(app)}
    app.close()
    return found


@pytest.mark.parametrize(
    ("version", "mark"),
    [((3, 40, 1), "warns"), ((3, 51, 2), "warns"), ((3, 51, 3), "fine"), ((3, 52, 0), "fine")],
)
@pytest.mark.only_on("sqlite", "it is about SQLite's version")
def test_doctor_warns_of_an_sqlite_that_several_processes_may_damage(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: tuple[int, ...], mark: str
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    found, told = signs(tmp_path, "sqlite:///tracker.db")["sqlite"]
    assert found == mark
    assert ("take a newer SQLite or PostgreSQL" in told) is (mark == "warns")


def test_doctor_does_not_look_at_sqlite_where_the_database_is_another(tmp_path: Path) -> None:
    assert "sqlite" not in signs(tmp_path, "postgresql://me@127.0.0.1:1/none")
