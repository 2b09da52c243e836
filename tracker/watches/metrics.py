"""The conditions under `metric:`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tracker.model import Kind, MetricMention
from tracker.watches.conditions import Answer, Condition
from tracker.watches.quantities import (
    Bound,
    Quantity,
    QuantityError,
    read_bounds,
    read_quantity,
    same_unit,
    shown,
)
from tracker.watches.reading import (
    Place,
    Reader,
    choices,
    in_words,
    nearest,
    one_or_many,
    phrase_condition,
    texts,
)
from tracker.watches.seen import Seen, change_in, direction_of, values_in
from tracker.watches.words import fold

PERIODS = {each: each for each in ("day", "week", "month", "quarter", "year")}
PERIODS |= {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
}
DIRECTIONS = {each: each for each in ("up", "down", "flat")}
Read = TypeVar("Read")


def _name(value: object, place: Place) -> Condition | None:
    known = place.known.pins
    wanted: set[str] = set()
    for text, where in texts(value, place):
        if known is not None and fold(text) not in {fold(pin) for pin in known}:
            where.fault(f"no metric of the configuration is called `{text}`", nearest(text, known))
        wanted.add(fold(text))
    if not wanted:
        return None

    def judge(seen: Seen) -> Answer:
        pin = seen.finding.pin
        return pin is not None and fold(pin) in wanted, pin

    return Condition("metric.name", in_words(value), judge)


def _unit(value: object, place: Place) -> Condition | None:
    wanted = [text for text, _ in texts(value, place)]
    if not wanted:
        return None

    def judge(seen: Seen) -> Answer:
        units = _units(seen.metric)
        return any(same_unit(unit, each) for unit in units for each in wanted), units

    return Condition("metric.unit", in_words(value), judge)


def _units(mention: MetricMention | None) -> tuple[str, ...]:
    if mention is None or mention.unit is None:
        return ()
    return (mention.unit, *(amount.unit for amount in mention.alt))


def _chosen(name: str, allowed: dict[str, str], see: Callable[[Seen], str | None]) -> Reader:
    """A reader for a condition that a field is one of some values."""

    def read(value: object, place: Place) -> Condition | None:
        wanted = frozenset(choices(value, place, allowed))
        if not wanted:
            return None

        def judge(seen: Seen) -> Answer:
            saw = see(seen)
            return saw in wanted, saw

        return Condition(name, in_words(value), judge)

    return read


def _quantities(value: object, place: Place, read: Callable[[object], Read]) -> list[Read]:
    """What is read from each value; what cannot be read is a fault."""
    found: list[Read] = []
    for each, where in one_or_many(value, place):
        try:
            found.append(read(each))
        except QuantityError as error:
            where.fault(str(error))
    return found


def _value(value: object, place: Place) -> Condition | None:
    alternatives = _quantities(value, place, read_bounds)
    for bounds in alternatives:
        _refuse_impossible(bounds, place)
    if not alternatives:
        return None

    def judge(seen: Seen) -> Answer:
        mention = seen.metric
        if mention is None or mention.value is None:
            return False, "no value"
        held = any(_within(mention, bounds) for bounds in alternatives)
        return held, shown(mention.value, mention.unit)

    return Condition("metric.value", in_words(value), judge)


def _within(mention: MetricMention, bounds: tuple[Bound, ...]) -> bool:
    """Whether the value fulfils all bounds; of a range, the end that is nearer to fulfilling each."""
    return all(
        any(
            bound.admits(high if bound.sign[0] == ">" else low) for low, high in values_in(mention, bound.quantity.unit)
        )
        for bound in bounds
    )


def _refuse_impossible(bounds: tuple[Bound, ...], place: Place) -> None:
    low = max((each.quantity.value for each in bounds if each.sign in {">", ">="}), default=None)
    high = min((each.quantity.value for each in bounds if each.sign in {"<", "<="}), default=None)
    if low is not None and high is not None and low > high:
        place.fault("no value is above the one and below the other limit: this never selects", lint=True)


def _change(value: object, place: Place) -> Condition | None:
    alternatives = _quantities(value, place, read_bounds)
    if not alternatives:
        return None

    def judge(seen: Seen) -> Answer:
        known = [change_in(seen.finding, bound.quantity.unit) for bounds in alternatives for bound in bounds]
        held = any(all(_moved(seen, bound) for bound in bounds) for bounds in alternatives)
        units = [bound.quantity.unit for bounds in alternatives for bound in bounds]
        return held, _told(known[0], units[0] or (seen.metric.unit if seen.metric else None))

    return Condition("metric.change", in_words(value), judge)


def _moved(seen: Seen, bound: Bound) -> bool:
    """Whether the change fulfils the bound: its size, or with a written plus or minus the signed change."""
    change = change_in(seen.finding, bound.quantity.unit)
    if change is None:
        return False
    return bound.admits(change[0] if bound.quantity.signed else abs(change[0]))


def _told(change: tuple[float, str] | None, unit: str | None) -> str:
    if change is None:
        return "no change known"
    sign = "+" if change[0] > 0 else ""
    return f"{sign}{shown(round(change[0], 6), unit)} {change[1]}"


def _crosses(value: object, place: Place) -> Condition | None:
    limits = _quantities(value, place, read_quantity)
    if not limits:
        return None

    def judge(seen: Seen) -> Answer:
        old, new = seen.finding.old, seen.finding.new
        if seen.metric is None or not isinstance(old, float) or not isinstance(new, float):
            return False, "no value before"
        unit = seen.metric.unit
        held = any(_crossed(old, new, limit, unit) for limit in limits)
        return held, f"{shown(old, unit)} → {shown(new, unit)}"

    return Condition("metric.crosses", in_words(value), judge)


def _crossed(old: float, new: float, limit: Quantity, unit: str | None) -> bool:
    """Whether the limit was reached from below or left from above."""
    if limit.unit is not None and not same_unit(limit.unit, unit or ""):
        return False
    return (old >= limit.value) != (new >= limit.value)


METRIC: dict[str, Reader] = {
    "name": _name,
    "subject": phrase_condition(
        "metric.subject", lambda seen: seen.subject, lambda seen: seen.metric.subject if seen.metric else None
    ),
    "measure": phrase_condition(
        "metric.measure", lambda seen: seen.measure, lambda seen: seen.metric.measure if seen.metric else None
    ),
    "unit": _unit,
    "per": _chosen("metric.per", PERIODS, lambda seen: seen.metric.cadence if seen.metric else None),
    "kind": _chosen(
        "metric.kind",
        {each.value: each.value for each in Kind},
        lambda seen: seen.metric.kind.value if seen.metric else None,
    ),
    "value": _value,
    "change": _change,
    "direction": _chosen("metric.direction", DIRECTIONS, lambda seen: direction_of(seen.finding)),
    "crosses": _crosses,
}
