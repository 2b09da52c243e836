"""Conditions: what a compiled watch asks of a finding, each with the words to explain it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.model import FindingKind
from tracker.watches.seen import Seen, Token

STORIES = frozenset((FindingKind.STORY_NEW,))
TOLD = frozenset(kind for kind in FindingKind if not kind.value.endswith(".confirmed")) - STORIES
"""What a watch selects that names no kinds: every policy and metric but confirmations, and no story without any."""


@dataclass(frozen=True, slots=True)
class Check:
    """One condition as it came out."""

    condition: str
    """as in the rule: `metric.value: > 5 trillion`"""
    held: bool
    saw: str
    """the value that was compared, in words"""

    def __str__(self) -> str:
        return f"{self.condition} (saw {self.saw})"


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold. Neither `holds` nor `see` ever fails."""

    name: str
    wanted: str
    holds: Callable[[Seen], bool]
    see: Callable[[Seen], object]
    """the value that was compared, for `explain`"""
    anchors: frozenset[Token] | None = None
    """Tokens of which at least one is true of every finding that fulfils the condition; None where there are none
    such. The index of all watches is built from them."""
    words: frozenset[Token] = frozenset()
    """All words and patterns that it may look for."""

    def check(self, seen: Seen) -> Check:
        return Check(f"{self.name}: {self.wanted}", self.holds(seen), _in_words(self.see(seen)))


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in a `when`, compiled. A block that is None was not written."""

    kinds: frozenset[FindingKind] | None
    common: tuple[Condition, ...] = ()
    policy: tuple[Condition, ...] | None = None
    metric: tuple[Condition, ...] | None = None

    def holds(self, seen: Seen) -> bool:
        """Whether everything holds; stops at the first thing that does not."""
        if self.kinds is not None and seen.finding.kind not in self.kinds:
            return False
        block = self.block(seen.about)
        if block is None:
            return False
        for condition in (*block, *self.common):  # noqa: SIM110 - takes half the time of all() over a generator
            if not condition.holds(seen):
                return False
        return True

    def checks(self, seen: Seen) -> tuple[Check, ...]:
        """Every condition with the value it saw, whether or not an earlier one failed."""
        result: list[Check] = []
        if self.kinds is not None:
            usual = "all but confirmations and stories" if seen.about == "story" else "all but confirmations"
            wanted = usual if self.kinds == TOLD else ", ".join(sorted(self.kinds))
            result.append(Check(f"finding: {wanted}", seen.finding.kind in self.kinds, seen.finding.kind.value))
        block = self.block(seen.about)
        if block is None:
            other = "policy" if self.policy is not None else "metric"
            saw = "a story without policy or metric" if seen.about == "story" else f"a finding about a {seen.about}"
            result.append(Check(f"{other}: only findings about a {other}", False, saw))
        result += [condition.check(seen) for condition in (*(block or ()), *self.common)]
        return tuple(result)

    @property
    def words(self) -> frozenset[Token]:
        """All words and patterns that any of its conditions may look for."""
        conditions = (*self.common, *(self.policy or ()), *(self.metric or ()))
        return frozenset().union(*(condition.words for condition in conditions))

    def block(self, about: str) -> tuple[Condition, ...] | None:
        """The conditions for what a finding is about (policy, metric, story); None where only others are asked for."""
        mine = {"policy": self.policy, "metric": self.metric}.get(about)
        if mine is None:
            return () if self.policy is None and self.metric is None else None
        return mine


def _in_words(saw: object) -> str:
    if saw is None or saw in ("", ()):
        return "nothing"
    if isinstance(saw, tuple):
        return ", ".join(str(each) for each in saw)
    return str(saw)
