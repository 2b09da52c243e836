"""People correct what belongs together: policies and series are merged, split and renamed, and that can be undone.

    decision ──► mentions moved ──► compared anew ──► what differs from what was told is told as a correction

All of it happens in one transaction of the store, in which the decision itself is remembered; later passes meet the
corrected policies and series, and `decided` makes a comparison from the beginning obey the decision too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracker import matching
from tracker.errors import UsageError
from tracker.history.amending import Change, Done, relink
from tracker.history.decided import MERGE, MUTE, PREFIX, REFUSE, RENAME, SPLIT, UNDO, in_force
from tracker.model import Observation, PolicyStep, make_id

if TYPE_CHECKING:
    from tracker.store.corrections import Corrections
    from tracker.store.records import Decision, Linked, Named
    from tracker.store.store import Store


# ---------------------------------------------------------------- what a person may decide


def merge(store: Store, kept_id: str, other_id: str, now: datetime) -> Done:
    """The two are one: everything of the other belongs to the first from now on."""
    with store.catalogue.correct() as desk:
        kept, other = known(desk, kept_id), known(desk, other_id)
        if kept.id == other.id:
            raise UsageError(f"{kept.id} is one already: name two.")
        if kept.kind != other.kind:
            raise UsageError(f"{kept.id} is a {kept.kind} and {other.id} is a {other.kind}: only likes can be merged.")
        if kept.pin and other.pin and kept.pin != other.pin:
            pins = f"“{kept.pin}” and “{other.pin}”"
            raise UsageError(f"They are pinned as two metrics, {pins}: change `metrics` in the configuration.")
        moved, there = desk.linked(other.id), desk.linked(kept.id)
        refuse_unlike(moved, there)
        details = {
            "moved": [place_of(each) for each in moved],
            "kept": [place_of(each) for each in there],
            "into": kept.id,
            "from": other.id,
            "title": other.title,
            "pin": kept.pin or other.pin,
            "pins": [kept.pin, other.pin],
        }
        decision = desk.decide(MERGE, kept.id, details, now)
        if other.pin:
            desk.set_pin(other.id, None)
            desk.set_pin(kept.id, other.pin)
        change = Change(decision, f"“{other.title}” is the same as “{kept.title}”", now)
        return relink(desk, change, moved, kept.id)


def refuse_unlike(some: Sequence[Linked], others: Sequence[Linked]) -> None:
    """UsageError where two series are told in units that measure different things; counted nouns may be synonyms, but
    no noun is a synonym of a tonne."""
    measured = [{matching.dimension(unit)[0] for unit in units_of(linked)} for linked in (some, others)]
    both_count = all(any(each.startswith("#") for each in these) for these in measured)
    if not both_count and all(measured) and measured[0].isdisjoint(measured[1]):
        told = " and ".join(", ".join(sorted(units_of(linked))) for linked in (others, some))
        raise UsageError(f"They are told in {told}: values in such units cannot be compared.")


def units_of(linked: Sequence[Linked]) -> set[str]:
    return {each.told.mention.unit for each in linked if isinstance(each.told, Observation) and each.told.mention.unit}


def split(
    store: Store,
    target_id: str,
    mention_ids: Sequence[str],
    name: str | None,
    now: datetime,
    *,
    who: Mapping[str, Any] | None = None,
) -> Done:
    """Some mentions are of something else: they make a policy or series of their own. `who`: remembered with it."""
    with store.catalogue.correct() as desk:
        whole = known(desk, target_id)
        linked = desk.linked(whole.id)
        moved = [each for each in linked if each.mention_id in set(mention_ids)]
        strangers = sorted(set(mention_ids) - {each.mention_id for each in moved})
        if strangers:
            raise UsageError(f"No mention of {whole.id}: {', '.join(strangers)}.")
        if len(moved) == len(linked):
            raise UsageError(f"Nothing would be left of {whole.id}: `tracker rename` gives it another name.")
        part_id = make_id(PREFIX[whole.kind], "split", *sorted(mention_ids))
        title = name or own_name(moved[0])
        details = {"moved": [place_of(each) for each in moved], "into": part_id, "from": whole.id, "name": title}
        details |= who or {}
        decision = desk.decide(SPLIT, whole.id, details, now)
        published = moved[0].told.origin.published
        desk.make_target(part_id, kind=whole.kind, title=title, published=published)
        desk.set_title(part_id, title)
        return relink(desk, Change(decision, f"it is no part of “{whole.title}”", now), moved, part_id)


def rename(store: Store, target_id: str, name: str, now: datetime) -> Done:
    """Call a policy or series by another name."""
    title = " ".join(name.split())
    if not title:
        raise UsageError("Give it a name that is not empty.")
    with store.catalogue.correct() as desk:
        target = known(desk, target_id)
        details = {"name": title, "before": target.title}
        decision = desk.decide(RENAME, target.id, details, now)
        desk.set_title(target.id, title)
        return Done(decision)


def undo(store: Store, number: int, now: datetime) -> Done:
    """Take a decision back: what it moved goes back to where it was, unless a later decision has moved it on."""
    with store.catalogue.correct() as desk:
        decision = desk.decision(number)
        if decision is None or decision.kind not in UNDOING:
            raise UsageError(f"There is no decision {number} that can be undone. `tracker decisions` lists them.")
        if decision not in in_force(desk.decisions()):
            raise UsageError(f"Decision {number} is undone already.")
        return UNDOING[decision.kind](desk, decision, now)


def undo_merge(desk: Corrections, decision: Decision, now: datetime) -> Done:
    details = decision.details
    kept, other = details["into"], details["from"]
    listed = {place["mention"] for place in details["moved"]}
    back = [each for each in desk.linked(kept) if each.mention_id in listed]
    require_all(desk, decision, back)
    taken = desk.decide(UNDO, kept, {"of": decision.number}, now)
    if details["pins"][1] and not details["pins"][0]:
        desk.set_pin(kept, None)
        desk.set_pin(other, details["pins"][1])
    return relink(desk, Change(taken, "they are two again", now), back, other)


def undo_split(desk: Corrections, decision: Decision, now: datetime) -> Done:
    part, whole = decision.details["into"], decision.details["from"]
    back = desk.linked(part)
    require_all(desk, decision, back)
    taken = desk.decide(UNDO, whole, {"of": decision.number}, now)
    return relink(desk, Change(taken, "they are one again", now), back, whole)


def undo_rename(desk: Corrections, decision: Decision, now: datetime) -> Done:
    target = known(desk, decision.target_id)
    if target.title != decision.details["name"]:
        raise UsageError(f"{target.id} has got yet another name since: undo that first.")
    taken = desk.decide(UNDO, target.id, {"of": decision.number}, now)
    desk.set_title(target.id, decision.details["before"])
    return Done(taken)


def undo_word(desk: Corrections, decision: Decision, now: datetime) -> Done:
    """What moved nothing only ceases to hold; what it kept from being told stays untold."""
    return Done(desk.decide(UNDO, decision.target_id, {"of": decision.number}, now))


UNDOING: dict[str, Callable[[Corrections, Decision, datetime], Done]] = {
    MERGE: undo_merge,
    SPLIT: undo_split,
    RENAME: undo_rename,
    MUTE: undo_word,
    REFUSE: undo_word,
}


def known(desk: Corrections, target_id: str) -> Named:
    found = desk.named(target_id)
    if found is None or not found.mentions:
        raise UsageError(f"There is no policy or series {target_id}.")
    return found


def require_all(desk: Corrections, decision: Decision, found: Sequence[Linked]) -> None:
    """What a decision moved must still be where it put it."""
    gone = {place["mention"] for place in decision.details["moved"]} - {each.mention_id for each in found}
    later = [each.number for each in in_force(desk.decisions()) if each.number > decision.number]
    since = [
        number
        for number in later
        for each in [desk.decision(number)]
        if each and gone & {place["mention"] for place in each.details.get("moved", ())}
    ]
    if gone:
        which = f" (decision {since[-1]})" if since else ""
        raise UsageError(f"What decision {decision.number} moved was moved again since{which}: undo that first.")


# ---------------------------------------------------------------- mentions


def place_of(linked: Linked) -> dict[str, Any]:
    """Where a mention stands, as a decision remembers it."""
    told = linked.told
    return {
        "mention": linked.mention_id,
        "item": told.origin.item_id,
        "start": told.mention.start,
        "end": told.mention.end,
    }


def own_name(linked: Linked) -> str:
    """What the program would call a policy or series that begins with the mention."""
    told = linked.told
    if isinstance(told, PolicyStep):
        return matching.policy_title(told.mention)
    return matching.series_name(told.mention)
