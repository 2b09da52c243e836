"""Documents read by whoever has time, and compared by one worker at a time in order of publication.

Comparison is one lane and not many: which stored policy a story is linked to depends on the words of all stories before
it, so there is no part of the store that another worker could compare meanwhile with the same outcome. Reading and
extraction depend on nothing but the document, and happen anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.history.batch import ITEMS, Ready
from tracker.history.lineup import gave_nothing
from tracker.history.prepared import Prepared, from_json, to_json
from tracker.model import Document
from tracker.pipeline import Engine, Tally, compare_batch, here, ready_of, total, unread
from tracker.store.preparing import Made, Pending

AT_ONCE = 20
"""documents whose content is fetched at once"""


def prepare_all(engine: Engine, document_ids: Sequence[str], made_by: str) -> dict[str, Made]:
    """What reading and extraction make of those documents that wait and are not prepared yet.

    One on which the program breaks is left out: whoever compares it meets that again, and counts it.
    """
    documents = engine.store.preparing.missing(document_ids, made_by)
    made = here(engine.read, engine.extractor)((document, None) for document in documents)
    return {document.id: Made(each.published, to_json(each)) for document, each in made if isinstance(each, Prepared)}


@dataclass(frozen=True, slots=True)
class Compared:
    """What a turn in the lane did, and whether documents wait that it had no time for."""

    tally: Tally
    more: bool = False


def compare_pending(engine: Engine, made_by: str, *, enough: Callable[[], bool]) -> Compared:
    """Compare what waits, oldest publication first, until it is done or has been `enough`."""
    pending = in_order(engine, made_by)
    tallies: list[Tally] = []
    done = 0
    for some in batches(engine, pending, made_by):
        tallies += compare_batch(engine, [one for one in some if isinstance(one, Ready)])
        tallies += [one for one in some if isinstance(one, Tally)]
        lost = [each for one in some if isinstance(one, Ready) for each in gave_nothing(one)]
        tallies.append(Tally(notices=unread(lost)))
        done += len(some)
        if done < len(pending) and enough():
            break
    return Compared(total(tallies), more=done < len(pending))


def in_order(engine: Engine, made_by: str) -> list[Pending]:
    """What waits, in the order of a pass; what nobody has prepared is prepared now."""
    desk = engine.store.preparing
    pending = desk.pending(made_by)
    unprepared = [each.document_id for each in pending if each.published is None]
    for start in range(0, len(unprepared), AT_ONCE):
        desk.put(made_by, prepare_all(engine, unprepared[start : start + AT_ONCE], made_by))
    if unprepared:
        pending = desk.pending(made_by)
        others = desk.documents([each.document_id for each in pending if each.published is None])
        when = {name: document.published or document.fetched for name, document in others.items()}
        pending = [each if each.published else each._replace(published=when[each.document_id]) for each in pending]
    return sorted(pending, key=_order)


def _order(each: Pending) -> tuple[datetime, str, str]:
    assert each.published is not None  # noqa: S101 - filled in before
    return each.published, each.source, each.name


def batches(engine: Engine, pending: Sequence[Pending], made_by: str) -> Iterator[list[Ready | Tally]]:
    """The documents laid out, as many as are compared in one transaction; in the place of a broken one, that it is."""
    baseline = engine.store.pending_baseline() if pending else frozenset()
    batch: list[Ready | Tally] = []
    for document, prepared in fetched(engine, pending, made_by):
        batch.append(laid(engine, document, prepared, baseline=document.id in baseline))
        if sum(len(one.items) for one in batch if isinstance(one, Ready)) >= ITEMS:
            yield batch
            batch = []
    if batch:
        yield batch


def fetched(engine: Engine, pending: Sequence[Pending], made_by: str) -> Iterator[tuple[Document, Prepared | None]]:
    """The documents with what was made of them, some at a time."""
    for start in range(0, len(pending), AT_ONCE):
        ids = [each.document_id for each in pending[start : start + AT_ONCE]]
        documents = engine.store.preparing.documents(ids)
        made = engine.store.preparing.get(ids, made_by)
        yield from (
            (documents[name], from_json(*made[name]) if name in made else None) for name in ids if name in documents
        )


def laid(engine: Engine, document: Document, prepared: Prepared | None, *, baseline: bool) -> Ready | Tally:
    """A document ready to be compared; one that broke whoever was to prepare it is tried once more."""
    if prepared is None:
        ((_, made),) = here(engine.read, engine.extractor)([(document, None)])
        return ready_of(engine, document, made, baseline=baseline)
    return Ready(document, prepared.reading, prepared.items, baseline, prepared=True)
