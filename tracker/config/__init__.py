"""YAML → frozen Config, every fault at once with its place.

    check(path, environ, further)  → Config or None, faults and lints
    load(path, environ)            → Config, or ConfigError with all faults
    render_fault(fault, text)      → the fault with its line and a caret
    json_schema(when)              → what editors complete and check with (draft 7)
    schema_of_rules(when)          → the same for included files
    schema_of_tests()              → the same for files of tests of the rules
    secret(value, file)            → a secret, read when it is used
    Onlooker(environ)              → an environment in which no secret need be set
    changes(old, new)              → what a reload changes, a line each
    Edits(path).settled()          → whether its files were edited, and the editor is done

May touch the configuration's own files, the secrets' files and the environment it is handed; nothing else. Importing
this package is cheap: each name is loaded from its module when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.config.changes import changes
    from tracker.config.edits import Edits
    from tracker.config.loading import check, load
    from tracker.config.locate import render_fault
    from tracker.config.schema import json_schema, schema_of_rules, schema_of_tests
    from tracker.config.secrets import Onlooker, secret
    from tracker.config.settings import Config

__all__ = [
    "Config",
    "Edits",
    "Onlooker",
    "changes",
    "check",
    "json_schema",
    "load",
    "render_fault",
    "schema_of_rules",
    "schema_of_tests",
    "secret",
]

_HOMES = {
    "Config": "settings",
    "Edits": "edits",
    "Onlooker": "secrets",
    "changes": "changes",
    "check": "loading",
    "json_schema": "schema",
    "load": "loading",
    "render_fault": "locate",
    "secret": "secrets",
    "schema_of_rules": "schema",
    "schema_of_tests": "schema",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
