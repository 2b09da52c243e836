"""`tracker quarantine`: what broke the program three times is listed with why, and tried again when one says so."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from databases import on

from tracker.cli.main import app
from tracker.model import Document, SourceState
from tracker.store.store import Store

LETTERS = [Document("letters", f"{n}.txt", b"x%d" % n, "text/plain", datetime(2026, 4, 13, tzinfo=UTC)) for n in (1, 2)]


@pytest.fixture
def home(tmp_path: Path, database: str) -> Path:
    """Two documents put aside."""
    text = on(database, "sources: [{name: letters, folder: inbox}]\n")
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    with Store(database) as store:
        store.save_fetch("letters", LETTERS, SourceState())
        for letter in LETTERS * 3:
            store.fail_document(letter.id, "KeyError: a bug")
    return tmp_path


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["quarantine", *arguments, "--config", str(home / "config.yaml")])


def test_what_was_put_aside_is_listed_with_why(home: Path) -> None:
    assert "letters: 1.txt, tried 3 times: KeyError: a bug" in run(home, "list").stdout
    records = [json.loads(line) for line in run(home, "list", "--json").stdout.splitlines()]
    assert sorted(record["id"] for record in records) == sorted(letter.id for letter in LETTERS)


def test_one_or_all_are_tried_again(home: Path, database: str) -> None:
    assert run(home, "retry", LETTERS[0].id).stdout == "1 document is tried again at the next pass.\n"
    assert "put aside" in str(run(home, "retry", LETTERS[0].id).exception)
    assert run(home, "retry", "--all").stdout == "1 document is tried again at the next pass.\n"
    assert run(home, "list").stdout == "No document was put aside.\n"
    with Store(database) as store:
        assert len(store.pending_documents()) == 2


def test_what_is_meant_must_be_said(home: Path) -> None:
    for arguments in ((), (LETTERS[0].id, "--all")):
        assert "--all" in str(run(home, "retry", *arguments).exception)
