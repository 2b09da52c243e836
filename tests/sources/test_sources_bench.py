"""The measurements of the doors, in short: a simulated week, and damaged bodies."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "sources"


def bench(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_sources_{name}", BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_in_a_simulated_week_no_look_is_early_and_every_change_is_found_in_time() -> None:
    numbers = bench("week").simulate(feeds=6, days=7, seed=3)
    assert numbers["looks"] > 6 * 7 * 20
    assert numbers["changes"] > 20
    assert (numbers["early"], numbers["late"], numbers["missed"]) == (0, 0, 0)
    assert numbers["found"] == numbers["changes"]


@pytest.mark.parametrize(("kind", "times"), [("feeds", 150), ("mails", 150), ("pdfs", 6)])
def test_no_damaged_body_raises(kind: str, times: int) -> None:
    found = bench("mutate").run(kind, times, seed=7)
    assert found["raised"] == {}
    assert found["tried"] == times
    assert int(str(found["gave"])) > 0 or kind == "pdfs"
