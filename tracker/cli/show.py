"""How the commands put what is known into lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from tracker.cli.common import plural
from tracker.model import MetricMention, Observation, Policy, PolicyMention, Series

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


def status_lines(known: dict[str, Any], zone: tzinfo) -> Iterator[str]:
    """What each source, receiver and pass last did, in the time of the zone."""
    yield "Sources"
    for source in known["sources"]:
        yield from source_lines(source, zone)
    stored = known["stored"]
    singular = {"policies": "policy", "series": "series"}
    yield "Stored: " + ", ".join(plural(count, singular.get(name, name[:-1]), name) for name, count in stored.items())
    yield "Receivers"
    for receiver in known["receivers"]:
        yield from receiver_lines(receiver, zone)
    for team in known.get("teams", ()):
        left_out = f"left out: {'; '.join(team['left_out'])}" if team["left_out"] else "in force"
        yield f"Team {team['name']}: {left_out}"
    yield from queue_lines(known.get("queue"), zone)
    run = known["last_run"]
    if run:
        ended = local(run["ended"], zone) if run["ended"] else "?"
        yield f"Last pass: {local(run['started'], zone)} to {ended}" + (
            f", failed: {run['error']}" if run["error"] else ""
        )


def queue_lines(queue: Mapping[str, Any] | None, zone: tzinfo) -> Iterator[str]:
    """Who works, and what waits for them; nothing where there are no workers."""
    if queue is None:
        return
    silent = f", {queue['silent']} silent" if queue["silent"] else ""
    yield f"Workers: {queue['workers']} at work{silent}"
    for depth in queue["depths"]:
        counts = ", ".join(f"{depth[name]} {name}" for name in ("waiting", "running", "failed") if depth[name])
        since = f", the first since {local(depth['since'], zone)}" if depth["since"] else ""
        yield f"  {depth['task']}: {counts}{since}"


def source_lines(source: Mapping[str, Any], zone: tzinfo) -> Iterator[str]:
    counts = ", ".join(f"{count} {state}" for state, count in sorted(source["documents"].items())) or "no documents"
    last = local(source["last_success"], zone) if source["last_success"] else "never"
    look = local(source["next_look"], zone) if source["next_look"] else "at the next pass"
    yield f"  {source['name']}: {counts}; last read {last}; next look {look}"
    if source["error"]:
        times = "once" if source["failures"] == 1 else f"{source['failures']} times"
        yield f"    failed {times}: {source['error']}"


def receiver_lines(receiver: Mapping[str, Any], zone: tzinfo) -> Iterator[str]:
    findings = ", ".join(f"{count} {state}" for state, count in sorted(receiver["findings"].items())) or "none"
    deliveries = ", ".join(f"{count} {state}" for state, count in sorted(receiver["deliveries"].items())) or "none"
    last = local(receiver["last_digest"], zone) if receiver["last_digest"] else "never"
    digests = f"{plural(receiver['digests'], 'digest')}, last {last}"
    yield f"  {receiver['name']}: findings {findings}; {digests}; messages {deliveries}"
    if receiver.get("next_digest"):
        yield f"    next digest {receiver['next_digest'].replace('T', ' ')}"
    if receiver["last_error"]:
        yield f"    {receiver['last_error']}"


def local(instant: str, zone: tzinfo) -> str:
    """An instant as people read it: 2026-04-13 08:30 CEST."""
    return f"{datetime.fromisoformat(instant).astimezone(zone):%Y-%m-%d %H:%M %Z}"


# ---------------------------------------------------------------- policies and series


def policy_lines(app: App, policy: Policy) -> Iterator[str]:
    """A policy's life: each step with its quote, its source and the id of its mention."""
    yield f"{policy.title}  ({policy.id})"
    yield " → ".join(policy.stages)
    decided = placed_by_people(app)
    for stored in app.store.mentions_of_target(policy.id):
        mention, origin = stored.mention, stored.origin
        if not isinstance(mention, PolicyMention):
            continue
        when = f", effective {mention.effective}" if mention.effective else ""
        who = ", ".join(mention.issuers) or "issuer not named"
        yield f"{origin.published:%Y-%m-%d}  {mention.stage}  {mention.instrument}, {who}{when}"
        yield f"    “{one_line(mention.evidence or mention.quote)}”"
        yield f"    {', '.join(origin.voices)}, {origin.document}; mention {stored.mention_id}"
        yield from decided.get(stored.mention_id, ())


def series_lines(app: App, series: Series) -> Iterator[str]:
    """A series in the order of time: a bar a period, then each value with its quote, source and link."""
    from tracker.history.timeline import in_order, line

    yield f"{series.name}  ({series.id})" + (f"  pinned as {series.pin}" if series.pin else "")
    bars = sparkline([value for _, value in line(series.observations)])
    if bars:
        yield bars
    decided = placed_by_people(app)
    told = [
        (stored, Observation(stored.mention, stored.origin))
        for stored in app.store.mentions_of_target(series.id)
        if isinstance(stored.mention, MetricMention)
    ]
    by_observation = {id(observation): stored for stored, observation in told}
    for observation in in_order(observation for _, observation in told):
        stored = by_observation[id(observation)]
        yield from observation_lines(observation, stored)
        yield from decided.get(stored.mention_id, ())


def observation_lines(observation: Observation, stored: StoredMention) -> Iterator[str]:
    mention, origin = observation.mention, observation.origin
    yield f"{mention.period or origin.published.date().isoformat():24} {amount(mention):>24}  {mention.kind}"
    yield f"    “{one_line(mention.evidence)}”"
    yield f"    {', '.join(origin.voices)}, {origin.document}; mention {stored.mention_id}"
    yield f"    linked because {stored.link.reason}"
    for other, reason in stored.link.refused:
        yield f"    not compared with {other}: {reason}"


def placed_by_people(app: App) -> dict[str, list[str]]:
    """By mention: that a person put it where it belongs now."""
    from tracker.history.decided import in_force, says

    lines: dict[str, list[str]] = {}
    for decision in in_force(app.store.catalogue.decisions()):
        for place in decision.details.get("moved", ()):
            said = (
                f"    put here by a person: {decision.kind} of {decision.created:%Y-%m-%d}, decision {decision.number}"
            )
            lines[place["mention"]] = [said]
        for place in decision.details.get("refused", ()):
            lines[place["mention"]] = [f"    {says(decision)} that it is none"]
    return lines


# ---------------------------------------------------------------- explain


def explanation_lines(app: App, stored: StoredItem, watch: str | None) -> Iterator[str]:
    """An item from its mentions to what became of each finding."""
    item, origin = stored.item, stored.origin
    yield f"{item.title or one_line(item.text)[:80]}  ({stored.item_id})"
    yield f"{origin.source}, {origin.document}, published {origin.published:%Y-%m-%d}"
    yield ""
    decided = placed_by_people(app)
    for mention in app.store.mentions_of_item(stored.item_id):
        yield from mention_lines(mention)
        yield from decided.get(mention.mention_id, ())
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
    yield f"    linked to {stored.target} ({stored.target_id}): {stored.link.reason}  [{stored.mention_id}]"
    for other, reason in stored.link.refused:
        yield f"    not compared with {other}: {reason}"


def story_lines(app: App, stored: StoredItem, watch: str | None) -> Iterator[str]:
    """Why a story in which nothing was found is told to nobody: what each watch that asks for stories misses."""
    from tracker.history.stories import as_story

    story = as_story(stored.item, stored.origin, app.now())
    asking = tuple(each for each in app.watches if story.kind in (each.body.kinds or ()))
    chosen = [each for each in app.explained(story, stored.item, asking) if watch in {None, each.watch}]
    if not asking:
        yield "No finding: no policy and no metric is in it, and no watch asks for stories (finding: story.new)."
    elif any(each.selected for each in chosen):
        yield "No finding of its own: it is a story that was told before, or that came before the watch did."
    else:
        yield "No finding: no policy and no metric is in it, and no watch selects it as a story."
    for each in chosen:
        yield f"    watch {each.watch}: {'selects it' if each.selected else 'does not'}"
        yield from (f"        {'✓' if check.held else '✗'} {check}" for check in each.checks)


def finding_lines(app: App, stored: StoredItem, watch: str | None) -> Iterator[str]:
    from tracker.history.decided import decided

    findings = app.store.findings_of_item(stored.item_id)
    mentions = () if findings else app.store.mentions_of_item(stored.item_id)
    if mentions:
        refused = decided(app.store.catalogue.decisions()).refused
        reasons = dict.fromkeys(refused[each.target_id] for each in mentions if each.target_id in refused)
        yield f"No finding: {'; '.join(reasons) or 'nothing in it is new'}."
    elif not findings:
        yield from story_lines(app, stored, watch)
    for finding in findings:
        yield f"{finding.kind}: {finding.target}  [{finding.id}]"
        yield f"    {finding.reason}"
        for selection in app.store.selections_of_finding(finding.id):
            fate = (
                f"in digest {selection.digest_id}"
                if selection.digest_id
                else selection.reason or app.waits_for(selection.receiver)
            )
            yield f"    to {selection.receiver} by {', '.join(selection.watches)}: {selection.state}, {fate}"
        for line in app.explain_watches(finding, stored.item, watch):
            yield f"    {line}"
