"""The full text of feed entries that only tease, from their own pages; where that fails, the teaser stays."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from typing import Protocol
from urllib.parse import urlsplit

from tracker.model import Document
from tracker.sources.asking import Getter
from tracker.sources.http import Problem, show

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
TEASER = 700
"""characters of text up to which an entry is taken for a teaser"""
MOST = 30
"""pages that one look fetches"""
PATIENCE = 120.0
"""seconds that the pages of one look may take"""
PAUSE = 0.5
"""seconds between two pages of the same host"""
TOLD = 3
"""pages that could not be read and are named; of further ones only the number is told"""
SHARED = 0.4
"""Share of the teaser's words that the page must hold: a page that asks for consent or a login holds few of them."""

_TAGS = re.compile(r"<[^>]{0,5000}>")
_CUT_OFF = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\b(?:read more|continue reading|weiterlesen|lire la suite|leer más|阅读全文))\W*$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{4,}")


class Extractor(Protocol):
    """Finds the article on a page: HTML; None where there is none, or where finding it took too much."""

    def __call__(self, body: bytes, content_type: str, url: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class FullText:
    """Fills in the text of entries. `pause` waits; `clock` counts seconds."""

    fetcher: Getter
    extractor: Extractor
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def __call__(self, documents: tuple[Document, ...]) -> tuple[tuple[Document, ...], tuple[str, ...]]:
        """The documents, those that only tease with the text of their pages, and what could not be had."""
        filled: list[Document] = []
        troubles: list[str] = []
        start, asked, host = self.clock(), 0, ""
        for document in documents:
            if not is_teaser(document):
                filled.append(document)
            elif asked >= MOST or self.clock() - start > PATIENCE:
                troubles.append("its page was not fetched: too many at once")
                filled.append(document)
            else:
                asked += 1
                self.pause(PAUSE if host == (host := _host(document)) else 0.0)
                got = self._text(document)
                filled.append(document if isinstance(got, str) else got)
                troubles += [f"{show(document.url or '')} {got}"] if isinstance(got, str) else []
        return tuple(filled), _told(troubles)

    def _text(self, document: Document) -> Document | str:
        """The document with its page's text, or why it has none: a clause."""
        answer = self.fetcher.get(document.url or "", {"Accept": ACCEPT})
        if isinstance(answer, Problem):
            return answer.reason.partition(";")[0]
        if answer.status != 200:
            return f"answers {answer.status}"
        article = self.extractor(answer.body, answer.headers.get("content-type", ""), answer.url)
        if article is None:
            return "holds no article that could be read"
        teaser = f"{document.title or ''} {_words(document.content.decode('utf-8', 'replace'))}"
        if not _same_story(teaser, _words(article)):
            return "holds another text (it may ask for consent or a login)"
        return replace(document, content=article.encode("utf-8", "replace"), media_type="text/html; charset=utf-8")


def is_teaser(document: Document) -> bool:
    """Whether an entry seems to be only the beginning of a text that stands elsewhere."""
    if not document.url:
        return False
    words = _words(document.content.decode("utf-8", "replace"))
    return len(words) <= TEASER or bool(_CUT_OFF.search(words))


def _words(html: str) -> str:
    return " ".join(unescape(_TAGS.sub(" ", html)).split())


def _same_story(teaser: str, article: str) -> bool:
    told = {word.casefold() for word in _WORDS.findall(teaser)}
    found = {word.casefold() for word in _WORDS.findall(article)}
    return len(article) > len(teaser) / 2 and (not told or len(told & found) >= SHARED * len(told))


def _host(document: Document) -> str:
    try:
        return urlsplit(document.url or "").netloc
    except ValueError:
        return ""


def _told(troubles: list[str]) -> tuple[str, ...]:
    named = tuple(f"the teaser is kept: {trouble}" for trouble in troubles[:TOLD])
    more = len(troubles) - TOLD
    return (*named, f"{more} further teasers are kept") if more > 0 else named
