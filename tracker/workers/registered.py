"""A worker's two halves stand in the queue's list of workers as what they are: one process, with one heartbeat."""

from __future__ import annotations

from procrastinate.manager import JobManager


class OneInTheList(JobManager):
    """Registers whoever begins first, and lets go of that when the last of them has ended. For one event loop."""

    _worker_id: int | None = None
    _halves = 0

    async def register_worker(self) -> int:
        """The same number for all, so that a job of any of them is taken over only when the process is dead."""
        self._halves += 1
        if self._worker_id is None:
            made = await super().register_worker()
            if self._worker_id is not None:  # the other half was faster
                await super().unregister_worker(made)
            else:
                self._worker_id = made
        return self._worker_id

    async def unregister_worker(self, worker_id: int) -> None:
        """The last one to end takes the process from the list: jobs of the others are not to be taken over before."""
        self._halves -= 1
        if self._halves == 0:
            self._worker_id = None
            await super().unregister_worker(worker_id)
