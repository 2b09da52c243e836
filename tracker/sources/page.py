"""A page without a feed as a source: asked politely like a feed; its new blocks are documents.

What seems new is looked at twice: the page is fetched again at once, and what is another then (a rotating advert, a
counter) is no news.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from tracker.model import Document, Fetched, SourceState
from tracker.sources.asking import Asking, Getter, Taken, address_of
from tracker.sources.blocks import Block, Page, cut_page
from tracker.sources.feed import TOO_MUCH
from tracker.sources.http import Response, host_of
from tracker.sources.page_memory import after, news, remembered, stored
from tracker.sources.sniff import kind_of

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"


class Cutter(Protocol):
    """Cuts a page into blocks; may do so elsewhere, and says None where that came to no end."""

    def __call__(self, body: bytes, content_type: str, base: str, select: str) -> Page | None: ...


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page whose blocks that fit `select`, a CSS selector, are stories. `every` and `learns` as for feeds."""

    name: str
    url: str
    select: str
    every: timedelta
    fetcher: Getter
    cutter: Cutter = cut_page
    learns: bool = False
    address: str = field(init=False)
    """what tells this page, and what is wanted of it, from others"""
    lane: str = field(init=False)
    """its host, which is asked one thing at a time"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", address_of(self.url, self.select))
        object.__setattr__(self, "lane", host_of(self.url))

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        """Blocks that are new or changed, as documents. What goes wrong is told in the state's error."""

        def read(answer: Response, cursor: Mapping[str, Any]) -> Taken | str:
            return self._read(answer, cursor, now)

        return Asking("page", self.url, self.every, self.fetcher, ACCEPT, self.address).fetch(state, now, read)

    def _read(self, answer: Response, cursor: Mapping[str, Any], now: datetime) -> Taken | str:
        page = self._cut(answer)
        if isinstance(page, str):
            return page
        memory = remembered(cursor)
        fresh = news(page, memory)
        unsteady = self._unsteady(answer.url, fresh) if fresh else frozenset()
        documents = tuple(self._document(block, now) for block in fresh if block.key not in unsteady)
        return Taken(documents, {"page": stored(after(page, memory, now, unsteady))})

    def _cut(self, answer: Response) -> tuple[Block, ...] | str:
        """The blocks of an answer, or why there are none."""
        if not answer.body.strip():
            return "is empty; check its address in a browser"
        page = self.cutter(answer.body, answer.headers.get("content-type", ""), answer.url, self.select)
        if page is None:
            return TOO_MUCH
        if page.fault and kind_of(answer.body) != "a web page":
            return f"is no web page but {kind_of(answer.body)}; check its address in a browser"
        return page.fault or page.blocks

    def _unsteady(self, url: str, fresh: tuple[Block, ...]) -> frozenset[str]:
        """The keys of those blocks that are not there when the page is fetched again; none where that fails."""
        again = self.fetcher.get(url, {"Accept": ACCEPT})
        blocks = self._cut(again) if isinstance(again, Response) and again.status == 200 else ""
        if isinstance(blocks, str):
            return frozenset()
        there = {block.key for block in blocks}
        return frozenset(block.key for block in fresh if block.key not in there)

    def _document(self, block: Block, now: datetime) -> Document:
        return Document(
            source=self.name,
            name=block.name,
            content=block.content,
            media_type="text/html; charset=utf-8",
            fetched=now,
            title=block.title,
            url=block.link,
            published=min(block.published, now) if block.published else None,
        )
