"""Frozen dataclasses ↔ plain JSON, by their type hints.

`dump` and `load` are inverse: load(T, dump(T, value)) == value for every type of `tracker.model`. A field that is None
or empty by default and in the value is left out; a field that is missing gets its default; a field that is no longer
known is passed over. So a type may gain fields with defaults without a migration.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from tracker.model import MetricMention, Origin, PolicyMention, utc

T = TypeVar("T")


class Codec(NamedTuple):
    """How values of one type become JSON and come back."""

    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]


def dump(kind: Any, value: Any) -> Any:
    """The value, of the declared type `kind`, as JSON-ready lists, dicts, strings, numbers, true, false, None."""
    return codec(kind).dump(value)


def load(kind: type[T], data: Any) -> T:
    """The value of type `kind` that `dump` made `data` from."""
    value: T = codec(cast(Any, kind)).load(data)
    return value


def as_is(value: Any) -> Any:
    return value


@cache
def codec(kind: Any) -> Codec:
    """The codec of a type; TypeError for a type that has none."""
    origin = get_origin(kind)
    if kind in PLAIN:
        return PLAIN[kind]
    if origin in BY_ORIGIN:
        return BY_ORIGIN[origin](get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Codec(lambda value: value.value, kind)
    if dataclasses.is_dataclass(kind):
        return _remembering(_dataclass(kind)) if kind in SHARED else _dataclass(kind)
    raise TypeError(f"no way to store {kind!r}")


def _remembering(one: Codec) -> Codec:
    """The codec, which dumps a value once as long as it is among the last ones: whoever gets the data must not change
    it."""
    kept: dict[int, tuple[Any, Any]] = {}

    def write(value: Any) -> Any:
        seen = kept.get(id(value))
        if seen is not None and seen[0] is value:
            return seen[1]
        data = one.dump(value)
        if len(kept) >= MOST_SHARED:
            kept.clear()
        kept[id(value)] = value, data
        return data

    return Codec(write, one.load)


def _tuple(parts: tuple[Any, ...]) -> Codec:
    if len(parts) == 2 and parts[1] is Ellipsis:
        one = codec(parts[0])
        return Codec(
            list if one.dump is as_is else lambda value: [one.dump(element) for element in value],
            tuple if one.load is as_is else lambda data: tuple([one.load(element) for element in data]),
        )
    each = [codec(part) for part in parts]
    return Codec(
        lambda value: [part.dump(element) for part, element in zip(each, value, strict=True)],
        lambda data: tuple([part.load(element) for part, element in zip(each, data, strict=True)]),
    )


def _union(options: tuple[Any, ...]) -> Codec:
    """A choice: told apart by Python's own type if plain, by the class's name in front if of several dataclasses."""
    solid = [option for option in options if option is not type(None)]
    if len(solid) == 1:
        one = codec(solid[0])
        return Codec(
            lambda value: None if value is None else one.dump(value),
            lambda data: None if data is None else one.load(data),
        )
    if all(dataclasses.is_dataclass(option) for option in solid):
        return _tagged({option.__name__: codec(option) for option in solid})
    if set(solid) == {float, str}:
        return Codec(_number_or_text, _number_or_text)
    raise TypeError(f"no way to tell {options!r} apart")


def _tagged(by_name: dict[str, Codec]) -> Codec:
    def write(value: Any) -> Any:
        name = type(value).__name__
        return None if value is None else [name, by_name[name].dump(value)]

    def read(data: Any) -> Any:
        return None if data is None else by_name[data[0]].load(data[1])

    return Codec(write, read)


def _number_or_text(value: Any) -> Any:
    return float(value) if isinstance(value, int) else value


def _dataclass(kind: Any) -> Codec:
    hints = get_type_hints(kind)
    known = {field.name for field in dataclasses.fields(kind)}
    codecs = {field.name: codec(hints[field.name]) for field in dataclasses.fields(kind)}
    made = [(name, each.load) for name, each in codecs.items() if each.load is not as_is]
    left_out = {field.name: field.default for field in dataclasses.fields(kind) if field.default in (None, ())}
    written = [(name, each.dump, left_out.get(name, dataclasses.MISSING)) for name, each in codecs.items()]
    parts_of = attrgetter(*codecs) if len(codecs) > 1 else lambda value: [getattr(value, name) for name in codecs]

    def write(value: Any) -> Any:
        data = {}
        for (name, dump_part, default), part in zip(written, parts_of(value), strict=True):
            if part is not default and part != default:
                data[name] = part if dump_part is as_is else dump_part(part)
        return data

    def read(data: Any) -> Any:
        values = data.copy() if data.keys() <= known else {name: data[name] for name in data if name in known}
        for name, load_part in made:
            if name in values:
                values[name] = load_part(values[name])
        return kind(**values)

    return Codec(write, read)


SHARED = frozenset({Origin, MetricMention, PolicyMention})
"""What several rows of an item hold."""
MOST_SHARED = 64
PLAIN: dict[Any, Codec] = {
    **dict.fromkeys((Any, str, int, bool), Codec(as_is, as_is)),
    float: Codec(float, float),
    datetime: Codec(lambda value: utc(value).isoformat(), datetime.fromisoformat),
}
BY_ORIGIN: dict[Any, Callable[[tuple[Any, ...]], Codec]] = {
    Union: _union,
    types.UnionType: _union,
    tuple: _tuple,
    frozenset: lambda _: Codec(sorted, frozenset),
    Mapping: lambda _: Codec(dict, dict),
}
