"""Heads that were taken for something else, although they are set as all the others are.

Each line is judged by itself at first, and its words may mislead: "Rate trimmed to 4.25%" begins as a line that asks
for a rating, "Jobs" heads vacancies in other letters, "Who pays for the jab" a part of a story. Among heads of one form
such a line, with a text of its own below it, is a head too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tracker.reading import forms, phrases
from tracker.reading.page import Page
from tracker.reading.proposals import Head

_LEAST = 2
"""How many heads show the form."""
_ALIKE = 0.8
"""Which part of them has it at least."""
_KICKER = 4
"""How many words a place or a topic above a headline has at most."""
_TEXT = 12
"""How many words a text has that tells of something."""
_OWN_WORDS = re.compile(
    r"\b(?:we|us|our|ours|you|your|yours|subscri\w+|sponsor\w*|newsletter|e-?mail)\b", re.IGNORECASE
)

Form = tuple[int, bool, bool, bool, bool, bool]


def filled(page: Page, heads: Sequence[Head]) -> tuple[Head, ...]:
    """The heads with those that were overlooked; as they are where they have no form in common."""
    if len(heads) < _LEAST or not all(head.own_line for head in heads):
        return tuple(heads)
    form, count = Counter(_form(page, head.line) for head in heads).most_common(1)[0]
    if count < _ALIKE * len(heads):
        return tuple(heads)
    known = {head.line for head in heads}
    found = [Head(i) for i in range(1, len(page.lines) - 1) if i not in known and _overlooked(page, i, form, known)]
    if len(found) > len(heads):
        return tuple(heads)
    return tuple(sorted((*heads, *found), key=lambda head: head.line))


def set_alike(page: Page, one: int, other: int) -> bool:
    """Whether two lines have one form."""
    return _form(page, one) == _form(page, other)


def without_kickers(page: Page, heads: Sequence[Head]) -> tuple[Head, ...]:
    """The headlines instead of the heads, where these are places or topics on a line above them."""
    moved = [Head(head.line + 1) if head.own_line and _kicks(page, head.line) else head for head in heads]
    count = sum(one.line != head.line for one, head in zip(moved, heads, strict=True))
    return tuple(moved) if count >= _ALIKE * len(heads) else tuple(heads)


def _kicks(page: Page, index: int) -> bool:
    """Whether a line of a few words stands above a headline and that above its text."""
    if page.lines[index].words > _KICKER or index + 2 >= len(page.lines) or page.lines[index].number is not None:
        return False
    title, below = page.lines[index + 1], page.lines[index + 2]
    headline = forms.title_like(title) and title.words >= 3 and not (page.prose[index + 1] or page.masthead[index + 1])
    return headline and page.prose[index + 2] and below.length > title.length


def _form(page: Page, index: int) -> Form:
    line = page.lines[index]
    return (
        line.level,
        bool(line.glyph),
        line.number is not None,
        line.blank_before or page.rule[index - 1],
        line.blank_after,
        line.caps,
    )


def _overlooked(page: Page, index: int, form: Form, known: set[int]) -> bool:
    line, below = page.lines[index], page.lines[index + 1]
    if _form(page, index) != form or page.rule[index] or page.prose[index] or not forms.title_like(line):
        return False
    if index + 1 in known or not page.prose[index + 1] or below.words < _TEXT or page.standing[index]:
        return False
    if forms.labelled(line) and not (line.words >= 4 and len(known) >= 3):
        return False
    if forms.is_greeting(line) or forms.is_dated(line) or (page.boiler[index + 1] and below.words < 20):
        return False
    outside = page.boiler[index] or page.masthead[index]
    return not (outside and (_OWN_WORDS.search(below.text[:300]) or phrases.other_stories().match(line.text)))
