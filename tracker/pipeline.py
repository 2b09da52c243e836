"""One pass, as a straight line.

    fetch      each source that is due ──► what is new is stored (documents and the source's state in one transaction)
    process    what is pending is read ──► put in order of publication ──► extracted ──► some in one transaction:
                   each item: linked ──► compared ──► selected
    tell       what is selected for a receiver whose digest is due ──► composed ──► rendered ──► outbox
    deliver    the outbox ──► sent ──► marked

Nothing here reads a clock or opens a file: what it needs is handed over. A crash between two steps loses nothing,
because each step begins with what the one before has committed; a step done twice changes nothing, because ids are made
from what they name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from tracker import reading
from tracker.errors import TrackerError
from tracker.history import batch
from tracker.history.batch import ITEMS, Ready, expect, published_at
from tracker.history.comparing import Rules
from tracker.history.laid import LaidOut, lay_out
from tracker.history.lineup import Lost, gave_nothing, line_up
from tracker.history.prepared import Prepared
from tracker.history.settled import settled
from tracker.history.stories import EXTRACTED
from tracker.model import Document, Extraction, Fetched, Item, Reading, Rejection, SourceState, make_id
from tracker.sources import rhythm
from tracker.sources.lanes import in_lanes
from tracker.sources.schedule import Planned, Source, by_lane, due, look
from tracker.telling.office import Notice

if TYPE_CHECKING:
    from tracker.store.store import Store
    from tracker.store.work import Work

FETCHERS = 8
TOGETHER = 250
"""Looks that gave nothing whose states are stored in one transaction; a crash before it only has them done again."""
ROUND = timedelta(minutes=5)
"""After which a round begins no further look of those that are due: hosts that hang would keep the others waiting for
the next one, which begins with what was left."""
HELD = timedelta(seconds=2)
"""For how long one transaction keeps others from writing, and after which what is ready is compared."""
GRAVE = re.compile(r"\b(?:is not read|are not read|is not taken|cannot be (?:read|found|listed))\b")
"""What a warning says where something did not come in."""
NAMED = 3
"""things that a notice names; of further ones it tells the number"""
PUT_ASIDE = "quarantined"
"""the state of a document that is not tried again by itself"""
PATIENCE = 3
"""Failures in a row after which a source's trouble is told: one bad answer is no news."""

Progress = Callable[[str, int, int], None]
"""Told what is being done and how far it has come: (stage, done, total)."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """Nothing is ever enough: a pass goes on to its end."""
    return False


class Extracting(Protocol):
    """What the pass wants of the extraction."""

    def extract(self, item: Item) -> Extraction: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """All that a pass needs, put together by the composition root."""

    store: Store
    sources: tuple[Source, ...]
    extractor: Extracting
    rules: Rules
    now: Callable[[], datetime]
    progress: Progress = silent
    jitter: Callable[[], float] = lambda: 0.0
    """a number from 0 to 1, drawn anew for each look"""
    read: Callable[[Document], Reading] = reading.read
    """a document's reading; may happen where it can be stopped"""
    baselines: frozenset[str] = frozenset()
    """the names of sources of which the first look is told in one line"""
    nudged: Callable[[], frozenset[str]] = frozenset
    """the names of sources that have told since the last time that something is new there"""
    ahead: Callable[[int], AbstractContextManager[Ahead]] | None = None
    """what reads and extracts so many documents before their turn; None does it here, at their turn"""
    enough: Callable[[], bool] = never
    """asked between two sources and two documents: the rest is left to the next pass"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a pass did, in numbers, and what went wrong, in sentences."""

    documents: int = 0
    items: int = 0
    findings: int = 0
    selected: int = 0
    failed: int = 0
    errors: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    """what whoever keeps the program running should know, once"""

    @property
    def counts(self) -> dict[str, int]:
        """The numbers alone, by name."""
        return {name: getattr(self, name) for name in COUNTED}

    def __add__(self, other: Tally) -> Tally:
        return total((self, other))


NOTHING = Tally()
COUNTED = ("documents", "items", "findings", "selected", "failed")


def total(tallies: Sequence[Tally]) -> Tally:
    """All of them as one."""
    numbers = {name: sum(getattr(one, name) for one in tallies) for name in COUNTED}
    errors = tuple(error for one in tallies for error in one.errors)
    return Tally(**numbers, errors=errors, notices=tuple(notice for one in tallies for notice in one.notices))


# ---------------------------------------------------------------- fetch


@settled()
def fetch(engine: Engine, *, due_only: bool) -> Tally:
    """Look at every source, or only at those whose next look has come, and store what is new."""
    begun = engine.now()
    looks = planned(engine, due_only=due_only)
    tallies: dict[int, Tally] = {}
    quiet: dict[str, SourceState] = {}
    stretches = in_lanes(
        by_lane(looks),
        lambda one: look_guarded(engine, one.source, one.before),
        threads=FETCHERS,
        enough=lambda: engine.enough() or (due_only and engine.now() - begun > ROUND),
    )
    for stretch in stretches:
        for one, fetched in stretch:
            tallies[one.place] = store_fetched(engine, one.source, one.before, fetched, quiet)
            engine.progress("Fetching", len(tallies), len(looks))
        if len(quiet) >= TOGETHER or (quiet and not stretch):
            engine.store.save_states(quiet)
            quiet.clear()
    if quiet:
        engine.store.save_states(quiet)
    return total([tallies[place] for place in sorted(tallies)])


def planned(engine: Engine, *, due_only: bool) -> list[Planned]:
    """The looks of a round, in the order of the configuration."""
    states = engine.store.source_states([source.name for source in engine.sources])
    looks = [Planned(place, source, states[source.name]) for place, source in enumerate(engine.sources)]
    if not due_only:
        return looks
    nudged, now = engine.nudged(), engine.now()
    return [one for one in looks if wanted(one.source, one.before, now, nudged)]


def wanted(source: Source, state: SourceState, now: datetime, nudged: frozenset[str]) -> bool:
    """Whether to look now: it is time, or the source has told of something new and was not failing."""
    return due(source, state, now) or (source.name in nudged and not state.failures)


def look_guarded(engine: Engine, source: Source, state: SourceState) -> Fetched:
    """One source never stops the others: a fault of ours on it is its error."""
    try:
        return look(source, state, engine.now(), engine.jitter())
    except Exception as error:  # whatever it is, it must not cost the other sources
        reason = f"the program failed on it: {type(error).__name__}: {error}"
        return Fetched((), replace(state, failures=state.failures + 1, last_failure=engine.now(), error=reason))


def store_fetched(
    engine: Engine, source: Source, before: SourceState, fetched: Fetched, quiet: dict[str, SourceState]
) -> Tally:
    """Store what a look gave; the state of one that gave no documents is put to those that are stored together."""
    state, new = fetched.state, 0
    if not fetched.documents:
        quiet[source.name] = state
    else:
        new = engine.store.save_fetch(source.name, fetched.documents, state, baseline=source.name in engine.baselines)
    return tally_of(source, before, fetched, new)


def tally_of(source: Source, before: SourceState, fetched: Fetched, new: int) -> Tally:
    """What a look gave, of which so many documents were new, and what is to be told of it."""
    state = fetched.state
    errors = (*fetched.warnings, *([state.error] if state.error else []))
    if not (new or errors or state.failures or before.failures or rhythm.turned(before.cursor, state.cursor)):
        return NOTHING  # mostly
    return Tally(
        documents=new,
        failed=1 if state.error else 0,
        errors=tuple(f"{source.name}: {error}" for error in errors),
        notices=(*source_notices(source.name, before, state), *left_out(source.name, fetched.warnings)),
    )


def source_notices(name: str, before: SourceState, after: SourceState) -> tuple[Notice, ...]:
    """That a source has failed too often, once; and once that it is back."""
    spell = f"{name} since {before.last_success.isoformat() if before.last_success else 'ever'}"
    if after.failures == PATIENCE:
        return (Notice(f"failing {spell}", f"{name} has failed {PATIENCE} times in a row: {after.error}"),)
    if before.failures >= PATIENCE and not after.failures:
        return (Notice(f"back {spell}", f"{name} can be read again, after {before.failures} failures."),)
    return silence_notices(name, before, after)


def left_out(name: str, warnings: Sequence[str]) -> tuple[Notice, ...]:
    """That something of a source was not taken in, once for the same things: nobody else would notice."""
    grave = [warning for warning in warnings if GRAVE.search(warning)]
    if not grave:
        return ()
    more = f"; and {len(grave) - NAMED} more" if len(grave) > NAMED else ""
    return (Notice(make_id("left", name, *sorted(grave)), f"{name}: {'; '.join(grave[:NAMED])}{more}."),)


def silence_notices(name: str, before: SourceState, after: SourceState) -> tuple[Notice, ...]:
    """That nothing comes from a source for longer than is usual for it, once; and once that something does again."""
    now = after.last_success
    if now is None or not rhythm.turned(before.cursor, after.cursor):
        return ()
    was, known = rhythm.remembered(before.cursor, now), rhythm.remembered(after.cursor, now)
    since = was.arrivals[-1].isoformat() if was.arrivals else ""
    silence = rhythm.in_words(was.waiting(now))
    if known.silent and not was.silent:
        usual = rhythm.in_words(was.usual)
        advice = "Look whether it has moved or ended; it can still be fetched."
        told = f"Nothing new has come from {name} for {silence}, where something came every {usual}. {advice}"
        return (Notice(f"silent {name} since {since}", told),)
    if was.silent and not known.silent:
        return (Notice(f"speaks {name} since {since}", f"Something new comes from {name} again, after {silence}."),)
    return ()


# ---------------------------------------------------------------- process


@settled()
def process(engine: Engine) -> Tally:
    """Read every pending document, then compare them in order of publication, whatever order they arrived in."""
    tallies: list[Tally] = []
    lined = line_up(engine.store, engine.read, lambda *found: tallies.append(broken(engine, *found)), engine.enough)
    baseline = engine.store.pending_baseline() if lined.places else frozenset()
    ready: list[Ready] = []
    lost: list[Lost] = []
    since, done = engine.now(), 0
    several = engine.ahead(len(lined.places)) if engine.ahead else nullcontext(here(engine.read, engine.extractor))
    with several as ahead:
        for document, made in ahead(lined.turns(engine.store)):
            one = ready_of(engine, document, made, baseline=document.id in baseline)
            if isinstance(one, Ready):
                ready.append(one)
                lost += gave_nothing(one)
            else:
                tallies.append(one)
            done += 1
            if sum(len(each.items) for each in ready) >= ITEMS or engine.now() - since > HELD:
                tallies += compare_batch(engine, ready)
                engine.progress("Comparing", done, len(lined.places))
                ready, since = [], engine.now()
            if engine.enough():
                break
    if ready:
        tallies += compare_batch(engine, ready)
        engine.progress("Comparing", done, len(lined.places))
    return total([Tally(notices=unread(lost)), *tallies])


def unread(lost: Sequence[Lost]) -> tuple[Notice, ...]:
    """That documents came in and could not be read (a locked PDF, a damaged file), once for each of them."""
    told = [f"{each.source}: {each.name} gave nothing. {each.warning}" for each in lost]
    more = f" And {len(told) - NAMED} more gave nothing." if len(told) > NAMED else ""
    key = make_id("unread", *(each.document_id for each in lost))
    return (Notice(key, " ".join(told[:NAMED]) + more),) if told else ()


def ready_of(engine: Engine, document: Document, made: Prepared | Exception, *, baseline: bool) -> Ready | Tally:
    """The document, ready to be compared. One never stops the others: what broke on it is counted against it."""
    if isinstance(made, TrackerError):
        raise made
    if isinstance(made, Exception):
        return broken(engine, document, made)
    return Ready(document, made.reading, made.items, baseline)


def laid_out(read: Reading, extracted: Sequence[Extraction]) -> tuple[LaidOut, ...]:
    return tuple(lay_out(item, said) for item, said in zip(read.items, extracted, strict=True))


def broken(engine: Engine, document: Document, error: Exception) -> Tally:
    """A document on which the program broke: counted against it, and told; to ops when it is put aside."""
    reason = f"{type(error).__name__}: {error}"
    put_aside = engine.store.fail_document(document.id, reason) == PUT_ASIDE
    what = f"{document.source}: {document.name}"
    advice = f"tracker quarantine list shows it, tracker quarantine retry {document.id} tries it again."
    aside = Notice(
        make_id("aside", document.id, reason), f"{what} was put aside after several tries: {reason}. {advice}"
    )
    return Tally(failed=1, errors=(f"{what} could not be processed: {reason}",), notices=(aside,) if put_aside else ())


def extract(extractor: Extracting, item: Item) -> Extraction:
    """What an item says; of one in another language nothing, with a word on that."""
    if item.language == EXTRACTED:
        return extractor.extract(item)
    end = min(len(item.text), 120)
    reason = f"the text is in another language ({item.language}): it is stored and can be found, but not extracted"
    return Extraction(rejections=(Rejection("extraction", item.text[:end], 0, end, reason),))


Given = tuple[Document, Reading | None]
"""A document, and its reading where it need not be read."""
Ahead = Callable[[Iterable[Given]], Iterator[tuple[Document, Prepared | Exception]]]
"""What reads and extracts documents before their turn comes, in their order; a document's own fault is its result."""


def prepare(
    read: Callable[[Document], Reading], extractor: Extracting, document: Document, known: Reading | None = None
) -> Prepared:
    """What can be made of a document before it is compared; nothing else is asked, so it can be done anywhere."""
    found = read(document) if known is None else known
    items = laid_out(found, [extract(extractor, item) for item in found.items])
    return Prepared(published_at(document, found), replace(found, text=""), items)


def here(read: Callable[[Document], Reading], extractor: Extracting) -> Ahead:
    """Each document when its turn comes, in this process."""

    def one_by_one(documents: Iterable[Given]) -> Iterator[tuple[Document, Prepared | Exception]]:
        for document, known in documents:
            try:
                yield document, prepare(read, extractor, document, known)
            except Exception as error:  # its own, told where it is compared
                yield document, error

    return one_by_one


def compare_batch(engine: Engine, ready: Sequence[Ready]) -> list[Tally]:
    """Compare documents in as few transactions as may be; where one breaks, each of its documents alone."""
    tallies: list[Tally] = []
    while len(tallies) < len(ready):
        rest = ready[len(tallies) :]
        try:
            tallies += compare_together(engine, rest)
        except TrackerError:
            raise
        except Exception:  # it is not known of which document; nothing of them is stored
            tallies += [compare_guarded(engine, one) for one in rest]
    return tallies


def compare_guarded(engine: Engine, ready: Ready) -> Tally:
    """One document never stops the others: what breaks on it is counted against it, and told."""
    try:
        return compare_together(engine, [ready])[0]
    except TrackerError:
        raise
    except Exception as error:  # whatever it is, it must not cost the other documents
        return broken(engine, ready.document, error)


def compare_together(engine: Engine, ready: Sequence[Ready]) -> list[Tally]:
    """Compare documents in one transaction: all of them, or as many of the first as there is time for."""
    tallies: list[Tally] = []
    begun = engine.now()
    with engine.store.begin() as work:
        expect(work, ready)
        for one in ready:
            if tallies and engine.now() - begun > HELD:
                break  # others want to write too
            pending = work.is_pending(one.document.id)  # or another process on the same database was faster
            tallies.append(compare_ready(engine, work, one) if pending else Tally())
    return tallies


def compare_ready(engine: Engine, work: Work, ready: Ready) -> Tally:
    counted = batch.compare_document(work, engine.rules, ready, engine.now)
    document = ready.document
    warnings = tuple(f"{document.source}: {document.name}: {warning}" for warning in ready.read.warnings)
    return Tally(items=counted.items, findings=counted.findings, selected=counted.selected, errors=warnings)
