"""Digest → DigestView: every word that a digest shows, for a locale and a time zone. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby

from tracker.digests.compose import counted, near_dates
from tracker.digests.figures import Figures, days_until, is_noun, sparkline
from tracker.digests.plain import (
    TITLE_LIMIT,
    emphasised,
    highlighted,
    jump_link,
    marked,
    plain,
    safe_url,
    shorten,
    who_told,
    window,
)
from tracker.digests.views import ChangeView, DigestView, EntryView, SectionView, SourceView
from tracker.digests.words import (
    KIND_LABELS,
    SECTION_TITLES,
    STAGES,
    UNGROUPED,
    WITHIN,
    capital,
    effect,
    sentence,
    stage_line,
    taken,
    title_now,
)
from tracker.model import (
    Digest,
    Entry,
    Excerpt,
    Finding,
    FindingKind,
    Kind,
    Mention,
    MetricMention,
    Origin,
    PolicyMention,
    Section,
    Selection,
    Urgency,
)

BRIEF_LIMIT = 160
NAME_LIMIT = 80
"""of what the operator names: receivers, watches, labels"""
LEAD_LIMIT = 220
LEADS = {
    FindingKind.METRIC_CONFLICT.value: ("sources disagree, ", ""),
    FindingKind.METRIC_REVISED.value: ("corrected, ", ""),
    FindingKind.CLAIM_INCONSISTENT.value: ("", ", which does not add up"),
}
"""what stands before and behind the line of a metric that leads a digest"""
CHARTED = 3
"""values from which on a history is drawn"""
CHARTS = 8
"""pictures that a digest draws, of the weightiest; what comes after them has bars of text"""
_EXPLAINED = {FindingKind.METRIC_CONFLICT, FindingKind.METRIC_REVISED, FindingKind.CLAIM_INCONSISTENT}
_UNCHANGED = {FindingKind.METRIC_CONFIRMED, FindingKind.CLAIM_INCONSISTENT}
"""a confirmation differs by rounding alone; what a claim is measured by need not be a value of the metric"""
_KNOWN_TIME = {FindingKind.METRIC_CONFLICT, FindingKind.METRIC_REVISED}


def digest_view(
    digest: Digest, figures: Figures, archive: str = "", *, charts: bool = False, buttons: bool = False
) -> DigestView:
    """The whole digest in words, for the locale and time zone of `figures`.

    `archive`: where the archive is published, with a slash at its end, or "". `charts`: whether blocks hold pictures.
    `buttons`: whether entries have any.
    """
    titles = {
        entry.lead.finding.target_id: shorten(plain(entry.lead.finding.target), 100)
        for section in digest.sections
        for entry in section.entries
    }
    asked = {entry.watches for section in digest.sections for entry in section.entries}
    common = next(iter(asked)) if len(asked) == 1 else ()
    writer = _Writer(figures, figures.local_date(digest.created), titles, tell_watches=not common)
    sections = tuple(writer.section(section) for section in digest.sections)
    headline, summary = plain(digest.headline), ""
    if sections:
        lead, _, told = headline.rpartition(" · ")
        headline = lead_line(sections[0].entries[0]) or lead
        summary = told if told[:1].isdigit() else counted(digest.sections)
    return DigestView(
        id=digest.id,
        receiver=shorten(plain(digest.receiver), NAME_LIMIT),
        headline=f"{headline} · {summary}" if summary else headline,
        summary=summary,
        lead=headline,
        date=figures.stamp(digest.created),
        language=str(figures.locale).replace("_", "-"),
        direction=figures.locale.text_direction,
        size=digest.size,
        watches=_names(common),
        charts=charts,
        buttons=buttons,
        archive=f"{archive}digests/{digest.id}.html" if archive and sections else "",
        sections=sections,
    )


def lead_line(entry: EntryView) -> str:
    """The first entry as the sentence of the day: who did what, or what became of which number."""
    if entry.step:
        step = f"{entry.step}{entry.then}"
        day, _, ahead = entry.due.rpartition(", ")
        due = f" ({ahead if day in step else entry.due})" if entry.due else ""
        told = f"{entry.title} – {step}{due}"
        return shorten(f"{entry.who}: {told}" if entry.who and not entry.own_title else told, LEAD_LIMIT)
    if entry.own_title or not entry.line:
        return shorten(entry.title, LEAD_LIMIT)
    before, behind = LEADS.get(entry.kind, ("", ""))
    return shorten(f"{entry.title}: {before}{entry.line}{behind}", LEAD_LIMIT)


def entry_view(selection: Selection, figures: Figures, today: date) -> EntryView:
    """One selection on its own."""
    return _Writer(figures, today, {}, tell_watches=False).one(selection, ())


class _Writer:
    """Turns entries into views, knowing the day of the digest and what else it tells."""

    def __init__(self, figures: Figures, today: date, titles: dict[str, str], *, tell_watches: bool) -> None:
        self.figures = figures
        self.today = today
        self.titles = titles
        self.tell_watches = tell_watches
        self.charts = 0

    def section(self, section: Section) -> SectionView:
        title = SECTION_TITLES.get(section.name, section.name.capitalize())
        if section.name == "confirmed" and all("confirmed" in entry.lead.finding.kind for entry in section.entries):
            title = "Confirmed"
        entries = _headed([self.entry(entry) for entry in section.entries])
        asked = {entry.watches for entry in entries}
        common = next(iter(asked)) if len(asked) == 1 else ()
        if common:
            entries = [replace(entry, watches=()) for entry in entries]
        return SectionView(section.name, title, common, tuple(_run(list(run)) for _, run in groupby(entries, _proof)))

    def entry(self, entry: Entry) -> EntryView:
        lead = self.one(entry.lead, entry.lead.watches)
        also: list[EntryView] = []
        for selection in entry.also:
            view = self.one(selection, ())
            told = {lead.sentence, *(other.sentence for other in also)}
            known = {lead.value, lead.line, lead.step, lead.change.new if lead.change else ""}
            line = "" if {view.line, view.value, view.step} & known - {""} else _within(view, lead)
            label = WITHIN.get(selection.finding.kind, view.label)
            known_already = view.sentence in told or selection.finding.kind is FindingKind.STORY_NEW
            also.append(replace(view, label=label, told=line, repeats=known_already))
        perhaps = dict.fromkeys(name for view in (lead, *also) for name in view.perhaps)
        due = lead.due or next((view.due for view in also if view.due), "")
        sources = (*lead.sources, *self.others(entry))
        return replace(lead, also=tuple(also), perhaps=tuple(perhaps), due=due, sources=sources)

    def one(
        self,
        selection: Selection,
        watches: tuple[str, ...],
    ) -> EntryView:
        finding, mention = selection.finding, selection.finding.mention
        metric = mention if isinstance(mention, MetricMention) else None
        policy = mention if isinstance(mention, PolicyMention) else None
        story = mention if isinstance(mention, Excerpt) else None
        called = title_now(finding) or plain(finding.quote)
        title = plain(selection.title) or capital(called)
        return EntryView(
            id=finding.id,
            kind=finding.kind.value,
            label=KIND_LABELS[finding.kind],
            title=shorten(title, TITLE_LIMIT) or KIND_LABELS[finding.kind],
            own_title=bool(selection.title),
            target_id=finding.target_id,
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
            chart=self.chart(finding),
            spark_text=self.history(finding, metric) if metric else "",
            stages=() if metric else stage_line(finding),
            quote=_quote(finding),
            about_what="policy" if policy else "story" if story else "metric",
            follows=finding.against is not None and not story,
            language="" if story is None or story.language == "en" else plain(story.language),
            brief=window(plain(finding.evidence), plain(finding.quote) if metric else "", BRIEF_LIMIT),
            note=sentence(finding.reason) if _needs_reason(finding) else "",
            sources=self.sources(finding),
            watches=_names(watches) if self.tell_watches else (),
            labels=_names(selection.labels),
            perhaps=tuple(self.titles.get(target) or shorten(plain(target), 100) for target in finding.perhaps),
            urgent=selection.urgency is Urgency.NOW,
            group=shorten(plain(selection.group), NAME_LIMIT),
        )

    def chart(self, finding: Finding) -> str:
        """The address of the picture of a history, as long as there is room for pictures."""
        if finding.kind in _UNCHANGED or len(finding.history) < CHARTED or self.charts >= CHARTS:
            return ""
        self.charts += 1
        return f"cid:{chart_id(finding)}"

    # ------------------------------------------------------------ policies and metrics

    def form(self, mention: Mention | Excerpt) -> str:
        if isinstance(mention, Excerpt):
            return "" if mention.extracted else f"not extracted ({self.figures.language(plain(mention.language))})"
        if isinstance(mention, PolicyMention):
            place = self.figures.territory(shorten(plain(mention.jurisdiction), 40))
            return ", ".join(filter(None, (mention.instrument.value, place)))
        return "" if mention.kind is Kind.OBSERVED else mention.kind.value

    def dates(self, mention: PolicyMention) -> str:
        """on Apr 10, 2026, in effect from May 1, 2026; for 2026–2028; to October 2026 where it is put off."""
        told = [taken(plain(mention.date), self.figures)] if mention.date else []
        if mention.effective:
            told.append(effect(mention, self.figures.period(plain(mention.effective))))
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
        old, new = finding.old, self.figures.told(mention) or self.told(finding.new, mention.unit)
        spoken = mention.unit is not None and is_noun(mention.unit)
        return ChangeView(
            old=self.figures.beside(old, mention.unit) if isinstance(old, float) else self.told(old, mention.unit),
            new=new,
            sign="vs." if finding.kind is FindingKind.METRIC_CONFLICT else "→",
            absolute=self.figures.difference(absolute, None if spoken else mention.unit) if absolute else "",
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

    def sources(self, finding: Finding) -> tuple[SourceView, ...]:
        """Where the finding stands, and what it is measured against where the two stand against each other."""
        shown = [self.source(finding.origin, finding.evidence, earlier=False)]
        if finding.against is not None and finding.kind in _KNOWN_TIME:
            shown.append(self.source(finding.against, "", earlier=True))
        return tuple(dict.fromkeys(shown))

    def others(self, entry: Entry) -> tuple[SourceView, ...]:
        """Who else has told it, of whom no quote stands in the entry, by their names alone."""
        origins = [selection.finding.origin for selection in (entry.lead, *entry.also)]
        origins += [one.finding.against for one in (entry.lead, *entry.also) if one.finding.against is not None]
        named = {voice.casefold() for origin in origins for voice in (*origin.voices, origin.source)}
        return tuple(SourceView(plain(voice), "") for voice in entry.voices if voice.casefold() not in named)

    def source(self, origin: Origin, sentence: str, *, earlier: bool) -> SourceView:
        name = who_told(origin)
        title, address = shorten(plain(origin.item_title), 80), safe_url(origin.url)
        found_by = "" if address or not title else f", “{title}”"
        return SourceView(
            name=shorten(f"{name}{' (earlier)' if earlier else ''}{found_by}", 200),
            date=self.figures.instant(origin.published, self.today.year),
            url=jump_link(origin.url, sentence.partition(" […] ")[0]) if sentence else address,
            address=address,
        )


def _quote(finding: Finding) -> tuple[tuple[str, bool], ...]:
    """The evidence in pieces, its number set off, or the words that a watch looked for in a story."""
    if isinstance(finding.mention, Excerpt):
        return emphasised(finding.evidence, finding.mention.words)
    return highlighted(finding.evidence, *([finding.quote] if isinstance(finding.mention, MetricMention) else []))


def _headed(entries: list[EntryView]) -> list[EntryView]:
    """Each group's name at its first entry. Where groups have been told, what has no group is headed as the rest."""
    headed: list[EntryView] = []
    group = ""
    for entry in entries:
        heading = entry.group or UNGROUPED
        headed.append(replace(entry, heading=heading) if entry.group != group else entry)
        group = entry.group
    return headed


def _within(view: EntryView, lead: EntryView) -> str:
    """What a further finding tells, without the authorities that its lead names as well."""
    return view.step if view.step and view.who == lead.who else view.line


def chart_id(finding: Finding) -> str:
    """How the picture of a finding is named in a mail."""
    return f"{finding.id}@charts.policy-tracker"


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
