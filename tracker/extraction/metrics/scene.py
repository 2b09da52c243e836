"""What the metric grammar works on: a sentence's tokens and dates, and the quantities found among them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.words import Phrases, Words
from tracker.extraction.numbers import Numeral
from tracker.extraction.text import Sentence, TextView, Token
from tracker.model import Amount, Change, Kind

RELATIVE = ("percent", "points", "times")
"""The sorts of a quantity that tells a part or a multiple of another."""


@dataclass(slots=True)
class Quantity:
    """A number with what it measures, while the grammar works on it. `first` and `last` are token indexes."""

    numeral: Numeral
    value: float
    high: float | None
    unit: str | None
    """None: a bare number whose unit stands elsewhere"""
    sort: str
    """money, percent, points, times, physical, duration, count or bare"""
    start: int
    end: int
    first: int
    last: int
    sign: str = ""
    qualifier: str = "="
    noun: tuple[str, ...] = ()
    """the words of the counted phrase, head last"""
    refusal: str = ""
    delta: Change | None = None
    """what it changes by, where the quantity itself is a change"""
    change: Change | None = None
    """the change of a level, told by another quantity"""
    level: Quantity | None = None
    """for a change or a conversion: the level that it belongs to"""
    alt: list[Amount] = field(default_factory=list)
    loose: bool = False
    """a change only if a level is told with it: "cut emissions by 880,000 tons" is an amount"""
    since: str | None = None
    """for a change and the level that it is measured from: the time of that level"""
    earlier: bool = False
    kind: Kind = Kind.OBSERVED
    mark: str = ""
    """the word that told its kind, "" where none did"""
    led: bool = False
    """whether its kind is told by a word after it"""
    ends: int = -1
    """offset where the clause of a fact ends, behind which its sentence tells what comes; -1 where it does not"""
    period: str | None = None
    inherited: bool = False
    per: str = ""
    """for a price: what it is paid for, as written ("kWh", "square metre")"""
    head: int = -1
    """index of the first token with the qualifier"""

    @property
    def open(self) -> bool:
        """Whether it still may become a metric of its own."""
        return not self.refusal and self.level is None

    @property
    def is_level(self) -> bool:
        """Whether it tells how much there is, not by how much that changed."""
        return self.open and self.delta is None and self.sort != "duration"


class Scene:
    """One sentence, its tokens in lower case, its dates, and what the item says around it."""

    def __init__(self, view: TextView, sentence: Sentence, words: Words, dates: Sequence[DateSpan], places: Places):
        self.view = view
        self.sentence = sentence
        self.words = words
        self.dates = tuple(dates)
        self.places = places
        self.quantities: list[Quantity] = []
        self.numeric = True
        """whether a number or a word for one may be in it"""
        self.published: date | None = None
        """the day that relative dates are resolved against"""
        self.counted: Quantity | None = None
        """what was counted or measured last in the sentences before"""
        self.agents: Set[str] = frozenset()
        """nouns that did something with what the item counts: they are not what is counted"""
        self.verbs: dict[int, bool] = {}
        """which tokens are verbs, as far as it was asked when all quantities were found"""
        self.kinds: dict[int, str] = {}
        """what the tokens are to the chunker, as far as it was asked then"""
        self.phrases: dict[tuple[int, int], tuple[str, ...]] = {}
        """the words of phrases by their tokens, as far as they were asked for"""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.view.tokens(self.sentence)

    @cached_property
    def low(self) -> list[str]:
        """The tokens in lower case."""
        return [token.text.lower() for token in self.tokens]

    def word(self, at: int) -> str:
        """The token in lower case, "" outside the sentence."""
        low = self.low
        return low[at] if 0 <= at < len(low) else ""

    def joined(self, at: int) -> bool:
        """Whether token `at` touches the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def date_at(self, at: int) -> DateSpan | None:
        """The date expression that token `at` lies in; None outside the sentence."""
        return self._dated[at] if self.dates and 0 <= at < len(self._dated) else None

    @cached_property
    def _dated(self) -> list[DateSpan | None]:
        """For each token the date that it lies in; both stand in order."""
        found: list[DateSpan | None] = []
        spans = iter(self.dates)
        span = next(spans, None)
        for token in self.tokens:
            while span is not None and span.end <= token.start:
                span = next(spans, None)
            found.append(span if span is not None and span.start <= token.start else None)
        return found

    def ends(self, phrases: Phrases, at: int) -> tuple[int, str] | None:
        """The longest phrase that ends right before token `at`: (its first token, its meaning)."""
        for phrase, meaning in phrases.get(self.word(at - 1), ()):
            begin = at - len(phrase)
            if begin >= 0 and tuple(self.low[begin:at]) == phrase:
                return begin, meaning
        return None

    def begins(self, phrases: Phrases, at: int) -> tuple[int, str] | None:
        """The longest phrase that begins at token `at`: (the token after it, its meaning)."""
        for phrase, meaning in phrases.get(self.word(at), ()):
            stop = at + len(phrase)
            if tuple(self.low[at:stop]) == phrase:
                return stop, meaning
        return None


class Places:
    """The countries that an item names, looked up only where a word for money is shared by several."""

    def __init__(self, view: str, words: Words):
        self._view = view
        self._words = words

    @cached_property
    def named(self) -> tuple[tuple[int, str], ...]:
        """(offset, ISO code) of each country that the text names, in order."""
        names = self._words.places
        words = _capitalised(self._view)
        found = longest_names([word for _, word in words], names)
        return tuple((words[at][0], names[name]) for at, name in found)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The ISO codes of the countries that the text names."""
        return frozenset(code for _, code in self.named)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters that the text itself uses as signs for money: "P" where it tells of "P5.6 billion"."""
        return frozenset(_LETTER_MONEY.findall(self._view))

    @cached_property
    def own_dollar(self) -> str | None:
        """The dollar of the one country that a text writes for: it names no other dollar and no United States.

        Where it tells dollars of the United States apart with a sign of their own, those without are not American.
        """
        codes = [code for _, code in self.named]
        here = {_OWN_DOLLARS[place][0] for place in codes if place in _OWN_DOLLARS}
        signed = set(_SIGNED_DOLLAR.findall(self._view))
        american = any(sign.startswith(("US", "U.S", "American")) for sign in signed)
        others = {sign for sign in signed if not sign.startswith(("US", "U.S", "American"))}
        if len(here) != 1 or ("US" in self.codes and not american):
            return None
        own = next(iter(here))
        sure = bool(signed) or any(name in self._view for _, names in _OWN_DOLLARS.values() for name in names)
        return own if sure and others <= _SIGNS_OF[own] else None

    def currency(self, codes: Sequence[str], default: str | None, offset: int) -> str:
        """Which of the currencies that share a word or sign: that of the country named last before the offset.

        Where none is named before it, of the first named after it; the default where the text names no such country.
        """
        if default is None:
            default = codes[0]
        used = self._words.currency_places
        here = [
            (start, currency)
            for start, place in self.named
            for currency in dict.fromkeys((default, *codes))
            if place in used.get(currency, frozenset())
        ]
        if not here:
            return default
        before = [(start, currency) for start, currency in here if start < offset]
        if not before:
            return here[0][1]
        last = before[-1][0]
        return next(currency for start, currency in before if start == last)

    def own_currency(self, offset: int) -> str | None:
        """The currency of the country named last before the offset, where that country has one of its own."""
        before = [place for start, place in self.named if start < offset and place != "US"]
        if not before:
            return None
        codes = [code for code, places in self._words.currency_places.items() if before[-1] in places]
        return codes[0] if len(codes) == 1 else None


def longest_names(words: Sequence[str], names: Container[str]) -> list[tuple[int, str]]:
    """The names in a run of words, each with its place in it, the longest first: Papua New Guinea holds no Guinea."""
    found: list[tuple[int, str]] = []
    free = 0
    for at, word in enumerate(words):
        if at < free or not (word[:1].isupper() or word in names or word == "euro"):  # "euro zone" has no capital
            continue
        for length in (3, 2, 1):
            name = " ".join(words[at : at + length]) if length > 1 else word
            if name in names:
                found.append((at, name))
                free = at + length
                break
    return found


def _capitalised(view: str) -> list[tuple[int, str]]:
    """Words that begin with a capital; one in capitals throughout as a title writes it."""
    found = [(match.start(), match.group()) for match in _CAPITALISED.finditer(view)]
    plain = [(start, word.removesuffix("'s").rstrip(".,'")) for start, word in found]
    return [(start, word.title() if len(word) > 3 and word.isupper() else word) for start, word in plain]


_CAPITALISED = re.compile(r"[A-Z](?<!\w.)[\w.&'-]*+(?!\$)")
_LETTER_MONEY = re.compile(
    r"(?<![\w$.])([RNPKQLD])\d[\d.,]*(?: ?(?:million|billion|trillion|bn|mn)\b"
    r"| ?(?:per|a|an) (?:kWh|kilowatt|litre|liter|kilo|kg|tonne|ton|month|day|unit|share|bag)\b)"
)
_OWN_DOLLARS = {
    "AU": ("AUD", ("Australia", "New South Wales", "Queensland", "Tasmania", "Northern Territory", "NSW")),
    "CA": (
        "CAD",
        ("Canad", "Ontario", "Quebec", "Québec", "Alberta", "British Columbia", "Saskatchewan", "Manitoba",
         "Nova Scotia", "New Brunswick", "Newfoundland", "Yukon", "Nunavut"),
    ),
    "NZ": ("NZD", ("New Zealand", "Aotearoa")),
}  # fmt: skip
"""Countries with a dollar, and the names of the country and its parts that tell that a story is of it. A city may only
be where somebody sits."""
_SIGNS_OF = {
    "AUD": {"A$", "AU$", "AUD", "Australian dollar"},
    "CAD": {"C$", "CA$", "CAD", "CDN$", "Canadian dollar"},
    "NZD": {"NZ$", "NZD", "Zealand dollar", "Kiwi dollar"},
}
_SIGNED_DOLLAR = re.compile(r"\b[A-Z]{1,3}\$|\bU\.?S\.? dollar|\b(?:USD|AUD|CAD|NZD)\b|\b[A-Z][a-z]+ dollar(?=s?\b)")
