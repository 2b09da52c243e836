"""docs/digests.md shows what is there: its configuration loads, its commands exist, its files are where it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker.cli.main import app
from tracker.config import check

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "digests.md").read_text(encoding="utf-8")
COMMANDS = sorted({line.partition("#")[0].strip() for line in re.findall(r"^    (tracker .*)$", PAGE, re.MULTILINE)})


def test_its_configuration_loads(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    sources = "sources:\n  - {name: letters, folder: in}\nwatches:\n  - {name: all, to: [berlin, robot]}\n"
    path = tmp_path / "config.yaml"
    path.write_text(example + sources)
    config, faults = check(path, {"WEBHOOK_SECRET": "x", "SLACK_BOT_TOKEN": "y", "SLACK_APP_TOKEN": "z"})
    assert faults == ()
    assert config is not None
    assert [receiver.kind for receiver in config.receivers] == ["email", "webhook"]


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_exist_with_their_options(command: str) -> None:
    words = shlex.split(command)[1:]
    asked = CliRunner().invoke(app, [*words[:2], "--help"], env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
    assert asked.exit_code == 0
    assert [word for word in words if word.startswith("--") and word not in asked.output] == []


def test_its_templates_are_those_that_are_there() -> None:
    named = set(re.findall(r"`(\w+\.\w+\.j2)`", PAGE))
    assert named == {path.name for path in (ROOT / "templates").glob("*.j2")}
