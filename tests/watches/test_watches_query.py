"""The text query: what it finds, what it refuses, and that printing and parsing are each other's inverse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.watches.query import (
    OPERATORS,
    AllOf,
    AnyOf,
    Not,
    Query,
    QueryError,
    Term,
    all_of,
    anchors,
    any_of,
    decider,
    parse,
    show,
)
from tracker.watches.words import Needle, fold, needle, stands_in


class Text:
    """A text that can be asked for words."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text)

    def stands(self, field: str, wanted: Needle) -> bool:
        return stands_in(wanted, self._folded)


def holds(query: Query, text: str) -> bool:
    return decider(query)(Text(text))


CASES = [
    # Whole words, whatever their case, accents, dashes and line breaks.
    ("plan", "A Plan.", True),
    ("plan", "The planet", False),
    ("plan*", "The planet", True),
    ("zurich", "in Zürich today", True),
    ("Zürich", "in ZURICH today", True),
    ("Ærø", "on aero island", True),
    ("AI-plus", "the AI plus action", True),
    ('"spectrum auction"', "a spectrum\n   auction", True),
    ('"spectrum auction"', "a spectrum-auction", True),
    ('"spectrum auct*"', "a spectrum auctioneer", True),
    ('"spectrum auction"', "auction of spectrum", False),
    ("spectrum auction", "auction of spectrum", True),
    ("6G", "6G's bands, (6G)", True),
    ("6G", "16G or 6GHz", False),
    ("６Ｇ", "6G bands", True),
    ("C++", "written in C++.", True),
    ("C", "written in C", True),
    ("12.5%", "rose 12.5% in May", True),
    ("2.5%", "rose 12.5% in May", False),
    ("don't", "They don’t", True),
    # Scripts without spaces have no ends of words; their marks count.
    ("人工智能", "推动人工智能发展", True),
    ("か", "がくせい", False),
    ("भारत", "भारत में", True),
    ("भारत", "भारतीय", False),
    ("정책", "정책 발표", True),
    # Operators: NOT before AND before OR.
    ("a OR b AND c", "a", True),
    ("(a OR b) AND c", "a", False),
    ("a AND NOT b", "a b", False),
    ("NOT (a OR b)", "c", True),
    ("a NOT b", "a", True),
    ("and", "this and that", True),
    ('"NOT"', "not this", True),
]


@pytest.mark.parametrize(("query", "text", "wanted"), CASES)
def test_a_query_finds_what_it_says(query: str, text: str, wanted: bool) -> None:
    assert holds(parse(query), text) is wanted


REFUSED = [
    ("", "the query is empty", 0),
    ("a AND", "a word is missing after AND", 5),
    ("OR a", "a word is missing before OR", 0),
    ("a AND OR b", "a word is missing after AND", 6),
    ("()", "a word is missing after (", 1),
    ("(a", "a bracket is opened and never closed", 0),
    ("a)", "a bracket is closed that was never opened", 1),
    ('say "a b', "a quote mark is opened and never closed", 4),
    ("a*b", "a star stands only at the end of a word or phrase", 1),
    ("*", "there is no letter or digit to look for here", 0),
    ("a & b", "`&` is no operator here", 2),
    ("a -b", "`-b` does not leave anything out here", 2),
    ("(" * 100 + "a" + ")" * 100, "too many brackets inside one another", 41),
]


@pytest.mark.parametrize(("query", "message", "position"), REFUSED)
def test_a_query_that_cannot_be_read_says_where(query: str, message: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.message, caught.value.position) == (message, position)


def term(written: str) -> Term:
    found = needle(written)
    assert found is not None
    return Term(written, found)


WRITTEN = st.sampled_from(
    ["plan", "6G", "spec*", "two words", "a AND b", "OR", "(x)", "C++", "-x", "Zürich", "人工", "!y", "plan b*"]
)
QUERIES: st.SearchStrategy[Query] = st.recursive(
    WRITTEN.map(term),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
    ),
    max_leaves=12,
)


@given(QUERIES)
def test_what_is_printed_parses_to_the_same_query(query: Query) -> None:
    assert parse(show(query)) == query
    assert show(parse(show(query))) == show(query)


@given(st.text(alphabet="ab()\"* ANDORT-'é人", max_size=25))
def test_any_text_is_a_query_or_a_fault_in_it(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
    else:
        assert parse(show(query)) == query


@given(
    QUERIES, st.lists(st.sampled_from(["plan", "6g", "spectrum", "two", "words", "x", "a", "b", "Zurich"]), max_size=6)
)
def test_where_no_anchor_stands_the_query_does_not_hold(query: Query, words: list[str]) -> None:
    text = " ".join(words)
    wanted = anchors(query)
    if wanted is not None and not any(stands_in(each, fold(text)) for each in wanted):
        assert not holds(query, text)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_nested_ands_and_ors_are_one() -> None:
    assert isinstance(parse("a AND (b AND c)"), AllOf)
    assert parse("a AND (b AND c)") == parse("a b c")
    assert isinstance(parse("a OR (b OR c)"), AnyOf)
    assert parse("a OR (b OR c)") == parse("a OR b OR c")
    assert OPERATORS == ("AND", "OR", "NOT")
