"""Archives as documents, one after the other: folders, mailboxes, JSON Lines, web archives. Any size, little memory.

Nothing is held but the document that is being given. What cannot be taken is said and stops nothing.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from tracker.errors import UsageError
from tracker.model import Document
from tracker.sources.folder import FEED, LARGEST, MAIL, MEDIA_TYPES, content_of
from tracker.sources.letters import name_of
from tracker.sources.lined import mails_in, records_in

WEB = (".warc", ".warc.gz")
MAILS = (".mbox", ".mbox.gz")
RECORDS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
TOO_LARGE = f"is larger than {LARGEST // 1_000_000} MB and is not read; split it"


@dataclass(frozen=True, slots=True)
class Taken:
    """A document of an archive, or why there is none."""

    document: Document | None
    dated: datetime
    """when it was written at the latest: what an undated document counts as published"""
    done: int
    """bytes of the archive that have been read by now"""
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """One file of an archive: its place and what it is called from the archive on."""

    place: Path
    name: str
    size: int
    changed: datetime


Given = tuple[Document | None, datetime, str | None]
"""A document, when it was written at the latest, and what went wrong."""
Opener = Callable[[File, str, datetime, IO[bytes]], Iterator[Given]]


def files_of(path: Path) -> tuple[File, ...]:
    """The files of an archive that may hold documents, in the order of their names; UsageError where it is not there.

    Hidden and temporary files, links and files of other kinds are passed over.
    """
    if not path.exists():
        raise UsageError(f"There is no archive {path}.")
    if not path.is_dir():
        return (_file(path, path.name),)
    names = [Path(folder, name) for folder, _, files in os.walk(path) for name in files if _wanted(Path(folder), name)]
    return tuple(_file(place, place.relative_to(path).as_posix()) for place in sorted(names))


def _file(place: Path, name: str) -> File:
    status = place.stat()
    printable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return File(place, printable, status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))


def _wanted(folder: Path, name: str) -> bool:
    if name.startswith((".", "~")) or (folder / name).is_symlink():
        return False
    known = Path(name).suffix.lower() in MEDIA_TYPES or name.lower().endswith((*WEB, *MAILS, *RECORDS))
    return known or _in_maildir(folder)


def _in_maildir(folder: Path) -> bool:
    return folder.name in ("cur", "new") and all((folder.parent / name).is_dir() for name in ("cur", "new", "tmp"))


def documents_in(files: tuple[File, ...], source: str, now: datetime) -> Iterator[Taken]:
    """The documents of the files; `now` is when they count as fetched."""
    done = 0
    for file in files:
        try:
            yield from _of_file(file, source, now, done)
        except (OSError, EOFError, zlib.error) as error:
            why = getattr(error, "strerror", None) or str(error) or "it breaks off"
            yield Taken(None, file.changed, done, f"{file.name} cannot be read to its end ({why})")
        done += file.size


def _of_file(file: File, source: str, now: datetime, before: int) -> Iterator[Taken]:
    opener = _opener(file)
    if opener is None:
        document, warning = _whole(file, source, now)
        for each in document or (None,):
            yield Taken(each, file.changed, before + file.size, warning)
        return
    with file.place.open("rb") as raw:
        packed = opener is not _web and file.name.lower().endswith(".gz")
        unpacked = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw
        for given, dated, warning in opener(file, source, now, unpacked):
            yield Taken(given, dated, before + raw.tell(), warning)


def _opener(file: File) -> Opener | None:
    """How a file of many documents is opened; None for a file that is one document."""
    name = file.name.lower()
    for ends, opener in ((WEB, _web), (MAILS, _mails), (RECORDS, _records)):
        if name.endswith(ends):
            return opener
    if Path(name).suffix in MEDIA_TYPES or _in_maildir(file.place.parent):
        return None
    with file.place.open("rb") as start:  # mail programs keep their folders in files without an ending
        return _mails if start.read(5) == b"From " else None


def _mails(file: File, source: str, now: datetime, opened: IO[bytes]) -> Iterator[Given]:
    for mail in mails_in(opened, LARGEST):
        if mail is None:
            yield None, file.changed, f"a mail in {file.name} {TOO_LARGE}"
        else:
            yield Document(source, name_of(mail), mail, MAIL, now), file.changed, None


def _records(file: File, source: str, now: datetime, opened: IO[bytes]) -> Iterator[Given]:
    for found in records_in(opened, file.name, source, now, LARGEST):
        yield (None, file.changed, found) if isinstance(found, str) else (found, file.changed, None)


def _web(file: File, source: str, now: datetime, opened: IO[bytes]) -> Iterator[Given]:
    from tracker.sources.web_archive import pages_in

    for found, captured in pages_in(opened, source, now, LARGEST):
        dated = captured or file.changed
        yield (None, dated, f"{file.name}: {found}") if isinstance(found, str) else (found, dated, None)


def _whole(file: File, source: str, now: datetime) -> tuple[tuple[Document, ...], str | None]:
    """A file that is one document, or a saved feed with its entries."""
    media_type = MEDIA_TYPES.get(Path(file.name).suffix.lower())
    maildir = _in_maildir(file.place.parent)
    if media_type is None and not maildir:
        kinds = ", ".join(sorted({*MEDIA_TYPES, *WEB, *MAILS, *RECORDS}))
        return (), f"{file.name} is no archive of a kind that is known ({kinds})"
    if file.size > LARGEST:
        return (), f"{file.name} {TOO_LARGE}"
    content = content_of(file.place)
    if media_type == FEED:
        return _saved_feed(file, source, content, now)
    if maildir:
        return (Document(source, name_of(content), content, MAIL, now),), None
    return (Document(source, file.name, content, media_type or MAIL, now),), None


def _saved_feed(file: File, source: str, content: bytes, now: datetime) -> tuple[tuple[Document, ...], str | None]:
    from tracker.sources.entries import document, parse
    from tracker.sources.memory import sort_out

    parsed = parse(content, "", "")
    if not parsed.is_feed:
        return (), f"{file.name} is no RSS, Atom or JSON feed and is not read"
    fresh, _ = sort_out(parsed, ())
    found = tuple(document(source, f"{file.name}#{name}", entry, now, parsed.title) for name, entry in fresh)
    return found, "; ".join(f"{file.name}: {warning}" for warning in parsed.warnings) or None
