"""A headline tells or rounds what the story tells: "nears 13 trillion" above "12.96 trillion tokens, up 31.5 %".

A fact is told once an item, so the headline's number gives way to the story's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import Shape

ROUNDED = 0.1
"""How far a headline's number may lie from the exact one: a third for 31.5 %, two in five for 42.8 %."""
_FRAGMENT = 6
"""A sentence of so few words before the story is a headline in all but its form: "A billion and a half." """
LOOSE = frozenset({"bare", "count"})


def refuse_headlines(scenes: Sequence[Scene]) -> None:
    """Refuse a headline's quantities that the story tells too; the story's keeps the change that either tells."""
    story = list(_told(scenes, heading=False))
    for one in _told(scenes, heading=True):
        same = next((other for other in story if _same(one, other)), None)
        if same is not None:
            one.refusal = "told in the story"
            same.change = same.change or one.change
        elif any(_rounds(one, other) for other in story):
            one.refusal = "told exactly in the story"


def _told(scenes: Sequence[Scene], heading: bool) -> Iterator[Quantity]:
    """The quantities that are no one's conversion; in the story also the changes that belong to a level."""
    for at, scene in enumerate(scenes):
        spelled = all(one.numeral.spelled for one in scene.quantities)
        short = scene.sentence.shape is Shape.HEADING or (at == 0 and len(scene.low) <= _FRAGMENT and spelled)
        if short is heading:
            yield from (one for one in scene.quantities if not one.refusal and (one.open or not heading))


def _same(one: Quantity, other: Quantity) -> bool:
    alike = one.value == other.value and one.unit == other.unit
    return alike and other.open and (one.delta is None) is (other.delta is None)


def _rounds(one: Quantity, exact: Quantity) -> bool:
    """Whether a headline's quantity is a rounded form of another: of the same sort, near in value."""
    if one.delta is not None or exact.delta is not None:
        return _change_rounds(one, exact)
    if "percent" in (one.sort, exact.sort):
        return one.sort == exact.sort and _near(one.value, exact.value)
    alike = one.unit is None or one.inherited or one.unit == exact.unit or (one.sort in LOOSE and exact.sort in LOOSE)
    return alike and _near(one.value, exact.value)


def _change_rounds(one: Quantity, exact: Quantity) -> bool:
    mine, theirs = one.delta, exact.delta
    if mine is None or theirs is None or mine.direction != theirs.direction:
        return False
    return _near(_share(mine.value, mine.unit), _share(theirs.value, theirs.unit))


def _share(value: float, unit: str) -> float:
    """A change in per cent: "doubled" is 100."""
    return (value - 1) * 100 if unit == "x" else value


def _near(one: float, exact: float) -> bool:
    return abs(one - exact) <= ROUNDED * abs(exact)
