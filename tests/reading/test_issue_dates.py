"""The day of an issue, as mastheads write it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tracker.model import Document
from tracker.reading import read
from tracker.reading.dates import full_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6 - 12 April 2026", date(2026, 4, 12)),  # a week is dated by its end
        ("30 March – 5 April 2026", date(2026, 4, 5)),  # that spans two months
        ("March 30 – April 5, 2026", date(2026, 4, 5)),  # the American way
        ("April 6-12, 2026", date(2026, 4, 12)),  # within one month
        ("Wednesday 10 June 2026", date(2026, 6, 10)),
        ("Issue 41 | Thursday, 5 February 2026", date(2026, 2, 5)),
        ("June 1, 2026", date(2026, 6, 1)),
        ("Jun. 1st, 2026", date(2026, 6, 1)),
        ("July 26, 2025 —", date(2025, 7, 26)),
        ("2026-01-22", date(2026, 1, 22)),
        ("[21.01.2026, 17:29]", date(2026, 1, 21)),
        ("02/03/2026", date(2026, 3, 2)),  # the day first, as most of the world writes
        ("03/22/2026", date(2026, 3, 22)),  # unless there is no such month
        ("13. Februar 2026", date(2026, 2, 13)),
        ("lundi 16 mars 2026", date(2026, 3, 16)),
        ("martes, 7 de abril de 2026", date(2026, 4, 7)),
        ("10 de abril de 2026", date(2026, 4, 10)),
        ("18 марта 2026", date(2026, 3, 18)),
        ("12 مارس 2026", date(2026, 3, 12)),
        ("2026年4月12日", date(2026, 4, 12)),
        ("2026년 5월 11일", date(2026, 5, 11)),
        ("The Quay 30.1.26", date(2026, 1, 30)),  # a year of two digits
        ("05/03/26", date(2026, 3, 5)),
        ("3 Mar '26", date(2026, 3, 3)),
        ("03-Mar-2026", date(2026, 3, 3)),  # as customs and banks write
        ("2026 March 3", date(2026, 3, 3)),
        ("tiistai 3. maaliskuuta 2026", date(2026, 3, 3)),
        ("Ngày 3 tháng 3 năm 2026", date(2026, 3, 3)),
        ("25/02/2026 - 03/03/2026", date(2026, 3, 3)),  # of a span in digits the last day, too
        ("3 March 2026 – 12 stories", date(2026, 3, 3)),  # a number behind a dash is no day
        ("12.34.56.78", None),  # a telephone
        ("version 1.2.99", None),  # no year of a newsletter
        ("31 February 2026", None),  # no such day
        ("version 2.10.2026.1", None),  # no date at all
        ("10 of 2026 firms", None),
        ("", None),
    ],
)
def test_a_date_is_found_as_it_is_written(text: str, day: date | None) -> None:
    assert full_date(text) == day


BODY = "The ministry said on Monday that the levy would rise to nine euros a tonne from the first of January."


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Site opened 15 July 2015\n\nA levy rises\n\n2026-01-22\n\n", "2026-01-22"),  # a founding is no issue
        ("A levy rises\n\n© 2001-2026\n\n", None),  # nor is a copyright
        ("LEVY LETTER\n2026 edition\n\nROME, Feb. 5 -- ", "2026-02-05"),  # the year stands elsewhere
        ("LEVY LETTER\n2025 edition\n\nROME, Feb. 29 -- ", None),  # a day that its year does not have
        ("A levy rises\n\nROME, July 26, 2025 — ", "2025-07-26"),  # the dateline dates it
        ("A levy rises\n\n", None),
    ],
)
def test_the_issue_is_dated_by_its_masthead_or_dateline(head: str, day: str | None) -> None:
    document = Document("letters", "one", (head + BODY).encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
    published = read(document).published
    assert (published and published.isoformat()) == (f"{day}T00:00:00+00:00" if day else None)


def test_a_date_below_the_text_dates_it_too() -> None:
    text = "A levy rises\n\n" + f"{BODY}\n\n" * 15 + "Posted: 3 May 2026\n"
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
    assert read(document).published == datetime(2026, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("OSLO, 3 March 2026 (Fjord Wire) - ", "2026-03-03"),  # a single hyphen, behind the agency
        ("OSLO (Fjord Wire) - March 3, 2026 - ", "2026-03-03"),
        ("Oslo, 3 March 2026. ", "2026-03-03"),
        ("[Oslo, 3 March 2026] ", "2026-03-03"),
        ("Lagos/Accra, 03.03.2026 – ", "2026-03-03"),
        ("LEVY LETTER. Tuesday, March 3, 2026. Oslo. ", "2026-03-03"),  # the letter's name in the same line
        ("Tuesday, 3 March. ", "2026-03-03"),  # a year that has that weekday, of the last few
        ("Wednesday, 3 March. ", None),  # 2021 is long ago
        ("A decree of 3 March 2026, long awaited - ", None),  # a day that is told of
    ],
)
def test_a_dateline_may_open_the_text(opening: str, day: str | None) -> None:
    document = Document(
        "letters", "one", f"A levy rises\n\n{opening}{BODY}".encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC)
    )
    published = read(document).published
    assert (published and published.date().isoformat()) == day


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("05/03/2026", "A levy rises in April.", None),  # either May or March: nothing tells
        ("Tuesday 05/03/2026", "A levy rises.", None),  # neither was a Tuesday
        ("Thursday 05/03/2026", "A levy rises.", "2026-03-05"),  # the weekday tells
        ("05/09/2026", "A levy rises.", "2026-05-09"),  # no letter comes out in September and is read in July
        ("05/03/2026", "The bid of 04/28/2026 was refused.", "2026-05-03"),  # another date in digits
        ("05/03/2026", "The bid of 28 February was refused.", "2026-03-05"),  # a date in words, the day first
        ("05/03/2026", "A levy rises in France.", "2026-03-05"),  # the country
        ("05/03/2026", "Congress in Washington raised a levy on April 28.", "2026-05-03"),
        ("05/03/2026", "France raised a levy on April 28.", None),  # French, in American words
        ("05.03.2026", "A levy rises.", "2026-03-05"),  # with full stops the day stands first
    ],
)
def test_a_day_in_digits_is_read_as_the_letter_writes_days_or_not_at_all(head: str, body: str, day: str | None) -> None:
    text = f"LEVY LETTER\n{head}\n\nA levy goes up\n\n{body} Growers said that they had not been asked before.\n"
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
    published = read(document).published
    assert (published and published.date().isoformat()) == day


def test_a_wire_without_a_year_is_dated_by_its_weekday_and_the_years_of_its_text() -> None:
    text = "A levy rises\n\nOSLO, March 3 (Wire) - A levy goes up, the ministry said on Tuesday. In 2025 it had not.\n"
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
    assert read(document).published == datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dateline", "said", "day"),
    [
        ("March 3", "Tuesday", "2026-03-03"),  # the day itself, in the last year alone
        ("March 3", "Monday", None),  # the day after in 2026, the day itself in 2025
        ("March 3", "Wednesday", None),  # no year before it was fetched
        ("September 3", "Wednesday", "2025-09-03"),  # it has not come yet in the year of fetching
        ("March 3", "", None),  # nothing tells the year
    ],
)
def test_a_wire_that_names_no_year_is_of_the_only_late_one_that_its_weekday_fits(
    dateline: str, said: str, day: str | None
) -> None:
    when = f" on {said}" if said else ""
    text = (
        f"A levy rises\n\nOSLO, {dateline} (Wire) - A levy goes up, the ministry said{when}. Ports had asked for it.\n"
    )
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
    published = read(document).published
    assert (published and published.date().isoformat()) == day
