"""A page or an HTML mail → the text that a reader sees, block by block.

What is hidden, scripted or a tracking picture is no text. Depth is checked before anything is built: deep trees cost
quadratic time or lose text without a word, so a page deeper than 250 is only freed of its tags.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.reading.layout import Layout
from tracker.reading.lines import BOLD

MAX_DEPTH = 250
MAX_SIZE = 2_000_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SILENT = re.compile(r"<(script|style|template|noscript|svg|head)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,5000}>")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_OPTIONAL_END = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "rt",
        "rp",
        "html",
        "body",
        "head",
    ]
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "head",
        "title",
        "nav",
        "button",
        "select",
        "textarea",
        "iframe",
        "object",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_TIGHT = frozenset(["li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot"])
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|max-height\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|font-size\s*:\s*(?:1[89]|[2-9]\d)(?:\.\d+)?px", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\u034f\u00ad\ufeff\u061c\u200e\u200f]")
_SPACE = re.compile(r"\s+")


def lay_out_html(source: str) -> Layout:
    """The visible text of a page, its headings' levels and its links. Never raises."""
    warnings: tuple[str, ...] = ()
    if len(source) > MAX_SIZE:
        source = source[:MAX_SIZE]
        warnings = ("The page is longer than 2 MB; only its beginning was read.",)
    if depth_of(source) > MAX_DEPTH:
        text = _without_tags(source)
        return Layout(text, warnings=(*warnings, "The page is nested too deeply; it was read without its form."))
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    if tree.root is None:
        return Layout("", warnings=warnings)
    heading = tree.css_first("title")
    title = _SPACE.sub(" ", heading.text()).strip() if heading is not None else ""
    layout = _Writer().write(tree.body if tree.body is not None else tree.root)
    return replace(layout, title=title or None, warnings=warnings)


def depth_of(source: str) -> int:
    """How deep elements are nested at most, by their tags; those whose end tag may be left out do not count."""
    depth = deepest = 0
    for match in _TAG.finditer(source):
        name = match.group(2).lower()
        if name in _VOID or name in _OPTIONAL_END:
            continue
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _without_tags(source: str) -> str:
    source = _SILENT.sub(" ", _COMMENT.sub(" ", source))
    text = entities.unescape(_ANY_TAG.sub("\n", source))
    return "\n".join(line for piece in text.splitlines() if (line := _SPACE.sub(" ", piece).strip()))


@dataclass(slots=True)
class _Line:
    """A line being written."""

    parts: list[str] = field(default_factory=list)
    level: int = 0
    plain_letters: int = 0
    """how many letters of it are not bold"""
    bold_letters: int = 0
    bold_parts: int = 0
    """how many of its first parts are bold"""
    bullet: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """(first part, last part, address)"""


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    level: int = 0
    link: str = ""
    preserved: bool = False
    inline_row: bool = False


class _Writer:
    """Writes the blocks of a tree one after another, each on a line of its own."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._levels: dict[int, int] = {}
        self._run_ins: dict[int, int] = {}
        self._links: list[tuple[int, int, str]] = []
        self._line = _Line()
        self._gap = 0

    def write(self, root: Any) -> Layout:
        """Walks the tree without recursion."""
        stack: list[tuple[Any, _Style] | str] = [(root, _Style())]
        while stack:
            step = stack.pop()
            if isinstance(step, str):
                self._end_block(step)
                continue
            node, style = step
            if node.tag == "-text":
                self._words(node.text_content or "", style)
            elif not _is_hidden(node):
                self._open(node, style, stack)
        self._end_line(0)
        return Layout("".join(self._text), self._levels, self._run_ins, tuple(self._links))

    def _open(self, node: Any, style: _Style, stack: list[tuple[Any, _Style] | str]) -> None:
        name = node.tag
        if name == "br":
            self._end_line(0)
            return
        if name == "hr":
            self._end_line(2)
            return
        block = name in _BLOCKS and not (style.inline_row and name in ("td", "th"))
        if block:
            # The first block of a list's entry stands on the entry's own line.
            if not (self._line.bullet and not self._line.parts):
                self._end_line(1 if name in _TIGHT else 2)
            if name == "li":
                self._line.bullet = "• "
            stack.append(name)
        elif style.inline_row and self._line.parts:
            self._line.parts.append(" | ")
        inner = _style_within(node, name, style)
        stack.extend((child, inner) for child in reversed(list(_children(node))))

    def _end_block(self, name: str) -> None:
        self._end_line(1 if name in _TIGHT else 2)

    def _words(self, content: str, style: _Style) -> None:
        content = _INVISIBLE.sub("", content)
        if style.preserved and "\n" in content.strip("\n"):
            for piece in content.splitlines():
                self._words(piece, _Style(style.bold, style.level, style.link))
                self._end_line(1)
            return
        words = _SPACE.sub(" ", content)
        if not words or (words == " " and not self._line.parts):
            return
        line = self._line
        letters = len(words.strip())
        if style.bold or style.level:
            line.bold_letters += letters
            line.bold_parts = len(line.parts) + 1 if not line.plain_letters else line.bold_parts
        else:
            line.plain_letters += letters
        line.level = line.level or style.level
        if style.link and letters:
            line.links.append((len(line.parts), len(line.parts) + 1, style.link))
        line.parts.append(words)

    def _end_line(self, gap: int) -> None:
        """Ends the line, if it holds anything, and asks for at least `gap` line ends before the next."""
        line, self._line = self._line, _Line(bullet=self._line.bullet if not self._line.parts else "")
        joined = "".join(line.parts)
        if joined.strip():
            self._put(line, joined)
            self._gap = 1
        self._gap = max(self._gap, gap)

    def _put(self, line: _Line, joined: str) -> None:
        if self._text:
            self._append("\n" * max(1, self._gap))
        begin = self._length
        self._append(line.bullet)
        at = self._length
        lead = len(joined) - len(joined.lstrip())
        words = _SPACE.sub(" ", joined).strip()
        self._append(words)
        level = line.level or (BOLD if line.bold_letters > 2 and not line.plain_letters else 0)
        if level:
            self._levels[begin] = level
        elif line.bold_parts and line.plain_letters:
            self._run_ins[begin] = at + len(_SPACE.sub(" ", "".join(line.parts[: line.bold_parts])).strip())
        for first, last, address in line.links:
            start = at + max(0, len(_SPACE.sub(" ", "".join(line.parts[:first]))) - lead)
            end = at + min(len(words), len(_SPACE.sub(" ", "".join(line.parts[:last]))) - lead)
            self._links.append((start, end, address))

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)


def _children(node: Any) -> Iterator[Any]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _is_hidden(node: Any) -> bool:
    if node.tag in _DROPPED or node.tag.startswith(("-", "!", "_")):
        return True
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style[:2000]))


def _style_within(node: Any, name: str, style: _Style) -> _Style:
    attributes = node.attributes if name not in ("b", "strong") else {}
    bold = style.bold or name in ("b", "strong", "th") or bool(_HEAVY.search((attributes.get("style") or "")[:2000]))
    link = style.link
    if name == "a":
        address = (attributes.get("href") or "").strip()
        link = address if address[:8].lower().startswith(("http://", "https://")) else ""
    inline_row = (name == "tr" and _is_row_of_cells(node)) or (style.inline_row and name in ("td", "th"))
    return _Style(bold, _HEADINGS.get(name, style.level), link, style.preserved or name == "pre", inline_row)


def _is_row_of_cells(row: Any) -> bool:
    """Whether a table's row holds data: two or more cells, all short and without blocks in them."""
    cells = [child for child in _children(row) if child.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    for cell in cells:
        if any(child.tag in _BLOCKS or child.tag in ("br", "img") for child in _children(cell)):
            return False
        if len(cell.text()) > 60:
            return False
    return True
