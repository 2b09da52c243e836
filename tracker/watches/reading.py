"""The mapping under `when` becomes a Body: each key has its reader in a table, and every fault is told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from tracker.errors import Fault
from tracker.watches.conditions import Condition
from tracker.watches.seen import Seen
from tracker.watches.words import Needle, fold, needle

Path = tuple[str | int, ...]
KEY = ""
"""As the last element of a fault's path: the key itself is meant, not its value."""
Value = TypeVar("Value")
OPERATOR = re.compile(r"\b(AND|OR|NOT)\b")


@dataclass(frozen=True, slots=True)
class Known:
    """What rules may name. None: not known here, so nothing is checked."""

    sources: tuple[str, ...] | None = None
    pins: tuple[str, ...] | None = None
    issuers: Mapping[str, str] = field(default_factory=dict, hash=False)
    """short and other names of authorities → the name that mentions use"""
    topics: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)
    """names of topics → their queries, of which any will do"""


class Place:
    """Where in the rule we are, and the list that all faults go to."""

    def __init__(self, path: Path, faults: list[Fault], known: Known) -> None:
        self.path = path
        self.faults = faults
        self.known = known

    def at(self, *further: str | int) -> Place:
        return Place((*self.path, *further), self.faults, self.known)

    def fault(self, message: str, hint: str = "", lint: bool = False) -> None:
        self.faults.append(Fault(self.path, message, hint, lint=lint))


Reader = Callable[[object, Place], Condition | None]


def nearest(word: str, names: Iterable[str]) -> str:
    """`did you mean …?` for the nearest of the names, else a list of them where they are few."""
    known = sorted(names)
    folded = {fold(name): name for name in known}
    close = get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{folded[close[0]]}`?"
    return f"known are {', '.join(known)}" if 0 < len(known) <= 15 else ""


def read_block(
    block: object, readers: Mapping[str, Reader], place: Place, elsewhere: Mapping[str, str]
) -> tuple[Condition, ...]:
    """All conditions of a mapping; a key that is not in the table is a fault that says where it belongs.

    `elsewhere` tells for keys of other mappings under which they stand.
    """
    if not isinstance(block, Mapping):
        place.fault(f"expected conditions, such as `{next(iter(readers))}:` with a value")
        return ()
    found: list[Condition] = []
    for key, value in block.items():
        reader = readers.get(key)
        if reader is None:
            where = elsewhere.get(str(key))
            hint = f"`{key}` stands under `{where}:`" if where else nearest(str(key), readers)
            place.at(str(key), KEY).fault(f"there is no condition `{key}` here", hint)
            continue
        condition = reader(value, place.at(key))
        if condition is not None:
            found.append(condition)
    return tuple(found)


def one_or_many(value: object, place: Place) -> list[tuple[object, Place]]:
    """The value, or each of a list, with its place; an empty list is a fault."""
    if not isinstance(value, list | tuple):
        return [(value, place)]
    if not value:
        place.fault("the list is empty; leave the condition out, or put something in it")
    return [(each, place.at(position)) for position, each in enumerate(value)]


def texts(value: object, place: Place) -> list[tuple[str, Place]]:
    """One text or several, without the spaces around them; anything else is a fault."""
    found: list[tuple[str, Place]] = []
    for each, where in one_or_many(value, place):
        if isinstance(each, str) and each.strip():
            found.append((each.strip(), where))
        elif isinstance(each, int | float) and not isinstance(each, bool):
            where.fault("expected text", "put it in quotes")
        elif each is None:
            where.fault("a value is missing here")
        else:
            where.fault("expected text")
    return found


def choices(value: object, place: Place, allowed: Mapping[str, Value]) -> tuple[Value, ...]:
    """Values from a fixed list, however they are spaced and spelled in capitals; others are faults."""
    folded = {fold(name): choice for name, choice in allowed.items()}
    found: list[Value] = []
    for text, where in texts(value, place):
        choice = folded.get(fold(text))
        if choice is None:
            where.fault(f"`{text}` is none of the values of `{_key(place.path)}`", nearest(text, allowed))
        else:
            found.append(choice)
    return tuple(dict.fromkeys(found))


def phrases(value: object, place: Place) -> tuple[Needle, ...]:
    """Words or phrases to look for in a field; the last word may be a prefix*."""
    found: list[Needle] = []
    for text, where in texts(value, place):
        wanted = needle(text.strip('"“”'))
        if "*" in text.rstrip('"”').removesuffix("*"):
            where.fault("a star stands only at the end of a word or phrase")
        elif operator := OPERATOR.search(text):
            where.fault(f"`{operator[0]}` is no operator here", "give a list: [one, other]")
        elif wanted is None:
            where.fault("there is no letter or digit to look for here")
        else:
            found.append(wanted)
    return tuple(found)


def phrase_condition(block: str, field: str, see: Callable[[Seen], object]) -> Reader:
    """A reader for a condition that one of some phrases stands in a field."""

    def read(value: object, place: Place) -> Condition | None:
        wanted = phrases(value, place)
        if not wanted:
            return None
        anchors = frozenset((field, each) for each in wanted)
        return Condition(
            f"{block}.{field}",
            in_words(value),
            lambda seen: any(seen.stands(field, each) for each in wanted),
            see,
            anchors,
            words=anchors,
        )

    return read


def in_words(value: object) -> str:
    """What a rule asks for, on one line, as a person writes it."""
    if isinstance(value, list | tuple):
        return " or ".join(in_words(each) for each in value)
    return str(value)


def _key(path: Path) -> str:
    return str(next((part for part in reversed(path) if isinstance(part, str)), "when"))
