"""What parts two numbers whatever else agrees: unit, length of time, place, names, words that exclude one another."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.matching.amounts import bought_apart, in_unit, money_or_dimension
from tracker.matching.closeness import AROUND, equal_digits, nearly, same_story, slipped, words_agree
from tracker.matching.glance import Glance
from tracker.matching.likeness import Pair
from tracker.matching.periods import length, span, unlike
from tracker.matching.traits import INTENT, KINDS, Traits, around, contrast, counted_over, noun, traits
from tracker.matching.varieties import apart
from tracker.matching.vocabulary import MONTHS
from tracker.matching.words import COMMON, concept, overlap, story_overlap
from tracker.model import Kind, MetricMention, Observation, Origin

SOMEWHERE = re.compile(
    r"(?:And |But )?(?:In|At) (?:the )?([A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)*"
    r"(?:,| (?:it|the (?:figure|price|rate|share|number))\b)"
)
"""How a sentence goes over to another place."""
VOTE = concept("votes")
"""Those for and those against stand side by side, and are two."""
MONTH_NAMES = frozenset(name.lower() for name in MONTHS.split())
PART_OF_A_MONTH = range(8, 27)
FIRST_DAYS = re.compile(r"\bfirst (?:\d{1,2}|ten|fifteen|twenty|twenty-five) days\b", re.IGNORECASE)
DAYS = {"week": 7, "month": 30, "quarter": 91}
MOST_OF_IT = 0.8
SOME_TIMES = 3.0
"""How many times as large an amount is from which it was counted over a longer time than another one."""
LARGE = 1000
"""From here on two counts are hardly equal by chance."""
SAME_STORY, LIKE_NAMES = 0.16, 0.25
"""How far two stories, or two names, agree from which what they count may be one thing, though called otherwise."""
ONE_TOPIC = 0.17
"""How far the words of two items agree that go on with one story."""


def obstacle(pair: Pair) -> str | None:
    """Why a number and an observation can be no one quantity, in words; None where nothing hard stands against it.

    What a text only names badly is outweighed by an equal value. Where both items say what they are about, another noun
    for what is counted, or a word that narrows it, is left to be weighed with the rest.
    """
    mention, ours, origin, observation, theirs = pair
    found = hard(ours, theirs)
    if not found and ours.varieties and theirs.varieties:
        found = of_other_kinds(ours, theirs)
    found = found or of_unlike_time(pair) or of_other_things(pair)
    if found:
        return found
    weighed = bool(ours.topic and theirs.topic) and origin.item_id != observation.origin.item_id
    unlike_named = misnamed(ours, theirs, weighed=weighed)
    outweighed = unlike_named and speaks(mention, observation) and (same_fact(pair) or slip_of(pair))
    return None if outweighed else unlike_named


def of_other_kinds(ours: Traits, theirs: Traits) -> str | None:
    """Why two numbers are of two kinds of a thing, as the sentence of each tells: diesel and petrol."""
    kinds = apart(ours.varieties, theirs.varieties)
    return f"Of two kinds: {kinds}." if kinds else None


def of_other_things(pair: Pair) -> str | None:
    """Why two counts are of two things, in words: other nouns, and neither a value nor a story that would make up for
    that; eleven letters are not eleven mills."""
    mention, ours, _, observation, theirs = pair
    if ours.unit == theirs.unit or not both_counts(ours, theirs) or soft_units(ours, theirs):
        return None
    story = story_overlap(ours.topic, theirs.topic)
    large = mention.value is not None and abs(mention.value) >= LARGE
    if story >= SAME_STORY or (large and (nearly(mention, observation) or words_agree(ours, theirs) >= LIKE_NAMES)):
        return None
    return other_unit(ours, theirs)


def parted(mention: MetricMention, ours: Traits, observation: Observation, theirs: Traits) -> bool:
    """Whether a look at the places tells that `obstacle` finds something, as it does for most that it does so for."""
    if not ours.places or not theirs.places or not ours.places.isdisjoint(theirs.places):
        return False
    return bool(ours.told and theirs.told) or not speaks(mention, observation)


def is_kin(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether the text of both itself tells two numbers as values of one quantity."""
    if origin.item_id != observation.origin.item_id or not mention.kin or in_other_places(mention, observation.mention):
        return False
    if noun(traits(mention).unit) == VOTE:
        return False
    if of_some_days(mention, observation.mention):
        return False
    alike = money_or_dimension(mention.unit or "") == money_or_dimension(observation.mention.unit or "")
    return alike and any(kin.start == observation.mention.start for kin in mention.kin)


def of_some_days(one: MetricMention, other: MetricMention) -> bool:
    """Whether one amount was counted over some days of a month only, and the other over a longer time."""
    a, b = span(one.period), span(other.period)
    if a is None or b is None or not (counted_over(one) and counted_over(other)):
        return False
    short, long = sorted((length(a), length(b)))
    return short in PART_OF_A_MONTH and long > PART_OF_A_MONTH.stop


def in_other_places(one: MetricMention, other: MetricMention) -> bool:
    """Whether a sentence goes over to a place that the other one does not tell of: "In Salford the figure is 9"."""
    for mention, beside in ((one, other), (other, one)):
        place = SOMEWHERE.match(mention.evidence)
        if place and place[1] not in beside.evidence and place[1].lower() not in MONTH_NAMES:
            return mention.evidence != beside.evidence
    return False


def speaks(mention: MetricMention, observation: Observation) -> bool:
    """Whether two values are so alike, but for powers of ten, that they may speak for a link; a quick look only."""
    theirs, value = in_unit(observation.mention, mention.unit), mention.value
    if not theirs or not value:
        return False
    ratio = abs(value / theirs)
    if ratio < 1:
        ratio = 1 / ratio if ratio else 0.0
    return 0.99 <= ratio < 1.02 or 9.8 < ratio < 10.2 or 980.0 < ratio < 1020.0


def slip_of(pair: Pair) -> bool:
    """Whether two stories tell one number and one of them has slipped by a power of ten."""
    mention, ours, origin, observation, theirs = pair
    if not slipped(mention, origin, observation) or story_overlap(ours.topic, theirs.topic) < ONE_TOPIC:
        return False
    return not ours.figures.isdisjoint(theirs.figures) or overlap(ours.near, theirs.near) >= AROUND[2]


def same_fact(pair: Pair) -> bool:
    """Whether the values alone make it likely that two mentions tell one fact, however each text names it."""
    mention, ours, origin, observation, theirs = pair
    if not nearly(mention, observation):
        return False
    alike = story_overlap(ours.topic, theirs.topic) >= ONE_TOPIC
    enough = 2 if alike or same_story(origin, observation.origin) else 3
    return equal_digits(mention, observation) >= enough


def of_other_length(ours: Traits, known: Glance) -> str | None:
    """Whether a series is mostly counted over another length of time, though some of its texts do not say."""
    lengths = known.cadences
    if ours.cadence is None or lengths.count(ours.cadence) * 2 >= len(lengths):
        return None
    return f"Counted over another length of time: a {ours.cadence}, not a {max(lengths, key=lengths.count)}."


def of_unlike_time(pair: Pair) -> str | None:
    """Why two amounts are counted over times of other lengths: a month's output says nothing about a quarter's."""
    one, ours, _, observation, theirs = pair
    other = observation.mention
    if of_longer_period(one, ours, other, theirs) or of_longer_period(other, theirs, one, ours):
        times = (ours.cadence or one.period, theirs.cadence or other.period)
        return "Counted over another length of time: {}, not {}.".format(*times)
    if part_of_a_goal(one, ours, other) or part_of_a_goal(other, theirs, one):
        return f"Counted over another length of time than what is aimed at: {one.period}, not {other.period}."
    if one.kind is not other.kind or not unlike_times(one, other):
        return None
    if not ((ours.counted or one.value is None) and (theirs.counted or other.value is None)):
        return None
    if one.value is not None and in_unit(other, one.unit) == one.value:
        return None
    return f"Counted over another length of time: {one.period}, not {other.period}."


def part_of_a_goal(one: MetricMention, ours: Traits, other: MetricMention) -> bool:
    """Whether one amount was counted over a part of the time that the other one is the goal for."""
    part, whole = span(one.period), span(other.period)
    if one.kind is not Kind.OBSERVED or other.kind is not Kind.TARGET or not part or not whole:
        return False
    if not ours.counted or "/" in (one.unit or ""):
        return False
    inside = whole[0] <= part[0] and part[1] <= whole[1]
    return inside and PART_OF_A_MONTH.start <= length(part) < MOST_OF_IT * length(whole)


def opposed(ours: Traits, known: Glance) -> str | None:
    """Whether most of what tells which of two kinds a series is of tells the other one: of diesel, not of petrol."""
    if ours.varieties and known.varieties:
        others = [kinds for kinds in known.varieties if apart(ours.varieties, kinds)]
        if len(others) * 2 > len(known.varieties):
            return f"Of two kinds: {apart(ours.varieties, others[0])}."
    for group, kinds in known.kinds if ours.contrasts else ():
        own = ours.contrasts & group
        others = [kind for kind in kinds if not kind & own] if own else []
        if len(others) * 2 > len(kinds):
            return f"Words that exclude one another: {min(own)} / {min(others[0])}."
    return None


def unlike_times(one: MetricMention, other: MetricMention) -> bool:
    """Whether two numbers are told for times of unlike lengths, the first days of two months aside."""
    return unlike(one.period, other.period) and not (some_days(one) and some_days(other))


def some_days(mention: MetricMention) -> bool:
    """Whether a number is for the first days of a month, as its period or the words close by tell."""
    days = span(mention.period)
    return (days is not None and length(days) in PART_OF_A_MONTH) or first_days(mention.evidence, mention.quote)


@lru_cache(maxsize=4096)
def first_days(evidence: str, quote: str) -> bool:
    return FIRST_DAYS.search(around(evidence, quote)) is not None


def of_longer_period(one: MetricMention, ours: Traits, other: MetricMention, theirs: Traits) -> bool:
    """Whether one amount is a month's, as its name says, and the other, some times as large, is told for a year."""
    cadence = ours.cadence
    if cadence not in DAYS or theirs.cadence or not one.value or one.unit == "%":
        return False
    days, value = span(other.period), in_unit(other, one.unit)
    if days is None or not value:
        return False
    return length(days) > 2 * DAYS[cadence] and abs(value) > SOME_TIMES * abs(one.value)


def hard(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions can be no one quantity by what is seldom misread: unit, length of time, place."""
    in_question = ours.unit != theirs.unit or "/" in ours.unit_told
    if in_question and (unlike_unit := other_unit(ours, theirs)) and not both_counts(ours, theirs):
        return unlike_unit
    if ours.cadence and theirs.cadence and ours.cadence != theirs.cadence:
        return f"Counted over another length of time: a {ours.cadence}, not a {theirs.cadence}."
    return elsewhere(ours, theirs)


def both_counts(ours: Traits, theirs: Traits) -> bool:
    return (ours.unit or "").startswith("#") and (theirs.unit or "").startswith("#")


def misnamed(ours: Traits, theirs: Traits, *, weighed: bool) -> str | None:
    """Why two mentions name two quantities. `weighed`: nouns and narrowing words are weighed elsewhere."""
    if ours.places and theirs.places and ours.places.isdisjoint(theirs.places):
        return another("place", ours.places, theirs.places)
    unlike_unit = None if weighed else other_unit(ours, theirs)
    if unlike_unit and not soft_units(ours, theirs):
        return unlike_unit
    return of_another(ours, theirs, weighed=weighed)


@lru_cache(maxsize=4096)
def another(what: str, ours: frozenset[str], theirs: frozenset[str]) -> str:
    return f"Another {what}: {', '.join(sorted(ours))}, not {', '.join(sorted(theirs))}."


def other_unit(ours: Traits, theirs: Traits) -> str | None:
    if ours.unit is None or theirs.unit is None:
        return None
    if ours.unit == theirs.unit and not bought_apart(ours.unit_told, theirs.unit_told):
        return None
    return f"Another unit: {ours.unit_told or 'ratio'}, not {theirs.unit_told or 'ratio'}."


def elsewhere(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions are about other places, if they are."""
    if ours.places and theirs.places:
        if not ours.places.isdisjoint(theirs.places) or guessed(ours, theirs):
            return None
        return another("place", ours.places, theirs.places)
    if (ours.wide and theirs.places) or (theirs.wide and ours.places):
        return f"One is about {', '.join(sorted(ours.places or theirs.places))}, the other about all."
    return None


def guessed(ours: Traits, theirs: Traits) -> bool:
    """Whether two places need not part two numbers of one running story: one of the sentences does not tell its."""
    return not (ours.told and theirs.told) and story_overlap(ours.topic, theirs.topic) >= ONE_TOPIC


def of_another(ours: Traits, theirs: Traits, *, weighed: bool) -> str | None:
    """Why two mentions are about other subjects or other measures, by names, versions and words that exclude others."""
    if ours.names and theirs.names and not names_meet(ours, theirs):
        return another("subject", ours.names, theirs.names)
    if ours.versions and theirs.versions and not ours.versions & theirs.versions:
        return another("version", ours.versions, theirs.versions)
    for one, other in ((ours, theirs), (theirs, ours)):
        if apart := product_and_place(one, other) or of_a_model(one, other) or with_another(one, other):
            return apart
    if ours.qualifiers or theirs.qualifiers:
        narrower = ((ours.qualifiers - theirs.around) | (theirs.qualifiers - ours.around)) - INTENT
        if narrower and (not weighed or narrower & KINDS):
            return f"One is narrower: {min(narrower)}."
    if (ours.ranked or theirs.ranked) and (ours.ranked - theirs.context or theirs.ranked - ours.context):
        return "Only one is about the first of a ranking."
    opposed = contrast(ours, theirs)
    return f"Words that exclude one another: {opposed}." if opposed else None


def product_and_place(one: Traits, other: Traits) -> str | None:
    """Why a number of something with a name of its own is not a country's, where neither text tells of the other's."""
    if one.places or not other.told or not (owner := one.subject - COMMON) or other.subject - other.told - COMMON:
        return None
    if owner & other.around or other.told & one.context:
        return None
    return f"One is about {', '.join(sorted(owner))}, the other about {', '.join(sorted(other.told))}."


def with_another(one: Traits, other: Traits) -> str | None:
    """Why what goes to one place is not what goes to another one, or everywhere: exports to the United States."""
    if not one.partners or (one.partners & other.partners if other.partners else one.partners & other.around):
        return None
    return f"Only one is about {', '.join(sorted(one.partners))}."


def of_a_model(one: Traits, other: Traits) -> str | None:
    """Why a number of one model or version is not that of what another text names without it."""
    if not one.versions or one.versions & other.around or not other.subject:
        return None
    return f"Only one is about {min(one.versions)}."


def soft_units(ours: Traits, theirs: Traits) -> bool:
    """Counts whose nouns differ can be one if the other's sentence or subject holds the noun."""
    a, b = noun(ours.unit), noun(theirs.unit)
    if not both_counts(ours, theirs):
        return False
    return not a or not b or a in theirs.core or b in ours.core


def names_meet(ours: Traits, theirs: Traits) -> bool:
    """Whether the names of two mentions can be of one subject: each side's may stand in the other's words."""
    return not ours.names.isdisjoint(theirs.names) or ours.names <= theirs.around or theirs.names <= ours.around


__all__ = ["is_kin", "obstacle", "of_other_length", "opposed", "parted", "slip_of", "speaks", "unlike_times"]
