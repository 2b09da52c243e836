"""`tracker outbox …`: the messages on their way, and what a person does with one by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.common import clock_of, config_option, json_option, now_option, print_json
from tracker.errors import UsageError
from tracker.model import Delivery, DeliveryState, Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.app import App


id_argument = click.argument("name", metavar="ID", help="The message's id, or how it begins.")
UNSETTLED = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.AMBIGUOUS, DeliveryState.FAILED)
HELD_FROM = 9000
"""A next attempt in this year or later waits for a person."""
MEANINGS = {
    DeliveryState.DUE: "waits to be sent",
    DeliveryState.SENDING: "is being sent",
    DeliveryState.SENT: "was sent",
    DeliveryState.FAILED: "was given up",
    DeliveryState.AMBIGUOUS: "may have arrived",
}


@click.group()
def outbox() -> None:
    """Look at messages on their way, and settle or retry one."""


@outbox.command("list")
@click.option("--receiver", "-r", help="Only this receiver's.")
@click.option("everything", "--all", is_flag=True, help="Also what was sent.")
@click.option("--limit", "-n", type=click.IntRange(min=1), default=100, help="How many at most, the latest.")
@config_option
@json_option
def list_(receiver: str | None, everything: bool, limit: int, config: Path, as_json: bool) -> None:
    """List the messages that are not sent yet or were given up, and the places that refuse everything."""
    app = open_app(config)
    found = app.store.outbox_desk.deliveries(tuple(DeliveryState) if everything else UNSETTLED, receiver, limit)
    troubles = [one for one in app.store.troubles() if receiver in (None, one.receiver)]
    if as_json:
        for record in [*map(record_of, found), *map(trouble_record, troubles)]:
            print_json(record)
        return
    for line in [*map(line_of, found), *map(trouble_line, troubles)] or ["Nothing waits, and nothing was given up."]:
        click.echo(line)


@outbox.command("show")
@id_argument
@config_option
@json_option
def show(name: str, config: Path, as_json: bool) -> None:
    """Show one message: where it stands, who took it last, and what it says."""
    delivery = find(open_app(config), name)
    if as_json:
        print_json(record_of(delivery) | {"payload": dict(delivery.payload)})
        return
    for key, value in record_of(delivery).items():
        click.echo(f"{key:13} {value if value is not None else '-'}")
    click.echo("")
    for line in content_lines(delivery):
        click.echo(line)


@outbox.command("retry")
@click.argument("name", required=False, metavar="ID", help="The message's id, or how it begins.")
@click.option("--receiver", "-r", help="All that was given up for this receiver.")
@click.option("--resend", is_flag=True, help="Send again what may have arrived, without looking: it may come twice.")
@config_option
@now_option
def retry(name: str | None, receiver: str | None, resend: bool, config: Path, now: str | None) -> None:
    """Try a message again, or all that was given up for a receiver. The daemon (or the next pass) sends it."""
    if (name is None) == (receiver is None):
        raise UsageError("Give one message's ID, or --receiver NAME for all that was given up for it.")
    app = open_app(config)
    moment = clock_of(now)()
    if name is not None:
        one = find(app, name)
        if one.state is DeliveryState.SENT:
            raise UsageError(f"{one.id} was sent already, as {one.reference or one.error}.")
        if one.state is DeliveryState.SENDING and one.next_attempt and one.next_attempt > moment:
            raise UsageError(f"{one.id} is being sent by {one.owner}: try again after {written(one.next_attempt)}.")
        wanted: tuple[Delivery, ...] = (one,)
    else:
        wanted = app.store.outbox_desk.deliveries((DeliveryState.FAILED,), receiver, limit=100_000)
    done = [again for one in wanted for again in app.store.outbox_desk.retry(one, moment, resend=resend)]
    click.echo(
        f"{len(done)} {'message is' if len(done) == 1 else 'messages are'} tried again at the next tick or pass."
    )


@outbox.command("resolve")
@id_argument
@click.option("--sent", is_flag=True, help="It arrived: send it no more.")
@click.option("--drop", is_flag=True, help="It is not wanted: give it up.")
@click.option("--because", default="", help="Why, for whoever looks later.")
@config_option
def resolve(name: str, sent: bool, drop: bool, because: str, config: Path) -> None:
    """Settle a message by hand: it arrived, or it is not wanted."""
    if sent == drop:
        raise UsageError("Say what became of it: --sent or --drop.")
    app = open_app(config)
    one = find(app, name)
    if one.state is DeliveryState.SENT:
        raise UsageError(f"{one.id} was sent already, as {one.reference or one.error}.")
    said = "a person said that it arrived" if sent else "a person dropped it"
    reason = f"{said}: {because}" if because else said
    if not app.store.outbox_desk.resolve(one, DeliveryState.SENT if sent else DeliveryState.FAILED, reason):
        raise UsageError(f"{one.id} has changed this very moment: look at it again.")
    click.echo(f"{one.id}: {reason}.")


# ---------------------------------------------------------------- shared


def open_app(config: Path) -> App:
    from tracker.app import App

    return App(config, looking=True)


def find(app: App, name: str) -> Delivery:
    """The one delivery of that id; UsageError where there is none or more than one."""
    found = app.store.outbox_desk.find(name) if name.strip() else ()
    if len(found) == 1:
        return found[0]
    problem = (
        f"More than one message has an id that begins with {name!r}" if found else f"No message has the id {name!r}"
    )
    raise UsageError(f"{problem}: `tracker outbox list --all` prints them.")


def record_of(one: Delivery) -> dict[str, Any]:
    """A delivery without what it says, as JSON takes it."""
    return {
        "id": one.id,
        "state": str(one.state),
        "receiver": one.receiver,
        "destination": one.destination,
        "digest": one.digest_id,
        "sequence": one.sequence,
        "attempts": one.attempts,
        "next_attempt": one.next_attempt.isoformat() if one.next_attempt else None,
        "held": is_held(one),
        "owner": one.owner,
        "reference": one.reference,
        "error": one.error,
    }


def trouble_record(one: Trouble) -> dict[str, Any]:
    return {
        "refuses": one.receiver,
        "destination": one.destination,
        "reason": one.reason,
        "since": one.since.isoformat(),
        "again": one.again.isoformat(),
    }


def is_held(one: Delivery) -> bool:
    return one.next_attempt is not None and one.next_attempt.year >= HELD_FROM


def line_of(one: Delivery) -> str:
    part = f" (part {one.sequence})" if one.sequence else ""
    when = ", held for a person" if is_held(one) else f", next {written(one.next_attempt)}" if one.next_attempt else ""
    tries = f", tried {one.attempts} {'time' if one.attempts == 1 else 'times'}" if one.attempts else ""
    error = f": {one.error}" if one.error and one.state is not DeliveryState.SENT else ""
    return f"{one.id}  {one.receiver} → {one.destination}{part}  {MEANINGS[one.state]}{tries}{when}{error}"


def trouble_line(one: Trouble) -> str:
    return (
        f"{one.receiver} → {one.destination} refuses everything since {written(one.since)}: {one.reason}. "
        f"What is meant for it is kept; it is tried again at {written(one.again)}."
    )


def written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def content_lines(one: Delivery) -> Iterator[str]:
    """What the message says, as plain as its payload has it."""
    for key in ("subject", "text"):
        if one.payload.get(key):
            yield str(one.payload[key])
    files = one.payload.get("files")
    if isinstance(files, dict):
        yield from files
