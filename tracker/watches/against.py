"""`against:` what a change is measured: the value before, that of a year before, or the mean of some values before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from tracker.model import Finding, MetricMention
from tracker.watches.conditions import Condition
from tracker.watches.reading import KEY, Place
from tracker.watches.seen import Days, Seen, days_of

MEASURED = frozenset(("metric.change", "metric.direction", "metric.crosses"))
"""The conditions that look at a value before."""
COUNT = re.compile(r"(?:the\s+)?(?:last\s+)?(\d{1,3})\s+(?:observations?|values?)(?:\s+before)?", re.IGNORECASE)
YEAR = re.compile(r"(?:a|one|1|the)\s+year\s+(?:before|ago|earlier)", re.IGNORECASE)
PREVIOUS = frozenset(("previous", "the previous", "the value before", "the one before"))
SLACK = timedelta(days=3)
"""How far two periods may lie apart from just a year and still be the same: weeks begin on weekdays, not on dates."""
UNKNOWN = (None, "no change known", "no value before")
"""What the conditions see where there is no value before."""

Base = Callable[[Finding], float | None]
"""The value that a finding is measured against; None where the history does not hold it."""


def read_against(value: object, place: Place) -> Condition | None:
    """Tell what is wrong with an `against:`; it is no condition of its own."""
    if not isinstance(value, str) or base_of(value) is None:
        place.fault("this is nothing to measure a change against", "write previous, a year before, or 4 observations")
    return None


def base_of(written: str) -> tuple[Base | None, str] | None:
    """How to find the value, and its name in words; no way for the value before, which findings carry; None: unread."""
    text = " ".join(written.split())
    count = COUNT.fullmatch(text)
    if text.casefold() in PREVIOUS:
        return None, "the value before"
    if YEAR.fullmatch(text):
        return a_year_before, "a year before"
    if count and int(count[1]) > 0:
        number = int(count[1])
        return lambda finding: mean_of_last(finding, number), f"the mean of {number} values before"
    return None


def rebased(conditions: tuple[Condition, ...], block: object, place: Place) -> tuple[Condition, ...]:
    """The conditions of a `metric:`, with those that look at a value before looking at what `against:` names."""
    written = block.get("against") if isinstance(block, Mapping) else None
    found = base_of(written) if isinstance(written, str) else None
    if found is None:
        return conditions
    if not any(condition.name in MEASURED for condition in conditions):
        message = "this changes nothing: there is no `change`, `direction` or `crosses` to measure"
        place.at("against", KEY).fault(message, lint=True)
    base, name = found
    if base is None:
        return conditions
    return tuple(_measured(each, base, name) if each.name in MEASURED else each for each in conditions)


def _measured(condition: Condition, base: Base, name: str) -> Condition:
    def see(seen: Seen) -> object:
        rebased_seen = moved(seen, base, name)
        saw = condition.see(rebased_seen)
        if rebased_seen.finding.old is None and saw in UNKNOWN:
            return f"nothing to measure against, of {len(before(seen.finding))} values before"
        return saw.replace("the value before", name) if isinstance(saw, str) else saw

    return replace(
        condition,
        wanted=f"{condition.wanted}, against {name}",
        holds=lambda seen: condition.holds(moved(seen, base, name)),
        see=see,
    )


def moved(seen: Seen, base: Base, name: str) -> Seen:
    """The finding as if the value that it is measured against were the one before.

    Where the history does not hold it, a change that the text itself states against the year before counts for that.
    """
    finding, mention = seen.finding, seen.metric
    if mention is None:
        return seen
    now = finding.new if isinstance(finding.new, float) else mention.value
    change = mention.change
    stated = change is not None and change.basis == "yoy" and name == "a year before"
    then = base(finding)
    told = replace(mention, change=change if stated else None)
    return Seen(
        replace(finding, mention=told, old=then, new=now if then is not None else None),
        seen.raw,
        seen.now,
        seen.language,
    )


# ---------------------------------------------------------------- history


def before(finding: Finding) -> dict[str | int, float]:
    """The values of earlier periods, earliest first; of a period told twice the later value.

    Where a period is not known, the order of telling is all there is, and values are told apart by it.
    """
    mention = finding.mention
    if not isinstance(mention, MetricMention):
        return {}
    earlier = finding.history if mention.value is None else finding.history[:-1]
    own = span_of(mention.period)
    told: dict[str | int, float] = {}
    for place, (period, value) in enumerate(earlier):
        if period is None or period != mention.period:
            told[place if period is None else period] = value
    spans = {key: span_of(key) if isinstance(key, str) else None for key in told}
    if own is None or None in spans.values():
        return told
    dated = sorted((span.first, key) for key, span in spans.items() if span is not None and span.first < own.first)
    return {key: told[key] for _, key in dated}


def mean_of_last(finding: Finding, count: int) -> float | None:
    """The mean of the last values before; None where there are fewer."""
    values = list(before(finding).values())[-count:]
    return sum(values) / count if len(values) == count else None


def a_year_before(finding: Finding) -> float | None:
    """The value of the same period of the year before."""
    own = finding.mention.period if isinstance(finding.mention, MetricMention) else None
    wanted = span_of(own)
    if wanted is None:
        return None
    first, last = year_before(wanted.first), year_before(wanted.last)
    found: list[tuple[timedelta, float]] = []
    for period, value in before(finding).items():
        span = span_of(period) if isinstance(period, str) else None
        if span is not None and abs(span.first - first) <= SLACK and abs(span.last - last) <= SLACK:
            found.append((abs(span.first - first), value))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def span_of(period: str | None) -> Days | None:
    """All days of a period: "2026-03", or from the beginning of "2026-03-30/2026-04-05" to its end."""
    begin, _, end = (period or "").partition("/")
    first, last = days_of(begin), days_of(end or begin)
    return Days(first.first, last.last) if first and last else None


def year_before(day: date) -> date:
    """The same date of the year before; the end of February has no other."""
    if day.year == 1:
        return day
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if leap else day.day)
