"""`tracker status`, `export`, `explain`, `policies`, `policy`, `metrics`, `metric`: what is known, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from tracker.cli.asked import target_asked
from tracker.cli.common import config_option, day_of, json_option, print_json, tell_user
from tracker.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.app import App


limit_option = click.option("--limit", "-n", type=click.IntRange(min=1), default=50, help="How many at most.")


def open_app(config: Path) -> App:
    from tracker.app import App

    return App(config, looking=True)


@click.command()
@config_option
@click.option("--since", metavar="DATE", help="Published on that day or later.")
def export(config: Path, since: str | None) -> None:
    """Print everything stored as JSON Lines, oldest publication first."""
    day = day_of(since)
    for record in open_app(config).store.export(day):
        print_json(record)


@click.command()
@config_option
@json_option
def status(config: Path, as_json: bool) -> None:
    """Say what each source, digest and delivery last did."""
    from tracker.cli.show import status_lines

    app = open_app(config)
    known = app.status()
    if as_json:
        print_json(known)
        return
    for line in status_lines(known, ZoneInfo(app.config.timezone)):
        click.echo(line)


@click.command()
@click.argument("what", metavar="ITEM|WORDS", help="An item's id, or words of its text.")
@config_option
@click.option("--watch", help="Only this watch.")
def explain(what: str, config: Path, watch: str | None) -> None:
    """Say what was found in an item and what was not, how it was compared, and which watches took it, with reasons."""
    from tracker.cli.show import explanation_lines
    from tracker.cli.watches import require_watch

    app = open_app(config)
    require_watch(app.config, watch)
    if not what.strip():
        raise UsageError("Say which item: its id, or words of its text.")
    found = app.store.find_items(what, limit=5)
    if not found:
        raise UsageError(f"No item has the id or the words {what!r}. `tracker export` lists what is stored.")
    for stored in found[:1]:
        for line in explanation_lines(app, stored, watch):
            click.echo(line)
    if len(found) > 1:
        tell_user("Further items: " + "; ".join(f"{other.item_id} {other.item.title or ''}" for other in found[1:]))


@click.command()
@config_option
@limit_option
@json_option
def policies(config: Path, limit: int, as_json: bool) -> None:
    """List the policies known, the one told of last first."""
    for policy in open_app(config).store.policies(limit):
        last = policy.steps[-1]
        if as_json:
            print_json(
                {
                    "id": policy.id,
                    "title": policy.title,
                    "stages": list(policy.stages),
                    "issuers": list(last.mention.issuers),
                    "mentions": len(policy.steps),
                    "published": last.origin.published.date().isoformat(),
                }
            )
        else:
            line = " → ".join(policy.stages)
            click.echo(f"{policy.id}  {last.origin.published:%Y-%m-%d}  {line:24}  {policy.title}")


@click.command()
@click.argument("which", metavar="ID|WORDS", help="The policy's id, how it begins, or its name.")
@config_option
def policy(which: str, config: Path) -> None:
    """Tell the life of a policy, step by step, with quotes."""
    from tracker.cli.show import policy_lines

    app = open_app(config)
    found = app.store.policy(target_asked(app, which, "policy").id)
    for line in policy_lines(app, found) if found else ():
        click.echo(line)


@click.command()
@config_option
@limit_option
@json_option
def metrics(config: Path, limit: int, as_json: bool) -> None:
    """List the series known, the one told of last first, each with its value for the latest time."""
    from tracker.cli.show import amount
    from tracker.history.timeline import latest

    for series in open_app(config).store.series_list(limit):
        last = latest(series.observations)
        told = max(observation.origin.published for observation in series.observations)
        if as_json:
            print_json(
                {
                    "id": series.id,
                    "name": series.name,
                    "pin": series.pin,
                    "value": last.mention.value,
                    "unit": last.mention.unit,
                    "period": last.mention.period,
                    "observations": len(series.observations),
                    "published": told.date().isoformat(),
                }
            )
        else:
            when = last.mention.period or f"{last.origin.published:%Y-%m-%d}"
            click.echo(f"{series.id}  {told:%Y-%m-%d}  {when:>10}  {amount(last.mention):>24}  {series.name}")


@click.command()
@click.argument("which", metavar="ID|WORDS", help="The series' id, how it begins, or its name.")
@config_option
def metric(which: str, config: Path) -> None:
    """Tell the observations of a series in the order of time, with sources, quotes, and the links that were refused."""
    from tracker.cli.show import series_lines

    app = open_app(config)
    found = app.store.series(target_asked(app, which, "series").id)
    for line in series_lines(app, found) if found else ():
        click.echo(line)
