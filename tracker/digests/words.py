"""The words of a digest that are ours: headings, labels, stages and how dates stand beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.digests.dates import closes
from tracker.digests.language import N_, NP_, Words
from tracker.digests.plain import plain
from tracker.digests.views import StageView
from tracker.model import Finding, FindingKind, Instrument, Kind, PolicyMention, Stage

if TYPE_CHECKING:
    from tracker.digests.figures import Figures

QUOTED = NP_("quotation marks", "“%(text)s”")
UNGROUPED = N_("Others")
SECTION_TITLES = {
    "action": N_("Needs attention"),
    "corrected": N_("Corrections"),
    "new": N_("New policies"),
    "moved": N_("Policies that moved"),
    "changed": N_("Metrics that changed"),
    "metrics": N_("New metrics"),
    "confirmed": N_("In brief"),
    "stories": N_("Stories"),
}
CONFIRMED = N_("Confirmed")
KIND_LABELS = {
    FindingKind.POLICY_NEW: N_("New policy"),
    FindingKind.POLICY_UPDATED: N_("Policy moved"),
    FindingKind.POLICY_CONFIRMED: CONFIRMED,
    FindingKind.METRIC_NEW: N_("New metric"),
    FindingKind.METRIC_CHANGED: N_("Metric changed"),
    FindingKind.METRIC_REVISED: N_("Correction"),
    FindingKind.METRIC_CONFLICT: N_("Sources disagree"),
    FindingKind.METRIC_CONFIRMED: CONFIRMED,
    FindingKind.CLAIM_INCONSISTENT: N_("Does not add up"),
    FindingKind.STORY_NEW: N_("Story"),
}
WITHIN = {
    FindingKind.POLICY_NEW: N_("First told"),
    FindingKind.POLICY_UPDATED: N_("Earlier step"),
    FindingKind.METRIC_NEW: N_("First told"),
    FindingKind.STORY_NEW: N_("Also told"),
}
"""what a finding is called that stands within the entry of a weightier one"""
STAGES = {
    Stage.ANNOUNCED: NP_("stage", "announced"),
    Stage.DRAFT: NP_("stage", "draft"),
    Stage.CONSULTATION: NP_("stage", "consultation"),
    Stage.ADOPTED: NP_("stage", "adopted"),
    Stage.IN_FORCE: NP_("stage", "in force"),
    Stage.AMENDED: NP_("stage", "amended"),
    Stage.EXTENDED: NP_("stage", "extended"),
    Stage.DELAYED: NP_("stage", "delayed"),
    Stage.SUSPENDED: NP_("stage", "suspended"),
    Stage.REPEALED: NP_("stage", "repealed"),
    Stage.IMPLEMENTED: NP_("stage", "implemented"),
}
INSTRUMENTS = {
    Instrument.LAW: NP_("instrument", "law"),
    Instrument.REGULATION: NP_("instrument", "regulation"),
    Instrument.GUIDELINE: NP_("instrument", "guideline"),
    Instrument.PLAN: NP_("instrument", "plan"),
    Instrument.STANDARD: NP_("instrument", "standard"),
    Instrument.PROGRAMME: NP_("instrument", "programme"),
    Instrument.AUTHORIZATION: NP_("instrument", "authorization"),
    Instrument.FUNDING: NP_("instrument", "funding"),
    Instrument.TAX: NP_("instrument", "tax"),
    Instrument.RESTRICTION: NP_("instrument", "restriction"),
    Instrument.AGREEMENT: NP_("instrument", "agreement"),
    Instrument.DECISION: NP_("instrument", "decision"),
    Instrument.REPORT: NP_("instrument", "report"),
}
KINDS = {Kind.TARGET: NP_("kind of number", "target"), Kind.FORECAST: NP_("kind of number", "forecast")}
_MAIN_LINE = (Stage.ANNOUNCED, Stage.DRAFT, Stage.CONSULTATION, Stage.ADOPTED, Stage.IN_FORCE)


def stage_name(stage: Stage, words: Words) -> str:
    return words.within(*STAGES[stage])


def effect(mention: PolicyMention, figures: Figures) -> str:
    """Since or until when it holds, in the words of its stage: in effect from …, for 2026–2028, to …, until …."""
    told = plain(mention.effective or "")
    shown, words = figures.period(told), figures.words
    if mention.stage is Stage.DELAYED:
        return _at(words, told, shown, NP_("delayed, a day", "to %(date)s"), NP_("delayed, a month", "to %(date)s"))
    if mention.stage is Stage.EXTENDED:
        return _at(words, told, shown, NP_("extended, a day", "to %(date)s"), NP_("extended, a month", "to %(date)s"))
    if "/" in told or len(told) == 4:
        return words.within("years or a span of time", "for %(date)s", date=shown)
    if closes(mention):
        return _at(words, told, shown, NP_("a day", "until %(date)s"), NP_("a month", "until %(date)s"))
    if mention.stage in {Stage.CONSULTATION, Stage.IN_FORCE}:
        return _at(words, told, shown, NP_("a day", "from %(date)s"), NP_("a month", "from %(date)s"))
    return _at(words, told, shown, NP_("a day", "in effect from %(date)s"), NP_("a month", "in effect from %(date)s"))


def taken(date: str, figures: Figures) -> str:
    """When the step was taken: on Apr 10, 2026; in April 2026."""
    shown = figures.period(date)
    if len(date) == 4:
        return figures.words.within("a year", "in %(date)s", date=shown)
    return _at(figures.words, date, shown, NP_("a day", "on %(date)s"), NP_("a month", "in %(date)s"))


def by_when(period: str, figures: Figures) -> str:
    """Until when a target is to be met: by 2030, by June 2026, by Jun 30, 2026; "" where it has no time."""
    ends = plain(period).rpartition("/")[2] or plain(period).partition("/")[0]
    if not ends:
        return ""
    shown = figures.period(ends)
    if len(ends) == 4:
        return figures.words.within("a year", "by %(date)s", date=shown)
    return _at(figures.words, ends, shown, NP_("a day", "by %(date)s"), NP_("a month", "by %(date)s"))


def _at(words: Words, date: str, shown: str, day: tuple[str, str], month: tuple[str, str]) -> str:
    """The message for a day, or that for a month and whatever else a text names: their little words differ."""
    return words.within(*(day if len(date) == 10 else month), date=shown)


def stage_line(finding: Finding, words: Words) -> tuple[StageView, ...]:
    """The usual life of a policy with what was reported of it; unusual steps stand behind the step they followed.

    That something is carried out stands at the end. What is repealed has no steps before it any more. Of a policy of
    which only unusual steps are known, nobody knows where in its life it stands: they stand alone.
    """
    mention = finding.mention
    if not isinstance(mention, PolicyMention):
        return ()
    return stages_in_life(finding.stages, mention.stage, words)


def stages_in_life(stages: Iterable[Stage], current: Stage, words: Words) -> tuple[StageView, ...]:
    """The same for stages in the order in which they were first reported."""
    reported = tuple(dict.fromkeys((*stages, current)))
    line = _line(reported)
    if current is Stage.REPEALED:
        behind = line.index(current)
        line = [*line[:behind], *(stage for stage in line[behind:] if stage in reported)]
    return tuple(StageView(stage_name(stage, words), _state(stage, current, reported)) for stage in line)


def _line(reported: tuple[Stage, ...]) -> list[Stage]:
    usual = [stage for stage in reported if stage in _MAIN_LINE]
    if not usual:
        return list(reported)
    line, place = list(_MAIN_LINE), _MAIN_LINE.index(usual[0]) - 1
    line += [stage for stage in reported if stage is Stage.IMPLEMENTED]
    for stage in reported:
        if stage in line:
            place = line.index(stage)
        else:
            place += 1
            line.insert(place, stage)
    return line


def _state(stage: Stage, current: Stage, reported: tuple[Stage, ...]) -> str:
    if stage is current:
        return "current"
    return "past" if stage in reported else "open"
