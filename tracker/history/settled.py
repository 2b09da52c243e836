"""How often what a pass makes is looked through for what may be let go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

UNLOOKED = 10_000
"""Objects more, while a pass lasts, after which they are looked through for what may be let go."""
USUAL = (700, 10, 10)
"""As Python does it by itself."""


def stay() -> None:
    """For what runs on for days: let rings of objects be looked for as often as Python does, so that they do not pile
    up; a command that soon ends looks for them seldom."""
    gc.set_threshold(*USUAL)


@contextmanager
def settled() -> Iterator[None]:
    """While many objects come and go, those that are there already are not looked through for what may be let go, and
    the others seldom: hardly any hold one another in rings."""
    often, *seldom = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(max(often, UNLOOKED) if often else 0, *seldom)
    try:
        yield
    finally:
        gc.set_threshold(often, *seldom)
        gc.unfreeze()
