"""`tracker quarantine …`: documents on which the program broke three times, and another try."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.common import DEFAULT_CONFIG, ConfigOption, JsonOption, print_json
from tracker.errors import UsageError

quarantine = typer.Typer(help="Look at documents that were put aside, and try them again.", no_args_is_help=True)
MOST = 100_000


@quarantine.callback()
def quarantine_group() -> None:
    """Look at documents that were put aside, and try them again."""


@quarantine.command("list")
def list_(config: ConfigOption = DEFAULT_CONFIG, as_json: JsonOption = False) -> None:
    """List the documents that were put aside, with what went wrong."""
    from tracker.app import App
    from tracker.store.records import DocumentState

    found = App(config, looking=True).store.documents_in(DocumentState.QUARANTINED, MOST)
    for one in found:
        if as_json:
            record = {"id": one.document_id, "source": one.source, "name": one.name, "attempts": one.attempts}
            print_json(record | {"fetched": one.fetched.isoformat(), "error": one.error})
        else:
            typer.echo(f"{one.document_id}  {one.source}: {one.name}, tried {one.attempts} times: {one.error}")
    if not found and not as_json:
        typer.echo("No document was put aside.")


@quarantine.command("retry")
def retry(
    name: Annotated[str | None, typer.Argument(metavar="ID", help="The document's id.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that were put aside.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
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
    typer.echo(f"{len(done)} {'document is' if len(done) == 1 else 'documents are'} tried again at the next pass.")
