"""Values that hold until the next decision, as taxes and caps do, and those that hold so far, as a year runs on."""

from __future__ import annotations

import re

from tracker.matching.periods import length, span
from tracker.matching.traits import close_by
from tracker.model import Kind, MetricMention, Observation

DECIDED = re.compile(
    r"\b(?:allowances?|allotments?|bounty|budgets?|caps?|capped|ceilings?|charges?|contributions?|dut(?:y|ies)|excise|"
    r"fees?|fines?|fined|floor|levy|levies|limits?|limited|maximum|minimum|penalt(?:y|ies)|premiums?|quotas?|subsid(?:y|ies)|"
    r"surcharge|surtax|tariffs?|tax(?:es)?|thresholds?|tolls?|at most|no more than)\b",
    re.IGNORECASE,
)
"""Names of what is set by a decision: what is asked for of it, what is decided and what holds are one row of values."""
YIELD = re.compile(
    r"\b(?:revenues?|receipts|proceeds|collected|collections?|takings?|yields?|brings? in)\b", re.IGNORECASE
)
"""What such a thing brings in is measured, as all else is."""


def decided(mention: MetricMention) -> bool:
    """Whether a quantity is set by a decision, as its name or the words close by tell: a tax, a cap, a fine."""
    told = f"{mention.subject}; {mention.measure}; {close_by(mention)}"
    return DECIDED.search(told) is not None and YIELD.search(told) is None


def moved_bound(newer: MetricMention, older: MetricMention) -> bool:
    """Whether a bound that is decided has been set anew: at most 10% now, at most 5% before."""
    return newer.qualifier == older.qualifier and newer.qualifier in ("<", "<=") and decided(newer)


SOME_WEEKS = 10
"""Days that a time must last for a value to be told while it runs on."""


def so_far(mention: MetricMention, observation: Observation) -> bool:
    """Whether a known value was told while its time ran on: "5.9 million cases this year" comes after 4.3 million."""
    days, told_on = span(observation.mention.period), observation.origin.published.date()
    if days is None or not days[0] <= told_on < days[1] or length(days) <= SOME_WEEKS or decided(mention):
        return False
    return mention.kind is Kind.OBSERVED and observation.mention.kind is Kind.OBSERVED
