"""Central banks by what they are: "the Central Bank of Benin", "the National Bank of Kazakhstan"."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.words import NAMED, Agent, Place, Words, word_set

CENTRAL = word_set("central national reserve state")


def central_bank_of(words: Words, inside: Mapping[int, Place], lexicon: Lexicon, at: int) -> Agent | None:
    """The central bank of the country that stands behind "Central Bank of", by the name that the list has for it."""
    if words.low[at] not in CENTRAL or words.low[at + 1 : at + 3] != ("bank", "of") or words.title_case:
        return None
    first = at + 3 + (words.low[at + 3 : at + 4] == ("the",))
    place = inside.get(first)
    if place is None or place.first != first or place.kind not in ("name", "both"):
        return None
    bank = lexicon.lower_names.get((place.code, "central bank"))
    written = words.text_of(at, place.last)
    if bank is None and words.low[at] != "central":
        return None
    name = bank.name if bank is not None else written
    return Agent(at, place.last, name, place.code, NAMED, written, words.owns[place.last - 1])
