"""The topic of an item: what it is about, as folded and stemmed words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from tracker.matching.places import CODES
from tracker.matching.vocabulary import STOP
from tracker.matching.words import COMMON, concept, fold, pieces, terms
from tracker.model import Item

COUNTED = re.compile(
    r"\b(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:[a-z-]+\s+)?"
    r"(tasks|measures|steps|actions|points|areas|fields|sectors|chapters|articles|principles|projects|priorities)\b"
)
FROM_TWO = "two three four five six seven eight nine ten eleven twelve"
SMALL = {word: str(number) for number, word in enumerate(FROM_TWO.split(), start=2)}
FIGURE = re.compile(
    r"(?<![\w.,/-])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w/])"
    r"(?:\s?(million|billion|trillion|mln|bln|bn|tn)\b)?(?!\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
SCALES = {"million": 1e6, "mln": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12}
YEAR = re.compile(r"n:(?:19|20)\d\d")
MOST_WORDS = 400
MOST_MAIN = 6


def topic_words(item: Item) -> frozenset[str]:
    """The content words of an item, with what it counts of a document ("17 tasks" as 17:Task)."""
    return _topic_words(item.title or "", item.text)


@lru_cache(maxsize=512)
def _topic_words(title: str, text: str) -> frozenset[str]:
    words = terms(title) | terms(text)
    if len(words) > MOST_WORDS:
        words = frozenset(sorted(words, key=lambda word: (word in COMMON, word))[:MOST_WORDS])
    return words | counted(text) | figures(text)


def main_words(item: Item) -> tuple[str, ...]:
    """The content words that an item uses most, the most used first, countries and words of every newsletter aside."""
    return _main_words(item.title or "", item.text)


@lru_cache(maxsize=512)
def _main_words(title: str, text: str) -> tuple[str, ...]:
    told = Counter(concept(word) for word in pieces(fold(f"{title} {text}")) if word not in STOP and len(word) > 2)
    telling = [word for word in told if word not in COMMON and word not in CODES and not word[0].isdigit()]
    return tuple(sorted(telling, key=lambda word: (-told[word], -len(word), word))[:MOST_MAIN])


def figures(text: str) -> frozenset[str]:
    """The numbers of a text as terms, "n:2400" for 2,400: two reports of one act often give the same ones.

    Small numbers and years tell too little to be among them.
    """
    found = set()
    for match in FIGURE.finditer(text):
        number = float(match[1].replace(",", "")) * SCALES.get((match[2] or "").lower(), 1.0)
        if number > 12:
            found.add(f"n:{number:g}")
    return frozenset(term for term in found if not YEAR.fullmatch(term))


def counted(text: str) -> frozenset[str]:
    """How many tasks, measures, areas a text says its document has: {"17:Task", "4:Area"}."""
    found = COUNTED.finditer(fold(text))
    return frozenset(f"{SMALL.get(match[1], match[1])}:{concept(match[2])}" for match in found)
