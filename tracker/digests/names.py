"""What a policy or metric is called as it stands now. Pure."""

from __future__ import annotations

import re

from tracker.digests.plain import plain
from tracker.model import Finding, PolicyMention, Stage

_DECIDED = frozenset((Stage.ADOPTED, Stage.IN_FORCE, Stage.IMPLEMENTED, Stage.AMENDED, Stage.REPEALED))
_PREPARED = re.compile(
    r"^(?:(?:public |open )?consultation (?:paper )?(?:on|about) (?:the |an? )?(?=(?:draft|proposed|planned)\b))?"
    r"(?:draft|proposed|planned) (?:of (?:the |an? )?)?",
    re.IGNORECASE,
)
"""How a name begins that tells of the draft alone: "Consultation on draft measures", "Proposed rules"."""


def title_now(finding: Finding) -> str:
    """The name of what a finding is about, as it stands now."""
    mention = finding.mention
    return policy_now(finding.target, mention.stage) if isinstance(mention, PolicyMention) else plain(finding.target)


def policy_now(title: str, stage: Stage) -> str:
    """The title of a policy. One that began as a draft and is decided is no draft any more."""
    told = plain(title)
    return told if stage not in _DECIDED else _PREPARED.sub("", told) or told
