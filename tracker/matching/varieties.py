"""Which of several kinds of a thing a number is of, by its own sentence: diesel or petrol, a first home or a third.

A list of prices has one mould and one name ("the price a litre"); what parts them is the word beside each number, and
names given to numbers lose it easily. So it is read off the sentence: the nearest such word before the number, as far
as the number before; else what follows behind "for". A kind is written "group#kind"; two kinds of one group exclude one
another, and one that says more ("petrol of 95 octane") fits the one that says less.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from tracker.matching.variety_words import KINDS

_OCTANE = (
    r"(?P<octane>\d{2,3})(?:-?(?= (?:and|or) \d{2,3}[- ]octane)|[- ]?octane)|"
    r"(?:octane|ron|super)[- ]?(?P<ron>\d{2,3})\b|(?P<behind>9\d)[- ]ron\b|\bai-(?P<ai>9\d)\b"
)
_NTH = "first second third fourth fifth further"
_THINGS = "home house property dwelling flat child car offence offense violation bracket band tier instalment dose"
NTH = frozenset(_NTH.split())
THINGS = frozenset(thing + ending for thing in _THINGS.split() for ending in ("", "s", "es"))
_ORDINAL = rf"(?P<nth>{_NTH.replace(' ', '|')})[- ](?P<what>{_THINGS.replace(' ', '|')})(?:s|es)?\b"


def _names() -> dict[str, tuple[str, str]]:
    """By a name for the pattern: the kind, and its words."""
    told = [(f"{group}#{kind}", words) for group, kinds in KINDS.items() for kind, words in kinds.items()]
    return {f"k{place}": each for place, each in enumerate(told)}


NAMES = _names()
_BRANCHES = "|".join((_OCTANE, _ORDINAL, *(rf"(?P<{name}>{words})" for name, (_, words) in NAMES.items())))
KIND = re.compile(rf"\b(?:{_BRANCHES})(?:\b|(?<=-))", re.IGNORECASE)
OPENERS = re.compile(r"[a-z]{3,}")
_TOO_PLAIN = "gas oil fuel whole powder meal white yellow west cycle bike"
_PLURALS = """
    octane ron super first second third fourth fifth further gasoil skimmed soy soya soybean soybeans aluminum
    motorcycle motorcycles motorbike motorbikes scooters rickshaws wheeler wheelers buses coaches trucks lorry lorries
    vans cars cigarettes cigars
"""
HINTS = frozenset(word for _, words in NAMES.values() for word in OPENERS.findall(words)) - frozenset(
    _TOO_PLAIN.split()
) | frozenset(_PLURALS.split())
"""Words one of which stands in nearly every sentence that tells a kind."""
PLAIN = re.compile(r"[a-z]+")
LATER = ("second", "third", "fourth", "fifth")
"""Those that "further" may mean."""
AMOUNT = re.compile(r"(?<![\w.-])\d[\d.,]*")
GOES_ON = re.compile(
    r"\b(?:to|from|against|than|with|after|instead of|by|was|at)\W*(?:[A-Z]{2,3}|[A-Z]{1,2}\$|\W)?\s*$"
)
"""How a sentence leads over from one value of a quantity to another one of it."""
FOR_THE_LAST = re.compile(r"^[^,;:]*?\b(?:for|on|of|in)\b[^,;:]*(?=[,;:]| and | while | but )")
"""What a text says behind a number of what it is for, up to where the next one begins."""
BEHIND = re.compile(r"^[^,;:.]{0,24}?\b(?:for|on|of|in)\b[^,;:.\d]{0,40}", re.IGNORECASE)
ASIDE = re.compile(r",\s+(?:\w+ )?(?:which|who|whose|whom)\b[^,;]*,")
"""What a text tells of a thing by the way, between commas."""
JOINED = re.compile(
    r"^ ?(?:%|per ?cent|(?:m|bn|tn|k|million|billion|[a-z]{3,8}s?)\b)?\s*(?:,|and|or|, and)\s*"
    r"(?:[A-Z]{2,3}|[A-Z]{1,2}\$|[$€£])?\s*$"
)
CUT = re.compile(r"[,;:–—]|\bwhile\b|\bbut\b")

Found = tuple[int, int, frozenset[str]]
"""Where a word for a kind stands, and the kinds that it tells."""


@lru_cache(maxsize=4096)
def varieties(evidence: str, quote: str) -> frozenset[str]:
    """The kinds that a number is of, by its sentence; nothing where none is told beside it."""
    known = _found(evidence)
    at = evidence.find(quote) if known else -1
    if at < 0:
        return frozenset()
    inside = _kinds([each for each in known if at <= each[0] < at + len(quote)])
    if inside:
        return inside
    masked = _masked(evidence, known)
    return _before(masked, at, known) or _behind(masked, at + len(quote), known)


@lru_cache(maxsize=1024)
def apart(ours: frozenset[str], theirs: frozenset[str]) -> str | None:
    """The two kinds of one group that exclude one another: "95 / diesel"; None where none do."""
    for group in sorted({kind.partition("#")[0] for kind in ours}):
        one, other = _of(group, ours), _of(group, theirs)
        if one and other and one.isdisjoint(other):
            return f"{min(one)} / {min(other)}"
    return None


def _of(group: str, kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(kind.partition("#")[2] for kind in kinds if kind.startswith(f"{group}#"))


@lru_cache(maxsize=2048)
def _found(evidence: str) -> tuple[Found, ...]:
    """The words for kinds in a sentence, in their order; those told by the way only where there are no others."""
    words = frozenset(PLAIN.findall(evidence.lower()))
    hints = HINTS & words
    if not hints or (hints <= NTH and THINGS.isdisjoint(words)):
        return ()
    every = tuple((match.start(), match.end(), _told(match)) for match in KIND.finditer(evidence))
    asides = [match.span() for match in ASIDE.finditer(evidence)] if every else []
    return tuple(each for each in every if not any(a <= each[0] < b for a, b in asides)) or every


def _told(match: re.Match[str]) -> frozenset[str]:
    name = match.lastgroup or ""
    if name in NAMES:
        return frozenset((NAMES[name][0],))
    if match["what"]:
        which = (match["nth"].lower(),)
        return frozenset(f"{match['what'].lower()}#{each}" for each in (LATER if which == ("further",) else which))
    grade = next(match[each] for each in ("octane", "ron", "behind", "ai") if match[each])
    return frozenset(("fuel#petrol", f"octane#{grade}"))


def _kinds(some: Sequence[Found]) -> frozenset[str]:
    return frozenset().union(*(kinds for _, _, kinds in some))


def _masked(evidence: str, known: Sequence[Found]) -> str:
    """The sentence without the words for kinds, whose numbers are no amounts."""
    for start, end, _ in known:
        evidence = evidence[:start] + "x" * (end - start) + evidence[end:]
    return evidence


def _before(masked: str, at: int, known: Sequence[Found]) -> frozenset[str]:
    """The kinds told before a number: as far as the number before, or on beyond it where that is of the same quantity;
    of several numbers and as many kinds in a row the one that stands in the same place."""
    ends = [match.end() for match in AMOUNT.finditer(masked, 0, at)]
    place, last = 0, at
    while True:
        start = ends.pop() if ends else 0
        between = masked[start:last]
        skip = FOR_THE_LAST.match(between) if start else None
        here = [each for each in known if start + (skip.end() if skip else 0) <= each[0] < last]
        if here:
            return _in_place(masked, here, place)
        joined = JOINED.match(between) is not None
        if not start or not (joined or GOES_ON.search(between)):
            return frozenset()
        place += joined
        last = start


def _in_place(masked: str, here: list[Found], place: int) -> frozenset[str]:
    """The kind of the number that is so many places behind the first of its row; all of them where no row is told."""
    row = list(AMOUNT.finditer(masked, here[-1][1]))
    steps = [bool(JOINED.match(masked[one.end() : other.start()])) for one, other in pairwise(row)]
    length = 1 + (steps.index(False) if False in steps else len(steps))
    if len(here) > 1 and len(here) == length and place < length:
        return here[place][2]
    if place:
        return frozenset()
    cuts = [match.start() for match in CUT.finditer(masked, here[0][1], here[-1][0])]
    return _kinds([each for each in here if not cuts or each[0] > cuts[-1]])


def _behind(masked: str, end: int, known: Sequence[Found]) -> frozenset[str]:
    """The kinds told right behind a number: "EGP 19.50 for a litre of diesel"."""
    told = BEHIND.match(masked[end:])
    return _kinds([each for each in known if told and end <= each[0] < end + told.end()])
