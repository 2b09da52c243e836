"""One pass, as a straight line.

    fetch      each source that is due ──► what is new is stored (documents and the source's state in one transaction)
    process    what is pending is read ──► put in order of publication ──► each document in one transaction:
                   each item: extracted ──► linked ──► compared ──► selected
    tell       what is selected for a receiver whose digest is due ──► composed ──► rendered ──► outbox
    deliver    the outbox ──► sent ──► marked

Nothing here reads a clock or opens a file: what it needs is handed over. A crash between two steps loses nothing,
because each step begins with what the one before has committed; a step done twice changes nothing, because ids are made
from what they name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from tracker import reading
from tracker.comparing import Desk, Place, Rules
from tracker.digests.compose import compose
from tracker.digests.slots import latest_slot, next_slot, quiet_until
from tracker.errors import TrackerError
from tracker.model import Digest, Document, Extraction, Fetched, Item, Reading, Selection, SourceState, Urgency

if TYPE_CHECKING:
    from tracker.config.settings import Receiver
    from tracker.digests.render import Renderer
    from tracker.store.store import Store

FETCHERS = 8

Progress = Callable[[str, int, int], None]
"""Told what is being done and how far it has come: (stage, done, total)."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class Source(Protocol):
    """What the pass wants of a source: one look, which never raises for what the other side does."""

    @property
    def name(self) -> str: ...

    def fetch(self, state: SourceState, now: datetime) -> Fetched: ...


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


@dataclass(frozen=True, slots=True)
class Tally:
    """What a pass did, in numbers, and what went wrong, in sentences."""

    documents: int = 0
    items: int = 0
    findings: int = 0
    selected: int = 0
    failed: int = 0
    errors: tuple[str, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.documents + other.documents,
            self.items + other.items,
            self.findings + other.findings,
            self.selected + other.selected,
            self.failed + other.failed,
            self.errors + other.errors,
        )


# ---------------------------------------------------------------- fetch


def fetch(engine: Engine, *, due_only: bool) -> Tally:
    """Look at every source, or only at those whose next look has come, and store what is new."""
    looks = [(source, engine.store.source_state(source.name)) for source in engine.sources]
    if due_only:
        looks = [
            (source, state) for source, state in looks if state.next_look is None or state.next_look <= engine.now()
        ]
    tally = Tally()
    with ThreadPoolExecutor(max_workers=FETCHERS) as pool:
        results = pool.map(lambda look: look[0].fetch(look[1], engine.now()), looks)
        for done, ((source, _), fetched) in enumerate(zip(looks, results, strict=True), start=1):
            tally += store_fetched(engine, source, fetched)
            engine.progress("Fetching", done, len(looks))
    return tally


def store_fetched(engine: Engine, source: Source, fetched: Fetched) -> Tally:
    new = engine.store.save_fetch(source.name, fetched.documents, fetched.state)
    errors = tuple(f"{source.name}: {warning}" for warning in fetched.warnings)
    if fetched.state.error:
        return Tally(documents=new, failed=1, errors=(*errors, f"{source.name}: {fetched.state.error}"))
    return Tally(documents=new, errors=errors)


# ---------------------------------------------------------------- process


def process(engine: Engine) -> Tally:
    """Read every pending document, then compare them in order of publication, whatever order they arrived in."""
    pending = [(document, reading.read(document)) for document in engine.store.pending_documents()]
    pending.sort(key=lambda pair: (published_at(*pair), pair[0].source, pair[0].name))
    tally = Tally()
    for done, (document, read) in enumerate(pending, start=1):
        tally += process_guarded(engine, document, read)
        engine.progress("Comparing", done, len(pending))
    return tally


def published_at(document: Document, read: Reading) -> datetime:
    """When the document was published, as far as anyone says; else when it was fetched."""
    return document.published or read.published or document.fetched


def process_guarded(engine: Engine, document: Document, read: Reading) -> Tally:
    """One document never stops the others: what breaks on it is counted against it, and told."""
    try:
        return process_document(engine, document, read)
    except TrackerError:
        raise
    except Exception as error:  # whatever it is, it must not cost the other documents
        reason = f"{type(error).__name__}: {error}"
        engine.store.fail_document(document.id, reason)
        return Tally(failed=1, errors=(f"{document.source}: {document.name} could not be processed: {reason}",))


def process_document(engine: Engine, document: Document, read: Reading) -> Tally:
    extracted = [(item, engine.extractor.extract(item)) for item in read.items]
    published = published_at(document, read)
    found = selected = 0
    with engine.store.begin() as work:
        for ordinal, (item, extraction) in enumerate(extracted):
            desk = Desk(work, engine.rules, Place(document, published, ordinal, item), engine.now)
            findings = desk.compare(extraction)
            selected += desk.select(findings)
            found += len(findings)
        work.finish_document(
            document.id,
            title=read.title or document.title,
            published=published,
            publisher=read.publisher or document.publisher,
            warnings=read.warnings,
        )
    warnings = tuple(f"{document.source}: {document.name}: {warning}" for warning in read.warnings)
    return Tally(items=len(read.items), findings=found, selected=selected, errors=warnings)


# ---------------------------------------------------------------- tell


@dataclass(frozen=True, slots=True)
class Office:
    """Where digests are made: what is told to whom, in which zone, through which templates."""

    store: Store
    receivers: tuple[Receiver, ...]
    renderer: Renderer
    sender: str
    zone: ZoneInfo
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Told:
    """A digest that was put into the outbox, for which receiver."""

    receiver: str
    digest: Digest


def tell(office: Office) -> tuple[Told, ...]:
    """Compose every digest that is due and put its messages into the outbox; each finding goes into exactly one."""
    told = [digest for receiver in office.receivers for digest in tell_receiver(office, receiver)]
    return tuple(told)


def tell_receiver(office: Office, receiver: Receiver) -> list[Told]:
    now = office.now()
    quiet = receiver.quiet
    if quiet and quiet_until(quiet.from_, quiet.to, quiet.days, office.zone, now):
        return []  # held, not dropped: the selections stay open until quiet ends
    told = []
    waiting = office.store.open_selections(receiver.name)
    urgent = [selection for selection in waiting if selection.urgency is Urgency.NOW]
    if receiver.digest and urgent:
        told += send(office, receiver, urgent, f"now {now.isoformat()}")
    slot = due_slot(office, receiver, now)
    if slot:
        rest = [selection for selection in waiting if not receiver.digest or selection.urgency is not Urgency.NOW]
        told += send(office, receiver, rest, slot)
        office.store.slot_done(receiver.name, slot)
    return told


def due_slot(office: Office, receiver: Receiver, now: datetime) -> str | None:
    """The slot that is due and not done; every pass is one where the receiver has no schedule.

    When a receiver is seen for the first time, the slot before counts as done: a schedule begins with its next time.
    """
    if receiver.digest is None:
        return now.isoformat()
    slot = latest_slot(receiver.digest.at, receiver.digest.days, office.zone, now)
    last = office.store.last_slot(receiver.name)
    if slot and last is None:
        office.store.slot_done(receiver.name, slot)
        return None
    return slot if slot and last and slot > last else None


def send(office: Office, receiver: Receiver, selections: Sequence[Selection], slot: str) -> list[Told]:
    digest = compose(selections, receiver=receiver.name, slot=slot, created=office.now())
    if digest is None:
        return []
    deliveries = office.renderer.deliveries(
        digest, kind=receiver.kind, destinations=destinations(receiver), sender=office.sender
    )
    stored = office.store.add_digest(digest, deliveries)
    return [Told(receiver.name, digest)] if stored else []


def destinations(receiver: Receiver) -> tuple[str, ...]:
    if receiver.slack:
        return (receiver.slack,)
    return receiver.email or (str(receiver.file) if receiver.file else "terminal",)


def next_digest(office: Office, receiver: Receiver) -> str | None:
    """The slot of a receiver's next digest; None where it has no schedule."""
    if receiver.digest is None:
        return None
    return next_slot(receiver.digest.at, receiver.digest.days, office.zone, office.now())
