"""`tracker search`: items by the words that they hold."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.common import config_option, day_of, json_option, print_json, tell_user
from tracker.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.store.records import Hit


@click.command()
@click.argument(
    "words", nargs=-1, required=True, metavar="WORDS…", help="Words; 'words in \"quotes\"'; how a word begin*."
)
@click.option("--since", metavar="DATE", help="Published on that day or later.")
@click.option("--source", metavar="NAME", help="Only what came from there.")
@click.option("--limit", "-n", type=click.IntRange(min=1), default=20, help="How many at most.")
@config_option
@json_option
def search(
    *, words: tuple[str, ...], since: str | None, source: str | None, limit: int, config: Path, as_json: bool
) -> None:
    """Find the stories that hold all of the words, the latest first. Exit 1 where none does.

    Case and accents do not matter. Chinese, Japanese, Korean and Thai are found by any part of a sentence.
    """
    from tracker.app import App

    app = App(config, looking=True)
    known = [each.name for each in app.config.sources]
    if source is not None and source not in known:
        raise UsageError(f"There is no source {source!r} in {config}. Sources: {', '.join(known)}.")
    question = " ".join(words)
    if not any(character.isalnum() for character in question):
        raise UsageError('Say what to search: words, a phrase in "quotes", or how a word begin*.')
    hits = app.store.catalogue.search(question, since=day_of(since), source=source, limit=limit)
    for hit in hits:
        if as_json:
            print_json(hit_record(hit))
        else:
            click.echo("\n".join(hit_lines(hit, bold=sys.stdout.isatty())))
    if not hits:
        tell_user(f"No story holds {question}.")
        raise click.exceptions.Exit(1)


def hit_lines(hit: Hit, *, bold: bool) -> list[str]:
    """An item in three lines: what it is, where it came from, and what was found in it."""
    item, origin = hit.stored.item, hit.stored.origin
    title = " ".join((item.title or item.text.strip().partition("\n")[0])[:120].split())
    return [
        f"{title}  ({hit.stored.item_id})",
        f"    {origin.published:%Y-%m-%d}  {origin.source}, {origin.document}",
        f"    {shown(hit, bold=bold)}",
    ]


def shown(hit: Hit, *, bold: bool) -> str:
    """The snippet in one line, without the stars of bold text; the words found are set off in a terminal."""
    parts, last = [], 0
    for start, end in hit.marks if bold else ():
        if start >= last:
            parts += [hit.snippet[last:start], click.style(hit.snippet[start:end], bold=True, fg="yellow")]
            last = end
    line = " ".join("".join([*parts, hit.snippet[last:]]).replace("**", "").split())
    return f"{'… ' if hit.begun else ''}{line}{' …' if hit.goes_on else ''}"


def hit_record(hit: Hit) -> dict[str, object]:
    """An item as scripts read it; `marks` are places in the snippet."""
    item, origin = hit.stored.item, hit.stored.origin
    return {
        "id": hit.stored.item_id,
        "title": item.title,
        "published": origin.published.date().isoformat(),
        "source": origin.source,
        "document": origin.document,
        "url": origin.url,
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
    }
