"""Everything stored, as the records that other programs read."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, select

from tracker.model import Change, Finding, FindingKind, Mention, MetricMention, Origin, PolicyMention
from tracker.store.schema import finding, mention, target
from tracker.store.serial import dump, load
from tracker.store.targets import load_told

BATCH = 500
"""rows fetched at a time"""

Placed = tuple[datetime, int, int, dict[str, Any]]
"""A record behind what it is sorted by: publication, mentions before findings, order of storing."""


def records(connection: Connection, since: date | None) -> Iterator[dict[str, Any]]:
    """A record for each mention and finding published on the day `since` (UTC) or later, by publication."""
    merged = heapq.merge(_mentions(connection, since), _findings(connection, since), key=itemgetter(0, 1, 2))
    return (record for *_, record in merged)


def _rows(table: Table, columns: list[Column[Any]], since: date | None) -> Select[Any]:
    wanted = select(table.c.published, table.c.number, *columns).order_by(table.c.published, table.c.number)
    if since is not None:
        wanted = wanted.where(table.c.published >= datetime.combine(since, time(), UTC))
    return wanted.execution_options(yield_per=BATCH)


def _mentions(connection: Connection, since: date | None) -> Iterator[Placed]:
    wanted = _rows(mention, [mention.c.target_id, mention.c.payload, target.c.kind], since).join_from(mention, target)
    for row in connection.execute(wanted):
        told = load_told(row.payload, row.kind)
        yield row.published, 0, row.number, mention_record(row.target_id, told.mention, told.origin)


def _findings(connection: Connection, since: date | None) -> Iterator[Placed]:
    told = _rows(finding, [finding.c.payload, finding.c.target_id], since)
    for row in connection.execute(told.where(finding.c.kind != FindingKind.STORY_NEW)):  # scripts know no stories
        yield row.published, 1, row.number, finding_record(load(Finding, row.payload)) | {"id": row.target_id}


def mention_record(target_id: str, found: Mention, origin: Origin) -> dict[str, Any]:
    place = {"id": target_id, "document": origin.document, "item": origin.item_title, "quote": found.quote}
    if isinstance(found, PolicyMention):
        return {"record": "policy"} | place | _policy(found) | {"published": origin.published.date().isoformat()}
    return {"record": "metric"} | place | _metric(found)


def _policy(found: PolicyMention) -> dict[str, Any]:
    return {
        "issuers": list(found.issuers),
        "instrument": found.instrument.value,
        "stage": found.stage.value,
        "title": found.title,
    }


def _metric(found: MetricMention) -> dict[str, Any]:
    change = found.change and dump(Change, found.change)
    return {
        "value": found.value,
        "unit": found.unit,
        "subject": found.subject,
        "measure": found.measure,
        "period": found.period,
        "kind": found.kind.value,
        "change": change and {"basis": None} | change,
    }


def finding_record(found: Finding) -> dict[str, Any]:
    return {
        "record": "finding",
        "id": found.target_id,
        "finding": found.kind.value,
        "document": found.origin.document,
        "quote": found.quote,
        "old": found.old,
        "new": found.new,
        "reason": found.reason,
    }
