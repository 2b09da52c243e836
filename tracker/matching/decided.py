"""Values that a decision sets, as taxes, caps and fines are, and that are not measured."""

from __future__ import annotations

import re

from tracker.matching.traits import close_by
from tracker.model import MetricMention

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
