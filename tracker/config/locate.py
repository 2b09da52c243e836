"""Faults with paths become faults with places, and a fault is shown with its line and a caret."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tracker.config.parsing import Path, Place
from tracker.errors import Fault

WIDEST = 160


def locate(faults: Iterable[Fault], places: Mapping[Path, Place], file: str) -> tuple[Fault, ...]:
    """The faults with file, line and column, in the order of the file, each once; those of included files come last."""
    found = {_located(fault, places, file): None for fault in faults}
    return tuple(sorted(found, key=lambda each: (each.file != file, each.file, each.line, each.column, each.lint)))


def _located(fault: Fault, places: Mapping[Path, Place], file: str) -> Fault:
    if fault.line:
        return replace(fault, file=fault.file or file)
    place = place_of(fault.path, places)
    return replace(fault, file=place.file or file, line=place.line, column=place.column)


def place_of(path: Path, places: Mapping[Path, Place]) -> Place:
    """The place of the nearest thing on the way to the path that stands in the text.

    A path may end with "" for a key itself, and with an offset for a character in a text.
    """
    for length in range(len(path), -1, -1):
        place = places.get(path[:length])
        if place is None:
            continue
        rest = path[length:]
        if rest and isinstance(rest[0], int) and place.quoted is not None:
            return replace(place, column=place.column + rest[0] + int(place.quoted))
        return place
    return Place(1, 1)


def render_fault(fault: Fault, text: str) -> str:
    """The fault, the line of the text that it is in, and a caret under its column; secrets are starred out."""
    lines = text.splitlines()
    if not 0 < fault.line <= len(lines):
        return str(fault)
    written = lines[fault.line - 1].replace("\t", " ")
    line, before = conceal(written), conceal(written[: fault.column - 1])
    start = max(0, len(before) - WIDEST // 2) if len(line) > WIDEST else 0
    shown = line[start : start + WIDEST].rstrip()
    caret = " " * _width(before[start:]) + "^"
    return f"{fault}\n    {shown}\n    {caret}"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese and the like take two each, accents none."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def conceal(line: str) -> str:
    """The line with stars in the place of a secret written out in it; `${NAME}` is no secret. The length may change."""
    keys = r"(?:password|(?:app_)?token|secret|apprise)"
    line = re.sub(rf"(\b{keys}[\"']?\s*:\s*[\"']?)(?!\$\{{)[^\s\"',}}]+", r"\1***", line)
    return re.sub(r"(://[^\s:/@]*:)(?!\$\{)[^\s@]+@", r"\1***@", line)
