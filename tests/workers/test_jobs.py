"""Jobs, one by one, in this process: they go with their rows, wait once, and do no harm where they come for nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from crew import exported, one_process, write_config, write_letters
from procrastinate import App as Procrastinate
from procrastinate import JobContext, PsycopgConnector
from procrastinate.schema import SchemaManager
from servers.postgresql import new_database
from sqlalchemy import text

from tracker.app import App
from tracker.cli.main import app as commands
from tracker.errors import StoreError, UsageError
from tracker.model import Document, Extraction, Item, SourceState
from tracker.store.store import Store
from tracker.workers import asking, tables
from tracker.workers.asking import Asking
from tracker.workers.jobs import LONGEST_WAIT, Jobs
from tracker.workers.ticker import Ticker
from tracker.workers.worker import take_over

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
DOCUMENT = Document("s0", "a.txt", b"Ports\n\nNorway exported 4.1 million tonnes of salmon.", "text/plain", fetched=NOW)


class Still(App):
    """Nothing tells of itself that something is new: it would be asked for at any time."""

    def nudged_engine(self) -> Any:
        return self.engine()


@pytest.fixture
def app(tmp_path: Path, postgresql: Any) -> Iterator[App]:
    write_letters(tmp_path, 6, 2)
    path = write_config(tmp_path, new_database(postgresql), 2, workers=True)
    opened = Still(path, environ={}, now=lambda: NOW)
    yield opened
    opened.close()


def queued(app: App) -> list[tuple[str, str | None]]:
    """The jobs that wait, by kind and name, those first that are done first."""
    wanted = "SELECT task_name, queueing_lock FROM procrastinate_jobs WHERE status = 'todo' ORDER BY priority DESC, id"
    with app.store._connections.read() as connection:
        return [(row.task_name, row.queueing_lock) for row in connection.execute(text(wanted))]


def sql(app: App, statement: str) -> None:
    with app.store._connections.write() as connection:
        connection.execute(text(statement))


def drain(app: App, *, most: int = 60) -> None:
    """Do the jobs that wait, as one worker does."""
    jobs = Jobs(app).by_task
    wanted = text(
        "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' "
        "ORDER BY scheduled_at NULLS FIRST, priority DESC, id"
    )
    for _ in range(most):
        with app.store._connections.read() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return
        sql(app, f"DELETE FROM procrastinate_jobs WHERE id = {row.id}")
        jobs[row.task_name](**row.args)
    raise AssertionError("the jobs come to no end")


# ---------------------------------------------------------------- asking


def test_jobs_are_queued_with_their_rows_or_not_at_all(app: App) -> None:
    def breaks(connection: object) -> None:
        Asking()(asking.compare())(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        app.store.queue.save_fetch("s0", [DOCUMENT], SourceState(), lambda ids: breaks)
    assert (queued(app), app.store.pending_documents()) == ([], ())
    app.store.queue.save_fetch("s0", [DOCUMENT], SourceState(), lambda ids: Asking()(*asking.read(ids, NOW)))
    assert (queued(app), len(app.store.pending_documents())) == ([("read", None)], 1)


def test_a_job_that_waits_is_not_queued_again_and_the_rows_stay(app: App) -> None:
    ask = Asking()(asking.compare(), asking.tell("desk"))
    app.store.queue.save_fetch("s0", [DOCUMENT], SourceState(), lambda ids: ask)
    app.store.queue.ask(Asking()(asking.deliver("desk"), asking.compare(), asking.tell("desk")))
    assert queued(app) == [("deliver", "deliver desk"), ("tell", "tell desk"), ("compare", "compare")]
    assert len(app.store.pending_documents()) == 1


def test_two_tickers_ask_for_each_source_once_and_for_nothing_that_is_not_due(app: App) -> None:
    other = Still(app.path, environ={}, now=lambda: NOW)
    assert [Ticker(each).take_in() for each in (app, other)] == [2, 0]
    assert queued(app) == [("poll", "poll s0"), ("poll", "poll s1")]
    drain(app)
    assert [Ticker(each).take_in() for each in (app, other)] == [0, 0]
    other.close()


def test_the_ticker_asks_for_what_the_rows_call_for_and_no_job_speaks_of(app: App) -> None:
    app.store.save_fetch("s0", [DOCUMENT], SourceState())  # as a daemon without workers leaves it
    Ticker(app).take_in()
    assert ("compare", "compare") in queued(app)
    drain(app)
    sql(app, "DELETE FROM procrastinate_jobs")
    sql(app, "UPDATE delivery SET state = 'due', next_attempt = NULL")
    assert Ticker(app).send_out() == 1
    assert queued(app) == [("deliver", "deliver desk")]


def test_a_server_is_asked_by_one_worker_at_a_time() -> None:
    first = asking.poll("a", NOW, address="https://news.example.org/a.xml")
    second = asking.poll("b", NOW, address="http://news.example.org:8080/b.xml")
    assert (first.lock, first.alone) == (second.lock, "poll a")
    assert asking.poll("c", NOW, address="https://example.com/").lock != first.lock
    assert asking.poll("d", NOW, address="/srv/letters").lock is None


# ---------------------------------------------------------------- doing


def test_one_worker_after_the_other_finds_and_tells_what_one_process_does(app: App, tmp_path: Path) -> None:
    Ticker(app).take_in()
    drain(app)
    told = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.txt")]
    assert len(told) == 1
    assert "regulation" in told[0]
    found = exported(app.store)
    assert found == one_process(tmp_path, 2)


def test_comparison_waits_for_the_other_sources_of_its_round_and_not_for_ever(app: App) -> None:
    now = NOW
    late = App(app.path, environ={}, now=lambda: now)
    late.store.queue.save_fetch("s0", [DOCUMENT], SourceState(), lambda ids: Asking()(asking.poll("s1", NOW)))
    Jobs(late).compare()
    assert len(late.store.pending_documents()) == 1
    assert ("compare", "compare") in queued(late)
    now = NOW + LONGEST_WAIT
    Jobs(late).compare()
    assert late.store.pending_documents() == ()
    late.close()


def test_comparison_waits_for_no_later_round_and_for_no_archive(app: App) -> None:
    later = Asking()(asking.poll("s1", NOW + timedelta(seconds=5)), *asking.read_archived(["doc_1"]))
    app.store.queue.save_fetch("s0", [DOCUMENT], SourceState(), lambda ids: later)
    Jobs(app).compare()
    assert app.store.pending_documents() == ()


class Breaking:
    """An extractor that fails on one document."""

    def extract(self, item: Item) -> Extraction:
        if "4.1 million" in item.text:
            raise ZeroDivisionError("a bug of ours")
        return Extraction()


def test_what_breaks_on_one_document_is_counted_against_it_and_stops_no_other(app: App) -> None:
    engine = replace(app.engine(), extractor=Breaking())
    heard = []
    other = replace(DOCUMENT, name="b.txt", content=DOCUMENT.content.replace(b"4.1", b"5.2"))
    app.store.save_fetch("s0", [DOCUMENT, other], SourceState())

    class Station(App):
        def engine(self, progress: object = None) -> Any:
            return engine

    station = Station(app.path, environ={}, now=lambda: NOW)
    jobs = Jobs(station)
    jobs._heard = replace(jobs._heard, intake=heard.append)
    for _ in range(3):
        jobs.compare()
    assert [tally.failed for tally in heard] == [1, 1, 1]
    assert "a.txt could not be processed: ZeroDivisionError" in heard[0].errors[0]
    assert (heard[0].items, app.store.pending_documents()) == (1, ())
    station.close()


def test_jobs_for_what_the_configuration_no_longer_has_do_nothing(app: App) -> None:
    jobs = Jobs(app)
    jobs.poll(source="gone", round=NOW.timestamp())
    jobs.tell(receiver="gone")
    jobs.deliver(receiver="gone")
    jobs.read(documents=["doc_gone"])
    assert (app.store.status()["sources"], app.store.preparing.oldest()) == ([], None)


# ---------------------------------------------------------------- taking over


def test_jobs_of_dead_workers_are_queued_again_unless_they_wait_already_or_kill_whoever_takes_them(app: App) -> None:
    asks = (asking.poll("s0", NOW), asking.poll("s1", NOW), asking.compare())
    app.store.queue.ask(Asking()(*asks))
    sql(app, "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    app.store.queue.ask(Asking()(asking.poll("s1", NOW)))
    sql(app, "UPDATE procrastinate_jobs SET attempts = 5 WHERE task_name = 'compare'")

    async def run() -> None:
        queue = Procrastinate(connector=PsycopgConnector(conninfo=app.store.conninfo))
        async with queue.open_async():
            await take_over(JobContext(app=queue, job=None, start_timestamp=0, abort_reason=lambda: None), 30)  # type: ignore[arg-type]

    asyncio.run(run())
    assert sorted(queued(app)) == [("poll", "poll s0"), ("poll", "poll s1")]
    assert [depth for depth in app.store.queue.state().depths if depth.failed or depth.running] == [
        replace(depth, failed=1) for depth in app.store.queue.state().depths if depth.task == "compare"
    ]


# ---------------------------------------------------------------- tables, and what is said


def test_the_tables_are_brought_from_their_first_version_to_the_newest(postgresql: Any) -> None:
    newest = tables.steps(None)[0][0]
    with Store(new_database(postgresql)) as store:
        store.migrate()
        store.queue.upgrade(lambda version: tables.steps("") if version is None else tables.steps(version))
        assert store.queue.version() == newest
        store.queue.ask(Asking()(asking.compare()))
        assert store.queue.state().waiting == 1
    assert tables.steps(newest) == ()
    assert tables.steps(tables.FOREIGN) == ()
    assert len(tables.steps("")) > 30
    with pytest.raises(StoreError, match="install that version here too"):
        tables.steps("99.00.00_01_future")


def test_tables_that_somebody_else_has_made_are_used_as_they_are(postgresql: Any) -> None:
    with Store(new_database(postgresql)) as store:
        store.migrate()
        with store._connections.write() as connection:
            connection.connection.driver_connection.cursor().execute(SchemaManager.get_schema())  # type: ignore[union-attr]
        tables.upgrade(store)
        assert store.queue.version() == tables.FOREIGN
        assert store.queue.state().made


def run(app: App, *arguments: str) -> Result:
    return CliRunner().invoke(commands, [*arguments, "--config", str(app.path)])


def test_status_and_doctor_say_who_works_and_what_waits(app: App) -> None:
    Ticker(app).take_in()
    told = run(app, "status").stdout
    assert "Workers: 0 at work" in told
    assert "  poll: 2 waiting, the first since" in told
    assert "✗ workers: 0 workers at work, 2 jobs waiting" in run(app, "doctor").stdout
    sql(app, "INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "✓ workers: 1 worker at work, 2 jobs waiting" in run(app, "doctor").stdout
    assert '"queue": {"workers": 1, "silent": 0' in run(app, "status", "--json").stdout


def test_a_worker_says_what_it_lacks(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "There is no queue 'pole'; the queues are poll," in str(run(app, "worker", "--queue", "pole").exception)
    monkeypatch.setattr(tables, "find_spec", lambda name: None if name == "procrastinate" else find_spec(name))
    with pytest.raises(UsageError, match=r"pip install 'policy-tracker\[workers\]'"):
        App(app.path, environ={}).store  # noqa: B018 - to open it is what is tried
    assert "✗ workers: procrastinate is not installed" in run(app, "doctor").stdout
    write_config(tmp_path, "sqlite:///one.db", 2, workers=False)
    assert "write `workers: procrastinate` into the configuration" in str(run(app, "worker").exception)


@pytest.mark.only_on("sqlite", "it is what the program refuses")
def test_a_database_that_only_the_environment_names_must_be_on_a_server_too(tmp_path: Path) -> None:
    path = write_config(tmp_path, "${DATABASE}", 2, workers=True)
    with pytest.raises(UsageError, match="Workers need PostgreSQL"):
        App(path, environ={"DATABASE": "sqlite:///one.db"}).store  # noqa: B018 - likewise
