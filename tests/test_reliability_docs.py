"""docs/reliability.md promises nothing that no test shows: each point has commands, and what they run is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker.cli.main import app

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
SELECTIONS = sorted(set(re.findall(r'tests/run -k (?:"([^"]+)"|(\w+))', TEXT)))
POINTS = re.findall(r"^\| (\d+) \| \*\*(.+?)\*\*.* \| (`.+`) \|$", TEXT, re.MULTILINE)
BENCHES = sorted(set(re.findall(r"`(?:python )?(bench/[\w/]+\.py)([^`]*)`", TEXT)))
COMMANDS = sorted(set(re.findall(r"`tracker ((?:outbox|db|service) \w+|doctor|run)", TEXT)))


def names() -> list[str]:
    """Each test as pytest knows it: its file's and its own name."""
    found = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in re.findall(r"^(?:def|class) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            found += [f"{path.stem} {name}".lower()] if name.lower().startswith("test") else []
    return found


@pytest.mark.parametrize("selection", [quoted or plain for quoted, plain in SELECTIONS])
def test_each_part_of_a_selection_finds_a_test(selection: str) -> None:
    known = names()
    missing = [part for part in selection.split(" or ") if not any(part.lower() in name for name in known)]
    assert missing == []


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_exists(command: str) -> None:
    assert CliRunner().invoke(app, [*command.split(), "--help"]).exit_code == 0


def test_every_point_is_promised_once_and_has_a_command() -> None:
    assert [int(number) for number, _, _ in POINTS] == list(range(1, 35))
    assert all("`tests/run -k " in shown for _, _, shown in POINTS)


@pytest.mark.parametrize(("bench", "arguments"), BENCHES)
def test_each_bench_is_there_and_knows_its_options(bench: str, arguments: str) -> None:
    source = (ROOT / bench).read_text(encoding="utf-8")
    assert [option for option in re.findall(r"--[\w-]+", arguments) if f'"{option}"' not in source] == []


def test_the_chaos_run_is_among_the_benches() -> None:
    assert ("bench/chaos/run.py", "") in BENCHES
