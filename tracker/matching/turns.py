"""Decisions that a standing body takes turn by turn: the prices of a quarter and of the next one, wage after wage.

Such decisions have one authority, one form and one title ("fuel prices"), and their sentences one mould. What parts two
of them is the time between, and that the one raised what the other one cut or left alone, or set it at another figure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.matching.objects import days_between, is_one_of
from tracker.matching.policy_traits import issuers_meet
from tracker.model import Instrument, Origin, PolicyMention, PolicyStep, Stage

_LEVEL = (
    r"(?:prices?|tariffs?|fares?|tolls?|rates?|wages?|pensions?|allowances?|fees?|ceilings?|margins?|petrol|diesel|"
    r"fuels?)"
)
_GAP = r"(?:[^.;:\d]{0,60}?)"
_WAYS = {
    "raised": r"rais(?:e[sd]?|ing)|increas(?:e[sd]?|ing)|lift(?:s|ed|ing)?|hik(?:e[sd]?|ing)|push(?:e[sd]|ing)? up|"
    r"puts? up|up",
    "cut": r"cut(?:s|ting)?|lower(?:s|ed|ing)?|reduc(?:e[sd]?|ing)|trim(?:s|med|ming)?|slash(?:e[sd]|ing)?|"
    r"drop(?:s|ped)|decreas(?:e[sd]?|ing)",
    "held": r"(?:le(?:ft|aves?|aving)|ke(?:pt|eps?|eping)|h(?:eld|olds?|olding)|maintain(?:s|ed|ing)?)(?=[^.;]{0,60}"
    r"(?:unchanged|steady|alone|as (?:they|it) (?:were|was|are|is)|at )|\b[^.;]{0,40}prices)|"
    r"leave(?=[^.;]{0,60}unchanged)|fr(?:oze|eezes)",
}
WAYS = {
    way: re.compile(rf"\b(?:{verbs})\b{_GAP}\b{_LEVEL}\b|\b{_LEVEL}\b{_GAP}\b(?:{verbs})\b", re.IGNORECASE)
    for way, verbs in _WAYS.items()
}
"""How a sentence says which way a level is moved."""
WAYS = {
    way: re.compile(rf"\b(?:{verbs})\b{_GAP}\b{_LEVEL}\b|\b{_LEVEL}\b{_GAP}\b(?:{verbs})\b", re.IGNORECASE)
    for way, verbs in _WAYS.items()
}
LEVEL = re.compile(rf"\b{_LEVEL}\b", re.IGNORECASE)
TURN = 21
"""Days from which a decision is the next one rather than the known one told late."""
BODY = re.compile(
    r"\b(?:pric|tariff|wage|utilit|energy|petrol|fuel|gas|electric|transport|water|telecom|pharma|medicine)",
    re.IGNORECASE,
)
"""Fields of bodies that set prices turn by turn."""
_BY_LAW = "parliament assembly senate congress riksdag duma bundestag chamber house court tribunal"
BY_LAW = frozenset(_BY_LAW.split())
"""Bodies whose steps are of a law, which is told turn by turn too."""
FIGURE = re.compile(r"\d+(?:\.\d+)?(?=\s?(?:%|per ?cent\b|basis points))|\d+\.\d+")
REFERS = re.compile(
    r"\bhad (?:been )?(?:raised|lifted|increased|cut|lowered|reduced|set|put|frozen)\b|"
    r"\b(?:revers|revok|withdr[ae]w|undo|undid|scrap|correct|amend)",
    re.IGNORECASE,
)
"""How a text says that a decision changes an earlier one."""
DECIDED = frozenset({Instrument.DECISION, Instrument.REGULATION})


def next_turn(mention: PolicyMention, origin: Origin, step: PolicyStep) -> str | None:
    """Why a step is the next decision of a body on a level that it sets again and again; None where it need not be."""
    other = step.mention
    if mention.stage is not Stage.ADOPTED or other.stage is not Stage.ADOPTED:
        return None
    if not (sets_a_level(mention) and sets_a_level(other)) or REFERS.search(mention.quote):
        return None
    days = days_between(mention, origin, step)
    if days <= TURN or not issuers_meet(mention, other):
        return None
    ours, theirs = ways(mention.quote), ways(other.quote)
    if ours and theirs and ours.isdisjoint(theirs):
        return f"Decided {days} days apart: {' and '.join(sorted(ours))}, not {' and '.join(sorted(theirs))}."
    now, then = figures(mention.quote), figures(other.quote)
    anew = now and then and now.isdisjoint(then) and not ours.isdisjoint(theirs)
    regular = anew and any(BODY.search(issuer) for issuer in mention.issuers)
    return f"Decided {days} days apart, at another figure." if regular else None


def sets_a_level(mention: PolicyMention) -> bool:
    """Whether a step is the decision of an authority, other than by law, on a price or another level."""
    return mention.instrument in DECIDED and names_a_level(mention.quote) and not is_one_of(mention, BY_LAW)


@lru_cache(maxsize=4096)
def names_a_level(quote: str) -> bool:
    return LEVEL.search(quote) is not None


def figures(quote: str) -> frozenset[str]:
    """The shares and exact numbers of a sentence."""
    return frozenset(FIGURE.findall(quote))


@lru_cache(maxsize=2048)
def ways(quote: str) -> frozenset[str]:
    """Which ways a sentence says that levels are moved."""
    return frozenset(way for way, pattern in WAYS.items() if pattern.search(quote))
