"""The index of terms: which policies, series and items share words or hash bands with what is asked for.

A look-up costs nearly the same in a small store and in a large one: terms are taken rarest first while their postings
fit a budget; of the terms that are more common, the rarest few are looked at, newest first and up to a cap. Candidates
are ranked by the terms they share, each weighing 1 / (1 + ln(how many have it)), as rare terms tell more.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.store.schema import posting, term
from tracker.store.sql import insert_new

BUDGET = 400
"""postings read whole a look-up"""
CAP = 200
"""newest postings read of a term that does not fit the budget"""
COMMON = 4
"""how many of these terms are looked at"""
FAINT = 0.25
"""Candidates whose terms weigh less than this share of the best one's are left out, but for the first few."""
FEW = 12


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
    new = connection.execute(_insert_postings(connection.dialect.name), given).scalars().all()
    if new:
        connection.execute(_USED, {"ids": new})


@cache
def _insert_postings(dialect: str) -> Any:
    """Made once for each kind of database; returns the terms that the number did not have."""
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    wanted = select(term.c.id, bindparam("given", type_=posting.c.number.type)).where(*_NAMED)
    made = insert(posting).from_select(["term_id", "number"], wanted).on_conflict_do_nothing()
    return made.returning(posting.c.term_id)


def find_numbers(connection: Connection, kind: str, terms: Collection[str], limit: int) -> list[int]:
    """The numbers that share the most and the rarest terms, best first; of equals the newest first."""
    if not terms:
        return []
    known = [Known(*row) for row in connection.execute(_KNOWN, {"terms_kind": kind, "texts": sorted(terms)}).all()]
    rare, common = split_by_budget(known)
    if not common:
        return clear(_scores(connection, rare, limit))
    scores = dict(_scores(connection, rare, limit))
    for each in common[:COMMON]:
        if len(scores) < limit:
            scores |= {number: 0 for number in _newest(connection, each) if number not in scores}
    for number, score in _scores(connection, common[:COMMON], len(scores), among=list(scores)):
        scores[number] += score
    return clear(sorted(scores.items(), key=lambda pair: (-pair[1], -pair[0]))[:limit])


def clear(ranked: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers without those that share next to nothing, set against the best: to read each costs more than this."""
    least = FAINT * ranked[0][1] if ranked else 0
    return [number for place, (number, score) in enumerate(ranked) if place < FEW or score >= least]


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
    weights = {each.id: each.weight for each in terms}
    wanted, given = (_SHARED, {}) if among is None else (_SHARED_AMONG, {"numbers": among})
    scores: dict[int, int] = defaultdict(int)
    for term_id, number in connection.execute(wanted, {"ids": list(weights), **given}).all():
        scores[number] += weights[term_id]
    return sorted(scores.items(), key=lambda pair: (-pair[1], -pair[0]))[:limit]


def _newest(connection: Connection, common: Known) -> Sequence[int]:
    return connection.execute(_NEWEST, {"id": common.id, "most": CAP}).scalars().all()


# ---------------------------------------------------------------- statements
# Made once, for to make one and its cache key takes several times as long as to execute it.

_IDS: Any = bindparam("ids", expanding=True)
_NAMED = (term.c.kind == bindparam("terms_kind"), term.c.text.in_(bindparam("texts", expanding=True)))
_KNOWN = select(term.c.id, term.c.uses).where(*_NAMED, term.c.uses > 0).order_by(term.c.uses, term.c.text)
_USED = update(term).where(term.c.id.in_(_IDS)).values(uses=term.c.uses + 1)
_SHARED = select(posting.c.term_id, posting.c.number).where(posting.c.term_id.in_(_IDS))
_SHARED_AMONG = _SHARED.where(posting.c.number.in_(bindparam("numbers", expanding=True)))
_OF_TERM = select(posting.c.number).where(posting.c.term_id == bindparam("id"))
_NEWEST = _OF_TERM.order_by(posting.c.number.desc()).limit(bindparam("most"))
