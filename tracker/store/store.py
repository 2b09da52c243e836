"""The store's front door: each method one transaction, each question of the pipeline one method."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from tracker.model import (
    Delivery,
    DeliveryState,
    Digest,
    Document,
    Finding,
    Item,
    Policy,
    Rejection,
    Selection,
    Series,
    SourceState,
    Trouble,
)
from tracker.store import export, findings, inbox, journal, migrate, outbox, people, places, targets
from tracker.store.answers import Answers
from tracker.store.archiving import ArchiveDesk
from tracker.store.catalogue import Catalogue
from tracker.store.engine import Connections
from tracker.store.mending import OutboxDesk
from tracker.store.preparing import Preparing
from tracker.store.queue import QueueDesk
from tracker.store.records import (
    DocumentState,
    Run,
    SelectionState,
    StoredDocument,
    StoredItem,
    StoredMention,
    StoredSelection,
)
from tracker.store.sent import SentBook
from tracker.store.together import Together, alone
from tracker.store.upkeep import Upkeep
from tracker.store.work import Work


class Store:
    """Everything that is kept, in one SQLite or PostgreSQL database. May be shared by threads.

    `url` is sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME. Nothing is opened before first use. Every method
    raises StoreError, with a sentence that says what to do and no password, where the database cannot be used.
    """

    def __init__(self, url: str) -> None:
        self._connections = Connections(url)
        self._memory = targets.Memory()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection; the next use opens new ones."""
        self._connections.close()

    def migrate(self) -> None:
        """Bring the schema to the newest revision, all of it or nothing; quick where there is nothing to do."""
        migrate.migrate(self._connections)

    def revision(self) -> str | None:
        """The revision of the schema; None where there is no database or no table of ours. Makes no file."""
        return migrate.revision(self._connections)

    # ------------------------------------------------------------ sources and documents

    def source_state(self, name: str) -> SourceState:
        """What is remembered of a source; an empty state for one never seen."""
        with self._connections.read() as connection:
            return inbox.source_state(connection, name)

    def source_states(self, names: Collection[str]) -> dict[str, SourceState]:
        """The same for many sources at once, each name with its state."""
        with self._connections.read() as connection:
            return inbox.source_states(connection, names)

    def save_states(self, states: Mapping[str, SourceState]) -> None:
        """Store the states of sources that gave no documents, in one transaction."""
        with self._connections.write() as connection:
            inbox.save_states(connection, states)

    def save_fetch(
        self, source: str, documents: Iterable[Document], state: SourceState, *, baseline: bool = False
    ) -> int:
        """Store, in one transaction, the state of a source and those of its documents not seen yet; how many.

        With `baseline`, the documents of the first look at the source are remembered as such.
        """
        with self._connections.write() as connection:
            return inbox.save_fetch(connection, source, documents, state, baseline=baseline)

    def pending_baseline(self) -> frozenset[str]:
        """The ids of those pending documents that were there at the first look at their sources."""
        with self._connections.read() as connection:
            return inbox.pending_baseline(connection)

    def pending_documents(self, limit: int | None = None) -> tuple[Document, ...]:
        """Documents whose items are not stored yet, oldest fetched first."""
        with self._connections.read() as connection:
            return inbox.pending_documents(connection, limit)

    def pending_ids(self) -> tuple[str, ...]:
        """The ids of documents whose items are not stored yet, oldest fetched first."""
        with self._connections.read() as connection:
            return inbox.pending_ids(connection)

    def document(self, document_id: str) -> Document | None:
        """The document as it came, bytes included."""
        with self._connections.read() as connection:
            return inbox.document(connection, document_id)

    def documents_in(self, state: DocumentState, limit: int = 100) -> tuple[StoredDocument, ...]:
        """Documents in a state, latest fetched first, without their bytes."""
        with self._connections.read() as connection:
            return inbox.documents_in(connection, state, limit)

    def fail_document(self, document_id: str, error: str) -> DocumentState:
        """Count a failure of a pending document; the third puts it in quarantine. Returns its state after that."""
        with self._connections.write() as connection:
            return inbox.fail_document(connection, document_id, error)

    def retry_document(self, document_id: str) -> bool:
        """Make a quarantined document pending again; False if it is not in quarantine."""
        with self._connections.write() as connection:
            return inbox.retry_document(connection, document_id)

    # ------------------------------------------------------------ comparison

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """The write transaction for some documents: committed at exit, rolled back on an exception.

        Other writers wait; calling a writing method of the store within it is a RuntimeError.
        """
        try:
            with self._connections.write() as connection:
                work = Work(connection, self._memory)
                yield work
                work.flush()
        except BaseException:  # at its end too: a commit may fail
            self._memory.clear()
            raise

    def rest(self) -> None:
        """Between two passes: let go of what was remembered for the comparison and is not likely to be asked for."""
        with self._connections.our_turn():
            self._memory.rest(targets.RESTING)

    # ------------------------------------------------------------ digests and the outbox

    def receivers_waiting(self) -> tuple[str, ...]:
        """Names of receivers with open selections, in alphabetical order."""
        with self._connections.read() as connection:
            return findings.receivers_waiting(connection)

    def receivers_hurried(self) -> frozenset[str]:
        """Names of receivers with open selections that are told at once."""
        with self._connections.read() as connection:
            return findings.receivers_hurried(connection)

    def receivers_due(self, now: datetime) -> frozenset[str]:
        """Names of receivers for whom the outbox must see to a message now."""
        with self._connections.read() as connection:
            return outbox.receivers_due(connection, now)

    def open_selections(self, receiver: str) -> tuple[Selection, ...]:
        """What is selected for a receiver and neither told nor suppressed, oldest publication first."""
        with self._connections.read() as connection:
            return findings.open_selections(connection, receiver)

    def suppress(self, receiver: str, finding_ids: Collection[str], reason: str) -> int:
        """Close open selections of a receiver without telling them, with the reason; how many."""
        with self._connections.write() as connection:
            state = SelectionState.SUPPRESSED
            return findings.close_selections(connection, receiver, finding_ids, state=state, reason=reason)

    def told_since(self, receiver: str, since: datetime) -> tuple[tuple[tuple[str, ...], str, datetime], ...]:
        """What a receiver was told from then on: by which watches, of which policy or series, when."""
        with self._connections.read() as connection:
            return findings.told_since(connection, receiver, since)

    def suppressed(self, receiver: str | None = None, since: date | None = None) -> tuple[tuple[Selection, str], ...]:
        """What was selected and not told, each with the reason: for one receiver, published on a day (UTC) or later."""
        with self._connections.read() as connection:
            return findings.suppressed(connection, receiver, since)

    def add_digest(self, digest: Digest, deliveries: Iterable[Delivery], together: Together = alone) -> bool:
        """Store a digest and its deliveries, close the selections it tells, remember its slot: in one transaction.

        False, and nothing done, if the receiver has a digest for that slot already, or if one of the findings was told
        or suppressed since the digest was composed: another process was faster. `together` goes with them, if it is
        stored.
        """
        with self._connections.write() as connection:
            added = outbox.add_digest(connection, digest, deliveries)
            if added:
                together(connection.connection.driver_connection)
            return added

    def digest(self, digest_id: str) -> Digest | None:
        """A digest as it was made."""
        with self._connections.read() as connection:
            return outbox.read_digest(connection, digest_id)

    def digest_ids(self, receiver: str | None = None, limit: int = 100) -> tuple[str, ...]:
        """Ids of digests, latest first."""
        with self._connections.read() as connection:
            return tuple(outbox.digest_ids(connection, receiver, limit))

    def slot_done(self, receiver: str, slot: str) -> None:
        """Remember that a slot is over, also where there was nothing to tell."""
        with self._connections.write() as connection:
            outbox.slot_done(connection, receiver, slot)

    def last_slot(self, receiver: str) -> str | None:
        """The latest slot of a receiver that is over, of those that begin with a digit ("2026-04-13T08:30")."""
        with self._connections.read() as connection:
            return outbox.last_slot(connection, receiver)

    def due_deliveries(self, now: datetime) -> tuple[Delivery, ...]:
        """What the outbox must see to now, in the order it was made.

        Deliveries that are due or ambiguous and whose next attempt has come (or is not set), and those that are being
        sent and whose lease, kept as their next attempt, has run out. Followers of a headline are among them: the
        outbox sends them after it.
        """
        with self._connections.read() as connection:
            return outbox.due_deliveries(connection, now)

    def deliveries_in(self, state: DeliveryState) -> tuple[Delivery, ...]:
        """Deliveries in a state, in the order they were made."""
        with self._connections.read() as connection:
            return outbox.deliveries_in(connection, state)

    def deliveries_of_digest(self, digest_id: str) -> tuple[Delivery, ...]:
        """The deliveries of a digest, in order."""
        with self._connections.read() as connection:
            return outbox.deliveries_of_digest(connection, digest_id)

    def mark(
        self,
        delivery_id: str,
        *,
        state: DeliveryState,
        attempts: int | None = None,
        next_attempt: datetime | None = None,
        reference: str | None = None,
        error: str | None = None,
        turn: int | None = None,
        owner: str | None = None,
        doubts: int | None = None,
    ) -> Delivery | None:
        """Set a delivery's state, next attempt and error; all else stays as it is where None.

        With `turn` only if nobody has written it since it was read at that turn; None, and nothing done, if somebody
        has. So of two processes that want to send the same message one gets it.
        """
        with self._connections.write() as connection:
            return outbox.mark(
                connection,
                delivery_id,
                state=state,
                attempts=attempts,
                next_attempt=next_attempt,
                reference=reference,
                error=error,
                turn=turn,
                owner=owner,
                doubts=doubts,
            )

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None on a server."""
        return self._connections.file

    @property
    def conninfo(self) -> str:
        """The address of a PostgreSQL database as its own library reads it, the password included."""
        return self._connections.url.set(drivername="postgresql").render_as_string(hide_password=False)

    @property
    def upkeep(self) -> Upkeep:
        """Care of the database as a whole."""
        return Upkeep(self._connections)

    @property
    def outbox_desk(self) -> OutboxDesk:
        """Deliveries as a person handles them."""
        return OutboxDesk(self._connections)

    @property
    def sent_book(self) -> SentBook:
        """Messages that stand and are changed in place."""
        return SentBook(self._connections)

    @property
    def catalogue(self) -> Catalogue:
        """Everything by its words and names, and what people decided about it."""
        return Catalogue(self._connections)

    @property
    def archive_desk(self) -> ArchiveDesk:
        """Documents out of archives, which passes leave alone."""
        return ArchiveDesk(self._connections)

    @property
    def preparing(self) -> Preparing:
        """Documents read and extracted ahead of their comparison."""
        return Preparing(self._connections)

    @property
    def answers(self) -> Answers:
        """What models said of stories."""
        return Answers(self._connections)

    @property
    def queue(self) -> QueueDesk:
        """Rows with the jobs that speak of them, and what is queued for the workers."""
        return QueueDesk(self._connections)

    def troubles(self) -> tuple[Trouble, ...]:
        """The places that refuse everything they are sent."""
        with self._connections.read() as connection:
            return places.troubles(connection)

    def set_trouble(self, trouble: Trouble) -> Trouble:
        """Remember that a place refuses everything, and how that stands now: one that is known keeps its `since`."""
        with self._connections.write() as connection:
            return places.set_trouble(connection, trouble)

    def clear_trouble(self, receiver: str, destination: str | None = None) -> int:
        """Forget that a receiver's place, or all of its places, refuse everything; how many those were."""
        with self._connections.write() as connection:
            return places.clear_trouble(connection, receiver, destination)

    def reference_of(self, digest_id: str, destination: str, sequence: int = 0) -> str | None:
        """What the other side calls a delivery, once it is sent; that of sequence 0 is the parent of a thread."""
        with self._connections.read() as connection:
            return outbox.reference_of(connection, digest_id, destination, sequence)

    # ------------------------------------------------------------ passes

    def add_run(self, run: Run) -> None:
        """Remember a pass."""
        with self._connections.write() as connection:
            journal.add_run(connection, run)

    def last_run(self) -> Run | None:
        """The pass that was remembered last."""
        with self._connections.read() as connection:
            return journal.last_run(connection)

    # ------------------------------------------------------------ for people and programs

    def export(self, since: date | None = None) -> Iterator[dict[str, Any]]:
        """Every mention and finding as a record of `tracker export`, oldest publication first.

        `since` leaves out what was published before that day (UTC). Read to the end or close the iterator.
        """
        with self._connections.read() as connection:
            yield from export.records(connection, since)

    def status(self) -> dict[str, Any]:
        """What stands where, ready for JSON (instants as ISO text).

        "sources": name, the fields of SourceState, "documents" (state → count); "stored": how many of each;
        "receivers": name, "findings" and "deliveries" (state → count), "digests", "last_digest", "last_slot",
        "last_error"; "last_run": a Run or None.
        """
        with self._connections.read() as connection:
            return people.status(connection)

    def find_items(self, words: str, limit: int = 20) -> tuple[StoredItem, ...]:
        """Items whose id begins with `words`; if none does, those that hold every word, latest published first."""
        with self._connections.read() as connection:
            return people.find_items(connection, words, limit)

    def item(self, item_id: str) -> StoredItem | None:
        """The item with exactly this id."""
        with self._connections.read() as connection:
            return people.read_item(connection, item_id)

    def stories(self, item_ids: Collection[str]) -> dict[str, tuple[str, str]]:
        """The text and the language of items, by their ids; those that are not stored are left out."""
        with self._connections.read() as connection:
            return people.stories(connection, item_ids)

    def items_of_document(self, document_id: str) -> tuple[StoredItem, ...]:
        """The items of a document, in its order."""
        with self._connections.read() as connection:
            return people.items_of_document(connection, document_id)

    def rejections_of_item(self, item_id: str) -> tuple[Rejection, ...]:
        """What looked like a policy or a metric in an item and was none."""
        with self._connections.read() as connection:
            return people.rejections_of_item(connection, item_id)

    def mentions_of_item(self, item_id: str) -> tuple[StoredMention, ...]:
        """The mentions of an item, each with its link and the link's reason."""
        with self._connections.read() as connection:
            return people.mentions_of_item(connection, item_id)

    def mentions_of_target(self, target_id: str) -> tuple[StoredMention, ...]:
        """All mentions of a policy or series, oldest publication first, each with its link."""
        with self._connections.read() as connection:
            return people.mentions_of_target(connection, target_id)

    def findings_of_item(self, item_id: str) -> tuple[Finding, ...]:
        """The findings that an item raised, in the order they were raised."""
        with self._connections.read() as connection:
            return findings.findings_of_item(connection, item_id)

    def findings_since(self, since: date | None = None) -> Iterator[tuple[Finding, Item]]:
        """The findings published on that day (UTC) or later, each with its item, oldest publication first.

        Read to the end or close the iterator.
        """
        with self._connections.read() as connection:
            yield from findings.findings_since(connection, since)

    def findings_of_target(self, target_id: str) -> tuple[Finding, ...]:
        """The findings about a policy or series, oldest publication first."""
        with self._connections.read() as connection:
            return findings.findings_of_target(connection, target_id)

    def selections_of_finding(self, finding_id: str) -> tuple[StoredSelection, ...]:
        """What became of a finding for each receiver: open, told in which digest, or suppressed and why."""
        with self._connections.read() as connection:
            return findings.selections_of_finding(connection, finding_id)

    def policies(self, limit: int = 100) -> tuple[Policy, ...]:
        """Policies, the one told of last first, each with its latest 200 steps."""
        with self._connections.read() as connection:
            return targets.newest_policies(connection, limit)

    def policy(self, policy_id: str) -> Policy | None:
        """The policy whose id is, or alone begins with, `policy_id`."""
        with self._connections.read() as connection:
            return targets.policy(connection, policy_id)

    def series_list(self, limit: int = 100) -> tuple[Series, ...]:
        """Series, the one told of last first, each with its latest 200 observations."""
        with self._connections.read() as connection:
            return targets.newest_series(connection, limit)

    def series(self, series_id: str) -> Series | None:
        """The series whose id is, or alone begins with, `series_id`."""
        with self._connections.read() as connection:
            return targets.series(connection, series_id)
