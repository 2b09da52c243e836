"""A number among the series that it might belong to: which of them it is nearer to than to all the others.

That two texts share a word tells little where every candidate shares it, and that a value has moved little tells little
where five others are as near. So words are weighed by how few of the candidates hold them, and each candidate is set
against the best of the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from tracker.matching.glance import glance
from tracker.matching.words import weight
from tracker.model import Series

RUNNING = 0.3
"""How far two stories agree from which a value that moved little may be the next of its series."""


class Rarity:
    """How rare words are among the candidates for one number."""

    def __init__(self, candidates: Sequence[Series]) -> None:
        self.size = len(candidates)
        self.scale = math.log(self.size + 2)
        self.weights = Weights(self)
        self._rare: dict[int, float] = {}
        self._candidates = candidates

    @cached_property
    def told(self) -> list[frozenset[str]]:
        """The words of each candidate."""
        return [glance(series).words for series in self._candidates]

    def held(self, word: str) -> int:
        """How many of the candidates hold a word; only a few words are asked for, so that not all are counted."""
        return sum([word in words for words in self.told])

    def of(self, word: str) -> float:
        """0 for a word that every candidate holds, about 1 for one that none does."""
        if self.size < 2:
            return 0.5
        held = self.held(word)
        rare = self._rare.get(held)
        if rare is None:
            rare = self._rare[held] = max(0.0, math.log((self.size + 1) / (held + 0.5)) / self.scale)
        return rare

    def telling(self, words: frozenset[str]) -> float:
        """The weight of words, rare ones counting most; the same in whatever order a set gives them."""
        return math.fsum(map(self.weights.__getitem__, words)) if words else 0.0


class Weights(dict[str, float]):
    """What words weigh among the candidates; each worked out when it is first asked for."""

    def __init__(self, rarity: Rarity) -> None:
        super().__init__()
        self._rarity = rarity

    def __missing__(self, word: str) -> float:
        found = self[word] = self._rarity.of(word) * weight(word)
        return found


def compete(told: Sequence[tuple[str, dict[str, float]]]) -> None:
    """Adds to what speaks for each pair (series id, signs) how it stands against the best of the other series."""
    words: dict[str, float] = {}
    moved: dict[str, float] = {}
    for target, signs in told:
        words[target] = max(words.get(target, 0.0), signs["said"])
        near = signs["little"] if signs["story"] > RUNNING else 0.0
        moved[target] = max(moved.get(target, 0.0), near)
    odd = {target for target, signs in told if signs["at odds for one time"]}
    if len(odd) > 1 or any(signs["two digits"] or signs["digits"] for _, signs in told):
        for _, signs in told:  # another series tells the value, or it may be at odds with several
            signs["at odds for one time"] = 0.0
    ranked = sorted(words.values(), reverse=True)
    crowd = len({target for target, signs in told if signs["story"] > RUNNING})
    every = math.fsum(moved.values())
    for target, signs in told:
        best = ranked[1] if len(ranked) > 1 and words[target] >= ranked[0] else ranked[0] if len(ranked) > 1 else 0.0
        others = every - moved[target]
        signs["margin"] = max(-1.0, min(1.0, words[target] - best))
        signs["margin and little"] = signs["margin"] * signs["little"]
        signs["rivals"] = math.log1p(others)
        signs["crowd"] = math.log1p(crowd - 1) if crowd else 0.0
        signs["names in a crowd"] = signs["crowd"] * signs["names"]
        signs["alone in the story"] = signs["story"] * signs["little"] / (1 + others)


__all__ = ["Rarity", "compete"]
