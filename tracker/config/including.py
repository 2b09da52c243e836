"""Rules in files of their own: each adds its entries to the lists of the configuration, and its faults name it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tracker.config.files import no_mapping, read_text
from tracker.config.locate import place_of
from tracker.config.parsing import KEY, Parsed, parse
from tracker.config.settings import Rules
from tracker.config.wording import nearest
from tracker.errors import Fault

LISTS = tuple(Rules.model_fields)
OWNED = ("watches", "silences", "receivers")
"""The lists whose entries belong to somebody."""
WILD = frozenset("*?[")
MOST = 1000
"""files; whoever includes more has named a wrong folder"""


def include(parsed: Parsed, path: Path) -> tuple[Fault, ...]:
    """Add what the files under `include` hold to the lists of the configuration at `path`; what is wrong with them.

    Values and places are added to `parsed`, so that whoever checks the whole need not know of other files. A file is
    read once, whatever names it; the files of a pattern come in alphabetical order.
    """
    asked = parsed.data.get("include")
    several = isinstance(asked, list)
    faults: list[Fault] = []
    seen = {path.absolute().resolve()}
    for position, pattern in enumerate(asked if isinstance(asked, list) else [asked]):
        if not isinstance(pattern, str) or not pattern:
            continue
        place = ("include", position) if several else ("include",)
        for file in _files(path.absolute().parent, pattern, place, faults):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                faults += _add(parsed, file, _shown(file, path))
    return tuple(faults)


def include_teams(parsed: Parsed, path: Path, without: frozenset[str]) -> tuple[list[Fault], dict[str, str]]:
    """Add what the teams' files hold, theirs by `owner`, but for some teams; what is wrong, and whose each file is."""
    faults: list[Fault] = []
    owners: dict[str, str] = {}
    for position, team in teams_of(parsed.data):
        asked = team.get("include")
        for pattern in () if team["name"] in without else asked if isinstance(asked, list) else [asked]:
            if not isinstance(pattern, str) or not pattern:
                continue
            for file in _files(path.absolute().parent, pattern, ("teams", position, "include"), faults):
                name = _shown(file, path)
                if owners.setdefault(name, team["name"]) == team["name"]:
                    faults += _add(parsed, file, name, team["name"])
    return faults, owners


def teams_of(data: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """The teams that have a name, with their places in the list."""
    listed = data.get("teams")
    teams = enumerate(listed if isinstance(listed, list) else ())
    return [(n, team) for n, team in teams if isinstance(team, dict) and isinstance(team.get("name"), str)]


def files_of(data: dict[str, Any], path: Path) -> tuple[Path, ...]:
    """The files that the configuration at `path` reads beside itself: included ones, teams' ones and vocabularies."""
    folder = path.absolute().parent
    found: list[Path] = []
    askers = [(key, data.get(key)) for key in ("include", "vocabulary")]
    askers += [("include", team.get("include")) for _, team in teams_of(data)]
    for key, asked in askers:
        for pattern in asked if isinstance(asked, list) else [asked]:
            if isinstance(pattern, str) and pattern:
                found += _files(folder, pattern, (), []) if key == "include" else [folder / Path(pattern).expanduser()]
    return tuple(dict.fromkeys(found))


def _files(folder: Path, pattern: str, place: tuple[str | int, ...], faults: list[Fault]) -> list[Path]:
    """The files of a pattern; a plain name must be there."""
    if not WILD & set(pattern):
        if (folder / pattern).is_file():
            return [folder / pattern]
        faults.append(Fault(place, f"there is no file `{pattern}` beside the configuration"))
        return []
    try:
        found = sorted(each for each in _glob(folder, pattern) if each.is_file())
    except (ValueError, NotImplementedError, OSError):
        faults.append(Fault(place, f"`{pattern}` is no pattern of files, such as rules/*.yaml"))
        return []
    if not found:
        faults.append(Fault(place, f"no file beside the configuration is called like `{pattern}`", lint=True))
    if len(found) > MOST:
        faults.append(Fault(place, f"`{pattern}` means {len(found)} files, more than the {MOST} that are read"))
    return found[:MOST]


def _glob(folder: Path, pattern: str) -> Iterator[Path]:
    """Paths that fit; an absolute pattern begins at the root."""
    if Path(pattern).is_absolute():
        anchor = Path(pattern).anchor
        return Path(anchor).glob(str(Path(pattern).relative_to(anchor)))
    return folder.glob(pattern)


def _shown(file: Path, path: Path) -> str:
    """How faults call an included file: from where the configuration is called, as the user did."""
    folder = path.absolute().parent
    return str(path.parent / file.relative_to(folder)) if file.is_relative_to(folder) else str(file)


def _add(parsed: Parsed, file: Path, name: str, owner: str | None = None) -> list[Fault]:
    """Add the lists of one file, as `owner`'s where there is one; what is wrong with it as a file."""
    text = read_text(file)
    if isinstance(text, Fault):
        return [replace(text, file=name)]
    other = parse(text)
    faults = [replace(fault, file=name) for fault in other.faults]
    if not isinstance(other.data, dict) or not other.complete:
        empty = other.data is None
        return faults if faults or empty else [_at(no_mapping(other.data, ("watches", "metrics")), other, name)]
    for key, entries in other.data.items():
        if key not in LISTS:
            hint = nearest(key, LISTS) or f"known are {', '.join(sorted(LISTS))}"
            faults.append(_at(Fault((key, KEY), f"an included file has no key `{key}`", hint), other, name))
        elif isinstance(entries, list):
            for entry in entries if owner and key in OWNED else ():
                if isinstance(entry, dict):
                    entry["owner"] = owner
            _append(parsed, other, key, entries, name)
        elif entries is not None:
            faults.append(_at(Fault((key,), f"`{key}`: expected a list"), other, name))
    return faults


def _at(fault: Fault, other: Parsed, name: str) -> Fault:
    """A fault with its place in the included file."""
    place = place_of(fault.path, other.places)
    return replace(fault, file=name, line=place.line, column=place.column)


def _append(parsed: Parsed, other: Parsed, key: str, entries: list[Any], name: str) -> None:
    """Put entries behind those that are there, and their places with them."""
    there = parsed.data.get(key)
    if there is None:
        there = parsed.data[key] = []
    if not isinstance(there, list):
        return  # its own fault is told; what would be added to it cannot be checked
    offset = len(there)
    there += entries
    for path, place in other.places.items():
        if path[:1] == (key,) and len(path) > 1 and isinstance(path[1], int):
            parsed.places[(key, path[1] + offset, *path[2:])] = replace(place, file=name)
