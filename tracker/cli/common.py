"""What the commands share: the --config option, JSON lines on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from tracker.errors import UsageError

PATH = click.Path(path_type=Path)
DEFAULT_CONFIG = Path("config.yaml")

config_option = click.option(
    "--config", "-c", type=PATH, default=DEFAULT_CONFIG, metavar="FILE", help="The configuration."
)
json_option = click.option("as_json", "--json", is_flag=True, help="Print JSON Lines for programs to read.")
jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1, max=64),
    default=1,
    metavar="N",
    help="Read and extract in so many processes.",
)
now_option = click.option("--now", metavar="TIME", help="Take this for the time, e.g. 2026-04-13T08:30+02:00 (tests).")


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 digest", "2 digests", "3 policies"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def duration(seconds: int) -> str:
    """As the configuration writes it, in the largest unit that leaves no rest: "15m", "90m", "1h", "2d"."""
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % length == 0:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def print_json(record: Mapping[str, Any]) -> None:
    """One object a line, UTF-8, as it is."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def tell_user(message: str) -> None:
    """A message for the person at the terminal: standard error, so that results stay clean."""
    sys.stderr.write(message + "\n")


def day_of(text: str | None, option: str = "--since") -> date | None:
    """The day that an option names; UsageError where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is no date. Write it as 2026-04-12.") from error


def clock_of(now: str | None) -> Callable[[], datetime]:
    """The real clock, or one that stands at the time given with --now."""
    if now is None:
        from tracker.standalone import clock

        return clock
    try:
        fixed = datetime.fromisoformat(now)
    except ValueError as error:
        raise UsageError(f"--now {now!r} is no time. Write it as 2026-04-13T08:30+02:00.") from error
    moment = (fixed if fixed.tzinfo else fixed.replace(tzinfo=UTC)).astimezone(UTC)
    return lambda: moment
