"""A digest as its templates see it: plain strings, ready to be shown, and nothing left to decide. Pure.

DigestView → SectionView → EntryView (→ its further findings as EntryViews, the targets of a policy as TargetViews)
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.digests.plain import shorten
from tracker.model import FindingKind

_SAID_BY_SECTION = {
    kind.value
    for kind in (
        FindingKind.POLICY_NEW,
        FindingKind.POLICY_UPDATED,
        FindingKind.METRIC_NEW,
        FindingKind.METRIC_CHANGED,
        FindingKind.METRIC_REVISED,
        FindingKind.STORY_NEW,
    )
}


@dataclass(frozen=True, slots=True)
class SourceView:
    """Who told it, where and when. `url` jumps to the sentence, `address` is the page; None without a safe link, and
    then the name holds the headline to look for."""

    name: str
    date: str
    url: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class StageView:
    name: str
    state: str
    """current, past (reported before) or open (not reported)"""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """old → new, with the computed differences where both are numbers, else empty."""

    old: str
    new: str
    sign: str
    """→, or "vs." where the two stand against each other"""
    absolute: str = ""
    relative: str = ""
    direction: str = ""
    """up, down, flat or "" """


@dataclass(frozen=True, slots=True)
class TargetView:
    """What a policy aims at, with the sentence that says so."""

    line: str
    """how much and by when: "at least 90% by 2030"; old → new where it has changed"""
    what: str
    """what is counted or measured; "" where the line says as much"""
    quote: tuple[tuple[str, bool], ...]
    """as in an EntryView; of targets over one sentence the last one's marks the numbers of all"""
    repeats: bool
    """whether the entry shows the same sentence as its own quote"""
    sources: tuple[SourceView, ...]
    told: EntryView | None = None
    """the finding that tells of it, where this digest holds one; else it is known with the policy alone"""
    page: str = ""
    """where its metric has a page, relative to the archive; "" where there is none"""

    @property
    def sentence(self) -> str:
        return "".join(text for text, _ in self.quote)


@dataclass(frozen=True, slots=True)
class EntryView:
    """One finding, and those of the same target behind it in `also`."""

    id: str
    kind: str
    label: str
    title: str
    by: str
    """who tells it: the names of this finding's own voices"""
    form: str
    """what it is, where the label leaves it open: "plan, China", "target", "not extracted (German)" """
    due: str
    """the date that comes near, in words, or "" """
    who: str
    """the authorities that act"""
    step: str
    """the stage, or the old and the new one"""
    dates: str
    """when the step was taken, and since or until when it holds"""
    value: str
    """what the text tells of a metric"""
    period: str
    """which time the value belongs to, and the one it is compared with"""
    scope: str
    change: ChangeView | None
    states: str
    """what the text itself says about the change, and whether it agrees; or "" """
    agrees: bool | None
    spark: str
    chart: str
    """the address of a picture of the same history, "cid:…"; "" where there is none"""
    spark_text: str
    """the same history in words, for those who cannot see bars"""
    stages: tuple[StageView, ...]
    quote: tuple[tuple[str, bool], ...]
    """pieces of the quote, with whether they are the number, or in stories the words that a watch looks for; joined
    they are the quote as shown"""
    brief: str
    """the quote for a single line"""
    note: str
    """why it was found, where that needs telling; else "" """
    sources: tuple[SourceView, ...]
    watches: tuple[str, ...]
    """the rules that selected the entry, unless the digest names them for all"""
    labels: tuple[str, ...]
    perhaps: tuple[str, ...]
    urgent: bool
    group: str = ""
    """what a watch puts it together with others by"""
    heading: str = ""
    """the group's name, where the entry is the first of it"""
    also: tuple[EntryView, ...] = ()
    repeats: bool = False
    """whether the entry that this one is `also` of has shown the same sentence"""
    told: str = ""
    """of an entry within another: what it tells that the other does not; its line, or "" """
    target_id: str = ""
    page: str = ""
    """where its policy or metric has a page, relative to the archive; "" where there is none"""
    own_title: bool = False
    """whether the title is the operator's own"""
    language: str = ""
    """the code of the language of the quote where it is another than the digest's, else "" """
    targets: tuple[tuple[TargetView, ...], ...] = ()
    """what a policy aims at; those over one sentence together, the last of which holds it for all"""
    own_time: bool = False
    """whether the dates begin with when it takes effect, which stands apart from the step"""
    title_language: str = ""
    """the code of the language of the title where it is not the digest's, else "": the operator's own has none"""
    urgently: str = ""
    """ "urgent", in the reader's language, or "" """
    label_inline: str = ""
    """the label as it stands within a line"""
    confirms: bool = False
    """whether it only confirms what was known"""
    note_language: str = ""
    """the code of the language of the note where it is another than the digest's, else "" """
    about_what: str = "metric"
    """what it is about: policy, metric or story"""
    follows: bool = False
    """whether it was compared with something stored, with which it may be mistaken"""

    @property
    def sentence(self) -> str:
        return "".join(text for text, _ in self.quote)

    @property
    def proof(self) -> tuple[object, ...]:
        """What entries that stand over one quote have in common: the sentence, who told it, who asked for it."""
        alone = self.change or self.also or self.perhaps or self.note or self.states or not self.value
        if alone or not any(is_number for _, is_number in self.quote):
            return (self.id,)
        return (self.sentence, self.sources, self.watches, self.about, self.due, self.group)

    @property
    def then(self) -> str:
        """The dates as they stand right behind the step: " on Apr 10, 2026", ", in effect from May 1, 2026"."""
        return f"{', ' if self.own_time else ' '}{self.dates}" if self.dates else ""

    @property
    def line(self) -> str:
        """The entry in one line of its own words: old → new, what the text tells, or who took which step."""
        if self.change:
            shown = f"{self.change.old} {self.change.sign} {self.change.new}"
            return f"{shown} ({self.change.relative})" if self.change.relative else shown
        return self.value or ", ".join(filter(None, (shorten(self.who, 80), self.step)))

    @property
    def about(self) -> str:
        """The label (where its section does not say as much already), the form and the rule's labels, on one line."""
        name = "" if self.kind in _SAID_BY_SECTION and not self.due else self.label
        told = " · ".join(filter(None, (name, self.form, self.urgently, *self.labels)))
        return told[:1].upper() + told[1:]


@dataclass(frozen=True, slots=True)
class SectionView:
    name: str
    title: str
    watches: tuple[str, ...]
    """the rules that selected every entry of the section; empty where entries differ"""
    runs: tuple[tuple[EntryView, ...], ...]
    """entries that stand over one quote; most stand alone. The last of a run holds the quote for all."""

    @property
    def entries(self) -> tuple[EntryView, ...]:
        return tuple(entry for run in self.runs for entry in run)


@dataclass(frozen=True, slots=True)
class DigestView:
    id: str
    receiver: str
    headline: str
    summary: str
    """how many of what; "" for a notice"""
    lead: str
    """the most important thing of the day, as a sentence"""
    date: str
    language: str
    direction: str
    """ltr or rtl"""
    size: int
    """how many findings it tells"""
    watches: tuple[str, ...]
    """the rules that selected every entry; empty where entries differ, which then name their own"""
    charts: bool
    """whether pictures may be shown where a message is made of blocks"""
    buttons: bool
    """whether somebody listens to buttons under the entries of a message"""
    archive: str
    """the address of this digest in the archive, "" where none is published"""
    sections: tuple[SectionView, ...]
    full: int = 1_000_000
    """how many entries may be shown in full"""
    listed: int = 1_000_000
    """how many entries may be shown at all: beyond `full` in one line each, beyond this as a number"""

    @property
    def entries(self) -> tuple[EntryView, ...]:
        return tuple(entry for section in self.sections for entry in section.entries)
