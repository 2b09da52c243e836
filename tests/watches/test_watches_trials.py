"""The difference between what was expected and what came."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watch_findings import metric, policy

from tracker.model import Finding, FindingKind, Selection, Urgency
from tracker.watches.trials import Came, Wish, difference


def came(finding: Finding | None = None, receiver: str = "desk", silenced: str | None = None, **fields: Any) -> Came:
    return Came(Selection(finding or policy(), receiver, fields.pop("watches", ("plans",)), **fields), silenced)


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        (Wish("desk"), True),  # what is left out may be anything
        (Wish("board"), False),
        (Wish("desk", watches=("plans",)), True),
        (Wish("desk", watches=("plans", "all")), False),  # all the watches, and no other
        (Wish("desk", kind=FindingKind.POLICY_NEW), True),
        (Wish("desk", kind=FindingKind.POLICY_UPDATED), False),
        (Wish("desk", about="cold chains"), True),  # of the title, whatever the capitals
        (Wish("desk", about="ministry of COMMERCE"), True),  # of the quote
        (Wish("desk", about="cold"), True),
        (Wish("desk", about="old"), False),  # whole words
        (Wish("desk", urgency=Urgency.DIGEST), True),
        (Wish("desk", urgency=Urgency.NOW), False),
        (Wish("desk", silenced=True), False),
    ],
)
def test_a_wish_fits(wish: Wish, fits: bool) -> None:
    assert wish.fits(came()) is fits


def test_a_silenced_selection_is_not_told() -> None:
    silent = came(silenced="it is noise")
    assert difference([], [silent]).surplus == ()
    assert not difference([Wish("desk", silenced=True)], [silent])
    assert difference([Wish("desk")], [silent]).missing == (Wish("desk"),)


def test_a_metric_is_meant_by_its_subject_and_measure() -> None:
    assert Wish("desk", about="music streaming").means(metric())
    assert Wish("desk", about="monthly users").means(metric())


def test_a_wide_wish_leaves_the_narrow_one_its_partner() -> None:
    """Taken in their order, the wide wish would take what the narrow one needs."""
    wishes = [Wish("desk"), Wish("desk", about="cold chains")]
    assert not difference(wishes, [came(), came(metric())])
    assert not difference(wishes, [came(metric()), came()])


def test_the_difference_in_words() -> None:
    found = difference(
        [Wish("desk", ("plans",), FindingKind.POLICY_NEW, "harbours", Urgency.NOW)],
        [came(policy(target="Cold plan"), labels=("x",))],
    )
    assert str(found).splitlines() == [
        "- policy.new about “harbours” to desk, now, by plans",
        "+ policy.new “Cold plan” to desk, digest, by plans",
    ]


WISHES = st.builds(
    Wish,
    st.sampled_from(["desk", "board"]),
    kind=st.sampled_from([None, FindingKind.POLICY_NEW, FindingKind.METRIC_CHANGED]),
    silenced=st.booleans(),
)
CAME = st.builds(
    came,
    st.sampled_from([policy(), metric()]),
    st.sampled_from(["desk", "board"]),
    st.sampled_from([None, "it is noise"]),
)


@given(st.lists(WISHES, max_size=5), st.lists(CAME, max_size=5), st.randoms(use_true_random=False))
def test_order_changes_nothing(wishes: list[Wish], each: list[Came], random: Any) -> None:
    """As many wishes as can be are paired, in whatever order both are given."""
    found = difference(wishes, each)
    other = difference(random.sample(wishes, len(wishes)), random.sample(each, len(each)))
    assert len(found.missing) == len(other.missing)
    assert bool(found) is bool(other)
    told = sum(one.silenced is None for one in each)
    met_by_told = told - len(found.surplus)
    assert 0 <= met_by_told <= len(wishes) - len(found.missing)
