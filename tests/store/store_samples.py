"""Small values to store, each made whole by default; also what the child processes of the tests write."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.model import (
    Change,
    Delivery,
    Digest,
    Document,
    Entry,
    Finding,
    FindingKind,
    Instrument,
    Item,
    Link,
    MetricMention,
    Origin,
    PolicyMention,
    Rejection,
    Section,
    Selection,
    SourceState,
    Stage,
)
from tracker.store.store import Store
from tracker.store.work import Work

NOON = datetime(2026, 4, 13, 12, tzinfo=UTC)
NEW = Link(None, 1.0, "nothing like it is known")


def day(number: int) -> datetime:
    """Noon of the day so many days after the first."""
    return NOON + timedelta(days=number)


def document(name: str = "letter.txt", content: bytes = b"A letter.", **changes: Any) -> Document:
    values: dict[str, Any] = {"source": "letters", "media_type": "text/plain", "fetched": NOON}
    return Document(**values | {"name": name, "content": content} | changes)


def origin(item_id: str = "item_1", published: datetime = NOON, **changes: Any) -> Origin:
    return Origin(
        **{
            "document_id": document().id,
            "document": "letter.txt",
            "source": "letters",
            "item_id": item_id,
            "item_title": f"Story of {item_id}",
            "published": published,
            **changes,
        }
    )


def policy_mention(quote: str = "The ministry issued the plan.", stage: Stage = Stage.ADOPTED) -> PolicyMention:
    return PolicyMention(quote, 0, len(quote), ("Ministry of Ports",), "NL", Instrument.PLAN, stage, "Ports plan")


def metric_mention(value: float = 7.5, period: str | None = "2026-03") -> MetricMention:
    quote = f"{value} tonnes"
    change = Change(3.0, "%", "up", "yoy")
    return MetricMention(quote, 0, len(quote), f"It was {quote}.", value, "t", period=period, change=change)


def finding(number: int = 1, *, target_id: str = "pol_1", published: datetime = NOON, **changes: Any) -> Finding:
    return Finding(
        **{
            "id": f"fin_{number}",
            "kind": FindingKind.POLICY_NEW,
            "target_id": target_id,
            "target": "Plan 1",
            "mention": policy_mention(),
            "origin": origin(published=published),
            "reason": "nothing like it is known",
            "created": NOON,
            **changes,
        }
    )


def selection(found: Finding, receiver: str = "desk") -> Selection:
    return Selection(found, receiver, ("everything",))


def digest(*selections: Selection, number: int = 1, slot: str = "2026-04-13T08:30") -> Digest:
    entries = tuple(Entry(each) for each in selections)
    return Digest(f"dig_{number}", "desk", slot, NOON, (Section("new", entries),), "One new plan")


def delivery(number: int = 1, *, digest_id: str = "dig_1", sequence: int = 0, **changes: Any) -> Delivery:
    return Delivery(
        **{
            "id": f"del_{number}",
            "digest_id": digest_id,
            "receiver": "desk",
            "destination": "C1",
            "sequence": sequence,
            "payload": {"text": f"message {number}"},
            **changes,
        }
    )


def put_document(store: Store, *names: str) -> None:
    store.save_fetch("letters", [document(name) for name in names or ("letter.txt",)], SourceState())


def put_item(work: Work, item_id: str = "item_1", published: datetime = NOON, **changes: Any) -> bool:
    text = f"Story of {item_id}\nThe ministry issued the plan. It was 7.5 tonnes."
    return work.add_item(
        **{
            "item_id": item_id,
            "document_id": document().id,
            "ordinal": 0,
            "item": Item(f"Story of {item_id}", text, 0, len(text)),
            "origin": origin(item_id, published),
            "rejections": (Rejection("metric", "item_1", 9, 15, "a name, no quantity"),),
            **changes,
        }
    )


def put_policy(
    work: Work, number: int = 1, keys: Collection[str] = (), *, target_id: str | None = None, published: datetime = NOON
) -> bool:
    return work.add_mention(
        mention_id=f"men_p{number}",
        item_id="item_1",
        mention=policy_mention(),
        words=frozenset({"port", "plan"}),
        origin=origin(published=published),
        link=NEW,
        target_id=target_id or f"pol_{number}",
        title=f"Plan {number}",
        keys=keys,
    )


def put_metric(
    work: Work, number: int = 1, keys: Collection[str] = (), *, target_id: str | None = None, **changes: Any
) -> bool:
    return work.add_mention(
        **{
            "mention_id": f"men_m{number}",
            "item_id": "item_1",
            "mention": metric_mention(float(number)),
            "origin": origin(),
            "link": NEW,
            "target_id": target_id or f"ser_{number}",
            "title": f"Series {number}",
            "keys": keys,
            **changes,
        }
    )


def with_item(store: Store) -> Store:
    """A store that holds the one document and the one item that mentions need."""
    put_document(store)
    with store.begin() as work:
        put_item(work)
    return store


def with_findings(store: Store, *numbers: int, receiver: str = "desk") -> tuple[Selection, ...]:
    """Findings of one policy, each published on its day, each selected for the receiver."""
    with_item(store)
    chosen = tuple(selection(finding(number, published=day(number)), receiver) for number in numbers)
    with store.begin() as work:
        put_policy(work)
        for each in chosen:
            work.add_finding(each.finding)
        work.add_selections(chosen)
    return chosen
