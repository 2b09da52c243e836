"""Where extraction spends its processor time: `python bench/extraction/where.py FOLDER [--rounds N]`.

FOLDER holds letters (*.txt). In one warm process the stack is looked at every millisecond of processor time (SIGPROF);
printed are the shares of the functions of ROWS, what they call included, and those that take most by themselves.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import signal
import statistics
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from tracker.extraction.text import look
from tracker.model import Item
from tracker.standalone import read_file, standalone_extractor

EVERY = 0.001
ROWS = (
    ("policies", "policies/mentions.py", "find_policies"),
    ("  what stands in a sentence", "policies/scene.py", "look_at"),
    ("    words in small letters, capitals", "policies/words.py", "words_of"),
    ("    authorities", "policies/issuers.py", "agents"),
    ("    verbs", "policies/verbs.py", "acts"),
    ("    countries", "policies/issuers_names.py", "places"),
    ("  judging", "policies/judge.py", "judged"),
    ("metrics", "metrics/mentions.py", "find_metrics"),
    ("  finding and tying numbers", "metrics/mentions.py", "_relate"),
    ("  naming", "metrics/mentions.py", "_mention"),
    ("  dates", "extraction/dates.py", "find_dates"),
    ("  signs of a number", "extraction/numbers.py", "may_hold_number"),
    ("tokens (in the first of both that asks)", "extraction/text.py", "tokenise"),
    ("view and sentences", "extraction/text.py", "look"),
)


class Samples:
    """How often each function was seen on the stack, and how often at its top."""

    def __init__(self) -> None:
        self.count = 0
        self.seen: Counter[tuple[str, str]] = Counter()
        self.top: Counter[tuple[str, str]] = Counter()

    def take(self, number: int, frame: FrameType | None) -> None:
        """A signal handler: one look at the stack."""
        stack = []
        while frame is not None:
            stack.append((frame.f_code.co_filename, frame.f_code.co_qualname))
            frame = frame.f_back
        self.count += 1
        self.seen.update(set(stack))
        self.top.update(stack[:1])

    def share(self, file: str, name: str) -> float:
        """The part of the time that a function of a file took, with what it calls."""
        found = (n for (path, qualname), n in self.seen.items() if path.endswith(file) and qualname == name)
        return sum(found) / max(self.count, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    items = [item for path in sorted(options.folder.glob("*.txt")) for item in read_file(path).items]
    extractor = standalone_extractor(())

    def extract_all(items: list[Item] = items) -> float:
        begun = time.process_time()
        for item in items:
            extractor.extract(item)
        return time.process_time() - begun

    extract_all()
    seconds = statistics.median(extract_all() for _ in range(5))
    sentences = sum(len(look(item.text).sentences) for item in items)
    print(f"{len(items)} stories, {sentences:,} sentences, {sentences / seconds:,.0f} a second (median of five rounds)")
    samples = Samples()
    signal.signal(signal.SIGPROF, samples.take)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    for _ in range(options.rounds):
        extract_all()
    signal.setitimer(signal.ITIMER_PROF, 0)
    counted = cProfile.Profile()
    counted.runcall(extract_all)
    print(f"{pstats.Stats(counted).total_calls:,} calls of functions in a round\n")  # type: ignore[attr-defined]
    for label, file, name in ROWS:
        print(f"{label:42}{samples.share(file, name):7.1%}")
    print("\nby themselves")
    for (path, name), count in samples.top.most_common(8):
        print(f"  {Path(path).name}:{name:40}{count / samples.count:7.1%}")


if __name__ == "__main__":
    main()
