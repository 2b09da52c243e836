"""Shapes of running words, as vocabulary writes them, made into patterns.

    "MARK but/and? TIMES? IT STANDS FILL"       →       ; but a year ago it was only …

A shape is a row of items: a class of phrases in capitals, or alternatives divided by "/", with "_" for a blank within
one; "?" behind an item: it may be missing; "*": it may come any number of times. "3w" are up to three words, "1w" one,
"1v" one in letters only, "40c" up to forty characters without a mark or a digit. "^" is the beginning; the end is the
number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_GAP = re.compile(r"(\d+)([wvc])")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FIXED = {"^": "^", ",": ",", "MARK": r"[;,:.–—-]", "CUT": "[;,]", "MONTHS": f"(?-i:{_MONTHS})"}
_OFTEN = "FILL"
"""The class that is passed over wherever it stands."""


class _Shapes(dict[str, re.Pattern[str]]):
    """The patterns by name, each made when it is first asked for: most texts need none."""

    def __init__(self, classes: Mapping[str, str], shapes: Mapping[str, str]) -> None:
        super().__init__()
        self._classes, self._shapes = classes, shapes

    def __missing__(self, name: str) -> re.Pattern[str]:
        made = {name.upper(): _either(text.split(" | ")) for name, text in self._classes.items()}
        either = "|".join(f"{_shape(made, one)}\\s*$" for one in self._shapes[name].split(" | "))
        self[name] = pattern = re.compile(either, re.IGNORECASE)
        return pattern


def shaped(classes: Mapping[str, str], shapes: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    """A pattern for each name, that one of its shapes runs up to the end; shapes and phrases are divided by " | "."""
    return _Shapes(classes, shapes)


def _either(phrases: list[str]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", " ") for phrase in sorted(phrases, key=len, reverse=True))


def _shape(classes: Mapping[str, str], text: str) -> str:
    return "".join(_item(classes, item) for item in text.split())


def _item(classes: Mapping[str, str], item: str) -> str:
    """An item with the blank before it, where it is of words."""
    name, often = item.rstrip("?*"), item[-1:] if item[-1:] in "?*" else ""
    gap = _GAP.fullmatch(name)
    if name == _OFTEN:
        return f"(?: (?:{classes[name]}))*"
    if gap is not None:
        found = _gap(int(gap[1]), gap[2])
    elif name in ("^", ",", "MARK", "CUT"):
        found = _FIXED[name]
    else:
        either = "|".join(classes.get(part) or _FIXED.get(part) or part.replace("_", " ") for part in name.split("/"))
        found = rf" (?:{either})\b"
    return f"(?:{found}){often}" if often else found


def _gap(most: int, sort: str) -> str:
    if sort == "c":
        return rf"[^,;:()\d]{{0,{most}}}"
    if sort == "v":
        return rf"(?: [a-z]+){{{most}}}"
    return r" \w+" if most == 1 else rf"(?: (?!and\b)[^,;:\d\s]+){{0,{most}}}?"
