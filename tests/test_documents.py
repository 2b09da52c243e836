"""What the documents say is true: their commands exist, their configuration loads, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tracker.cli.main import app
from tracker.standalone import check_config

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SECRETS = {"MAILBOX_PASSWORD": "secret", "SLACK_BOT_TOKEN": "xoxb-1", "SMTP_PASSWORD": "secret"}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def known_commands() -> set[str]:
    names: set[str] = set()
    context = click.Context(app)
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        names |= {name} | (
            {f"{name} {part}" for part in command.commands} if isinstance(command, click.Group) else set()
        )
    return names


def test_the_configuration_of_the_readme_loads(tmp_path: Path) -> None:
    (text,) = blocks((ROOT / "README.md").read_text(encoding="utf-8"), "yaml")
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    loaded, faults = check_config(path, SECRETS)
    assert (loaded is not None, [str(fault) for fault in faults]) == (True, [])


def test_every_command_of_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"\.venv/bin/tracker ([^\n#]+)", readme) + re.findall(r"`tracker ([^`]+)`", readme)
    assert lines
    for line in lines:
        words = shlex.split(line.replace(">", " "))
        name = (
            words[0] if words[0] in known_commands() and words[0] not in ("digest", "notify") else " ".join(words[:2])
        )
        assert name in known_commands(), line


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text) if "://" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(app, ["--help"]).output
    assert all(name.split()[0] in shown for name in known_commands())
