"""The same text gives the same result in every process, however Python orders its sets there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
UNION = (
    "BCEAO lowers its rate\n\nThe Central Bank of West African States (BCEAO) cut its policy rate by a quarter of a "
    "point to 3.25 percent on Wednesday, and its committee kept the reserve ratio at 3 percent.\n"
)
"""a bank of eight states, none of which the text names"""


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    union = tmp_path_factory.mktemp("letters") / "union.txt"
    union.write_text(UNION, encoding="utf-8")
    return [union, *sorted(SAMPLES.glob("*/*.txt"))]


def extracted(letters: list[Path], seed: str) -> str:
    """What `tracker extract` prints in a process of its own with this seed for hashes."""
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "extract", *map(str, letters)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_result_does_not_depend_on_the_order_of_sets(letters: list[Path]) -> None:
    first, *others = [extracted(letters, seed) for seed in ("0", "1", "2", "3")]
    assert "policy rate" in first
    assert all(other == first for other in others)
