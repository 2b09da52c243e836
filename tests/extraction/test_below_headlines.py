"""Under a headline the policy's quote is the sentence that tells it in full, and not that of its first day."""

from __future__ import annotations

from datetime import UTC, datetime

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item

STORY = """\
Norway caps the catch of saithe in the Barents Sea

Norway's Ministry of Trade, Industry and Fisheries has issued a regulation that caps the catch of saithe in the Barents
Sea for the year 2027. The regulation takes effect on 1 January 2027.
"""


def test_the_rule_is_told_by_its_own_sentence_and_not_by_its_first_day() -> None:
    item = Item(
        "Norway caps the catch of saithe in the Barents Sea", STORY, 0, len(STORY), datetime(2026, 6, 15, tzinfo=UTC)
    )
    (policy,) = Extractor(load_vocabulary()).extract(item).policies
    assert "has issued a regulation" in policy.quote
    assert "saithe" in policy.title
