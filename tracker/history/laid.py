"""What the comparison of an item needs that no store tells: worked out before the transaction begins. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker import matching
from tracker.history import timeline
from tracker.history.deadlines import with_deadlines
from tracker.history.targets import with_targets
from tracker.model import Extraction, Item, Mention, MetricMention, PolicyMention


@dataclass(frozen=True, slots=True)
class LaidOut:
    """An item with what it says, and the terms by which the store is asked for what may be the same."""

    item: Item
    extraction: Extraction
    words: frozenset[str]
    story_keys: tuple[str, ...]
    signature: bytes
    mentions: tuple[tuple[Mention, frozenset[str]], ...]
    """with their terms, in the order in which they are compared"""

    def keys(self, kind: type[PolicyMention] | type[MetricMention]) -> Iterable[frozenset[str]]:
        """The terms of its mentions of one kind."""
        return (keys for mention, keys in self.mentions if isinstance(mention, kind))


def lay_out(item: Item, extraction: Extraction) -> LaidOut:
    """The item, ready to be compared; its policies hold the targets and deadlines that it tells of them."""
    extraction = with_targets(with_deadlines(item, extraction))
    mentions: list[Mention] = sorted((*extraction.policies, *extraction.metrics), key=order_on_desk)
    return LaidOut(
        item,
        extraction,
        matching.topic_words(item),
        matching.story_keys(item),
        matching.story_signature(item),
        tuple((mention, keys_of(mention, item)) for mention in mentions),
    )


def keys_of(mention: Mention, item: Item) -> frozenset[str]:
    """The terms by which the policy or series of a mention is found."""
    if isinstance(mention, PolicyMention):
        return matching.policy_keys(mention, item)
    return matching.series_keys(mention, item)


def order_on_desk(mention: Mention) -> tuple[int, int]:
    """The order of the text, but a value that held before comes behind the others of its quantity in the text.

    So the value that holds comes before the one that held: of "from 39.5% to 38%", 38% is what is new.
    """
    if isinstance(mention, MetricMention) and timeline.held_before(mention):
        return max(mention.start, *(kin.start for kin in mention.kin)), 1
    return mention.start, 0
