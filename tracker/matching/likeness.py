"""How likely two numbers of two stories are of one quantity: names, stories, values and times weighed together.

Words alone decide little where every paper words its number anew; a running story with a value that has moved a little,
or a value told again to three digits, decides much. So does how much nearer a number is to one series than to the
others that it might belong to (`rivals`). The weights are those of a logistic regression over pairs of numbers in
newsletters; `bench/matching/learn.py` computes them. `closeness` gives what the names alone say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter, mul
from typing import NamedTuple

from tracker.matching.amounts import HARDLY, agree, in_unit, in_words_only, step_of
from tracker.matching.closeness import at_odds, near_agree, same_story, words_agree
from tracker.matching.periods import overlapping
from tracker.matching.rivals import Rarity
from tracker.matching.stated import implied_before
from tracker.matching.traits import Traits
from tracker.matching.words import overlap, story_overlap
from tracker.model import MetricMention, Observation, Origin

WEIGHTS: dict[str, float] = {
    "margin": 1.86,
    "margin and little": 1.37,
    "little": 1.67,
    "alone in the story": 0.74,
    "rivals": -1.17,
    "crowd": 0.2,
    "names in a crowd": 0.78,
    "story": 2.6,
    "names": -0.42,
    "named alike": 1.17,
    "names and story": -0.75,
    "subject": -0.37,
    "context": 1.23,
    "own words": -0.51,
    "own words of both": -0.1,
    "size": -2.05,
    "one digit": 0.87,
    "two digits": 0.52,
    "digits": 1.84,
    "digits in one story": 2.14,
    "equal and near": 0.77,
    "equal in one event": 0.68,
    "told beside it there": 3.33,
    "as the stated change has it": 1.75,
    "figures beside": 1.69,
    "period length": 0.15,
    "name of one only": -0.63,
    "other names": -0.29,
    "named beside": -0.75,
    "count": 0.12,
    "change only": -0.86,
    "changes": 3.02,
    "at odds": -0.5,
}
WEIGHED = itemgetter(*WEIGHTS)
BIAS = -4.01
"""What has to be made up for: two numbers in one unit are nearly always of two quantities."""
SURE_AT = 0.9
"""The odds, as a logarithm, from which a link is sure; the score is 0.62 there. Of the links that odds between even and
these would make, on letters of new topics, hardly more than half are right."""
EVEN, REST = 0.62, 0.7
ONE_STORY, SENTENCE = 0.3, 0.5
"""Overlaps from which two stories, and two sentences, agree as far as rewrites do."""
FAR = 0.1
"""Powers of ten from which on two values are surely no rounding of one another."""
LITTLE = 0.25
"""Powers of ten by which a value hardly moves between two reports."""
UNKNOWN_SIZE, MOST_SIZE = 0.7, 2.0
WELL_NAMED, RUNS_ON, LIKE_SIZE = 0.85, 0.6, 0.7
"""From where names agree and stories run on, and up to where sizes differ, if two numbers are surely of one series."""
NO_STORY, NO_NAME = 0.1, 0.5
"""Up to where two stories and two names have nothing in common, so that a value of few digits is equal by chance."""
ONE_VALUE, ONE_FIGURE, SAID_ALIKE = 0.2, 0.4, 0.25
"""How far two stories agree from which a value of three digits makes two numbers one, and from which one of two digits
in like sentences does, or a stated change that leads from the one to the other; and how far those sentences agree."""
SAME_SIZE = 0.06
"""Powers of ten, a seventh, by which papers at odds about one number for one time differ."""
TELLING_CHANGE = 1.0
MOST_OWN, MOST_SHARED = 2.0, 3.0
LARGE = 1e6
"""From here on numbers are told by a short figure and a word, million or billion."""
TOLD = {
    "alone in the story": "moved less than any other of the story",
    "told beside it there": "told beside it there",
    "as the stated change has it": "as the stated change has it",
    "figures beside": "beside the same other figure",
}


class Pair(NamedTuple):
    """A number and an observation that it may continue, taken apart."""

    mention: MetricMention
    ours: Traits
    origin: Origin
    observation: Observation
    theirs: Traits


def likeness(pair: Pair, signs: dict[str, float]) -> tuple[float, str]:
    """The score of a link, 0 to 1, and what speaks for it. `signs` are those of `signs_of`, set against the rivals'."""
    return score_of(signs), in_reasons(pair, signs)


def score_of(signs: dict[str, float]) -> float:
    """The score of a link, 0 to 1."""
    odds = BIAS + sum(map(mul, WEIGHTS.values(), WEIGHED(signs)))
    if surely_one(signs):
        odds = max(odds, SURE_AT + 0.1 + 0.01 * math.tanh(odds))  # the nearest of several stays the nearest
    if signs["story"] < NO_STORY and signs["names"] < NO_NAME and not signs["digits"]:
        odds = min(odds, SURE_AT - 0.1)
    likely = 1 / (1 + math.exp(SURE_AT - max(-30.0, odds)))
    return EVEN + (likely - 0.5) * REST if likely >= 0.5 else 2 * likely * EVEN


def in_reasons(pair: Pair, signs: dict[str, float]) -> str:
    """What speaks for a link, as a sentence."""
    reasons = [f"names agree by {signs['names']:.0%}", f"stories by {signs['story']:.0%}"]
    other = pair.observation.mention
    if digits := equal_digits(pair.mention, other, in_unit(other, pair.mention.unit)):
        reasons.append(f"the value to {digits} digit{'s' * (digits > 1)}")
    reasons.extend(words for name, words in TOLD.items() if signs[name] >= 0.5)
    if signs["margin"] < 0:
        reasons.append("another series is nearer in words")
    text = "; ".join(reasons)
    return text[0].upper() + text[1:] + "."


def surely_one(signs: dict[str, float]) -> bool:
    """Whether some signs by themselves make two numbers one, though another series is nearer in words: the same exact
    value in one story, a stated change that leads from the one to the other, or equal names."""
    story = signs["story"]
    if signs["digits"] or signs["two digits"]:
        return story >= (ONE_VALUE if signs["digits"] else ONE_FIGURE) and (
            signs["digits"] > 0 or signs["context"] >= SAID_ALIKE
        )
    if story >= ONE_FIGURE and (signs["as the stated change has it"] or signs["at odds for one time"]):
        return True
    well_named = signs["names"] >= WELL_NAMED and story >= RUNS_ON
    return well_named and signs["size"] < LIKE_SIZE and not signs["at odds"]


def signs_of(pair: Pair, rarity: Rarity) -> dict[str, float]:
    """What speaks for a link and against it, each between 0 and 1 but for a few, without a look at the rivals."""
    return first_signs(pair, rarity) | last_signs(pair, rarity)


def first_signs(pair: Pair, rarity: Rarity) -> dict[str, float]:
    """The signs by which rivals are set against one another, and those that a look tells; of `last_signs` what would
    speak most for a link, so that no score is higher than what these make."""
    mention, ours, origin, observation, theirs = pair
    other = observation.mention
    story = min(1.0, story_overlap(ours.topic, theirs.topic) / ONE_STORY)
    value = in_unit(other, mention.unit)
    size = apart(mention, value)
    digits = equal_digits(mention, other, value) if size < FAR else 0
    little = max(0.0, 1 - size / LITTLE) * (mention.kind is other.kind)
    near, clause = near_agree(ours, theirs), overlap(ours.clause, theirs.clause)
    names = words_agree(ours, theirs, near)
    shared = min(MOST_SHARED, rarity.telling(ours.named & theirs.named)) / MOST_SHARED
    levels = (mention.value is not None) + (other.value is not None)
    return {
        **MOST_FAVOURABLE,
        "said": clause + 0.5 * near + shared + 0.5 * names,
        "names": names,
        "story": story,
        "named alike": max(0.0, 2 * names - 1),
        "names and story": names * story,
        "equal and near": near * (digits > 0),
        "little": little,
        "size": size,
        "one digit": float(digits == 1),
        "two digits": float(digits == 2),
        "digits": float(digits > 2),
        "digits in one story": story * (digits > 1),
        "equal in one event": float(digits > 0 and same_story(origin, observation.origin)),
        "told beside it there": float(anchored(mention, other)),
        "as the stated change has it": float(not digits and follows(mention, origin, observation)),
        "figures beside": float(not ours.figures.isdisjoint(theirs.figures)),
        "at odds for one time": float(not digits and at_odds_for_one_time(pair, size)),
        "count": float((ours.unit or "").startswith("#")),
        "change only": float(levels == 1),
        "changes": float(levels == 0),
    }


def last_signs(pair: Pair, rarity: Rarity) -> dict[str, float]:
    """The other signs: what else the words tell, and what is shared by all numbers of one sort, or parts two by it."""
    mention, ours, _, observation, theirs = pair
    other = observation.mention
    story = min(1.0, story_overlap(ours.topic, theirs.topic) / ONE_STORY)
    own, their = rarity.telling(ours.core - theirs.around), rarity.telling(theirs.core - ours.around)
    alone = ours.ids and theirs.ids and not ours.ids & theirs.context and not theirs.ids & ours.context
    value = in_unit(other, mention.unit)
    equal = apart(mention, value) < FAR and equal_digits(mention, other, value) > 0
    return {
        "subject": overlap(ours.subject, theirs.subject) * min(1.0, story + 0.5),
        "context": min(1.0, overlap(ours.context, theirs.context) / SENTENCE),
        "own words": min(MOST_OWN, max(own, their)),
        "own words of both": min(MOST_OWN, own, their),
        "period length": float(ours.cadence is not None and ours.cadence == theirs.cadence),
        "name of one only": float(bool(ours.ids) != bool(theirs.ids)),
        "other names": float(bool(alone)),
        "named beside": float(not (ours.beside <= theirs.context and theirs.beside <= ours.context)),
        "at odds": float(not equal and at_odds(mention, other)),
    }


LAST = (
    "subject",
    "context",
    "own words",
    "own words of both",
    "period length",
    "name of one only",
    "other names",
    "named beside",
    "at odds",
)
MOST_FAVOURABLE = {name: float(WEIGHTS[name] > 0) for name in LAST}
"""What of the last signs would speak most for a link: none is less than nought, and none that speaks for it more than
one."""
ROUNDED = 1e-9


def weigh(pairs: Sequence[tuple[Pair, dict[str, float]]], rarity: Rarity, enough: float) -> None:
    """Adds the score to the signs of each pair, once it has been set against its rivals.

    The last signs are looked at where they matter: for whatever may come to `enough`, and for the likeliest one. The
    score of the others is what they can come to at most, which is less than both.
    """
    for _, signs in pairs:
        signs["score"] = score_of(signs)
    best = 0.0
    for pair, signs in sorted(pairs, key=_most, reverse=True):
        if signs["score"] < min(enough, best) - ROUNDED:
            break
        signs.update(last_signs(pair, rarity))
        signs["score"] = score_of(signs)
        best = max(best, signs["score"])


def _most(told: tuple[Pair, dict[str, float]]) -> float:
    return told[1]["score"]


def apart(one: MetricMention, theirs: float | None) -> float:
    """How many powers of ten lie between the value of a mention and another one in its unit, at most two."""
    if one.value is None or theirs is None:
        return UNKNOWN_SIZE
    if one.value * theirs <= 0:
        return MOST_SIZE
    return min(MOST_SIZE, abs(math.log10(abs(one.value)) - math.log10(abs(theirs))))


def equal_digits(one: MetricMention, other: MetricMention, theirs: float | None) -> int:
    """How many significant digits two equal values share, the other's being `theirs` in the unit of the one; 0 where
    they differ."""
    digits = 0 if one.value is None or theirs is None else shared_digits(one.value, theirs)
    return 1 if digits > 1 and (in_words_only(one) or in_words_only(other)) else digits


def shared_digits(one: float, other: float) -> int:
    if one == 0 or not math.isfinite(one) or not math.isfinite(other) or not agree(one, other):
        return 0
    if abs(one - other) > HARDLY * max(abs(one), abs(other)):
        return 1
    digits = max(1, min(len(f"{abs(value) / step_of(value):.0f}") for value in (one, other)))
    return 2 if digits == 1 and in_hundreds(one) else digits


def in_hundreds(value: float) -> bool:
    """Whether a large round number is told in hundreds, "400 billion": fewer such are equal by chance than of "4"."""
    return abs(value) >= LARGE and math.log10(abs(value)) % 3 >= math.log10(100)


def anchored(one: MetricMention, other: MetricMention) -> bool:
    """Whether one text tells, beside its number, the other's as a value of the same quantity: "up from 5.5 in May"."""
    return (bool(one.kin) and tells(one, other)) or (bool(other.kin) and tells(other, one))


def tells(one: MetricMention, other: MetricMention) -> bool:
    value = in_unit(other, one.unit) if other.value is not None else None
    return value is not None and any(
        kin.value is not None
        and shared_digits(kin.value, value) > 1
        and (kin.period is None or other.period is None or overlapping(kin.period, other.period))
        for kin in one.kin
    )


def at_odds_for_one_time(pair: Pair, size: float) -> bool:
    """Whether two numbers, told for the very same time, differ by no more than those of two papers at odds do."""
    mention, ours, _, observation, theirs = pair
    other = observation.mention
    if mention.period is None or mention.period != other.period or ours.unit != theirs.unit or size > SAME_SIZE:
        return False
    return mention.unit != "%" or words_agree(ours, theirs) >= NO_NAME  # shares lie close by chance


def follows(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether the change that the later text states leads from the earlier value: 4.2 after 4, "up 5%"."""
    if not mention.change and not observation.mention.change:
        return False
    pair = (mention, observation.mention)
    newer, older = pair if origin.published >= observation.origin.published else pair[::-1]
    value = older.value if older.unit == newer.unit else None
    if value is None or newer.change is None or newer.change.value < TELLING_CHANGE:
        return False
    implied = implied_before(newer)
    return implied is not None and implied[0] <= value <= implied[1]


__all__ = ["Pair", "equal_digits", "first_signs", "in_reasons", "likeness", "score_of", "signs_of", "weigh"]
