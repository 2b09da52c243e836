"""A feed over HTTP as a source: asks politely, parses only what is new, and remembers in its state.

state → request (ETag, Last-Modified) → answer → new entries → Documents and the next state
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any, Protocol

from tracker.model import Fetched, SourceState, make_id
from tracker.sources.entries import Parsed, document, parse
from tracker.sources.http import Problem, Response, may_hold_secret, show
from tracker.sources.memory import remembered, sort_out, stored
from tracker.sources.schedule import LONGEST_WISH, failed, known_state, stopped, succeeded
from tracker.sources.sniff import feeds_named, kind_of

CONFIRMATIONS = 3
"""Looks in a row that must tell of the same permanent move before it is believed."""
LONGEST_CACHE = timedelta(days=1)
"""A feed is looked at this often however long the server says that its answer stays fresh."""
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


class Getter(Protocol):
    """Gets an address over HTTP."""

    def get(self, url: str, headers: Mapping[str, str]) -> Response | Problem: ...


class Parser(Protocol):
    """Reads a feed's bytes; may do so elsewhere, and says None where that came to no end."""

    def __call__(self, body: bytes, content_type: str, base: str, seen: frozenset[str]) -> Parsed | None: ...


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS, Atom or JSON feed. `every` is the least time between two looks; the server may ask for more."""

    name: str
    url: str
    every: timedelta
    fetcher: Getter
    parser: Parser = parse

    @property
    def address(self) -> str:
        """A hash: a password may stand in the URL, and this is stored."""
        return make_id("url", self.url)

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        """Entries that are new or changed, as documents. What goes wrong is told in the state's error."""
        state = known_state(state, self.address)
        cursor = {**state.cursor, "address": self.address}
        target = _adopted(cursor) or self.url
        answer = self.fetcher.get(target, _conditions(state))
        if isinstance(answer, Problem):
            return self._failed(state, now, answer.reason)
        if answer.status == 304:
            return self._looked(state, now, answer, self._moved(cursor, answer))
        if answer.status != 200:
            return self._refused(state, now, answer)
        return self._read(state, now, answer, cursor)

    def _read(self, state: SourceState, now: datetime, answer: Response, cursor: dict[str, Any]) -> Fetched:
        """The answer's new entries; a body that is the same as last time is not parsed."""
        body = sha256(answer.body).hexdigest()
        cursor = self._moved(cursor, answer)
        validators = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
        if cursor.get("body") == body:
            return self._looked(state, now, answer, cursor, **validators)
        known = remembered(cursor)
        seen = frozenset(entry.raw for entry in known)
        parsed = self.parser(answer.body, answer.headers.get("content-type", ""), answer.url, seen)
        if parsed is None:
            return self._failed(state, now, "takes too long or too much memory to read; look at it in a browser")
        if not parsed.is_feed:
            return self._failed(state, now, _no_feed(answer))
        fresh, memory = sort_out(parsed, known)
        publisher = parsed.title or cursor.get("title")
        cursor |= {"body": body, "seen": stored(memory), "title": publisher}
        documents = tuple(document(self.name, name, entry, now, publisher) for name, entry in fresh)
        looked = self._looked(state, now, answer, cursor, **validators)
        return replace(looked, documents=documents, warnings=(*parsed.warnings, *looked.warnings))

    def _looked(
        self, state: SourceState, now: datetime, answer: Response, cursor: dict[str, Any], **validators: str | None
    ) -> Fetched:
        """A look that worked, so far without documents."""
        later = succeeded(state, now, self._wait(answer), cursor, **validators)
        return Fetched((), later, _news(state.cursor, cursor))

    def _moved(self, cursor: dict[str, Any], answer: Response) -> dict[str, Any]:
        """The cursor with what this answer says of a permanent move; not where a secret may be stored with it."""
        if _adopted(cursor):
            return cursor
        if answer.moved_to is None or may_hold_secret(self.url):
            return {name: value for name, value in cursor.items() if name != "moved"}
        before = cursor.get("moved") or {}
        times = before.get("times", 0) + 1 if before.get("to") == answer.moved_to else 1
        return {**cursor, "moved": {"to": answer.moved_to, "times": times}}

    def _wait(self, answer: Response) -> timedelta:
        """The operator's interval, or longer where the server says that its answer stays fresh for longer."""
        match = MAX_AGE.search(answer.headers.get("cache-control", ""))
        fresh = timedelta(seconds=int(match[1])) if match else timedelta(0)
        return max(self.every, min(fresh, LONGEST_CACHE))

    def _refused(self, state: SourceState, now: datetime, answer: Response) -> Fetched:
        if answer.status == 410 and not _adopted(state.cursor):
            error = f"The feed {show(self.url)} is gone for good (410); remove the source or give it another address."
            return Fetched((), stopped(_with_address(state, self.address), now, error))
        wish = retry_after(answer.headers.get("retry-after"), now)
        return self._failed(state, now, _meaning(answer.status), wish)

    def _failed(self, state: SourceState, now: datetime, reason: str, wish: float | None = None) -> Fetched:
        """A look that gave nothing. A new address that was believed is given up: the configured one is tried next."""
        cursor = {name: value for name, value in state.cursor.items() if name != "moved"}
        forgiven = failed(
            _with_address(state, self.address, cursor), now, self.every, f"The feed {show(self.url)} {reason}.", wish
        )
        return Fetched((), forgiven)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a date; None where it says nothing."""
    text = (value or "").strip()
    if re.fullmatch(r"\d{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_WISH.total_seconds())


def _conditions(state: SourceState) -> dict[str, str]:
    """What the server itself gave us to ask "has it changed?" with, as it came."""
    headers = {"Accept": ACCEPT}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def _with_address(state: SourceState, address: str, cursor: Mapping[str, Any] | None = None) -> SourceState:
    return replace(state, cursor={**(state.cursor if cursor is None else cursor), "address": address})


def _adopted(cursor: Mapping[str, Any]) -> str | None:
    """The new address, once enough looks have told of it."""
    moved = cursor.get("moved") or {}
    return str(moved["to"]) if moved.get("times", 0) >= CONFIRMATIONS else None


def _news(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    adopted = _adopted(after)
    if adopted is None or _adopted(before):
        return ()
    return (f"the feed has moved for good to {show(adopted)}; write that address into the configuration",)


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


def _meaning(status: int) -> str:
    """What an answer other than 200 means, and what to do."""
    if status == 401:
        return "asks for a password (401); write the address as https://user:password@host/path"
    if status == 403:
        return "is forbidden to us (403); ask the publisher, or use another address"
    if status in (404, 410):
        return f"is not there ({status}); check its address in a browser"
    if status == 429:
        return "is asked too often (429); it is tried again when the server allows, a longer `every` helps"
    if status >= 500:
        return f"has trouble at its server ({status}); it is tried again later"
    return f"answers {status} instead of a feed; check its address in a browser"
