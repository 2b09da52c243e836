"""The values of a series in the order of the time that they are for, in whatever order they were told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tracker.matching.amounts import in_unit
from tracker.matching.periods import Span, same_period, span
from tracker.matching.traits import told_as_past, told_before
from tracker.model import Kind, MetricMention, Observation

Point = tuple[str | None, float]
"""A period, where the text names one, and the value for it."""


def in_order(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """Observations by the time they are for, the latest last; of those for one time the one that was told last is last.

    A value without a period is for the day of its publication; one that its text tells as what held before ("from 38")
    is for a time before everything else that its item tells.
    """
    known = list(observations)
    firsts: dict[str, Span] = {}
    for one in known:
        days = _days(one)
        if not told_as_past(one.mention):
            firsts[one.origin.item_id] = min(days, firsts.get(one.origin.item_id, days))
    return tuple(sorted(known, key=lambda one: (_ends(one, firsts), one.origin.published)))


def held_before(mention: MetricMention) -> bool:
    """Whether a text tells a value beside another of the same quantity that has taken its place: "from 278 to 315".

    A value with a period of its own ("from 278 in 2026") has its place in time; one that shares the other's ("from 278
    to 315 as of January") has not.
    """
    shared = mention.period is None or any(kin.period == mention.period for kin in mention.kin)
    return bool(mention.kin) and shared and told_before(mention.evidence, mention.quote)


def one_a_period(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The same, with one value for each period: the one that was told last."""
    kept: list[Observation] = []
    for one in in_order(observations):
        if kept and _one_time(kept[-1], one):
            kept.pop()
        kept.append(one)
    return tuple(kept)


def latest(observations: Sequence[Observation]) -> Observation:
    """The value for the latest time: of what was measured, else of what is aimed at or expected."""
    measured = [one for one in observations if one.mention.kind is Kind.OBSERVED and one.mention.value is not None]
    return in_order(measured or observations)[-1]


def alike(observations: Iterable[Observation], mention: MetricMention) -> tuple[Observation, ...]:
    """Those that can stand in one line with a mention: measured with measured, aims with aims, in a unit that fits."""
    return tuple(
        one
        for one in observations
        if one.mention.kind is mention.kind and in_unit(one.mention, mention.unit) is not None
    )


def line_up_to(observations: Sequence[Observation], last: Observation) -> tuple[Point, ...]:
    """The values up to the time of `last`, whose own comes last, each in its unit; one a period."""
    if last.mention.value is None:
        return ()
    placed = one_a_period([*(one for one in alike(observations, last.mention) if one is not last), last])
    # What was told later for the same period would stand in the place of `last`: the line is as `last` tells it.
    before = [one for one in placed[: _place(placed, last)] if not _one_time(one, last)]
    return tuple((one.mention.period, _value(one, last.mention)) for one in (*before, last))


def line(observations: Sequence[Observation]) -> tuple[Point, ...]:
    """All values that can stand in one line with the latest, one a period."""
    if not observations:
        return ()
    newest = latest(observations)
    known = one_a_period(alike(observations, newest.mention))
    return tuple((one.mention.period, _value(one, newest.mention)) for one in known)


def _place(placed: Sequence[Observation], last: Observation) -> int:
    """Where `last` stands, or would stand if another had not taken its period."""
    for position, one in enumerate(placed):
        if one is last or _one_time(one, last):
            return position
    return len(placed)


def _value(one: Observation, like: MetricMention) -> float:
    value = in_unit(one.mention, like.unit)
    return value if value is not None else one.mention.value or 0.0


def _days(one: Observation) -> Span:
    published = one.origin.published.date()
    return span(one.mention.period) or (published, published)


def _ends(one: Observation, firsts: dict[str, Span]) -> date:
    """The last day of what a value is for."""
    first = firsts.get(one.origin.item_id)
    if told_as_past(one.mention):
        return (first[1] if first else one.origin.published.date()) - timedelta(days=1)
    return _days(one)[1]


def _one_time(one: Observation, other: Observation) -> bool:
    """Whether two values are for one time, as far as they say."""
    a, b = one.mention.period, other.mention.period
    if a and b:
        return a == b or same_period(a, b)
    undated = not a and not b and _days(one) == _days(other)
    return undated and told_as_past(one.mention) is told_as_past(other.mention)
