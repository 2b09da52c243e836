"""How jobs are asked for: in the transaction of the rows that they speak of, on its own connection.

A job that waits already is not asked for a second time (`queueing_lock`); jobs with one `lock` run one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from procrastinate.jobs import Job
    from procrastinate.manager import JobManager

Together = Callable[[Any], None]
"""What goes with rows: given the driver's connection within their transaction."""

POLL, READ, COMPARE, TELL, DELIVER, UPKEEP = "poll", "read", "compare", "tell", "deliver", "upkeep"
TASKS = (POLL, READ, COMPARE, TELL, DELIVER, UPKEEP)
"""The kinds of jobs; each has a queue of its own name."""
COMPUTING = (READ, COMPARE, TELL)
"""Those that keep a core busy; the others wait for servers most of the time."""
URGENCY = {DELIVER: 50, TELL: 40, COMPARE: 30, READ: 20, POLL: 10, UPKEEP: 0}
"""What comes first where several wait: what is nearest to its reader."""
CHUNK = 20
"""documents read in one job"""


@dataclass(frozen=True, slots=True)
class Ask:
    """A job that is asked for. `alone`: it waits once and runs once at a time, by this name."""

    task: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    alone: str | None = None
    lock: str | None = None
    """where it is another than `alone`: jobs of several kinds that never run at once"""
    wait: timedelta | None = None
    urgency: int | None = None
    """where it is another than that of its kind"""


def poll(source: str, round_: datetime, *, address: str = "", nudged: bool = False) -> Ask:
    """Look at a source, in the round that began then; a server is asked by one worker at a time."""
    arguments = {"source": source, "round": round_.timestamp(), "nudged": nudged}
    server = (urlsplit(address).hostname or "") if address.startswith(("http://", "https://")) else ""
    return Ask(POLL, arguments, alone=f"poll {source}", lock=f"server {server}" if server else None)


def read(document_ids: Sequence[str], round_: datetime) -> tuple[Ask, ...]:
    """Read and extract documents that came in a round, some in each job."""
    return tuple(Ask(READ, {"documents": list(part), "round": round_.timestamp()}) for part in chunks(document_ids))


def read_archived(document_ids: Sequence[str]) -> tuple[Ask, ...]:
    """Read and extract documents of an archive: of no round, for nothing that comes in waits for them."""
    parts = chunks(document_ids)
    return tuple(Ask(READ, {"documents": list(part)}, alone=archive_lock(part), urgency=0) for part in parts)


def archive_lock(part: Sequence[str]) -> str:
    """What the job is called that reads a part of an archive."""
    return f"archive {part[0]}"


def chunks(document_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The documents of each job."""
    return (document_ids[start : start + CHUNK] for start in range(0, len(document_ids), CHUNK))


def compare(wait: timedelta | None = None) -> Ask:
    """Compare what waits."""
    return Ask(COMPARE, alone="compare", wait=wait)


def tell(receiver: str) -> Ask:
    """See what a receiver is to be told now."""
    return Ask(TELL, {"receiver": receiver}, alone=f"tell {receiver}", lock=f"receiver {receiver}")


def deliver(receiver: str) -> Ask:
    """Send a receiver's messages."""
    return Ask(DELIVER, {"receiver": receiver}, alone=f"deliver {receiver}", lock=f"receiver {receiver}")


class Asking:
    """Puts jobs into the queue; opens no connection of its own."""

    def __call__(self, *asks: Ask) -> Together:
        """What asks for these jobs, on the connection that it is given."""

        def together(connection: Any) -> None:
            self._defer(connection, [self._job(ask) for ask in asks if ask.alone is None])
            alone = [self._job(ask) for ask in asks if ask.alone is not None]
            if not self._defer(connection, alone) and len(alone) > 1:
                for job in alone:
                    self._defer(connection, [job])

        return together

    def _defer(self, connection: Any, jobs: list[Job]) -> bool:
        """Whether they could be queued; not where one of them waits already, and then none is."""
        from procrastinate.exceptions import AlreadyEnqueued

        if not jobs:
            return True
        try:
            with connection.transaction():  # a savepoint: the rows stay whatever becomes of the jobs
                self._manager.batch_defer_jobs(jobs, connection=connection)
        except AlreadyEnqueued:
            return False
        return True

    @cached_property
    def _manager(self) -> JobManager:
        from procrastinate import SyncPsycopgConnector
        from procrastinate.manager import JobManager

        return JobManager(SyncPsycopgConnector())

    def _job(self, ask: Ask) -> Job:
        from procrastinate.jobs import Job

        return Job(
            queue=ask.task,
            task_name=ask.task,
            priority=URGENCY[ask.task] if ask.urgency is None else ask.urgency,
            lock=ask.lock or ask.alone,
            queueing_lock=ask.alone,
            task_kwargs=dict(ask.arguments),
            scheduled_at=datetime.now(UTC) + ask.wait if ask.wait else None,
        )
