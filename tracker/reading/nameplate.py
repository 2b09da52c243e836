"""What a letter calls itself, in the lines above its stories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.reading import forms
from tracker.reading.dates import is_month
from tracker.reading.lines import Line

_TOP = 3
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_SMALL_WORD = re.compile(r"(?<!\S)[a-zà-ÿ]{4,}")
_PARTS = re.compile(r"\.\s|\s?[|·•»›]\s?|\s[—–/-]{1,2}\s|,\s|\s{2,}|\d")
_ROW = re.compile(r"\s[/>›»]\s|[:：]")
"""What parts the links of a path ("Economy / Technology") or a label from its word."""


def names_of(lines: Sequence[Line], masthead: Sequence[bool]) -> tuple[str, ...]:
    """The names as written: the beginnings, cased as names, of masthead lines among the first three."""
    found = []
    for index, line in enumerate(lines[:_TOP]):
        name = _PARTS.split(line.text, maxsplit=1)[0].strip(" #@*:.☕")
        cased = name.isupper() or not _SMALL_WORD.search(name)
        if not (masthead[index] or (index == 0 and line.words <= 4)) or name.casefold() in _WEEKDAYS:
            continue
        if 1 <= len(name.split()) <= 5 and len(name) >= 4 and cased:
            found.append(name)
    return tuple(found)


def publisher_of(lines: Sequence[Line]) -> str | None:
    """Who speaks in a letter that tells it by its first line alone; None where that is not sure.

    Two words at least, and the day of the issue in that line or in one of the two below: a headline, a department or a
    place in the first line is no publisher.
    """
    top = lines[:_TOP]
    named = names_of(
        top, [index == 0 and (forms.is_masthead(line) or forms.is_issue_line(line)) for index, line in enumerate(top)]
    )
    if not named or named[0] not in top[0].text or _ROW.search(named[0]):
        return None
    words = named[0].split()
    dated = any(forms.is_dated(line) or forms.is_issue_line(line) for line in top)
    return named[0] if dated and len(words) >= 2 and not any(map(is_month, words)) else None
