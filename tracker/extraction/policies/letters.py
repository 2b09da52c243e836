"""Which country a whole letter is about: where one of its stories names none, it is this one's.

letter → what it says above its stories, and the country that each story names most → one country, or none
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tracker.extraction.vocab import Country, known_countries
from tracker.model import Item, Reading

CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z](?:[^\W_]|[.'](?=[^\W\d_]))*")
"""a word that begins with a capital"""
UNIONS = frozenset(("EU", "INT"))
MASTHEAD = 600
"""characters above the first story in which a letter says what it is about"""
MOST = 0.6
"""the share of the stories that name a country which must name the same"""
TITLED = 3
"""what a country in the first line counts, which is mostly the headline"""


def at_home(reading: Reading) -> Reading:
    """The reading, each of its items with the country that the letter is about; the same where there is none."""
    home = home_of_letter(reading)
    if not home:
        return reading
    return replace(reading, items=tuple(replace(item, home=home) for item in reading.items))


def home_of_letter(reading: Reading) -> str:
    """The country that a letter's head names alone, or that most of its stories name; "" where it has no such one."""
    votes: Counter[str] = Counter()
    for item in reading.items:
        code = _country_of(item)
        if code:
            votes[code] += 1
    first = reading.items[0].start if reading.items else 0
    head = {code for code in _codes(reading.text[max(0, first - MASTHEAD) : first]) if code not in UNIONS}
    head |= {code for code in _codes(" ".join(filter(None, (reading.title, reading.publisher)))) if code not in UNIONS}
    best, count = votes.most_common(1)[0] if votes else ("", 0)
    if len(head) == 1 and votes[code := next(iter(head))] == count:
        return code
    return best if count > 1 and count >= MOST * sum(votes.values()) else ""


def _country_of(item: Item) -> str:
    """The state that a story names most, the first of several; "" where it names none."""
    end = item.text.find("\n")
    end = len(item.text) if end < 0 else end
    votes: Counter[str] = Counter()
    for code in _codes(item.text[:end]):
        votes[code] += TITLED
    for code in _codes(item.text[end:]):
        votes[code] += 1
    best = max(votes.values(), default=0)
    return next((code for code, count in votes.items() if count == best and code not in UNIONS), "")


def _codes(text: str) -> Iterator[str]:
    """The countries whose names, adjectives, capitals and regions stand in a text, one after another."""
    known, free = _known(), 0
    for word in CAPITAL.finditer(text):
        at = word.start()
        for name, code in known.get(word[0].removesuffix("'s"), ()) if at >= free else ():
            end = at + len(name)
            if text.startswith(name, at) and not text[end : end + 1].isalnum():
                yield code
                free = end
                break


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every name of a place with its country, the longest first, by its first word."""
    found: dict[str, list[tuple[str, str]]] = {}
    for country in known_countries():
        for name in _names(country):
            first = CAPITAL.match(name)
            if first is not None:
                found.setdefault(first[0], []).append((name, country.code))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _names(country: Country) -> tuple[str, ...]:
    """What a country and its parts are called, in capitals too: datelines and headings are."""
    names = (*country.names, *country.adjectives, *country.seats, *country.regions)
    return (*names, *(name.upper() for name in names if len(name) > 3))
