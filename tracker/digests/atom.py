"""Findings as an Atom feed (RFC 4287), built as a tree, so that no text can break it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tracker.digests.plain import plain

NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One finding in the words of the feed."""

    id: str
    title: str
    page: str
    """its page, relative to the feed"""
    published: datetime
    told: datetime
    kind: str
    summary: str
    quote: str
    source: str
    source_url: str | None


def feed(entries: Iterable[FeedEntry], *, title: str, address: str, now: datetime) -> bytes:
    """The feed, latest first as given. `address`: where it is published, with a slash at its end, or ""."""
    from lxml import etree  # type: ignore[import-untyped]

    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    if address:
        root.set("{http://www.w3.org/XML/1998/namespace}base", address)
    known = tuple(entries)
    _say(root, "id", uuid5(NAMESPACE_URL, f"policy-tracker/{address}/{title}").urn)
    _say(root, "title", title)
    _say(root, "updated", _stamp(max((one.told for one in known), default=now)))
    _say(root, "generator", "policy-tracker")
    _link(root, "index.html", "alternate", "text/html")
    _link(root, "feed.atom", "self", "application/atom+xml")
    for one in known:
        _entry(root, one)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(root: Any, one: FeedEntry) -> None:
    from lxml import etree

    entry = etree.SubElement(root, f"{{{NAMESPACE}}}entry")
    _say(entry, "id", uuid5(NAMESPACE_URL, f"policy-tracker/{one.id}").urn)
    _say(entry, "title", one.title)
    _say(entry, "published", _stamp(one.published))
    _say(entry, "updated", _stamp(one.told))
    author = etree.SubElement(entry, f"{{{NAMESPACE}}}author")
    _say(author, "name", one.source or "policy-tracker")
    etree.SubElement(entry, f"{{{NAMESPACE}}}category", term=_clean(one.kind))
    _link(entry, one.page, "alternate", "text/html")
    if one.source_url:
        _link(entry, one.source_url, "via", "text/html")
    told = f"{one.summary}\n“{one.quote}”" if one.summary else f"“{one.quote}”"
    _say(entry, "content", told, type="text")


def _say(parent: Any, name: str, text: str, **attributes: str) -> None:
    from lxml import etree

    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", **attributes).text = _clean(text)


def _link(parent: Any, href: str, rel: str, media_type: str) -> None:
    from lxml import etree

    etree.SubElement(parent, f"{{{NAMESPACE}}}link", href=_clean(href), rel=rel, type=media_type)


def _clean(text: str) -> str:
    """What XML can hold, line breaks kept, everything else as a reader should see it."""
    return "\n".join(plain(_NOT_XML.sub(" ", line)) for line in text.split("\n"))


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
