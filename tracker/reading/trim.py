"""Where a story ends: before the standing lines, the heads without text and all else that follows its last words."""

from __future__ import annotations

from tracker.reading import phrases
from tracker.reading.page import Page

_END = 5
"""Within how many lines from the end a letter speaks of itself."""


def last_line(page: Page, first: int, last: int, own_line: bool) -> int:
    """The last line of the story that begins at `first`, among the lines up to `last`; never before `first`."""
    keep = first + 1 if own_line else first
    last = _before_the_tail(page, keep, last)
    while last > first and _is_no_story(page, last, first):
        last -= 1
    return last


def _before_the_tail(page: Page, first: int, last: int) -> int:
    """Cuts at a line that says the story is over, or that heads a list of other things."""
    told = 0
    rest = sum(page.lines[i].length for i in range(first, last + 1) if page.prose[i] and not page.boiler[i])
    for i in range(first, last + 1):
        line = page.lines[i]
        left = rest - told
        if told and (phrases.end_mark().match(line.text) or _signs_off(page, i)) and left * 2 < told:
            return i - 1
        if told and phrases.tail_head().match(line.text) and left == 0:
            return i - 1
        if page.prose[i] and not page.boiler[i]:
            told += line.length
    return last


def _signs_off(page: Page, index: int) -> bool:
    return page.lines[index].words <= 8 and bool(phrases.sign_off().match(page.lines[index].text))


def _is_no_story(page: Page, index: int, first: int) -> bool:
    line = page.lines[index]
    if page.boiler[index] or page.standing[index]:
        return True
    if _names_source(page, index):
        return False
    furniture = page.masthead[index] and not page.prose[index]
    if furniture or (line.level and not line.sentence and not line.bullet):
        return True
    short = not line.sentence and line.words <= 8
    apart = line.blank_before or page.rule[index - 1]
    if line.bullet or line.number is not None or not (apart or (short and page.boiler[index - 1])):
        return False
    if short:
        return True
    return line.words <= 45 and (_speaks_of_itself(page, index) or _follows_a_cut(page, index, first))


def _names_source(page: Page, index: int) -> bool:
    """Whether a source line is the story's last; a list of several below a blank line is the whole letter's."""
    line = page.lines[index]
    found = phrases.source_line().match(line.text)
    return bool(found) and not (line.blank_before and line.text[:8].lower().lstrip("* _(").startswith("sources"))


def _speaks_of_itself(page: Page, index: int) -> bool:
    """Whether the line names the publication: what it says of itself is no story.

    A name of one word may be any word; it says so only at the end of the letter.
    """
    text, ends = page.lines[index].text.casefold(), index >= len(page.lines) - _END
    return any(name in text if " " in name else ends and text.startswith((name, f"the {name}")) for name in page.names)


def _follows_a_cut(page: Page, index: int, first: int) -> bool:
    """Whether the text above breaks off in the middle of a sentence: a preview was cut there, and its text is over."""
    above = next((i for i in range(index - 1, first, -1) if not page.boiler[i]), None)
    if above is None or index < len(page.lines) - 4:
        return False
    line = page.lines[above]
    text = page.prose[above] or (line.words >= 12 and not page.heads(above))
    return text and not line.sentence and line.text[-1].isalnum()
