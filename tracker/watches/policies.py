"""The conditions under `policy:`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tracker.model import Instrument, Stage
from tracker.watches.conditions import Answer, Condition
from tracker.watches.reading import Place, Reader, choices, in_words, phrase_condition, phrases, texts
from tracker.watches.seen import Days, Seen, days_of
from tracker.watches.words import fold, needle, stands_in

CODES = {"eu": "EU", "european union": "EU", "uk": "UK", "gb": "UK", "great britain": "UK", "britain": "UK"}
CODES |= {"england": "UK", "international": "INT", "int": "INT", "global": "INT", "us": "US", "usa": "US"}
SPANS = {"day": 1, "week": 7, "month": 30, "year": 365}
WINDOW = re.compile(r"within\s+(?:the\s+next\s+)?(\d{1,5}|a|one)\s+(day|week|month|year)s?", re.IGNORECASE)
SIDE = re.compile(r"(before|after|since|from|until|in|on)\s+(\d{4}(?:-\d\d){0,2})", re.IGNORECASE)


def _issuer(value: object, place: Place) -> Condition | None:
    """An authority by words of its name, by its initials, or by a short name of the vocabulary."""
    wanted = list(phrases(value, place))
    full_names = {fold(short): name for short, name in place.known.issuers.items()}
    for each in tuple(wanted):
        full = needle(full_names.get(each.text, ""))
        if full is not None:
            wanted.append(full)
    if not wanted:
        return None

    def judge(seen: Seen) -> Answer:
        saw = seen.policy.issuers if seen.policy else ()
        return any(stands_in(each, seen.issuers) for each in wanted), saw

    return Condition("policy.issuer", in_words(value), judge)


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

    def judge(seen: Seen) -> Answer:
        saw = seen.policy.jurisdiction if seen.policy else ""
        return (code_of(saw) or saw) in codes, saw

    return Condition("policy.jurisdiction", in_words(value), judge)


def code_of(name: str) -> str | None:
    """The code of a country or union, by its code or its name; None where it is not known."""
    folded = fold(name)
    if folded in CODES:
        return CODES[folded]
    import pycountry

    try:
        code = str(pycountry.countries.lookup(name.strip()).alpha_2)
    except LookupError:
        return None
    return CODES.get(code.lower(), code)


def _one_of(name: str, allowed: dict[str, Instrument] | dict[str, Stage], see: Callable[[Seen], object]) -> Reader:
    def read(value: object, place: Place) -> Condition | None:
        wanted = frozenset(choices(value, place, dict(allowed)))
        if not wanted:
            return None

        def judge(seen: Seen) -> Answer:
            saw = see(seen)
            return saw in wanted, saw

        return Condition(name, in_words(value), judge)

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

    def judge(seen: Seen) -> Answer:
        days = days_of(seen.policy.effective) if seen.policy else None
        today = seen.now.date()
        return days is not None and any(window(days, today) for window in windows), days

    return Condition("policy.effective", in_words(value), judge)


def _window(text: str) -> Callable[[Days, date], bool] | None:
    ahead = WINDOW.fullmatch(text)
    if ahead:
        count = int(ahead[1]) if ahead[1].isdigit() else 1
        reach = timedelta(days=count * SPANS[ahead[2].lower()])
        return lambda days, today: days.last >= today and days.first <= today + reach
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


POLICY: dict[str, Reader] = {
    "issuer": _issuer,
    "jurisdiction": _jurisdiction,
    "instrument": _one_of(
        "policy.instrument",
        {each.value: each for each in Instrument},
        lambda seen: seen.policy and seen.policy.instrument,
    ),
    "stage": _one_of(
        "policy.stage", {each.value: each for each in Stage}, lambda seen: seen.policy and seen.policy.stage
    ),
    "title": phrase_condition(
        "policy.title", lambda seen: seen.title, lambda seen: seen.policy.title if seen.policy else None
    ),
    "effective": _effective,
}
