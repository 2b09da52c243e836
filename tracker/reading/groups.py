"""Labels that head several stories each: the names of countries or topics above paragraphs that are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.reading.apart import Section, going_on, names_in
from tracker.reading.cohesion import common_stems, stems
from tracker.reading.judge import spans_of
from tracker.reading.page import Page
from tracker.reading.proposals import Head

_LEAST = 2
"""How many labels there are at least."""
_TOP = 5
"""How many lines the name, motto and day of a letter take up."""
_LABEL, _LABEL_MEAN = 4, 2.5
"""How many words a label has at most, and how many on the average."""
_STORY = 12
"""How many words a story has at least."""
_LONG = 18
"""From how many words on a paragraph that has none of the one before it in common tells something of its own."""
_SAID_AT_ONCE = 160
"""Within how many characters a story names whom it tells of."""

_SENTENCE = re.compile(r"(?<=[a-zà-ÿ]{2}[.!?])\s")


def labels_of_groups(page: Page) -> frozenset[int]:
    """The short lines in bold or capitals, where several paragraphs stand below half of them at least."""
    found = [
        Head(i)
        for i, line in enumerate(page.lines)
        if (line.level or line.caps) and line.blank_before and page.heads(i)
    ]
    return in_groups(page, found) if len(found) >= _LEAST else frozenset()


def in_groups(page: Page, heads: Sequence[Head]) -> frozenset[int]:
    """The heads, where they are labels of a few words below half of which, at least, several paragraphs stand."""
    lines = [head.line for head in heads]
    if not all(head.own_line and _may_head_several(page, head.line) for head in heads):
        return frozenset()
    if sum(page.lines[i].words for i in lines) > _LABEL_MEAN * len(lines):
        return frozenset()
    several = 0
    for first, end in spans_of(page, tuple(heads)):
        told = [i for i in range(first + 1, end) if page.prose[i] and page.says(i)]
        several += len(told) >= 2
    return frozenset(lines) if several * 2 >= len(lines) else frozenset()


def _may_head_several(page: Page, index: int) -> bool:
    line = page.lines[index]
    above = page.lines[index - 1] if index > _TOP and not page.masthead[index - 1] else None
    below = page.lines[index + 1] if index + 1 < len(page.lines) else line
    if not (below.blank_before or page.prose[index + 1] or below.sentence or below.bullet or below.glyph):
        return False  # a headline of its own stands right below it: it only says where that plays
    under_a_label = above is not None and above.level and not above.sentence
    return line.words <= _LABEL and line.number is None and not under_a_label


def told_by_themselves(page: Page, lines: Sequence[int], parts: Sequence[Section]) -> float:
    """Which part of the paragraphs that follow another below the same label say at once whom they tell of.

    Those that go on with the story before them have no name of their own at their beginning.
    """
    alone = following = 0
    for (before, one), (earlier, later) in zip(pairwise(lines), pairwise(parts), strict=True):
        if any(not page.prose[i] and page.says(i) for i in range(before + 1, one)):
            continue
        following += 1
        own = names_in(_SENTENCE.split(later.body[:_SAID_AT_ONCE], maxsplit=1)[0]) - names_in(earlier.body)
        words = len(later.body.split())
        long = words >= _LONG and not common_stems(later.body) & stems(earlier.body)
        alone += (long or (bool(own) and words >= _STORY)) and not going_on([earlier, later])
    return alone / following if following else 0.0
