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
