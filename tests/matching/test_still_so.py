"""What goes on as it was is no new stage, and a revision that is adopted is one step, however papers call it."""

from __future__ import annotations

import pytest

from tests.matching.matching_build import instrument, origin, policy
from tracker import matching
from tracker.model import FindingKind

CONFIRMED, UPDATED = FindingKind.POLICY_CONFIRMED, FindingKind.POLICY_UPDATED

TOLD = [
    # Chile: a court's halt, told two months later as something that lasts
    ("suspended", "The courts have kept the decree suspended since April.", "extended", "2031-05-20", CONFIRMED),
    ("suspended", "The decree remains on hold, and miners wait.", "in_force", "2031-05-20", CONFIRMED),
    # the court has given way
    ("suspended", "The court has let the decree apply again.", "in_force", "2031-05-20", UPDATED),
    # Kenya: nothing was told of a halt before
    ("adopted", "The courts have kept the decree suspended since April.", "suspended", "2031-05-20", UPDATED),
    # Switzerland: a revised ordinance adopted, told a week later as amended
    ("adopted", "The government has adopted a revised ordinance.", "amended", "2031-03-22", CONFIRMED),
    ("amended", "The amended ordinance was published at last.", "adopted", "2031-03-22", CONFIRMED),
    # months later it is another revision
    ("adopted", "The government has adopted a revised ordinance.", "amended", "2031-07-22", UPDATED),
    # amended indeed
    ("adopted", "The government has struck ferries from the ordinance.", "amended", "2031-03-22", UPDATED),
]


@pytest.mark.parametrize(
    ("before", "quote", "stage", "day", "kind"), TOLD, ids=[f"{s} {d}: {q}" for _, q, s, d, _ in TOLD]
)
def test_only_another_step_is_an_update(before: str, quote: str, stage: str, day: str, kind: FindingKind) -> None:
    ours = {"issuers": ("Government of Norway",)}
    known = instrument(
        (policy("Ordinance", "The ordinance.", stage=before, **ours), origin("2031-03-14", "Fjord Letter"))
    )
    found = matching.compare_policy(policy("Ordinance", quote, stage=stage, **ours), origin(day, "Harbour Post"), known)
    assert found is not None
    assert found.kind is kind
