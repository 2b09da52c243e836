"""A small web server for those who watch the daemon: /-/healthy, /-/ready and /metrics. It answers GET, and no more.

It is meant for this machine: it asks nobody who they are. Its answers hold names of sources and receivers, no secret.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socket import AF_INET, AF_INET6

from tracker.errors import UsageError
from tracker.operating.health import Condition

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds that a client may take to ask."""
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    content_type: str = PLAIN


def told(conditions: Iterable[Condition]) -> Answer:
    """200 where all of them hold, else 503; a line for each."""
    conditions = tuple(conditions)
    lines = (f"{'✓' if each.holds else '✗'} {each.name}: {each.seen}\n" for each in conditions)
    return Answer(200 if all(each.holds for each in conditions) else 503, "".join(lines).encode())


class Listener:
    """Answers at `place` (host:port) by what `pages` give for a path, in threads of its own."""

    def __init__(self, place: str, pages: Mapping[str, Callable[[], Answer]]) -> None:
        host, port = parse(place)
        try:
            self._server = _server(host)((host, port), _handler(pages))
        except OSError as error:
            reason = f"cannot be listened on ({error.strerror}): choose another port, or end what uses it"
            raise UsageError(f"{place} {reason}.") from error
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.2), daemon=True)
        if not is_loopback(host):
            log.warning("health.open", extra={"place": place, "reason": "everyone who reaches this port may read it"})

    @property
    def place(self) -> str:
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def start(self) -> None:
        self._thread.start()
        log.info("health.listening", extra={"place": self.place})

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def parse(place: str) -> tuple[str, int]:
    """ "127.0.0.1:9464", "[::1]:9464" or the port alone, which means this machine. UsageError for anything else."""
    host, _, port = place.strip().rpartition(":")
    if not port.isascii() or not port.isdigit() or int(port) > 65535 or (":" in host and not host.startswith("[")):
        raise UsageError(f"{place!r} is no place to listen: write it as 127.0.0.1:9464.")
    return host.strip("[]") or "127.0.0.1", int(port)


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _server(host: str) -> type[ThreadingHTTPServer]:
    class Server(ThreadingHTTPServer):
        address_family = AF_INET6 if ":" in host else AF_INET

    return Server


def _handler(pages: Mapping[str, Callable[[], Answer]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE
        server_version = "tracker"
        sys_version = ""

        def do_GET(self) -> None:
            page = pages.get(self.path.partition("?")[0])
            answer = _answer(self.path, page) if page else Answer(404, b"Ask for /-/healthy, /-/ready or /metrics.\n")
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Nobody wants a line for each time that they are watched."""

    return Handler


def _answer(path: str, page: Callable[[], Answer]) -> Answer:
    try:
        return page()
    except Exception as error:  # whatever it is, who watches must learn that something is wrong
        log.exception("health.failed", extra={"path": path})
        return Answer(503, f"✗ the daemon cannot tell ({type(error).__name__}); its log says why\n".encode())
