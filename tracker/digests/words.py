"""The words of a digest that are ours: headings, labels, stages and how dates stand beside them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.digests.dates import closes
from tracker.digests.plain import QUOTE_LIMIT, plain, shorten
from tracker.digests.views import StageView
from tracker.model import Finding, FindingKind, PolicyMention, Stage

if TYPE_CHECKING:
    from tracker.digests.figures import Figures

UNGROUPED = "Others"
SECTION_TITLES = {
    "action": "Needs attention",
    "corrected": "Corrections",
    "new": "New policies",
    "moved": "Policies that moved",
    "changed": "Metrics that changed",
    "metrics": "New metrics",
    "confirmed": "In brief",
    "stories": "Stories",
}
KIND_LABELS = {
    FindingKind.POLICY_NEW: "New policy",
    FindingKind.POLICY_UPDATED: "Policy moved",
    FindingKind.POLICY_CONFIRMED: "Confirmed",
    FindingKind.METRIC_NEW: "New metric",
    FindingKind.METRIC_CHANGED: "Metric changed",
    FindingKind.METRIC_REVISED: "Correction",
    FindingKind.METRIC_CONFLICT: "Sources disagree",
    FindingKind.METRIC_CONFIRMED: "Confirmed",
    FindingKind.CLAIM_INCONSISTENT: "Does not add up",
    FindingKind.STORY_NEW: "Story",
}
WITHIN = {
    FindingKind.POLICY_NEW: "First told",
    FindingKind.POLICY_UPDATED: "Earlier step",
    FindingKind.METRIC_NEW: "First told",
    FindingKind.STORY_NEW: "Also told",
}
"""what a finding is called that stands within the entry of a weightier one"""
STAGES = {stage: stage.value.replace("_", " ") for stage in Stage}
_DECIDED = frozenset((Stage.ADOPTED, Stage.IN_FORCE, Stage.IMPLEMENTED, Stage.AMENDED, Stage.REPEALED))
_PREPARED = re.compile(
    r"^(?:(?:public |open )?consultation (?:paper )?(?:on|about) (?:the |an? )?(?=(?:draft|proposed|planned)\b))?"
    r"(?:draft|proposed|planned) (?:of (?:the |an? )?)?",
    re.IGNORECASE,
)
"""How a name begins that tells of the draft alone: "Consultation on draft measures", "Proposed rules"."""
_MAIN_LINE = (Stage.ANNOUNCED, Stage.DRAFT, Stage.CONSULTATION, Stage.ADOPTED, Stage.IN_FORCE)


def effect(mention: PolicyMention, shown: str) -> str:
    """Since or until when it holds, in the words of its stage: in effect from …, for 2026–2028, to …, until …."""
    effective = mention.effective or ""
    if mention.stage in {Stage.DELAYED, Stage.EXTENDED}:
        return f"to {shown}"
    if "/" in effective or len(effective) == 4:
        return f"for {shown}"
    if mention.stage is Stage.CONSULTATION:
        return f"{'until' if closes(mention) else 'from'} {shown}"
    return f"from {shown}" if mention.stage is Stage.IN_FORCE else f"in effect from {shown}"


def taken(date: str, figures: Figures) -> str:
    """When the step was taken: on Apr 10, 2026; in April 2026."""
    return f"{'on' if len(date) == 10 else 'in'} {figures.period(date)}"


def sentence(text: str) -> str:
    """Foreign words as a sentence: a capital first, a full stop last."""
    shown = shorten(plain(text), QUOTE_LIMIT)
    return capital(shown) + ("" if shown[-1:] in ".!?…" else ".") if shown else ""


def capital(text: str) -> str:
    """A capital first, unless the first word has one of its own: eIDAS stays eIDAS."""
    word = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if word == word.lower() else text


def title_now(finding: Finding) -> str:
    """The name of what a finding is about, as it stands now."""
    mention = finding.mention
    return policy_now(finding.target, mention.stage) if isinstance(mention, PolicyMention) else plain(finding.target)


def policy_now(title: str, stage: Stage) -> str:
    """The title of a policy. One that began as a draft and is decided is no draft any more."""
    told = plain(title)
    return told if stage not in _DECIDED else _PREPARED.sub("", told) or told


def stage_line(finding: Finding) -> tuple[StageView, ...]:
    """The usual life of a policy with what was reported of it; unusual steps stand behind the step they followed.

    Of a policy of which only unusual steps are known, nobody knows where in its life it stands: they stand alone.
    """
    mention = finding.mention
    if not isinstance(mention, PolicyMention):
        return ()
    return stages_in_life(finding.stages, mention.stage)


def stages_in_life(stages: Iterable[Stage], current: Stage) -> tuple[StageView, ...]:
    """The same for stages in the order in which they were first reported."""
    reported = tuple(dict.fromkeys((*stages, current)))
    return tuple(StageView(STAGES[stage], _state(stage, current, reported)) for stage in _line(reported))


def _line(reported: tuple[Stage, ...]) -> list[Stage]:
    usual = [stage for stage in reported if stage in _MAIN_LINE]
    if not usual:
        return list(reported)
    line, place = list(_MAIN_LINE), _MAIN_LINE.index(usual[0]) - 1
    for stage in reported:
        if stage in _MAIN_LINE:
            place = line.index(stage)
        else:
            place += 1
            line.insert(place, stage)
    return line


def _state(stage: Stage, current: Stage, reported: tuple[Stage, ...]) -> str:
    if stage is current:
        return "current"
    return "past" if stage in reported else "open"
