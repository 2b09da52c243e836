"""What one document costs the store as the store grows: candidates looked up, everything written, committed.

    python bench/store_growth.py                           SQLite in a temporary folder, up to 100,000 mentions
    python bench/store_growth.py --sizes 1000 10000        other sizes
    python bench/store_growth.py --url postgresql://…/db   an empty database of yours
    python bench/store_growth.py --profile                 where the time goes at the largest size

Mentions are made up: twenty index terms each, drawn from words as frequent as words are (Zipf), three in five about a
policy or series that is known already. A document is one item with three policies and five metrics. Times are the
median over 40 documents, in milliseconds; candidates are a look-up each. On SQLite they are the processor's time, so
that whatever else the machine does is not measured with it; on a server they are the clock's.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from tracker.model import (
    Document,
    Finding,
    FindingKind,
    Instrument,
    Item,
    Link,
    Mention,
    MetricMention,
    Origin,
    PolicyMention,
    Selection,
    SourceState,
    Stage,
)
from tracker.store.store import Store
from tracker.store.work import Work

WORDS = [f"word{number}" for number in range(8000)]
FREQUENCIES = [1 / (rank + 10) for rank in range(len(WORDS))]
UNITS = ("%", "CNY", "USD", "GW", "token", "enterprise", "vehicle", "t", "km", "user", "station", "kWh")
START = datetime(2024, 1, 1, tzinfo=UTC)
POLICIES, METRICS, PROBES = 3, 5, 40
clock: Callable[[], float] = process_time
LINK = Link(None, 0.9, "unit, subject and measure agree")


class Maker:
    """Makes documents that are alike in size and kind, the same ones in every run."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        self.known: dict[str, list[tuple[str, frozenset[str]]]] = {"pol": [], "ser": []}
        self.documents = 0

    def keys(self) -> frozenset[str]:
        unit = self.random.choice(UNITS)
        words = self.random.choices(WORDS, FREQUENCIES, k=14)
        return frozenset(f"u:{unit}:{word}" for word in words) | {f"w:{word}" for word in words[:6]}

    def target(self, prefix: str) -> tuple[str, frozenset[str]]:
        """A known policy or series with most of its terms, or a new one."""
        known = self.known[prefix]
        if known and self.random.random() < 0.6:
            target_id, keys = self.random.choice(known)
            return target_id, frozenset(sorted(keys)[3:]) | frozenset(sorted(self.keys())[:3])
        made = (f"{prefix}_{len(known)}", self.keys())
        known.append(made)
        return made

    def mention(self, prefix: str) -> Mention:
        words = " ".join(self.random.choices(WORDS, k=25))
        quote = words[:90]
        if prefix == "pol":
            return PolicyMention(quote, 0, 90, ("Ministry",), "CN", Instrument.PLAN, Stage.ADOPTED, words[:40])
        return MetricMention(
            quote, 0, 90, words, self.random.random(), "token", subject=words[:30], measure=words[30:60]
        )


def write_document(work: Work, maker: Maker, times: dict[str, list[float]]) -> None:
    maker.documents += 1
    number = maker.documents
    document_id, item_id, published = f"doc_{number}", f"item_{number}", START + timedelta(minutes=10 * number)
    origin = Origin(document_id, f"{number}.eml", "letters", item_id, "A story", published, story_id=f"story_{number}")
    text = " ".join(maker.random.choices(WORDS, k=190))
    bands = {f"band{maker.random.randrange(10**9)}" for _ in range(16)}
    timed(times, "story", lambda: work.story_candidates(bands, published - timedelta(days=10)))
    item = Item("A story", text, 0, len(text))
    work.add_item(
        item_id=item_id,
        document_id=DOCUMENT.id,
        ordinal=number,
        item=item,
        origin=origin,
        story_keys=bands,
        signature=bytes(256),
    )
    for place in range(POLICIES + METRICS):
        write_mention(work, maker, times, origin, place)
    work.finish_document(DOCUMENT.id)


def write_mention(work: Work, maker: Maker, times: dict[str, list[float]], origin: Origin, place: int) -> None:
    prefix = "pol" if place < POLICIES else "ser"
    target_id, keys = maker.target(prefix)
    find: Callable[[frozenset[str]], Any] = work.policy_candidates if prefix == "pol" else work.series_candidates
    timed(times, prefix, lambda: find(keys))
    mention = maker.mention(prefix)
    work.add_mention(
        mention_id=f"{origin.item_id}_{place}",
        item_id=origin.item_id,
        mention=mention,
        origin=origin,
        link=LINK,
        target_id=target_id,
        title="A title",
        keys=keys,
        words=frozenset(WORDS[:20]) if prefix == "pol" else frozenset(),
    )
    kind = FindingKind.POLICY_NEW if prefix == "pol" else FindingKind.METRIC_CHANGED
    finding = Finding(f"fin_{origin.item_id}_{place}", kind, target_id, "A title", mention, origin, "it is new", START)
    work.add_finding(finding)
    work.add_selections([Selection(finding, "desk", ("everything",))])


def timed(times: dict[str, list[float]], name: str, step: Callable[[], object]) -> None:
    """Take the time of a step; without `times` (while filling) leave it out."""
    if not times:
        return
    start = clock()
    step()
    times[name].append(1000 * (clock() - start))


DOCUMENT = Document("letters", "all.eml", b"", "text/plain", START)


def fill(store: Store, maker: Maker, mentions: int) -> None:
    while maker.documents * (POLICIES + METRICS) < mentions:
        with store.begin() as work:
            for _ in range(200):
                if maker.documents * (POLICIES + METRICS) < mentions:
                    write_document(work, maker, {})


def measure(store: Store, maker: Maker) -> dict[str, float]:
    times: dict[str, list[float]] = {"pol": [], "ser": [], "story": [], "document": []}
    for _ in range(PROBES):
        start = clock()
        with store.begin() as work:
            write_document(work, maker, times)
        times["document"].append(1000 * (clock() - start))
    medians = {name: statistics.median(each) for name, each in times.items()}
    looked_up = POLICIES * medians["pol"] + METRICS * medians["ser"] + medians["story"]
    return medians | {"writes": medians["document"] - looked_up}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--url")
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    if arguments.url and not arguments.url.startswith("sqlite"):
        global clock  # noqa: PLW0603 -- one script, one clock
        clock = perf_counter
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "growth.db"
        with Store(arguments.url or f"sqlite:///{file}") as store:
            store.migrate()
            store.save_fetch("letters", [DOCUMENT], SourceState())
            run(store, arguments.sizes, arguments.profile)
        if file.exists():
            print(f"\n{file.stat().st_size / 1e6:.0f} MB at {max(arguments.sizes):,} mentions")


def run(store: Store, sizes: list[int], profile: bool) -> None:
    maker = Maker()
    print("| mentions | policy_candidates | series_candidates | story_candidates | writes of a document | document |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in sorted(sizes):
        fill(store, maker, size)
        found = measure(store, maker)
        cells = (found[name] for name in ("pol", "ser", "story", "writes", "document"))
        print(f"| {size:,} | " + " | ".join(f"{each:.1f}" for each in cells) + " |", flush=True)
    if profile:
        profiler = cProfile.Profile()
        profiler.runcall(measure, store, maker)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
