"""Text → metrics: every number that someone could follow over time, with its quote and what it says.

sentence → numbers → quantities → refusals → conversions → changes tied to levels → units told elsewhere
         → kind → period → subject and measure → MetricMention
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from tracker.extraction.dates import find_dates
from tracker.extraction.metrics.anchors import anchor, forget_days
from tracker.extraction.metrics.arithmetic import tie_by_arithmetic
from tracker.extraction.metrics.bases import basis_of, named_basis, usual_basis
from tracker.extraction.metrics.cadence import cadence_of
from tracker.extraction.metrics.changes import find_changes
from tracker.extraction.metrics.coordination import (
    share_bracketed,
    share_changes,
    share_percent,
    share_units,
    tie_second_changes,
)
from tracker.extraction.metrics.drafts import weigh_drafts
from tracker.extraction.metrics.headlines import refuse_headlines
from tracker.extraction.metrics.inherit import agents_of, inherit_units
from tracker.extraction.metrics.kinds import find_kinds
from tracker.extraction.metrics.kinds_by_time import weigh_forecasts, weigh_periods
from tracker.extraction.metrics.links import find_alts, mark_earlier
from tracker.extraction.metrics.periods import find_periods
from tracker.extraction.metrics.prices import share_prices, unit_of
from tracker.extraction.metrics.quantities import gather
from tracker.extraction.metrics.refusals import is_furniture, refuse
from tracker.extraction.metrics.rivals import weigh_rivals
from tracker.extraction.metrics.rules import weigh_rules
from tracker.extraction.metrics.scene import RELATIVE, Places, Quantity, Scene
from tracker.extraction.metrics.series import Names
from tracker.extraction.metrics.ties import tie_back, tie_changes, untie
from tracker.extraction.metrics.verbs import add_multiples, mark_unchanged, tells_multiple
from tracker.extraction.metrics.words import Words
from tracker.extraction.numbers import may_hold_number
from tracker.extraction.text import Sentence, TextView
from tracker.model import Change, Item, Kind, MetricMention, Rejection

_SHORT_PARAGRAPH = 500


class Metrics(NamedTuple):
    mentions: tuple[MetricMention, ...]
    rejections: tuple[Rejection, ...]


def find_metrics(item: Item, view: TextView, words: Words) -> Metrics:
    """The metrics of an item. `view` is `look(item.text)`; any text at all is answered, none raises."""
    told = item.published.date() if item.published else None
    published = told or anchor(view, item.year)
    places = Places(view.view, words)
    scenes = [scene for sentence in view.sentences if (scene := _scene(view, sentence, words, published, places))]
    if told is None and published is not None and (published.month, published.day) == (12, 31):
        forget_days(scenes, published.year)
    _relate(scenes, _furniture(view, words, {scene.sentence.paragraph for scene in scenes if scene.numeric}))
    tie_by_arithmetic(scenes)
    share_prices(scenes)
    for scene in scenes:
        find_kinds(scene)
    find_periods(scenes, published, told)
    before = _kinds(scenes)
    weigh_periods(scenes, published)
    weigh_forecasts(scenes)
    weigh_rules(scenes, published)
    weigh_drafts(scenes)
    weigh_rivals(scenes)
    if _kinds(scenes) != before:
        find_periods(scenes, published, told)
    _settle_bases(scenes)
    _refuse_repeats(scenes)
    refuse_headlines(scenes)
    names = Names(item.title)
    mentions: list[MetricMention] = []
    rejections: list[Rejection] = []
    for scene in scenes:
        for one in scene.quantities:
            if one.refusal:
                rejections.append(_rejection(scene, one))
            elif one.level is None:
                mentions.append(_mention(scene, one, names))
    return Metrics(names.knit(mentions), tuple(rejections))


def _kinds(scenes: Sequence[Scene]) -> list[Kind]:
    return [one.kind for scene in scenes for one in scene.quantities]


def _scene(view: TextView, sentence: Sentence, words: Words, published: date | None, places: Places) -> Scene | None:
    numeric = may_hold_number(view.of(sentence))
    dates = find_dates(view.view, sentence.start, sentence.end, published)
    if not dates and not numeric:
        return None
    scene = Scene(view, sentence, words, dates, places)
    scene.numeric = numeric
    scene.published = published
    return scene


def _furniture(view: TextView, words: Words, numeric: Set[int]) -> frozenset[int]:
    """The short paragraphs among the `numeric` ones that are the letter's own."""
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in view.sentences:
        if sentence.paragraph not in numeric:
            continue
        first, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
        bounds[sentence.paragraph] = (first, sentence.end)
    return frozenset(
        paragraph
        for paragraph, (start, end) in bounds.items()
        if end - start <= _SHORT_PARAGRAPH and is_furniture(view.view[start:end], words)
    )


def _relate(scenes: Iterable[Scene], furniture: frozenset[int]) -> None:
    """Finds the quantities of each sentence and ties them together, within it and to the sentence before."""
    told: Quantity | None = None
    counted: Quantity | None = None
    level: Quantity | None = None
    pending: Quantity | None = None
    paragraph = -1
    agents: set[str] = set()
    for scene in scenes:
        if not scene.numeric:
            level = level if scene.sentence.paragraph == paragraph else None
            paragraph = scene.sentence.paragraph
            continue
        scene.quantities = gather(scene)
        same = scene.sentence.paragraph == paragraph
        if not scene.quantities and not tells_multiple(scene):
            level = level if same else None
            paragraph = scene.sentence.paragraph
            continue
        scene.agents = agents
        scene.counted = counted
        refuse(scene, scene.sentence.paragraph in furniture)
        share_units(scene)
        add_multiples(scene)
        find_changes(scene)
        share_bracketed(scene)
        share_percent(scene)
        find_alts(scene)
        mark_earlier(scene)
        share_changes(scene)
        tie_changes(scene, level)
        tie_second_changes(scene)
        inherit_units(scene, told, level)
        find_alts(scene)
        if untie(scene):
            tie_changes(scene, level)
        tie_back(scene, pending if same else None)
        mark_unchanged(scene)
        pending = scene.quantities[-1] if scene.quantities else None
        agents |= agents_of(scene)
        levels = [one for one in scene.quantities if one.is_level]
        counts = [one for one in levels if one.sort in ("count", "physical", "money", "ratio")]
        level = (
            next((one for one in reversed(levels) if not one.earlier), levels[-1])
            if levels
            else level
            if same
            else None
        )
        paragraph = scene.sentence.paragraph
        told = counts[-1] if counts else told
        counted = next((one for one in reversed(counts) if one.sort in ("count", "physical")), counted)


def _settle_bases(scenes: Sequence[Scene]) -> None:
    """Finds against what each change is measured; a change that does not say shares the basis of the one before it."""
    shared: dict[str | None, str] = {}
    for scene in scenes:
        for one in scene.quantities:
            if one.delta is None or one.refusal:
                continue
            level = one.level or one
            basis = basis_of(scene, one, cadence_of(scene, level))
            if basis is None:
                basis = _supposed(one, level, shared)
            else:
                basis = named_basis(basis, level.period, not _is_stock(scene, level))
            if basis is not None and not basis.startswith("since"):
                shared[level.unit] = basis
            unit = one.delta.unit or level.unit or ""
            settled = Change(one.delta.value, unit, one.delta.direction, basis)
            if level.change is one.delta or level is one or _is_yearly(settled, level.change):
                level.change = settled
        _share_back(scene)


def _supposed(one: Quantity, level: Quantity, shared: Mapping[str | None, str]) -> str | None:
    """The basis of a change that tells none: of a whole year the year before, else what the story keeps to.

    A step in money or tonnes keeps to nothing ("fell by 9 euros"); a cut that is aimed at is measured against a time
    of its own.
    """
    aimed = level is one and level.kind is Kind.TARGET
    usual = None if aimed else usual_basis(level.period)
    if usual or one.sort not in RELATIVE:
        return usual
    return shared.get(level.unit) or _only(shared)


def _share_back(scene: Scene) -> None:
    """ "Beef was up 9.2 % and pork 4.1 % from a year earlier": what is told last holds for the first too."""
    held: Change | None = None
    told_at = len(scene.low)
    for one in reversed(scene.quantities):
        if one.refusal or one.delta is None or one.change is None:
            held = None if one.open else held
        elif held is not None and not _CONTRASTS.isdisjoint(scene.low[one.last : told_at]):
            held, told_at = one.change, one.head
        elif one.change.basis is None and held is not None and held.unit == one.change.unit:
            one.change = replace(one.change, basis=held.basis)
        else:
            held, told_at = one.change, one.head


_CONTRASTS = frozenset({"whereas", "while", "but", ";"})


def _only(shared: Mapping[str | None, str]) -> str | None:
    """The one basis that all changes told so far have: a story keeps to it."""
    told = set(shared.values())
    return told.pop() if len(told) == 1 else None


_STOCK = re.compile(r"\b(?:by|as of|as at|at the end|end of|end-|since|ended|closed)\b", re.IGNORECASE)


def _is_stock(scene: Scene, level: Quantity) -> bool:
    """Whether a count is told for a moment ("by the end of 2025"), not for a stretch of time."""
    if level.sort != "count":
        return False
    return _STOCK.search(scene.view.of(scene.sentence)) is not None


def _is_yearly(change: Change, told: Change | None) -> bool:
    """Whether a second comparison is with the year before and the first with a shorter time: it is the one to keep."""
    return change.basis == "yoy" and told is not None and told.unit == change.unit and told.basis not in ("yoy", None)


def _refuse_repeats(scenes: Sequence[Scene]) -> None:
    """A change without a level that only rounds one told with its level ("by upwards of 31 %") is no news."""
    told: dict[tuple[str, str], list[float]] = {}
    for scene in scenes:
        for one in scene.quantities:
            if one.delta is not None and one.level is not None:
                told.setdefault((one.delta.unit, one.delta.direction), []).append(one.delta.value)
    for values in told.values():
        values.sort()
    for scene in scenes:
        for one in scene.quantities:
            if (
                one.delta is not None
                and one.open
                and _rounds(one.delta, told.get((one.delta.unit, one.delta.direction), []))
            ):
                one.refusal = "told already"


def _rounds(change: Change, told: Sequence[float]) -> bool:
    """Whether one of the sorted values is within two per cent of the change."""
    at = bisect_left(told, change.value * 0.98)
    return at < len(told) and told[at] <= change.value * 1.02


def _rejection(scene: Scene, one: Quantity) -> Rejection:
    return Rejection("metric", scene.view.raw[one.start : one.end], one.start, one.end, one.refusal)


_DAILY = re.compile(r"\b(?:b/d|bpd|bbl/d|per[- ]day)$", re.IGNORECASE)


def _rate_of(scene: Scene, one: Quantity) -> str | None:
    """ "2.3m b/d": the length of time that the unit itself tells."""
    return "day" if _DAILY.search(scene.view.view, one.start, one.end) else None


def _mention(scene: Scene, one: Quantity, names: Names) -> MetricMention:
    series = names.series(scene, one)
    alone = one.delta is not None
    unit = unit_of(scene.words, one)
    below = (unit or "").removeprefix(one.unit or "")
    return MetricMention(
        quote=scene.view.raw[one.start : one.end],
        start=one.start,
        end=one.end,
        evidence=scene.view.verbatim(scene.sentence),
        value=None if alone else one.value,
        unit=None if alone else unit,
        qualifier=one.qualifier,
        value_high=None if alone else one.high,
        alt=tuple(replace(amount, unit=f"{amount.unit}{below}") if below else amount for amount in one.alt),
        subject=series.subject,
        measure=series.measure,
        kind=one.kind,
        period=one.period,
        change=one.change,
        cadence=series.cadence or _rate_of(scene, one),
        scope=series.scope,
        about=series.about,
        topic=names.item_words,
        reason=one.sort if not alone else "change",
    )


__all__ = ["Metrics", "anchor", "find_metrics"]
