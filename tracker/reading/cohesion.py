"""The words by which it is told whether parts of a text speak of the same thing."""

from __future__ import annotations

import re

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
