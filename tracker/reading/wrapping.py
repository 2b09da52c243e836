"""Plain text wrapped at a fixed width → its paragraphs, each as one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

_FIRST_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"[.!?。！？…:;][\"'”’»」)\]*_]*$")
_WIDE = re.compile(r"[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]")
_CAPITAL = re.compile(r"[^\W\d_]")
_PLACE_LED = re.compile(r"[^\W\d_a-z][^\W_a-z]{2,20}(?:[ ,/-][^\W_a-z]{2,20}){0,3}\s?(?:--|—|–|:|\|)\s")
_TIGHT, _TOP_BLOCKS = 5, 2
"""A text has hardly a blank line where fewer than every fifth line has one above; blocks that a masthead takes up."""
_MARKS = 6
"""How many characters of marks stand before the first letter of a headline."""


@dataclass(frozen=True, slots=True)
class Raw:
    start: int
    end: int
    blank_before: bool


def _raw_lines(text: str) -> list[Raw]:
    """The lines that hold anything, without the blanks around them."""
    raw: list[Raw] = []
    at, blank = 0, True
    for piece in text.splitlines(keepends=True):
        stripped = piece.strip()
        if stripped:
            start = at + piece.index(stripped[0])
            raw.append(Raw(start, start + len(stripped), blank))
            blank = False
        else:
            blank = True
        at += len(piece)
    return raw


def _wrap_width(text: str, raw: list[Raw]) -> int:
    """The width at which the text was wrapped; 0 where it was not.

    A text is wrapped where hardly a line is longer than some width up to 100 and many lines follow one another with
    the first word of the next just not fitting in.
    """
    lengths = sorted(line.end - line.start for line in raw)
    if len(lengths) < 4:
        return 0
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.98))]
    if not 40 <= width <= 100 or lengths[-1] > 3 * width:
        return 0
    soft = followed = 0
    for line, after in pairwise(raw):
        if after.blank_before or line.end - line.start < width * 0.6:
            continue
        followed += 1
        soft += _is_soft(text, line, after, width)
    return width if soft >= 2 and soft >= followed * 0.5 else 0


def _is_soft(text: str, line: Raw, after: Raw, width: int) -> bool:
    """Whether the break between two lines was made by wrapping: the next word would not have fitted."""
    word = _FIRST_WORD.match(text, after.start, min(after.end, after.start + width))
    # Chinese and Japanese have no blanks to be wrapped at.
    if word is None or _WIDE.search(word.group()) or _WIDE.match(text, line.end - 1):
        return False
    return line.end - line.start + 1 + len(word.group()) > width - 3


def logical(text: str, starts_anew: Callable[[str, Raw], bool]) -> list[Raw]:
    """The lines of a text, the pieces of a paragraph that was wrapped at a fixed width as one.

    `starts_anew`: whether a line begins something new by its form, as an entry of a list does.
    """
    raw = _raw_lines(text)
    width = _wrap_width(text, raw)
    if not width:
        return raw
    raw = _with_indents(text, raw)
    joined: list[Raw] = []
    last: Raw | None = None
    for line, after in zip(raw, [*raw[1:], None], strict=True):
        if (
            last
            and not line.blank_before
            and _is_soft(text, last, line, width)
            and not (starts_anew(text, line) or _is_head(text, last, line, after, width))
        ):
            joined[-1] = Raw(joined[-1].start, line.end, joined[-1].blank_before)
        else:
            joined.append(line)
        last = line
    return joined


def _is_head(text: str, last: Raw, line: Raw, after: Raw | None, width: int) -> bool:
    """Whether a line behind the end of a sentence is a headline, or opens with a place in capitals.

    A headline breaks off although the next word would have fitted, and not at the end of a sentence.
    """
    if not _ENDS.search(text[max(last.start, last.end - 8) : last.end]) or not _opens_in_capital(text, line):
        return False
    piece = text[line.start : line.end]
    if _PLACE_LED.match(piece):
        return True
    breaks_off = after is not None and not after.blank_before and not _is_soft(text, line, after, width)
    return breaks_off and not _ENDS.search(piece[-8:])


def _opens_in_capital(text: str, line: Raw) -> bool:
    letter = _CAPITAL.search(text, line.start, min(line.end, line.start + _MARKS))
    return letter is not None and letter.group().isupper()


def _with_indents(text: str, raw: list[Raw]) -> list[Raw]:
    """The lines of a wrapped text, with the paragraphs that only their indents part as if a blank line did.

    Either the first line of each is set in, or all that follow the first are.
    """
    indents = [line.start - (text.rfind("\n", 0, line.start) + 1) for line in raw]
    steps = [(one > 0) - (other > 0) for (other, one) in pairwise(indents)]
    if not any(step and not line.blank_before for step, line in zip(steps, raw[1:], strict=True)):
        return raw
    first = sum(indent > 0 and line.blank_before for indent, line in zip(indents, raw, strict=True))
    flush = sum(not indent and line.blank_before for indent, line in zip(indents, raw, strict=True))
    tight = sum(line.blank_before for line in raw) * _TIGHT < len(raw)
    if not tight:
        return raw
    # Where blocks begin further in, what is set in begins a paragraph; else what stands out does.
    opens = 1 if first and first >= flush - _TOP_BLOCKS else -1
    return [raw[0]] + [
        Raw(line.start, line.end, line.blank_before or step == opens) for line, step in zip(raw[1:], steps, strict=True)
    ]
