"""`tracker quarantine …`: documents on which the program broke three times, and another try."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.common import config_option, json_option, print_json
from tracker.errors import UsageError

MOST = 100_000


@click.group()
def quarantine() -> None:
    """Look at documents that were put aside, and try them again."""


@quarantine.command("list")
@config_option
@json_option
def list_(config: Path, as_json: bool) -> None:
    """List the documents that were put aside, with what went wrong."""
    from tracker.app import App
    from tracker.store.records import DocumentState

    found = App(config, looking=True).store.documents_in(DocumentState.QUARANTINED, MOST)
    for one in found:
        if as_json:
            record = {"id": one.document_id, "source": one.source, "name": one.name, "attempts": one.attempts}
            print_json(record | {"fetched": one.fetched.isoformat(), "error": one.error})
        else:
            click.echo(f"{one.document_id}  {one.source}: {one.name}, tried {one.attempts} times: {one.error}")
    if not found and not as_json:
        click.echo("No document was put aside.")


@quarantine.command("retry")
@click.argument("name", required=False, metavar="ID", help="The document's id.")
@click.option("everything", "--all", is_flag=True, help="All that were put aside.")
@config_option
def retry(name: str | None, everything: bool, config: Path) -> None:
    """Try a document again, or all of them. The daemon (or the next pass) reads it."""
    from tracker.app import App
    from tracker.store.records import DocumentState

    if (name is None) != everything:
        raise UsageError("Give one document's ID, or --all.")
    store = App(config, looking=True).store
    wanted = [name] if name else [one.document_id for one in store.documents_in(DocumentState.QUARANTINED, MOST)]
    done = [one for one in wanted if store.retry_document(one)]
    if name and not done:
        raise UsageError(f"No document {name!r} was put aside: `tracker quarantine list` prints those that were.")
    click.echo(f"{len(done)} {'document is' if len(done) == 1 else 'documents are'} tried again at the next pass.")
