"""Stories in which no policy and no metric was found, as findings: only those that a watch asks for are written down.

    nothing found in an item ──► does a watch ask for it? ──► told already? ──► two sentences of it, selected

What other outlets tell of the same event joins the story while it waits to be told; after that it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker import watches
from tracker.model import Excerpt, Finding, FindingKind, Item, Origin, Selection, make_id

if TYPE_CHECKING:
    from tracker.store.store import Store
    from tracker.watches import Selector

EXTRACTED = "en"
"""The language of the items that are extracted: the grammar is English."""
LONGEST_TITLE = 120
NOTHING_FOUND = "No policy and no metric was found in the story."
NOT_EXTRACTED = "Policies and metrics are not looked for in this language ({language})."


def as_story(item: Item, origin: Origin, created: datetime, told: Excerpt | None = None) -> Finding:
    """The finding that an item is of which only `told` can be told; by default its first two sentences."""
    told = told or watches.excerpt(item, (), item.language == EXTRACTED)
    return Finding(
        id=make_id("fin", origin.item_id, FindingKind.STORY_NEW),
        kind=FindingKind.STORY_NEW,
        target_id=origin.story_id or make_id("story", origin.item_id),
        target=item.title or " ".join(told.quote.split())[:LONGEST_TITLE],
        mention=told,
        origin=origin,
        reason=NOTHING_FOUND if told.extracted else NOT_EXTRACTED.format(language=item.language),
        created=created,
        voices=origin.voices,
    )


def select_story(selector: Selector, item: Item, origin: Origin, now: datetime) -> tuple[Selection, ...]:
    """What the watches select of an item in which nothing was found, told by sentences with the words they look for."""
    if not selector.asks_stories:
        return ()
    bare = as_story(item, origin, now, Excerpt("", 0, 0, "", item.language, item.language == EXTRACTED))
    chosen = selector.select(bare, item.text, now=now, language=item.language)
    if not chosen:
        return ()
    wanted = selector.looked_for(name for each in chosen for name in each.watches)
    finding = as_story(item, origin, now, watches.excerpt(item, wanted, item.language == EXTRACTED))
    return tuple(replace(each, finding=finding) for each in chosen)


def stories_since(store: Store, since: date | None, created: datetime) -> Iterator[tuple[Finding, Item]]:
    """The stored items in which nothing was found, published on a day or later, as the findings that they may be."""
    for stored in store.catalogue.bare_items(since):
        yield as_story(stored.item, stored.origin, created), stored.item


def without_stories(told: Iterable[tuple[Finding, Item]]) -> Iterator[tuple[Finding, Item]]:
    """Findings of policies and metrics alone: which stories are findings depends on the watches."""
    return ((finding, item) for finding, item in told if finding.kind is not FindingKind.STORY_NEW)
