"""What people have decided about policies and series, as a comparison obeys it. Pure.

A decision names the mentions that it is about by their places: the item and where in its text. So it holds too where
everything is compared again from the beginning, even if the same sentence is then cut a little otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from tracker.model import Link, Mention, PolicyMention, Selection

SPLIT, MERGE, RENAME, UNDO = "split", "merge", "rename", "undo"
MUTE, REFUSE = "mute", "refuse"
"""Not told to a receiver until a day; no policy (or metric) at all, so that nobody is told of it."""
KINDS = (SPLIT, MERGE, RENAME, MUTE, REFUSE)
CORRECTION = "correction"
"""The label under which a correction of what was told stands in a digest."""
CORRECTED, AND = "Corrected: this was told", " · "
"""How the reason of a correction begins, and what parts what was told wrongly from what holds."""
PREFIX = {"policy": "pol", "series": "ser"}
"""How ids of each kind of target begin."""


class Decision(Protocol):
    """A decision as the store gives it."""

    @property
    def kind(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def target_id(self) -> str: ...
    @property
    def details(self) -> Mapping[str, Any]: ...


D = TypeVar("D", bound=Decision)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where in an item's text a mention stands, and which policy or series a person gave it to."""

    start: int
    end: int
    target_id: str
    pin: str | None
    """the pinned metric that the series belonged to then"""
    reason: str

    @property
    def link(self) -> Link:
        return Link(self.target_id, 1.0, self.reason)


@dataclass(frozen=True, slots=True)
class Mute:
    """A policy or series of which a receiver, or nobody at all, is told until a day begins."""

    target_id: str
    receiver: str | None
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions in force: mentions by item that belong where a person put them, and names by target."""

    places: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict, hash=False)
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    refused: Mapping[str, str] = field(default_factory=dict, hash=False)
    """policies and series that a person said are none, each with the reason that is told"""
    refused_places: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict, hash=False)
    """where their mentions stand, by item"""
    mutes: tuple[Mute, ...] = ()

    def place(self, item_id: str, mention: Mention) -> Placed | None:
        """Where a person put the mention, if anybody did: the very place, else one it shares most of its text with."""
        return nearest(self.places.get(item_id, ()), mention)

    def refuses(self, item_id: str, mention: Mention, target_id: str) -> bool:
        """Whether a person said that the mention, or what it was linked to, is no policy or metric."""
        return target_id in self.refused or nearest(self.refused_places.get(item_id, ()), mention) is not None

    def unwanted(self, receiver: str, today: date) -> Mapping[str, str]:
        """The policies and series of which a receiver is told nothing on a day, each with the reason."""
        muted = {
            mute.target_id: mute.reason
            for mute in self.mutes
            if mute.receiver in {None, receiver} and today < mute.until
        }
        return {**muted, **self.refused}

    def name(self, target_id: str) -> str | None:
        """What a person calls the policy or series."""
        return self.names.get(target_id)


def nearest(places: Iterable[Placed], mention: Mention) -> Placed | None:
    """The place of a mention of this kind, or one that it shares most of its text with."""
    prefix = PREFIX["policy" if isinstance(mention, PolicyMention) else "series"]
    known = [place for place in places if place.target_id.startswith(prefix)]
    best = max(known, key=lambda place: shared(place, mention), default=None)
    return best if best is not None and shared(best, mention) >= 0.5 else None


NOTHING = Decided()


def entitled(selection: Selection) -> Selection:
    """A correction under a title that says what was told and is not so; any other selection as it is."""
    wrong = selection.finding.reason.partition(AND)[0]
    if CORRECTION not in selection.labels or not wrong.startswith(CORRECTED):
        return selection
    return replace(selection, title="Correction: told" + wrong.removeprefix(CORRECTED))


def shared(place: Placed, mention: Mention) -> float:
    """Which part of the longer of the two texts both have: 1 for the very same place."""
    common = min(place.end, mention.end) - max(place.start, mention.start)
    return max(0, common) / max(place.end - place.start, mention.end - mention.start, 1)


def in_force(decisions: Iterable[D]) -> tuple[D, ...]:
    """The decisions that nobody has undone, in the order they were made; those that undo others are left out."""
    known = list(decisions)
    undone = {each.details["of"] for each in known if each.kind == UNDO}
    return tuple(each for each in known if each.kind in KINDS and each.number not in undone)


def decided(decisions: Iterable[Decision]) -> Decided:
    """What holds after all of them, the later one where two are about the same."""
    places: dict[str, dict[tuple[int, int, str], Placed]] = defaultdict(dict)
    names: dict[str, str] = {}
    holding = in_force(decisions)
    for each in holding:
        if "name" in each.details:
            names[each.details.get("into", each.target_id)] = each.details["name"]
        for place in (*each.details.get("moved", ()), *each.details.get("kept", ())):
            into, start, end = str(each.details["into"]), int(place["start"]), int(place["end"])
            reason = f"A person said so (decision {each.number})."
            found = Placed(start, end, into, each.details.get("pin"), reason)
            places[str(place["item"])][start, end, into[:3]] = found
    return Decided(
        {item: tuple(found.values()) for item, found in places.items()},
        names,
        {each.target_id: f"{says(each)} that it is none" for each in holding if each.kind == REFUSE},
        _refused_places(holding),
        tuple(_mute(each) for each in holding if each.kind == MUTE),
    )


def says(decision: Decision) -> str:
    """Who decided: decision 3 of Ana says."""
    by = decision.details.get("by_name") or decision.details.get("by")
    return f"decision {decision.number}{f' of {by}' if by else ''} says"


def _mute(decision: Decision) -> Mute:
    details = decision.details
    until = date.fromisoformat(str(details["until"]))
    by = details.get("by_name") or details.get("by")
    reason = f"muted until {until}{f' by {by}' if by else ''} (decision {decision.number})"
    return Mute(decision.target_id, details.get("receiver"), until, reason)


def _refused_places(holding: Iterable[Decision]) -> dict[str, tuple[Placed, ...]]:
    found: dict[str, list[Placed]] = defaultdict(list)
    for each in holding:
        for place in each.details.get("refused", ()):
            reason = f"{says(each)} that it is none"
            placed = Placed(int(place["start"]), int(place["end"]), each.target_id, None, reason)
            found[str(place["item"])].append(placed)
    return {item: tuple(places) for item, places in found.items()}
