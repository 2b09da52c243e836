"""Mentions, origins and a small stream for the tests of this room: short to write, told apart by what is passed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tracker import matching
from tracker.model import (
    Amount,
    Change,
    Instrument,
    Item,
    Kind,
    Link,
    MetricMention,
    Observation,
    Origin,
    Policy,
    PolicyMention,
    PolicyStep,
    Series,
    Stage,
    Verdict,
)


def metric(subject: str, measure: str, value: float | None, unit: str | None, **more: Any) -> MetricMention:
    evidence = more.pop("evidence", f"{subject}: {measure} came to {value} {unit}.")
    alt = tuple(Amount(*pair) for pair in more.pop("alt", ()))
    change = more.pop("change", None)
    return MetricMention(
        quote=f"{value} {unit}",
        start=0,
        end=len(f"{value} {unit}"),
        evidence=evidence,
        value=value,
        unit=unit,
        subject=subject,
        measure=measure,
        alt=alt,
        change=Change(*change) if change else None,
        kind=Kind(more.pop("kind", "observed")),
        **more,
    )


def policy(title: str, quote: str = "", **more: Any) -> PolicyMention:
    return PolicyMention(
        quote=quote or title,
        start=0,
        end=len(quote or title),
        issuers=tuple(more.pop("issuers", ())),
        jurisdiction=more.pop("jurisdiction", "NO"),
        instrument=Instrument(more.pop("instrument", "regulation")),
        stage=Stage(more.pop("stage", "adopted")),
        title=title,
        **more,
    )


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def origin(published: str = "2031-03-01", source: str = "Fjord Letter", document: str = "", title: str = "") -> Origin:
    name = document or f"{source} {published}"
    return Origin(
        document_id=name, document=name, source=source, item_id=f"{name}#0", item_title=title, published=day(published)
    )


def series(*told: tuple[MetricMention, Origin], id: str = "ser_1", pin: str | None = None) -> Series:
    observations = tuple(Observation(mention, where) for mention, where in told)
    return Series(id, matching.series_name(observations[0].mention) if told else "pinned", observations, pin)


def instrument(*told: tuple[PolicyMention, Origin], id: str = "pol_1", text: str = "") -> Policy:
    steps = tuple(PolicyStep(m, where, words(m, text)) for m, where in told)
    return Policy(id, steps[0].mention.title, steps)


def words(mention: PolicyMention, text: str = "") -> frozenset[str]:
    return matching.topic_words(item(text or mention.quote, mention.title))


def item(text: str, title: str | None = None) -> Item:
    return Item(title=title, text=text, start=0, end=len(text))


@dataclass
class Stream:
    """Links and compares policy steps one after the other, with a dictionary for a store."""

    policies: dict[str, Policy] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def tell(self, mention: PolicyMention, where: Origin, text: str = "") -> Verdict | None:
        about = words(mention, text)
        link = matching.link_policy(mention, about, where, tuple(self.policies.values()))
        known = self.policies.get(link.target_id or "")
        verdict = matching.compare_policy(mention, where, known)
        step = PolicyStep(mention, where, about)
        if known:
            self.policies[known.id] = replace(known, steps=(*known.steps, step))
        else:
            fresh = f"pol_{len(self.policies) + 1}"
            self.policies[fresh] = Policy(fresh, matching.policy_title(mention), (step,))
        self.links.append(link)
        return verdict
