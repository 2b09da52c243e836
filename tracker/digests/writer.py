"""Digest → DigestView: every word that a digest shows, for a locale and a time zone. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby

from tracker.digests.compose import CORRECTION
from tracker.digests.corrections import corrected
from tracker.digests.dates import Spot
from tracker.digests.facts import EXTRACTED, UNCHANGED, Facts, takes_effect
from tracker.digests.figures import Figures, sparkline
from tracker.digests.language import N_, Words
from tracker.digests.names import title_now
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
from tracker.digests.views import DigestView, EntryView, SectionView, SourceView
from tracker.digests.words import (
    CONFIRMED,
    KIND_LABELS,
    QUOTED,
    SECTION_TITLES,
    UNGROUPED,
    WITHIN,
    stage_line,
)
from tracker.model import (
    Digest,
    Entry,
    Excerpt,
    Finding,
    FindingKind,
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
    FindingKind.METRIC_CONFLICT.value: N_("sources disagree, %(line)s"),
    FindingKind.METRIC_REVISED.value: N_("corrected, %(line)s"),
    FindingKind.CLAIM_INCONSISTENT.value: N_("%(line)s, which does not add up"),
}
"""how the line of a metric stands that leads a digest"""
NOUNS_IN_CAPITALS = ("de", "lb")
"""languages in which a label keeps its capital within a line"""
CHARTED = 3
"""values from which on a history is drawn"""
CHARTS = 8
"""pictures that a digest draws, of the weightiest; what comes after them has bars of text"""
_CONFIRMED = {FindingKind.POLICY_CONFIRMED, FindingKind.METRIC_CONFIRMED}
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
        self.facts = Facts(figures, today)
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
        told_of = (lead, *also, *(view for _, view in aims))
        perhaps = dict.fromkeys(name for view in told_of for name in view.perhaps)
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
        corrects = CORRECTION in selection.labels  # such titles and reasons are the program's own, stored in English
        retold = corrected(plain(selection.title), self.words) if corrects and not self.words.english else ""
        title = retold or plain(selection.title) or capital(called)
        label = self.words.say(KIND_LABELS[finding.kind])
        language = self.facts.foreign(plain(story.language) if story else EXTRACTED)
        note, note_language = self.facts.note(finding, stored=corrects and not retold)
        return EntryView(
            id=finding.id,
            kind=finding.kind.value,
            label=label,
            label_inline=label if self.figures.locale.language in NOUNS_IN_CAPITALS else label[:1].lower() + label[1:],
            title=shorten(title, TITLE_LIMIT) or label,
            own_title=bool(selection.title),
            target_id=finding.target_id,
            by=shorten(", ".join(map(plain, finding.origin.voices)), 100),
            form=self.facts.form(mention),
            due=self.facts.due(finding),
            who=shorten(plain(", ".join(policy.issuers)), 300) if policy else "",
            step=self.facts.step(finding, policy) if policy else "",
            dates=self.facts.dates(policy) if policy else "",
            value=self.facts.value(metric) if metric else "",
            period=self.facts.period(finding, metric) if metric else "",
            scope=self.facts.scope(metric) if metric else "",
            change=self.facts.change(finding, metric) if metric else None,
            states=self.facts.states(finding, metric) if metric else "",
            agrees=finding.agrees,
            spark=sparkline(tuple(value for _, value in finding.history)),
            chart=self.chart(finding),
            spark_text=self.facts.history(finding, metric) if metric else "",
            stages=() if metric else stage_line(finding, self.words),
            own_time=bool(policy and not policy.date and takes_effect(policy)),
            quote=_quote(finding),
            about_what="policy" if policy else "story" if story else "metric",
            follows=finding.against is not None and not story,
            language=language,
            title_language="" if retold or (selection.title and not corrects) else language,
            brief=window(plain(finding.evidence), plain(finding.quote) if metric else "", BRIEF_LIMIT),
            note=note,
            note_language=note_language,
            sources=self.sources(finding),
            watches=_names(watches) if self.tell_watches else (),
            labels=tuple(
                self.words.say("correction") if one == CORRECTION else one for one in _names(selection.labels)
            ),
            perhaps=tuple(self.titles.get(target) or shorten(plain(target), 100) for target in finding.perhaps),
            urgent=selection.urgency is Urgency.NOW,
            urgently=self.words.say("urgent") if selection.urgency is Urgency.NOW else "",
            confirms=finding.kind in _CONFIRMED,
            group=shorten(plain(selection.group), NAME_LIMIT),
        )

    def chart(self, finding: Finding) -> str:
        """The address of the picture of a history, as long as there is room for pictures."""
        if finding.kind in UNCHANGED or len(finding.history) < CHARTED or self.charts >= CHARTS:
            return ""
        self.charts += 1
        return f"cid:{chart_id(finding)}"

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
