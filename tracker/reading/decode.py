"""Bytes → text, whatever the bytes: a byte order mark, a declared charset, UTF-8, and the Western fallbacks."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def known_charset(name: str | None) -> str | None:
    """The codec's own name of a text charset; None where Python knows none of that name."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip())
        "a".encode(info.name)
        b"a".decode(info.name)
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
    # A page that says Latin-1 means Windows-1252, as every browser reads it.
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def declared_in_html(content: bytes) -> str | None:
    """The charset that the head of a page declares, as written."""
    head = content[:4096]
    found = _META.search(head) or _XML.search(head)
    return found.group(1).decode("ascii", "replace") if found else None


def _attempt(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def decode(content: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text and what went wrong. Line ends stay as they are; a byte order mark is no text. Never raises."""
    for mark, charset in _MARKS:
        if content.startswith(mark):
            body = content[len(mark) :]
            text = _attempt(body, charset)
            if text is not None:
                return text, ()
            return body.decode(charset, "replace"), (f"Some bytes are no {charset.upper()}; they were replaced.",)
    charset = known_charset(declared) or "utf-8"
    for candidate in dict.fromkeys((charset, "utf-8")):
        text = _attempt(content, candidate)
        if text is not None:
            warnings: tuple[str, ...] = ()
            if candidate != charset:
                warnings = (f"The text is no {charset}; it was read as UTF-8.",)
            if declared and not known_charset(declared):
                warnings += (f"The charset {declared[:40]!r} is not known; the text was read as {candidate.upper()}.",)
            return text, warnings
    guess = _attempt(content, "cp1252")
    if guess is not None:
        return guess, ("The text is no UTF-8; it was read as Windows-1252.",)
    return content.decode("latin-1"), ("The text is no UTF-8; it was read as Latin-1.",)
