"""Some nine hundred sentences of many fields, countries and styles, each with the policy in it, or none.

They stand in `policy_sentences/*.txt`: a sentence, and indented below it stage, instrument, jurisdiction ("-" where the
sentence lets see none) and the issuers, joined by " + "; "-" alone where the sentence tells of no policy. Published on
15 October 2025, a Wednesday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item

FOLDER = Path(__file__).parent / "policy_sentences"
EXTRACTOR = Extractor(load_vocabulary())
PUBLISHED = datetime(2025, 10, 15, tzinfo=UTC)
NONE = "-"


def cases() -> Iterator[tuple[str, str]]:
    for file in sorted(FOLDER.glob("*.txt")):
        text = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("    "):
                yield text, line.strip()
            elif line.strip() and not line.startswith("#"):
                text = line


def told(text: str) -> str:
    """What is found in a sentence, written as in the files; the first policy where there are several."""
    found = EXTRACTOR.extract(Item(None, text, 0, len(text), PUBLISHED)).policies
    if not found:
        return NONE
    first = found[0]
    fields = [str(first.stage), str(first.instrument), first.jurisdiction or NONE, " + ".join(first.issuers)]
    return " ".join(field for field in fields if field)


@pytest.mark.parametrize(("text", "expected"), list(cases()), ids=lambda value: str(value)[:60])
def test_a_sentence_tells_its_policy(text: str, expected: str) -> None:
    assert told(text) == expected


def test_the_files_hold_as_many_refused_sentences_as_makes_acceptance_mean_something() -> None:
    expected = [value for _, value in cases()]
    assert expected.count(NONE) >= len(expected) // 3
    assert len({text for text, _ in cases()}) == len(expected)
