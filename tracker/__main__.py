"""Entry point: runs the command line and turns the program's own errors into a message and an exit code.

0 done; 1 a document or delivery failed; 2 wrong usage or configuration; 3 lint findings only.
"""

from __future__ import annotations

import gc
import sys

from tracker.errors import ConfigError, TrackerError, UsageError

COLLECTED = (100_000, 20, 20)
"""How many objects are made before those in cycles are looked for (Python: 700, 10, 10): nearly all that a command
makes at its start stays, and looking through it again and again takes an eighth of that start."""


def main() -> None:
    """Run the command that the arguments name."""
    gc.set_threshold(*COLLECTED)
    from tracker.cli.main import app

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(prog_name="tracker")
    except TrackerError as error:
        sys.stderr.write(f"tracker: {error}\n")
        sys.exit(2 if isinstance(error, ConfigError | UsageError) else 1)
    except BrokenPipeError:
        # Whoever read our output has heard enough (tracker export | head).
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
