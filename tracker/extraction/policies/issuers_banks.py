"""Central banks by what they are: "the Central Bank of Benin", "the Bank of Morocco"."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.words import NAMED, Agent, Place, Words, word_set

CENTRAL = word_set("central national reserve state")
COMMERCIAL = frozenset({"BR", "CN", "CY", "GE", "IE", "IN", "MT"})
"""Where the Bank of that country is one for customers."""


def central_bank_of(words: Words, inside: Mapping[int, Place], lexicon: Lexicon, at: int) -> Agent | None:
    """The central bank of the country that stands behind "Central Bank of", by the name that the list has for it."""
    kind = words.low[at] if words.low[at] in CENTRAL else ""
    of = at + (2 if kind else 1)
    if words.low[of - 1 : of + 1] != ("bank", "of") or words.title_case:
        return None
    first = of + 1 + (words.low[of + 1 : of + 2] == ("the",))
    place = inside.get(first)
    if place is None or place.first != first or place.kind not in ("name", "both"):
        return None
    bank = lexicon.lower_names.get((place.code, "central bank"))
    written = words.text_of(at, place.last)
    if (bank is None and kind != "central") or (not kind and place.code in COMMERCIAL):
        return None
    name = bank.name if bank is not None else written
    return Agent(at, place.last, name, place.code, NAMED, written, words.owns[place.last - 1])
