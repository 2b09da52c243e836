"""Broken letters are read to their end, and what is found in them is theirs. A longer run: bench/extraction/cut.py."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from tests.extraction.cut_letters import cut_letter, sentences
from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item

EXTRACTOR = Extractor(load_vocabulary())
PUBLISHED = datetime(2026, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(8))
def test_a_letter_cut_anywhere_is_read_to_its_end(seed: int) -> None:
    random = Random(seed)
    for _ in range(150):
        text = cut_letter(random)
        found = EXTRACTOR.extract(Item(None, text, 0, len(text), PUBLISHED))
        for mention in (*found.metrics, *found.policies):
            assert mention.quote == text[mention.start : mention.end] != ""


def test_every_sentence_is_read_that_ends_at_any_of_its_words() -> None:
    for sentence in sentences()[::40]:
        words = sentence.split(" ")
        for last in range(1, len(words)):
            text = " ".join(words[:last])
            for found in EXTRACTOR.extract(Item(None, text, 0, len(text), PUBLISHED)).metrics:
                assert found.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday the regulator announced its new determination, and R54.71 billion will be",
        "Parliament on Wednesday struck the two-percent –",
        "It rented between April and June. A week earlier it had been 640,000 –",
        "According to the company it reaches a rating of 1.15, expects, 15 in 2025",
        "They added 140 stations to",
        "EU issued",
    ],
)
def test_what_once_broke_is_read_to_its_end(text: str) -> None:
    found = EXTRACTOR.extract(Item(None, text, 0, len(text), PUBLISHED))
    assert all(metric.quote in text for metric in found.metrics)
    assert all(policy.quote in text for policy in found.policies)
