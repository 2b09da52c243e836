"""`tracker db …`: the database checked, copied, put back and made small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.common import PATH, config_option, json_option, plural, print_json, tell_user
from tracker.cli.copy_db import copy
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.store.upkeep import Check

UNITS = ("bytes", "kB", "MB", "GB", "TB")


@click.group()
def db() -> None:
    """Check, copy, restore and shrink the database."""


@db.command("verify")
@config_option
@json_option
def verify(config: Path, as_json: bool) -> None:
    """Check schema, pages, references, every letter and digest, and that what was told has its message. Exit 0 or 1."""
    checks = open_app(config).opened_store.upkeep.verify()
    for check in checks:
        if as_json:
            record = {"check": check.name, "holds": check.holds, "seen": check.seen}
            print_json(record | ({} if check.holds else {"advice": check.advice}))
    for line in () if as_json else check_lines(checks):
        click.echo(line)
    raise click.exceptions.Exit(0 if all(check.holds for check in checks) else 1)


@db.command("backup")
@click.argument("file", type=PATH, metavar="FILE", help="Where to; it must not exist yet.")
@config_option
def backup(file: Path, config: Path) -> None:
    """Copy the database to a file, while the daemon runs. The copy appears whole or not at all."""
    size = open_app(config).opened_store.upkeep.backup(file)
    click.echo(f"{file} holds the database, {human(size)}. `tracker db restore {file}` puts it back.")


@db.command("restore")
@click.argument("file", type=PATH, metavar="FILE", help="What `tracker db backup` wrote.")
@click.option("--yes", is_flag=True, help="Put it back although the database holds something.")
@config_option
def restore(file: Path, yes: bool, config: Path) -> None:
    """Put a backup back, all of it or nothing. What the database held before is copied beside it first."""
    app = open_app(config)
    store = app.opened_store
    if store.revision() is not None:
        if not yes:
            raise UsageError("The database holds something: stop the daemon, then say --yes to put the backup there.")
        store.upkeep.check_copy(file)
        before = Path(f"{store.file}.before-{app.now().astimezone(UTC):%Y%m%dT%H%M%S}")
        store.upkeep.backup(before)
        tell_user(f"What it held before is in {before}.")
    store.upkeep.restore(file)
    click.echo(f"The database is what {file} was.")


@db.command("vacuum")
@config_option
def vacuum(config: Path) -> None:
    """Let go of what `keep` does not want kept, and give the space back."""
    app = open_app(config)
    store = app.opened_store
    before = store.upkeep.size()
    tidied = app.tidy()
    store.upkeep.vacuum()
    click.echo(
        f"{human(before)} → {human(store.upkeep.size())}; the bytes of {plural(tidied.letters, 'letter')} "
        f"and the content of {plural(tidied.messages, 'sent message')} were let go."
    )


db.add_command(copy)


# ---------------------------------------------------------------- shared


def open_app(config: Path) -> App:
    from tracker.app import App

    return App(config, looking=True)


def check_lines(checks: tuple[Check, ...]) -> Iterator[str]:
    """The checks as lines for a person."""
    for check in checks:
        yield f"{'✓' if check.holds else '✗'} {check.name}: {check.seen}"
        if not check.holds and check.advice:
            yield f"  {check.advice}"


def human(size: float) -> str:
    """A size as people write it: 812 bytes, 1.5 MB."""
    unit = 0
    while size >= 1000 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.0f} {UNITS[unit]}" if unit == 0 or size >= 100 else f"{size:.1f} {UNITS[unit]}"
