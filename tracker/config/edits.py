"""Whether the files of a configuration were edited, by their size, time and identity; asked every few seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracker.config.files import read_text
from tracker.config.including import files_of
from tracker.config.parsing import parse

Footprint = dict[Path, tuple[int, int, int] | None]
"""For each file its time of change, size and inode; None for one that is not there."""


class Edits:
    """The files of one configuration: its own, the included ones and the vocabularies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own: tuple[int, int, int] | None = None
        self._data: dict[str, Any] = {}
        self._known = self._seen = self._footprint()

    def settled(self) -> bool:
        """Whether something differs from what was taken, and has not changed since the last call.

        Editors write in steps; a file that is away for a moment is being replaced. Each state is told once.
        """
        seen, self._seen = self._seen, self._footprint()
        if self._seen[self._path] is None or self._seen != seen or self._seen == self._known:
            return False
        self._known = self._seen
        return True

    def taken(self) -> None:
        """The files as they are now are what is in force, or were refused."""
        self._known = self._seen = self._footprint()

    def _footprint(self) -> Footprint:
        own = _stat(self._path)
        if own != self._own:  # what it includes is asked only when it changed
            self._own = own
            text = read_text(self._path)
            data = parse(text).data if isinstance(text, str) else None
            self._data = data if isinstance(data, dict) else self._data
        return {path: _stat(path) for path in (self._path, *files_of(self._data, self._path))}


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
