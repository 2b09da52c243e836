"""A Word file (.docx) → its paragraphs, with headings, lists, tables and links.

A .docx is a ZIP of XML (ECMA-376). Only the parts that hold text are unpacked, each no further than a limit, so that a
small file cannot unfold into a large one. What is struck out by a reviewer, or hidden, is no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from tracker.reading.layout import Layout
from tracker.reading.lines import BOLD

MAX_PART = 20_000_000
"""bytes of one unpacked part"""
MAX_TEXT = 3_000_000
"""characters"""
SHORT = 60
"""A row of a table is told on one line where none of its cells is longer."""

EMPTY = "The Word file is empty; save it again from where it came."
BROKEN = "The Word file is damaged and cannot be read; open it in a word processor and save it again."
LOCKED = "The Word file is locked with a password, or of the old kind (.doc); save it as .docx without a password."
LARGE = "The Word file holds more than 20 MB of text; save it in parts."
NO_TEXT = "The Word file holds no text."

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLD = b"\xd0\xcf\x11\xe0"
_LEFT_OUT = frozenset([f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "p")] + [_FALLBACK])
_HEADING = re.compile(r"heading\s*([1-6])$", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


class _TooLargeError(Exception):
    """A part that is longer than it may be."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What the other parts of the file say of the looks of paragraphs."""

    levels: Mapping[str, int]
    """style → level of the heading that it makes"""
    lists: Mapping[tuple[str, str], str]
    """(list, depth) → bullet, decimal, …"""
    links: Mapping[str, str]
    listed: Mapping[str, str]
    """style → the list that its paragraphs are points of"""


@dataclass(slots=True)
class _Text:
    """The text so far."""

    parts: list[str] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    run_ins: dict[int, int] = field(default_factory=dict)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    at: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)


def lay_out_word(content: bytes) -> Layout:
    """The text of a Word file. Never raises for what the bytes hold: a sentence in the warnings says what is wrong."""
    if not content.strip():
        return Layout("", warnings=(EMPTY,))
    if content.startswith(_OLD):
        return Layout("", warnings=(LOCKED,))
    try:
        return _read(content)
    except _TooLargeError:
        return Layout("", warnings=(LARGE,))
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception:  # zipfile and lxml raise a dozen kinds of error on bytes that are neither
        return Layout("", warnings=(BROKEN,))


def _read(content: bytes) -> Layout:
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as file:
        body = _part(file, "word/document.xml")
        if body is None:
            return Layout("", warnings=(BROKEN,))
        links = _links(_part(file, "word/_rels/document.xml.rels"))
        styles, lists = _part(file, "word/styles.xml"), _lists(_part(file, "word/numbering.xml"))
        look = _Look(_levels(styles), lists, links, _listed(styles))
    text = _Text()
    for block in _blocks(body):
        if text.at > MAX_TEXT:
            break
        _write(text, block, look)
    whole = "".join(text.parts)
    return Layout(whole, text.levels, text.run_ins, tuple(text.links), warnings=() if whole.strip() else (NO_TEXT,))


def _part(file: Any, name: str) -> Any:
    """A part as XML; None where the file has none of that name. No entity is resolved and nothing fetched."""
    from lxml import etree  # type: ignore[import-untyped]

    if name not in file.namelist():
        return None
    with file.open(name) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise _TooLargeError
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


# ---------------------------------------------------------------- what the other parts say


def _value(element: Any, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    value = found.get(f"{_W}val") if found is not None else None
    return str(value) if value is not None else None


def _levels(styles: Any) -> dict[str, int]:
    """The styles that make a heading, by their name in English or by their place in the outline."""
    levels: dict[str, int] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name = _value(style, f"{_W}name") or ""
        outline = _value(style, f"{_W}pPr/{_W}outlineLvl") or ""
        match = _HEADING.match(name)
        level = int(match[1]) if match else 1 if name.lower() == "title" else 0
        if not level and outline.isdigit() and int(outline) < 6:
            level = int(outline) + 1
        if level:
            levels[str(style.get(f"{_W}styleId"))] = level
    return levels


def _listed(styles: Any) -> dict[str, str]:
    found = styles.iter(f"{_W}style") if styles is not None else ()
    numbers = ((str(style.get(f"{_W}styleId")), _value(style, f"{_W}pPr/{_W}numPr/{_W}numId")) for style in found)
    return {style: number for style, number in numbers if number}


def _lists(numbering: Any) -> dict[tuple[str, str], str]:
    if numbering is None:
        return {}
    kinds = {
        (str(abstract.get(f"{_W}abstractNumId")), str(level.get(f"{_W}ilvl"))): _value(level, f"{_W}numFmt") or "bullet"
        for abstract in numbering.iter(f"{_W}abstractNum")
        for level in abstract.iter(f"{_W}lvl")
    }
    uses = {str(one.get(f"{_W}numId")): _value(one, f"{_W}abstractNumId") for one in numbering.iter(f"{_W}num")}
    return {
        (number, depth): kind
        for number, used in uses.items()
        for (abstract, depth), kind in kinds.items()
        if abstract == used
    }


def _links(relations: Any) -> dict[str, str]:
    found = relations if relations is not None else ()
    return {
        str(one.get("Id")): str(one.get("Target"))[:2000]
        for one in found
        if str(one.get("Target")).startswith(("http://", "https://"))
    }


# ---------------------------------------------------------------- paragraphs


def _blocks(body: Any) -> Iterator[list[Any]]:
    """The paragraphs in order; those of a short table row together."""
    rows: dict[int, list[Any]] = {}
    told: set[Any] = set()
    for row in body.iter(f"{_W}tr"):
        cells = [list(cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc")]
        if len(cells) > 1 and all(len(cell) <= 1 and len(_plain(cell)) <= SHORT for cell in cells):
            paragraphs = [paragraph for cell in cells for paragraph in cell]
            rows |= {id(paragraphs[0]): paragraphs} if paragraphs else {}
            told.update(paragraphs[1:])
    for paragraph in body.iter(f"{_W}p"):
        if paragraph not in told and not any(above.tag == _FALLBACK for above in paragraph.iterancestors()):
            yield rows.get(id(paragraph), [paragraph])


def _plain(paragraphs: list[Any]) -> str:
    return "".join(text.text or "" for paragraph in paragraphs for text in paragraph.iter(f"{_W}t"))


def _write(text: _Text, block: list[Any], look: _Look) -> None:
    """One paragraph, or the cells of a row with wide gaps between them."""
    written = [pieces for paragraph in block if (pieces := _tidy(list(_pieces(paragraph, look))))]
    if not written:
        return
    first = block[0]
    row = len(block) > 1
    mark = "" if row else _mark(text, first, look)
    if text.parts:
        text.add("\n" if row or mark else "\n\n")
    start = text.at
    level = 0 if row or mark else _level(first, look, written[0])
    text.add(mark)
    for number, pieces in enumerate(written):
        text.add("  " if number else "")
        for words, _, link in pieces:
            if link:
                text.links.append((text.at, text.at + len(words.rstrip()), link))
            text.add(words)
    bold = next((n for n, piece in enumerate(written[0]) if not piece[1]), len(written[0]))
    if level:
        text.levels[start] = level
    elif 0 < bold < len(written[0]):
        text.run_ins[start] = start + len(mark) + len("".join(piece[0] for piece in written[0][:bold]).rstrip())


def _level(paragraph: Any, look: _Look, pieces: list[tuple[str, bool, str | None]]) -> int:
    level = look.levels.get(_value(paragraph, f"{_W}pPr/{_W}pStyle") or "", 0)
    length = sum(len(piece[0]) for piece in pieces)
    return level if level and length <= 300 else BOLD if all(piece[1] for piece in pieces) and length <= 300 else 0


def _mark(text: _Text, paragraph: Any, look: _Look) -> str:
    """The bullet or the number of a paragraph in a list."""
    style = _value(paragraph, f"{_W}pPr/{_W}pStyle") or ""
    number = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}numId") or look.listed.get(style)
    if number is None or number == "0" or style in look.levels:
        return ""
    depth = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}ilvl") or "0"
    if look.lists.get((number, depth), "bullet") in ("bullet", "none"):
        return "• "
    text.counts[number, depth] += 1
    return f"{text.counts[number, depth]}. "


def _pieces(paragraph: Any, look: _Look) -> Iterator[tuple[str, bool, str | None]]:
    """The text of the runs: (words, bold, address)."""
    stack: list[tuple[Any, str | None]] = [(child, None) for child in reversed(paragraph)]
    while stack:
        element, link = stack.pop()
        if element.tag == f"{_W}r":
            words = _run(element)
            if words and not _on(element, "vanish"):
                yield words, _on(element, "b"), link
        if element.tag in _LEFT_OUT:
            continue
        inner = look.links.get(str(element.get(f"{_R}id"))) if element.tag == f"{_W}hyperlink" else link
        if element.tag != f"{_W}r":
            stack.extend((child, inner) for child in reversed(element))


def _run(run: Any) -> str:
    words = {f"{_W}tab": "  ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    return "".join(child.text or "" if child.tag == f"{_W}t" else words.get(child.tag, "") for child in run)


def _on(run: Any, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and (found.get(f"{_W}val") or "1").lower() not in _OFF


def _tidy(pieces: list[tuple[str, bool, str | None]]) -> list[tuple[str, bool, str | None]]:
    """The pieces of a paragraph without white space around them; those that look alike are one."""
    merged: list[tuple[str, bool, str | None]] = []
    for told, bold, link in pieces:
        words = told.replace("\u00a0", " ").replace("\u00ad", "")
        if merged and (merged[-1][1:] == (bold, link) or not words.strip()):
            merged[-1] = (merged[-1][0] + words, *merged[-1][1:])
        elif merged or words.strip():
            merged.append((words, bold, link))
    if merged:
        merged[0] = (merged[0][0].lstrip(), *merged[0][1:])
        merged[-1] = (merged[-1][0].rstrip(), *merged[-1][1:])
    return [piece for piece in merged if piece[0]]
