"""A level that a text tells as it is now is no other value for a month that it told of before; a month's sum is."""

from __future__ import annotations

import pytest

from tests.matching.matching_build import metric, origin, series
from tracker import matching
from tracker.model import FindingKind

THEN, NOW = origin("2031-04-14", "Harbour Gazette"), origin("2031-04-30", "Plains Post")
CHANGED, CONFLICT = FindingKind.METRIC_CHANGED, FindingKind.METRIC_CONFLICT

TOLD = [
    # Bolivia: a price that goes on climbing
    ("tin price per kilo", "USD/kg", "The price has meanwhile climbed to 36.0 USD/kg.", CHANGED),
    # Kazakhstan: what is asked now
    ("tin price per kilo", "USD/kg", "In Asia it now trades at 36.0 USD/kg.", CHANGED),
    # Brazil: capacity as it stands
    ("tin smelting capacity", "t", "Capacity stands at 36.0 t.", CHANGED),
    # the time is named, so both are for it
    ("tin price per kilo", "USD/kg", "In March the price had climbed to 36.0 USD/kg.", CONFLICT),
    ("tin price per kilo", "USD/kg", "The price now given for March is 36.0 USD/kg.", CONFLICT),
    # nothing is said of the time
    ("tin price per kilo", "USD/kg", "The price was 36.0 USD/kg.", CONFLICT),
    # what was counted over a month does not move on
    ("tin exports", "t", "Miners sold 36.0 t, and demand grew since.", CONFLICT),
]


@pytest.mark.parametrize(("measure", "unit", "told", "kind"), TOLD, ids=[told for _, _, told, _ in TOLD])
def test_what_holds_now_is_a_change(measure: str, unit: str, told: str, kind: FindingKind) -> None:
    known = metric("Andes", measure, 34.0, unit, period="2031-03", evidence="It came to 34.0.")
    new = metric("Andes", measure, 36.0, unit, period="2031-03", evidence=told)
    found = matching.compare_metric(new, NOW, series((known, THEN)))
    assert found is not None
    assert found.kind is kind


def test_two_letters_of_one_day_that_tell_what_holds_now_are_at_odds() -> None:
    known = metric("Andes", "tin price", 34.0, "USD/kg", period="2031-03", evidence="It now trades at 34.0 USD/kg.")
    new = metric("Andes", "tin price", 36.0, "USD/kg", period="2031-03", evidence="It now trades at 36.0 USD/kg.")
    found = matching.compare_metric(new, origin("2031-04-15", "Plains Post"), series((known, THEN)))
    assert found is not None
    assert found.kind is CONFLICT
