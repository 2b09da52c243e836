"""`tracker site build`: the archive as a folder of pages that needs no server."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.common import PATH, clock_of, config_option, now_option
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.digests.site.build import Archive
    from tracker.model import Digest

MANIFEST = ".tracker-site.json"
"""names the files that we wrote: only those are ever removed"""
MOST = 100_000


@click.group()
def site() -> None:
    """Build the archive of digests, policies and metrics as a folder of pages."""


@site.command("build")
@click.argument("out", type=PATH, metavar="OUT", help="The folder; a new one, or one that was built before.")
@config_option
@click.option("--receiver", multiple=True, help="Only the digests of this receiver; may be given again.")
@click.option("--title", default="Policy tracker", help="What the pages are headed.")
@now_option
def build(out: Path, config: Path, receiver: tuple[str, ...], title: str, now: str | None) -> None:
    """Write a page for every digest, policy and metric, with search, an Atom feed and a calendar."""
    from tracker.app import App
    from tracker.digests.figures import Figures
    from tracker.digests.site.build import pages

    app = App(config, now=clock_of(now), looking=True)
    known = {one.name for one in app.config.receivers}
    for name in receiver:
        if name not in known:
            raise UsageError(f"There is no receiver {name!r} in {config}. Receivers: {', '.join(sorted(known))}.")
    before = _manifest(out)
    archive = _archive(app, receiver, title)
    written = _write(out, pages(archive, Figures(app.config.locale, app.config.timezone)), before)
    click.echo(
        f"{out / 'index.html'}: {len(archive.digests)} digests, {len(archive.policies)} policies, "
        f"{len(archive.series)} metrics, {written} files written."
    )


def _archive(app: App, receivers: tuple[str, ...], title: str) -> Archive:
    from tracker.digests.site.build import FEED_LENGTH, Archive
    from tracker.history.decided import decided

    refused = decided(app.store.catalogue.decisions()).refused
    told = (finding for finding, _ in app.store.findings_since())
    latest = deque((finding for finding in told if finding.target_id not in refused), maxlen=FEED_LENGTH)
    return Archive(
        digests=tuple(_digests(app, receivers)),
        policies=tuple(policy for policy in app.store.policies(MOST) if policy.id not in refused),
        series=tuple(series for series in app.store.series_list(MOST) if series.id not in refused),
        findings=tuple(reversed(latest)),
        now=app.now(),
        title=title,
        address=app.config.archive or "",
    )


def _digests(app: App, receivers: tuple[str, ...]) -> Iterator[Digest]:
    """Latest first, without the notices to whoever keeps the program running, and each once."""
    from tracker.telling.retelling import AGAIN
    from tracker.telling.updating import as_it_stands

    for digest_id in app.store.digest_ids(limit=MOST):
        found = app.store.digest(digest_id)
        if found is None or not found.sections or found.slot.startswith(f"{AGAIN} "):
            continue
        if not receivers or found.receiver in receivers:
            yield as_it_stands(app.office, found)


# ---------------------------------------------------------------- files


def _manifest(out: Path) -> tuple[str, ...]:
    """What an earlier build wrote; UsageError where the folder holds what is not ours."""
    try:
        return tuple(json.loads((out / MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError:
        if out.is_dir() and any(out.iterdir()):
            raise UsageError(f"{out} is no folder of a site and is not empty; name another.") from None
        return ()
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"{out} cannot be used ({error}); name another folder.") from error


def _write(out: Path, files: Iterator[tuple[str, bytes]], before: tuple[str, ...]) -> int:
    """Write what has changed and remove what is no longer there; how many were written."""
    names, written = [], 0
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            names.append(name)
            written += _changed(out / name, content)
        for stale in set(before) - set(names):
            _inside(out, stale).unlink(missing_ok=True)
        (out / MANIFEST).write_text(json.dumps(sorted(names)), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror}).") from error
    return written


def _inside(out: Path, name: str) -> Path:
    path = (out / name).resolve()
    if not path.is_relative_to(out.resolve()):
        raise UsageError(f"{out / MANIFEST} names {name!r}, which is not in the folder.")
    return path


def _changed(path: Path, content: bytes) -> bool:
    """Write a file unless it holds just that, beside its place first, so that nobody reads half of it."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_bytes(content)
    beside.replace(path)
    return True
