"""bench/chaos with workers: two tickers and some workers on a PostgreSQL server, all of which are killed.

    python bench/workers/chaos.py                             five minutes, eight workers
    python bench/workers/chaos.py --minutes 2 --workers 4     shorter, fewer

Tickers, workers and the server are killed (SIGKILL) at random, the first two at commit points too; feeds, Slack and the
mail server fail. Then all is well for a while, and the account is made: exit 0 where every promise was kept.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent / "chaos"), str(ROOT / "tests"), str(ROOT)]

import run as chaos  # noqa: E402

TICKERS = 2


class Keeper(chaos.Keeper):
    """The first two keep tickers, the others workers."""

    def start(self, plan: str | None) -> subprocess.Popen[bytes]:
        role = "run" if self.number < TICKERS else "worker"
        environment = dict(os.environ, CHAOS_TOKEN=self.run.world.slack.token, PYTHONPATH=str(ROOT))
        environment["CHAOS_KILLS"] = str(self.run.home / "kills.txt")
        if plan:
            environment["CHAOS_KILL"] = plan
        command = [sys.executable, str(HERE / "hand.py"), role, str(self.run.home / "config.yaml")]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.run.home, env=environment, stdout=log, stderr=log, start_new_session=True
            )


class Run(chaos.Run):
    """One run with workers."""

    def write_config(self) -> None:
        super().write_config()
        path = self.home / "config.yaml"
        fresh = self.home / "config.yaml.with-workers"
        fresh.write_text(path.read_text(encoding="utf-8") + "workers: procrastinate\n", encoding="utf-8")
        fresh.replace(path)

    def settle(self) -> Any:
        """A ticker beside the one worker in peace."""
        ticker = Keeper(self, 0).start(None)
        try:
            return super().settle()
        finally:
            chaos.kill_group(ticker)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    own = {"database": "postgresql", "daemons": TICKERS + given.workers, "clock": False, "long": False, "keep": False}
    chaos.Keeper = Keeper  # type: ignore[misc]
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        run = Run(Path(folder), argparse.Namespace(**own, minutes=given.minutes, seed=given.seed))
        found = run.perform()
        chaos.report(run, found)
        if found.wrong:
            kept = Path(tempfile.mkdtemp(prefix="chaos-kept-"))
            subprocess.run(["cp", "-r", f"{folder}/.", str(kept)], check=True)
            print(f"kept in {kept}")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
