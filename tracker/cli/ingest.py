"""`tracker ingest`: an archive of years taken in at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.common import (
    PATH,
    clock_of,
    config_option,
    jobs_option,
    json_option,
    now_option,
    plural,
    print_json,
    tell_user,
)
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.intake.ingesting import Ingested

SHOWN = 20
"""how many warnings a person is shown"""


@click.command()
@click.argument(
    "archives",
    nargs=-1,
    required=True,
    type=PATH,
    metavar="ARCHIVE",
    help="A folder or Maildir, .mbox, .jsonl, .warc, any of them with .gz, or one letter.",
)
@click.option("--source", "-s", required=True, metavar="NAME", help="The source that the letters count as coming from.")
@click.option("--tell", is_flag=True, help="Let the next digests tell what is found; else it counts as known.")
@jobs_option
@config_option
@now_option
@json_option
def ingest(
    *, archives: tuple[Path, ...], source: str, tell: bool, jobs: int, config: Path, now: str | None, as_json: bool
) -> None:
    """Take in archives of letters, in order of publication, without telling what they hold.

    It may be stopped and started again: what is stored already is passed over. The daemon may run meanwhile.
    Exit 1: something was left out.
    """
    from tracker.app import App
    from tracker.cli.run import progress_bar
    from tracker.intake.ingesting import ingest as take_in
    from tracker.intake.spare import beside
    from tracker.sources.archive import documents_in, files_of

    if not source.strip():
        raise UsageError("--source needs a name: that of a source in the configuration, or a new one.")
    files = tuple(file for archive in archives for file in files_of(archive))
    app = App(config, now=clock_of(now))
    try:
        with progress_bar() as progress, app.ahead(beside(jobs)) as ahead:
            archive = documents_in(files, source, app.now())
            size = sum(file.size for file in files)
            done = take_in(app.engine(progress), source, archive, size, tell=tell, ahead=app.by_workers(ahead))
    finally:
        app.close()
    report(source, done, tell=tell, as_json=as_json)
    raise click.exceptions.Exit(1 if done.failed else 0)


def report(source: str, done: Ingested, *, tell: bool, as_json: bool) -> None:
    """What became of the archives: warnings on standard error, the numbers on standard output."""
    warnings = (*done.warnings, *done.compared.errors)
    for warning in warnings[:SHOWN]:
        tell_user(f"tracker: {warning}")
    if len(warnings) > SHOWN:
        tell_user(f"tracker: and {len(warnings) - SHOWN} more; --json tells all")
    if as_json:
        print_json(record(source, done))
        return
    for line in lines(done, tell=tell):
        click.echo(line)


def lines(done: Ingested, *, tell: bool) -> list[str]:
    """The numbers for a person."""
    tally = done.compared
    told = [
        f"{plural(done.documents, 'document')}: {done.stored:,} new, {done.known:,} stored before.",
        f"Compared: {plural(tally.items, 'item')}, {plural(tally.findings, 'finding')}.",
    ]
    if done.undated:
        told.append(f"{plural(done.undated, 'document')} without a date took that of the file.")
    if tell and tally.selected:
        told.append(f"{plural(tally.selected, 'selection')} for receivers: the next digests tell them.")
    elif done.kept:
        told.append(f"{plural(done.kept, 'selection')} for receivers not told; `tracker watches untold` lists them.")
    return told


def record(source: str, done: Ingested) -> dict[str, Any]:
    """The numbers and every warning for a program."""
    return {
        "source": source,
        "documents": done.documents,
        "new": done.stored,
        "known": done.known,
        "undated": done.undated,
        "items": done.compared.items,
        "findings": done.compared.findings,
        "selected": done.compared.selected,
        "not_told": done.kept,
        "failed": done.compared.failed,
        "warnings": [*done.warnings, *done.compared.errors],
    }
