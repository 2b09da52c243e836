"""A series at one glance: which of its observations a number is compared with, and what all of those have in common.

Most candidates are of another place or in another unit. What is the same for all observations of a series is looked up
once, so that such a candidate takes one look and not one for each observation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.matching.traits import EXCLUSIVE, Traits, kinds_in, traits
from tracker.model import Observation, Series

MOST_OBSERVATIONS = 12
LATEST = 3
"""How many observations of a series tell which words are its own."""
MOST_SEEN = 8_192


class Glance(NamedTuple):
    """The observations of a series to compare with, and their traits."""

    observations: tuple[Observation, ...]
    traits: tuple[Traits, ...]
    unit: str | None
    """the unit of all of them; None where they have several, or one has none"""
    places: frozenset[str]
    """the places of all of them; empty where not each has one that its own sentence tells"""

    words: frozenset[str]
    """near its latest numbers, and those that name it"""
    cadences: tuple[str, ...]
    """the lengths of time that they are counted over, as far as they say"""
    kinds: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
    """groups of words that exclude one another, with those of the group that each of them has that has any"""
    varieties: tuple[frozenset[str], ...]
    """the kinds of a thing that they are of, as far as they say"""

    def parts(self, ours: Traits) -> bool:
        """Whether a number is surely in another unit, or of another place, than every one of them."""
        if self.unit is not None and ours.unit is not None and ours.unit != self.unit:
            return not (self.unit.startswith("#") and ours.unit.startswith("#"))
        return bool(self.places and ours.told) and ours.places.isdisjoint(self.places)


_SEEN: dict[str, tuple[Series, Glance]] = {}


def glance(series: Series) -> Glance:
    """What one sees of a series; remembered for the object that it is, until the series has grown into another."""
    seen = _SEEN.get(series.id)
    if seen is not None and seen[0] is series:
        return seen[1]
    found = _glance(series)
    if len(_SEEN) >= MOST_SEEN:
        _SEEN.clear()
    _SEEN[series.id] = series, found
    return found


def _glance(series: Series) -> Glance:
    known = tuple(recent(series))
    theirs = tuple(traits(observation.mention) for observation in known)
    units = {one.unit for one in theirs}
    told = all(one.places and one.told for one in theirs)
    places = frozenset().union(*(one.places for one in theirs)) if told else frozenset()
    words = frozenset().union(*(traits(observation.mention).named for observation in series.observations[-LATEST:]))
    cadences = tuple(one.cadence for one in theirs if one.cadence)
    varieties = tuple(one.varieties for one in theirs if one.varieties)
    unit = units.pop() if len(units) == 1 else None
    return Glance(known, theirs, unit, places, words, cadences, kinds_of(theirs), varieties)


def kinds_of(known: Sequence[Traits]) -> tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]:
    """The groups of words that exclude one another of which some have words, each with what every one of these has."""
    told = zip(*(kinds_in(one.contrasts) for one in known if one.contrasts), strict=True)
    found = ((group, tuple(filter(None, kinds))) for group, kinds in zip(EXCLUSIVE, told, strict=False))
    return tuple((group, kinds) for group, kinds in found if kinds)


def recent(series: Series) -> Sequence[Observation]:
    """The observations to compare with: the first, which named the series, and the last ones."""
    if len(series.observations) <= MOST_OBSERVATIONS:
        return series.observations
    return (series.observations[0], *series.observations[-MOST_OBSERVATIONS + 1 :])
