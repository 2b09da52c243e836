"""A body that sets a price again and again takes a new decision each time; a decree that is changed stays one act."""

from __future__ import annotations

from typing import Any

import pytest

from tests.matching.matching_build import Stream, origin, policy
from tracker.model import PolicyMention


def step(body: str, quote: str, place: str, **more: Any) -> PolicyMention:
    more.setdefault("instrument", "decision")
    return policy(more.pop("title", "Prices"), quote, issuers=(body,), jurisdiction=place, **more)


def acts(first: PolicyMention, day: str, second: PolicyMention, later: str) -> int:
    stream = Stream()
    stream.tell(first, origin(day, "Harbour Gazette"))
    stream.tell(second, origin(later, "Plains Post"))
    return len(stream.policies)


JORDAN, GHANA, MEXICO, POLAND = (
    "Fuel Pricing Committee",
    "Utilities Regulatory Commission",
    "Wage Commission",
    "Government of Poland",
)
TURNS = [
    # Jordan: up in March, down in July
    (
        step(JORDAN, "Jordan's Fuel Pricing Committee raised the prices of petrol and diesel.", "JO"),
        step(JORDAN, "Jordan's Fuel Pricing Committee has cut the price of petrol and left diesel alone.", "JO"),
        "2031-07-01",
        2,
    ),
    # the same, told by another paper the day after
    (
        step(JORDAN, "Jordan's Fuel Pricing Committee raised the prices of petrol and diesel.", "JO"),
        step(JORDAN, "Petrol and diesel prices are up by decision of Jordan's Fuel Pricing Committee.", "JO"),
        "2031-03-11",
        1,
    ),
    # Ghana: one quarter and the next
    (
        step(GHANA, "Ghana's Utilities Regulatory Commission raised electricity tariffs by 9.8%.", "GH"),
        step(GHANA, "Ghana's Utilities Regulatory Commission lowered electricity tariffs by 2.1%.", "GH"),
        "2031-06-04",
        2,
    ),
    # Mexico: raised twice, by other figures
    (
        step(MEXICO, "Mexico's Wage Commission raised the minimum wage by 12%.", "MX", instrument="regulation"),
        step(MEXICO, "Mexico's Wage Commission raised the minimum wage by 8%.", "MX", instrument="regulation"),
        "2031-12-03",
        2,
    ),
    # Ghana: the text says that the decision undoes the earlier one
    (
        step(GHANA, "Ghana's Utilities Regulatory Commission raised tariffs for water by 9.8%.", "GH"),
        step(
            GHANA, "Ghana's Utilities Regulatory Commission cut the tariffs for water that it had raised by 9.8%.", "GH"
        ),
        "2031-06-04",
        1,
    ),
    # Poland: a decree that is amended
    (
        step(
            POLAND,
            "Poland adopted a decree raising the tariffs for coal.",
            "PL",
            title="Coal decree",
            instrument="regulation",
        ),
        step(
            POLAND,
            "Poland amended the decree on coal, lowering the tariffs.",
            "PL",
            title="Coal decree",
            instrument="regulation",
            stage="amended",
        ),
        "2031-06-04",
        1,
    ),
]


@pytest.mark.parametrize(("first", "second", "later", "count"), TURNS)
def test_the_next_decision_on_a_level_is_an_act_of_its_own(
    first: PolicyMention, second: PolicyMention, later: str, count: int
) -> None:
    assert acts(first, "2031-03-10", second, later) == count
