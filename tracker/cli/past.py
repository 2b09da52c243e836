"""How a look back at stored findings is put into lines for a terminal and records for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

    from tracker.model import Selection
    from tracker.watches.backtesting import Backtest, Moved


def backtest_lines(found: Backtest) -> Iterator[str]:
    """The numbers, a bar for each week, and the share of each watch and receiver."""
    from tracker.watches.backtesting import bars

    weeks = found.weeks
    mean = found.selected / len(weeks)
    most = max(count for _, count in weeks)
    yield (
        f"Since {found.first}: {found.findings} findings, {found.selected} of them told; "
        f"{mean:.1f} a week, {most} in the busiest."
    )
    yield from bars(weeks)
    for heading, counts in (("By watch", found.by_watch), ("By receiver", found.by_receiver)):
        if counts:
            yield heading
            width = max(map(len, counts))
            yield from (f"  {name:{width}}  {count}" for name, count in counts.items())
    if found.selections:
        yield (
            f"Selected by more than one watch: {found.shared}. "
            f"Told of the same policy or series again within a week: {found.repeats}."
        )
    if found.waited:
        yield f"Kept back by `repeat after`: {found.waited}."


def moved_lines(moved: tuple[Moved, ...], against: str, zone: tzinfo, limit: int) -> Iterator[str]:
    """How the rules differ from others: the numbers, then line by line."""
    from tracker.watches.backtesting import moved_line

    counts = Counter(each.sign for each in moved)
    if not moved:
        yield f"Against {against}: nothing changes."
        return
    yield f"Against {against}: {counts['+']} more, {counts['-']} fewer, {counts['~']} otherwise."
    yield from (moved_line(each, zone) for each in moved[:limit])
    if len(moved) > limit:
        yield f"and {len(moved) - limit} more: --limit {len(moved)} shows all"


def backtest_record(found: Backtest, moved: tuple[Moved, ...] | None) -> dict[str, object]:
    record: dict[str, object] = {
        "since": found.first.isoformat(),
        "findings": found.findings,
        "selected": found.selected,
        "kept_back": found.waited,
        "weeks": [{"week": week.isoformat(), "selected": count} for week, count in found.weeks],
        "watches": found.by_watch,
        "receivers": found.by_receiver,
        "shared": found.shared,
        "repeats": found.repeats,
    }
    if moved is not None:
        record["changes"] = [
            {
                "change": each.sign,
                "before": each.before and told_record(each.before),
                "after": each.after and told_record(each.after),
            }
            for each in moved
        ]
    return record


def told_record(selection: Selection) -> dict[str, object]:
    finding = selection.finding
    return {
        "id": finding.id,
        "finding": finding.kind.value,
        "target": finding.target,
        "published": finding.origin.published.date().isoformat(),
        "to": selection.receiver,
        "urgency": selection.urgency.value,
        "watches": list(selection.watches),
    }
