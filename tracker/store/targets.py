"""Policies and series with what is linked to them."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from tracker.model import Observation, Policy, PolicyStep, Series
from tracker.store.schema import mention, target
from tracker.store.serial import load
from tracker.store.sql import SLICE, insert_new, one_of, slices

LATEST = 200
"""mentions of one policy or series that are given with it"""
POLICY = "policy"
SERIES = "series"


class Known(NamedTuple):
    """A policy or series as its row tells of it; what tells that it has changed. To read instants takes longest."""

    number: int
    id: str
    kind: str
    title: str
    pin: str | None
    mentions: int
    corrected: int


RESTING = 10_000
"""mentions that are remembered between two passes, each some four kilobytes"""


class Memory:
    """Policies and series as they were last read, up to a number of mentions; those asked for longest ago go first.

    What is added here is added to them; a target that was changed elsewhere since is read anew. To be cleared when a
    transaction is undone, for what it had read may never have been.
    """

    def __init__(self, room: int = 20_000) -> None:
        self._room = room
        self._used = 0
        self._targets: OrderedDict[str, tuple[Known, Policy | Series]] = OrderedDict()
        self._sure: dict[int | str, str] = {}
        self._ids: dict[int, str] = {}
        self.lost = False
        """whether anything that was added to since the transaction began may not be remembered"""

    def begin(self) -> None:
        """A write transaction begins: others may have changed anything before, but nobody will until it ends."""
        self._sure.clear()
        self.lost = False

    def sure(self, key: int | str) -> tuple[Known, Policy | Series] | None:
        """The target with this number or id, if nobody can have changed it since it was looked at."""
        target_id = self._sure.get(key)
        known = self._targets.get(target_id) if target_id is not None else None
        if known is not None:
            self._targets.move_to_end(known[0].id)
        return known

    def remembered(self, numbers: Iterable[int]) -> list[int]:
        """Those of the targets with these numbers that are remembered, whether they have changed or not."""
        return [number for number in numbers if number in self._ids]

    def all_sure(self, kind: str, keys: Sequence[int | str]) -> list[Policy | Series] | None:
        """What `sure` knows of all these targets, those of another kind aside; None where it does not know one."""
        ids = [self._sure.get(key) for key in keys]
        if None in ids:
            return None
        found = []
        for target_id in ids:
            known = self._targets.get(target_id) if target_id is not None else None
            if known is None:
                return None
            self._targets.move_to_end(known[0].id)
            if known[0].kind == kind:
                found.append(known[1])
        return found

    def get(self, row: Known) -> Policy | Series | None:
        known, value = self._targets.get(row.id, (None, None))
        if known != row:
            return None
        self._targets.move_to_end(row.id)
        self._sure[row.id] = self._sure[row.number] = row.id
        return value

    def put(self, row: Known, value: Policy | Series) -> None:
        self._remove(row.id)
        self._sure[row.id] = self._sure[row.number] = row.id
        self._targets[row.id] = (row, value)
        self._ids[row.number] = row.id
        self._used += row.mentions
        while self._used > self._room and self._targets:
            self.drop(next(iter(self._targets)))

    def add(self, row: Known, told: PolicyStep | Observation) -> None:
        """A target got a mention, and is `row` since: keep it current."""
        before, value = self._targets.get(row.id, (None, None))
        if row.mentions == 1:
            self.put(row, _grown(row, (), told))
        elif before is not None and value is not None and _follows(row, before):
            self.put(row, _grown(row, value.steps if isinstance(value, Policy) else value.observations, told))
        else:
            self.drop(row.id)

    def clear(self) -> None:
        self._targets.clear()
        self._ids.clear()
        self._sure.clear()
        self._used = 0

    def rest(self, room: int) -> None:
        """Between two passes: remember no more than so many mentions, those of the targets asked for last."""
        while self._used > room and self._targets:
            self._remove(next(iter(self._targets)))

    def drop(self, target_id: str) -> None:
        """Let the target be read anew when it is next asked for."""
        self.lost = True
        self._remove(target_id)

    def _remove(self, target_id: str) -> None:
        known = self._targets.pop(target_id, None)
        if known is not None:
            self._ids.pop(known[0].number, None)
            self._used -= known[0].mentions


def _follows(row: Known, before: Known) -> bool:
    """Whether a target has got one mention more and nothing else, but perhaps a pin."""
    return row == before._replace(mentions=before.mentions + 1, pin=row.pin)


def _grown(row: Known, entries: Sequence[Any], told: PolicyStep | Observation) -> Policy | Series:
    """With one more in its place: behind those that were published before it or with it."""
    place = bisect_right(entries, told.origin.published, key=lambda entry: entry.origin.published)
    latest = (*entries[:place], told, *entries[place:])[-LATEST:]
    if isinstance(told, PolicyStep):
        return Policy(row.id, row.title, latest)
    return Series(row.id, row.title, latest, row.pin)


def read_policies(
    connection: Connection, column: Any, values: Sequence[Any], memory: Memory | None = None
) -> tuple[Policy, ...]:
    """The policies whose `column` has one of the values, in the order of the values."""
    found = _read(connection, POLICY, column, values, memory or Memory(0))
    return tuple(each for each in found if isinstance(each, Policy))


def read_series(
    connection: Connection, column: Any, values: Sequence[Any], memory: Memory | None = None
) -> tuple[Series, ...]:
    """The series whose `column` has one of the values, in the order of the values."""
    found = _read(connection, SERIES, column, values, memory or Memory(0))
    return tuple(each for each in found if isinstance(each, Series))


def pinned(connection: Connection, pin: str) -> str | None:
    """The id of the series that belongs to a pin."""
    wanted = select(target.c.id).where(target.c.pin == pin, target.c.kind == SERIES).order_by(target.c.number)
    return connection.execute(wanted.limit(1)).scalar()


def newest_policies(connection: Connection, limit: int) -> tuple[Policy, ...]:
    ids = _newest(connection, POLICY, limit)
    return tuple(each for some in slices(ids) for each in read_policies(connection, target.c.id, some))


def newest_series(connection: Connection, limit: int) -> tuple[Series, ...]:
    ids = _newest(connection, SERIES, limit)
    return tuple(each for some in slices(ids) for each in read_series(connection, target.c.id, some))


def policy(connection: Connection, prefix: str) -> Policy | None:
    return next(iter(read_policies(connection, target.c.id, [_full_id(connection, POLICY, prefix)])), None)


def series(connection: Connection, prefix: str) -> Series | None:
    return next(iter(read_series(connection, target.c.id, [_full_id(connection, SERIES, prefix)])), None)


def _newest(connection: Connection, kind: str, limit: int) -> Sequence[str]:
    """The ids of the policies or series that were told of last, the latest first."""
    wanted = select(target.c.id).where(target.c.kind == kind).order_by(target.c.last.desc(), target.c.number.desc())
    return connection.execute(wanted.limit(limit)).scalars().all()


def _full_id(connection: Connection, kind: str, prefix: str) -> str:
    """The one id that begins with `prefix`; `prefix` itself where none or several do."""
    wanted = select(target.c.id).where(target.c.kind == kind, target.c.id.startswith(prefix, autoescape=True))
    found = connection.execute(wanted.limit(2)).scalars().all()
    return found[0] if len(found) == 1 else prefix


def _read(
    connection: Connection, kind: str, column: Any, values: Sequence[Any], memory: Memory
) -> list[Policy | Series]:
    if not values:
        return []
    remembered = memory.all_sure(kind, values)
    if remembered is not None:
        return remembered
    sure = {value: memory.sure(value) for value in values}
    found = {value: known[1] for value, known in sure.items() if known is not None and known[0].kind == kind}
    missing = []
    for row in look(connection, column, [value for value, known in sure.items() if known is None]):
        if row.kind == kind and row.mentions:
            value = memory.get(row)
            if value is None:
                missing.append(row)
            else:
                found[getattr(row, column.name)] = value
    mentions = _latest_mentions(connection, missing)
    for row in missing:
        made = _policy(row, mentions[row.id]) if kind == POLICY else _series(row, mentions[row.id])
        found[getattr(row, column.name)] = made
        memory.put(row, made)
    return [found[value] for value in values if value in found]


def look_again(connection: Connection, numbers: Iterable[int], memory: Memory) -> None:
    """Look together whether targets that are remembered have changed, up to a statement's fill of them."""
    numbers = sorted(memory.remembered(numbers))[-SLICE:]
    for row in look(connection, target.c.number, numbers):
        memory.get(row)


def look(connection: Connection, column: Any, values: Sequence[Any]) -> list[Known]:
    """The targets whose `column` has one of the values, in no order."""
    if not values:
        return []
    found = connection.execute(_targets(connection.dialect.name, column), {"values": values}).all()
    return [Known._make(row) for row in found]


def _latest_mentions(connection: Connection, targets: Sequence[Known]) -> dict[str, list[Any]]:
    """By target: small ones in one query, each large one in a query of its own that stops at the limit."""
    rows: dict[str, list[Any]] = defaultdict(list)
    if not targets:
        return rows
    small = [row.id for row in targets if row.mentions <= LATEST]
    for found in connection.execute(_all_mentions(connection.dialect.name), {"ids": small}).all() if small else ():
        rows[found.target_id].append(found)
    for large in (row.id for row in targets if row.mentions > LATEST):
        rows[large] = list(reversed(connection.execute(_LATEST_MENTIONS, {"id": large, "most": LATEST}).all()))
    return rows


def _policy(row: Known, mentions: list[Row[Any]]) -> Policy:
    return Policy(row.id, row.title, tuple(load(PolicyStep, each.payload) for each in mentions))


def _series(row: Known, mentions: list[Row[Any]]) -> Series:
    return Series(row.id, row.title, tuple(load(Observation, each.payload) for each in mentions), row.pin)


def add_target(
    connection: Connection, target_id: str, *, kind: str, title: str, pin: str | None, published: datetime
) -> bool:
    """Store a policy or series if it is new, and tell whether it was; give it the pin if it has none."""
    row: dict[str, Any] = {"id": target_id, "kind": kind, "title": title, "pin": pin, "mentions": 0}
    row |= {"first": published, "last": published}
    added = connection.execute(insert_new(connection, target), row).rowcount > 0
    if pin is not None and not added:
        unpinned = update(target).where(target.c.id == target_id, target.c.pin.is_(None))
        connection.execute(unpinned.values(pin=pin))
    return added


def load_told(payload: Any, kind: str) -> PolicyStep | Observation:
    return load(PolicyStep, payload) if kind == POLICY else load(Observation, payload)


# ---------------------------------------------------------------- statements
# Made once, for to make one and its cache key takes several times as long as to execute it.

_SEEN: tuple[Any, ...] = tuple(target.c[name] for name in Known._fields)
_MENTIONS: Select[Any] = select(mention.c.target_id, mention.c.payload)
_LATEST_MENTIONS = (
    _MENTIONS.where(mention.c.target_id == bindparam("id"))
    .order_by(mention.c.published.desc(), mention.c.number.desc())
    .limit(bindparam("most"))
)


@cache
def _targets(dialect: str, column: Any) -> Any:
    return select(*_SEEN).where(one_of(dialect, column, "values"))  # by kind too it would scan all


@cache
def _all_mentions(dialect: str) -> Any:
    some = _MENTIONS.where(one_of(dialect, mention.c.target_id, "ids"))
    return some.order_by(mention.c.published, mention.c.number)
