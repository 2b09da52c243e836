"""The conditions under `policy:`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from tracker.model import Instrument, Stage
from tracker.watches.conditions import Condition
from tracker.watches.reading import Place, Reader, choices, in_words, phrase_condition, phrases, texts
from tracker.watches.seen import Days, Seen, days_of, same_place
from tracker.watches.words import fold, needle

CODES = {"eu": "EU", "european union": "EU", "uk": "UK", "gb": "UK", "great britain": "UK", "britain": "UK"}
CODES |= {"england": "UK", "scotland": "UK", "wales": "UK", "europe": "EU", "usa": "US", "america": "US", "uae": "AE"}
CODES |= {"int": "INT", "international": "INT", "global": "INT", "prc": "CN", "mainland china": "CN", "russia": "RU"}
CODES |= {"turkey": "TR", "korea": "KR", "palestine": "PS", "brunei": "BN", "macau": "MO", "macedonia": "MK"}
CODES |= {"ivory coast": "CI", "cape verde": "CV", "burma": "MM", "holland": "NL", "swaziland": "SZ", "kosovo": "XK"}
CODES |= {"dr congo": "CD", "micronesia": "FM", "east timor": "TL", "vatican": "VA", "falkland islands": "FK"}
"""Names that people use and ISO 3166 does not; all others are looked up there."""
SPANS = {"day": 1, "week": 7, "month": 30, "year": 365}
FARTHEST = 36_500
"""days; nobody means a longer reach than a hundred years"""
WINDOW = re.compile(r"within\s+(?:the\s+next\s+)?(\d{1,6}|a|one)\s+(day|week|month|year)s?", re.IGNORECASE)
SIDE = re.compile(r"(before|after|since|from|until|in|on)\s+(\d{4}(?:-\d\d){0,2})", re.IGNORECASE)


def _issuer(value: object, place: Place) -> Condition | None:
    """An authority by words of its name, by its initials, or by a short name of the vocabulary."""
    wanted = list(phrases(value, place))
    full_names = {fold(short): name for short, name in place.known.issuers.items()}
    for each in tuple(wanted):
        full = needle(full_names.get(each, ""))
        if full is not None:
            wanted.append(full)
    if not wanted:
        return None

    words = frozenset(("issuer", each) for each in wanted)
    return Condition(
        "policy.issuer",
        in_words(value),
        lambda seen: any(seen.stands("issuer", each) for each in wanted),
        lambda seen: seen.policy and seen.policy.issuers,
        words,
        words=words,
    )


def _jurisdiction(value: object, place: Place) -> Condition | None:
    codes: set[str] = set()
    for text, where in texts(value, place):
        code = code_of(text)
        if code is None:
            where.fault(f"`{text}` is no country", "write a code such as CN, US, EU, UK or INT, or a country's name")
        else:
            codes.add(code)
    if not codes:
        return None

    return Condition(
        "policy.jurisdiction",
        in_words(value),
        lambda seen: seen.policy is not None and same_place(seen.policy.jurisdiction) in codes,
        lambda seen: seen.policy and seen.policy.jurisdiction,
        frozenset(("jurisdiction", code) for code in codes),
    )


def code_of(name: str) -> str | None:
    """The code of a country or union, by its code or its name; None where it is not known."""
    folded = " ".join(re.findall(r"\w+", name.casefold().replace(".", ""))).removeprefix("the ")
    if folded in CODES:
        return CODES[folded]
    import pycountry

    for spelling in (name.strip(), folded):
        try:
            code = str(pycountry.countries.lookup(spelling).alpha_2)
        except LookupError:
            continue
        return CODES.get(code.lower(), code)
    return None


def _one_of(field: str, allowed: Mapping[str, Instrument | Stage]) -> Reader:
    """A reader for a condition that a field is one of the values of an enumeration."""

    def see(seen: Seen) -> object:
        return getattr(seen.policy, field, None)

    def read(value: object, place: Place) -> Condition | None:
        wanted = frozenset(choices(value, place, allowed))
        if not wanted:
            return None
        anchors = frozenset((field, each) for each in wanted)
        return Condition(f"policy.{field}", in_words(value), lambda seen: see(seen) in wanted, see, anchors)

    return read


def _effective(value: object, place: Place) -> Condition | None:
    """`within 30 days`, `before 2026-12-01`, `after 2026-06`, `in 2027`; a list means any of them."""
    windows: list[Callable[[Days, date], bool]] = []
    for text, where in texts(value, place):
        window = _window(text)
        if window is None:
            where.fault(
                f"`{text}` is no stretch of time", "write within 30 days, before 2026-12-01, after … or in 2027"
            )
        else:
            windows.append(window)
    if not windows:
        return None

    def see(seen: Seen) -> Days | None:
        return days_of(seen.policy.effective) if seen.policy else None

    def holds(seen: Seen) -> bool:
        days = see(seen)
        return days is not None and any(window(days, seen.now.date()) for window in windows)

    return Condition("policy.effective", in_words(value), holds, see)


def _window(text: str) -> Callable[[Days, date], bool] | None:
    ahead = WINDOW.fullmatch(text)
    if ahead:
        count = int(ahead[1]) if ahead[1].isdigit() else 1
        return _within(count * SPANS[ahead[2].lower()])
    side = SIDE.fullmatch(text)
    limit = days_of(side[2]) if side else None
    if side is None or limit is None:
        return None
    tests: dict[str, Callable[[Days, date], bool]] = {
        "before": lambda days, _today: days.first < limit.first,
        "until": lambda days, _today: days.first <= limit.last,
        "after": lambda days, _today: days.last > limit.last,
        "since": lambda days, _today: days.last >= limit.first,
        **dict.fromkeys(("in", "on"), lambda days, _today: days.first <= limit.last and days.last >= limit.first),
        "from": lambda days, _today: days.last >= limit.first,
    }
    return tests[side[1].lower()]


def _within(reach: int) -> Callable[[Days, date], bool] | None:
    """Whether something begins in the next `reach` days, or may: unless it is known far less exactly than is asked."""
    if reach > FARTHEST:
        return None
    exact = timedelta(days=max(reach, 31))

    def begins(days: Days, today: date) -> bool:
        near = days.last >= today and days.first - today <= timedelta(days=reach)
        return near and days.last - days.first <= exact

    return begins


POLICY: dict[str, Reader] = {
    "issuer": _issuer,
    "jurisdiction": _jurisdiction,
    "instrument": _one_of("instrument", {each.value: each for each in Instrument}),
    "stage": _one_of("stage", {each.value: each for each in Stage}),
    "title": phrase_condition("policy", "title", lambda seen: seen.policy and seen.policy.title),
    "effective": _effective,
}
