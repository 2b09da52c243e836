"""How likely a step goes on with a stored policy where names alone do not say: all that is told, weighed together.

Letters word one act anew each time, and name the ministry where others name the government. What then ties two tellings
is the story that runs on: its rare words, that the one story tells what the other one's sentence is about, numbers and
dates that both give, who may act in whose place, and how far a policy is ahead of all others that might be meant.
The weights are those of a logistic regression over pairs of a step and a policy in newsletters;
`bench/matching/learn_policies.py` computes them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from tracker.matching.objects import CONTINUING, handed_on, one_for_all
from tracker.matching.places import CODES
from tracker.matching.policy_traits import Features, features, form, issuers_meet, telling
from tracker.matching.words import COMMON
from tracker.model import Origin, Policy, PolicyMention, PolicyStep, Stage

WEIGHTS: dict[str, float] = {
    "anew": -2.41,
    "back": -1.38,
    "beside": 1.14,
    "both lead": 1.43,
    "crowd": -1.10,
    "date": 0.66,
    "effective": 0.86,
    "figure in both": 0.44,
    "figures": 0.70,
    "fit": 1.23,
    "issuer passed": 0.02,
    "object told ahead": 2.75,
    "other object": 0.47,
    "other state": -1.53,
    "said": 0.66,
    "said here": -0.21,
    "said here ahead": 1.76,
    "said there": -0.77,
    "said there ahead": 1.17,
    "same form": 1.13,
    "same issuer": 0.77,
    "same stage": 0.47,
    "same stage days": -1.22,
    "shared": 2.34,
    "story": 0.24,
    "story ahead": 1.28,
    "strangers unlike": -0.45,
    "title clash": -0.98,
    "within days": 0.69,
}
BIAS = -5.71
"""What has to be made up for: two acts of one jurisdiction are nearly always two."""
SURE_AT, TIED_AT = 0.5, -0.4
"""The odds, as a logarithm, from which a link is sure, and from which it is if the step is the next one of the act by
its stage or its authority; the score is 0.62 there."""
TIES = ("issuer passed", "later")
"""Signs by which a step is the next one of an act, and not another act of the same authority."""
EVEN, REST = 0.62, 0.7
RANK = {
    Stage.ANNOUNCED: 0,
    Stage.DRAFT: 1,
    Stage.CONSULTATION: 1,
    Stage.ADOPTED: 3,
    Stage.IN_FORCE: 4,
    Stage.IMPLEMENTED: 5,
}
MIDDLE = 3
"""The rank of a step that may come at any time once an act is there: an amendment, a delay."""
LEAD = 400
"""Characters of an item within which it tells what it is about first of all."""
ONE_NEWS = 5
"""Days within which two papers tell one piece of news."""
LONG = 400
"""Days from which it hardly matters any more how many they are."""
LITTLE = 4.0
"""The weight of rare words below which a story is too short to be held in another one."""
MOST_SHARED = 3.0
"""The weight of rare words in common beyond which more of them tell no more: long stories share more."""
ALIKE, SAID = 0.3, 0.5
"""Overlaps of stories and of sentences from which two tellings agree as far as rewrites do."""
TELLS = 2.0
"""The weight of words from which it tells something that another text holds them all."""
RECENT = 6
"""So many steps of a policy are compared with."""
MOST_AHEAD = 0.5
"""How far ahead, in a sign, tells all that being ahead can tell."""
NEARLY = 0.7
"""From what part of a story's nearness on another story is near, too."""
RIVALRY = ("story", "said there", "said here", "object told")
"""Signs by which a policy is set against the best of the others."""
CHANGES = re.compile(
    r"\b(?:amend|suspend|suspension|exten[ds]|prolong|postpon|delay|repeal|revok|revis|scrap|validat|uph[eo]ld|finali[sz]"
    r"|put (?:back|off|on hold)|final version)",
    re.IGNORECASE,
)
"""What is done to an act that is there already."""
WORDS = {
    "same issuer": "one authority",
    "issuer passed": "an authority that may act in the other's place",
    "date": "the same day of the act",
    "effective": "the same time of effect",
    "later": "a later stage of it",
    "figure in both": "the same number",
}
"""How a reason tells the signs that speak for a link."""


class Rarity:
    """How much words tell among the stories of the candidates for one step: the fewer hold a word, the more."""

    def __init__(self, candidates: Sequence[Policy]) -> None:
        self._stories = {step.origin.item_id: step.words for policy in candidates for step in policy.steps[-RECENT:]}
        self.stories = len(self._stories) + 3
        self.scale = math.log(self.stories)
        self.weights = Weights(self)
        self.masses: dict[frozenset[str], float] = {}
        self.rare: dict[int, float] = {}

    @cached_property
    def held(self) -> Counter[str]:
        """By word, how many of the stories hold it."""
        return Counter(chain.from_iterable(self._stories.values()))

    def of(self, word: str) -> float:
        """The weight of a word, 0 where every story holds it."""
        held = self.held[word]
        rare = self.rare.get(held)
        if rare is None:
            rare = self.rare[held] = max(0.0, math.log(self.stories / (held + 0.5)) / self.scale)
        return rare * telling(word)

    def mass(self, words: frozenset[str]) -> float:
        """The summed weight of words; those of a step are asked for once with each policy."""
        found = self.masses.get(words)
        if found is None:
            found = self.masses[words] = math.fsum(map(self.weights.__getitem__, words))
        return found

    def overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The cosine of the weights of two sets of words."""
        common = self.mass(one & other)
        return common / math.sqrt(self.mass(one) * self.mass(other)) if common else 0.0

    def share(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """How much of some words is found among others, 0 to 1; 0 where there are none."""
        found = self.mass(part & whole)
        return found / self.mass(part) if found else 0.0


class Weights(dict[str, float]):
    """What words weigh; each worked out when it is first asked for."""

    def __init__(self, rarity: Rarity) -> None:
        super().__init__()
        self._rarity = rarity

    def __missing__(self, word: str) -> float:
        found = self[word] = self._rarity.of(word)
        return found


class Told(NamedTuple):
    """A step with the story that it stands in, taken apart."""

    mention: PolicyMention
    own: Features
    story: frozenset[str]
    """the words of its item, without countries and numbers"""
    figures: frozenset[str]
    """the numbers of its item"""
    origin: Origin


@lru_cache(maxsize=1024)
def apart(words: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of an item and its numbers; countries aside, which all acts of a state share."""
    return frozenset(word for word in words if ":" not in word) - CODES, frozenset(w for w in words if w[:2] == "n:")


def told(mention: PolicyMention, words: frozenset[str], origin: Origin) -> Told:
    return Told(mention, features(mention, origin), *apart(words), origin)


def told_of(step: PolicyStep) -> Told:
    return told(step.mention, step.words, step.origin)


def signs_of(ours: Told, policy: Policy, fit: float, rarity: Rarity) -> dict[str, float]:
    """What speaks for a link and against it, without a look at the rivals. `fit` is what names and sentences say."""
    steps = [told_of(step) for step in policy.steps[-RECENT:]]
    pairs = [signs_of_pair(ours, step, rarity) for step in steps]
    signs = max(pairs, key=lambda pair: pair["story"] + pair["said"])
    signs |= signs_of_life(ours.mention, policy) | signs_of_kind(ours.mention, steps)
    own = ours.own.object or ours.own.deed
    said = frozenset().union(*(step.own.said for step in steps))
    signs["object told"] = rarity.share(own, said) * min(1.0, rarity.mass(own) / TELLS)
    signs["both lead"] = float(ours.mention.start < LEAD and any(step.mention.start < LEAD for step in steps))
    signs["fit"] = fit
    return signs


def signs_of_pair(ours: Told, theirs: Told, rarity: Rarity) -> dict[str, float]:
    """What two steps and their two stories have in common."""
    days = abs((ours.origin.published - theirs.origin.published).days)
    long = min(1.0, math.log1p(days) / math.log(LONG))
    shared = rarity.mass(ours.story & theirs.story)
    whole, other = rarity.mass(ours.story), rarity.mass(theirs.story)
    same_stage = ours.mention.stage is theirs.mention.stage
    titles = rarity.overlap(ours.own.title, theirs.own.title)
    return {
        "story": min(1.0, (shared / math.sqrt(whole * other) if shared else 0.0) / ALIKE),
        "contained": shared / max(LITTLE, min(whole, other)),
        "shared": math.log1p(min(MOST_SHARED, shared)),
        "said": min(1.0, rarity.overlap(ours.own.said, theirs.own.said) / SAID),
        "said there": rarity.share(ours.own.said - COMMON, theirs.story),
        "said here": rarity.share(theirs.own.said - COMMON, ours.story),
        "title clash": (1 - titles) * min(ours.own.informative, theirs.own.informative),
        "figures": math.log1p(len(ours.figures & theirs.figures)),
        "figure in both": float(bool(ours.own.figures & theirs.own.figures)),
        "within days": float(days <= ONE_NEWS),
        "same stage": float(same_stage),
        "same stage days": long * (same_stage and not moves(ours.mention, theirs.mention)),
        "date": float(ours.mention.date is not None and ours.mention.date == theirs.mention.date),
        "effective": float(ours.mention.effective is not None and ours.mention.effective == theirs.mention.effective),
    }


def changes(mention: PolicyMention) -> bool:
    """Whether a step changes, ends or confirms an earlier one, by its stage or by the verb of its sentence."""
    return mention.stage in CONTINUING or tells_change(mention.quote)


@lru_cache(maxsize=2048)
def tells_change(quote: str) -> bool:
    return CHANGES.search(quote) is not None


def moves(one: PolicyMention, other: PolicyMention) -> bool:
    """Whether a step may follow another one of the same stage: a change of it, a bill that goes from house to house."""
    return changes(one) or (handed_on(one, other) and not issuers_meet(one, other))


def signs_of_life(mention: PolicyMention, policy: Policy) -> dict[str, float]:
    """Whether a stage comes after those known of a policy, or before."""
    known = mention.stage in policy.stages
    reached = max(RANK.get(stage, MIDDLE) for stage in policy.stages)
    rank = RANK.get(mention.stage)
    return {
        "later": float(not known and (rank is None or rank > reached)),
        "back": float(not known and rank is not None and rank < reached),
    }


def signs_of_kind(mention: PolicyMention, steps: Sequence[Told]) -> dict[str, float]:
    """How authorities and forms go together."""
    others = [step.mention for step in steps]
    meet = any(issuers_meet(mention, other) for other in others)
    named = bool(mention.issuers) and any(other.issuers for other in others)
    passed = any(handed_on(mention, other) or one_for_all(mention, other) for other in others)
    forms = max(form(mention.instrument, other.instrument) for other in others)
    return {
        "same issuer": float(meet),
        "issuer passed": float(named and not meet and passed),
        "strangers unlike": float(named and not meet and not passed and forms < 0),
        "same form": float(any(mention.instrument is other.instrument for other in others)),
    }


def compete(every: Sequence[dict[str, float]]) -> None:
    """Adds to the signs of each policy how far it is ahead of the best of the others, or behind it."""
    for name in RIVALRY:
        ranked = sorted((signs[name] for signs in every), reverse=True)
        for signs in every:
            rest = ranked[1:] if signs[name] >= ranked[0] else ranked
            signs[f"{name} ahead"] = max(-MOST_AHEAD, min(MOST_AHEAD, signs[name] - (rest[0] if rest else 0.0)))


def crowd(met: Sequence[tuple[Policy, dict[str, float]]]) -> None:
    """Adds how many other policies are told in the items of each, and how many stories are nearly as near."""
    for policy, signs in met:
        items = {step.origin.item_id for step in policy.steps}
        rivals = [(other, s) for other, s in met if other is not policy]
        beside = sum(1 for other, _ in rivals if any(step.origin.item_id in items for step in other.steps))
        signs["beside"] = math.log1p(beside)
        near = sum(1 for _, s in rivals if s["story"] >= NEARLY * signs["story"])
        signs["crowd"] = math.log1p(near)


def likeness(signs: dict[str, float]) -> tuple[float, str]:
    """The score of a link, 0 to 1, and what speaks for it, once the policy has been set against its rivals."""
    odds = BIAS + math.fsum(weight * signs[name] for name, weight in WEIGHTS.items())
    sure_at = TIED_AT if any(signs[name] for name in TIES) else SURE_AT
    likely = 1 / (1 + math.exp(sure_at - max(-30.0, min(30.0, odds))))
    score = EVEN + (likely - 0.5) * REST if likely >= 0.5 else 2 * likely * EVEN
    return score, reason(signs)


def reason(signs: dict[str, float]) -> str:
    """What ties two tellings, for people."""
    reasons = [
        f"The stories share {signs['contained']:.0%} of their rare words",
        f"{signs['said there']:.0%} of what the sentence says is told there",
    ]
    reasons.extend(words for name, words in WORDS.items() if signs[name] > 0)
    if signs["story ahead"] < 0:
        reasons.append("another act's story is nearer")
    return "; ".join(reasons) + "."
