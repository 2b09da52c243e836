"""The year of a letter without a date is supposed from the years that its stories look back to and on to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.extraction.metric_cases import metrics
from tracker.extraction.metrics.letter_years import with_year, year_of
from tracker.extraction.metrics.mentions import find_metrics
from tracker.extraction.metrics.words import load_words
from tracker.extraction.text import look
from tracker.model import Item, Reading

TARIFFS = "Kenya cut its fuel levy.\nThe levy raised 2.2 trillion shillings in 2025. From 2027 it is to be halved.\n\n"
EXPORTS = "Chile sold less lithium.\nExports fell to $228 million in May, and imports were $90 million last year.\n"


def letter(*stories: str, published: datetime | None = None) -> Reading:
    text, items = "", []
    for story in stories:
        items.append(Item(None, story, len(text), len(text) + len(story), published=published))
        text += story
    return Reading(text, tuple(items), published=published)


def periods(item: Item) -> list[str | None]:
    return [one.period for one in find_metrics(item, look(item.text), load_words(())).mentions]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Revenue was 4 billion in 2025. The rate rises from 2027.", 2026),  # looked back to and on to
        ("The rule takes effect on 1 January 2027. In 2025 the country dug 12 million tonnes.", 2026),
        ("The Finance Bill 2026 has passed. Losses are to halve by 2035. In 2025 they were 14%.", 2026),
        ("Sales fell 3% and prices rose.", None),  # no year at all
        ("The plan is for 40 GW by 2035.", None),  # a goal alone leaves it open
    ],
)
def test_the_year_of_a_text(text: str, year: int | None) -> None:
    assert year_of(text) == year


def test_a_story_without_a_year_is_of_the_year_of_its_letter() -> None:
    assert periods(letter(EXPORTS).items[0]) == [None, None]
    story = with_year(letter(TARIFFS, EXPORTS)).items[1]
    assert (story.year, periods(story)) == (2026, ["2026-05", "2025"])


def test_a_letter_with_a_date_and_one_of_one_story_are_left_as_they_are() -> None:
    dated = letter(TARIFFS, EXPORTS, published=datetime(2024, 6, 3, tzinfo=UTC))
    alone = letter(TARIFFS)
    assert (with_year(dated), with_year(alone)) == (dated, alone)


def test_the_days_of_a_letter_of_which_but_the_year_is_known_stay_open() -> None:
    text = "Uranium was quoted at $87 a pound on Wednesday, and 410 cars were sold this month.\n"
    item = replace(letter(text).items[0], year=2026)
    assert periods(item) == [None, None]


def test_what_is_to_be_on_a_day_was_told_before_it() -> None:
    sold, rate = metrics_of_undated("Ghana sold 41,000 tonnes in May. The levy of 3% takes effect on 1 January 2027.")
    assert sold == "2026-05"
    assert rate in (None, "2027-01", "2027-01-01")


def metrics_of_undated(text: str) -> list[str | None]:
    return periods(Item(None, text, 0, len(text)))


def test_a_known_day_of_publication_is_not_overruled() -> None:
    (sold,) = metrics("Ghana sold 41,000 tonnes in May.")
    assert sold.period == "2026-05"
