"""A sentence as numbered words, and the chunks found in it: authorities, places, instruments.

sentence → Words → chunks (never overlapping, left to right)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.extraction.text import Sentence, Shape, TextView, Token
from tracker.model import Instrument

NAMED, ROLE, STATE = 3, 2, 1


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a sentence, in lower case without "'s", and which of them were possessive."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    low: tuple[str, ...]
    """with BEYOND empty ones behind the last, as in `owns` and `capitals`"""
    owns: tuple[bool, ...]
    title_case: bool
    """whether nearly all words begin with capitals, as in a headline: capitals then tell nothing"""
    upper: bool
    size: int
    """how many words there are"""
    capitals: tuple[bool, ...]
    """which of them begin with a capital"""
    present: frozenset[str]
    """the words without their order: what is not among them need not be looked for"""

    @property
    def last(self) -> str:
        """The last word or mark of the sentence."""
        return self.low[self.size - 1]

    def capital(self, at: int) -> bool:
        return self.capitals[at]

    def text_of(self, first: int, last: int) -> str:
        """The words [first, last) as written, a possessive ending left off, one blank between them."""
        parts = [self.tokens[at].text for at in range(first, last)]
        if parts and self.owns[last - 1]:
            parts[-1] = parts[-1][:-2]
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Agent:
    """An authority, or a country that acts, at words [first, last)."""

    first: int
    last: int
    name: str
    """canonical, "" where the text names no single authority"""
    jurisdiction: str
    level: int
    """NAMED, ROLE ("the ministry": another sentence may tell which), STATE (a country, "officials")"""
    head: str = ""
    """the noun that a ROLE may be resolved by: ministry, regulator …"""
    owns: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    first: int
    last: int
    code: str
    kind: str
    owns: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """An instrument noun at words [first, last)."""

    first: int
    last: int
    form: Instrument
    public: bool
    plural: bool
    borrowed: bool = False
    """whether the noun stands one sentence earlier and a pronoun here"""


SIGNS = frozenset("$€£¥₹₦₩₱₫₺₪₴₽₵")
"""of currencies"""
OWNING = ("'s", "'S")
BEYOND = 4
"""empty words behind the last, so that a look past the end of a sentence finds nothing"""
LONGEST = 300
"""words of a sentence that are looked at; what is longer is no sentence"""


def words_of(view: TextView, sentence: Sentence) -> Words:
    """The sentence's words; of a longer one its first LONGEST, and then it ends with them."""
    tokens = view.tokens(sentence)
    if len(tokens) > LONGEST:
        tokens = tokens[:LONGEST]
        sentence = replace(sentence, end=tokens[-1].end)
    texts = [token[0] for token in tokens]
    owns = (False,) * len(texts)
    low = tuple(map(str.lower, texts))
    if "'" in view.of(sentence):
        owns = tuple([text[-2:] in OWNING and len(text) > 2 for text in texts])
        low = tuple([text[:-2] if own else text for text, own in zip(low, owns, strict=True)])
    capitals = tuple([text[0].isupper() for text in texts])
    title, upper = _set(sentence, tokens) if sum(capitals) > 1 else (False, False)
    no = (False,) * BEYOND
    beyond = ("",) * BEYOND
    return Words(sentence, tokens, low + beyond, owns + no, title, upper, len(tokens), capitals + no, frozenset(low))


def _set(sentence: Sentence, tokens: tuple[Token, ...]) -> tuple[bool, bool]:
    """(whether nearly all long words of a short line begin with capitals, whether they are all in capitals)."""
    long = [token[0] for token in tokens if token[3] == "word" and len(token[0]) > 3]
    begun = sum([text[0].isupper() for text in long])
    if len(long) < 2 or begun < 0.75 * len(long):
        return False, False
    headline = len(tokens) < 25 and (sentence.shape is Shape.HEADING or tokens[-1].text not in (".", "!", "…"))
    return headline and len(long) >= 3, sum(map(str.isupper, long)) >= 0.75 * len(long)
