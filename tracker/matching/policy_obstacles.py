"""What tells two steps apart for sure, whatever else agrees: another place, number, year, day, time, object or hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.matching.objects import (
    CONTINUING,
    EDITION,
    days_between,
    handed_on,
    is_one_of,
    one_for_all,
    other_number,
    other_object,
    other_paper,
    other_parties,
    other_time,
    same_act,
    same_name,
    telling_figures,
    told_beside,
    words_of,
)
from tracker.matching.places import CODES
from tracker.matching.policy_likeness import changes
from tracker.matching.policy_traits import BODIES, Features, features, form, issuers_meet, parts
from tracker.matching.running import another_round, of_another_day, over, separate
from tracker.matching.vocabulary import LAWMAKERS, ORGANISATIONS
from tracker.matching.words import overlap, terms
from tracker.model import Instrument, Origin, Policy, PolicyMention, PolicyStep, Stage

BODY_NAMES = frozenset(ORGANISATIONS.split())
INQUIRY = re.compile(r"\b(?:inquir|enquir|investigation|probe)", re.IGNORECASE)
OF_OTHER_KIND = -0.4
"""From where on two forms are hardly taken for one another."""
SMALL = frozenset({"of", "and", "the", "for", "national", "federal"})
ONE_MOULD = 0.4
"""How far two sentences agree, without what they are about, that a writer made from one another's mould."""
RETOLD = 10
"""Days within which papers tell one step."""
MOST_STEPS = 12


def open_to(mention: PolicyMention, words: frozenset[str], origin: Origin, policy: Policy) -> bool:
    """Whether a policy is of the jurisdiction of a step, or may be, and not told in the same item as another act."""
    own = features(mention, origin)
    for step in policy.steps:
        if step.origin.item_id == origin.item_id:
            return False
        if told_beside(mention, own, origin, step, features(step.mention, step.origin)):
            return False
    return any(not abroad(mention, words, step) for step in recent(policy.steps))


def abroad(mention: PolicyMention, words: frozenset[str], step: PolicyStep) -> bool:
    """Whether a step is of another jurisdiction; one that its story does not name is only guessed."""
    one, other = mention.jurisdiction, step.mention.jurisdiction
    if one == other or not one or not other or "INT" in (one, other) or of_one_name(mention, words, step):
        return False
    return other not in words and one not in step.words


def of_one_name(mention: PolicyMention, words: frozenset[str], step: PolicyStep) -> bool:
    """Whether two steps are of an authority by a name that many states have one of, a ministry of finance, and the
    state of one of them is but guessed: its story does not name it."""
    told = mention.jurisdiction in words and step.mention.jurisdiction in step.words
    return not told and issuers_meet(mention, step.mention)


def excluded(mention: PolicyMention, words: frozenset[str], origin: Origin, policy: Policy) -> bool:
    """Whether a number, a year, a time or the parts of a document tell a step and a policy apart for sure."""
    return over(mention, policy) or any(
        told_apart(mention, words, origin, step) is not None for step in recent(policy.steps)
    )


def told_apart(mention: PolicyMention, words: frozenset[str], origin: Origin, step: PolicyStep) -> str | None:
    ours, theirs = features(mention, origin), features(step.mention, step.origin)
    return (
        other_years(ours, theirs)
        or clashing(ours.counted or parts(words), theirs.counted or parts(step.words))
        or ("Of one state only." if of_one_state(mention, step.mention) else None)
        or ("An inquiry is no act." if of_inquiry(mention, step.mention) else None)
        or ("A report is no act." if of_a_report(mention, step.mention) else None)
        or ("A separate act." if separate(mention) and not same_name(ours, theirs) else None)
        or other_parties(ours, theirs)
        or other_paper(ours, theirs)
        or other_number(mention, step.mention)
        or other_time(mention, ours, origin, step, theirs)
        or another_round(mention, origin, step)
        or ("Of another day." if of_another_day(mention, step) else None)
        or ("Of another authority." if of_other_hands(mention, ours, step.mention, theirs) else None)
        or surely_another(mention, ours, words, origin, step)
    )


def surely_another(
    mention: PolicyMention, ours: Features, words: frozenset[str], origin: Origin, step: PolicyStep
) -> str | None:
    """Why the same stage is of another object, where the titles can be trusted: it is told in a sentence of the same
    mould ("approved Zelvoran", "approved Kintarib"), of another form, or later than news is told again."""
    against = thing_of_another(mention, ours, words, origin, step)
    if against is None:
        return None
    theirs = features(step.mention, step.origin)
    of_one_mould = overlap(ours.act - ours.object, theirs.act - theirs.object) >= ONE_MOULD
    unlike = form(mention.instrument, step.mention.instrument) <= OF_OTHER_KIND
    later = days_between(mention, origin, step) > RETOLD
    return against if of_one_mould or unlike or later else None


def doubts(mention: PolicyMention, words: frozenset[str], origin: Origin, policy: Policy) -> dict[str, float]:
    """What mostly tells a step and a policy apart, but may be misread: signs of 0 and 1."""
    ours = features(mention, origin)
    steps = recent(policy.steps)
    return {
        "anew": float(any(taken_anew(mention, origin, step) for step in steps)),
        "other object": float(any(thing_of_another(mention, ours, words, origin, step) for step in steps)),
        "other state": float(all(mention.jurisdiction != step.mention.jurisdiction for step in steps)),
    }


def thing_of_another(
    mention: PolicyMention, ours: Features, words: frozenset[str], origin: Origin, step: PolicyStep
) -> str | None:
    """Why the same stage is told of another object, if it is."""
    if mention.stage is not step.mention.stage or same_deed(mention, step.mention) or changes(mention):
        return None
    return other_object(ours, features(step.mention, step.origin), (words, step.words))


def reports(one: PolicyMention, other: PolicyMention) -> int:
    """How many of two steps are of reports."""
    return (one.instrument is Instrument.REPORT) + (other.instrument is Instrument.REPORT)


def of_a_report(one: PolicyMention, other: PolicyMention) -> bool:
    """Whether only one of two steps is of a report, and that is no paper on which views are asked."""
    return reports(one, other) == 1 and not one.stage is Stage.CONSULTATION is other.stage


def of_other_hands(one: PolicyMention, ours: Features, other: PolicyMention, theirs: Features) -> bool:
    """Whether two authorities that are no part of one another each began something: the step changes no earlier one."""
    if not one.issuers or not other.issuers or issuers_meet(one, other) or changes(one) or changes(other):
        return False
    if one_thing(one, ours, other, theirs):
        return False
    if is_one_of(one, LAWMAKERS) and is_one_of(other, LAWMAKERS):
        return False  # whatever form papers give what goes from house to house
    law = one.instrument is Instrument.LAW  # a bill was a plan before
    if one.stage is other.stage and not law and form(one.instrument, other.instrument) <= OF_OTHER_KIND:
        return True
    if one_for_all(one, other) or handed_on(one, other):
        return False
    return not akin(one, other, SMALL | BODY_NAMES)


def one_thing(one: PolicyMention, ours: Features, other: PolicyMention, theirs: Features) -> bool:
    """Whether two sentences are of one thing whoever acts: both hold a number that two acts hardly share by chance, or
    the one tells what the other one's authority is named after, as a wage commission is after the wage."""
    shared = not telling_figures(ours).isdisjoint(telling_figures(theirs))
    return shared or named_after(ours, other) or named_after(theirs, one)


def named_after(ours: Features, other: PolicyMention) -> bool:
    """Whether a sentence holds the words, two at least, by which the name of an authority tells its field."""
    fields = (field_of(issuer) for issuer in other.issuers)
    return any(len(words) > 1 and words <= ours.act for words in fields)


@lru_cache(maxsize=4096)
def field_of(issuer: str) -> frozenset[str]:
    return terms(issuer) - CODES - BODIES


def of_one_state(one: PolicyMention, other: PolicyMention) -> bool:
    """Whether one of two acts is of a state, the other of many, and they are of other forms."""
    world = (one.jurisdiction == "INT") + (other.jurisdiction == "INT")
    return world == 1 and one.instrument is not other.instrument


def taken_anew(mention: PolicyMention, origin: Origin, step: PolicyStep) -> bool:
    """Whether a step is taken that was taken long before, and is told as no change of it: the next price."""
    other = step.mention
    if mention.stage is not other.stage or mention.stage in CONTINUING or changes(mention) or same_act(mention, other):
        return False
    dated = mention.date is not None and mention.date == other.date
    return not dated and not handed_on(mention, other) and days_between(mention, origin, step) > EDITION


def of_inquiry(one: PolicyMention, other: PolicyMention) -> bool:
    """Whether one of two titles is of an inquiry, and the other one of no act that its authority may end it with."""
    new, old = inquires(one.title), inquires(other.title)
    return new != old and (new or not issuers_meet(one, other) or one.instrument is not other.instrument)


@lru_cache(maxsize=2048)
def inquires(title: str) -> bool:
    return INQUIRY.search(title) is not None


def other_years(ours: Features, theirs: Features) -> str | None:
    if not ours.years or not theirs.years or ours.years & theirs.years:
        return None
    return f"Another year: {min(ours.years)}, not {min(theirs.years)}."


def akin(one: PolicyMention, other: PolicyMention, small: frozenset[str]) -> bool:
    """Whether the names of two authorities share a word, as two names of one ministry do."""
    return any(words_of(a) & words_of(b) - small for a in one.issuers for b in other.issuers)


def same_deed(one: PolicyMention, other: PolicyMention) -> bool:
    """Whether two texts tell that one authority took the same step on the same day."""
    of_a_day = one.date is not None and len(one.date) == len("2031-03-01") and one.date == other.date
    return of_a_day and one.stage is other.stage and issuers_meet(one, other)


def clashing(ours: frozenset[str], theirs: frozenset[str]) -> str | None:
    """Two documents with other numbers of the same parts are two, unless some count is equal."""
    if not ours or not theirs or ours & theirs:
        return None
    for one in sorted(ours):
        for other in sorted(theirs):
            if one.partition(":")[2] == other.partition(":")[2]:
                return f"{one.replace(':', ' ')}, not {other.replace(':', ' ')}"
    return None


def recent(steps: Sequence[PolicyStep]) -> Sequence[PolicyStep]:
    """The steps to compare with: the first, which named the policy, and the last ones."""
    return steps if len(steps) <= MOST_STEPS else (steps[0], *steps[-MOST_STEPS + 1 :])
