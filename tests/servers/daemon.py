"""A daemon as `tracker run` starts it, in a process of its own, for what only a whole process can show."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

CONFIG = """\
database: sqlite:///tracker.db
sources: [{name: letters, folder: letters}]
receivers: [{name: desk, file: out}]
watches: [{name: all, to: desk}]
"""


def said_at_its_end(home: Path, module: str, says: str) -> str:
    """What a daemon in `home` that has begun and was told to stop gives for `says`, which may use sys and `module`."""
    (home / "letters").mkdir()
    (home / "config.yaml").write_text(CONFIG, encoding="utf-8")
    program = textwrap.dedent(f"""
        import sys, {module}
        from tracker.__main__ import main
        sys.argv = ["tracker", "run"]
        try:
            main()
        finally:
            print({says})
    """)
    daemon = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=home, env={**os.environ, "HOME": str(home)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert daemon.stderr is not None
    assert daemon.stderr.readline()  # it tells that it has begun
    daemon.send_signal(signal.SIGTERM)
    out, _ = daemon.communicate(timeout=60)
    return out.strip()
