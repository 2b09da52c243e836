"""A process of our own for a stranger's bytes: with bounded memory, and killed when it takes too long.

    parent ──{"size", …}, bytes──► child (`python -m MODULE MEGABYTES`)
           ◄────── JSON ──────────

The child gets no environment, opens no file for writing, and answers in JSON: what it says is data even if a stranger's
bytes have taken it over. It ends when its input does, so that it outlives nobody.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import IO, Any

MEGABYTE = 1 << 20

Answer = Callable[[Mapping[str, Any], bytes], Any]
"""What the child does with a request and its bytes; what it gives is sent as JSON."""


class Child:
    """Asks a module that serves (see `run`) in a process of its own. May be shared by threads.

    The process starts with the first question and stays for the next ones; `close` ends it.
    """

    def __init__(self, module: str, seconds: float, megabytes: int) -> None:
        self._module = module
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, asked: Mapping[str, Any], body: bytes, read: Callable[[Any], Any]) -> Any:
        """What `read` makes of the answer; None where there is none in time, or it is no answer."""
        with self._lock:
            process = self._running()
            watchdog = threading.Timer(self._seconds, process.kill)
            watchdog.daemon = True
            watchdog.start()
            try:
                return read(_exchange(process, {**asked, "size": len(body)}, body))
            except (OSError, EOFError, ValueError, KeyError, TypeError):
                self._end()
                return None
            finally:
                watchdog.cancel()

    def close(self) -> None:
        """End the process; the next question starts a new one."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            command = [sys.executable, "-m", self._module, str(self._megabytes)]
            environment = {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path), "PYTHONWARNINGS": "ignore"}
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _exchange(process: subprocess.Popen[bytes], asked: Mapping[str, Any], body: bytes) -> Any:
    assert process.stdin is not None  # noqa: S101 - it was opened with pipes
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    process.stdin.write(body)
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer.endswith(b"\n"):
        raise EOFError
    return json.loads(answer)


# ---------------------------------------------------------------- in the child


def run(answer: Answer) -> None:
    """What a module does that is started as a child: bound itself, and answer until the input ends."""
    _limit(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer, answer)


def serve(source: IO[bytes], sink: IO[bytes], answer: Answer) -> None:
    while line := source.readline():
        asked = json.loads(line)
        body = source.read(asked["size"])
        sink.write(json.dumps(answer(asked, body)).encode() + b"\n")
        sink.flush()


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
