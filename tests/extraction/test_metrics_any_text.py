"""Whatever the text is: no exception, verbatim quotes, and one number changed is one metric changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.metric_cases import extract, metrics

WORDS = st.sampled_from(
    [
        "rose",
        "fell",
        "by",
        "to",
        "from",
        "of",
        "and",
        "up",
        "down",
        "5",
        "3.2",
        "1,200",
        "%",
        "per",
        "cent",
        "percent",
        "points",
        "billion",
        "m",
        "bn",
        "$",
        "€",
        "RMB",
        "yuan",
        "(",
        ")",
        ",",
        ";",
        ":",
        ".",
        "-",
        "–",
        "+",
        "~",
        "more",
        "than",
        "about",
        "between",
        "a",
        "an",
        "the",
        "half",
        "third",
        "one",
        "two",
        "dozen",
        "hundred",
        "million",
        "times",
        "doubled",
        "tonnes",
        "MW",
        "km",
        "users",
        "ports",
        "in",
        "March",
        "2026",
        "2028",
        "last",
        "week",
        "year",
        "Q1",
        "will",
        "must",
        "expected",
        "against",
        "than",
        "×",
        "\\$",
        "**",
        "#",
        "*",
        "\n\n",
        "6G",
        "No.",
        "Article",
    ]
)


def check(text: str) -> None:
    found = extract(text)
    for mention in found.mentions:
        assert mention.quote == text[mention.start : mention.end] != ""
        assert mention.evidence in text
        assert (mention.value is None) == (mention.unit is None)
        assert mention.value is not None or mention.change is not None
        assert mention.qualifier in ("=", "~", ">", ">=", "<", "<=")
    for rejection in found.rejections:
        assert rejection.reason
        assert rejection.quote == text[rejection.start : rejection.end]


@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    check(text)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_order_of_the_grammars_own_words(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "unit",
    ["1", "1 2 3 ", "(", "a", "a 5\n", "5% up 3% ", "$5bn ", "5. ", "1,", "five-", "-5", "May 5 ", "between 5 and ",
     "a million ", "half of ", "one in ", "doubled ", "* 5 dogs\n", "亿3", "[(", "It rose by 5%.\n\n"],
)  # fmt: skip
def test_what_never_ends_is_answered(unit: str) -> None:
    check(unit * (6_000 // len(unit)))


TEMPLATE = (
    "Norway's fleet landed {} tonnes of cod in 2025. The ministry granted {} licences, up {}% from a year earlier. "
    "Exports came to ${} million; the quota is to reach {} tonnes by 2028."
)
NUMBERS = (4210, 317, 12, 845, 5190)


@given(st.integers(0, 4), st.integers(3100, 9400))
def test_replacing_one_number_changes_exactly_that_metric(place: int, number: int) -> None:
    changed = list(NUMBERS)
    changed[place] = number
    before = metrics(TEMPLATE.format(*NUMBERS))
    after = metrics(TEMPLATE.format(*changed))
    differ = [n for n, (one, other) in enumerate(zip(before, after, strict=True))
              if (one.value, one.change, one.unit) != (other.value, other.change, other.unit)]  # fmt: skip
    # The change in third place belongs to the licences, the second metric.
    assert differ == ([] if number == NUMBERS[place] else [(0, 1, 1, 2, 3)[place]])


def test_other_stories_and_furniture_do_not_change_a_metric() -> None:
    story = "Norway's fleet landed 4,210 tonnes of cod in 2025, up 3% on the year."
    told = [(m.quote, m.value, m.unit, m.change) for m in metrics(story)]
    framed = "Weather stays fine.\n\n" + story + "\n\nYou get this letter because 9,000 people do. Unsubscribe\n"
    assert [(m.quote, m.value, m.unit, m.change) for m in metrics(framed)] == told
