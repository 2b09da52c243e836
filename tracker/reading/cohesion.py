"""How much the parts of a text speak of the same thing, by the words they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tracker.reading.language import COMMON_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d")
_WIDE = re.compile(r"[\u3040-\u9fff]{2}")
_LIMIT = 3000


def stems(text: str) -> frozenset[str]:
    """The content words of a text, folded and cut to six letters; pairs of characters for Chinese and Japanese."""
    text = text[:_LIMIT]
    words = {word.casefold() for word in _WORD.findall(text)}
    found = {word[:6] for word in words if word not in COMMON_WORDS}
    if not text.isascii():
        found |= set(_WIDE.findall(text))
    return frozenset(found)


def echo(head: str, body: str) -> float:
    """Which part of a heading's content words its text takes up; 0 to 1."""
    told = stems(head)
    return len(told & stems(body)) / len(told) if told else 0.0


def kinship(parts: Sequence[str]) -> float:
    """The mean part of each part's content words that another part has too; 0 (nothing shared) to 1."""
    sets = [stems(part) for part in parts]
    counts = Counter(stem for part in sets for stem in part)
    shares = [sum(counts[stem] > 1 for stem in part) / len(part) for part in sets if part]
    return sum(shares) / len(shares) if shares else 0.0
