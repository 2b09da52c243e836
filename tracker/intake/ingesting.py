"""An archive of years, taken in: stored first, then compared in order of publication. Pure of files and clocks.

    store      the archive's documents, those not stored yet ──► in batches, where passes leave them alone
    compare    what waits, oldest publication first ──► each document in one transaction, as a pass compares it

Both can be stopped at any instant and begun again: what is stored is passed over, what is compared is done. So an
archive gives the same findings in one go and in many. What the watches select is kept as known from the beginning and
not told, unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from tracker.errors import TrackerError
from tracker.model import Document
from tracker.pipeline import Engine, Tally, compare_document
from tracker.store.records import DocumentState

BASELINE = "taken in from an archive, as what was known from the beginning"
"""Why what an archive holds is not told."""
BATCH = 500
"""documents stored in one transaction"""
BATCH_BYTES = 16_000_000
"""bytes after which a batch is stored although it holds fewer"""


class Taken(Protocol):
    """A document of an archive as the sources give it."""

    @property
    def document(self) -> Document | None: ...
    @property
    def dated(self) -> datetime: ...
    @property
    def done(self) -> int: ...
    @property
    def warning(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of an archive, in numbers, and what went wrong, in sentences."""

    documents: int = 0
    """found in the archive"""
    stored: int = 0
    """of them new"""
    undated: int = 0
    """of the new ones those that say no date: their file's counts"""
    kept: int = 0
    """selections that are not told"""
    compared: Tally = field(default_factory=Tally)
    warnings: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """Documents that were stored before."""
        return self.documents - self.stored

    @property
    def failed(self) -> bool:
        """Whether anything was left out."""
        return bool(self.warnings or self.compared.failed)


def ingest(engine: Engine, source: str, archive: Iterable[Taken], size: int, *, tell: bool = False) -> Ingested:
    """Take in an archive of `size` bytes under the name of a source; what waits of an earlier try is compared too."""
    stored = store(engine, source, archive, size)
    compared, kept = compare(engine, source, tell=tell)
    return replace(stored, compared=compared, kept=kept)


# ---------------------------------------------------------------- store


def store(engine: Engine, source: str, archive: Iterable[Taken], size: int) -> Ingested:
    """Store what is new in the archive, each document with the date that it is compared by."""
    warnings: list[str] = []
    found = new = undated = 0
    for batch in batches(archive):
        warnings.extend(taken.warning for taken in batch if taken.warning)
        documents = {taken.document.id: taken for taken in batch if taken.document is not None}
        known = engine.store.archive_desk.known(documents)
        dated = [date(engine, taken) for name, taken in documents.items() if name not in known]
        new += engine.store.archive_desk.add(source, [document for document, _ in dated])
        undated += sum(1 for _, says_when in dated if not says_when)
        found += sum(1 for taken in batch if taken.document is not None)
        engine.progress("Storing", batch[-1].done, size)
    return Ingested(found, new, undated, warnings=tuple(warnings))


def batches(archive: Iterable[Taken]) -> Iterator[list[Taken]]:
    """The archive, a transaction's fill at a time."""
    batch: list[Taken] = []
    size = 0
    for taken in archive:
        batch.append(taken)
        size += len(taken.document.content) if taken.document is not None else 0
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def date(engine: Engine, taken: Taken) -> tuple[Document, bool]:
    """The document with its day of publication, and whether it or its text says that itself."""
    document = taken.document
    assert document is not None  # noqa: S101  the caller has looked
    told = document.published or engine.read(document).published
    return replace(document, published=told or taken.dated), told is not None


# ---------------------------------------------------------------- compare


def compare(engine: Engine, source: str, *, tell: bool) -> tuple[Tally, int]:
    """Compare what waits of a source's archives, oldest publication first; what was done, and how much is not told."""
    tally, kept = Tally(), 0
    errors: list[str] = []
    waiting = engine.store.archive_desk.waiting(source)
    for done, (_, name, document_id) in enumerate(waiting, start=1):
        try:
            compared, hushed = compare_one(engine, document_id, tell=tell)
            errors.extend(compared.errors)  # added one by one they would be copied for every document
            tally, kept = tally + replace(compared, errors=()), kept + hushed
        except TrackerError:
            raise
        except Exception as error:  # whatever it is, it must not cost the other documents
            reason = f"{type(error).__name__}: {error}"
            engine.store.fail_document(document_id, reason)
            errors.append(f"{source}: {name} could not be processed: {reason}")
            tally += Tally(failed=1)
        engine.progress("Comparing", done, len(waiting))
    return replace(tally, errors=tuple(errors)), kept


def compare_one(engine: Engine, document_id: str, *, tell: bool) -> tuple[Tally, int]:
    """One document in one transaction; nothing where another process has done it meanwhile."""
    document = engine.store.document(document_id)
    if document is None:
        return Tally(), 0
    read = engine.read(document)
    extracted = [engine.extractor.extract(item) for item in read.items]
    with engine.store.begin() as work:
        if not work.is_pending(document_id, DocumentState.ARCHIVED):
            return Tally(), 0
        tally = compare_document(engine, work, document, read, extracted)
        return tally, 0 if tell else work.hush(document_id, BASELINE)
