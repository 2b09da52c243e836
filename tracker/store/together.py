"""What is to be committed with the store's own rows, or not at all, though another writes it: jobs for the workers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Together = Callable[[Any], None]
"""Given the driver's own connection, within the transaction, after the rows; it commits nothing."""


def alone(connection: Any) -> None:
    """Nothing goes with the rows."""
