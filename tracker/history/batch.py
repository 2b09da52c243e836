"""Documents that are compared in one transaction: laid out before it, and asked of the store together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tracker.history.comparing import Desk, Place, Rules
from tracker.history.laid import LaidOut
from tracker.model import Document, MetricMention, PolicyMention, Reading

if TYPE_CHECKING:
    from tracker.store.work import Work

ITEMS = 200
"""stories after which the documents that are ready are compared, however few they are"""


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that is read, its items laid out."""

    document: Document
    read: Reading
    items: tuple[LaidOut, ...]
    baseline: bool = False
    """whether it was there when its source was first looked at"""
    prepared: bool = False
    """whether it was read and extracted before its turn, so that what was made of it can be let go"""

    @property
    def published(self) -> datetime:
        """When it was published, as far as anyone says; else when it was fetched."""
        return published_at(self.document, self.read)


class Counted(NamedTuple):
    """What the comparison of a document came to."""

    items: int
    findings: int
    selected: int


def published_at(document: Document, read: Reading) -> datetime:
    """When a document was published, as far as anyone says; else when it was fetched."""
    return document.published or read.published or document.fetched


def expect(work: Work, ready: Sequence[Ready]) -> None:
    """Let the store read together what the comparison of all these will ask of it."""
    items = [item for one in ready for item in one.items]
    keys: dict[str, Sequence[Collection[str]]] = {
        "policy": [keys for item in items for keys in item.keys(PolicyMention)],
        "series": [keys for item in items for keys in item.keys(MetricMention)],
        "story": [item.story_keys for item in items],
    }
    work.expect([one.document.id for one in ready], keys)


def compare_document(work: Work, rules: Rules, ready: Ready, now: Callable[[], datetime]) -> Counted:
    """Compare what each of the document's items holds, write it down, and mark the document as done."""
    document, read, published = ready.document, ready.read, ready.published
    document_id = document.id
    if ready.prepared:
        work.forget_prepared(document_id)
    publisher = read.publisher or document.publisher
    found = selected = 0
    for ordinal, laid in enumerate(ready.items):
        place = Place(document, document_id, published, ordinal, laid.item, publisher, ready.baseline)
        desk = Desk(work, rules, place, laid, now)
        findings = desk.compare()
        stories = 0 if laid.mentions else desk.select_story()
        selected += desk.select(findings) + stories
        found += len(findings) + bool(stories)
    work.finish_document(
        document_id,
        title=read.title or document.title,
        published=published,
        publisher=publisher,
        warnings=read.warnings,
    )
    return Counted(len(ready.items), found, selected)
