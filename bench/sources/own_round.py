"""One round of this program over the feeds of a configuration; prints what it cost as JSON.

python bench/sources/own_round.py config.yaml [--whole]      --whole: compared and selected too, not only stored
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path


def cpu() -> float:
    """Seconds of this process and of those that it has ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    from tracker.app import App
    from tracker.pipeline import fetch, process

    app = App(Path(sys.argv[1]), environ={}, now=lambda: datetime.now(UTC))
    engine = app.engine()  # what a daemon makes once; reader too is made before it counts
    start, used = time.perf_counter(), cpu()
    tally = fetch(engine, due_only=False)
    if "--whole" in sys.argv:
        tally += process(engine)
    app.close()
    peak = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds, clock = cpu() - used, time.perf_counter() - start
    record = {"cpu": seconds, "clock": clock, "mib": sum(peak), "new": tally.documents, "findings": tally.findings}
    print(json.dumps(record | {"errors": list(tally.errors[:3])}))


if __name__ == "__main__":
    main()
