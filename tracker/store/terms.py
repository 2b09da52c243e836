"""The index of terms: which policies, series and items share words or hash bands with what is asked for.

A look-up costs nearly the same in a small store and in a large one: terms are taken rarest first while their postings
fit a budget; of the terms that are more common, the rarest few are looked at, newest first and up to a cap. Candidates
are ranked by the terms they share, each weighing 1 / (1 + ln(how many have it)), as rare terms tell more.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, cast, func, literal, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.store.columns import Number, storable
from tracker.store.schema import posting, term
from tracker.store.sql import each_of, insert_new, one_of

BUDGET = 400
"""postings read whole a look-up"""
CAP = 200
"""newest postings read of a term that does not fit the budget"""
COMMON = 4
"""how many of these terms are looked at"""
FAINT = 0.25
"""Candidates whose terms weigh less than this share of the best one's are left out, but for the first few."""
FEW = 12
_EVERY = text("true")
"""a condition: without one SQLite takes the ON of ON CONFLICT for that of a join"""


class Known(NamedTuple):
    """A term that is in the index, and how many have it."""

    id: int
    uses: int

    @property
    def weight(self) -> int:
        """What sharing it is worth; a whole number, so that every database adds it up to the same."""
        return round(1_000_000 / (1 + math.log(self.uses)))


class Seen:
    """Terms that are surely in the index, so that they need not be put there again; a few bytes each, so not for ever.

    To be cleared when a transaction is undone, for those it had put there are not.
    """

    def __init__(self, room: int = 200_000) -> None:
        self._room = room
        self._texts: dict[str, set[str]] = defaultdict(set)

    def without(self, kind: str, texts: Sequence[str]) -> list[str]:
        """Those of the terms that may be missing; from now on they count as seen."""
        known = self._texts[kind]
        missing = [text for text in texts if text not in known]
        if len(known) > self._room:
            known.clear()
        known.update(texts)
        return missing

    def clear(self) -> None:
        self._texts.clear()


def add_terms(connection: Connection, kind: str, number: int, terms: Collection[str], seen: Seen | None = None) -> None:
    """Let `number` be found by these terms, besides those it has."""
    if not terms:
        return
    ordered = sorted(terms)
    missing = seen.without(kind, ordered) if seen is not None else ordered
    if missing:
        rows = [{"kind": kind, "text": text, "uses": 0} for text in missing]
        connection.execute(insert_new(connection, term), rows)
    given = {"terms_kind": kind, "texts": ordered, "given": number}
    statements = _statements(connection.dialect.name)
    new = connection.execute(statements.add_postings, given).scalars().all()
    if new:
        connection.execute(statements.count, {"ids": new})


def add_first_terms(
    connection: Connection, kind: str, number: int, terms: Collection[str], seen: Seen | None = None
) -> None:
    """Let `number`, which is new and has no terms yet, be found by these; cheaper than `add_terms`."""
    if not terms:
        return
    ordered = sorted({storable(each) for each in terms})
    statements = _statements(connection.dialect.name)
    given = {"terms_kind": kind, "texts": ordered}
    ids = connection.execute(statements.count_first, given).scalars().all()
    connection.execute(statements.add_first, {"ids": ids, "given": number})
    if seen is not None:
        seen.without(kind, ordered)


def find_numbers(connection: Connection, kind: str, terms: Collection[str], limit: int) -> list[int]:
    """The numbers that share the most and the rarest terms, best first; of equals the newest first."""
    if not terms:
        return []
    statements = _statements(connection.dialect.name)
    given = {"terms_kind": kind, "texts": sorted(terms), "budget": BUDGET}
    rare, common = _look_up(connection.execute(statements.look_up, given).all())
    if not common:
        return clear(_best(rare, limit))
    scores = dict(_best(rare, limit))
    for each in common[:COMMON]:
        if len(scores) < limit:
            newest = connection.execute(statements.newest, {"id": each.id, "most": CAP}).scalars()
            scores |= {number: 0 for number in newest if number not in scores}
    weights = {each.id: each.weight for each in common[:COMMON]}
    among = {"ids": list(weights), "numbers": list(scores)}
    for term_id, number in connection.execute(statements.shared_among, among).all() if scores else ():
        scores[number] += weights[term_id]
    return clear(_best(scores, limit))


def _look_up(rows: Sequence[Any]) -> tuple[dict[int, int], list[Known]]:
    """What the numbers score by the terms that fit the budget, and the terms that do not, rarest first."""
    scores: dict[int, int] = defaultdict(int)
    common: list[tuple[int, Known]] = []
    weights: dict[int, int] = {}
    for term_id, uses, read, number in rows:
        if number is None:  # only a term that does not fit has no postings here
            common.append((read, Known(term_id, uses)))
            continue
        weight = weights.get(term_id)
        if weight is None:
            weight = weights[term_id] = Known(term_id, uses).weight
        scores[number] += weight
    return scores, [each for _, each in sorted(common)]


def _best(scores: Mapping[int, int], limit: int) -> list[tuple[int, int]]:
    """The numbers with what they score, best first; of equals the newest first."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], -pair[0]))[:limit]


def clear(ranked: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers without those that share next to nothing, set against the best: to read each costs more than this."""
    least = FAINT * ranked[0][1] if ranked else 0
    return [number for place, (number, score) in enumerate(ranked) if place < FEW or score >= least]


class Statements(NamedTuple):
    """Made once for each kind of database, for that takes several times as long as to execute one."""

    look_up: Any
    shared_among: Any
    newest: Any
    add_postings: Any
    count: Any
    count_first: Any
    add_first: Any


@cache
def _statements(dialect: str) -> Statements:
    named = (term.c.kind == bindparam("terms_kind"), one_of(dialect, term.c.text, "texts"))
    ids = one_of(dialect, posting.c.term_id, "ids")
    of_term = select(posting.c.number).where(posting.c.term_id == bindparam("id"))
    return Statements(
        look_up=_look_up_statement(named),
        shared_among=select(posting.c.term_id, posting.c.number).where(
            ids, one_of(dialect, posting.c.number, "numbers")
        ),
        newest=of_term.order_by(posting.c.number.desc()).limit(bindparam("most")),
        add_postings=_add_postings(dialect, named),
        count=update(term).where(one_of(dialect, term.c.id, "ids")).values(uses=term.c.uses + 1),
        count_first=_count_first(dialect),
        add_first=_insert_from(
            dialect, posting, select(each_of(dialect, posting.c.term_id, "ids"), bindparam("given", type_=Number))
        ),
    )


def _look_up_statement(named: tuple[Any, ...]) -> Any:
    """Every term, with how many postings are to be read up to it, and those of each that fits the budget."""
    read = func.sum(term.c.uses).over(order_by=(term.c.uses, term.c.text), rows=(None, 0))
    known = select(term.c.id, term.c.uses, cast(read, term.c.uses.type).label("read")).where(*named, term.c.uses > 0)
    few = known.subquery("few")
    fits = and_(posting.c.term_id == few.c.id, few.c.read <= bindparam("budget"))
    return select(few, posting.c.number).join_from(few, posting, fits, isouter=True)


def _add_postings(dialect: str, named: tuple[Any, ...]) -> Any:
    """Returns the terms that the number did not have."""
    wanted = select(term.c.id, bindparam("given", type_=Number)).where(*named)
    return _insert_from(dialect, posting, wanted).returning(posting.c.term_id)


def _count_first(dialect: str) -> Any:
    """Returns the terms, of which those that are there already have one use more."""
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    each = select(bindparam("terms_kind", type_=term.c.kind.type), each_of(dialect, term.c.text, "texts"), literal(1))
    made = insert(term).from_select(["kind", "text", "uses"], each.where(_EVERY))
    more = made.on_conflict_do_update(index_elements=["kind", "text"], set_={"uses": term.c.uses + 1})
    return more.returning(term.c.id)


def _insert_from(dialect: str, table: Any, rows: Any) -> Any:
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).from_select(list(table.c), rows.where(_EVERY)).on_conflict_do_nothing()
