"""Lists of feeds as other readers keep them: OPML 1.0 to 2.0 in, 2.0 out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

LONGEST_NAME = 80
"""characters that the name of a source may have"""
DEEPEST = 50
"""folders within folders"""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list: how the list calls it, where it is, and the folders that it is in."""

    title: str
    address: str
    folders: tuple[str, ...] = ()


class NoOpmlError(Exception):
    """The bytes are no list of feeds; the text says what they are."""


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """The feeds of a list in its order, each address once. Raises NoOpmlError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoOpmlError("it is no XML") from error
    if root is None or not isinstance(root.tag, str) or etree.QName(root).localname.lower() != "opml":
        raise NoOpmlError("it has no <opml>")
    found: dict[str, Outline] = {}
    for outline in _outlines(root, (), 0):
        found.setdefault(outline.address, outline)
    return tuple(found.values())


def _outlines(parent: Any, folders: tuple[str, ...], depth: int) -> Iterator[Outline]:
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname.lower()
        if name == "body":
            yield from _outlines(child, folders, depth)
        elif name == "outline":
            told = {key.lower(): " ".join(value.split()) for key, value in child.attrib.items()}
            title = told.get("title") or told.get("text") or ""
            address = told.get("xmlurl", "")
            if _is_web(address):
                yield Outline(title or address, address, folders)
            if depth < DEEPEST:
                yield from _outlines(child, (*folders, title) if title and not address else folders, depth + 1)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def write_opml(feeds: Iterable[Outline], title: str, now: datetime) -> bytes:
    """The feeds as OPML 2.0."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = _printable(feed.title)
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=_printable(feed.address))
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _printable(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " and not "\ud800" <= letter <= "\udfff")


def names_for(outlines: Iterable[Outline], taken: Iterable[str]) -> tuple[tuple[str, Outline], ...]:
    """Each feed with a name that no other source has: its title, else its title and host, else with a number."""
    used = set(taken)
    named = []
    for outline in outlines:
        name = next(name for name in _candidates(outline) if name not in used)
        used.add(name)
        named.append((name, outline))
    return tuple(named)


def _candidates(outline: Outline) -> Iterator[str]:
    host = urlsplit(outline.address).hostname or ""
    title = " ".join(_printable(outline.title).split()) or host
    yield _short(title)
    yield _short(title, f" ({host})")
    number = 2
    while True:
        yield _short(title, f" {number}")
        number += 1


def _short(title: str, suffix: str = "") -> str:
    return title[: LONGEST_NAME - len(suffix)].strip() + suffix[:LONGEST_NAME]
