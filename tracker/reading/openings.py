"""How the lines of a letter open: the marks, numbers, labels and short sentences that its stories begin with.

Every letter has a way of its own, and no list holds them all. So no way is looked for: each line is described by the
shape of its opening, and lines of one shape are put together. Whether a shape that comes back begins the letter's
stories is judged by `alike`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.reading import forms, phrases
from tracker.reading.dates import full_date, partial_date
from tracker.reading.lines import BOLD, Line
from tracker.reading.page import Page

_LEAD = 160
"""How many characters of a line are looked at."""
_RUN_IN = 12
"""How many words a line has at least in which an opening is followed by its text."""
_REACH = 4
"""How many lines below a head its text may begin."""

_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3}|<b>|<strong>)(?=[^\s*_])")
_MARKS = re.compile(
    r"[^\w\s\"“”'‘’«»„()\[\]{}<$€£¥₹₩]{1,12}(?:\s[^\w\s\"“”'‘’«»„()\[\]{}<$€£¥₹₩]{1,8})?(?=\s?[\w\"“'‘(])\s*"
)
_SIGN = re.compile(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_WORDS = {
    "one": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "first": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")
_NUMBER = re.compile(
    r"[(\[]?(?P<before>(?:(?![IVX]+\b)[^\W\d_]{2,8}\.?\s)?[#№]?\s?)\b(?P<value>\d{1,2}|[A-Z]|[IVX]{1,5}|[^\W\d_]{3,8})"
    r"(?P<of>\s?(?:/|of|von|de)\s?\d{1,2})?(?:\*\*)?(?P<behind>\s?[.)\]:/|,–—-]{1,2}|(?=\s))(?:\s+|$)"
)
_BRACKETED = re.compile(r"([\[({<])([^\[\](){}<>\n]{1,40})[\])}>]\W{0,2}\s")
_TAGGED = re.compile(r"([#@])([^\W_][\w-]{1,30}):?\s")
_LABEL = re.compile(
    r"(?P<label>[^\W_][^|:>/*?!.\n]{1,60}?)\s?"
    r"(?P<sign>\*\*|\s[–—-]{1,2}(?=\s)|\|{1,2}|>{1,3}|/{1,3}|[:»·•→~=]{1,2})\s+(?=\S)"
)
_SHORT = re.compile(
    r"(?P<label>[^\W_a-z][^\n.?!]{1,70}?(?:[^\s.?!]|\d[.]\d)*)(?P<sign>[.?!])[\"”’*_]{0,3}"
    r"\s+(?=[\"“‘'(*]{0,2}[^\W_a-z])"
)
_SIGNS, _END = re.compile(r"[*–—|>/:»·•→~=-]"), re.compile(r"[.?!]")
"""What a sign of `_LABEL` holds, and where a label of `_SHORT` ends."""
_LABEL_REACH, _SHORT_REACH = 66, 71
"""Within how many characters the sign stands, and behind how many the label of `_SHORT` goes on to the end of its last
word only."""
_CAPITALS = re.compile(r"(?:[^\W\d_a-z][^\W_a-z.&'’-]*\s){2,6}(?=\S*[a-zà-ÿ])")
_SENTENCE = re.compile(r"(?<=[.!?])\s")
_LABEL_WORDS, _SHORT_WORDS = 6, 8


class Shape(NamedTuple):
    """What lines that open alike share."""

    kind: str
    sign: str
    own: bool
    """whether the opening is a line of its own above the text"""


class Opening(NamedTuple):
    line: int
    shape: Shape
    label: str = ""
    """the words that it opens with"""
    number: int = 0


def openings(page: Page, text: str, labels: frozenset[int] = frozenset()) -> Iterator[Opening]:
    """Every opening of every line that may begin a story: one that runs into its text, or stands above it.

    `labels`: lines that are known to head several stories each, and none alone.
    """
    tight = sum(line.blank_before for line in page.lines) <= max(2, len(page.lines) * 0.2)
    begun = False
    for index, line in enumerate(page.lines):
        if (page.boiler[index] and not forms.is_nav(line)) or 0 < line.level < BOLD:
            continue
        if _greets(line) or index in labels or phrases.source_line().match(line.text):
            continue
        runs_in = _runs_in(page, index)
        if not runs_in and not heads_text(page, index):
            continue
        raw = text[line.start : min(line.end, line.start + _LEAD)]
        yield from _shapes(index, line, raw, not runs_in)
        if (line.blank_before or tight or index - 1 in labels) and not phrases.is_furniture(line.text):
            yield Opening(index, Shape("plain", "", not runs_in))
        if not runs_in and (kicker := _kicker(page, index)) is not None:
            yield Opening(index, Shape("kicked", "A" * kicker.caps, True))
        if (index and page.rule[index - 1]) or (runs_in and not begun):
            yield Opening(index, Shape("ruled", "", not runs_in))
        begun = begun or runs_in


def _greets(line: Line) -> bool:
    """Whether a line greets, or a paragraph begins with a greeting."""
    return forms.is_greeting(line) or bool(phrases.greeting().match(_SENTENCE.split(line.text[:_LEAD], maxsplit=1)[0]))


def _kicker(page: Page, index: int) -> Line | None:
    """The short line right above a head that names its place, its topic or its number."""
    above = page.lines[index - 1] if index else None
    if above is None or page.lines[index].blank_before or not above.blank_before:
        return None
    return above if above.words <= 6 and not page.prose[index - 1] and not page.rule[index - 1] else None


def _runs_in(page: Page, index: int) -> bool:
    line = page.lines[index]
    return line.words >= _RUN_IN and (page.prose[index] or line.sentence)


def heads_text(page: Page, index: int) -> bool:
    """Whether a short line stands above a text, other lines that are none aside."""
    line = page.lines[index]
    if line.words > 21 or line.length > 180 or page.prose[index] or not any(map(str.isalpha, line.text)):
        return False
    for below in range(index + 1, min(index + _REACH, len(page.lines))):
        if forms.is_greeting(page.lines[below]):
            return False
        if page.prose[below] or (page.lines[below].sentence and page.lines[below].words >= 6):
            return True
        if not (page.rule[below] or page.masthead[below] or page.boiler[below]):
            return False
    return False


def _shapes(index: int, line: Line, raw: str, own: bool) -> Iterator[Opening]:
    at = match.end() if (match := _EMPHASIS.match(raw)) else 0
    if match := _MARKS.match(raw, at):
        sign = match.group().strip()
        yield Opening(index, Shape("marked", "sign" if _SIGN.match(sign) else sign, own))
        at = match.end()
        at = match.end() if (match := _EMPHASIS.match(raw, at)) else at
    if found := counted(raw, at):
        for behind, number, _ in found:
            yield Opening(index, Shape("counted", behind, own), number=number)
        at = found[0][2]
    elif match := _BRACKETED.match(raw, at) or _TAGGED.match(raw, at):
        yield Opening(index, Shape("bracketed", match[1], own), match[2])
        at = match.end()
    if (
        _SIGNS.search(raw, at, at + _LABEL_REACH)
        and (match := _LABEL.match(raw, at))
        and len(match["label"].split()) <= _LABEL_WORDS
    ):
        sign = match["sign"].strip()
        yield Opening(index, Shape("labelled", ("A" if match["label"].isupper() else "a") + sign, own), match["label"])
    if (
        not own
        and _ends_soon(raw, at)
        and (match := _SHORT.match(raw, at))
        and len(match["label"].split()) <= _SHORT_WORDS
    ):
        yield Opening(index, Shape("short", "", own), match["label"])
        if match["label"].isupper():
            yield Opening(index, Shape("short", "A", own), match["label"])
    if not own and (match := _CAPITALS.match(raw, at)):
        yield Opening(index, Shape("capitals", "", own), match.group())
    if own and line.text.endswith("?"):
        yield Opening(index, Shape("asked", "", own), line.text)
    head = raw[at : at + 24]
    if any(map(str.isdigit, raw[:24])) and (partial_date(head) or full_date(raw[:24])):
        yield Opening(index, Shape("dated", "", own))


def _ends_soon(raw: str, at: int) -> bool:
    """Whether a first sentence may be as short as `_SHORT` wants: a look at its end, where matching tries all."""
    end = _END.search(raw, at)
    return end is not None and not any(map(str.isspace, raw[at + _SHORT_REACH : end.start()]))


def counted(raw: str, at: int) -> list[tuple[str, int, int]]:
    """What stands around the number that a line opens with, its value, and where the words behind it begin.

    Twice where the number is a letter that may be a Roman number: "I." is the first, or the ninth.
    """
    match = _NUMBER.match(raw, at)
    if match is None:
        return []
    value, behind = match["value"], match["behind"].strip()
    marked = bool(behind) or raw[at] in "(["
    before = match["before"].strip().lower()
    return [(f"{before}{kind}{behind}", number, match.end()) for kind, number in _values(value, marked)]


def _values(word: str, marked: bool) -> Iterator[tuple[str, int]]:
    """The kinds of number that a word may be, each with its value: digits, letters, Roman numbers, words."""
    low = word.lower()
    if word.isdigit():
        yield "9", int(word)
    elif marked:
        yield from ((kind, words.index(low) + 1) for kind, words in _WORDS.items() if low in words)
        if word.isupper() and low in _ROMAN:
            yield "I", _ROMAN.index(low) + 1
        if len(word) == 1 and word.isupper():
            yield "A", ord(word) - 64
