"""An item's text made ready for grammar: a view without mark-up, its sentences, its tokens.

    raw text → view (mark-up blanked, character for character) → lines → paragraphs → sentences → tokens

The view has exactly the length of the raw text, so that an offset into one is an offset into the other. Pure, and
linear in the length of the text: every pattern here is either anchored or free of nested repetition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

_ONE_FOR_ONE = {
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u200b": " ",
    "\u202f": " ",
    "\u3000": " ",
    "\ufeff": " ",
    "\t": " ",
    "\r": " ",
    "\f": " ",
    "\v": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u017f": "s",  # the long s and the Kelvin sign, which a pattern that ignores case takes for s and k
    "\u212a": "K",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\uff0c": ",",
    "\uff0e": ".",
    "\uff05": "%",
    "\uff08": "(",
    "\uff09": ")",
    "\uff04": "$",
    "\uffe5": "¥",
    "\uff1a": ":",
    "\uff1b": ";",
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
}
_ODD = re.compile(f"[{''.join(_ONE_FOR_ONE)}]")

_MARKUP = re.compile(
    r"""
      ^[ ]{0,12}\*(?=[ ])                            # a star that opens a list entry
    | ^[ >]{0,40}>[ ]?                              # the mark of a quoted line
    | \\(?=[\\`*_{}\[\]()#+\-.!$&~<>|])             # a Markdown escape: only the backslash goes
    | \*{1,3} | _{2,3} | ~~ | `+                    # emphasis and code
    | !?\[(?=[^\[\]\n]{0,300}\]\()                  # the opening of a link or an image
    | \]\([^()\s]{0,2000}(?:[ ]"[^"\n]{0,200}")?\)  # its address
    | </?[A-Za-z][^<>\n]{0,500}>                    # a tag
    | <!--[^<>]{0,500}-->                           # a comment
    | &(?:nbsp|ensp|emsp|thinsp|shy);               # a blank written as an entity
    | https?://[^\s<>()\[\]"']{1,2000} | www\.[^\s<>()\[\]"']{1,2000}
    | [\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}       # an address to write to
    """,
    re.VERBOSE | re.MULTILINE,
)
_HINTS = ("*", "_", "~", "`", "[", "<", ">", "&", "\\", "http", "www.", "@")

_HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ ]+")
_RULE = re.compile(r"[ ]{0,3}(?:[-=*_~–—•·][ ]?){3,}[ ]*$")
_BULLET = re.compile(
    r"[ ]{0,12}(?:[-•‣◦▪▫●○■□►▸▶➤➢✓✔→·–—][ ]+|[•‣◦▪●■►▸▶➤✓✔](?=\S)"
    r"|\(?\d{1,2}[.)][ ]+(?=\S)|\(?[a-z][.)][ ]+(?=\S)|0\d(?=[^\W\d_]))"
)
_WORD_OR_NUMBER = re.compile(
    r"""
      (?P<word>[^\W\d_\u3400-\u9fff]+(?:['-][^\W\d_]+)*(?:(?<=\b[A-Z])(?:\.[A-Z])+\b\.?)?|[\u3400-\u9fff])
    | (?P<number>\d+(?:[.,]\d+)*|(?<![\w.,)])\.\d+)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_STOP = re.compile(
    r"""[.!?…。！？](?:(?<=[.!?…])[.!?…]*["')\]]*(?=\s|$)|(?<=[。！？])[。！？]*["')\]」』”]*)"""
)  # begun by one class of characters, which a search runs to without trying the rest
_NEXT = re.compile(r"""\s*["'(\[]*(?P<word>[\w$€£¥₹#]+)""")
_LAST_WORD = re.compile(r"[\w.&'/-]{1,40}$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?$")


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set: how the grammar writes down its small closed classes."""
    return frozenset(text.split())


_ALWAYS_ABBREVIATED = word_set(
    "mr mrs ms dr prof gen gov sen rep hon st mt rev capt col lt sgt messrs vs cf approx ca est nr nos vol fig figs "
    "art arts sec sect para ch pp p al e.g i.e eg ie viz resp incl excl dept univ"
)
_NUMBERED = word_set("no nos nr art arts sec sect para ch vol fig p pp v ver")
_MONEY = word_set("rs tk sh shs kr fr sfr ksh rp")
_MONTHS = word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
_OFTEN_ABBREVIATED = word_set(
    "co corp inc ltd llc plc bros jr sr etc u.s u.k u.n e.u a.m p.m d.c ph.d b.c a.d bn mn tn m k mt sq ft in kg km "
    "min max avg"
)
_STARTERS = word_set(
    "the a an it its this that these those they their he she his her we our i you in on at by for from with under "
    "after before but and or however meanwhile while when as if since although though also still yet so there here "
    "what why how who which both each all some many most more another other one two three four officials analysts "
    "experts critics according"
)


_LONGEST_SENTENCE = 1_200


class Shape(StrEnum):
    """What a sentence stands in: running text, a heading of its own, or an entry of a list."""

    PROSE = "prose"
    HEADING = "heading"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place in the text; `paragraph` counts the paragraphs (a list entry and a heading are each one)."""

    start: int
    end: int
    shape: Shape
    paragraph: int


class Token(NamedTuple):
    """A number as written, a word (with its inner hyphens and apostrophes), or one mark."""

    text: str
    start: int
    end: int
    kind: str
    """number, word or mark"""

    @property
    def lower(self) -> str:
        """The token in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class TextView:
    """A text, the same text without its mark-up (of the same length), and where its sentences are."""

    raw: str
    view: str
    sentences: tuple[Sentence, ...]
    _tokens: dict[int, tuple[Token, ...]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, sentence: Sentence) -> str:
        """The sentence without mark-up; its first character is at `sentence.start` of the text."""
        return self.view[sentence.start : sentence.end]

    def verbatim(self, sentence: Sentence) -> str:
        """The sentence exactly as it stands in the text."""
        return self.raw[sentence.start : sentence.end]

    def tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """The sentence's tokens, with offsets into the text."""
        found = self._tokens.get(sentence.start)
        if found is None or (found and found[-1].end > sentence.end):
            found = self._tokens[sentence.start] = tokenise(self.view, sentence.start, sentence.end)
        return found


def look(text: str) -> TextView:
    """The view of any text at all; never raises, and takes time linear in its length."""
    lines = mask(text)
    view = lines.replace("\n", " ")
    found: list[Sentence] = []
    for number, (start, end, shape) in enumerate(_paragraphs(lines)):
        found.extend(Sentence(a, b, shape, number) for a, b in split(view, start, end))
    return TextView(text, view, tuple(found))


def mask(text: str) -> str:
    """The text with its mark-up blanked and its typography made plain, character for character; line ends stay."""
    plain = _ODD.sub(lambda match: _ONE_FOR_ONE[match[0]], text)
    if any(hint in plain for hint in _HINTS):
        plain = _MARKUP.sub(_blank, plain)
    if "-point" in plain or "-perc" in plain:
        plain = _PART_OF_POINT.sub(lambda match: match[0].replace("-", " "), plain)
    return plain.replace("`", " ")


_PART_OF_POINT = re.compile(
    r"\b(?:half|quarters?|tenths?)-(?:percentage-)?(?:points?|percent)\b|\bpercentage-points?\b", re.IGNORECASE
)
"""Fractions of a point that hyphens join to it: "a quarter-point cut", "a half-percentage-point rise"."""


def _blank(match: re.Match[str]) -> str:
    """Blanks of the same length; a list star stays a list mark."""
    found = match.group()
    if found.endswith("*") and found.count("*") == 1 and match.string[match.end() : match.end() + 1] == " ":
        before = match.string[match.start() - 1 : match.start()]
        return " " * (len(found) - 1) + "•" if before in ("", "\n") else " " * len(found)
    return " " * len(found)


def tokenise(view: str, start: int, end: int) -> tuple[Token, ...]:
    """Tokens of view[start:end]: a number keeps its points and commas, a word its hyphens and apostrophes."""
    made = tuple.__new__  # a token's own __new__ takes three times as long, for every word of every text
    return tuple([made(Token, (m[0], *m.span(), m.lastgroup)) for m in _WORD_OR_NUMBER.finditer(view, start, end)])


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    shape: Shape | None
    """HEADING or BULLET where the line's own mark says so"""
    first_word: int
    """length of its first word"""


def _lines(text: str) -> Iterator[_Line | None]:
    """The lines with what they hold, list and heading marks taken off; None for a blank line."""
    at = 0
    for line in text.split("\n"):
        start, end = at, at + len(line.rstrip())
        at += len(line) + 1
        if start >= end or not line.strip() or _RULE.match(text, start, end):
            yield None
            continue
        heading = _HEADING.match(text, start, end)
        bullet = None if heading else _BULLET.match(text, start, end)
        begun = heading or bullet
        start = begun.end() if begun else start
        while start < end and text[start] == " ":
            start += 1
        shape = Shape.HEADING if heading else Shape.BULLET if bullet else None
        blank = text.find(" ", start, end)
        yield _Line(start, end, shape, (end if blank < 0 else blank) - start)


def _paragraphs(text: str) -> Iterator[tuple[int, int, Shape]]:
    """Runs of lines that belong together: a line goes on with the next where it was cut only for its length."""
    held: list[_Line] = []
    for line in _lines(text):
        if held and (line is None or not _goes_on(text, held, line)):
            yield _paragraph(text, held)
            held = []
        if line is not None:
            held.append(line)
    if held:
        yield _paragraph(text, held)


def _paragraph(text: str, lines: list[_Line]) -> tuple[int, int, Shape]:
    start, end = lines[0].start, lines[-1].end
    shape = lines[0].shape
    if shape is None:
        alone = len(lines) == 1 and end - start <= 140 and text[end - 1] not in ".!?…。！？:;,\"')"
        shape = Shape.HEADING if alone else Shape.PROSE
    return start, end, shape


def _goes_on(text: str, held: list[_Line], line: _Line) -> bool:
    """Whether `line` continues the paragraph: its first word had no room on the line before, or it starts small."""
    last = held[-1]
    if line.shape is not None or last.shape is Shape.HEADING:
        return False
    length = last.end - last.start
    if text[line.start].islower() and length >= 20 and text[last.end - 1] not in ".!?。！？":
        return True
    width = max(line.end - line.start, length, held[0].end - held[0].start)
    return 45 <= length <= 110 and width <= 110 and length + 1 + line.first_word > width - 2


def split(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of view[start:end] as offsets, white space around them left off."""
    begun = start
    for stop in _STOP.finditer(view, start, end):
        if _ends_sentence(view, begun, stop, end):
            yield from _pieces(view, begun, stop.end())
            begun = stop.end()
    yield from _pieces(view, begun, end)


def _pieces(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, or what is no sentence any more cut at blanks: grammar need not look further than that."""
    while end - start > _LONGEST_SENTENCE:
        cut = view.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + _LONGEST_SENTENCE
        yield from _trimmed(view, start, cut)
        start = cut
    yield from _trimmed(view, start, end)


def _trimmed(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends_sentence(view: str, begun: int, stop: re.Match[str], end: int) -> bool:
    after = _NEXT.match(view, stop.end(), min(end, stop.end() + 60))
    if after is None:
        return True
    word = after["word"]
    if stop.group()[0] != ".":
        return not word[0].islower()
    before = _LAST_WORD.search(view, max(begun, stop.start() - 40), stop.start())
    return before is None or _full_stop(before.group(), word, before.start() == begun)


def _full_stop(last: str, word: str, alone: bool) -> bool:
    """Whether the point between the words `last` and `word` ends a sentence; `alone`: nothing stands before `last`."""
    low = last.lower().strip(".'")
    if word[0].islower() or (alone and len(last) <= 3 and (last.isdigit() or len(last) == 1)):
        return False
    if low in _NUMBERED or low in _MONTHS:
        return not (word[0].isdigit() or low in _ALWAYS_ABBREVIATED) and (low == "p" or word.lower() in _STARTERS)
    if low in _ALWAYS_ABBREVIATED or (low in _MONEY and word[0].isdigit()):
        return False
    if low in _OFTEN_ABBREVIATED or _INITIALS.match(last + "."):
        return word.lower() in _STARTERS and len(word) > 1
    return True
