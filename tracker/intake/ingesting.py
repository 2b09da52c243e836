"""An archive of years, taken in: stored first, then compared in order of publication. Pure of files and clocks.

    store      the archive's documents, those not stored yet ──► in batches, where passes leave them alone
    compare    what waits, oldest publication first ──► each document in one transaction, as a pass compares it

Both can be stopped at any instant and begun again: what is stored is passed over, what is compared is done. So an
archive gives the same findings in one go and in many. What the watches select is kept as known from the beginning and
not told, unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from tracker.errors import TrackerError
from tracker.history.batch import ITEMS, Ready, expect
from tracker.history.prepared import Prepared
from tracker.model import Document
from tracker.pipeline import HELD, Ahead, Engine, Given, Tally, broken, compare_ready, here, total
from tracker.store.records import DocumentState

BASELINE = "taken in from an archive, as what was known from the beginning"
"""Why what an archive holds is not told."""
BATCH = 500
"""documents stored in one transaction"""
AT_ONCE = 20
"""documents whose content is fetched at once"""
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


def ingest(
    engine: Engine,
    source: str,
    archive: Iterable[Taken],
    size: int,
    *,
    tell: bool = False,
    ahead: Ahead | None = None,
) -> Ingested:
    """Take in an archive of `size` bytes under the name of a source; what waits of an earlier try is compared too."""
    stored = store(engine, source, archive, size)
    compared, kept = compare(engine, source, tell=tell, ahead=ahead)
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


def compare(engine: Engine, source: str, *, tell: bool, ahead: Ahead | None = None) -> tuple[Tally, int]:
    """Compare what waits of a source's archives, oldest publication first; what was done, and how much is not told.

    `ahead` reads and extracts, in this process or elsewhere; the order and the outcome are the same.
    """
    tallies, kept, done = [], 0, 0
    waiting = [each.document_id for each in engine.store.archive_desk.waiting(source)]
    made = (ahead or here(engine.read, engine.extractor))(documents(engine, waiting))
    for some in batched(engine, made):
        compared, hushed = compare_some(engine, [one for one in some if isinstance(one, Ready)], tell=tell)
        tallies += [*compared, *(one for one in some if isinstance(one, Tally))]
        kept, done = kept + hushed, done + len(some)
        engine.progress("Comparing", done, len(waiting))
    return total(tallies), kept


def documents(engine: Engine, document_ids: Sequence[str]) -> Iterator[Given]:
    """The documents in that order, some fetched at a time; without those that have gone meanwhile."""
    for start in range(0, len(document_ids), AT_ONCE):
        some = document_ids[start : start + AT_ONCE]
        found = engine.store.preparing.documents(some)
        yield from ((found[name], None) for name in some if name in found)


def batched(engine: Engine, made: Iterable[tuple[Document, Prepared | Exception]]) -> Iterator[list[Ready | Tally]]:
    """The documents laid out, as many as are compared in one transaction; in the place of a broken one, that it is."""
    batch: list[Ready | Tally] = []
    since = engine.now()
    for document, each in made:
        batch.append(laid(engine, document, each))
        stories = sum(len(one.items) for one in batch if isinstance(one, Ready))
        if stories >= ITEMS or engine.now() - since > HELD:
            yield batch
            batch, since = [], engine.now()
    if batch:
        yield batch


def laid(engine: Engine, document: Document, made: Prepared | Exception) -> Ready | Tally:
    """A document ready to be compared."""
    if isinstance(made, Exception):
        return broken(engine, document, made)
    return Ready(document, made.reading, made.items, prepared=made.stored)


def compare_some(engine: Engine, ready: Sequence[Ready], *, tell: bool) -> tuple[list[Tally], int]:
    """Compare documents in as few transactions as may be; where one breaks, each of its documents alone."""
    tallies, kept = [], 0
    rest = list(ready)
    while rest:
        try:
            compared, hushed = compare_together(engine, rest, tell=tell)
        except TrackerError:
            raise
        except Exception as error:  # it is not known of which document; nothing of them is stored
            if len(rest) > 1:
                parts = [compare_some(engine, [one], tell=tell) for one in rest]
                compared, hushed = [each for part, _ in parts for each in part], sum(number for _, number in parts)
            else:
                compared, hushed = [broken(engine, rest[0].document, error)], 0
        tallies += compared
        kept, rest = kept + hushed, rest[len(compared) :]
    return tallies, kept


def compare_together(engine: Engine, ready: Sequence[Ready], *, tell: bool) -> tuple[list[Tally], int]:
    """Compare documents in one transaction: all of them, or as many of the first as there is time for."""
    tallies: list[Tally] = []
    begun = engine.now()
    with engine.store.begin() as work:
        expect(work, ready)
        if not tell:  # from the first on, so that a story is told of no more than if each were compared alone
            work.hush_all(BASELINE)
        for one in ready:
            if tallies and engine.now() - begun > HELD:
                break  # others want to write too
            pending = work.is_pending(one.document.id, DocumentState.ARCHIVED)  # or another process was faster
            tallies.append(compare_ready(engine, work, one) if pending else Tally())
        return tallies, 0 if tell else sum(each.selected for each in tallies)
