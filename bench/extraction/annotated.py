"""A folder of annotated letters (NAME.json beside NAME.txt) as values.

Each JSON file says what a careful reader finds in its text: `doc` (the text's file), `published`, and `items`, each
with `starts` (its first characters), `policies` and `metrics`; each of those has a `quote`, an exact part of the text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Mark = Mapping[str, Any]
Span = tuple[int, int]


def squash(text: str) -> tuple[str, list[int]]:
    """The text with each run of white space as one blank, and for each of its characters the offset it came from."""
    out: list[str] = []
    where: list[int] = []
    blank = True
    for offset, char in enumerate(text):
        if not char.isspace() or not blank:
            out.append(" " if char.isspace() else char)
            where.append(offset)
        blank = char.isspace()
    where.append(len(text))
    return "".join(out), where


@dataclass(slots=True)
class Wanted:
    """One annotated policy or metric with its places in the text and the number of its item."""

    mark: Mark
    item: int
    spans: list[Span]

    @property
    def optional(self) -> bool:
        """Two careful readers could disagree: it costs nothing when found and nothing when missed."""
        return bool(self.mark.get("optional"))


@dataclass(slots=True)
class Letter:
    """An annotated text; `starts` are the offsets of its items."""

    path: Path
    text: str
    starts: list[int] = field(default_factory=list)
    metrics: list[Wanted] = field(default_factory=list)
    policies: list[list[Wanted]] = field(default_factory=list)
    """by item"""
    _flat: str = ""
    _where: list[int] = field(default_factory=list)

    def spans(self, quote: str | None) -> list[Span]:
        """Every place where the quote stands, whatever its white space."""
        if not self._flat:
            self._flat, self._where = squash(self.text)
        needle = squash(quote or "")[0].strip()
        found: list[Span] = []
        at = self._flat.find(needle) if needle else -1
        while at >= 0:
            found.append((self._where[at], self._where[at + len(needle) - 1] + 1))
            at = self._flat.find(needle, at + 1)
        return found

    def item_at(self, offset: int) -> int:
        """The number of the item that holds an offset; what stands before the first belongs to it."""
        return max((n for n, start in enumerate(self.starts) if start <= offset), default=0)

    def place(self, quote: str | None) -> int | None:
        """The item in which a quote first stands; None where the text does not hold it."""
        spans = self.spans(quote)
        return self.item_at(spans[0][0]) if spans else None


def read_letters(folder: Path) -> list[Letter]:
    """The annotated letters of a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.json"))]


def _read(path: Path) -> Letter:
    document = json.loads(path.read_text(encoding="utf-8"))
    file = path.with_name(document["doc"])
    letter = Letter(file, file.read_bytes().decode("utf-8"))
    after = 0
    for item in document["items"]:
        start = letter.text.find(item["starts"], after)
        start = after if start < 0 else start
        letter.starts.append(start)
        after = start + 1
    for number, item in enumerate(document["items"]):
        letter.metrics.extend(_wanted(letter, mark, number) for mark in item.get("metrics", []))
        letter.policies.append([_wanted(letter, mark, number) for mark in item.get("policies", [])])
    return letter


def _wanted(letter: Letter, mark: Mark, item: int) -> Wanted:
    spans = letter.spans(mark["quote"])
    start = letter.starts[item]
    end = letter.starts[item + 1] if item + 1 < len(letter.starts) else len(letter.text)
    return Wanted(mark, item, [span for span in spans if start <= span[0] < end] or spans)
