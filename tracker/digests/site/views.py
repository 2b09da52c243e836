"""Policies and series as their pages see them: plain strings, with each quote and where it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from tracker.digests.charts import chart, end_of, points_of, said
from tracker.digests.dates import Dated, Spot, dated_policy
from tracker.digests.figures import Figures
from tracker.digests.names import policy_now
from tracker.digests.plain import capital, highlighted, jump_link, plain, safe_url, shorten, who_told
from tracker.digests.targets import runs, target_view
from tracker.digests.views import SourceView, StageView, TargetView
from tracker.digests.words import INSTRUMENTS, KINDS, QUOTED, effect, stage_name, stages_in_life, taken
from tracker.model import Kind, MetricMention, Observation, Origin, Policy, PolicyMention, PolicyStep, Series

TITLE_LIMIT = 200
PROOFS = 12
"""quotes of one step that a page shows; many outlets tell the same in the same words"""

NO_PAGES: Mapping[Spot, str] = MappingProxyType({})
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: a link and what stands behind it."""

    title: str
    page: str
    note: str


@dataclass(frozen=True, slots=True)
class Proof:
    quote: Pieces
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class StepPart:
    """One step in the life of a policy, with everyone who told it."""

    stage: str
    dates: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    id: str
    page: str
    title: str
    form: str
    who: str
    stages: tuple[StageView, ...]
    steps: tuple[StepPart, ...]
    """latest first"""
    dates: tuple[str, ...]
    """what happens when, in words"""
    targets: tuple[tuple[TargetView, ...], ...]
    """what it aims at, those over one sentence together; what several tell is told once, with all of them"""
    stage: str
    told: date


@dataclass(frozen=True, slots=True)
class MetricRow:
    period: str
    value: str
    kind: str
    quote: Pieces
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class MetricPage:
    id: str
    page: str
    title: str
    value: str
    period: str
    chart: str
    words: str
    rows: tuple[MetricRow, ...]
    """latest period first"""
    told: date


def source(origin: Origin, sentence: str, figures: Figures) -> SourceView:
    """Who told it, when, with a link that jumps to the sentence; the headline where there is no link."""
    address, title = safe_url(origin.url), shorten(plain(origin.item_title), 80)
    shown = who_told(origin)
    found_by = "" if address or not title else f", {figures.words.within(*QUOTED, text=title)}"
    return SourceView(
        name=shorten(f"{shown}{found_by}", 200),
        date=figures.instant(origin.published),
        url=jump_link(origin.url, sentence),
        address=address,
    )


# ---------------------------------------------------------------- policies


def policy_page(policy: Policy, figures: Figures, pages: Mapping[Spot, str] = NO_PAGES) -> PolicyPage:
    """`pages`: where the metrics have their pages that the policy's targets are values of, by where they stand."""
    last = policy.steps[-1]
    mention = last.mention
    place = figures.territory(shorten(plain(mention.jurisdiction), 40))
    return PolicyPage(
        id=policy.id,
        page=f"policies/{policy.id}.html",
        title=shorten(capital(policy_now(policy.title, mention.stage)), TITLE_LIMIT) or policy.id,
        form=capital(", ".join(filter(None, (figures.words.within(*INSTRUMENTS[mention.instrument]), place)))),
        who=shorten(plain(", ".join(_issuers(policy))), 300),
        stages=stages_in_life(policy.stages, mention.stage, figures.words),
        steps=tuple(_step(told, figures) for told in reversed(_by_step(policy.steps))),
        dates=tuple(when(one, figures) for one in dated_policy(policy)),
        targets=_targets(policy, figures, pages),
        stage=stage_name(mention.stage, figures.words),
        told=last.origin.published.date(),
    )


def _targets(policy: Policy, figures: Figures, pages: Mapping[Spot, str]) -> tuple[tuple[TargetView, ...], ...]:
    """The targets of all its steps in the order in which they were told; of those alike the first, with all sources."""
    told: dict[object, TargetView] = {}
    for step in policy.steps:
        for aim in step.mention.targets:
            key = (aim.value, aim.value_high, aim.unit, aim.period)
            by = source(step.origin, aim.evidence, figures)
            known = told.get(key)
            if known is None:
                page = pages.get((step.origin.item_id, aim.start, aim.end), "")
                told[key] = replace(target_view(aim, figures, (by,)), page=page)
            else:
                told[key] = replace(known, sources=tuple(dict.fromkeys((*known.sources, by))))
    return runs(told.values())


def _issuers(policy: Policy) -> Iterable[str]:
    return dict.fromkeys(name for step in reversed(policy.steps) for name in step.mention.issuers)


def _by_step(steps: Iterable[PolicyStep]) -> list[list[PolicyStep]]:
    """Those who tell the same stage together, in the order in which the stages were first told."""
    told: dict[str, list[PolicyStep]] = {}
    for step in steps:
        told.setdefault(step.mention.stage, []).append(step)
    return list(told.values())


def _step(told: list[PolicyStep], figures: Figures) -> StepPart:
    latest = max(told, key=lambda step: (bool(step.mention.effective), bool(step.mention.date), step.origin.published))
    proofs: dict[str, list[PolicyStep]] = {}
    for step in told:
        proofs.setdefault(plain(step.mention.evidence or step.mention.quote), []).append(step)
    return StepPart(
        stage=stage_name(latest.mention.stage, figures.words),
        dates=_dates(latest.mention, figures),
        proofs=tuple(
            Proof(
                highlighted(quote),
                tuple(dict.fromkeys(source(step.origin, step.mention.quote, figures) for step in same)),
            )
            for quote, same in list(proofs.items())[:PROOFS]
        ),
    )


def _dates(mention: PolicyMention, figures: Figures) -> str:
    told = [taken(plain(mention.date), figures)] if mention.date else []
    told += [effect(mention, figures)] if mention.effective else []
    return shorten(", ".join(told), 200)


def when(one: Dated, figures: Figures) -> str:
    """What happens on which day: In force: Oct 1, 2026."""
    moved = " " + figures.words.say("(moved)") if one.moved else ""
    return f"{capital(figures.words.within(*one.what))}: {figures.period(one.text)}{moved}"


# ---------------------------------------------------------------- metrics


def metric_page(series: Series, figures: Figures) -> MetricPage:
    points = points_of(series)
    ordered = sorted(series.observations, key=lambda one: (one.mention.period or "", one.origin.published))
    latest = _latest(series)
    title = shorten(capital(plain(series.name)), TITLE_LIMIT) or series.id
    unit = latest.mention.unit
    drawn = chart(points, figures, title=title, unit=unit)
    return MetricPage(
        id=series.id,
        page=f"metrics/{series.id}.html",
        title=title,
        value=shorten(figures.told(latest.mention), 300),
        period=figures.period(plain(latest.mention.period)) if latest.mention.period else "",
        chart=drawn,
        words=said(points, figures, unit) if drawn else "",
        rows=tuple(_row(one, figures) for one in reversed(ordered)),
        told=max(one.origin.published for one in series.observations).date(),
    )


def _latest(series: Series) -> Observation:
    """The observation of the latest time; of several, the one told last."""

    def time(one: Observation) -> tuple[bool, date, float]:
        ends = end_of(one.mention.period or "") or one.origin.published.date()
        return (one.mention.value is not None, ends, one.origin.published.timestamp())

    return max(series.observations, key=time)


def _row(one: Observation, figures: Figures) -> MetricRow:
    mention: MetricMention = one.mention
    return MetricRow(
        period=figures.period(plain(mention.period)) if mention.period else "",
        value=shorten(figures.told(mention), 300),
        kind="" if mention.kind is Kind.OBSERVED else figures.words.within(*KINDS[mention.kind]),
        quote=highlighted(mention.evidence, mention.quote),
        sources=(source(one.origin, mention.evidence, figures),),
    )
