"""Letters that a pattern which ignores case takes for others (İ and ı for i, ſ for s, K for k) break nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Document
from tracker.reading import read
from tracker.reading.places import places_in

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LETTER = """\
TURKIYE

The Ministry of Trade issued a regulation on steel on 12 April 2026. In the first half of 2026 exports rose 4%.

SWITZERLAND

In the second quarter sixteen firms in Istanbul paid six percent on Friday, a third more than last August.

KAZAKHSTAN

The Ministry of Health adopted a plan for six hospitals. It takes effect on 1 June 2026.
"""
EXTRACTOR = Extractor(load_vocabulary())


@pytest.mark.parametrize("one", ["iı", "sſ", "kK", "Iİ", "Sſ", "Iı", "KK"])
@pytest.mark.parametrize("case", [str, str.upper, str.title])
def test_a_letter_in_odd_letters_is_read_and_extracted(one: str, case: type[str]) -> None:
    text = case(LETTER).replace(*one)
    reading = read(Document("s", "letter.txt", text.encode(), "text/plain", NOW))
    for item in reading.items:
        found = EXTRACTOR.extract(item)
        assert all(each.quote == item.text[each.start : each.end] for each in (*found.policies, *found.metrics))
    assert "".join(item.text for item in reading.items)


def test_a_place_is_known_in_the_capitals_of_its_own_language() -> None:
    assert places_in("TÜRKİYE") == places_in("Türkiye") != ()
