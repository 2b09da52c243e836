"""Changes that a story tells apart from their levels, tied to them by what the numbers themselves say.

"The wage is to rise by 40 per cent. … The board recommends 17,500, up from 12,500": 17,500 is 40 per cent above 12,500.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.extraction.metrics.scene import Quantity, Scene

_LEAST = 2.0
"""A change of fewer per cent may fit by chance."""


def tie_by_arithmetic(scenes: Sequence[Scene]) -> None:
    """Gives each percentage that no level has to the level that it leads to from an earlier one told beside it."""
    steps = list(_steps(scenes))
    if not steps:
        return
    for scene in scenes:
        for one in scene.quantities:
            if one.delta is None or not one.open or one.sort != "percent" or one.delta.value < _LEAST:
                continue
            for level, before in steps:
                if level.change is None and _leads(one, level, before):
                    one.level, level.change = level, one.delta
                    break


def _steps(scenes: Sequence[Scene]) -> Iterator[tuple[Quantity, Quantity]]:
    """Each level with the earlier one of the same unit that its sentence tells beside it."""
    for scene in scenes:
        levels = [one for one in scene.quantities if one.is_level and one.high is None]
        for one, other in pairwise(levels):
            if one.unit != other.unit or one.earlier is other.earlier or one.unit in (None, "%"):
                continue
            yield (other, one) if one.earlier else (one, other)


def _leads(one: Quantity, level: Quantity, before: Quantity) -> bool:
    if one.delta is None or before.value <= 0 or level.value <= 0:
        return False
    step = (level.value / before.value - 1) * 100
    told = one.delta.value if one.delta.direction == "up" else -one.delta.value
    return abs(step - told) <= (0.06 if one.numeral.decimal else 0.6)


__all__ = ["tie_by_arithmetic"]
