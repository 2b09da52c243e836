"""Databases for tests: what opens a store runs on SQLite and on a real PostgreSQL, each test on a database of its own.

`TRACKER_TEST_DATABASES=sqlite` (or `postgresql`) runs the tests on one of them alone; the default is both.
"""

from __future__ import annotations

import os
import re
import shutil
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import create_engine, inspect, make_url

KINDS = ("sqlite", "postgresql")
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def asked_for() -> tuple[str, ...]:
    """The kinds of databases on which to run the tests."""
    named = os.environ.get("TRACKER_TEST_DATABASES") or ",".join(KINDS)
    kinds = tuple(name.strip() for name in named.split(",") if name.strip())
    if set(kinds) - set(KINDS):
        raise ValueError(f"TRACKER_TEST_DATABASES={named}: write {' or '.join(KINDS)}, or both with a comma between")
    return kinds


class Kind(Protocol):
    """A kind of databases."""

    name: str

    def new(self, folder: Path, name: str, *, migrated: bool) -> str:
        """The address of a new database, with the newest schema or with nothing in it."""

    def copy(self, address: str, folder: Path) -> str:
        """The address of another one with the same rows; nobody may be connected to the first."""

    def drop(self, address: str) -> None:
        """Let go of a database, whoever is connected to it."""


class Sqlite:
    """Files, copied from one that has the newest schema."""

    name = "sqlite"

    def __init__(self, template: Path) -> None:
        self._template = template

    def new(self, folder: Path, name: str, *, migrated: bool) -> str:
        file = folder / f"{name}.db"
        if migrated:
            shutil.copy(self._template, file)
        return f"sqlite:///{file}"

    def copy(self, address: str, folder: Path) -> str:
        original = Path(str(make_url(address).database))
        if not (folder / original.name).exists():
            shutil.copy(original, folder / original.name)
        return f"sqlite:///{folder / original.name}"

    def drop(self, address: str) -> None:
        """A file goes with its folder."""


class Postgresql:
    """Databases of one server, copied from one that has the newest schema."""

    name = "postgresql"

    def __init__(self, server: Any, template: str) -> None:
        from psycopg import connect

        self._server = server
        self._template = template
        self._connection = connect(server.get_uri(database="postgres"), autocommit=True)
        self._numbers = count(1)

    def new(self, folder: Path, name: str, *, migrated: bool) -> str:
        return self._make(self._template if migrated else "template0")

    def copy(self, address: str, folder: Path) -> str:
        return self._make(str(make_url(address).database))

    def drop(self, address: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{make_url(address).database}" WITH (FORCE)')

    def _make(self, template: str) -> str:
        name = f"own_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        address: str = self._server.get_uri(database=name)
        return address

    def _run(self, statement: str) -> None:
        self._connection.execute(statement.encode())


class Databases:
    """Makes databases of one kind, and lets go of all that it made when it is closed."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._made: list[str] = []

    @property
    def kind(self) -> str:
        return self._kind.name

    @property
    def is_sqlite(self) -> bool:
        return self.kind == "sqlite"

    def new(self, folder: Path, name: str = "tracker", *, migrated: bool = True) -> str:
        """The address of a new database; one of SQLite is the file NAME.db in the folder."""
        return self._keep(self._kind.new(folder, name, migrated=migrated))

    def copy(self, address: str, folder: Path) -> str:
        """The address of another database with the same rows; where its file is in the folder already, that one."""
        return self._keep(self._kind.copy(address, folder))

    def close(self) -> None:
        for address in self._made:
            self._kind.drop(address)

    def _keep(self, address: str) -> str:
        self._made.append(address)
        return address


def on(database: str, config: str) -> str:
    """A configuration with that database instead of its own."""
    line = f"database: {database}"
    named, found = re.subn(r"(?m)^database: .*$", lambda _: line, config)
    return named if found else f"{line}\n{config}"


def execute(database: str, statement: str) -> None:
    """Run a statement behind the program's back; `{json}` becomes a cast that only a server needs."""
    engine = create_engine(make_url(database).set(drivername=DRIVERS[make_url(database).drivername]))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement.format(json="::json" if engine.name == "postgresql" else ""))
    engine.dispose()


def stored(database: str) -> tuple[bytes, ...]:
    """Every value of every row as bytes; of SQLite the files as well, which hold what was there before."""
    url = make_url(database)
    engine = create_engine(url.set(drivername=DRIVERS[url.drivername]))
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        quoted = [engine.dialect.identifier_preparer.quote(name) for name in names]
        rows = [row for name in quoted for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]
    engine.dispose()
    found = [bytes(value) if isinstance(value, bytes) else str(value).encode() for row in rows for value in row]
    if engine.name == "sqlite":
        file = Path(str(url.database))
        found += [path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*"))]
    return tuple(found)


def database_of(folder: Path) -> str:
    """The database that the configuration in a folder names."""
    text = (folder / "config.yaml").read_text(encoding="utf-8")
    return text.partition("database: ")[2].partition("\n")[0]
