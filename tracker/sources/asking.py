"""An address asked politely over HTTP: conditions, waits, moves and refusals, the same for feeds and pages.

state → request (ETag, Last-Modified) → answer → what the reader makes of it → the next state
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any, Protocol

from tracker.model import Document, Fetched, SourceState, make_id
from tracker.sources.http import Problem, Response, may_hold_secret, show
from tracker.sources.schedule import LONGEST_WISH, failed, known_state, stopped, succeeded

CONFIRMATIONS = 3
"""Looks in a row that must tell of the same permanent move before it is believed."""
LONGEST_CACHE = timedelta(days=1)
"""An address is asked this often however long the server says that its answer stays fresh."""
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


class Getter(Protocol):
    """Gets an address over HTTP."""

    def get(self, url: str, headers: Mapping[str, str]) -> Response | Problem: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read out of an answer: documents, what to remember, and what went wrong beside that."""

    documents: tuple[Document, ...]
    cursor: Mapping[str, Any]
    warnings: tuple[str, ...] = ()


Read = Callable[[Response, Mapping[str, Any]], Taken | str]
"""Reads an answer, given the cursor; or says why it cannot, in a clause that goes after "The feed …"."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How one address is asked. `what` is "feed" or "page"; `every` the least time between two looks."""

    what: str
    url: str
    every: timedelta
    fetcher: Getter
    accept: str
    address: str
    """what tells this source from others, without any secret"""

    def fetch(self, state: SourceState, now: datetime, read: Read) -> Fetched:
        """One look. What goes wrong is told in the state's error; a body that is the same as last time is not read."""
        state = known_state(state, self.address)
        cursor = {**state.cursor, "address": self.address}
        target = _adopted(cursor) or self.url
        answer = self.fetcher.get(target, self._conditions(state))
        if isinstance(answer, Problem):
            return self._failed(state, now, answer.reason)
        if answer.status == 304:
            return self._looked(state, now, answer, self._moved(cursor, answer))
        if answer.status != 200:
            return self._refused(state, now, answer)
        return self._read(state, now, answer, self._moved(cursor, answer), read)

    def _read(self, state: SourceState, now: datetime, answer: Response, cursor: dict[str, Any], read: Read) -> Fetched:
        body = sha256(answer.body).hexdigest()
        validators = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
        if cursor.get("body") == body:
            return self._looked(state, now, answer, cursor, **validators)
        taken = read(answer, cursor)
        if isinstance(taken, str):
            return self._failed(state, now, taken)
        looked = self._looked(state, now, answer, {**cursor, **taken.cursor, "body": body}, **validators)
        return replace(looked, documents=taken.documents, warnings=(*taken.warnings, *looked.warnings))

    def _conditions(self, state: SourceState) -> dict[str, str]:
        """What the server itself gave us to ask "has it changed?" with, as it came."""
        headers = {"Accept": self.accept}
        if state.etag:
            headers["If-None-Match"] = state.etag
        if state.last_modified:
            headers["If-Modified-Since"] = state.last_modified
        return headers

    def _looked(
        self, state: SourceState, now: datetime, answer: Response, cursor: dict[str, Any], **validators: str | None
    ) -> Fetched:
        """A look that worked, so far without documents."""
        later = succeeded(state, now, self._wait(answer), cursor, **validators)
        return Fetched((), later, self._news(state.cursor, cursor))

    def _moved(self, cursor: dict[str, Any], answer: Response) -> dict[str, Any]:
        """The cursor with what this answer says of a permanent move; not where a secret may be stored with it."""
        if _adopted(cursor):
            return cursor
        if answer.moved_to is None and "moved" not in cursor:
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
            error = f"The {self.what} {show(self.url)} is gone for good (410); "
            error += "remove the source or give it another address."
            return Fetched((), stopped(_with_address(state, self.address), now, error))
        wish = retry_after(answer.headers.get("retry-after"), now)
        return self._failed(state, now, _meaning(answer.status, self.what), wish)

    def _failed(self, state: SourceState, now: datetime, reason: str, wish: float | None = None) -> Fetched:
        """A look that gave nothing. A new address that was believed is given up: the configured one is tried next."""
        cursor = {name: value for name, value in state.cursor.items() if name != "moved"}
        error = f"The {self.what} {show(self.url)} {reason}."
        return Fetched((), failed(_with_address(state, self.address, cursor), now, self.every, error, wish))

    def _news(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
        adopted = _adopted(after)
        if adopted is None or _adopted(before):
            return ()
        return (f"the {self.what} has moved for good to {show(adopted)}; write that address into the configuration",)


def address_of(*parts: object) -> str:
    """A hash: a password may stand in a URL, and this is stored."""
    return make_id("url", *parts)


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


def _with_address(state: SourceState, address: str, cursor: Mapping[str, Any] | None = None) -> SourceState:
    return replace(state, cursor={**(state.cursor if cursor is None else cursor), "address": address})


def _adopted(cursor: Mapping[str, Any]) -> str | None:
    """The new address, once enough looks have told of it."""
    moved = cursor.get("moved") or {}
    return str(moved["to"]) if moved.get("times", 0) >= CONFIRMATIONS else None


def _meaning(status: int, what: str) -> str:
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
    return f"answers {status} instead of a {what}; check its address in a browser"
