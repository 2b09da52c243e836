"""How often rings of objects are looked for: seldom while a command starts, as usual in what runs on for days."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.daemon import said_at_its_end

from tracker.history.settled import USUAL, settled, stay


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_what_runs_on_looks_as_often_as_python_does() -> None:
    gc.set_threshold(100_000, 20, 20)
    stay()
    assert gc.get_threshold() == USUAL == (700, 10, 10)


def test_a_pass_looks_seldom_and_leaves_it_as_it_was() -> None:
    stay()
    with settled():
        assert gc.get_threshold()[0] > USUAL[0]
    assert gc.get_threshold() == USUAL


@pytest.mark.only_on("sqlite", "what the process does with its memory has nothing to do with the database")
def test_the_daemon_itself_looks_as_often_as_python_does(tmp_path: Path) -> None:
    assert said_at_its_end(tmp_path, "gc", "*gc.get_threshold()") == "700 10 10"
