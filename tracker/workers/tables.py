"""Procrastinate's tables: its own SQL, in the order of its versions. What was run is remembered by the last name."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import StoreError, UsageError

if TYPE_CHECKING:
    from tracker.store.store import Store

MISSING = "`workers: procrastinate` needs a package more: pip install 'policy-tracker[workers]'."

FOREIGN = "procrastinate_jobs"
"""What stands for the version of tables that somebody else has made: they are left as they are."""


def steps(version: str | None) -> Sequence[tuple[str, str]]:
    """The steps that tables of a version still need, each with its name; all of it in one step where there are none.

    StoreError for tables that a newer Procrastinate has made.
    """
    from procrastinate.schema import SchemaManager

    folder = Path(SchemaManager.get_migrations_path())
    known = sorted(path.stem for path in folder.glob("*.sql"))
    if version is None:
        return ((known[-1], SchemaManager.get_schema()),)
    if version == FOREIGN:
        return ()
    if version > known[-1]:
        raise StoreError(
            f"The tables of the workers were made by a newer Procrastinate ({version}, known up to {known[-1]}): "
            "install that version here too."
        )
    return tuple((name, (folder / f"{name}.sql").read_text(encoding="utf-8")) for name in known if name > version)


def is_installed() -> bool:
    """Whether the package is there that the workers need."""
    return find_spec("procrastinate") is not None


def upgrade(store: Store) -> None:
    """Bring the workers' tables to the version that is installed; UsageError where they cannot be used at all."""
    if store.file is not None:
        raise UsageError(
            "Workers need PostgreSQL: write database: postgresql://USER@HOST/NAME, or leave `workers` out."
        )
    if not is_installed():
        raise UsageError(MISSING)
    store.queue.upgrade(steps)
