"""Numbers that a text sets beside one that it has named: what is aimed at, what was expected, what is in brackets.

    "A flat costs 900 kroner (May: 870)."             the same, for another time
    "Economists had looked for 870."                  what was expected of it
    "The aim is 800."                                 where it is to go
    "The present rate is 12 %."                       what holds until then

Each rule is a pattern over the words before the number, from the last number on or from the beginning of its sentence.
"""

from __future__ import annotations

import re

from tracker.extraction.metrics.naming_words import REFERRING
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_THOUGH = re.compile(r"[,;(] ?(?:although|though|but|while|where|when)\s*$", re.IGNORECASE)
_HAD_BEEN = re.compile(
    r"[^.;,]{0,24}\b(?:had been|has been|have been|was|were|is|are) (?:promised|planned|expected|agreed|forecast|"
    r"targeted|approved|allowed|normal|usual|wanted|sought)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(\s*([^()]*?)[\s:,]*$")
_THAN_THEN = re.compile(r"\bthan (?:in|on|at|for|during) [^,;()]{2,30}\($", re.IGNORECASE)
_HELD = re.compile(
    r"^\W*(?:the |its |their )?(?:present|current|existing|old|previous|former)\b ([\w-]+)"
    r"(?:,[^,;:]{0,60},)? (?:is|are|was|were|stands?|stood|(?:had|has|have) been|w(?:ould|ill) be|would have been|"
    r"used to be|is to be)(?: at)?(?: \w+){0,4}?\s*$",
    re.IGNORECASE,
)
_STOPS_AFTER = re.compile(
    r"\W*(?:$|[.,;:)]|(?:by|in|on|at|until|from|for|before|after|since|as|when|a|an|per|the|last|next|this|counted|"
    r"or|reached|told|seen|is|are|was|were|would|will|and|but)\b)",
    re.IGNORECASE,
)
"""What may follow a number that says nothing of its own: an end, a time, a verb."""
_IS_AIM = re.compile(r"[^.;,]{0,40}\b(?:is|are|remains?) (?:the|its|their|his|her) (\w+)\b", re.IGNORECASE)
_LEADING = re.compile(r"^\W+")
_BEGINS = re.compile(r"[;,:–—](?: and| but)?\s*$")
_ASIDE_WORDS = word_set(
    "target targets goal aim for the in of at on end first second third fourth half quarter year month week day "
    "previous previously before earlier ago last next and a an from against was were had been it is until now then "
    "plan planned forecast expected estimate"
)


def beside_in_sentence(scene: Scene, other: Quantity, one: Quantity) -> bool:
    """Whether a sentence tells a number as another value of the one before it in the same unit."""
    text = scene.view.view[other.end : one.start]
    if scene.words.asides["beside"].search(_evened(text)):
        return True
    rest = scene.view.view[one.end : scene.sentence.end]
    if _BRACKET.search(text):
        return _stops(scene, one) and (_only_time(scene, other, one) or bool(_THAN_THEN.search(text)))
    if _THOUGH.search(text) and _HAD_BEEN.match(rest):
        return True
    aim = _IS_AIM.match(rest) if _BEGINS.search(text) else None
    return aim is not None and aim[1].lower() in scene.words.goals


def _evened(text: str) -> str:
    """A text whose first word has a blank before it, whatever stood there: the shapes give each word its blank."""
    return text if text[:1] in _MARKS else f" {text.lstrip()}"


_MARKS = (";", ",", ":", ".", "–", "—", "-", "(")


def _only_time(scene: Scene, other: Quantity, one: Quantity) -> bool:
    """Whether an opening bracket stands before a number with nothing in it but a time, an aim, or small words."""
    at = max(n for n in range(other.last, one.head + 1) if scene.low[n] == "(" or n == other.last)
    words = [
        n
        for n in range(at + 1, one.head)
        if scene.date_at(n) is None and scene.tokens[n].kind == "word" and scene.low[n] not in _ASIDE_WORDS
    ]
    told = any(scene.date_at(n) is not None or scene.tokens[n].kind == "word" for n in range(at + 1, one.head))
    return told and not words


def _stops(scene: Scene, one: Quantity) -> bool:
    return _STOPS_AFTER.match(scene.view.view, one.end, scene.sentence.end) is not None


def beside_across(scene: Scene, one: Quantity, other: Quantity, told: str) -> bool:
    """Whether a sentence tells a number as another value of one of the sentence before; `told`: that sentence."""
    text = scene.view.view[scene.sentence.start : one.start]
    if not _stops(scene, one):
        return False
    said = f" {_LEADING.sub('', text)}"
    if scene.words.asides["expected"].search(said):
        return True
    if scene.words.asides["set"].search(said):
        return other.kind is not Kind.FORECAST
    held = _HELD.match(text)
    if held is not None:
        noun = held[1].lower()
        return noun in REFERRING or noun.rstrip("s") in told.lower() or noun in ("minimum", "maximum")
    return scene.words.asides["than"].search(said) is not None and not any(
        q.end <= one.start and q.is_level for q in scene.quantities
    )


__all__ = ["beside_across", "beside_in_sentence"]
