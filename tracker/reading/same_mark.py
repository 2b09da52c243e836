"""Stories that begin with the mark which all heads have, and were taken for something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.reading import forms, phrases
from tracker.reading.page import Page
from tracker.reading.proposals import Head

_LEAST = 2
"""How many heads show the mark."""
_MARK = re.compile(r"[^\w\s\"'“”‘’«»„()\[\]*_#$€£¥₹₩-]{1,3}(?=\s)")


def with_same_mark(page: Page, heads: Sequence[Head]) -> tuple[Head, ...]:
    """The heads, and behind the first one the lines with the mark that all of them have: "| ELSEWHERE | Fees rise."

    Such a line may have no text of its own, or a table below it; most of what has the mark heads a story already.
    """
    marks = {_mark(page, head.line) for head in heads}
    if len(heads) < _LEAST or len(marks) != 1 or not all(head.own_line for head in heads):
        return tuple(heads)
    known, (mark,) = {head.line for head in heads}, marks
    if not mark:
        return tuple(heads)
    others = [i for i in range(heads[0].line + 1, len(page.lines)) if i not in known and _mark(page, i) == mark]
    found = [i for i in others if _says_something(page, i)]
    if not found or len(others) > len(heads):
        return tuple(heads)
    return tuple(
        sorted((*heads, *(Head(i, None, own_line=not page.prose[i]) for i in found)), key=lambda one: one.line)
    )


def _mark(page: Page, index: int) -> str:
    line = page.lines[index]
    match = _MARK.match(line.text)
    return line.glyph or (match.group() if match else "")


def _says_something(page: Page, index: int) -> bool:
    line = page.lines[index]
    if page.boiler[index] or line.words < 2 or phrases.tail_head().match(line.text) or forms.is_greeting(line):
        return False
    return line.blank_before and index < len(page.lines) - 1 if not page.prose[index] else True
