"""Conditions: what a compiled watch asks of a finding, each with the words to explain it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.model import FindingKind
from tracker.watches.seen import Seen, Token

TOLD = frozenset(kind for kind in FindingKind if not kind.value.endswith(".confirmed"))
"""What a watch selects that names no kinds: everything but confirmations."""


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
        block = self.block(seen.policy is not None)
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
            wanted = "all but confirmations" if self.kinds == TOLD else ", ".join(sorted(self.kinds))
            result.append(Check(f"finding: {wanted}", seen.finding.kind in self.kinds, seen.finding.kind.value))
        block = self.block(seen.policy is not None)
        if block is None:
            other = "metric" if seen.policy else "policy"
            about = "policy" if seen.policy else "metric"
            result.append(Check(f"{other}: only findings about a {other}", False, f"a finding about a {about}"))
        result += [condition.check(seen) for condition in (*(block or ()), *self.common)]
        return tuple(result)

    @property
    def words(self) -> frozenset[Token]:
        """All words and patterns that any of its conditions may look for."""
        conditions = (*self.common, *(self.policy or ()), *(self.metric or ()))
        return frozenset().union(*(condition.words for condition in conditions))

    def block(self, about_policy: bool) -> tuple[Condition, ...] | None:
        """The conditions for a kind of mention; None where only the other kind is asked for."""
        mine, other = (self.policy, self.metric) if about_policy else (self.metric, self.policy)
        if mine is None:
            return () if other is None else None
        return mine


def _in_words(saw: object) -> str:
    if saw is None or saw in ("", ()):
        return "nothing"
    if isinstance(saw, tuple):
        return ", ".join(str(each) for each in saw)
    return str(saw)
