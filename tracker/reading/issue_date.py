"""The day on which a letter came out, from its own words: masthead, dateline, imprint.

lines that may tell it → a day with its year → of "03/04/2026" the reading that the letter's other dates allow
                       → else a day without a year, and the year that its weekday or the text leaves
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from datetime import date, datetime, timedelta

from tracker.reading import forms
from tracker.reading.dates import (
    dates_the_issue,
    day_of,
    full_date,
    midnight,
    month_first_in_digits,
    month_first_in_words,
    other_reading,
    partial_date,
    years_in,
)
from tracker.reading.lines import Line
from tracker.reading.places import places_in

_MASTHEAD = 14
"""How many lines from the top may date an issue."""
_FOOT = 6
"""How many lines from the end may."""
_OPENING = 130
"""Within how many characters of a paragraph its dateline ends."""
_PAST_YEARS = 5
"""How many years back a day is looked for whose weekday is told and whose year is not."""
_NEAR = 3
"""Within how many days after it came out a letter may say it was fetched: clocks and zones differ."""
_LINES = 60
"""How many lines are read for the country that a letter speaks of."""
_SHORT = 400
"""How many characters of each are."""
_READ = 8000
"""How many characters of a text are read for its years."""

_BREAK = re.compile(r"\s[–—-]{1,2}\s?|--|—|[:;|]\s|[)\]]\s|(?<=[^\W\d_]{4})[.]\s|(?<=\d)[.]\s(?=[^\W\d_a-z])")
_SMALL = re.compile(r"(?<!\S)[a-zà-öø-ÿ]{3,}")
_LINKING = frozenset(
    {"the", "week", "weekending", "ending", "ended", "from", "for", "and", "until", "issue", "edition", "published"}
)
_WIRE = re.compile(r"[A-ZÀ-Ý]{3}.*\d")
"""A wire's dateline: a place in capitals, and a day. Other days without a year are of meetings and deadlines."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur|r)?(?:day)?\b", re.IGNORECASE)
_SAID_ON = re.compile(
    r"(?<!late )\bon (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?! \d| [A-Z][a-z]+ \d)", re.IGNORECASE
)


def issue_date(lines: Sequence[Line], fetched: datetime) -> datetime | None:
    """The day that the letter tells as its own, as midnight UTC; None where it tells none, or not surely.

    `fetched`: no letter comes out after it was fetched.
    """
    heads = [text for line in lines[:_MASTHEAD] for text in _dateable(line)]
    feet = [line.text for line in lines[_MASTHEAD:][-_FOOT:] if forms.is_dated(line)]
    told = [text for text in (*heads, *feet) if dates_the_issue(text)]
    for text in told:
        day = full_date(text)
        if day is None:
            continue
        sure = _sure(text, day, lines, fetched.date())
        return midnight(sure) if sure else None
    years = {year for text in heads if dates_the_issue(text) for year in years_in(text)}
    partial = [(text, parts) for text in heads if dates_the_issue(text) and (parts := partial_date(text))]
    # Of several days none is the letter's own, unless its year is told.
    if partial and (len(years) == 1 or len({parts for _, parts in partial}) == 1):
        found = _with_year(*partial[0], years, lines, fetched.date())
        return midnight(found) if found else None
    return None


def _dateable(line: Line) -> Iterator[str]:
    """The words of a line that may date the issue: all of a short line, the dateline of a paragraph."""
    if not forms.is_prose(line) or forms.is_greeting(line) or forms.is_issue_line(line):
        # "3. März 2026" begins as the entries of a list do.
        yield line.text if line.number is None else f"{line.number}. {line.text}"
    else:
        yield from _datelines(line.text[:_OPENING])


def _datelines(opening: str) -> Iterator[str]:
    """The first parts of a paragraph that hold a date and, beside names, hardly a word: "OSLO, 5 May 2026 (NTB)"."""
    at = 0
    for match in _BREAK.finditer(opening):
        part = opening[at : match.start()]
        small = [word for word in _SMALL.findall(part) if word not in _LINKING]
        if len(small) > 1 or len(part.split()) > 12:
            return
        if full_date(part) or partial_date(part):
            yield part
            return
        at = match.end()


def _sure(text: str, day: date, lines: Sequence[Line], fetched: date) -> date | None:
    """Of a day in digits that may be read in two ways the one that fits; None where both do."""
    other = other_reading(text, day)
    if other is None:
        return day
    weekday = _weekday(text)
    fits = [one for one in (day, other) if weekday in (None, one.weekday())]
    fits = [one for one in fits if one <= fetched + timedelta(days=_NEAR)] or fits
    if len(fits) == 2 and (said := _said_on(lines)) is not None:
        # What happened on Friday is told on Friday, or on Saturday.
        fits = [one for one in fits if (one.weekday() - said) % 7 <= 1] or fits
    if len(fits) == 1:
        return fits[0]
    month_first = _month_first(lines)
    return None if month_first is None else (other if month_first else day)


def _month_first(lines: Sequence[Line]) -> bool | None:
    """Whether the letter writes the month first: by its dates in digits, else in words, else by its country.

    None where these tell nothing, or where the month stands first in words and the country writes the day first.
    """
    digits = Counter(vote for line in lines if (vote := month_first_in_digits(line.text)) is not None)
    if digits[True] != digits[False]:
        return digits[True] > digits[False]
    words = Counter(vote for line in lines if (vote := month_first_in_words(line.text)) is not None)
    if words[False] > words[True]:
        return False
    text = (line.text[:_SHORT].replace("US$", "") for line in lines[:_LINES])
    places = Counter(place for one in text for place in places_in(one))
    if places:
        american = places.most_common(1)[0][0] in places_in("United States")
        return american if american or not words[True] else None
    return True if words[True] else None


def _said_on(lines: Sequence[Line]) -> int | None:
    """The weekday on which the letter first says that something happened; Monday is 0."""
    said = (_SAID_ON.search(line.text) for line in lines[:_LINES] if forms.is_prose(line))
    first = next((match for match in said if match), None)
    return _WEEKDAYS.index(first.group(1)[:3].lower()) if first else None


def _weekday(text: str) -> int | None:
    match = _WEEKDAY.search(text)
    return _WEEKDAYS.index(match.group(1).lower()) if match else None


def _with_year(text: str, parts: tuple[int, int], years: Set[int], lines: Sequence[Line], fetched: date) -> date | None:
    """The day with its year: the only one that the masthead names; the one whose weekday is told; else None."""
    if len(years) == 1:
        return day_of(next(iter(years)), *parts)
    weekday = _weekday(text)
    recent = {fetched.year - back for back in range(-1, _PAST_YEARS)}
    if weekday is not None:
        return _only([day for day in _days(parts, recent, fetched) if day.weekday() == weekday])
    said, named = _said_on(lines), _years_told(lines)
    if said is None or not _WIRE.match(text):
        return None
    near = _days(parts, {year + step for year in named for step in (-1, 0, 1)}, fetched)
    # Without a year in the text: what happened on Friday is told on Friday, or on Saturday.
    late = _days(parts, {fetched.year - 1, fetched.year, fetched.year + 1}, fetched)
    return _only([day for day in near if day.weekday() == said]) or (
        _only([day for day in late if (day.weekday() - said) % 7 <= 1])
    )


def _days(parts: tuple[int, int], years: Set[int], fetched: date) -> list[date]:
    """The day in each of these years, as far as it is past."""
    days = (day_of(year, *parts) for year in sorted(years))
    return [day for day in days if day and day <= fetched + timedelta(days=_NEAR)]


def _only(days: Sequence[date]) -> date | None:
    return days[0] if len(days) == 1 else None


def _years_told(lines: Sequence[Line]) -> Set[int]:
    told = " ".join(line.text for line in lines[:_LINES] if forms.is_prose(line))
    return set(years_in(told[:_READ]))
