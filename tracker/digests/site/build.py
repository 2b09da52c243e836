"""Every file of the site, by name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

from tracker.digests.atom import FeedEntry, feed
from tracker.digests.calendar import calendar
from tracker.digests.dates import Dated, all_dated
from tracker.digests.facts import EXTRACTED
from tracker.digests.figures import Figures
from tracker.digests.plain import capital, plain, safe_url, shorten
from tracker.digests.sandbox import built_in, environment
from tracker.digests.site.views import MetricPage, PolicyPage, Row, metric_page, policy_page, when
from tracker.digests.views import DigestView, EntryView, TargetView
from tracker.digests.words import KIND_LABELS
from tracker.digests.writer import digest_view, lead_line
from tracker.model import Digest, Finding, Kind, Policy, Selection, Series

FRONT = 12
"""lines of each list on the first page"""
FEED_LENGTH = 100
INDEXED = 1_500
"""characters of a page's quotes that its search knows"""
STATIC = ("style.css", "search.js")


@dataclass(frozen=True, slots=True)
class Archive:
    """What the site is made of. `findings` latest first; `address`: where it is published, with a slash, or ""."""

    digests: Sequence[Digest]
    policies: Sequence[Policy]
    series: Sequence[Series]
    findings: Sequence[Finding]
    now: datetime
    title: str = "Policy tracker"
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Site:
    """What every page shows."""

    title: str
    language: str
    direction: str
    made: str
    quoted: str
    """the code of the language of quotes where it is another than that of the pages, else "" """


def pages(archive: Archive, figures: Figures) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file. The same archive gives the same files."""
    yield from _Builder(archive, figures).files()


class _Builder:
    def __init__(self, archive: Archive, figures: Figures) -> None:
        self.archive, self.figures = archive, figures
        self.environment: ImmutableSandboxedEnvironment = environment()
        self.site = _Site(
            shorten(plain(archive.title), 100),
            str(figures.locale).replace("_", "-"),
            figures.locale.text_direction,
            figures.stamp(archive.now),
            "" if figures.english else EXTRACTED,
        )
        self.say = figures.words.say
        self.metrics = [metric_page(series, figures) for series in archive.series if series.observations]
        page_at = {
            (told.origin.item_id, told.mention.start, told.mention.end): f"metrics/{series.id}.html"
            for series in archive.series
            for told in series.observations
            if told.mention.kind is Kind.TARGET
        }
        self.policies = [policy_page(policy, figures, page_at) for policy in archive.policies if policy.steps]
        self.page_of = {policy.id: policy.page for policy in self.policies}
        self.page_of |= {metric.id: metric.page for metric in self.metrics}
        self.digests = [(self._linked(digest_view(one, figures)), one) for one in archive.digests]
        self.dates = all_dated(archive.policies, archive.series)

    def files(self) -> Iterator[tuple[str, bytes]]:
        yield "index.html", self._page("index", "", **self._front())
        yield "digests.html", self._list(self.say("Digests"), [self._digest_row(view) for view, _ in self.digests])
        yield "policies.html", self._list(self.say("Policies"), [self._policy_row(one) for one in self.policies])
        yield "metrics.html", self._list(self.say("Metrics"), [self._metric_row(one) for one in self.metrics])
        for view, _ in self.digests:
            yield f"digests/{view.id}.html", self._page("digest", "../", digest=view)
        for policy in self.policies:
            yield policy.page, self._page("policy", "../", policy=policy)
        for metric in self.metrics:
            yield metric.page, self._page("metric", "../", metric=metric)
        yield "search-index.js", self._index()
        yield "feed.atom", self._feed()
        yield "policies.ics", calendar(self.dates, self.figures, name=self.site.title, address=self.archive.address)
        for name in STATIC:
            yield name, (built_in() / "site" / name).read_bytes()

    # ------------------------------------------------------------ pages

    def _page(self, name: str, root: str, **shown: Any) -> bytes:
        template = self.environment.get_template(f"site/{name}.html.j2")
        return template.render(site=self.site, root=root, **shown).encode("utf-8", "replace")

    def _list(self, heading: str, rows: list[Row]) -> bytes:
        return self._page("list", "", heading=heading, entries=rows)

    def _front(self) -> dict[str, list[Row]]:
        return {
            "digests": [self._digest_row(view) for view, _ in self.digests[:FRONT]],
            "ahead": [self._date_row(one) for one in islice(self._ahead(), FRONT)],
            "policies": [self._policy_row(one) for one in self.policies[:FRONT]],
            "metrics": [self._metric_row(one) for one in self.metrics[:FRONT]],
        }

    def _ahead(self) -> Iterator[Dated]:
        today = self.figures.local_date(self.archive.now)
        return (one for one in self.dates if one.last >= today and not one.over)

    def _linked(self, view: DigestView) -> DigestView:
        """The digest with each entry's page."""

        def linked(entry: EntryView, target_id: str) -> EntryView:
            runs = tuple(tuple(map(aimed, run)) for run in entry.targets)
            return replace(entry, page=self.page_of.get(target_id, ""), targets=runs)

        def aimed(target: TargetView) -> TargetView:
            return replace(target, page=self.page_of.get(target.told.target_id, "") if target.told else "")

        sections = tuple(
            replace(section, runs=tuple(tuple(linked(one, one.target_id) for one in run) for run in section.runs))
            for section in view.sections
        )
        return replace(view, sections=sections)

    # ------------------------------------------------------------ rows

    def _digest_row(self, view: DigestView) -> Row:
        note = " · ".join(filter(None, (view.date, view.receiver, view.summary)))
        return Row(view.lead, f"digests/{view.id}.html", note)

    def _policy_row(self, page: PolicyPage) -> Row:
        return Row(page.title, page.page, " · ".join(filter(None, (page.stage, page.who, self._day(page.told)))))

    def _metric_row(self, page: MetricPage) -> Row:
        return Row(page.title, page.page, " · ".join(filter(None, (page.value, page.period, self._day(page.told)))))

    def _date_row(self, one: Dated) -> Row:
        page = self.page_of.get(one.of_id or one.key.partition("-")[0], "index.html")
        title = f"{capital(plain(one.of))}: {self.figures.told(one.aim)}" if one.of and one.aim else plain(one.title)
        return Row(capital(title), page, when(one, self.figures))

    def _day(self, day: date) -> str:
        return self.figures.day(day)

    # ------------------------------------------------------------ search and feed

    def _index(self) -> bytes:
        """What search looks through, as a script: a page from a folder may load no JSON."""
        entries = [*self._policy_words(), *self._metric_words(), *self._digest_words()]
        text = json.dumps(entries, ensure_ascii=True, separators=(",", ":")).replace("</", "<\\/")
        return f"window.TRACKER_INDEX={text};\n".encode("ascii")

    def _policy_words(self) -> Iterator[dict[str, str]]:
        for page in self.policies:
            quotes = ("".join(text for text, _ in proof.quote) for step in page.steps for proof in step.proofs)
            aims = (f"{target.line} {target.sentence}" for run in page.targets for target in run)
            words = " ".join([page.form, page.who, page.stage, *quotes, *aims])
            yield _indexed(page.title, page.page, self.say("policy"), page.told, words)

    def _metric_words(self) -> Iterator[dict[str, str]]:
        for page in self.metrics:
            quotes = ("".join(text for text, _ in row.quote) for row in page.rows)
            yield _indexed(page.title, page.page, self.say("metric"), page.told, " ".join([page.value, *quotes]))

    def _digest_words(self) -> Iterator[dict[str, str]]:
        for view, digest in self.digests:
            words = " ".join([view.receiver, *(entry.title for entry in view.entries)])
            yield _indexed(view.lead, f"digests/{view.id}.html", self.say("digest"), digest.created.date(), words)

    def _feed(self) -> bytes:
        told = islice(self.archive.findings, FEED_LENGTH)
        entries = [self._feed_entry(finding) for finding in told]
        return feed(entries, title=self.site.title, address=self.archive.address, now=self.archive.now)

    def _feed_entry(self, finding: Finding) -> FeedEntry:
        entry = finding_view(finding, self.figures)
        return FeedEntry(
            id=finding.id,
            title=f"{self.say(KIND_LABELS[finding.kind])}: {lead_line(entry, self.figures.words)}",
            page=self.page_of.get(finding.target_id, "index.html"),
            published=finding.origin.published,
            told=finding.created,
            kind=finding.kind.value,
            summary=" · ".join(filter(None, (entry.period, entry.scope, entry.states, entry.note))),
            quote=plain(finding.evidence),
            source=entry.by,
            source_url=safe_url(finding.origin.url),
        )


def finding_view(finding: Finding, figures: Figures) -> EntryView:
    """A finding on its own, in the words of a digest."""
    from tracker.digests.writer import entry_view

    return entry_view(Selection(finding, "", ()), figures, figures.local_date(finding.created))


def _indexed(title: str, page: str, kind: str, told: date, words: str) -> dict[str, str]:
    return {"t": title, "u": page, "k": kind, "d": told.isoformat(), "w": words[:INDEXED]}
