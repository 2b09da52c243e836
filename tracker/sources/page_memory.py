"""Which blocks of a page are news, and what has been learned of the parts that change by themselves. Pure.

A block is known by the words that it holds. Beyond what `volatile` knows of ages, counters and adverts, a page teaches
what moves on it: numbers that change in the same block again and again, a place whose one block is always another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tracker.sources.blocks import Block

KEPT_WHEN_GONE = 500
"""Blocks that have left the page and are still remembered, the latest first."""
TAUGHT = 2
"""How often a block's numbers alone have changed before they are taken for a counter."""
CHURNED = 3
"""Looks in a row at which a place's one block was another, before the place is taken for one of adverts."""
SOON = timedelta(hours=2)
"""Only what changes within this time teaches that it changes by itself: a headline of the day is news."""
AT_ONCE = 3
"""Blocks whose numbers alone change at the same look: so many at once are counters."""
FINEST = 300
"""names and places of which something is learned, at most"""


@dataclass(frozen=True, slots=True)
class Known:
    """A block that was seen: see `Block`."""

    key: str
    rough: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a page: blocks, how many of them were there at the last look, and what was learned."""

    blocks: tuple[Known, ...] = ()
    present: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)
    churn: Mapping[str, int] = field(default_factory=dict)
    at: datetime | None = None


def remembered(cursor: Mapping[str, Any]) -> Memory:
    """What the cursor remembers; a cursor that another version wrote is no memory."""
    told = cursor.get("page")
    try:
        rows = tuple(Known(*map(str, row)) for row in told["blocks"]) if told else ()
        at = datetime.fromisoformat(told["at"]) if told else None
        return Memory(rows, int(told["present"]), told["numbers"], told["churn"], at) if told else Memory()
    except (KeyError, TypeError, ValueError):
        return Memory()


def stored(memory: Memory) -> dict[str, Any]:
    """The memory as JSON."""
    return {
        "blocks": [[one.key, one.rough, one.name, one.place] for one in memory.blocks],
        "present": memory.present,
        "numbers": dict(memory.numbers),
        "churn": dict(memory.churn),
        "at": memory.at.isoformat() if memory.at else None,
    }


def news(blocks: tuple[Block, ...], memory: Memory) -> tuple[Block, ...]:
    """The blocks that tell something new, without what has been learned to change by itself."""
    keys = {one.key for one in memory.blocks}
    new = [block for block in blocks if block.key not in keys]
    counted = {block.key for block in _numbers_only(new, memory)}
    all_at_once = len(counted) >= AT_ONCE and len(counted) * 2 > len(blocks)
    return tuple(
        block
        for block in new
        if not (block.key in counted and (all_at_once or memory.numbers.get(block.name, 0) >= TAUGHT))
        and memory.churn.get(block.place, 0) < CHURNED
    )


def after(blocks: tuple[Block, ...], memory: Memory, now: datetime, unsteady: frozenset[str] = frozenset()) -> Memory:
    """The memory after a look at these blocks. `unsteady`: keys that were others a moment later."""
    keys = {one.key for one in memory.blocks}
    new = [block for block in blocks if block.key not in keys]
    soon = memory.at is not None and now - memory.at < SOON
    numbers = dict(memory.numbers)
    for block in _numbers_only(new, memory) if soon else ():
        numbers[block.name] = numbers.get(block.name, 0) + 1
    numbers |= {block.name: TAUGHT for block in blocks if block.key in unsteady}
    churn = _churned(blocks, memory) if soon else dict(memory.churn)
    here = [Known(block.key, block.rough, block.name, block.place) for block in blocks]
    here_keys = {one.key for one in here}
    gone = [one for one in memory.blocks if one.key not in here_keys][:KEPT_WHEN_GONE]
    return Memory((*here, *gone), len(here), _latest(numbers), _latest(churn), now)


def _numbers_only(new: list[Block], memory: Memory) -> list[Block]:
    """Those of the new blocks that differ in nothing but numbers from what was there at the last look."""
    before = {(one.rough, one.name) for one in memory.blocks[: memory.present]}
    return [block for block in new if (block.rough, block.name) in before]


def _churned(blocks: tuple[Block, ...], memory: Memory) -> dict[str, int]:
    """For places with one block, how many looks in a row it was another; one that stays forgets a look."""
    was = Counter(one.place for one in memory.blocks[: memory.present])
    keys = {one.key for one in memory.blocks[: memory.present]}
    now = Counter(block.place for block in blocks)
    churn = dict(memory.churn)
    for block in blocks:
        if now[block.place] == 1 and was[block.place] == 1:
            churn[block.place] = max(0, churn.get(block.place, 0) + (1 if block.key not in keys else -1))
    return {place: times for place, times in churn.items() if times}


def _latest(learned: dict[str, int]) -> dict[str, int]:
    return dict(list(learned.items())[-FINEST:])
