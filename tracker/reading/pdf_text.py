"""Lines of all pages → paragraphs → text: what the printer broke is joined again.

A new paragraph begins where the type changes, the gap is wider, a bullet stands, the first line is indented, or where
the next word would still have fitted on the line above. A word parted at the end of a line is made whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from tracker.reading.dates import full_date
from tracker.reading.layout import Layout
from tracker.reading.lines import BOLD
from tracker.reading.pdf_page import PageLine, Span

LARGER = 1.12
"""How many times the size of the text a heading is at least."""
MAX_HEADING = 300
"""characters"""
WIDER = 1.3
"""How many times the usual step a gap between paragraphs is at least."""
PARTED_SHARE = 0.035
"""The share of lines that end with a hyphen, above which words are parted into syllables."""

_BULLET = re.compile(r"\s*(?:[•◦▪▫‣⁃∙●○·■□▶►▸➤✓✔➜◆◇★☆*–—-]\s|(?:\(?\d{1,3}[.)]|\[\d{1,3}\])\s|[a-z]\)\s)")
_ENDS = re.compile(r"[.!?。！？…:;][\"'”’»」)\]]*\s*$")
_PARTED = re.compile(r"([^\W\d_][\w'’-]*)[-\u2010]$")
_PARTED_LINE = re.compile(r"[\w)][-\u2010\u00ad]$")
_HEAD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_SOFT = "\u00ad"
_PREFIXES = re.compile(
    r"one|anti|co|cross|e|ex|extra|half|high|inter|long|low|mid|multi|non|on|pan|post|pre|pro|quasi|self|semi|short|sub|"
    r"two|three|four|five|six|seven|eight|nine|ten|well|year|month|week|day"
)
"""Words that a hyphen follows more often than a syllable."""
_JOINED = re.compile(r"over|under|inter|super|trans|counter|fore|out|up|down|back|with|where|there|some|any|every|how")
"""Words that others are written together with."""
_SUFFIX = re.compile(r"(?:ments?|ings?|ers?|ors?|able|ibly?|ably|tions?|sions?|ness|ships?|ful|less|ally?|ity|ives?)$")
"""Syllables that end words."""


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together, as one."""

    size: float
    bold: bool
    gap: bool
    """whether a wider gap is above it"""
    spans: list[Span] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def text_of(lines: Sequence[PageLine]) -> Layout:
    """The text, a paragraph a line, with the headings and the bold words that open paragraphs."""
    paragraphs = list(_paragraphs(lines, _known_words(lines)))
    body = _body_size(lines)
    levels = _levels(paragraphs, body)
    return _laid_out(paragraphs, levels)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that a document uses, by which it is told whether a hyphen belongs to a word."""

    counts: Counter[str]
    hyphenated: bool
    """whether words are parted into syllables at the ends of lines, rather than broken at hyphens of their own only"""


def _known_words(lines: Sequence[PageLine]) -> _Words:
    counts = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    parted = 0
    for last, line in pairwise(lines):
        left, right = _PARTED.search(last.text.rstrip()), _HEAD.match(line.text.lstrip())
        if left and right:
            # The two pieces were counted as words themselves.
            counts.subtract((left.group(1).lower(), right.group().lower()))
            parted += right.group().islower()
    return _Words(counts, parted > max(2, PARTED_SHARE * len(lines)))


def _body_size(lines: Sequence[PageLine]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


# ---------------------------------------------------------------- paragraphs


def _paragraphs(lines: Sequence[PageLine], words: _Words) -> Iterator[_Paragraph]:
    steps = _steps(lines)
    paragraph: _Paragraph | None = None
    last: PageLine | None = None
    for line in lines:
        step = steps.get(round(line.size), line.size * 1.25)
        if paragraph is not None and last is not None and _goes_on(last, line, step):
            _join(paragraph.spans, line.spans, words)
            paragraph.bold = paragraph.bold and line.bold
        else:
            if paragraph is not None:
                yield paragraph
            gap = last is None or not _near(last, line, step)
            paragraph = _Paragraph(line.size, line.bold, gap, list(line.spans))
        last = line
    if paragraph is not None:
        yield paragraph


def _steps(lines: Sequence[PageLine]) -> dict[int, float]:
    """The usual distance between the lines of a paragraph, by size of type: that below lines that were broken."""
    seen: dict[int, list[float]] = {}
    for last, line in pairwise(lines):
        step = last.y - line.y
        wrapped = _same_column(last, line) and _alike(last, line) and _broken_off(last) and _full(last, line)
        if wrapped and 0.8 * line.size <= step <= 2.2 * line.size:
            seen.setdefault(round(line.size), []).append(step)
    return {size: median(steps) for size, steps in seen.items()}


def _same_column(last: PageLine, line: PageLine) -> bool:
    return (last.page, last.column) == (line.page, line.column)


def _alike(last: PageLine, line: PageLine) -> bool:
    return abs(last.size - line.size) <= 0.08 * max(last.size, line.size)


def _near(last: PageLine, line: PageLine, step: float) -> bool:
    return _same_column(last, line) and 0 < last.y - line.y <= WIDER * step


def _goes_on(last: PageLine, line: PageLine, step: float) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if not _alike(last, line) or _begins(last, line):
        return False
    if not _same_column(last, line):
        return _broken_off(last) and last.bold == line.bold and _full(last, line)
    if not _near(last, line, step):
        return False
    if _PARTED_LINE.search(last.text) and line.text[:1].isalnum():
        return True
    if line.bold and last.bold:
        return _wide(last) and _broken_off(last)
    indented = line.x0 > last.x0 + 0.9 * line.size and not _broken_off(last)
    return _full(last, line) and not indented


def _begins(last: PageLine, line: PageLine) -> bool:
    """Whether something new begins by its look: a point of a list, a row of a table, a date, bold words."""
    if _BULLET.match(line.text) or "  " in line.text.strip():
        return True
    if _is_day(line.text) or (_is_day(last.text) and line.text[:1].isupper()):
        return True
    return last.bold != line.bold and (last.bold or not (_broken_off(last) or line.text.startswith("(")))


def _is_day(text: str) -> bool:
    """Whether a line is a date and nothing else, as below a headline."""
    return len(text.split()) <= 5 and not _ENDS.search(text) and full_date(text) is not None


def _broken_off(last: PageLine) -> bool:
    return not _ENDS.search(last.text)


def _wide(last: PageLine) -> bool:
    """Whether a line of a heading is long enough to have been broken."""
    return last.x1 - last.x0 >= 0.5 * (last.right - last.left)


def _full(last: PageLine, line: PageLine) -> bool:
    """Whether the first word of a line would not have fitted on the line before."""
    word, letters = line.text.split(maxsplit=1)[0], max(len(line.text), 1)
    width = (line.x1 - line.x0) * (len(word) + 1) / letters
    return last.x1 + width > last.right - 0.5 * line.size


def _join(spans: list[Span], more: Sequence[Span], words: _Words) -> None:
    """Put a line behind the lines before it, with a blank or with its parted word made whole."""
    before = "".join(span.text for span in spans).rstrip()
    after = "".join(span.text for span in more).lstrip()
    end = spans[-1]
    text = end.text.rstrip()
    if before.endswith(_SOFT):
        joint, text = "", text.rstrip(_SOFT)
    elif (parted := _PARTED.search(before)) and (head := _HEAD.match(after)):
        joint = ""
        if not _keeps_hyphen(parted.group(1), head.group(), words):
            text = text[:-1]
    elif re.search(r"[\w)][-\u2010–/]$", before) and after[:1].isalnum():
        joint = ""
    else:
        joint = " "
    spans[-1] = Span(text + joint, end.bold, end.link)
    spans.append(Span(more[0].text.lstrip(), more[0].bold, more[0].link))
    spans.extend(more[1:])


def _keeps_hyphen(left: str, right: str, words: _Words) -> bool:
    """Whether a hyphen at the end of a line belongs to the word rather than to the line."""
    capitals = left.isupper() and right.isupper() and len(left + right) > 8
    name = not (right.islower() or capitals) or (left.isupper() and right.islower())
    left, right = left.lower(), right.lower()
    if words.counts[left + right] > 0:
        return False
    if words.counts[f"{left}-{right}"] > 0 or "-" in left or _PREFIXES.fullmatch(left) or name:
        return True
    known = words.counts[left] > 0 and (words.counts[right] > 0 or not words.hyphenated)
    return known and len(left) > 2 and len(right) > 3 and not _SUFFIX.match(right) and not _JOINED.fullmatch(left)


# ---------------------------------------------------------------- text


def _levels(paragraphs: Sequence[_Paragraph], body: float) -> list[int]:
    """The level of each paragraph as a heading; 0 for text."""
    larger = {
        round(one.size * 2) / 2 for one in paragraphs if one.size >= LARGER * body and len(one.text) <= MAX_HEADING
    }
    ranks = {size: min(rank, 6) for rank, size in enumerate(sorted(larger, reverse=True), start=1)}
    levels = []
    for one in paragraphs:
        heads = len(one.text) <= MAX_HEADING and not _BULLET.match(one.text)
        level = ranks.get(round(one.size * 2) / 2, BOLD if one.bold else 0) if heads else 0
        levels.append(level)
    return levels


def _laid_out(paragraphs: Sequence[_Paragraph], levels: Sequence[int]) -> Layout:
    parts: list[str] = []
    heads: dict[int, int] = {}
    run_ins: dict[int, int] = {}
    links: list[tuple[int, int, str]] = []
    at = 0
    for paragraph, level in zip(paragraphs, levels, strict=True):
        pieces = list(_cleaned(paragraph.spans))
        text = "".join(piece for piece, _ in pieces)
        if not text:
            continue
        if parts:
            parts.append("\n\n" if paragraph.gap or level else "\n")
            at += len(parts[-1])
        if level:
            heads[at] = level
        elif pieces[0][1].bold and len(pieces) > 1:
            run_ins[at] = at + len(pieces[0][0].rstrip())
        place = at
        for piece, span in pieces:
            if span.link:
                links.append((place, place + len(piece.rstrip()), span.link))
            place += len(piece)
        parts.append(text)
        at += len(text)
    return Layout("".join(parts), heads, run_ins, tuple(links))


def _cleaned(spans: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """The spans with white space single and odd letters plain; a wide gap of a table stays two blanks."""
    first = True
    for last, (index, span) in zip(["", *(one.text for one in spans)], enumerate(spans), strict=False):
        text = re.sub(r"[ \t\r\n]{2,}", "  " if "  " in span.text.strip() else " ", span.text)
        text = text.replace("\n", " ").replace("\r", " ").replace(_SOFT, "")
        if first or last.endswith(" "):
            text = text.lstrip()
        if index == len(spans) - 1:
            text = text.rstrip()
        if text:
            first = False
            yield text, span
