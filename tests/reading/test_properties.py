"""What holds for every text: items are slices, in order, apart; nothing raises; the longest texts come to an end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.model import Document, Reading
from tracker.reading import plain, read

NOW = datetime(2026, 7, 1, tzinfo=UTC)
PIECES = (
    "# ", "**", "__", "[1] ", "1. ", "• ", "- ", "→ ", "\n", "\n\n", "\r\n", "---\n", "***\n", "[", "](http://e.x)",
    "(", ")", "Spain cuts its sugar tax", "THE PLAN", "Why it matters", "QUOTA — ", "Source: Post", "(Daily Post)",
    "The ministry said on Monday that it would raise the levy by 5 per cent.", "Unsubscribe | Share", "12 May 2026",
    "渔业部发布新规定。", "\u2028", "\x00", "\t", "\ufeff", "😀 ", "=====\n", "> ", "\\", "`", "|", "a" * 90,
)  # fmt: skip
letters = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=60).map("".join)


def reading_of(text: str, media_type: str = "text/plain") -> Reading:
    return read(Document("letters", "one", text.encode("utf-8", "surrogatepass"), media_type, NOW))


@settings(max_examples=300, deadline=None)
@given(letters)
def test_items_are_slices_in_order_and_apart(text: str) -> None:
    reading = reading_of(text)
    at = 0
    for item in reading.items:
        assert item.text == reading.text[item.start : item.end]
        assert at <= item.start <= item.end <= len(reading.text)
        at = item.end


@settings(max_examples=150, deadline=None)
@given(letters.filter(lambda text: not text.startswith("\ufeff")))
def test_the_text_of_a_plain_file_is_the_file(text: str) -> None:
    encoded = text.encode("utf-8", "surrogatepass")
    assert (
        read(Document("letters", "one", encoded, "text/markdown", NOW)).text.encode("utf-8", "surrogatepass") == encoded
    )


@settings(max_examples=150, deadline=None)
@given(letters, st.sampled_from(("text/html", "message/rfc822")))
def test_items_of_laid_out_texts_are_slices_too(text: str, media_type: str) -> None:
    reading = reading_of(text, media_type)
    assert all(item.text == reading.text[item.start : item.end] for item in reading.items)


@settings(max_examples=150, deadline=None)
@given(letters)
def test_plain_text_is_one_line_without_outer_blanks(text: str) -> None:
    shown = plain(text)
    assert shown == " ".join(shown.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=5), min_size=1, max_size=5, unique=True))
def test_a_story_is_read_alike_whatever_stories_stand_around_it(order: list[int]) -> None:
    stories = (
        "## Latvia bans the sale of raw milk at markets\n\nThe food authority signed the ban on Monday. (Riga Post)",
        "## Peru lends its miners money for cleaner mills\n\nSome 300 mines may apply from June. (Lima Hoy)",
        "## A dam in Laos passes its last inspection\n\nEngineers found no cracks, the owner said. (Vientiane Wire)",
        "## Malta hires forty more bus drivers from abroad\n\nThe first will come in May. (Valletta Star)",
        "## Quebec's hydro utility raises its rates by three percent\n\nThe regulator agreed on Friday. (Le Fleuve)",
        "## Ghana's cocoa board pays farmers a bonus after all\n\nEach bag earns 20 cedis more. (Accra Today)",
    )
    reading = reading_of("\n\n".join(stories[index] for index in order), "text/markdown")
    assert [item.text for item in reading.items] == [stories[index].removeprefix("## ") for index in order]


LONG = {
    "one word": "a" * 1_000_000,
    "brackets": "[" * 1_000_000,
    "digits": "1" * 1_000_000,
    "many lines": "a line of a text\n" * 100_000,
    "parentheses": "(" * 200_000,
    "stars": "*" * 200_000,
    "many titles": "A title of a story\n\nIts text ends with a stop.\n\n" * 3_000,
    "many bullets": "- a point that is made (Post)\n" * 5_000,
    "many dates": "12 May " * 20_000,
    "line ends": "\r\n" * 100_000,
}
LONG_PAGES = {
    "many tags": "<div>" * 100_000,
    "open tags": "<a " * 100_000,
    "open comments": "<!--" * 100_000,
    "many lists": "<ul><li>a</li></ul>" * 5_000,
}


@pytest.mark.parametrize("name", LONG)
def test_the_longest_texts_come_to_an_end(name: str) -> None:
    reading = reading_of(LONG[name])
    assert reading.text == LONG[name]


@pytest.mark.parametrize("name", LONG_PAGES)
def test_the_longest_pages_come_to_an_end(name: str) -> None:
    reading = reading_of(LONG_PAGES[name], "text/html")
    assert all(item.text == reading.text[item.start : item.end] for item in reading.items)
