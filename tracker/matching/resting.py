"""What is remembered between two passes: little enough that a process of months holds no more than one of hours."""

from __future__ import annotations

from functools import _lru_cache_wrapper

from tracker.matching import (
    amounts,
    glance,
    likeness,
    objects,
    obstacles,
    periods,
    policy_likeness,
    policy_traits,
    stories,
    topics,
    traits,
    words,
)

MODULES = (
    amounts, likeness, objects, obstacles, periods, policy_likeness, policy_traits, stories, topics, traits, words,
)  # fmt: skip
"""whose functions remember their answers"""
GLANCES = 1_000
"""series whose glance is remembered between two passes"""
FEATURES = 1_000
"""mentions of policies whose features are remembered, each by the object that it is"""
SHARE = 2
"""A cache is let go of between two passes where more than one place in so many is taken."""


def rest() -> None:
    """Between two passes: let go of what was remembered first, and of caches that have filled.

    A cache that is left to itself fills over days and holds the mentions and texts that it was asked about, each in as
    many copies as it was read from the store; what a pass asks again and again is soon there again.
    """
    traits.rest()
    for seen, most in ((policy_traits._SEEN, FEATURES), (glance._SEEN, GLANCES)):
        if len(seen) > most:
            seen.clear()
    for module in MODULES:
        for function in vars(module).values():
            if isinstance(function, _lru_cache_wrapper):
                said = function.cache_info()
                if said.maxsize is not None and SHARE * said.currsize > said.maxsize:
                    function.cache_clear()
