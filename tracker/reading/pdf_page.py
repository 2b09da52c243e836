"""Runs of a page → its lines in reading order: down one column, then down the next.

Runs that follow one another on a line are a piece. A gutter is where many pieces begin with text to the left of them
that does not reach it; what crosses it (a headline over both columns) parts what is above from what is below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.reading.pdf_runs import Run

BLANK = 0.16
"""The gap between words, in sizes, above which a blank is read where none is drawn."""
CELL = 1.6
"""The gap, in sizes, above which two texts on a line are cells of a table."""
SAME_LINE = 0.45
"""How far, in sizes, a baseline may be off: notes and indices stand higher and lower."""
LETTERS = 14
"""How long a piece of running text is at least."""
ROWS = 3
"""How many pieces make a column."""


@dataclass(frozen=True, slots=True)
class Span:
    """Letters of a line that look alike."""

    text: str
    bold: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """What was drawn in one go on a line."""

    x0: float
    x1: float
    y: float
    size: float
    spans: tuple[Span, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a column. `left` and `right` are the column's edges."""

    x0: float
    x1: float
    y: float
    size: float
    spans: tuple[Span, ...]
    text: str
    page: int
    column: int
    left: float
    right: float

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        return all(span.bold for span in self.spans if span.text.strip())


def pieces_of(runs: Sequence[Run]) -> list[Piece]:
    """The pieces in the order in which they are drawn. Letters drawn twice, to look bold, are one."""
    pieces: list[list[Run]] = []
    for run in _visible(runs):
        last = pieces[-1][-1] if pieces else None
        if last and _twice(last, run):
            continue
        if last and _follows(last, run):
            pieces[-1].append(run)
        else:
            pieces.append([run])
    made = (_piece(run) for run in pieces)
    return [piece for piece in made if piece.text.strip()]


def _visible(runs: Sequence[Run]) -> Sequence[Run]:
    """What a reader sees; the invisible text over the picture of a page where there is no other."""
    seen = [run for run in runs if run.seen and run.size > 1]
    return seen if any(run.text.strip() for run in seen) else [run for run in runs if run.size > 1]


def _twice(last: Run, run: Run) -> bool:
    return run.text == last.text and abs(run.x0 - last.x0) < 0.1 * run.size and abs(run.y - last.y) < 0.1 * run.size


def _follows(last: Run, run: Run) -> bool:
    size = max(last.size, run.size)
    gap = run.x0 - last.x1
    room = 4 * size if last.text[-1:].isspace() or run.text[:1].isspace() else size
    return abs(run.y - last.y) <= SAME_LINE * size and -0.5 * size <= gap <= room


def _piece(runs: list[Run]) -> Piece:
    spans: list[Span] = []
    for last, run in zip([None, *runs], runs, strict=False):
        gap = run.x0 - last.x1 if last else 0.0
        blank = last and gap > BLANK * run.size and not last.text[-1:].isspace() and not run.text[:1].isspace()
        spans.append(Span((" " if blank else "") + run.text, run.bold, run.link))
    size = _main_size([(run.size, len(run.text)) for run in runs])
    main = next(run for run in runs if run.size == size)
    text = "".join(span.text for span in spans)
    return Piece(runs[0].x0, max(run.x1 for run in runs), main.y, size, _merged(spans), text)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in spans:
        same = merged and (merged[-1].bold, merged[-1].link) == (span.bold, span.link)
        if merged and (same or not span.text.strip()):
            merged[-1] = replace(merged[-1], text=merged[-1].text + span.text)
        else:
            merged.append(span)
    return tuple(merged)


def _main_size(sizes: Sequence[tuple[float, int]]) -> float:
    """The size of most of the letters."""
    counted: dict[float, int] = {}
    for size, letters in sizes:
        counted[size] = counted.get(size, 0) + letters
    return max(counted, key=lambda size: counted[size])


# ---------------------------------------------------------------- columns


def lines_of_page(pieces: Sequence[Piece], page: int) -> list[PageLine]:
    """The lines in reading order."""
    return [line for number, block in enumerate(_blocks(pieces, 0)) for line in _lines(block, page, number)]


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces that stand on one line across the page, from the top down, each row from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if rows and abs(rows[-1][0].y - piece.y) <= SAME_LINE * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x0) for row in rows]


def _blocks(pieces: Sequence[Piece], depth: int) -> Iterator[list[Piece]]:
    """Blocks of one column each, in reading order."""
    gutter = _gutter(pieces) if depth < 6 else None
    if gutter is None:
        yield list(pieces)
        return
    band = _Band()
    for row in rows_of(pieces):
        crossing = [piece for piece in row if piece.x0 < gutter - 1 and piece.x1 > gutter + 1]
        if crossing:
            yield from band.blocks(depth)
            band = band if band.across else _Band()
            band.across.extend(row)
            continue
        if band.across:
            yield band.across
            band = _Band()
        for piece in row:
            (band.left if piece.x1 <= gutter + 1 else band.right).append(piece)
    yield from band.blocks(depth)
    if band.across:
        yield band.across


@dataclass(slots=True)
class _Band:
    """What stands between two things that cross the gutter, or what crosses it."""

    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)
    across: list[Piece] = field(default_factory=list)

    def blocks(self, depth: int) -> Iterator[list[Piece]]:
        for side in (self.left, self.right):
            if side:
                yield from _blocks(side, depth + 1)
        self.left, self.right = [], []


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where a column of running text begins with another beside it; None where there is one column only."""
    running = [piece for piece in pieces if len(piece.text) >= LETTERS]
    best, most = None, 0
    for x in sorted({round(piece.x0, 0) for piece in running}):
        right = [piece for piece in running if abs(piece.x0 - x) <= 2]
        if len(right) < ROWS:
            continue
        left = [piece for piece in running if piece.x1 <= x - 0.4 * piece.size and _beside(piece, right)]
        crossing = sum(1 for piece in running if piece.x0 < x - 3 and piece.x1 > x and _beside(piece, right))
        if len(left) >= ROWS and crossing * 3 <= len(left) and len(right) > most:
            best, most = x - 2, len(right)
    return best


def _beside(piece: Piece, column: Sequence[Piece]) -> bool:
    top, bottom = max(one.y for one in column), min(one.y for one in column)
    return bottom - piece.size <= piece.y <= top + piece.size


def _lines(block: Sequence[Piece], page: int, column: int) -> Iterator[PageLine]:
    left = min(piece.x0 for piece in block)
    rows = [_row(row) for row in rows_of(block)]
    for row in rows:
        alike = [one.x1 for one in rows if abs(one.size - row.size) <= 0.5]
        right = max(alike if len(alike) >= ROWS else [one.x1 for one in rows])
        yield PageLine(row.x0, row.x1, row.y, row.size, row.spans, row.text, page, column, left, right)


def _row(row: Sequence[Piece]) -> Piece:
    """The pieces of a line as one; a wide gap between two of them stays two blanks."""
    spans: list[Span] = []
    for last, piece in zip([None, *row], row, strict=False):
        gap = piece.x0 - last.x1 if last else 0.0
        joint = "" if last is None or gap <= BLANK * piece.size else "  " if gap > CELL * piece.size else " "
        first, *rest = piece.spans
        spans += [replace(first, text=joint + first.text), *rest]
    size = _main_size([(piece.size, len(piece.text)) for piece in row])
    main = next(piece for piece in row if piece.size == size)
    text = "".join(span.text for span in spans)
    return Piece(row[0].x0, max(piece.x1 for piece in row), main.y, size, _merged(spans), text)
