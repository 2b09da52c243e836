"""Where the words of stories begin: behind the marks and numbers that stand in front of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.reading.openings import counted

_LEAST, _SHARE = 2, 0.8
"""How many stories show a row of numbers, and which part of all of them is numbered then."""
_LEAD = 40
"""How many characters of a story are looked at."""

_KINDS = "9IA"
"""Digits, Roman numbers, letters."""
_MARKS = re.compile(
    r"(?:(?:[-=~]{1,3}>|[^\w\s\"“”'‘’«»„()\[\]{}<$€£¥₹₩@#&+.…¿¡%-]{1,4}|-{1,3}|\d{1,2}\*{1,3}[.)]?)\s+)+(?=\S)"
)
_BEHIND = re.compile(r"(?:\s|\*\*|__|[|•·»>])+$")


def marks_before(texts: Sequence[str]) -> tuple[int, ...]:
    """How many characters stand in front of the first word of each story: a mark, or a number of a row."""
    marks = [match.end() if (match := _MARKS.match(text[:_LEAD])) else 0 for text in texts]
    openings = [text[skip : skip + _LEAD] for text, skip in zip(texts, marks, strict=True)]
    for kind in _KINDS:
        numbers = [_number(opening, kind) for opening in openings]
        if _is_row([number for number, _ in numbers]):
            return tuple(skip + more for skip, (_, more) in zip(marks, numbers, strict=True))
    return tuple(marks)


def without_marks(title: str, text: str) -> str:
    """The title without the marks in front of it and behind it; as it is where it isn't what the text begins with."""
    match = _MARKS.match(title)
    title = title[match.end() :] if match else title
    title = _BEHIND.sub("", title)
    first = text[:12].partition("\n")[0].strip()
    at = title.find(first) if first else -1
    return title[at:] if 0 < at <= _LEAD else title


def _number(opening: str, kind: str) -> tuple[int, int]:
    """The number in front of an opening and where it ends: "III. ", "B) ", "2/ "; 0 and 0 where there is none."""
    for shape, number, end in counted(opening, 0):
        before, _, behind = shape.partition(kind)
        if not before.strip("#№ ") and behind:
            return number, end
    return 0, 0


def _is_row(numbers: Sequence[int]) -> bool:
    found = [number for number in numbers if number]
    if len(found) < max(_LEAST, _SHARE * len(numbers)):
        return False
    return all(one < other <= one + 2 for one, other in pairwise(found))
