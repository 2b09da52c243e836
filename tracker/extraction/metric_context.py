"""What a quantity says: observed, target or forecast; of which period; of whom and of what."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extraction.dates import DateSpan
from tracker.extraction.metric_scene import Quantity, Scene
from tracker.model import Item, Kind


def find_kinds(scene: Scene) -> None:
    """Observed, unless a word of the clause aims or expects."""
    marks: list[tuple[int, Kind]] = []
    at = 0
    while at < len(scene.tokens):
        for phrases, kind in ((scene.words.target, Kind.TARGET), (scene.words.forecast, Kind.FORECAST)):
            found = scene.begins(phrases, at)
            if found:
                marks.append((at, kind))
                break
        at += 1
    for one in scene.quantities:
        if one.open and not one.earlier:
            one.kind = _kind(scene, one, marks)


def _kind(scene: Scene, one: Quantity, marks: Sequence[tuple[int, Kind]]) -> Kind:
    before = [(at, kind) for at, kind in marks if at < one.first and ";" not in scene.low[at : one.first]]
    if before:
        return before[-1][1]
    after = [
        (at, kind) for at, kind in marks if at >= one.last and at - one.last < 6 and ";" not in scene.low[one.last : at]
    ]
    return after[0][1] if after else Kind.OBSERVED


def find_periods(scenes: Sequence[Scene]) -> None:
    """The period of each quantity, from its own clause, else from its sentence."""
    for scene in scenes:
        for one in scene.quantities:
            if one.open:
                one.period = _period(scene, one)


def _period(scene: Scene, one: Quantity) -> str | None:
    best: tuple[float, str] | None = None
    for span in scene.dates:
        if span.period is None or span.lead in ("since", "than", "compared with", "compared to", "against", "versus"):
            continue
        score = _distance(scene, one, span)
        if best is None or score < best[0]:
            best = (score, span.period)
    return best[1] if best else None


def _distance(scene: Scene, one: Quantity, span: DateSpan) -> float:
    low, high = (one.end, span.start) if span.start >= one.end else (span.end, one.start)
    crossed = sum(1 for q in scene.quantities if not q.refusal and q is not one and low <= q.start < high)
    return high - low + 40 * crossed


def name_series(scene: Scene, one: Quantity, item: Item) -> tuple[str, str, str | None, tuple[str, ...]]:
    """(subject, measure, cadence, scope)."""
    return "", " ".join(one.noun), None, ()
