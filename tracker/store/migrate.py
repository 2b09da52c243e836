"""Bringing a database to the newest schema. Alembic is imported only where there is something to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from tracker.errors import StoreError
from tracker.store.engine import Connections
from tracker.store.schema import HEAD

FOLDER = Path(__file__).parent / "migrations"


def stored_revision(connection: Connection) -> str | None:
    """The revision of the schema in the database; None for one that has no tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection) -> None:
    """Run every migration that is missing, within the caller's transaction: all of them or none.

    StoreError for a database that a newer version of the program has written.
    """
    current = stored_revision(connection)
    if current == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    if current is not None and current not in known_revisions():
        raise StoreError(
            f"The database was written by a newer version of this program (schema {current}, known up to {HEAD}): "
            "install that version, or name another database."
        )
    command.upgrade(config, "head")


def known_revisions() -> frozenset[str]:
    """Every revision that this version of the program can read and bring to the newest."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions())


def revision(connections: Connections) -> str | None:
    """The revision of the schema; None where there is no file or no table of ours."""
    if connections.file is not None and not connections.file.exists():
        return None
    with connections.read() as connection:
        return stored_revision(connection)


def migrate(connections: Connections) -> None:
    """Bring the schema to HEAD; a database that is there already is only looked at."""
    if revision(connections) == HEAD:
        return
    with connections.rebuild() as connection:
        upgrade(connection)
