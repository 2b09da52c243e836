"""From a clause to what is measured, in a short phrase as a table's row head has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.extraction.metrics.naming_clause import Clause, Phrase
from tracker.extraction.metrics.naming_words import DEEDS, GENERIC, OWN, PLAIN, PREPOSITIONS, TELLERS
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
_COUNTED = frozenset({"of", "with", "for", "from", "in", "on", "at", "across"})
LONGEST = 8
_SHARE_OF = re.compile(r"\s+(?:of|coverage of|share of)\s+(?:the\s+)?(?:[\d.,]+\s+)?((?:[^\W\d][\w'-]*\s?){1,6})")
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w&-]*")
_STARS = word_set("share proportion portion fraction majority minority")
PRICES = word_set(
    "price prices cost costs fare fares fee fees rent rents tariff tariffs rate rates toll tolls wage wages"
)


class Proper:
    """The proper names of an item: its words that keep their capital inside a sentence, and the countries."""

    def __init__(self, scene: Scene):
        self.places = scene.words.places
        self.inside = _inside(scene)

    def is_name(self, scene: Scene, words: Sequence[str], begins: bool) -> bool:
        """Whether most words of a phrase are written as a name; `begins`: it stands where every word has a capital."""
        content = [word for word in words if word.lower() not in EDGES]
        if not content:
            return False
        found = sum(self._capital(word, begins and n == 0) for n, word in enumerate(content))
        return found * 2 > len(content) or (found * 2 == len(content) and self._capital(content[-1], False))

    def _capital(self, word: str, begins: bool) -> bool:
        word = word.removesuffix("'s").removesuffix("'")
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
    words: list[str] = []
    for n in range(first, last):
        if scene.date_at(n) is not None or scene.low[n] in _DROPPED:
            continue
        if words and n > first and scene.joined(n):
            words[-1] += scene.tokens[n].text
        else:
            words.append(scene.tokens[n].text)
    return trimmed(words)


_DROPPED = frozenset({'"', "*", "_", "(", ")"})


def trimmed(words: list[str]) -> list[str]:
    """The words without small ones at the edges; "Daily" in a name stays."""
    while words and (_small(words[0]) or words[0] in _MARKS):
        words = words[1:]
    while words and (_small(words[-1]) or words[-1] in _MARKS):
        words = words[:-1]
    return words


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
        if rest and rest[0].islower() and place in scene.words.places and rest[-1].lower() not in _MONEY_NAMES:
            return [scene.words.country_of.get(place, place)], rest
    return [], words


_MONEY_NAMES = word_set("dollar dollars pound pounds franc francs peso pesos rupee yuan won yen krone krona rand real")


# ---------------------------------------------------------------- what is measured


def measure_of(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """What is measured, "" where the clause does not say; a price says what it is paid for: "tariff per kwh"."""
    measure = _measured(scene, one, clause, proper)
    if not one.per or one.per.lower() in measure.lower():
        return measure
    return f"{measure or 'price'} per {one.per}"


def _measured(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    if one.sort == "count" and one.noun:
        return counted_noun(scene, one, clause, proper)
    if one.sort == "percent" and one.delta is None and (shared := share_of(scene, one)):
        return f"share of {shared}"
    if clause.after and one.delta is None and (told := thing(scene, clause.after, proper)):
        return f"share with {told}" if one.sort == "percent" else told
    deed = DEEDS.get(clause.verb, "") if one.delta is None and one.sort in ("money", "physical") else ""
    if deed == "price" and (paid := thing(scene, clause.subject, proper)):
        return paid if PRICES & set(paid.lower().split()) else f"price of {_uncapped(scene, paid)}"
    names = (
        _right_after(scene, one, clause, proper),
        _led_by_of(scene, one, clause, proper),
        thing(scene, clause.objects, proper),
        thing(scene, clause.label, proper),
        "" if deed else thing(scene, clause.subject, proper),
    )
    found = next((name for name in names if name and not is_generic(name)), next(filter(None, names), ""))
    tail = _tail_thing(scene, clause, ("of",) if one.sort == "physical" else ("of", "in", "on", "for", "into"))
    return _with_tail(one, found, deed, tail) or _set_off(scene, clause, proper)


def _uncapped(scene: Scene, phrase: str) -> str:
    """A phrase without the capital that the beginning of a sentence gave its first word."""
    first = next((token.text for token in scene.tokens if token.kind == "word"), "")
    return phrase[:1].lower() + phrase[1:] if phrase.startswith(first) and first[1:].islower() else phrase


def _with_tail(one: Quantity, found: str, deed: str, tail: str) -> str:
    """What was found before the number, or what was done, with what the number is of: "exports of copper"."""
    named = found and not is_generic(found)
    if one.sort == "physical" and tail:
        flow = found if named and len(found.split()) < 3 else deed
        return f"{flow} of {tail}" if flow and flow not in tail else tail
    if not named and deed:
        return f"{deed} on {tail}" if tail else deed
    if not named and one.sort == "money" and tail:
        return tail
    return found


def _right_after(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """The noun that a number stands before like an adjective: "a 20% tariff", "its $5 million fine"."""
    if one.sort == "count" or not clause.tail or clause.tail[0].lead or clause.tail[0].first != one.last:
        return ""
    words = words_of(scene, clause.tail[0].first, clause.tail[0].last)
    if not words or words[-1].lower() in PLAIN or proper.is_name(scene, words, False):
        return ""
    return " ".join(completed(scene, words, clause.tail, proper)[:LONGEST])


def _led_by_of(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """The noun that a number is of: "a fee of $100", "a royalty of 8 per cent on lithium sales"."""
    if scene.word(one.head - 1) != "of":
        return ""
    phrase = next((phrase for phrase in clause.phrases if phrase.last == one.head - 1), None)
    words = split_owner(words_of(scene, phrase.first, phrase.last))[1] if phrase else []
    if not words or is_generic(" ".join(words)) or proper.is_name(scene, words, False):
        return ""
    tail = clause.tail[:1] if clause.tail and clause.tail[0].lead in ("on", "for") else ()
    for more in tail:
        rest = words_of(scene, more.first, more.last)
        if rest and len(rest) < 4 and more.first <= one.last + 3 and not is_generic(" ".join(rest)):
            words = words if proper.is_name(scene, rest, False) else [*words, more.lead, *rest]
    return " ".join(words[:LONGEST])


def _set_off(scene: Scene, clause: Clause, proper: Proper) -> str:
    """What leads in with "for" or "on": "For haddock the parties went the other way: 153,293 tonnes"."""
    for phrase in reversed(clause.frame):
        words = words_of(scene, phrase.first, phrase.last)
        if phrase.lead in ("for", "on") and words and not proper.is_name(scene, words, False):
            return " ".join(words[:LONGEST])
    return ""


def counted_noun(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """The counted phrase as written, with what tells it from others: "users of generative AI"."""
    own = [t.text for t in scene.tokens[one.first : one.last] if t.text.lower() in one.noun]
    base = own if [word.lower() for word in own] == list(one.noun) else list(one.noun)
    if len(base) > 2 or not clause.tail or clause.tail[0].lead not in _COUNTED:
        return " ".join(base)
    first = clause.tail[0]
    words = words_of(scene, first.first, first.last)
    none = first.first > one.last + 3 or not words or len(words) > 4 or is_generic(" ".join(words))
    if none or proper.is_name(scene, words, False):
        return " ".join(base)
    return " ".join((*base, first.lead, *words))


def share_of(scene: Scene, one: Quantity) -> str:
    """What a percentage is a share of: "34 percent of Germany's electricity"."""
    found = _SHARE_OF.match(scene.view.view, one.end, min(one.end + 90, scene.sentence.end))
    if not found or any(span.start - 4 <= found.start(1) < span.end for span in scene.dates):
        return ""
    words: list[str] = []
    for word in found.group(1).split():
        if words and (word.lower() in scene.words.breaks or word.lower() in scene.words.verbs):
            break
        words.append(word)
    return " ".join(trimmed(words))


def thing(scene: Scene, phrases: Sequence[Phrase], proper: Proper) -> str:
    """The first phrase that is no name, with what completes it: "outlay for electronics components"."""
    for at, phrase in enumerate(phrases):
        _, words = split_owner(words_of(scene, phrase.first, phrase.last))
        _, words = split_place(scene, words)
        if phrase.lead in ("", "of", "at", "with", "in", "by", "to") and _says(scene, words, phrase, proper):
            return " ".join(completed(scene, words, phrases[at:], proper)[:LONGEST])
    return ""


def _says(scene: Scene, words: list[str], phrase: Phrase, proper: Proper) -> bool:
    if not words or (phrase.lead and words[-1].lower() in TELLERS):
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
        place = not more or named or is_place(scene, more)
        if phrase.lead not in _JOINED or gap > 4 or place or len(words) + len(more) >= LONGEST:
            break
        words = [*words, phrase.lead, *more]
    return words


def _tail_thing(scene: Scene, clause: Clause, leads: tuple[str, ...]) -> str:
    if not clause.tail or clause.tail[0].lead not in leads:
        return ""
    words = words_of(scene, clause.tail[0].first, clause.tail[0].last)
    return "" if not words or is_place(scene, words) else " ".join(words[:LONGEST])


def is_generic(text: str) -> bool:
    """Whether a phrase stands for a quantity that is named elsewhere: "the figure", "new record"."""
    words = [word.lower() for word in text.split() if word.lower() not in EDGES]
    return all(word in GENERIC or word.endswith("ly") for word in words)


def begins(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase begins its sentence, or stands in one whose words all begin with capitals."""
    at = phrase.first - 1
    while at >= 0 and (
        scene.low[at] in ("the", "a", "an", "if", "that") or scene.tokens[at].text in _MARKS - {".", ")"}
    ):
        at -= 1
    return at < 0 or scene.low[at] in (".", "?", "!")


def is_place(scene: Scene, words: Sequence[str]) -> bool:
    bare = [word.removesuffix("'s") for word in words]
    return bool(bare) and (" ".join(bare) in scene.words.places or all(word in scene.words.places for word in bare))


__all__ = [
    "EDGES",
    "LONGEST",
    "Proper",
    "begins",
    "completed",
    "is_generic",
    "is_place",
    "measure_of",
    "split_owner",
    "split_place",
    "words_of",
]
