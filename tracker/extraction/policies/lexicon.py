"""The vocabulary made fast: every list as a dictionary from a first word to what may begin there.

Built once for a Vocabulary; looking a word up costs one dictionary access, however long the lists are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from tracker.extraction.vocab import ActEntry, Authority, Vocabulary
from tracker.model import Instrument, Stage

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*(?:(?<=\b[A-Z])(?:\.[A-Z])+\b\.?)?|\d+(?:[.,]\d+)*|\S")
GAP = "*"
BASE, PRESENT, PAST, PARTICIPLE, GERUND = "base", "present", "past", "participle", "gerund"
VOWELS = frozenset("aeiou")


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


class Acts(NamedTuple):
    """The phrases that begin with one form of a verb, the longest first."""

    phrases: tuple[ActPattern, ...]
    alone: tuple[ActPattern, ...]
    """those of them that need no other word"""
    rarest: frozenset[str]
    """without one of these words in a sentence only those alone can stand in it"""

    def among(self, present: frozenset[str]) -> Sequence[ActPattern]:
        """The phrases all of whose words are among those of a sentence."""
        if self.rarest.isdisjoint(present):
            return self.alone
        return [p for p in self.phrases if (p.rarest in present and p.needs <= present) or not p.rarest]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything by its first word, in lower case; where several begin alike, the longest stands first."""

    names: dict[str, dict[str, tuple[NamePattern, ...]]]
    """by the first and the second word, "" for names of one word: many begin with "National" or "Ministry" """
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
    nameless: frozenset[str]
    titles: dict[str, tuple[tuple[str, ...], ...]]
    topics: frozenset[str]
    not_authorities: frozenset[tuple[str, ...]]
    companies: frozenset[str]
    not_things: dict[str, tuple[tuple[str, ...], ...]]
    """phrases that hold an instrument's noun and name none ("fuel bill")"""

    def names_from(self, first: str, second: str) -> tuple[NamePattern, ...]:
        """The names that may begin with two words, the longest first."""
        rows = self.names.get(first)
        return (*rows.get(second, ()), *rows.get("", ())) if rows is not None else ()


def compile_lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary; the same object for the same vocabulary."""
    lists = vocabulary.lists
    names = {first: _by_second(rows) for first, rows in _longest_first(_names(vocabulary.authorities)).items()}
    titles, role_words = _titles(lists["titles"]), _role_words(vocabulary)
    return Lexicon(
        names=names,
        small_names=_small_names(names.values()),
        lower_names={
            (a.jurisdiction, alias): a
            for a in reversed(vocabulary.authorities)
            for alias in (a.name.lower(), *(x.lower() for x in reversed(a.aliases)))
        },
        by_code=_by_code(vocabulary.authorities),
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
        nameless=lists["nameless"],
        titles=titles,
        topics=_topics(vocabulary),
        not_authorities=frozenset(tuple(phrase.split()) for phrase in lists["not_authorities"]),
        companies=lists["companies"],
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


def _by_second(rows: Iterable[NamePattern]) -> dict[str, tuple[NamePattern, ...]]:
    found: dict[str, list[NamePattern]] = {}
    for row in rows:
        found.setdefault(row.words[1] if len(row.words) > 1 else "", []).append(row)
    return {second: tuple(group) for second, group in found.items()}


def _small_names(names: Iterable[dict[str, tuple[NamePattern, ...]]]) -> frozenset[str]:
    rows = (row for by_second in names for patterns in by_second.values() for row in patterns)
    return frozenset(row.words[0] for row in rows if not row.written[0][0].isupper())


def _by_code(authorities: Iterable[Authority]) -> dict[str, tuple[tuple[str, Authority], ...]]:
    found: dict[str, list[tuple[str, Authority]]] = {}
    for authority in authorities:
        rows = found.setdefault(authority.jurisdiction, [])
        rows.extend((name.lower(), authority) for name in (authority.name, *authority.aliases))
    return {code: tuple(rows) for code, rows in found.items()}


def _names(authorities: Iterable[Authority]) -> Iterator[NamePattern]:
    for authority in authorities:
        for name in (authority.name, *authority.aliases):
            written = tuple(WORD.findall(name))
            cased = name != name.lower()
            if cased:
                yield NamePattern(tuple(_plain(word) for word in written), written, authority, cased)


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
    found: dict[str, list[ActPattern]] = {}
    for entry in merged.values():
        needs = frozenset(entry.phrase[1:]) - {GAP}
        rarest = max(sorted(needs), key=len, default="")
        for word, form in inflect(entry.phrase[0], irregular, vocabulary.lists["doubling"]):
            found.setdefault(word, []).append(ActPattern(form, entry.phrase[1:], entry, needs, rarest))
    return {first: _acts(sorted(rows, key=lambda p: -len(p.tail))) for first, rows in found.items()}


def _acts(phrases: Sequence[ActPattern]) -> Acts:
    alone = tuple(p for p in phrases if not p.rarest)
    return Acts(tuple(phrases), alone, frozenset(p.rarest for p in phrases if p.rarest))


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
    return ((base, BASE), (plural(base), PRESENT), (past, PAST), (participle, PARTICIPLE), (gerund, GERUND))


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
