"""From a text to the folded, stemmed words by which mentions are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import fsum, sqrt

from tracker.matching.phrases import held, may_hold_name, phrases_among
from tracker.matching.places import CODES, LONG_NAME, LONG_NAMES, PLACES
from tracker.matching.vocabulary import COMMON_WORDS, CONCEPTS, STOP, TOPICAL_WORDS

WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
NUMBER = re.compile(r"[\d.,]+")
VERSION = re.compile(r"(?=.*\d)(?=.*[^\W\d_]).+|\d+\.\d+")
CAPITALS = re.compile(r"\bU\.?S\.?(?:A\.?)?(?![\w])|\bU\.K\.")
"""The United States as letters, which lower case would make a pronoun of."""
SIZED = re.compile(r"\b(\d+(?:\.\d+)?)\s(?=(?:[kmgt]?hz|[kmgt]wh?|[kmgt]bps|[nμm]m|kv)\b)")
"""A measure in two words, which others write as one: 6 GHz."""
ENDINGS = """
    ational ization isation ication ations ation ments ment ingly ings ing edly ed ers er ors or ies ied ives ive
    ities ity als al ly es s e y ate ates ated ating ion ions ance ence ances ences
"""
LONGEST_FIRST = tuple(sorted(ENDINGS.split(), key=len, reverse=True))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, without accents, compatibility forms as plain letters, typographic signs as ASCII."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)).replace("’", "'").replace("‑", "-")


def singular(word: str) -> str:
    """The word without a plural's ending: cities, boxes, ships."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3
    return word[:-1] if plural else word


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its endings, at least four letters long; words with digits stay as they are.

    A light stemmer in the manner of Lovins: the longest ending goes, twice at most. It need not give words, only the
    same string for the forms of one word.
    """
    if not word.isalpha():
        return word
    word = singular(word)
    if len(word) <= 4:
        return word
    for _ in range(2):
        if word.endswith("ss"):
            break
        ending = next((end for end in LONGEST_FIRST if word.endswith(end) and len(word) - len(end) >= 4), None)
        if ending is None:
            break
        word = word[: -len(ending)]
    return word


@lru_cache(maxsize=8192)
def concept(word: str) -> str:
    """The class of synonyms that a folded word belongs to, else its stem; a country's name or people as its code."""
    place = PLACES.get(word)
    if place is not None:
        return place
    return CONCEPTS.get(word) or CONCEPTS.get(stem(word)) or stem(word)


def pieces(folded: str) -> Iterable[str]:
    """The words of a folded text; a run of Chinese, Japanese or Korean characters as its pairs of characters."""
    words: list[str] = WORD.findall(folded)
    return words if folded.isascii() else in_pairs(words)


def in_pairs(words: Iterable[str]) -> Iterator[str]:
    """The words, those of wide characters as pairs of these."""
    for word in words:
        if WIDE.search(word) and len(word) > 2:
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """The content words of a text as concepts: no stop words, no plain numbers, phrases as one term."""
    if "U" in text:
        text = CAPITALS.sub(lambda match: "uk" if "K" in match[0] else "usa", text)
    folded = SIZED.sub(r"\1", fold(text))
    words = held(WORD.findall(folded))
    found: set[str] = set()
    for pattern, term in phrases_among(words):
        if pattern.search(folded):
            found.add(term)
            folded = pattern.sub(" ", folded)

    def take_name(match: re.Match[str]) -> str:
        found.add(LONG_NAMES[match[0]])
        return " "

    if may_hold_name(words):
        folded = LONG_NAME.sub(take_name, folded)
    for word in pieces(folded):
        if word in STOP or len(word) == 1 or (word[0].isdigit() and NUMBER.fullmatch(word) and "." not in word):
            continue
        found.add(concept(word))
    return frozenset(found)


COMMON = frozenset(concept(word) for word in COMMON_WORDS.split())
"""The concepts of words that every newsletter uses."""
TOPICAL = frozenset(concept(word) for word in TOPICAL_WORDS.split()) - COMMON
"""The concepts of words that every newsletter of some field uses."""


@lru_cache(maxsize=8192)
def weight(term: str) -> float:
    """How much a shared term tells: names with digits most, words that every newsletter uses little."""
    if term in COMMON:
        return 0.3
    if term in TOPICAL:
        return 0.6
    if term in CODES:
        return 1.5
    return 1.5 if VERSION.fullmatch(term) else 1.0


@lru_cache(maxsize=8192)
def mass(some: frozenset[str]) -> float:
    """The summed weight of terms, the same in whatever order a set gives them."""
    return fsum(map(weight, some))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Weighted words in common, relative to the geometric mean of the two: the cosine of their weights."""
    if not one or not other:
        return 0.0
    common = one & other
    return fsum(map(weight, common)) / sqrt(mass(one) * mass(other)) if common else 0.0


story_overlap = lru_cache(maxsize=8192)(overlap)
"""The same, remembered: for the words of two stories, which all their mentions are compared by."""


@lru_cache(maxsize=4096)
def acronym(name: str) -> str:
    """The initials of a name's capitalised words: MIIT for Ministry of Industry and Information Technology."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())


@lru_cache(maxsize=4096)
def authority(name: str) -> str:
    """An authority's name for comparison: folded, without the article, its country and what stands in brackets."""
    bare = re.sub(r"\([^)]*\)", " ", fold(name))
    words = [word for word in WORD.findall(bare) if word not in STOP]
    while len(words) > 1 and words[0] in PLACES:
        words = words[1:]
    return " ".join(words)


def same_authority(one: str, other: str) -> bool:
    """Whether two names mean one authority: equal, one an acronym of the other, or one the short form of the other."""
    a, b = authority(one), authority(other)
    if not a or not b:
        return False
    if a == b or acronym(one) == other.strip() or acronym(other) == one.strip():
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    return len(short) > 1 and set(short) <= set(long)
