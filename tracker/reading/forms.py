"""What a line is, judged by its form and its standing phrases: title, prose, or one of the things that are no story."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.reading import phrases
from tracker.reading.dates import full_date, partial_date
from tracker.reading.lines import Line, is_rule

_SEPARATOR = re.compile(r"\s[|·•›»▸◂▾–—/>~]\s|\s?[|·•]\s?|\s{3,}|\s?[❤↻💬💌👍🔁📎🔊🎧]\s?")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_SEPARATING = re.compile(r"[|·•›»▸◂▾–—/>~❤↻💬💌👍🔁📎🔊🎧-]|\s{3}")
_LONE_SIGN = re.compile(r"\s[^\w\s,.&'’\"“”()]{1,2}\s")
_TITLE_END = re.compile(r"[.,;:]$")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.|\b(?:etc|Inc|Ltd|Co|Corp|U\.S|St|Jr|vs)\.|\.\.\.)$")
_BARRED_DATE = re.compile(r"[|·•]\s?[^|·•]{0,40}\b\d{1,2}[^|·•]{0,12}(?:19|20)\d\d\s?(?:$|[|·•])")
"""A day between bars, or behind the last of them."""
_LAST_DATE = re.compile(
    r"[.,;:|·•~(–—-]\s?(?:[^\W\d_]{3,10},? )?[^\W_]{1,12}[ ./-]{1,2}[^\W_]{1,12}[ .,/-]{1,2}\d{2,4}[.)]?$"
)
_PROSE_WORDS = 9
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{3,}[”’)\"']?[.!?][”’)\"']?\s+[“‘(\"']?[^\W\d_a-z]")
_ISSUE_NUMBER = re.compile(r"\b(?:no|nr|vol|issue|edition|number|ausgabe)\b\.?\s?#?\d*|#\d+", re.IGNORECASE)
_SMALL_WORD = re.compile(r"(?<!\S)[a-zà-öø-ÿ]{2,}")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ý][\w.'’-]+[ /,]{0,2}){1,5}(?:\([^()]{2,40}\)\s?)?(?:[,:.]\s?|\s)"
    r"(?:[^—–:]{0,40}?)(?:\([^()]{2,40}\)\s?)?(?:--|—|–|:)\s"
)


_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PROMISE = re.compile(
    rf"\b({'|'.join(_COUNTS)}|[2-9]|1\d) (?:\w+ ){{0,2}}?(?:stories|items|pieces|subjects|topics|updates|dispatches)\b",
    re.IGNORECASE,
)


def is_prose(line: Line) -> bool:
    """Running text: a sentence or more."""
    words = line.words
    if words >= 24 or (words >= _PROSE_WORDS and line.sentence and not line.text.endswith((":", "?"))):
        return True
    return words >= 12 and bool(_SENTENCE_BREAK.search(line.text[:400]))


def is_nav(line: Line) -> bool:
    """Links or labels in a row, parted by bars, dots or wide gaps."""
    if line.words > 90 or not _SEPARATING.search(line.text):
        return False
    parts = [part for part in _SEPARATOR.split(line.text[:600]) if part.strip()]
    if len(parts) < 2:
        return False
    longest = max(len(part.split()) for part in parts)
    if len(parts) == 2:
        plain = not any(mark in line.text for mark in "|·•›»▸◂")
        return longest <= (2 if plain else 5) and line.words <= 8 and ("/" in line.text or not plain)
    return longest <= 6 or (len(parts) >= 3 and longest <= 10 and "•" in line.text)


def is_boiler(line: Line) -> bool:
    """Whether the line is one of those that stand around every story: sign-ups, sharing, contacts, copyright."""
    text = line.text
    if not text or is_rule(line) or (is_nav(line) and not line.number):
        return True
    if line.length > 320:
        return False
    return _stands_around(text)


@lru_cache(maxsize=2048)
def _stands_around(text: str) -> bool:
    """Whether a short line says what those lines say; asked of each line several times, and of every issue's anew."""
    if phrases.boiler_whole().match(text) or phrases.tail_head().match(text):
        return True
    return bool(phrases.boiler_begin().match(text)) or phrases.has_boiler(text)


def is_masthead(line: Line) -> bool:
    """A name plate, an issue line, a date, a by-line, a caption: what stands above a story, or below its title."""
    text = line.text
    if is_prose(line) and line.words > 20:
        return False
    if line.gaps >= 2 and line.words <= 40:
        return True
    if phrases.is_furniture(text) or is_dated(line):
        return True
    if is_nav(line):
        return True
    if line.words > 6 or not phrases.masthead_word().search(text):
        return False
    name = _ISSUE_NUMBER.sub("", text)
    return name.isupper() or _title_case(name)


def is_issue_line(line: Line) -> bool:
    """A name, a motto and the day in one line, at its end: "The Reed. News from the marsh. 3 June 2026"."""
    return (
        line.words <= 24 and len(line.text) <= 160 and bool(_LAST_DATE.search(line.text)) and bool(full_date(line.text))
    )


def is_dated(line: Line) -> bool:
    """A line that holds a date and hardly anything else."""
    if line.words <= 26 and _BARRED_DATE.search(line.text) and not _SENTENCE_BREAK.search(line.text):
        return True
    if line.words > 16 or is_prose(line):
        return False
    if line.words <= 4 and partial_date(line.text) and len(_LONG_WORD.findall(line.text)) <= 2:
        return True
    if full_date(line.text) is None:
        return False
    return line.words <= 7 or bool(_SEPARATOR.search(line.text) or _LONE_SIGN.search(line.text))


def _title_case(text: str) -> bool:
    return not _SMALL_WORD.search(text)


def is_greeting(line: Line) -> bool:
    return line.words <= 60 and bool(phrases.greeting().match(line.text))


def announces(line: Line) -> bool:
    """Whether a line says what the letter holds: "In this issue:", "Today: milk, trams and tolls"."""
    return bool(phrases.contents().match(line.text.partition(":")[0]))


def is_label(line: Line) -> bool:
    """A heading within a story rather than that of one: "What it means", "Background", "And the West?"."""
    return line.words <= 3 or labelled(line)


def labelled(line: Line) -> bool:
    """Whether its words are those of a part of a story, however many: "Background", "Lesson one: …"."""
    short = line.words <= 9 and bool(phrases.section_label().match(line.text))
    return short or bool(phrases.counted_part().match(line.text))


def stories_promised(line: Line) -> int:
    """How many stories a line says the letter holds ("three stories this week: …"); 0 where it says nothing of it."""
    match = _PROMISE.search(line.text)
    if match is None:
        return 0
    count = match.group(1).lower()
    return int(count) if count.isdigit() else _COUNTS.index(count) + 2


def title_like(line: Line) -> bool:
    """A line that could be a headline, by its form alone."""
    text = line.text
    if not 3 <= line.length <= 180 or line.words > 21 or not any(char.isalpha() for char in text):
        return False
    if line.bullet and not line.level:
        return False
    if _TITLE_END.search(text) and not _ABBREVIATION_END.search(text) and not line.level:
        return False
    return line.level > 0 or not text[0].islower() or bool(line.number)


def has_dateline(line: Line) -> bool:
    """Whether a wire's dateline opens the text: "BEIJING, Feb. 5 -- ", "OSLO: "."""
    head = line.text[:90]
    first = head.split(",")[0].split(":")[0].split(" ")[0]
    return is_prose(line) and len(first) > 2 and first.isupper() and bool(_DATELINE.match(head))
