"""Feeds and pages parsed in a process of their own (see `child`), which has bounded memory and may be killed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from tracker.sources import child
from tracker.sources.entries import parse
from tracker.sources.parsed import Entry, Parsed

if TYPE_CHECKING:
    from tracker.sources.blocks import Block, Page


class Confined:
    """A parser of feeds and pages: None where one takes more than `seconds` or `megabytes`. Threads may share it."""

    def __init__(self, seconds: float = 30.0, megabytes: int = 1024) -> None:
        self._child = child.Child("tracker.sources.confined", seconds, megabytes)

    def __call__(self, body: bytes, content_type: str, base: str, seen: frozenset[str]) -> Parsed | None:
        asked = {"what": "feed", "type": content_type, "base": base, "seen": sorted(seen)}
        parsed: Parsed | None = self._child.ask(asked, body, _read)
        return parsed

    def blocks(self, body: bytes, content_type: str, base: str, select: str) -> Page | None:
        """The blocks of a page; None where that takes too much."""
        asked = {"what": "page", "type": content_type, "base": base, "select": select}
        page: Page | None = self._child.ask(asked, body, _read_page)
        return page

    def article(self, body: bytes, content_type: str, url: str) -> str | None:
        """The article of a page as HTML; None where it holds none, or finding it takes too much."""
        asked = {"what": "article", "type": content_type, "base": url}
        article: str | None = self._child.ask(asked, body, _read_article)
        return article

    def close(self) -> None:
        """End the process; the next feed starts a new one."""
        self._child.close()


def _read_article(told: dict[str, Any]) -> str | None:
    article = told["article"]
    return article if isinstance(article, str) else None


def _written(parsed: Parsed) -> dict[str, Any]:
    told = asdict(parsed)
    for entry in told["entries"]:
        entry["content"] = entry["content"].decode("utf-8")
        entry["published"] = entry["published"].isoformat() if entry["published"] else None
    return told


def _read(told: dict[str, Any]) -> Parsed:
    entries = tuple(_read_entry(entry) for entry in told["entries"])
    present, warnings = tuple(told["present"]), tuple(told["warnings"])
    return Parsed(entries, present, told["title"], bool(told["is_feed"]), warnings)


def _read_entry(told: dict[str, Any]) -> Entry:
    published = datetime.fromisoformat(told["published"]) if told["published"] else None
    return Entry(**{**told, "content": told["content"].encode("utf-8"), "published": published})


def _written_page(page: Page) -> dict[str, Any]:
    told = asdict(page)
    for block in told["blocks"]:
        block["content"] = block["content"].decode("utf-8")
        block["published"] = block["published"].isoformat() if block["published"] else None
    return told


def _read_page(told: dict[str, Any]) -> Page:
    from tracker.sources.blocks import Page

    return Page(tuple(_read_block(block) for block in told["blocks"]), told["fault"])


def _read_block(told: dict[str, Any]) -> Block:
    from tracker.sources.blocks import Block

    published = datetime.fromisoformat(told["published"]) if told["published"] else None
    return Block(**{**told, "content": told["content"].encode("utf-8"), "published": published})


def answer(asked: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    """Parse one feed, page or article."""
    if asked["what"] == "article":
        from tracker.sources.article import article_of

        return {"article": article_of(body, asked["type"], asked["base"])}
    if asked["what"] == "page":
        from tracker.sources.blocks import cut_page

        return _written_page(cut_page(body, asked["type"], asked["base"], asked["select"]))
    return _written(parse(body, asked["type"], asked["base"], frozenset(asked["seen"])))


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer feeds until the input ends."""
    child.serve(source, sink, answer)


if __name__ == "__main__":
    child.run(answer)
