"""`tracker templates …`: own templates, begun from the built-in ones and tried before they are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.common import PATH, config_option, json_option, print_json, tell_user
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.digests.trial import Breakage


@click.group()
def templates() -> None:
    """Copy the templates of digests, change them, and try them."""


@templates.command("copy")
@click.argument("folder", type=PATH, help="Where to; it is made if it is not there.")
def copy(folder: Path) -> None:
    """Copy the built-in templates into a folder, to be changed. Nothing is overwritten."""
    from tracker.digests.trial import copy_templates

    try:
        copied = copy_templates(folder)
    except FileExistsError as error:
        raise UsageError(f"{error.args[0]} is there already; choose another folder.") from error
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror}).") from error
    for path in copied:
        click.echo(str(path))
    tell_user(f"Next: set `templates` to {folder} in the configuration. What you delete there stays built-in.")


@templates.command("check")
@click.argument(
    "folder", required=False, type=PATH, metavar="[FOLDER]", help="The folder; the configuration's if none is named."
)
@config_option
@json_option
def check(folder: Path | None, config: Path, as_json: bool) -> None:
    """Render own templates over sample digests and say what breaks, and where. Exit 0 fine, 1 broken, 3 lints only."""
    from tracker.digests.trial import try_templates

    place = folder or _configured(config)
    if not place.is_dir():
        raise UsageError(f"There is no folder {place}. `tracker templates copy {place}` makes one to start from.")
    found = try_templates(place)
    for one in found:
        print_json(_record(one)) if as_json else click.echo(str(one))
    if not found and not as_json:
        click.echo(f"The templates in {place} render every sample digest.")
    if found:
        raise click.exceptions.Exit(3 if all(one.warns for one in found) else 1)


def _configured(config: Path) -> Path:
    from tracker.app import App

    folder = App(config, looking=True).config.templates
    if folder is None:
        raise UsageError(f"{config} names no `templates`; give the folder: tracker templates check FOLDER.")
    return folder


def _record(one: Breakage) -> dict[str, object]:
    return {"file": str(one.file), "line": one.line, "message": one.said, "lint": one.warns}
