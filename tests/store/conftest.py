"""Addresses of databases with nothing in them, not even a schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from databases import Databases
from servers.postgresql import new_database


@pytest.fixture
def url(databases: Databases, tmp_path: Path) -> str:
    """The address of an empty database."""
    return databases.new(tmp_path, migrated=False)


@pytest.fixture
def postgresql_url(postgresql: Any) -> str:
    """One on a server, for a test that has other databases beside it."""
    return new_database(postgresql)
