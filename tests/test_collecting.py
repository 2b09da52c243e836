"""How often rings of objects are looked for: seldom while a command starts, as usual in what runs on for days."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

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
    (tmp_path / "letters").mkdir()
    (tmp_path / "config.yaml").write_text(
        textwrap.dedent("""
            database: sqlite:///tracker.db
            sources: [{name: letters, folder: letters}]
            receivers: [{name: desk, file: out}]
            watches: [{name: all, to: desk}]
        """)
    )
    # The daemon as `tracker run` starts it; when it is told to stop it has long begun.
    told = textwrap.dedent("""
        import gc, sys
        from tracker.__main__ import main
        sys.argv = ["tracker", "run"]
        try:
            main()
        finally:
            print(*gc.get_threshold())
    """)
    daemon = subprocess.Popen(
        [sys.executable, "-c", told],
        cwd=tmp_path, env={**os.environ, "HOME": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert daemon.stderr is not None
    assert daemon.stderr.readline()  # it tells that it has begun
    daemon.send_signal(signal.SIGTERM)
    out, _ = daemon.communicate(timeout=60)
    assert out.split() == ["700", "10", "10"]
