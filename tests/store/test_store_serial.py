"""Values and JSON are inverse, for every type of the model that is stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import (
    Digest,
    Finding,
    Item,
    Link,
    Mention,
    MetricMention,
    Origin,
    PolicyMention,
    PolicyStep,
    Rejection,
    SourceState,
)
from tracker.store.serial import dump, load

INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))
SCALARS = st.none() | st.booleans() | st.integers() | st.text()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))


@cache
def built(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of the type, as the model promises it: aware instants, numbers that are numbers."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind is datetime:
        return INSTANTS
    if kind is float:
        return st.floats(allow_nan=False)
    if origin is Mapping:
        return st.dictionaries(st.text(), JSON, max_size=3)
    if origin is frozenset:
        return st.frozensets(built(parts[0]), max_size=3)
    if origin is tuple and parts[1:] == (...,):
        return st.lists(built(parts[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(built, parts))
    if origin in (Union, UnionType):
        return st.one_of(*map(built, parts))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field.name: built(hints[field.name]) for field in fields(kind)})
    return st.from_type(kind)


@pytest.mark.parametrize(
    "kind",
    [Item, Origin, Link, Rejection, SourceState, MetricMention, PolicyMention, PolicyStep, Mention, Finding, Digest],
    ids=str,
)
@given(data=st.data())
def test_what_is_dumped_loads_as_it_was(kind: Any, data: st.DataObject) -> None:
    value = data.draw(built(kind))
    assert load(kind, json.loads(json.dumps(dump(kind, value)))) == value


@given(built(MetricMention))
def test_fields_left_at_none_or_empty_take_no_room(mention: MetricMention) -> None:
    dumped = dump(MetricMention, mention)
    absent = {field.name for field in fields(mention)} - set(dumped)
    assert all(getattr(mention, name) in (None, ()) for name in absent)


def test_an_instant_is_stored_in_utc() -> None:
    elsewhere = datetime(2026, 4, 13, 8, tzinfo=timezone(timedelta(hours=8)))
    assert dump(datetime, elsewhere) == "2026-04-13T00:00:00+00:00"


def test_a_whole_number_of_a_value_stays_a_number_to_reckon_with() -> None:
    assert isinstance(load(float | str | None, dump(float | str | None, 7)), float)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Older:
    name: str
    gone: int = 0


@dataclass(frozen=True)
class Newer:
    name: str
    added: tuple[int, ...] = ()


def test_a_row_of_an_older_version_loads_with_the_new_fields_default() -> None:
    assert load(Newer, dump(Older, Older("a", 3))) == Newer("a")


@pytest.mark.parametrize("kind", [object, int | str | float, bytes])
def test_a_type_that_cannot_be_told_from_json_is_refused(kind: Any) -> None:
    with pytest.raises(TypeError, match="no way to"):
        dump(kind, 1)
