"""How close a number is to an observation of a series: by the words that name it, by its value and what stands around.

Subject and measure decide where they tell something. Where a text names its quantity badly ("that", "the figure"), the
words near the number stand in for them, and a value that is equal to several digits in the same news speaks for itself.
"""

from __future__ import annotations

from math import isfinite

from tracker.matching.amounts import HARDLY, agree, in_unit, in_words_only, step_of
from tracker.matching.periods import length, overlapping, same_period, span
from tracker.matching.traits import Traits, headline, noun
from tracker.matching.vocabulary import AIM_WORDS
from tracker.matching.words import concept, mass, overlap, weight
from tracker.model import MetricMention, Observation, Origin

EXACT = 0.85
"""Values that differ for one time are of one series only where the words leave little doubt."""
SOMETHING = 0.4
"""The weight of words, place and period length below which a text does not say what its number is of."""
NAMED_ALIKE = 0.9
"""From here on two quantities are named alike, and who else is named beside them does not matter."""
TELLING = 1.5
"""The weight of words from which subject and measure name a quantity."""
NEAR_WORDS = 0.5
"""Overlap of the words near two numbers from which they agree as far as rewrites do."""
DIGITS = (0.0, 0.1, 0.2, 0.5, 0.7)
"""How far an equal value closes the gap in the words, by its significant digits: 17 is soon equal, 4.441 is not."""
DOUBT = 0.55
"""What a mention of another value gets at most where something speaks against it: no link, but "perhaps"."""
SUPPORT = 1.1
"""The weight of shared words, places and surroundings that a link between different values asks for."""
OWN_WORDS = 0.6
"""The weight of words of its own from which each of two numbers names another quantity."""
WORDLESS_SUPPORT = 1.5
"""The same where no word of subject or measure is shared, only a place or a period length."""
OWN_CORE, OWN_LITTLE = 1.0, 0.3
"""The weight of words of its own in subject and measure, of the one number and of the other, from which they are of two
quantities."""
AIMS = frozenset(concept(word) for word in AIM_WORDS.split())
"""Words that name what is aimed at, as no measured value is named."""
MONTH = 28
"""Days from which a time is one that something is counted over, rather than the day of a report."""
UNLIKE_SIZE = 1e4
"""How many times as large one value is from which it is no later value of the other."""
BESIDE = 160
"""How many characters apart two numbers of one text may stand to be told beside one another."""
LONG_PAST = 60
"""Days after which a period told beside an undated value is surely another time than that value's."""
SAME_ID = 0.4
"""How far a model's or a version's name close to both numbers closes the gap in the words."""
SAME_NEWS = 12
"""Days within which an equal value of few digits can be the same news."""
AROUND = {1: 0.34, 2: 0.24, 3: 0.14, 4: 0.08}
"""How much of the words around two equal values must agree, by their significant digits."""


def closeness(
    mention: MetricMention, ours: Traits, origin: Origin, observation: Observation, theirs: Traits
) -> tuple[float, str]:
    """How close a mention is to an observation, between 0 and 1, and why."""
    score = words_agree(ours, theirs)
    reason = f"Subject and measure agree by {score:.0%}"
    if ours.ids & theirs.ids:
        score += (1 - score) * SAME_ID
    if slipped(mention, origin, observation) and overlap(ours.near, theirs.near) >= AROUND[2]:
        return max(score, 0.75), reason + ", the values but for their powers of ten."
    if continues(mention, ours, origin, observation, theirs):
        return max(score, 0.75), "It is told beside it, for another time."
    digits = equal_digits(mention, observation)
    digits = digits if digits > 1 or nearly(mention, observation) else 0
    if digits:
        around = surroundings(ours, origin, theirs, observation.origin)
        reason += f", the value to {digits} digit{'s' * (digits > 1)}"
        if (ours.unit == theirs.unit or digits >= 3) and told_alike(mention, origin, observation, digits, around):
            return max(score, 0.93 if digits >= 3 else 0.8), reason + ", in the same words around."
        score += (1 - score) * DIGITS[min(digits, 4)] * min(1.0, 2 * around)
    obstacle = against(mention, ours, observation.mention, theirs, 1.0 if digits else score, equal=digits > 0)
    return (min(score, DOUBT), f"{reason}, but {obstacle}.") if obstacle else (score, reason + ".")


def surroundings(ours: Traits, origin: Origin, theirs: Traits, other: Origin) -> float:
    """How far the words around two numbers agree; of one item only those close by count, for it shares the others."""
    near = overlap(ours.near, theirs.near)
    if origin.item_id == other.item_id:
        return near
    return max(near, overlap(ours.context | headline(origin), theirs.context | headline(other)))


def against(
    mention: MetricMention, ours: Traits, other: MetricMention, theirs: Traits, score: float, *, equal: bool
) -> str | None:
    """What speaks against one quantity where the value alone does not speak for it: a few words that fit anything are
    not enough then."""
    if at_odds(mention, other) and score < EXACT:
        return "for the same time the values differ"
    if min(ours.telling, theirs.telling) < SOMETHING:
        return "one of them names nothing"
    if not equal and (obstacle := other_quantity(mention, ours, other, theirs, score)):
        return obstacle
    if score >= NAMED_ALIKE and min(mass(ours.words), mass(theirs.words)) >= TELLING:
        return None
    apart = named_apart(ours, theirs)
    wanted = SUPPORT if ours.words & theirs.words else WORDLESS_SUPPORT
    if apart is None and support(ours, theirs) < wanted:
        return "little else does"
    return apart


def other_quantity(
    mention: MetricMention, ours: Traits, other: MetricMention, theirs: Traits, score: float
) -> str | None:
    """What of two names makes them names of two quantities, however much the rest agrees."""
    levels = (mention.value is not None) + (other.value is not None)
    if levels < 2 and (score < NAMED_ALIKE or (levels and (ours.core != theirs.core or ours.telling < TELLING))):
        return "one of them tells a change only"
    aimed_at = mention.kind is not other.kind and (ours.measure ^ theirs.measure) & AIMS
    if aimed_at or of_other_span(mention, other) or not ours.measure or not theirs.measure:
        return "they are for times of other lengths, or one does not say what is measured, or only one is aimed at"
    narrower = (ours.qualifiers - theirs.context) | (theirs.qualifiers - ours.context)
    if min(mass(ours.words), mass(theirs.words)) >= TELLING:
        narrower = ours.qualifiers ^ theirs.qualifiers
    if narrower:
        return f"only one is about {min(narrower)}"
    alone = (ours.names - theirs.context) | (theirs.names - ours.context)
    if score >= NAMED_ALIKE:  # a platform or product beside the subject often goes unsaid
        alone &= ours.subject | theirs.subject
    if alone:
        return f"only one is about {min(alone)}"
    if two_sided(ours.words - theirs.core, theirs.words - ours.core):
        return "each has words of its own"
    return None


def of_other_span(one: MetricMention, other: MetricMention) -> bool:
    """Whether two amounts are for times of other lengths that share days: a half-year's imports and the year's."""
    a, b = span(one.period), span(other.period)
    if a is None or b is None or not overlapping(one.period, other.period) or one.unit == "%":
        return False
    short, long = sorted((length(a), length(b)))
    return short >= MONTH and long > 1.5 * short


def two_sided(own: frozenset[str], their: frozenset[str]) -> bool:
    return min(mass(own), mass(their)) >= OWN_LITTLE and max(mass(own), mass(their)) >= OWN_CORE


def named_apart(ours: Traits, theirs: Traits) -> str | None:
    """Names and words by which two numbers of different values are told apart, whatever their subjects."""
    if ours.ids and theirs.ids and not ours.ids & theirs.context and not theirs.ids & ours.context:
        return f"one is about {min(ours.ids)}, the other about {min(theirs.ids)}"
    alone = (ours.beside - theirs.context) | (theirs.beside - ours.context)
    if alone:
        return f"{min(alone)} stands beside one of them only"
    if ours.ranked - theirs.context or theirs.ranked - ours.context:
        return "one is about the first of a ranking only"
    if min(mass(ours.words - theirs.context), mass(theirs.words - ours.context)) >= OWN_WORDS:
        return "each has words of its own"
    return None


def support(ours: Traits, theirs: Traits) -> float:
    """The weight of what two numbers share: words, surroundings, place, period length, a unit that tells something."""
    shared = sum(map(weight, ours.words & theirs.words)) + 1.5 * min(1.0, overlap(ours.near, theirs.near) / NEAR_WORDS)
    shared += 0.5 * bool(ours.places & theirs.places) + 0.4 * bool(ours.cadence and theirs.cadence)
    return shared + (0.3 * weight(noun(ours.unit)) if noun(ours.unit) and ours.unit == theirs.unit else 0.0)


def slipped(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether two values of other texts are for one time and differ by tens or thousands exactly: one has slipped."""
    theirs, value = in_unit(observation.mention, mention.unit), mention.value
    if not theirs or not value or not powers_apart(mention, observation):
        return False
    written = min(len(f"{abs(v) / step_of(v):.0f}") for v in (value, theirs))
    days = abs((origin.published - observation.origin.published).days)
    same_time = days <= 2 or same_period(mention.period, observation.mention.period)
    return written >= 2 and same_time and origin.document_id != observation.origin.document_id


def powers_apart(mention: MetricMention, observation: Observation) -> bool:
    """Whether two values of one kind differ by the factor ten or a thousand exactly, as papers round."""
    theirs, value = in_unit(observation.mention, mention.unit), mention.value
    if not theirs or not value or mention.kind is not observation.mention.kind or theirs * value < 0:
        return False
    factor = max(value / theirs, theirs / value)
    return abs(factor / 10.0 - 1) < HARDLY or abs(factor / 1000.0 - 1) < HARDLY


def continues(mention: MetricMention, ours: Traits, origin: Origin, observation: Observation, theirs: Traits) -> bool:
    """Whether a number goes on with the history that its own text tells: "a year before it was 40".

    It stands near the other, in the same unit, for another time, and does not name a quantity of its own.
    """
    other = observation.mention
    if origin.item_id != observation.origin.item_id or mention.kind is not other.kind or ours.unit != theirs.unit:
        return False
    if not at_other_times(mention, origin, other) or far_apart(mention, observation):
        return False
    if ours.qualifiers != theirs.qualifiers and min(mass(ours.words), mass(theirs.words)) >= TELLING:
        return False
    own, others = ours.words - theirs.context, theirs.words - ours.context
    named = mass(own) > 1.2 or all(any(term[0].isupper() for term in some) for some in (own, others))
    return not named and abs(mention.start - other.start) <= BESIDE


def far_apart(mention: MetricMention, observation: Observation) -> bool:
    """Whether two values are of such unlike size that no history leads from one to the other: a price, a revenue."""
    theirs, value = in_unit(observation.mention, mention.unit), mention.value
    return bool(theirs and value) and not 1 / UNLIKE_SIZE < abs((value or 0) / (theirs or 1)) < UNLIKE_SIZE


def at_other_times(one: MetricMention, origin: Origin, other: MetricMention) -> bool:
    """Whether two values of one text are for two times: two that are told, or one long past and one undated."""
    first, second = span(one.period), span(other.period)
    if first and second:
        return first[1] < second[0] or second[1] < first[0]
    past = first or second
    return past is not None and (origin.published.date() - past[1]).days > LONG_PAST


def words_agree(ours: Traits, theirs: Traits, near: float | None = None) -> float:
    """How far the words that name two quantities agree, between 0 and 1. `near`: how far those close by agree, where
    that is known."""
    there, back = cover(ours, theirs), cover(theirs, ours)
    score = 0.7 * min(there, back) + 0.3 * max(there, back) - lonely_names(ours, theirs)
    trust = min(1.0, ours.telling / TELLING, theirs.telling / TELLING)
    near = near_agree(ours, theirs) if near is None else near
    score = trust * score + (1 - trust) * 0.8 * near
    if (ours.cadence is None) != (theirs.cadence is None):
        score -= 0.05
    if bool(ours.places) != bool(theirs.places) and not (ours.places | theirs.places) <= ours.context & theirs.context:
        score -= 0.1
    return max(score, 0.0)


def near_agree(ours: Traits, theirs: Traits) -> float:
    """How far the words close to two numbers agree, between 0 and 1, where 1 is as far as rewrites do."""
    return min(1.0, overlap(ours.near, theirs.near) / NEAR_WORDS)


def told_alike(mention: MetricMention, origin: Origin, observation: Observation, digits: int, around: float) -> bool:
    """Whether an equal value tells that two numbers are one: of one kind, of no other time, in words that agree.

    The fewer digits are equal, the more of the words must be, and the nearer the two must be in time.
    """
    other = observation.mention
    if mention.kind is not other.kind or not nearly(mention, observation):
        return False
    if mention.period and other.period and not overlapping(mention.period, other.period):
        return False
    days = abs((origin.published - observation.origin.published).days)
    if digits < 3 and days > SAME_NEWS and not same_period(mention.period, other.period):
        return False
    return around >= AROUND[min(digits, 4)] * (0.5 if same_story(origin, observation.origin) else 1.0)


def same_story(one: Origin, other: Origin) -> bool:
    return bool(one.story_id) and one.story_id == other.story_id and one.item_id != other.item_id


def at_odds(one: MetricMention, other: MetricMention) -> bool:
    """Whether two mentions of different values are for times that overlap."""
    told = one.value is not None and other.value is not None
    return told and one.kind is other.kind and overlapping(one.period, other.period)


def cover(one: Traits, other: Traits) -> float:
    """How much of one mention's subject and of its measure stands in the other: the poorer part counts most."""
    if one.subject and one.measure:
        first, second = covered(one.subject, other), covered(one.measure, other)
        return 0.6 * min(first, second) + 0.4 * (first + second) / 2
    part = one.subject or one.measure
    alone = covered(part, other) if part else 0.0
    return 0.6 * alone + 0.4 * alone


def covered(part: frozenset[str], other: Traits) -> float:
    if part <= other.core:
        return 1.0
    if part.isdisjoint(other.context) and part.isdisjoint(other.core):
        return 0.0
    core, context = other.core, other.context
    found = 0.0
    for term in part:
        if term in core:
            found += weight(term)
        elif term in context:
            found += weight(term) * 0.6
    return found / mass(part)


def lonely_names(ours: Traits, theirs: Traits) -> float:
    """What names that only one of the two knows take away: those of the subject much, those of the scope, which texts
    often leave unsaid, little."""
    names = ours.names | theirs.names
    if not names:
        return 0.0
    lonely = {name for name in names if name not in ours.context or name not in theirs.context}
    if not lonely:
        return 0.0
    named = lonely & (ours.subject | theirs.subject)
    return (0.25 if named else 0.1) * len(lonely) / len(names)


def equal_digits(mention: MetricMention, observation: Observation) -> int:
    """How many significant digits two equal values share; 0 where they differ."""
    theirs = in_unit(observation.mention, mention.unit)
    value = mention.value
    if theirs is None or value is None or value == 0 or not isfinite(value) or not agree(value, theirs):
        return 0
    if in_words_only(mention) or in_words_only(observation.mention):
        return 1
    return max(1, min(len(f"{abs(v) / step_of(v):.0f}") for v in (value, theirs)))


def nearly(mention: MetricMention, observation: Observation) -> bool:
    """Whether two values are the same number, written more or less exactly."""
    theirs = in_unit(observation.mention, mention.unit)
    value = mention.value
    return theirs is not None and value is not None and abs(theirs - value) <= HARDLY * abs(value)
