"""What a correction touches is compared anew; where that tells something else than was told, the correction is told.

mentions moved ──► compared again, each with what was known before it ──► different from before the move?
    waits to be told ──► replaced        was told ──► corrected in the next digest of those who were told
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tracker import matching
from tracker.history.comparing import Target, make_finding
from tracker.history.decided import AND, CORRECTED, CORRECTION
from tracker.model import (
    Finding,
    FindingKind,
    Link,
    Observation,
    Pin,
    Policy,
    PolicyMention,
    PolicyStep,
    Selection,
    Series,
    Urgency,
    Verdict,
    make_id,
)

if TYPE_CHECKING:
    from tracker.store.corrections import Corrections
    from tracker.store.records import Decision, Fate, Linked, Named

COMPARED = 200
"""The latest mentions of a policy or series that are compared anew."""
TOLD_AS = {
    FindingKind.POLICY_NEW: "as a new policy",
    FindingKind.POLICY_UPDATED: "as a step of",
    FindingKind.POLICY_CONFIRMED: "as confirmation of",
    FindingKind.METRIC_NEW: "as a new metric",
    FindingKind.METRIC_CHANGED: "as a change of",
    FindingKind.METRIC_REVISED: "as a revision of",
    FindingKind.METRIC_CONFLICT: "as being in conflict with",
    FindingKind.METRIC_CONFIRMED: "as confirmation of",
    FindingKind.CLAIM_INCONSISTENT: "as not adding up in",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A decision that is carried out now, and why, in the words that follow "but": "they are two"."""

    decision: Decision
    because: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """What a correction did."""

    decision: Decision
    moved: int = 0
    """mentions that belong elsewhere now"""
    told: int = 0
    """corrections of what somebody was told, which stand in the next digest"""


def keys_of(desk: Corrections, linked: Linked) -> frozenset[str]:
    """The terms by which the policy or series of a mention is found."""
    told = linked.told
    stored = desk.item(told.origin.item_id)
    if stored is None:
        return frozenset()
    if isinstance(told, PolicyStep):
        return matching.policy_keys(told.mention, stored.item)
    return matching.series_keys(told.mention, stored.item)


def relink(desk: Corrections, change: Change, moved: Sequence[Linked], target_id: str) -> Done:
    """Move mentions, compare what that touches anew, and set right what was told."""
    touched = list(dict.fromkeys([target_id, *(each.target_id for each in moved)]))
    before = {each.mention_id: each for one in touched for each in compared(desk, one)}
    desk.move(moved, target_id)
    desk.let_find(target_id, frozenset(key for each in moved for key in keys_of(desk, each)))
    after = [each for one in touched for each in compared(desk, one)]
    told = 0
    for each in after:
        earlier = before.get(each.mention_id)
        if earlier is None or differ(earlier.verdict, each.verdict):
            told += amend(desk, change, each)
    return Done(change.decision, len(moved), told)


# ---------------------------------------------------------------- comparing anew


@dataclass(frozen=True, slots=True)
class Compared:
    """A mention set against what was known of its policy or series before it."""

    linked: Linked
    target: Target
    verdict: Verdict | None

    @property
    def mention_id(self) -> str:
        return self.linked.mention_id


def compared(desk: Corrections, target_id: str) -> Iterator[Compared]:
    """The latest mentions of a policy or series, each compared with those before it, as when they came."""
    target = desk.named(target_id)
    linked = desk.linked(target_id)
    if target is None:
        return
    for position in range(max(0, len(linked) - COMPARED), len(linked)):
        before, each = linked[:position], linked[position]
        yield compare(target, [one.told for one in before], each)


def compare(target: Named, before: Sequence[PolicyStep | Observation], linked: Linked) -> Compared:
    ordered = sorted(before, key=lambda told: told.origin.published)
    told = linked.told
    link = Link(target.id, 1.0, "A person said so.")
    pin = Pin(target.pin) if target.pin else None
    if isinstance(told, PolicyStep):
        steps = tuple(one for one in ordered if isinstance(one, PolicyStep))
        policy = Policy(target.id, target.title, steps) if steps else None
        verdict = matching.compare_policy(told.mention, told.origin, policy)
        return Compared(linked, Target(target.id, target.title, policy, link), verdict)
    observations = tuple(one for one in ordered if isinstance(one, Observation))
    series = Series(target.id, target.title, observations, target.pin) if observations else None
    verdict = matching.compare_metric(told.mention, told.origin, series)
    return Compared(linked, Target(target.id, target.title, series, link, pin), verdict)


def differ(one: Verdict | None, other: Verdict | None) -> bool:
    """Whether two comparisons tell different things; not whether they say it in other words."""
    return _told(one) != _told(other)


def _told(verdict: Verdict | Finding | None) -> tuple[object, ...] | None:
    return None if verdict is None else (verdict.kind, verdict.old, verdict.new, verdict.old_period)


# ---------------------------------------------------------------- setting right what was told


def amend(desk: Corrections, change: Change, found: Compared) -> int:
    """Store what holds now, withdraw what waits to be told, and correct what was told; how many corrections."""
    told = found.linked.told
    corrected = correction(change, found, None)
    if corrected:
        desk.add_finding(corrected)
    count = 0
    for fates in by_receiver(desk.fates(told.origin.item_id, told.mention)):
        count += amend_for(desk, change, found, fates)
    return count


def by_receiver(fates: Iterable[Fate]) -> list[list[Fate]]:
    """What became of the findings about one mention, receiver by receiver, oldest finding first."""
    groups: dict[str, list[Fate]] = {}
    for fate in fates:
        if fate.finding.kind is not FindingKind.CLAIM_INCONSISTENT:
            groups.setdefault(fate.selection.receiver, []).append(fate)
    return list(groups.values())


def amend_for(desk: Corrections, change: Change, found: Compared, fates: Sequence[Fate]) -> int:
    """The same for one receiver; 1 if a correction of something told is to be told."""
    last_told = next((fate for fate in reversed(fates) if fate.state == "told"), None)
    waiting = [fate for fate in fates if fate.state == "open"]
    for fate in waiting:
        desk.suppress(fate, f"corrected before it was told (decision {change.decision.number}): {change.because}")
    holds = _told(found.verdict)
    if last_told and _told(last_told.finding) != holds:
        right = correction(change, found, last_told.finding)
        chosen = replace(last_told.selection, urgency=Urgency.DIGEST, labels=labelled(last_told.selection))
        return tell(desk, right, chosen)
    if waiting and not last_told and found.verdict:
        tell(desk, correction(change, found, None), waiting[-1].selection)
    return 0


def labelled(selection: Selection) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*selection.labels, CORRECTION)))


def tell(desk: Corrections, right: Finding | None, selection: Selection) -> int:
    if right is None:
        return 0
    desk.add_finding(right)
    return desk.add_selections([replace(selection, finding=right)])


def correction(change: Change, found: Compared, wrong: Finding | None) -> Finding | None:
    """What holds now, saying what was told instead if anything was; None where nothing is to be said."""
    verdict, told = found.verdict, found.linked.told
    if wrong is not None:
        verdict = verdict or nothing_new(found)
        what = TOLD_AS[wrong.kind] + ("" if wrong.kind.endswith(".new") else f" “{wrong.target}”")
        verdict = replace(verdict, reason=f"{CORRECTED} {what}, but {change.because}{AND}{verdict.reason}")
    if verdict is None:
        return None
    kind = "told" if wrong else "kept"
    finding_id = make_id("fin", found.mention_id, verdict.kind, kind, change.decision.number)
    return make_finding(finding_id, told.mention, told.origin, verdict=verdict, target=found.target, created=change.now)


def nothing_new(found: Compared) -> Verdict:
    """What to say of a mention that tells nothing beyond what was known."""
    mention = found.linked.told.mention
    policy = isinstance(mention, PolicyMention)
    value = mention.stage.value if isinstance(mention, PolicyMention) else mention.value
    kind = FindingKind.POLICY_CONFIRMED if policy else FindingKind.METRIC_CONFIRMED
    return Verdict(kind, "It tells nothing that was not known before.", old=value, new=value)
