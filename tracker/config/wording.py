"""What pydantic found wrong, in sentences for the person who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from tracker.config.parsing import KEY, Path
from tracker.config.settings import Config
from tracker.errors import Fault

SECTIONS = {
    "sources": "a source",
    "metrics": "a metric",
    "watches": "a watch",
    "silences": "a silence",
    "silence": "a silence",
    "tests": "a test",
    "documents": "a document",
    "findings": "a finding",
    "expect": "an expectation",
    "receivers": "a receiver",
    "digest": "a digest",
    "quiet": "quiet hours",
    "slack": "`slack`",
    "smtp": "`smtp`",
    "http": "`http`",
}
KINDS = {
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "tuple_type": "a list",
    "dict_type": "a mapping (keys with values)",
    "model_type": "a mapping (keys with values)",
    "path_type": "a path",
}
LIMITS = {
    "string_too_short": "this may not be empty",
    "string_too_long": "at most {max_length} characters",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "too_short": "the list is empty",
}


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean …?` for the known name that the word comes nearest to, else an empty text."""
    names = sorted(known)
    folded = {name.casefold(): name for name in names}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f"did you mean `{folded[close[0]]}`?" if close else ""


def translate(errors: Iterable[Mapping[str, Any]], model: type[BaseModel] = Config) -> tuple[Fault, ...]:
    """One fault for each of pydantic's errors (`ValidationError.errors()`) about a file that `model` describes."""
    return tuple(_fault(error, model) for error in errors)


def _fault(error: Mapping[str, Any], model: type[BaseModel]) -> Fault:
    path: Path = tuple(error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, model)
    if kind == "missing":
        return Fault(path[:-1], f"{_section(path[:-1], model)} needs `{path[-1]}`")
    if kind in {"literal_error", "enum"}:
        return _not_one_of(path, error)
    return Fault(path, f"{_subject(path)}: {_complaint(kind, error)}", _hint(kind, error))


def _complaint(kind: str, error: Mapping[str, Any]) -> str:
    context = error.get("ctx") or {}
    if kind == "value_error":
        return str(context.get("error", "this value is not allowed"))
    if kind in KINDS:
        return f"expected {KINDS[kind]}"
    return LIMITS[kind].format(**context) if kind in LIMITS else str(error["msg"])


def _hint(kind: str, error: Mapping[str, Any]) -> str:
    """What the writer may have meant by a value of the wrong kind."""
    value = error.get("input")
    if kind == "string_type" and isinstance(value, int | float):
        return "put it in quotes"
    if kind == "tuple_type" and isinstance(value, dict):
        return "begin each entry with a dash: `- name: …`"
    if kind in {"model_type", "dict_type"} and isinstance(value, str) and re.match(r"\w+:\S", value):
        return "a space is missing after the colon"
    return ""


def _unknown_key(path: Path, model: type[BaseModel]) -> Fault:
    fields = sorted(fields_at(path[:-1], model))
    hint = nearest(str(path[-1]), fields) or f"known are {', '.join(fields)}"
    return Fault((*path, KEY), f"{_section(path[:-1], model)} has no key `{path[-1]}`", hint)


def _not_one_of(path: Path, error: Mapping[str, Any]) -> Fault:
    choices = re.findall(r"'([^']*)'", str((error.get("ctx") or {}).get("expected", "")))
    value = error.get("input")
    hint = nearest(value, choices) if isinstance(value, str) else ""
    return Fault(path, f"{_subject(path)} is one of {', '.join(choices)}", hint)


def _subject(path: Path) -> str:
    """The last key on the way to the value, as the sentence's subject."""
    keys = [part for part in path if isinstance(part, str)]
    return f"`{keys[-1]}`" if keys else "the file"


def _section(path: Path, model: type[BaseModel]) -> str:
    """What kind of mapping the path leads to."""
    keys = [part for part in path if isinstance(part, str)]
    whole = "the configuration" if model is Config else "the file"
    return SECTIONS.get(keys[-1], f"`{keys[-1]}`") if keys else whole


def fields_at(path: Path, top: type[BaseModel] = Config) -> frozenset[str]:
    """The keys that the mapping at a path may have, as they are written in YAML."""
    model: type[BaseModel] | None = top
    for part in path:
        if isinstance(part, int) or model is None:
            continue
        model = _model_in(field_annotation(model, part))
    if model is None:
        return frozenset()
    return frozenset(info.alias or name for name, info in model.model_fields.items())


def field_annotation(model: type[BaseModel], key: str) -> object:
    """The type of the field that a key is written for; None where there is none."""
    for name, info in model.model_fields.items():
        if key == (info.alias or name):
            return info.annotation
    return None


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The first model inside a type such as `tuple[Source, ...]` or `Slack | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found:
            return found
    return None
