"""Log lines: an event name and its keys; text for a person at a terminal, JSON for anything else."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType

STANDARD = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {"message", "asctime", "taskName"}


_BOUND: ContextVar[Mapping[str, object]] = ContextVar("bound", default=MappingProxyType({}))
"""What every line that is logged here is about."""


@contextmanager
def bound(**keys: object) -> Iterator[None]:
    """Give these keys to every line that is logged in the block."""
    token = _BOUND.set({**_BOUND.get(), **keys})
    try:
        yield
    finally:
        _BOUND.reset(token)


def keys_of(record: logging.LogRecord) -> dict[str, object]:
    """What the block gives to all its lines, and the caller gave as `extra`."""
    given = {key: value for key, value in record.__dict__.items() if key not in STANDARD}
    return {**_BOUND.get(), **given}


class TextFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        keys = " ".join(f"{key}={value!s}" for key, value in keys_of(record).items())
        trace = "\n" + self.formatException(record.exc_info) if record.exc_info else ""
        return f"{moment} {record.levelname.lower():7} {record.getMessage()} {keys}".rstrip() + trace


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **keys_of(record),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(verbose: bool) -> None:
    """Send the program's own events to standard error; `verbose` includes the small ones."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(TextFormatter() if sys.stderr.isatty() else JsonFormatter())
    logger = logging.getLogger("tracker")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.propagate = False
    scheduler = logging.getLogger("apscheduler")  # a tick that comes while the last one runs is no news
    scheduler.handlers[:] = [handler]
    scheduler.setLevel(logging.ERROR)
    scheduler.propagate = False
