"""Markdown mark-up: taken off a line for judging it, taken off a quote for showing it.

Every pattern is bounded, so that the time taken grows linearly with the text.
"""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,300}\")?\)")
_REFERENCE_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\[[^\[\]\n]{0,60}\]")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_STRONG = re.compile(r"(?<!\\)(\*\*\*|\*\*|___|__|~~)(?=\S)|(?<=\S)(?<!\\)(\*\*\*|\*\*|___|__|~~)")
_EMPHASIS = re.compile(r"(?<![\w\\*])([*_])(?=\S)([^*_\n]{1,300})(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"(?<!\\)`{1,3}")
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#{1,6})?[ \t]*$", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPACE = re.compile(r"\s+")


def strip_inline(text: str) -> str:
    """The text without links' addresses, emphasis and escapes; white space as it was."""
    if not any(mark in text for mark in "*_`[\\<~"):
        return text
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _REFERENCE_LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _STRONG.sub("", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = _CODE.sub("", text)
    return _ESCAPE.sub(r"\1", text)


def plain(text: str) -> str:
    """What a reader would see of a piece of Markdown, on one line: no mark-up, every run of white space one blank."""
    text = _HEADING.sub(r"\1", text)
    text = _QUOTE_MARK.sub("", text)
    return _SPACE.sub(" ", strip_inline(text)).strip()
