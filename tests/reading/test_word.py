"""A letter in Word says what its text says; what was struck out, what is hidden and what is a trap is not read."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_letters import blocks, letters
from test_pdf import told

from tracker.model import Document, Reading
from tracker.reading import read
from tracker.reading.reader import WORD
from tracker.reading.word import BROKEN, EMPTY, LARGE, LOCKED, NO_TEXT, lay_out_word

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = "".join(f'<w:style w:styleId="berschrift{n}"><w:name w:val="heading {n}"/></w:style>' for n in range(1, 7))
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)
RELATIONS = '<Relationships><Relationship Id="r1" Target="https://port.example/tariff"/></Relationships>'


def word(body: str, **parts: str) -> bytes:
    """A Word file with the given paragraphs."""
    held = {
        "word/document.xml": f'<w:document xmlns:w="{MAIN}" xmlns:r="{LINKED}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{MAIN}">{STYLES}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{MAIN}">{NUMBERING}</w:numbering>',
        "word/_rels/document.xml.rels": RELATIONS,
        **parts,
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in held.items():
            file.writestr(name, text)
    return sink.getvalue()


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def styled(level: int, block: str) -> str:
    look = f'<w:pStyle w:val="berschrift{level}"/>' if level else ""
    runs = [run(piece, "<w:b/>" if n % 2 else "") for n, piece in enumerate(block.split("**"))]
    return paragraph(*runs, look=look)


def reading_of(content: bytes, media_type: str = WORD) -> Reading:
    return read(Document("letters", "letter", content, media_type, NOW))


@pytest.mark.parametrize("letter", letters(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_letter_in_word_says_what_its_text_says(letter: Path) -> None:
    text = letter.read_text(encoding="utf-8")
    kind = "text/markdown" if letter.suffix == ".md" else "text/plain"
    body = "".join(styled(level, line) for level, block in blocks(text) for line in block.splitlines())
    expected, found = reading_of(text.encode(), kind), reading_of(word(body))
    assert told(found) == told(expected)
    assert (found.published, found.warnings) == (expected.published, ())


def numbered(text: str, number: int) -> str:
    return paragraph(run(text), look=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


def cell(text: str) -> str:
    return f"<w:tc>{paragraph(run(text))}</w:tc>"


LONG = "The fee for cruise ships rises in May, and again in the year that follows it."
LOOKS = {
    # Paragraphs stand apart.
    "paragraphs": (paragraph(run("One.")) + paragraph(run("Two.")), "One.\n\nTwo."),
    # Points of a list carry the bullet that Word draws.
    "bullets": (numbered("Cod", 2) + numbered("Sole", 2), "• Cod\n• Sole"),
    # Numbers are counted as Word counts them.
    "numbers": (numbered("Cod", 1) + numbered("Sole", 1), "1. Cod\n2. Sole"),
    # What a reviewer struck out is gone, what was put in is there.
    "changes": (
        paragraph(
            run("A fee of "), "<w:del><w:r><w:delText>10</w:delText></w:r></w:del>", f"<w:ins>{run('12')}</w:ins>"
        ),
        "A fee of 12",
    ),
    # Hidden text is no text.
    "hidden": (paragraph(run("Seen"), run(" and hidden", "<w:vanish/>")), "Seen"),
    # The rows of a table stay rows.
    "table": (
        f"<w:tbl><w:tr>{cell('Oslo')}{cell('12')}</w:tr><w:tr>{cell('Bergen')}{cell('8')}</w:tr></w:tbl>",
        "Oslo  12\nBergen  8",
    ),
    # The columns of a table that only lays out a page are read one after the other.
    "layout table": (
        f"<w:tbl><w:tr>{cell(LONG)}{cell('The ferry is late.')}</w:tr></w:tbl>",
        f"{LONG}\n\nThe ferry is late.",
    ),
}


@pytest.mark.parametrize(("body", "text"), LOOKS.values(), ids=LOOKS.keys())
def test_the_text_is_what_word_shows(body: str, text: str) -> None:
    assert lay_out_word(word(body)).text == text


def test_headings_bold_openings_and_links_are_known() -> None:
    link = f'<w:hyperlink r:id="r1">{run("the tariff")}</w:hyperlink>'
    body = styled(2, "Fees") + styled(0, "**All bold**") + paragraph(run("Lima.", "<w:b/>"), run(" See "), link)
    layout = lay_out_word(word(body))
    assert layout.text == "Fees\n\nAll bold\n\nLima. See the tariff"
    assert (layout.levels, layout.run_ins) == ({0: 2, 6: 7}, {16: 21})
    assert layout.links == ((26, 36, "https://port.example/tariff"),)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
UNREADABLE = {
    "empty": (b"", EMPTY),
    # A page that was saved under the wrong name.
    "a page": (b"<html>Please log in</html>", BROKEN),
    # A download that broke off.
    "cut off": (word(paragraph(run("One.")))[:300], BROKEN),
    # A ZIP, but of something else.
    "a zip": (word("", **{"word/document.xml": ""}), BROKEN),
    # A file of a kilobyte that unfolds to 21 MB.
    "a bomb": (word(paragraph(run("a" * 21_000_000))), LARGE),
    # What a locked file, and one of old Word, begin with.
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), LOCKED),
    "nothing in it": (word(paragraph()), NO_TEXT),
}


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_told_in_one_sentence(content: bytes, sentence: str) -> None:
    reading = reading_of(content)
    assert (reading.items, reading.warnings) == ((), (sentence,))


def test_no_entity_reaches_a_file() -> None:
    body = f'{ENTITIES}<w:document xmlns:w="{MAIN}"><w:body><w:p><w:r><w:t>x&b;</w:t></w:r></w:p></w:body></w:document>'
    assert "root" not in lay_out_word(word("", **{"word/document.xml": body})).text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    content = bytearray(word(styled(1, "Fees") + numbered("Cod", 1) + paragraph(run("The fee rises in May."))))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reading = reading_of(bytes(content))
    assert reading.warnings or reading.text
