"""Workers find and tell what one process does, however many there are and whoever of them is killed."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from crew import Crew, compared, exported, one_process, write_config, write_letters
from servers.postgresql import new_database
from servers.slack import Channel, SlackServer

from tracker.model import DeliveryState
from tracker.store.store import Store

SOURCES = 4
UNSETTLED = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.AMBIGUOUS)


def is_all_told(store: Store) -> bool:
    return not store.receivers_waiting() and not any(store.deliveries_in(state) for state in UNSETTLED)


@pytest.mark.parametrize("count", [1, 2])
def test_workers_find_line_by_line_what_one_process_finds(count: int, postgresql: Any, tmp_path: Path) -> None:
    write_letters(tmp_path, 16, SOURCES)
    wanted = one_process(tmp_path, SOURCES)
    database = new_database(postgresql)
    write_config(tmp_path, database, SOURCES, workers=True)
    with Store(database) as store, Crew(tmp_path) as crew:
        store.migrate()
        crew.start("run")
        workers = crew.workers(count)
        crew.wait_for(lambda: compared(store) == 16 and is_all_told(store))
        assert exported(store) == wanted
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(20) for worker in workers] == [0] * count
        crew.wait_for(lambda: store.queue.state().workers == 0)
    assert "Traceback" not in crew.log()


def test_four_workers_two_tickers_and_kills_lose_and_double_nothing(postgresql: Any, tmp_path: Path) -> None:
    """Every worker is killed while documents are compared; what they had begun is taken over by new ones."""
    write_letters(tmp_path, 28, SOURCES)
    wanted = one_process(tmp_path, SOURCES)
    database = new_database(postgresql)
    with SlackServer() as slack, Store(database) as store, Crew(tmp_path, {"TOKEN": "xoxb-loopback"}) as crew:
        slack.add_channel(Channel("C0123ABCD", "policy"))
        more = f'slack: {{token: "${{TOKEN}}", api_url: "{slack.url}"}}'
        write_config(tmp_path, database, SOURCES, workers=True, desk="slack: C0123ABCD", more=more)
        store.migrate()
        crew.start("run")
        crew.start("run")
        first = crew.workers(4)
        crew.wait_for(lambda: compared(store) > 0)
        for worker in first:
            worker.kill()
        crew.workers(2)
        crew.wait_for(lambda: compared(store) == 28 and is_all_told(store))
        digests = [store.digest(name) for name in store.digest_ids("desk")]
        told = Counter(finding for digest in digests if digest for finding in digest.finding_ids)
        suppressed = len(store.suppressed("desk"))
        assert exported(store) == wanted
        assert set(told.values()) == {1}
        assert len(told) + suppressed == store.status()["stored"]["findings"]
    posts = Counter(post["metadata"]["event_payload"]["id"] for post in slack.messages("C0123ABCD"))
    assert set(posts.values()) == {1}
