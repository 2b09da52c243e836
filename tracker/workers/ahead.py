"""An archive read by the workers, part by part, while whoever takes it in compares it in order of publication."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from tracker.history.prepared import Prepared, from_json
from tracker.model import Document
from tracker.pipeline import Ahead, Given
from tracker.workers import asking
from tracker.workers.asking import Asking

if TYPE_CHECKING:
    from tracker.store.store import Store

LOOK = 0.1
"""Seconds between two looks whether a part is read."""
PARTS = 25
"""parts that are asked for before the first of them is compared"""


class ByWorkers:
    """What the workers made of documents; what they have not made, and nobody is at, `otherwise` makes."""

    def __init__(
        self, store: Store, made_by: str, otherwise: Ahead, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._store = store
        self._made_by = made_by
        self._otherwise = otherwise
        self._sleep = sleep
        self._asking = Asking()

    def __call__(self, documents: Iterable[Given]) -> Iterator[tuple[Document, Prepared | Exception]]:
        """Each document with what was made of it, in their order."""
        rest = iter(documents)
        asked: list[list[Given]] = []
        while True:
            fresh = list(islice(rest, asking.CHUNK * (PARTS if not asked else 1)))
            asked += self._ask(fresh)
            if not asked:
                return
            yield from self._part(asked.pop(0))

    def _ask(self, given: list[Given]) -> list[list[Given]]:
        """Ask for the documents, and give them part by part as they were asked for."""
        ids = [document.id for document, _ in given]
        asks = asking.read_archived(ids)
        if asks and self._store.queue.state().workers:
            self._store.queue.ask(self._asking(*asks))
        return [given[start : start + asking.CHUNK] for start in range(0, len(given), asking.CHUNK)]

    def _part(self, part: list[Given]) -> Iterator[tuple[Document, Prepared | Exception]]:
        ids = [document.id for document, _ in part]
        found = self._wait(ids)
        missing = [given for given in part if given[0].id not in found]
        others = {document.id: made for document, made in self._otherwise(missing)}
        yield from ((document, found.get(document.id) or others[document.id]) for document, _ in part)

    def _wait(self, ids: Sequence[str]) -> dict[str, Prepared]:
        """What is made of the documents when their job has come to its end, or nobody is there to do it."""
        while True:
            waits = asking.archive_lock(ids) in self._store.queue.names(asking.READ)
            found = self._store.preparing.get(ids, self._made_by)
            if len(found) == len(ids) or not waits or not self._store.queue.state().workers:
                return {name: from_json(*made) for name, made in found.items()}
            self._sleep(LOOK)
