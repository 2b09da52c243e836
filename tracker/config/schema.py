"""The configuration's JSON Schema in draft 7, which is what yaml-language-server and most editors read."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from tracker.config.settings import Config, Rules
from tracker.config.trials import RuleTests

DRAFT = "http://json-schema.org/draft-07/schema#"


def json_schema(when_schema: dict[str, Any] | None = None) -> dict[str, Any]:
    """A schema with the docstrings as descriptions. `when_schema` describes the conditions of a watch or a silence.

    It is a schema of its own, whose `definitions` are put beside those of the configuration.
    """
    schema = _schema_of(Config)
    if when_schema is not None:
        _put_in(schema, when_schema)
    return {"$schema": DRAFT, "title": "Policy tracker", **schema}


def schema_of_tests() -> dict[str, Any]:
    """The schema of a file with tests of the rules."""
    return {"$schema": DRAFT, "title": "Tests of watches", **_schema_of(RuleTests)}


def schema_of_rules(when_schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of an included file."""
    schema = _schema_of(Rules)
    _put_in(schema, when_schema)
    return {"$schema": DRAFT, "title": "Rules of the policy tracker", **schema}


def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs", {})
    _tidy(schema)
    return schema


def _put_in(schema: dict[str, Any], when_schema: dict[str, Any]) -> None:
    schema["definitions"] |= when_schema.get("definitions", {})
    body = {key: value for key, value in when_schema.items() if key not in {"$schema", "definitions"}}
    for name in ("Watch", "Silence"):
        properties = schema["definitions"][name]["properties"]
        described = {key: value for key, value in properties["when"].items() if key in {"description", "default"}}
        properties["when"] = {**described, "allOf": [body]}


def _tidy(node: Any, in_properties: bool = False) -> None:
    """Bring a schema as pydantic makes it into the form that editors read best."""
    if isinstance(node, dict):
        if not in_properties:
            _tidy_one(node)
        for key, value in node.items():
            if key != "default":
                _tidy(value, in_properties=key in {"properties", "definitions"} and not in_properties)
    elif isinstance(node, list):
        for value in node:
            _tidy(value)


def _tidy_one(schema: dict[str, Any]) -> None:
    """No generated titles (they repeat the key), no formats unknown to draft 7, durations as they are written."""
    if isinstance(schema.get("title"), str):
        del schema["title"]
    if schema.get("format") in {"path", "password"}:
        del schema["format"]
    if "default" in schema:
        schema["default"] = _as_written(schema["default"])
        if schema["default"] is None:
            del schema["default"]
    if "$ref" in schema and len(schema) > 1:  # draft 7 ignores what stands beside a reference
        schema["allOf"] = [{"$ref": schema.pop("$ref")}]


def _as_written(default: Any) -> Any:
    """A default as a person would write it: "PT15M" → "15m"."""
    if isinstance(default, dict):
        return {key: _as_written(value) for key, value in default.items()}
    duration = re.fullmatch(r"P(?:T)?(\d+)([SMHD])", default) if isinstance(default, str) else None
    return f"{duration[1]}{duration[2].lower()}" if duration else default
