"""Findings for the tests of this room: short makers with defaults."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tracker.model import (
    Finding,
    FindingKind,
    Instrument,
    MetricMention,
    Origin,
    PolicyMention,
    Stage,
    Urgency,
    WatchRule,
    make_id,
)

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
ORIGIN = Origin("doc_1", "letter.txt", "letters", "item_1", "A title", NOW, ("Harbour Post",))


def policy(kind: FindingKind = FindingKind.POLICY_NEW, **changes: Any) -> Finding:
    """A finding about a policy; fields of the mention and of the finding may be given."""
    mention: dict[str, Any] = {
        "quote": "The Ministry of Commerce adopted a plan for cold chains.",
        "start": 0,
        "end": 56,
        "issuers": ("Ministry of Commerce",),
        "jurisdiction": "CN",
        "instrument": Instrument.PLAN,
        "stage": Stage.ADOPTED,
        "title": "Action Plan for Cold Chains",
    }
    return _finding(kind, PolicyMention, mention, changes)


def metric(kind: FindingKind = FindingKind.METRIC_CHANGED, **changes: Any) -> Finding:
    """A finding about a metric; fields of the mention and of the finding may be given."""
    mention: dict[str, Any] = {
        "quote": "620 million users",
        "start": 4,
        "end": 21,
        "evidence": "Now 620 million users stream music.",
        "value": 6.2e8,
        "unit": "user",
        "subject": "music streaming",
        "measure": "monthly users",
        "cadence": "month",
    }
    return _finding(kind, MetricMention, mention, {"old": 5.8e8, "new": 6.2e8, **changes})


def _finding(kind: FindingKind, mention_type: type, mention: dict[str, Any], changes: dict[str, Any]) -> Finding:
    fields: dict[str, Any] = {"target_id": "t_1", "target": "Target", "origin": ORIGIN, "reason": "", "created": NOW}
    for name, value in changes.items():
        (mention if name in mention_type.__dataclass_fields__ else fields)[name] = value
    return Finding(id=make_id("fnd", kind, mention, fields), kind=kind, mention=mention_type(**mention), **fields)


def rule(when: dict[str, Any] | None = None, **fields: Any) -> WatchRule:
    """A watch rule named "watch" that tells "desk", unless other fields are given."""
    fields = {"name": "watch", "to": ("desk",), "urgency": Urgency.DIGEST, **fields}
    return WatchRule(when=when or {}, **fields)
