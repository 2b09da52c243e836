"""`tracker digest …` and `tracker notify …`: what a receiver would get, and whether a receiver can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.common import DEFAULT_CONFIG, ConfigOption, NowOption, clock_of, print_json, tell_user
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.config.settings import Receiver

KINDS = {"text": "terminal", "html": "email", "slack": "slack"}
"""How a preview may look, and the kind of receiver that gets it so."""

digest = typer.Typer(help="Look at digests before they are sent.", no_args_is_help=True)
notify = typer.Typer(help="Try whether receivers can be reached.", no_args_is_help=True)


@digest.callback()
def digest_group() -> None:
    """Look at digests before they are sent."""


@notify.callback()
def notify_group() -> None:
    """Try whether receivers can be reached."""


@digest.command("preview")
def preview(
    receiver: Annotated[str, typer.Argument(help="The receiver's name in the configuration.")],
    format: Annotated[str, typer.Option("--format", "-f", help="text, html or slack")] = "text",  # noqa: A002
    config: ConfigOption = DEFAULT_CONFIG,
    now: NowOption = None,
) -> None:
    """Show the digest that the receiver would get now. Nothing is sent or marked."""
    from tracker.app import App

    app = App(config, now=clock_of(now))
    receiver_of(app, receiver)
    if format not in KINDS:
        raise UsageError(f"--format {format!r} is none of {', '.join(KINDS)}.")
    found = app.preview(receiver)
    if found is None:
        tell_user(f"Nothing is waiting for {receiver}.")
        return
    digest, _ = found
    for delivery in app.renderer.deliveries(digest, kind=KINDS[format], destinations=("preview",)):
        if format == "slack":
            print_json(delivery.payload)
        else:
            typer.echo(delivery.payload[format])


@notify.command("test")
def test(
    receiver: Annotated[str, typer.Argument(help="The receiver's name in the configuration.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Send a marked test message to a receiver, and say whether it arrived."""
    from tracker.app import App

    app = App(config)
    receiver_of(app, receiver)
    trouble = app.send_test(receiver)
    if trouble:
        tell_user(f"tracker: the test message was not delivered to {trouble}")
        raise typer.Exit(1)
    typer.echo(f"A test message was delivered to {receiver}.")


def receiver_of(app: App, name: str) -> Receiver:
    """The receiver of that name; UsageError that lists the names where there is none."""
    for receiver in app.config.receivers:
        if receiver.name == name:
            return receiver
    names = ", ".join(receiver.name for receiver in app.config.receivers) or "none"
    raise UsageError(f"There is no receiver {name!r} in {app.path}. Receivers: {names}.")
