"""Which phrases and long names a text may hold, by its words: so that no text is searched for all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from tracker.matching.places import LONG_NAMES
from tracker.matching.vocabulary import NUMBER_WORDS, PHRASES, RANKING_WORDS

PLAIN = re.compile(r"[^\W_]+")
OPENER = re.compile(r"\\b(?:\(\?:([a-z|]+)\)|([a-z]+)(\??))")
"""What a phrase, or one of its alternatives, begins with, in the pattern that finds it: a word, or one of several."""
RANKING = frozenset(RANKING_WORDS.split())

Phrase = tuple[re.Pattern[str], str]


def openers(pattern: str) -> frozenset[str]:
    """The words that a text holds one of wherever the pattern of a phrase matches."""
    found: set[str] = set()
    for several, word, optional in OPENER.findall(pattern):
        found.update(several.split("|") if several else (word, word[:-1]) if optional else (word,))
    return frozenset(found)


def _by_word() -> Mapping[str, tuple[int, ...]]:
    """By word, the places of the phrases that it may begin; rankings by their number."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, (pattern, term) in enumerate(PHRASES):
        number = term.removeprefix("Top")
        words = {number, NUMBER_WORDS[number]} if number in NUMBER_WORDS else openers(pattern.pattern)
        for word in words:
            places[word].append(place)
    return {word: tuple(some) for word, some in places.items()}


def _second_words() -> Mapping[str, frozenset[str]]:
    """By the first word of the long names of places, their second ones."""
    words: dict[str, set[str]] = defaultdict(set)
    for name in LONG_NAMES:
        first, second, *_ = PLAIN.findall(name)
        words[first].add(second)
    return {first: frozenset(some) for first, some in words.items()}


BY_WORD = _by_word()
SECOND = _second_words()
RANKINGS = frozenset(place for place, (_, term) in enumerate(PHRASES) if term.startswith("Top"))


def held(words: Iterable[str]) -> set[str]:
    """The words of a folded text for what follows; those with a point (5.5) in their parts, too."""
    found = set(words)
    for word in [word for word in found if "." in word]:
        found.update(word.split("."))
    return found


def phrases_among(words: set[str]) -> list[Phrase]:
    """The phrases that a text of these words may hold, in their order."""
    near = words & BY_WORD.keys()
    if not near:
        return []
    places = {place for word in near for place in BY_WORD[word]}
    if RANKING.isdisjoint(words):
        places -= RANKINGS
    return [PHRASES[place] for place in sorted(places)]


def may_hold_name(words: set[str]) -> bool:
    """Whether a text of these words may hold the name of a place that has several."""
    return any(not SECOND[first].isdisjoint(words) for first in words & SECOND.keys())
