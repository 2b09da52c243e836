"""`tracker service …`: run the daemon under systemd."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from tracker.cli.common import config_option, tell_user
from tracker.errors import UsageError


@click.group()
def service() -> None:
    """Run the daemon under systemd."""


@service.command("install")
@click.option("--user", is_flag=True, help="For you alone, without root.")
@click.option("--dry-run", is_flag=True, help="Print the unit and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite a unit that says something else.")
@config_option
def install(user: bool, dry_run: bool, force: bool, config: Path) -> None:
    """Write the unit that runs `tracker run` with this configuration, and print what to type next."""
    from tracker.operating.service import unit
    from tracker.standalone import load_config

    path = config.resolve()
    if not path.is_file():
        raise UsageError(f"There is no configuration {path}: write one first, or name it with --config FILE.")
    python = Path(sys.prefix) / "bin" / Path(sys.executable).name
    made = unit(
        path,
        python if python.exists() else Path(sys.executable),
        user=user,
        home=Path.home(),
        xdg_config=os.environ.get("XDG_CONFIG_HOME"),
    )
    if dry_run:
        click.echo(made.text, nl=False)
        tell_user(f"It would be written to {made.path}.")
        return
    load_config(path)
    if made.path.exists() and made.path.read_text(encoding="utf-8") != made.text and not force:
        raise UsageError(f"{made.path} is there already and says something else: look at it, then say --force.")
    try:
        made.path.parent.mkdir(parents=True, exist_ok=True)
        made.path.write_text(made.text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{made.path} cannot be written ({error.strerror}): run it as root, or say --user.") from error
    click.echo(f"Wrote {made.path}. Next:")
    for step in made.next_steps:
        click.echo(f"  {step}")
