"""What a reload changes, a line each, without a secret."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from tracker.config.settings import Config
from tracker.config.spelling import SECONDS

LISTS = {"sources": "source", "metrics": "metric", "topics": "topic", "watches": "watch", "receivers": "receiver"}
LISTS |= {"silences": "silence"}
NAMED_BY = {"silence": "because"}
"""The key that an entry is told by, where it is not its name."""
CONCEALED = frozenset({"password", "token", "secret", "apprise", "database", "mailbox", "feed", "page", "webhook"})
CONCEALED |= {"api_url", "app_token", "ping"}
"""Keys whose values are never shown, for they are or may hold a secret."""
LONGEST = 120


def changes(old: Config, new: Config) -> tuple[str, ...]:
    """One line for each thing that differs: `watch big-moves: urgency now → digest`. Empty where nothing does."""
    lines: list[str] = []
    for field in Config.model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if field in LISTS:
            lines += _listed(LISTS[field], before, after)
        elif before != after:
            lines += _differences(field, before, after)
    return tuple(lines)


def _listed(kind: str, old: Sequence[BaseModel], new: Sequence[BaseModel]) -> Iterator[str]:
    """Entries are the same where their names are; their order says nothing."""
    key = NAMED_BY.get(kind, "name")
    before = {getattr(entry, key, ""): entry for entry in old}
    after = {getattr(entry, key, ""): entry for entry in new}
    yield from (f"{kind} {name}: removed" for name in before if name not in after)
    for name, entry in after.items():
        if name not in before:
            yield f"{kind} {name}: added"
        elif before[name] != entry:
            yield from (f"{kind} {line}" for line in _fields(f"{name}:", before[name], entry))


def _differences(field: str, old: object, new: object) -> Iterator[str]:
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from _fields(f"{field}:", old, new)
    elif isinstance(old, BaseModel) or isinstance(new, BaseModel):
        yield f"{field}: {'removed' if new is None else 'added'}"
    else:
        yield f"{field}: {_arrow(field, old, new)}"


def _fields(prefix: str, old: BaseModel, new: BaseModel) -> Iterator[str]:
    for name, info in type(old).model_fields.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{prefix} {info.alias or name} {_arrow(name, before, after)}"


def _arrow(field: str, old: object, new: object) -> str:
    if field in CONCEALED:
        return "changed"
    return f"{_shown(old)} → {_shown(new)}"


def _shown(value: object) -> str:
    """A value as it is written in the file, cut where it is long."""
    text = _written(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _written(value: object) -> str:
    if value is None or value in ((), {}):
        return "nothing"
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        value = {fields[name].alias or name: getattr(value, name) for name in fields if name in value.model_fields_set}
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_written(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(each) for each in value)}]"
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return _duration(value) if isinstance(value, dt.timedelta) else str(value)


def _duration(value: dt.timedelta) -> str:
    """The largest unit in which it is a whole number: "90m", "2h"."""
    seconds = int(value.total_seconds())
    unit = next(unit for unit in reversed(SECONDS) if seconds % SECONDS[unit] == 0)
    return f"{seconds // SECONDS[unit]}{unit}"
