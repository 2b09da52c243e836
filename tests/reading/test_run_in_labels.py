"""Numbered paragraphs that begin with a label and a full stop are stories."""

from __future__ import annotations

from datetime import UTC, datetime

from tracker.model import Document
from tracker.reading import read

STORIES = (
    "LOBSTER. Four more ports have opened their auctions. The fisheries office awarded the stalls on Friday, to three "
    "families in all. Together they promise to land 2,100 tonnes a year.",
    "TIN. Mines shipped 4,800 tonnes of ore in November, 7.2% less than a year before, says the statistics institute. "
    "It was the fifth fall in a row.",
    "WAGES. As of New Year the minimum wage is 539 crowns a day, after 529. The second step of the law takes effect.",
    "CENTRAL BANK. The policy rate was cut by a quarter of a point to 4.5% on 16 December, sooner than thought.",
)


def titles(paragraphs: list[str]) -> list[str]:
    text = "\n\n".join(["HARBOUR SHEET\nMonday, 5 January 2026", *paragraphs, "Sheet folded at 06:55."])
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 1, 5, tzinfo=UTC))
    return [item.title or "" for item in read(document).items]


def test_each_numbered_label_begins_a_story() -> None:
    numbered = [f"{number} ▸ {story}" for number, story in enumerate(STORIES, 1)]
    assert titles(numbered) == ["LOBSTER", "TIN", "WAGES", "CENTRAL BANK"]


def test_a_long_first_sentence_is_no_label() -> None:
    long = [f"{number} ▸ {story.partition('. ')[2]}" for number, story in enumerate(STORIES, 1)]
    assert not set(titles(long)) & {"LOBSTER", "TIN", "WAGES", "CENTRAL BANK"}
