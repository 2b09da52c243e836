"""Letters of random form, and which part of them is cut into just their stories, by form.

    python bench/reading/random_letters.py [COUNT] [--singles] [--show PART=WAY] [--least 20]

Prints a table: each way of marking stories, and of what stands around them, with how many letters had it and which part
of these came back with every story at its place. `--show` prints letters with that way that came back otherwise.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

from tests.reading.random_letters import Letter, letter  # noqa: E402
from tests.reading.random_singles import single  # noqa: E402
from tracker.model import Document  # noqa: E402
from tracker.reading import read  # noqa: E402

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def flat(text: str) -> str:
    return " ".join(text.replace("*", "").replace("#", "").split())


def starts_of(text: str) -> list[str]:
    items = read(Document("letters", "one", text.encode(), "text/markdown", NOW)).items
    return [flat(item.text[:90])[:40] for item in items]


def right(one: Letter) -> bool:
    found = starts_of(one.text)
    return len(found) == len(one.starts) and all(map(str.startswith, found, (start[:40] for start in one.starts)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--show", metavar="PART=WAY")
    parser.add_argument("--least", type=int, default=20, help="letters that a way must have had to be printed")
    parser.add_argument("--most", type=int, default=3, help="letters shown")
    parser.add_argument("--singles", action="store_true", help="letters of one subject in parts, which are one story")
    given = parser.parse_args()
    make = single if given.singles else letter
    part, _, way = (given.show or "").partition("=")
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    shown = 0
    for seed in range(given.count):
        one = make(Random(seed))
        good = right(one)
        for key in one.form.items():
            found[key].append(good)
        found["", "all"].append(good)
        if given.show and not good and way in one.form[part] and shown < given.most:
            shown += 1
            print(f"=== seed {seed} {one.form}\n{one.text}\n--- wanted", *one.starts, "--- found", sep="\n")
            print(*starts_of(one.text), sep="\n")
    for (name, value), results in sorted(found.items(), key=lambda pair: (pair[0][0], sum(pair[1]) / len(pair[1]))):
        if len(results) >= given.least:
            print(f"{name:<12} {value:<28} {len(results):>6} {sum(results) / len(results):>7.3f}")


if __name__ == "__main__":
    main()
