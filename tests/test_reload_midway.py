"""Edited settings take effect between two documents of a long round, which is not waited for; nothing is half done."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import database_of, on

from tracker.app import App
from tracker.cli.serving import Running
from tracker.model import Extraction, Item
from tracker.pipeline import Extracting
from tracker.standalone import standalone_extractor

LETTERS = 260
"""more than are compared in one transaction, and too few to be extracted in another process"""
BEFORE = 40
"""letters that are extracted when the edit comes"""
CONFIG = """\
sources: [{{name: letters, folder: inbox, baseline: false, every: 1h}}]
watches:
  - {{name: first {name}, when: {{}}, to: [desk]}}
  - {{name: second {name}, when: {{}}, to: [desk]}}
receivers: [{{name: desk, file: out, digest: {{at: "23:59"}}}}]
"""
PORTS = ("Abidjan", "Bari", "Cadiz", "Dover", "Esbjerg", "Faro", "Genoa", "Haifa", "Izmir", "Jeddah")
PATIENCE = 60


class Slow:
    """Extracts, and on the way lets the edit happen."""

    def __init__(self, real: Extracting, running: Running) -> None:
        self.real = real
        self.running = running
        self.extracted = 0
        self.under_way = threading.Event()

    def extract(self, item: Item) -> Extraction:
        self.extracted += 1
        if self.extracted == BEFORE:
            self.under_way.set()
            for _ in range(PATIENCE * 100):  # the edit is read and checked while the round goes on
                if self.running.exchanging:
                    break
                threading.Event().wait(0.01)
        return self.real.extract(item)


@pytest.fixture
def home(tmp_path: Path, database: str) -> Path:
    (tmp_path / "inbox").mkdir()
    for number in range(LETTERS):
        port = f"{PORTS[number % len(PORTS)]} {number}"
        text = f"Ships\n\nPort {port} handled {1000 + number} ships in March 2026, its authority reported.\n"
        (tmp_path / "inbox" / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "config.yaml").write_text(on(database, CONFIG.format(name="old")), encoding="utf-8")
    return tmp_path


def test_an_edit_takes_effect_between_two_documents_of_a_long_round(home: Path) -> None:
    path = home / "config.yaml"
    app = App(path, environ={}, now=lambda: datetime.now(UTC))
    running = Running(app, path)
    slow = Slow(standalone_extractor(()), running)
    app.__dict__["extractor"] = slow
    round_ = threading.Thread(target=running.take_in)
    round_.start()
    assert slow.under_way.wait(PATIENCE)
    path.write_text(on(database_of(home), CONFIG.format(name="new")), encoding="utf-8")
    running.reload()
    assert [watch.name for watch in running.app.config.watches] == ["first new", "second new"]
    round_.join(PATIENCE)
    assert not round_.is_alive()
    store = running.app.store
    left = len(store.pending_ids())
    assert slow.extracted == BEFORE and left == LETTERS - BEFORE  # it took no further one
    running.take_in()
    assert store.pending_ids() == ()
    by_document: dict[str, set[tuple[str, ...]]] = {}
    for selection in store.open_selections("desk"):
        by_document.setdefault(selection.finding.origin.document, set()).add(selection.watches)
    told = Counter(watches for found in by_document.values() for watches in found)
    assert set(told) == {("first old", "second old"), ("first new", "second new")}  # both rules old or both new
    assert all(len(found) == 1 for found in by_document.values())
    running.app.close()


def test_who_ends_the_daemon_need_not_wait_for_a_long_round_either(home: Path) -> None:
    app = App(home / "config.yaml", environ={}, now=lambda: datetime.now(UTC))
    running = Running(app, home / "config.yaml")
    running.stop()
    running.take_in()
    assert app.store.source_state("letters").last_success is None  # not even the folder was looked at
    running.stopping = False
    running.take_in()
    assert app.store.status()["sources"][0]["documents"] == {"done": LETTERS}
    app.close()
