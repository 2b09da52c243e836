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
from tracker.matching.words import acronym, authority, mass, same_authority, terms, weight
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
    frozenset({Instrument.PROGRAMME, Instrument.GUIDELINE}),
    frozenset({Instrument.PROGRAMME, Instrument.PLAN}),
    frozenset({Instrument.PROGRAMME, Instrument.AUTHORIZATION}),
    frozenset({Instrument.PROGRAMME, Instrument.FUNDING}),
    frozenset({Instrument.LAW, Instrument.REGULATION}),
    frozenset({Instrument.REGULATION, Instrument.RESTRICTION}),
    frozenset({Instrument.REGULATION, Instrument.STANDARD}),
)
"""Forms that newspapers mix up; other pairs within a family count against a link."""
PAST_YEAR = re.compile(r"\b(?:in|since|of|from|back to)\s+(?:[A-Z][a-z]+\s+)?((?:19|20)\d\d)\b(?!\s*[-–/])")
SAME_TITLE = 0.75
TITLE_NOISE = terms(
    "plan guideline opinions law regulation programme policy document notice measures rules decision report standard "
    "agreement strategy implementation action development promotion new national government china three-year year"
)


@dataclass(frozen=True, slots=True)
class Features:
    issuers: tuple[str, ...]
    title: frozenset[str]
    quote: frozenset[str]
    counted: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=8192)
def features(mention: PolicyMention) -> Features:
    names = frozenset(term for issuer in mention.issuers for term in terms(issuer))
    return Features(
        issuers=mention.issuers,
        title=terms(mention.title) - CODES,
        quote=(terms(mention.quote) | terms(mention.title)) - names - CODES,
        counted=counted(mention.quote),
        places=(terms(mention.title) | terms(mention.quote)) & CODES,
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
    for step in policy.steps:
        obstacle = hard(mention, ours, words, origin, step)
        if obstacle:
            why = obstacle if best == 0 else why
            continue
        score, reason = closeness(mention, ours, words, origin, step)
        if score > best:
            best, why = score, reason
    return best, why


def hard(mention: PolicyMention, ours: Features, words: frozenset[str], origin: Origin, step: PolicyStep) -> str | None:
    """Why a mention cannot continue the policy of a step, in words; None where nothing hard stands against it."""
    theirs = features(step.mention)
    if mention.jurisdiction and step.mention.jurisdiction and mention.jurisdiction != step.mention.jurisdiction:
        return f"Another jurisdiction: {mention.jurisdiction}, not {step.mention.jurisdiction}."
    if not any(mention.instrument in family and step.mention.instrument in family for family in FAMILIES):
        return f"Another form: a {mention.instrument}, not a {step.mention.instrument}."
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
    """How close a mention is to a step, between 0 and 1: by titles first, then by the stories around them."""
    theirs = features(step.mention)
    if origin.item_id == step.origin.item_id:
        return within_item(ours, theirs)
    title = both_ways(
        (ours.title - TITLE_NOISE, ours.quote, words), (theirs.title - TITLE_NOISE, theirs.quote, step.words)
    )
    quote = overlap(ours.quote, theirs.quote)
    topic = overlap(words, step.words)
    score = 0.5 * title + 0.2 * min(1.0, 2 * quote) + 0.3 * min(1.0, 2 * topic)
    known = bool(mention.issuers and step.mention.issuers)
    score += 0.08 if known else -0.04
    score += 0.18 if overlap(ours.title, theirs.title) > 0.95 and len(ours.title) > 2 else 0.0
    score += 0.05 * (mention.instrument == step.mention.instrument)
    score += 0.1 * bool((ours.counted | _counted(words)) & (theirs.counted | _counted(step.words)))
    score -= 0.0 if near_forms(mention.instrument, step.mention.instrument) else 0.06
    score += horizon(mention, step.mention) + in_time(mention, origin, step) + act_time(mention, origin, step)
    return max(0.0, min(1.0, score)), (
        f"Titles agree by {title:.0%}, topics by {min(1.0, 2 * topic):.0%}"
        + (f", both from {step.mention.issuers[0]}." if known else ".")
    )


def within_item(ours: Features, theirs: Features) -> tuple[float, str]:
    """How close two steps told in one item are: it tells them apart, so only nearly the same title makes them one."""
    title = overlap(ours.title, theirs.title)
    if title >= SAME_TITLE and mass(ours.title) > 1:
        return 0.5 + 0.5 * title, f"Told in the same item; titles agree by {title:.0%}."
    return min(0.5, title), "Told in the same item as something else."


Texts = tuple[frozenset[str], frozenset[str], frozenset[str]]
"""The words of a title, of the sentence that states the step, and of the item around it."""


def both_ways(one: Texts, other: Texts) -> float:
    """How much of two titles stands in one another; what stands only in the text around the other counts less."""
    there, back = found_in(one[0], other), found_in(other[0], one)
    return 0.5 * min(there, back) + 0.5 * max(there, back)


def found_in(part: frozenset[str], texts: Texts) -> float:
    if not part:
        return 0.0
    title, quote, around = texts
    found = sum(weight(t) * (1.0 if t in title else 0.55 if t in quote else 0.35 if t in around else 0.0) for t in part)
    return found / mass(part)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Weighted words in common, relative to the geometric mean of the two (cosine of weights)."""
    if not one or not other:
        return 0.0
    return mass(one & other) / math.sqrt(mass(one) * mass(other))


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
    """Reports of one step come within days; long after, another stage is likelier than the same one told again."""
    days = abs((origin.published - step.origin.published).days)
    if days <= 4:
        return 0.05
    if mention.stage is step.mention.stage and days > 60:
        return -0.08
    return 0.0


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
