"""What a letter says at its top of what follows: a list, teasers that are told again, a row of headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from tracker.reading import forms, phrases
from tracker.reading.lines import Line, is_rule

_REACH = 8
"""Within how many lines a list or a row begins."""
_DEEP, _SAME, _MOST = 20, 10, 0.7
"""Teasers begin within so many lines; their headlines have so many letters; that part of their lines comes again."""
_ROW = 40
"""How many words a row of the letter's contents has at most."""

_PARTS = re.compile(r"\s?[;|·•]\s|,\s(?:and\s)?|\s(?:and|und|et|y|e)\s")


def contents_of(lines: Sequence[Line], keys: Sequence[str]) -> range:
    """What says at the top what follows: a list below a heading that says so, or headlines and teasers told again."""
    for i, line in enumerate(lines[:_REACH]):
        if phrases.contents().match(line.text):
            end = next((k for k in range(i + 1, len(lines)) if not _entry(lines[k], lines[i + 1])), len(lines))
            if end - i > 2 and any(map(forms.is_prose, lines[end:])):
                return range(i, end)
    return _teasers(lines, keys)


def _teasers(lines: Sequence[Line], keys: Sequence[str]) -> range:
    """The headlines, with a sentence each, that stand a second time below, with more: from the first to its repeat."""
    places: dict[str, int] = {}
    for i, key in enumerate(keys):
        places[key] = i
    first = next((i for i, key in enumerate(keys[:_DEEP]) if len(key) >= _SAME and places[key] > i), None)
    if first is None:
        return range(0)
    end = places[keys[first]]
    block = [i for i in range(first, end) if not is_rule(lines[i])]
    again = [i for i in block if places[keys[i]] >= end]
    told, more = (sum(lines[i].words for i in part) for part in (range(first, end), range(end, len(lines))))
    titles = sum(not forms.is_prose(lines[i]) and forms.title_like(lines[i]) for i in again)
    return range(first, end) if titles >= 2 and len(again) >= _MOST * len(block) and told < more else range(0)


def _entry(line: Line, first: Line) -> bool:
    marked = (line.bullet or line.glyph or line.number is not None) and not line.level
    alike = (line.bullet, line.glyph, line.number is None) == (first.bullet, first.glyph, first.number is None)
    return bool(marked) and alike and not line.sentence and not forms.is_prose(line)


def rows_of(lines: Sequence[Line]) -> frozenset[int]:
    """The lines at the top that name headlines of stories below in a row: "Rates held; New dam for Laos; and more"."""
    heads = {
        line.text.casefold()
        for line in lines
        if _SAME <= line.length <= 120 and not line.sentence and " " in line.text and forms.title_like(line)
    }
    if len(heads) < 2:
        return frozenset()
    return frozenset(i for i, line in enumerate(lines[:_REACH]) if line.length <= 400 and _names_heads(line, heads))


def _names_heads(line: Line, heads: Set[str]) -> bool:
    """Whether a line names two of the headlines in a row, or one behind a colon."""
    text = line.text.casefold()
    _, colon, behind = text.partition(": ")
    row = {part.strip() for part in (*_PARTS.split(text), *_PARTS.split(behind))} - {text}
    return len(row & heads) >= 2 or bool(colon and behind.strip() in heads)


def promised_by(lines: Sequence[Line], contents: range) -> int:
    """How many stories the letter says above them that it holds: the entries of a list, or of a row; 0 where none."""
    if contents and phrases.contents().match(lines[contents[0]].text):
        return len(contents) - 1
    for line in lines[:_REACH]:
        head, colon, row = line.text.rstrip(".!…").partition(":")
        if colon and line.words <= _ROW and phrases.contents().match(head):
            return len(_PARTS.split(row))
    return 0
