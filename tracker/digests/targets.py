"""What a policy aims at, within its entry: how much, by when, the sentence that says so. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from tracker.digests.compose import aims_of, spot_of
from tracker.digests.dates import Spot
from tracker.digests.figures import Figures
from tracker.digests.plain import highlighted, marked, plain, shorten
from tracker.digests.views import EntryView, SourceView, TargetView
from tracker.digests.words import by_when
from tracker.model import Digest, Entry, Finding, MetricMention, Origin, PolicyMention, Selection


class Writing(Protocol):
    """What writes the entries of a digest."""

    figures: Figures
    apart: frozenset[Spot]
    """where the metrics stand that have entries of their own"""

    def source(self, origin: Origin, sentence: str, *, earlier: bool) -> SourceView: ...


Told = tuple[Selection, EntryView]
"""a finding of its own that tells of a target, and its view"""


def told_apart(digest: Digest) -> frozenset[Spot]:
    """Where the metrics stand that have entries of their own in this digest: no policy tells them a second time."""
    return frozenset(
        spot_of(one.finding)
        for section in digest.sections
        for entry in section.entries
        if isinstance(entry.lead.finding.mention, MetricMention)
        for one in (entry.lead, *entry.also)
    )


def targets_of(
    entry: Entry, view: EntryView, told: Sequence[Told], writer: Writing
) -> tuple[tuple[TargetView, ...], ...]:
    """What the policy of an entry aims at, in the order of the texts, each once: what findings tell of, and the rest.

    `view`: the entry without them. `told`: what is told of them within it.
    """
    findings = [one.finding for one in (entry.lead, *entry.also) if isinstance(one.finding.mention, PolicyMention)]
    aims = {spot: (aim, finding) for finding in findings for spot, aim in aims_of(finding).items()}
    targets = _Targets(writer, (view.sentence, *(other.sentence for other in view.also)))
    known = writer.apart | {spot_of(selection.finding) for selection, _ in told}
    made = [targets.told(selection.finding, one) for selection, one in told]
    said = {_content(selection.finding.mention) for selection, _ in told}
    for spot, (aim, finding) in aims.items():
        if spot not in known and _content(aim) not in said:
            said.add(_content(aim))
            made.append(targets.known(aim, finding.origin))
    return runs(target for _, target in sorted(made, key=lambda one: one[0]))


def _content(mention: object) -> object:
    """What makes two targets of one policy the same, whoever tells them: how much, by when."""
    if not isinstance(mention, MetricMention):
        return mention
    return mention.value, mention.value_high, mention.unit, mention.period


def runs(targets: Iterable[TargetView]) -> tuple[tuple[TargetView, ...], ...]:
    """Targets over one sentence together; the last of them marks the numbers of all."""
    return tuple(_run(list(group)) for _, group in groupby(targets, lambda one: one.sentence))


def _run(targets: list[TargetView]) -> tuple[TargetView, ...]:
    *others, last = targets
    if not others:
        return (last,)
    numbers = [text for one in targets for text, is_number in one.quote if is_number]
    return (*others, replace(last, quote=marked(last.sentence, numbers)))


class _Targets:
    """Writes targets for one entry, whose own sentences it knows."""

    def __init__(self, writer: Writing, sentences: Sequence[str]) -> None:
        self.writer = writer
        self.figures = writer.figures
        self.sentences = sentences

    def told(self, finding: Finding, view: EntryView) -> tuple[tuple[str, int], TargetView]:
        """A target of which a finding tells, and its place in the text."""
        mention = finding.mention
        period = mention.period or "" if isinstance(mention, MetricMention) else ""
        target = TargetView(
            line=" ".join(filter(None, (view.line, by_when(period, self.figures)))),
            what=_what(mention, view.line) if isinstance(mention, MetricMention) else "",
            quote=view.quote,
            repeats=self.repeats(view.sentence),
            sources=view.sources,
            told=view,
        )
        return (finding.origin.item_id, mention.start), target

    def known(self, aim: MetricMention, origin: Origin) -> tuple[tuple[str, int], TargetView]:
        """A target that is known with its policy alone, and its place in the text."""
        quote = highlighted(aim.evidence, aim.quote)
        target = target_view(aim, self.figures, (self.writer.source(origin, aim.evidence, earlier=False),))
        return (origin.item_id, aim.start), replace(target, repeats=self.repeats("".join(text for text, _ in quote)))

    def repeats(self, sentence: str) -> bool:
        return any(sentence in shown for shown in self.sentences)


def target_view(aim: MetricMention, figures: Figures, sources: tuple[SourceView, ...]) -> TargetView:
    """A target as it stands in its sentence."""
    value = shorten(figures.told(aim), 300)
    line = " ".join(filter(None, (value, by_when(aim.period or "", figures)))) or plain(aim.quote)
    return TargetView(line, _what(aim, line), highlighted(aim.evidence, aim.quote), False, sources)


def _what(mention: MetricMention, line: str) -> str:
    """What is counted, where the line does not say so already."""
    what = shorten(plain(mention.measure or mention.subject), 120)
    return "" if what.casefold() in line.casefold() else what
