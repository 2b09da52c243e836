"""`tracker merge`, `split`, `rename`, `decisions`, `undo`: people correct what belongs together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.asked import mentions_asked, target_asked
from tracker.cli.common import clock_of, config_option, json_option, now_option, plural, print_json
from tracker.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.app import App
    from tracker.history.amending import Done
    from tracker.store.records import Decision

which_argument = click.argument(
    "which", metavar="ID|WORDS", help="A policy's or metric's id, how it begins, or its name."
)


@click.command()
@click.argument("kept", metavar="KEPT", help="The one that stays: id, its beginning, or name.")
@click.argument("other", metavar="OTHER", help="The one that becomes part of it.")
@config_option
@now_option
def merge(kept: str, other: str, config: Path, now: str | None) -> None:
    """Say that two policies or two metrics are one. What was told otherwise is corrected in the next digest."""
    from tracker.history import correcting

    app = open_app(config, now)
    one, two = target_asked(app, kept), target_asked(app, other)
    done = correcting.merge(app.store, one.id, two.id, app.now())
    report(done, f"“{two.title}” belongs to “{one.title}” ({one.id}) now")


@click.command()
@which_argument
@click.option("--mention", multiple=True, metavar="ID", help="A mention to take out.")
@click.option("--finding", multiple=True, metavar="ID", help="A finding whose mention to take out.")
@click.option("--name", help="What to call what is taken out.")
@config_option
@now_option
def split(
    *, which: str, mention: tuple[str, ...], finding: tuple[str, ...], name: str | None, config: Path, now: str | None
) -> None:
    """Take mentions out of a policy or metric: they are about something else, and make one of their own.

    `tracker policy` and `tracker metric` show the ids of mentions, `tracker explain` those of findings.
    """
    from tracker.history import correcting

    app = open_app(config, now)
    whole = target_asked(app, which)
    with app.store.catalogue.correct() as desk:
        linked = desk.linked(whole.id)
    chosen = mentions_asked(app, linked, mention, finding)
    if not chosen:
        raise UsageError("Say what to take out: --mention ID or --finding ID, each as often as needed.")
    done = correcting.split(app.store, whole.id, chosen, name, app.now())
    details = done.decision.details
    report(done, f"“{details['name']}” ({details['into']}) stands apart from “{whole.title}” now")


@click.command()
@which_argument
@click.argument("name", help="The new name.")
@config_option
@now_option
def rename(which: str, name: str, config: Path, now: str | None) -> None:
    """Call a policy or metric by another name, from the next digest on."""
    from tracker.history import correcting

    app = open_app(config, now)
    target = target_asked(app, which)
    done = correcting.rename(app.store, target.id, name, app.now())
    report(done, f"“{target.title}” is called “{done.decision.details['name']}” now")


@click.command()
@click.argument("number", type=int, help="The decision's number: `tracker decisions` lists them.")
@config_option
@now_option
def undo(number: int, config: Path, now: str | None) -> None:
    """Take back a decision: a merge, split or rename, a mute, or the word that something is no policy."""
    from tracker.history import correcting

    app = open_app(config, now)
    report(correcting.undo(app.store, number, app.now()), f"Decision {number} is undone")


@click.command()
@config_option
@json_option
def decisions(config: Path, as_json: bool) -> None:
    """List what people decided about policies and metrics, oldest first, and what of it was undone."""
    from tracker.history.decided import UNDO, in_force

    app = open_app(config, None)
    known = app.store.catalogue.decisions()
    holding = {each.number for each in in_force(known)}
    for each in known:
        undone = each.kind != UNDO and each.number not in holding
        if as_json:
            print_json(decision_record(each, undone))
        else:
            click.echo(
                f"{each.number:>4}  {each.created:%Y-%m-%d}  {each.kind:6}  {in_words(each)}{'  (undone)' * undone}"
            )
    if not known and not as_json:
        click.echo("Nobody has decided anything.")


def open_app(config: Any, now: str | None) -> App:
    from tracker.app import App

    return App(config, now=clock_of(now), looking=True)


def report(done: Done, what: str) -> None:
    """What a decision did, and how to take it back."""
    parts = [f"{plural(done.moved, 'mention')} moved"] if done.moved else []
    parts += [f"{plural(done.told, 'correction')} in the next digest"] if done.told else []
    number = done.decision.number
    click.echo(f"{what}. {', '.join([*parts, f'decision {number}: tracker undo {number}'])}.")


def in_words(decision: Decision) -> str:
    """What was decided, in one line."""
    details = decision.details
    count = plural(len(details.get("moved", ())), "mention")
    if decision.kind == "merge":
        return f"{details['from']} “{details['title']}” into {details['into']}, {count}"
    if decision.kind == "split":
        return f"{count} of {details['from']} into {details['into']} “{details['name']}”{by(details)}"
    if decision.kind == "rename":
        return f"{decision.target_id} from “{details['before']}” to “{details['name']}”"
    if decision.kind == "mute":
        return (
            f"{decision.target_id} “{details['title']}” for {details['receiver']} until {details['until']}{by(details)}"
        )
    if decision.kind == "refuse":
        return f"{decision.target_id} “{details['title']}” is none{by(details)}"
    return f"decision {details['of']}" if decision.kind == "undo" else decision.target_id


def by(details: Mapping[str, Any]) -> str:
    """Who said it, where that is known."""
    return f", by {details.get('by_name') or details['by']}" if details.get("by") else ""


def decision_record(decision: Decision, undone: bool) -> dict[str, Any]:
    """A decision as scripts read it."""
    return {
        "number": decision.number,
        "decision": decision.kind,
        "id": decision.target_id,
        "created": decision.created.isoformat(),
        "undone": undone,
        **decision.details,
    }
