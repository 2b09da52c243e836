"""How the commands put what is known into lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tracker.model import MetricMention, Policy, PolicyMention, Series

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.store.records import StoredItem, StoredMention

BARS = "▁▂▃▄▅▆▇█"


def amount(mention: MetricMention) -> str:
    """A value with its unit and qualifier, as short as it stays exact."""
    if mention.value is None:
        change = mention.change
        return f"{change.direction} {change.value:g} {change.unit}" if change else ""
    sign = "" if mention.qualifier == "=" else mention.qualifier + " "
    high = f"–{figure(mention.value_high)}" if mention.value_high is not None else ""
    return f"{sign}{figure(mention.value)}{high} {mention.unit or ''}".rstrip()


def figure(value: float) -> str:
    """A number in full, with commas: 12,960,000,000,000; 0.5."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.6f}".rstrip("0").rstrip(".")


def one_line(text: str) -> str:
    return " ".join(text.split())


def sparkline(values: list[float]) -> str:
    """A bar for each value, from the least to the most; nothing for fewer than three."""
    if len(values) < 3:
        return ""
    low, high = min(values), max(values)
    steps = len(BARS) - 1
    return "".join(BARS[round((value - low) / (high - low) * steps) if high > low else 0] for value in values)


# ---------------------------------------------------------------- status


def status_lines(known: dict[str, Any]) -> Iterator[str]:
    """What each source, receiver and pass last did."""
    yield "Sources"
    for source in known["sources"]:
        counts = ", ".join(f"{count} {state}" for state, count in sorted(source["documents"].items())) or "no documents"
        last = source["last_success"] or "never"
        yield f"  {source['name']}: {counts}; last read {last}; next look {source['next_look'] or 'at the next pass'}"
        if source["error"]:
            yield f"    failed {source['failures']} times: {source['error']}"
    stored = known["stored"]
    yield "Stored: " + ", ".join(f"{count} {name}" for name, count in stored.items())
    yield "Receivers"
    for receiver in known["receivers"]:
        yield from receiver_lines(receiver)
    run = known["last_run"]
    if run:
        yield f"Last pass: {run['started']} to {run['ended'] or '?'}" + (
            f", failed: {run['error']}" if run["error"] else ""
        )


def receiver_lines(receiver: dict[str, Any]) -> Iterator[str]:
    findings = ", ".join(f"{count} {state}" for state, count in sorted(receiver["findings"].items())) or "none"
    deliveries = ", ".join(f"{count} {state}" for state, count in sorted(receiver["deliveries"].items())) or "none"
    last = receiver["last_digest"] or "never"
    digests = f"{receiver['digests']} digests, last {last}"
    yield f"  {receiver['name']}: findings {findings}; {digests}; messages {deliveries}"
    if receiver.get("next_digest"):
        yield f"    next digest {receiver['next_digest']}"
    if receiver["last_error"]:
        yield f"    {receiver['last_error']}"


# ---------------------------------------------------------------- policies and series


def policy_lines(policy: Policy) -> Iterator[str]:
    yield f"{policy.title}  ({policy.id})"
    yield " → ".join(policy.stages)
    for step in policy.steps:
        mention, origin = step.mention, step.origin
        when = f", effective {mention.effective}" if mention.effective else ""
        who = ", ".join(mention.issuers) or "issuer not named"
        yield f"{origin.published:%Y-%m-%d}  {mention.stage}  {mention.instrument}, {who}{when}"
        yield f"    “{one_line(mention.quote)}”"
        yield f"    {', '.join(origin.voices)}, {origin.document}"


def series_lines(app: App, series: Series) -> Iterator[str]:
    yield f"{series.name}  ({series.id})" + (f"  pinned as {series.pin}" if series.pin else "")
    bars = sparkline([o.mention.value for o in series.observations if o.mention.value is not None])
    if bars:
        yield bars
    for stored in app.store.mentions_of_target(series.id):
        mention, origin = stored.mention, stored.origin
        if not isinstance(mention, MetricMention):
            continue
        yield f"{mention.period or origin.published.date().isoformat():24} {amount(mention):>24}  {mention.kind}"
        yield f"    “{one_line(mention.evidence)}”"
        yield f"    {', '.join(origin.voices)}, {origin.document}; linked because {stored.link.reason}"
        for other, reason in stored.link.refused:
            yield f"    not compared with {other}: {reason}"


# ---------------------------------------------------------------- explain


def explanation_lines(app: App, stored: StoredItem, watch: str | None) -> Iterator[str]:
    """An item from its mentions to what became of each finding."""
    item, origin = stored.item, stored.origin
    yield f"{item.title or one_line(item.text)[:80]}  ({stored.item_id})"
    yield f"{origin.source}, {origin.document}, published {origin.published:%Y-%m-%d}"
    yield ""
    for mention in app.store.mentions_of_item(stored.item_id):
        yield from mention_lines(mention)
    for rejected in app.store.rejections_of_item(stored.item_id):
        yield f"- no {rejected.about}: “{one_line(rejected.quote)[:120]}”"
        yield f"    {rejected.reason}"
    yield ""
    yield from finding_lines(app, stored, watch)


def mention_lines(stored: StoredMention) -> Iterator[str]:
    mention = stored.mention
    what = f"{mention.stage} {mention.instrument}" if isinstance(mention, PolicyMention) else amount(mention)
    yield f"+ {what}: “{one_line(mention.quote)[:160]}”"
    yield f"    accepted because {mention.reason.removeprefix('accepted because').lstrip(': ')}"
    yield f"    linked to {stored.target} ({stored.target_id}): {stored.link.reason}"
    for other, reason in stored.link.refused:
        yield f"    not compared with {other}: {reason}"


def finding_lines(app: App, stored: StoredItem, watch: str | None) -> Iterator[str]:
    findings = app.store.findings_of_item(stored.item_id)
    if not findings:
        yield "No finding: nothing in it is new."
    for finding in findings:
        yield f"{finding.kind}: {finding.target}"
        yield f"    {finding.reason}"
        for selection in app.store.selections_of_finding(finding.id):
            fate = (
                f"in digest {selection.digest_id}"
                if selection.digest_id
                else selection.reason or "waits for its digest"
            )
            yield f"    to {selection.receiver} by {', '.join(selection.watches)}: {selection.state}, {fate}"
        for line in app.explain_watches(finding, stored.item, watch):
            yield f"    {line}"
