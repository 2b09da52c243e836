"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from tracker.model import utc

UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""NUL (refused by PostgreSQL) and lone surrogates (no UTF-8): replaced one for one, so that offsets stay true."""


def storable(text: str) -> str:
    """The text with characters that both databases take."""
    return text if text.isascii() and "\0" not in text else text.translate(UNSTORABLE)


class Words(TypeDecorator[str]):
    """Text that both databases take: characters that they refuse become U+FFFD; the length stays the same."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value if value is None else storable(value)


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC; SQLite keeps it as text of fixed width, which sorts as time does."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return utc(value).replace(tzinfo=None) if dialect.name == "sqlite" else utc(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else utc(value)


_ENCODE = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Json(TypeDecorator[Any]):
    """JSON as ASCII text: any string of Python's comes back as it was, even one that PostgreSQL's json refuses."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _ENCODE(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Several(TypeDecorator[Any]):
    """Texts or numbers as one parameter: JSON on SQLite, an array on PostgreSQL."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[str] | type[int]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(Text if self.kind is str else BigInteger))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        given = [storable(each) for each in value] if self.kind is str else list(value)
        return json.dumps(given) if dialect.name == "sqlite" else given


Number = BigInteger().with_variant(Integer(), "sqlite")
"""A row's own number: SQLite counts up only in a column that is called INTEGER."""

Sortable = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared byte by byte on both databases."""
