"""`tracker doctor`: whether all is as it should be on this machine."""

from __future__ import annotations

import typer

from tracker.cli.common import DEFAULT_CONFIG, ConfigOption, JsonOption, NowOption, clock_of, print_json
from tracker.errors import ConfigError


def doctor(config: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False, now: NowOption = None) -> None:
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
        typer.echo(f"{sign.mark} {sign.name}: {sign.seen}")
        if sign.advice:
            typer.echo(f"    {sign.advice}")
    raise typer.Exit(1 if any(sign.mark is Mark.WRONG for sign in signs) else 0)
