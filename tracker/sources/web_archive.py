"""Pages out of web archives (WARC 1.0 and 1.1), as crawlers and browsers save them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any
from urllib.parse import urlsplit

from tracker.model import Document
from tracker.sources.tracking import plain_address

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf"})
"""What may be a letter; pictures, scripts and the like are passed over."""

Page = tuple[Document | str, datetime | None]
"""A page or why it is not read, and when it was captured."""


def pages_in(opened: IO[bytes], source: str, now: datetime, largest: int) -> Iterator[Page]:
    """The pages that were answered with 200, unpacked, and when each was captured."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(opened):
            if record.format != "warc":  # what it takes for one of the older kind may be anything
                yield "what follows is no web archive", None
                return
            if _is_page(record):
                yield _page(record, source, now, largest)
    except ArchiveLoadFailed as error:
        yield f"what follows is no web archive ({' '.join(str(error).split())[:120]})", None


def _is_page(record: Any) -> bool:
    answered = record.rec_type == "response" and record.http_headers and record.http_headers.get_statuscode() == "200"
    address = urlsplit(record.rec_headers.get_header("WARC-Target-URI") or "")
    asked = address.scheme in ("http", "https") and not address.path.endswith("/robots.txt")
    return bool((answered or record.rec_type == "resource") and asked and _media_type(record) in PAGES)


def _media_type(record: Any) -> str:
    headers, name = (record.http_headers or record.rec_headers), "Content-Type"
    return (headers.get_header(name) or "").partition(";")[0].strip().lower()


def _page(record: Any, source: str, now: datetime, largest: int) -> Page:
    address = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    captured = _moment(record.rec_headers.get_header("WARC-Date"))
    content = _content(record.content_stream(), largest + 1)
    if len(content) > largest:
        return f"{address} is larger than {largest // 1_000_000} MB and is not read", captured
    if getattr(record.raw_stream, "limit", 0) > 0:
        return f"{address} breaks off and is not read", captured
    kind = _media_type(record).replace("application/xhtml+xml", "text/html")
    return Document(source, address, content, kind, now, url=plain_address(address)), captured


def _content(stream: Any, most: int) -> bytes:
    """At most so many bytes of the unpacked content: a stream may give fewer than it is asked for."""
    parts: list[bytes] = []
    while most > 0 and (part := stream.read(most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _moment(told: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
