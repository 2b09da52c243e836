"""The documents that wait, in order of publication, however many they are: what is held of them has a bound.

Their order is known only when all are read, for a letter says in its text when it was published. So each is read to
know its place; what was read is kept while there is room, and read again when its turn comes where there was none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tracker.history.batch import published_at
from tracker.model import Document, Reading

if TYPE_CHECKING:
    from tracker.store.store import Store

AT_ONCE = 50
"""documents whose bytes are fetched together"""
ROOM = 64_000_000
"""bytes and characters of documents and of what was read of them that are kept until their turn"""

Broken = Callable[[Document, Exception], None]
"""Told of a document on which the program broke."""


class Place(NamedTuple):
    """Where a document stands in the order of a pass."""

    published: datetime
    source: str
    name: str
    document_id: str


class Lost(NamedTuple):
    """A document that gave nothing, with what the reader says of it."""

    document_id: str
    source: str
    name: str
    warning: str


@dataclass(frozen=True, slots=True)
class Lineup:
    """Documents in order of publication, those that gave nothing, and what was kept of what was read."""

    places: tuple[Place, ...]
    lost: tuple[Lost, ...]
    kept: dict[str, tuple[Document, Reading]]

    def turns(self, store: Store) -> Iterator[tuple[Document, Reading | None]]:
        """Each document when its turn comes, with what was read of it where that was kept; it is let go of then."""
        for start in range(0, len(self.places), AT_ONCE):
            part = [place.document_id for place in self.places[start : start + AT_ONCE]]
            fetched = store.preparing.documents([name for name in part if name not in self.kept])
            for name in part:
                if name in self.kept:
                    yield self.kept.pop(name)
                elif name in fetched:
                    yield fetched.pop(name), None


def line_up(
    store: Store, read: Callable[[Document], Reading], broken: Broken, enough: Callable[[], bool], room: int = ROOM
) -> Lineup:
    """Read what waits, to know its order; nothing is lined up where it has been `enough` before all is read."""
    waiting = store.pending_ids()
    places: list[Place] = []
    lost: list[Lost] = []
    kept: dict[str, tuple[Document, Reading]] = {}
    for start in range(0, len(waiting), AT_ONCE):
        for document in store.preparing.documents(waiting[start : start + AT_ONCE]).values():
            if enough():
                return Lineup((), (), {})
            try:
                found = read(document)
            except Exception as error:  # whatever it is, it must not cost the other documents
                broken(document, error)
                continue
            places.append(Place(published_at(document, found), document.source, document.name, document.id))
            if found.warnings and not found.items:
                lost.append(Lost(document.id, document.source, document.name, found.warnings[0]))
            room -= len(document.content) + len(found.text)
            if room >= 0:
                kept[document.id] = document, found
    return Lineup(tuple(sorted(places)), tuple(lost), kept)
