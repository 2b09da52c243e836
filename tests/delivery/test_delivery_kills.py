"""SIGKILL of the real process at every commit point of a delivery: each message arrives once."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from delivery_samples import slack
from servers.slack import SlackServer

from tracker.model import DeliveryState, Digest
from tracker.store.store import Store

WORKER = Path(__file__).with_name("killed_worker.py")
MESSAGES = 2


def work(database: str, server: SlackServer, now: datetime, kill_at: int, when: str) -> bool:
    """One run of the program; whether it came to its end."""
    command = [sys.executable, str(WORKER), database, server.url, server.token, now.isoformat(), str(kill_at), when]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout == "done\n"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kill_at", range(1, 2 * MESSAGES + 1))
def test_a_kill_at_any_commit_loses_and_doubles_nothing(database: str, kill_at: int, when: str) -> None:
    now = datetime.now(UTC)
    with Store(database) as store, SlackServer() as server:
        parts = (replace(slack(name=f"m{n}", sequence=n, text=f"m{n}"), digest_id="dig") for n in range(MESSAGES))
        store.add_digest(Digest("dig", "team", "2026-04-13T08:30", now, (), "Two rules"), tuple(parts))
        assert not work(database, server, now, kill_at, when)
        assert work(database, server, now + timedelta(minutes=3), 0, "never")
        assert [message["text"] for message in server.messages("C1")] == ["m0", "m1"]
        assert {one.state for one in store.deliveries_of_digest("dig")} == {DeliveryState.SENT}
