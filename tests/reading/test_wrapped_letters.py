"""Plain mail wrapped at a fixed width: its stories come back where only capitals, marks or indents part them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from textwrap import fill

import pytest

from tests.reading.random_stories import Told, stories
from tracker.model import Document
from tracker.reading import read

WIDTH = 70
Form = Callable[[int, Told, str], str]
FORMS: dict[str, Form] = {
    "capitals above": lambda n, one, body: f"{one.title.upper()}\n{fill(body, WIDTH)}",
    "dashes before": lambda n, one, body: f"-- {one.title}\n{fill(body, WIDTH)}",
    "underlined": lambda n, one, body: f"{one.title}\n{'-' * len(one.title)}\n{fill(body, WIDTH)}",
    "numbered": lambda n, one, body: f"{n}) {one.title}\n{fill(body, WIDTH)}",
    "place in capitals": lambda n, one, body: fill(f"{one.place.upper()} -- {body}", WIDTH),
    "text set in": lambda n, one, body: f"{one.title}\n{fill(body, 66, initial_indent='   ', subsequent_indent='   ')}",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_wrapped_letter_without_blank_lines_gives_its_stories(form: str) -> None:
    right = 0
    for seed in range(20):
        told = stories(Random(seed), 5)
        blocks = [FORMS[form](n, one, " ".join(one.sentences)) for n, one in enumerate(told, 1)]
        text = "THE SKERRY LEDGER\n12 June 2026\n\n" + "\n".join(blocks) + "\n"
        items = read(Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))).items
        right += len(items) == len(told)
    assert right >= 18


def test_a_line_that_only_ends_where_a_sentence_does_goes_on() -> None:
    body = (
        "Ferries between the islands stay in port until the storm is over at the end of the week.\n"
        "Skippers were told on Monday. The harbour board expects losses, and it will ask the county for help,\n"
        "as it did after the storm of last year. Shops have milk for three days more."
    )
    wrapped = "\n".join(fill(line, WIDTH) for line in body.split("\n"))
    text = f"THE SKERRY LEDGER\n12 June 2026\n\nHarbour shut for a week\n\n{wrapped}\n"
    items = read(Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))).items
    assert [item.title for item in items] == ["Harbour shut for a week"]
