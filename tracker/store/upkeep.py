"""Care of the database as a whole: checked, copied, put back, made small. SQLite's online backup does the copying."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text, update

from tracker.errors import StoreError
from tracker.model import DeliveryState, make_id
from tracker.store import inbox, migrate
from tracker.store.engine import Connections
from tracker.store.records import DocumentState, SelectionState
from tracker.store.schema import HEAD, delivery, digest, document, metadata, selection

GONE = "gone"
"""The packing of a document whose bytes were let go."""
BATCH = 500
"""rows changed in one transaction, so that nobody waits long for a turn"""
PAGES = 1_000
"""pages copied at a time; between them others write"""
PG_ADVICE = (
    "The database is on a PostgreSQL server, which has its own tools. "
    "Copy it with: pg_dump --format=custom --file=FILE NAME; put it back with: pg_restore --clean --dbname=NAME FILE."
)
RESTORE = {
    "sqlite": "restore a backup: tracker db restore FILE",
    "postgresql": "restore a backup: pg_restore --clean --dbname=NAME FILE",
}
"""What to do about damage, by the kind of database."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it holds, what was seen, and what to do where it does not hold."""

    name: str
    holds: bool
    seen: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many documents and messages let go of their content."""

    letters: int = 0
    messages: int = 0


class Upkeep:
    """What `Store.upkeep` gives."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    # ------------------------------------------------------------ checking

    def verify(self) -> tuple[Check, ...]:
        """Everything that can be checked without changing anything; StoreError where the database cannot be read."""
        revision = migrate.revision(self._connections)
        schema = Check("schema", revision == HEAD, f"revision {revision or 'none'}", _schema_advice(revision))
        if not schema.holds:
            return (schema,)
        with self._connections.read() as connection:
            own = _sqlite_checks(connection) if self._connections.is_sqlite else ()
            return (schema, *own, *(_made(name, check, connection) for name, check in CHECKS.items()))

    # ------------------------------------------------------------ copying

    def backup(self, target: Path) -> int:
        """Copy the database to a file that does not exist yet, while others go on writing; its size in bytes.

        The copy appears whole or not at all.
        """
        source = self._file()
        if target.exists():
            raise StoreError(f"{target} is there already: name another file, or move it away.")
        unfinished = target.with_name(f"{target.name}.unfinished")
        try:
            with closing(_open(source)) as here, closing(sqlite3.connect(unfinished)) as there:
                here.backup(there, pages=PAGES, sleep=0.01)
                there.execute("PRAGMA journal_mode = DELETE")
            unfinished.replace(target)
        except (OSError, sqlite3.Error) as error:
            unfinished.unlink(missing_ok=True)
            raise StoreError(f"{target} cannot be written ({error}): check its folder, and the space there.") from error
        return target.stat().st_size

    def restore(self, copy: Path) -> None:
        """Make the database what the copy is, in one transaction, and bring it to the newest schema.

        StoreError, and nothing changed, where the copy is damaged, is no database of ours or is of a newer version.
        """
        target = self._file()
        self.check_copy(copy)
        self._connections.close()
        try:
            with closing(_open(copy)) as there, closing(sqlite3.connect(target, timeout=30)) as here:
                here.execute("PRAGMA synchronous = FULL")
                there.backup(here)
        except sqlite3.Error as error:
            raise StoreError(f"{target} cannot be written ({error}): stop the daemon, and try again.") from error
        migrate.migrate(self._connections)

    def check_copy(self, copy: Path) -> None:
        """StoreError where a file cannot be put back."""
        self._file()
        if not copy.is_file():
            raise StoreError(f"There is no file {copy}.")
        broken = [check for check in Upkeep(Connections(f"sqlite:///{copy}")).readable() if not check.holds]
        if broken:
            raise StoreError(f"{copy} is not put back: {broken[0].name}: {broken[0].seen}.")

    def readable(self) -> tuple[Check, ...]:
        """Whether the file is whole and of a version that we know, older ones included."""
        try:
            revision = migrate.revision(self._connections)
            with self._connections.read() as connection:
                whole = _sqlite_checks(connection)
        except StoreError as error:
            return (Check("file", False, str(error)),)
        finally:
            self._connections.close()
        known = revision in migrate.known_revisions()
        return (Check("schema", known, f"revision {revision or 'none'}", _schema_advice(revision)), *whole)

    def _file(self) -> Path:
        if self._connections.file is None:
            raise StoreError(PG_ADVICE)
        return self._connections.file

    # ------------------------------------------------------------ making small

    def tidy(self, *, letters_before: datetime | None, messages_before: datetime | None) -> Tidied:
        """Let go of the bytes of documents that were read, and of the content of messages that were sent, before then.

        That they were there, and everything read from them, stays.
        """
        letters = self._in_batches(document, _old_letters(letters_before), {"content": b"", "packing": GONE})
        return Tidied(letters, self._in_batches(delivery, _old_messages(messages_before), {"payload": {}}))

    def _in_batches(self, table: Any, wanted: Any, values: dict[str, Any]) -> int:
        count = 0
        while wanted is not None:
            with self._connections.write() as connection:
                ids = connection.execute(wanted.limit(BATCH)).scalars().all()
                connection.execute(update(table).where(table.c.id.in_(ids)).values(values))
            count += len(ids)
            if len(ids) < BATCH:
                break
        return count

    def vacuum(self) -> None:
        """Give unused space back. Takes as long as copying the database; others wait meanwhile."""
        self._connections.outside_transactions("VACUUM" if self._connections.is_sqlite else "VACUUM (ANALYZE)")
        if self._connections.is_sqlite:
            self._connections.outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")

    def size(self) -> int:
        """The database's size in bytes, its write-ahead log included."""
        if self._connections.file is not None:
            parts = (Path(f"{self._connections.file}{end}") for end in ("", "-wal"))
            return sum(part.stat().st_size for part in parts if part.exists())
        with self._connections.read() as connection:
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)


def _old_letters(before: datetime | None) -> Any:
    if before is None:
        return None
    return select(document.c.id).where(
        document.c.state == DocumentState.DONE, document.c.packing != GONE, document.c.fetched < before
    )


def _old_messages(before: datetime | None) -> Any:
    if before is None:
        return None
    old = select(digest.c.id).where(digest.c.created < before)
    return select(delivery.c.id).where(
        delivery.c.state == DeliveryState.SENT, delivery.c.digest_id.in_(old), func.length(delivery.c.payload) > 2
    )


# ---------------------------------------------------------------- the checks


def _schema_advice(revision: str | None) -> str:
    if revision is None:
        return "make one pass first: tracker run --once"
    return "the next start of the daemon migrates it, or the program is older than the database: install the newer one"


def _sqlite_checks(connection: Connection) -> tuple[Check, ...]:
    said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return (
        Check("pages", said == ["ok"], "; ".join(said[:3]), RESTORE["sqlite"]),
        Check("references", not broken, f"{len(broken)} broken", RESTORE["sqlite"]),
    )


COUNTED = (
    ("document", "documents"),
    ("item", "items"),
    ("finding", "findings"),
    ("digest", "digests"),
    ("delivery", "deliveries"),
)


def _made(name: str, check: Callable[[Connection], Check], connection: Connection) -> Check:
    """The check; where it meets a value that cannot be read at all, that is what it found."""
    try:
        return check(connection)
    except (ValueError, TypeError, KeyError) as error:
        return Check(name, False, f"a row cannot be read: {error}", RESTORE[connection.dialect.name])


def _rows(connection: Connection) -> Check:
    """Every row of every table is counted, and so read."""
    counts = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }
    shown = ", ".join(f"{counts[one]} {one if counts[one] == 1 else many}" for one, many in COUNTED)
    return Check("rows", True, shown)


def _documents(connection: Connection) -> Check:
    """A document's id is made from its content: what was changed on the disk no longer fits."""
    columns = (document.c.id, document.c.source, document.c.name, document.c.content, document.c.packing)
    kept = select(*columns).where(document.c.packing != GONE).execution_options(yield_per=BATCH)
    bad = [row.id for row in connection.execute(kept) if not _fits(row)]
    return Check("letters", not bad, f"{len(bad)} damaged" + _some(bad), RESTORE[connection.dialect.name])


def _fits(row: Any) -> bool:
    try:
        content = inbox.unpack(row.content, row.packing)
    except zlib.error:
        return False
    return bool(make_id("doc", row.source, row.name, sha256(content).hexdigest()) == row.id)


def _digests(connection: Connection) -> Check:
    """Each digest can be read again."""
    bad = []
    for row in connection.execute(select(digest.c.id, digest.c.content).execution_options(yield_per=BATCH)):
        try:
            zlib.decompress(row.content)
        except zlib.error:
            bad.append(row.id)
    return Check("digests", not bad, f"{len(bad)} damaged" + _some(bad), RESTORE[connection.dialect.name])


def _told(connection: Connection) -> Check:
    """What counts as told stands in a digest that has messages; what is suppressed has its reason."""
    lost = select(selection.c.finding_id).where(
        selection.c.state == SelectionState.TOLD,
        selection.c.digest_id.is_(None) | selection.c.digest_id.not_in(select(delivery.c.digest_id)),
    )
    mute = select(selection.c.finding_id).where(
        selection.c.state == SelectionState.SUPPRESSED, selection.c.reason.is_(None)
    )
    bad = [*connection.execute(lost).scalars(), *connection.execute(mute).scalars()]
    return Check("told", not bad, f"{len(bad)} findings without a message or a reason" + _some(bad), "report a bug")


CHECKS: Mapping[str, Callable[[Connection], Check]] = {
    "rows": _rows,
    "letters": _documents,
    "digests": _digests,
    "told": _told,
}


def _some(ids: list[str]) -> str:
    return f": {', '.join(ids[:3])}" if ids else ""
