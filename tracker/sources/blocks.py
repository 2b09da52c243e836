"""A page cut into the blocks that a selector names, each with what makes it the same block at the next look. Pure.

Identity is the visible text without what changes by itself: ages ("2 days ago"), counters, clock times, elements that
say by their names that they count or advertise. Two looks at the same news give the same keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tracker.sources.charset import decoded
from tracker.sources.cut import fingerprint
from tracker.sources.tracking import plain_address
from tracker.sources.volatile import ADVERT, CALLED_ADVERT, COUNTING, same_words

MOST_BLOCKS = 2_000
LARGEST = 2_000_000
"""characters of a page that are looked at"""
DEEPEST = 250
"""elements within elements; deeper ones are only ever built to do harm, and take quadratic time"""
REMOVED = "script, style, noscript, template, iframe, object, embed, ins, form, button, select, svg, canvas, dialog"
HEADINGS = "h1, h2, h3, h4, h5, h6"
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*?(/?)>")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `key` tells its text from others, `rough` the same with all digits alike, `name` the block over time.

    `place` says where on the page it stands, without its number there.
    """

    key: str
    rough: str
    name: str
    place: str
    title: str | None
    link: str | None
    published: datetime | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page, in its order; `fault` says why there are none."""

    blocks: tuple[Block, ...] = ()
    fault: str | None = None


def cut_page(body: bytes, content_type: str, base: str, select: str) -> Page:
    """The outermost blocks that fit `select`, without adverts, each text once. Never raises for what a page holds."""
    text = decoded(body, content_type)[:LARGEST]
    if deeper_than(text, DEEPEST):
        return Page(fault="is built too deep to be read; it is no page that a person wrote")
    tree = LexborHTMLParser(text)
    try:
        found = tree.css(select)
    except (SelectolaxError, ValueError):
        return Page(fault=f"cannot be read: `select` ({select}) is no CSS selector")
    if not found:
        return Page(fault=f"has no block that `select` ({select}) fits; look at the page's source in a browser")
    ids = {node.mem_id for node in found}
    outermost = [node for node in found if not any(above.mem_id in ids for above in _above(node))]
    made = [_block(node, base) for node in outermost[:MOST_BLOCKS] if not _is_advert(node)]
    return Page(_named([block for block in made if block]))


def deeper_than(text: str, most: int) -> bool:
    """Whether elements stand in one another deeper than that, counted by their tags alone, in time like the length."""
    depth = 0
    for match in _TAG.finditer(text):
        closing, name, alone = match.groups()
        if closing:
            depth = max(0, depth - 1)
        elif (
            not alone and name.lower() not in VOID and name.lower() not in ("p", "li", "td", "tr", "option", "dd", "dt")
        ):
            depth += 1
            if depth > most:
                return True
    return False


# ---------------------------------------------------------------- one block


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _marks(node: LexborNode) -> str:
    told = node.attributes
    return " ".join(filter(None, (told.get("class"), told.get("id"), told.get("aria-label"), told.get("data-testid"))))


def _is_advert(node: LexborNode) -> bool:
    return bool(ADVERT.search(_marks(node)) or CALLED_ADVERT.match(node.text(deep=True)[:200].strip()))


def _block(node: LexborNode, base: str) -> Block | None:
    """The block, or None where nothing can be read in it."""
    place = _place(node)
    for unwanted in node.css(REMOVED):
        unwanted.decompose()
    for inner in node.css("*"):
        if inner.mem_id != node.mem_id and (ADVERT.search(_marks(inner)) or _hidden(inner)):
            inner.decompose()
    told = node.text(deep=True, separator=" ")
    published = _published(node)
    links = _links(node, base)
    title = next((_line(heading.text(deep=True)) for heading in node.css(HEADINGS)), None)
    title = title or next((_line(link.text(deep=True)) for link in node.css("a[href]")), None)
    content = f'<meta charset="utf-8">{node.html or ""}'.encode("utf-8", "replace")
    words = same_words(_lasting_text(node)) or same_words(told)
    if not words:
        return None
    link = links[0] if links else None
    head = same_words(title or "") or " ".join(words.split()[:8])
    return Block(
        key=fingerprint(words.encode("utf-8", "replace")),
        rough=fingerprint(_DIGITS.sub("0", words).encode("utf-8", "replace")),
        name=link or f"block {head[:120]}",
        place=place,
        title=title,
        link=link,
        published=published,
        content=content,
    )


def _hidden(node: LexborNode) -> bool:
    told = node.attributes
    style = "".join((told.get("style") or "").lower().split())
    return "hidden" in told or "display:none" in style or "visibility:hidden" in style


def _lasting_text(node: LexborNode) -> str:
    """The text without elements whose names say that they count or tell an age; the node is changed."""
    for inner in node.css("*"):
        if inner.mem_id != node.mem_id and (inner.tag == "time" or COUNTING.search(_marks(inner))):
            inner.decompose()
    return str(node.text(deep=True, separator=" "))


def _links(node: LexborNode, base: str) -> list[str]:
    """The addresses that the block leads to, whole and without tracking, and written so into the block."""
    found = []
    for link in node.css("a[href]"):
        address = _whole(link.attributes.get("href") or "", base)
        if address:
            link.attrs["href"] = address
            found.append(address)
    return found


def _whole(address: str, base: str) -> str:
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return plain_address(whole) if parts.scheme in ("http", "https") and parts.netloc else ""


def _published(node: LexborNode) -> datetime | None:
    for told in node.css("time[datetime]"):
        try:
            moment = datetime.fromisoformat((told.attributes.get("datetime") or "").strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _line(text: str) -> str | None:
    return " ".join(text.split())[:300] or None


def _place(node: LexborNode) -> str:
    """Where the block stands: its tag and classes and those of three elements above it."""
    path: list[Any] = [node, *list(_above(node))[:3]]
    steps = [f"{one.tag}.{'.'.join(sorted((one.attributes.get('class') or '').split())[:4])}" for one in path]
    return fingerprint(">".join(steps).encode("utf-8", "replace"))


def _named(blocks: list[Block]) -> tuple[Block, ...]:
    """Each text once; where several share a name (one link for all of them), each is called by its own text."""
    distinct = list({block.key: block for block in reversed(blocks)}.values())[::-1]
    names = [block.name for block in distinct]
    return tuple(
        replace(block, name=f"block {block.key}", link=block.link) if names.count(block.name) > 1 else block
        for block in distinct
    )
