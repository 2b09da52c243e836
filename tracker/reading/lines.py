"""Text → lines with their form: what a reader sees at a glance before reading a word.

A line here is a logical one: where a plain-text letter was wrapped at a fixed width, the pieces of a paragraph are one
line again. Offsets stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.reading.markup import strip_inline
from tracker.reading.wrapping import Raw, logical

BOLD = 7
"""The level of a line that is emphasised as a whole; 1 to 6 are headings."""

_LETTERED = 20_000
"""Within how many characters the letters of a list follow one another."""

_LEAD = 400
"""How many characters of a line are looked at for its form."""

_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+")
_WIKI_HEADING = re.compile(r"(={1,6})[ \t]*[^=\s][^=\n]{1,200}={1,6}$")
_FENCED = re.compile(
    r"(?P<sign>[~+=:#<>*·•|/\\_–—-])(?P=sign){0,5}[ \t]*(?=[^\W_])(?P<words>[^\n]{1,120}?)[ \t]*"
    r"(?P<last>[~+=:#<>*·•|/\\_–—-]{1,6})$"
    r"|[【「《«][ \t]*(?P<quoted>[^\n]{1,120}?)[ \t]*[】」》»]$"
)
_MIRRORED = {"<": ">", ">": "<", "/": "\\", "\\": "/"}
_TRAILING = re.compile(r"(?<=[\w!?)”\"'’])[ \t]*(?://|::|\|\|?|»|>>|<<|▼|▾)$")
_BLANKS = re.compile(r"[ \t]+")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?){1,6}")
_BULLET = re.compile(r"[ \t]*(\*{2,3}(?=[ \t])|[•◦▪▫‣⁃∙●○·*+–—-])[ \t]+(?=\S)")
_GLYPH = re.compile(
    r"[ \t]*([■□▪▫▶►▸❯❱»›➤➢✓✔→➜➔⇒◆◇★☆\u2460-\u24ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    r"|//|::|>>|§(?=[ \t]+[^\W\d_]))"
    r"(?:[\ufe0f\U0001f3fb-\U0001f3ff\U0001f1e6-\U0001f1ff]|\u200d.)*[ \t]*(?=\S)"
)
_NUMBER = re.compile(
    r"[ \t]*(?:\[(\d{1,3})\]|\((\d{1,3})\)"
    r"|(?:(?:no\.?|nr\.?|n°|nº|№|#|story|item|news|meldung)[ \t]?#?)?(\d{1,3})\\?[.)/:](?=[ \t*_])"
    r"|(?:no\.?|nr\.?|n°|nº|№|#)[ \t]?(\d{1,2})(?=[ \t]+[^\W\d_])"
    r"|(\d{1,2})[ \t]?[|–—-][ \t](?=(?-i:[^\W\d_a-z]))"
    r"|(0[1-9])(?=[ \t]+(?-i:[^\W\d_a-z]))"
    r"|\((?-i:([a-n]))\)(?=[ \t]+(?-i:[^\W\d_a-z])))[ \t]*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:subject|title|headline|betreff|titel|objet|titre|asunto|t[ií]tulo|assunto|oggetto|titolo|onderwerp)\s?:\s+(?=\S)",
    re.IGNORECASE,
)
_WIDE_NUMBER = re.compile(r"[ \t]*[（(]?([一二三四五六七八九十]{1,3})[）)、．.][ \t]*")
_WIDE_DIGITS = "一二三四五六七八九十"
_KEYCAP = re.compile(r"[ \t]*(\d)\ufe0f?\u20e3[ \t]*")
_WHOLE_EMPHASIS = re.compile(r"([*_])(?=[^\s*_])[^*_\n]{1,120}\1$")
_WHOLE_BOLD = re.compile(r"(\*\*\*|\*\*|__|<b>|<strong>)(?=\S)(.{1,300}?)(?:\*\*\*|\*\*|__|</b>|</strong>)[ \t:.]*$")
_RULE = re.compile(r"[ \t]*(?:[-*_=~#·.•—–─━═+◇◆○●⁂※❖]\s?){2,}$")
_OPENING = re.compile(r"(?:\*{1,3}|_{1,3}|<b>|<strong>|\[(?=[^\[\]\n]{1,300}\]\())+")
_WIDE = re.compile(r"[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]")
_CAPITAL = re.compile(r"[^\W\d_]")
_ENDS = re.compile(r"[.!?。！？…:;][\"'”’»」)\]*_]*$")
_GAP = re.compile(r"[^\s.!?:;](?:\t|[ \u00a0]{2,})[ \t]*\S")
_SETEXT = re.compile(r"(?:={3,}|-{3,})$")
_LAST_BRACKET = re.compile(r"\s?[(\[（][^()\[\]（）]{2,90}[)\]）]\W{0,3}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line. `start:end` spans it in the text without the blanks around it."""

    start: int
    end: int
    words_start: int
    """where its own words begin, behind heading marks, bullets, numbers and emphasis"""
    text: str
    """its words without mark-up, all white space single"""
    level: int = 0
    """1 to 6: a heading; BOLD: emphasised as a whole; 0: neither"""
    bullet: str = ""
    """the sign of a list that it begins with"""
    glyph: str = ""
    """the pictograph or block that it begins with"""
    number: int | None = None
    blank_before: bool = True
    blank_after: bool = True
    gaps: int = 0
    """how many wide gaps are between its words, other than behind a sentence"""

    words: int = 0
    """how many words; two Chinese or Japanese characters count as one"""
    sentence: bool = False
    """whether it ends as a sentence does; a source in brackets may follow the end"""
    caps: bool = False
    """whether it is written in capitals"""

    @property
    def length(self) -> int:
        return len(self.text)


def count_words(text: str) -> int:
    """Words parted by blanks; two Chinese, Japanese or Korean characters count as one."""
    if text.isascii():
        return len(text.split())
    return len(text.split()) + len(_WIDE.findall(text[:_LEAD])) // 2


def is_caps(text: str) -> bool:
    """Whether at least three letters are capitals, and hardly any is small."""
    text = text[:_LEAD]
    if text.isupper():
        return len(_CAPITAL.findall(text)) >= 3
    if text[1:].islower() or text[:20].islower():
        return False
    upper = sum(map(str.isupper, text))
    return upper >= 3 and sum(map(str.islower, text)) <= upper * 0.1


def _ends_sentence(text: str) -> bool:
    return bool(_ENDS.search(_LAST_BRACKET.sub("", text[-120:])[-8:]))


def is_rule(line: Line) -> bool:
    """A line of dashes, stars or the like: it separates and says nothing."""
    return not any(char.isalnum() for char in line.text)


def _starts_anew(text: str, raw: Raw) -> bool:
    piece = text[raw.start : min(raw.end, raw.start + _LEAD)]
    return bool(_BULLET.match(piece) or _NUMBER.match(piece) or _HEADING.match(piece) or _RULE.match(piece))


def _form(text: str, raw: Raw, blank_after: bool, levels: Mapping[int, int]) -> Line:
    """Takes the mark-up off the beginning of a line, step by step, and notes what it was."""
    at, end = raw.start, raw.end
    limit = min(end, raw.start + _LEAD)
    at = _skip(_QUOTE, text, at, limit)
    level = levels.get(raw.start, 0)
    if match := _HEADING.match(text, at, limit) or _WIKI_HEADING.match(text, at, end):
        level, at = len(match.group(1)), _skip(_BLANKS, text, match.end(1), limit)
    bullet, stop = "", end
    if not level and (fenced := _fenced(text, at, end)):
        level, (at, stop) = BOLD, fenced
    elif not level and (match := _BULLET.match(text, at, limit)):
        bullet, at = match.group(1), match.end()
    block = text[at:stop]
    if not level and end - at <= _LEAD and (_WHOLE_BOLD.match(block) or _WHOLE_EMPHASIS.match(block)):
        level = BOLD
    at = _skip(_OPENING, text, at, limit)
    glyph = ""
    if match := _GLYPH.match(text, at, limit):
        glyph, at = match.group(1), match.end()
        at = _skip(_OPENING, text, at, limit)
    at = _skip(_SUBJECT, text, at, limit)
    number, after = _number_at(text, at, limit)
    at = _skip(_OPENING, text, after, limit)
    words = " ".join(strip_inline(block).rstrip("#=" if level else "#").split())
    for mark in (_GLYPH, _SUBJECT):
        words = words[_skip(mark, words, 0, min(len(words), _LEAD)) :]
    words = words.lstrip("*") or " ".join(block.split())
    if number is not None:
        _, behind = _number_at(words, 0, min(len(words), _LEAD), lettered=True)
        words = words[behind:]
    return Line(
        start=raw.start,
        end=end,
        words_start=min(at, end),
        text=words,
        level=level,
        bullet=bullet,
        glyph=glyph,
        number=number,
        blank_before=raw.blank_before,
        blank_after=blank_after,
        gaps=len(_GAP.findall(text, raw.start, limit)),
        words=count_words(words),
        sentence=_ends_sentence(words),
        caps=is_caps(words),
    )


def _fenced(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Where the words of a title begin and end that stands between two runs of a sign: "~~ Title ~~", "Title //"."""
    if end - at > 160:
        return None
    if match := _FENCED.match(text, at, end):
        if match["quoted"]:
            return match.span("quoted")
        sign, last = match["sign"], match["last"]
        clean = not match["words"].endswith((".", ",", ";", ":")) and sign not in match["words"]
        if clean and last.strip(_MIRRORED.get(sign, sign) + sign) == "":
            return match.span("words")
    match = _TRAILING.search(text, max(at, end - 4), end)
    return (at, match.start()) if match and _CAPITAL.match(text, at) else None


def _skip(pattern: re.Pattern[str], text: str, at: int, limit: int) -> int:
    match = pattern.match(text, at, limit)
    return match.end() if match else at


def _number_at(text: str, at: int, limit: int, lettered: bool = False) -> tuple[int | None, int]:
    """The number that a line begins with, as "[1]", "2.", "(a)" or a keycap, and where its words begin.

    `lettered`: it is known that letters in brackets number this text."""
    match = _KEYCAP.match(text, at, limit) or _NUMBER.match(text, at, limit)
    if not match and (wide := _WIDE_NUMBER.match(text, at, limit)):
        # 十一 is 11, 二十 is 20: a ten counts what stands before it.
        tens, _, ones = wide.group(1).rpartition("十")
        value = (_WIDE_DIGITS.find(tens) + 1 or 1) * 10 if "十" in wide.group(1) else 0
        return value + _WIDE_DIGITS.find(ones or "〇") + 1, wide.end()
    if not match:
        return None, at
    found = next(group for group in match.groups() if group)
    if found.isdigit():
        return int(found), match.end()
    # Without an "(a)" before it, "(c)" stands for copyright.
    lettered = lettered or text.find("(a)", max(0, at - _LETTERED), at + 3) >= 0
    return (ord(found) - ord("a") + 1, match.end()) if lettered else (None, at)


def lines_of(text: str, levels: Mapping[int, int] | None = None) -> tuple[Line, ...]:
    """The logical lines of a text, in order. `levels` says which offsets are known to begin a heading (HTML does)."""
    raw = logical(text, _starts_anew)
    if not raw:
        return ()
    known = {**_underlined(text, raw), **(levels or {})}
    follows = [line.blank_before for line in raw[1:]] + [True]
    quoted = [text[line.start] == ">" for line in raw]
    near = [one or other for one, other in zip([False, *quoted], [*quoted[1:], False], strict=False)]
    formed = (_form(text, line, after, known) for line, after in zip(raw, follows, strict=True))
    # A line quoted on its own is marked, not quoted: "> TITLE".
    return tuple(
        replace(line, glyph=">") if one and not (other or line.glyph) else line
        for line, one, other in zip(formed, quoted, near, strict=True)
    )


def _underlined(text: str, raw: list[Raw]) -> dict[int, int]:
    """The levels of headings that are underlined with equals signs or dashes."""
    levels: dict[int, int] = {}
    for line, after in pairwise(raw):
        if after.blank_before or after.end - after.start > 150 or line.end - line.start > 150:
            continue
        if _SETEXT.match(text, after.start, after.end) and text[line.end - 1] not in ".:;,…":
            levels[line.start] = 1 if text[after.start] == "=" else 2
    return levels
