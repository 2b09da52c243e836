"""Reading and extraction done ahead, by processes or workers, change nothing but who does them."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from crew import Crew, exported, letter, write_config, write_letters
from databases import Databases
from servers.postgresql import new_database

from tracker.app import App
from tracker.cli.main import app as commands
from tracker.history.prepared import Prepared, from_json, to_json
from tracker.intake.ingesting import ingest
from tracker.intake.processes import FULL, PARCEL, Processes, parcels
from tracker.intake.readers import Reader
from tracker.intake.spare import MOST, WORTH, beside, spare
from tracker.model import Document, Item, Reading
from tracker.pipeline import Ahead, here
from tracker.reading import read
from tracker.sources.archive import documents_in, files_of
from tracker.standalone import standalone_extractor

NOW = datetime(2026, 5, 4, tzinfo=UTC)
GERMAN = """\
Hafenbrief, 3. Februar 2025

Fischerei in Norwegen

Norwegen hat im Januar 2025 nach Angaben des Statistikamts 4,1 Millionen Tonnen Lachs ausgeführt, und das Ministerium
für Fischerei hat eine Verordnung über den Handel mit Lachs erlassen, die am 1. März 2027 in Kraft tritt.
"""


def documents(count: int) -> list[Document]:
    return [
        Document("letters", f"{number}.txt", letter(number)[1].encode(), "text/plain", fetched=NOW)
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def two() -> Iterator[Processes]:
    processes = Processes(2)
    yield processes
    processes.close()


def test_processes_make_what_is_made_here_in_the_same_order(two: Processes) -> None:
    given = [(document, None) for document in documents(20)]
    wanted = list(here(Reader(), standalone_extractor(()))(given))
    assert list(two(given)) == wanted
    found = [laid.extraction for _, made in wanted if isinstance(made, Prepared) for laid in made.items]
    assert sum(len(each.metrics) + len(each.policies) for each in found) >= 40


def test_what_is_prepared_comes_back_from_json_as_it_was() -> None:
    given = [(document, None) for document in documents(8)]
    for _, made in here(read, standalone_extractor(()))(given):
        assert isinstance(made, Prepared)
        told = json.loads(json.dumps(to_json(made)))
        assert from_json(made.published, told) == replace(made, stored=True)


def test_what_breaks_on_a_document_is_its_own_result(two: Processes) -> None:
    first, second, third = documents(3)
    broken = Reading("", (Item("Broken", None, 0, 0),))  # type: ignore[arg-type]
    kinds = [isinstance(made, Prepared) for _, made in two([(first, None), (second, broken), (third, None)])]
    assert kinds == [True, False, True]


def test_a_process_that_is_killed_costs_no_document() -> None:
    processes = Processes(1)
    results = processes((document, None) for document in documents(40))
    found = [next(results)]
    (victim,) = processes._pool._processes
    os.kill(victim, signal.SIGKILL)
    found += results
    processes.close()
    assert [document.name for document, _ in found] == [f"{number}.txt" for number in range(40)]
    assert all(isinstance(made, Prepared) for _, made in found)


def test_a_process_leaves_an_interruption_to_the_one_that_started_it() -> None:
    processes = Processes(1)
    results = processes((document, None) for document in documents(40))
    next(results)
    (child,) = processes._pool._processes
    os.kill(child, signal.SIGINT)
    assert len(list(results)) == 39
    assert is_running(child)
    processes.close()
    assert not is_running(child)


def test_small_documents_go_together_and_large_ones_alone() -> None:
    small = [(document, None) for document in documents(600)]
    sizes = [len(parcel) for parcel in parcels(small)]
    assert sizes[:4] == [1, 2, 3, 4], "so that each process soon has something to do"
    assert max(sizes) == PARCEL
    large = [(replace(document, content=bytes(FULL)), None) for document, _ in small[:50]]
    assert [len(parcel) for parcel in parcels(large)] == [1] * 50
    assert [given for parcel in parcels(small) for given in parcel] == small


@pytest.mark.parametrize(
    ("waiting", "cores", "processes"),
    [
        (WORTH - 1, 8, 0),  # too few to pay for the start of one
        (WORTH, 1, 0),  # nothing would be gained
        (WORTH, 2, 1),  # one reads while this one compares
        (10 * WORTH, 64, MOST),  # who compares keeps no more of them busy
    ],
    ids=["few", "one core", "two cores", "many cores"],
)
def test_a_pass_starts_processes_only_where_they_pay(
    waiting: int, cores: int, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert spare(waiting) == processes


def test_one_process_of_those_asked_for_is_the_one_that_compares_where_no_more_are_wanted() -> None:
    assert [beside(jobs) for jobs in (1, 2, 4)] == [0, 2, 4]


def test_a_pass_with_a_process_beside_it_finds_what_one_without_finds(
    archive: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    others = set(multiprocessing.active_children())
    for name, one in (("without", 0), ("with", 1)):
        asked: list[int] = []

        def spared(waiting: int, beside: int = one, asked: list[int] = asked) -> int:
            asked.append(waiting)
            return beside

        monkeypatch.setattr("tracker.intake.spare.spare", spared)
        app = App(write_config(archive.parent, databases.new(archive.parent, name), 1, workers=False), environ={})
        tally = app.take_in()
        found.append((tally.counts, exported(app.store)))
        assert asked == [21]
        app.close()
    assert found[0] == found[1]
    assert set(multiprocessing.active_children()) <= others, "it has ended with the pass"


ORPHANS = """
import multiprocessing, os, signal
from tracker.intake.processes import Processes
from tests_documents import documents
if __name__ == "__main__":
    results = Processes(2)((document, None) for document in documents(30))
    next(results)
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_processes_end_with_a_process_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "tests_documents.py").write_text("from test_ahead import documents\n", encoding="utf-8")
    (tmp_path / "orphans.py").write_text(ORPHANS, encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), str(Path(__file__).parent), str(Path(__file__).parents[1]), *sys.path])
    command = [sys.executable, str(tmp_path / "orphans.py")]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    children = [int(pid) for pid in done.stdout.split()]
    assert len(children) == 2
    end = time.monotonic() + 20
    while any(is_running(pid) for pid in children):
        assert time.monotonic() < end
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False


# ---------------------------------------------------------------- archives


def take_in(app: App, folder: Path, ahead: Ahead | None = None) -> list[str]:
    archive = documents_in(files_of(folder), "old", NOW)
    taken = ingest(app.engine(), "old", archive, 1, ahead=ahead)
    assert (taken.compared.failed, taken.documents) == (0, 21)
    return exported(app.store)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("archive")
    write_letters(home, 20, 1)
    (home / "inbox0" / "german.txt").write_text(GERMAN, encoding="utf-8")
    return home / "inbox0"


@pytest.fixture(scope="module")
def alone(archive: Path, module_databases: Databases) -> Iterator[App]:
    """What one process took in from the archive."""
    app = App(write_config(archive.parent, module_databases.new(archive.parent, "one"), 1, workers=False), environ={})
    take_in(app, archive)
    yield app
    app.close()


def test_an_archive_and_a_replay_by_processes_give_the_same_lines(
    archive: Path, alone: App, two: Processes, databases: Databases
) -> None:
    app = App(write_config(archive.parent, databases.new(archive.parent, "two"), 1, workers=False), environ={})
    assert take_in(app, archive, two) == exported(alone.store)
    replayed = app.replay(date(2025, 1, 1), ahead=two)
    assert (replayed.documents, replayed.differences) == (21, ())
    assert replayed.same > 20
    app.close()


def test_a_letter_in_another_language_is_kept_and_not_extracted(alone: App) -> None:
    (stored,) = alone.store.find_items("Fischerei in Norwegen")
    (rejected,) = alone.store.rejections_of_item(stored.item_id)
    assert "another language (de)" in rejected.reason
    assert alone.store.mentions_of_item(stored.item_id) == ()


@pytest.mark.parametrize("command", ["ingest", "replay"])
def test_the_commands_take_the_number_of_processes(command: str, archive: Path, tmp_path: Path, database: str) -> None:
    config = write_config(tmp_path, database, 1, workers=False)
    (tmp_path / "letter.txt").write_text(letter(1)[1], encoding="utf-8")
    asked = [str(tmp_path / "letter.txt"), "--source", "old"] if command == "ingest" else ["--since", "2025-01-01"]
    result = CliRunner().invoke(commands, [command, *asked, "--jobs", "2", "--config", str(config)])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("count", [0, 1])
def test_an_archive_is_read_by_workers_and_without_any_all_the_same(
    count: int, archive: Path, alone: App, postgresql: Any, tmp_path: Path
) -> None:
    app = App(write_config(tmp_path, new_database(postgresql), 1, workers=True), environ={})
    here_: list[Document] = []

    def otherwise(given: Any) -> Any:
        given = list(given)
        here_.extend(document for document, _ in given)
        return here(app.reader, app.extractor)(given)

    with Crew(tmp_path) as crew:
        assert app.store.queue.state().workers == 0
        crew.workers(count)
        crew.wait_for(lambda: app.store.queue.state().workers == count)
        assert take_in(app, archive, app.by_workers(otherwise)) == exported(alone.store)
    assert len(here_) == (0 if count else 21)
    app.close()
