"""Letters printed as PDF: the shipped samples and letters of the tests' own, as a word processor would print them."""

from __future__ import annotations

import re
from pathlib import Path

from fpdf import FPDF

SAMPLES = Path(__file__).parents[2] / "samples"
STEP = 5.0
"""millimetres from line to line"""


def letters() -> list[Path]:
    return sorted(path for path in SAMPLES.rglob("*.*") if path.suffix in (".txt", ".md"))


class Print(FPDF):
    """A printed letter with what a publisher puts at the edges of each page."""

    def __init__(self, head: str = "", foot: str = "", page: tuple[float, float] = (210, 297)) -> None:
        super().__init__(format=page)
        self.head, self.foot = head, foot
        self.core_fonts_encoding = "windows-1252"
        self.set_margins(18, 24)
        self.set_auto_page_break(True, 26)
        self.add_page()
        self.set_font("Times", size=10)

    def header(self) -> None:
        if self.head:
            self._edge(10, self.head)

    def footer(self) -> None:
        if self.foot:
            self._edge(-14, self.foot.replace("#", str(self.page_no())))

    def _edge(self, height: float, text: str) -> None:
        self.set_y(height)
        self.set_font("Helvetica", size=7)
        self.cell(0, 4, text, align="C")
        self.set_y(24)
        self.set_font("Times", size=10)


def blocks(text: str) -> list[tuple[int, str]]:
    """The paragraphs of a plain or Markdown letter with their heading levels (0 for text)."""
    found = []
    for block in re.split(r"\n\s*\n", text):
        lines = [" ".join(line.split()) for line in block.splitlines() if line.strip()]
        match = re.match(r"(#{1,6}) (.*)", " ".join(lines))
        if match:
            found.append((len(match[1]), match[2].replace("**", "")))
        elif lines:
            found.append((0, "\n".join(lines)))
    return found


def printed(text: str, *, columns: int = 1, head: str = "", foot: str = "", small: bool = False) -> bytes:
    """The letter as PDF; `small`: on pages of a paperback, so that it takes several."""
    pdf = Print(head, foot, (120, 150) if small else (210, 297))
    if columns == 1:
        for level, block in blocks(text):
            pdf.set_font("Times", "B" if level else "", max(10, 16 - 2 * level) if level else 10)
            pdf.multi_cell(0, STEP, block, align="L" if level else "J", markdown=True, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
        return bytes(pdf.output())
    with pdf.text_columns(ncols=columns, gutter=8, text_align="J", line_height=1.2) as layout:
        for level, block in blocks(text):
            lines = block.splitlines()
            for place, line in enumerate(lines, start=1):
                with layout.paragraph(bottom_margin=3 if place == len(lines) else 0) as paragraph:
                    pdf.set_font("Times", "B" if level else "", max(10, 16 - 2 * level) if level else 10)
                    for number, piece in enumerate(line.split("**")):
                        pdf.set_font(style="B" if level or number % 2 else "")
                        paragraph.write(piece)
    return bytes(pdf.output())
