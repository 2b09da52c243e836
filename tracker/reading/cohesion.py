"""The words by which it is told whether parts of a text speak of the same thing."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.reading.language import COMMON_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d")
_WIDE = re.compile(r"[\u3040-\u9fff]{2}")
_SMALL = re.compile(r"(?<![\w'’])[a-zà-ÿ]{4,}")
_LIMIT, _LOOKED_AT = 3000, 6000
"""How many characters are looked at, and how many for words that are no names."""
_KEPT = 512
"""How many answers are kept: the ways of cutting a letter are weighed by the same parts again and again."""


def stems(text: str) -> frozenset[str]:
    """The content words of a text, folded and cut to six letters; pairs of characters for Chinese and Japanese."""
    return _stems(text[:_LIMIT])


def common_stems(text: str) -> frozenset[str]:
    """The content words of a text that are no names: those without a capital."""
    return _common_stems(text[:_LOOKED_AT])


@lru_cache(_KEPT)
def _common_stems(text: str) -> frozenset[str]:
    return _stems(" ".join(_SMALL.findall(text))[:_LIMIT])


@lru_cache(_KEPT)
def _stems(text: str) -> frozenset[str]:
    words = {word.casefold() for word in _WORD.findall(text)}
    found = {word[:6] for word in words if word not in COMMON_WORDS}
    if not text.isascii():
        found |= set(_WIDE.findall(text))
    return frozenset(found)
