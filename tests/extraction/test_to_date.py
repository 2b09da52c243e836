"""A count from the beginning of a year or month up to a day has that whole time as its period."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item

TOLD = (
    ("Thailand has had 14.95 million foreign guests this year, counted up to 2 June.", "2026-01-01/2026-06-02"),
    ("Income from visitors since January was 120 billion baht for the time up to 11 May.", "2026-01-01/2026-05-11"),
    ("Until 31 May 2026 the mill had crushed 2.4 million tonnes of cane since October.", "2025-10-01/2026-05-31"),
    ("Between New Year and 30 May, 17,501,283 travellers entered Thailand.", "2026-01-01/2026-05-30"),
    # beside one another they are one date
    ("From January through 15 May the port handled 3.2 million containers.", "2026-01-01/2026-05-15"),
    # a day that is no end, and a share, which is not added up
    ("The port handled 3.2 million containers on 15 May, more than on any day this year.", "2026-05-15"),
    ("The reservoirs were 41 percent full on 2 June, the least this year.", "2026-06-02"),
)


@pytest.mark.parametrize(("text", "period"), TOLD)
def test_a_count_up_to_a_day(text: str, period: str) -> None:
    item = Item(None, text, 0, len(text), datetime(2026, 6, 15, tzinfo=UTC))
    first, *_ = Extractor(load_vocabulary()).extract(item).metrics
    assert first.period == period
