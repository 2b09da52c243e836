"""Which receivers are told of a finding, by which watches, and why a watch did or did not select it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.model import Finding, Selection, Urgency
from tracker.watches.compiling import Compiled
from tracker.watches.conditions import STORIES, Check
from tracker.watches.seen import Seen

STRENGTH = (Urgency.NOW, Urgency.DIGEST, Urgency.LOW)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One watch's view of one finding."""

    watch: str
    selected: bool
    checks: tuple[Check, ...]
    to: tuple[str, ...]
    urgency: Urgency

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.held)


def select(
    watches: Sequence[Compiled], finding: Finding, text: str, *, now: datetime, language: str = "en"
) -> tuple[Selection, ...]:
    """One selection for each receiver that any watch tells, ordered by receiver. `text` is the item's text."""
    seen = Seen(finding, text, now, language)
    return gather(finding, [watch for watch in watches if watch.body.holds(seen)])


def gather(finding: Finding, asking: Iterable[Compiled]) -> tuple[Selection, ...]:
    """The watches that selected a finding, brought together by receiver: the strongest urgency, and all labels."""
    by_receiver: dict[str, list[Compiled]] = {}
    for watch in asking:
        for receiver in watch.rule.to:
            by_receiver.setdefault(receiver, []).append(watch)
    return tuple(_selection(finding, receiver, by_receiver[receiver]) for receiver in sorted(by_receiver))


def _selection(finding: Finding, receiver: str, watches: list[Compiled]) -> Selection:
    return Selection(
        finding=finding,
        receiver=receiver,
        watches=tuple(sorted({watch.name for watch in watches})),
        urgency=min((watch.urgency for watch in watches), key=STRENGTH.index),
        labels=tuple(sorted({label for watch in watches for label in watch.rule.labels})),
    )


def once_a_story(selections: Iterable[Selection]) -> list[Selection]:
    """Without the stories of which a receiver is told something else, or that another outlet has told before."""
    ordered = sorted(selections, key=lambda each: (_is_story(each), each.finding.origin.published, each.finding.id))
    told: set[tuple[str, str]] = set()
    kept: list[Selection] = []
    for each in ordered:
        place = (each.receiver, each.finding.origin.story_id)
        if not _is_story(each) or place not in told:
            kept.append(each)
        told.add(place)
    return kept


def _is_story(selection: Selection) -> bool:
    return selection.finding.kind in STORIES


def explain(
    watches: Sequence[Compiled], finding: Finding, text: str, now: datetime, language: str = "en"
) -> tuple[Explanation, ...]:
    """For each watch every condition with the value it saw: first those that selected, then the nearest misses."""
    seen = Seen(finding, text, now, language)
    explained = [
        Explanation(watch.name, watch.body.holds(seen), watch.body.checks(seen), watch.rule.to, watch.urgency)
        for watch in watches
    ]
    return tuple(sorted(explained, key=lambda each: (not each.selected, len(each.failed), each.watch)))
