"""Several processes and kill -9: nobody is locked out, and what was committed stays."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import text
from store_samples import put_document

from tracker.store.store import Store

HERE = str(Path(__file__).parent)

WRITE = """
import sys
sys.path.insert(0, sys.argv[3])
from store_samples import put_item, put_policy
from tracker.store.store import Store
store, name = Store(sys.argv[1]), sys.argv[2]
for number in range(150):
    with store.begin() as work:
        put_item(work, f"item_{name}{number}", story_keys={"shared", f"own {name} {number}"})
"""

BLOCK = """
import os, sys
sys.path.insert(0, sys.argv[2])
from store_samples import put_item
from tracker.store.store import Store
store = Store(sys.argv[1])
for number in range(20):
    with store.begin() as work:
        put_item(work, f"item_{number}", story_keys={"shared"})
with store.begin() as work:
    for number in range(20, 500):  # more than the page cache holds, so that part of it is in the file already
        put_item(work, f"item_{number}", story_keys={"shared", f"own {number}"}, signature=os.urandom(30_000))
    print("in the middle", flush=True)
    sys.stdin.read()
"""


COUNT = """
import sys
sys.path.insert(0, sys.argv[2])
from store_samples import put_item
from tracker.store.store import Store
store, begin = Store(sys.argv[1]), int(sys.argv[3])
for number in range(begin, begin + 10_000):
    with store.begin() as work:
        put_item(work, f"item_{number}", story_keys={"shared", f"own {number}"})
    print(number + 1, flush=True)
"""


def item_numbers(store: Store) -> int:
    count: int = store.status()["stored"]["items"]
    return count


def test_four_processes_write_at_once_and_none_is_told_that_the_database_is_locked(store: Store) -> None:
    put_document(store)
    url = store._connections.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", WRITE, url]
    processes = [subprocess.Popen([*command, name, HERE], stderr=subprocess.PIPE) for name in "abcd"]
    assert [process.communicate()[1] for process in processes] == [b""] * 4
    assert item_numbers(store) == 600
    with store._connections.read() as connection:
        uses = connection.execute(text("SELECT uses FROM term WHERE text = 'shared'")).scalar()
    assert uses == 600


def test_a_kill_in_the_middle_of_a_transaction_loses_nothing_committed(store: Store) -> None:
    put_document(store)
    url = store._connections.url.render_as_string(hide_password=False)
    with subprocess.Popen(
        [sys.executable, "-c", BLOCK, url, HERE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        process.kill()
    assert item_numbers(store) == 20
    with store.begin() as work:  # the dead writer's lock is gone
        assert len(work.policy_candidates({"shared"})) == 0
    with store._connections.read() as connection:
        assert connection.execute(text("SELECT uses FROM term WHERE text = 'shared'")).scalar() == 20
        if store._connections.is_sqlite:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_kills_at_random_moments_lose_nothing_that_was_said_to_be_stored(store: Store) -> None:
    put_document(store)
    url = store._connections.url.render_as_string(hide_password=False)
    delays = random.Random(16)
    stored = 0
    for _ in range(6):
        command = [sys.executable, "-c", COUNT, url, HERE, str(stored)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            said = int(process.stdout.readline())
            time.sleep(delays.uniform(0, 0.1))
            process.kill()
            rest = process.stdout.read().splitlines(keepends=True)
        said = max([said, *(int(line) for line in rest if line.endswith("\n"))])
        stored = item_numbers(store)
        assert said <= stored <= said + 1  # it may be killed between the commit and the word
    with store._connections.read() as connection:
        assert connection.execute(text("SELECT uses FROM term WHERE text = 'shared'")).scalar() == stored
        if store._connections.is_sqlite:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
