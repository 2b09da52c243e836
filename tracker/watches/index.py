"""All watches at once: the words of all of them are found in one pass, and only watches that could select are asked.

Each watch is filed under what must be true of a finding for it to select (a word in the text, an authority, a stage);
a finding brings its own list of what is true of it, and only the watches filed there are evaluated. Words and patterns
are found by two re2 sets, whose time grows with the text and hardly with their number. The words of all fields are
looked for together, so each hit is placed in its field; and where a set runs out of memory, every watch is asked alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from tracker.model import Finding, FindingKind, Selection
from tracker.watches.compiling import POLICY_KINDS, Compiled
from tracker.watches.conditions import Condition
from tracker.watches.seen import BREAK, Seen, Token
from tracker.watches.selecting import gather

MEMORY = 512 * 1024 * 1024
"""What a set's automaton may take before it gives up; it grows only with what the texts visit."""
SPEAKING = frozenset(("pin", "text", "title", "issuer", "subject", "measure", "regex"))
"""Kinds of token that few findings have; the others (stage, jurisdiction, …) are shared by many."""


class Selector:
    """A set of watches, compiled together. `select` gives just what the plain `select` gives."""

    def __init__(self, watches: Sequence[Compiled]) -> None:
        self._watches = tuple(watches)
        self._filed: dict[FindingKind, dict[Token, list[int]]] = {}
        self._always: dict[FindingKind, list[int]] = {}
        for kind in FindingKind:
            self._file(kind)

    def _file(self, kind: FindingKind) -> None:
        """File each watch that may select this kind of finding."""
        filed: dict[Token, list[int]] = defaultdict(list)
        always: list[int] = []
        for number, watch in enumerate(self._watches):
            body = watch.body
            block = body.block(kind in POLICY_KINDS)
            if block is None or (body.kinds is not None and kind not in body.kinds):
                continue
            tokens = _best_anchors((*block, *body.common))
            if tokens is None:
                always.append(number)
            for token in tokens or ():
                filed[token].append(number)
        self._filed[kind] = dict(filed)
        self._always[kind] = always

    def select(self, finding: Finding, text: str, *, now: datetime, language: str = "en") -> tuple[Selection, ...]:
        """One selection for each receiver that any watch tells, ordered by receiver."""
        seen = Seen(finding, text, now, language)
        seen.hits = self._hits(seen)
        return gather(finding, [watch for watch in self._candidates(seen) if watch.body.holds(seen)])

    def _candidates(self, seen: Seen) -> Iterable[Compiled]:
        """Every watch that could select the finding, in the order of the rules."""
        if seen.hits is None:
            return self._watches
        kind = seen.finding.kind
        filed = self._filed[kind]
        numbers = set(self._always[kind])
        for token in (*seen.tokens, *seen.hits):
            numbers.update(filed.get(token, ()))
        return [self._watches[number] for number in sorted(numbers)]

    # ------------------------------------------------------------ words

    @cached_property
    def _tokens(self) -> tuple[Token, ...]:
        return tuple(sorted(frozenset().union(*(watch.body.words for watch in self._watches)), key=str))

    @cached_property
    def _words(self) -> _Set:
        """The set of all folded words, each with the tokens that it may prove."""
        by_text: dict[str, list[Token]] = defaultdict(list)
        for token in self._tokens:
            if token[0] != "regex":
                by_text[token[1]].append(token)
        return _Set(by_text, literal=True)

    @cached_property
    def _patterns(self) -> _Set:
        return _Set({token[1]: [token] for token in self._tokens if token[0] == "regex"}, literal=False)

    @cached_property
    def _fields(self) -> tuple[str, ...]:
        return tuple(sorted({field for field, _ in self._tokens if field != "regex"}))

    def _hits(self, seen: Seen) -> frozenset[Token] | None:
        """All words and patterns that are found in the finding; None where a set gave up."""
        fields = {field: seen.field(field) for field in self._fields}
        words = self._words.candidates(BREAK.join(fields.values()))
        patterns = self._patterns.candidates(seen.composed) if self._patterns else ()
        if words is None or patterns is None:
            return None
        return frozenset([*(token for token in words if token[1] in fields[token[0]]), *patterns])


class _Set:
    """Many patterns in one automaton. The first fits every text: where it is not found, the automaton gave up."""

    def __init__(self, tokens: dict[str, list[Token]], literal: bool) -> None:
        self._tokens: list[list[Token]] = [[], *tokens.values()]
        self._set = _compiled(tokens, literal) if tokens else None

    def __bool__(self) -> bool:
        return self._set is not None

    def candidates(self, text: str) -> list[Token] | None:
        """The tokens of every pattern that stands somewhere in the text; None where the automaton ran out of memory."""
        if self._set is None:
            return []
        matched = self._set.Match(text)
        if 0 not in matched:
            return None
        return [token for number in matched for token in self._tokens[number]]


def _compiled(patterns: Iterable[str], literal: bool) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    together = re2.Set.SearchSet(options)
    together.Add("")
    for pattern in patterns:
        together.Add(re2.escape(pattern) if literal else pattern)
    together.Compile()
    return together


def _best_anchors(conditions: Iterable[Condition]) -> frozenset[Token] | None:
    """Of all conditions' anchors, those that rule out most: speaking ones before common ones, few before many."""
    found = [condition.anchors for condition in conditions if condition.anchors is not None]
    return min(found, key=_looseness, default=None)


def _looseness(tokens: frozenset[Token]) -> tuple[bool, int]:
    return any(kind not in SPEAKING for kind, _ in tokens), len(tokens)
