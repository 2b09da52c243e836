"""`tracker db copy`: one database into another, of the same kind or the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.common import json_option, plural, print_json

if TYPE_CHECKING:
    from tracker.store.copying import Copied


@click.command()
@click.argument("source", metavar="FROM", help="What to copy: sqlite:///FILE or postgresql://USER@HOST/NAME.")
@click.argument("target", metavar="TO", help="An empty database, likewise.")
@json_option
def copy(source: str, target: str, as_json: bool) -> None:
    """Copy a database into an empty one, from SQLite to PostgreSQL or back, and compare every row.

    All of it is copied, or nothing. Stop the daemon first, so that the copy is the latest. A password is better kept
    out of the command: give it as PGPASSWORD or in ~/.pgpass.
    """
    from tracker.cli.run import progress_bar
    from tracker.store.copying import copy as copy_all

    with progress_bar() as progress:
        copied = copy_all(source, target, progress) if progress else copy_all(source, target)
    if as_json:
        for each in copied:
            print_json({"table": each.table, "rows": each.rows, "checksum": each.checksum})
    else:
        for line in lines(copied):
            click.echo(line)


def lines(copied: tuple[Copied, ...]) -> list[str]:
    """The tables for a person, the empty ones in one line."""
    width = max(len(each.table) for each in copied)
    told = [f"{each.table:{width}}  {each.rows:>10,}  {each.checksum[:12]}" for each in copied if each.rows]
    empty = [each.table for each in copied if not each.rows]
    told += [f"empty: {', '.join(empty)}"] if empty else []
    return [
        *told,
        f"{plural(sum(each.rows for each in copied), 'row')} copied and found the same. Now name TO as `database`.",
    ]
