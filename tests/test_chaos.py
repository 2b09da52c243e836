"""The short form of the chaos run: real daemons are killed at commits and at random, and nothing is lost or doubled."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from databases import KINDS

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("database_kind", KINDS)
def test_kills_and_faults_lose_and_double_nothing(database_kind: str) -> None:
    run = [str(ROOT / "bench" / "chaos" / "run.py"), "--minutes", "0.2", "--seed", "7", "--database", database_kind]
    command = [sys.executable, *run]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    kills = re.search(r"kills of daemons: (\d+)", done.stdout)
    published = re.search(r"(\d+) published\n +(\d+) read", done.stdout)
    assert kills and int(kills[1]) >= 1, done.stdout
    assert published and published[1] == published[2] and int(published[1]) >= 5, done.stdout
    assert re.search(r" 0 slack lost\n +0 slack doubled", done.stdout), done.stdout
