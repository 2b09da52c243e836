"""Several mentions of one item may claim the same policy: the surest is linked first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_build import instrument, origin, policy, words

from tracker import matching
from tracker.model import Link

CLAIMS = st.lists(
    st.none() | st.builds(Link, st.none() | st.sampled_from(["pol_1", "pol_2", "pol_3"]), st.floats(0, 1), st.just("")),
    max_size=8,
)


def link(target: str | None, score: float) -> Link:
    return Link(target, score, "")


@pytest.mark.parametrize(
    ("claims", "order"),
    [
        # each another one, or none: the order of the text
        ([link("pol_1", 0.8), None, link("pol_2", 0.9), link(None, 0.0)], [0, 1, 2, 3]),
        # the second is surer of what the first claims as well
        ([link("pol_1", 0.87), None, link("pol_1", 0.99)], [2, 1, 0]),
        # both as sure: the first in the text
        ([link("pol_1", 0.9), link("pol_1", 0.9)], [0, 1]),
        # two policies claimed twice each
        (
            [link("pol_1", 0.8), link("pol_2", 0.8), link("pol_2", 0.9), link("pol_1", 0.9)],
            [3, 2, 1, 0],
        ),
    ],
)
def test_the_surest_takes_its_turn_first(claims: list[Link | None], order: list[int]) -> None:
    assert matching.by_claim(claims) == order


@given(CLAIMS)
def test_each_takes_one_turn_and_what_claims_nothing_keeps_its_own(claims: list[Link | None]) -> None:
    order = matching.by_claim(claims)
    assert sorted(order) == list(range(len(claims)))
    assert all(order[n] == n for n, claim in enumerate(claims) if claim is None or claim.target_id is None)


def test_an_act_told_beside_a_stored_one_does_not_take_its_place() -> None:
    fund = policy("Kelp restoration fund", "The ministry proposed a kelp restoration fund", stage="announced")
    stored = instrument((fund, origin("2031-03-09")), text=f"{fund.quote}.")
    text = "A plan for restoring kelp came out, and the kelp restoration fund is adopted."
    plan = policy("Plan for restoring kelp", "A plan for restoring kelp came out", instrument="plan")
    again = policy("Kelp restoration fund", "the kelp restoration fund is adopted")
    told = origin("2031-03-20", "Harbour Post")
    claims = [matching.link_policy(each, words(each, text), told, (stored,)) for each in (plan, again)]
    assert [claim.target_id for claim in claims] == ["pol_1", "pol_1"]  # what the words alone say
    assert matching.by_claim(claims) == [1, 0]
