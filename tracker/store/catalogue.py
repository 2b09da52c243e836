"""Everything by its words and names, in the order in which it was compared, and what people decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from tracker.store import inbox, journal, naming, people
from tracker.store.corrections import Corrections
from tracker.store.engine import Connections
from tracker.store.records import Decision, Hit, Named, StoredItem


class Catalogue:
    """What `Store.catalogue` gives."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find_targets(self, words: str, kind: str | None = None, limit: int = 20) -> tuple[Named, ...]:
        """Policies and series ("policy", "series") meant by an id, its beginning or words of the name; latest first."""
        with self._connections.read() as connection:
            return naming.find_targets(connection, words, kind, limit)

    def search(
        self, question: str, *, since: date | None = None, source: str | None = None, limit: int = 20
    ) -> tuple[Hit, ...]:
        """Items that hold all words of the question, of those stored last, the latest published first.

        "words in quotes" stand side by side, a word* may go on. `since` leaves out what was published before that day
        (UTC), `source` what came from elsewhere. Nothing for a question without a word.
        """
        with self._connections.read() as connection:
            return people.search_items(connection, question, since=since, source=source, limit=limit)

    def bare_items(self, since: date | None = None) -> Iterator[StoredItem]:
        """Items in which no policy and no metric was found, published on that day (UTC) or later, oldest first.

        Read to the end or close the iterator.
        """
        with self._connections.read() as connection:
            yield from people.bare_items(connection, since)

    def compared_documents(self) -> tuple[str, ...]:
        """The ids of documents that were compared, in the order in which they were; those without a story last."""
        with self._connections.read() as connection:
            return inbox.compared_documents(connection)

    @contextmanager
    def correct(self) -> Iterator[Corrections]:
        """The write transaction of a person's correction: committed at exit, rolled back on an exception."""
        with self._connections.write() as connection:
            yield Corrections(connection)

    def add_decision(self, kind: str, target_id: str, details: Mapping[str, Any], created: datetime) -> Decision:
        """Remember what a person decided: merge, split, rename or mute. `details` is kept as JSON."""
        with self._connections.write() as connection:
            return journal.add_decision(connection, kind, target_id, details, created)

    def decisions(self, kind: str | None = None, target_id: str | None = None) -> tuple[Decision, ...]:
        """Decisions in the order they were made, of one kind or about one target if asked."""
        with self._connections.read() as connection:
            return journal.decisions(connection, kind, target_id)
