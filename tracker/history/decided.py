"""What people have decided about policies and series, as a comparison obeys it. Pure.

A decision names the mentions that it is about by their places: the item and where in its text. So it holds too where
everything is compared again from the beginning, even if the same sentence is then cut a little otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from tracker.model import Link, Mention, PolicyMention, Selection

SPLIT, MERGE, RENAME, UNDO = "split", "merge", "rename", "undo"
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
class Decided:
    """The decisions in force: mentions by item that belong where a person put them, and names by target."""

    places: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict, hash=False)
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def place(self, item_id: str, mention: Mention) -> Placed | None:
        """Where a person put the mention, if anybody did: the very place, else one it shares most of its text with."""
        prefix = PREFIX["policy" if isinstance(mention, PolicyMention) else "series"]
        known = [place for place in self.places.get(item_id, ()) if place.target_id.startswith(prefix)]
        best = max(known, key=lambda place: shared(place, mention), default=None)
        return best if best is not None and shared(best, mention) >= 0.5 else None

    def name(self, target_id: str) -> str | None:
        """What a person calls the policy or series."""
        return self.names.get(target_id)


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
    return tuple(each for each in known if each.kind in (SPLIT, MERGE, RENAME) and each.number not in undone)


def decided(decisions: Iterable[Decision]) -> Decided:
    """What holds after all of them, the later one where two are about the same."""
    places: dict[str, dict[tuple[int, int, str], Placed]] = defaultdict(dict)
    names: dict[str, str] = {}
    for each in in_force(decisions):
        if "name" in each.details:
            names[each.details.get("into", each.target_id)] = each.details["name"]
        for place in (*each.details.get("moved", ()), *each.details.get("kept", ())):
            into, start, end = str(each.details["into"]), int(place["start"]), int(place["end"])
            reason = f"A person said so (decision {each.number})."
            found = Placed(start, end, into, each.details.get("pin"), reason)
            places[str(place["item"])][start, end, into[:3]] = found
    return Decided({item: tuple(found.values()) for item, found in places.items()}, names)
