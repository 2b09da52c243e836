"""What a step tells that was not known of its policy: new, updated, confirmed, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tracker.matching.objects import LEGISLATED, is_one_of
from tracker.matching.periods import span
from tracker.matching.policy_traits import issuers_meet
from tracker.matching.vocabulary import COURTS, LAWMAKERS
from tracker.matching.wording import same_voice
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


RANK = {
    Stage.ANNOUNCED: 0,
    Stage.DRAFT: 1,
    Stage.CONSULTATION: 2,
    Stage.ADOPTED: 3,
    Stage.IN_FORCE: 4,
    Stage.IMPLEMENTED: 5,
}
"""The usual order of a policy's life."""
LONG_SINCE = timedelta(days=14)
"""An act dated more than this after its stage was told is another step of it."""
DECISIONS = frozenset({Stage.ADOPTED, Stage.AMENDED, Stage.EXTENDED, Stage.DELAYED, Stage.SUSPENDED, Stage.REPEALED})
"""Steps that one decision may be told as."""
REVISED = {Stage.ADOPTED, Stage.AMENDED}
ADOPTED_ANEW = re.compile(
    r"\b(?:adopt|approv|pass|publish|issu|enact|sign|gazett)\w*\b[^.;]{0,60}\b(?:revis|amend|updat|new version)\w*|"
    r"\b(?:revis|amend|updat)\w*\b[^.;]{0,60}\b(?:adopted|approved|passed|published|issued|enacted|signed|gazetted)\b",
    re.IGNORECASE,
)
"""How a text tells a revision as something that is adopted."""
STILL = re.compile(
    r"\b(?:kept|keeps?|remain(?:s|ed)?|still|stay(?:s|ed)?|continu(?:es?|ed) to be)\b[^.;]{0,60}?"
    r"\b(suspended|on hold|frozen|blocked|in force)\b",
    re.IGNORECASE,
)
HOLDS = {
    "suspended": Stage.SUSPENDED,
    "on hold": Stage.SUSPENDED,
    "frozen": Stage.SUSPENDED,
    "blocked": Stage.SUSPENDED,
    "in force": Stage.IN_FORCE,
}
"""How a text tells that a stage goes on, and which one."""
ONE_DAY_OR_TWO = timedelta(days=2)
SAME_NEWS = timedelta(days=5)
"""Reports no further apart than this are of one step."""


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
        return (
            None
            if told_late(mention, policy) or told_here(origin, policy)
            else at_another_stage(mention, origin, policy)
        )
    moved = other_day(mention, origin, policy.steps)
    if moved is not None:
        return moved
    told = [step for step in policy.steps if step.mention.stage is mention.stage]
    passed = next_body(mention, policy, told) or passed_later(mention, origin, policy, told)
    if passed is not None:
        return passed
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


def at_another_stage(mention: PolicyMention, origin: Origin, policy: Policy) -> Verdict:
    same = in_other_words(mention, origin, policy.steps) or still_so(mention, origin, policy.steps)
    return same or other_stage(mention, policy)


def still_so(mention: PolicyMention, origin: Origin, steps: Sequence[PolicyStep]) -> Verdict | None:
    """A confirmation where a text tells only that what is known goes on, "the courts have kept it suspended", or where
    it tells the adoption of what it calls a revision, which others tell as an amendment; None where it is news."""
    goes_on = {HOLDS[match[1].lower()] for match in STILL.finditer(mention.quote)}
    for step in reversed(steps):
        other = step.mention
        near = abs(origin.published - step.origin.published) <= LONG_SINCE
        revised = near and {mention.stage, other.stage} == REVISED and issuers_meet(mention, other)
        told = revised and ADOPTED_ANEW.search(mention.quote) is not None and not dated_apart(mention, other)
        if other.stage in goes_on or told:
            return retold(mention, origin, step)
    return None


def dated_apart(one: PolicyMention, other: PolicyMention) -> bool:
    return one.date is not None and other.date is not None and one.date != other.date


def in_other_words(mention: PolicyMention, origin: Origin, steps: Sequence[PolicyStep]) -> Verdict | None:
    """A confirmation where another paper tells one decision of one day's news as another stage: a zone that the one
    calls repealed is what the other calls the law adopted that abolishes it; None where it is another step."""
    if is_one_of(mention, COURTS):
        return None
    for step in reversed(steps):
        other = step.mention
        news = abs(origin.published - step.origin.published) <= ONE_DAY_OR_TWO and not same_voice(origin, step.origin)
        one_day = mention.date is not None and mention.date == other.date
        if (
            news
            and not dated_apart(mention, other)
            and (one_day or (mention.stage in DECISIONS and other.stage in DECISIONS))
        ):
            return retold(mention, origin, step)
    return None


def retold(mention: PolicyMention, origin: Origin, step: PolicyStep) -> Verdict:
    """The confirmation of a known step that another paper tells as another stage."""
    other = step.mention
    return Verdict(
        FindingKind.POLICY_CONFIRMED,
        f"{', '.join(origin.voices)} tells as {STAGES[mention.stage]} what "
        f"{', '.join(step.origin.voices)} told as {STAGES[other.stage]}.",
        old=other.stage.value,
        new=mention.stage.value,
        against=step.origin,
    )


def next_body(mention: PolicyMention, policy: Policy, told: Sequence[PolicyStep]) -> Verdict | None:
    """An update where a bill has gone from one body to the next, which papers tell as one stage: adopted, and again."""
    bodies = [step.mention for step in told if step.mention.issuers]
    if mention.instrument not in LEGISLATED or not bodies or len(bodies) < len(told):
        return None
    if not all(is_one_of(one, LAWMAKERS) for one in (mention, *bodies)):
        return None
    if any(issuers_meet(mention, other) for other in bodies) or told_before(mention, told):
        return None
    last = told[-1]
    return Verdict(
        FindingKind.POLICY_UPDATED,
        f"“{policy.title}” is now reported as {STAGES[mention.stage]} by {', '.join(mention.issuers)}; "
        f"before, {', '.join(last.origin.voices)} reported it as {STAGES[mention.stage]} by "
        f"{', '.join(last.mention.issuers)}.",
        old=last.mention.stage.value,
        new=mention.stage.value,
        against=last.origin,
    )


def passed_later(mention: PolicyMention, origin: Origin, policy: Policy, told: Sequence[PolicyStep]) -> Verdict | None:
    """An update where lawmakers adopt something on a day of this news, weeks after others were told to have done so:
    papers call both adopted, the bill that a minister presents and the law that a parliament passes."""
    days = span(mention.date)
    if days is None or days[0] != days[1] or (origin.published.date() - days[0]) > SAME_NEWS:
        return None
    if mention.stage is not Stage.ADOPTED or not is_one_of(mention, LAWMAKERS):
        return None
    if any(issuers_meet(mention, step.mention) for step in told):
        return None
    if any((days[0] - latest_of(step)) <= LONG_SINCE for step in told):
        return None
    last = told[-1]
    return Verdict(
        FindingKind.POLICY_UPDATED,
        f"“{policy.title}” is now reported as adopted by {', '.join(mention.issuers)} on {mention.date}; "
        f"{', '.join(last.origin.voices)} had reported it as adopted on {last.origin.published.date()}.",
        old=mention.stage.value,
        new=mention.stage.value,
        against=last.origin,
    )


def latest_of(step: PolicyStep) -> date:
    """The last day on which a step can have been taken: when it was told, unless its text says an earlier day."""
    return min(day[1] for day in (span(step.mention.date), (step.origin.published.date(),) * 2) if day)


def told_before(mention: PolicyMention, told: Sequence[PolicyStep]) -> bool:
    """Whether the day of an act lies before the reports that are known."""
    days = span(mention.date)
    return days is not None and any(days[1] < step.origin.published.date() for step in told)


def told_late(mention: PolicyMention, policy: Policy) -> bool:
    """Whether a step lies before what is known: a background sentence that goes back to an earlier stage of its life.

    An amendment, a delay, a repeal can follow any stage; of the others an earlier one is news only with a later date.
    """
    ranks = [RANK[step.mention.stage] for step in policy.steps if step.mention.stage in RANK]
    if mention.stage not in RANK or not ranks or RANK[mention.stage] > max(ranks):
        return False
    taken = span(mention.date)
    return taken is None or any(taken[1] <= step.origin.published.date() for step in policy.steps)


def told_here(origin: Origin, policy: Policy) -> bool:
    """Whether the policy is known from this very document only, which goes on about it: one report, told as new."""
    return all(step.origin.document_id == origin.document_id for step in policy.steps)


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


def other_day(mention: PolicyMention, origin: Origin, steps: Sequence[PolicyStep]) -> Verdict | None:
    """An update where a date or horizon that is still to come is told anew, and none of the steps before can mean it.

    Two reports of one day's news that differ about a date or a horizon are no news of the policy, and the day of an act
    that is over does not move.
    """
    for name, label in (("effective", "takes effect or runs"), ("date", "is due")):
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
        if not still_to_come(new, origin) or origin.published - last.origin.published < SAME_NEWS:
            continue
        return Verdict(
            FindingKind.POLICY_UPDATED,
            f"The step {label} {new}; before, {', '.join(last.origin.voices)} told {old}.",
            old=old,
            new=new,
            against=last.origin,
        )
    return None


def still_to_come(date: str, origin: Origin) -> bool:
    days = span(date)
    return days is None or days[1] > origin.published.date()


def compatible(one: str, other: str) -> bool:
    """Whether two dates or horizons can be one: equal, one inside the other, or ending together."""
    a, b = span(one), span(other)
    if a is None or b is None:
        return one == other
    inside = (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
    return inside or a[1] == b[1] or abs((a[0] - b[0]).days) <= 3
