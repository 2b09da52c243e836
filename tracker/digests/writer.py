"""Digest → DigestView: every word that a digest shows, for a locale and a time zone. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby

from tracker.digests.charts import VALUES
from tracker.digests.compose import near_dates
from tracker.digests.dates import Spot
from tracker.digests.figures import Figures, is_noun, sparkline
from tracker.digests.language import N_, NP_, Words
from tracker.digests.plain import (
    TITLE_LIMIT,
    capital,
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
from tracker.digests.summary import notice_of, summary_of
from tracker.digests.targets import targets_of, told_apart
from tracker.digests.views import ChangeView, DigestView, EntryView, SectionView, SourceView
from tracker.digests.words import (
    CONFIRMED,
    INSTRUMENTS,
    KIND_LABELS,
    KINDS,
    QUOTED,
    SECTION_TITLES,
    STAGES,
    UNGROUPED,
    WITHIN,
    effect,
    sentence,
    stage_line,
    stage_name,
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
    Stage,
    Urgency,
)

BRIEF_LIMIT = 160
NAME_LIMIT = 80
"""of what the operator names: receivers, watches, labels"""
LEAD_LIMIT = 220
LEADS = {
    FindingKind.METRIC_CONFLICT.value: N_("sources disagree, %(line)s"),
    FindingKind.METRIC_REVISED.value: N_("corrected, %(line)s"),
    FindingKind.CLAIM_INCONSISTENT.value: N_("%(line)s, which does not add up"),
}
"""how the line of a metric stands that leads a digest"""
AGAINST = NP_("of two values that disagree", "vs.")
STATES = {
    None: N_("The text says %(change)s."),
    True: N_("The text says %(change)s, which agrees with the stored values."),
    False: N_("The text says %(change)s, which does not agree with the stored values."),
}
"""what a text says of a change, by whether it agrees"""
RETOLD = {
    FindingKind.METRIC_CONFLICT: N_("%(who)s tells %(new)s, %(before)s told %(old)s."),
    FindingKind.METRIC_REVISED: N_("%(who)s tells %(new)s; before, %(before)s told %(old)s."),
    FindingKind.POLICY_UPDATED: N_("%(who)s tells %(new)s; before, %(before)s told %(old)s."),
}
"""why there is a finding, for readers of languages other than the one in which reasons are stored"""
NOUNS_IN_CAPITALS = ("de", "lb")
"""languages in which a label keeps its capital within a line"""
EXTRACTED = "en"
"""the language of every text in which policies and metrics are found"""
CHARTED = 3
"""values from which on a history is drawn"""
CHARTS = 8
"""pictures that a digest draws, of the weightiest; what comes after them has bars of text"""
_EXPLAINED = {FindingKind.METRIC_CONFLICT, FindingKind.METRIC_REVISED, FindingKind.CLAIM_INCONSISTENT}
_CONFIRMED = {FindingKind.POLICY_CONFIRMED, FindingKind.METRIC_CONFIRMED}
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
    writer = _Writer(
        figures, figures.local_date(digest.created), titles, tell_watches=not common, apart=told_apart(digest)
    )
    sections = tuple(writer.section(section) for section in digest.sections)
    headline, summary = plain(digest.headline), ""
    if sections:
        headline = lead_line(sections[0].entries[0], figures.words) or headline.rpartition(" · ")[0]
        summary = summary_of(digest, figures.words)
    else:
        headline = notice_of(digest, figures.words)
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


def lead_line(entry: EntryView, words: Words) -> str:
    """The first entry as the sentence of the day: who did what, or what became of which number."""
    if entry.step:
        step = f"{entry.step}{entry.then}"
        day, _, ahead = entry.due.rpartition(", ")
        due = f" ({ahead if day in step else entry.due})" if entry.due else ""
        told = f"{entry.title} – {step}{due}"
        return shorten(f"{entry.who}: {told}" if entry.who and not entry.own_title else told, LEAD_LIMIT)
    if entry.own_title or not entry.line:
        return shorten(entry.title, LEAD_LIMIT)
    line = words.say(LEADS[entry.kind], line=entry.line) if entry.kind in LEADS else entry.line
    return shorten(f"{entry.title}: {line}", LEAD_LIMIT)


def entry_view(selection: Selection, figures: Figures, today: date) -> EntryView:
    """One selection on its own."""
    return _Writer(figures, today, {}, tell_watches=False).one(selection, ())


class _Writer:
    """Turns entries into views, knowing the day of the digest and what else it tells."""

    def __init__(
        self,
        figures: Figures,
        today: date,
        titles: dict[str, str],
        *,
        tell_watches: bool,
        apart: frozenset[Spot] = frozenset(),
    ) -> None:
        self.figures = figures
        self.words = figures.words
        self.apart = apart
        self.today = today
        self.titles = titles
        self.tell_watches = tell_watches
        self.charts = 0

    def section(self, section: Section) -> SectionView:
        title = self.words.say(SECTION_TITLES.get(section.name, section.name.capitalize()))
        if section.name == "confirmed" and all("confirmed" in entry.lead.finding.kind for entry in section.entries):
            title = self.words.say(CONFIRMED)
        entries = _headed(
            [self.entry(entry, in_full=section.name != "confirmed") for entry in section.entries],
            self.words.say(UNGROUPED),
        )
        asked = {entry.watches for entry in entries}
        common = next(iter(asked)) if len(asked) == 1 else ()
        if common:
            entries = [replace(entry, watches=()) for entry in entries]
        return SectionView(section.name, title, common, tuple(_run(list(run)) for _, run in groupby(entries, _proof)))

    def entry(self, entry: Entry, *, in_full: bool) -> EntryView:
        lead = self.one(entry.lead, entry.lead.watches)
        also: list[EntryView] = []
        aims: list[tuple[Selection, EntryView]] = []
        for selection in entry.also:
            view = self.one(selection, ())
            if in_full and lead.about_what == "policy" and view.about_what == "metric":
                aims.append((selection, view))
                continue
            told = {lead.sentence, *(other.sentence for other in also)}
            known = {lead.value, lead.line, lead.step, lead.change.new if lead.change else ""}
            line = "" if {view.line, view.value, view.step} & known - {""} else _within(view, lead)
            within = WITHIN.get(selection.finding.kind)
            label = self.words.say(within) if within else view.label
            known_already = view.sentence in told or selection.finding.kind is FindingKind.STORY_NEW
            also.append(replace(view, label=label, told=line, repeats=known_already))
        perhaps = dict.fromkeys(name for view in (lead, *also) for name in view.perhaps)
        due = lead.due or next((view.due for view in also if view.due), "")
        sources = (*lead.sources, *self.others(entry))
        shown = replace(lead, also=tuple(also), perhaps=tuple(perhaps), due=due, sources=sources)
        if lead.about_what != "policy" or not in_full:
            return shown
        return replace(shown, targets=targets_of(entry, shown, aims, self))

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
        label = self.words.say(KIND_LABELS[finding.kind])
        return EntryView(
            id=finding.id,
            kind=finding.kind.value,
            label=label,
            label_inline=label if self.figures.locale.language in NOUNS_IN_CAPITALS else label[:1].lower() + label[1:],
            title=shorten(title, TITLE_LIMIT) or label,
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
            stages=() if metric else stage_line(finding, self.words),
            own_time=bool(policy and not policy.date and _takes_effect(policy)),
            quote=_quote(finding),
            about_what="policy" if policy else "story" if story else "metric",
            follows=finding.against is not None and not story,
            language=self.foreign(plain(story.language) if story else EXTRACTED),
            brief=window(plain(finding.evidence), plain(finding.quote) if metric else "", BRIEF_LIMIT),
            note=self.note(finding),
            note_language=self.foreign(EXTRACTED) if _needs_reason(finding) and not self.retold(finding) else "",
            sources=self.sources(finding),
            watches=_names(watches) if self.tell_watches else (),
            labels=_names(selection.labels),
            perhaps=tuple(self.titles.get(target) or shorten(plain(target), 100) for target in finding.perhaps),
            urgent=selection.urgency is Urgency.NOW,
            urgently=self.words.say("urgent") if selection.urgency is Urgency.NOW else "",
            confirms=finding.kind in _CONFIRMED,
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
            name = self.figures.language(plain(mention.language))
            return "" if mention.extracted else self.words.say("not extracted (%(language)s)", language=name)
        if isinstance(mention, PolicyMention):
            place = self.figures.territory(shorten(plain(mention.jurisdiction), 40))
            return ", ".join(filter(None, (self.words.within(*INSTRUMENTS[mention.instrument]), place)))
        return "" if mention.kind is Kind.OBSERVED else self.words.within(*KINDS[mention.kind])

    def dates(self, mention: PolicyMention) -> str:
        """on Apr 10, 2026, in effect from May 1, 2026; for 2026–2028; to October 2026 where it is put off."""
        told = [taken(plain(mention.date), self.figures)] if mention.date else []
        if mention.effective:
            told.append(effect(mention, self.figures))
        return shorten(", ".join(told), 200)

    def step(self, finding: Finding, mention: PolicyMention) -> str:
        stage = stage_name(mention.stage, self.words)
        old, new = self.told(finding.old, ""), self.told(finding.new, "")
        if not old or not new or old == new:
            return stage
        return f"{old} → {new}" if new == stage else f"{stage} ({old} → {new})"

    def told(self, value: float | str | None, unit: str | None) -> str:
        """A stage, a date, a target or a number, as a verdict holds it."""
        if value is None:
            return ""
        if isinstance(value, str):
            named = stage_name(Stage(value), self.words) if value in STAGES else self.figures.period(plain(value))
            return shorten(named, 120)
        return self.figures.amount(value, unit)

    def value(self, mention: MetricMention) -> str:
        value, also = self.figures.told(mention), self.figures.alternatives(mention.alt)
        return shorten(f"{value} ({also})" if value and also else value, 300)

    def period(self, finding: Finding, mention: MetricMention) -> str:
        new = self.figures.period(plain(mention.period)) if mention.period else ""
        old = self.figures.period(plain(finding.old_period)) if finding.old_period else ""
        before = self.words.say("compared with %(period)s", period=old) if old and old != new else ""
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
            sign=self.words.within(*AGAINST) if finding.kind is FindingKind.METRIC_CONFLICT else "→",
            absolute=self.figures.difference(absolute, None if spoken else mention.unit) if absolute else "",
            relative=self.figures.relative(relative) if relative and mention.unit != "%" else "",
            direction=direction,
        )

    def states(self, finding: Finding, mention: MetricMention) -> str:
        if mention.change is None or finding.kind is FindingKind.CLAIM_INCONSISTENT:
            return ""
        if mention.value is None and finding.agrees is None:
            return ""
        return self.words.say(STATES[finding.agrees], change=self.figures.change(mention.change))

    def history(self, finding: Finding, mention: MetricMention) -> str:
        values = finding.history[-16:]
        if len(values) < 3:
            return ""
        first, last = (self.figures.amount(value, mention.unit) for _, value in (values[0], values[-1]))
        return self.words.count(VALUES, len(values), first=first, last=last)

    def due(self, finding: Finding) -> str:
        days = near_dates(finding, self.today)
        if not days:
            return ""
        mention = finding.mention
        month = isinstance(mention, PolicyMention) and f"{days[0]:%Y-%m}" in (mention.effective or "").split("/")
        shown = self.figures.period(f"{days[0]:%Y-%m}") if month else self.figures.day(days[0])
        return f"{shown}, {self.figures.ahead(days[0], self.today)}"

    # ------------------------------------------------------------ why it is told, and in which language

    def foreign(self, language: str) -> str:
        """The code of a language where it is another than the reader's, else "" ."""
        known = language.replace("_", "-").partition("-")[0].lower()
        return "" if known == self.figures.locale.language else language

    def note(self, finding: Finding) -> str:
        """Why it was found, where that needs telling: as it was stored, or told again in the reader's language."""
        if not _needs_reason(finding):
            return ""
        return self.retold(finding) or sentence(finding.reason)

    def retold(self, finding: Finding) -> str:
        """The reason made anew from what was compared; "" where it cannot be, or where it was stored in these words."""
        told = RETOLD.get(finding.kind)
        if self.words.english or told is None or finding.against is None or finding.old is None:
            return ""
        mention = finding.mention
        unit = mention.unit if isinstance(mention, MetricMention) else None
        return self.words.say(
            told,
            who=shorten(", ".join(map(plain, finding.origin.voices)), 100),
            new=self.told(finding.new, unit),
            before=shorten(", ".join(map(plain, finding.against.voices)), 100),
            old=self.told(finding.old, unit),
        )

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
        found_by = "" if address or not title else f", {self.words.within(*QUOTED, text=title)}"
        when = " " + self.words.say("(earlier)") if earlier else ""
        return SourceView(
            name=shorten(f"{name}{when}{found_by}", 200),
            date=self.figures.instant(origin.published, self.today.year),
            url=jump_link(origin.url, sentence.partition(" […] ")[0]) if sentence else address,
            address=address,
        )


def _quote(finding: Finding) -> tuple[tuple[str, bool], ...]:
    """The evidence in pieces, its numbers set off, or the words that a watch looked for in a story."""
    mention = finding.mention
    if isinstance(mention, Excerpt):
        return emphasised(finding.evidence, mention.words)
    if isinstance(mention, PolicyMention):
        return highlighted(
            finding.evidence, *(aim.quote for aim in mention.targets if aim.evidence in finding.evidence)
        )
    return highlighted(finding.evidence, finding.quote)


def _takes_effect(mention: PolicyMention) -> bool:
    """Whether it is told when a step that is taken comes to hold: "in effect from"."""
    effective = mention.effective or ""
    in_words = mention.stage in {Stage.DELAYED, Stage.EXTENDED, Stage.CONSULTATION, Stage.IN_FORCE}
    return bool(effective) and not in_words and "/" not in effective and len(effective) != 4


def _headed(entries: list[EntryView], others: str) -> list[EntryView]:
    """Each group's name at its first entry. Where groups have been told, what has no group is headed as the rest."""
    headed: list[EntryView] = []
    group = ""
    for entry in entries:
        heading = entry.group or others
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
