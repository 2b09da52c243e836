"""A newsletter issue → its stories.

    lines → standing lines (learned) → ways of cutting, the first that fits → ends trimmed → stories

Each way of cutting proposes the heads of the stories; `storiness` judges whether they head stories of their own or
are sections of a single one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reading import forms, phrases
from tracker.reading.lines import BOLD, Line, is_rule
from tracker.reading.titles import best_title, headline_score

_LETTERS = re.compile(r"[\W\d_]+")
_RUN_IN = re.compile(r"([^\s:—–][^:—–]{1,70}?)\s(?:—|–|--)\s|([^\s:][^:]{1,70}?):\s")
_SOURCED = re.compile(
    r"[(\[]\*{0,2}[^()\[\]]{2,60}[)\]]\W{0,6}$|(?:source|via|seen in|read more|quelle|fuente|fonte)s?\s?[:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Story:
    """Lines `first` to `last` inclusive; `title` is the line of its headline, if any; `head_end` where a run-in head ends."""

    first: int
    last: int
    title: int | None
    run_in: str | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[Line, ...]
    boiler: tuple[bool, ...]
    standing: tuple[bool, ...]
    """the line, or one that begins like it, stands at least three times in the text"""

    def head(self, index: int) -> bool:
        """Whether the line heads text: title-like, its own, and followed by something that is no head of its kind."""
        line = self.lines[index]
        if self.boiler[index] or self.standing[index] or not forms.title_like(line) or forms.is_masthead(line):
            return False
        return self.body_after(index) is not None

    def body_after(self, index: int) -> int | None:
        """The next line that is no furniture, where it is text; None where another head or the end comes first."""
        for at in range(index + 1, min(index + 6, len(self.lines))):
            line = self.lines[at]
            if self.boiler[at] or forms.is_masthead(line):
                continue
            if forms.is_prose(line) or line.bullet or line.words >= 14:
                return at
            if line.level or not line.sentence:
                return None
            return at
        return None


def _key(text: str) -> str:
    return _LETTERS.sub("", text[:120].lower())[:36]


def page_of(lines: Sequence[Line]) -> _Page:
    """The lines with what is known of each: whether it is boilerplate, whether it is a standing line."""
    keys = [_key(line.text) for line in lines]
    counts = Counter(key for key in keys if len(key) >= 4)
    standing = [counts[key] >= 3 for key in keys]
    boiler = [forms.is_boiler(line) for line in lines]
    return _Page(tuple(lines), tuple(boiler), tuple(standing))


def segment(lines: Sequence[Line]) -> tuple[Story, ...]:
    """The stories of a text, in order, without overlap; empty where there is no story in it."""
    page = page_of(lines)
    for propose in (_numbered, _headed, _run_in, _plain):
        heads = propose(page)
        if heads:
            return _cut(page, heads)
    return _single(page)


# ---------------------------------------------------------------- ways of cutting


def _numbered(page: _Page) -> list[Story]:
    heads = [i for i, line in enumerate(page.lines) if line.number is not None and line.words <= 24 and page.head(i)]
    numbers = [page.lines[i].number or 0 for i in heads]
    if numbers != sorted(numbers) or len(set(numbers)) < len(numbers):
        return []
    return _if_stories(page, heads, bonus=2.0)


def _headed(page: _Page) -> list[Story]:
    levels = sorted({line.level for line in page.lines if line.level})
    for level in levels:
        heads = [i for i, line in enumerate(page.lines) if line.level == level and page.head(i)]
        stories = _if_stories(page, heads, bonus=0.5)
        if stories:
            return stories
    return []


def _run_in(page: _Page) -> list[Story]:
    found: list[Story] = []
    for i, line in enumerate(page.lines):
        match = _RUN_IN.match(line.text)
        if match and line.words >= 8 and match.group(1) and match.group(1).isupper() and not page.boiler[i]:
            found.append(Story(i, i, None, match.group(1)))
    return found if len(found) >= 3 else []


def _plain(page: _Page) -> list[Story]:
    heads = [
        i
        for i, line in enumerate(page.lines)
        if not line.level and line.number is None and line.blank_before and page.head(i) and line.words >= 2
    ]
    return _if_stories(page, heads, bonus=0.0)


def _if_stories(page: _Page, heads: list[int], bonus: float) -> list[Story]:
    if len(heads) < 2 or storiness(page, heads) + bonus < 2.0:
        return []
    ends = [head - 1 for head in heads[1:]] + [len(page.lines) - 1]
    return [Story(head, end, head) for head, end in zip(heads, ends, strict=True)]


def storiness(page: _Page, heads: list[int]) -> float:
    """How much the sections under these heads look like stories of their own; from 2 up they are."""
    count = len(heads)
    ends = [*heads[1:], len(page.lines)]
    mean = sum(min(page.lines[i].words, 14) for i in heads) / count
    labels = sum(forms.is_label(page.lines[i]) for i in heads) / count
    sourced = sum(_closes_with_source(page, i, end) for i, end in zip(heads, ends, strict=True)) / count
    repeated = sum(any(page.standing[i + 1 : end]) for i, end in zip(heads, ends, strict=True)) / count
    score = max(-2.0, min(2.0, (mean - 5) * 0.6)) - 4 * labels + 3 * sourced + 3 * repeated
    lead = sum(line.length for line in page.lines[: heads[0]] if forms.is_prose(line) and not forms.is_greeting(line))
    return score - (2.0 if lead > 250 else 0.0)


def _closes_with_source(page: _Page, head: int, end: int) -> bool:
    """Whether the section names its source or links on: in its last lines, or right below its head."""
    inner = [i for i in range(head + 1, end) if not is_rule(page.lines[i])]
    near = inner[:1] + inner[-2:]
    return any(
        _SOURCED.search(page.lines[i].text[-100:])
        or _SOURCED.match(page.lines[i].text[:40])
        or _reads_on(page.lines[i])
        for i in near
    )


def _reads_on(line: Line) -> bool:
    return line.words <= 8 and bool(phrases.boiler_whole().match(line.text))


# ---------------------------------------------------------------- cutting


def _cut(page: _Page, stories: list[Story]) -> tuple[Story, ...]:
    trimmed = [_trim(page, story) for story in stories]
    opening = _opening_story(page, stories[0].first)
    found = [*([opening] if opening else []), *trimmed]
    return tuple(story for story in found if story.last >= story.first)


def _opening_story(page: _Page, before: int) -> Story | None:
    """A headline with prose above the first head is a story too; a greeting or an editor's note is none."""
    for i in range(before):
        body = page.body_after(i)
        if body is None or body >= before or page.boiler[i] or forms.is_greeting(page.lines[body]):
            continue
        if forms.title_like(page.lines[i]) and headline_score(page.lines[i]) >= 3 and forms.is_prose(page.lines[body]):
            return _trim(page, Story(i, before - 1, i))
    return None


def _single(page: _Page) -> tuple[Story, ...]:
    body = next((i for i in range(len(page.lines)) if _begins_text(page, i)), None)
    if body is None:
        return ()
    title = best_title(page.lines, range(body), body)
    first = body if title is None else title
    if title is None and forms.title_like(page.lines[body]) and page.lines[body].words < 9:
        first = min(body + 1, len(page.lines) - 1)
    return (_trim(page, Story(first, len(page.lines) - 1, title)),)


def _begins_text(page: _Page, index: int) -> bool:
    line = page.lines[index]
    if page.boiler[index] or forms.is_greeting(line) or forms.is_masthead(line):
        return False
    return forms.is_prose(line) or (bool(line.bullet) and line.words >= 6)


def _trim(page: _Page, story: Story) -> Story:
    """Without the standing lines, heads without text and rules at its end."""
    last = story.last
    for i in range(story.first + 1, story.last + 1):
        if phrases.tail_head().match(page.lines[i].text) and not any(
            forms.is_prose(page.lines[k]) and not page.boiler[k] for k in range(i + 1, story.last + 1)
        ):
            last = i - 1
            break
    while last > story.first and _ends_badly(page, last, story):
        last -= 1
    return Story(story.first, last, story.title, story.run_in)


def _ends_badly(page: _Page, index: int, story: Story) -> bool:
    line = page.lines[index]
    if page.boiler[index] or is_rule(line):
        return True
    if page.standing[index] and index != story.title:
        return True
    return line.level > 0 and line.level <= BOLD and index != story.title and not line.sentence
