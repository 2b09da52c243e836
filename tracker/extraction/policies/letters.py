"""Which country a whole letter is about: where one of its stories names none, it is this one's.

letter → what it says above its stories, and the country that each story names most → one country, or none
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tracker.extraction.vocab import Country, load_vocabulary
from tracker.model import Item, Reading

CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z](?:[^\W_]|[.'](?=[^\W\d_]))*")
"""a word that begins with a capital"""
UNIONS = frozenset(("EU", "INT"))
OF_NO_STATE = frozenset(("English", "Europe", "European"))
"""a language and a continent"""
MONEY = ("$", "£")
"""behind "US" or "A" these make a currency of it"""
ABBREVIATED = 2
"""letters of which an abbreviation must have more: others stand for too much"""
WORDLIKE = 3
"""letters of which a name must have more that is no abbreviation"""
WORDS = frozenset(
    (
        "Assembly", "Bunge", "Cade", "Cabinet", "Centre", "Commons", "Commonwealth", "Congreso", "Congress", "Court",
        "Diet", "Fono", "Government", "House", "Kela", "Kemi", "Lords", "Parliament", "Politburo", "Presidency",
        "Produce", "Senate", "Sener", "Sepa", "Trump", "Vero", "Enova", "Gavi", "Treasury", "Customs",
    )
)  # fmt: skip
"""names of bodies that are words, firms or bodies of other states as well"""
MONEY_OF = {
    "₦": "NG", "₹": "IN", "₩": "KR", "₱": "PH", "₫": "VN", "₺": "TR", "₽": "RU", "₴": "UA", "₸": "KZ", "₾": "GE",
    "₪": "IL", "₵": "GH", "৳": "BD", "฿": "TH", "R": "ZA", "Ksh": "KE", "KSh": "KE", "RM": "MY", "R$": "BR",
    "NZ$": "NZ", "A$": "AU", "C$": "CA", "S$": "SG", "HK$": "HK", "NT$": "TW",
}  # fmt: skip
"""what stands before an amount of a state's own money"""
AMOUNT = re.compile(r"(?<![^\W_])([^\W\d_]{0,3}[$₦₹₩₱₫₺₽₴₸₾₪₵৳฿]|R|Ksh|KSh|RM)(?=\d)")
MASTHEAD = 600
"""characters above the first story in which a letter says what it is about"""
SHORT = 3
"""stories that a letter must have in which but one of them names any country"""
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
    named = [code for item in reading.items if (code := _country_of(item))]
    votes = Counter(named)
    head = _of_head(reading)
    if head and (len(named) < 2 or votes[head] == max(votes.values()) > 1):
        return head
    states = Counter(code for code in named if code not in UNIONS)
    best, count = states.most_common(1)[0] if states else ("", 0)
    most = count > 1 and count >= MOST * len(named)
    alone = len(named) == 1 and len(reading.items) >= SHORT
    return best if most or alone else ""


def _of_head(reading: Reading) -> str:
    """The one country, or else the union, that the name of a letter and what stands above its stories name."""
    first = reading.items[0].start if reading.items else 0
    title = reading.title or ""
    own = bool(reading.items) and reading.items[0].text.lstrip("# *").startswith(title)
    title = "" if own else title  # the headline of the first story, and not the letter's name
    said = (reading.text[max(0, first - MASTHEAD) : first], title, reading.publisher)
    codes = {code for code in _codes("\n".join(filter(None, said))) if code != "INT"}
    states = codes - UNIONS
    return next(iter(states or codes)) if len(states or codes) == 1 else ""


def _country_of(item: Item) -> str:
    """The country that a story names most, the first of several; "" where it names none."""
    end = item.text.find("\n")
    end = len(item.text) if end < 0 else end
    votes: Counter[str] = Counter()
    for code in _codes(item.text[:end]):
        votes[code] += TITLED
    for code in _codes(item.text[end:]):
        votes[code] += 1
    if not votes:
        votes.update(MONEY_OF[sign] for sign in AMOUNT.findall(item.text) if sign in MONEY_OF)
    best = max(votes.values(), default=0)
    return next((code for code, count in votes.items() if count == best), "")


def _codes(text: str) -> Iterator[str]:
    """The countries whose names, adjectives, capitals and regions stand in a text, one after another."""
    known, free = _known(), 0
    for word in CAPITAL.finditer(text):
        at = word.start()
        for name, code in known.get(word[0].removesuffix("'s"), ()) if at >= free else ():
            end = at + len(name)
            if text.startswith(name, at) and not (text[end : end + 1].isalnum() or text[end : end + 1] in MONEY):
                free = end
                if code:
                    yield code
                break


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every name of a place, or abbreviation that one country's body alone has, with its country, by its first word."""
    vocabulary = load_vocabulary()
    codes: dict[str, set[str]] = {}
    for authority in vocabulary.authorities:
        for name in filter(_is_short, (authority.name, *authority.aliases)):
            codes.setdefault(name, set()).add(authority.jurisdiction)
    names = [(name, country.code) for country in vocabulary.countries for name in _names(country)]
    names += [(name, "") for name in vocabulary.lists["not_places"]]
    names += [(name, next(iter(own))) for name, own in codes.items() if len(own) == 1]
    found: dict[str, list[tuple[str, str]]] = {}
    for name, code in names:
        first = CAPITAL.match(name)
        if first is not None and name not in OF_NO_STATE:
            found.setdefault(first[0], []).append((name, code))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _is_short(name: str) -> bool:
    """Whether a name is an abbreviation, as MIIT or TRAI, or one word that is nothing else: Nersa, Storting."""
    if not name.isalpha() or len(name) <= ABBREVIATED:
        return False
    return name.isupper() or (name[0].isupper() and len(name) > WORDLIKE and name not in WORDS)


def _names(country: Country) -> tuple[str, ...]:
    """What a country and its parts are called, in capitals too: datelines and headings are."""
    names = (*country.names, *country.adjectives, *country.seats, *country.regions)
    return (*names, *(name.upper() for name in names if len(name) > 3))
