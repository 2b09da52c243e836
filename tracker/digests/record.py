"""A digest as data: what webhooks get and `tracker digest preview --format json` prints. Pure.

`version` changes when a key changes its meaning or goes; further keys may come without.
"""

from __future__ import annotations

from typing import Any

from tracker.digests.plain import plain, safe_url
from tracker.digests.views import DigestView, EntryView
from tracker.model import Digest, Entry, Excerpt, Finding, MetricMention, Origin, PolicyMention, Selection

VERSION = 1


def digest_record(digest: Digest, view: DigestView) -> dict[str, Any]:
    """Everything that the digest tells, in the reader's words and as bare values."""
    shown = {one.id: one for one in _all(view)}
    return {
        "type": "policy_tracker.digest",
        "version": VERSION,
        "id": digest.id,
        "receiver": digest.receiver,
        "slot": digest.slot,
        "created": digest.created.isoformat(),
        "headline": view.lead,
        "summary": view.summary,
        "archive": view.archive or None,
        "sections": [
            {"name": section.name, "entries": [_entry(entry, shown) for entry in section.entries]}
            for section in digest.sections
        ],
    }


def _all(view: DigestView) -> list[EntryView]:
    told = [one for entry in view.entries for one in (entry, *entry.also)]
    aims = [target.told for entry in view.entries for run in entry.targets for target in run if target.told]
    return [*told, *aims]


def _entry(entry: Entry, shown: dict[str, EntryView]) -> dict[str, Any]:
    record = _finding(entry.lead, shown[entry.lead.finding.id])
    return record | {
        "voices": list(entry.voices),
        "also": [_finding(one, shown[one.finding.id]) for one in entry.also],
    }


def _finding(selection: Selection, view: EntryView) -> dict[str, Any]:
    finding = selection.finding
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "target_id": finding.target_id,
        "title": view.title,
        "line": view.line,
        "quote": finding.evidence,
        "old": finding.old,
        "new": finding.new,
        "reason": finding.reason,
        "watches": list(selection.watches),
        "labels": list(selection.labels),
        "urgency": selection.urgency.value,
        "source": _source(finding.origin),
        **_mention(finding),
    }


def _mention(finding: Finding) -> dict[str, Any]:
    mention = finding.mention
    if isinstance(mention, PolicyMention):
        return _policy(mention, finding)
    if isinstance(mention, Excerpt):
        return {"language": mention.language, "extracted": mention.extracted}
    return _metric(mention)


def _policy(mention: PolicyMention, finding: Finding) -> dict[str, Any]:
    return {
        "issuers": list(mention.issuers),
        "jurisdiction": mention.jurisdiction,
        "instrument": mention.instrument.value,
        "stage": mention.stage.value,
        "stages": [stage.value for stage in finding.stages],
        "date": mention.date,
        "effective": mention.effective,
        "targets": [_metric(aim) | {"measure": aim.measure, "quote": aim.evidence} for aim in mention.targets],
    }


def _metric(mention: MetricMention) -> dict[str, Any]:
    return {
        "value": mention.value,
        "value_high": mention.value_high,
        "unit": mention.unit,
        "qualifier": mention.qualifier,
        "period": mention.period,
        "is": mention.kind.value,
        "scope": list(mention.scope),
    }


def _source(origin: Origin) -> dict[str, Any]:
    return {
        "voices": list(origin.voices),
        "source": origin.source,
        "headline": plain(origin.item_title),
        "published": origin.published.isoformat(),
        "url": safe_url(origin.url),
    }
