"""Every released schema is brought to the newest with its rows, on both databases, also after a kill in the middle."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tracker.model import DeliveryState
from tracker.store import migrate
from tracker.store.schema import HEAD
from tracker.store.store import Store

RELEASED = sorted(script.revision for script in ScriptDirectory(str(migrate.FOLDER)).walk_revisions())
OLD = RELEASED[:-1]
DAY = datetime(2026, 4, 13, 12, tzinfo=UTC)
ROWS = (
    """INSERT INTO source (name, state) VALUES ('letters', :state)""",
    """INSERT INTO document (id, source, name, content, packing, media_type, fetched, state, attempts)
    VALUES ('doc_1', 'letters', '"a.txt"', :content, 'plain', 'text/plain', :day, 'quarantined', 3)""",
    """INSERT INTO digest (number, id, receiver, slot, created, headline, content)
    VALUES (1, 'dig_1', 'desk', :slot, :day, 'One new plan', :content)""",
    """INSERT INTO slot (receiver, slot) VALUES ('desk', :slot)""",
    """INSERT INTO delivery (number, id, digest_id, receiver, destination, sequence, payload, state, attempts, error)
    VALUES (1, 'del_1', 'dig_1', 'desk', 'C1', 0, :payload, 'due', 2, 'slow down')""",
    """INSERT INTO run (number, started, counts) VALUES (1, :day, :counts)""",
)
TEXTS = {
    "state": '{"failures":2,"error":"no answer"}',
    "slot": "2026-04-13T08:30",
    "payload": '{"text":"One new plan"}',
    "counts": '{"items":3}',
}
KEPT = ("source", "document", "digest", "slot", "delivery", "run")
DIE_BEFORE_COMMIT = """
import os, signal, sys
from tracker.store import migrate
from tracker.store.engine import Connections
with Connections(sys.argv[1]).rebuild() as connection:
    migrate.upgrade(connection)
    os.kill(os.getpid(), signal.SIGKILL)
"""
DIE_AT_A_STATEMENT = """
import os, signal, sys
from sqlalchemy import Engine, event
from tracker.store.store import Store
left = int(sys.argv[2])

@event.listens_for(Engine, "after_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

Store(sys.argv[1]).migrate()
print(int(sys.argv[2]) - left)
"""


def make(url: str, revision: str) -> Store:
    """A database as the release with that schema left it, with a row in each table that a pass fills."""
    store = Store(url)
    with store._connections.rebuild() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate.FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        day = DAY.replace(tzinfo=None).isoformat(" ") + ".000000" if store.file else DAY
        for statement in ROWS:
            values: dict[str, Any] = {"day": day, "content": b"A letter.", **TEXTS}
            connection.execute(text(statement), {key: value for key, value in values.items() if f":{key}" in statement})
    return store


def kept(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store._connections.read() as connection:
        rows = {name: connection.execute(text(f"SELECT * FROM {name}")).mappings().all() for name in KEPT}
    return {name: [{key: str(value) for key, value in row.items()} for row in found] for name, found in rows.items()}


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, url: str) -> Iterator[Store]:
    store = make(url, request.param)
    yield store
    store.close()


def test_every_row_of_every_released_schema_is_there_after_the_migration(old: Store) -> None:
    before = kept(old)
    old.migrate()
    assert old.revision() == HEAD
    after = kept(old)
    for name, rows in before.items():
        assert [{key: row[key] for key in rows[0]} for row in after[name]] == rows, name
    assert old.source_state("letters").failures == 2
    (delivery,) = old.outbox_desk.deliveries((DeliveryState.DUE,))
    assert (delivery.attempts, delivery.turn, delivery.doubts, delivery.owner) == (2, 0, 0, None)
    assert old.due_deliveries(DAY) == (delivery,)


def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_schema_whole(old: Store) -> None:
    before, revision = kept(old), old.revision()
    url = old._connections.url.render_as_string(hide_password=False)
    old.close()
    done = subprocess.run([sys.executable, "-c", DIE_BEFORE_COMMIT, url], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    assert (old.revision(), kept(old)) == (revision, before)
    old.migrate()
    assert old.revision() == HEAD
    assert {name: len(rows) for name, rows in kept(old).items()} == {name: len(rows) for name, rows in before.items()}


def migrate_in_a_process(url: str, die_at: int) -> subprocess.CompletedProcess[str]:
    command_line = [sys.executable, "-c", DIE_AT_A_STATEMENT, url, str(die_at)]
    return subprocess.run(command_line, check=False, capture_output=True, text=True)


def test_a_kill_at_any_statement_of_a_migration_leaves_the_old_schema_whole(url: str) -> None:
    """Early, in the middle and late among the statements from the first schema to the newest."""
    old = make(url, RELEASED[0])
    before = kept(old)
    address = old._connections.url.render_as_string(hide_password=False)
    old.close()
    for die_at in (6, 13, 22):
        assert migrate_in_a_process(address, die_at).returncode == -9
        assert (old.revision(), kept(old)) == (RELEASED[0], before)
        old.close()
    done = migrate_in_a_process(address, 1_000_000)
    assert int(done.stdout) > 22, done.stderr
    assert old.revision() == HEAD
    assert {name: len(rows) for name, rows in kept(old).items()} == {name: len(rows) for name, rows in before.items()}
    old.close()


@pytest.mark.only_on("sqlite", "a server is restored with its own tools")
def test_a_restored_backup_of_an_older_release_is_migrated(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "old.db"
    make(f"sqlite:///{copy}", RELEASED[0]).close()
    with Store(url) as store:
        store.upkeep.restore(copy)
        assert store.revision() == HEAD
        assert store.source_state("letters").error == "no answer"
