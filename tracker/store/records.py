"""What the store gives beside the values of `tracker.model`: rows as the pipeline and people ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from tracker.model import Finding, Item, Link, Mention, Observation, Origin, PolicyStep, Selection


class DocumentState(StrEnum):
    """new until its items are stored; quarantined after three failures, until someone asks to try again.

    archived: out of an archive, and passed over by passes until whoever takes the archive in compares it.
    """

    NEW = "new"
    ARCHIVED = "archived"
    DONE = "done"
    QUARANTINED = "quarantined"


class SelectionState(StrEnum):
    """open until a digest tells it or it is suppressed with a reason."""

    OPEN = "open"
    TOLD = "told"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class StoryItem:
    """A stored item that may tell the same event."""

    item_id: str
    story_id: str
    title: str
    signature: bytes
    published: datetime


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item with where it came from."""

    item_id: str
    item: Item
    origin: Origin


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention with what it was linked to and why."""

    mention_id: str
    target_id: str
    target: str
    mention: Mention
    link: Link
    origin: Origin


@dataclass(frozen=True, slots=True)
class StoredSelection:
    """What became of a finding for one receiver."""

    finding_id: str
    receiver: str
    watches: tuple[str, ...]
    state: SelectionState
    digest_id: str | None = None
    slot: str | None = None
    """of the digest that told it"""
    reason: str | None = None
    """why it was suppressed"""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document without its bytes."""

    document_id: str
    source: str
    name: str
    state: DocumentState
    attempts: int
    fetched: datetime
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One pass: when, what it counted, and what stopped it, if anything did."""

    started: datetime
    ended: datetime | None
    counts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a policy or series: merge, split, rename, mute. `details` as JSON."""

    kind: str
    target_id: str
    details: Mapping[str, Any] = field(hash=False)
    created: datetime
    number: int = 0
    """in the order they were made; given by the store"""


@dataclass(frozen=True, slots=True)
class Named:
    """A policy or series in one line."""

    id: str
    kind: str
    """policy or series"""
    title: str
    pin: str | None
    mentions: int
    first: datetime
    last: datetime
    """publication of the latest mention"""


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention as it is linked now, with all that comparing it again needs."""

    mention_id: str
    target_id: str
    told: PolicyStep | Observation


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that holds what was asked for, and the part of its text that shows it."""

    stored: StoredItem
    snippet: str
    marks: tuple[tuple[int, int], ...]
    """where in the snippet the words stand"""
    begun: bool = False
    """whether text comes before the snippet"""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """A finding about a mention, and what became of it for one receiver."""

    finding: Finding
    selection: Selection
    state: SelectionState
