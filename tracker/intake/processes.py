"""Documents read and extracted by several processes of this machine, in their order, while they are compared here.

    documents ──► as many as the processes can do next ──► read, extracted there ──► here, in the order they were given

The processes know the vocabulary and nothing else: no database, no file, no secret. They end with the one that started
them, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TYPE_CHECKING

from tracker.history.prepared import Prepared
from tracker.model import Document, Reading
from tracker.pipeline import Given, prepare

if TYPE_CHECKING:
    from tracker.extraction import Extractor
    from tracker.intake.readers import Reader

AHEAD = 8
"""documents a process has before it; more would only take memory"""

Vocabulary = tuple[tuple[str, ...], tuple[str, ...]]
"""The texts of further vocabulary files, and how faults call them."""


class Processes:
    """Reads and extracts in `jobs` processes; `close` ends them."""

    def __init__(self, jobs: int, texts: Sequence[str] = (), names: Sequence[str] = ()) -> None:
        self._vocabulary: Vocabulary = (tuple(texts), tuple(names))
        self._jobs = jobs
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=multiprocessing.get_context("spawn"), initializer=end_with_parent
        )

    def __call__(self, documents: Iterable[Given]) -> Iterator[tuple[Document, Prepared | Exception]]:
        """Each document with what was made of it, or with what broke on it."""
        under_way: deque[tuple[Given, Future[Prepared]]] = deque()
        for given in documents:
            under_way.append((given, self._submit(given)))
            if len(under_way) >= self._jobs * AHEAD:
                yield self._result(*under_way.popleft())
        while under_way:
            yield self._result(*under_way.popleft())

    def close(self) -> None:
        """End the processes; what they have not begun is left."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, given: Given) -> Future[Prepared]:
        try:
            return self._pool.submit(made, self._vocabulary, *given)
        except BrokenProcessPool as error:
            gone: Future[Prepared] = Future()
            gone.set_exception(error)
            return gone

    def _result(self, given: Given, future: Future[Prepared]) -> tuple[Document, Prepared | Exception]:
        try:
            return given[0], future.result()
        except BrokenProcessPool:  # one of them was killed, perhaps for another document's sake
            return given[0], self._here(given)
        except Exception as error:  # the document's own
            return given[0], error

    def _here(self, given: Given) -> Prepared | Exception:
        try:
            return made(self._vocabulary, *given)
        except Exception as error:  # likewise
            return error


# ---------------------------------------------------------------- in the processes


def made(vocabulary: Vocabulary, document: Document, known: Reading | None) -> Prepared:
    """What reading and extraction make of a document."""
    reader, extractor = tools(vocabulary)
    return prepare(reader, extractor, document, known)


@cache
def tools(vocabulary: Vocabulary) -> tuple[Reader, Extractor]:
    """What reads and extracts, made once in each process."""
    from tracker.extraction import Extractor, load_vocabulary
    from tracker.intake.readers import Reader

    texts, names = vocabulary
    return Reader(), Extractor(load_vocabulary(list(texts), list(names)) if texts else load_vocabulary())


def end_with_parent() -> None:
    """Let this process end when the one that started it does, by a kill too: nobody else would end it."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
