"""Archives taken in: what one pass would have found is found, nothing of it is told, and a break costs nothing."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from databases import Databases

from tracker.app import App
from tracker.cli.main import app as commands
from tracker.intake.ingesting import BASELINE, compare, ingest
from tracker.model import Extraction, Item
from tracker.sources.archive import documents_in, files_of
from tracker.store.records import DocumentState
from tracker.store.store import Store

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
CONFIG = """\
database: {database}
sources: [{{name: letters, folder: letters}}]
receivers: [{{name: desk, file: out}}]
watches: [{{name: all, to: desk, when: {{finding: ["policy.*", "metric.*"]}}}}]
"""
LETTER = """\
Harbour weekly, {day:%d %B %Y}

Landings in Norway

Norway exported {first}.{second} million tonnes of salmon in {before:%B %Y}, the statistics office said on Monday.

Rules for quays

The Ministry of Fisheries of Norway has issued a regulation on quays. It takes effect on {day:%d %B} 2027.
"""


def write_letters(folder: Path, count: int = 6) -> None:
    """Letters of some months, whose names do not stand in the order of their dates."""
    folder.mkdir()
    for number in range(count):
        day, before = datetime(2025, number % 11 + 2, 3), datetime(2025, number % 11 + 1, 1)
        text = LETTER.format(day=day, before=before, first=number + 1, second=number * 7 % 10)
        (folder / f"{count - number:03}.txt").write_text(text, encoding="utf-8")


def make_app(folder: Path, database: str) -> App:
    (folder / "config.yaml").write_text(CONFIG.format(database=database), encoding="utf-8")
    return App(folder / "config.yaml", environ={}, now=lambda: NOW)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_letters(tmp_path / "letters")
    return tmp_path


@pytest.fixture
def app(home: Path, database: str) -> Iterator[App]:
    opened = make_app(home, database)
    yield opened
    opened.close()


def take_in(app: App, path: Path, **given: Any) -> Any:
    files = files_of(path)
    size = sum(file.size for file in files)
    return ingest(app.engine(), "letters", documents_in(files, "letters", NOW), size, **given)


def exported(app: App) -> list[str]:
    return [json.dumps(record, sort_keys=True) for record in app.store.export()]


def test_an_archive_gives_the_findings_of_one_pass_over_the_folder(
    app: App, tmp_path: Path, databases: Databases
) -> None:
    taken = take_in(app, app.path.parent / "letters")
    other = tmp_path / "other"
    other.mkdir()
    shutil.copytree(app.path.parent / "letters", other / "letters")
    passed = make_app(other, databases.new(other))
    tally = passed.take_in()
    assert exported(app) == exported(passed)
    assert (taken.stored, taken.compared.items, taken.compared.findings) == (6, tally.items, tally.findings)
    assert taken.compared.findings > 6
    passed.close()


def test_what_an_archive_holds_is_known_and_not_told(app: App) -> None:
    taken = take_in(app, app.path.parent / "letters")
    assert taken.kept == taken.compared.selected > 0
    assert app.store.open_selections("desk") == ()
    assert {reason for _, reason in app.store.suppressed("desk")} == {BASELINE}
    told, _ = app.send_out()
    assert told == ()


def test_it_is_told_where_that_is_asked_for(app: App) -> None:
    taken = take_in(app, app.path.parent / "letters", tell=True)
    assert len(app.store.open_selections("desk")) == taken.compared.selected > 0


def test_what_was_taken_in_is_passed_over_the_next_time_and_by_the_source_of_that_name(app: App) -> None:
    take_in(app, app.path.parent / "letters")
    before = exported(app)
    again = take_in(app, app.path.parent / "letters")
    assert (again.documents, again.stored, again.known, again.compared.items) == (6, 0, 6, 0)
    assert (app.take_in().documents, exported(app)) == (0, before)


def test_passes_leave_alone_what_is_stored_and_not_compared_yet(app: App) -> None:
    from tracker.intake.ingesting import store

    files = files_of(app.path.parent / "letters")
    store(app.engine(), "letters", documents_in(files, "letters", NOW), 1)
    assert app.take_in().items == 0
    assert len(app.store.archive_desk.waiting("letters")) == 6
    tally, kept = compare(app.engine(), "letters", tell=False)
    assert (kept > 0, tally.failed, app.store.archive_desk.waiting("letters")) == (True, 0, [])


class Breaking:
    """An extractor that fails on one item."""

    def extract(self, item: Item) -> Extraction:
        if "4.1 million" in item.text:
            raise ZeroDivisionError("a bug of ours")
        return Extraction()


def test_a_document_on_which_the_program_breaks_stops_no_other_and_is_put_aside(home: Path, database: str) -> None:
    from dataclasses import replace

    app = make_app(home, database)
    engine = replace(app.engine(), extractor=Breaking())
    files = files_of(home / "letters")
    first = ingest(engine, "letters", documents_in(files, "letters", NOW), 1)
    assert (first.compared.failed, first.compared.items) == (1, 5)
    assert "003.txt could not be processed: ZeroDivisionError" in first.compared.errors[0]
    for _ in range(2):
        compare(engine, "letters", tell=False)
    assert [each.name for each in app.store.documents_in(DocumentState.QUARANTINED)] == ["003.txt"]
    app.close()


def test_documents_without_a_date_take_that_of_their_file(home: Path, database: str) -> None:
    app = make_app(home, database)
    (home / "letters" / "undated.txt").write_text("Ports\n\nNorway exported 9.5 million tonnes of salmon.\n")
    assert take_in(app, home / "letters").undated == 1
    (waiting,) = [each for each in app.store.findings_since() if each[0].origin.document == "undated.txt"][:1]
    assert waiting[0].origin.published.date() == datetime.now(UTC).date()
    app.close()


def compared(store: Store) -> int:
    """How many documents are compared by now; -1 where none is stored."""
    counts = [source["documents"] for source in store.status()["sources"]]
    waiting = store.archive_desk.waiting("letters")
    return sum(count.get("done", 0) for count in counts) if counts or waiting else -1


@pytest.mark.parametrize("moment", [0, 1, 201])
def test_killed_while_it_compares_and_begun_again_it_gives_the_same(
    tmp_path: Path, databases: Databases, database: str, moment: int
) -> None:
    write_letters(tmp_path / "letters", 500)  # compared in three transactions, the last long enough to be met
    make_app(tmp_path, database).close()
    command = [sys.executable, "-m", "tracker", "ingest", "letters", "--source", "letters", "--now", NOW.isoformat()]
    quiet = subprocess.DEVNULL
    with Store(database) as store, subprocess.Popen(command, cwd=tmp_path, stdout=quiet, stderr=quiet) as process:
        while compared(store) < moment:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert moment <= compared(store) < 500
    killed = make_app(tmp_path, database)
    again = take_in(killed, tmp_path / "letters")
    assert again.known > 0 and again.known + again.stored == 500
    whole = tmp_path / "whole"
    whole.mkdir()
    shutil.copytree(tmp_path / "letters", whole / "letters")
    passed = make_app(whole, databases.new(whole))
    take_in(passed, whole / "letters")
    assert exported(killed) == exported(passed)
    for opened in (passed, killed):
        opened.close()


# ---------------------------------------------------------------- the command


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["ingest", *arguments, "--config", str(home / "config.yaml")])


def test_the_command_prints_what_it_did(home: Path, database: str) -> None:
    make_app(home, database).close()
    result = run(home, str(home / "letters"), "--source", "letters")
    assert result.exit_code == 0
    assert "6 documents: 6 new, 0 stored before." in result.stdout
    assert "`tracker watches untold` lists them" in result.stdout
    told = run(home, str(home / "letters"), "--source", "told", "--tell")
    assert "the next digests tell them" in told.stdout


def test_what_is_left_out_is_exit_1_and_json_tells_all(home: Path, database: str) -> None:
    make_app(home, database).close()
    (home / "old.jsonl").write_text('{"text": "Ports"}\n{\n', encoding="utf-8")
    result = run(home, str(home / "old.jsonl"), str(home / "letters"), "--source", "old", "--json")
    record = json.loads(result.stdout)
    assert (result.exit_code, record["documents"], record["new"], record["not_told"] > 0) == (1, 7, 7, True)
    assert record["warnings"] == ["old.jsonl, line 2: this is no JSON"]


def test_an_archive_that_is_not_there_is_told(home: Path, database: str) -> None:
    make_app(home, database).close()
    assert "There is no archive" in str(run(home, "nowhere", "--source", "old").exception)
