"""Delivers once from a real database to a Slack server, and kills itself on the way.

python killed_worker.py DATABASE SLACK_URL TOKEN NOW KILL_AT before|after|never
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from typing import Any

from tracker.delivery.outbox import deliver
from tracker.delivery.slack import SlackTransport
from tracker.delivery.waiting import Pacing
from tracker.store.store import Store


class Deadly(Store):
    """A store in which a commit can be the process's last act, or just not happen any more."""

    kill_at = 0
    when = "never"
    commits = 0

    def mark(self, *arguments: Any, **changes: Any) -> Any:
        self.commits += 1
        if (self.commits, self.when) == (self.kill_at, "before"):
            os.kill(os.getpid(), signal.SIGKILL)
        marked = super().mark(*arguments, **changes)
        if (self.commits, self.when) == (self.kill_at, "after"):
            os.kill(os.getpid(), signal.SIGKILL)
        return marked


def main() -> None:
    database, url, token, now, kill_at, when = sys.argv[1:]
    store = Deadly(database)
    store.kill_at, store.when = int(kill_at), when
    pacing = Pacing(lambda: 0.0, lambda _: None, every=0.0)
    way = SlackTransport(lambda: token, url, pacing=pacing)
    deliver(store, {"team": way}, lambda: datetime.fromisoformat(now))
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
