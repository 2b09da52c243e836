"""The targets of a policy: which of the aims that an item tells belong to which of the policies it tells of. Pure.

An aim belongs to the policy whose sentence it stands in, else to the one told last before it, where its own sentence
names a time for it or speaks of the policy ("the plan", "it"), and where nobody else is the one who aims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tracker.matching.places import PLACES
from tracker.model import Extraction, Kind, MetricMention, PolicyMention

MOST = 12
"""targets of one policy in one item: the first of them"""
_ACT = re.compile(
    r"\b(?:it|its|they|them|these|this|(?:the|that|their|whose) (?:\w+ )?(?:plan|programme|program|scheme|strategy"
    r"|guid\w+|opinions?|rules?|law|act|bill|decree|order|regulation|directive|measures?|policy|initiative|roadmap|blueprint"
    r"|document|text|notice|standard|targets?|goals?|aims?|objectives?|ministry|government|cabinet|council|agency"
    r"|commission|authority|regulator|planners))\b",
    re.IGNORECASE,
)
"""How a sentence speaks of an act that was named before it, or of who made it."""
_PLAIN = re.compile(r"[^\w]+")


def with_targets(extraction: Extraction) -> Extraction:
    """The same mentions, each policy with its targets; the same object where there is none."""
    aims = [one for one in extraction.metrics if one.kind is Kind.TARGET and one.value is not None]
    if not aims or not extraction.policies:
        return extraction
    policies = sorted(extraction.policies, key=lambda one: one.start)
    owned: dict[int, list[MetricMention]] = {}
    for aim in sorted(aims, key=lambda one: one.start):
        owner = _owner(policies, aim)
        if owner is not None:
            owned.setdefault(owner.start, []).append(_bare(aim))
    if not owned:
        return extraction
    told = tuple(
        replace(one, targets=tuple(owned.get(one.start, ())[:MOST])) if one.start in owned else one
        for one in extraction.policies
    )
    return replace(extraction, policies=told)


def _owner(policies: Iterable[PolicyMention], aim: MetricMention) -> PolicyMention | None:
    """The policy that the aim belongs to, if to any."""
    before = None
    for policy in policies:
        if policy.start <= aim.start < policy.end:
            return policy
        if policy.start > aim.start:
            break
        before = policy
    if before is None or not (aim.period or _ACT.search(aim.evidence)) or _of_others(before, aim):
        return None
    return before


def _of_others(policy: PolicyMention, aim: MetricMention) -> bool:
    """Whether somebody with a name of their own aims at it: no place, not who acts, nothing that the policy names."""
    words = _PLAIN.split(aim.subject)
    names = [word for word in words if word[:1].isupper()]
    if not names or not words[0][:1].isupper():
        return False
    told = {word.casefold() for text in (*policy.issuers, policy.title, policy.quote) for word in _PLAIN.split(text)}
    return not any(name.casefold() in told or name.casefold() in PLACES for name in names)


def _bare(aim: MetricMention) -> MetricMention:
    """The aim without what only matching asks for: it is kept with each finding of the policy."""
    return replace(aim, about=(), topic=(), kin=(), reason="")
