"""Shapes of running words, as vocabulary writes them, become patterns that match up to their end."""

from __future__ import annotations

import pytest

from tracker.extraction.metrics.shapes import shaped

SHAPES = shaped(
    {"it": "it | the catch", "stands": "is | had been", "fill": "only | about"},
    {
        "back": "MARK but/and? IT STANDS FILL",
        "aim": "^ the? 1w? aim 20c STANDS FILL",
        "with": "^ with/next_to 2w ,? IT STANDS",
        "then": "CUT in MONTHS it was",
    },
)


@pytest.mark.parametrize(
    ("name", "text", "held"),
    [
        # what may be missing, and what may come often
        ("back", "; but it is only about ", True),
        ("back", ", the catch had been ", True),
        # the words before the end are all of the shape
        ("back", ", the catch had been seen at ", False),
        # a mark that no class holds
        ("back", " (it is ", False),
        # a gap ends at a mark
        ("aim", " the new aim for the year is about ", True),
        ("aim", " the aim, they say, is ", False),
        # from the beginning only
        ("aim", " so they said the new aim is ", False),
        # a blank within an alternative; a mark that may be missing
        ("with", " next to small boats, it is ", True),
        # words between may not go on with another clause
        ("with", " with boats and it is ", False),
        # a month keeps its capital
        ("then", ", in May it was ", True),
        ("then", ", in may it was ", False),
    ],
)
def test_a_shape_matches_what_it_writes(name: str, text: str, held: bool) -> None:
    assert (SHAPES[name].search(text) is not None) is held


def test_a_word_is_matched_whole() -> None:
    assert SHAPES["back"].search("; item is ") is None
