"""`tracker replay`: what today's rules and vocabulary would find in everything that is stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.common import (
    clock_of,
    config_option,
    day_of,
    jobs_option,
    json_option,
    now_option,
    plural,
    print_json,
)
from tracker.cli.run import progress_bar
from tracker.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.model import Finding
    from tracker.rules.replaying import Difference, Replay


@click.command()
@click.option(
    "--since", required=True, metavar="DATE", help="Tell what differs in what was published from that day on."
)
@click.option("--limit", "-n", type=click.IntRange(min=0), default=50, help="How many differences to list.")
@jobs_option
@config_option
@now_option
@json_option
def replay(*, since: str, limit: int, jobs: int, config: Path, now: str | None, as_json: bool) -> None:
    """Compare everything stored again under today's rules and vocabulary, and say which findings differ.

    Nothing is sent or changed. Exit 0 where nothing differs, 1 where something does.
    """
    from tracker.app import App
    from tracker.intake.spare import beside

    day = day_of(since)
    if day is None:
        raise UsageError("Say from which day on: --since 2026-04-01.")
    app = App(config, now=clock_of(now), looking=True)
    try:
        with progress_bar() as progress, app.ahead(beside(jobs)) as ahead:
            done = app.replay(day, progress, ahead)
    finally:
        app.close()
    if as_json:
        for each in done.differences:
            print_json(difference_record(each))
        print_json({"summary": summary(done)})
    else:
        for line in replay_lines(done, limit):
            click.echo(line)
    raise click.exceptions.Exit(1 if done.differences else 0)


def summary(done: Replay) -> dict[str, Any]:
    return {
        "since": done.since.isoformat(),
        "documents": done.documents,
        "unread": done.unread,
        "same": done.same,
        "gone": done.count("-"),
        "new": done.count("+"),
        "otherwise": done.count("~"),
    }


def replay_lines(done: Replay, limit: int) -> Iterator[str]:
    """The numbers, then line by line what differs."""
    counts = f"{done.same} the same, {done.count('-')} gone, {done.count('+')} new, {done.count('~')} otherwise"
    yield f"{plural(done.documents, 'document')} compared again. Findings since {done.since}: {counts}."
    if done.unread:
        yield f"{plural(done.unread, 'document')} could not be read again, for the bytes are no longer kept."
    for each in done.differences[:limit]:
        yield from difference_lines(each)
    if len(done.differences) > limit:
        yield f"and {len(done.differences) - limit} more: --limit {len(done.differences)} shows all"


def difference_lines(each: Difference) -> Iterator[str]:
    found = each.any
    yield f"{each.sign} {found.origin.published:%Y-%m-%d}  {told(each)}  {found.target}"
    yield f"    “{' '.join(found.quote.split())[:160]}” ({found.origin.source}, {found.origin.document})"


def told(each: Difference) -> str:
    if each.stored and each.today:
        return f"{in_short(each.stored)} → {in_short(each.today)}"
    return in_short(each.any)


def in_short(found: Finding) -> str:
    values = [str(value) for value in (found.old, found.new) if value is not None]
    return f"{found.kind.value} {' → '.join(values)}".rstrip()


def difference_record(each: Difference) -> dict[str, Any]:
    """A difference as scripts read it."""
    found = each.any
    return {
        "change": each.sign,
        "document": found.origin.document,
        "source": found.origin.source,
        "published": found.origin.published.date().isoformat(),
        "quote": found.quote,
        "stored": each.stored and side(each.stored),
        "today": each.today and side(each.today),
    }


def side(found: Finding) -> dict[str, Any]:
    return {
        "finding": found.kind.value,
        "target": found.target,
        "old": found.old,
        "new": found.new,
        "reason": found.reason,
    }
