"""Connections to hosts: kept where all of an answer was read, given up where anything else may come over them."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tracker.sources.http import Fetcher, Problem, Response
from tracker.sources.lines import KEPT
from tracker.sources.unpack import LARGEST

PATIENCE = 20.0
BOMB = gzip.compress(bytes(LARGEST + 1), mtime=0)
FEED = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfeed"
ANSWERS = {
    "feed": FEED,
    "same": b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nContent-Length: 400\r\n\r\n',
    "empty": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfeed\r\n0\r\n\r\n",
    "gone": b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone",
    "moved": b"HTTP/1.1 302 Found\r\nLocation: /feed\r\nContent-Length: 42\r\n\r\n" + FEED.replace(b"feed", b"trap"),
    "last": b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nfeed",
    "longer": FEED + FEED.replace(b"feed", b"trap"),
    "folded": b'HTTP/1.1 304 Not Modified\r\nETag: "a\r\n  b"\r\n\r\n',
    "short": b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nfeed",
    "large": b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (LARGEST + 1) + bytes(LARGEST + 1),
    "bomb": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
}


class Scripted:
    """Answers `GET /NAME` with the bytes of that name; `asked` holds the connection and the name of each request."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.asked: list[tuple[int, str]] = []
        self.open: dict[int, socket.socket] = {}
        self.changed = threading.Condition()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            for number in range(1000):
                connection, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(number, connection), daemon=True).start()

    def _serve(self, number: int, connection: socket.socket) -> None:
        self._note(number, connection)
        with suppress(OSError), connection, connection.makefile("rb") as lines:
            while line := lines.readline():
                while lines.readline().strip():
                    pass
                name = line.split()[1].decode().strip("/")
                self.asked.append((number, name))
                connection.sendall(ANSWERS[name])
                if name in ("last", "short"):
                    break
        self._note(number, None)

    def _note(self, number: int, connection: socket.socket | None) -> None:
        with self.changed:
            if connection is None:
                del self.open[number]
            else:
                self.open[number] = connection
            self.changed.notify_all()

    def close(self) -> None:
        self.listener.close()


@pytest.fixture
def server() -> Iterator[Scripted]:
    made = Scripted()
    yield made
    made.close()


@pytest.fixture
def fetcher(server: Scripted) -> Iterator[Fetcher]:
    made = Fetcher(allow=(f"127.0.0.1:{server.port}",), timeout=PATIENCE)
    yield made
    made.close()


def get(fetcher: Fetcher, server: Scripted, name: str) -> Response:
    answer = fetcher.get(f"http://127.0.0.1:{server.port}/{name}", {})
    assert isinstance(answer, Response), answer
    return answer


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("feed", True),  # all of it was read
        ("same", True),  # it has no body, whatever length it tells
        ("empty", True),
        ("chunks", True),
        ("gone", True),
        ("moved", False),  # its body was not read: it must not be taken for the next answer
        ("last", False),  # the server says that it hangs up
    ],
)
def test_a_connection_is_kept_only_where_nothing_else_may_come_over_it(
    fetcher: Fetcher, server: Scripted, name: str, kept: bool
) -> None:
    get(fetcher, server, name)
    assert get(fetcher, server, "feed").body == b"feed"
    assert get(fetcher, server, "feed").body == b"feed"
    used = [number for number, _ in server.asked]
    assert (used[0] == used[1]) is kept
    assert used[-1] == used[-2]


def test_what_a_server_says_unasked_is_no_answer(fetcher: Fetcher, server: Scripted) -> None:
    assert get(fetcher, server, "feed").body == b"feed"
    server.open[0].sendall(b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")
    assert get(fetcher, server, "feed").status == 200
    assert [number for number, _ in server.asked] == [0, 1], "over a new connection"


def test_what_comes_behind_an_answer_is_not_the_next_one(fetcher: Fetcher, server: Scripted) -> None:
    bodies = [get(fetcher, server, name).body for name in ("longer", "feed", "feed")]
    assert bodies == [b"feed"] * 3


def test_a_body_that_is_shorter_than_it_says_is_a_problem(fetcher: Fetcher, server: Scripted) -> None:
    answer = fetcher.get(f"http://127.0.0.1:{server.port}/short", {})
    assert isinstance(answer, Problem)
    assert answer.reason.startswith("broke off")
    assert get(fetcher, server, "feed").body == b"feed", "the host can be asked again"


@pytest.mark.parametrize("name", ["large", "bomb"])
def test_an_answer_that_is_too_large_is_asked_for_once(fetcher: Fetcher, server: Scripted, name: str) -> None:
    assert get(fetcher, server, "feed").body == b"feed", "so that the connection is kept"
    answer = fetcher.get(f"http://127.0.0.1:{server.port}/{name}", {})
    assert isinstance(answer, Problem)
    assert answer.reason.startswith("is larger than")
    assert [asked for _, asked in server.asked] == ["feed", name]
    assert get(fetcher, server, "feed").body == b"feed", "over a new connection"


def test_a_header_over_two_lines_is_one(fetcher: Fetcher, server: Scripted) -> None:
    assert get(fetcher, server, "folded").headers["etag"] == '"a b"'


@pytest.mark.parametrize("value", ["a\r\nX-Injected: b", "a\nb", "\u6e2f"], ids=["header", "line", "letters"])
def test_what_cannot_stand_in_a_header_is_a_problem(fetcher: Fetcher, server: Scripted, value: str) -> None:
    answer = fetcher.get(f"http://127.0.0.1:{server.port}/feed", {"If-None-Match": value})
    assert isinstance(answer, Problem)
    assert server.asked == []


def test_only_some_connections_are_kept(server: Scripted) -> None:
    names = [f"n{number}.example:{server.port}" for number in range(KEPT + 8)]
    fetcher = Fetcher(allow=tuple(names), timeout=PATIENCE, resolver=lambda *_: ("127.0.0.1",))
    for name in names:
        assert isinstance(fetcher.get(f"http://{name}/feed", {}), Response)
    with server.changed:
        assert server.changed.wait_for(lambda: len(server.asked) == len(names) and len(server.open) == KEPT, PATIENCE)
    first = len(server.asked)
    fetcher.get(f"http://{names[-1]}/feed", {})
    fetcher.get(f"http://{names[0]}/feed", {})
    assert [number for number, _ in server.asked[first:]] == [len(names) - 1, len(names)], "the first was hung up"
    fetcher.close()
    with server.changed:
        assert server.changed.wait_for(lambda: not server.open, PATIENCE)
