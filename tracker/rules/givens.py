"""Findings that a test of the rules gives as they are, without a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from tracker import watches
from tracker.errors import Fault
from tracker.model import Finding, FindingKind, Item, MetricMention, Origin, PolicyMention, make_id

if TYPE_CHECKING:
    from tracker.config.trials import GivenFinding, GivenMetric

Told = tuple[Finding, Item]
"""A finding with the story that it stands in."""


def given_finding(told: GivenFinding, now: datetime) -> Told:
    """The finding that a test describes, and a story around it."""
    mention = policy(told) if told.policy else metric(told.metric) if told.metric else None
    assert mention is not None  # noqa: S101  the tests' file is refused without either
    old, new = (None, None) if told.metric is None else values(told.metric)
    subject = f"{told.metric.subject} {told.metric.measure}".strip() if told.metric else mention.quote
    identity = make_id("fin", told.model_dump_json())
    finding = Finding(
        id=identity,
        kind=told.finding or usual_kind(told),
        target_id=identity,
        target=(told.metric.name if told.metric else None) or subject,
        mention=mention,
        origin=Origin(identity, "test", told.source, identity, "", now, outlets=told.told_by),
        reason="a test gives it",
        created=now,
        old=old,
        new=new,
        pin=told.metric.name if told.metric else None,
        voices=told.told_by or (told.source,),
    )
    text = told.text or mention.quote
    return finding, Item(None, text, 0, len(text), language=told.language)


def usual_kind(told: GivenFinding) -> FindingKind:
    if told.metric is None:
        return FindingKind.POLICY_NEW
    return FindingKind.METRIC_NEW if told.metric.before is None else FindingKind.METRIC_CHANGED


def policy(told: GivenFinding) -> PolicyMention:
    written = told.policy
    assert written is not None  # noqa: S101  asked for by `given_finding` alone
    return PolicyMention(
        quote=written.title,
        start=0,
        end=len(written.title),
        issuers=written.issuer,
        jurisdiction=watches.code_of(written.jurisdiction) or written.jurisdiction,
        instrument=written.instrument,
        stage=written.stage,
        title=written.title,
        effective=written.effective,
    )


def metric(written: GivenMetric) -> MetricMention:
    value = watches.read_quantity(written.value)
    quote = str(written.value)
    return MetricMention(
        quote=quote,
        start=0,
        end=len(quote),
        evidence=quote,
        value=value.value,
        unit=value.unit or "",
        subject=written.subject,
        measure=written.measure,
        kind=written.kind,
        cadence=written.per,
    )


def values(written: GivenMetric) -> tuple[float | None, float]:
    """The value before and the value now."""
    before = None if written.before is None else watches.read_quantity(written.before).value
    return before, watches.read_quantity(written.value).value


def unreadable(told: GivenFinding, path: tuple[str | int, ...]) -> Iterator[Fault]:
    """Values of a metric that are no numbers."""
    if told.metric is None:
        return
    for key in ("value", "before"):
        written = getattr(told.metric, key)
        if written is None:
            continue
        try:
            watches.read_quantity(written)
        except ValueError as error:
            yield Fault((*path, "metric", key), str(error))
