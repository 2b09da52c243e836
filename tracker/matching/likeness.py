"""How likely two numbers of two stories are of one quantity: names, stories, values and times weighed together.

Words alone decide little where every paper words its number anew; a running story with a value that has moved a little,
or a value told again to three digits, decides much. The weights are those of a logistic regression over pairs of
numbers in newsletters, rounded. `closeness` gives what the names alone say.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from tracker.matching.amounts import HARDLY, agree, in_unit, is_money, step_of
from tracker.matching.closeness import at_odds
from tracker.matching.periods import overlapping
from tracker.matching.stated import implied_before
from tracker.matching.traits import Traits
from tracker.matching.words import overlap, story_overlap
from tracker.model import MetricMention, Observation, Origin

WEIGHTS = {
    "names": 1.5,
    "story": 2.55,
    "words": 0.2,
    "clause": 2.05,
    "near": 0.6,
    "moved little in one story": 2.15,
    "told beside it there": 1.95,
    "as the stated change has it": 1.75,
    "size": -1.25,
    "one digit": 0.85,
    "two digits": 1.15,
    "digits": 1.3,
    "digits in one story": 1.4,
    "period length": 0.6,
    "place": 0.15,
    "name of one only": -0.8,
    "other names": -0.8,
    "named beside": -0.65,
    "change only": -0.7,
    "one text": -2.0,
    "money": 0.4,
    "count": 0.55,
    "kind": 0.45,
    "at odds": -1.0,
}
BIAS = -5.15
"""What has to be made up for: two numbers in one unit are nearly always of two quantities."""
SURE_AT = 0.49
"""Shifts the odds so that even ones give the score from which a link is sure."""
STRONG = ("two digits", "digits", "told beside it there", "as the stated change has it")
"""What may join numbers that are named by other words."""
NAMED, NAMED_CLAUSE = 0.46, 0.25
"""How far names and clauses must agree where nothing strong speaks for a link."""
UNNAMED = -0.3
ONE_STORY, NEAR_WORDS = 0.3, 0.5
"""Overlaps from which two stories, and the words near two numbers, agree as far as rewrites do."""
LITTLE = 0.25
"""Powers of ten by which a value hardly moves between two reports."""
UNKNOWN_SIZE, MOST_SIZE = 0.7, 2.0
TELLING_CHANGE = 1.0


class Pair(NamedTuple):
    """A number and an observation that it may continue, taken apart."""

    mention: MetricMention
    ours: Traits
    origin: Origin
    observation: Observation
    theirs: Traits


def likeness(pair: Pair, names: float) -> tuple[float, str]:
    """The score of a link, 0 to 1, and what speaks for it. `names`: what subject and measure say by themselves."""
    told = features(pair, names)
    odds = BIAS + sum([WEIGHTS[name] * value for name, value in told.items() if value])
    if not any(told[name] for name in STRONG) and (names < NAMED or told["clause"] < NAMED_CLAUSE):
        odds = min(odds, UNNAMED)
    if told["one text"] and not told["two digits"] + told["digits"]:
        odds = min(odds, UNNAMED)  # the text itself would have told that they are one
    reasons = [f"names agree by {names:.0%}", f"stories by {told['story']:.0%}"]
    if digits := equal_digits(pair.mention, pair.observation.mention):
        reasons.append(f"the value to {digits} digit{'s' * (digits > 1)}")
    reasons.extend(name for name in TOLD if told[name] >= 0.5)
    text = "; ".join(reasons)
    return 1 / (1 + math.exp(-(odds + SURE_AT))), text[0].upper() + text[1:] + "."


TOLD = ("moved little in one story", "told beside it there", "as the stated change has it")


def features(pair: Pair, names: float) -> dict[str, float]:
    """What the weights are for, each between 0 and 1 but for the size, in powers of ten."""
    mention, ours, origin, observation, theirs = pair
    other = observation.mention
    story = min(1.0, story_overlap(ours.topic, theirs.topic) / ONE_STORY)
    size = apart(mention, other)
    digits = equal_digits(mention, other)
    return {
        "names": names,
        "story": story,
        "words": overlap(ours.words, theirs.words),
        "clause": overlap(ours.core | ours.about, theirs.core | theirs.about),
        "near": min(1.0, overlap(ours.near, theirs.near) / NEAR_WORDS),
        "moved little in one story": story * max(0.0, 1 - size / LITTLE) * (mention.kind is other.kind),
        "told beside it there": float(origin.item_id != observation.origin.item_id and anchored(mention, other)),
        "as the stated change has it": float(not digits and follows(mention, origin, observation)),
        "size": size,
        "one digit": float(digits == 1),
        "two digits": float(digits == 2),
        "digits": float(digits > 2),
        "digits in one story": story * (digits > 1),
        **obstacles(pair, equal=bool(digits)),
    }


def obstacles(pair: Pair, *, equal: bool) -> dict[str, float]:
    """What parts two numbers, and what is shared by all numbers of one sort."""
    mention, ours, origin, observation, theirs = pair
    other = observation.mention
    alone = ours.ids and theirs.ids and not ours.ids & theirs.context and not theirs.ids & ours.context
    return {
        "period length": float(ours.cadence is not None and ours.cadence == theirs.cadence),
        "place": float(bool(ours.places & theirs.places)),
        "name of one only": float(bool(ours.ids) != bool(theirs.ids)),
        "other names": float(bool(alone)),
        "named beside": float(bool((ours.beside - theirs.context) | (theirs.beside - ours.context))),
        "change only": float((mention.value is None) != (other.value is None)),
        "one text": float(origin.item_id == observation.origin.item_id),
        "money": float(is_money(mention.unit)),
        "count": float((ours.unit or "").startswith("#")),
        "kind": float(mention.kind is not other.kind),
        "at odds": float(not equal and at_odds(mention, other)),
    }


def apart(one: MetricMention, other: MetricMention) -> float:
    """How many powers of ten lie between two values, at most two."""
    theirs = in_unit(other, one.unit) if other.value is not None else None
    if one.value is None or theirs is None:
        return UNKNOWN_SIZE
    if one.value * theirs <= 0:
        return MOST_SIZE
    return min(MOST_SIZE, abs(math.log10(one.value / theirs)))


def equal_digits(one: MetricMention, other: MetricMention) -> int:
    """How many significant digits two equal values share; 0 where they differ."""
    theirs = in_unit(other, one.unit) if other.value is not None else None
    return 0 if one.value is None or theirs is None else shared_digits(one.value, theirs)


def shared_digits(one: float, other: float) -> int:
    if one == 0 or not math.isfinite(one) or not math.isfinite(other) or not agree(one, other):
        return 0
    if abs(one - other) > HARDLY * max(abs(one), abs(other)):
        return 1
    return max(1, min(len(f"{abs(value) / step_of(value):.0f}") for value in (one, other)))


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


def follows(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether the change that the later text states leads from the earlier value: 4.2 after 4, "up 5%"."""
    pair = (mention, observation.mention)
    newer, older = pair if origin.published >= observation.origin.published else pair[::-1]
    value = older.value if older.unit == newer.unit else None
    implied = implied_before(newer)
    if value is None or implied is None or newer.change is None or newer.change.value < TELLING_CHANGE:
        return False
    return implied[0] <= value <= implied[1]


__all__ = ["Pair", "anchored", "equal_digits", "likeness"]
