"""What a number tells that was not known: new, changed, revised, in conflict, confirmed, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tracker.matching.amounts import (
    HARDLY,
    OTHER_TIME,
    SAME_TIME,
    UNSURE_TIME,
    in_unit,
    no_contradiction,
    same_value,
    step_of,
    written,
)
from tracker.matching.periods import length, moment, same_period, span
from tracker.model import Change, FindingKind, Kind, MetricMention, Observation, Origin, Series, Verdict

CORRECTION = re.compile(r"\b(?:revis(?:ed|ion)|correct(?:ed|ion)|restated?|amended figure|erratum)\b", re.IGNORECASE)
LIKE_SIZE = 0.2
JUST_NOW = 10
SAME_DAY = timedelta(hours=12)
SAME_NEWS = timedelta(days=2)
"""Undated values of one day are for one time; so are values of like size in one and the same news."""


def compare_metric(mention: MetricMention, origin: Origin, series: Series | None) -> Verdict | None:
    """The outcome of setting a mention against the series it was linked to; None where it tells nothing.

    Like is compared with like: observations with observations, targets with targets of the same year, in one unit.
    A forecast raises nothing but a new series. A value for a time before the newest is put in its place.
    """
    if series is None:
        return Verdict(FindingKind.METRIC_NEW, f"First report: {told(mention)}.", new=mention.value)
    if mention.kind is Kind.FORECAST or mention.value is None:
        return None
    peers = [o for o in series.observations if o.mention.kind is mention.kind and value_of(o, mention) is not None]
    if mention.kind is Kind.TARGET:
        peers = [o for o in peers if same_goal(mention, o)]
    if not peers:
        return first_of_kind(mention, series)
    known = confirmed(mention, origin, peers)
    if known is not None:
        return None if known is SILENT else known
    return differing(mention, origin, peers)


def value_of(observation: Observation, mention: MetricMention) -> float | None:
    """The value of an observation in the mention's unit."""
    return in_unit(observation.mention, mention.unit)


def same_goal(mention: MetricMention, observation: Observation) -> bool:
    """Whether two targets are for the same time, as far as they say."""
    one, other = mention.period, observation.mention.period
    return one is None or other is None or one == other or same_period(one, other)


def first_of_kind(mention: MetricMention, series: Series) -> Verdict:
    """A series known by other kinds of number gets its first observation or target: how far is it from the goal?"""
    goals = [o for o in series.observations if o.mention.kind is Kind.TARGET and value_of(o, mention) is not None]
    reason = f"First {'value measured' if mention.kind is Kind.OBSERVED else 'such target'}: {told(mention)}."
    if mention.kind is Kind.OBSERVED and goals and mention.value is not None:
        goal = goals[-1]
        aim = value_of(goal, mention) or 0.0
        by = f" for {goal.mention.period}" if goal.mention.period else ""
        gap = aim - mention.value
        reason += f" The target{by} is {written(aim, mention.unit)}, so {written(abs(gap), mention.unit)} "
        reason += "are still to go." if gap > 0 else "more than asked for has been reached."
    return Verdict(FindingKind.METRIC_NEW, reason, new=mention.value)


# ---------------------------------------------------------------- the same value


def confirmed(mention: MetricMention, origin: Origin, peers: Sequence[Observation]) -> Verdict | None:
    """A value that is known: a confirmation; the caller passes on where none agrees. See `silent`."""
    agreeing = [o for o in peers if same_value(mention, o.mention, tolerance(mention, o))]
    if not agreeing or returns(mention, origin, peers, agreeing):
        return None
    against = nearest(mention, origin, agreeing)
    if any(same_voice(origin, o.origin) for o in agreeing):
        return SILENT
    value = value_of(against, mention)
    return Verdict(
        FindingKind.METRIC_CONFIRMED,
        f"{told(mention)} confirms what {teller(against.origin)} told: {written(value, mention.unit)}"
        f"{when(against.mention)}.",
        old=value,
        new=mention.value,
        old_period=against.mention.period,
        against=against.origin,
    )


SILENT = Verdict(FindingKind.METRIC_CONFIRMED, "")
"""Stands for "nothing to tell" between the steps of a comparison; never leaves this module."""


def returns(
    mention: MetricMention, origin: Origin, peers: Sequence[Observation], agreeing: Sequence[Observation]
) -> bool:
    """Whether the value is known from an earlier period only, and had moved away since: that is a change back."""
    days = span(mention.period)
    last = max(order(o.mention, o.origin) for o in peers)
    newest = [o for o in peers if order(o.mention, o.origin) == last]
    if days is None or last[0] >= days[0] or any(o in agreeing for o in newest):
        return False
    return all(span(o.mention.period) and not same_period(mention.period, o.mention.period) for o in agreeing)


def tolerance(mention: MetricMention, observation: Observation) -> float:
    """How far rounding may take two values apart, by what is known of their periods."""
    one, other = mention.period, observation.mention.period
    if one is None or other is None:
        return UNSURE_TIME
    return SAME_TIME if one == other or same_period(one, other) else OTHER_TIME


# ---------------------------------------------------------------- another value


def differing(mention: MetricMention, origin: Origin, peers: Sequence[Observation]) -> Verdict | None:
    """A value that is not known: for a known time a conflict or a revision, for a later one a change."""
    same_time = [o for o in peers if at_one_time(mention, origin, o)]
    elsewhere = [o for o in same_time if o.origin.item_id != origin.item_id]
    if elsewhere:
        return disputed(mention, origin, nearest(mention, origin, elsewhere))
    others = [o for o in peers if o.origin.document_id != origin.document_id]
    if same_time or not others:
        return None
    newest = latest(peers)
    if order(mention, origin) <= order(newest.mention, newest.origin):
        return None
    if newest.origin.document_id == origin.document_id:
        newest = latest(others)
    if no_contradiction(mention, newest.mention):
        return None
    return changed(mention, newest, peers)


def at_one_time(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether two values are for one time: of one period; or both undated, of one day's news and of like size."""
    one, other = mention.period, observation.mention.period
    news = abs(observation.origin.published - origin.published) <= SAME_NEWS
    if one and other:
        return (one == other or same_period(one, other)) and (news or mention.kind is not Kind.TARGET)
    if one or other:
        return news and of_the_day(mention, origin) and of_the_day(observation.mention, observation.origin)
    if observation.origin.document_id == origin.document_id:
        return True
    apart = abs(observation.origin.published - origin.published)
    value, known = mention.value or 0.0, value_of(observation, mention) or 0.0
    alike = abs(value - known) <= LIKE_SIZE * max(abs(value), abs(known))
    return apart <= SAME_DAY or (alike and news)


def of_the_day(mention: MetricMention, origin: Origin) -> bool:
    """Whether a value is for the time of its news: undated, or of a period that has just ended or goes on."""
    days = span(mention.period)
    return days is None or ((origin.published.date() - days[1]).days <= JUST_NOW and length(days) <= 31)


def disputed(mention: MetricMention, origin: Origin, against: Observation) -> Verdict:
    """Two values for one time: revised if the same source tells them or the text says so, else a conflict."""
    value = value_of(against, mention)
    stated = CORRECTION.search(mention.evidence) is not None
    revised = stated or same_voice(origin, against.origin)
    what = f"{written(mention.value, mention.unit)} instead of {written(value, mention.unit)}{when(mention)}"
    difference = f"the difference is {step(mention.value, value, mention.unit)}"
    if revised:
        who = "The text calls it a correction" if stated else f"{teller(origin)} tells it anew"
        reason = f"{who}: {what}; {difference}."
    else:
        reason = f"{teller(origin)} tells {what}, as {teller(against.origin)} told; {difference}."
    return Verdict(
        FindingKind.METRIC_REVISED if revised else FindingKind.METRIC_CONFLICT,
        reason,
        old=value,
        new=mention.value,
        old_period=against.mention.period,
        against=against.origin,
    )


def changed(mention: MetricMention, against: Observation, peers: Sequence[Observation]) -> Verdict:
    """A later value that differs: by how much, and whether the text's own words about it fit."""
    value = value_of(against, mention)
    agrees, check = stated_change(mention, peers)
    hardly = mention.unit != "%" and value is not None and abs((mention.value or 0.0) - value) <= HARDLY * abs(value)
    before = f"{written(value, mention.unit)}{when(against.mention)}"
    reason = (
        f"{told(mention)}; before, {teller(against.origin)} told {before}. "
        f"That is {step(mention.value, value, mention.unit)}{', hardly a change' if hardly else ''}.{check}"
    )
    return Verdict(
        FindingKind.METRIC_CONFIRMED if hardly else FindingKind.METRIC_CHANGED,
        reason,
        old=value,
        new=mention.value,
        old_period=against.mention.period,
        against=against.origin,
        agrees=agrees,
    )


def stated_change(mention: MetricMention, peers: Sequence[Observation]) -> tuple[bool | None, str]:
    """Whether the change that the text states fits the stored value it refers to, and a sentence that says so."""
    implied = implied_before(mention)
    base = None if implied is None else base_of(mention, peers)
    if implied is None or base is None or mention.change is None:
        return None, ""
    value = value_of(base, mention)
    low, high = implied
    fits = value is not None and low <= value <= high
    return fits, (
        f" The text says {change_words(mention.change)}, which {'fits' if fits else 'does not fit'} "
        f"{written(value, mention.unit)}{when(base.mention)}."
    )


def implied_before(mention: MetricMention) -> tuple[float, float] | None:
    """The lowest and highest value that the stated change leaves for the time before, rounding allowed for."""
    change, value = mention.change, mention.value
    if change is None or value is None or mention.value_high is not None:
        return None
    half, slack = step_of(change.value) / 2, min(step_of(value) / 2, 0.05 * abs(value))
    sign = {"up": 1.0, "down": -1.0, "flat": 0.0}.get(change.direction, 1.0)
    if change.unit == "%":
        factors = [1 + sign * (change.value + d) / 100 for d in (-half, half)]
        if min(factors) <= 0:
            return None
        ends = [v / f for v in (value - slack, value + slack) for f in factors]
    elif change.unit == "x":
        if change.value <= half:
            return None
        powers = [(change.value + d) ** (sign or 1.0) for d in (-half, half)]
        ends = [v / f for v in (value - slack, value + slack) for f in powers]
    elif change.unit in ("pp", mention.unit):
        ends = [v - sign * (change.value + d) for v in (value - slack, value + slack) for d in (-half, half)]
    else:
        return None
    low, high = min(ends), max(ends)
    margin = 0.005 * max(abs(low), abs(high))
    return low - margin, high + margin


STEPS = {"wow": (7, 1), "mom": (30, 4), "qoq": (91, 4), "yoy": (365, 5)}
"""How many days lie between the ends of a period and of the one before it, and how much calendars vary that."""


def base_of(mention: MetricMention, peers: Sequence[Observation]) -> Observation | None:
    """The stored observation that a stated change starts from: the one a week, month, quarter or year before, or at the
    time named; None where it is not stored or the text does not say."""
    basis = mention.change.basis if mention.change else None
    days = span(mention.period)
    if basis is None or (days is None and not basis.startswith("since:")):
        return None
    dated = [(o, span(o.mention.period)) for o in peers if o.mention.period]
    if basis.startswith("since:"):
        wanted = basis.removeprefix("since:")
        return next((o for o, _ in reversed(dated) if o.mention.period == wanted or ends_as(o, wanted)), None)
    if basis not in STEPS or days is None:
        return None
    apart, slack = STEPS[basis]
    fitting = [
        o
        for o, theirs in dated
        if theirs and abs((days[1] - theirs[1]).days - apart) <= slack and abs(length(theirs) - length(days)) <= slack
    ]
    return fitting[-1] if fitting else None


def ends_as(observation: Observation, wanted: str) -> bool:
    return same_period(observation.mention.period, wanted)


# ---------------------------------------------------------------- order, voices, words


def order(mention: MetricMention, origin: Origin) -> tuple[date, date]:
    """What is later: the time a value is for, then when it was told."""
    return moment(mention, origin), origin.published.date()


def latest(peers: Sequence[Observation]) -> Observation:
    """The observation of the latest time, of several the one told last, of those the first by name and value."""
    return max(peers, key=lambda o: (*order(o.mention, o.origin), o.origin.item_id, o.mention.value or 0.0))


def nearest(mention: MetricMention, origin: Origin, peers: Sequence[Observation]) -> Observation:
    """The peer closest in time; of several the one told last."""
    day = moment(mention, origin)
    return min(
        peers,
        key=lambda o: (
            abs((moment(o.mention, o.origin) - day).days),
            -o.origin.published.timestamp(),
            o.origin.item_id,
            o.mention.value or 0.0,
        ),
    )


def same_voice(one: Origin, other: Origin) -> bool:
    return not set(one.voices).isdisjoint(other.voices)


def teller(origin: Origin) -> str:
    return ", ".join(origin.voices)


def told(mention: MetricMention) -> str:
    """A mention for a sentence: its value, its time, the change it states."""
    sign = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about "}
    if mention.value is None:
        words = change_words(mention.change) if mention.change else "no value"
    else:
        words = sign.get(mention.qualifier, "") + written(mention.value, mention.unit)
    return words[:1].upper() + words[1:] + when(mention)


def when(mention: MetricMention) -> str:
    return f" ({mention.period})" if mention.period else ""


def change_words(change: Change) -> str:
    unit = {"x": " times", "pp": " percentage points", "%": "%"}.get(change.unit, f" {change.unit}")
    since = (
        f" since {change.basis.removeprefix('since:')}" if change.basis and change.basis.startswith("since:") else ""
    )
    return f"{change.direction} {change.value:g}{unit}{since}"


def step(new: float | None, old: float | None, unit: str | None) -> str:
    """The way from one value to another: "+8.27 trillion token, 176.3% up"."""
    if new is None or old is None:
        return "not known"
    difference = new - old
    words = f"{'+' if difference >= 0 else '−'}{written(abs(difference), 'percentage points' if unit == '%' else unit)}"
    if old == 0:
        return words
    share = abs(difference / old)
    return f"{words}, {share:.1%} {'up' if difference >= 0 else 'down'}"
