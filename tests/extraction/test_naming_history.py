"""Values of one quantity for other times, told without naming it again: they carry its name and know one another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item

TOGETHER = (
    # a pronoun or a pointing word, and another time
    "The reservoirs were filled to only 31.4 percent. On the same day of 2025 it had been 41.8 percent.",
    "The mobile termination rate is KES 0.41. In 2010, when the fight began, it stood at KES 4.42.",
    "Fish shorter than 55 cm would have to go back into the water; today the limit is 44 cm.",
    "Half a million households grew rice last year; in 2000 there were 1.74 million of them.",
    "The pension goes up to 250,000 pesos. At the moment it is 224,004 pesos.",
    # a comparison with what held before
    "Owners registered 61 MW of batteries in May, more than twice the 27 MW of April.",
    # the next step
    "Large emitters will be charged S$55 for every tonne from 2028. A further step to S$65 is laid down for 2029.",
    # somebody who puts it otherwise
    "The deficit grows to 2.68% of GDP; the draft had said 2.48%.",
    "Unemployment reached 6.1 percent in May. For April the office had given 5.9 percent.",
    # a list in time
    "Bottles must contain 25% of recyclate since last year and 30% by 2030.",
)
APART = (
    # a place or a part that leads in makes it another's
    "Tele-density improved to 87.05 per cent in January from 86.9 per cent; in the cities it was 136.4 per cent.",
    # a length of time that is counted over
    "Prices rose 31 percent on the year. On the month it was 1.94 percent.",
    # something else that is named
    "The bank left its rate at 7 percent. Turnout in the vote was 61 percent.",
)


def numbers(text: str) -> list[tuple[float | None, frozenset[float | None]]]:
    """Each number of a text with those that it knows as other values of its quantity."""
    item = Item(None, text, 0, len(text), datetime(2026, 6, 15, tzinfo=UTC))
    found = Extractor(load_vocabulary()).extract(item).metrics
    return [(metric.value, frozenset(kin.value for kin in metric.kin)) for metric in found]


@pytest.mark.parametrize("text", TOGETHER)
def test_another_value_of_what_was_told_knows_it(text: str) -> None:
    *_, one, other = numbers(text)
    assert other[0] in one[1]
    assert one[0] in other[1]


@pytest.mark.parametrize("text", APART)
def test_a_value_of_something_else_does_not(text: str) -> None:
    *before, last = numbers(text)
    assert not {value for value, _ in before} & last[1]
