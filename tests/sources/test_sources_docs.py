"""The examples of docs/sources.md are configurations that work, and its messages are those that the program writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.config.loading import load

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "sources.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
MESSAGES = re.findall(r"^\| (.*?…[^|]*|… [^|]*) \|", TEXT, re.MULTILINE)
CODE = "\n".join(
    path.read_text("utf-8") for room in ("sources", "reading") for path in (ROOT / "tracker" / room).glob("*.py")
)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_loads(example: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(example)
    (tmp_path / "letters").mkdir()
    config = load(tmp_path / "config.yaml", {"LETTER_LOGIN": "reader:secret", "LETTERS_PASSWORD": "secret"})
    assert len(config.sources) == 1


@pytest.mark.parametrize("message", MESSAGES)
def test_every_message_is_one_of_the_programs(message: str) -> None:
    parts = [part for part in re.split(r"…|host:port|\(\w[^)]*\)|\d+|text/html|http://", message) if part.strip()]
    assert all(part.strip(" .,()") in CODE for part in parts), parts


def test_there_are_examples_and_messages() -> None:
    assert len(EXAMPLES) >= 4
    assert len(MESSAGES) >= 20
