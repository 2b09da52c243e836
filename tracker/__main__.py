"""Entry point: runs the command line and turns the program's own errors into a message and an exit code.

0 done; 1 a document or delivery failed; 2 wrong usage or configuration; 3 lint findings only.
"""

from __future__ import annotations

import sys

from tracker.errors import ConfigError, TrackerError, UsageError


def main() -> None:
    """Run the command that the arguments name."""
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
