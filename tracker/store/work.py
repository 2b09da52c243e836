"""One write transaction: what the comparison of documents reads and writes, all or nothing.

Rows are collected and written many at a time; what is asked of the transaction counts them in. It is told beforehand
what a number of documents will ask, so that a few statements answer that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from tracker.model import (
    Finding,
    Item,
    Link,
    Mention,
    Observation,
    Origin,
    Policy,
    PolicyMention,
    PolicyStep,
    Rejection,
    Selection,
    Series,
)
from tracker.store import findings, inbox, schema, search, targets
from tracker.store.records import DocumentState, StoryItem
from tracker.store.schema import item, target
from tracker.store.serial import dump
from tracker.store.sheet import Sheet
from tracker.store.sql import SLICE, one_of, slices
from tracker.store.targets import POLICY, SERIES
from tracker.store.terms import Book

STORY = "story"
CANDIDATES = 24
"""policies or series that are set against a mention: on letters of all kinds the right one was among the first eight"""
TOGETHER = 20
"""look-ups from which on more is read beforehand than they will surely want: of few it would be more than they want"""


class Work:
    """What `Store.begin` gives. Reads see the transaction's own writes; adding what is stored already does nothing."""

    def __init__(self, connection: Connection, memory: targets.Memory) -> None:
        self._connection = connection
        self._memory = memory
        self._sheet = Sheet(connection)
        self._book = Book(connection)
        self._states: dict[str, str] = {}
        self._items: dict[str, set[str]] = {}
        self._pins: dict[str, str | None] = {}
        self._stories: dict[int, StoryItem] = {}
        self._hushed: str | None = None
        memory.begin()

    def expect(self, document_ids: Collection[str], keys: Mapping[str, Iterable[Collection[str]]]) -> None:
        """Read together what the comparison of some documents will ask one by one; it may be left out.

        `keys` are those by which it will ask for candidates: for policies under "policy", for series under "series",
        for stories under "story".
        """
        self._states |= inbox.states(self._connection, document_ids)
        self._items |= {document_id: set() for document_id in document_ids}
        for some in slices(document_ids):
            for document_id, item_id in self._connection.execute(_ITEMS, {"of": some}).all():
                self._items[document_id].add(item_id)
        for kind, asked in keys.items():
            groups = list(asked)
            numbers = self._book.expect(kind, groups)
            if len(groups) < TOGETHER:
                continue
            if kind == STORY:
                self._read_stories(sorted(numbers)[-SLICE:])
            else:
                targets.look_again(self._connection, numbers, self._memory)

    def flush(self) -> None:
        """Write down what was added; at the end of the transaction the store does so itself."""
        self._sheet.flush()
        self._book.flush()

    # ------------------------------------------------------------ reading

    def policy_candidates(self, keys: Collection[str], limit: int = CANDIDATES) -> tuple[Policy, ...]:
        """Policies that share index terms with `keys`, those with the most and rarest first.

        Each has its latest 200 steps, in order of publication.
        """
        return self._policies(target.c.number, self._book.find(POLICY, keys, limit))

    def series_candidates(self, keys: Collection[str], limit: int = CANDIDATES) -> tuple[Series, ...]:
        """Series that share index terms with `keys`, likewise, with their latest 200 observations."""
        return self._series(target.c.number, self._book.find(SERIES, keys, limit))

    def series_by_pin(self, name: str) -> Series | None:
        """The series that belongs to the pinned metric `name`; None before its first observation."""
        if name not in self._pins:
            self.flush()
            self._pins[name] = targets.pinned(self._connection, name)
        series_id = self._pins[name]
        return self.series(series_id) if series_id is not None else None

    def policy(self, policy_id: str) -> Policy | None:
        """The policy with exactly this id, with its latest 200 steps."""
        return next(iter(self._policies(target.c.id, [policy_id])), None)

    def series(self, series_id: str) -> Series | None:
        """The series with exactly this id, with its latest 200 observations."""
        return next(iter(self._series(target.c.id, [series_id])), None)

    def _policies(self, column: Any, values: Collection[int | str]) -> tuple[Policy, ...]:
        self._write_unread(values)
        return targets.read_policies(self._connection, column, list(values), self._memory)

    def _series(self, column: Any, values: Collection[int | str]) -> tuple[Series, ...]:
        self._write_unread(values)
        return targets.read_series(self._connection, column, list(values), self._memory)

    def _write_unread(self, keys: Collection[int | str]) -> None:
        """What is not remembered is read from the tables, so it must be there."""
        if self._memory.lost and self._sheet.holds([key for key in keys if self._memory.sure(key) is None]):
            self.flush()

    def story_candidates(self, keys: Collection[str], since: datetime, limit: int = 20) -> tuple[StoryItem, ...]:
        """Items published at `since` or later that share story terms with `keys`, most and rarest first."""
        numbers = self._book.find(STORY, keys, 5 * limit)
        self._read_stories(numbers)
        found = (self._stories[number] for number in numbers if number in self._stories)
        return tuple([each for each in found if each.published >= since][:limit])

    def _read_stories(self, numbers: Collection[int]) -> None:
        unread = [number for number in numbers if number not in self._stories]
        if unread:
            rows = self._connection.execute(_stories(self._connection.dialect.name), {"numbers": unread}).all()
            self._stories |= {row.number: _story(row) for row in rows}

    def is_pending(self, document_id: str, state: DocumentState = DocumentState.NEW) -> bool:
        """Whether the document still waits to be compared; another process may have done it meanwhile."""
        if document_id not in self._states:
            self._states |= inbox.states(self._connection, [document_id])
        return self._states.get(document_id) == state

    def forget_prepared(self, document_id: str) -> None:
        """Let go of what was made of the document ahead of its turn."""
        self._sheet.forget(document_id)

    # ------------------------------------------------------------ writing

    def add_item(
        self,
        *,
        item_id: str,
        document_id: str,
        ordinal: int,
        item: Item,
        origin: Origin,
        rejections: tuple[Rejection, ...] = (),
        story_keys: Collection[str] = (),
        signature: bytes = b"",
    ) -> bool:
        """Store an item with what was rejected in it; False if it is stored already.

        `ordinal` is its place in the document, from 0. Its story is `origin.story_id`.
        """
        if self._has_item(document_id, item_id):
            self._sheet.begin_item(item_id, is_new=False)
            return False
        number = self._sheet.number("item")
        details = dump(Item, item)
        text = details.pop("text")
        row = {"number": number, "id": item_id, "document_id": document_id, "ordinal": ordinal, "text": text}
        row |= {"story_id": origin.story_id, "title": origin.item_title, "published": origin.published}
        row |= {"signature": signature, "details": details, "origin": dump(Origin, origin)}
        self._sheet.add(schema.item, row)
        self._sheet.begin_item(item_id, is_new=True)
        self._items[document_id].add(item_id)
        for place, each in enumerate(rejections):
            told = {"item_id": item_id, "ordinal": place, "payload": dump(Rejection, each)}
            self._sheet.add(schema.rejection, told)
        self._sheet.add_words(number, search.whole(item.title, item.text))
        self._book.add_first(STORY, number, story_keys)
        self._stories[number] = StoryItem(item_id, origin.story_id, origin.item_title, signature, origin.published)
        return True

    def _has_item(self, document_id: str, item_id: str) -> bool:
        if document_id not in self._items:
            self._items[document_id] = set(self._connection.execute(_ITEMS, {"of": [document_id]}).scalars("id"))
        return item_id in self._items[document_id]

    def add_mention(
        self,
        *,
        mention_id: str,
        item_id: str,
        mention: Mention,
        origin: Origin,
        link: Link,
        target_id: str,
        title: str,
        words: frozenset[str] = frozenset(),
        pin: str | None = None,
        keys: Collection[str] = (),
        begins: bool = False,
    ) -> bool:
        """Store a mention of the policy or series `target_id`; False if it is stored already.

        A target that is new is made with `title` and `pin`; one that is known keeps its title, and its pin if it has
        one. `words` are the topic words of the item (policies only); by `keys` the target is found from now on. With
        `begins` the caller knows that the target is new if the item is: its id is made from the mention's.
        """
        if self._has(schema.mention, mention_id, item_id):
            self._give_pin(target_id, pin)
            return False
        kind, told = _told(mention, origin, words)
        known = self._known(target_id, is_new=begins and self._sheet.is_new(item_id))
        is_new = known is None
        known = known or self._sheet.make_target(target_id, kind, title, published=origin.published)
        row = {"id": mention_id, "item_id": item_id, "target_id": target_id, "published": origin.published}
        self._sheet.add(schema.mention, row | {"payload": dump(type(told), told), "link": dump(Link, link)})
        now = self._sheet.count_mention(known, origin.published, pin)
        if pin is not None and known.pin is None:
            self._pins.pop(pin, None)
        (self._book.add_first if is_new else self._book.add)(kind, now.number, keys)
        self._memory.add(now, told)
        if self._sheet.is_full:
            self.flush()
        return True

    def _has(self, table: Any, row_id: str, item_id: str) -> bool:
        """Whether a row that hangs on an item is there, in the table or on its way into it."""
        if self._sheet.is_added(table.name, row_id):
            return True
        return not self._sheet.is_new(item_id) and self._sheet.is_stored(table, row_id)

    def _give_pin(self, target_id: str, pin: str | None) -> None:
        known = self._known(target_id, is_new=False) if pin is not None else None
        if pin is not None and known is not None and known.pin is None:
            self._sheet.give_pin(target_id, pin)
            self._pins.pop(pin, None)
            self._memory.drop(target_id)

    def _known(self, target_id: str, *, is_new: bool) -> targets.Known | None:
        """A target as it is now; None where it is not stored."""
        known = self._sheet.target(target_id)
        if known is not None or is_new:
            return known
        sure = self._memory.sure(target_id)
        return sure[0] if sure else next(iter(targets.look(self._connection, target.c.id, [target_id])), None)

    def add_finding(self, finding: Finding) -> bool:
        """Store a finding whose item and target are stored; False if it is stored already."""
        if self._has(schema.finding, finding.id, finding.origin.item_id):
            return False
        self._sheet.add(schema.finding, findings.row_of(finding))
        return True

    def add_story(self, found: Finding) -> bool:
        """Store a story in which nothing was found, with its finding; False if the finding is stored already."""
        if self._known(found.target_id, is_new=False) is None:
            self._sheet.make_target(found.target_id, STORY, found.target, published=found.origin.published)
        return self.add_finding(found)

    def told_of_story(self, story_id: str) -> frozenset[str]:
        """The receivers who were told of a story, in whatever finding, or for whom it was suppressed."""
        if self._hushed is not None:
            self.flush()
        return findings.told_of_story(self._connection, story_id)

    def add_selections(self, selections: Iterable[Selection]) -> int:
        """Store what watches selected, open, one for each finding and receiver; how many were new."""
        new = [each for each in selections if not self._sheet.is_added("selection", each.finding.id, each.receiver)]
        old = [each for each in new if not self._sheet.is_new(each.finding.origin.item_id)]
        if old:
            self.flush()
            return len(new) - len(old) + findings.add_selections(self._connection, old)
        for each in new:
            self._sheet.add(schema.selection, findings.selection_row(each, self._hushed))
        return len(new)

    def hush_all(self, reason: str) -> None:
        """Suppress with the reason whatever is selected from now on in this transaction."""
        self._hushed = reason

    def finish_document(
        self,
        document_id: str,
        *,
        title: str | None = None,
        published: datetime | None = None,
        publisher: str | None = None,
        warnings: tuple[str, ...] = (),
    ) -> None:
        """Mark a document as done, with what reading told of it."""
        reading = {
            "title": title,
            "published": published.isoformat() if published else None,
            "publisher": publisher,
            "warnings": list(warnings),
        }
        self._sheet.finish(document_id, reading)
        self._states[document_id] = DocumentState.DONE


# ---------------------------------------------------------------- statements
# Made once, for to make one and its cache key takes several times as long as to execute it.

_ITEMS = select(item.c.document_id, item.c.id).where(item.c.document_id.in_(bindparam("of", expanding=True)))


def _told(found: Mention, origin: Origin, words: frozenset[str]) -> tuple[str, PolicyStep | Observation]:
    """What a mention is part of, and how it is kept there."""
    if isinstance(found, PolicyMention):
        return POLICY, PolicyStep(found, origin, words)
    return SERIES, Observation(found, origin)


def _story(row: Row[Any]) -> StoryItem:
    return StoryItem(row.id, row.story_id, row.title, bytes(row.signature), row.published)


@cache
def _stories(dialect: str) -> Any:
    columns = (item.c.number, item.c.id, item.c.story_id, item.c.title, item.c.signature, item.c.published)
    return select(*columns).where(one_of(dialect, item.c.number, "numbers"))
