"""A web server on loopback whose pages a test writes: validators, redirects, faults and slowness included.

with HttpServer() as server:
    server.put("/feed", Page(b"<rss/>", etag='"1"'))
    fetch(server.url("/feed"))
    assert server.requests[0].headers["If-None-Match"] == ...
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Page:
    """What the server answers to one request. `etag` and `last_modified` make it answer 304 to those who have it."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/rss+xml; charset=utf-8"
    etag: str | None = None
    last_modified: str | None = None
    drop: bool = False
    """close the connection instead of answering"""
    cut: int | None = None
    """send only so many bytes of the body, though Content-Length promises all"""
    wait: float = 0.0
    """seconds before the answer"""
    drip: float = 0.0
    """seconds before each byte of the body"""
    chunked: bool = False


def moved(location: str, status: int = 301) -> Page:
    return Page(status=status, headers={"Location": location})


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


class HttpServer:
    """The server; `put` a page, or several that are answered one after the other, the last of them for ever."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._now = 0
        self._pages: dict[str, list[Page]] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._scheme = "http"
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
            self._scheme = "https"
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.02), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def place(self) -> str:
        """host:port, as an allow-list writes it."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"{self._scheme}://{self.place}{path}"

    def put(self, path: str, *pages: Page) -> None:
        with self._lock:
            self._pages[path] = list(pages)

    def next_page(self, request: Request) -> Page:
        with self._lock:
            self.requests.append(request)
            pages = self._pages.get(request.path.partition("?")[0], [])
            if not pages:
                return Page(b"nothing here", 404, content_type="text/plain")
            return pages.pop(0) if len(pages) > 1 else pages[0]

    def entered(self, change: int) -> None:
        """Count how many requests are being answered at the same time."""
        with self._lock:
            self._now += change
            self.most_at_once = max(self.most_at_once, self._now)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(server: HttpServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            server.entered(1)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            page = server.next_page(Request(self.path, dict(self.headers.items()), body))
            time.sleep(page.wait)
            server.entered(-1)  # before the answer: after it the next request may be here already
            try:
                self._answer(page)
            except OSError:
                self.close_connection = True

        def _answer(self, page: Page) -> None:
            if page.drop:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            if page.status == 200 and self._has(page):
                page = Page(status=304, headers=page.headers, etag=page.etag, last_modified=page.last_modified)
            self.send_response(page.status)
            validators = {"ETag": page.etag, "Last-Modified": page.last_modified}
            kind = {"Content-Type": page.content_type} if page.body else {}
            for name, value in {**kind, **validators, **page.headers}.items():
                if value is not None:
                    self.send_header(name, value)
            self._body(page)

        def _has(self, page: Page) -> bool:
            asked = self.headers.get("If-None-Match")
            if page.etag is not None and asked is not None:
                return asked == page.etag
            return page.last_modified is not None and self.headers.get("If-Modified-Since") == page.last_modified

        def _body(self, page: Page) -> None:
            if page.chunked:
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for start in range(0, len(page.body), 1000):
                    part = page.body[start : start + 1000]
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                self.wfile.write(b"0\r\n\r\n")
                return
            if page.status != 304:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            for byte in page.body if page.drip else ():
                time.sleep(page.drip)
                self.wfile.write(bytes([byte]))
            if not page.drip:
                self.wfile.write(page.body[: page.cut])
            if page.cut is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler
