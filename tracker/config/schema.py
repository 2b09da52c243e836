"""The configuration's JSON Schema in draft 7, which is what yaml-language-server and most editors read."""

from __future__ import annotations

from typing import Any

from tracker.config.settings import Config

DRAFT = "http://json-schema.org/draft-07/schema#"


def json_schema(when_schema: dict[str, Any] | None = None) -> dict[str, Any]:
    """A schema with the docstrings as descriptions. `when_schema` describes the conditions of a watch.

    It is a schema of its own, whose `definitions` are put beside those of the configuration.
    """
    schema = Config.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs", {})
    _tidy(schema)
    if when_schema is not None:
        _put_in(schema, when_schema)
    return {"$schema": DRAFT, "title": "Policy tracker", **schema}


def _put_in(schema: dict[str, Any], when_schema: dict[str, Any]) -> None:
    schema["definitions"] |= when_schema.get("definitions", {})
    body = {key: value for key, value in when_schema.items() if key not in {"$schema", "definitions"}}
    when = schema["definitions"]["Watch"]["properties"]["when"]
    description = when.get("description", "")
    schema["definitions"]["Watch"]["properties"]["when"] = {"description": description, "default": {}, "allOf": [body]}


def _tidy(node: Any, in_properties: bool = False) -> None:
    """Take the generated titles away (they repeat the key), and formats that draft 7 does not know."""
    if isinstance(node, dict):
        if not in_properties:
            if isinstance(node.get("title"), str):
                del node["title"]
            if node.get("format") in {"path", "password"}:
                del node["format"]
            if "$ref" in node and len(node) > 1:  # draft 7 ignores what stands beside a reference
                node["allOf"] = [{"$ref": node.pop("$ref")}]
        for key, value in node.items():
            if key != "default":
                _tidy(value, in_properties=key in {"properties", "definitions"} and not in_properties)
    elif isinstance(node, list):
        for value in node:
            _tidy(value)
