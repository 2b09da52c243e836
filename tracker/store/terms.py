"""The index of terms: which policies, series and items share words or hash bands with what is asked for.

A look-up costs the same in a small store and in a large one: terms are taken rarest first while their postings fit a
budget; of the terms that are more common, the rarest few are read newest first up to a cap. Candidates are ranked by
the terms they share, each weighing 1 / (1 + ln(how many have it)), as rare terms tell more.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, literal, select, update

from tracker.store.schema import posting, term
from tracker.store.sql import insert_new

BUDGET = 2_000
"""postings read whole a look-up"""
CAP = 500
"""newest postings read of a term that does not fit the budget"""
COMMON = 4
"""how many of these terms are read"""


class Known(NamedTuple):
    """A term that is in the index, and how many have it."""

    id: int
    uses: int


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
    known = [Known(*row) for row in connection.execute(wanted.order_by(term.c.uses, term.c.text))]
    rare, common = split_by_budget(known)
    weights = {row.id: 1 / (1 + math.log(row.uses)) for row in known}
    scores: dict[int, float] = defaultdict(float)
    _score(scores, weights, _whole(connection, [row.id for row in rare]))
    for row in common[:COMMON]:
        if len(scores) < limit:
            _found(scores, _newest(connection, row.id))
    best = _ranked(scores)[: max(4 * limit, CAP)]
    if common:
        _score(scores, weights, _among(connection, [row.id for row in common], best))
    return _ranked(scores)[:limit]


def split_by_budget(known: Sequence[Known]) -> tuple[list[Known], list[Known]]:
    """The terms, rarest first, that fit the budget together, and the others."""
    read = 0
    for position, row in enumerate(known):
        read += row.uses
        if read > BUDGET:
            return list(known[:position]), list(known[position:])
    return list(known), []


def _score(scores: dict[int, float], weights: dict[int, float], pairs: Iterable[tuple[int, int]]) -> None:
    for term_id, number in pairs:
        scores[number] += weights[term_id]


def _found(scores: dict[int, float], numbers: Iterable[int]) -> None:
    for number in numbers:
        scores[number] += 0.0


def _ranked(scores: dict[int, float]) -> list[int]:
    return sorted(scores, key=lambda number: (-round(scores[number], 9), -number))


def _whole(connection: Connection, term_ids: list[int]) -> list[tuple[int, int]]:
    wanted = select(posting.c.term_id, posting.c.number).where(posting.c.term_id.in_(term_ids))
    return [(row[0], row[1]) for row in connection.execute(wanted).all()] if term_ids else []


def _newest(connection: Connection, term_id: int) -> list[int]:
    wanted = select(posting.c.number).where(posting.c.term_id == term_id)
    return list(connection.execute(wanted.order_by(posting.c.number.desc()).limit(CAP)).scalars())


def _among(connection: Connection, term_ids: list[int], numbers: list[int]) -> list[tuple[int, int]]:
    wanted = select(posting.c.term_id, posting.c.number)
    here = wanted.where(posting.c.term_id.in_(term_ids), posting.c.number.in_(numbers))
    return [(row[0], row[1]) for row in connection.execute(here).all()] if numbers else []
