"""Whom a letter names as its source."""

from __future__ import annotations

import pytest

from tracker.reading.outlets import outlets_of, split_title


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("A title\nThe tax rises. **(Harbour Post)**", ("Harbour Post",)),
        ("A title\nThe tax rises. (Harbour Post, Le Quai)", ("Harbour Post", "Le Quai")),
        ("A title\nThe tax rises.\nSource: Harbour Post", ("Harbour Post",)),
        ("A title\nSeen in: Harbour Post/Quay Wire, 9 June\nThe tax rises.", ("Harbour Post", "Quay Wire")),
        ("A title\nThe tax rises (harbourpost.example).", ("harbourpost.example",)),
        ("A title\nThe tax rises.\n(via Quay10)", ("Quay10",)),
        ("A tax rises (Harbour Post)\nIt is the third time.", ("Harbour Post",)),  # behind the headline
        ("A tax rises\nSo says the Bureau of Ports (BOP).", ()),  # an abbreviation is no source
        ("A tax rises\nIt has many faces (see page 4)", ()),
        ("A tax rises\nIt rose by a fifth. (20%)", ()),
        ("本文\n税率上调。\n（来源：港口日报）", ("港口日报",)),
        ("", ()),
    ],
)
def test_outlets_are_named(text: str, outlets: tuple[str, ...]) -> None:
    assert outlets_of(text) == outlets


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("A tax rises (Harbour Post)", ("A tax rises", "Harbour Post")),
        ("Ports pay the Bureau of Quays (BOQ)", ("Ports pay the Bureau of Quays (BOQ)", "")),  # a body, not an outlet
        ("A tax rises (update 2)", ("A tax rises (update 2)", "")),
    ],
)
def test_an_outlet_behind_a_headline_is_no_part_of_it(title: str, parts: tuple[str, str]) -> None:
    assert split_title(title) == parts
