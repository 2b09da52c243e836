"""A story is read alike whatever stands behind the letter and before it; twice the text is twice the work."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.random_letters import BEHIND
from tests.reading.random_stories import Told, stories
from tracker.model import Document
from tracker.reading import read
from tracker.reading.lines import lines_of
from tracker.reading.page import Page, page_of

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HEAD = "THE SKERRY LEDGER\n12 June 2026"


def texts(letter: str) -> list[str]:
    return [item.text for item in read(Document("letters", "one", letter.encode(), "text/markdown", NOW)).items]


def printed(story: Told) -> str:
    return f"### {story.place}: {story.title}\n{' '.join(story.sentences)}"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(3, 9))
def test_what_stands_behind_a_letter_changes_no_story(seed: int, count: int) -> None:
    body = "\n\n".join([HEAD, *map(printed, stories(Random(seed), count))])
    found = texts(body)
    assert len(found) == count
    for foot in BEHIND.values():
        assert texts(f"{body}\n\n{foot}\n") == found


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(4, 10), st.integers(1, 5))
def test_other_stories_before_change_no_story(seed: int, count: int, fewer: int) -> None:
    told = [printed(one) for one in stories(Random(seed), count)]
    whole = texts("\n\n".join([HEAD, *told]))
    later = told[min(fewer, count - 3) :]
    assert texts("\n\n".join([HEAD, *later])) == whole[-len(later) :]


@pytest.mark.parametrize("times", [2, 4])
def test_the_lines_that_are_judged_grow_with_the_text(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    known = Page.body_after

    def counted(page: Page, index: int) -> int | None:
        calls.append(index)
        return known(page, index)

    monkeypatch.setattr(Page, "body_after", counted)
    body = [printed(one) for one in stories(Random(1), 20)]

    def looked_at(letter: list[str]) -> int:
        calls.clear()
        texts("\n\n".join(letter))
        return len(calls)

    once = looked_at([HEAD, *body])
    longer = [part.replace("###", f"### {n}") for n in range(times) for part in body]
    assert looked_at([HEAD, *longer]) <= 1.2 * times * once
    assert page_of(lines_of("\n\n".join(body))).last > 0
