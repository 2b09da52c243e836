"""Numbers that one text tells as a goal and another as a fact, though they are one: what is set, announced or planned.

Papers tell what a law sets now as a goal ("is to be 22%"), now as what holds ("the rate is 22%"), and so do those who
read them. Only a goal that has been reached is told of in words of its own.
"""

from __future__ import annotations

import re
from datetime import date

from tracker.matching.amounts import agree, in_unit, same_value
from tracker.matching.decided import decided
from tracker.matching.periods import overlapping, span
from tracker.model import Kind, MetricMention, Observation, Origin

REACHED = re.compile(
    r"\b(?:reach(?:ed|es|ing)|hits?|hitting|m(?:et|eets)|achiev(?:ed|es|ing)|attain(?:ed|s)|fulfill?ed|surpass(?:ed|es)|"
    r"exceed(?:ed|s)|topp(?:ed|ing)|stands? at|stood at|ma[dk]es? up|account(?:s|ed) for|already|ahead of|so far)\b",
    re.IGNORECASE,
)
"""How a text says that a value has been measured, be it that of a goal."""


OF_A_REPORT = 3
BOUNDS = frozenset((">", ">=", "<", "<="))


def kind_at(mention: MetricMention, published: date) -> Kind:
    """The kind of a number as far as its time lets it be: nothing is measured before its time has begun."""
    if mention.kind is not Kind.OBSERVED:
        return mention.kind
    days = span(mention.period)
    return Kind.TARGET if days is not None and days[0] > published else Kind.OBSERVED


def of_one_kind(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether two numbers are of one kind, by what is told and by their times."""
    if mention.kind is observation.mention.kind:
        return True
    return kind_at(mention, origin.published.date()) is kind_at(
        observation.mention, observation.origin.published.date()
    )


def told_of_other_kind(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether a goal that is known is told as a fact, or the other way round: the same value, rounded at most, which no
    text says has been reached, and which was not measured at a time before that of the goal."""
    other = observation.mention
    value, known = mention.value, in_unit(other, mention.unit)
    if {mention.kind, other.kind} != {Kind.OBSERVED, Kind.TARGET} or origin.item_id == observation.origin.item_id:
        return False
    bound = not {mention.qualifier, other.qualifier}.isdisjoint(BOUNDS)
    if value is None or known is None or not (agree(value, known) if bound else same_value(mention, other)):
        return False
    fact, goal = (mention, other) if mention.kind is Kind.OBSERVED else (other, mention)
    if REACHED.search(fact.evidence):
        return False
    at = origin if fact is mention else observation.origin
    if decided(mention) or not (fact.period and goal.period) or of_the_report(fact, at):
        return True
    return overlapping(fact.period, goal.period)


def of_the_report(mention: MetricMention, origin: Origin) -> bool:
    """Whether the time of a number is but the day on which it was told."""
    days = span(mention.period)
    return days is not None and days[0] == days[1] and abs((origin.published.date() - days[0]).days) <= OF_A_REPORT
