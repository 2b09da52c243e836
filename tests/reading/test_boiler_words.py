"""The words by which a line is looked through for standing phrases miss none of these phrases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reading.phrases import BOILER_WITHIN, boiler_within, has_boiler


@pytest.mark.parametrize("pattern", BOILER_WITHIN, ids=range(len(BOILER_WITHIN)))
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_each_phrase_is_looked_for(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(rf"(?i:{pattern})"))
    assert has_boiler(text) == (boiler_within().search(text) is not None)


@pytest.mark.parametrize(
    "text",
    [
        "UNSUBSCRİBE",  # a capital i with its dot
        "unsubscrıbe here",  # a small one without
        "Unſubscribe",  # a long s
        "Free trial",  # at the beginning
    ],
)
def test_letters_that_patterns_take_for_others_are_found(text: str) -> None:
    assert boiler_within().search(text) is not None
    assert has_boiler(text)


def test_a_line_of_news_holds_none() -> None:
    assert not has_boiler("The harbour council adopted a rule on fees for cruise ships.")
