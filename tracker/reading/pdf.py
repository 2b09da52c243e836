"""A PDF → the text that its pages show, in reading order, with headings; headers, footers and page numbers left out.

    bytes → pages → runs (pdf_runs) → lines by column (pdf_page) → paragraphs (pdf_text) → Layout

pypdf reads the file with its own limits; whoever reads a stranger's PDF does it where it may be killed, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from tracker.reading.layout import Layout
from tracker.reading.pdf_page import Piece, lines_of_page, pieces_of, rows_of
from tracker.reading.pdf_text import text_of

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 400
MAX_TEXT = 3_000_000
"""characters of all pages"""
EDGE_ROWS = 3
"""How many lines from the top and from the bottom of a page may be its header and footer."""
EDGE = 0.14
"""The share of a page's height at its top and bottom in which they stand."""

EMPTY = "The PDF is empty; save it again from where it came."
BROKEN = "The PDF is damaged and cannot be read; open it in a viewer and save or print it to a new PDF."
LOCKED = "The PDF is locked with a password; save it without one."
PICTURES = "The PDF holds pictures of its pages and no text; run it through text recognition (OCR) first."
NO_TEXT = "The PDF holds no text."
NO_LETTERS = "The PDF does not say which letters its fonts show; open it in a viewer and save its text instead."

_NUMBER = r"(?:(?:page|seite|pagina|página|pág|p)\.?\s*)?\d{1,4}(?:\s*(?:of|von|de|sur|di|/|\|)\s*\d{1,4})?"
_ADDRESS = r"(?:file|https?)://\S{1,2000}"
_MOMENT = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d(?: [AP]M)?"
_PRINTED = re.compile(rf"\W*(?:{_NUMBER}|{_ADDRESS}(?:\s+{_NUMBER})?|{_MOMENT}(?:\s.{{0,200}})?)\W*$", re.IGNORECASE)
"""A page number, or what a browser prints around a page: the address, the moment and the title."""
_DIGITS = re.compile(r"\d+")
_ODD_LETTER = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page's pieces, and between which heights it stands."""

    pieces: tuple[Piece, ...]
    bottom: float
    top: float


def lay_out_pdf(content: bytes) -> Layout:
    """The text of a PDF. Never raises for what the bytes hold: a sentence in the warnings says what is wrong."""
    if not content.strip():
        return Layout("", warnings=(EMPTY,))
    try:
        return _read(content)
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception:  # pypdf raises some twenty kinds of error on bytes that are no PDF
        return Layout("", warnings=(BROKEN,))


def _read(content: bytes) -> Layout:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not _unlocked(reader):
        return Layout("", warnings=(LOCKED,))
    sheets, warnings = _sheets(reader)
    if not any(sheet.pieces for sheet in sheets):
        return Layout("", warnings=warnings or (PICTURES if _pictures(reader) else NO_TEXT,))
    bare = _without_edges(sheets)
    lines = [line for number, sheet in enumerate(bare) for line in lines_of_page(sheet.pieces, number)]
    laid_out = text_of(lines)
    if len(_ODD_LETTER.findall(laid_out.text)) * 5 > len(laid_out.text):
        return Layout("", warnings=(*warnings, NO_LETTERS))
    return replace(laid_out, warnings=warnings)


def _unlocked(reader: PdfReader) -> bool:
    """Whether the PDF opens for anybody: many are locked against changes only."""
    from pypdf.errors import DependencyError, PyPdfError

    try:
        return bool(reader.decrypt(""))
    except (PyPdfError, DependencyError, NotImplementedError, ValueError):
        return False


def _sheets(reader: PdfReader) -> tuple[list[_Sheet], tuple[str, ...]]:
    """The pages as far as they can be read, and what went wrong with the others."""
    sheets: list[_Sheet] = []
    bad: list[int] = []
    letters = 0
    total = len(reader.pages)
    warnings: list[str] = []
    for number in range(min(total, MAX_PAGES)):
        try:
            sheet = _sheet(reader.pages[number])
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception:  # one broken page costs no other
            bad.append(number + 1)
            continue
        sheets.append(sheet)
        letters += sum(len(piece.text) for piece in sheet.pieces)
        if letters > MAX_TEXT:
            total = max(total, number + 2)
            break
    if len(sheets) + len(bad) < total:
        warnings.append(f"The PDF is very long; its first {len(sheets) + len(bad)} pages were read.")
    if bad and not sheets:
        return [], (BROKEN,)
    if bad:
        listed = ", ".join(map(str, bad[:10])) + (" and more" if len(bad) > 10 else "")
        warnings.append(f"The PDF is damaged; page {listed} could not be read.")
    return sheets, tuple(warnings)


def _sheet(page: PageObject) -> _Sheet:
    from tracker.reading.pdf_runs import runs_of

    pieces = tuple(pieces_of(runs_of(page)))
    box = page.cropbox
    bottom, top = float(box.bottom), float(box.top)
    if pieces and not all(bottom <= piece.y <= top for piece in pieces):
        bottom, top = min(piece.y for piece in pieces), max(piece.y for piece in pieces)
    return _Sheet(pieces, bottom, top)


def _pictures(reader: PdfReader) -> bool:
    from tracker.reading.pdf_runs import has_pictures

    return any(has_pictures(page) for page in reader.pages[:20])


# ---------------------------------------------------------------- headers, footers, page numbers


def _without_edges(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """The pages without page numbers and without what stands at the same place of many pages.

    The first header stays where it is the first line of all: it may be the letter's only masthead.
    """
    edges = [_edge_rows(sheet) for sheet in sheets]
    counts = Counter(key for rows in edges for key in {_key(row) for row in rows})
    enough = max(2, round(len(sheets) * 0.4))
    kept = []
    for number, (sheet, rows) in enumerate(zip(sheets, edges, strict=True)):
        out: set[int] = set()
        for row in rows:
            repeated = counts[_key(row)] >= enough
            first = number == 0 and row[0].y > (sheet.top + sheet.bottom) / 2
            if _PRINTED.match(_text(row)) or (repeated and not first):
                out.update(map(id, row))
        kept.append(replace(sheet, pieces=tuple(piece for piece in sheet.pieces if id(piece) not in out)))
    return kept


def _edge_rows(sheet: _Sheet) -> list[list[Piece]]:
    rows = rows_of(sheet.pieces)
    depth = (sheet.top - sheet.bottom) * EDGE
    near = [*rows[:EDGE_ROWS], *rows[EDGE_ROWS:][-EDGE_ROWS:]]
    return [row for row in near if not sheet.bottom + depth < row[0].y < sheet.top - depth]


def _text(row: Sequence[Piece]) -> str:
    return " ".join(" ".join(piece.text for piece in row).split())


def _key(row: Sequence[Piece]) -> tuple[str, int]:
    """What makes a header the same on another page: its words, numbers aside, and its height."""
    return _DIGITS.sub("#", _text(row).casefold()), round(row[0].y / 8)
