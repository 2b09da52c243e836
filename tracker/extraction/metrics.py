"""Text → metrics: every number that someone could follow over time, with its quote and what it says.

sentence → numbers → quantities → refusals → conversions → changes tied to levels → units told elsewhere
         → kind → period → subject and measure → MetricMention
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tracker.extraction.dates import DateSpan, find_dates
from tracker.extraction.metric_changes import find_changes
from tracker.extraction.metric_context import find_kinds, find_periods, name_series
from tracker.extraction.metric_links import find_alts, inherit_units, mark_earlier, tie_changes
from tracker.extraction.metric_quantities import gather
from tracker.extraction.metric_refusals import refuse
from tracker.extraction.metric_scene import Places, Quantity, Scene
from tracker.extraction.metric_words import Words
from tracker.extraction.numbers import HINT
from tracker.extraction.text import Sentence, TextView
from tracker.model import Item, MetricMention, Rejection


class Metrics(NamedTuple):
    mentions: tuple[MetricMention, ...]
    rejections: tuple[Rejection, ...]


def find_metrics(item: Item, view: TextView, words: Words) -> Metrics:
    """The metrics of an item. `view` is `look(item.text)`; any text at all is answered, none raises."""
    published = item.published.date() if item.published else anchor(view)
    places = Places(view.view, words)
    scenes = [scene for sentence in view.sentences if (scene := _scene(view, sentence, words, published, places))]
    _relate(scenes)
    mentions: list[MetricMention] = []
    rejections: list[Rejection] = []
    for scene in scenes:
        find_kinds(scene)
    find_periods(scenes)
    for scene in scenes:
        for one in scene.quantities:
            if one.refusal:
                rejections.append(_rejection(scene, one))
            elif one.level is None:
                mentions.append(_mention(scene, one, item))
    return Metrics(_once(mentions, view), tuple(rejections))


def anchor(view: TextView) -> date | None:
    """A day to resolve dates against where none is known: the last full date that the text itself names."""
    found = find_dates(view.view, 0, min(len(view.view), 20_000), None)
    days = [span.period for span in found if span.grain == "day" and span.period]
    return date.fromisoformat(max(days)) if days else None


def _scene(view: TextView, sentence: Sentence, words: Words, published: date | None, places: Places) -> Scene | None:
    dates = find_dates(view.view, sentence.start, sentence.end, published)
    if not dates and not HINT.search(view.view, sentence.start, sentence.end):
        return None
    return Scene(view, sentence, words, dates, places)


def _relate(scenes: Iterable[Scene]) -> None:
    told: Quantity | None = None
    level: Quantity | None = None
    for scene in scenes:
        scene.quantities = gather(scene)
        refuse(scene)
        find_changes(scene)
        find_alts(scene)
        mark_earlier(scene)
        tie_changes(scene, level)
        inherit_units(scene, told)
        levels = [
            q
            for q in scene.quantities
            if q.open
            and q.unit is not None
            and q.change is None
            or (q.open and q.change and q.value and q.sort != "percent")
        ]
        counts = [q for q in scene.quantities if q.open and q.sort in ("count", "physical", "money") and q.unit]
        level = levels[-1] if levels else None
        told = counts[-1] if counts else told


def _rejection(scene: Scene, one: Quantity) -> Rejection:
    return Rejection("metric", scene.view.raw[one.start : one.end], one.start, one.end, one.refusal)


def _mention(scene: Scene, one: Quantity, item: Item) -> MetricMention:
    subject, measure, cadence, scope = name_series(scene, one, item)
    alone = one.change is not None and _only_change(one)
    sentence = scene.sentence
    return MetricMention(
        quote=scene.view.raw[one.start : one.end],
        start=one.start,
        end=one.end,
        evidence=scene.view.verbatim(sentence),
        value=None if alone else one.value,
        unit=None if alone else one.unit,
        qualifier=one.qualifier,
        value_high=None if alone else one.high,
        alt=tuple(one.alt),
        subject=subject,
        measure=measure,
        kind=one.kind,
        period=one.period,
        change=one.change,
        cadence=cadence,
        scope=scope,
        reason=f"{one.sort} {one.unit or 'change'}",
    )


def _only_change(one: Quantity) -> bool:
    """Whether the quantity is the change itself, told without a level."""
    return one.change is not None and one.change.value == abs(one.value) and one.change.unit == one.unit


def _once(mentions: list[MetricMention], view: TextView) -> tuple[MetricMention, ...]:
    return tuple(mentions)


__all__ = ["DateSpan", "Metrics", "anchor", "find_metrics"]
