"""The conditions under `metric:`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from tracker.model import Kind, MetricMention
from tracker.watches.against import read_against
from tracker.watches.conditions import Condition
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
from tracker.watches.words import fold, fold_name

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

    return Condition(
        "metric.name",
        in_words(value),
        lambda seen: seen.finding.pin is not None and fold_name(seen.finding.pin) in wanted,
        lambda seen: seen.finding.pin,
        frozenset(("pin", each) for each in wanted),
    )


def _unit(value: object, place: Place) -> Condition | None:
    wanted = [text for text, _ in texts(value, place)]
    if not wanted:
        return None

    return Condition(
        "metric.unit",
        in_words(value),
        lambda seen: any(same_unit(unit, each) for unit in _units(seen.metric) for each in wanted),
        lambda seen: _units(seen.metric),
    )


def _units(mention: MetricMention | None) -> tuple[str, ...]:
    if mention is None or mention.unit is None:
        return ()
    return (mention.unit, *(amount.unit for amount in mention.alt))


def _chosen(name: str, allowed: Mapping[str, str], see: Callable[[Seen], str | None]) -> Reader:
    """A reader for a condition that a field is one of some values."""

    def read(value: object, place: Place) -> Condition | None:
        wanted = frozenset(choices(value, place, allowed))
        if not wanted:
            return None
        return Condition(name, in_words(value), lambda seen: see(seen) in wanted, see)

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

    def holds(seen: Seen) -> bool:
        mention = seen.metric
        return mention is not None and any(_within(mention, bounds) for bounds in alternatives)

    return Condition("metric.value", in_words(value), holds, _seen_value)


def _seen_value(seen: Seen) -> str:
    """The value with its unit, a range with both ends, and the same in other units."""
    mention = seen.metric
    if mention is None or mention.value is None:
        return "no value"
    low = shown(mention.value, mention.unit)
    level = low if mention.value_high is None else f"{low} to {shown(mention.value_high, mention.unit)}"
    others = "".join(f", {shown(amount.value, amount.unit)}" for amount in mention.alt)
    return level + others


def _within(mention: MetricMention, bounds: tuple[Bound, ...]) -> bool:
    """Whether the value fulfils all bounds; of a range, the end that is nearer to fulfilling each."""
    return all(
        any(
            bound.admits(high if bound.sign[0] == ">" else low) for low, high in values_in(mention, bound.quantity.unit)
        )
        for bound in bounds
    )


def _refuse_impossible(bounds: tuple[Bound, ...], place: Place) -> None:
    if len({each.quantity.unit for each in bounds}) > 1:
        return
    low = max((each.quantity.value for each in bounds if each.sign in {">", ">="}), default=None)
    high = min((each.quantity.value for each in bounds if each.sign in {"<", "<="}), default=None)
    if low is not None and high is not None and low > high:
        place.fault("no value is above the one and below the other limit: this never selects", lint=True)


def _change(value: object, place: Place) -> Condition | None:
    alternatives = _quantities(value, place, read_bounds)
    if not alternatives:
        return None

    def holds(seen: Seen) -> bool:
        return any(all(_moved(seen, bound) for bound in bounds) for bounds in alternatives)

    unit = alternatives[0][0].quantity.unit

    def see(seen: Seen) -> str:
        return _told(change_in(seen.finding, unit), unit or (seen.metric.unit if seen.metric else None))

    return Condition("metric.change", in_words(value), holds, see)


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
    return f"{sign}{shown(round(change[0], 3), unit)} {change[1]}"


def _crosses(value: object, place: Place) -> Condition | None:
    limits = _quantities(value, place, read_quantity)
    if not limits:
        return None

    def holds(seen: Seen) -> bool:
        return any(_crossed(seen, limit) for limit in limits)

    return Condition("metric.crosses", in_words(value), holds, _seen_move)


def _seen_move(seen: Seen) -> str:
    old, new = seen.finding.old, seen.finding.new
    if seen.metric is None or not isinstance(old, float) or not isinstance(new, float):
        return "no value before"
    return f"{shown(old, seen.metric.unit)} → {shown(new, seen.metric.unit)}"


def _crossed(seen: Seen, limit: Quantity) -> bool:
    """Whether the limit was reached from below or left from above."""
    old, new = seen.finding.old, seen.finding.new
    if seen.metric is None or not isinstance(old, float) or not isinstance(new, float):
        return False
    if limit.unit is not None and not same_unit(limit.unit, seen.metric.unit or ""):
        return False
    return (old >= limit.value) != (new >= limit.value)


METRIC: dict[str, Reader] = {
    "name": _name,
    "subject": phrase_condition(
        "metric", "subject", lambda seen: seen.metric and (seen.metric.subject, *seen.metric.scope)
    ),
    "measure": phrase_condition("metric", "measure", lambda seen: seen.metric and seen.metric.measure),
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
    "against": read_against,
}
