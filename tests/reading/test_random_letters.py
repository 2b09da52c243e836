"""As many stories come back as a letter was put together from, in whatever form, as long as it is a clear one."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.random_letters import ABOVE, INTO, letter, wrapped
from tracker.model import Document
from tracker.reading import read

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CLEAR = {
    # A label of a word or two may head several paragraphs as well, and a letter without a blank line has fewer marks.
    "above": sorted(ABOVE.keys() - {"label", "capital label", "bold label", "heading, label", "title, stop", "rule"}),
    "into": sorted(INTO.keys() - {"nothing"}),
    "between": ("blank",),
    "groups": ("none",),
    "stories": ("4", "6", "8", "11"),
}


def flat(text: str) -> str:
    return " ".join(text.replace("*", "").replace("#", "").split())


def starts(text: str) -> list[str]:
    items = read(Document("letters", "one", text.encode(), "text/markdown", NOW)).items
    return [flat(item.text[:90])[:30] for item in items]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=10**9))
def test_a_letter_of_any_clear_form_gives_its_stories(seed: int) -> None:
    one = letter(Random(seed), CLEAR)
    assert starts(one.text) == [start[:30] for start in one.starts]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=10**9))
def test_a_letter_wrapped_as_plain_mail_gives_them_too(seed: int) -> None:
    one = letter(Random(seed), CLEAR)
    assert starts(wrapped(one.text)) == [start[:30] for start in one.starts]
