"""Forms of letters that were seen, as text, as a page and as a mail: all their stories come back."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from random import Random

import pytest

from tests.reading.random_stories import Told, stories
from tests.reading.seen_letters import FORMS
from tracker.model import Document
from tracker.reading import read

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MARKDOWN = frozenset({"bold_words_and_a_link", "rows_of_a_table", "italic_places"})
"""Forms that only a text with mark-up has."""


def flat(text: str) -> str:
    return " ".join(text.replace("*", "").split()).lstrip("| ")


def starts(content: bytes, media_type: str) -> list[str]:
    return [flat(item.text[:90]) for item in read(Document("letters", "one", content, media_type, NOW)).items]


def as_page(text: str) -> bytes:
    """The text as a page: blocks as paragraphs, lines within them parted by breaks."""
    paragraphs = (escape(block).replace("\n", "<br>") for block in text.split("\n\n"))
    return ("<html><body>" + "".join(f"<p>{one}</p>" for one in paragraphs) + "</body></html>").encode()


def as_mail(text: str) -> bytes:
    head = "From: Skerry <letter@skerry.example>\nSubject: Skerry\nMIME-Version: 1.0\n"
    return (head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text).encode()


def assert_starts(found: list[str], wanted: list[str]) -> None:
    assert len(found) == len(wanted)
    assert all(one.startswith(other[:25]) for one, other in zip(found, wanted, strict=True))


def some(seed: int) -> tuple[Told, ...]:
    return stories(Random(seed), (4, 6, 8)[seed % 3])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", FORMS)
def test_a_text_gives_its_stories(name: str, seed: int) -> None:
    text, wanted = FORMS[name](some(seed))
    assert_starts(starts(text.encode(), "text/markdown"), wanted)


@pytest.mark.parametrize("name", sorted(FORMS.keys() - MARKDOWN))
def test_a_page_gives_them_too(name: str) -> None:
    text, wanted = FORMS[name](some(7))
    assert_starts(starts(as_page(text), "text/html"), wanted)


@pytest.mark.parametrize("name", sorted(FORMS.keys() - MARKDOWN))
def test_a_mail_gives_them_too(name: str) -> None:
    text, wanted = FORMS[name](some(7))
    assert_starts(starts(as_mail(text), "message/rfc822"), wanted)
