"""The ways in which a letter may be cut into stories, each proposed on its own.

A way of cutting takes one kind of head (numbered lines, headings of one level, lines in bold, run-in heads …) and
proposes the places where such heads stand. Whether these are stories is judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tracker.reading.lines import BOLD
from tracker.reading.page import Page

_RUN_IN_CAPS = re.compile(r"([^\W_a-z][^a-z:—–]{2,60}?)(?:\s?(?:—|–|--|-)\s|:\s)(?=\S)")
_RUN_IN_STOP = re.compile(
    r"(?:\d{1,2}[.)]?\s)?(?:[^\w\s\"'(]\s)?([^\W\d_][\w-]{2,20}(?:\s[\w&-]{1,20}){0,2})\.\s(?=[\"'“]?[^\W_a-z])"
)
"""a label of one to three words that a full stop ends: "Satellites. The agency …" """
_BOLD_RUN_IN = re.compile(r"(\*\*|__|\*|_)(?=[^\s*_])([^*\n]{3,140}?[\w.!?:)”\"])\1(?=\W)")
_OWN_SOURCE = re.compile(r"[(\[][^()\[\]]{2,60}[)\]]\W{0,4}$|\]\(http[^()\s]{1,500}\)\W{0,6}$", re.IGNORECASE)

_HEADLINE = 4
"""How many words a headline has at least that stands between two paragraphs."""
_DATELINES = 0.6
"""Which part of the words in capitals may stand below headlines, where they head stories themselves."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a story would begin."""

    line: int
    title: str | None = None
    """the words of a run-in head; None where the whole line is the head, or there is none"""
    own_line: bool = True
    """whether the head is a line of its own above the text"""


@dataclass(frozen=True, slots=True)
class Proposal:
    kind: str
    heads: tuple[Head, ...]
    bonus: float = 0.0
    """what its surroundings say for it, or against it"""


def proposals(page: Page, text: str, run_ins: Mapping[int, int]) -> Iterator[Proposal]:
    """Every way of cutting that finds at least two heads."""
    every = (_numbered(page), *_levels(page), _glyphs(page), _ruled(page), _caps(page), _plain(page), _tight(page))
    every = (*every, _stacked(page), _alternating(page))
    yield from (proposal for proposal in every if len(proposal.heads) >= 2)
    run_in = (_run_in_caps(page), _run_in_bold(page, text, run_ins), _sourced_bullets(page, text))
    yield from (proposal for proposal in run_in if len(proposal.heads) >= 2)


def _own(lines: list[int]) -> tuple[Head, ...]:
    return tuple(Head(index) for index in lines)


def _numbered(page: Page) -> Proposal:
    heads = [i for i, line in enumerate(page.lines) if line.number is not None and page.heads(i)]
    numbers = [page.lines[i].number or 0 for i in heads]
    rising = all(one < other for one, other in pairwise(numbers))
    return Proposal("numbered", _own(heads) if rising else ())


def _levels(page: Page) -> Iterator[Proposal]:
    above = 0
    for level in sorted({line.level for line in page.lines if line.level}):
        heads = [i for i, line in enumerate(page.lines) if line.level == level and page.heads(i)]
        # Below headings that head text themselves, lower ones rather part their stories.
        yield Proposal("bold" if level == BOLD else "heading", _own(heads), -0.5 * above)
        above += len(heads) >= 2


def _glyphs(page: Page) -> Proposal:
    return Proposal("glyph", _own([i for i, line in enumerate(page.lines) if line.glyph and page.heads(i)]))


def _ruled(page: Page) -> Proposal:
    heads = [i for i in range(1, len(page.lines)) if page.rule[i - 1] and page.heads(i)]
    return Proposal("ruled", _own(heads))


def _caps(page: Page) -> Proposal:
    heads = [i for i, line in enumerate(page.lines) if line.caps and not line.level and page.heads(i)]
    return Proposal("caps", _own(heads))


def _plain(page: Page) -> Proposal:
    heads = [
        i
        for i, line in enumerate(page.lines)
        if not line.level and line.number is None and line.blank_before and line.words >= 2 and page.heads(i)
    ]
    if heads and heads[0] == 0 and page.heads(1) and not page.lines[1].blank_before:
        heads[0] = 1  # the name of the letter right above the first headline
    return Proposal("plain", _own(heads))


def _tight(page: Page) -> Proposal:
    """Headlines between paragraphs in a text that has hardly a blank line."""
    blanks = sum(line.blank_before for line in page.lines)
    if blanks > max(2, len(page.lines) * 0.2):
        return Proposal("tight", ())
    heads = [
        i
        for i, line in enumerate(page.lines)
        if i and line.words >= 2 and not line.level and not page.heads(i - 1) and _heads_prose(page, i)
    ]
    return Proposal("tight", _own(heads))


def _alternating(page: Page) -> Proposal:
    """Headlines between paragraphs in a stretch without blank lines, in a text that has such lines elsewhere."""
    heads = [
        i
        for i, line in enumerate(page.lines[:-1])
        if i and line.words >= _HEADLINE and not (line.level or line.blank_after) and _heads_prose(page, i)
    ]
    between = sum(page.prose[i - 1] and not page.lines[i].blank_before for i in heads)
    return Proposal("tight", _own(heads) if len(heads) >= 3 and between * 2 >= len(heads) else ())


def _heads_prose(page: Page, index: int) -> bool:
    body = page.body_after(index) if page.heads(index) else None
    return body is not None and page.prose[body]


def _stacked(page: Page) -> Proposal:
    """Headlines with a blank line above and none below: the text follows at once."""
    heads = [
        i
        for i, line in enumerate(page.lines[:-1])
        if line.blank_before and not line.blank_after and _tells(page, i + 1) and page.heads(i)
    ]
    return Proposal("stacked", _own(heads))


def _tells(page: Page, index: int) -> bool:
    line = page.lines[index]
    return page.prose[index] or (line.sentence and line.words >= 4)


def _run_in_caps(page: Page) -> Proposal:
    found = []
    for i, line in enumerate(page.lines):
        match = _RUN_IN_CAPS.match(line.text) if _tells(page, i) and not page.boiler[i] else None
        if match and match.group(1).isupper():
            found.append(Head(i, match.group(1).strip(), own_line=False))
    # One or two may be the datelines of a story that two desks wrote; those below headlines are nothing but datelines.
    below = sum(head.line > 0 and page.heads(head.line - 1) for head in found)
    own = len(found) >= 3 and below <= _DATELINES * len(found)
    return Proposal("run-in", tuple(found) if own else _run_in_stopped(page))


def _run_in_stopped(page: Page) -> tuple[Head, ...]:
    """Paragraphs in a row with a number, a label and a full stop: at least three, none between them without.

    Labels without a number ("NEXT. …") mostly part one story.
    """
    rows: list[list[Head]] = [[]]
    for i, line in enumerate(page.lines):
        match = _RUN_IN_STOP.match(line.text) if line.blank_before and line.words >= 8 and not page.boiler[i] else None
        numbered = match is not None and (line.number is not None or line.text[0].isdigit())
        if match and numbered:
            rows[-1].append(Head(i, match.group(1), own_line=False))
        elif rows[-1] and not page.masthead[i]:
            rows.append([])
    best = max(rows, key=len)
    return tuple(best) if len(best) >= 3 else ()


def _run_in_bold(page: Page, text: str, run_ins: Mapping[int, int]) -> Proposal:
    found = []
    for i, line in enumerate(page.lines):
        if line.level or page.boiler[i] or page.masthead[i] or line.words < 10:
            continue
        if line.start in run_ins:
            found.append(Head(i, " ".join(text[line.words_start : run_ins[line.start]].split()), own_line=False))
            continue
        match = _BOLD_RUN_IN.match(text, max(line.start, line.words_start - 2), min(line.end, line.start + 300))
        if match:
            found.append(Head(i, match.group(2).strip(), own_line=False))
    return Proposal("bold run-in", tuple(found))


def _sourced_bullets(page: Page, text: str) -> Proposal:
    """Bullets of which each names its own source or links on."""
    bullets = [i for i, line in enumerate(page.lines) if line.bullet and line.words >= 8 and not page.boiler[i]]
    sourced = [
        i
        for i in bullets
        if _OWN_SOURCE.search(text, max(page.lines[i].start, page.lines[i].end - 400), page.lines[i].end)
    ]
    enough = len(sourced) >= 2 and len(sourced) >= 0.7 * len(bullets)
    return Proposal("bullets", tuple(Head(i, None, own_line=False) for i in bullets) if enough else ())
