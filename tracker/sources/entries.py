"""A feed's bytes as entries with what the program needs of them. Pure; feedparser is given bytes only.

feedparser runs lean: it neither cleans HTML nor resolves addresses in it, which is others' work and most of its time.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree  # type: ignore[import-untyped]

from tracker.sources.cut import Cut, Piece, cut, fingerprint, mend
from tracker.sources.json_feed import is_json, parse_json
from tracker.sources.parsed import Entry, Parsed
from tracker.sources.tracking import plain_address

if TYPE_CHECKING:
    from tracker.model import Document

MARKUP = re.compile(r"<[A-Za-z/!]|&(?:\w+|#\w+);")
UTF8 = {"content-type": "application/xml; charset=utf-8"}


def parse(body: bytes, content_type: str, base: str, seen: frozenset[str] = frozenset()) -> Parsed:
    """The entries whose bytes are not among `seen`. Never raises for what a feed may hold.

    `base` is the feed's own address, for relative links. A feed that is broken is parsed entry by entry.
    """
    if is_json(body):
        return parse_json(body, base, seen)
    pieces = cut(body)
    if pieces is None:
        return _whole(mend(body), content_type, base, seen)
    unseen = tuple(piece for piece in pieces.pieces if piece.raw not in seen)
    present = tuple(piece.raw for piece in pieces.pieces)
    if not unseen:
        return Parsed(present=present)
    found = _together(pieces, unseen, base) if pieces.together else None
    title, entries, lost = found or _apart(unseen, content_type if pieces.together is None else None, base)
    warnings = (f"{lost} of {len(unseen)} new entries cannot be read and are left out",) if lost else ()
    gone = {piece.raw for piece in unseen} - {entry.raw for entry in entries}
    return Parsed(entries, tuple(raw for raw in present if raw not in gone), title, warnings=warnings)


def document(source: str, name: str, entry: Entry, now: datetime, publisher: str | None) -> Document:
    """The entry as a document; a date in the future becomes the instant of fetching."""
    from tracker.model import Document  # the process that parses makes none, and starts in two thirds of the time

    return Document(
        source=source,
        name=name,
        content=entry.content,
        media_type=entry.media_type,
        fetched=now,
        title=entry.title,
        url=plain_address(entry.link) if entry.link else None,
        published=min(entry.published, now) if entry.published else None,
        publisher=publisher,
    )


def _feedparser(body: bytes, headers: dict[str, str]) -> Any | None:
    """feedparser's result, or None where it raises, which it does on about one in a hundred damaged feeds."""
    try:
        return feedparser.parse(
            BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception:
        return None  # any kind: the bytes are a stranger's and the parser is not ours


def _whole(body: bytes, content_type: str, base: str, seen: frozenset[str]) -> Parsed:
    result = _feedparser(body, {"content-type": content_type} if content_type else {})
    if result is None or not (result.get("version") or result.entries):
        return Parsed(is_feed=False)
    entries = tuple(_entry(raw, base, None) for raw in result.entries)
    return Parsed(
        tuple(entry for entry in entries if entry.raw not in seen),
        tuple(dict.fromkeys(entry.raw for entry in entries)),
        _title(result.feed),
    )


Found = tuple[str | None, tuple[Entry, ...], int]


def _together(pieces: Cut, unseen: tuple[Piece, ...], base: str) -> Found | None:
    """All unseen entries in one go; None where feedparser finds another number of them than there are."""
    assert pieces.together is not None  # noqa: S101 - the caller has looked
    result = _feedparser(pieces.together(frozenset(piece.raw for piece in unseen)), UTF8)
    if result is None or len(result.entries) != len(unseen):
        return None
    entries = tuple(_entry(raw, base, piece.raw) for raw, piece in zip(result.entries, unseen, strict=True))
    return _title(result.feed), entries, 0


def _apart(unseen: Iterable[Piece], content_type: str | None, base: str) -> Found:
    """One entry at a time, leaving out what cannot be read. `content_type` None: the pieces are UTF-8."""
    title: str | None = None
    entries: list[Entry] = []
    lost = 0
    headers = UTF8 if content_type is None else {"content-type": content_type} if content_type else {}
    for piece in unseen:
        result = _feedparser(piece.alone(), headers)
        if result is None or not result.entries:
            lost += 1
            continue
        title = title or _title(result.feed)
        entries.append(_entry(result.entries[0], base, piece.raw))
    return title, tuple(entries), lost


def _entry(raw: Any, base: str, fingerprint_of_bytes: str | None) -> Entry:
    content, media_type = _content(raw)
    title = _title(raw)
    identity = _text(raw.get("id")) or ""
    link = _link(raw, base)
    if not content:
        content, media_type = (title or "").encode("utf-8", "replace"), "text/plain"
    own = fingerprint_of_bytes or fingerprint(
        "\x1f".join((identity, link or "", title or "")).encode("utf-8", "replace") + content
    )
    return Entry(own, identity, link, title, _published(raw), content, media_type)


def _text(value: object) -> str | None:
    """Text in one line, or None where there is none; without what no database takes: lone surrogates and NUL."""
    if not isinstance(value, str):
        return None
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").split()) or None


def _title(raw: Any) -> str | None:
    """The title as plain text, whatever mark-up the feed puts into it."""
    title = _text(raw.get("title"))
    if title is None or (raw.get("title_detail") or {}).get("type", "text/plain") == "text/plain":
        return title
    try:
        tree = etree.HTML(f"<p>{title}</p>", etree.HTMLParser(no_network=True, remove_comments=True))
        return _text(etree.tostring(tree, method="text", encoding="unicode"))
    except (etree.LxmlError, ValueError, TypeError):
        return title


def _content(raw: Any) -> tuple[bytes, str]:
    """The fullest of content and summary, and whether it is HTML.

    A feed that says HTML and uses none means plain text, in which line breaks count.
    """
    told = [part for part in raw.get("content") or () if isinstance(part, dict)]
    if raw.get("summary"):
        told.append(raw.get("summary_detail") or {"value": raw["summary"]})
    texts = [part for part in told if isinstance(part.get("value"), str) and part["value"].strip()]
    if not texts:
        return b"", "text/plain"
    fullest = max(texts, key=lambda part: len(part["value"]))
    plain = fullest.get("type") == "text/plain" or not MARKUP.search(fullest["value"])
    return fullest["value"].encode("utf-8", "replace"), "text/plain" if plain else "text/html"


def _link(raw: Any, base: str) -> str | None:
    """The entry's address, whole; None where it is no http or https."""
    link = _text(raw.get("link"))
    if link is None:
        return None
    try:
        whole = urljoin(base, link)
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.netloc else None


def _published(raw: Any) -> datetime | None:
    """The instant of publication, else of the last update; None where none is told or it cannot be."""
    for name in ("published_parsed", "updated_parsed"):
        parsed = dict.get(raw, name)  # feedparser's own look-up answers one date with the other
        if parsed:
            try:
                return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=calendar.timegm(parsed))
            except (ValueError, OverflowError, TypeError):
                continue
    return None
