"""Which entries of a feed have been seen, and what each is called: the identity of entries over time. Pure.

An entry is called by its id, else its link, else its content. A change of http to https or of the host alone is no
change of the id; an id that several entries share at once falls back to the link, then to the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tracker.sources.cut import fingerprint
from tracker.sources.parsed import Entry, Parsed

KEPT_WHEN_GONE = 200
"""Entries that have left the feed and are still remembered, the latest first: some feeds bring them back."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that was seen: the hash of its bytes, of what it told, and its name."""

    raw: str
    told: str
    name: str


def remembered(cursor: Mapping[str, Any]) -> tuple[Known, ...]:
    """What the cursor remembers; a cursor that another version wrote is no memory."""
    rows = [row.split(" ", 2) if isinstance(row, str) else row for row in cursor.get("seen", ())]
    return tuple(Known(*row) for row in rows if isinstance(row, list | tuple) and len(row) == 3)


def stored(known: Iterable[Known]) -> list[str]:
    """The memory as JSON: a string for each entry, of which a third of the time goes that lists in a list take to be
    read at every look. The hashes hold no spaces."""
    return [f"{entry.raw} {entry.told} {entry.name}" for entry in known]


def sort_out(parsed: Parsed, known: tuple[Known, ...]) -> tuple[tuple[tuple[str, Entry], ...], tuple[Known, ...]]:
    """The entries that tell something new, each with its name, and the memory after this look."""
    present = frozenset(parsed.present)
    taken = {key(entry.name) for entry in known if entry.raw in present}
    names = {key(entry.name): entry.name for entry in known}
    told = {(key(entry.name), entry.told) for entry in known}
    shared = _shared(parsed.entries)
    fresh: list[tuple[str, Entry]] = []
    learned: list[Known] = []
    for entry in parsed.entries:
        name = _name(entry, taken, shared)
        taken.add(key(name))
        name = names.get(key(name), name)
        learned.append(Known(entry.raw, entry.told, name))
        if (key(name), entry.told) not in told:
            fresh.append((name, entry))
            told.add((key(name), entry.told))
    return tuple(fresh), _bounded((*learned, *known), present)


def key(name: str) -> str:
    """What of a name makes it the same: for an address its path and query, for anything else all of it."""
    try:
        parts = urlsplit(name)
    except ValueError:
        return name
    if parts.scheme not in ("http", "https") or (parts.path in ("", "/") and not parts.query):
        return name
    return f"{parts.path}?{parts.query}#{parts.fragment}"


def _shared(entries: tuple[Entry, ...]) -> frozenset[str]:
    """The ids that more than one new entry has: they identify nothing."""
    ids = [key(entry.id) for entry in entries if entry.id]
    return frozenset(one for one in ids if ids.count(one) > 1) if len(set(ids)) < len(ids) else frozenset()


def _name(entry: Entry, taken: set[str], shared: frozenset[str]) -> str:
    for candidate in (entry.id, entry.link or ""):
        if candidate and key(candidate) not in taken and key(candidate) not in shared:
            return candidate
    return f"entry {fingerprint(entry.content + (entry.title or '').encode())}"


def _bounded(known: tuple[Known, ...], present: frozenset[str]) -> tuple[Known, ...]:
    here = {entry.raw: entry for entry in reversed(known) if entry.raw in present}
    gone = {entry.raw: entry for entry in known if entry.raw not in present}
    return (*here.values(), *list(gone.values())[:KEPT_WHEN_GONE])
