"""Who speaks in a letter that comes without a sender: what its first line calls it, where that is sure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.model import Document
from tracker.reading import read

STORY = "Landings at Esbjerg came to 4,100 tonnes in March, a tenth more than a year before."


def publisher(top: str, told: str | None = None) -> str | None:
    text = f"{top}\n\n{STORY}\n"
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 4, 3, tzinfo=UTC), publisher=told)
    return read(document).publisher


@pytest.mark.parametrize(
    ("top", "name"),
    [
        # the name alone, the day below it
        ("The Quay Letter\n3 April 2026", "The Quay Letter"),
        # name and day in one line
        ("QUAY WEEKLY | 3 April 2026", "QUAY WEEKLY"),
        # a motto behind the name
        ("Quay Letter. News from the coast. 3 April 2026", "Quay Letter"),
    ],
)
def test_a_name_plate_names_the_publisher(top: str, name: str) -> None:
    assert publisher(top) == name


@pytest.mark.parametrize(
    "top",
    [
        # a headline
        "Denmark lands more fish than last year\n3 April 2026",
        # a path through a page
        "Economy / Fisheries\n3 April 2026",
        # a day
        "Friday, 3 April 2026",
        "3 April 2026",
        # one word may be a department
        "Fisheries\n3 April 2026",
        # no day near it
        "The Quay Letter",
    ],
)
def test_what_may_be_something_else_names_nobody(top: str) -> None:
    assert publisher(top) is None


def test_what_the_door_told_wins() -> None:
    assert publisher("The Quay Letter\n3 April 2026", told="Harbour Office") == "Harbour Office"
