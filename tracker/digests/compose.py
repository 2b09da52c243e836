"""Selections → one digest: every selected finding in exactly one place, the weightiest first. Pure.

selections → one a finding → one entry a policy or metric → targets with their policies → sections by weight
→ stories side by side → headline
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tracker.digests.dates import Spot
from tracker.digests.language import NN_, SOURCE, Words, words_of
from tracker.digests.plain import plain, shorten
from tracker.model import (
    Digest,
    Entry,
    Excerpt,
    Finding,
    FindingKind,
    Instrument,
    MetricMention,
    PolicyMention,
    Section,
    Selection,
    Stage,
    Urgency,
    make_id,
    utc,
)

NEAR = timedelta(days=30)
CORRECTION = "correction"
"""the label of a selection that takes back what was told"""
SECTIONS = ("action", "corrected", "new", "moved", "changed", "metrics", "confirmed", "stories")
_SECTION_OF = {
    FindingKind.METRIC_CONFLICT: "action",
    FindingKind.CLAIM_INCONSISTENT: "action",
    FindingKind.METRIC_REVISED: "corrected",
    FindingKind.POLICY_NEW: "new",
    FindingKind.POLICY_UPDATED: "moved",
    FindingKind.METRIC_CHANGED: "changed",
    FindingKind.METRIC_NEW: "metrics",
    FindingKind.POLICY_CONFIRMED: "confirmed",
    FindingKind.METRIC_CONFIRMED: "confirmed",
    FindingKind.STORY_NEW: "stories",
}
_TELLS_TARGETS = frozenset(("action", "new", "moved"))
"""sections that show a policy in full, not in one line"""
_STANDS_ALONE = frozenset(("action", "corrected"))
_WEIGHT = {kind: weight for weight, kind in enumerate(_SECTION_OF)}
_URGENCY = {Urgency.NOW: 0, Urgency.DIGEST: 1, Urgency.LOW: 2}
_DECIDED = frozenset(Stage) - {Stage.ANNOUNCED, Stage.DRAFT, Stage.CONSULTATION}
COUNTED = {
    FindingKind.METRIC_CONFLICT: NN_("%(number)s conflict", "%(number)s conflicts"),
    FindingKind.CLAIM_INCONSISTENT: NN_(
        "%(number)s claim that does not add up", "%(number)s claims that do not add up"
    ),
    FindingKind.METRIC_REVISED: NN_("%(number)s correction", "%(number)s corrections"),
    FindingKind.POLICY_NEW: NN_("%(number)s new policy", "%(number)s new policies"),
    FindingKind.POLICY_UPDATED: NN_("%(number)s policy moved", "%(number)s policies moved"),
    FindingKind.METRIC_CHANGED: NN_("%(number)s metric changed", "%(number)s metrics changed"),
    FindingKind.METRIC_NEW: NN_("%(number)s new metric", "%(number)s new metrics"),
    FindingKind.POLICY_CONFIRMED: NN_("%(number)s policy confirmed", "%(number)s policies confirmed"),
    FindingKind.METRIC_CONFIRMED: NN_("%(number)s metric confirmed", "%(number)s metrics confirmed"),
    FindingKind.STORY_NEW: NN_("%(number)s story", "%(number)s stories"),
}
MORE = NN_("%(number)s more", "%(number)s more")
NAMED = 3
"""kinds that are counted by name; what there is beside them is counted together"""


def compose(selections: Sequence[Selection], *, receiver: str, slot: str, created: datetime) -> Digest | None:
    """What the receiver is told for this slot; None where there is nothing to tell.

    The order of `selections` does not matter: the same findings give the same digest with the same id. A finding that
    comes twice is told once, with the watches of both.
    """
    known = _united(selections)
    if not known:
        return None
    today = utc(created).date()
    entries = [_entry(group, today) for group in _aims_with_policies(_by_target(known), today)]
    sections = tuple(_section(name, entries, today) for name in SECTIONS)
    told = tuple(section for section in sections if section.entries)
    ids = sorted(selection.finding.id for selection in known)
    return Digest(
        id=make_id("dig", receiver, slot, *ids),
        receiver=receiver,
        slot=slot,
        created=utc(created),
        sections=told,
        headline=_headline(told),
        counts=counts(told),
    )


def near_dates(finding: Finding, today: date) -> tuple[date, ...]:
    """The days from today to thirty days ahead on which something begins or ends for the policy, as the text says."""
    mention = finding.mention
    if not isinstance(mention, PolicyMention):
        return ()
    told = [*(mention.effective or "").split("/"), mention.date or ""]
    days = {day for day in map(_day, told) if day is not None and today <= day <= today + NEAR}
    return tuple(sorted(days))


def section_of(selection: Selection, today: date) -> str:
    """The section that the selection would lead; dates that come near make a new or moved policy a matter of action."""
    finding = selection.finding
    if CORRECTION in selection.labels:
        return "corrected"
    if selection.urgency is Urgency.LOW and finding.kind is not FindingKind.STORY_NEW:
        return "confirmed"
    if finding.kind in {FindingKind.POLICY_NEW, FindingKind.POLICY_UPDATED} and near_dates(finding, today):
        return "action"
    return _SECTION_OF[finding.kind]


def _day(text: str) -> date | None:
    """A day, or the first day of a month; a bare year is a horizon and comes near to nobody."""
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return None


def _united(selections: Sequence[Selection]) -> tuple[Selection, ...]:
    """One selection a finding, whatever selected it, in an order that does not depend on how they came."""
    known: dict[str, Selection] = {}
    for selection in sorted(selections, key=lambda one: (one.finding.id, one.watches, one.labels)):
        earlier = known.get(selection.finding.id)
        known[selection.finding.id] = selection if earlier is None else _both(earlier, selection)
    return tuple(known.values())


def _both(one: Selection, other: Selection) -> Selection:
    return replace(
        one,
        watches=tuple(dict.fromkeys([*one.watches, *other.watches])),
        labels=tuple(dict.fromkeys([*one.labels, *other.labels])),
        urgency=min(one.urgency, other.urgency, key=_URGENCY.__getitem__),
        title=one.title or other.title,
        group=one.group or other.group,
    )


def _by_target(selections: Iterable[Selection]) -> list[list[Selection]]:
    """What is about one policy or series together; a story joins what else is told of the same event."""
    groups: dict[str, list[Selection]] = {}
    stories: dict[str, str] = {}
    for selection in sorted(selections, key=_is_story):
        finding = selection.finding
        target = stories.get(finding.origin.story_id) if _is_story(selection) else None
        target = target or finding.target_id
        stories.setdefault(finding.origin.story_id or finding.id, target)
        groups.setdefault(target, []).append(selection)
    return list(groups.values())


def _aims_with_policies(groups: list[list[Selection]], today: date) -> list[list[Selection]]:
    """A metric that is the target of a policy is told with the policy, where that is told in full in this digest.

    What needs action or takes something back stands for itself: the policy's entry leaves such a target out.
    """
    owners: dict[Spot, list[Selection]] = {}
    for group in groups:
        steps = [one for one in group if _is_policy(one)]
        if any(section_of(one, today) in _TELLS_TARGETS for one in steps):
            owners |= {spot: group for one in reversed(steps) for spot in aims_of(one.finding)}
    kept: list[list[Selection]] = []
    joined: list[tuple[list[Selection], list[Selection]]] = []
    for group in groups:
        owner = next((owners[spot] for one in group if (spot := spot_of(one.finding)) in owners), None)
        stands = any(_is_policy(one) or section_of(one, today) in _STANDS_ALONE for one in group)
        if owner is None or stands:
            kept.append(group)
        else:
            joined.append((owner, group))
    for owner, group in joined:
        owner.extend(group)
    return kept


def spot_of(finding: Finding) -> Spot:
    """Where a finding's mention stands: in which item, from where to where."""
    return finding.origin.item_id, finding.mention.start, finding.mention.end


def aims_of(finding: Finding) -> dict[Spot, MetricMention]:
    """The targets of a policy's mention by where they stand; none of any other mention."""
    mention = finding.mention
    if not isinstance(mention, PolicyMention):
        return {}
    return {(finding.origin.item_id, aim.start, aim.end): aim for aim in mention.targets}


def _is_story(selection: Selection) -> bool:
    return selection.finding.kind is FindingKind.STORY_NEW


def _entry(group: list[Selection], today: date) -> Entry:
    ranked = sorted(group, key=lambda selection: (_is_aim(selection, group), _weight(selection, today)))
    lead = _latest_step(ranked)
    also = [selection for selection in ranked if selection is not lead]
    findings = [selection.finding for selection in (lead, *also) if not _is_aim(selection, group)]
    return Entry(
        lead=lead,
        also=tuple(also),
        watches=tuple(dict.fromkeys(watch for selection in (lead, *also) for watch in selection.watches)),
        voices=_voices(voice for finding in findings for voice in (*finding.origin.voices, *finding.voices)),
    )


def _is_aim(selection: Selection, group: Sequence[Selection]) -> bool:
    """Whether it is the target of a policy that it stands with."""
    return isinstance(selection.finding.mention, MetricMention) and any(map(_is_policy, group))


def _is_policy(selection: Selection) -> bool:
    return isinstance(selection.finding.mention, PolicyMention)


def _latest_step(ranked: Sequence[Selection]) -> Selection:
    """The weightiest; of a new policy that has moved on in the same digest, the step that holds now."""
    steps = [one for one in ranked if one.finding.kind in {FindingKind.POLICY_NEW, FindingKind.POLICY_UPDATED}]
    if len(steps) < 2 or ranked[0] not in steps:
        return ranked[0]
    return max(steps, key=lambda one: (one.finding.origin.published, one.finding.kind is FindingKind.POLICY_UPDATED))


def _weight(selection: Selection, today: date) -> tuple[Any, ...]:
    """In order: section, urgency, nearest date, kind, pinned ones, how settled, what many tell, the latest, place."""
    finding = selection.finding
    near = near_dates(finding, today)
    return (
        SECTIONS.index(section_of(selection, today)),
        _URGENCY[selection.urgency],
        near[0] if near else date.max,
        _WEIGHT[finding.kind],
        finding.pin is None,
        _settled(finding),
        -len(finding.voices),
        -finding.origin.published.timestamp(),
        finding.origin.item_id,
        finding.mention.start,
        finding.id,
    )


def _settled(finding: Finding) -> int:
    """What is decided goes before what is only planned, and both before papers that decide nothing."""
    mention = finding.mention
    if not isinstance(mention, PolicyMention):
        return 0
    return 2 if mention.instrument is Instrument.REPORT else int(mention.stage not in _DECIDED)


def _place(entry: Entry, today: date) -> str:
    """The section of the weightiest finding of an entry: whoever did not know a policy is told it as new."""
    return min((section_of(one, today) for one in (entry.lead, *entry.also)), key=SECTIONS.index)


def _section(name: str, entries: Sequence[Entry], today: date) -> Section:
    mine = [entry for entry in entries if _place(entry, today) == name]
    mine.sort(key=lambda entry: _rank(entry, today))
    return Section(name, tuple(_beside(_beside(mine, _story), _group)))


def _rank(entry: Entry, today: date) -> tuple[object, ...]:
    """The weight of the lead within its section, but what is new counts as new, however far it has come."""
    _, urgency, near, _, *rest = _weight(entry.lead, today)
    return (urgency, near, _WEIGHT[_kind(entry)], *rest)


def _beside(entries: list[Entry], kin: Callable[[Entry], str]) -> list[Entry]:
    """The same order, but what has the same kin stands right behind the first entry of that kin."""
    kins: dict[str, list[Entry]] = {}
    for entry in entries:
        kins.setdefault(kin(entry), []).append(entry)
    return [entry for together in kins.values() for entry in together]


def _story(entry: Entry) -> str:
    return entry.lead.finding.origin.story_id or entry.lead.finding.id


def _group(entry: Entry) -> str:
    """The heading that a watch puts the entry under; what has none keeps its place among its likes."""
    return entry.lead.group


def _headline(sections: Sequence[Section]) -> str:
    first = next(entry.lead for section in sections for entry in section.entries)
    return f"{_topmost(first)} · {counted(sections)}"


def counted(sections: Sequence[Section]) -> str:
    """How many of what, in English: 2 conflicts, 3 new policies, 1 metric changed, 4 more."""
    return in_words(counts(sections), words_of(SOURCE))


def counts(sections: Sequence[Section]) -> tuple[tuple[str, int], ...]:
    """How many entries of which kind of finding, the weightiest kind first."""
    kinds = Counter(_kind(entry) for section in sections for entry in section.entries)
    return tuple((kind.value, count) for kind, count in sorted(kinds.items(), key=lambda pair: _WEIGHT[pair[0]]))


def in_words(counted: Sequence[tuple[str, int]], words: Words) -> str:
    """Such counts in a reader's language."""
    told = [words.count(COUNTED[FindingKind(kind)], count) for kind, count in counted[:NAMED]]
    more = sum(count for _, count in counted[NAMED:])
    return ", ".join([*told, *([words.count(MORE, more)] if more else [])])


def _kind(entry: Entry) -> FindingKind:
    """What an entry counts as: a new policy that has moved on as new, what takes back something as a correction."""
    if CORRECTION in entry.lead.labels:
        return FindingKind.METRIC_REVISED
    return min((one.finding.kind for one in (entry.lead, *entry.also)), key=_WEIGHT.__getitem__)


def _topmost(selection: Selection) -> str:
    """The first finding in the text's own words: who and what for a policy, what and how much for a metric."""
    finding = selection.finding
    if selection.title:
        return shorten(plain(selection.title), 200)
    mention, title = finding.mention, shorten(plain(finding.target), 120)
    if isinstance(mention, PolicyMention):
        issuer = shorten(plain(", ".join(mention.issuers[:2])), 80)
        return f"{issuer}: {title}" if issuer else title
    if isinstance(mention, Excerpt):
        return title
    return f"{title}: {shorten(plain(mention.quote), 80)}"


def _voices(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in order, whatever its case."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return tuple(seen.values())
