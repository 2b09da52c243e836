"""Own templates in a process of their own: `python -m tracker.digests.cage`, given digests, answers with texts.

The sandbox of Jinja2 keeps a template from reaching out, but not from running or growing without end; a process can be
stopped. What goes in is a pickle that only the parent writes; what comes out is text and never code.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from math import ceil
from pathlib import Path
from traceback import extract_tb

from tracker.digests.views import DigestView

SECONDS = 5.0
"""of time, for one template"""
PATIENCE = 6
"""times as long may it take by the clock, on a machine that does other things as well"""
OVER_TIME = (signal.SIGXCPU,) if hasattr(signal, "SIGXCPU") else ()
"""what ends a process that has taken more processor time than it may"""
MEMORY = 1_000_000_000
"""bytes that the process may take, where the system can limit it"""


class StoppedError(ValueError):
    """What an own template raised, or that it was stopped. `number` counts the views from 0; None where not known."""

    def __init__(self, said: str, number: int | None = None) -> None:
        super().__init__(said)
        self.number = number


def rendered_apart(folder: Path, name: str, views: Sequence[DigestView], seconds: float = SECONDS) -> list[str]:
    """What an own template writes, a text a view. StoppedError with its own error, or when it was stopped.

    `seconds` are of processor time, where the system can count it, so that a busy machine stops no template.
    """
    package_root = str(Path(__file__).resolve().parents[2])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tracker.digests.cage"],
            input=pickle.dumps((str(folder.resolve()), name, tuple(views), seconds)),
            capture_output=True,
            timeout=seconds * PATIENCE,
            check=False,
            cwd=package_root,
            env={"PYTHONPATH": package_root, "PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise StoppedError(f"it takes more than {seconds:g} seconds") from error
    if -done.returncode in OVER_TIME:
        raise StoppedError(f"it takes more than {seconds:g} seconds")
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        number, _, said = told[-1].partition("\t") if told else ("", "", "")
        raise StoppedError(said or "it takes more memory than it may", int(number) if number.isdigit() else None)
    return [str(text) for text in json.loads(done.stdout)]


def main() -> int:
    """Render and answer; the last line of the error output says which view failed and why."""
    folder, name, views, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent alone
    from tracker.digests.sandbox import environment, rendered

    _limit(seconds)
    texts: list[str] = []
    try:
        for view in views:
            texts.append(rendered(environment(Path(folder)), name, view))
        answer = json.dumps([text.encode("utf-8", "replace").decode() for text in texts]).encode()
    except Exception as error:  # whatever a template raises is told, in one line
        said = " ".join(str(error).split()) or type(error).__name__
        sys.stderr.write(f"{len(texts)}\t{_place(error)}{said}\n")
        return 1
    sys.stdout.buffer.write(answer)
    return 0


def _place(error: Exception) -> str:
    """The template and the line in it that failed, as "digest.txt.j2, line 3: "; "" where it cannot be told."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return f"{Path(error.filename or error.name or '').name}, line {error.lineno}: "
    frames = [(trace.filename, trace.lineno) for trace in extract_tb(error.__traceback__)]
    ours = [(file, line) for file, line in frames if file.endswith(".j2")]
    return f"{Path(ours[-1][0]).name}, line {ours[-1][1]}: " if ours else ""


def _limit(seconds: float) -> None:
    """Bound the memory of this process and the processor time that it may still take."""
    with suppress(ImportError, OSError, ValueError):  # not every system has these limits
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = ceil(used.ru_utime + used.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))


if __name__ == "__main__":
    sys.exit(main())
