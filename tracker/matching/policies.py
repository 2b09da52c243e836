"""Which stored policy is this step? Issuer, form, title, topic, dates, counted parts, place and time."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.matching.periods import Span, span
from tracker.matching.places import CODES
from tracker.matching.series import decide
from tracker.matching.topics import counted
from tracker.matching.traits import headline
from tracker.matching.words import acronym, authority, mass, overlap, same_authority, terms
from tracker.model import Instrument, Link, Origin, Policy, PolicyMention, PolicyStep

FAMILIES: tuple[frozenset[Instrument], ...] = (
    frozenset({Instrument.PLAN, Instrument.GUIDELINE, Instrument.PROGRAMME, Instrument.DECISION}),
    frozenset(
        {Instrument.LAW, Instrument.REGULATION, Instrument.STANDARD, Instrument.RESTRICTION, Instrument.DECISION}
    ),
    frozenset({Instrument.REGULATION, Instrument.GUIDELINE, Instrument.STANDARD}),
    frozenset({Instrument.AUTHORIZATION, Instrument.PROGRAMME, Instrument.DECISION}),
    frozenset({Instrument.FUNDING, Instrument.PROGRAMME, Instrument.PLAN}),
    frozenset({Instrument.TAX, Instrument.LAW, Instrument.REGULATION, Instrument.RESTRICTION, Instrument.DECISION}),
    frozenset({Instrument.AGREEMENT, Instrument.PLAN, Instrument.DECISION}),
    frozenset({Instrument.REPORT}),
)
"""Forms that two texts may call one instrument by."""

NEAR_FORMS: tuple[frozenset[Instrument], ...] = (
    frozenset({Instrument.PLAN, Instrument.GUIDELINE}),
    frozenset({Instrument.PROGRAMME, Instrument.FUNDING}),
    frozenset({Instrument.LAW, Instrument.REGULATION}),
    frozenset({Instrument.REGULATION, Instrument.RESTRICTION}),
    frozenset({Instrument.REGULATION, Instrument.STANDARD}),
)
"""Forms that newspapers mix up; other pairs within a family count against a link."""
SAME_STAGE = ((2, 0.16), (5, 0.12), (10, 0.06), (30, -0.04), (90, -0.08), (10**9, -0.12))
"""What the days between two reports of one stage tell: (at most so many days, so much)."""
SAID, TOPIC = 0.45, 0.35
"""Overlaps of sentences and of stories from which two rewrites of one story agree as far as rewrites do."""
PAST_YEAR = re.compile(r"\b(?:in|since|of|from|back to)\s+(?:[A-Z][a-z]+\s+)?((?:19|20)\d\d)\b(?!\s*[-–/])")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SAME_TITLE = 0.75
MOST_STEPS = 12
TITLE_NOISE = terms(
    "plan guideline opinions law regulation programme policy document notice measures rules decision report standard "
    "agreement strategy implementation action development promotion new national government china three-year year"
)


@dataclass(frozen=True, slots=True)
class Features:
    """A mention, taken apart for comparison. All words are folded concepts."""

    name: frozenset[str]
    """all words of the title"""
    title: frozenset[str]
    """those of them that tell something"""
    years: frozenset[str]
    """the years in the title"""
    said: frozenset[str]
    """the words of the sentence and of the title"""
    counted: frozenset[str]
    names: frozenset[str]
    """the words of its issuers' names"""


@lru_cache(maxsize=8192)
def features(mention: PolicyMention) -> Features:
    return Features(
        name=terms(mention.title),
        title=terms(mention.title) - CODES - TITLE_NOISE,
        years=frozenset(YEAR.findall(mention.title)),
        said=(terms(mention.quote) | terms(mention.title)) - CODES,
        counted=counted(mention.quote),
        names=frozenset(term for issuer in mention.issuers for term in terms(issuer)),
    )


def link_policy(mention: PolicyMention, words: frozenset[str], origin: Origin, candidates: Sequence[Policy]) -> Link:
    """The stored policy whose life a mention continues; a new one (target_id None) where none fits or it is doubtful.

    `words` are the topic words of the mention's item.
    """
    scored: list[tuple[float, str, str]] = []
    refused: list[tuple[str, str]] = []
    for policy in candidates:
        score, reason = fit(mention, words, origin, policy)
        if score > 0:
            scored.append((score, policy.id, reason))
        else:
            refused.append((policy.id, reason))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return decide(scored, refused)


def fit(mention: PolicyMention, words: frozenset[str], origin: Origin, policy: Policy) -> tuple[float, str]:
    """How well a mention fits a policy, between 0 and 1, and why; 0 where a hard field differs."""
    ours = features(mention)
    best, why = 0.0, "Nothing in common."
    for step in recent(policy.steps):
        obstacle = hard(mention, ours, words, step)
        if obstacle:
            why = obstacle if best == 0 else why
            continue
        if origin.item_id == step.origin.item_id:
            if not retold(mention, ours, step):
                return 0.0, "Told in the same item as something else."
            score, reason = 0.9, "Told in the same item already."
        else:
            score, reason = closeness(mention, ours, words, origin, step)
        if score > best:
            best, why = score, reason
    return best, why


def recent(steps: Sequence[PolicyStep]) -> Sequence[PolicyStep]:
    """The steps to compare with: the first, which named the policy, and the last ones."""
    return steps if len(steps) <= MOST_STEPS else (steps[0], *steps[-MOST_STEPS + 1 :])


def retold(mention: PolicyMention, ours: Features, step: PolicyStep) -> bool:
    """Whether two steps told in one item are of one instrument: nearly the same title, or the same act without one."""
    theirs = features(step.mention)
    if overlap(ours.title, theirs.title) >= SAME_TITLE or ours.name == theirs.name:
        return True
    unnamed = min(mass(ours.title), mass(theirs.title)) < 1.5
    return unnamed and mention.stage is step.mention.stage and mention.instrument is step.mention.instrument


def hard(mention: PolicyMention, ours: Features, words: frozenset[str], step: PolicyStep) -> str | None:
    """Why a mention cannot continue the policy of a step, in words; None where nothing hard stands against it."""
    theirs = features(step.mention)
    if mention.jurisdiction and step.mention.jurisdiction and mention.jurisdiction != step.mention.jurisdiction:
        return f"Another jurisdiction: {mention.jurisdiction}, not {step.mention.jurisdiction}."
    if not any(mention.instrument in family and step.mention.instrument in family for family in FAMILIES):
        return f"Another form: a {mention.instrument}, not a {step.mention.instrument}."
    if ours.years and theirs.years and not ours.years & theirs.years:
        return f"Another year: {min(ours.years)}, not {min(theirs.years)}."
    clash = clashing(ours.counted or _counted(words), theirs.counted or _counted(step.words))
    if clash:
        return f"Other parts: {clash}."
    if mention.issuers and step.mention.issuers and not issuers_meet(mention, step.mention):
        return f"Another issuer: {mention.issuers[0]}, not {step.mention.issuers[0]}."
    return None


def _counted(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if ":" in word)


def clashing(ours: frozenset[str], theirs: frozenset[str]) -> str | None:
    """Two documents with other numbers of the same parts are two, unless some count is equal."""
    if not ours or not theirs or ours & theirs:
        return None
    for one in sorted(ours):
        for other in sorted(theirs):
            if one.partition(":")[2] == other.partition(":")[2]:
                return f"{one.replace(':', ' ')}, not {other.replace(':', ' ')}"
    return None


@lru_cache(maxsize=16384)
def _same_authority(one: str, other: str) -> bool:
    return same_authority(one, other)


def issuers_meet(one: PolicyMention, other: PolicyMention) -> bool:
    return any(_same_authority(a, b) for a in one.issuers for b in other.issuers)


def closeness(
    mention: PolicyMention, ours: Features, words: frozenset[str], origin: Origin, step: PolicyStep
) -> tuple[float, str]:
    """How close a mention is to a step, as a probability: by what is said of it, by the stories around it, by titles.

    The weights are those of a logistic regression over pairs of reports, rounded. A title counts as far as both tell
    something; letters often call an instrument just "the guidelines". Then equal ones speak for, other ones against.
    """
    theirs = features(step.mention)
    names = ours.names | theirs.names
    said = overlap((ours.said | headline(origin)) - names, (theirs.said | headline(step.origin)) - names)
    topic = overlap(words, step.words)
    title = overlap(ours.title - names, theirs.title - names)
    informative = min(1.0, mass(ours.title - names) / 3, mass(theirs.title - names) / 3)
    known = bool(mention.issuers and step.mention.issuers)
    odds = (
        -4.5
        + 4.8 * min(1.0, said / SAID)
        + 2.8 * min(1.0, topic / TOPIC)
        + (6.0 * title - 4.4) * informative
        + 3.0 * (ours.name == theirs.name and len(ours.name) > 2)
        + 1.2 * known
        + 1.0 * bool((ours.counted | _counted(words)) & (theirs.counted | _counted(step.words)))
        + 4.0 * form(mention.instrument, step.mention.instrument)
        + 5.0 * in_time(mention, origin, step)
        + 4.0 * (horizon(mention, step.mention) + act_time(mention, origin, step))
    )
    return 1 / (1 + math.exp(-odds)), (
        f"What is said agrees by {min(1.0, said / SAID):.0%}, the story around by {min(1.0, topic / TOPIC):.0%}"
        + (f", the title by {title:.0%}" if informative >= 0.5 else "")
        + (f", both from {step.mention.issuers[0]}." if known else ".")
    )


def form(one: Instrument, other: Instrument) -> float:
    if one is other:
        return 0.04
    return 0.0 if near_forms(one, other) else -0.12


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


def acted(mention: PolicyMention, origin: Origin) -> Span | None:
    """When an act was taken: its date, else a past year in its sentence, else about when it was told."""
    if mention.date:
        return span(mention.date)
    years = [int(year) for year in PAST_YEAR.findall(mention.quote)]
    past = [year for year in years if year < origin.published.year]
    return span(str(max(past))) if past else (origin.published.date(), origin.published.date())


def near_forms(one: Instrument, other: Instrument) -> bool:
    return one is other or any(one in forms and other in forms for forms in NEAR_FORMS)


def in_time(mention: PolicyMention, origin: Origin, step: PolicyStep) -> float:
    """Reports of one step come within days; weeks after, another stage is likelier than the same one told again."""
    days = abs((origin.published - step.origin.published).days)
    if mention.stage is not step.mention.stage:
        return 0.06 if days <= 3 else 0.0
    return next(bonus for limit, bonus in SAME_STAGE if days <= limit)


def policy_title(mention: PolicyMention) -> str:
    """A title for a new policy: its own, else who did what."""
    if mention.title.strip():
        return mention.title.strip()
    issuer = mention.issuers[0] if mention.issuers else mention.jurisdiction
    return f"{issuer}: {mention.instrument}".strip(": ")


def issuer_key(name: str) -> str:
    """One key for the full name of an authority and for its acronym."""
    short = acronym(name)
    return (short if len(short) > 1 else authority(name)).casefold()
