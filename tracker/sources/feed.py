"""A feed over HTTP as a source: asked politely, parsed only where it is new, remembered in its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from tracker.model import Document, Fetched, SourceState
from tracker.sources.asking import Asking, Getter, Taken, address_of
from tracker.sources.entries import document, parse
from tracker.sources.http import Response, host_of, may_hold_secret, show
from tracker.sources.memory import remembered, sort_out, stored
from tracker.sources.parsed import Parsed
from tracker.sources.sniff import feeds_named, kind_of

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
TOO_MUCH = "takes too long or too much memory to read; look at it in a browser"


class Parser(Protocol):
    """Reads a feed's bytes; may do so elsewhere, and says None where that came to no end."""

    def __call__(self, body: bytes, content_type: str, base: str, seen: frozenset[str]) -> Parsed | None: ...


class Filler(Protocol):
    """Puts the text of their pages into documents that only tease; what it cannot, and why, is in the warnings."""

    def __call__(self, documents: tuple[Document, ...]) -> tuple[tuple[Document, ...], tuple[str, ...]]: ...


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS, Atom or JSON feed. `every` is the least time between two looks; the server may ask for more.

    `learns`: whether it may be looked at less often where little comes (see `schedule`).
    """

    name: str
    url: str
    every: timedelta
    fetcher: Getter
    parser: Parser = parse
    full_text: Filler | None = None
    learns: bool = False
    address: str = field(init=False)
    lane: str = field(init=False)
    """its host, which is asked one thing at a time"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", address_of(self.url))
        object.__setattr__(self, "lane", host_of(self.url))

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        """Entries that are new or changed, as documents. What goes wrong is told in the state's error."""

        def read(answer: Response, cursor: Mapping[str, Any]) -> Taken | str:
            return self._read(answer, cursor, now)

        asking = Asking("feed", self.url, self.every, self.fetcher, ACCEPT, self.address)
        return asking.fetch(state, now, read)

    def _read(self, answer: Response, cursor: Mapping[str, Any], now: datetime) -> Taken | str:
        known = remembered(cursor)
        seen = frozenset(entry.raw for entry in known)
        parsed = self.parser(answer.body, answer.headers.get("content-type", ""), answer.url, seen)
        if parsed is None:
            return TOO_MUCH
        if not parsed.is_feed:
            return _no_feed(answer)
        fresh, memory = sort_out(parsed, known)
        publisher = parsed.title or cursor.get("title")
        documents = tuple(document(self.name, name, entry, now, publisher) for name, entry in fresh)
        documents, troubles = self.full_text(documents) if self.full_text else (documents, ())
        return Taken(documents, {"seen": stored(memory), "title": publisher}, (*parsed.warnings, *troubles))


def _no_feed(answer: Response) -> str:
    if not answer.body.strip():
        return "is empty; check its address in a browser"
    kind = kind_of(answer.body)
    if kind != "a web page":
        return f"is no RSS, Atom or JSON feed but {kind}; check its address in a browser"
    named = feeds_named(answer.body, answer.url)
    if named:
        feed = show(named[0]) if may_hold_secret(answer.url) else named[0]
        return f"is no RSS, Atom or JSON feed but a web page, which names as its feed {feed}; take that address"
    return "is no RSS, Atom or JSON feed but a web page; look for the feed's own address on it, or read it as a `page`"
