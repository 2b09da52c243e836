"""A folder of newsletters as a source: complete, stable files of known kinds, each read once.

A file is known by its time of change, its size and its inode's; a document by its content. Nothing outside the
folder is read, whatever links say, and a file that cannot be read stops no other.
"""

from __future__ import annotations

import logging
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tracker.model import Document, Fetched, SourceState
from tracker.sources.letters import name_of, named, parted
from tracker.sources.schedule import failed, known_state, succeeded

LARGEST = 25_000_000
"""bytes of one file"""
FRESH = 1.0
"""seconds since its last change within which a file may still be being written"""
PAUSE = 0.2
"""seconds between the two looks at such a file"""
LARGEST_MBOX = 200_000_000
FEED = "application/xml"
MBOX = "application/mbox"
MAIL = "message/rfc822"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".eml": MAIL,
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".mbox": MBOX,
    ".xml": FEED,
    ".rss": FEED,
    ".atom": FEED,
}

Mark = list[int]
"""[time of change in ns, size in bytes, time of the inode's change in ns]: what tells that a file has changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be read: its name from the folder on, its real place, and its mark."""

    name: str
    place: Path
    mark: Mark
    age: float
    """seconds since its last change"""


@dataclass(slots=True)
class _Look:
    """What one look has gathered so far."""

    documents: list[Document] = field(default_factory=list)
    files: dict[str, Mark] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def largest(name: str) -> int:
    """How many bytes a file of that name may have: one of many mails more than one letter."""
    return LARGEST_MBOX if name.lower().endswith(".mbox") else LARGEST


def content_of(place: Path) -> bytes:
    """The bytes of a regular file. Neither a link nor a pipe that has taken its place is followed. Raises OSError."""
    handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        return file.read(largest(place.name) + 1)


@dataclass(frozen=True, slots=True)
class Folder:
    """All newsletters below a folder. `pause` waits between two looks at a file just written; `read` gives bytes."""

    name: str
    path: Path
    every: timedelta
    pause: Callable[[float], None] = time.sleep
    read: Callable[[Path], bytes] = content_of

    @property
    def address(self) -> str:
        return str(self.path)

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        """The files that are new or changed, as documents in the order of their names."""
        state = known_state(state, self.address)
        problem = _no_folder(self.path)
        if problem:
            error = f"The folder {self.path} {problem}."
            return Fetched((), failed(state, now, self.every, error))
        look = _Look()
        known = {name: list(mark) for name, mark in dict(state.cursor.get("files", {})).items()}
        changed: list[Found] = []
        for found in _files(self.path, now, look.warnings):
            if known.get(found.name) == found.mark:
                look.files[found.name] = found.mark
            else:
                changed.append(found)
        for found in self._stable(changed, look):
            self._take(found, now, look)
        cursor = {"address": self.address, "files": look.files}
        return Fetched(tuple(look.documents), succeeded(state, now, self.every, cursor), tuple(look.warnings))

    def watch(self, nudge: Callable[[], None], stop: threading.Event) -> None:
        """Nudge whenever something changes below the folder, until `stop`. Raises where it cannot be watched."""
        from watchfiles import watch

        logging.getLogger("watchfiles").setLevel(logging.WARNING)
        nudge()  # for what came while nobody was watching
        for changes in watch(self.path, stop_event=stop, yield_on_timeout=True, rust_timeout=2_000, step=200):
            if changes:
                nudge()

    def _stable(self, changed: list[Found], look: _Look) -> Iterator[Found]:
        """The files that nobody is writing: those just changed are looked at twice."""
        if any(0 <= found.age < FRESH for found in changed):
            self.pause(PAUSE)
        for found in changed:
            if 0 <= found.age < FRESH and _mark(found.place) != found.mark:
                look.warnings.append(f"{found.name} is still being written; it is read at the next look")
            else:
                yield found

    def _take(self, found: Found, now: datetime, look: _Look) -> None:
        """Read one file into the look, or say why not. Only what was read, or never will be, is remembered."""
        most = largest(found.name)
        if found.mark[1] > most:
            look.warnings.append(f"{found.name} is larger than {most // 1_000_000} MB and is not read; split it")
            look.files[found.name] = found.mark
            return
        try:
            content = self.read(found.place)
        except OSError as error:
            look.warnings.append(f"{found.name} cannot be read ({error.strerror}); check its permissions")
            return
        if _mark(found.place) != found.mark or len(content) != found.mark[1]:
            look.warnings.append(f"{found.name} changed while it was read; it is read at the next look")
            return
        look.files[found.name] = found.mark
        documents, warnings = _documents(self.name, found.name, content, now)
        look.documents.extend(documents)
        look.warnings.extend(warnings)


def _no_folder(path: Path) -> str | None:
    """Why this is no folder that can be listed, and what to do; None where it can."""
    try:
        with os.scandir(path):
            return None
    except FileNotFoundError:
        return "does not exist; create it, or correct `folder` in the configuration"
    except NotADirectoryError:
        return "is a file; name the folder that it is in"
    except OSError as error:
        return f"cannot be listed ({error.strerror}); check its permissions"


def _files(root: Path, now: datetime, warnings: list[str]) -> Iterator[Found]:
    """The files to consider, sorted by name; whatever is hidden, temporary or of another kind is passed over."""
    inside = root.resolve()
    names: list[Path] = []

    def trouble(error: OSError) -> None:
        warnings.append(f"{error.filename} cannot be listed ({error.strerror}); check its permissions")

    for folder, folders, files in os.walk(root, onerror=trouble):
        folders[:] = [name for name in folders if not name.startswith((".", "~"))]
        maildir = Path(folder).name in ("cur", "new") and _is_maildir(Path(folder).parent)
        names.extend(Path(folder, name) for name in files if _wanted(name) or (maildir and not name.startswith(".")))
    for path in sorted(names, key=lambda path: path.relative_to(root).as_posix()):
        name = path.relative_to(root).as_posix()
        try:
            place = path.resolve(strict=True)
            status = place.stat()
        except (OSError, RuntimeError) as error:  # RuntimeError: links that lead round in a circle
            warnings.append(f"{name} cannot be found ({getattr(error, 'strerror', 'a circle of links')})")
            continue
        if not place.is_relative_to(inside):
            warnings.append(f"{name} leads out of the folder and is not read; copy the file instead of linking it")
        elif stat.S_ISREG(status.st_mode):
            mark = [status.st_mtime_ns, status.st_size, status.st_ctime_ns]
            yield Found(_printable(name), place, mark, now.timestamp() - status.st_mtime)


def _is_maildir(folder: Path) -> bool:
    """Whether mails are kept in the folder, each in a file of its own without an ending."""
    return all((folder / name).is_dir() for name in ("cur", "new", "tmp"))


def _wanted(name: str) -> bool:
    return not name.startswith((".", "~")) and Path(name).suffix.lower() in MEDIA_TYPES


def _printable(name: str) -> str:
    """The name as text that can be stored: bytes that are no UTF-8 are replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _mark(place: Path) -> Mark | None:
    try:
        status = place.stat()
    except OSError:
        return None
    return [status.st_mtime_ns, status.st_size, status.st_ctime_ns]


def _documents(source: str, name: str, content: bytes, now: datetime) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """A file as one document; a feed or a mailbox saved as a file as one for each of its entries or mails."""
    media_type = MEDIA_TYPES.get(Path(name).suffix.lower())
    if media_type == FEED:
        return _saved_feed(source, name, content, now)
    if media_type == MBOX:
        return _saved_mails(source, name, content, now)
    if media_type is None:  # a file of a Maildir
        return (Document(source, name_of(content), content, MAIL, now),), ()
    return (Document(source, name, content, media_type, now),), ()


def _saved_mails(source: str, name: str, content: bytes, now: datetime) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    documents = [Document(source, called, mail, MAIL, now) for called, mail in named(parted(content))]
    small = tuple(document for document in documents if len(document.content) <= LARGEST)
    warnings: tuple[str, ...] = ()
    if not documents and content.strip():
        warnings = (f"{name} is no mbox and is not read; export the mailbox in that format",)
    if len(small) < len(documents):
        left = len(documents) - len(small)
        warnings = (f"{left} mails in {name} are larger than {LARGEST // 1_000_000} MB and are not read",)
    return small, warnings


def _saved_feed(source: str, name: str, content: bytes, now: datetime) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    from tracker.sources.entries import document, parse
    from tracker.sources.memory import sort_out

    parsed = parse(content, "", "")
    if not parsed.is_feed:
        return (), (f"{name} is no RSS, Atom or JSON feed and is not read",)
    fresh, _ = sort_out(parsed, ())
    documents = tuple(document(source, f"{name}#{entry_name}", entry, now, parsed.title) for entry_name, entry in fresh)
    return documents, tuple(f"{name}: {warning}" for warning in parsed.warnings)
