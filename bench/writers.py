"""Several processes that write to one SQLite file at the same time: nobody is told "database is locked".

    python bench/writers.py [--processes 4] [--transactions 10000]

Each process stores items in transactions of their own, as the daemon does. Prints how many were stored, what each of
them complained of, and the longest wait for a turn; ends with 1 where one was refused, lost or damaged. The short form
runs with the tests (`tests/store/test_store_processes.py`).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

ROOT = Path(__file__).resolve().parent.parent
HERE = str(ROOT / "tests" / "store")
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), HERE]

from store_samples import put_document  # noqa: E402

from tracker.store.store import Store  # noqa: E402

WRITE = """
import sys, time
sys.path[:0] = sys.argv[4:]
from store_samples import put_item
from tracker.store.store import Store
store, name, longest = Store(sys.argv[1]), sys.argv[2], 0.0
for number in range(int(sys.argv[3])):
    begun = time.monotonic()
    with store.begin() as work:
        put_item(work, f"item_{name}{number}", story_keys={"shared", f"own {name} {number}"})
    longest = max(longest, time.monotonic() - begun)
print(longest)
"""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--processes", type=int, default=4)
    asked.add_argument("--transactions", type=int, default=10_000)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/tracker.db"
        store = Store(url)
        store.migrate()
        put_document(store)
        begun = time.monotonic()
        command = [sys.executable, "-c", WRITE, url]
        paths = [str(ROOT), str(ROOT / "tests"), HERE]
        processes = [
            subprocess.Popen(
                [*command, f"p{number}-", str(options.transactions), *paths],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number in range(options.processes)
        ]
        answers = [process.communicate() for process in processes]
        return report(store, answers, options, time.monotonic() - begun)


def report(store: Store, answers: list[tuple[str, str]], options: argparse.Namespace, seconds: float) -> int:
    """Prints what came of it; 0 where every transaction of every process is there."""
    wanted = options.processes * options.transactions
    stored = store.status()["stored"]["items"]
    with store._connections.read() as connection:
        whole = connection.execute(text("PRAGMA integrity_check")).scalar()
    complaints = [said.strip().splitlines()[-1] for _, said in answers if said.strip()]
    longest = max((float(said) for said, _ in answers if said.strip()), default=0.0)
    print(f"{options.processes} processes x {options.transactions:,} transactions in {seconds:.0f} s")
    print(f"stored {stored:,} of {wanted:,}; integrity: {whole}; longest transaction with its wait: {longest:.1f} s")
    print("complaints:", "; ".join(complaints) or "none")
    return 0 if stored == wanted and whole == "ok" and not complaints else 1


if __name__ == "__main__":
    sys.exit(main())
