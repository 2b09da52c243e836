"""The index of terms: which policies, series and items share words or hash bands with what is asked for.

A look-up costs nearly the same in a small store and in a large one: terms are taken rarest first while their postings
fit a budget; of the terms that are more common, the rarest few are read newest first up to a cap. Candidates are ranked
by the terms they share, each weighing 1 / (1 + ln(how many have it)), as rare terms tell more.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, case, func, literal, select, update

from tracker.store.schema import posting, term
from tracker.store.sql import insert_new

BUDGET = 1_000
"""postings read whole a look-up"""
CAP = 500
"""newest postings read of a term that does not fit the budget"""
COMMON = 4
"""how many of these terms are read"""


class Known(NamedTuple):
    """A term that is in the index, and how many have it."""

    id: int
    uses: int

    @property
    def weight(self) -> int:
        """What sharing it is worth; a whole number, so that every database adds it up to the same."""
        return round(1_000_000 / (1 + math.log(self.uses)))


def add_terms(connection: Connection, kind: str, number: int, terms: Collection[str]) -> None:
    """Let `number` be found by these terms, besides those it has."""
    if not terms:
        return
    ordered = sorted(terms)
    rows = [{"kind": kind, "text": text, "uses": 0} for text in ordered]
    connection.execute(insert_new(connection, term), rows)
    wanted = select(term.c.id, literal(number)).where(term.c.kind == kind, term.c.text.in_(ordered))
    added = insert_new(connection, posting).from_select(["term_id", "number"], wanted).returning(posting.c.term_id)
    new = connection.execute(added).scalars().all()
    if new:
        connection.execute(update(term).where(term.c.id.in_(new)).values(uses=term.c.uses + 1))


def find_numbers(connection: Connection, kind: str, terms: Collection[str], limit: int) -> list[int]:
    """The numbers that share the most and the rarest terms, best first; of equals the newest first."""
    if not terms:
        return []
    wanted = select(term.c.id, term.c.uses).where(term.c.kind == kind, term.c.text.in_(sorted(terms)), term.c.uses > 0)
    known = [Known(*row) for row in connection.execute(wanted.order_by(term.c.uses, term.c.text)).all()]
    rare, common = split_by_budget(known)
    if not common:
        return [number for number, _ in _scores(connection, rare, limit)]
    scores = dict(_scores(connection, rare, 4 * limit))
    for each in common[:COMMON]:
        if len(scores) < limit:
            scores |= {number: 0 for number in _newest(connection, each) if number not in scores}
    for number, score in _scores(connection, common, len(scores), among=list(scores)):
        scores[number] += score
    return sorted(scores, key=lambda number: (-scores[number], -number))[:limit]


def split_by_budget(known: Sequence[Known]) -> tuple[list[Known], list[Known]]:
    """The terms, rarest first, that fit the budget together, and the others."""
    read = 0
    for position, each in enumerate(known):
        read += each.uses
        if read > BUDGET:
            return list(known[:position]), list(known[position:])
    return list(known), []


def _scores(
    connection: Connection, terms: list[Known], limit: int, among: list[int] | None = None
) -> list[tuple[int, int]]:
    """The numbers that have the terms, each with the weight of those it has, best first; only some if told which."""
    if not terms or among == []:
        return []
    weight = func.sum(case({each.id: each.weight for each in terms}, value=posting.c.term_id))
    wanted: Select[Any] = select(posting.c.number, weight).where(posting.c.term_id.in_([each.id for each in terms]))
    if among is not None:
        wanted = wanted.where(posting.c.number.in_(among))
    best = wanted.group_by(posting.c.number).order_by(weight.desc(), posting.c.number.desc()).limit(limit)
    return [(row[0], int(row[1])) for row in connection.execute(best).all()]


def _newest(connection: Connection, common: Known) -> Sequence[int]:
    wanted = select(posting.c.number).where(posting.c.term_id == common.id)
    return connection.execute(wanted.order_by(posting.c.number.desc()).limit(CAP)).scalars().all()
