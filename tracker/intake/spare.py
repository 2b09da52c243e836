"""How many processes read and extract beside the one that compares."""

from __future__ import annotations

import os

WORTH = 300
"""documents from which on it pays to start a further process, which takes more than a second"""
MOST = 2
"""processes that have something to do while one compares"""


def beside(jobs: int) -> int:
    """How many to start for so many that are asked for: of one it is the one that compares, which does both."""
    return jobs if jobs > 1 else 0


def spare(documents: int) -> int:
    """How many processes to start for so many documents that wait; mostly none, and none where there is one core."""
    if documents < WORTH:
        return 0
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        cores = os.cpu_count() or 1
    return min(cores - 1, MOST)
