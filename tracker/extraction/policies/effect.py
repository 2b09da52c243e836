"""When a policy takes effect, as the sentence after it says: "It enters into force on 1 March"."""

from __future__ import annotations

import re
from datetime import datetime

from tracker.extraction.policies.dates import taken_and_effective
from tracker.extraction.policies.words import Thing, Words, word_set
from tracker.extraction.text import Sentence, Shape, TextView

_BEGINS = re.compile(
    r"\b(?:takes?|took|taking)\s(?:legal\s)?effect\b"
    r"|\b(?:comes?|came|enters?|entered|goes|go|went)\s(?:in)?to\s(?:force|effect|operation)\b"
    r"|\b(?:appl(?:y|ies|ied)|become[s]?|became|start(?:s|ed)?|begin(?:s)?|began|kick(?:s|ed)?\sin|hold[s]?|run[s]?|ran"
    r"|valid|effective|in\sforce|last[s]?|expires?|end[s]?|bite[s]?|phased\sin|covers?)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"\b(?:not|never|could|might|would|may|if|unless|expected|likely|hopes?)\b", re.IGNORECASE)
PRONOUNS = word_set("it they these this that both all")
DEFINITE = word_set("the this these that those")
GENERAL = word_set(
    "rule rules measure measures change changes decision provisions requirement requirements regime step steps text "
    "restrictions restriction instrument document order package reform reforms act law bill levy charge rate rates "
    "duty duties cap limits limit increase rise cut new deal pact accord scheme programme program "
    "ban prohibition moratorium freeze exemption suspension"
)
REACH = 2
"""sentences behind the act in which a noun may take its instrument up; a pronoun does only in the first"""


def effective_after(
    view: TextView, number: int, words: Words, thing: Thing | None, published: datetime | None
) -> tuple[str, Sentence] | None:
    """The effective date that a sentence right behind sentence `number` gives, and it; None where none does."""
    named = _names(words, thing)
    for step in range(1, REACH + 1):
        if number + step >= len(view.sentences):
            return None
        sentence = view.sentences[number + step]
        if sentence.shape is Shape.HEADING:
            return None
        text = view.of(sentence)
        if _takes_up(text, named, step) and _tells_a_beginning(text):
            taken, effective = taken_and_effective(text, published)
            told = effective or taken
            return (told, sentence) if told else None
    return None


def _names(words: Words, thing: Thing | None) -> frozenset[str]:
    """The last words of the instrument's name, in the singular and the plural."""
    if thing is None:
        return frozenset()
    noun = words.low[thing.last - 1]
    return frozenset((noun, noun.removesuffix("s"), f"{noun}s"))


def _takes_up(text: str, named: frozenset[str], step: int) -> bool:
    """Whether a sentence opens with a pronoun, or "the" and a short form of the instrument."""
    opening = [word.strip(",.;:'\"").lower() for word in text.split(maxsplit=7)[:6]]
    if not opening:
        return False
    if opening[0] in PRONOUNS and step == 1:
        return True
    return opening[0] in DEFINITE and not (named | GENERAL).isdisjoint(opening[1:5])


def _tells_a_beginning(text: str) -> bool:
    match = _BEGINS.search(text[:160])
    return match is not None and not _DOUBT.search(text[: match.end() + 12])
