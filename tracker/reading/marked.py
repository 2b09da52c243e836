"""Marks that head stories: the signs of a list before headlines, and what has the same mark as all heads have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tracker.reading import forms
from tracker.reading.lines import Line

_LEAST = 2
"""How many headlines behind a sign of a list show that it marks headlines."""
_COLONS, _HEADLINE, _POINT = 3, 5, 8
"""How many headlines with a colon there are; how many words each has, and the first point below it."""
_ALIKE = 0.8
"""Which part of the lines behind that sign are headlines then, at least."""


def with_marked_heads(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, with the signs of lists that stand before headlines as what they are there: marks, not bullets.

    "* Rates held", and the text of it on the next line without a sign: that is no list.
    """
    every = Counter(line.bullet for line in lines if line.bullet)
    if not every:
        return lines
    heads = frozenset(i for i, line in enumerate(lines) if line.bullet and _stands_above_its_text(lines, i))
    found = Counter(lines[i].bullet for i in heads)
    marks = {sign for sign, count in found.items() if count >= _LEAST and count >= _ALIKE * every[sign]}
    if not marks:
        return lines
    return tuple(
        replace(line, bullet="", glyph=line.bullet) if i in heads and line.bullet in marks else line
        for i, line in enumerate(lines)
    )


def with_colon_heads(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, without the colons of headlines that stand above points: "Cabinet approves plan for ports:"."""
    heads = frozenset(i for i in range(len(lines) - 1) if _announces_points(lines[i], lines[i + 1]))
    if len(heads) < _COLONS:
        return lines
    return tuple(
        replace(line, text=line.text[:-1], sentence=False) if i in heads else line for i, line in enumerate(lines)
    )


def _announces_points(line: Line, below: Line) -> bool:
    headline = line.text.endswith(":") and line.words >= _HEADLINE and line.blank_before and not line.bullet
    return headline and bool(below.bullet) and below.words >= _POINT


def _stands_above_its_text(lines: Sequence[Line], index: int) -> bool:
    line = replace(lines[index], bullet="")
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.bullet or below.glyph or below.level or below.number is not None:
        return False
    return forms.title_like(line) and not forms.is_prose(line) and forms.is_prose(below)
