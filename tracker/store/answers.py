"""What models said of stories: each question is asked once, and how much was asked in a day can be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from tracker.store.schema import answer
from tracker.store.sql import insert_new

if TYPE_CHECKING:
    from tracker.store.engine import Connections


class Answers:
    """What `Store.answers` gives. Each method is one transaction."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def get(self, key: str) -> Mapping[str, Any] | None:
        """What was said to a question, or None where it was not asked."""
        with self._connections.read() as connection:
            found: Mapping[str, Any] | None = connection.execute(_GET, {"asked": key}).scalar()
        return found

    def put(self, key: str, content: Mapping[str, Any], tokens: int, now: datetime) -> None:
        """Keep what was said; what another process was told first stays."""
        row = {"key": key, "content": content, "tokens": tokens, "answered": now}
        with self._connections.aside() as connection:
            connection.execute(insert_new(connection, answer), row)

    def tokens_since(self, since: datetime) -> int:
        """How many tokens were used from then on."""
        with self._connections.read() as connection:
            return int(connection.execute(_TOKENS, {"since": since}).scalar() or 0)


_GET = select(answer.c.content).where(answer.c.key == bindparam("asked"))
_TOKENS = select(func.sum(answer.c.tokens)).where(answer.c.answered >= bindparam("since"))
