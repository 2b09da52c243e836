"""The commands by name. Each module holds one group; it is imported when one of its commands runs."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "run": "run:run",
    "worker": "working:worker",
    "extract": "extract:extract",
    "ingest": "ingest:ingest",
    "check": "rules:check",
    "schema": "rules:schema",
    "export": "look:export",
    "status": "look:status",
    "explain": "look:explain",
    "search": "search:search",
    "replay": "replay:replay",
    "policies": "look:policies",
    "policy": "look:policy",
    "metrics": "look:metrics",
    "metric": "look:metric",
    "merge": "decisions:merge",
    "split": "decisions:split",
    "rename": "decisions:rename",
    "decisions": "decisions:decisions",
    "undo": "decisions:undo",
    "sources": "sources:sources",
    "digest": "tell:digest",
    "notify": "tell:notify",
    "outbox": "outbox:outbox",
    "quarantine": "quarantine:quarantine",
    "doctor": "doctor:doctor",
    "service": "service:service",
    "db": "db:db",
    "watches": "watches:watches",
    "templates": "templates:templates",
    "site": "site:site",
    "completion": "completion:completion",
}
"""Where each command is: the module of this package, and its name there; in the order of the help."""


class Commands(click.Group):
    """The commands of `COMMANDS`. A module is imported when it is needed, so that each command starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        found: click.Command = getattr(import_module(f"tracker.cli.{module}"), name)
        return found


def version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from tracker import __version__

        click.echo(f"tracker {__version__}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=version, help="Print the version.")
def app() -> None:
    """Reads policy newsletters, finds new policies and changed metrics, and tells whom you name."""
