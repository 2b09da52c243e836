"""What would be found today: everything stored is read, extracted and compared again, and held against what was found.

stored documents, in the order in which they were compared ──► read, extracted ──► compared in a scratch database
    findings there, findings stored ──► the same, gone, new, otherwise

Nothing is sent, selected or written to the real database. The whole store is gone through, from its first document, for
what is new depends on what was known; only what was published on a day or later is then held against what is stored.
What people have decided is obeyed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tracker.history.batch import Ready
from tracker.history.comparing import Rules
from tracker.history.decided import CORRECTED, decided
from tracker.history.prepared import Prepared
from tracker.history.stories import without_stories
from tracker.model import Document, Finding, Pin, Reading, SourceState
from tracker.pipeline import Engine, compare_ready, here
from tracker.watches import Selector

if TYPE_CHECKING:
    from tracker.pipeline import Ahead, Extracting, Progress
    from tracker.store.store import Store

BATCH = 50
"""documents compared in one transaction"""
Again = tuple[Document, Prepared | Exception]
"""A document with what reading and extraction make of it today."""
NOTHING_NEW = "It tells nothing that was not known before."


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that is stored and not made today, or the other way round; both: the same text, told otherwise."""

    stored: Finding | None
    today: Finding | None

    @property
    def sign(self) -> str:
        """- gone, + new, ~ otherwise."""
        return "~" if self.stored and self.today else "-" if self.stored else "+"

    @property
    def any(self) -> Finding:
        """Today's finding, else the stored one."""
        found = self.today or self.stored
        if found is None:
            raise ValueError("a difference needs a finding")
        return found


@dataclass(frozen=True, slots=True)
class Replay:
    """What a comparison from the beginning came to."""

    since: date
    documents: int
    same: int
    differences: tuple[Difference, ...]
    unread: int = 0
    """documents whose bytes are no longer kept: their stories were extracted and compared again, but not read again"""

    def count(self, sign: str) -> int:
        return sum(each.sign == sign for each in self.differences)


@dataclass(frozen=True, slots=True)
class Today:
    """Today's way of finding: how documents are read and extracted, and the metrics that are pinned."""

    extractor: Extracting
    read: Callable[[Document], Reading]
    pins: tuple[Pin, ...]
    now: datetime
    elsewhere: Ahead | None = None
    """what reads and extracts, where this process does not"""

    @property
    def ahead(self) -> Ahead:
        return self.elsewhere or here(self.read, self.extractor)


def replay(store: Store, today: Today, since: date, progress: Progress) -> Replay:
    """Compare everything stored again, and say how the findings from a day on differ."""
    from tracker.store.store import Store as Scratch

    with TemporaryDirectory(prefix="tracker-") as folder, Scratch(f"sqlite:///{Path(folder, 'scratch.db')}") as scratch:
        scratch.migrate()
        ids = store.catalogue.compared_documents()
        known = (read_again(store, document_id) for document_id in ids)
        ready = today.ahead((document, read) for document, read in filter(None, known))
        unread = sum(compare_again(store, scratch, today, some) for some in batches(ready, len(ids), progress))
        found = [finding for finding, _ in scratch.findings_since(since)]
    refused = decided(store.catalogue.decisions()).refused
    told = (finding for finding, _ in without_stories(store.findings_since(since)))
    stored = list(holding(finding for finding in told if finding.target_id not in refused))
    same, differences = differ(stored, found)
    return Replay(since, len(ids), same, differences, unread)


def batches(ready: Iterator[Again], total: int, progress: Progress) -> Iterator[Sequence[Again]]:
    done = 0
    while some := tuple(islice(ready, BATCH)):
        yield some
        done += len(some)
        progress("Comparing again", done, total)


def compare_again(store: Store, scratch: Store, today: Today, ready: Sequence[Again]) -> int:
    """Compare some documents in one transaction of the scratch database; how many could not be read again."""
    rules = Rules(Selector(()), today.pins, decided(store.catalogue.decisions()))
    engine = Engine(scratch, (), today.extractor, rules, lambda: today.now)
    for document, made in ready:
        if isinstance(made, Exception):
            raise made
        scratch.save_fetch(document.source, [document], SourceState())
    with scratch.begin() as work:
        for document, made in ready:
            if isinstance(made, Prepared):
                compare_ready(engine, work, Ready(document, made.reading, made.items))
    return sum(isinstance(document, Bygone) for document, _ in ready)


def read_again(store: Store, document_id: str) -> tuple[Document, Reading | None] | None:
    """A document that is read today; where its bytes are gone, its stories as they were read then."""
    document = store.document(document_id)
    if document is None:
        return None
    if document.id == document_id:
        return document, None
    values = {each.name: getattr(document, each.name) for each in fields(document)}
    stored = store.items_of_document(document_id)
    items = tuple(each.item for each in stored)
    published = document.published or next((each.origin.published for each in stored), None)
    return Bygone(**values, kept_id=document_id), Reading("", items, document.title, published)


@dataclass(frozen=True, slots=True)
class Bygone(Document):
    """A document whose bytes are no longer kept; its id is what it was."""

    kept_id: str = ""

    @property
    def id(self) -> str:
        return self.kept_id


# ---------------------------------------------------------------- what differs


def holding(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of the findings about one mention the one that holds after all corrections."""
    last: dict[object, Finding] = {}
    for found in findings:
        claim = found.kind.value.startswith("claim.")
        last[found.origin.item_id, found.mention, claim] = found
    for found in last.values():
        if not (found.reason.startswith(CORRECTED) and NOTHING_NEW in found.reason):
            yield found


def differ(stored: Sequence[Finding], today: Sequence[Finding]) -> tuple[int, tuple[Difference, ...]]:
    """How many findings are the same, and those that are not, in the order of publication."""
    common = Counter(map(_told, stored)) & Counter(map(_told, today))
    gone, new = list(_without(stored, common)), list(_without(today, common))
    by_text: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for found in new:
        by_text[_text(found)].append(found)
    differences = [Difference(each, by_text[_text(each)].pop(0) if by_text[_text(each)] else None) for each in gone]
    differences += [Difference(None, each) for rest in by_text.values() for each in rest]
    order = sorted(
        differences, key=lambda each: (each.any.origin.published, each.any.origin.document, each.any.mention.start)
    )
    return common.total(), tuple(order)


def _without(findings: Sequence[Finding], common: Counter[tuple[object, ...]]) -> Iterator[Finding]:
    left = Counter(common)
    for found in findings:
        if left[_told(found)]:
            left[_told(found)] -= 1
        else:
            yield found


def _told(found: Finding) -> tuple[object, ...]:
    """What a finding says. Neither its id nor where in the letter it stands, which reading may see otherwise today."""
    return (*_text(found), found.kind, found.old, found.new)


def _text(found: Finding) -> tuple[str, str]:
    return found.origin.document_id, " ".join(found.quote.split())
