"""What the tests of the metric grammar share: one story in, its metrics out."""

from __future__ import annotations

from datetime import UTC, datetime

from tracker.extraction.metrics.mentions import Metrics, find_metrics
from tracker.extraction.metrics.words import load_words
from tracker.extraction.text import look
from tracker.model import Item, MetricMention

PUBLISHED = datetime(2026, 6, 15, tzinfo=UTC)


def extract(text: str, published: datetime | None = PUBLISHED, title: str | None = None, extra: str = "") -> Metrics:
    """The metrics of a story of one text."""
    item = Item(title, text, 0, len(text), published=published)
    return find_metrics(item, look(text), load_words((extra,) if extra else ()))


def metrics(text: str) -> tuple[MetricMention, ...]:
    return extract(text).mentions


def amounts(text: str) -> list[tuple[float | None, str | None]]:
    """(value, unit) of each metric in order."""
    return [(mention.value, mention.unit) for mention in metrics(text)]


def only(text: str) -> MetricMention:
    """The one metric of a text."""
    (mention,) = metrics(text)
    return mention
