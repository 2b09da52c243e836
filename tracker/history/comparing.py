"""One item at its desk: its mentions linked, compared with what is stored, written down, and selected by the watches.

Everything happens inside the store's transaction of the item's document. The decisions are those of the matching and
watches rooms; this module asks the store for candidates, carries the decisions there, and makes findings of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import is_
from typing import TYPE_CHECKING

from tracker import matching
from tracker.history import timeline
from tracker.history.decided import NOTHING, Decided
from tracker.history.laid import LaidOut
from tracker.history.stories import select_story
from tracker.model import (
    Document,
    Finding,
    Item,
    Link,
    Mention,
    MetricMention,
    Observation,
    Origin,
    Pin,
    Policy,
    PolicyMention,
    Series,
    Stage,
    Verdict,
    make_id,
)

if TYPE_CHECKING:
    from tracker.store.work import Work
    from tracker.watches import Selector

STORY_WINDOW = timedelta(days=10)
"""How far apart two items may be published and still tell the same event."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the operator asked for: watches that select, pins that anchor, and what people have decided."""

    selector: Selector
    pins: tuple[Pin, ...] = ()
    decided: Decided = NOTHING


@dataclass(frozen=True, slots=True)
class Place:
    """Which item of which document lies on the desk."""

    document: Document
    document_id: str
    """the document's own, for which its bytes are hashed anew each time"""
    published: datetime
    ordinal: int
    item: Item
    publisher: str | None = None
    """who sent the letter, where it says so: one mailbox or folder may hold the letters of many"""
    baseline: bool = False
    """whether it was there when its source was first looked at"""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who speaks: whom the item names, else who sent the letter, else nobody but the source."""
        if self.item.outlets or self.publisher in (None, "", self.document.source):
            return self.item.outlets
        return (self.publisher or "",)

    @property
    def item_id(self) -> str:
        return make_id("item", self.document_id, self.ordinal)


@dataclass(frozen=True, slots=True)
class Target:
    """What a mention was linked to, as it stood before the mention was added; new ones hold nothing yet."""

    id: str
    name: str
    known: Policy | Series | None
    link: Link
    pin: Pin | None = None


class Desk:
    """Compares the mentions of one item one by one, so that the second can meet what the first began."""

    def __init__(self, work: Work, rules: Rules, place: Place, laid: LaidOut, now: Callable[[], datetime]) -> None:
        self.work = work
        self.rules = rules
        self.item = place.item
        self.item_id = place.item_id
        self.place = place
        self.laid = laid
        self.now = now
        self.origin = self.make_origin()
        self.targets: dict[MetricMention, Target] = {}
        self.claims: dict[int, tuple[tuple[Policy, ...], Link]] = {}

    def make_origin(self) -> Origin:
        document, item = self.place.document, self.item
        published = item.published or self.place.published
        near = self.work.story_candidates(self.laid.story_keys, since=published - STORY_WINDOW)
        told = [(other.story_id, other.signature) for other in near]
        return Origin(
            document_id=self.place.document_id,
            document=document.name,
            source=document.source,
            item_id=self.item_id,
            item_title=item.title or "",
            published=published,
            outlets=self.place.outlets,
            url=item.url or document.url,
            story_id=matching.link_story(self.laid.signature, told) or make_id("story", self.item_id),
        )

    # ------------------------------------------------------------ comparing

    def compare(self) -> tuple[Finding, ...]:
        """Write the item and its mentions down; return what is new about them, in the order of the text."""
        self.store_item()
        mentions = self.laid.mentions
        findings: list[Finding | None] = [None] * len(mentions)
        for place in self.turns():
            findings[place] = self.compare_one(*mentions[place])
        claims = self.check_claims(self.laid.extraction.metrics)
        return (*(finding for finding in findings if finding), *claims)

    def compare_one(self, mention: Mention, keys: frozenset[str]) -> Finding | None:
        if isinstance(mention, PolicyMention):
            return self.compare_policy(mention, keys)
        return self.compare_metric(mention, keys)

    def turns(self) -> Iterable[int]:
        """The places of the mentions, in the order of the text unless several policies want to be the same."""
        mentions = self.laid.mentions
        if sum(isinstance(mention, PolicyMention) for mention, _ in mentions) < 2:
            return range(len(mentions))
        return matching.by_claim([self.claim(mention, keys) for mention, keys in mentions])

    def claim(self, mention: Mention, keys: frozenset[str]) -> Link | None:
        """What a policy would be linked to if it were the first of its item; what a person placed claims nothing."""
        if not isinstance(mention, PolicyMention) or self.rules.decided.place(self.item_id, mention):
            return None
        candidates = self.work.policy_candidates(keys)
        link = matching.link_policy(mention, self.laid.words, self.origin, candidates)
        self.claims[id(mention)] = candidates, link
        return link

    def link_policy(self, mention: PolicyMention, candidates: tuple[Policy, ...]) -> Link:
        """The policy of a mention: what it claimed, if every candidate is still what it was then."""
        claimed = self.claims.get(id(mention))
        if claimed and len(claimed[0]) == len(candidates) and all(map(is_, claimed[0], candidates)):
            return claimed[1]
        return matching.link_policy(mention, self.laid.words, self.origin, candidates)

    def compare_policy(self, mention: PolicyMention, keys: frozenset[str]) -> Finding | None:
        candidates = self.work.policy_candidates(keys)
        placed = self.rules.decided.place(self.item_id, mention)
        link = placed.link if placed else self.link_policy(mention, candidates)
        known = self.work.policy(placed.target_id) if placed else None
        policy = known or next((p for p in candidates if p.id == link.target_id), None)
        target_id = link.target_id or make_id("pol", self.item_id, mention.start, mention.end)
        target = Target(
            id=target_id,
            name=policy.title if policy else self.rules.decided.name(target_id) or matching.policy_title(mention),
            known=policy,
            link=link,
        )
        verdict = matching.compare_policy(mention, self.origin, policy)
        self.store_mention(mention, target, keys)
        return self.found(mention, verdict, target)

    def compare_metric(self, mention: MetricMention, keys: frozenset[str]) -> Finding | None:
        pin = matching.pin_for(mention, self.rules.pins)
        candidates = self.series_candidates(keys, pin)
        placed = self.rules.decided.place(self.item_id, mention)
        link = placed.link if placed else matching.link_series(mention, self.origin, candidates, self.rules.pins)
        known = self.work.series(placed.target_id) if placed else None
        series = known or next((s for s in candidates if s.id == link.target_id), None)
        pin = next((pin for pin in self.rules.pins if pin.name == placed.pin), None) if placed else pin
        target_id = link.target_id or make_id("ser", self.item_id, mention.start, mention.end)
        name = pin.name if pin else matching.series_name(mention)
        target = Target(
            id=target_id,
            name=series.name if series else self.rules.decided.name(target_id) or name,
            known=series,
            link=link,
            pin=pin,
        )
        verdict = matching.compare_metric(mention, self.origin, series)
        self.store_mention(mention, target, keys)
        self.targets[mention] = target
        return self.found(mention, verdict, target)

    def series_candidates(self, keys: frozenset[str], pin: Pin | None) -> tuple[Series, ...]:
        candidates = self.work.series_candidates(keys)
        pinned = self.work.series_by_pin(pin.name) if pin else None
        return candidates if pinned is None or pinned in candidates else (pinned, *candidates)

    def check_claims(self, metrics: tuple[MetricMention, ...]) -> Iterable[Finding]:
        """What the text's own arithmetic says against itself or against the stored history."""
        histories = {m: t.known for m, t in self.targets.items() if isinstance(t.known, Series)}
        for mention, verdict in matching.check_claims(metrics, self.origin, histories):
            found = self.found(mention, verdict, self.targets[mention])
            if found is not None:
                yield found

    # ------------------------------------------------------------ writing down

    def store_item(self) -> None:
        self.work.add_item(
            item_id=self.item_id,
            document_id=self.place.document_id,
            ordinal=self.place.ordinal,
            item=self.item,
            origin=self.origin,
            rejections=self.laid.extraction.rejections,
            story_keys=self.laid.story_keys,
            signature=self.laid.signature,
        )

    def store_mention(self, mention: Mention, target: Target, keys: frozenset[str]) -> None:
        self.work.add_mention(
            mention_id=mention_id(self.item_id, mention),
            item_id=self.item_id,
            mention=mention,
            words=self.laid.words,
            origin=self.origin,
            link=target.link,
            target_id=target.id,
            title=target.name,
            pin=target.pin.name if target.pin else None,
            keys=keys,
            begins=target.link.target_id is None,
        )

    def found(self, mention: Mention, verdict: Verdict | None, target: Target) -> Finding | None:
        """The finding, unless there is nothing new, or a person said that it is no policy or metric at all."""
        if verdict is None or self.rules.decided.refuses(self.item_id, mention, target.id):
            return None
        return self.finding(mention, verdict, target)

    def finding(self, mention: Mention, verdict: Verdict, target: Target) -> Finding:
        finding_id = make_id("fin", mention_id(self.item_id, mention), verdict.kind)
        return make_finding(finding_id, mention, self.origin, verdict=verdict, target=target, created=self.now())

    def select_story(self) -> int:
        """Where nothing was found: write the item down as a story for those who ask for it; the number of selections.

        Nobody is told who was told of the story before.
        """
        chosen = select_story(self.rules.selector, self.item, self.origin, self.now())
        known = self.work.told_of_story(self.origin.story_id) if chosen else frozenset()
        wanted = [replace(each, baseline=self.place.baseline) for each in chosen if each.receiver not in known]
        if wanted:
            self.work.add_story(wanted[0].finding)
            self.work.add_selections(wanted)
        return len(wanted)

    def select(self, findings: Iterable[Finding]) -> int:
        """Write the findings down with what the watches select of them; the number of selections."""
        count = 0
        for finding in findings:
            self.work.add_finding(finding)
            chosen = self.rules.selector.select(finding, self.item.text, now=self.now(), language=self.item.language)
            self.work.add_selections(replace(each, baseline=self.place.baseline) for each in chosen)
            count += len(chosen)
        return count


def make_finding(
    finding_id: str, mention: Mention, origin: Origin, *, verdict: Verdict, target: Target, created: datetime
) -> Finding:
    """A verdict with everything that a watch may ask and a digest may say."""
    return Finding(
        id=finding_id,
        kind=verdict.kind,
        target_id=target.id,
        target=target.name,
        mention=mention,
        origin=origin,
        reason=verdict.reason,
        created=created,
        old=verdict.old,
        new=verdict.new,
        old_period=verdict.old_period,
        against=verdict.against,
        agrees=verdict.agrees,
        pin=target.pin.name if target.pin else None,
        stages=stages_with(target.known, mention),
        history=history_with(target.known, mention, origin),
        voices=voices_with(target.known, origin),
        perhaps=target.link.perhaps,
    )


def mention_id(item_id: str, mention: Mention) -> str:
    kind = "policy" if isinstance(mention, PolicyMention) else "metric"
    return make_id("men", item_id, kind, mention.start, mention.end)


def stages_with(known: Policy | Series | None, mention: Mention) -> tuple[Stage, ...]:
    """The stages that the policy has been through, this mention's included."""
    if not isinstance(mention, PolicyMention):
        return ()
    before = known.stages if isinstance(known, Policy) else ()
    return tuple(dict.fromkeys((*before, mention.stage)))


def history_with(
    known: Policy | Series | None, mention: Mention, origin: Origin
) -> tuple[tuple[str | None, float], ...]:
    """The values of the series with their periods in the order of time, one a period; this mention's is the last."""
    if not isinstance(mention, MetricMention):
        return ()
    told = known.observations if isinstance(known, Series) else ()
    return timeline.line_up_to(told, Observation(mention, origin))


def voices_with(known: Policy | Series | None, origin: Origin) -> tuple[str, ...]:
    """Everyone who has told of the target so far, this origin last."""
    told = known.steps if isinstance(known, Policy) else known.observations if known else ()
    return tuple(dict.fromkeys(voice for o in (*(entry.origin for entry in told), origin) for voice in o.voices))
