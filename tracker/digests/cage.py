"""Own templates in a process of their own: `python -m tracker.digests.cage`, given a digest, answers with a text.

The sandbox of Jinja2 keeps a template from reaching out, but not from running or growing without end; a process can be
stopped. What goes in is a pickle that only the parent writes; what comes out is text and never code.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from traceback import extract_tb

from tracker.digests.views import DigestView

SECONDS = 5.0
"""of time, for one template"""
MEMORY = 1_000_000_000
"""bytes that the process may take, where the system can limit it"""


def rendered_apart(folder: Path, name: str, view: DigestView, seconds: float = SECONDS) -> str:
    """What an own template writes. ValueError with the template's own error, or when it was stopped."""
    package_root = str(Path(__file__).resolve().parents[2])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tracker.digests.cage"],
            input=pickle.dumps((str(folder), name, view)),
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=package_root,
            env={"PYTHONPATH": package_root, "PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"it takes more than {seconds:g} seconds") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ValueError(told[-1] if told else "it takes more memory than it may")
    return done.stdout.decode("utf-8", "replace")


def main() -> int:
    """Render and answer; the last line of the error output says what failed."""
    _limit_memory()
    folder, name, view = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent alone
    from tracker.digests.templates import environment, rendered

    try:
        text = rendered(environment(Path(folder)), name, view)
    except Exception as error:  # whatever a template raises is told, in one line
        sys.stderr.write(f"{_place(error)}{' '.join(str(error).split()) or type(error).__name__}\n")
        return 1
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


def _place(error: Exception) -> str:
    """The template and the line in it that failed, as "digest.txt.j2, line 3: "; "" where it cannot be told."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return f"{Path(error.filename or error.name or '').name}, line {error.lineno}: "
    frames = [(trace.filename, trace.lineno) for trace in extract_tb(error.__traceback__)]
    ours = [(file, line) for file, line in frames if file.endswith(".j2")]
    return f"{Path(ours[-1][0]).name}, line {ours[-1][1]}: " if ours else ""


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):  # not every system has these limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
