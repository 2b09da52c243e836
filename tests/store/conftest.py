"""Every test of the store runs on SQLite and on a real PostgreSQL, each with a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from servers.postgresql import new_database

from tracker.store.store import Store


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
