"""The vocabulary: authorities, countries, instruments and acts, as data that a user may add to.

Packaged YAML → sections of lines → frozen tables. A user's file has the same sections; what is wrong in it is told as
Faults, all at once. Reads nothing but the package's own files (through importlib.resources).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tracker.errors import ConfigError, Fault
from tracker.extraction.vocab_checks import SECTIONS, metric_faults, placed
from tracker.model import Instrument, Stage

PACKAGED = (
    "authorities_europe.yaml",
    "authorities_asia.yaml",
    "authorities_americas.yaml",
    "authorities_africa_oceania.yaml",
    "authorities_states.yaml",
    "authorities_world.yaml",
    "authorities_ministries.yaml",
    "authorities_regulators.yaml",
    "authorities_generic.yaml",
    "instruments.yaml",
    "acts.yaml",
)
WORD_LISTS = (
    "heads", "roles", "nameless", "titles", "topics", "not_authorities", "companies", "public", "doubling",
    "not_instruments", "not_places", "senates", "capitals", "goods", "catches", "insured", "rights",
    "minerals",
)  # fmt: skip
IRREGULAR = "irregular"
BY_JURISDICTION, BY_INSTRUMENT = ("authorities",), ("instruments",)
BY_STAGE = ("acts", "nouns", "intransitive")
UNDERSTOOD = (*WORD_LISTS, IRREGULAR, *BY_JURISDICTION, *BY_INSTRUMENT, *BY_STAGE)


@dataclass(frozen=True, slots=True)
class Authority:
    """A law-making or regulating body: its canonical English name, jurisdiction, and every other name."""

    name: str
    jurisdiction: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...]
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActEntry:
    """A verb phrase in the base form (`*`: a gap) and what it reports."""

    phrase: tuple[str, ...]
    stage: Stage
    weak: bool = False
    form: Instrument | None = None
    intransitive: bool = False
    only: tuple[Instrument, ...] = ()
    """the forms of instrument that the verb says this of ("give {authorization}"); empty: any"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that grammar looks up, as written; `tracker.extraction.lexicon` makes it fast."""

    authorities: tuple[Authority, ...]
    countries: tuple[Country, ...]
    instruments: Mapping[str, Instrument] = field(hash=False)
    acts: tuple[ActEntry, ...] = ()
    nouns: Mapping[str, Stage] = field(default_factory=dict, hash=False)
    irregular: tuple[tuple[str, str, str], ...] = ()
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    extra: tuple[str, ...] = ()
    """the user's YAML texts themselves: units and measures in them are read beside the metrics"""


def load_vocabulary(extra_yaml_texts: Sequence[str] = (), files_named: Sequence[str] = ()) -> Vocabulary:
    """The packaged vocabulary, with the sections of further YAML texts added to it.

    Raises ConfigError with one Fault for each thing that is wrong in a further text, with its line; `files_named` are
    the names of the files that the texts are from, for the messages.
    """
    if not extra_yaml_texts:
        return _packaged()
    sections = [dict(part) for part in _packaged_sections()]
    faults: list[Fault] = []
    for number, text in enumerate(extra_yaml_texts):
        wrong: list[Fault] = []
        section = _read_extra(text, number, wrong)
        if section:
            sections.append(section)
        if wrong:
            file = files_named[number] if number < len(files_named) else f"vocabulary {number + 1}"
            faults += placed(wrong, text, file)
    if faults:
        raise ConfigError(tuple(faults))
    return replace(_build(sections), extra=tuple(extra_yaml_texts))


@lru_cache(maxsize=1)
def _packaged() -> Vocabulary:
    return _build(_packaged_sections())


def _packaged_sections() -> list[dict[str, Any]]:
    folder = files("tracker.extraction") / "vocabulary"
    return [_plain_yaml((folder / name).read_text(encoding="utf-8")) for name in PACKAGED]


def _plain_yaml(text: str) -> dict[str, Any]:
    """The small part of YAML that the packaged files keep to: keys, and blocks of lines two levels deep at most.

    A general YAML reader needs ten times as long; a test holds this one to it.
    """
    found: dict[str, Any] = {}
    target: dict[str, Any] = found
    block: list[str] = []
    for line in text.split("\n"):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if depth <= 2 and bare.endswith((":", ": |")):
            key = bare.removesuffix("|").strip().removesuffix(":")
            if depth == 0:
                target = found
            if bare.endswith("|"):
                target[key] = block = []
            else:
                target = found[key] = {}
        else:
            block.append(bare)
    return found


def _read_extra(text: str, number: int, faults: list[Fault]) -> dict[str, Any] | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        loaded = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        faults.append(Fault(("vocabulary", number), "The vocabulary is not valid YAML.", line=line, column=column))
        return None
    if loaded is None:
        return None
    if not isinstance(loaded, dict):
        faults.append(Fault(("vocabulary", number), "A vocabulary is a mapping of sections.", f"one of {UNDERSTOOD}"))
        return None
    faults.extend(metric_faults(loaded, ("vocabulary", number)))
    return _checked(loaded, number, faults)


def _checked(loaded: Mapping[Any, Any], number: int, faults: list[Fault]) -> dict[str, Any]:
    """The sections that are understood, every value as lines; what is not goes to `faults`."""
    good: dict[str, Any] = {}
    for key, value in loaded.items():
        where = ("vocabulary", number, str(key))
        if key not in UNDERSTOOD:
            if key not in SECTIONS and key != "units":
                faults.append(Fault(where, f"There is no section {key!r}.", f"one of {', '.join(UNDERSTOOD)}"))
        elif key in WORD_LISTS or key == IRREGULAR:
            good[str(key)] = _lines_of(value, where, faults)
        elif isinstance(value, dict):
            good[str(key)] = {str(k): _lines_of(v, (*where, str(k)), faults) for k, v in value.items()}
            faults.extend(_unknown_keys(str(key), value, where))
        else:
            faults.append(Fault(where, f"Section {key!r} must be a mapping.", "for example `authorities: {NO: |…}`"))
    return good


def _unknown_keys(section: str, value: Mapping[Any, Any], where: tuple[str | int, ...]) -> Iterator[Fault]:
    known = {str(m) for m in Instrument} if section in BY_INSTRUMENT else {str(m) for m in Stage}
    if section in BY_JURISDICTION:
        known = {country.code for country in _packaged().countries} | {"INT"}
    for key in value:
        if str(key) not in known:
            hint = f"one of {', '.join(sorted(known))}" if len(known) < 20 else "an ISO 3166 code, EU, UK or INT"
            yield Fault((*where, str(key)), f"{key!r} is not known under {section!r}.", hint)


def _lines_of(value: object, where: tuple[str | int, ...], faults: list[Fault]) -> list[str]:
    """A block of text, or a list of texts, as lines."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip() and not line.strip().startswith("#")]
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return [entry.strip() for entry in value if entry.strip()]
    faults.append(Fault(where, "Write one entry a line: a block of text (|) or a list of texts."))
    return []


def _build(sections: Sequence[Mapping[str, Any]]) -> Vocabulary:
    instruments: dict[str, Instrument] = {}
    nouns: dict[str, Stage] = {}
    lists: dict[str, set[str]] = {name: set() for name in WORD_LISTS}
    irregular: list[tuple[str, str, str]] = []
    for section in sections:
        for form, lines in section.get("instruments", {}).items():
            instruments.update(dict.fromkeys(_entries(lines), Instrument(form)))
        for stage, lines in section.get("nouns", {}).items():
            nouns.update(dict.fromkeys(_entries(lines), Stage(stage)))
        for name in WORD_LISTS:
            lists[name].update(_entries(section.get(name, ())))
        for entry in _entries(section.get(IRREGULAR, ())):
            base, past, participle = (entry.split() * 3)[:3]
            irregular.append((base, past, participle))
    return Vocabulary(
        authorities=tuple(_authorities(sections)),
        countries=_countries(),
        instruments=instruments,
        acts=tuple(_acts(sections)),
        nouns=nouns,
        irregular=tuple(irregular),
        lists={name: frozenset(words) for name, words in lists.items()},
    )


def _entries(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for entry in line.split(";"):
            if entry.strip():
                yield entry.strip()


def _authorities(sections: Iterable[Mapping[str, Any]]) -> Iterator[Authority]:
    for section in sections:
        for jurisdiction, lines in section.get("authorities", {}).items():
            for line in lines:
                name, *aliases = [part.strip() for part in line.split(";") if part.strip()] or [""]
                if name:
                    yield Authority(name, jurisdiction, tuple(aliases))


def _acts(sections: Iterable[Mapping[str, Any]]) -> Iterator[ActEntry]:
    for section in sections:
        for group in ("acts", "intransitive"):
            for stage, lines in section.get(group, {}).items():
                for entry in _entries(lines):
                    yield _act(entry, Stage(stage), group == "intransitive")


def _act(entry: str, stage: Stage, intransitive: bool) -> ActEntry:
    phrase, _, form = entry.partition("[")
    form = form.strip(" ]")
    phrase, _, forms = phrase.partition("{")
    only = tuple(Instrument(word) for word in forms.strip(" }").split() if word in set(Instrument))
    words = phrase.removeprefix("~").split()
    known = Instrument(form) if form in set(Instrument) else None
    return ActEntry(tuple(words), stage, entry.startswith("~"), known, intransitive, only)


@lru_cache(maxsize=1)
def _countries() -> tuple[Country, ...]:
    table = json.loads((files("tracker.extraction") / "vocabulary" / "countries.json").read_text(encoding="utf-8"))
    return tuple(
        Country(code, tuple(row["names"]), tuple(row["adjectives"]), tuple(row["seats"]), tuple(row["regions"]))
        for code, row in table.items()
    )
