"""What a step tells that was not known of its policy: new, updated, confirmed, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.matching.periods import span
from tracker.model import FindingKind, Origin, Policy, PolicyMention, PolicyStep, Stage, Verdict

STAGES = {
    Stage.ANNOUNCED: "announced",
    Stage.DRAFT: "drafted",
    Stage.CONSULTATION: "opened for consultation",
    Stage.ADOPTED: "adopted",
    Stage.IN_FORCE: "in force",
    Stage.AMENDED: "amended",
    Stage.EXTENDED: "extended",
    Stage.DELAYED: "delayed",
    Stage.SUSPENDED: "suspended",
    Stage.REPEALED: "repealed",
    Stage.IMPLEMENTED: "implemented",
}


def compare_policy(mention: PolicyMention, origin: Origin, policy: Policy | None) -> Verdict | None:
    """The outcome of setting a step against the policy it was linked to; None where a source repeats itself.

    Another stage is an update whenever it is told, and so is another date for the same stage or another horizon.
    """
    if policy is None:
        by = f" by {', '.join(mention.issuers)}" if mention.issuers else ""
        return Verdict(
            FindingKind.POLICY_NEW, f"First report of this {mention.instrument}: {STAGES[mention.stage]}{by}.",
            new=mention.stage.value,
        )  # fmt: skip
    if mention.stage not in policy.stages:
        return other_stage(mention, policy)
    moved = other_day(mention, policy.steps)
    if moved is not None:
        return moved
    told = [step for step in policy.steps if step.mention.stage is mention.stage]
    if any(same_voice(origin, step.origin) for step in told):
        return None
    first = told[0]
    return Verdict(
        FindingKind.POLICY_CONFIRMED,
        f"{', '.join(origin.voices)} confirms what {', '.join(first.origin.voices)} told: {STAGES[mention.stage]}.",
        old=mention.stage.value,
        new=mention.stage.value,
        against=first.origin,
    )


def other_stage(mention: PolicyMention, policy: Policy) -> Verdict:
    last = policy.steps[-1]
    return Verdict(
        FindingKind.POLICY_UPDATED,
        f"“{policy.title}” is now reported as {STAGES[mention.stage]}; "
        f"before, {', '.join(last.origin.voices)} reported it as {STAGES[last.mention.stage]}.",
        old=last.mention.stage.value,
        new=mention.stage.value,
        against=last.origin,
    )


def other_day(mention: PolicyMention, steps: Sequence[PolicyStep]) -> Verdict | None:
    """An update where the same stage is told with a date or a horizon that none of the steps before can mean."""
    for name, label in (("effective", "takes effect or runs"), ("date", "was taken")):
        new = getattr(mention, name)
        known = [
            step
            for step in steps
            if getattr(step.mention, name) and (name == "effective" or step.mention.stage is mention.stage)
        ]
        if not new or not known or any(compatible(new, getattr(step.mention, name)) for step in known):
            continue
        last = known[-1]
        old = getattr(last.mention, name)
        return Verdict(
            FindingKind.POLICY_UPDATED,
            f"The step {label} {new}; before, {', '.join(last.origin.voices)} told {old}.",
            old=old,
            new=new,
            against=last.origin,
        )
    return None


def compatible(one: str, other: str) -> bool:
    """Whether two dates or horizons can be one: equal, one inside the other, or ending together."""
    a, b = span(one), span(other)
    if a is None or b is None:
        return one == other
    inside = (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
    return inside or a[1] == b[1] or abs((a[0] - b[0]).days) <= 3


def same_voice(one: Origin, other: Origin) -> bool:
    return not set(one.voices).isdisjoint(other.voices)
