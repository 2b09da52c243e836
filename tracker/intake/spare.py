"""How many processes a pass may start to read and extract beside it."""

from __future__ import annotations

import os

WORTH = 300
"""documents from which on it pays to start a further process, which takes more than a second"""
MOST = 2
"""processes that have something to do while one compares"""


def spare(documents: int) -> int:
    """How many processes to start for so many documents that wait; mostly none, and none where there is one core."""
    if documents < WORTH:
        return 0
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        cores = os.cpu_count() or 1
    return min(cores - 1, MOST)
