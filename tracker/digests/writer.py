"""Digest → DigestView: every word that a digest shows, for a locale and a time zone. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby

from tracker.digests.compose import near_dates
from tracker.digests.figures import Figures, days_until, sparkline
from tracker.digests.plain import QUOTE_LIMIT, TITLE_LIMIT, highlighted, jump_link, marked, plain, safe_url, shorten
from tracker.digests.views import ChangeView, DigestView, EntryView, SectionView, SourceView, StageView
from tracker.model import (
    Digest,
    Entry,
    Finding,
    FindingKind,
    Kind,
    Mention,
    MetricMention,
    Origin,
    PolicyMention,
    Section,
    Selection,
    Stage,
    Urgency,
)

BRIEF_LIMIT = 160
NAME_LIMIT = 80
"""of what the operator names: receivers, watches, labels"""
UNGROUPED = "Others"
SECTION_TITLES = {
    "action": "Needs attention",
    "new": "New policies",
    "moved": "Policies that moved",
    "changed": "Metrics that changed",
    "metrics": "New metrics",
    "confirmed": "In brief",
}
KIND_LABELS = {
    FindingKind.POLICY_NEW: "New policy",
    FindingKind.POLICY_UPDATED: "Policy moved",
    FindingKind.POLICY_CONFIRMED: "Confirmed",
    FindingKind.METRIC_NEW: "New metric",
    FindingKind.METRIC_CHANGED: "Metric changed",
    FindingKind.METRIC_REVISED: "Revised",
    FindingKind.METRIC_CONFLICT: "Conflict",
    FindingKind.METRIC_CONFIRMED: "Confirmed",
    FindingKind.CLAIM_INCONSISTENT: "Does not add up",
}
STAGES = {stage: stage.value.replace("_", " ") for stage in Stage}
_MAIN_LINE = (Stage.ANNOUNCED, Stage.DRAFT, Stage.CONSULTATION, Stage.ADOPTED, Stage.IN_FORCE)
_EXPLAINED = {FindingKind.METRIC_CONFLICT, FindingKind.METRIC_REVISED, FindingKind.CLAIM_INCONSISTENT}
_UNCHANGED = {FindingKind.METRIC_CONFIRMED, FindingKind.CLAIM_INCONSISTENT}
"""a confirmation differs by rounding alone; what a claim is measured by need not be a value of the metric"""
_KNOWN_TIME = {FindingKind.METRIC_CONFLICT, FindingKind.METRIC_REVISED}


def digest_view(digest: Digest, figures: Figures) -> DigestView:
    """The whole digest in words, for the locale and time zone of `figures`."""
    titles = {
        entry.lead.finding.target_id: shorten(plain(entry.lead.finding.target), 100)
        for section in digest.sections
        for entry in section.entries
    }
    asked = {entry.watches for section in digest.sections for entry in section.entries}
    common = next(iter(asked)) if len(asked) == 1 else ()
    writer = _Writer(figures, figures.local_date(digest.created), titles, tell_watches=not common)
    headline = plain(digest.headline)
    summary, _, lead = headline.partition(" · ")
    return DigestView(
        id=digest.id,
        receiver=shorten(plain(digest.receiver), NAME_LIMIT),
        headline=headline,
        summary=summary,
        lead=lead,
        date=figures.stamp(digest.created),
        language=str(figures.locale).replace("_", "-"),
        direction=figures.locale.text_direction,
        size=digest.size,
        watches=_names(common),
        sections=tuple(writer.section(section) for section in digest.sections),
    )


class _Writer:
    """Turns entries into views, knowing the day of the digest and what else it tells."""

    def __init__(self, figures: Figures, today: date, titles: dict[str, str], *, tell_watches: bool) -> None:
        self.figures = figures
        self.today = today
        self.titles = titles
        self.tell_watches = tell_watches

    def section(self, section: Section) -> SectionView:
        title = SECTION_TITLES.get(section.name, section.name.capitalize())
        if section.name == "confirmed" and all("confirmed" in entry.lead.finding.kind for entry in section.entries):
            title = "Confirmed"
        entries = _headed([self.entry(entry) for entry in section.entries])
        return SectionView(section.name, title, tuple(_run(list(run)) for _, run in groupby(entries, _proof)))

    def entry(self, entry: Entry) -> EntryView:
        findings = [selection.finding for selection in (entry.lead, *entry.also)]
        lead = self.one(entry.lead, tuple(findings), entry.watches, entry.voices)
        also: list[EntryView] = []
        for selection in entry.also:
            view = self.one(selection, (selection.finding,), ())
            told = {lead.sentence, *(other.sentence for other in also)}
            also.append(replace(view, repeats=view.sentence in told))
        perhaps = dict.fromkeys(name for view in (lead, *also) for name in view.perhaps)
        return replace(lead, also=tuple(also), perhaps=tuple(perhaps))

    def one(
        self,
        selection: Selection,
        findings: tuple[Finding, ...],
        watches: tuple[str, ...],
        voices: tuple[str, ...] = (),
    ) -> EntryView:
        finding, mention = selection.finding, selection.finding.mention
        metric = mention if isinstance(mention, MetricMention) else None
        policy = mention if isinstance(mention, PolicyMention) else None
        brief = plain(finding.quote)
        return EntryView(
            id=finding.id,
            kind=finding.kind.value,
            label=KIND_LABELS[finding.kind],
            title=shorten(plain(selection.title or finding.target) or brief, TITLE_LIMIT) or KIND_LABELS[finding.kind],
            by=shorten(", ".join(map(plain, finding.origin.voices)), 100),
            form=self.form(mention),
            due=self.due(finding),
            who=shorten(plain(", ".join(policy.issuers)), 300) if policy else "",
            step=self.step(finding, policy) if policy else "",
            dates=self.dates(policy) if policy else "",
            value=self.value(metric) if metric else "",
            period=self.period(finding, metric) if metric else "",
            scope=self.scope(metric) if metric else "",
            change=self.change(finding, metric) if metric else None,
            states=self.states(finding, metric) if metric else "",
            agrees=finding.agrees,
            spark=sparkline(tuple(value for _, value in finding.history)),
            spark_text=self.history(finding, metric) if metric else "",
            stages=() if metric else stage_line(finding),
            quote=highlighted(finding.evidence, *([finding.quote] if metric else [])),
            brief=shorten(brief, BRIEF_LIMIT),
            note=_sentence(finding.reason) if _needs_reason(finding) else "",
            sources=self.sources(findings, voices),
            watches=_names(watches) if self.tell_watches else (),
            labels=_names(selection.labels),
            perhaps=tuple(self.titles.get(target) or shorten(plain(target), 100) for target in finding.perhaps),
            urgent=selection.urgency is Urgency.NOW,
            group=shorten(plain(selection.group), NAME_LIMIT),
        )

    # ------------------------------------------------------------ policies and metrics

    def form(self, mention: Mention) -> str:
        if isinstance(mention, PolicyMention):
            place = self.figures.territory(shorten(plain(mention.jurisdiction), 40))
            return ", ".join(filter(None, (mention.instrument.value, place)))
        return "" if mention.kind is Kind.OBSERVED else mention.kind.value

    def dates(self, mention: PolicyMention) -> str:
        """Apr 10, 2026, from May 1, 2026; for 2026–2028; to October 2026 where it is put off."""
        told = [self.figures.period(plain(mention.date))] if mention.date else []
        if mention.effective:
            word = "for" if "/" in mention.effective or len(mention.effective) == 4 else "from"
            word = "to" if mention.stage in {Stage.DELAYED, Stage.EXTENDED} else word
            told.append(f"{word} {self.figures.period(plain(mention.effective))}")
        return shorten(", ".join(told), 200)

    def step(self, finding: Finding, mention: PolicyMention) -> str:
        stage = STAGES[mention.stage]
        old, new = self.told(finding.old, ""), self.told(finding.new, "")
        if not old or not new or old == new:
            return stage
        return f"{old} → {new}" if new == stage else f"{stage} ({old} → {new})"

    def told(self, value: float | str | None, unit: str | None) -> str:
        """A stage, a date, a target or a number, as a verdict holds it."""
        if value is None:
            return ""
        if isinstance(value, str):
            named = STAGES.get(value)  # type: ignore[call-overload]
            return shorten(named or self.figures.period(plain(value)), 120)
        return self.figures.amount(value, unit)

    def value(self, mention: MetricMention) -> str:
        value, also = self.figures.told(mention), self.figures.alternatives(mention.alt)
        return shorten(f"{value} ({also})" if value and also else value, 300)

    def period(self, finding: Finding, mention: MetricMention) -> str:
        new = self.figures.period(plain(mention.period)) if mention.period else ""
        old = self.figures.period(plain(finding.old_period)) if finding.old_period else ""
        before = f"compared with {old}" if old and old != new else ""
        return shorten(", ".join(filter(None, (new, before))), 200)

    def scope(self, mention: MetricMention) -> str:
        names = (self.figures.territory(name) if len(name) == 2 else name for name in mention.scope)
        return shorten(plain(", ".join(names)), 200)

    def change(self, finding: Finding, mention: MetricMention) -> ChangeView | None:
        if finding.old is None or finding.kind in _UNCHANGED:
            return None
        absolute, relative = finding.absolute_change, finding.relative_change
        direction = "" if absolute is None else "up" if absolute > 0 else "down" if absolute < 0 else "flat"
        return ChangeView(
            old=self.told(finding.old, mention.unit),
            new=self.figures.told(mention) or self.told(finding.new, mention.unit),
            sign="vs." if finding.kind is FindingKind.METRIC_CONFLICT else "→",
            absolute=self.figures.difference(absolute, mention.unit) if absolute else "",
            relative=self.figures.relative(relative) if relative and mention.unit != "%" else "",
            direction=direction,
        )

    def states(self, finding: Finding, mention: MetricMention) -> str:
        if mention.change is None or finding.kind is FindingKind.CLAIM_INCONSISTENT:
            return ""
        if mention.value is None and finding.agrees is None:
            return ""
        stated = f"The text says {self.figures.change(mention.change)}"
        if finding.agrees is None:
            return f"{stated}."
        return f"{stated}, which {'agrees' if finding.agrees else 'does not agree'} with the stored values."

    def history(self, finding: Finding, mention: MetricMention) -> str:
        values = finding.history[-16:]
        if len(values) < 3:
            return ""
        told = [self.figures.amount(value, mention.unit) for _, value in (values[0], values[-1])]
        return f"{len(values)} values, from {told[0]} to {told[1]}"

    def due(self, finding: Finding) -> str:
        days = near_dates(finding, self.today)
        if not days:
            return ""
        mention = finding.mention
        month = isinstance(mention, PolicyMention) and f"{days[0]:%Y-%m}" in (mention.effective or "").split("/")
        shown = self.figures.period(f"{days[0]:%Y-%m}") if month else self.figures.day(days[0])
        return f"{shown}, {days_until(days[0], self.today)}"

    # ------------------------------------------------------------ sources

    def sources(self, findings: tuple[Finding, ...], voices: tuple[str, ...]) -> tuple[SourceView, ...]:
        """The origins of all findings, each once; voices of whom no origin is at hand by their names alone."""
        shown: dict[tuple[str, str | None], SourceView] = {}
        named: set[str] = set()
        for finding in findings:
            against = finding.against if finding.kind in _KNOWN_TIME else None
            for origin, sentence in ((finding.origin, finding.evidence), (against, "")):
                if origin is not None:
                    view = self.source(origin, sentence, earlier=origin is against)
                    shown.setdefault((view.name, view.address or origin.document_id), view)
                    named.update(voice.casefold() for voice in origin.voices)
        others = [SourceView(plain(voice), "") for voice in voices if voice.casefold() not in named]
        return (*shown.values(), *others)

    def source(self, origin: Origin, sentence: str, *, earlier: bool) -> SourceView:
        voices, source = ", ".join(map(plain, origin.voices)), plain(origin.source)
        name = voices if source in voices else f"{voices} in {source}"
        title, address = shorten(plain(origin.item_title), 80), safe_url(origin.url)
        found_by = "" if address or not title else f", “{title}”"
        return SourceView(
            name=shorten(f"{name}{' (earlier)' if earlier else ''}{found_by}", 200),
            date=self.figures.instant(origin.published),
            url=jump_link(origin.url, sentence) if sentence else address,
            address=address,
        )


def _headed(entries: list[EntryView]) -> list[EntryView]:
    """Each group's name at its first entry. Where groups have been told, what has no group is headed as the rest."""
    headed: list[EntryView] = []
    group = ""
    for entry in entries:
        heading = entry.group or UNGROUPED
        headed.append(replace(entry, heading=heading) if entry.group != group else entry)
        group = entry.group
    return headed


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(shorten(plain(name), NAME_LIMIT) for name in names)


def _proof(entry: EntryView) -> tuple[object, ...]:
    return entry.proof


def _run(entries: list[EntryView]) -> tuple[EntryView, ...]:
    """Entries over one quote, which marks the numbers of all of them."""
    *others, last = entries
    numbers = [text for entry in entries for text, is_number in entry.quote if is_number]
    return (*others, replace(last, quote=marked(last.sentence, numbers)) if others else last)


def _needs_reason(finding: Finding) -> bool:
    """Whether old and new alone leave open what is wrong, or what has changed besides the stage."""
    if finding.kind is FindingKind.POLICY_UPDATED:
        return isinstance(finding.new, str) and finding.new not in STAGES
    return finding.kind in _EXPLAINED


def _sentence(text: str) -> str:
    """Foreign words as a sentence: a capital first, a full stop last."""
    shown = shorten(plain(text), QUOTE_LIMIT)
    return shown[:1].upper() + shown[1:] + ("" if shown[-1:] in ".!?…" else ".") if shown else ""


def stage_line(finding: Finding) -> tuple[StageView, ...]:
    """The usual life of a policy with what was reported of it; unusual steps stand where they were reported."""
    mention = finding.mention
    if not isinstance(mention, PolicyMention):
        return ()
    reported = tuple(dict.fromkeys((*finding.stages, mention.stage)))
    line = [*_MAIN_LINE, *(stage for stage in reported if stage not in _MAIN_LINE)]
    return tuple(StageView(STAGES[stage], _state(stage, mention.stage, reported)) for stage in line)


def _state(stage: Stage, current: Stage, reported: tuple[Stage, ...]) -> str:
    if stage is current:
        return "current"
    return "past" if stage in reported else "open"
