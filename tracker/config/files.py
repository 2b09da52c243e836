"""A file of the operator's as text, or what keeps it from being read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tracker.config.parsing import LARGEST
from tracker.errors import Fault


def read_text(path: Path, instead: str = "give one with --config FILE") -> str | Fault:
    """The text of the file, or the fault that keeps it from being read; `instead`: what to do if it is not there."""

    def refuse(message: str) -> Fault:
        return Fault((), message, file=str(path), line=1, column=1)

    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        return refuse(f"there is no such file; {instead}")
    except OSError as error:
        return refuse(f"the file cannot be read: {error.strerror}")
    if len(content) > LARGEST:
        return refuse(f"the file is larger than {LARGEST // 1024} KB, which no configuration should be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        return Fault((), "the file is not text in UTF-8", file=str(path), line=line, column=column)


def no_mapping(data: object, keys: Sequence[str] = ("sources", "receivers")) -> Fault:
    """That a file is empty, or not a mapping with at least some of the keys."""
    if data is None:
        return Fault((), f"the file is empty; it needs at least `{keys[0]}`")
    named = " and ".join(f"`{key}:`" for key in keys)
    return Fault((), f"the file must be a mapping: keys such as {named} with values")
