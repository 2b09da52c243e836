"""Documents read and extracted by several processes of this machine, in their order, while they are compared here.

    documents ──► as many as the processes can do next ──► read, extracted there ──► here, in the order they were given

The processes know the vocabulary and nothing else: no database, no file, no secret. They end with the one that started
them, however it ends.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TYPE_CHECKING

from tracker.history.prepared import Prepared
from tracker.history.settled import UNLOOKED
from tracker.model import Document
from tracker.pipeline import Given, here

if TYPE_CHECKING:
    from tracker.extraction import Extractor
    from tracker.intake.readers import Reader

AHEAD = 8
"""parcels a process has before it; more would only take memory"""
PARCEL = 32
FULL = 32_000
"""Documents that go to a process together, and bytes after which a parcel is full: what goes to and fro takes time for
each parcel, and what is compared in one transaction must not leave the processes with nothing to do meanwhile."""

Vocabulary = tuple[tuple[str, ...], tuple[str, ...]]
"""The texts of further vocabulary files, and how faults call them."""
Parcel = tuple[Given, ...]
Made = list[Prepared | Exception]


class Processes:
    """Reads and extracts in `jobs` processes; `close` ends them."""

    def __init__(self, jobs: int, texts: Sequence[str] = (), names: Sequence[str] = ()) -> None:
        self._vocabulary: Vocabulary = (tuple(texts), tuple(names))
        self._jobs = jobs
        self._pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=begin)

    def __call__(self, documents: Iterable[Given]) -> Iterator[tuple[Document, Prepared | Exception]]:
        """Each document with what was made of it, or with what broke on it."""
        under_way: deque[tuple[Parcel, Future[Made]]] = deque()
        for parcel in parcels(documents):
            under_way.append((parcel, self._submit(parcel)))
            if len(under_way) >= self._jobs * AHEAD:
                yield from self._results(*under_way.popleft())
        while under_way:
            yield from self._results(*under_way.popleft())

    def close(self) -> None:
        """End the processes; what they have not begun is left."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, parcel: Parcel) -> Future[Made]:
        try:
            return self._pool.submit(made, self._vocabulary, parcel)
        except BrokenProcessPool as error:
            gone: Future[Made] = Future()
            gone.set_exception(error)
            return gone

    def _results(self, parcel: Parcel, future: Future[Made]) -> Iterator[tuple[Document, Prepared | Exception]]:
        try:
            found = future.result()
        except Exception:  # a process was killed, perhaps for another document's sake, or cannot send what it made
            found = made(self._vocabulary, parcel)
        yield from zip([document for document, _ in parcel], found, strict=True)


def parcels(documents: Iterable[Given]) -> Iterator[Parcel]:
    """The documents in their order, several together where they are small; few at first, so that all soon have some."""
    parcel: list[Given] = []
    size, most = 0, 1
    for given in documents:
        parcel.append(given)
        size += len(given[0].content)
        if len(parcel) >= most or size >= FULL:
            yield tuple(parcel)
            parcel, size, most = [], 0, min(most + 1, PARCEL)
    if parcel:
        yield tuple(parcel)


# ---------------------------------------------------------------- in the processes


def made(vocabulary: Vocabulary, parcel: Parcel) -> Made:
    """What reading and extraction make of each document, or what breaks on it."""
    reader, extractor = tools(vocabulary)
    return [each for _, each in here(reader, extractor)(parcel)]


@cache
def tools(vocabulary: Vocabulary) -> tuple[Reader, Extractor]:
    """What reads and extracts, made once in each process."""
    from tracker.extraction import Extractor, load_vocabulary
    from tracker.intake.readers import Reader

    texts, names = vocabulary
    return Reader(), Extractor(load_vocabulary(list(texts), list(names)) if texts else load_vocabulary())


def begin() -> None:
    """What each of the processes does first."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the one that started this one ends it
    gc.set_threshold(UNLOOKED, 10, 10)


def end_with_parent() -> None:
    """Let this process end when the one that started it does, by a kill too: nobody else would end it."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
