"""The text query: words with AND, OR, NOT, quotes, brackets and prefix*.

    query   = all { "OR" all }
    all     = one { [ "AND" ] one }
    one     = "NOT" one | "(" query ")" | word | word* | "several words" | "several wor*"

The operators are capitals; two words side by side must both stand in the text. What is parsed can be printed, and
what is printed parses to the same query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from tracker.watches.words import Needle, needle

DEEPEST = 40
TOKEN = re.compile(r'\s*(?:(?P<mark>[()])|["“”](?P<quoted>[^"“”]*)(?P<end>["“”]|$)|(?P<word>[^\s()"“”]+))')
OPERATORS = ("AND", "OR", "NOT")
FOREIGN = {"&": "AND", "&&": "AND", "|": "OR", "||": "OR", "!": "NOT"}


class QueryError(ValueError):
    """A query that cannot be read: what is wrong, at which character, and what to write instead."""

    def __init__(self, message: str, position: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as it was written, without quotes."""

    written: str
    needle: Needle


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Query, ...]


Query = Term | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """word, quoted, mark, or end"""
    text: str
    position: int

    @property
    def operator(self) -> str:
        return self.text if self.kind == "word" and self.text in OPERATORS else ""


# ---------------------------------------------------------------- reading


def parse(text: str) -> Query:
    """Read a query; QueryError where it cannot be."""
    parser = _Parser(list(_tokens(text)))
    query = parser.query(0)
    parser.finish()
    return query


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while match := TOKEN.match(text, position):
        kind = match.lastgroup if match.lastgroup != "end" else "quoted"
        kind = str(kind)
        start = match.start(kind)
        if kind == "quoted" and not match["end"]:
            raise QueryError("a quote mark is opened and never closed", start - 1)
        yield _Token(kind, match[kind], start)
        position = match.end()
    yield _Token("end", "", len(text))


class _Parser:
    """Recursive descent over the tokens; each method eats what it reads."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def query(self, depth: int) -> Query:
        parts = [self._all(depth)]
        while self._token.operator == "OR":
            self._next += 1
            parts.append(self._all(depth))
        return any_of(parts)

    def finish(self) -> None:
        token = self._token
        if token.kind != "end":
            raise QueryError("a bracket is closed that was never opened", token.position)

    def _all(self, depth: int) -> Query:
        parts = [self._one(depth)]
        while True:
            if self._token.operator == "AND":
                self._next += 1
            elif self._token.kind == "end" or self._token.text == ")" or self._token.operator == "OR":
                return all_of(parts)
            parts.append(self._one(depth))

    def _one(self, depth: int) -> Query:
        token = self._token
        if depth > DEEPEST:
            raise QueryError("too many brackets inside one another", token.position)
        self._next += 1
        if token.operator == "NOT":
            return Not(self._one(depth + 1))
        if token.kind == "mark" and token.text == "(":
            return self._bracket(token, depth)
        if token.kind in {"word", "quoted"} and not token.operator:
            return _term(token)
        self._next -= 1
        raise QueryError(self._missing(token), token.position)

    def _bracket(self, opened: _Token, depth: int) -> Query:
        inner = self.query(depth + 1)
        if self._token.text != ")" or self._token.kind != "mark":
            raise QueryError("a bracket is opened and never closed", opened.position)
        self._next += 1
        return inner

    def _missing(self, token: _Token) -> str:
        before = self._tokens[self._next - 1].text if self._next else ""
        if not before and token.kind == "end":
            return "the query is empty"
        if before in OPERATORS or before == "(":
            return f"a word is missing after {before}"
        return f"a word is missing before {token.text or 'the end'}"


def _term(token: _Token) -> Term:
    written = token.text.strip()
    if token.kind == "word":
        _refuse_foreign(token)
    star = written.find("*")
    if 0 <= star < len(written) - 1:
        raise QueryError("a star stands only at the end of a word or phrase", token.position + star)
    found = needle(written)
    if found is None:
        raise QueryError("there is no letter or digit to look for here", token.position)
    return Term(written, found)


def _refuse_foreign(token: _Token) -> None:
    """Signs of other search languages that would silently mean something else here."""
    written = token.text
    if written in FOREIGN:
        raise QueryError(f"`{written}` is no operator here", token.position, f"write {FOREIGN[written]}")
    if written[0] in "-!" and len(written) > 1:
        raise QueryError(f"`{written}` does not leave anything out here", token.position, f"write NOT {written[1:]}")


def all_of(parts: list[Query]) -> Query:
    """All parts together; nested ones are taken apart, for brackets around them say nothing."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,))]
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def any_of(parts: list[Query]) -> Query:
    """Any of the parts; nested ones are taken apart."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


# ---------------------------------------------------------------- printing and asking


def show(query: Query) -> str:
    """The query as text, with AND written out and no bracket that is not needed."""
    if isinstance(query, Term):
        bare = re.fullmatch(r'[^\s()"“”]+', query.written) and query.written not in OPERATORS
        safe = bare and query.written not in FOREIGN and query.written[0] not in "-!"
        return query.written if safe else f'"{query.written}"'
    if isinstance(query, Not):
        return f"NOT {_inner(query.part, (AllOf, AnyOf))}"
    if isinstance(query, AllOf):
        return " AND ".join(_inner(part, (AnyOf,)) for part in query.parts)
    return " OR ".join(show(part) for part in query.parts)


def _inner(query: Query, bracketed: tuple[type, ...]) -> str:
    return f"({show(query)})" if isinstance(query, bracketed) else show(query)


class Text(Protocol):
    """Whatever can say whether a word stands in a field of it; the text itself is the field "text"."""

    def stands(self, field: str, wanted: Needle) -> bool: ...


Decider = Callable[[Text], bool]


def decider(query: Query) -> Decider:
    """A function that says whether the query holds in a text: the tree is walked once, not for every text."""
    if isinstance(query, Term):
        wanted = query.needle
        return lambda text: text.stands("text", wanted)
    if isinstance(query, Not):
        inner = decider(query.part)
        return lambda text: not inner(text)
    parts = [decider(part) for part in query.parts]
    return _all_hold(parts) if isinstance(query, AllOf) else _any_holds(parts)


def _all_hold(parts: list[Decider]) -> Decider:
    def holds(text: Text) -> bool:
        for part in parts:  # noqa: SIM110 - a loop takes half the time of all() over a generator
            if not part(text):
                return False
        return True

    return holds


def _any_holds(parts: list[Decider]) -> Decider:
    def holds(text: Text) -> bool:
        for part in parts:  # noqa: SIM110 - a loop takes half the time of any() over a generator
            if part(text):
                return True
        return False

    return holds


def terms(query: Query) -> Iterator[Term]:
    """Every word and phrase of the query, in its order."""
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Not):
        yield from terms(query.part)
    else:
        for part in query.parts:
            yield from terms(part)


def anchors(query: Query) -> frozenset[Needle] | None:
    """Needles of which at least one stands in every text for which the query holds; None where there are none such."""
    if isinstance(query, Term):
        return frozenset((query.needle,))
    if isinstance(query, Not):
        return None
    sets = [anchors(part) for part in query.parts]
    if isinstance(query, AnyOf):
        known = [each for each in sets if each is not None]
        return frozenset().union(*known) if len(known) == len(sets) else None
    return min((each for each in sets if each is not None), key=_looseness, default=None)


def _looseness(needles: frozenset[Needle]) -> tuple[int, int, list[Needle]]:
    """Few and long needles come first: they rule out most."""
    return len(needles), -min(len(each) for each in needles), sorted(needles)
