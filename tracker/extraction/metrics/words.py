"""The metric grammar's vocabulary: packaged JSON and YAML → one frozen table of words, units and currencies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tracker.extraction.metrics.shapes import shaped
from tracker.extraction.plain_yaml import read_plain

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""first (or last) word → the phrases that begin (or end) with it, longest first, each with what it means"""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the metric grammar looks up."""

    unit_names: Phrases
    unit_symbols: Mapping[str, str]
    factors: Mapping[str, tuple[str, float]]
    times: frozenset[str]
    codes: frozenset[str]
    signs: Mapping[str, str]
    money_names: Phrases
    shared: Mapping[str, tuple[str, ...]]
    defaults: Mapping[str, str]
    parts: Mapping[str, tuple[str, float]]
    currency_places: Mapping[str, frozenset[str]]
    places: Mapping[str, str]
    """names, adjectives and seats of countries as written → ISO 3166 alpha-2"""
    place_names: Mapping[str, tuple[str, ...]]
    """the same the other way round"""
    country_of: Mapping[str, str]
    """what belongs to a country, as an adjective tells it → the name of the country"""
    countries: Mapping[str, str]
    """ISO 3166 alpha-2 → the name of the country"""
    before: Phrases
    after: Phrases
    fillers: Phrases
    up: frozenset[str]
    down: frozenset[str]
    flat: frozenset[str]
    more: frozenset[str]
    less: frozenset[str]
    noun_up: frozenset[str]
    noun_down: frozenset[str]
    effects: frozenset[str]
    target: Phrases
    forecast: Phrases
    observed: Phrases
    kinds: Phrases
    """the three above together"""
    phrasal: frozenset[str]
    multiples: Mapping[str, float]
    halving: frozenset[str]
    durations: frozenset[str]
    labels: frozenset[str]
    never_counted: frozenset[str]
    counters: frozenset[str]
    """who puts an amount at something: "ministry", "union", "auditors" """
    schemes: frozenset[str]
    """what somebody sets up in order to reach something: "a scheme to provide drones to 15,000 groups" """
    telling: frozenset[str]
    """the words that may begin what tells a kind: of `kinds` and `schemes`, and those that do so by what follows"""
    outlooks: frozenset[str]
    """measures that move of themselves, so that they "should rise" by no one's order: "growth", "exports" """
    boilerplate: tuple[str, ...]
    boilerplate_short: tuple[str, ...]
    asides: Mapping[str, re.Pattern[str]]
    """how the words before a number run that a text sets beside one that it has named, by what they tell"""
    goals: frozenset[str]
    few: frozenset[str]
    many: frozenset[str]
    plurals: Mapping[str, str]
    not_plural: frozenset[str]
    verbs_in_s: frozenset[str]
    compounds: frozenset[str]
    compound_units: Mapping[str, str]
    breaks: frozenset[str]
    verbs: frozenset[str]


def load_words(extra: Iterable[str] = ()) -> Words:
    """The packaged vocabulary, with what further YAML texts say added to the sections of the same name.

    Sections stand at the top or under `units`: `units: {names: {quintal: q}, aliases: {Tk: BDT}, boilerplate: …}`. One
    that is not known is passed over: the same file may hold authorities and acts.
    """
    return _load(tuple(extra))


@lru_cache(maxsize=4)
def _load(extra: tuple[str, ...]) -> Words:
    data: dict[str, Any] = {}
    for name in ("currencies.yaml", "measures.yaml"):
        data.update(read_plain(_read(name)))
    units: dict[str, Any] = json.loads(_read("units.json"))
    for own in _of_users(extra):
        for more in (own, own.get("units")):
            if isinstance(more, Mapping):
                _merge(data, more)
                _merge(units, more)
    return _build(data, units, json.loads(_read("countries.json")))


def _of_users(texts: Iterable[str]) -> Iterable[Mapping[str, Any]]:
    """The mappings of a user's files; a general reader is needed for these only."""
    if not texts:
        return
    from ruamel.yaml import YAML

    reader = YAML(typ="safe", pure=True)
    for text in texts:
        own = reader.load(text)
        if isinstance(own, Mapping):
            yield own


def _read(name: str) -> str:
    return (files("tracker.extraction") / "vocabulary" / name).read_text(encoding="utf-8")


def _merge(data: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Adds words to sections that there are; an entry of the wrong form adds nothing."""
    for key, value in more.items():
        known = data.get(key)
        if isinstance(known, dict) and isinstance(value, Mapping):
            fresh = {str(name): what for name, what in value.items() if name not in known}
            _merge(known, {name: what for name, what in value.items() if name in known})
            known.update(fresh)
        elif isinstance(known, str) and isinstance(value, str | list):
            joint = " | " if " | " in known else " "
            data[key] = joint.join((known, *([value] if isinstance(value, str) else map(str, value))))


def _build(data: Mapping[str, Any], units: Mapping[str, Any], countries: Mapping[str, Any]) -> Words:
    money = units["currencies"]
    change, comparative, nouns = data["change"], data["comparative"], data["change_nouns"]
    places = _places(countries)
    signs = {**money["signs"], **data["aliases"]}
    names = {**money["names"], **{a.lower(): c for a, c in data["aliases"].items() if a.isalpha() and len(a) > 3}}
    words = {word: codes[0] for word, codes in money["words"].items() if word not in ("unit", "units", "real")}
    spans = {f"{time}s": time for time in units["times"]}
    shared = {word: tuple(codes) for word, codes in money["words"].items() if len(codes) > 1}
    kinds = _by_first(
        (phrase.split(), kind)
        for kind in ("target", "forecast", "observed")
        for phrase in data["kinds"][kind].split(" | ")
    )
    return Words(
        unit_names=_by_first((name.split(), unit) for name, unit in (spans | units["names"]).items()),
        unit_symbols=units["symbols"],
        factors={name: (unit, factor) for name, (unit, factor) in units["factors"].items()},
        times=frozenset(units["times"]),
        codes=frozenset(money["codes"]),
        signs=signs,
        money_names=_by_first(
            (name.split(), code) for name, code in {**words, **names, **data["defaults"]}.items() if name[0].isalpha()
        ),
        shared={**shared, **{sign: tuple(codes) for sign, codes in data["shared"].items()}},
        defaults=data["defaults"],
        parts={name.lower(): (code, float(part)) for name, (code, part) in data["parts"].items()},
        currency_places={code: frozenset(places) for code, places in money["territories"].items()},
        places=places,
        place_names=_by_code(places),
        country_of={word: entry["names"][0] for entry in countries.values() for word in entry["adjectives"]},
        before=_by_last(_phrases(data["qualifiers"])),
        after=_by_first(_phrases(data["after"])),
        fillers=_by_last((phrase.split(), "") for phrase in data["fillers"].split(" | ")),
        up=_set(change["up"]),
        down=_set(change["down"]),
        flat=_set(change["flat"]),
        more=_set(comparative["up"]),
        less=_set(comparative["down"]),
        noun_up=_set(nouns["up"]),
        noun_down=_set(nouns["down"]),
        effects=_set(data["effects"]),
        target=_by_first((phrase.split(), "target") for phrase in data["kinds"]["target"].split(" | ")),
        forecast=_by_first((phrase.split(), "forecast") for phrase in data["kinds"]["forecast"].split(" | ")),
        observed=_by_first((phrase.split(), "observed") for phrase in data["kinds"]["observed"].split(" | ")),
        kinds=kinds,
        phrasal=_set(data["phrasal"]),
        multiples={word: float(factor) for factor, text in data["multiples"].items() for word in text.split()},
        halving=_set(data["halving"]),
        durations=_set(data["durations"]),
        labels=_set(data["labels"]),
        never_counted=_set(data["never_counted"]),
        counters=_set(data["counters"]),
        schemes=_set(data["schemes"]),
        telling=frozenset(kinds) | _set(data["schemes"]) | _TELLING,
        outlooks=_set(data["outlooks"]),
        boilerplate=tuple(data["boilerplate"].split(" | ")),
        boilerplate_short=tuple(data["boilerplate_short"].split(" | ")),
        countries={code: entry["names"][0] for code, entry in countries.items()},
        asides=shaped(data["asides"], data["aside_shapes"]),
        goals=_set(data["asides"]["goals"].replace("|", " ")),
        few=_set(data["few"]),
        many=_set(data["many"]),
        plurals=data["plurals"],
        not_plural=_set(data["not_plural"]),
        verbs_in_s=_set(data["verbs_in_s"]),
        compounds=frozenset(data["compounds"].split(" | ")),
        compound_units=data["compound_units"],
        breaks=_set(data["breaks"]),
        verbs=_set(data["verbs"]),
    )


_TELLING = frozenset(
    {"is", "are", "was", "were", "may", "might", "could", "can", "has", "have", "see", "seen", "so", "estimated"}
)
"""Words of the grammar that tell a kind by what they are built with."""


def _set(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split() if not word.endswith("?"))


def _phrases(table: Mapping[str, str]) -> Iterable[tuple[Sequence[str], str]]:
    for meaning, text in table.items():
        for phrase in text.split(" | "):
            yield phrase.split(), meaning


def _by_first(entries: Iterable[tuple[Sequence[str], str]]) -> Phrases:
    return _by(entries, 0)


def _by_last(entries: Iterable[tuple[Sequence[str], str]]) -> Phrases:
    return _by(entries, -1)


def _by(entries: Iterable[tuple[Sequence[str], str]], at: int) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, meaning in entries:
        pieces = tuple(piece for word in words for piece in _pieces(word))
        found.setdefault(pieces[at], []).append((pieces, meaning))
    return {key: tuple(sorted(group, key=lambda entry: -len(entry[0]))) for key, group in found.items()}


def _pieces(word: str) -> list[str]:
    """A word as the tokeniser cuts it: "approx." is two tokens."""
    return [word[:-1], "."] if len(word) > 1 and word.endswith(".") else [word]


def _by_code(places: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, code in places.items():
        found.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in found.items()}


def _places(countries: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, entry in countries.items():
        for group in ("regions", "seats", "adjectives", "names"):
            for name in entry[group]:
                found[name] = code
    return found
