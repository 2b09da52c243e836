"""What the door tells of a document wins over what its text says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tracker.model import Document
from tracker.reading import read

NOW = datetime(2026, 7, 1, tzinfo=UTC)
STORY = "The ministry of fisheries in Dakar has closed the sole fishery until May. Boats may still catch octopus."
SECTIONS = f"<p>{STORY}</p><h2>Why now</h2><p>Stocks are low.</p><h2>Who pays</h2><p>A fund that the state set up.</p>"


def document(content: str, media_type: str = "text/html", **told: Any) -> Document:
    return Document("feed", "entry-1", content.encode(), media_type, NOW, **told)


def test_an_entry_with_a_title_and_one_text_is_one_item_of_that_title() -> None:
    published = datetime(2026, 3, 2, 8, tzinfo=UTC)
    reading = read(document(SECTIONS, title="Senegal rests its sole", url="https://e.x/1", published=published))
    assert [(item.title, item.url, item.published) for item in reading.items] == [
        ("Senegal rests its sole", "https://e.x/1", published)
    ]
    assert reading.items[0].text.startswith("The ministry") and reading.items[0].text.endswith("set up.")


def test_bullets_of_a_titled_entry_sum_up_one_story() -> None:
    bullets = "".join(f"<li>The {word} closure lasts until the last day of May this year.</li>" for word in "abcd")
    assert len(read(document(f"<ul>{bullets}</ul>", title="Senegal rests its sole")).items) == 1


def test_an_entry_of_a_few_words_is_an_item_too() -> None:
    reading = read(document("<p>Sole fishery closed until May</p>", title="Senegal rests its sole"))
    assert [item.text for item in reading.items] == ["Sole fishery closed until May"]


def test_an_entry_that_holds_a_whole_letter_is_cut() -> None:
    letter = "".join(
        f"<h3>{head}</h3><p>{STORY}</p><p><a href='https://e.x/{n}'>Read more</a></p>"
        for n, head in enumerate(("Senegal rests its sole fishery until May", "Octopus boats may sail on as before"))
    )
    reading = read(document(letter, title="Quay Letter 14", url="https://e.x/letter"))
    assert [(item.title, item.url) for item in reading.items] == [
        ("Senegal rests its sole fishery until May", "https://e.x/0"),
        ("Octopus boats may sail on as before", "https://e.x/1"),
    ]
    assert reading.title == "Quay Letter 14"


def test_day_and_publisher_of_the_door_win() -> None:
    told = {"published": datetime(2026, 3, 2, tzinfo=UTC), "publisher": "Quay Letter"}
    mail = f"From: Someone <a@b.c>\nDate: Tue, 10 Mar 2026 09:30:00 +0000\nSubject: Sole\n\n{STORY}"
    reading = read(document(mail, "message/rfc822", **told))
    assert (reading.published, reading.publisher, reading.title) == (told["published"], "Quay Letter", "Sole")


def test_an_unknown_media_type_is_read_with_a_warning() -> None:
    reading = read(document(STORY, "application/x-thing"))
    assert reading.items and reading.warnings


def test_a_headline_that_links_gives_the_items_address() -> None:
    text = f"## [Senegal rests its sole](https://e.x/1)\n\n{STORY}\n"
    item = read(document(text, "text/markdown")).items[0]
    assert (item.title, item.url) == ("Senegal rests its sole", "https://e.x/1")
