"""Conditions: what a compiled watch asks of a finding, each with the words to explain it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.model import FindingKind
from tracker.watches.query import Query
from tracker.watches.seen import Seen
from tracker.watches.words import Needle

Answer = tuple[bool, object]
"""Whether a condition holds, and the value it saw."""


@dataclass(frozen=True, slots=True)
class Check:
    """One condition as it came out."""

    condition: str
    """as in the rule: `metric.value: > 5 trillion`"""
    held: bool
    saw: str
    """the value that was compared, in words"""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold. `judge` looks at a finding; it never fails."""

    name: str
    wanted: str
    judge: Callable[[Seen], Answer]
    queries: tuple[Query, ...] = ()
    """For words in the text: any of these must hold. The index of all watches is built from them."""

    def check(self, seen: Seen) -> Check:
        held, saw = self.judge(seen)
        return Check(f"{self.name}: {self.wanted}", held, _in_words(saw))


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in a `when`, compiled. A block that is None was not written."""

    kinds: frozenset[FindingKind] | None
    common: tuple[Condition, ...] = ()
    policy: tuple[Condition, ...] | None = None
    metric: tuple[Condition, ...] | None = None
    needed: tuple[frozenset[Needle], ...] = ()
    """Of each of these sets, at least one needle stands in every text that this selects."""

    def holds(self, seen: Seen) -> bool:
        """Whether everything holds; stops at the first thing that does not."""
        if self.kinds is not None and seen.finding.kind not in self.kinds:
            return False
        block = self._block(seen)
        if block is None:
            return False
        return all(condition.judge(seen)[0] for condition in block) and all(
            condition.judge(seen)[0] for condition in self.common
        )

    def checks(self, seen: Seen) -> tuple[Check, ...]:
        """Every condition with the value it saw, whether or not an earlier one failed."""
        result: list[Check] = []
        if self.kinds is not None:
            wanted = ", ".join(sorted(self.kinds))
            result.append(Check(f"finding: {wanted}", seen.finding.kind in self.kinds, seen.finding.kind.value))
        block = self._block(seen)
        if block is None:
            other = "metric" if seen.policy else "policy"
            about = "policy" if seen.policy else "metric"
            result.append(Check(f"{other}: only findings about a {other}", False, f"a finding about a {about}"))
        result += [condition.check(seen) for condition in (*(block or ()), *self.common)]
        return tuple(result)

    def _block(self, seen: Seen) -> tuple[Condition, ...] | None:
        """The conditions for this kind of mention; None where only the other kind is asked for."""
        mine, other = (self.policy, self.metric) if seen.policy else (self.metric, self.policy)
        if mine is None:
            return () if other is None else None
        return mine


def _in_words(saw: object) -> str:
    if saw is None or saw in ("", ()):
        return "nothing"
    if isinstance(saw, tuple):
        return ", ".join(str(each) for each in saw)
    return str(saw)
