"""The documents that wait, in order of publication, however many they are: what is held of them has a bound.

Where nobody told when a document was published, its text has to: it is read to know its place. What was read is kept
while there is room, and read again when its turn comes where there was none; so are the documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tracker.history.batch import Ready, published_at
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


def gave_nothing(one: Ready) -> Iterator[Lost]:
    """That a document gave nothing, if so."""
    if one.read.warnings and not one.read.items:
        yield Lost(one.document.id, one.document.source, one.document.name, one.read.warnings[0])


@dataclass(frozen=True, slots=True)
class Lineup:
    """Documents in order of publication, and those that were kept, each with what was read of it if it was read."""

    places: tuple[Place, ...]
    kept: dict[str, tuple[Document, Reading | None]]

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
    """What waits in its order, read where that tells its day; nothing where it has been `enough` before all is read."""
    waiting = store.pending_ids()
    places: list[Place] = []
    kept: dict[str, tuple[Document, Reading | None]] = {}
    for start in range(0, len(waiting), AT_ONCE):
        for document in store.preparing.documents(waiting[start : start + AT_ONCE]).values():
            if enough():
                return Lineup((), {})
            try:
                found = None if document.published else read(document)
            except Exception as error:  # whatever it is, it must not cost the other documents
                broken(document, error)
                continue
            published = published_at(document, found) if found else document.published or document.fetched
            places.append(Place(published, document.source, document.name, document.id))
            room -= len(document.content) + (len(found.text) if found else 0)
            if room >= 0:
                kept[document.id] = document, found
    return Lineup(tuple(sorted(places)), kept)
