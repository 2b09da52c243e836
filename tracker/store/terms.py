"""The index of terms: which policies, series and items share words or hash bands with what is asked for.

A look-up costs nearly the same in a small store and in a large one: terms are taken rarest first while their postings
fit a budget; of the terms that are more common, the rarest few are looked at, newest first and up to a cap. Candidates
are ranked by the terms they share, each weighing 1 / (1 + ln(how many have it)), as rare terms tell more.

What a transaction reads of the index it keeps in a `Book`, together with what it adds, so that look-ups of many
mentions are answered by a few statements, and rows are written in one go. A look-up sees all that was added before.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from tracker.store.columns import storable
from tracker.store.schema import posting, term
from tracker.store.sql import one_of
from tracker.store.term_rows import count_uses, write_postings, write_terms

BUDGET = 400
"""postings read whole a look-up"""
CAP = 200
"""newest postings read of a term that does not fit the budget"""
COMMON = 4
"""how many of these terms are looked at"""
FAINT = 0.4
"""Candidates whose terms weigh less than this share of the best one's are left out, but for the first few."""
FEW = 12
NUMBERS = 63
LARGEST = (1 << NUMBERS) - 1
"""The bits of a number and the largest one: with what it scores before it, it is one number, which is soon sorted."""


class Term:
    """A term as the transaction knows it. Numbers are those of policies, series or items."""

    __slots__ = ("added", "asked", "given", "id", "newest", "postings", "stored", "text", "uses")

    def __init__(self, text_: str, id_: int | None = None, uses: int = 0) -> None:
        self.text = text_
        self.id = id_
        """None while it is not in the index"""
        self.uses = self.stored = uses
        """how many have it: now, and in the database"""
        self.given: set[int] = set()
        """numbers that got it in this transaction"""
        self.added: list[int] = []
        """those of them that are not in the database yet"""
        self.postings: frozenset[int] | None = None if id_ is not None else frozenset()
        """all numbers that had it before, once they were read"""
        self.newest: list[int] | None = None
        """the newest of these, once they were read"""
        self.asked: dict[int, bool] = {}
        """for numbers asked for one by one, whether they had it"""

    @property
    def weight(self) -> int:
        """What sharing it is worth; a whole number, so that every order of adding up gives the same."""
        return _weight(self.uses)

    def having(self, numbers: Collection[int]) -> list[int]:
        """Those of the numbers that have the term; of each it must be known."""
        known, given = self.asked, self.given
        if self.postings is None:
            return [number for number in numbers if known.get(number) or number in given]
        return [number for number in numbers if number in self.postings or number in given]

    def unknown(self, numbers: Collection[int]) -> list[int]:
        """Those of the numbers of which the database must be asked."""
        if self.postings is not None:
            return []
        return [number for number in numbers if number not in self.asked and number not in self.given]

    def give(self, number: int) -> None:
        self.given.add(number)
        self.added.append(number)
        self.uses += 1


@cache
def _weight(uses: int) -> int:
    return round(1_000_000 / (1 + math.log(uses)))


class Book:
    """The index in one transaction, in which nobody else writes it. `flush` writes what was added."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._statements = _statements(connection.dialect.name)
        self._terms: dict[str, dict[str, Term]] = defaultdict(dict)
        self._new: dict[str, set[int]] = defaultdict(set)

    # ------------------------------------------------------------ looking up

    def expect(self, kind: str, asked: Iterable[Collection[str]]) -> frozenset[int]:
        """Read in a few statements what look-ups of these terms will want; the numbers that rare ones of them have."""
        groups = [all_storable(terms) for terms in asked]
        self._read_terms(kind, frozenset().union(*groups))
        fitting = {id(each): each for group in groups for each in self._part(kind, group)[0]}
        self._read_postings(list(fitting.values()))
        return frozenset().union(*(each.postings or () for each in fitting.values()))

    def find(self, kind: str, terms: Collection[str], limit: int) -> list[int]:
        """The numbers that share the most and the rarest terms, best first; of equals the newest first."""
        if not terms:
            return []
        fitting, common = self._part(kind, all_storable(terms))
        self._read_postings(fitting)
        rare = _scores(fitting)
        if not common:
            return clear(_best(rare, limit))
        scores = dict(_best(rare, limit))
        for each in common:
            if len(scores) < limit:
                scores |= dict.fromkeys((number for number in self._newest(each) if number not in scores), 0)
        self._ask(kind, common, scores)
        for each in common:
            weight = each.weight
            for number in each.having(scores):
                scores[number] += weight
        return clear(_best(scores, limit))

    def _part(self, kind: str, texts: Collection[str]) -> tuple[list[Term], list[Term]]:
        """The terms that fit the budget, and the rarest of those that do not."""
        self._read_terms(kind, texts)
        mine = self._terms[kind]
        known = [one for each in texts if (one := mine[each]).uses]
        known.sort(key=_by_uses)
        read = 0
        for place, each in enumerate(known):
            read += each.uses
            if read > BUDGET:
                return known[:place], known[place : place + COMMON]
        return known, []

    def _newest(self, one: Term) -> list[int]:
        """The newest numbers that have the term."""
        if one.postings is not None:
            return sorted(one.postings | one.given, reverse=True)[:CAP]
        if one.newest is None:
            given = {"id": one.id, "most": CAP}
            one.newest = list(self._connection.execute(self._statements.newest, given).scalars())
        return sorted({*one.newest, *one.given}, reverse=True)[:CAP] if one.given else one.newest

    # ------------------------------------------------------------ adding

    def add(self, kind: str, number: int, terms: Collection[str]) -> None:
        """Let `number` be found by these terms, besides those it has."""
        texts = sorted(all_storable(terms))
        self._read_terms(kind, texts)
        wanted = [self._terms[kind][each] for each in texts]
        self._ask(kind, wanted, [number])
        for each in wanted:
            if not each.having([number]):
                each.give(number)

    def add_first(self, kind: str, number: int, terms: Collection[str]) -> None:
        """Let `number`, which is new and has no terms yet, be found by these; cheaper than `add`."""
        self._new[kind].add(number)
        texts, mine = all_storable(terms), self._terms[kind]
        self._read_terms(kind, texts)
        for each in texts:
            if number not in mine[each].given:
                mine[each].give(number)

    def flush(self) -> None:
        """Write what was added, in an order that does not depend on the run."""
        for kind, terms in self._terms.items():
            grown = sorted((each for each in terms.values() if each.added), key=lambda each: each.text)
            self._write_new(kind, {each.text: each for each in grown if each.id is None})
            self._count([each for each in grown if each.uses != each.stored])
            rows = sorted((each.id, number) for each in grown for number in each.added if each.id is not None)
            if rows:
                write_postings(self._connection, rows)
            for each in grown:
                each.added.clear()
                each.stored = each.uses

    def _write_new(self, kind: str, new: Mapping[str, Term]) -> None:
        """Another process cannot have put them there since, for writers take turns."""
        for text_, number in write_terms(self._connection, kind, [(each.text, each.uses) for each in new.values()]):
            one = new[text_]
            one.id, one.stored = number, one.uses

    def _count(self, grown: Sequence[Term]) -> None:
        count_uses(self._connection, [(each.uses - each.stored, each.id) for each in grown if each.id is not None])

    # ------------------------------------------------------------ reading

    def _read_terms(self, kind: str, texts: Collection[str]) -> None:
        mine = self._terms[kind]
        missing = [each for each in texts if each not in mine]  # `texts - mine.keys()` goes through all of mine
        if not missing:
            return
        given = {"terms_kind": kind, "texts": sorted({*missing})}
        for found in self._connection.execute(self._statements.terms, given).all():
            mine[found.text] = Term(found.text, found.id, found.uses)
        for each in missing:
            if each not in mine:
                mine[each] = Term(each)

    def _read_postings(self, wanted: Sequence[Term]) -> None:
        missing = {each.id: each for each in wanted if each.postings is None}
        if not missing:
            return
        numbers: dict[int, list[int]] = defaultdict(list)
        for term_id, number in self._connection.execute(self._statements.postings, {"ids": list(missing)}).all():
            numbers[term_id].append(number)
        for term_id, each in missing.items():
            each.postings = frozenset(numbers[term_id or 0]) - each.given

    def _ask(self, kind: str, wanted: Sequence[Term], numbers: Iterable[int]) -> None:
        """Ask the database which of the numbers have which of the terms, where that is not known."""
        new = self._new[kind]
        old = [number for number in numbers if number not in new]
        unsure = [(each, unknown) for each in wanted if (unknown := each.unknown(old))]
        if not unsure:
            return
        asked = list(dict.fromkeys(number for _, unknown in unsure for number in unknown))
        given = {"ids": [each.id for each, _ in unsure], "numbers": asked}
        found = {tuple(row) for row in self._connection.execute(self._statements.shared_among, given).all()}
        for each, _ in unsure:
            each.asked.update((number, (each.id, number) in found) for number in asked)


def all_storable(terms: Collection[str]) -> frozenset[str]:
    """The terms as the database has them, each once."""
    joined = "".join(terms)
    if joined.isascii() and "\0" not in joined:
        return frozenset(terms)
    return frozenset(map(storable, terms))


def _by_uses(one: Term) -> tuple[int, str]:
    return one.uses, one.text


def _scores(terms: Iterable[Term]) -> dict[int, int]:
    scores: dict[int, int] = {}
    known = scores.get
    for each in terms:
        weight = _weight(each.uses)
        for number in each.postings or ():
            scores[number] = known(number, 0) + weight
        for number in each.given:
            scores[number] = known(number, 0) + weight
    return scores


def _best(scores: Mapping[int, int], limit: int) -> list[tuple[int, int]]:
    """The numbers with what they score, best first; of equals the newest first."""
    ranked = sorted([score << NUMBERS | number for number, score in scores.items()], reverse=True)
    return [(each & LARGEST, each >> NUMBERS) for each in ranked[:limit]]


def clear(ranked: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers without those that share next to nothing, set against the best: to read each costs more than this."""
    least = FAINT * ranked[0][1] if ranked else 0
    return [number for place, (number, score) in enumerate(ranked) if place < FEW or score >= least]


def add_terms(connection: Connection, kind: str, number: int, terms: Collection[str]) -> None:
    """Let `number` be found by these terms, besides those it has; written at once."""
    book = Book(connection)
    book.add(kind, number, terms)
    book.flush()


def find_numbers(connection: Connection, kind: str, terms: Collection[str], limit: int) -> list[int]:
    """`Book.find` for one look-up alone."""
    return Book(connection).find(kind, terms, limit)


# ---------------------------------------------------------------- statements
# Made once for each kind of database, for that takes several times as long as to execute one.


class Statements(NamedTuple):
    terms: Any
    postings: Any
    shared_among: Any
    newest: Any


@cache
def _statements(dialect: str) -> Statements:
    ids = one_of(dialect, posting.c.term_id, "ids")
    pairs = select(posting.c.term_id, posting.c.number)
    named = (term.c.kind == bindparam("terms_kind"), one_of(dialect, term.c.text, "texts"))
    of_term = select(posting.c.number).where(posting.c.term_id == bindparam("id"))
    return Statements(
        terms=select(term.c.id, term.c.text, term.c.uses).where(*named),
        postings=pairs.where(ids),
        shared_among=pairs.where(ids, one_of(dialect, posting.c.number, "numbers")),
        newest=of_term.order_by(posting.c.number.desc()).limit(bindparam("most")),
    )
