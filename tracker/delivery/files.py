"""Deliveries as files in a folder, and as text on the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tracker.model import Delivery, Outcome, Refused, Sent


class FileTransport:
    """Writes each file of a delivery into the folder that is its destination; the reference is the first one's path.

    A file appears whole or not at all, and is on the disk before the delivery counts as sent.
    """

    def send(self, delivery: Delivery, *, parent: str | None = None) -> Outcome:
        """Write the files. A full disk or a forbidden folder is a temporary refusal: the operator can mend it."""
        folder, files = Path(delivery.destination), delivery.payload.get("files")
        if not isinstance(files, Mapping) or not all(isinstance(content, str | bytes) for content in files.values()):
            return Refused("there is no file to write", permanent=True)
        if not files or not all(_plain(name) for name in files):
            return Refused("there is no file to write, or its name leads out of the folder", permanent=True)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                _write(folder, name, content.encode(errors="replace") if isinstance(content, str) else content)
            _sync(folder)
        except OSError as error:
            return Refused(f"{folder} cannot be written ({error.strerror}); check its permissions and space", False)
        return Sent(str(folder / next(iter(files))))

    def reconcile(self, delivery: Delivery, since: datetime, parent: str | None = None) -> Outcome:
        """Writing the same files again changes nothing, so that a look is never needed."""
        return Refused("it is written again, which changes nothing", permanent=False)


class TerminalTransport:
    """Hands the text of each delivery to `write`, such as `sys.stdout.write`, and ends it with a line break."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def send(self, delivery: Delivery, *, parent: str | None = None) -> Outcome:
        """Write the text; a terminal that has gone is a temporary refusal."""
        text = delivery.payload.get("text")
        if not isinstance(text, str) or not text:
            return Refused("there is no text to show", permanent=True)
        try:
            self._write(text if text.endswith("\n") else f"{text}\n")
        except (OSError, ValueError) as error:
            return Refused(f"the terminal cannot be written to ({type(error).__name__})", permanent=False)
        return Sent(delivery.id)


def _plain(name: str) -> bool:
    """Whether this is the name of a file in the folder itself."""
    return name.isprintable() and name not in ("", ".", "..") and "/" not in name and "\\" not in name


def _write(folder: Path, name: str, content: bytes) -> None:
    """Write beside the file's place and move it there, so that nobody ever reads half of it."""
    temporary = folder / f".{name}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / name)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _sync(folder: Path) -> None:
    """Put the folder's own list of names on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
