"""One write transaction: what the comparison of a document reads and writes, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from tracker.model import Finding, Item, Link, Mention, Origin, Policy, Rejection, Selection, Series
from tracker.store import findings, inbox, preparing, search, targets
from tracker.store.records import DocumentState, StoryItem
from tracker.store.schema import item, rejection, target
from tracker.store.serial import dump
from tracker.store.sql import insert_new, one_of
from tracker.store.terms import add_first_terms, find_numbers

STORY = "story"


class Work:
    """What `Store.begin` gives. Reads see the transaction's own writes; adding what is stored already does nothing."""

    def __init__(self, connection: Connection, memory: targets.Memory) -> None:
        self._connection = connection
        self._memory = memory
        memory.begin()

    def policy_candidates(self, keys: Collection[str], limit: int = 50) -> tuple[Policy, ...]:
        """Policies that share index terms with `keys`, those with the most and rarest first.

        Each has its latest 200 steps, in order of publication.
        """
        numbers = find_numbers(self._connection, targets.POLICY, keys, limit)
        return targets.read_policies(self._connection, target.c.number, numbers, self._memory)

    def series_candidates(self, keys: Collection[str], limit: int = 50) -> tuple[Series, ...]:
        """Series that share index terms with `keys`, likewise, with their latest 200 observations."""
        numbers = find_numbers(self._connection, targets.SERIES, keys, limit)
        return targets.read_series(self._connection, target.c.number, numbers, self._memory)

    def series_by_pin(self, name: str) -> Series | None:
        """The series that belongs to the pinned metric `name`; None before its first observation."""
        numbers = targets.pinned(self._connection, name)
        return next(iter(targets.read_series(self._connection, target.c.number, numbers, self._memory)), None)

    def policy(self, policy_id: str) -> Policy | None:
        """The policy with exactly this id, with its latest 200 steps."""
        return next(iter(targets.read_policies(self._connection, target.c.id, [policy_id], self._memory)), None)

    def series(self, series_id: str) -> Series | None:
        """The series with exactly this id, with its latest 200 observations."""
        return next(iter(targets.read_series(self._connection, target.c.id, [series_id], self._memory)), None)

    def story_candidates(self, keys: Collection[str], since: datetime, limit: int = 20) -> tuple[StoryItem, ...]:
        """Items published at `since` or later that share story terms with `keys`, most and rarest first."""
        numbers = find_numbers(self._connection, STORY, keys, 5 * limit)
        given = {"numbers": numbers, "since": since}
        rows_found = self._connection.execute(_stories(self._connection.dialect.name), given) if numbers else ()
        found = {row.number: row for row in rows_found}
        rows = [found[number] for number in numbers if number in found][:limit]
        return tuple(StoryItem(row.id, row.story_id, row.title, bytes(row.signature), row.published) for row in rows)

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
        number = targets.add_item(
            self._connection,
            item_id,
            document_id=document_id,
            ordinal=ordinal,
            found=item,
            origin=origin,
            signature=signature,
        )
        if number is None:
            return False
        rows = [
            {"item_id": item_id, "ordinal": place, "payload": dump(Rejection, each)}
            for place, each in enumerate(rejections)
        ]
        if rows:
            self._connection.execute(insert_new(self._connection, rejection), rows)
        add_first_terms(self._connection, STORY, number, story_keys, self._memory.terms)
        search.add_item(self._connection, number, item.title, item.text)
        return True

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
    ) -> bool:
        """Store a mention of the policy or series `target_id`; False if it is stored already.

        A target that is new is made with `title` and `pin`; one that is known keeps its title, and its pin if it has
        one. `words` are the topic words of the item (policies only); by `keys` the target is found from now on.
        """
        return targets.add_mention(
            self._connection,
            mention_id=mention_id,
            item_id=item_id,
            found=mention,
            words=words,
            origin=origin,
            link=link,
            target_id=target_id,
            title=title,
            pin=pin,
            keys=frozenset(keys),
            memory=self._memory,
        )

    def add_finding(self, finding: Finding) -> bool:
        """Store a finding whose item and target are stored; False if it is stored already."""
        return findings.add_finding(self._connection, finding)

    def add_story(self, found: Finding) -> bool:
        """Store a story in which nothing was found, with its finding; False if the finding is stored already."""
        when, name = found.origin.published, found.target
        targets.add_target(self._connection, found.target_id, kind=STORY, title=name, pin=None, published=when)
        return findings.add_finding(self._connection, found)

    def told_of_story(self, story_id: str) -> frozenset[str]:
        """The receivers who were told of a story, in whatever finding, or for whom it was suppressed."""
        return findings.told_of_story(self._connection, story_id)

    def add_selections(self, selections: Iterable[Selection]) -> int:
        """Store what watches selected, open, one for each finding and receiver; how many were new."""
        return findings.add_selections(self._connection, selections)

    def hush(self, document_id: str, reason: str) -> int:
        """Suppress what is selected and open of the findings in a document, with the reason; how many."""
        return findings.hush_document(self._connection, document_id, reason)

    def is_pending(self, document_id: str, state: DocumentState = DocumentState.NEW) -> bool:
        """Whether the document still waits to be compared; another process may have done it meanwhile."""
        return inbox.is_pending(self._connection, document_id, state)

    def forget_prepared(self, document_id: str) -> None:
        """Let go of what was prepared of a document."""
        preparing.forget(self._connection, document_id)

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
        inbox.finish_document(self._connection, document_id, reading)


@cache
def _stories(dialect: str) -> Any:
    """Made once: most time would go into making it."""
    columns = (item.c.number, item.c.id, item.c.story_id, item.c.title, item.c.signature, item.c.published)
    return select(*columns).where(one_of(dialect, item.c.number, "numbers"), item.c.published >= bindparam("since"))
