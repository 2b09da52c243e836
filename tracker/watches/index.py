"""All watches at once: the words of all of them are found in one pass, and only watches that could select are asked.

Each watch is filed under what must be true of a finding for it to select (a word in the text, an authority, a stage);
a finding brings its own list of what is true of it, and only the watches filed there are evaluated. Words and patterns
are found by re2 sets, whose time grows with the text and hardly with their number. Where a set runs out of memory,
every watch is asked alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from tracker.model import Finding, FindingKind, Selection
from tracker.watches.compiling import Compiled
from tracker.watches.conditions import Condition
from tracker.watches.seen import BREAK, Seen, Token
from tracker.watches.selecting import gather

MEMORY = 512 * 1024 * 1024
"""What a set's automaton may take before it gives up; it grows only with what the texts visit."""
SPEAKING = frozenset(("pin", "text", "title", "issuer", "subject", "measure", "regex"))
"""Kinds of token that few findings have; the others (stage, jurisdiction, …) are shared by many."""


Decider = Callable[[Seen], bool]


class _Drawer:
    """The watches that may select one kind of finding, each filed under what it needs."""

    def __init__(self, watches: Sequence[Compiled], kind: FindingKind, about: str) -> None:
        self.deciders: dict[int, tuple[Decider, ...]] = {}
        self._always: set[int] = set()
        self._filed: dict[Token, list[int]] = defaultdict(list)
        for number, watch in enumerate(watches):
            block = watch.body.block(about)
            if block is None or (watch.body.kinds is not None and kind not in watch.body.kinds):
                continue
            conditions = (*block, *watch.body.common)
            self.deciders[number] = tuple(condition.holds for condition in conditions)
            tokens = _best_anchors(conditions)
            if tokens is None:
                self._always.add(number)
            for token in tokens or ():
                self._filed[token].append(number)

    def candidates(self, tokens: Iterable[Token]) -> set[int]:
        """The watches that need nothing, or something of what is true of a finding."""
        numbers = self._always.copy()
        for token in tokens:
            if token in self._filed:
                numbers.update(self._filed[token])
        return numbers


class Selector:
    """A set of watches, compiled together. `select` gives just what the plain `select` gives."""

    def __init__(self, watches: Sequence[Compiled]) -> None:
        self._watches = tuple(watches)
        self._drawers: dict[tuple[FindingKind, str], _Drawer] = {}
        self._tokens = sorted(frozenset().union(*(watch.body.words for watch in self._watches)))
        self._fields = tuple(sorted({field for field, _ in self._tokens} - {"text", "regex"}))
        self._last: tuple[str, frozenset[Token] | None] | None = None

    def select(self, finding: Finding, text: str, *, now: datetime, language: str = "en") -> tuple[Selection, ...]:
        """One selection for each receiver that any watch tells, ordered by receiver."""
        seen = Seen(finding, text, now, language)
        seen.hits = self._hits(seen)
        if seen.hits is None:
            return gather(finding, [watch for watch in self._watches if watch.body.holds(seen)])
        return gather(finding, list(self._asking(seen, seen.hits)))

    def _asking(self, seen: Seen, hits: frozenset[Token]) -> Iterator[Compiled]:
        """The watches that select the finding."""
        drawer = self._drawer(seen.finding.kind, seen.about)
        for number in drawer.candidates((*seen.tokens, *hits)):
            for decider in drawer.deciders[number]:
                if not decider(seen):
                    break
            else:
                yield self._watches[number]

    def _drawer(self, kind: FindingKind, about: str) -> _Drawer:
        drawer = self._drawers.get((kind, about))
        if drawer is None:
            drawer = self._drawers[kind, about] = _Drawer(self._watches, kind, about)
        return drawer

    @cached_property
    def asks_stories(self) -> bool:
        """Whether any watch may select a story in which nothing was found; none need be looked at otherwise."""
        return bool(self._drawer(FindingKind.STORY_NEW, "story").deciders)

    def looked_for(self, names: Iterable[str]) -> frozenset[Token]:
        """The words and patterns that the watches of these names look for in texts."""
        wanted = set(names)
        mine = (watch.body.words for watch in self._watches if watch.name in wanted)
        return frozenset(token for token in frozenset().union(*mine) if token[0] in {"text", "regex"})

    # ------------------------------------------------------------ words

    @cached_property
    def _sets(self) -> tuple[_Set, _Set, _Set]:
        """The words of texts, the words of all other fields, and the patterns of all watches."""
        groups: dict[str, dict[str, list[Token]]] = {"text": {}, "regex": {}, "field": {}}
        for token in self._tokens:
            group = groups[token[0] if token[0] in groups else "field"]
            group.setdefault(token[1], []).append(token)
        return _Set(groups["text"]), _Set(groups["field"]), _Set(groups["regex"], literal=False)

    def _hits(self, seen: Seen) -> frozenset[Token] | None:
        """All words and patterns that are found in the finding; None where a set gave up."""
        _, field_words, _ = self._sets
        fields = {field: seen.field(field) for field in self._fields}
        in_fields = field_words.found(BREAK.join(fields.values()))
        in_text = self._text_hits(seen)
        if in_fields is None or in_text is None:
            return None
        return in_text.union(token for token in in_fields if token[1] in fields[token[0]])

    def _text_hits(self, seen: Seen) -> frozenset[Token] | None:
        """What is found in the text; remembered for the next finding of the same story."""
        if self._last is None or self._last[0] != seen.raw:
            words, _, patterns = self._sets
            found = words.found(seen.field("text") if words else "")
            matched = patterns.found(seen.composed if patterns else "")
            hits = None if found is None or matched is None else frozenset((*found, *matched))
            self._last = (seen.raw, hits)
        return self._last[1]


class _Set:
    """Many words or patterns in one automaton.

    Its first pattern fits every text: where not even that is found, the automaton ran out of memory.
    """

    def __init__(self, tokens: dict[str, list[Token]], literal: bool = True) -> None:
        self._tokens: list[list[Token]] = [[], *tokens.values()]
        self._set = _compiled(tokens, literal) if tokens else None

    def __bool__(self) -> bool:
        return len(self._tokens) > 1

    def found(self, text: str) -> list[Token] | None:
        """The tokens of every pattern that stands somewhere in the text; None where the automaton gave up."""
        if not self:
            return []
        matched = self._set.Match(text) if self._set is not None else None
        if not matched or 0 not in matched:
            return None
        return [token for number in matched for token in self._tokens[number]]


def _compiled(patterns: Iterable[str], literal: bool) -> Any:
    """The automaton; None where the patterns are too many for its memory."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    together = re2.Set.SearchSet(options)
    together.Add("")
    try:
        for pattern in patterns:
            together.Add(re2.escape(pattern) if literal else pattern)
        together.Compile()
    except re2.error:
        return None
    return together


def _best_anchors(conditions: Iterable[Condition]) -> frozenset[Token] | None:
    """Of all conditions' anchors, those that rule out most: speaking ones before common ones, few before many."""
    found = [condition.anchors for condition in conditions if condition.anchors is not None]
    return min(found, key=_looseness, default=None)


def _looseness(tokens: frozenset[Token]) -> tuple[bool, int]:
    return any(kind not in SPEAKING for kind, _ in tokens), len(tokens)
