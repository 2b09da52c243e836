"""Connections: one writer a process, any number of readers, and errors as sentences that say what to do.

SQLite: write-ahead log, synchronous=FULL, foreign keys, a busy time-out, no memory map, and BEGIN IMMEDIATE for every
write (a read that turns into a write fails at once, whatever the time-out). All writes of a process go through one
connection, so that one connection checkpoints. PostgreSQL: an advisory lock makes writers take turns in the same way.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError

from tracker.errors import StoreError

BUSY_SECONDS = 30
LOCK = 0x7472636B
"""The number of our advisory lock, of our own choice."""
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA cache_size = -16000",  # kB
)


def read_url(text_: str) -> URL:
    """The address of a database with its driver; StoreError, without the password, for one that we cannot use."""
    try:
        url = make_url(text_)
    except (ArgumentError, ValueError):
        raise StoreError("The database is no address: write sqlite:///FILE or postgresql://USER@HOST/NAME.") from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        if url.database in (None, "", ":memory:"):
            raise StoreError("The database needs a file: write sqlite:///tracker.db.")
        return url.set(drivername="sqlite")
    raise StoreError(f"No database called {url.drivername} is known: write sqlite:///FILE or postgresql://…")


class Connections:
    """Gives transactions on one database; opens nothing before the first."""

    def __init__(self, url: str) -> None:
        self.url = read_url(url)
        self.is_sqlite = self.url.drivername == "sqlite"
        self._engines: dict[bool, Engine] = {}
        self._opening = threading.Lock()
        self._turn = threading.Lock()
        self._door = threading.Lock()
        self._writer: int | None = None

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        return Path(str(self.url.database)) if self.is_sqlite else None

    def close(self) -> None:
        with self._opening:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction: everything in it sees the same state of the database."""
        with self._sentences(), self._engine(writes=False).connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The write transaction: committed at the end, rolled back on an exception; others wait for their turn."""
        with self.our_turn(), self._sentences(), self._engine(writes=True).connect() as connection, connection.begin():
            self._lock(connection)
            yield connection

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """A transaction that writes without taking a turn: only rows that nobody compares before it is committed."""
        if self.is_sqlite:
            with self.write() as connection:
                yield connection
            return
        with self._sentences(), self._engine(writes=False).connect() as connection:
            connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                yield connection

    @contextmanager
    def rebuild(self) -> Iterator[Connection]:
        """A write transaction in which tables may be rebuilt: SQLite checks foreign keys only at its end."""
        with self.our_turn(), self._sentences(), self._engine(writes=True).connect() as connection:
            connection.detach()  # closed at the end, for the next one must have foreign keys again
            connection.execution_options(rebuild=True)
            with connection.begin():
                self._lock(connection)
                yield connection
                self._check_foreign_keys(connection)

    def outside_transactions(self, statement: str) -> None:
        """Run a statement that no transaction may hold, such as VACUUM, when it is this process's turn to write."""
        with self.our_turn(), self._sentences(), self._engine(writes=True).connect() as connection:
            if self.is_sqlite:
                try:
                    connection.connection.cursor().execute(statement)
                except sqlite3.Error as error:
                    raise OperationalError(statement, None, error) from error
            else:
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(statement)

    @contextmanager
    def our_turn(self) -> Iterator[None]:
        """When no other thread of this process writes."""
        if self._writer == threading.get_ident():
            raise RuntimeError("a write transaction within one of the same thread would wait for itself")
        with self._door:  # who waits stands in it, so that whoever has just written cannot be the next again
            self._turn.acquire()
        try:
            self._writer = threading.get_ident()
            yield
        finally:
            self._writer = None
            self._turn.release()

    def _lock(self, connection: Connection) -> None:
        """PostgreSQL's BEGIN IMMEDIATE: wait at the start, so that no two writers can block one another."""
        if not self.is_sqlite:
            connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})

    def _check_foreign_keys(self, connection: Connection) -> None:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if self.is_sqlite else []
        if broken:
            raise RuntimeError(f"the migration broke {len(broken)} foreign keys, the first in {broken[0][0]}")

    def _engine(self, *, writes: bool) -> Engine:
        with self._opening:
            if writes not in self._engines:
                self._check_file()
                self._engines[writes] = (
                    self._sqlite(writes=writes) if self.is_sqlite else self._postgresql(writes=writes)
                )
            return self._engines[writes]

    def _sqlite(self, *, writes: bool) -> Engine:
        arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        size: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if writes else {"pool_size": 4}
        engine = create_engine(self.url, connect_args=arguments, hide_parameters=True, **size)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate if writes else _begin)
        return engine

    def _postgresql(self, *, writes: bool) -> Engine:
        """Readers see one state throughout a transaction; a writer sees what was committed when its turn came."""
        arguments = {"connect_timeout": 10}
        level = "READ COMMITTED" if writes else "REPEATABLE READ"
        size: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if writes else {"pool_size": 4}
        settings: dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True, "isolation_level": level}
        return create_engine(self.url, connect_args=arguments, **settings, **size)

    def _check_file(self) -> None:
        if self.file is None:
            return
        if self.file.is_dir():
            raise StoreError(f"The database {self.file} is a folder: name a file in it.")
        if not self.file.parent.is_dir():
            raise StoreError(f"The database {self.file} cannot be opened: make the folder {self.file.parent} first.")

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            sentence = explain(error, self.file, self.url)
            if sentence is None:
                raise
            raise StoreError(sentence) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 begins no transaction of its own: we say which kind
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    if connection.get_execution_options().get("rebuild"):
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # has no effect within a transaction
    connection.exec_driver_sql("BEGIN IMMEDIATE")


ADVICE = (
    ("file is not a database", "{name} is no SQLite database: name another file, or move this one away."),
    ("malformed", "{name} is damaged: restore a backup, or move it away to begin anew."),
    ("unable to open", "{name} cannot be opened: check that its folder may be written by this user."),
    ("readonly", "{name} cannot be written: check the rights of the file and of its folder."),
    ("disk is full", "{name} cannot grow: make space on the disk; nothing that was stored is lost."),
    ("disk i/o error", "{name} cannot be read or written: check the disk."),
    ("database is locked", "{name} is in use by another program for too long: stop it, or try again."),
    ("lock timeout", "{name} is in use by another program for too long: stop it, or try again."),
    ("no such table", "{name} has no tables yet: make one pass first (tracker run --once)."),
    ('relation "', "{name} has no tables yet: make one pass first (tracker run --once)."),
    ("password", "{name} refused the user or the password: check the user, the password and pg_hba.conf."),
    ("authentication", "{name} refused the user or the password: check the user, the password and pg_hba.conf."),
    ("does not exist", "{name} has no such database or user: create them, or correct the address."),
    ("refused", "{name} does not answer: check that the server runs and that host and port are right."),
    ("timeout", "{name} does not answer in time: check the host, the port and the network."),
    ("resolve host", "{name} is on a host that nobody knows: check its name."),
    ("no space left", "{name} cannot grow: make space on the server's disk; nothing that was stored is lost."),
    ("terminating connection", "{name} ended the connection: it may be restarting; try again."),
    ("server closed", "{name} ended the connection: it may be restarting; try again."),
)
"""What a driver's message holds, in lower case, and what we say then; the first that fits."""


def explain(error: DBAPIError, file: Path | None, url: URL) -> str | None:
    """A sentence that says what to do, without the password; None for an error that is a bug of ours."""
    name = f"The database {file}" if file else f"The database {url.set(query={}).render_as_string(hide_password=True)}"
    message = str(error.orig)
    surroundings = isinstance(error, OperationalError) or type(error) is DatabaseError or _no_table(error)
    if not surroundings:
        return None
    for sign, advice in ADVICE:
        if sign in message.lower():
            return advice.format(name=name)
    if file is not None:
        return None  # SQLite calls wrong SQL operational too
    first = message.strip().partition("\n")[0]
    return f"{name} cannot be used: {first.replace(str(url.password), '***') if url.password else first}"


def _no_table(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == "42P01"
