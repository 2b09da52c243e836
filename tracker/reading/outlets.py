"""Whom a letter names as its source of a story."""

from __future__ import annotations

import re

from tracker.reading.markup import plain

_BRACKETS = re.compile(r"\*{0,2}[(\[（]\*{0,2}([^()\[\]（）\n]{2,60})\*{0,2}[)\]）][\s*_.]*$")
_NAMED = re.compile(
    r"^\W{0,4}(?:\(?sources?|\(?via|seen in|picked from|poured from|drawn from|originally (?:published|in)"
    r"|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|źródł[oa]|来源|出典)\s?[:：]\s?(.{2,120})$"
    r"|^\W{0,4}\(?via\s(.{2,60})$",
    re.IGNORECASE | re.MULTILINE,
)
_BEHIND_SENTENCE = re.compile(r"(?:[.!?。][\"'”’»*_]*\s*|^[\s*_—–-]*)$")
_SPLIT = re.compile(r"\s?[;/,，、]\s?|\s(?:and|und|et|y|e)\s")
_NAME = re.compile(r"[^\W\d_][\w.&'’+ -]{1,40}$")
_DATE = re.compile(r"^\d|\b(?:19|20)\d\d\b|^\d{1,2} \w+$")
_DOMAIN = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)+$")
_NO_OUTLET = re.compile(
    r"^(?:ads?$|update|video|audio|opinion|podcast|pdf|free|part|photos?|advert|see|page|photo|image|left|right|above|below|the|a|in|per|about|some)\b|%|\$",
    re.IGNORECASE,
)


def _names(text: str) -> list[str]:
    found = []
    for part in _SPLIT.split(plain(text)):
        name = part.strip(" .*_()（）[]")
        if _DATE.search(name) or _NO_OUTLET.search(name):
            continue
        if _DOMAIN.match(name) or (
            _NAME.match(name) and (name[0].isupper() or not name.isascii()) and len(name.split()) <= 5
        ):
            found.append(name)
    return found


def outlets_of(text: str) -> tuple[str, ...]:
    """The outlets in "Source:" lines and in brackets behind the last sentence of paragraphs, each once, as written."""
    found: list[str] = []
    first, *rest = text.splitlines() or [""]
    if rest:
        found += _names(split_title(first.strip()[-400:])[1])
    for line in (first, *rest):
        stripped = line.strip()
        if match := _NAMED.match(stripped[:300]):
            found += _names(match.group(1) or match.group(2))
        elif match := _BRACKETS.search(stripped[-90:]):
            behind = _BEHIND_SENTENCE.search(stripped[: -len(match.group(0))][-8:])
            found += [name for name in _names(match.group(1)) if behind or _DOMAIN.match(name)]
    return tuple(dict.fromkeys(found))


def split_title(title: str) -> tuple[str, str]:
    """A headline without the outlet in brackets behind it, and the outlet ("" where there is none).

    An abbreviation in capitals is left in place: it is more likely that of a body the headline names.
    """
    match = _BRACKETS.search(title[-90:])
    if not match or match.group(1).isupper() or not _names(match.group(1)) or _NO_OUTLET.search(match.group(1)):
        return title, ""
    return title[: -len(match.group(0))].rstrip(" *_") or title, match.group(1)
