"""A JSON Feed (jsonfeed.org, versions 1.0 and 1.1) as entries. Pure.

Looked at as leniently as the XML feeds: an item that is no object is passed over, a value of the wrong kind is as if
it were not there, and numbers are taken for ids, as the specification asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.sources.cut import MOST_ENTRIES, fingerprint
from tracker.sources.parsed import Entry, Parsed

BOM = b"\xef\xbb\xbf"


def is_json(body: bytes) -> bool:
    """Whether the bytes begin as a JSON object, which no XML does."""
    return body.removeprefix(BOM).lstrip()[:1] == b"{"


def parse_json(body: bytes, base: str, seen: frozenset[str]) -> Parsed:
    """The items whose content is not among `seen`; `is_feed` False where the bytes are no JSON Feed."""
    told = _loaded(body)
    if not isinstance(told, dict) or not _is_feed(told):
        return Parsed(is_feed=False)
    items = {_fingerprint(item): item for item in list(_items(told))[:MOST_ENTRIES]}
    entries = tuple(_entry(raw, item, base) for raw, item in items.items() if raw not in seen)
    return Parsed(entries, tuple(items), _line(told.get("title")))


def _loaded(body: bytes) -> Any:
    try:
        return json.loads(body.removeprefix(BOM).decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None


def _is_feed(told: Mapping[str, Any]) -> bool:
    version = told.get("version")
    named = isinstance(version, str) and "jsonfeed.org/version" in version
    return isinstance(told.get("items"), list) and (named or any(item.get("id") for item in _items(told)))


def _items(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    items = told.get("items")
    return (item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict))


def _fingerprint(item: Mapping[str, Any]) -> str:
    return fingerprint(json.dumps(item, sort_keys=True).encode("utf-8", "replace"))


def _entry(raw: str, item: Mapping[str, Any], base: str) -> Entry:
    title = _line(item.get("title"))
    content, media_type = _content(item)
    identity = item.get("id")
    return Entry(
        raw=raw,
        id=str(identity) if isinstance(identity, int | float) else _line(identity) or "",
        link=_link(item.get("url"), base) or _link(item.get("external_url"), base),
        title=title,
        published=_moment(item.get("date_published")) or _moment(item.get("date_modified")),
        content=content or (title or "").encode(),
        media_type=media_type,
    )


def _content(item: Mapping[str, Any]) -> tuple[bytes, str]:
    """The HTML, else the plain text, else the summary; the summary too where it is the longer one."""
    kinds = (("content_html", "text/html"), ("content_text", "text/plain"), ("summary", "text/plain"))
    told = [(_text(item.get(key)), kind) for key, kind in kinds]
    found = [(text, kind) for text, kind in told if text.strip()]
    if not found:
        return b"", "text/plain"
    text, kind = found[0] if found[0][1] == "text/html" else max(found, key=lambda one: len(one[0]))
    return text.encode("utf-8"), kind


def _text(value: object) -> str:
    """Text that a database takes: without lone surrogates and NUL."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _line(value: object) -> str | None:
    return " ".join(_text(value).split()) or None


def _link(value: object, base: str) -> str | None:
    link = _line(value)
    if link is None:
        return None
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.netloc else None


def _moment(value: object) -> datetime | None:
    """An instant as RFC 3339 writes it."""
    try:
        moment = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC) if moment else None
    except (ValueError, OverflowError):
        return None
