"""Parts of what was told: the people that a count is of, and what "that on wheat" takes up a noun for."""

from __future__ import annotations

import re

from tracker.extraction.metrics.naming_clause import Clause
from tracker.extraction.metrics.naming_phrases import is_place, words_of
from tracker.extraction.metrics.naming_tidy import country_of
from tracker.extraction.metrics.naming_verbs import small
from tracker.extraction.metrics.scene import Quantity, Scene


def people_of(scene: Scene, one: Quantity) -> str:
    """The country whose people are counted: "2.06 million Malaysians", "98,700 Chinese"; "" where none are."""
    if one.sort != "count":
        return ""
    last = one.last - 1 if scene.tokens[one.last - 1].kind == "word" and not one.inherited else one.last
    word = scene.tokens[last].text if last < len(scene.tokens) else ""
    if not word[:1].isupper() or (last + 1 < len(scene.tokens) and scene.tokens[last + 1].text[:1].isupper()):
        return ""
    ends = (
        last < one.last
        or last + 1 == len(scene.tokens)
        or scene.tokens[last + 1].kind == "mark"
        or small(scene.low[last + 1])
    )
    return country_of(scene, word) if ends else ""


_POINTS = frozenset({"that", "those", "one", "ones"})
_LEADS = frozenset({"on", "for", "of", "from", "in", "at"})


def of_another(scene: Scene, clause: Clause, measure: str) -> str:
    """A measure taken up for something else: "duty on soybeans" is "duty on wheat" in a clause led by "that on"."""
    phrase = clause.subject[0] if clause.subject else None
    if phrase is None or phrase.lead not in _LEADS:
        return measure
    lead = next((n for n in range(phrase.first - 1, max(0, phrase.first - 4), -1) if scene.low[n] == phrase.lead), 0)
    if scene.word(lead - 1) not in _POINTS:
        return measure
    words = words_of(scene, phrase.first, phrase.last)
    head = re.split(rf" (?:{'|'.join(sorted(_LEADS))}) ", measure)[0]
    return head if not words or is_place(scene, words) else f"{head} {phrase.lead} {' '.join(words)}"


__all__ = ["of_another", "people_of"]
