"""Phrases and long names are found though only those are looked for whose words a text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.matching.phrases import BY_WORD, held, may_hold_name, phrases_among
from tracker.matching.places import LONG_NAME, LONG_NAMES
from tracker.matching.vocabulary import NUMBER_WORDS, PHRASES
from tracker.matching.words import WORD, fold, terms

SAMPLES = [
    ("the top ten mills", "Top10"),
    ("the 5 biggest mills", "Top5"),
    ("three most-read papers", "Top3"),
    ("artificial intelligence", "ai"),
    ("a data centre", "Datacentre"),
    ("use-cases of it", "Scenario"),
    ("application scenarios", "Scenario"),
    ("scenario of application", "Scenario"),
    ("gross domestic product", "Gdp"),
    ("r&d spending", "Research"),
    ("an SME", "Sme"),
    ("the SMEs' loans", "Sme"),
    ("small and medium-sized enterprises", "Sme"),
    ("housing prices", "Houseprice"),
    ("interest rate on deposits", "deposit"),
    ("the deposit facility rate", "deposit"),
    ("per head of them", "Percapita"),
    ("exports to South Africa", "ZA"),
]
PIECES = """
    top first 10 five leading 5.5 data sets per capita south africa new hong kong r&d sme _ - . days market value most
    net zero st. vincent &
"""


@pytest.mark.parametrize(("text", "term"), SAMPLES, ids=[text for text, _ in SAMPLES])
def test_a_phrase_becomes_one_term(text: str, term: str) -> None:
    assert term in terms(text)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=12), st.sampled_from(["", " "]))
def test_no_phrase_or_name_is_passed_over(pieces: list[str], between: str) -> None:
    folded = fold(between.join(pieces))
    words = held(WORD.findall(folded))
    near = [term for _, term in phrases_among(words)]
    assert {term for pattern, term in PHRASES if pattern.search(folded)} <= set(near)
    assert may_hold_name(words) or not LONG_NAME.search(folded)


def test_every_phrase_and_name_can_be_reached_by_its_words() -> None:
    assert {place for places in BY_WORD.values() for place in places} == set(range(len(PHRASES)))
    assert all(may_hold_name(held(WORD.findall(name))) for name in LONG_NAMES)


def test_a_ranking_is_looked_for_only_where_a_text_ranks() -> None:
    numbers = set(NUMBER_WORDS.values())
    assert phrases_among(numbers) == []
    assert len(phrases_among({"ten", "largest"})) == 2
