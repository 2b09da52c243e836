"""Items that tell the same event, word for word or rewritten, found by MinHash bands and by rare words in common.

MinHash after Broder (1997), banded after Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b, shake_128

from tracker.matching.keys import strongest
from tracker.matching.topics import topic_words
from tracker.matching.words import COMMON, fold, pieces, terms
from tracker.model import Item

HASHES, BANDS = 64, 16
ROWS = HASHES // BANDS
SHINGLE = 3
MOST_SHINGLES = 1200
MOST_WORDS = 60
MANY = 40
"""numbers of which the least is soon found by trying its highest byte from nought on"""
NEAR_DUPLICATE = 0.5
"""Estimated share of shingles in common from which two items are one text, lightly edited."""
REWRITE = 0.27
"""Share of rare words in common from which two items tell one event."""
FORMAT = struct.Struct(f"<{HASHES}I")


def shingles(item: Item) -> list[bytes]:
    """Each run of three words of an item, once, in order; shorter texts are one shingle."""
    words = [word.encode("utf-8", "surrogatepass") for word in pieces(fold(item.text))]
    if len(words) <= SHINGLE:
        return [b" ".join(words)]
    return [*dict.fromkeys(map(b" ".join, zip(*(words[at:] for at in range(SHINGLE)), strict=False)))][:MOST_SHINGLES]


@lru_cache(maxsize=64)
def minhash(item: Item) -> tuple[int, ...]:
    """64 minima of independent 32-bit hashes over the shingles; their share in common estimates the Jaccard index."""
    hashed = b"".join([shake_128(shingle).digest(FORMAT.size) for shingle in shingles(item)])
    return tuple([_least(hashed, at) for at in range(0, FORMAT.size, 4)])


def _least(hashed: bytes, at: int) -> int:
    """The least of the numbers that stand at one place of each vector. Nearly always its highest byte tells it, for
    which to look takes a third of the time that comparing all numbers does."""
    highest = hashed[at + 3 :: FORMAT.size]
    top = 0
    if len(highest) < MANY:
        top = min(highest)
    while (row := highest.find(top)) < 0:
        top += 1
    least = hashed[row * FORMAT.size + at : row * FORMAT.size + at + 4][::-1]
    while (row := highest.find(top, row + 1)) >= 0:
        least = min(least, hashed[row * FORMAT.size + at : row * FORMAT.size + at + 4][::-1])
    return int.from_bytes(least, "big")


def story_signature(item: Item) -> bytes:
    """What two items are compared by: the minima, then four bytes for each of the rarest words, title words first."""
    title = strongest(terms(item.title or "") - COMMON, MOST_WORDS // 3)
    body = strongest(topic_words(item) - COMMON - frozenset(title), MOST_WORDS - len(title))
    words = sorted(blake2b(word.encode(), digest_size=4).digest() for word in (*title, *body))
    return FORMAT.pack(*minhash(item)) + b"".join(words)


def story_keys(item: Item) -> tuple[str, ...]:
    """Sixteen bands of four minima each, and pairs of the title's rarest words: items of one story share some."""
    minima = minhash(item)
    bands = tuple(
        f"b{band}:{blake2b(struct.pack('<4I', *minima[band * ROWS : band * ROWS + ROWS]), digest_size=6).hexdigest()}"
        for band in range(BANDS)
    )
    rare = strongest(terms(item.title or "") - COMMON, 4)
    pairs = (f"t:{min(a, b)}+{max(a, b)}" for at, a in enumerate(rare) for b in rare[at + 1 :])
    return (*bands, *pairs)


def link_story(signature: bytes, candidates: Sequence[tuple[str, bytes]]) -> str | None:
    """The id of the story that an item belongs to, out of (story id, signature) of items near it in time; None where
    it tells a story of its own."""
    scored = [(similarity(signature, other), story) for story, other in candidates]
    best = max(scored, default=(0.0, ""), key=lambda entry: (entry[0], entry[1]))
    return best[1] if best[0] >= 1.0 else None


def similarity(one: bytes, other: bytes) -> float:
    """How near two items are, 1 and more being one story: the better of shingles and of rare words in common."""
    (a, words), (b, theirs) = taken_apart(one), taken_apart(other)
    same_text = len(a & b) / HASHES
    shared = len(words & theirs) / max(12, min(len(words), len(theirs)))
    return max(same_text / NEAR_DUPLICATE, shared / REWRITE)


@lru_cache(maxsize=512)
def taken_apart(signature: bytes) -> tuple[frozenset[int], frozenset[bytes]]:
    """The minima of a signature, each with its place, so that two sets of them share what is equal at the same place;
    and its rarest words."""
    words = frozenset(signature[at : at + 4] for at in range(FORMAT.size, len(signature), 4))
    return frozenset(least << 8 | place for place, least in enumerate(FORMAT.unpack_from(signature))), words
