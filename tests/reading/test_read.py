"""Reading never fails, its items are slices of its text, and seeds of every shape give the stories they hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.model import Document
from tracker.reading import read

MEDIA_TYPES = ("text/plain", "text/markdown", "text/html", "message/rfc822", "application/xhtml+xml", "image/png")


def document(content: bytes, media_type: str = "text/plain", **door: object) -> Document:
    return Document("letters", "one", content, media_type, datetime(2026, 7, 1, tzinfo=UTC), **door)  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(MEDIA_TYPES))
def test_any_bytes_give_a_reading_whose_items_are_slices(content: bytes, media_type: str) -> None:
    reading = read(document(content, media_type))
    assert all(item.text == reading.text[item.start : item.end] for item in reading.items)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_an_empty_document_has_no_items(media_type: str) -> None:
    assert read(document(b"", media_type)).items == ()
