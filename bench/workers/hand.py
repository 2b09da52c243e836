"""A ticker or a worker with short waits, and with a kill at a commit point, as bench/chaos/worker.py has them.

python bench/workers/hand.py run|worker CONFIG
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "chaos"), str(HERE.parents[1])]

import worker as chaos  # noqa: E402

from tracker.cli import main as cli  # noqa: E402

if __name__ == "__main__":
    chaos.shorten_waits()
    if os.environ.get("CHAOS_KILL"):
        chaos.die_at(os.environ["CHAOS_KILL"], Path(os.environ["CHAOS_KILLS"]))
    more = ["--threads", "2", "--patience", "4"] if sys.argv[1] == "worker" else []
    sys.argv[:] = ["tracker", sys.argv[1], "--config", sys.argv[2], *more]
    cli.app()
