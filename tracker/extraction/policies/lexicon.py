"""The vocabulary made fast: every list as a dictionary from a first word to what may begin there.

Built once for a Vocabulary; looking a word up costs one dictionary access, however long the lists are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from tracker.extraction.vocab import ActEntry, Authority, Vocabulary
from tracker.model import Instrument, Stage

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*(?:(?<=\b[A-Z])(?:\.[A-Z])+\b\.?)?|\d+(?:[.,]\d+)*|\S")
GAP = "*"
BASE, PRESENT, PAST, PARTICIPLE, GERUND = "base", "present", "past", "participle", "gerund"
VOWELS = frozenset("aeiou")
L_ENDED = 3
"""letters of verbs that end with "l" and of which British and American forms differ, at least one more than this"""


@dataclass(frozen=True, slots=True)
class NamePattern:
    """One way to write an authority's name. `cased`: its capitals must stand in the text."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    authority: Authority
    cased: bool


@dataclass(frozen=True, slots=True)
class PlacePattern:
    words: tuple[str, ...]
    written: tuple[str, ...]
    code: str
    kind: str
    """name, adjective, both of them, seat or region; "" like the code of what names no country ("Indian Ocean")"""


@dataclass(frozen=True, slots=True)
class NounPattern:
    """An instrument noun in the singular or plural."""

    words: tuple[str, ...]
    form: Instrument
    public: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class ActPattern:
    """A verb form that begins an act phrase, with the words that must follow."""

    form: str
    tail: tuple[str, ...]
    entry: ActEntry
    needs: frozenset[str]
    """the words of the tail, to rule a phrase out at once"""
    rarest: str
    """the longest of them, which rules most out"""


class Acts:
    """The phrases that begin with one form of a verb; made when a text first has the form: few texts have many."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, ActEntry]] = []
        """which form of its verb begins an entry here"""

    @cached_property
    def phrases(self) -> tuple[ActPattern, ...]:
        """All of them, the longest first."""
        return tuple(sorted((_act_pattern(form, entry) for form, entry in self.entries), key=lambda p: -len(p.tail)))

    @cached_property
    def alone(self) -> tuple[ActPattern, ...]:
        """Those of them that need no other word."""
        return tuple(p for p in self.phrases if not p.rarest)

    @cached_property
    def rarest(self) -> frozenset[str]:
        """Without one of these words in a sentence only those alone can stand in it."""
        return frozenset(p.rarest for p in self.phrases if p.rarest)

    def among(self, present: frozenset[str]) -> Sequence[ActPattern]:
        """The phrases all of whose words are among those of a sentence."""
        if self.rarest.isdisjoint(present):
            return self.alone
        return [p for p in self.phrases if (p.rarest in present and p.needs <= present) or not p.rarest]


class Names:
    """The names that begin with one word; taken apart when a text first has the word."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Authority]] = []
        """each as it is written, in the order of the list"""

    @cached_property
    def by_second(self) -> dict[str, tuple[NamePattern, ...]]:
        """By their second word, "" for names of one word, the longest first: many begin with "National"."""
        found: dict[str, list[NamePattern]] = {}
        for pattern in sorted((_name_pattern(*row) for row in self.rows), key=lambda p: -len(p.words)):
            found.setdefault(pattern.words[1] if len(pattern.words) > 1 else "", []).append(pattern)
        return {second: tuple(group) for second, group in found.items()}

    @cached_property
    def by_written(self) -> dict[str, list[Authority]]:
        """Who is called so, by the name as the list writes it with single blanks."""
        found: dict[str, list[Authority]] = {}
        for group in self.by_second.values():
            for pattern in group:
                found.setdefault(" ".join(pattern.written), []).append(pattern.authority)
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything by its first word, in lower case; where several begin alike, the longest stands first."""

    names: dict[str, Names]
    small_names: frozenset[str]
    """the first words of those names that begin with no capital"""
    lower_names: dict[tuple[str, str], Authority]
    """(jurisdiction, name in lower case) → the authority"""
    by_code: dict[str, tuple[tuple[str, Authority], ...]]
    """jurisdiction → (name in lower case, authority), in the order of the list"""
    places: dict[str, tuple[PlacePattern, ...]]
    nouns: dict[str, tuple[NounPattern, ...]]
    acts: dict[str, Acts]
    act_nouns: dict[str, Stage]
    country_names: dict[str, str]
    heads: frozenset[str]
    roles: frozenset[str]
    role_starts: frozenset[str]
    role_words: frozenset[str]
    """words that may begin a role: roles themselves, topics and modifiers"""
    beginnings: frozenset[str]
    """words in lower case with which a name, a title or a role may begin"""
    small_beginnings: frozenset[str]
    """those with which one may begin that is written without a capital"""
    nameless: frozenset[str]
    titles: dict[str, tuple[tuple[str, ...], ...]]
    topics: frozenset[str]
    not_authorities: frozenset[tuple[str, ...]]
    companies: frozenset[str]
    capitals: Mapping[str, str]
    """cities from which parts of countries are governed, and those parts"""
    lists: Mapping[str, frozenset[str]]
    """every list of words as it is written, for what a story is about: goods, catches, rights"""
    not_things: dict[str, tuple[tuple[str, ...], ...]]
    """phrases that hold an instrument's noun and name none ("fuel bill")"""

    def names_from(self, first: str, second: str) -> tuple[NamePattern, ...]:
        """The names that may begin with two words, the longest first."""
        known = self.names.get(first)
        return (*known.by_second.get(second, ()), *known.by_second.get("", ())) if known is not None else ()


def compile_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary; the same object for the same vocabulary."""
    lists = vocabulary.lists
    names, small_names = _names(vocabulary.authorities)
    lower_names, by_code = _by_code(vocabulary.authorities)
    titles, role_words = _titles(lists["titles"]), _role_words(vocabulary)
    return Lexicon(
        names=names,
        small_names=small_names,
        lower_names=lower_names,
        by_code=by_code,
        places=_longest_first(_places(vocabulary)),
        nouns=_longest_first(_nouns(vocabulary)),
        acts=_act_patterns(vocabulary),
        act_nouns={**vocabulary.nouns, **{plural(n): s for n, s in vocabulary.nouns.items()}},
        country_names={c.code: c.names[0] for c in vocabulary.countries if c.names},
        heads=lists["heads"],
        roles=lists["roles"],
        role_starts=frozenset(role.split()[0] for role in lists["roles"]),
        role_words=role_words,
        beginnings=frozenset((*names, *titles, *role_words)),
        small_beginnings=frozenset((*small_names, *titles, *role_words)),
        nameless=lists["nameless"],
        titles=titles,
        topics=_topics(vocabulary),
        not_authorities=frozenset(tuple(phrase.split()) for phrase in lists["not_authorities"]),
        companies=lists["companies"],
        capitals=dict(entry.split(" = ") for entry in lists["capitals"] if " = " in entry),
        lists=lists,
        not_things=_titles(many for one in lists["not_instruments"] for many in dict.fromkeys((one, plural(one)))),
    )


class _Phrase(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...


P = TypeVar("P", bound=_Phrase)


def _longest_first(patterns: Iterable[P]) -> dict[str, tuple[P, ...]]:
    found: dict[str, list[P]] = {}
    for pattern in patterns:
        found.setdefault(pattern.words[0], []).append(pattern)
    return {first: tuple(sorted(rows, key=lambda p: -len(p.words))) for first, rows in found.items()}


def _by_code(
    authorities: Iterable[Authority],
) -> tuple[dict[tuple[str, str], Authority], dict[str, tuple[tuple[str, Authority], ...]]]:
    """(the first authority that is called so in its country; all that are, by country)."""
    first: dict[tuple[str, str], Authority] = {}
    found: dict[str, list[tuple[str, Authority]]] = {}
    for authority in authorities:
        code = authority.jurisdiction
        rows = found.setdefault(code, [])
        for name in (authority.name, *authority.aliases):
            low = name.lower()
            first.setdefault((code, low), authority)
            rows.append((low, authority))
    return first, {code: tuple(rows) for code, rows in found.items()}


def _names(authorities: Iterable[Authority]) -> tuple[dict[str, Names], frozenset[str]]:
    """(the names with a capital by their first word; the first words of those that begin with none)."""
    found: dict[str, Names] = {}
    small: set[str] = set()
    for authority in authorities:
        for name in (authority.name, *authority.aliases):
            if name == name.lower():
                continue
            word = name.partition(" ")[0]
            if not (word.isascii() and word.isalpha()):
                word = WORD.findall(name)[0]
            first = _plain(word)
            if first not in found:
                found[first] = Names()
            found[first].rows.append((name, authority))
            if not word[0].isupper():
                small.add(first)
    return found, frozenset(small)


def _name_pattern(name: str, authority: Authority) -> NamePattern:
    written = tuple(WORD.findall(name))
    return NamePattern(tuple(_plain(word) for word in written), written, authority, cased=True)


def _plain(word: str) -> str:
    return word.lower().removesuffix("'s")


def _places(vocabulary: Vocabulary) -> Iterator[PlacePattern]:
    for name in vocabulary.lists["not_places"]:
        written = tuple(WORD.findall(name))
        yield PlacePattern(tuple(word.lower() for word in written), written, "", "")
    for country in vocabulary.countries:
        kinds = (
            ("adjective", country.adjectives),
            ("name", country.names),
            ("seat", country.seats),
            ("region", country.regions),
        )
        for kind, names in kinds:
            for name in names:
                written = tuple(WORD.findall(name))
                both = kind == "adjective" and name in country.names
                words = tuple(word.lower() for word in written)
                yield PlacePattern(words, written, country.code, "both" if both else kind)


def _nouns(vocabulary: Vocabulary) -> Iterator[NounPattern]:
    public = vocabulary.lists["public"]
    for noun, form in vocabulary.instruments.items():
        many = plural(noun)
        yield NounPattern(tuple(WORD.findall(noun)), form, noun in public, False)
        if many != noun:
            yield NounPattern(tuple(WORD.findall(many)), form, noun in public, True)


def _topics(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(word for topic in vocabulary.lists["topics"] for word in topic.lower().split() if word != "and")


def _role_words(vocabulary: Vocabulary) -> frozenset[str]:
    first = {role.split()[0] for role in vocabulary.lists["roles"]}
    return frozenset(first | _topics(vocabulary) | {"top", "chief", "national", "federal", "state", "local", "highest"})


def _titles(titles: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for title in titles:
        words = tuple(title.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in found.items()}


def _act_patterns(vocabulary: Vocabulary) -> dict[str, Acts]:
    irregular = {base: (past, participle) for base, past, participle in vocabulary.irregular}
    merged: dict[tuple[tuple[str, ...], bool], ActEntry] = {}
    for entry in vocabulary.acts:
        known = merged.get((entry.phrase, entry.intransitive))
        merged[entry.phrase, entry.intransitive] = entry if known is None else _merge(known, entry)
    found: dict[str, Acts] = {}
    forms: dict[str, list[tuple[list[tuple[str, ActEntry]], str]]] = {}
    for entry in merged.values():
        base = entry.phrase[0]
        if base not in forms:
            words = inflect(base, irregular, vocabulary.lists["doubling"])
            forms[base] = [(found.setdefault(word, Acts()).entries, form) for word, form in words]
        for entries, form in forms[base]:
            entries.append((form, entry))
    return found


def _act_pattern(form: str, entry: ActEntry) -> ActPattern:
    needs = frozenset(entry.phrase[1:]) - {GAP}
    return ActPattern(form, entry.phrase[1:], entry, needs, max(sorted(needs), key=len, default=""))


def _merge(one: ActEntry, other: ActEntry) -> ActEntry:
    """Two readings of a phrase: the first stage stands; it is weak only where both are."""
    return ActEntry(
        one.phrase,
        one.stage,
        one.weak and other.weak,
        one.form or other.form,
        one.intransitive,
        one.only and other.only,
    )


def inflect(base: str, irregular: dict[str, tuple[str, str]], doubling: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """(form, tag) of a verb: base, present, past, participle, gerund."""
    if base == "be":
        be = (("be", BASE), ("is", PRESENT), ("are", PRESENT), ("was", PAST), ("were", PAST))
        return (*be, ("been", PARTICIPLE), ("being", GERUND))
    if base in ("can", "may"):
        return ((base, PRESENT),)
    if base == "have":
        return ((base, BASE), ("has", PRESENT), ("had", PAST), ("having", GERUND))
    stem = base + base[-1] if base in doubling else base
    if stem.endswith("e"):
        past, gerund = stem + "d", (stem[:-2] + "ying" if stem.endswith("ie") else stem[:-1] + "ing")
        gerund = stem + "ing" if stem.endswith(("ee", "oe", "ye")) else gerund
    elif stem.endswith("y") and stem[-2:-1] not in VOWELS:
        past, gerund = stem[:-1] + "ied", stem + "ing"
    else:
        past, gerund = stem + "ed", stem + "ing"
    past, participle = irregular.get(base, (past, past))
    if base in irregular and base[-1] not in "aeiouy" and base[-2:-1] in VOWELS and base[-3:-2] not in VOWELS:
        gerund = base + base[-1] + "ing" if base[-1] not in "wx" else gerund
    forms = ((base, BASE), (plural(base), PRESENT), (past, PAST), (participle, PARTICIPLE), (gerund, GERUND))
    if len(base) > L_ENDED and base[-1] == "l" and base[-2] in VOWELS and (base[-3] not in VOWELS or base[-3] == "i"):
        other = base + "l" * (base not in doubling)  # "cancelled" in London, "canceled" in New York
        return (*forms, (other + "ed", PAST), (other + "ed", PARTICIPLE), (other + "ing", GERUND))
    return forms


def plural(noun: str) -> str:
    """The plural of a noun phrase (and the third person of a verb): its head is what stands before "of" or "for"."""
    for link in (" of ", " for ", " to ", " in ", " against "):
        head, found, rest = noun.partition(link)
        if found:
            return plural(head) + found + rest
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return noun[:-1] + "ies"
    if noun in ("do", "go", "veto", "embargo"):
        return noun + "es"
    return noun + "s"
