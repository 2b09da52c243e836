"""One round of lemon24/reader over the same feeds; prints what it cost as JSON. Runs where `reader` is installed.

python bench/sources/reader_round.py DATABASE PORT FEEDS WORKERS
"""

from __future__ import annotations

import json
import resource
import sys
import time

from reader import make_reader


def cpu() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def main() -> None:
    database, port, feeds, workers = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    reader = make_reader(database)
    for number in range(feeds):
        reader.add_feed(f"http://127.0.0.1:{port}/feed/{number}", exist_ok=True)
    start, used = time.perf_counter(), cpu()
    results = [result.value for result in reader.update_feeds_iter(scheduled=False, workers=workers)]
    new = sum(getattr(result, "new", 0) for result in results)
    seconds, clock = cpu() - used, time.perf_counter() - start
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": seconds, "clock": clock, "mib": mib, "new": new}))


if __name__ == "__main__":
    main()
