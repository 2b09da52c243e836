"""The commands by name. Each module holds one group; what is heavy is imported when a command runs."""

from __future__ import annotations

import typer

from tracker.cli import (
    db,
    decisions,
    doctor,
    extract,
    ingest,
    look,
    outbox,
    quarantine,
    replay,
    rules,
    run,
    search,
    service,
    site,
    sources,
    tell,
    templates,
    watches,
    working,
)

app = typer.Typer(
    name="tracker",
    help="Reads policy newsletters, finds new policies and changed metrics, and tells whom you name.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from tracker import __version__

        typer.echo(f"tracker {__version__}")
        raise typer.Exit


@app.callback()
def top(
    show: bool = typer.Option(False, "--version", callback=version, is_eager=True, help="Print the version."),
) -> None:
    """Reads policy newsletters, finds new policies and changed metrics, and tells whom you name."""


app.command("run")(run.run)
app.command("worker")(working.worker)
app.command("extract")(extract.extract)
app.command("ingest")(ingest.ingest)
app.command("check")(rules.check)
app.command("schema")(rules.schema)
app.command("export")(look.export)
app.command("status")(look.status)
app.command("explain")(look.explain)
app.command("search")(search.search)
app.command("replay")(replay.replay)
app.command("policies")(look.policies)
app.command("policy")(look.policy)
app.command("metrics")(look.metrics)
app.command("metric")(look.metric)
app.command("merge")(decisions.merge)
app.command("split")(decisions.split)
app.command("rename")(decisions.rename)
app.command("decisions")(decisions.decisions)
app.command("undo")(decisions.undo)
app.add_typer(sources.sources, name="sources")
app.add_typer(tell.digest, name="digest")
app.add_typer(tell.notify, name="notify")
app.add_typer(outbox.outbox, name="outbox")
app.add_typer(quarantine.quarantine, name="quarantine")
app.command("doctor")(doctor.doctor)
app.add_typer(service.service, name="service")
app.add_typer(db.db, name="db")
app.add_typer(watches.watches, name="watches")
app.add_typer(templates.templates, name="templates")
app.add_typer(site.site, name="site")
