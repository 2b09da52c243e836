"""Numbers, units and dates in a reader's words: exact, and by locale."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from digest_samples import metric_mention
from hypothesis import given
from hypothesis import strategies as st

from tracker.digests.figures import Figures, plural, sparkline
from tracker.model import Change

ENGLISH = Figures("en", "UTC")


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (12.96e12, "token", "12.96 trillion tokens"),
        (79.2e9, "CNY", "RMB 79.2 billion"),
        (11.54e9, "USD", "$11.54 billion"),
        (5e6, "XAF", "FCFA 5 million"),
        (602e6, "user", "602 million users"),
        (3_100.0, "enterprise", "3,100 enterprises"),
        (1_234_567.0, "vehicle", "1,234,567 vehicles"),  # exact before short
        (1.0, "base station", "1 base station"),
        (8.0, "base station", "8 base stations"),
        (3.0, "country", "3 countries"),
        (1.15, "", "1.15"),
        (31.5, "%", "31.5%"),
        (500.0, "MW", "500 MW"),
        (165.0, "USD/t", "$165/t"),
        (0.32, "KES/min", "KES 0.32/min"),
        (2.1, "t/ha", "2.1 t/ha"),
        (1e9, "kWh", "1 billion kWh"),
        (3.0, "km2", "3 km2"),
        (0.0, "t", "0 t"),
        (-2.5e6, "t", "-2.5 million t"),
        (1e300, "t", "1e+300 t"),
        (4.2, None, "4.2"),
        (2.0, "<b>\u202e", "2 <b>"),  # units come from texts too
    ],
)
def test_amounts(value: float, unit: str | None, shown: str) -> None:
    assert ENGLISH.amount(value, unit) == shown


@pytest.mark.parametrize(
    ("locale", "value", "unit", "shown"),
    [
        ("de", 12.96e12, "token", "12,96 Billionen tokens"),
        ("de", 31.5, "%", "31,5\xa0%"),
        ("fr", 79.2e9, "EUR", "79,2 milliards €"),
        ("zh", 79.2e9, "EUR", "792亿 €"),
        ("zh", 31.5, "%", "31.5%"),
    ],
)
def test_amounts_by_locale(locale: str, value: float, unit: str, shown: str) -> None:
    assert Figures(locale).amount(value, unit) == shown


@given(st.integers(-(10**15), 10**15) | st.decimals(-1000, 1000, places=4).map(float))
def test_numbers_are_shown_exactly(value: float) -> None:
    shown = ENGLISH.number(float(value)).replace(",", "")
    digits, _, word = shown.partition(" ")
    scale = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}[word]
    assert float(digits) * scale == pytest.approx(float(value), rel=1e-15)


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"qualifier": "~"}, "about 4.2 million containers"),
        ({"qualifier": ">="}, "at least 4.2 million containers"),
        ({"value": 20.0, "value_high": 25.0, "unit": "%"}, "20 to 25%"),
        ({"value": 5e6, "value_high": 6e6, "unit": "USD"}, "$5 million to $6 million"),
        ({"value": None, "unit": None, "change": Change(22.0, "%", "up", "yoy")}, "up 22% year on year"),
        ({"value": None, "unit": None}, ""),
    ],
)
def test_what_a_text_tells(parts: dict[str, object], shown: str) -> None:
    assert ENGLISH.told(metric_mention(**parts)) == shown


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (Change(31.5, "%", "up", "wow"), "up 31.5% week on week"),
        (Change(25.2, "percentage point", "down", "since:2020-01"), "down 25.2 percentage points since January 2020"),
        (Change(3.0, "x", "up"), "up 3-fold"),
        (Change(0.0, "%", "flat", "qoq"), "flat quarter on quarter"),
        (Change(40_000.0, "job", "down"), "down 40,000 jobs"),
    ],
)
def test_stated_changes(change: Change, shown: str) -> None:
    assert ENGLISH.change(change) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.1 + 0.2, "t", "+0.3 t"),  # no noise of floats
        (-2e5, "container", "−200,000 containers"),
        (-1.0, "%", "−1 percentage point"),
        (2.5, "%", "+2.5 percentage points"),
    ],
)
def test_computed_differences(value: float, unit: str, shown: str) -> None:
    assert ENGLISH.difference(value, unit) == shown


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [(0.3144, "+31.4%"), (-0.5, "−50%"), (0.00123, "+0.12%"), (12.0, "+1,200%"), (78_571.5, "78,600-fold")],
)
def test_computed_ratios(ratio: float, shown: str) -> None:
    assert ENGLISH.relative(ratio) == shown


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2026", "2026"),
        ("2026-03", "March 2026"),
        ("2026-04-12", "Apr 12, 2026"),
        ("2026-03-30/2026-04-05", "Mar 30 – Apr 5, 2026"),
        ("2026/2028", "2026–2028"),
        ("2026-03/2026-05", "March 2026 – May 2026"),
        ("/2026-05-01", "May 1, 2026"),
        ("2026-04-05/2026-03-30", "Apr 5, 2026 – Mar 30, 2026"),  # told the wrong way round
        ("2026-13", "2026-13"),
        ("spring", "spring"),
    ],
)
def test_periods(period: str, shown: str) -> None:
    assert ENGLISH.period(period).replace("\u2009", " ") == shown


def test_instants_are_told_in_the_readers_zone_and_whole_days_as_they_are() -> None:
    tokyo = Figures("en", "Asia/Tokyo")
    assert tokyo.instant(datetime(2026, 4, 12, 20, 0, tzinfo=UTC)) == "Apr 13, 2026"
    assert Figures("en", "America/New_York").instant(datetime(2026, 4, 12, tzinfo=UTC)) == "Apr 12, 2026"
    assert tokyo.stamp(datetime(2026, 4, 12, 23, 30, tzinfo=UTC)) == "Mon, Apr 13, 2026, 08:30"


def test_days_ahead() -> None:
    today = date(2026, 4, 13)
    told = [Figures().ahead(date(2026, 4, day), today) for day in (13, 14, 25)]
    assert told == ["today", "tomorrow", "in 12 days"]


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ((1.0, 2.0), ""),  # two points are no curve
        ((1.0, 2.0, 3.0), "▁▅█"),
        ((5.0, 5.0, 5.0), "▄▄▄"),
        (tuple(map(float, range(30))), "▁▁▂▂▃▃▄▄▅▅▆▆▇▇██"),  # the last sixteen
    ],
)
def test_sparklines(values: tuple[float, ...], bars: str) -> None:
    assert sparkline(values) == bars


@pytest.mark.parametrize(
    ("noun", "nouns"),
    [
        ("box", "boxes"),
        ("city", "cities"),
        ("day", "days"),
        ("person", "people"),
        ("class", "classes"),
        ("tokens", "tokens"),
        ("bus", "buses"),  # one, though it ends as many do
    ],
)
def test_plurals(noun: str, nouns: str) -> None:
    assert plural(noun) == nouns
