"""Passes that were made, and decisions that people took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from tracker.store.records import Decision, Run
from tracker.store.schema import decision, run


def add_run(connection: Connection, found: Run) -> None:
    row = {"started": found.started, "ended": found.ended, "counts": dict(found.counts), "error": found.error}
    connection.execute(insert(run), row)


def last_run(connection: Connection) -> Run | None:
    row = connection.execute(select(run).order_by(run.c.number.desc()).limit(1)).one_or_none()
    return Run(row.started, row.ended, row.counts, row.error) if row is not None else None


def add_decision(
    connection: Connection, kind: str, target_id: str, details: Mapping[str, Any], created: datetime
) -> Decision:
    row = {"kind": kind, "target_id": target_id, "details": dict(details), "created": created}
    number = connection.execute(insert(decision).values(row).returning(decision.c.number)).scalar_one()
    return Decision(kind, target_id, dict(details), created, number)


def decisions(connection: Connection, kind: str | None, target_id: str | None) -> tuple[Decision, ...]:
    wanted = select(decision).order_by(decision.c.number)
    if kind is not None:
        wanted = wanted.where(decision.c.kind == kind)
    if target_id is not None:
        wanted = wanted.where(decision.c.target_id == target_id)
    rows = connection.execute(wanted)
    return tuple(Decision(row.kind, row.target_id, row.details, row.created, row.number) for row in rows)
