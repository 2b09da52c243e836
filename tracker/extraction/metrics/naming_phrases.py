"""Phrases of a clause as text: names told from common words, owners and places split off, what completes a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.extraction.metrics.counting import is_plural
from tracker.extraction.metrics.naming_clause import Clause, Phrase
from tracker.extraction.metrics.naming_words import (
    DEEDS,
    GENERIC,
    MEASURED,
    NEVER_NAMES,
    OWN,
    PLAIN,
    PREPOSITIONS,
    TELLERS,
)
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

EDGES = (
    PREPOSITIONS
    | PLAIN
    | OWN
    | word_set(
        "a an the this that these those there it they we he she who which and or but as so while when is are was were "
        "be"
    )
)


_MARKS = frozenset("\"'()[],.:;•*-–—")


_JOINED = frozenset(
    {"of", "in", "for", "from", "to", "on", "with", "among", "between", "by", "at", "per", "over", "into"}
)


LONGEST = 8


_CAPITAL = re.compile(r" (?<=[a-z,;] )([A-Z][\w&-]*)")


_NO_CONTENT = EDGES | NEVER_NAMES
_ACRONYM = 4


class Proper:
    """The proper names of an item: its words that keep their capital inside a sentence, and the countries."""

    def __init__(self, scene: Scene):
        self.places = scene.words.places
        self.inside = _inside(scene)

    def is_name(self, scene: Scene, words: Sequence[str], begins: bool) -> bool:
        """Whether most words of a phrase are written as a name; `begins`: it stands where every word has a capital."""
        content = [word for word in words if word.lower() not in _NO_CONTENT]
        if not content:
            return False
        found = sum(self._capital(word, begins and n == 0) for n, word in enumerate(content))
        return found * 2 > len(content) or (found * 2 == len(content) and self._capital(content[-1], False))

    def _capital(self, word: str, begins: bool) -> bool:
        word = word.removesuffix("'s").removesuffix("'")
        if len(word) > _ACRONYM and word.isupper() and word.isalpha():  # a heading's "WATER" is no name
            return word in self.inside or word.title() in self.places
        if not word[:1].isupper() and not (word[:1].isdigit() and not word.isdigit()):
            return any(char.isupper() for char in word)
        if not begins or any(char.isupper() or char.isdigit() for char in word[1:]):
            return True
        return word in self.inside or word in self.places


def _inside(scene: Scene) -> frozenset[str]:
    """The capitalised words inside the item's sentences, headings in title case left out."""
    found: set[str] = set()
    for sentence in scene.view.sentences:
        text = scene.view.of(sentence)
        names = _CAPITAL.findall(text)
        if len(names) * 2 <= text.count(" ") and not text.isupper():
            found.update(names)
    return frozenset(found)


def words_of(scene: Scene, first: int, last: int) -> list[str]:
    """The words from first to last as written, without dates, marks at the edges and small words around."""
    known = scene.phrases.get((first, last))
    if known is None:
        known = scene.phrases[first, last] = tuple(trimmed(_written(scene, first, last)))
    return list(known)


def _written(scene: Scene, first: int, last: int) -> list[str]:
    words: list[str] = []
    for n in range(first, last):
        if scene.date_at(n) is not None or scene.low[n] in _DROPPED:
            continue
        if words and n > first and scene.joined(n):
            words[-1] += scene.tokens[n].text
        else:
            words.append(scene.tokens[n].text)
    return words


_DROPPED = frozenset({'"', "*", "_", "(", ")"})


def trimmed(words: list[str]) -> list[str]:
    """The words without small ones at the edges; "Daily" in a name stays."""
    first, last = 0, len(words)
    while first < last and (_small(words[first]) or words[first] in _MARKS):
        first += 1
    while first < last and (_small(words[last - 1]) or words[last - 1] in _MARKS):
        last -= 1
    return words[first:last]


def _small(word: str) -> bool:
    return word.lower() in EDGES and (word.islower() or word.lower() not in PLAIN)


def split_owner(words: list[str]) -> tuple[list[str], list[str]]:
    """ "Tencent's B2B revenue" → (Tencent), (B2B revenue)."""
    for place, word in enumerate(words[:-1]):
        if word.endswith(("'s", "s'")):
            bare = word.removesuffix("'s") if word.endswith("'s") else word[:-1]
            return trimmed([*words[:place], bare]), trimmed(words[place + 1 :])
    return [], words


def split_place(scene: Scene, words: list[str]) -> tuple[list[str], list[str]]:
    """ "Lisbon tram fares" → (Lisbon), (tram fares); "Irish peat production" → (Ireland), (peat production)."""
    for length in (3, 2, 1):
        place, rest = " ".join(words[:length]), words[length:]
        people = place in scene.words.country_of and bool(rest) and rest[-1] in _PEOPLE
        if people:
            continue
        if rest and rest[0].islower() and place in scene.words.places and rest[-1].lower() not in _MONEY_NAMES:
            return [scene.words.country_of.get(place, place)], rest
    return [], words


_PEOPLE = word_set(
    "refugees migrants immigrants emigrants workers students tourists visitors citizens nationals soldiers troops "
    "guests arrivals people"
)
_MONEY_NAMES = word_set("dollar dollars pound pounds franc francs peso pesos rupee yuan won yen krone krona rand real")


def uncapped(scene: Scene, phrase: str) -> str:
    """A phrase without the capital that the beginning of a sentence gave its first word."""
    first = next((token.text for token in scene.tokens if token.kind == "word"), "")
    return phrase[:1].lower() + phrase[1:] if phrase.startswith(first) and first[1:].islower() else phrase


def thing(scene: Scene, phrases: Sequence[Phrase], proper: Proper) -> str:
    """The first phrase that is no name, with what completes it: "outlay for electronics components"."""
    for at, phrase in enumerate(phrases):
        _, words = split_owner(words_of(scene, phrase.first, phrase.last))
        _, words = split_place(scene, words)
        if body_of(scene, phrases, at):
            continue
        if _goes_on_with(scene, phrase):
            continue
        if phrase.lead in ("", "of", "at", "with", "in", "by", "to") and _says(scene, words, phrase, proper):
            return " ".join(completed(scene, words, phrases[at:], proper)[:LONGEST])
    return ""


_BODIES = word_set("bank board court house council university ministry department kingdom republic port city")


def body_of(scene: Scene, phrases: Sequence[Phrase], at: int) -> str:
    """The body that a possessive ends the name of: the Bank of Ghana in "Bank of Ghana's policy rate"."""
    if at + 1 >= len(phrases) or phrases[at + 1].lead != "of":
        return ""
    words = words_of(scene, phrases[at].first, phrases[at].last)
    owner, rest = split_owner(words_of(scene, phrases[at + 1].first, phrases[at + 1].last))
    named = words and words[-1][:1].isupper() and words[-1].lower() in _BODIES
    return " ".join((*words, "of", *owner)) if named and owner and rest else ""


def _goes_on_with(scene: Scene, phrase: Phrase) -> bool:
    """ "13 organizations addressing plastic waste": what somebody does, behind the noun for them."""
    first, before = scene.low[phrase.first], scene.word(phrase.first - 1)
    if phrase.lead or not first.endswith("ing") or phrase.last - phrase.first < 2 or not before.isalpha():
        return False
    return before not in EDGES and is_plural(scene, before)


def _says(scene: Scene, words: list[str], phrase: Phrase, proper: Proper) -> bool:
    if not words or (phrase.lead and words[-1].lower() in TELLERS):
        return False
    if words[0].lower() in scene.words.more or words[0].lower() in scene.words.less:
        return False
    letters = any(word.isalpha() and len(word) > 2 for word in words) or any(word.isupper() for word in words)
    return letters and not (proper.is_name(scene, words, begins(scene, phrase)) and not _is_index(words))


def _is_index(words: Sequence[str]) -> bool:
    """Whether a name is one of a figure: GDP, CPI, PUE, "IPCA inflation"."""
    return words[-1].upper() in _INDICES


_INDICES = word_set("GDP GNP GNI CPI PPI PMI HICP PUE VAT")


def completed(scene: Scene, words: list[str], phrases: Sequence[Phrase], proper: Proper) -> list[str]:
    """The words of the first phrase and of those that complete it; names stay with whose it is."""
    for before, phrase in pairwise(phrases):
        more = words_of(scene, phrase.first, phrase.last)
        gap = phrase.first - before.last
        named = phrase.lead in ("in", "at") and proper.is_name(scene, more, False)
        named = named or (phrase.lead == "of" and len(more) == 1 and more[0].istitle() and more[0].lower() in _BODIES)
        place = not more or named or is_place(scene, more)
        if phrase.lead not in _JOINED or gap > 4 or place or len(words) + len(more) >= LONGEST:
            break
        words = [*words, phrase.lead, *more]
    return words


def deed_of(scene: Scene, one: Quantity, clause: Clause) -> str:
    """The noun of what was done with an amount: exports, output; the price where something sells for it."""
    if one.delta is not None or one.sort not in ("money", "physical"):
        return ""
    if told := _DEEDS_OF_TWO.get(scene.word(one.head - 1)):
        verbs, noun = told
        if clause.verb in verbs:
            return noun
    deed = DEEDS.get(clause.verb, "")
    if one.sort == "physical" and deed in ("revenue", "price"):
        return ""
    sells = one.sort == "money" and any(
        scene.low[n] in _SELLS and scene.word(n + 1) in ("for", "at") for n in range(max(0, one.head - 8), one.head)
    )
    return "price" if sells else deed


_DEEDS_OF_TWO = {
    "out": (word_set("turned turns turn churned churns churn put puts pumped"), "output"),
    "aside": (word_set("set sets setting put puts laid"), "funding"),
    "home": (word_set("sent sends send wired wires wire"), "remittances"),
}
"""A word behind a verb that makes another deed of it: "turned out 400 tonnes", "sent home $5bn"."""
_SELLS = word_set("sell sells sold trade trades traded goes went")


def is_generic(text: str) -> bool:
    """Whether a phrase stands for a quantity that is named elsewhere: "the figure", "new record"."""
    words = [word.lower() for word in text.split() if word.lower() not in EDGES]
    return all(word in GENERIC or word.endswith("ly") or _LASTS.search(word) for word in words)


_LASTS = re.compile(r"(?:^|-)(?:year|month|week|day|decade|time)s?$|^(?:all|multi)-|^\d+$")
"""Words that say how long a mark has stood: "a six-year high", "an all-time low"."""


def begins(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase begins its sentence, or stands in one whose words all begin with capitals."""
    at = phrase.first - 1
    while at >= 0 and (
        scene.low[at] in ("the", "a", "an", "if", "that") or scene.tokens[at].text in _MARKS - {".", ")"}
    ):
        at -= 1
    return at < 0 or scene.low[at] in (".", "?", "!")


def sole_name(scene: Scene, words: Sequence[str], phrase: Phrase) -> bool:
    """Whether one capitalised word that begins a sentence may be a name: "Airbus delivered", no "Flats cost"."""
    return (
        len(words) == 1
        and words[0][:1].isupper()
        and begins(scene, phrase)
        and not is_plural(scene, words[0].lower())
        and not words[0].lower().endswith(_COMMON_ENDS)
        and words[0].lower() not in MEASURED
    )


_COMMON_ENDS = ("tion", "ment", "ness", "ity", "ing", "ism", "ance", "ence", "ship", "out", "age")


def is_place(scene: Scene, words: Sequence[str]) -> bool:
    bare = [word.removesuffix("'s") for word in words]
    return bool(bare) and (" ".join(bare) in scene.words.places or all(word in scene.words.places for word in bare))


__all__ = [
    "EDGES",
    "LONGEST",
    "Proper",
    "begins",
    "body_of",
    "completed",
    "deed_of",
    "is_generic",
    "is_place",
    "sole_name",
    "split_owner",
    "split_place",
    "thing",
    "trimmed",
    "uncapped",
    "words_of",
]
