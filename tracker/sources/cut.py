"""A feed's bytes cut into its entries, so that only the unseen ones are parsed and a bad one harms no other.

Pure. A well-formed feed is cut with lxml; one that is not is cut along the tags of its entries, as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from hashlib import blake2b

from lxml import etree  # type: ignore[import-untyped]

ENTRY_TAGS = ("item", "entry")
MOST_ENTRIES = 20_000
CHARACTER_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]{1,12})|([0-9]{1,12}));")
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
START = re.compile(rb"<(item|entry)(?=[\s>])")
OVER = re.compile(rb"</(?:channel|rss|feed|(?:\w+:)?RDF)\s*>", re.IGNORECASE)
ROOT = re.compile(rb"<((?:[A-Za-z][\w.-]*:)?(?:rss|RDF|feed))(?=[\s>])", re.IGNORECASE)
DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry: the hash of its bytes, and how to get a feed that holds it alone."""

    raw: str
    alone: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Cut:
    """A feed cut open. `together(pieces)` is one feed with just these entries; None where they only go alone."""

    pieces: tuple[Piece, ...]
    together: Callable[[frozenset[str]], bytes] | None = None


def cut(body: bytes) -> Cut | None:
    """The feed's entries in its order, or None where none can be told apart and the whole must be parsed."""
    body = mend(body)
    tree = None if DOCTYPE.search(body[:4096]) else _tree(body)
    return _cut_tree(tree) if tree is not None else _cut_text(body)


def mend(body: bytes) -> bytes:
    """The body with references to characters that XML does not have, and control characters, replaced.

    One such reference makes feedparser raise and lose the whole feed. Only encodings that hold ASCII are mended.
    """
    if body[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in body[:4]:
        return body
    return CONTROLS.sub(b" ", CHARACTER_REFERENCE.sub(_mended, body))


def fingerprint(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


def _mended(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 16) if match[1] else int(match[2])
    fine = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return match[0] if fine else b"&#xFFFD;"


def _tree(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    """The entries of RSS (in the channel), RDF (beside it) and Atom (in the feed)."""
    for child in root:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name in ENTRY_TAGS:
            yield child
        elif name == "channel":
            yield from _entries(child)


def _cut_tree(root: etree._Element) -> Cut | None:
    found = tuple(_entries(root))[:MOST_ENTRIES]
    if not found:
        return None
    raws = tuple(fingerprint(etree.tostring(element, with_tail=False)) for element in found)

    def together(wanted: frozenset[str]) -> bytes:
        copy = deepcopy(root)
        taken: set[str] = set()
        for raw, element in zip(raws, tuple(_entries(copy)), strict=False):
            if raw not in wanted or raw in taken:
                element.getparent().remove(element)
            taken.add(raw)
        _put_plainly(copy)
        return bytes(etree.tostring(copy, encoding="utf-8", xml_declaration=True))

    def alone(raw: str) -> Callable[[], bytes]:
        return lambda: together(frozenset({raw}))

    return Cut(tuple(Piece(raw, alone(raw)) for raw in dict.fromkeys(raws)), together)


def _put_plainly(root: etree._Element) -> None:
    """Write escaped mark-up as CDATA, which says the same: a parser gets it in one piece, not in one a bracket."""
    for element in root.iter():
        text = element.text
        if text and not len(element) and isinstance(element.tag, str) and "<" in text and "]]>" not in text:
            element.text = etree.CDATA(text)


def _cut_text(body: bytes) -> Cut | None:
    chunks = tuple(_chunks(body))[:MOST_ENTRIES]
    root = ROOT.search(body)
    if not chunks or not root:
        return None
    before = body[: chunks[0][0]]
    closing = (b"</channel>" if _opened(before, b"channel") else b"") + b"</" + root[1] + b">"

    def alone(chunk: bytes) -> Callable[[], bytes]:
        return lambda: before + chunk + closing

    distinct = dict.fromkeys(chunk for _, chunk in chunks)
    return Cut(tuple(Piece(fingerprint(chunk), alone(chunk)) for chunk in distinct))


def _chunks(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Where each entry starts, and its text up to its end; one that does not end ends where the next one starts.

    One that is cut off by the end of the feed is left out: half of a text is no news.
    """
    starts = tuple(START.finditer(body))
    for number, start in enumerate(starts):
        tag = b"</" + start[1]
        limit = starts[number + 1].start() if number + 1 < len(starts) else len(body)
        end = body.find(tag, start.start(), limit)
        over = OVER.search(body, start.start(), limit) if limit == len(body) else None
        if end >= 0:
            yield start.start(), body[start.start() : end] + tag + b">"
        elif limit < len(body) or over:
            yield start.start(), body[start.start() : over.start() if over else limit] + tag + b">"


def _opened(before: bytes, tag: bytes) -> bool:
    return before.count(b"<" + tag) > before.count(b"</" + tag + b">")
