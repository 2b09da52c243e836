"""A printed letter is read as its text is: the same items and the same mentions, whatever the printer made of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_letters import Print, letters, printed
from pypdf import PdfReader, PdfWriter

from tracker.extraction import Extractor
from tracker.model import Document, Reading
from tracker.reading import read
from tracker.reading.pdf import BROKEN, EMPTY, LOCKED, NO_TEXT, PICTURES, lay_out_pdf
from tracker.standalone import standalone_extractor

NOW = datetime(2026, 7, 1, tzinfo=UTC)
STORY = (
    "The port authority of Valparaiso has opened a public consultation on a new tariff for cruise ships. Ships that "
    "plug into the grid would pay a third less than those that keep their engines running. Answers are taken until the "
    "end of August, and the tariff is meant to begin with the next season."
)
PRINTS = {
    "one column": {},
    "two columns": {"columns": 2},
    "three columns": {"columns": 3},
    "small pages with header and footer": {
        "small": True,
        "head": "For subscribers only",
        "foot": "letters.example - #",
    },
    "small pages of two columns": {"small": True, "columns": 2, "head": "For subscribers only", "foot": "Page # of 9"},
}


@cache
def extractor() -> Extractor:
    return standalone_extractor(())


def reading_of(content: bytes, media_type: str = "application/pdf") -> Reading:
    return read(Document("letters", "letter", content, media_type, NOW))


def told(reading: Reading) -> list[tuple[object, ...]]:
    """What a reading says, without the mark-up and the line breaks that paper does not have."""
    found = []
    for item in reading.items:
        extraction = extractor().extract(item)
        metrics = [(m.value, m.unit, m.subject, m.measure, m.period, m.change) for m in extraction.metrics]
        policies = [(p.title, p.stage, p.issuers, p.instrument, p.date, p.effective) for p in extraction.policies]
        found.append((item.title, " ".join(re.sub(r"[#*]", "", item.text).split()), metrics, policies))
    return found


@pytest.mark.parametrize("how", PRINTS.values(), ids=PRINTS.keys())
@pytest.mark.parametrize("letter", letters(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_printed_letter_says_what_its_text_says(letter: Path, how: dict[str, object]) -> None:
    text = letter.read_text(encoding="utf-8")
    kind = "text/markdown" if letter.suffix == ".md" else "text/plain"
    expected = reading_of(text.encode(), kind)
    found = reading_of(printed(text, **how))  # type: ignore[arg-type]
    assert told(found) == told(expected)
    assert found.published == expected.published
    assert found.warnings == ()


# ---------------------------------------------------------------- layout


def page(*lines: tuple[float, float, str], size: float = 10, style: str = "") -> bytes:
    """A page with texts at places, in points from the upper left corner."""
    pdf = FPDF(unit="pt", format=(420, 595))
    pdf.add_page()
    pdf.set_font("Times", style, size)
    for x, y, text in lines:
        pdf.text(x, y, text)
    return bytes(pdf.output())


HYPHENS = (
    # A syllable and its rest.
    ("The rules for under-", "takings of the network industry are", "undertakings of"),
    # A number stays with what counts it.
    ("The minister presented a 12-", "month plan to the committee of the", "a 12-month plan"),
    # A compound with a first part that hyphens follow.
    ("It is no more than a long-", "term aim of the council, members said", "a long-term aim"),
    # Two words that the letter knows.
    ("A study looks at how human-", "machine teams work in the port of the", "how human-machine teams"),
    # A word and what ends it.
    ("The levy is meant for the human-", "ness of work, as the minister calls it", "humanness of"),
    # An abbreviation.
    ("The ministry wants a label on any AI-", "assisted text, and a fine for those that", "AI-assisted text"),
    # A headline in capitals.
    ("TALKS BEGIN ON A RULE OF IMPLEMEN-", "TATION FOR THE LAW ON THE SEA AND", "RULE OF IMPLEMENTATION"),
    # A name.
    ("The bill was drafted by Garcia-", "Lopez and two members of the lower", "Garcia-Lopez and"),
    # A compound that stands elsewhere in full: cross-border is there below.
    ("A fee is due on any sale with a trans-", "border part, whatever its size and its", "a trans-border part"),
)


@pytest.mark.parametrize(("first", "second", "whole"), HYPHENS)
def test_a_word_parted_at_the_end_of_a_line_is_made_whole(first: str, second: str, whole: str) -> None:
    last = "house. A trans-border levy, human or not, is due for a machine."
    text = lay_out_pdf(page((40, 60, first), (40, 72, second), (40, 84, last))).text
    assert whole in text


def test_a_column_is_read_to_its_end_before_the_next_begins() -> None:
    left = [(40, 100 + 12 * n, f"left column line {n} of running text") for n in range(8)]
    right = [(240, 100 + 12 * n, f"right column line {n} of running text") for n in range(8)]
    across = (40, 60, "A headline that runs over both of the columns of this page and beyond the gutter")
    rows = [one for pair in zip(left, right, strict=True) for one in pair]  # drawn line by line, as some printers do
    text = lay_out_pdf(page(across, *rows)).text
    order = [text.index(part[2]) for part in (across, *left, *right)]
    assert order == sorted(order)


def test_the_rows_of_a_table_stay_rows() -> None:
    rows = [("Oslo", "12", "14"), ("Bergen", "8", "9"), ("Tromso", "3", "2"), ("Bodo", "5", "5")]
    cells = [(60 + 110 * c, 80 + 14 * r, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    assert "Oslo  12  14\nBergen  8  9\nTromso  3  2\nBodo  5  5" in lay_out_pdf(page(*cells)).text


def test_larger_and_bold_lines_are_headings() -> None:
    pdf = Print()
    for style, size, text in (("", 18, "Quay Letter"), ("B", 10, "Valparaiso asks about its tariff"), ("", 10, STORY)):
        pdf.set_font("Times", style, size)
        pdf.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    layout = lay_out_pdf(bytes(pdf.output()))
    heads = {layout.text[at:].split("\n")[0]: level for at, level in layout.levels.items()}
    assert heads == {"Quay Letter": 1, "Valparaiso asks about its tariff": 7}


def test_headers_footers_and_page_numbers_are_left_out_and_a_parted_paragraph_goes_on() -> None:
    content = printed(
        "\n\n".join([STORY] * 9), small=True, head="Quay Letter 14 - July 2026", foot="www.quay.example | #"
    )
    assert len(PdfReader(BytesIO(content)).pages) >= 3
    text = lay_out_pdf(content).text
    assert text.split("\n\n") == ["Quay Letter 14 - July 2026", *[STORY] * 9]


def test_a_link_gives_its_address() -> None:
    pdf = Print()
    pdf.cell(40, 5, "Read the tariff", link="https://port.example/tariff")
    layout = lay_out_pdf(bytes(pdf.output()))
    assert [(layout.text[start:end], to) for start, end, to in layout.links] == [
        ("Read the tariff", "https://port.example/tariff")
    ]


# ---------------------------------------------------------------- what cannot be read


def locked(user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(printed(STORY)))
    writer.encrypt(user, owner, algorithm="AES-256")
    sink = BytesIO()
    writer.write(sink)
    return sink.getvalue()


def scanned(text: str = "") -> bytes:
    from PIL import Image

    pdf = Print()
    pdf.image(Image.new("RGB", (40, 40), "grey"), 0, 0, 210, 297)
    if text:
        with pdf.local_context(text_mode="INVISIBLE"):
            pdf.multi_cell(0, 5, text)
    return bytes(pdf.output())


UNREADABLE = {
    # Nothing at all.
    "empty": (b"", EMPTY),
    # A page that was saved under the wrong name.
    "a page": (b"<html><body>Please log in</body></html>", BROKEN),
    # A download that broke off.
    "cut off": (printed(STORY)[:400], BROKEN),
    "locked": (locked("a secret", "another"), LOCKED),
    "a scan": (scanned(), PICTURES),
    "a white page": (bytes(Print().output()), NO_TEXT),
}


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_told_in_one_sentence(content: bytes, sentence: str) -> None:
    reading = reading_of(content)
    assert (reading.items, reading.warnings) == ((), (sentence,))


def test_what_is_locked_against_changes_only_is_read() -> None:
    assert lay_out_pdf(locked("", "the owner's")).text == STORY


def test_the_text_that_recognition_laid_over_a_scan_is_read() -> None:
    assert lay_out_pdf(scanned(STORY)).text == STORY


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    content = bytearray(printed("\n\n".join([STORY] * 3), columns=2))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(0, len(content)))])
    reading = reading_of(cut)
    assert reading.warnings or reading.text
    assert all(item.text == reading.text[item.start : item.end] for item in reading.items)
