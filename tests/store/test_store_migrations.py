"""Migrations: the newest schema is what the code believes, from empty, from two processes at once, after a kill."""

from __future__ import annotations

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tracker.store import migrate
from tracker.store.schema import HEAD, metadata
from tracker.store.store import Store


def test_migrating_from_empty_gives_the_schema_of_the_code(store: Store) -> None:
    assert store.revision() == HEAD
    with store._connections.read() as connection:
        # The index of words is each database's own affair: nothing of it stands in the schema of the code.
        own = {"target_metadata": metadata, "include_name": lambda name, *_: not str(name).startswith("item_words")}
        context = MigrationContext.configure(connection, opts=own)
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(store: Store) -> None:
    store.migrate()
    assert store.revision() == HEAD


def test_head_is_the_newest_migration_and_the_line_is_single() -> None:
    scripts = ScriptDirectory(str(migrate.FOLDER))
    assert scripts.get_heads() == [HEAD]


def test_a_migration_that_fails_leaves_the_database_as_it_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    def half_done(_config: object, _revision: str) -> None:
        raise ZeroDivisionError

    with Store(url) as store, monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", half_done)
        with pytest.raises(ZeroDivisionError):
            store.migrate()
    with Store(url) as store:
        assert store.revision() is None
        store.migrate()
        assert store.revision() == HEAD


DIE_BEFORE_COMMIT = """
import os, signal, sys
from tracker.store import migrate
from tracker.store.engine import Connections
with Connections(sys.argv[1]).rebuild() as connection:
    migrate.upgrade(connection)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_in_the_middle_leaves_nothing_and_the_next_run_migrates(url: str) -> None:
    assert subprocess.run([sys.executable, "-c", DIE_BEFORE_COMMIT, url], check=False).returncode == -9
    with Store(url) as store:
        assert store.revision() is None
        store.migrate()
        assert store.revision() == HEAD


def test_processes_that_start_at_once_migrate_once(url: str) -> None:
    code = "import sys; from tracker.store.store import Store; Store(sys.argv[1]).migrate()"
    processes = [subprocess.Popen([sys.executable, "-c", code, url], stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1] for process in processes] == [b""] * 4
    assert Store(url).revision() == HEAD
