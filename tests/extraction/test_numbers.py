"""Numbers as outlets write them."""

from __future__ import annotations

import pytest

from tracker.extraction.numbers import Numeral, parse_digits, read_numeral
from tracker.extraction.text import tokenise


def first(text: str) -> Numeral | None:
    """The first number of a text."""
    tokens = tuple(tokenise(text, 0, len(text)))
    found = (read_numeral(tokens, at) for at in range(len(tokens)))
    return next((numeral for numeral in found if numeral is not None), None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,100 boats", 3100),  # English thousands
        ("1,23,456 voters", 123456),  # Indian grouping
        ("1.234.567,8 kroner", 1234567.8),  # continental grouping, unambiguous
        ("12,5 percent", 12.5),  # a comma that can only be a decimal one
        ("4.69tn litres", 4.69e12),
        ("5.16T litres", 5.16e12),
        ("1.4 quadrillion yen", 1.4e15),
        ("4,500 crore", 4.5e10),
        ("5 lakh crore", 5e12),  # two scales in a row
        ("3.2万", 32000),
        ("1 亿", 1e8),
        ("3.5-million fund", 3.5e6),  # the scale joined by a hyphen
        ("5-billion-peso loan", 5e9),  # scale and unit in one word
        ("twenty-two ports", 22),
        ("one hundred and twenty-five seats", 125),
        ("three million two hundred thousand", 3.2e6),
        ("a billion", 1e9),
        ("half a million", 5e5),
        ("two and a half times", 2.5),
        ("two dozen", 24),
        ("two-thirds", 2 / 3),
        ("a third of", 1 / 3),
        ("three quarters of", 0.75),
        ("½", 0.5),
    ],
)
def test_values(text: str, value: float) -> None:
    numeral = first(text)
    assert numeral is not None
    assert numeral.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "dozens of boats",  # vague
        "hundreds of firms",
        "millions more",
        "several",
    ],
)
def test_vague_amounts_are_no_numbers(text: str) -> None:
    assert first(text) is None


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("three-year plan", "year"),
        ("27-member bloc", "member"),
        ("500-MW plant", "mw"),
        ("ten-thousand-card cluster", "card"),
    ],
)
def test_a_number_joined_to_a_noun_says_so(text: str, attribute: str) -> None:
    numeral = first(text)
    assert numeral is not None
    assert numeral.attribute == attribute


def test_what_comes_after_the_number() -> None:
    plus, odd, letter = first("80+ ports"), first("a hundred-odd"), first("300m users")
    assert plus is not None and plus.plus
    assert odd is None  # "hundred-odd" is as vague as "hundreds"
    assert letter is not None and letter.letter == "m" and letter.value == 300


@pytest.mark.parametrize("text", ["1,2,3", "1.2.3", "1,23,45", "9" * 50])
def test_what_has_no_value_is_no_number(text: str) -> None:
    assert parse_digits(text) is None
