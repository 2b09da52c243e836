"""Until when a consultation runs, where the item says so in a sentence of its own. Pure.

"Ofcom has launched a consultation on … . The regulator will take comments until 15 May." is read as two mentions of one
step; the first one, by which it is told, takes the day of the second, and what stands between them as its evidence.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tracker.model import Extraction, Item, PolicyMention, Stage

NEAR = 600
"""characters from the beginning of the one to the end of the other: what can be shown as one piece of evidence"""


def with_deadlines(item: Item, extraction: Extraction) -> Extraction:
    """The same mentions, each consultation without a day with that of the mention behind it, if it is its own."""
    policies = sorted(extraction.policies, key=lambda one: one.start)
    found = {one.start: _dated(item, one, behind) for one, behind in pairwise(policies) if _belongs(one, behind)}
    if not found:
        return extraction
    return replace(extraction, policies=tuple(found.get(one.start, one) for one in extraction.policies))


def _belongs(one: PolicyMention, behind: PolicyMention) -> bool:
    """Whether the mention behind only tells until when the consultation of the first one runs."""
    same_step = one.stage is behind.stage is Stage.CONSULTATION and one.jurisdiction in {"", behind.jurisdiction}
    nobody_else = not behind.issuers or behind.issuers == one.issuers
    undated = one.effective is None and behind.effective is not None
    return same_step and nobody_else and undated and behind.end - one.start <= NEAR and behind.start >= one.end


def _dated(item: Item, one: PolicyMention, behind: PolicyMention) -> PolicyMention:
    return replace(one, effective=behind.effective, evidence=item.text[one.start : behind.end])
