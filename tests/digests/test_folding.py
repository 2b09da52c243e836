"""A flood is folded: what does not fit is named, counted, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tracker.digests.folding import fold
from tracker.model import (
    Digest,
    Entry,
    Finding,
    FindingKind,
    Instrument,
    Origin,
    PolicyMention,
    Section,
    Selection,
    Stage,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def entry(number: int, also: int = 0) -> Entry:
    """An entry with so many further findings about the same thing."""
    mention = PolicyMention("q", 0, 1, (), "NO", Instrument.PLAN, Stage.DRAFT, "Plan")
    origin = Origin("d", "letter", "letters", "i", "", NOW)
    chosen = [
        Selection(
            Finding(f"fin_{number}_{each}", FindingKind.POLICY_NEW, f"pol_{number}", "Plan", mention, origin, "", NOW),
            "desk",
            ("all",),
        )
        for each in range(also + 1)
    ]
    return Entry(chosen[0], tuple(chosen[1:]))


def digest(*sections: tuple[Entry, ...], receiver: str = "desk") -> Digest:
    named = tuple(Section(f"section {number}", entries) for number, entries in enumerate(sections))
    return Digest("dig", receiver, "2026-03-02T08:30", NOW, named, "5 new policies · Plan")


def test_what_fits_is_left_as_it_is() -> None:
    short = digest((entry(1), entry(2)))
    assert fold(short, 2).digest is short
    assert fold(short, None).digest is short


def test_the_weightiest_entries_stay_and_one_line_counts_the_rest() -> None:
    found = fold(digest((entry(1), entry(2, also=1)), (entry(3, also=1), entry(4)), (entry(5),)), 2)
    assert [each.lead.finding.id for section in found.digest.sections for each in section.entries] == [
        "fin_1_0",
        "fin_2_0",
    ]
    assert found.digest.headline == "5 new policies · Plan, and 3 more: tracker watches untold desk"
    assert found.finding_ids == ("fin_3_0", "fin_3_1", "fin_4_0", "fin_5_0")
    assert found.reason == "the digest of 2026-03-02T08:30 tells at most 2 of 5 entries"


def test_a_name_with_spaces_can_be_copied_to_a_shell() -> None:
    assert fold(digest((entry(1), entry(2)), receiver="the desk"), 1).digest.headline.endswith("untold 'the desk'")


@given(st.lists(st.lists(st.integers(0, 2), max_size=4), max_size=4), st.integers(1, 6))
def test_nothing_is_lost(shape: list[list[int]], at_most: int) -> None:
    """Every finding is either in the digest or among the folded ones, in the order that they had."""
    numbers = iter(range(100))
    whole = digest(*(tuple(entry(next(numbers), also) for also in section) for section in shape))
    found = fold(whole, at_most)
    assert (*found.digest.finding_ids, *found.finding_ids) == whole.finding_ids
    assert sum(len(section.entries) for section in found.digest.sections) <= at_most
    assert bool(found.finding_ids) is bool(found.reason)
