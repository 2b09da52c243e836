"""Letters of many layouts beside what they must become.

`data/<case>.{txt,md,html,eml}` is the letter; `data/<case>.json` says its day, and of each item the title, how its text
starts and how it ends. Where the case is about more (outlets, languages, publisher), the JSON says that too.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tracker.model import Document, Reading
from tracker.reading import read

DATA = Path(__file__).parent / "data"
CASES = sorted(path for path in DATA.iterdir() if path.suffix != ".json")
MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".eml": "message/rfc822"}


def reading_of(path: Path, content: bytes | None = None) -> Reading:
    content = path.read_bytes() if content is None else content
    return read(Document("letters", path.name, content, MEDIA_TYPES[path.suffix], datetime(2026, 7, 20, tzinfo=UTC)))


def expected(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_letter_becomes_its_stories(path: Path) -> None:
    want, reading = expected(path), reading_of(path)
    assert [item.title for item in reading.items] == [item["title"] for item in want["items"]]
    for item, told in zip(reading.items, want["items"], strict=True):
        assert item.text.startswith(told["starts"])
        assert item.text.endswith(told["ends"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_letter_tells_its_day_and_whose_it_is(path: Path) -> None:
    want, reading = expected(path), reading_of(path)
    assert (reading.published and reading.published.date().isoformat()) == want["published"]
    told = {
        "outlets": [list(item.outlets) for item in reading.items],
        "languages": [item.language for item in reading.items],
        "publisher": reading.publisher,
        "title": reading.title,
    }
    keys = told.keys() & want.keys()
    assert {key: told[key] for key in keys} == {key: want[key] for key in keys}


BOILERPLATE = (
    "You are receiving this mail because you subscribed. Unsubscribe",
    "Share: Facebook | X | LinkedIn",
    "© 2026 All rights reserved.",
    "Join 12,000 readers. Sign up free.",
    "Would you like to know more? Ask our chatbot!",
)


@pytest.mark.parametrize("line", BOILERPLATE)
@pytest.mark.parametrize("path", [path for path in CASES if path.suffix in (".txt", ".md")], ids=lambda path: path.name)
def test_boilerplate_at_the_end_changes_no_item(path: Path, line: str) -> None:
    content = path.read_bytes()
    longer = reading_of(path, content + f"\n\n{line}\n".encode())
    assert longer.items == reading_of(path).items
