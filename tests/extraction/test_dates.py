"""Dates in running text, against a Monday in mid-June."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tracker.extraction.date_shapes import BEGINNING, SHAPES, shapes_by_beginning
from tracker.extraction.dates import find_dates, month_number

PUBLISHED = date(2026, 6, 15)


def periods(text: str, published: date | None = PUBLISHED) -> list[str | None]:
    return [span.period for span in find_dates(text, 0, len(text), published)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("signed on 5 April 2026 in Oslo", "2026-04-05"),
        ("OSLO, Feb. 5 --", "2026-02-05"),  # no year: the nearest past one
        ("on 3 November last year", "2025-11-03"),
        ("in November it rained", "2025-11"),  # November is not yet
        ("by November it must", "2026-11"),  # a word that looks ahead
        ("from March 30 to April 5, boats", "2026-03-30/2026-04-05"),
        ("13–19 April", "2026-04-13/2026-04-19"),
        ("29 December 2025 to 4 January 2026", "2025-12-29/2026-01-04"),
        ("between January and August 2025", "2025-01/2025-08"),
        ("by 2028, ports must", "2028"),
        ("from 2026 to 2028", "2026/2028"),
        ("the 2026-28 programme", "2026/2028"),
        ("in the 2025/26 season", "2025/2026"),
        ("the first quarter of 2026", "2026-01-01/2026-03-31"),
        ("Q4 2025", "2025-10-01/2025-12-31"),
        ("in the second half of last year", "2025-07-01/2025-12-31"),
        ("first two months of 2026", "2026-01/2026-02"),
        ("as of end-May", "2026-05"),
        ("at the end of last year", "2025-12"),
        ("when 2024 began", "2024-01"),
        ("as 2025 closed", "2025-12"),
        ("mid-2025", "2025-06"),
        ("early 2024", "2024"),
        ("last week", "2026-06-08/2026-06-14"),  # Monday to Sunday before
        ("this month", "2026-06"),
        ("last month", "2026-05"),
        ("last quarter", "2026-01-01/2026-03-31"),
        ("next year", "2027"),
        ("last October", "2025-10"),
        ("in the week to June 7, prices", "2026-06-01/2026-06-07"),
        ("on Friday", "2026-06-12"),
        ("yesterday", "2026-06-14"),
        ("two years ago", "2024"),
        ("fiscal 2025", "2025"),
        ("so far this year", "2026-01-01/2026-06-15"),
        ("2026-04-05", "2026-04-05"),
    ],
)
def test_dates_are_resolved_against_publication(text: str, period: str) -> None:
    assert periods(text) == [period]


@pytest.mark.parametrize(
    "text",
    [
        "they may fish 30 tonnes",  # "may" is no month
        "2,026 boats",  # a number with its comma
        "$2025 million",  # money
        "half of the boats",
        "week-old bread",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert periods(text) == []


@pytest.mark.parametrize("text", ["at 14:30", "10.30 am", "the 1990s", "03/04/2026", "31 February 2026"])
def test_what_has_no_period_still_has_its_place(text: str) -> None:
    assert periods(text) == [None]


def test_without_a_day_of_publication_only_full_dates_resolve() -> None:
    assert periods("on 5 April 2026, after 3 May and last week", None) == ["2026-04-05", None, None]


def test_the_preposition_is_told() -> None:
    text = "up 4% from a quota set in 2024, more than in May"
    leads = [span.lead for span in find_dates(text, 0, len(text), PUBLISHED)]
    assert leads == ["in", "than"]


def test_months_by_name_and_abbreviation() -> None:
    assert [month_number(word) for word in ("Sept.", "MARCH", "dec")] == [9, 3, 12]
    with pytest.raises(ValueError, match="no month"):
        month_number("Monday")


@given(st.text(max_size=200), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_text_gives_spans_in_order(text: str, published: date) -> None:
    at = 0
    for span in find_dates(text, 0, len(text), published):
        assert at <= span.start < span.end <= len(text)
        at = span.end


# A pattern with a look behind tells nothing of a text that is the date alone.
@pytest.mark.parametrize("shape", [name for name, pattern in SHAPES.items() if "(?<" not in pattern])
@settings(max_examples=10, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_a_shape_is_tried_wherever_it_may_begin(shape: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(SHAPES[shape], re.ASCII), fullmatch=True))
    begun = re.match(BEGINNING, text)
    assume(begun is not None)  # few dates are told by what no text tells: "the A season"
    first = begun["begun"].lower() if begun else ""
    assert shape in shapes_by_beginning()["####"[: len(first)] if first.isdigit() else first]
