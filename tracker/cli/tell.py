"""`tracker digest …` and `tracker notify …`: what a receiver would get, and whether a receiver can be reached."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.common import clock_of, config_option, json_option, now_option, print_json, tell_user
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.config.settings import Receiver
    from tracker.model import Digest

MOST = 100_000

FORMATS = {"text": "terminal", "html": "file", "slack": "slack", "json": "webhook"}
"""How a digest may be shown, and the kind of receiver that gets it so."""


@click.group()
def digest() -> None:
    """Look at digests before and after they are sent, and send one again."""


@click.group()
def notify() -> None:
    """Try whether receivers can be reached."""


format_option = click.option("--format", "-f", default="", help="text, html, slack or json")
open_option = click.option("open_", "--open", is_flag=True, help="Show it in the browser (html unless told otherwise).")


@digest.command("preview")
@click.argument("receiver", help="The receiver's name in the configuration.")
@format_option
@click.option("--since", metavar="DAY", help="All that was published since, told or not.")
@open_option
@config_option
@now_option
def preview(*, receiver: str, format: str, since: str | None, open_: bool, config: Path, now: str | None) -> None:  # noqa: A002
    """Show the digest that the receiver would get now. Nothing is sent or marked."""
    from tracker.app import App

    app = App(config, now=clock_of(now), looking=True)
    wanted = receiver_of(app, receiver)
    kind = _format(format, open_)
    found = _since(app, wanted, since) if since else _waiting(app, receiver)
    if found is None:
        tell_user(
            f"Nothing {'was found' if since else 'is waiting'} for {receiver}{f' since {since}' if since else ''}."
        )
        return
    _show(app, found, kind, open_)


def _waiting(app: App, receiver: str) -> Digest | None:
    found = app.preview(receiver)
    return found[0] if found else None


def _since(app: App, receiver: Receiver, since: str) -> Digest | None:
    from tracker.telling.retelling import digest_since
    from tracker.watches import Selector

    try:
        day = date.fromisoformat(since)
    except ValueError as error:
        raise UsageError(f"--since {since!r} is no day. Write it as 2026-04-12.") from error
    return digest_since(app.office, Selector(app.watches), receiver, day)


@digest.command("list")
@click.option("--receiver", "-r", help="Only this receiver's.")
@click.option("--limit", "-n", type=click.IntRange(min=1), default=20, help="How many at most, the latest.")
@config_option
@json_option
def list_(receiver: str | None, limit: int, config: Path, as_json: bool) -> None:
    """List the digests that were made, the latest first."""
    from tracker.app import App

    app = App(config, looking=True)
    for digest_id in app.store.digest_ids(receiver, limit):
        made = app.store.digest(digest_id)
        if made is None:
            continue
        if as_json:
            fields = {"id": made.id, "receiver": made.receiver, "slot": made.slot, "created": made.created.isoformat()}
            print_json({**fields, "findings": made.size, "headline": made.headline})
        else:
            local = made.created.astimezone(app.office.zone)
            click.echo(f"{made.id}  {local:%Y-%m-%d %H:%M}  {made.receiver:12}  {made.headline}")


@digest.command("show")
@click.argument("digest_id", metavar="ID", help="The digest's id, or how it begins.")
@format_option
@open_option
@config_option
def show(digest_id: str, format: str, open_: bool, config: Path) -> None:  # noqa: A002
    """Show a digest that was made, as today's templates render it."""
    from tracker.app import App

    app = App(config, looking=True)
    _show(app, _made(app, digest_id), _format(format, open_), open_)


@digest.command("resend")
@click.argument("digest_id", metavar="ID", help="The digest's id, or how it begins.")
@config_option
@now_option
def resend(digest_id: str, config: Path, now: str | None) -> None:
    """Send a digest again to the receiver that it was made for. Nothing else is told again."""
    from tracker.app import App
    from tracker.telling.retelling import tell_again

    app = App(config, now=clock_of(now))
    made = _made(app, digest_id)
    try:
        count = tell_again(app.office, made)
    except ValueError as error:
        raise UsageError(
            f"The digest was made for {made.receiver!r}, which the configuration does not know."
        ) from error
    report = app.deliver()
    trouble = [reason for _, reason in report.broken] + [one.reason for one in report.troubles]
    if trouble or report.put_off or report.ambiguous:
        tell_user(f"tracker: {'; '.join(trouble) or 'not all of it could be sent yet'}. It stays in the outbox.")
        raise click.exceptions.Exit(1)
    click.echo(f"{made.id} was sent again to {made.receiver}: {count} {'message' if count == 1 else 'messages'}.")


def _made(app: App, digest_id: str) -> Digest:
    """The one digest whose id begins so."""
    found = [name for name in app.store.digest_ids(limit=MOST) if name.startswith(digest_id)] if digest_id else []
    made = app.store.digest(found[0]) if len(found) == 1 or digest_id in found else None
    if made is None:
        why = "No digest has" if not found else "More than one digest has"
        raise UsageError(f"{why} an id that begins with {digest_id!r}. `tracker digest list` lists them.")
    return made


def _format(wanted: str, opened: bool) -> str:
    wanted = wanted or ("html" if opened else "text")
    if wanted not in FORMATS:
        raise UsageError(f"--format {wanted!r} is none of {', '.join(FORMATS)}.")
    return wanted


def _show(app: App, made: Digest, wanted: str, opened: bool) -> None:
    shown = "".join(_rendered(app, made, wanted))
    if not opened:
        click.echo(shown, nl=False)
        return
    import webbrowser
    from tempfile import mkdtemp

    ending = {"text": "txt", "slack": "json"}.get(wanted, wanted)
    path = Path(mkdtemp(prefix="tracker-")) / f"digest.{ending}"
    path.write_text(shown, encoding="utf-8")
    if not webbrowser.open(path.as_uri()):
        tell_user("No browser could be opened.")
    click.echo(str(path))


def _rendered(app: App, made: Digest, wanted: str) -> Iterator[str]:
    for delivery in app.renderer.deliveries(made, kind=FORMATS[wanted], destinations=("preview",)):
        if wanted == "html":
            yield next(content for name, content in delivery.payload["files"].items() if name.endswith(".html"))
        elif wanted == "text":
            yield delivery.payload["text"]
        else:
            record = delivery.payload["json"] if wanted == "json" else delivery.payload
            yield json.dumps(record, ensure_ascii=False) + "\n"


@notify.command("test")
@click.argument("receiver", help="The receiver's name in the configuration.")
@config_option
def test(receiver: str, config: Path) -> None:
    """Send a marked test message to a receiver, and say whether it arrived."""
    from tracker.app import App

    app = App(config)
    receiver_of(app, receiver)
    trouble = app.send_test(receiver)
    if trouble:
        tell_user(f"tracker: the test message was not delivered to {trouble}")
        raise click.exceptions.Exit(1)
    click.echo(f"A test message was delivered to {receiver}.")


def receiver_of(app: App, name: str) -> Receiver:
    """The receiver of that name; UsageError that lists the names where there is none."""
    for receiver in app.config.receivers:
        if receiver.name == name:
            return receiver
    names = ", ".join(receiver.name for receiver in app.config.receivers) or "none"
    raise UsageError(f"There is no receiver {name!r} in {app.path}. Receivers: {names}.")
