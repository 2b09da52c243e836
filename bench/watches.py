"""How the time to select grows with the number of watches.

    python bench/watches.py [FINDINGS]

Compares three ways over the same made-up findings, each with about 1.2 kB of text: a plain loop of `re.search` over
the words of each watch (which knows nothing of fields and numbers), the plain `select`, and the `Selector`
that looks for the words of all watches at once. The slow ways are timed on fewer findings and reckoned up. Seconds are
CPU seconds of one core.

A story is about three of 5,000 topics (a company, a place, a substance), beside words as frequent as words are; a watch
asks for a topic or two, as those of an office do, and with a word or a field beside it. So each selects few findings,
and what all of them select together grows with their number: the last column says how many select a finding.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tracker.model import (
    Finding,
    FindingKind,
    Instrument,
    MetricMention,
    Origin,
    PolicyMention,
    Stage,
    WatchRule,
)
from tracker.watches import Compiled, Selector, compile_watches, select

NOW = datetime(2026, 7, 1, tzinfo=UTC)
SYLLABLES = ["ta", "ri", "mo", "con", "ver", "si", "tel", "pra", "gen", "lu", "ma", "ne", "ko", "dis", "per", "ful"]
SYLLABLES += ["ance", "ing", "ed", "tion", "al", "ex", "or", "um", "ber", "lin", "sta", "chi", "eco", "no", "my", "wa"]
TOPICS, ABOUT = 5_000, 3
"""How many things stories are about, and how many of them each story is."""
COUNTS = (10, 100, 1_000, 10_000)
SLOW_WORK = 100_000
"""How many times a watch meets a finding, at most, in the slow ways."""


def vocabulary(random_: random.Random, size: int) -> list[str]:
    """The names of all topics, which are longer than words, then the words of the language, most frequent first."""
    topics = made_up(random_, TOPICS, (5, 6))
    return [*topics, *made_up(random_, size - TOPICS, (2, 4))]


def made_up(random_: random.Random, size: int, syllables: tuple[int, int]) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < size:
        found["".join(random_.choices(SYLLABLES, k=random_.randint(*syllables)))] = None
    return list(found)


def findings(random_: random.Random, words: list[str], count: int) -> list[tuple[Finding, str]]:
    """Half about policies, half about metrics; frequent words are frequent as in a language (Zipf)."""
    topics, others = words[:TOPICS], words[TOPICS:]
    weights = [1 / (rank + 10) for rank in range(len(others))]
    made = []
    for number in range(count):
        about, drawn = random_.choices(topics, k=ABOUT), random_.choices(others, weights, k=150)
        text = [*about[:2], *drawn[:75], *about, *drawn[75:]]
        made.append((finding(random_, [*about, *drawn], number), " ".join(text).capitalize() + "."))
    return made


def finding(random_: random.Random, drawn: list[str], number: int) -> Finding:
    origin = Origin("doc", "letter.txt", f"source {number % 20}", "item", drawn[0], NOW)
    kind = FindingKind.POLICY_NEW if number % 2 else FindingKind.METRIC_CHANGED
    mention: Any
    if number % 2:
        issuers = (f"Ministry of {drawn[1].title()}",)
        stage, form = random_.choice(list(Stage)), random_.choice(list(Instrument))
        mention = PolicyMention(
            "q", 0, 1, issuers, random_.choice(["CN", "US", "EU"]), form, stage, " ".join(drawn[2:6])
        )
        return Finding(str(number), kind, "t", mention.title, mention, origin, "", NOW)
    old, new = random_.uniform(1, 1e9), random_.uniform(1, 1e9)
    mention = MetricMention("q", 0, 1, "q.", new, "user", subject=" ".join(drawn[1:3]), measure=drawn[3])
    return Finding(str(number), kind, "t", drawn[1], mention, origin, "", NOW, old=old, new=new)


def rules(random_: random.Random, words: list[str], count: int) -> list[WatchRule]:
    """What an office might write: mostly words, some with fields, thresholds or patterns."""
    return [WatchRule(f"watch {number}", when(random_, words, number), ("desk",)) for number in range(count)]


def when(random_: random.Random, words: list[str], number: int) -> dict[str, Any]:
    one, three = random_.sample(words[:TOPICS], 2)
    two = words[TOPICS + random_.randrange(100)]
    shapes: list[dict[str, Any]] = [
        {"text": f'{one} AND ({two} OR "{three} {one}")'},
        {"text": f"({one}* OR {three}) AND NOT {two}"},
        {"text": f'"{one} {three}"'},
        {"policy": {"issuer": one, "stage": "draft"}},
        {"policy": {"jurisdiction": "CN", "title": one}, "text": f"{one} OR {three}"},
        {"metric": {"subject": one, "change": ">= 10%"}},
        {"metric": {"measure": [one, three], "crosses": "600 million"}},
        {"text": f"{one} {two}", "sources": ">= 2"},
        {"regex": rf"(?i)\b{one}\w* {three}"},
        {"text": one, "not": {"source": "source 3"}},
    ]
    return shapes[number % len(shapes)]


def compiled(made: list[WatchRule]) -> tuple[Compiled, ...]:
    watches, faults = compile_watches(made)
    if any(not fault.lint for fault in faults):
        raise SystemExit(str(faults[0]))
    return watches


def plain_patterns(made: list[WatchRule]) -> list[re.Pattern[str]]:
    """For each watch the words anywhere in it, as one alternation."""
    return [re.compile("|".join(re.findall(r"[a-z]{6,}", str(rule.when))) or "x", re.IGNORECASE) for rule in made]


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def measure(made: list[WatchRule], news: list[tuple[Finding, str]]) -> list[float]:
    """CPU seconds for all findings: loop of re.search, plain select, building the selector, selecting with it; and how
    many watches select a finding."""
    few = news[: max(1, min(len(news), SLOW_WORK // len(made)))]
    share = len(news) / len(few)
    patterns, watches = plain_patterns(made), compiled(made)
    loop = seconds(lambda: [[p for p in patterns if p.search(text)] for _, text in few]) * share
    plain = seconds(lambda: [select(watches, each, text, now=NOW) for each, text in few]) * share
    selectors: list[Selector] = []
    building = seconds(lambda: selectors.append(Selector(watches)) or selectors[0].select(*news[0], now=NOW))
    together = seconds(lambda: [selectors[0].select(each, text, now=NOW) for each, text in news])
    chosen = sum(len(one.watches) for each, text in few for one in selectors[0].select(each, text, now=NOW))
    for each, text in few[:200]:
        if select(watches, each, text, now=NOW) != selectors[0].select(each, text, now=NOW):
            raise SystemExit("the two ways do not agree")
    return [loop, plain, building, together, chosen / len(few)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("findings", type=int, nargs="?", default=10_000)
    count = parser.parse_args().findings
    random_ = random.Random(7)
    words = vocabulary(random_, 12_000)
    news = findings(random_, words, count)
    print(f"{count:,} findings, {sum(len(text) for _, text in news) // count} characters each; CPU seconds")
    print(f"{'watches':>8} {'re.search':>10} {'select':>10} {'building':>10} {'Selector':>10} {'select one':>10}")
    for watches in COUNTS:
        figures = measure(rules(random_, words, watches), news)
        print(f"{watches:>8,} " + " ".join(f"{figure:>10.2f}" for figure in figures))


if __name__ == "__main__":
    main()
