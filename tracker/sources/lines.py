"""Lines to hosts: one request at a time on each, the connection kept for the next one; and who ends them in time."""

from __future__ import annotations

import heapq
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import client
from itertools import count
from typing import NamedTuple

from tracker.sources.guard import Guard, PlainConnection, TlsConnection
from tracker.sources.unpack import LARGEST, TooLargeError

REST = 30.0
"""seconds without anything to watch after which the watchdog's thread ends"""
KEPT = 32
"""connections that are kept for the next request to their hosts, at most"""
CHUNK = 64 * 1024
MOVED = (301, 302, 303, 307, 308)
FOLD = re.compile(r"\r?\n[ \t]+")
"""where a header goes on in the next line"""

Connection = PlainConnection | TlsConnection


class Answer(NamedTuple):
    """What came over a line: headers with lower-case names, and the body as it was sent; of a redirect none."""

    status: int
    headers: Mapping[str, str]
    packed: bytes


class Line:
    """The way to one host. Whoever uses it holds `lock`."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.guard: Guard | None = None
        self.connection: Connection | None = None

    def opened(self, make: Callable[[], tuple[Guard, Connection]]) -> tuple[Guard, Connection]:
        """The guard and the connection of the line, made where there are none."""
        if self.guard is None or self.connection is None:
            self.guard, self.connection = make()
        return self.guard, self.connection

    def close(self) -> None:
        """Hang up; the next use makes a new connection, to an address that is checked anew."""
        if self.connection is not None:
            self.connection.close()
        if self.guard is not None:
            self.guard.close()
        self.guard = self.connection = None


class Lines:
    """The lines to all hosts; the few that were used last keep their connections. May be shared by threads."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self._kept: dict[str, Line] = {}
        self._lock = threading.Lock()

    def to(self, name: str) -> Line:
        """The line of that name, always the same; those that were used longest ago are hung up where there are many."""
        with self._lock:
            line = self._kept.pop(name, None) or self._lines.setdefault(name, Line())
            self._kept[name] = line  # now the last
            too_many = len(self._kept) - KEPT
            for oldest in [*self._kept][:-KEPT] if too_many > 0 else ():
                self._hang_up(oldest)
        return line

    def close(self) -> None:
        """End the connections that are kept for further requests."""
        for line in tuple(self._lines.values()):
            with line.lock:
                line.close()

    def _hang_up(self, name: str) -> None:
        line = self._kept[name]
        if line.lock.acquire(blocking=False):  # or it is in use
            line.close()
            line.lock.release()
            del self._kept[name]


def ask(connection: Connection, uri: str, headers: Mapping[str, str]) -> Answer:
    """The answer to a GET over a connection, which stays open for the next one where all of the answer was read.

    Raises TooLargeError, OSError, http.client.HTTPException, and ValueError for what cannot be written in a request.
    """
    if connection.sock is not None and not connection.is_connected:
        connection.close()  # the server has hung up, or has said something that nobody asked for
    connection.putrequest("GET", uri, skip_accept_encoding=True)
    # The library's own ways, as urllib3's add what we do not use.
    for name, value in headers.items():
        client.HTTPConnection.putheader(connection, name, value)
    connection.endheaders()
    answer = client.HTTPConnection.getresponse(connection)
    try:
        told = {name.lower(): value for name, value in answer.headers.raw_items()}
        folded = {name: FOLD.sub(" ", value) for name, value in told.items() if "\n" in value}
        return Answer(answer.status, told | folded if folded else told, _body(answer))
    finally:
        if not answer.isclosed() and answer.length != 0:
            connection.close()  # the rest of it may be under way
        answer.close()


def _body(answer: client.HTTPResponse) -> bytes:
    if answer.status in MOVED or answer.length == 0:
        return b""
    body = bytearray()
    while chunk := answer.read(CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raise TooLargeError
    if answer.length:
        raise client.IncompleteRead(bytes(body), answer.length)
    return bytes(body)


class Watchdog:
    """Ends what takes too long, with one thread for all, which starts when it is needed."""

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._ends: list[tuple[float, int]] = []
        self._watched: dict[int, Guard] = {}
        self._numbers = count()
        self._running = False

    @contextmanager
    def over(self, guard: Guard, seconds: float) -> Iterator[None]:
        """Expire the guard if what is done within takes longer."""
        with self._wake:
            number = next(self._numbers)
            self._watched[number] = guard
            heapq.heappush(self._ends, (time.monotonic() + seconds, number))
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, daemon=True).start()
            elif self._ends[0][1] == number:
                self._wake.notify()
        try:
            yield
        finally:
            with self._wake:
                self._watched.pop(number, None)

    def _run(self) -> None:
        with self._wake:
            while True:
                while self._ends and self._ends[0][1] not in self._watched:
                    heapq.heappop(self._ends)
                now = time.monotonic()
                if self._ends and self._ends[0][0] <= now:
                    self._watched.pop(heapq.heappop(self._ends)[1]).expire()
                elif not self._wake.wait(self._ends[0][0] - now if self._ends else REST) and not self._ends:
                    self._running = False
                    return
