"""What may stand in a user's sections for metrics, and where in a file a fault stands.

A section is of one of five shapes: words (a text or a list of texts), groups of words, names (word → name), names to
choose among (word → list) and parts (word → [name, number]).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.errors import Fault

Path = tuple[str | int, ...]

WORDS = (
    "fillers", "effects", "phrasal", "halving", "durations", "labels", "never_counted", "boilerplate",
    "boilerplate_short", "few", "many", "not_plural", "verbs_in_s", "compounds", "breaks", "verbs",
    "counters", "schemes", "outlooks",
)  # fmt: skip
GROUPS: dict[str, tuple[str, ...]] = {
    "qualifiers": (">", ">=", "<", "<=", "~"),
    "after": (">", ">=", "<", "<=", "~", ">x"),
    "change": ("up", "down", "flat"),
    "comparative": ("up", "down"),
    "change_nouns": ("up", "down"),
    "kinds": ("target", "forecast", "observed"),
    "asides": (
        "times", "it", "stands", "fill", "goals", "crowds", "expects", "moved", "ways", "spans", "ago", "costs",
        "wants",
    ),
}  # fmt: skip
NAMES = ("aliases", "defaults", "plurals", "compound_units", "names", "symbols")
CHOICES = ("shared",)
PARTS = ("parts", "factors")
FACTORS = "multiples"
SECTIONS = (*WORDS, *GROUPS, *NAMES, *CHOICES, *PARTS, FACTORS)
"""Every section for metrics, at the top of a file or under `units`."""


def metric_faults(sections: Mapping[Any, Any], where: Path) -> Iterator[Fault]:
    """What is wrong with the sections for metrics that a mapping holds; other sections are passed over."""
    for key, value in sections.items():
        name, place = str(key), (*where, str(key))
        if name == "units":
            yield from _units(value, place)
        elif name in SECTIONS:
            yield from _section(name, value, place)


def _units(value: object, where: Path) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield Fault(where, "Section 'units' must be a mapping of sections.", "for example `units: {names: {…}}`")
        return
    for key, inner in value.items():
        if key not in SECTIONS:
            yield Fault((*where, str(key)), f"There is no section {key!r} under 'units'.", f"one of {_list(SECTIONS)}")
        else:
            yield from _section(str(key), inner, (*where, str(key)))


def _section(name: str, value: object, where: Path) -> Iterator[Fault]:
    if name in WORDS:
        yield from _words(name, value, where)
    elif not isinstance(value, Mapping):
        yield Fault(where, f"Section {name!r} must be a mapping, not {_what(value)}.", _example(name))
    elif name in GROUPS:
        for key, inner in value.items():
            if key not in GROUPS[name]:
                yield Fault(
                    (*where, str(key)), f"{key!r} is not known under {name!r}.", f"one of {_list(GROUPS[name])}"
                )
            else:
                yield from _words(str(key), inner, (*where, str(key)))
    else:
        for key, inner in value.items():
            yield from _entry(name, key, inner, (*where, str(key)))


def _words(name: str, value: object, where: Path) -> Iterator[Fault]:
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        yield Fault(
            where, f"{name!r} must be a text or a list of texts, not {_what(value)}.", 'phrases part with " | "'
        )
    elif not entries or not all(piece.strip() for entry in entries for piece in entry.split(" | ")):
        yield Fault(where, f"{name!r} is empty or has an empty entry.", "leave the section out, or write words in it")


def _entry(name: str, key: object, value: object, where: Path) -> Iterator[Fault]:
    good = _fits(name, value)
    if name == FACTORS:
        good = good and _is_number(key)
    if not good or not str(key).strip():
        yield Fault(
            where, f"{key!r} under {name!r} must have {_SHAPES[_shape(name)]}, not {_what(value)}.", _example(name)
        )


def _fits(name: str, value: object) -> bool:
    if name in NAMES or name == FACTORS:
        return isinstance(value, str) and bool(value.strip())
    if name in CHOICES:
        return isinstance(value, list) and bool(value) and all(isinstance(entry, str) for entry in value)
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and _is_number(value[1])


def _is_number(value: object) -> bool:
    try:
        return not isinstance(value, bool) and float(str(value)) > 0
    except ValueError:
        return False


def _shape(name: str) -> str:
    return "names" if name in NAMES else "choices" if name in CHOICES else "factors" if name == FACTORS else "parts"


_SHAPES = {
    "names": "a name as a text",
    "choices": "a list of names",
    "factors": "a number as its key and words as a text",
    "parts": "a list of a name and a number",
}
_EXAMPLES = {
    "names": "`shovelfuls: shovel`",
    "choices": "`crown: [SEK, NOK]`",
    "factors": "`12: twelvefold`",
    "parts": "`bua: [FJD, 0.01]`",
}


def _example(name: str) -> str:
    if name in GROUPS:
        return f"its keys are {_list(GROUPS[name])}"
    return f"for example {_EXAMPLES[_shape(name)]}"


def _what(value: object) -> str:
    if value is None:
        return "nothing"
    kind = {str: "a text", int: "a number", float: "a number", bool: "yes or no", list: "a list", dict: "a mapping"}
    return f"{kind.get(type(value), 'this')} ({value!r})" if len(repr(value)) < 40 else kind.get(type(value), "this")


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def placed(faults: Sequence[Fault], text: str, file: str) -> list[Fault]:
    """The faults of one text with the file's name and the line and column of what they are about."""
    from ruamel.yaml import YAML

    root = YAML(typ="safe", pure=True).compose(text) if any(not fault.line for fault in faults) else None
    found = []
    for fault in faults:
        line, column = (fault.line, fault.column) if fault.line else _place(root, fault.path[2:])
        found.append(replace(fault, file=file, line=line, column=column))
    return found


def _place(node: Any, path: Path) -> tuple[int, int]:
    """The line and column, from 1, of the key that a path leads to, as far as it can be followed."""
    line, column = (node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else (1, 1)
    for step in path:
        pairs = node.value if isinstance(getattr(node, "value", None), list) else []
        inner = next((pair for pair in pairs if isinstance(pair, tuple) and str(pair[0].value) == str(step)), None)
        if inner is None:
            break
        line, column = inner[0].start_mark.line + 1, inner[0].start_mark.column + 1
        node = inner[1]
    return line, column


__all__ = ["SECTIONS", "metric_faults", "placed"]
