"""`tracker doctor`: whether all is as it should be on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.common import clock_of, config_option, json_option, now_option, print_json
from tracker.errors import ConfigError


@click.command()
@config_option
@json_option
@now_option
def doctor(config: Path, as_json: bool, now: str | None) -> None:
    """Look at settings, versions, clock, database, space, receivers and sources; say what to do. Exit 0 fine, 1 not."""
    from tracker.app import App
    from tracker.doctor import Mark, Sign, examine, wrong

    try:
        signs: list[Sign] = list(examine(App(config, now=clock_of(now))))
    except ConfigError as error:
        signs = [wrong("settings", str(fault), "tracker check says more") for fault in error.faults]
    for sign in signs:
        if as_json:
            print_json({"check": sign.name, "mark": sign.mark.name.lower(), "seen": sign.seen, "advice": sign.advice})
            continue
        click.echo(f"{sign.mark} {sign.name}: {sign.seen}")
        if sign.advice:
            click.echo(f"    {sign.advice}")
    raise click.exceptions.Exit(1 if any(sign.mark is Mark.WRONG for sign in signs) else 0)
