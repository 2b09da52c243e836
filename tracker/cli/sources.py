"""`tracker sources`: what the sources are, what would come in, and lists of feeds from and for other readers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.common import PATH, config_option, duration, json_option, plural, print_json, tell_user
from tracker.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from datetime import tzinfo

    from tracker.cli.trial import Trial
    from tracker.config.settings import Config, Source


@click.group()
def sources() -> None:
    """See and try the sources; take over and give away lists of feeds."""


# ---------------------------------------------------------------- list


@sources.command("list")
@config_option
@json_option
def list_sources(config: Path, as_json: bool) -> None:
    """List the sources of the configuration, each with what its last look gave."""
    from zoneinfo import ZoneInfo

    from tracker.app import App

    app = App(config, looking=True)
    known = {source["name"]: source for source in app.store.status()["sources"]}
    for source in app.config.sources:
        record = _record(source, known.get(source.name, {}))
        if as_json:
            print_json(record)
        else:
            for line in _record_lines(record, ZoneInfo(app.config.timezone)):
                click.echo(line)
    app.close()


def _record(source: Source, state: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind,
        "address": shown_address(source),
        "enabled": source.enabled,
        "every": None if source.learns else int(source.every.total_seconds()),
        "documents": sum(state.get("documents", {}).values()),
        "last_success": state.get("last_success"),
        "next_look": state.get("next_look"),
        "failures": state.get("failures", 0),
        "error": state.get("error"),
    }


def _record_lines(record: dict[str, Any], zone: tzinfo) -> Iterator[str]:
    from tracker.cli.show import local

    off = "" if record["enabled"] else " (left out: enabled is false)"
    yield f"{record['name']}  {record['kind']} {record['address']}{off}"
    pace = f"every {duration(record['every'])}" if record["every"] else "as often as it changes"
    last = local(record["last_success"], zone) if record["last_success"] else "never"
    yield f"    {plural(record['documents'], 'document')}; looked at {pace}, last read {last}"
    if record["error"]:
        times = "once" if record["failures"] == 1 else f"{record['failures']} times"
        yield f"    failed {times}: {record['error']}"


def shown_address(source: Source) -> str:
    """Where a source is, without what may be secret in an address."""
    from tracker.sources.http import show

    return show(source.address) if source.kind in ("feed", "page") else source.address


# ---------------------------------------------------------------- test


@sources.command("test")
@click.argument("what", metavar="URL|FOLDER|NAME", help="A feed's address, a folder, or a source by its name.")
@config_option
@click.option("--select", metavar="CSS", help="Read the address as a page with these blocks.")
@click.option("--full-text", is_flag=True, help="Fetch the text of entries that only tease.")
@click.option("--limit", "-n", type=click.IntRange(min=1), default=20, help="How many documents to show.")
@json_option
def test_source(*, what: str, config: Path, select: str | None, full_text: bool, limit: int, as_json: bool) -> None:
    """Show what a source would give now, and why something would not come in. Nothing is stored. Exit 1: nothing."""
    from tracker.cli.trial import lines_of, record_of, try_source

    loaded = _config(config, needed=False)
    source = _named(loaded, what) or _given(what, select, full_text)
    trial: Trial = try_source(loaded, source)
    if as_json:
        print_json(record_of(source, trial))
    else:
        for line in lines_of(source, shown_address(source), trial, limit):
            click.echo(line)
    raise click.exceptions.Exit(0 if trial.documents and not trial.error else 1)


def _config(path: Path, *, needed: bool) -> Config | None:
    """The configuration; None where there is none and it is not needed."""
    from tracker.standalone import load_config

    return load_config(path) if needed or path.exists() else None


def _named(config: Config | None, name: str) -> Source | None:
    return next((source for source in (config.sources if config else ()) if source.name == name), None)


def _given(what: str, select: str | None, full_text: bool) -> Source:
    """A source of an address or a folder, as if it stood in the configuration."""
    from pydantic import ValidationError

    from tracker.config.settings import Source

    door: dict[str, Any] = {"feed": what, "full_text": full_text}
    if select:
        door = {"page": what, "select": select}
    elif what.startswith("imaps://"):
        raise UsageError("A mailbox is tried by its name: write it into the configuration with its password first.")
    elif "://" not in what:
        if not Path(what).exists():
            raise UsageError(
                f"No source is called {what!r}, and there is no such folder. `tracker sources list` names them."
            )
        door = {"folder": what}
    try:
        return Source.model_validate({"name": what[:80], **door})
    except ValidationError as error:
        reason = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise UsageError(f"{what!r} cannot be tried: {reason}.") from None


# ---------------------------------------------------------------- lists of feeds


@sources.command("import-opml")
@click.argument("file", type=PATH, metavar="FILE", help="A list of feeds that another reader has exported.")
@config_option
@click.option("--to", type=PATH, metavar="NEW", help="Write the sources into this new file, e.g. sources/feeds.yaml.")
def import_opml(file: Path, config: Path, to: Path | None) -> None:
    """Print the feeds of an OPML file as `sources:` for the configuration, or write them into a new file."""
    from tracker.sources.opml import NoOpmlError, names_for, read_opml

    try:
        outlines = read_opml(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}).") from error
    except NoOpmlError as error:
        raise UsageError(f"{file} is no OPML: {error}. Export the list again from the other reader.") from error
    loaded = _config(config, needed=False)
    known = {source.feed for source in loaded.sources} if loaded else set()
    new = [outline for outline in outlines if outline.address not in known]
    block = _block(names_for(new, [source.name for source in loaded.sources] if loaded else []))
    if to is None:
        sys.stdout.write(block)
    else:
        _write_new(to, block)
        tell_user(_how_to_include(to, config, loaded))
    left = len(outlines) - len(new)
    tell_user(f"{len(new)} feeds" + (f"; {left} are in the configuration already." if left else "."))


def _block(named: Any) -> str:
    """Sources as YAML. JSON texts are YAML texts; `${` would be a variable and is written `$${`."""

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False).replace("${", "$${")

    entries = "".join(
        f"  - name: {json.dumps(name, ensure_ascii=False)}\n    feed: {text(one.address)}\n" for name, one in named
    )
    return f"sources:\n{entries}" if entries else "sources: []\n"


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet: one that a person has written is never touched."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already and is not changed; name another file.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}).") from error


def _how_to_include(path: Path, config: Path, loaded: Config | None) -> str:
    folder = config.absolute().parent
    shown = path.absolute().relative_to(folder) if path.absolute().is_relative_to(folder) else path.absolute()
    if loaded and any(shown.match(pattern) for pattern in loaded.include):
        return f"{path} is written; {config} includes it already."
    return f"{path} is written. Add it to {config}:\n\ninclude: [{shown}]\n"


@sources.command("export-opml")
@config_option
def export_opml(config: Path) -> None:
    """Print the feeds of the configuration as OPML 2.0; feeds whose address holds a secret are left out."""
    from tracker.config import check
    from tracker.sources.http import may_hold_login
    from tracker.sources.opml import Outline, write_opml
    from tracker.standalone import clock

    # Without an environment, ${NAME} stays as it is written: no secret can get into the list.
    loaded, faults = check(config, None)
    if loaded is None:
        raise ConfigError(tuple(fault for fault in faults if not fault.lint))
    feeds = [Outline(source.name, source.feed) for source in loaded.sources if source.feed]
    public = [feed for feed in feeds if "${" not in feed.address and not may_hold_login(feed.address)]
    sys.stdout.write(write_opml(public, "Feeds of the policy tracker", clock()).decode("utf-8"))
    if len(public) < len(feeds):
        tell_user(f"{len(feeds) - len(public)} feeds are left out, because a login stands in their addresses.")
