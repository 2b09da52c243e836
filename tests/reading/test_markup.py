"""What a reader sees of a piece of Markdown."""

from __future__ import annotations

import pytest

from tracker.reading import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Spain** cuts", "Spain cuts"),
        ("RMB 7 billion (\\$1 billion)", "RMB 7 billion ($1 billion)"),  # an escape is for the mark-up alone
        ("#### **A head** ##", "A head"),
        ("[the plan](https://e.x/a_b) of [May][1]", "the plan of May"),
        ("![a dam](d.png) breaks", "a dam breaks"),
        ("> quoted\n> twice", "quoted twice"),
        ("*one* and _two_ and `three`", "one and two and three"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),  # no emphasis within words
        ("\\*kept\\*", "*kept*"),
        ("a\n\n b\t c", "a b c"),
        ("<https://e.x>", "https://e.x"),
        ("5 < 6 [sic]", "5 < 6 [sic]"),
        ("", ""),
    ],
)
def test_markup_is_taken_off(text: str, shown: str) -> None:
    assert plain(text) == shown
