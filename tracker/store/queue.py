"""What the store does for the workers: rows with the jobs that speak of them, the engine's tables, and what is in them.

The engine makes, takes and ends its jobs itself. Here its tables are made when the store's are, and looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from tracker.model import Document, SourceState
from tracker.store import inbox
from tracker.store.engine import Connections
from tracker.store.together import Together

ALIVE = 30.0
"""Seconds after whose silence a worker counts as gone."""

Step = tuple[str, str]
"""A name that sorts by age, and the SQL that brings the engine's tables so far."""


@dataclass(frozen=True, slots=True)
class Depth:
    """How many jobs of a kind there are in each state, and since when the first of those waits that may run."""

    task: str
    waiting: int = 0
    running: int = 0
    failed: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueueState:
    """What is queued, and who works on it. `made`: whether the engine's tables are there."""

    made: bool
    workers: int = 0
    silent: int = 0
    """workers that have not been heard of for a while: dead, or cut off"""
    depths: tuple[Depth, ...] = field(default=())

    @property
    def waiting(self) -> int:
        return sum(depth.waiting for depth in self.depths)

    @property
    def failed(self) -> int:
        return sum(depth.failed for depth in self.depths)

    @property
    def since(self) -> datetime | None:
        """Since when the first job waits that might run."""
        return min((depth.since for depth in self.depths if depth.since), default=None)

    def record(self) -> dict[str, Any]:
        """The same ready for JSON, instants as ISO text."""
        depths = [asdict(depth) | {"since": depth.since and depth.since.isoformat()} for depth in self.depths]
        return {"workers": self.workers, "silent": self.silent, "depths": depths}


class QueueDesk:
    """What `Store.queue` gives."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def ask(self, together: Together) -> None:
        """Ask for jobs that speak of no new rows."""
        with self._connections.aside() as connection:
            together(connection.connection.driver_connection)

    def save_fetch(
        self,
        source: str,
        documents: Iterable[Document],
        state: SourceState,
        together: Callable[[Sequence[str]], Together],
        *,
        baseline: bool = False,
    ) -> int:
        """Store a source's state and its new documents, with the jobs that their ids ask for; how many were new."""
        with self._connections.aside() as connection:
            new = inbox.save_new(connection, source, documents, state, baseline=baseline)
            if new:
                together(new)(connection.connection.driver_connection)
            return len(new)

    # ------------------------------------------------------------ the engine's tables

    def upgrade(self, steps: Callable[[str | None], Sequence[Step]]) -> None:
        """Run what `steps` gives for the version that the tables have, in one transaction: all of it or nothing."""
        if not steps(self.version()):
            return
        with self._connections.write() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None  # noqa: S101 - the connection is open
            missing = steps(connection.execute(_VERSION).scalar())
            for _, statements in missing:
                driver.cursor().execute(statements)
            for name, _ in missing[-1:]:
                quoted = name.replace("'", "''")
                driver.cursor().execute(f"COMMENT ON TABLE procrastinate_jobs IS '{quoted}'")

    def version(self) -> str | None:
        """The last step that the engine's tables were brought to; None where there are none."""
        with self._connections.read() as connection:
            found: str | None = connection.execute(_VERSION).scalar()
            return found

    # ------------------------------------------------------------ what is in them

    def names(self, task: str, *, waiting: bool = True, running: bool = True) -> frozenset[str]:
        """The names of the jobs of a kind that wait or run, of those that have one."""
        states = [*(["todo"] if waiting else []), *(["doing"] if running else [])]
        with self._connections.read() as connection:
            return frozenset(connection.execute(_NAMES, {"task": task, "states": states}).scalars())

    def is_outstanding(self, tasks: Sequence[str], until: datetime) -> bool:
        """Whether a job of these kinds waits or runs that belongs to a round that began by then."""
        with self._connections.read() as connection:
            given = {"tasks": list(tasks), "until": until.timestamp()}
            return connection.execute(_OUTSTANDING, given).first() is not None

    def state(self) -> QueueState:
        """What is queued, and who works on it."""
        if self._connections.is_sqlite or self.version() is None:
            return QueueState(made=False)
        with self._connections.read() as connection:
            alive, silent = connection.execute(_WORKERS, {"alive": ALIVE}).one()
            depths = tuple(
                Depth(row.task, row.waiting, row.running, row.failed, row.since and row.since.astimezone(UTC))
                for row in connection.execute(_DEPTHS)
            )
        return QueueState(made=True, workers=alive, silent=silent, depths=depths)


# ---------------------------------------------------------------- statements

_VERSION = text(
    "SELECT coalesce(obj_description(to_regclass('procrastinate_jobs'), 'pg_class'), "
    "to_regclass('procrastinate_jobs')::text)"
)
_NAMES = text(
    "SELECT queueing_lock FROM procrastinate_jobs "
    "WHERE task_name = :task AND status::text = ANY(:states) AND queueing_lock IS NOT NULL"
)
_OUTSTANDING = text(
    "SELECT 1 FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = ANY(:tasks) "
    "AND (args ->> 'round')::float8 <= :until LIMIT 1"
)
_WORKERS = text(
    "SELECT count(*) FILTER (WHERE last_heartbeat >= now() - make_interval(secs => :alive)), "
    "count(*) FILTER (WHERE last_heartbeat < now() - make_interval(secs => :alive)) FROM procrastinate_workers"
)
_DEPTHS = text(
    """SELECT task_name AS task, count(*) FILTER (WHERE status = 'todo') AS waiting,
    count(*) FILTER (WHERE status = 'doing') AS running, count(*) FILTER (WHERE status = 'failed') AS failed,
    min(since.at) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()) AS since
    FROM procrastinate_jobs AS job
    LEFT JOIN LATERAL (SELECT max(at) AS at FROM procrastinate_events WHERE job_id = job.id) AS since
    ON job.status = 'todo'
    GROUP BY task_name ORDER BY task_name"""
)
