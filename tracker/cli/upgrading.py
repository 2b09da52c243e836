"""The schema of a database brought up to date by a process that ends: what does it takes ten megabytes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.store.store import Store

UPGRADE = "import sys; from tracker.store.store import Store; Store(sys.stdin.read()).migrate()"


def upgrade_aside(store: Store, url: str) -> None:
    """Bring the store at `url` to the newest schema in another process, where there is anything to do.

    The address may hold a password, so it goes neither into the command nor into the environment. What goes wrong is
    not told here: whoever uses the store next tries again, and tells it.
    """
    from tracker.store.schema import HEAD

    try:
        if store.revision() == HEAD:
            return
    except TrackerError:
        return
    # -P: what is called `tracker` in the folder that one stands in is not ours.
    subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-P", "-c", UPGRADE], input=url, text=True, capture_output=True, check=False
    )
