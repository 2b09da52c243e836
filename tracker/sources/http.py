"""One HTTP request for a feed: checked address, verified TLS, few redirects, bounded time and size.

Follows no proxy of the environment. What can be expected to go wrong comes back as a `Problem`.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.exceptions import TimeoutError as HttpTimeout
from urllib3.util import Url, make_headers, parse_url

from tracker.sources.guard import Guard, PlainConnection, Resolver, TlsConnection, UnwantedError, place, resolve
from tracker.sources.lines import MOVED, Connection, Line, Lines, Watchdog, ask
from tracker.sources.unpack import LARGEST, TooLargeError, unpack

USER_AGENT = "policy-tracker (feed reader)"
REDIRECTS = 5
KEY = re.compile(r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_]{12,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""A folder of an address that is a key rather than a name: long, of letters and digits, without a hyphen; or a UUID."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered. `headers` have lower-case names; `moved_to` is where it says it lives from now on."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer: a clause that goes after "The feed …" and says what to do."""

    reason: str


SLOW = Problem("did not answer in time; it is tried again later")
TOO_LARGE = Problem(f"is larger than {LARGEST // 1_000_000} MB; is this the address of a feed?")
OUTRIGHT = (SLOW, TOO_LARGE)
"""What the answer itself tells: another request, over a new connection, would end in the same way."""


class Fetcher:
    """Fetches over HTTP and HTTPS, one request at a time to each host; may be shared by threads.

    `allow` holds host:port of servers in private networks that the operator wants fetched; `timeout` (seconds) bounds
    each wait for the server, `patience` (seconds) a whole look with its redirects. `tls` replaces the system's
    certificates, in tests and behind a company's own authority.
    """

    def __init__(
        self,
        *,
        allow: tuple[str, ...] = (),
        timeout: float = 30.0,
        patience: float | None = None,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow = frozenset(entry.strip().lower() for entry in allow)
        self._timeout = timeout
        self._patience = patience or timeout * 2
        self._resolver = resolver
        self._tls = tls
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # it logs addresses, in which secrets may stand
        self._lines = Lines()
        self._watchdog = Watchdog()

    def close(self) -> None:
        """End the connections that are kept for further requests."""
        self._lines.close()

    def get(self, url: str, headers: Mapping[str, str]) -> Response | Problem:
        """The answer behind at most five redirects, its body unpacked (10 MB at most), or what went wrong."""
        left = self._patience
        moved_to: str | None = None
        permanent = True
        for _ in range(REDIRECTS + 1):
            target = _parsed(url)
            if isinstance(target, Problem):
                return target
            answer, took = self._once(target, headers, left)
            left -= took
            if isinstance(answer, Problem) or answer.status not in MOVED:
                return replace(answer, moved_to=moved_to) if moved_to and isinstance(answer, Response) else answer
            onward = _onward(target, answer)
            if isinstance(onward, Problem):
                return onward
            permanent = permanent and answer.status in (301, 308)
            moved_to = onward if permanent else moved_to
            url = onward
        return Problem(f"redirects more than {REDIRECTS} times; check its address in a browser")

    def _once(self, target: Url, headers: Mapping[str, str], left: float) -> tuple[Response | Problem, float]:
        """One answer, and the seconds that it took; waiting for another request to the same host is not counted."""
        line = self._lines.to(f"{target.scheme} {place((target.host or '').lower(), _port(target))}")
        with line.lock:
            start = time.monotonic()
            known = line.connection is not None
            answer = self._tried(line, target, headers, left)
            if isinstance(answer, Problem) and answer not in OUTRIGHT and known:
                # The server may have ended the connection that we had kept: that says nothing of the feed.
                answer = self._tried(line, target, headers, left - (time.monotonic() - start))
            return answer, time.monotonic() - start

    def _tried(self, line: Line, target: Url, headers: Mapping[str, str], left: float) -> Response | Problem:
        """One answer over the host's line, which is hung up after any trouble."""
        guard, connection = line.opened(lambda: self._connection(target))
        with self._watchdog.over(guard, max(0.0, left)):
            try:
                answer = _exchange(connection, target, headers)
            except UnwantedError as refused:
                answer = Problem(str(refused))
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                answer = _problem(error)
        # A connection that we ended looks like an answer that has come to its end.
        answer = SLOW if guard.expired else answer
        if isinstance(answer, Problem):
            line.close()
        return answer

    def _connection(self, target: Url) -> tuple[Guard, Connection]:
        """A connection that is made with the first request over it, and the guard that makes it."""
        guard = Guard(self._allow, self._resolver)
        host, port = (target.host or "").strip("[]"), _port(target)
        if target.scheme == "https":
            # Made once: reading all authorities takes longer than a request.
            self._tls = self._tls or ssl.create_default_context()
            return guard, TlsConnection(host, port, timeout=self._timeout, ssl_context=self._tls, guard=guard)
        return guard, PlainConnection(host, port, timeout=self._timeout, guard=guard)


def _exchange(connection: Connection, target: Url, headers: Mapping[str, str]) -> Response | Problem:
    try:
        answer = ask(connection, target.request_uri, _headers(target, headers))
        body = unpack(answer.packed, answer.headers.get("content-encoding", ""))
    except TooLargeError:
        return TOO_LARGE
    return Response(answer.status, answer.headers, body, target.url)


def show(url: str) -> str:
    """An address without what may be secret in it: no user, password, query or fragment, no key among its folders."""
    try:
        target = parse_url(url)
    except LocationParseError:
        return "(an address that cannot be read)"
    path = "/".join("…" if KEY.fullmatch(part) else part for part in (target.path or "").split("/"))
    return f"{target.scheme}://{target.netloc}{path}"


def may_hold_login(url: str) -> bool:
    """Whether a user or a password stands in an address."""
    target = _parsed(url)
    return isinstance(target, Problem) or bool(target.auth)


def may_hold_secret(url: str) -> bool:
    """Whether an address has a place in which people put passwords and keys."""
    target = _parsed(url)
    return isinstance(target, Problem) or bool(target.auth or target.query)


def _parsed(url: str) -> Url | Problem:
    try:
        target = parse_url(url)
    except LocationParseError:
        return Problem("has an address that cannot be read; write it as https://host/path")
    if target.scheme not in ("http", "https") or not target.host:
        return Problem("has an address that is neither http nor https; write it as https://host/path")
    return target


def host_of(url: str) -> str:
    """The scheme, host and port of an address, without what may be secret in it."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{re.split('[/?#]', rest, maxsplit=1)[0].rpartition('@')[2]}".lower()


def _port(target: Url) -> int:
    return target.port or (443 if target.scheme == "https" else 80)


def _onward(target: Url, answer: Response) -> str | Problem:
    """Where a redirect leads. One that gives up encryption is not followed."""
    location = answer.headers.get("location", "").strip()
    if not location:
        return Problem(f"answers {answer.status} without saying where it has moved; check its address in a browser")
    try:
        onward = urljoin(target.url, location)
    except ValueError:
        return Problem("redirects to an address that cannot be read; check its address in a browser")
    if target.scheme == "https" and onward.lower().startswith("http:"):
        return Problem(
            f"redirects from https to {show(onward)}, which is not encrypted; "
            "write that address into the configuration if you trust it"
        )
    return onward


def _headers(target: Url, headers: Mapping[str, str]) -> dict[str, str]:
    """The request's headers; a user and password in the address go to that host only, as basic authentication."""
    own = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", **headers}
    return own | {"Authorization": make_headers(basic_auth=target.auth)["authorization"]} if target.auth else own


def _problem(error: Exception) -> Problem:
    """The failure as a clause for the operator; nothing of the address is repeated, it may hold a secret."""
    causes = tuple(_causes(error))
    if any(isinstance(cause, TimeoutError | HttpTimeout) for cause in causes):
        return SLOW
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return Problem("is at a host that cannot be found; check the spelling of its address and the network")
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Problem(f"has a certificate that cannot be trusted ({cause.verify_message}); nothing was fetched")
        if isinstance(cause, ConnectionRefusedError):
            return Problem("is at a host that refuses the connection; check the port, or wait until it is up again")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Problem("does not speak TLS as it should; check whether its address is http or https")
    return Problem(f"broke off ({type(causes[-1]).__name__}); it is tried again later")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and those within it: urllib3 puts them into the arguments as well as into the chain."""
    yield error
    inner = next((part for part in error.args if isinstance(part, BaseException)), None) or error.__cause__
    if inner is not None and inner is not error:
        yield from _causes(inner)
