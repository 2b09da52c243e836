"""Findings, and what watches selected of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from tracker.model import Finding, Item, Selection, Urgency
from tracker.store.records import SelectionState, StoredSelection
from tracker.store.schema import digest, finding, item, selection, target
from tracker.store.serial import dump, load
from tracker.store.sql import insert_new, slices

BATCH = 500
"""rows fetched at a time"""
BASELINE = "baseline: it was there when its source was first looked at; such findings are told in one line"
"""The reason that an open selection bears which is not told one by one."""
_found = (finding.c.payload, finding.c.target_id, target.c.title.label("called"))
"""A finding, and what it is about now: a person may have corrected that."""


def row_of(found: Finding) -> dict[str, Any]:
    """The row of a finding that is new."""
    return {
        "id": found.id,
        "kind": found.kind,
        "target_id": found.target_id,
        "item_id": found.origin.item_id,
        "published": found.origin.published,
        "created": found.created,
        "payload": dump(Finding, found),
    }


def add_finding(connection: Connection, found: Finding) -> bool:
    return connection.execute(insert_new(connection, finding), row_of(found)).rowcount > 0


def add_selections(connection: Connection, selections: Iterable[Selection]) -> int:
    rows = [selection_row(each) for each in selections]
    return connection.execute(insert_new(connection, selection), rows).rowcount if rows else 0


def selection_row(found: Selection, hushed: str | None = None) -> dict[str, Any]:
    """The row of a selection that is new: open, or suppressed with the reason."""
    return {
        "finding_id": found.finding.id,
        "receiver": found.receiver,
        "watches": list(found.watches),
        "urgency": found.urgency,
        "labels": list(found.labels),
        "state": SelectionState.OPEN if hushed is None else SelectionState.SUPPRESSED,
        "reason": hushed or (BASELINE if found.baseline else None),
    }


def receivers_waiting(connection: Connection) -> tuple[str, ...]:
    wanted = select(selection.c.receiver).where(selection.c.state == SelectionState.OPEN).distinct()
    return tuple(sorted(connection.execute(wanted).scalars()))


def receivers_hurried(connection: Connection) -> frozenset[str]:
    urgent = (selection.c.state == SelectionState.OPEN, selection.c.urgency == Urgency.NOW)
    return frozenset(connection.execute(select(selection.c.receiver).where(*urgent).distinct()).scalars())


def open_selections(connection: Connection, receiver: str) -> tuple[Selection, ...]:
    wanted = (
        select(selection, *_found)
        .join_from(selection, finding)
        .join(target)
        .where(selection.c.receiver == receiver, selection.c.state == SelectionState.OPEN)
        .order_by(finding.c.published, finding.c.number)
    )
    return tuple(selection_of(row) for row in connection.execute(wanted))


def finding_of(row: Any) -> Finding:
    """A finding from its row, about the policy or series that its mention belongs to now, under its name of now."""
    found = load(Finding, row.payload)
    if (found.target_id, found.target) == (row.target_id, row.called):
        return found
    return replace(found, target_id=row.target_id, target=row.called)


def selection_of(row: Row[Any]) -> Selection:
    """A selection from its row, which holds the finding as `finding_of` wants it."""
    return Selection(
        finding=finding_of(row),
        receiver=row.receiver,
        watches=tuple(row.watches),
        urgency=Urgency(row.urgency),
        labels=tuple(row.labels),
        baseline=row.reason == BASELINE,
    )


def all_open(connection: Connection, receiver: str, finding_ids: Collection[str]) -> bool:
    """Whether none of these selections was told or suppressed; what was never selected counts as open."""
    closed = (selection.c.receiver == receiver, selection.c.state != SelectionState.OPEN)
    wanted = select(selection.c.finding_id).where(*closed).limit(1)
    return not any(
        connection.execute(wanted.where(selection.c.finding_id.in_(some))).first() for some in slices(finding_ids)
    )


def close_selections(
    connection: Connection,
    receiver: str,
    finding_ids: Collection[str],
    *,
    state: SelectionState,
    digest_id: str | None = None,
    reason: str | None = None,
) -> int:
    """Turn open selections of a receiver into told or suppressed ones; how many."""
    is_open = (selection.c.receiver == receiver, selection.c.state == SelectionState.OPEN)
    change = update(selection).where(*is_open).values(state=state, digest_id=digest_id, reason=reason)
    return sum(
        connection.execute(change.where(selection.c.finding_id.in_(some))).rowcount for some in slices(finding_ids)
    )


def selections_of_finding(connection: Connection, finding_id: str) -> tuple[StoredSelection, ...]:
    wanted = (
        select(selection, digest.c.slot)
        .join_from(selection, digest, isouter=True)
        .where(selection.c.finding_id == finding_id)
        .order_by(selection.c.receiver)
    )
    return tuple(
        StoredSelection(
            finding_id=row.finding_id,
            receiver=row.receiver,
            watches=tuple(row.watches),
            state=SelectionState(row.state),
            digest_id=row.digest_id,
            slot=row.slot,
            reason=row.reason,
        )
        for row in connection.execute(wanted)
    )


def told_since(
    connection: Connection, receiver: str, since: datetime
) -> tuple[tuple[tuple[str, ...], str, datetime], ...]:
    wanted = (
        select(selection.c.watches, finding.c.target_id, digest.c.created)
        .join_from(selection, finding)
        .join(digest, digest.c.id == selection.c.digest_id)
        .where(selection.c.receiver == receiver, digest.c.created >= since)
    )
    return tuple((tuple(row.watches), row.target_id, row.created) for row in connection.execute(wanted))


def told_of_story(connection: Connection, story_id: str) -> frozenset[str]:
    return frozenset(connection.execute(_TOLD_OF_STORY, {"told": story_id}).scalars())


def suppressed(connection: Connection, receiver: str | None, since: date | None) -> tuple[tuple[Selection, str], ...]:
    wanted = (
        select(selection, *_found)
        .join_from(selection, finding)
        .join(target)
        .where(selection.c.state == SelectionState.SUPPRESSED)
        .order_by(finding.c.published, finding.c.number, selection.c.receiver)
    )
    if receiver is not None:
        wanted = wanted.where(selection.c.receiver == receiver)
    if since is not None:
        wanted = wanted.where(finding.c.published >= datetime.combine(since, time(), UTC))
    return tuple((selection_of(row), row.reason or "") for row in connection.execute(wanted))


def findings_of_item(connection: Connection, item_id: str) -> tuple[Finding, ...]:
    wanted = select(*_found).join_from(finding, target).where(finding.c.item_id == item_id)
    return tuple(finding_of(row) for row in connection.execute(wanted.order_by(finding.c.number)))


def selections_of_item(connection: Connection, item_id: str) -> tuple[tuple[Selection, SelectionState], ...]:
    """What was selected of an item's findings, oldest finding first, each with its state."""
    wanted = select(selection, *_found).join_from(selection, finding).join(target).where(finding.c.item_id == item_id)
    rows = connection.execute(wanted.order_by(finding.c.number, selection.c.receiver))
    return tuple((selection_of(row), SelectionState(row.state)) for row in rows)


def findings_since(connection: Connection, since: date | None) -> Iterator[tuple[Finding, Item]]:
    """Findings with the items that they stand in, oldest publication first."""
    wanted = select(*_found, item.c.text, item.c.details).join_from(finding, item).join(target)
    ordered = wanted.order_by(finding.c.published, finding.c.number).execution_options(yield_per=BATCH)
    if since is not None:
        ordered = ordered.where(finding.c.published >= datetime.combine(since, time(), UTC))
    for row in connection.execute(ordered):
        yield finding_of(row), load(Item, row.details | {"text": row.text})


def findings_of_target(connection: Connection, target_id: str) -> tuple[Finding, ...]:
    wanted = select(*_found).join_from(finding, target).where(finding.c.target_id == target_id)
    ordered = wanted.order_by(finding.c.published, finding.c.number)
    return tuple(finding_of(row) for row in connection.execute(ordered))


# ---------------------------------------------------------------- statements
# Made once, for to make one and its cache key takes several times as long as to execute it.

_TOLD_OF_STORY = (
    select(selection.c.receiver)
    .join_from(item, finding, finding.c.item_id == item.c.id)
    .join(selection, selection.c.finding_id == finding.c.id)
    .where(item.c.story_id == bindparam("told"), selection.c.state != SelectionState.OPEN)
)
