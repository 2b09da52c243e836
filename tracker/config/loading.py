"""From a file to a Config, or to everything that is wrong with it at once.

    read → parse → include other files → drop empty values → validate → cross-check → further checks → locate

Validation goes on past the first fault: what fails is left out, and the rest is still checked, by the further
checks too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tracker.config.crossing import cross_check
from tracker.config.files import no_mapping, read_text
from tracker.config.including import include, include_teams, teams_of
from tracker.config.locate import locate
from tracker.config.parsing import Path as FaultPath
from tracker.config.parsing import parse
from tracker.config.settings import Config
from tracker.config.wording import translate
from tracker.errors import ConfigError, Fault

Further = Callable[[Config], tuple[Fault, ...]]
Owners = dict[str | int, str]
"""The team of a file, by its name, and of an entry of `teams`, by its place."""
REQUIRED = {
    **dict.fromkeys(("sources", "metrics", "receivers"), ("name",)),
    "topics": ("name", "text"),
    "watches": ("name", "to"),
    "silences": ("when", "to"),
}
"""The lists of the configuration, each with the keys without which an entry of it cannot be used at all."""
STAND_INS = {"until": "9999-12-31", "because": "…"}
"""For required keys that an entry can do without while the rest of it is checked."""


def load(path: Path, environ: Mapping[str, str], further: Further | None = None) -> Config:
    """Read the configuration; ConfigError carries every fault (no lints)."""
    config, faults = check(path, environ, further)
    broken = tuple(fault for fault in faults if not fault.lint)
    if broken or config is None:
        raise ConfigError(broken)
    return config


def check(
    path: Path, environ: Mapping[str, str] | None, further: Further | None = None
) -> tuple[Config | None, tuple[Fault, ...]]:
    """The configuration and every fault and lint, in the order of the file; None where there is a fault.

    Where `environ` is None, `${NAME}` stays as it is: good for trying the rules, not for running. `further` adds faults
    that this room cannot know, with paths from the top of the configuration.
    """
    config, faults, _ = check_without(path, environ, further, frozenset())
    return config, faults


def check_without(
    path: Path, environ: Mapping[str, str] | None, further: Further | None, without: frozenset[str]
) -> tuple[Config | None, tuple[Fault, ...], Owners]:
    """The same without the files of some teams; and to which team each file and each entry of `teams` belongs."""
    text = read_text(path)
    if isinstance(text, Fault):
        return None, (text,), {}
    parsed = parse(text)
    faults = list(parsed.faults)
    if not isinstance(parsed.data, dict) or not parsed.complete:
        if not faults:
            faults.append(no_mapping(parsed.data))
        return None, locate(faults, parsed.places, str(path)), {}
    faults += include(parsed, path)
    found_faults, files = include_teams(parsed, path, without)
    faults += found_faults
    owners: Owners = {position: team["name"] for position, team in teams_of(parsed.data)}
    owners.update(files)
    data = without_nulls(parsed.data)
    context = {"environ": environ, "folder": path.absolute().parent}
    config, found, moved = _validate(data, context)
    faults += [*found, *cross_check(data), *_own_templates(config)]
    if further is not None:
        faults += [_moved_back(fault, moved) for fault in further(config)]
    located = locate(faults, parsed.places, str(path))
    broken = any(not fault.lint for fault in located)
    return (None if broken else config), located, owners


def _own_templates(config: Config) -> Iterator[Fault]:
    """A lint where the folder of own templates is none: the built-in ones would be used, and nobody would know."""
    folder = config.templates
    if folder is not None and not folder.is_dir():
        hint = "the built-in ones are used; `tracker templates copy FOLDER` makes a folder to begin with"
        yield Fault(("templates",), f"there is no folder {folder}", hint, lint=True)


def without_nulls(data: Any, path: FaultPath = ()) -> Any:
    """The data without keys that have no value: `watches:` with nothing under it is as if it were not there.

    What stands inside `when` is kept as it is: its words are not this room's.
    """
    if isinstance(data, dict):
        if path[-1:] == ("when",):
            return data
        return {key: without_nulls(value, (*path, key)) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [without_nulls(value, (*path, position)) for position, value in enumerate(data)]
    return data


# ---------------------------------------------------------------- validation that goes on

Moved = dict[str, list[int]]
"""For each list of the configuration, where its remaining entries stood."""


def _validate(data: dict[str, Any], context: dict[str, Any]) -> tuple[Config, list[Fault], Moved]:
    """A Config of all that is right, and the faults of the rest."""
    moved: Moved = {name: list(range(len(data[name]))) for name in REQUIRED if isinstance(data.get(name), list)}
    try:
        return Config.model_validate(data, context=context), [], moved
    except ValidationError as error:
        errors = error.errors(include_url=False)
    faults = list(translate(errors))
    rest = _pruned(data, [tuple(each["loc"]) for each in errors], moved)
    return Config.model_validate(rest, context=context), faults, moved


def _pruned(data: dict[str, Any], paths: list[FaultPath], moved: Moved) -> dict[str, Any]:
    """The data without the places that failed; an entry of a list goes whole where it cannot do without the key."""
    rest: dict[str, Any] = {"sources": [], **data}
    dropped: set[tuple[str, int]] = set()
    for path in paths:
        top = path[0] if path else ""
        if top not in moved or len(path) < 2:
            rest.pop(str(top), None)
        elif len(path) == 2 or path[2] in REQUIRED[str(top)] or not isinstance(path[2], str):
            dropped.add((str(top), int(path[1])))
        else:
            rest[str(top)] = _without_key(rest[str(top)], int(path[1]), path[2])
    rest.setdefault("sources", [])
    for name, places in moved.items():
        moved[name] = [place for place in places if (name, place) not in dropped]
        if name in rest:
            rest[name] = [rest[name][place] for place in moved[name]]
    return rest


def _without_key(entries: list[Any], position: int, key: str) -> list[Any]:
    entry = {name: value for name, value in entries[position].items() if name != key}
    entry |= {name: value for name, value in STAND_INS.items() if name == key}
    return [*entries[:position], entry, *entries[position + 1 :]]


def _moved_back(fault: Fault, moved: Moved) -> Fault:
    """The fault with its path in the file, not in the Config that some entries were left out of."""
    top, *rest = fault.path or ("",)
    if isinstance(top, str) and top in moved and rest and isinstance(rest[0], int) and rest[0] < len(moved[top]):
        return replace(fault, path=(top, moved[top][rest[0]], *rest[1:]))
    return fault
