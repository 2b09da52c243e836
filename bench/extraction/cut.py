"""Letters cut anywhere, run into one another, with words left out: does the extraction come to its end on each?

    python bench/extraction/cut.py [COUNT] [--seed N]

Prints each kind of failure once, with a letter that causes it; exit 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from tests.extraction.cut_letters import cut_letter, sentences  # noqa: E402
from tracker.extraction import Extractor, load_vocabulary  # noqa: E402
from tracker.model import Item  # noqa: E402

PUBLISHED = datetime(2026, 5, 14, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    random, extractor = Random(asked.seed), Extractor(load_vocabulary())
    failures: set[tuple[str, int | None]] = set()
    for done in range(1, asked.count + 1):
        text = cut_letter(random)
        try:
            extractor.extract(Item(None, text, 0, len(text), PUBLISHED))
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            if (place.filename, place.lineno) not in failures:
                failures.add((place.filename, place.lineno))
                print(f"\r{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}: {text!r}")
        if done % 1000 == 0 and sys.stderr.isatty():
            print(f"\r{done} letters", end="", file=sys.stderr)
    print(f"\r{asked.count} broken letters of {len(sentences())} sentences: {len(failures)} kinds of failure")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
