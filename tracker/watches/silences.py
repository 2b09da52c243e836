"""Silences: what is selected and yet not told for a while, always with the reason that `explain` tells.

A silence of a watch takes that watch out of what a receiver is told by; a silence with a `when` takes whatever fulfils
it. A day ends each of them. Nothing is decided here but who is told: what is silenced stays stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from tracker.errors import Fault
from tracker.model import Finding, Selection, WatchRule
from tracker.watches.compiling import read_body
from tracker.watches.conditions import Body
from tracker.watches.lints import lint_body
from tracker.watches.reading import Known, Path, Place
from tracker.watches.seen import Seen
from tracker.watches.selecting import STRENGTH

EARLY = timedelta(hours=1)
"""By how much the next telling may come before its time."""
Story = Callable[[Finding], tuple[str, str]]
"""The text of the item that a finding stands in, and its language."""


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """A silence as the operator wrote it: of one watch, or of all that fulfils a `when`."""

    until: date
    """the day on which it ends: from its first moment on everything is told again"""
    because: str
    watch: str | None = None
    when: Mapping[str, Any] = field(default_factory=dict, hash=False)
    to: tuple[str, ...] = ()
    """the receivers who are not told; empty: nobody is"""
    path: Path = ()
    """where it stands in the configuration"""

    @property
    def reason(self) -> str:
        """In words, for `explain`."""
        what = f"watch {self.watch} is silenced" if self.watch is not None else "silenced"
        return f"{what} until {self.until}, because {self.because}"


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that is ready to be asked."""

    rule: SilenceRule
    body: Body

    def covers(self, seen: Seen, receiver: str) -> bool:
        """Whether this is a silence with a `when` that keeps a finding from a receiver."""
        return self.is_for(receiver) and self.body.holds(seen)

    def is_for(self, receiver: str) -> bool:
        """Whether this is a silence with a `when` that keeps anything from a receiver."""
        return self.rule.watch is None and (not self.rule.to or receiver in self.rule.to)


def compile_silences(
    rules: Iterable[SilenceRule], *, known: Known | None = None, today: date | None = None
) -> tuple[tuple[Silence, ...], tuple[Fault, ...]]:
    """Those silences that are sound, and the faults and lints of all; an ended one is a lint where `today` is given."""
    compiled: list[Silence] = []
    found: list[Fault] = []
    for rule in rules:
        faults: list[Fault] = []
        place = Place(rule.path, faults, known or Known())
        body = read_body(rule.when, place.at("when"), top=False)
        if all(fault.lint for fault in faults):
            lint_body(body, place.at("when"))
            compiled.append(Silence(rule, body))
        if today is not None and rule.until <= today:
            place.at("until").fault(f"this silence ended on {rule.until}", "take it out, or set a later day", lint=True)
        found += faults
    return tuple(compiled), tuple(found)


@dataclass(frozen=True, slots=True)
class Hushed:
    """A selection that is not told, and why."""

    selection: Selection
    reason: str


@dataclass(frozen=True, slots=True)
class Recent:
    """That a watch told a receiver of a policy or series, and when."""

    watch: str
    target_id: str
    told: datetime


@dataclass(frozen=True, slots=True)
class Parted:
    """Selections parted by the silences: each is either told or hushed."""

    told: tuple[Selection, ...] = ()
    hushed: tuple[Hushed, ...] = ()


class Silencer:
    """The silences of a configuration beside its watches, and how long each waits before it repeats itself."""

    def __init__(
        self,
        silences: Sequence[Silence] = (),
        rules: Iterable[WatchRule] = (),
        repeats: Mapping[str, timedelta] | None = None,
    ) -> None:
        self._silences = tuple(silences)
        self._rules = {rule.name: rule for rule in rules}
        self._repeats = dict(repeats or {})

    def part(self, selections: Sequence[Selection], story: Story, now: datetime) -> Parted:
        """Who is told while the silences of that day last; `now` in the zone whose midnight ends them.

        A selection by several watches is told as long as one of them is not silenced, with the urgency and the labels
        of the others. `story` is asked only where a silence that looks at the text is in force.
        """
        lasting = [silence for silence in self._silences if now.date() < silence.rule.until]
        if not lasting:
            return Parted(tuple(selections))
        told: list[Selection] = []
        hushed: list[Hushed] = []
        for selection in selections:
            rest = self._without_silenced_watches(selection, lasting)
            if isinstance(rest, Selection):
                covering = _covering(rest, lasting, story, now)
                rest = covering or rest
            if isinstance(rest, Selection):
                told.append(rest)
            else:
                hushed.append(Hushed(selection, rest))
        return Parted(tuple(told), tuple(hushed))

    def _without_silenced_watches(self, selection: Selection, lasting: Sequence[Silence]) -> Selection | str:
        """The selection by those watches that are not silenced; the reason where all of them are."""
        silent = {s.rule.watch: s.rule.reason for s in lasting if s.rule.watch in selection.watches}
        return self._without(selection, {name: reason for name, reason in silent.items() if name is not None})

    def _without(self, selection: Selection, silent: Mapping[str, str]) -> Selection | str:
        """The selection by those watches that may speak; the reasons where none may."""
        speaking = tuple(name for name in selection.watches if name not in silent)
        if not silent:
            return selection
        if not speaking:
            return "; ".join(silent.values())
        rules = [self._rules[name] for name in speaking if name in self._rules]
        if len(rules) < len(speaking):  # a watch that is no longer in the configuration: its urgency is not known
            return replace(selection, watches=speaking)
        return replace(
            selection,
            watches=speaking,
            urgency=min((rule.urgency for rule in rules), key=STRENGTH.index),
            labels=tuple(sorted({label for rule in rules for label in rule.labels})),
        )

    # ------------------------------------------------------------ repeats

    @property
    def memory(self) -> timedelta:
        """How far back `without_repeats` must know what was told; nothing where no watch asks."""
        return max(self._repeats.values(), default=timedelta())

    def without_repeats(self, selections: Sequence[Selection], recent: Iterable[Recent], now: datetime) -> Parted:
        """Leave out watches that told the receiver of the same policy or series too short a time ago.

        Like a silenced one, such a watch is silent for its own part only. A digest that comes a little early, because
        the one before came late, is on time.
        """
        last: dict[tuple[str, str], datetime] = {}
        for each in recent:
            key = (each.watch, each.target_id)
            last[key] = max(each.told, last.get(key, each.told))
        told: list[Selection] = []
        hushed: list[Hushed] = []
        for selection in selections:
            silent: dict[str, str] = {}
            for name in selection.watches:
                before = last.get((name, selection.finding.target_id))
                pause = self._repeats.get(name)
                if before is not None and pause is not None and now - before < pause - min(pause / 10, EARLY):
                    silent[name] = f"watch {name} told of it on {before.astimezone(now.tzinfo).date()} already"
            rest = self._without(selection, silent)
            if isinstance(rest, Selection):
                told.append(rest)
            else:
                hushed.append(Hushed(selection, rest))
        return Parted(tuple(told), tuple(hushed))


def _covering(selection: Selection, lasting: Sequence[Silence], story: Story, now: datetime) -> str | None:
    """Why the silences with a `when` keep a finding from its receiver; None where none does."""
    general = [silence for silence in lasting if silence.is_for(selection.receiver)]
    if not general:
        return None
    text, language = story(selection.finding) if any(_reads(silence.body) for silence in general) else ("", "en")
    seen = Seen(selection.finding, text, now, language)
    reasons = [silence.rule.reason for silence in general if silence.covers(seen, selection.receiver)]
    return "; ".join(reasons) or None


def _reads(body: Body) -> bool:
    """Whether a `when` looks at the story itself, not only at the finding: stories are stored apart."""
    return any(condition.name in {"text", "topic", "regex", "language", "not"} for condition in body.common)
