"""What may hold a trap is read in a process that may be killed, and gives what reading it here gives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tracker import reading
from tracker.intake.readers import TOO_MUCH, Reader
from tracker.model import Document

sys.path.append(str(Path(__file__).parent / "reading"))
from pdf_letters import printed

NOW = datetime(2026, 7, 1, tzinfo=UTC)
STORY = "The harbour board has raised its fee for cruise ships to 12 euros a passenger. It is due from May on."
LETTER = f"## Quay letter\n\n3 July 2026\n\n## Fee for cruise ships rises\n\n{STORY}\n\n## Ferry\n\n{STORY}\n"


def document(content: bytes, media_type: str = "application/pdf") -> Document:
    return Document("letters", "a.pdf", content, media_type, NOW, title="A letter", url="https://e.x/1", published=NOW)


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(seconds=30)
    yield made
    made.close()


def bomb(megabytes: int) -> bytes:
    """A PDF whose one page unfolds to so many megabytes of operators."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(b"q Q " * (megabytes << 18))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode(9))
    from io import BytesIO

    sink = BytesIO()
    writer.write(sink)
    return sink.getvalue()


@pytest.mark.parametrize("content", [printed(LETTER), b"", b"%PDF-1.7 and no more"], ids=["letter", "empty", "broken"])
def test_it_gives_what_reading_here_gives(reader: Reader, content: bytes) -> None:
    assert reader(document(content)) == reading.read(document(content))


def test_text_starts_no_process(reader: Reader) -> None:
    assert reader(document(STORY.encode(), "text/plain")).items
    assert reader._child._process is None


def test_a_bomb_costs_a_sentence_and_no_other_document() -> None:
    reader = Reader(seconds=3, megabytes=400)
    try:
        assert len(bomb(60)) < 500_000
        found = reader(document(bomb(60)))
        assert found.items == () and found.warnings
        assert reader(document(printed(LETTER))).items
    finally:
        reader.close()


def test_what_takes_too_long_is_said() -> None:
    reader = Reader(seconds=0.01)
    try:
        assert reader(document(printed(LETTER))).warnings == (TOO_MUCH,)
    finally:
        reader.close()
