"""The dates that a policy or a target brings with it, and what happens on them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from tracker.digests.charts import end_of
from tracker.digests.language import NP_
from tracker.digests.names import policy_now
from tracker.digests.plain import capital, plain
from tracker.model import Kind, MetricMention, Observation, Origin, Policy, PolicyMention, Series, Stage

if TYPE_CHECKING:
    from tracker.digests.figures import Figures

Spot = tuple[str, int, int]
"""an item and the offsets of a mention in it"""
CLOSES = NP_("what happens on a day", "consultation closes")
OPENS = NP_("what happens on a day", "consultation opens")
DELAYED = NP_("what happens on a day", "delayed to")
EXTENDED = NP_("what happens on a day", "extended to")
IN_FORCE = NP_("what happens on a day", "in force")
ENDS = NP_("what happens on a day", "ends")
TARGET = NP_("what happens on a day", "target")
NOBODY: Mapping[Spot, Policy] = MappingProxyType({})
_CLOSES = re.compile(r"\b(?:until|till|by|before|deadline|clos\w+|end|ends|ending|no later than)\b", re.IGNORECASE)
_OVER = {Stage.REPEALED, Stage.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happens on a day, or in the course of some days, with its proof."""

    key: str
    """stays the same when the day moves"""
    what: tuple[str, str]
    """in force, consultation closes, ends, delayed to, target: a message with its context"""
    title: str
    text: str
    """the day, month or year as the source tells it, in ISO form"""
    first: date
    last: date
    quote: str
    origin: Origin
    moved: int = 0
    """how many other days were told before"""
    over: bool = False
    """whether the policy was repealed or suspended since"""
    aim: MetricMention | None = None
    """the number that a target is to reach"""
    of: str = ""
    """the policy whose target it is, where one is known"""
    of_id: str = ""


def closes(mention: PolicyMention) -> bool:
    """Whether the day that a consultation names is its last: where the sentence speaks of an end."""
    return mention.stage is Stage.CONSULTATION and _CLOSES.search(mention.evidence or mention.quote) is not None


def days_of(text: str) -> tuple[date, date] | None:
    """The first and last day of an ISO day or month; None for a year, which is a horizon, and for anything else."""
    if len(text) not in (7, 10):
        return None
    last = end_of(text)
    if last is None:
        return None
    return (last.replace(day=1) if len(text) == 7 else last), last


def dated_policy(policy: Policy) -> Iterator[Dated]:
    """What the latest word on each of its dates says. Two dates of an interval are a beginning and an end."""
    told: dict[str, list[tuple[tuple[str, str], str, tuple[date, date], PolicyMention, Origin]]] = {}
    for step in policy.steps:
        for key, what, text in _named(step.mention):
            days = days_of(text)
            if days:
                told.setdefault(key, []).append((what, text, days, step.mention, step.origin))
    over = bool(policy.steps) and policy.steps[-1].mention.stage in _OVER
    title = policy_now(policy.title, policy.steps[-1].mention.stage) if policy.steps else policy.title
    for key, words in told.items():
        what, text, (first, last), mention, origin = words[-1]
        moved = len({days for _, _, days, _, _ in words}) - 1
        yield Dated(
            f"{policy.id}-{key}",
            what,
            title,
            text,
            first,
            last,
            mention.evidence or mention.quote,
            origin,
            moved,
            over,
        )


def _named(mention: PolicyMention) -> Iterator[tuple[str, tuple[str, str], str]]:
    """(key, what happens, ISO text) of the dates of one mention."""
    begins, _, ends = (mention.effective or "").partition("/")
    consults = mention.stage is Stage.CONSULTATION
    if begins and closes(mention) and not ends:
        yield "consultation-end", CLOSES, begins
    elif begins:
        word = {
            Stage.DELAYED: DELAYED,
            Stage.EXTENDED: EXTENDED,
        }.get(mention.stage, IN_FORCE)
        yield (("consultation-start", OPENS, begins) if consults else ("start", word, begins))
    if ends:
        yield (("consultation-end", CLOSES, ends) if consults else ("end", ENDS, ends))


def dated_series(series: Series, owners: Mapping[Spot, Policy] = NOBODY) -> Iterator[Dated]:
    """When the targets that are told of a series are to be met; a year counts as its last day.

    `owners`: whose targets they are, by where they stand. What a repealed policy aimed at is over as well.
    """
    found: dict[str, list[Observation]] = {}
    for observation in series.observations:
        if observation.mention.kind is Kind.TARGET and observation.mention.period:
            found.setdefault(observation.mention.period, []).append(observation)
    for period, told in found.items():
        last, latest = end_of(period), told[-1]
        if last:
            text, quote = period.rpartition("/")[2], latest.mention.evidence
            key = f"{series.id}-target-{period.replace('/', '-')}"
            owner = next((owners[spot] for one in reversed(told) if (spot := _spot(one)) in owners), None)
            yield Dated(
                key,
                TARGET,
                series.name,
                text,
                last,
                last,
                quote,
                latest.origin,
                over=owner is not None and owner.steps[-1].mention.stage in _OVER,
                aim=latest.mention,
                of=policy_now(owner.title, owner.steps[-1].mention.stage) if owner else "",
                of_id=owner.id if owner else "",
            )


def owners_of(policies: Iterable[Policy]) -> dict[Spot, Policy]:
    """Which policy the targets belong to that its mentions hold, by where they stand."""
    return {
        (step.origin.item_id, aim.start, aim.end): policy
        for policy in policies
        for step in policy.steps
        for aim in step.mention.targets
    }


def _spot(told: Observation) -> Spot:
    return told.origin.item_id, told.mention.start, told.mention.end


def all_dated(policies: Sequence[Policy], series: Iterable[Series]) -> tuple[Dated, ...]:
    """Everything that has a day, earliest first."""
    owners = owners_of(policies)
    found = [one for policy in policies for one in dated_policy(policy)]
    found += [one for each in series for one in dated_series(each, owners)]
    return tuple(sorted(found, key=lambda one: (one.first, one.key)))


def summary(one: Dated, figures: Figures) -> str:
    """What happens, and of what: "In force: Harbour act"; of a target how much, and whose it is."""
    what = capital(figures.words.within(*one.what))
    told = f"{what}: {plain(one.title)}"
    if one.aim is not None:
        told = f"{told}: {figures.told(one.aim)}"
    return f"{told} ({plain(one.of)})" if one.of else told
