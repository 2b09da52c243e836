"""Opening: nothing before first use, settings that keep what was written, and errors that say what to do."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from store_samples import put_document, put_item, with_item

from tracker.errors import StoreError
from tracker.store.engine import Connections, explain
from tracker.store.store import Store


@pytest.mark.only_on("sqlite", "the file of an SQLite database comes with its first use")
def test_nothing_is_opened_before_first_use(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'tracker.db'}") as store:
        assert store.revision() is None
    assert list(tmp_path.iterdir()) == []


def test_a_closed_store_opens_again(store: Store) -> None:
    store.slot_done("desk", "2026-04-13T08:30")
    store.close()
    assert store.last_slot("desk") == "2026-04-13T08:30"


@pytest.mark.only_on("sqlite", "the settings are SQLite's")
@pytest.mark.parametrize("kind", ["read", "write"])
def test_sqlite_is_set_to_lose_nothing(url: str, kind: str) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "mmap_size": 0}
    connections = Connections(url)
    Store(url).migrate()
    with getattr(connections, kind)() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 5000
    connections.close()


@pytest.mark.only_on("sqlite", "only SQLite turns foreign keys off while tables are rebuilt")
def test_foreign_keys_hold_after_migrating_too(url: str) -> None:
    connections = Connections(url)
    with connections.rebuild() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
    with connections.write() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    connections.close()


@pytest.mark.only_on("sqlite", "only SQLite turns foreign keys off while tables are rebuilt")
def test_a_migration_that_breaks_a_foreign_key_is_undone(url: str) -> None:
    with Store(url) as store:
        store.migrate()
        with_item(store)
    connections = Connections(url)
    with pytest.raises(RuntimeError, match="broke 1 foreign keys"), connections.rebuild() as connection:
        connection.exec_driver_sql("DELETE FROM document")
    with connections.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar() == 1
    connections.close()


@pytest.mark.only_on("sqlite", "BEGIN IMMEDIATE is SQLite's")
def test_a_write_begins_as_one(url: str, tmp_path: Path) -> None:
    connections = Connections(url)
    with connections.write():
        other = sqlite3.connect(tmp_path / "tracker.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    connections.close()


def refusal(url: str) -> str:
    with pytest.raises(StoreError) as caught, Store(url) as store:
        store.migrate()
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))
    return str(caught.value)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert f"make the folder {tmp_path / 'none'} first" in refusal(f"sqlite:///{tmp_path / 'none' / 'tracker.db'}")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "is a folder: name a file in it" in refusal(f"sqlite:///{tmp_path}")


@pytest.mark.only_on("sqlite", "a server's database is no file")
def test_another_file_is_no_database_and_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "tracker.db"
    file.write_text("Dear diary, " * 100)
    assert "is no SQLite database: name another file, or move this one away" in refusal(f"sqlite:///{file}")
    assert file.read_text() == "Dear diary, " * 100


def test_a_newer_schema_is_told_and_left_alone(url: str) -> None:
    with Store(url) as store:
        store.migrate()
        with store._connections.write() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        assert store.revision() == "9999"
    assert "written by a newer version of this program (schema 9999" in refusal(url)


def test_a_database_without_tables_is_told(url: str) -> None:
    with pytest.raises(StoreError, match="has no tables yet"), Store(url) as store:
        store.pending_documents()


@pytest.mark.only_on("sqlite", "a server's disk is its own affair; its message is tried below")
def test_a_full_disk_is_told_and_over_when_there_is_room_again(url: str) -> None:
    with Store(url) as store:
        store.migrate()
        with_item(store)
        with store._connections.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no more than it has
        with pytest.raises(StoreError, match="make space on the disk; nothing that was stored is lost"):
            for number in range(2000):
                store.slot_done("desk", f"{number:0200}")
        with store._connections.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        store.slot_done("desk", "9999-room-again")
        assert store.last_slot("desk") == "9999-room-again"
        assert store.item("item_1") is not None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "is no address"),
        ("tracker.db", "is no address"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://root:s3cret@localhost/x", "No database called mysql is known"),
        ("postgresql://me:s3cret@localhost:notaport/x", "is no address"),
        ("postgresql://me:s3cret@127.0.0.1:1/x", "does not answer: check that the server runs"),
        ("postgresql://me@127.0.0.1:1/x?password=s3cret", "does not answer: check that the server runs"),
        ("postgresql://me:s3cret@no-such-host.invalid/x", "is on a host that nobody knows"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str, told: str) -> None:
    assert told in refusal(url)


def test_a_wrong_password_is_told_and_not_shown(postgresql: Any) -> None:
    postgresql.psql("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    rules = postgresql.pgdata / "pg_hba.conf"
    rules.write_text("local all guarded scram-sha-256\n" + rules.read_text())
    postgresql.psql("SELECT pg_reload_conf()")
    address = postgresql.get_uri(database="postgres").replace("postgres:@", "guarded:s3cret@", 1)
    assert "refused the user or the password: check the user" in refusal(address)


def test_a_database_that_does_not_exist_is_told(postgresql: Any) -> None:
    assert "has no such database or user: create them" in refusal(postgresql.get_uri(database="nowhere"))


def test_a_lost_connection_is_told_and_the_next_use_opens_another(postgresql: Any, postgresql_url: str) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = '{}'"
    database = postgresql_url.partition("?")[0].rpartition("/")[2]
    with Store(postgresql_url) as store:
        store.migrate()
        with pytest.raises(StoreError, match="ended the connection: it may be restarting"), store.begin() as work:
            postgresql.psql(cut.format(database))
            put_item(work)
        put_document(store)
        postgresql.psql(cut.format(database))
        assert len(store.pending_documents()) == 1


def test_an_error_shows_no_stored_text(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key") as caught, store.begin() as work:
        put_item(work, document_id="none", signature=b"a private matter")
    assert "private" not in "".join(traceback.format_exception(caught.value, chain=True)).replace(
        'signature=b"a private matter"', ""
    )


def test_importing_the_room_loads_no_database_library() -> None:
    check = "import sys, tracker.store; sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'alembic')))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_alembic_is_not_loaded_where_there_is_nothing_to_migrate(url: str) -> None:
    Store(url).migrate()
    check = (
        "import sys; from tracker.store.store import Store; Store(sys.argv[1]).migrate();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", check, url], check=False).returncode == 0


PLACE = make_url("postgresql://me:s3cret@db.example.org/tracker")


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (sqlite3.OperationalError("disk I/O error"), "cannot be read or written: check the disk"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "check the rights of the file"),
        (sqlite3.OperationalError("database is locked"), "in use by another program for too long"),
        (sqlite3.OperationalError("canceling statement due to lock timeout"), "in use by another program for too long"),
        (sqlite3.OperationalError("connection timeout expired"), "does not answer in time"),
        (sqlite3.OperationalError("No space left on device"), "make space on the server's disk"),
        (sqlite3.OperationalError("odd: s3cret was said\nand more"), "cannot be used: odd: *** was said"),
    ],
)
def test_what_surroundings_do_is_told_in_a_sentence(raised: Exception, told: str) -> None:
    sentence = explain(OperationalError("SELECT 1", {}, raised), None, PLACE)
    assert sentence is not None
    assert told in sentence
    assert "s3cret" not in sentence
    assert "postgresql://me:***@db.example.org/tracker" in sentence


def test_wrong_sql_is_our_fault_and_stays_as_it_is(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)syntax"), store._connections.read() as connection:
        connection.exec_driver_sql("SELEKT 1")
