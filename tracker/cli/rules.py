"""`tracker check` and `tracker schema`: what is wrong with a configuration, and what an editor needs to know of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.common import DEFAULT_CONFIG, PATH, json_option, plural, print_json

if TYPE_CHECKING:
    from tracker.errors import Fault


@click.command()
@click.argument("file", required=False, type=PATH, metavar="[FILE]", help="The configuration to check.")
@click.option("--config", "-c", type=PATH, default=DEFAULT_CONFIG, metavar="FILE", help="The same, as an option.")
@click.option("--strict", is_flag=True, help="Lints are errors.")
@json_option
def check(file: Path | None, config: Path, strict: bool, as_json: bool) -> None:
    """Say everything that is wrong with a configuration, each with its place. Exit 0 clean, 2 broken, 3 lints only."""
    from tracker.standalone import check_config

    path = file or config
    loaded, faults = check_config(path)
    for fault in faults:
        if as_json:
            print_json(fault_record(fault))
        else:
            show(fault, path)
    if loaded and not faults and not as_json:
        click.echo(
            f"{path} is fine: {plural(len(loaded.sources), 'source')}, "
            f"{plural(len(loaded.watches), 'watch', 'watches')}, {plural(len(loaded.receivers), 'receiver')}."
        )
    raise click.exceptions.Exit(exit_code(faults, strict))


def exit_code(faults: tuple[Fault, ...], strict: bool) -> int:
    if any(not fault.lint for fault in faults) or (strict and faults):
        return 2
    return 3 if faults else 0


def fault_record(fault: Fault) -> dict[str, object]:
    return {
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "message": fault.message,
        "hint": fault.hint,
        "lint": fault.lint,
    }


def show(fault: Fault, path: Path) -> None:
    """The fault with its line and a caret under the place; `path` where it names no file itself."""
    from tracker.config import render_fault

    try:
        text = Path(fault.file or path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    click.echo(render_fault(fault, text))


@click.command()
def schema() -> None:
    """Print the JSON Schema (draft 7) of the configuration, for editors."""
    from tracker.config import json_schema
    from tracker.watches import WHEN_SCHEMA

    click.echo(json.dumps(json_schema(WHEN_SCHEMA), indent=2, ensure_ascii=False))
