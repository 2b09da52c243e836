"""Central banks by what they are: "the Central Bank of Benin", "the Bank of Morocco"."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.words import NAMED, Agent, Place, Words, word_set

CENTRAL = word_set("central national reserve state")
COMMERCIAL = frozenset({"BR", "CN", "CY", "GE", "IE", "IN", "MT"})
"""Where the Bank of that country is one for customers."""


def central_bank_of(words: Words, inside: Mapping[int, Place], lexicon: Lexicon, at: int) -> Agent | None:
    """The central bank of the country behind "Central Bank of" or before "'s National Bank", by its listed name."""
    kind = words.low[at] if words.low[at] in CENTRAL else ""
    if kind and at and words.owns[at - 1] and words.low[at + 1 : at + 2] == ("bank",):
        return _owned(words, inside, lexicon, at)
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


def _owned(words: Words, inside: Mapping[int, Place], lexicon: Lexicon, at: int) -> Agent | None:
    """ "Ukraine's National Bank": the central bank where it is called so; in Canada it is one for customers."""
    place = inside.get(at - 1)
    if place is None or place.kind not in ("name", "both") or words.title_case:
        return None
    bank = lexicon.lower_names.get((place.code, "central bank"))
    kind = words.low[at]
    if bank is None or not (kind in bank.name.lower().split() or f"{kind}bank" in bank.name.lower()):
        return None
    return Agent(at, at + 2, bank.name, place.code, NAMED, words.text_of(at, at + 2), words.owns[at + 1])
