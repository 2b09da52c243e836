"""A feed parsed in a process of its own, which has bounded memory and may be killed.

    parent ──{"type", "base", "seen", "size"}, bytes──► child (`python -m tracker.sources.confined`)
           ◄──────────── {"entries", …} ────────────

The child gets no environment, opens no file for writing, and answers in JSON: what it says is data even if a stranger's
bytes have taken it over. It ends when its input does, so that it outlives nobody.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from datetime import datetime
from typing import IO, Any

from tracker.sources.entries import Entry, Parsed, parse

MEGABYTE = 1 << 20


class Confined:
    """A parser of feeds: None where one takes more than `seconds` or `megabytes`. May be shared by threads.

    The process starts with the first feed and stays for the next ones; `close` ends it.
    """

    def __init__(self, seconds: float = 30.0, megabytes: int = 1024) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __call__(self, body: bytes, content_type: str, base: str, seen: frozenset[str]) -> Parsed | None:
        with self._lock:
            child = self._running()
            watchdog = threading.Timer(self._seconds, child.kill)
            watchdog.daemon = True
            watchdog.start()
            try:
                return _ask(child, body, content_type, base, seen)
            except (OSError, EOFError, ValueError, KeyError, TypeError):
                self._end()
                return None
            finally:
                watchdog.cancel()

    def close(self) -> None:
        """End the process; the next feed starts a new one."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            command = [sys.executable, "-m", "tracker.sources.confined", str(self._megabytes)]
            environment = {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path), "PYTHONWARNINGS": "ignore"}
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()


def _ask(child: subprocess.Popen[bytes], body: bytes, content_type: str, base: str, seen: frozenset[str]) -> Parsed:
    assert child.stdin is not None  # noqa: S101 - it was opened with pipes
    assert child.stdout is not None  # noqa: S101
    asked = {"type": content_type, "base": base, "seen": sorted(seen), "size": len(body)}
    child.stdin.write(json.dumps(asked).encode() + b"\n")
    child.stdin.write(body)
    child.stdin.flush()
    answer = child.stdout.readline()
    if not answer.endswith(b"\n"):
        raise EOFError
    return _read(json.loads(answer))


def _written(parsed: Parsed) -> dict[str, Any]:
    told = asdict(parsed)
    for entry in told["entries"]:
        entry["content"] = entry["content"].decode("utf-8")
        entry["published"] = entry["published"].isoformat() if entry["published"] else None
    return told


def _read(told: dict[str, Any]) -> Parsed:
    entries = tuple(_read_entry(entry) for entry in told["entries"])
    present, warnings = tuple(told["present"]), tuple(told["warnings"])
    return Parsed(entries, present, told["title"], bool(told["is_feed"]), warnings)


def _read_entry(told: dict[str, Any]) -> Entry:
    published = datetime.fromisoformat(told["published"]) if told["published"] else None
    return Entry(**{**told, "content": told["content"].encode("utf-8"), "published": published})


def _limit(megabytes: int) -> None:
    """Bound this process: its memory, no core file, no byte into any file."""
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue  # macOS knows no bound of memory; the time is bounded all the same


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer feeds until the input ends."""
    while line := source.readline():
        asked = json.loads(line)
        body = source.read(asked["size"])
        parsed = parse(body, asked["type"], asked["base"], frozenset(asked["seen"]))
        sink.write(json.dumps(_written(parsed)).encode() + b"\n")
        sink.flush()


if __name__ == "__main__":
    _limit(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
