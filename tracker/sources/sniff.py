"""What a stranger's bytes are, in words for a person, and which feeds a web page names. Pure."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

HEAD = 200_000
"""bytes in which a page names its feeds"""
_BEGINNINGS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAGS = re.compile(rb"<(?:p|div|h1|a|span)[\s>]", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z][\w.:-]{0,60})[\s/>]")
_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def kind_of(body: bytes) -> str:
    """What the bytes seem to be: "a web page", "a PDF", "XML of another kind (urlset)", "plain text"."""
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, words in _BEGINNINGS:
        if start.startswith(beginning):
            return words
    if _HTML.search(start) or (not start.startswith(b"<?xml") and _TAGS.match(start)):
        return "a web page"
    if start[:1] in (b"{", b"["):
        return "JSON of another kind"
    root = _ROOT.search(start) if start.startswith(b"<") else None
    if root:
        return f"XML of another kind ({root[1].decode('ascii', 'replace')})"
    return "something that no reader knows" if b"\x00" in start else "plain text"


def feeds_named(body: bytes, base: str) -> tuple[str, ...]:
    """The addresses of the feeds that a web page names in its head, whole, in its order."""
    text = body[:HEAD].decode("utf-8", "replace")
    found = []
    for link in _LINK.findall(text):
        told = {name.lower(): double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(link)}
        if "alternate" in told.get("rel", "").lower().split() and told.get("type", "").lower() in _FEED_TYPES:
            found.append(_whole(unescape(told.get("href", "")), base))
    return tuple(dict.fromkeys(address for address in found if address))


def _whole(address: str, base: str) -> str:
    try:
        whole = urljoin(base, address.strip())
        return whole if address and urlsplit(whole).scheme in ("http", "https") else ""
    except ValueError:
        return ""
