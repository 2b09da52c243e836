"""Letters as they come broken: real sentences cut anywhere, run into one another, with words left out.

Random words hardly ever make a phrase that the grammar follows to its end, and so hardly ever one that ends too early.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

TESTS = Path(__file__).resolve().parent
FOLDERS = (TESTS / "policy_sentences", TESTS / "sentences", TESTS.parents[1] / "samples")
ENDINGS = ("", "", ".", "?", ":", ",", " –", ")", '"')


@cache
def sentences() -> tuple[str, ...]:
    """What the tables of sentences and the samples hold."""
    found: list[str] = []
    for file in sorted(file for folder in FOLDERS for file in folder.rglob("*") if file.suffix in (".txt", ".md")):
        lines = file.read_text(encoding="utf-8").splitlines()
        told = [line for line in lines if line.strip() and not line.startswith(("    ", "#"))]
        found += [part for line in told for part in re.split(r"(?<=[.!?]) +", line) if " " in part]
    return tuple(found)


def cut_letter(random: Random) -> str:
    """A headline and up to five sentences, most of them broken."""
    told = [broken(random) for _ in range(random.randint(1, 6))]
    return told[0] + random.choice(("\n", "\n\n", " ")) + " ".join(told[1:])


def broken(random: Random) -> str:
    words = random.choice(sentences()).split(" ")
    at, to = sorted((random.randrange(len(words)), random.randrange(len(words) + 1)))
    how = random.random()
    if how < 0.35:
        words = words[:to]
    elif how < 0.55:
        words = words[at:]
    elif how < 0.75:
        words = words[at:to]
    elif how < 0.85:
        del words[at]
    elif how < 0.95:
        other = random.choice(sentences()).split(" ")
        words = words[:at] + other[random.randrange(len(other)) :]
    return " ".join(words) + random.choice(ENDINGS)
