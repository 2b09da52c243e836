"""How well a step fits a stored policy by names and sentences: issuer, form, title, topic, dates, parts and place."""

from __future__ import annotations

import math

from tracker.matching.objects import (
    CONTINUING,
    covered,
    dates_in,
    goes_back,
    handed_on,
    measures,
    one_for_all,
    one_title,
    other_deed,
    other_number,
    other_object,
    other_paper,
    other_time,
    same_act,
    same_name,
    taken_up,
    told_beside,
    told_by,
)
from tracker.matching.periods import span
from tracker.matching.policy_obstacles import SMALL, akin, clashing, of_one_name, other_years, recent, same_deed
from tracker.matching.policy_traits import UNLIKE, Features, acted, features, form, issuers_meet, parts
from tracker.matching.running import another_round
from tracker.matching.series import NEAR
from tracker.matching.words import mass, overlap, story_overlap
from tracker.model import Origin, Policy, PolicyMention, PolicyStep, Stage

SAME_STAGE = ((2, 0.16), (5, 0.12), (10, 0.06), (30, -0.04), (90, -0.08), (10**9, -0.12))
"""What the days between two reports of one stage tell: (at most so many days, so much)."""
SAID, TOPIC = 0.45, 0.35
"""Overlaps of sentences and of stories from which two rewrites of one story agree as far as rewrites do."""
TOPIC_WEIGHT = 2.8
TELLING_OBJECT = 0.65
"""The weight of words from which a title says what an act is about."""
TELLING_TITLE, SAME_SENTENCE = 1.5, 0.5
MIXED_UP = -0.4
"""Down from where on two forms in one text are two acts: its strategy and its regulation."""
OTHER_DEED = 2.0
"""What it takes away if two sentences tell much of what was done and share none of it."""
BACKWARDS = 3.0
"""What an earlier stage, told long after a later one, takes away."""
NAMED_ACT = 0.7
"""What each of two words adds of a name that both texts give an instrument: the Online Safety Act."""
SAME_FIGURE = 1.5
"""What it adds if both sentences hold the same number: the amount of a fine, the size of a fund."""
UNCOVERED = 5.0
"""What it takes away if what names the one act is not said of the other, nor the other way round."""
FAMILY, LIKE_STORY, LIKE_SAID, LIKE_TITLE, LIKE_OBJECT, VAGUE = -0.15, 0.16, 0.2, 0.6, 1.9, 0.5
"""From where on two stories that name other authorities tell one act: of form, of overlaps, of the weight of shared
words of the object; and up to where a title is too vague to compare."""
TIED = 0.7
"""What it adds that two stories are so alike though the authorities differ, as far as they got past that."""
SAME_PART = 1.0
"""What each counted part in common adds: 17 tasks, four areas."""
SAME_DAY, SAME_MONTH = 4.0, 2.0
"""What it adds if a later step names the day, or the month, of the earlier one: "the order of 9 October"."""
SAME_MEASURE = 1.2
"""What it adds if both sentences hold the same measure that is a name: 6 GHz."""
ONE_EVENT = 0.2
"""How far two stories agree that tell the same step of the same day, though they word its object differently."""
SAME_DEED = 3.0
"""What it adds that both tell the same step of one authority on one day, in one story."""
HOPELESS = math.log(NEAR / (1 - NEAR)) - 1
"""Odds below which even the same story around would not bring a policy near."""


def fit(mention: PolicyMention, words: frozenset[str], origin: Origin, policy: Policy) -> tuple[float, str]:
    """How well a mention fits a policy, between 0 and 1, and why; 0 where a hard field differs."""
    ours = features(mention, origin)
    best, why = 0.0, "Nothing in common."
    for step in recent(policy.steps):
        if papers := other_paper(ours, features(step.mention, step.origin)):
            return 0.0, papers
    for step in recent(policy.steps):
        theirs = features(step.mention, step.origin)
        if told_beside(mention, ours, origin, step, theirs):
            return 0.0, "Told in the same letter as something else."
        obstacle = hard(mention, ours, words, step, theirs) or another_act(mention, ours, words, origin, step)
        if obstacle:
            why = obstacle if best == 0 else why
            continue
        if origin.item_id == step.origin.item_id:
            if not retold(mention, ours, step.mention, theirs):
                return 0.0, "Told in the same item as something else."
            score, reason = 0.9, "Told in the same item already."
        else:
            score, reason = closeness(mention, ours, words, origin, step)
        if score > best:
            best, why = score, reason
    return best, why


def retold(mention: PolicyMention, ours: Features, other: PolicyMention, theirs: Features) -> bool:
    """Whether two steps told in one item are of one instrument: of one title, or of one form where none is told."""
    if ours.borrowed and theirs.borrowed:
        return overlap(ours.act, theirs.act) >= SAME_SENTENCE
    if ours.name != theirs.name and form(mention.instrument, other.instrument) <= MIXED_UP:
        return False
    nobody = any(
        not m.issuers and told_by(own.object) < TELLING_OBJECT for m, own in ((mention, ours), (other, theirs))
    )
    if (nobody or not ours.name or not theirs.name) and form(mention.instrument, other.instrument) >= 0.0:
        return mention.stage is other.stage
    return ours.name == theirs.name or (ours.title == theirs.title and mass(ours.title) >= TELLING_TITLE)


def hard(
    mention: PolicyMention, ours: Features, words: frozenset[str], step: PolicyStep, theirs: Features
) -> str | None:
    """Why a mention cannot continue the policy of a step, in words; None where nothing hard stands against it."""
    other = step.mention
    elsewhere = mention.jurisdiction and other.jurisdiction and mention.jurisdiction != other.jurisdiction
    guessed = "INT" in (mention.jurisdiction, other.jurisdiction) or of_one_name(mention, words, step)
    if elsewhere and not (guessed and one_title(ours, theirs)):
        return f"Another jurisdiction: {mention.jurisdiction}, not {other.jurisdiction}."
    strangers = mention.issuers and other.issuers and not issuers_meet(mention, other)
    if strangers and not (
        (handed_on(mention, other) and same_name(ours, theirs))
        or taken_up(ours, theirs, mention, other)
        or (one_title(ours, theirs) and one_for_all(mention, other))
        or one_story(ours, words, step, theirs, mention)
    ):
        return f"Another issuer: {mention.issuers[0]}, not {other.issuers[0]}."
    if years := other_years(ours, theirs):
        return years
    clash = clashing(ours.counted or parts(words), theirs.counted or parts(step.words))
    return f"Other parts: {clash}." if clash else None


def one_story(
    ours: Features, words: frozenset[str], step: PolicyStep, theirs: Features, mention: PolicyMention
) -> bool:
    """Whether two stories tell one act though they name other authorities for it: the ministry and its agency, the
    government and the commission that it sits on. Their words, their sentences and what the act is about must agree."""
    one, other = mention.instrument, step.mention.instrument
    vague = min(ours.informative, theirs.informative) < VAGUE and not (ours.object and theirs.object)
    if not vague and overlap(ours.title, theirs.title) < LIKE_TITLE:
        return False
    mixed = one is not other and not UNLIKE.isdisjoint((one, other))
    if mixed or story_overlap(words, step.words) < LIKE_STORY or form(one, other) < FAMILY:
        return False
    if overlap(ours.said, theirs.said) < LIKE_SAID:
        return False
    if (
        mention.stage is step.mention.stage
        and not one_for_all(mention, step.mention)
        and not akin(mention, step.mention, SMALL)
    ):
        return False
    shared = (ours.object & (theirs.said | step.words)) | (theirs.object & (ours.said | words))
    return mass(shared) >= LIKE_OBJECT


def another_act(
    mention: PolicyMention, ours: Features, words: frozenset[str], origin: Origin, step: PolicyStep
) -> str | None:
    """Why a mention is of another act of the same authority and form, in words: another object, number or time."""
    theirs = features(step.mention, step.origin)
    around = None if origin.item_id == step.origin.item_id else (words, step.words)
    one_deed = around is not None and same_deed(mention, step.mention) and story_overlap(*around) >= ONE_EVENT
    return (
        (None if one_deed else other_object(ours, theirs, around))
        or other_number(mention, step.mention)
        or other_time(mention, ours, origin, step, theirs)
        or another_round(mention, origin, step)
    )


def closeness(
    mention: PolicyMention, ours: Features, words: frozenset[str], origin: Origin, step: PolicyStep
) -> tuple[float, str]:
    """How close a mention is to a step, as a probability: by what is said of it, by the stories around it, by titles.

    The weights are those of a logistic regression over pairs of reports, rounded. A title counts as far as both tell
    something; letters often call an instrument just "the guidelines". Then equal ones speak for, other ones against.
    """
    theirs = features(step.mention, step.origin)
    said, title = overlap(ours.said, theirs.said), overlap(ours.title, theirs.title)
    informative = min(ours.informative, theirs.informative)
    known = bool(mention.issuers and step.mention.issuers) and issuers_meet(mention, step.mention)
    deed = same_deed(mention, step.mention) and story_overlap(words, step.words) >= ONE_EVENT
    odds = (
        -4.5
        + 4.8 * min(1.0, said / SAID)
        + (6.0 * title - 4.4) * informative
        + 3.0 * (ours.name == theirs.name and len(ours.name) > 2)
        + 1.2 * known
        + SAME_PART * min(2, len((ours.counted | parts(words)) & (theirs.counted | parts(step.words))))
        + refers_back(mention, step, known=known)
        + TIED * (not known and bool(mention.issuers and step.mention.issuers))
        + NAMED_ACT * min(2, same_act(mention, step.mention))
        + SAME_MEASURE * bool(measures(ours.said) & measures(theirs.said))
        + SAME_FIGURE * bool(ours.figures & theirs.figures)
        + 4.0 * form(mention.instrument, step.mention.instrument)
        - UNCOVERED * max(0.0, 0.5 - covered(ours, theirs)) * (not deed)
        + SAME_DEED * deed
        - OTHER_DEED * other_deed(ours, theirs)
        - BACKWARDS * goes_back(mention, origin, step)
        + 5.0 * in_time(mention, origin, step)
        + 4.0 * (horizon(mention, step.mention) + act_time(mention, origin, step))
    )
    if odds + TOPIC_WEIGHT < HOPELESS:
        return probability(odds), "Little of what is said agrees."
    topic = min(1.0, story_overlap(words, step.words) / TOPIC)
    return probability(odds + TOPIC_WEIGHT * topic), (
        f"What is said agrees by {min(1.0, said / SAID):.0%}, the story around by {topic:.0%}"
        + (f", the title by {title:.0%}" if informative >= 0.5 else "")
        + (f", both from {step.mention.issuers[0]}." if known else ".")
    )


def refers_back(mention: PolicyMention, step: PolicyStep, *, known: bool) -> float:
    """What it adds that a later step of the same authority names the time of the earlier one."""
    if not known or mention.stage not in CONTINUING | {Stage.IMPLEMENTED} or mention.stage is step.mention.stage:
        return 0.0
    told = span(step.mention.date) or (step.origin.published.date(),) * 2
    best = 0.0
    for day, month in dates_in(f"{mention.title}; {mention.quote}"):
        if month == told[0].month:
            near = day is not None and abs(day - told[0].day) <= 1
            best = max(best, SAME_DAY if near else SAME_MONTH if day is None else 0.0)
    return best


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def horizon(one: PolicyMention, other: PolicyMention) -> float:
    """A little for the same horizon or date, a little against other ones."""
    score = 0.0
    if one.effective and other.effective:
        score += 0.08 if one.effective == other.effective else -0.05
    if one.date and other.date and one.stage == other.stage:
        a, b = span(one.date), span(other.date)
        if a and b:
            apart = max((a[0] - b[1]).days, (b[0] - a[1]).days, 0)
            score += 0.08 if apart <= 1 else -0.15 if apart > 45 else -0.05 if apart > 7 else 0.0
    return score


def act_time(mention: PolicyMention, origin: Origin, step: PolicyStep) -> float:
    """Against acts of one kind that were taken at other times, as far as the two sentences say."""
    ours, theirs = acted(mention, origin), acted(step.mention, step.origin)
    if mention.stage is not step.mention.stage or ours is None or theirs is None:
        return 0.0
    between = max((ours[0] - theirs[1]).days, (theirs[0] - ours[1]).days)
    return -0.25 if between > 200 else -0.1 if between > 60 else 0.0


def in_time(mention: PolicyMention, origin: Origin, step: PolicyStep) -> float:
    """Reports of one step come within days; weeks after, another stage is likelier than the same one told again."""
    days = abs((origin.published - step.origin.published).days)
    if mention.stage is not step.mention.stage:
        return 0.06 if days <= 3 else 0.0
    return next(bonus for limit, bonus in SAME_STAGE if days <= limit)
