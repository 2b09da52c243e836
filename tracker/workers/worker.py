"""A worker: takes jobs from the queue until it is told to stop, and goes on when the database comes back.

What Procrastinate calls a worker does the taking, the locks, the heartbeat and the waiting; one that is silent for too
long loses its jobs to the others.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status
from procrastinate.types import JSONValue
from psycopg import InterfaceError, OperationalError

from tracker.errors import TrackerError
from tracker.workers.asking import COMPUTING, TASKS, UPKEEP
from tracker.workers.jobs import Jobs
from tracker.workers.registered import OneInTheList

log = logging.getLogger("tracker.worker")

MOST_TAKEOVERS = 5
"""How often a job is taken over from workers that died of it, or beside it, before it is given up."""
KEPT_HOURS = 7 * 24
"""How long jobs that failed can be looked at."""
GLANCE = 1.0
"""Seconds between two looks whether the configuration was edited."""
AGAIN = 2.0
"""Seconds until a database that is away is tried again."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a worker works."""

    threads: int = 4
    """jobs at once of those that wait for servers"""
    queues: tuple[str, ...] = TASKS
    patience: float = 30.0
    """seconds of silence after which a worker's jobs are taken over; all workers should agree on it"""


class End(StrEnum):
    """Why a worker has come to its end."""

    STOPPED = "stopped"
    EDITED = "edited"
    LOST = "lost"
    """the database is away"""


class Worker:
    """One worker on one configuration. `edited` is asked now and then whether another one is to be used."""

    def __init__(self, conninfo: str, jobs: Jobs, manner: Manner, edited: Callable[[], bool] = lambda: False) -> None:
        self._conninfo = conninfo
        self._jobs = jobs
        self._manner = manner
        self._edited = edited
        self._end: End | None = None

    def run(self) -> End:
        """Work until a signal, an edit or the loss of the database; jobs under way are done before it returns."""
        try:
            return asyncio.run(self._run())
        except (ConnectorException, OperationalError) as error:
            cause = error.__cause__ or error
            if not isinstance(cause, OperationalError | InterfaceError):
                raise
            log.warning("queue.lost", extra={"reason": str(cause).partition("\n")[0]})
            return End.LOST

    async def _run(self) -> End:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(self._manner.threads + 4))
        app = make_app(self._conninfo, self._jobs, self._manner)
        async with app.open_async():
            working = asyncio.create_task(self._work(app))
            for number in (signal.SIGTERM, signal.SIGINT):
                if threading.current_thread() is threading.main_thread():
                    loop.add_signal_handler(number, self._finish, working, End.STOPPED)
            watching = asyncio.create_task(self._watch(working))
            with suppress(asyncio.CancelledError):
                await working
            watching.cancel()
        return self._end or End.LOST

    def _finish(self, working: asyncio.Task[None], end: End) -> None:
        """No new job is taken; those under way are finished."""
        self._end = self._end or end
        working.cancel()

    async def _work(self, app: App) -> None:
        """What computes is done one after the other, for threads would share one core; what waits, side by side."""
        log.info("worker.started", extra={"threads": self._manner.threads, "queues": list(self._manner.queues)})
        computing = [name for name in self._manner.queues if name in COMPUTING]
        waiting = [name for name in self._manner.queues if name not in COMPUTING]
        halves = ((computing, 1), (waiting, self._manner.threads))
        tasks = [asyncio.create_task(self._half(app, queues, jobs)) for queues, jobs in halves if queues]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            done = await asyncio.gather(*tasks, return_exceptions=True)
        for error in done:
            if isinstance(error, Exception):
                raise error

    async def _half(self, app: App, queues: list[str], jobs: int) -> None:
        await app.run_worker_async(
            queues=queues,
            concurrency=jobs,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=self._manner.patience / 3,
            stalled_worker_timeout=self._manner.patience,
        )

    async def _watch(self, working: asyncio.Task[None]) -> None:
        while True:
            await asyncio.sleep(GLANCE)
            if self._edited():
                self._finish(working, End.EDITED)


def make_app(conninfo: str, jobs: Jobs, manner: Manner) -> App:
    """Procrastinate's app with every kind of job."""
    connector = PsycopgConnector(conninfo=conninfo, min_size=1, max_size=manner.threads + 4, timeout=10)
    app = App(connector=connector)
    app.job_manager = OneInTheList(connector)
    for name, work in jobs.by_task.items():
        app.task(name=name, queue=name)(told_of(name, work))
    every = f"* * * * * */{max(1, min(30, round(manner.patience / 3)))}"
    upkeep(app, "take over", every, lambda context: take_over(context, manner.patience))
    upkeep(app, "tidy", "17 3 * * *", lambda context: tidy(context, jobs))
    return app


def told_of(name: str, work: Callable[..., None]) -> Callable[..., None]:
    """The work of a job; where it fails, that is told: the next tick asks for it again."""

    @wraps(work)
    def guarded(**arguments: JSONValue) -> None:
        keys: Mapping[str, object] = {key: arguments[key] for key in ("source", "receiver") if key in arguments}
        began = time.monotonic()
        try:
            work(**arguments)
            log.debug("job.done", extra={"job": name, "seconds": round(time.monotonic() - began, 3), **keys})
        except TrackerError as error:  # a full disk, a server that is away: its sentence says what to do
            log.error("job.failed", extra={"job": name, "reason": str(error), **keys})
            raise
        except Exception:
            log.exception("job.failed", extra={"job": name, **keys})
            raise

    return guarded


# ---------------------------------------------------------------- upkeep


def upkeep(app: App, name: str, cron: str, work: Callable[[JobContext], Coroutine[Any, Any, None]]) -> None:
    """A chore of the workers together: whoever is first does it."""

    async def chore(context: JobContext, timestamp: int) -> None:
        await work(context)

    task = app.task(name=name, queue=UPKEEP, queueing_lock=name, pass_context=True)(chore)
    app.periodic(cron=cron)(task)


async def take_over(context: JobContext, patience: float) -> None:
    """Queue the jobs again whose workers have died; those that are queued again already are let go."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=patience):
        given_up = job.attempts >= MOST_TAKEOVERS
        log.warning("job.taken_over", extra={"job": job.task_name, "attempts": job.attempts, "given_up": given_up})
        try:
            if not given_up:
                await manager.retry_job(job)
        except ConnectorException:  # the same job waits already, or another worker was faster
            given_up = True
        if given_up:
            with suppress(ConnectorException):
                await manager.finish_job(job, Status.FAILED, delete_job=job.attempts < MOST_TAKEOVERS)


async def tidy(context: JobContext, jobs: Jobs) -> None:
    """Let go of old bytes, and of jobs that failed long ago."""
    await asyncio.to_thread(jobs.tidy)
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True, include_aborted=True)
