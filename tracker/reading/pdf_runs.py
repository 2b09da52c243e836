"""A page of a PDF → the runs of text that it draws, each with its place, its size and whether it is bold.

The text operators are followed as ISO 32000-1, 9.4 defines them. pypdf gives the operators and what each font's codes
mean; its own text is not used, because it has neither columns nor sizes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic._font import Font

Matrix = tuple[float, float, float, float, float, float]
Operands = list[Any]

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MAX_RUNS = 40_000
"""of one page"""
MAX_FORMS = 300
"""drawings within drawings that one page may use"""
MAX_DEPTH = 12
_INVISIBLE = 3
_STROKED = 2
_BOLD = re.compile(r"bold|black|heavy|demi|semib", re.IGNORECASE)

_ODD = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u0000": None, "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl"}
    | {"\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st", "\u200b": None, "\ufeff": None}
    | {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➤", "\uf0fc": "✓"}
)
"""Ligatures, blanks and the bullets of symbol fonts as plain letters."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters on one line. Lengths in points, from the lower left corner of the page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    seen: bool = True
    """false for the invisible text that lies over a scanned page"""
    link: str | None = None


@dataclass(slots=True)
class _State:
    """What the operators change, and what `q` keeps and `Q` brings back."""

    ctm: Matrix = UNIT
    font: Font | None = None
    size: float = 12.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


def times(one: Matrix, other: Matrix) -> Matrix:
    """The product of two transformations: `one` first."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def runs_of(page: PageObject) -> list[Run]:
    """The runs in the order in which they are drawn; text that runs up or down the page is left out."""
    contents = page.get_contents()
    if contents is None:
        return []
    drawing = _Drawing(page.pdf, _upright(page))
    drawing.play(contents.operations, _mapping(page.get("/Resources")), 0)
    links = list(_links(page))
    if not links:
        return drawing.runs
    return [replace(run, link=_link_of(run, links)) for run in drawing.runs]


def has_pictures(page: PageObject) -> bool:
    """Whether the page draws any picture."""
    objects = _mapping(_mapping(page.get("/Resources")).get("/XObject"))
    return any(_mapping(value).get("/Subtype") == "/Image" for value in objects.values())


def _mapping(value: Any) -> dict[str, Any]:
    """A dictionary of the PDF, its reference followed; {} where there is none."""
    found = _followed(value)
    return found if isinstance(found, dict) else {}


def _followed(value: Any) -> Any:
    """What a reference refers to; anything else as it is."""
    return value.get_object() if hasattr(value, "get_object") else value


def _upright(page: PageObject) -> Matrix:
    """What turns a page that is stored lying the way that it is shown."""
    turn = page.get("/Rotate")
    angle = int(turn) % 360 if isinstance(turn, int | float) else 0
    return {
        90: (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
        270: (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
    }.get(angle, UNIT)


def _links(page: PageObject) -> Iterator[tuple[tuple[float, float, float, float], str]]:
    """Where on the page what address can be clicked; http and https alone."""
    notes = page.get("/Annots")
    notes = _followed(notes)
    for note in notes[:2000] if isinstance(notes, list) else ():
        told = _mapping(note)
        address = str(_mapping(told.get("/A")).get("/URI") or "")
        corners = told.get("/Rect")
        corners = _followed(corners)
        if not address.startswith(("http://", "https://")) or not isinstance(corners, list) or len(corners) != 4:
            continue
        x0, y0, x1, y1 = (float(value) for value in corners)
        yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), address[:2000]


def _link_of(run: Run, links: list[tuple[tuple[float, float, float, float], str]]) -> str | None:
    x, y = (run.x0 + run.x1) / 2, run.y + run.size * 0.3
    return next((to for (x0, y0, x1, y1), to in links if x0 <= x <= x1 and y0 <= y <= y1), None)


@dataclass(slots=True)
class _Drawing:
    """Plays the operators of a page and of the forms that it uses, and notes what text they show."""

    pdf: Any
    start: Matrix
    runs: list[Run] = field(default_factory=list)
    forms: int = 0
    fonts: dict[int, Font] = field(default_factory=dict)
    state: _State = field(default_factory=_State)
    line: Matrix = UNIT
    pen: Matrix = UNIT

    def __post_init__(self) -> None:
        self.state = _State(ctm=self.start)

    def play(self, operations: list[tuple[Operands, bytes]], resources: dict[str, Any], depth: int) -> None:
        kept: list[_State] = []
        known = _mapping(resources.get("/Font"))
        for operands, operator in operations:
            if len(self.runs) >= MAX_RUNS:
                return
            if operator == b"q":
                kept.append(replace(self.state))
            elif operator == b"Q":
                self.state = kept.pop() if kept else self.state
            elif operator == b"Do":
                self._form(operands, resources, depth)
            elif operator == b"Tf":
                self._font(operands, known)
            elif operator in _TEXT:
                _guarded(_TEXT[operator], self, operands)

    def _form(self, operands: Operands, resources: dict[str, Any], depth: int) -> None:
        from pypdf.generic import ContentStream, StreamObject

        value = _mapping(resources.get("/XObject")).get(operands[0]) if operands else None
        form = value.get_object() if value is not None else None
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        self.forms += 1
        if self.forms > MAX_FORMS or depth >= MAX_DEPTH:
            return
        before = replace(self.state)
        matrix = _matrix(form.get("/Matrix"))
        if matrix:
            self.state.ctm = times(matrix, self.state.ctm)
        own = _mapping(form.get("/Resources")) or resources
        self.play(ContentStream(form, self.pdf).operations, own, depth + 1)
        self.state = before

    def _font(self, operands: Operands, known: dict[str, Any]) -> None:
        from pypdf.generic._font import Font

        if len(operands) != 2:
            return
        self.state.size = _number(operands[1], self.state.size)
        told = _mapping(known.get(operands[0]))
        if not told:
            self.state.font = None
            return
        if id(told) not in self.fonts:
            self.fonts[id(told)] = Font.from_font_resource(told)  # type: ignore[arg-type]
        self.state.font = self.fonts[id(told)]

    def show(self, shown: Any) -> None:
        """Note a string where the pen is, and move the pen behind it."""
        font = self.state.font
        if font is None or not isinstance(shown, bytes | str):
            return
        codes, text = _decoded(font, shown)
        width = self._width(font, codes)
        at = times((self.state.size * self.state.scale, 0.0, 0.0, self.state.size, 0.0, self.state.rise), self._place())
        self._advance(width)
        end = self._place()
        upright = abs(at[1]) <= abs(at[0]) * 0.1 and at[0] > 0
        if text and upright and math.isfinite(at[4] + at[5] + end[4]):
            bold = self.state.mode == _STROKED or bool(_BOLD.search(font.name))
            size = math.hypot(at[2], at[3])
            self.runs.append(Run(text, at[4], end[4], at[5], size, bold, self.state.mode != _INVISIBLE))

    def show_array(self, pieces: Any) -> None:
        """Strings with steps between them; a wide step is a blank."""
        for piece in pieces if isinstance(pieces, list) else ():
            if isinstance(piece, int | float):
                self._advance(-float(piece) / 1000 * self.state.size * self.state.scale)
            else:
                self.show(piece)

    def next_line(self, x: float, y: float) -> None:
        self.line = times((1.0, 0.0, 0.0, 1.0, x, y), self.line)
        self.pen = self.line

    def _place(self) -> Matrix:
        return times(self.pen, self.state.ctm)

    def _advance(self, width: float) -> None:
        self.pen = times((1.0, 0.0, 0.0, 1.0, width, 0.0), self.pen)

    def _width(self, font: Font, codes: str) -> float:
        state = self.state
        letters = sum(font.space_width if code == font.space_char else font.get_text_width(code) for code in codes)
        spaces = codes.count(font.space_char) * state.word_space
        return (letters / 1000 * state.size + len(codes) * state.char_space + spaces) * state.scale


def _decoded(font: Font, shown: bytes | str) -> tuple[str, str]:
    """A shown string as the font's own codes, for their widths, and as letters."""
    if isinstance(shown, str):
        shown = getattr(shown, "original_bytes", shown.encode("latin-1", "replace"))
    if isinstance(font.encoding, str):
        codes = shown.decode(font.encoding, "replace")
        letters = codes
    else:
        codes = "".join(map(chr, shown))
        letters = "".join(font.encoding.get(code, chr(code)) for code in shown)
    text = "".join(font.character_map.get(letter, letter) for letter in letters).translate(_ODD)
    return codes, text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _number(value: Any, otherwise: float = 0.0) -> float:
    return float(value) if isinstance(value, int | float) else otherwise


def _matrix(values: Any) -> Matrix | None:
    if not isinstance(values, list | tuple) or len(values) != 6:
        return None
    a, b, c, d, e, f = (_number(value) for value in values)
    return a, b, c, d, e, f


def _guarded(step: Callable[[_Drawing, Operands], object], drawing: _Drawing, operands: Operands) -> None:
    """An operator with too few operands does nothing, as in every viewer."""
    try:
        step(drawing, operands)
    except (IndexError, TypeError, OverflowError):
        return


def _set(name: str, factor: float = 1.0) -> Callable[[_Drawing, Operands], object]:
    return lambda drawing, operands: setattr(drawing.state, name, _number(operands[0]) * factor)


def _begin(drawing: _Drawing, operands: Operands) -> None:
    drawing.line = drawing.pen = UNIT


def _place(drawing: _Drawing, operands: Operands) -> None:
    matrix = _matrix(operands)
    if matrix:
        drawing.line = drawing.pen = matrix


def _transform(drawing: _Drawing, operands: Operands) -> None:
    matrix = _matrix(operands)
    if matrix:
        drawing.state.ctm = times(matrix, drawing.state.ctm)


def _move_and_lead(drawing: _Drawing, operands: Operands) -> None:
    drawing.state.leading = -_number(operands[1])
    drawing.next_line(_number(operands[0]), _number(operands[1]))


def _line_and_show(drawing: _Drawing, operands: Operands) -> None:
    drawing.next_line(0.0, -drawing.state.leading)
    drawing.show(operands[0])


def _space_line_and_show(drawing: _Drawing, operands: Operands) -> None:
    drawing.state.word_space, drawing.state.char_space = _number(operands[0]), _number(operands[1])
    _line_and_show(drawing, operands[2:])


def _mode(drawing: _Drawing, operands: Operands) -> None:
    drawing.state.mode = int(_number(operands[0]))


_TEXT: dict[bytes, Callable[[_Drawing, Operands], object]] = {
    b"cm": _transform,
    b"BT": _begin,
    b"Tm": _place,
    b"Tc": _set("char_space"),
    b"Tw": _set("word_space"),
    b"Tz": _set("scale", 0.01),
    b"TL": _set("leading"),
    b"Ts": _set("rise"),
    b"Tr": _mode,
    b"Td": lambda drawing, operands: drawing.next_line(_number(operands[0]), _number(operands[1])),
    b"TD": _move_and_lead,
    b"T*": lambda drawing, operands: drawing.next_line(0.0, -drawing.state.leading),
    b"Tj": lambda drawing, operands: drawing.show(operands[0]),
    b"TJ": lambda drawing, operands: drawing.show_array(operands[0]),
    b"'": _line_and_show,
    b'"': _space_line_and_show,
}
