"""Is all as it should be on this machine? Each check says what was seen and, where something is wrong, what to do.

A check that fails (✗) stops something that the configuration asks for; a warning (!) is worth a look. Nothing is sent,
fetched or changed, but for a file that is written and removed again where the program must be able to write.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.errors import TrackerError
from tracker.model import DeliveryState
from tracker.store.schema import HEAD

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.config.settings import Receiver, Source

SPACE = 200_000_000
"""bytes that should be free where the database grows"""
OLDEST_SENSIBLE = datetime(2026, 1, 1, tzinfo=UTC)
"""Before this day the program did not exist."""
SOUND_SQLITE = (3, 51, 3)
"""The first SQLite without a fault in resetting the write-ahead log that several processes can meet."""
BACKLOG = timedelta(hours=1)


class Mark(StrEnum):
    FINE = "✓"
    WARNS = "!"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Sign:
    """What one check saw."""

    name: str
    mark: Mark
    seen: str
    advice: str = ""


def fine(name: str, seen: str) -> Sign:
    return Sign(name, Mark.FINE, seen)


def warns(name: str, seen: str, advice: str) -> Sign:
    return Sign(name, Mark.WARNS, seen, advice)


def wrong(name: str, seen: str, advice: str) -> Sign:
    return Sign(name, Mark.WRONG, seen, advice)


def examine(app: App) -> Iterator[Sign]:
    """Every check, in the order in which a person would mend things. One that breaks is itself a sign."""
    checks: tuple[Callable[[App], Iterator[Sign]], ...] = (
        versions,
        clock,
        time_zone,
        settings,
        database,
        space,
        receivers,
        sources,
        outbox,
        workers,
        endpoint,
    )
    for check in checks:
        try:
            yield from check(app)
        except TrackerError as error:
            yield wrong(check.__name__, str(error), "mend what the sentence names, and look again")
        except OSError as error:
            yield wrong(check.__name__, f"{error.filename or ''} {error.strerror}".strip(), "check that path")


# ---------------------------------------------------------------- the machine


def versions(app: App) -> Iterator[Sign]:
    """Python, the packages that the program needs, and the SQLite that Python brings."""
    missing = sorted(name for name in needed() if not installed(name))
    if missing:
        yield wrong(
            "packages", f"missing: {', '.join(missing)}", "install the program again: pip install policy-tracker"
        )
    else:
        yield fine("packages", f"Python {sys.version.split()[0]}, all {len(needed())} packages")
    if app.opened_store.file is not None:
        if sqlite3.sqlite_version_info >= SOUND_SQLITE:
            yield fine("sqlite", f"version {sqlite3.sqlite_version}")
        else:
            advice = "run one daemon on a database, or take a newer SQLite or PostgreSQL"
            seen = f"version {sqlite3.sqlite_version} may damage the log when several processes reset it at once"
            yield warns("sqlite", seen, advice)


def needed() -> tuple[str, ...]:
    """The names of the packages that the program declares; none where it runs without being installed."""
    try:
        declared = requires("policy-tracker") or []
    except PackageNotFoundError:
        return ()
    return tuple(_name(line) for line in declared if "extra ==" not in line)


def _name(requirement: str) -> str:
    for sign in "[<>=!~; (":
        requirement = requirement.partition(sign)[0]
    return requirement.strip()


def installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def clock(app: App) -> Iterator[Sign]:
    """The time is possible, and not before what is stored already."""
    now = app.now()
    last = app.opened_store.last_run() if app.opened_store.revision() else None
    latest = max((moment for moment in ((last.started, last.ended) if last else ()) if moment), default=None)
    advice = "set the clock of this machine, best by NTP (timedatectl set-ntp true)"
    if now < OLDEST_SENSIBLE:
        yield wrong("clock", f"it is {now:%Y-%m-%d %H:%M} UTC, they say", advice)
    elif latest is not None and latest > now + timedelta(minutes=1):
        yield wrong(
            "clock", f"it is {now:%Y-%m-%d %H:%M} UTC, but the last pass was at {latest:%Y-%m-%d %H:%M}", advice
        )
    else:
        yield fine("clock", f"it is {now:%Y-%m-%d %H:%M} UTC")


def time_zone(app: App) -> Iterator[Sign]:
    """The zone of the configuration is known to this machine, and what its clocks show now."""
    zone = ZoneInfo(app.config.timezone)
    yield fine("time zone", f"{app.config.timezone}, where it is {app.now().astimezone(zone):%Y-%m-%d %H:%M}")


# ---------------------------------------------------------------- the configuration


def counted(count: int, name: str) -> str:
    """1 source, 2 sources; another ending than -s stands behind a slash: watch/es."""
    one, _, ending = name.partition("/")
    return f"{count} {one if count == 1 else one + (ending or 's')}"


def settings(app: App) -> Iterator[Sign]:
    """It loads (else nobody would be here); what is surely not meant; who may read files that hold secrets."""
    from tracker.standalone import check_config

    _, faults = check_config(app.path, app.environ)
    for fault in faults:
        yield warns("settings", str(fault), "tracker check says more")
    if not faults:
        config = app.config
        counts = ((config.sources, "source"), (config.watches, "watch/es"), (config.receivers, "receiver"))
        yield fine("settings", ", ".join(counted(len(there), name) for there, name in counts))
    for path in secret_files(app):
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
        if mode & 0o077:
            yield warns("secrets", f"{path} may be read by others (mode {mode:o})", f"chmod 600 {path}")


def secret_files(app: App) -> tuple[Path, ...]:
    """The files that the configuration names for secrets."""
    config = app.config
    named = [
        config.slack and config.slack.token_file,
        config.slack and config.slack.app_token_file,
        config.smtp and config.smtp.password_file,
        config.extraction and config.extraction.key_file,
        *(source.password_file for source in config.sources),
    ]
    return tuple(path for path in named if path)


def database(app: App) -> Iterator[Sign]:
    """It can be reached, has the newest schema, is whole, and can be written."""
    store = app.opened_store
    if store.revision() is None:
        where = store.file.parent if store.file else None
        yield warns("database", "there is none yet", "the first pass makes it: tracker run --once")
        if where is not None:
            yield from writable("database", where)
        return
    for check in store.upkeep.verify():
        name = f"database {check.name}"
        yield fine(name, check.seen) if check.holds else wrong(name, check.seen, check.advice)
    if store.file is not None:
        yield from writable("database", store.file.parent)


def writable(name: str, folder: Path) -> Iterator[Sign]:
    try:
        with NamedTemporaryFile(dir=folder, prefix=".tracker-doctor-"):
            yield fine(f"{name} folder", f"{folder} can be written")
    except OSError as error:
        user = f"user {os.geteuid()}" if hasattr(os, "geteuid") else "this user"
        yield wrong(f"{name} folder", f"{folder} cannot be written by {user} ({error.strerror})", f"give it to {user}")


def space(app: App) -> Iterator[Sign]:
    """Enough is free where the database and the digests grow."""
    folders = {receiver.file for receiver in app.config.receivers if receiver.file}
    folders |= {app.opened_store.file.parent} if app.opened_store.file else set()
    for folder in sorted(folders):
        there = next((place for place in (folder, *folder.parents) if place.exists()), None)
        free = shutil.disk_usage(there).free if there else 0
        seen = f"{free / 1e9:.1f} GB free for {folder}"
        if free < SPACE:
            yield wrong(
                "space", seen, "make space, or let tracker db vacuum let go of old bytes (keep: in the configuration)"
            )
        else:
            yield fine("space", seen)


# ---------------------------------------------------------------- who is told, and what is read


def receivers(app: App) -> Iterator[Sign]:
    """What each receiver needs is there: a secret, a folder. Whether it arrives says `tracker notify test`."""
    if app.config.receivers and app.config.ops is None:
        yield warns("ops", "nobody is told when a source or a receiver fails", "name a receiver under ops:")
    for receiver in app.config.receivers:
        yield from receiver_signs(app, receiver)
    if app.offers_buttons():
        yield button_sign(app)


def button_sign(app: App) -> Sign:
    """Whether the token of Slack's buttons looks like one."""
    from tracker.config import secret

    slack = app.config.slack
    try:
        token = secret(slack.app_token, slack.app_token_file) if slack else ""
    except TrackerError as error:
        return wrong("buttons", str(error), "put the secret there, readable by this user alone")
    if (token or "").startswith("xapp-"):
        return fine("buttons", "an app token is there")
    advice = "make one with connections:write on the app's page, under Basic Information, and turn on Socket Mode"
    return warns("buttons", "the token is no app-level token", advice)


def receiver_signs(app: App, receiver: Receiver) -> Iterator[Sign]:
    from tracker.config import secret

    name, config = f"receiver {receiver.name}", app.config
    try:
        if receiver.slack and config.slack:
            token = secret(config.slack.token, config.slack.token_file) or ""
            advice = "take the bot token of the app's page, under OAuth & Permissions"
            shaped = token.startswith("xoxb-")
            yield fine(name, "a bot token is there") if shaped else warns(name, "the token is no bot token", advice)
        elif receiver.email and config.smtp:
            password = secret(config.smtp.password, config.smtp.password_file)
            seen = "with a login" if config.smtp.username and password else "without a login"
            yield fine(name, f"by {config.smtp.host}:{config.smtp.port}, {seen}")
        elif receiver.file:
            yield from folder_signs(name, receiver.file)
        else:
            yield fine(name, receiver.kind)
    except TrackerError as error:
        yield wrong(name, str(error), "put the secret there, readable by this user alone")


def folder_signs(name: str, folder: Path) -> Iterator[Sign]:
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    yield from writable(name, there)


def sources(app: App) -> Iterator[Sign]:
    """Folders are there, passwords can be read; what failed lately is told with its error."""
    from tracker.config import secret

    known = {}
    if app.opened_store.revision() == HEAD:
        known = {source["name"]: source for source in app.opened_store.status()["sources"]}
    for source in app.config.sources:
        name = f"source {source.name}"
        try:
            if source.mailbox:
                secret(source.password, source.password_file)
        except TrackerError as error:
            yield wrong(name, str(error), "put the secret there, readable by this user alone")
            continue
        yield source_sign(name, source, known.get(source.name, {}).get("error"))


def source_sign(name: str, source: Source, error: str | None) -> Sign:
    if not source.enabled:
        return fine(name, "left out (enabled: false)")
    if source.folder and not source.folder.is_dir():
        return wrong(name, f"there is no folder {source.folder}", "make it, or correct the path")
    if source.folder and not os.access(source.folder, os.R_OK | os.X_OK):
        return wrong(name, f"{source.folder} cannot be read by this user", "give this user the right to read it")
    if error:
        return warns(name, error, "tracker status says since when")
    return fine(name, source.kind)


def outbox(app: App) -> Iterator[Sign]:
    """What was given up, what refuses everything, and how long the oldest message waits."""
    store = app.opened_store
    if store.revision() != HEAD:
        return
    failed = len(store.deliveries_in(DeliveryState.FAILED))
    if failed:
        seen = f"{counted(failed, 'message')} given up"
        yield warns("outbox", seen, "tracker outbox list; tracker outbox retry ID")
    for trouble in store.troubles():
        seen = f"{trouble.receiver} refuses everything since {trouble.since:%Y-%m-%d %H:%M} UTC: {trouble.reason}"
        yield wrong("outbox", seen, f"mend it, then: tracker outbox retry --receiver {trouble.receiver}")
    oldest = store.outbox_desk.oldest_unsent()
    if oldest and app.now() - oldest > BACKLOG:
        seen = f"a message waits since {oldest:%Y-%m-%d %H:%M} UTC"
        yield wrong("outbox", seen, "start the daemon (tracker run), or see why: tracker outbox list")
    elif not failed:
        yield fine("outbox", "nothing waits too long")


# ---------------------------------------------------------------- the workers


def workers(app: App) -> Iterator[Sign]:
    """Where workers are wanted: what they need is installed, some are at work, and nothing waits too long for them."""
    if not app.config.workers:
        return
    from tracker.workers.tables import MISSING, is_installed

    if not is_installed():
        yield wrong("workers", "procrastinate is not installed", MISSING)
        return
    queue = app.opened_store.queue.state()
    if not queue.made:
        yield warns("workers", "their tables are not made yet", "tracker run or tracker worker makes them")
        return
    at_work = f"{counted(queue.workers, 'worker')} at work, {counted(queue.waiting, 'job')} waiting"
    if not queue.workers:
        yield wrong("workers", at_work, "start some: tracker worker")
    elif queue.since and app.now() - queue.since > BACKLOG:
        advice = "start more of them: tracker worker; tracker status says what waits"
        yield warns("workers", f"{at_work}, the first since {queue.since:%Y-%m-%d %H:%M} UTC", advice)
    else:
        yield fine("workers", at_work)
    if queue.failed:
        seen = f"{counted(queue.failed, 'job')} failed in the last days"
        yield warns("workers", seen, "what the rows ask for is asked for again; the workers' log says why they failed")


# ---------------------------------------------------------------- the endpoint


def endpoint(app: App) -> Iterator[Sign]:
    """Where a model helps to read: what asks it is installed, and what is left of the day's tokens."""
    if app.config.extraction is None:
        return
    from tracker.endpoint.client import MISSING, is_installed

    if not is_installed():
        yield wrong("endpoint", "openai is not installed", MISSING)
    elif app.opened_store.revision() == HEAD:
        used = app.opened_store.answers.tokens_since(app.now() - timedelta(days=1))
        seen = f"{used:,} of {app.config.extraction.tokens:,} tokens used in 24 hours"
        yield (
            warns("endpoint", seen, "the grammar reads alone")
            if used >= app.config.extraction.tokens
            else fine("endpoint", seen)
        )
