"""Work in lanes: side by side with one another, one after the other within each.

    lanes ──► a few threads, each with a stretch of one lane ──► results, by stretches ──► whoever asked

Feeds of one host are a lane: two threads would only wait for one another there. A lane that hangs holds one thread and
no other lane, and goes to the end of the line after each stretch. What is under way is bounded, so that results do not
pile up where they are stored more slowly than they come.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

STRETCH = 16
"""pieces of work that a thread does before it hands over what came of them"""
SECONDS = 1.0
"""after which a thread hands over what there is; one piece may take longer"""

Work = TypeVar("Work")
Result = TypeVar("Result")


def in_lanes(
    lanes: Iterable[Iterable[Work]],
    do: Callable[[Work], Result],
    *,
    threads: int,
    enough: Callable[[], bool],
) -> Iterator[list[tuple[Work, Result]]]:
    """What came of each piece of work, a stretch at a time; in its order within a lane. One that is empty says that
    nothing came for a second.

    `enough` is asked before each piece: from then on nothing is begun. What `do` raises is raised here, and ends all;
    so does whoever stops asking: what is under way comes to its end, nothing else is begun.
    """
    ended = threading.Event()

    def stretch(lane: deque[Work]) -> list[tuple[Work, Result]]:
        done: list[tuple[Work, Result]] = []
        end = time.monotonic() + SECONDS
        while lane and len(done) < STRETCH and time.monotonic() < end and not ended.is_set():
            if enough():
                ended.set()
                break
            work = lane.popleft()
            done.append((work, do(work)))
        return done

    line = deque(filter(None, map(deque, lanes)))
    under_way: dict[Future[list[tuple[Work, Result]]], deque[Work]] = {}
    with ThreadPoolExecutor(threads, thread_name_prefix="lanes") as pool:
        try:
            come: Iterable[Future[list[tuple[Work, Result]]]] = ()
            while True:
                while line and len(under_way) < 2 * threads and not ended.is_set():
                    lane = line.popleft()
                    under_way[pool.submit(stretch, lane)] = lane
                for future in come:  # now that the threads have something to do
                    yield future.result()
                if not under_way:
                    return
                come = wait(under_way, SECONDS, FIRST_COMPLETED).done
                if not come:
                    yield []
                line.extend(filter(None, [under_way.pop(future) for future in come]))
        finally:
            ended.set()
