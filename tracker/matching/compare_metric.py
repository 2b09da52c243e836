"""What a number tells that was not known: new, changed, revised, in conflict, confirmed, or nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

from tracker.matching.amounts import (
    HARDLY,
    OTHER_TIME,
    SAME_TIME,
    UNSURE_TIME,
    no_contradiction,
    same_value,
    written,
)
from tracker.matching.closeness import powers_apart, slipped
from tracker.matching.decided import decided, moved_bound, so_far
from tracker.matching.kinds import of_one_kind, told_of_other_kind
from tracker.matching.obstacles import unlike_times
from tracker.matching.periods import length, moment, overlapping, same_period, span
from tracker.matching.stated import base_of, implied_before, value_of
from tracker.matching.traits import counted_over, leading_to, told_as_past
from tracker.matching.vocabulary import MONTHS
from tracker.matching.wording import change_words, rounded, same_voice, step, teller, told, when
from tracker.model import FindingKind, Kind, MetricMention, Observation, Origin, Series, Verdict

CORRECTION = re.compile(r"\b(?:revis(?:ed|ion)|correct(?:ed|ion)|restated?|amended figure|erratum)\b", re.IGNORECASE)
MOVED = re.compile(
    r"\b(?:rais(?:e[sd]?|ing)|lift(?:s|ed|ing)?|increas(?:e[sd]?|ing)|hik(?:e[sd]?|ing)|expand(?:s|ed|ing)?|"
    r"enlarg(?:e[sd]?|ing)|cut(?:s|ting)?|lower(?:s|ed|ing)?|reduc(?:e[sd]?|ing)|trim(?:s|med|ming)?|"
    r"slash(?:e[sd]|ing)?|halv(?:e[sd]?|ing)|doubl(?:e[sd]?|ing)|adjust(?:s|ed|ing)?|chang(?:e[sd]?|ing))\b"
    r"[^.;]{0,60}\bto\b[^.;\d]{0,25}$",
    re.IGNORECASE,
)
"""How a text leads over to a value that takes another one's place."""
SINCE_THEN = re.compile(
    r"\b(?:meanwhile|since|now|currently|today|by now|(?:stands?|trad(?:es|ing)|sells|quoted) at|ha(?:s|ve) (?:\w+ )?"
    r"(?:climbed|risen|fallen|dropped|slid|slipped|eased|gained|jumped|recovered))\b",
    re.IGNORECASE,
)
TIME_NAMED = re.compile(rf"\b(?:{MONTHS.replace(' ', '|')}|quarter|week|month|year|(?:19|20)\d\d)\b")
"""How a text tells what holds at present, and how it names a time."""
LIKE_SIZE = 0.2
JUST_NOW = 10
SAME_DAY = timedelta(hours=12)
SAME_NEWS = timedelta(days=2)
"""Undated values of one day are for one time; so are values of like size in one and the same news."""
LATER = timedelta(days=30)
"""How far apart two letters are whose undated values are surely for two times."""
ANNOUNCED = timedelta(days=31)
"""How long after it was announced a value that is told as in force is still the same news."""


def compare_metric(mention: MetricMention, origin: Origin, series: Series | None) -> Verdict | None:
    """The outcome of setting a mention against the series it was linked to; None where it tells nothing.

    Like is compared with like: observations with observations, targets with targets of the same year, in one unit.
    A forecast raises nothing but a new series. A value for a time before the newest is put in its place.
    """
    if series is None:
        return Verdict(FindingKind.METRIC_NEW, f"First report: {told(mention)}.", new=mention.value)
    if mention.kind is Kind.FORECAST or mention.value is None:
        return None
    peers = peers_of(mention, origin, series)
    if not peers:
        same = [o for o in series.observations if told_of_other_kind(mention, origin, o)]
        return confirmed(mention, origin, same) if same else first_of_kind(mention, series)
    peers = [o for o in peers if not (unlike_times(mention, o.mention) and counted_over(mention))] or peers[:0]
    if not peers:
        return None
    agreeing = [
        o for o in peers if same_value(mention, o.mention, tolerance(mention, origin, o)) or hardly_moved(mention, o)
    ]
    if agreeing and settled(mention, peers):
        agreeing = [o for o in agreeing if nearly_equal(mention, o)]
    if agreeing and not returns(mention, origin, peers, agreeing):
        return confirmed(mention, origin, agreeing)
    foretold = [o for o in series.observations if announced(mention, origin, o)]
    return confirmed(mention, origin, foretold) if foretold else differing(mention, origin, peers)


def peers_of(mention: MetricMention, origin: Origin, series: Series) -> list[Observation]:
    """What a value is set against: values of its kind, goals for the same time; of what is decided, whatever was told
    of it before in other texts where none of its kind was."""
    known = [o for o in series.observations if value_of(o, mention) is not None]
    peers = [o for o in known if of_one_kind(mention, origin, o)]
    if mention.kind is Kind.TARGET:
        peers = [o for o in peers if same_goal(mention, o)]
    if peers or not decided(mention):
        return peers
    return [o for o in known if o.mention.kind is not Kind.FORECAST and o.origin.document_id != origin.document_id]


def announced(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether a value is one that was told as a goal in the same news: "will be cut to 22%", "is cut to 22%"."""
    ahead = mention.kind is Kind.OBSERVED and observation.mention.kind is not Kind.OBSERVED
    news = abs(origin.published - observation.origin.published) <= ANNOUNCED
    return ahead and news and origin.item_id != observation.origin.item_id and nearly_equal(mention, observation)


def settled(mention: MetricMention, peers: Sequence[Observation]) -> bool:
    """Whether a source has corrected its value for the mention's time: then a rounded older one confirms nothing."""
    by_voice: dict[str, list[Observation]] = defaultdict(list)
    for peer in peers:
        if same_period(mention.period, peer.mention.period):
            for voice in peer.origin.voices:
                by_voice[voice].append(peer)
    return any(
        one.origin.document_id != other.origin.document_id and not same_value(one.mention, other.mention)
        for told_by_one in by_voice.values()
        for one, other in permutations(told_by_one, 2)
    )


def nearly_equal(mention: MetricMention, observation: Observation) -> bool:
    value = value_of(observation, mention)
    return value is not None and abs((mention.value or 0.0) - value) <= HARDLY * abs(value)


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


def confirmed(mention: MetricMention, origin: Origin, agreeing: Sequence[Observation]) -> Verdict | None:
    """A known value is confirmed by another source; told again by the same one it is nothing new."""
    against = nearest(mention, origin, agreeing)
    if any(same_voice(origin, o.origin) for o in agreeing):
        return None
    value = value_of(against, mention)
    return Verdict(
        FindingKind.METRIC_CONFIRMED,
        f"{told(mention)} confirms what {teller(against.origin)} told: {written(value, mention.unit)}"
        f"{when(against.mention)}{rounded(mention.value, value, mention.unit)}.",
        old=value,
        new=mention.value,
        old_period=against.mention.period,
        against=against.origin,
    )


def returns(
    mention: MetricMention, origin: Origin, peers: Sequence[Observation], agreeing: Sequence[Observation]
) -> bool:
    """Whether the value is known from an earlier period only, and had moved away since: that is a change back."""
    days = span(mention.period)
    last = max(order(o.mention, o.origin) for o in peers)
    newest = [o for o in peers if order(o.mention, o.origin) == last]
    if days is None or last[0] >= days[0] or any(o in agreeing for o in newest):
        return False
    return all(span(o.mention.period) and not overlapping(mention.period, o.mention.period) for o in agreeing)


def hardly_moved(mention: MetricMention, observation: Observation) -> bool:
    """Whether a value lies within half a per cent of a known one: as papers round, nothing has moved."""
    known = value_of(observation, mention)
    return known is not None and abs((mention.value or 0.0) - known) <= HARDLY * abs(known)


def tolerance(mention: MetricMention, origin: Origin, observation: Observation) -> float:
    """How far rounding may take two values apart, by what is known of their periods."""
    one, other = mention.period, observation.mention.period
    if one is None or other is None:
        later = abs(origin.published - observation.origin.published) > LATER
        return OTHER_TIME if later else UNSURE_TIME
    return SAME_TIME if one == other or same_period(one, other) else OTHER_TIME


# ---------------------------------------------------------------- another value


def differing(mention: MetricMention, origin: Origin, peers: Sequence[Observation]) -> Verdict | None:
    """A value that is not known: for a known time a conflict or a revision, for a later one a change."""
    peers = [o for o in peers if not told_again(origin, o, peers)]
    same_time = [o for o in peers if at_one_time(mention, origin, o)]
    elsewhere = [o for o in same_time if o.origin.item_id != origin.item_id]
    if elsewhere:
        against = nearest(mention, origin, elsewhere)
        known = tells_too(mention, origin, against, peers) or known_slip(mention, origin, against, peers)
        return None if known else disputed(mention, origin, against)
    others = [o for o in peers if o.origin.document_id != origin.document_id]
    if same_time or not others:
        return None
    newest = latest(peers)
    if order(mention, origin) <= order(newest.mention, newest.origin):
        return None
    if newest.origin.document_id == origin.document_id:
        newest = latest(others)
    if for_earlier(mention, newest.mention):
        return None
    if no_contradiction(mention, newest.mention) and not moved_bound(mention, newest.mention):
        return None
    return changed(mention, newest, peers)


def tells_too(mention: MetricMention, origin: Origin, against: Observation, peers: Sequence[Observation]) -> bool:
    """Whether a text tells the known value as well, as one of the same quantity: then it is not at odds with it, and
    the other value is for a time that it does not say, unless it corrects the known one."""
    if same_voice(origin, against.origin) or CORRECTION.search(mention.evidence):
        return False
    known = value_of(against, mention)
    here = [value_of(o, mention) for o in peers if o.origin.item_id == origin.item_id]
    told = [*(kin.value for kin in mention.kin), *here]
    return known is not None and any(value is not None and same_amount(value, known) for value in told)


def told_again(origin: Origin, observation: Observation, peers: Sequence[Observation]) -> bool:
    """Whether a text tells a known value only to say what held before: "320 in place of 269", where 269 is stored."""
    if observation.origin.document_id != origin.document_id or not told_as_past(observation.mention):
        return False
    known = (o for o in peers if o.origin.document_id != origin.document_id)
    return any(nearly_equal(observation.mention, o) for o in known)


def for_earlier(mention: MetricMention, other: MetricMention) -> bool:
    """Whether a value is for an earlier time of the same length: last year's quota, told after the next one's."""
    one, two = span(mention.period), span(other.period)
    return (
        one is not None and two is not None and one[1] < two[0] and length(one) <= 1.3 * length(two) <= 2 * length(one)
    )


def known_slip(mention: MetricMention, origin: Origin, against: Observation, peers: Sequence[Observation]) -> bool:
    """Whether a text has slipped by powers of ten against this source, as it had against another before: that the two
    differ has been told."""
    if not powers_apart(mention, against):
        return False
    of_one = [o for o in peers if o.origin.document_id == against.origin.document_id]
    others = [o for o in peers if o.origin.document_id not in (against.origin.document_id, origin.document_id)]
    return any(slipped(one.mention, one.origin, other) for one in of_one for other in others)


def at_one_time(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether two values are for one time: of one period; or both undated, of one day's news and of like size."""
    one, other = mention.period, observation.mention.period
    news = abs(observation.origin.published - origin.published) <= SAME_NEWS
    if news and slipped(mention, origin, observation):
        return True
    if one and other:
        anew = not news and (set_anew(mention, observation) or moved_since(mention) or so_far(mention, observation))
        return (one == other or same_period(one, other)) and not anew
    if one or other:
        told = of_the_day(mention, origin) and of_the_day(observation.mention, observation.origin)
        return news and told and counted_alike(mention, observation.mention)
    if observation.origin.document_id == origin.document_id:
        return True
    apart = abs(observation.origin.published - origin.published)
    value, known = mention.value or 0.0, value_of(observation, mention) or 0.0
    alike = abs(value - known) <= LIKE_SIZE * max(abs(value), abs(known))
    return apart <= SAME_DAY or (alike and news)


def set_anew(mention: MetricMention, observation: Observation) -> bool:
    """Whether a text tells a target, or what is decided, for a known time in place of the known one: "16%, not 20% as
    planned", "the quota is raised to 16.7 million"."""
    value = value_of(observation, mention)
    aimed_at = Kind.TARGET in (mention.kind, observation.mention.kind)
    if value is None or not (aimed_at or decided(mention)):
        return False
    if MOVED.search(leading_to(mention)):
        return True
    before = implied_before(mention)
    told = any(kin.value is not None and same_amount(kin.value, value) for kin in mention.kin)
    return told or (before is not None and before[0] <= value <= before[1])


def moved_since(mention: MetricMention) -> bool:
    """Whether a text tells a level as it is now, and names no time of its own: then its period is but that of what the
    text had told before."""
    now = SINCE_THEN.search(mention.evidence) is not None
    return now and TIME_NAMED.search(mention.evidence) is None and not counted_over(mention)


def same_amount(one: float, other: float) -> bool:
    return abs(one - other) <= HARDLY * abs(other)


def counted_alike(one: MetricMention, other: MetricMention) -> bool:
    """Whether an undated value can be for the time of a dated one: that is a day, or both are told of such a time."""
    days = span(one.period or other.period)
    return (days is not None and length(days) == 1) or (one.cadence is not None and one.cadence == other.cadence)


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
        since = abs(origin.published - against.origin.published) > SAME_NEWS and mention.kind is Kind.TARGET
        anew = " Either it has been set anew since, or one of them errs." if since else ""
        reason = f"{teller(origin)} tells {what}, as {teller(against.origin)} told; {difference}.{anew}"
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
    before = f"{written(value, mention.unit)}{when(against.mention)}"
    reason = (
        f"{told(mention)}; before, {teller(against.origin)} told {before}. "
        f"That is {step(mention.value, value, mention.unit)}.{check}"
    )
    return Verdict(
        FindingKind.METRIC_CHANGED,
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


# ---------------------------------------------------------------- order in time


def order(mention: MetricMention, origin: Origin) -> tuple[date, date]:
    """What is later: the time a value is for, then when it was told. What held before lies before the report, and
    before the values of the quantity that the text tells with it."""
    day = moment(mention, origin)
    if told_as_past(mention):
        beside = [days[0] for kin in mention.kin if (days := span(kin.period))]
        day = min([day, *beside]) - timedelta(days=1)
    return day, origin.published.date()


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
