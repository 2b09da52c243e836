"""What rules would have selected of findings of the past: how much, when, by whom, and beside other rules.

Each finding is taken at the time of its publication, so that `within 30 days` means what it meant then, and watches
wait before they repeat themselves as they would have. Silences are left out: they are about today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from tracker.model import Finding, Item, Selection
from tracker.watches.compiling import Compiled
from tracker.watches.conditions import STORIES
from tracker.watches.index import Selector
from tracker.watches.selecting import once_a_story
from tracker.watches.silences import Recent, Silencer

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Backtest:
    """What would have been selected of how many findings; `first` and `last` are days with their week's Monday."""

    first: date
    last: date
    findings: int
    selections: tuple[Selection, ...]
    zone: tzinfo
    waited: int = 0
    """how many further selections `repeat after` would have kept back"""

    @property
    def selected(self) -> int:
        """How many findings would have been told to anyone."""
        return len({selection.finding.id for selection in self.selections})

    @property
    def weeks(self) -> tuple[tuple[date, int], ...]:
        """For each week of the time, by its Monday, how many findings would have been told to anyone."""
        told = {selection.finding.id: selection.finding for selection in self.selections}
        counts = Counter(monday(day_of(finding, self.zone)) for finding in told.values())
        begin, end = monday(self.first), monday(self.last)
        return tuple(
            (begin + WEEK * number, counts[begin + WEEK * number]) for number in range((end - begin).days // 7 + 1)
        )

    @property
    def by_watch(self) -> dict[str, int]:
        """For each watch that selected anything the number of findings; those that select most come first."""
        chosen = {(name, selection.finding.id) for selection in self.selections for name in selection.watches}
        return _most_first(Counter(name for name, _ in chosen))

    @property
    def by_receiver(self) -> dict[str, int]:
        """For each receiver the number of findings that would have been told."""
        return _most_first(Counter(selection.receiver for selection in self.selections))

    @property
    def shared(self) -> int:
        """How many findings more than one watch selected, for the same receiver."""
        return len({selection.finding.id for selection in self.selections if len(selection.watches) > 1})

    @property
    def repeats(self) -> int:
        """How often a receiver would have been told of one policy or series again in the same week of the calendar."""
        told = Counter(
            (selection.receiver, selection.finding.target_id, monday(day_of(selection.finding, self.zone)))
            for selection in self.selections
        )
        return sum(count - 1 for count in told.values())


def backtest(
    watches: Sequence[Compiled],
    stories: Iterable[tuple[Finding, Item]],
    *,
    since: date,
    today: date,
    zone: tzinfo,
    silencer: Silencer | None = None,
) -> Backtest:
    """Select of findings with their stories, each at the time of its publication; days are those of the zone."""
    selector = Selector(watches)
    chosen: list[Selection] = []
    count = 0
    for finding, item in stories:
        found = selector.select(finding, item.text, now=finding.origin.published, language=item.language)
        count += bool(found) or finding.kind not in STORIES  # a story is a finding only for those who ask for it
        chosen += found
    chosen = once_a_story(chosen)
    told = without_repeats(chosen, silencer) if silencer and silencer.memory else chosen
    days = [day_of(selection.finding, zone) for selection in told]
    waited = len(chosen) - len(told)
    return Backtest(min([since, *days]), max([today, *days]), count, tuple(told), zone, waited)


def without_repeats(selections: Iterable[Selection], silencer: Silencer) -> list[Selection]:
    """What is left when each watch waits before it tells of the same thing again, in the order of publication."""
    told: list[Selection] = []
    memory: dict[tuple[str, str], list[Recent]] = {}
    for selection in sorted(selections, key=lambda one: (one.finding.origin.published, one.finding.id)):
        when = selection.finding.origin.published
        recent = memory.setdefault((selection.receiver, selection.finding.target_id), [])
        for each in silencer.without_repeats([selection], recent, when).told:
            told.append(each)
            recent += (Recent(watch, each.finding.target_id, when) for watch in each.watches)
    return told


def day_of(finding: Finding, zone: tzinfo) -> date:
    return finding.origin.published.astimezone(zone).date()


def monday(day: date) -> date:
    """The first day of the week."""
    return day - timedelta(days=day.weekday())


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


# ---------------------------------------------------------------- one set of rules beside another


@dataclass(frozen=True, slots=True)
class Moved:
    """How one finding's telling to one receiver differs: None where a set of rules does not tell it."""

    before: Selection | None
    after: Selection | None

    @property
    def sign(self) -> str:
        """+ for what only the new rules tell, - for what only the old ones do, ~ for what they tell otherwise."""
        return "+" if self.before is None else "-" if self.after is None else "~"


def moves(old: Backtest, new: Backtest) -> tuple[Moved, ...]:
    """Everything that the new rules tell and the old ones do not, the other way round, and what they tell otherwise.

    In the order of the findings. Rules that select the same, by watches of other names, differ as well.
    """
    before = {_key(selection): selection for selection in old.selections}
    after = {_key(selection): selection for selection in new.selections}
    pairs = (Moved(before.get(key), after.get(key)) for key in {**before, **after})
    return tuple(sorted((pair for pair in pairs if pair.before != pair.after), key=_order))


def _key(selection: Selection) -> tuple[str, str]:
    return selection.finding.id, selection.receiver


def _order(moved: Moved) -> tuple[str, str, str]:
    selection = moved.after or moved.before
    assert selection is not None  # noqa: S101  one of them told it
    return selection.finding.origin.published.isoformat(), *_key(selection)


# ---------------------------------------------------------------- in words


def bars(weeks: Sequence[tuple[date, int]], width: int = 40) -> Iterator[str]:
    """A line for each week: its Monday, a bar, the number. The longest bar is `width` long, any number has a bar."""
    most = max((count for _, count in weeks), default=0)
    for week, count in weeks:
        length = max(1, round(count / most * width)) if count else 0
        yield f"{week}  {'█' * length}{' ' if length else ''}{count}"


def told_line(selection: Selection, zone: tzinfo) -> str:
    """Day, kind, what, to whom, how soon, by which watches."""
    finding = selection.finding
    when = day_of(finding, zone)
    return (
        f"{when} {finding.kind} “{finding.target}” to {selection.receiver}, {selection.urgency}, "
        f"by {', '.join(selection.watches)}"
    )


def moved_line(moved: Moved, zone: tzinfo) -> str:
    """One line of the difference between two sets of rules; what is told otherwise shows only what differs."""
    before, after = moved.before, moved.after
    if before is None or after is None:
        selection = after or before
        assert selection is not None  # noqa: S101  one of them told it
        return f"{moved.sign} {told_line(selection, zone)}"
    finding = after.finding
    differing = [
        f"{name} {old} → {new}"
        for name, old, new in (
            ("urgency", before.urgency, after.urgency),
            ("by", ", ".join(before.watches), ", ".join(after.watches)),
            ("labels", ", ".join(before.labels) or "none", ", ".join(after.labels) or "none"),
        )
        if old != new
    ]
    told = f"~ {day_of(finding, zone)} {finding.kind} “{finding.target}” to {after.receiver}"
    return f"{told}: {'; '.join(differing)}"
