"""Changes that a word tells without a number: "doubled", "a thousandfold growth", "unchanged"."""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.numbers import Numeral
from tracker.extraction.text import word_set
from tracker.model import Change

_URGED = word_set("urge urges urged urging asked ask asks call called calls demanded demands want wants wanted wishes")
_OBJECTS = word_set("the its their a an to from in this last our")
_THE_SAME = re.compile(
    r"(?: (?:last|this) (?:year|month|week|quarter)| in (?:[A-Z]\w+|\d{4}))?(?:,| and)?"
    r"(?: exactly| about| roughly| just)? the same "
    r"(?:as (?:in |on |at )?(?:the|a|last) (?:year|month|week|quarter)|level as|figure as|number as|rate as)"
)
_IDLE = word_set("the a an of in or with its than almost nearly about roughly is are was were at over some around ,")


def add_multiples(scene: Scene) -> None:
    """Adds a quantity for each word that says that something doubled, trebled or halved."""
    words = scene.words
    if not (set(scene.low) & (words.multiples.keys() | words.halving)):
        return
    for at, low in enumerate(scene.low):
        factor = words.multiples.get(low)
        if factor is None and low not in words.halving:
            continue
        if low in ("double", "triple", "treble", "quadruple") and (
            scene.word(at - 1) in _IDLE or scene.word(at + 1).startswith("-")
        ):
            continue
        if scene.word(at + 1) == "as" or (low.endswith("ing") and scene.word(at + 1) not in _OBJECTS):
            continue
        if scene.word(at - 1) == "to" and _URGED & set(scene.low[:at]):
            continue
        if low.endswith("fold") and not _beside_change(scene, at):
            continue
        if any(q.first <= at < q.last for q in scene.quantities):
            continue
        scene.quantities.append(_made(scene, at, factor))
    scene.quantities.sort(key=lambda q: q.start)


def _beside_change(scene: Scene, at: int) -> bool:
    words = scene.words
    near = (*scene.low[max(0, at - 3) : at], *scene.low[at + 1 : at + 3])
    return any(word in words.up or word in words.down or word in words.noun_up for word in near)


def _made(scene: Scene, at: int, factor: float | None) -> Quantity:
    token = scene.tokens[at]
    value, unit, direction = (factor, "x", "up") if factor is not None else (50.0, "%", "down")
    numeral = Numeral(token.start, token.end, at, at + 1, value, spelled=True)
    made = Quantity(numeral, value, None, unit, "times", token.start, token.end, at, at + 1, head=at)
    made.delta = Change(value, unit, direction)
    before = scene.ends(scene.words.before, at)
    if before is not None and token.text.lower() not in ("double", "triple"):
        made.head, made.qualifier = before
        made.start = scene.tokens[made.head].start
    return made


def mark_unchanged(scene: Scene) -> None:
    """ "38.5 %, unchanged": a level whose change is none."""
    flat = scene.words.flat
    if not (flat | {"same"}) & set(scene.low):
        return
    for one in scene.quantities:
        if one.is_level and one.change is None and _THE_SAME.match(scene.view.view, one.end, scene.sentence.end):
            one.change = Change(0.0, "pp" if one.unit == "%" else "%", "flat")
        if one.is_level and one.change is None and any(scene.word(one.last + n) in flat for n in (0, 1)):
            one.change = Change(0.0, "pp" if one.unit == "%" else "%", "flat")
