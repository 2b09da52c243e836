"""One HTTP POST to an address of the operator's: checked, verified TLS, no proxy, no redirect, bounded time.

The same guard as for feeds: private networks only where `http.allow` names them.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from http.client import HTTPException

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError, NewConnectionError
from urllib3.util import Timeout, Url, parse_url

from tracker.delivery.webhook import Answer, NoAnswer
from tracker.sources.guard import Guard, PlainPool, Resolver, TlsPool, UnwantedError, resolve

USER_AGENT = "policy-tracker (webhook)"


class Poster:
    """Posts to http and https addresses. `allow`: host:port of servers in private networks; `timeout` bounds it all."""

    def __init__(
        self,
        *,
        allow: tuple[str, ...] = (),
        timeout: float = 30.0,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow = frozenset(entry.strip().lower() for entry in allow)
        self._timeout = timeout
        self._resolver = resolver
        self._tls = tls

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer | NoAnswer:
        """The status and headers of the answer, or why there is none and whether the body may have arrived."""
        try:
            target = parse_url(url)
        except LocationParseError:
            return NoAnswer("the address cannot be read", arrived=False)
        guard = Guard(self._allow, self._resolver)
        watchdog = threading.Timer(self._timeout, guard.expire)
        watchdog.daemon = True
        watchdog.start()
        try:
            return self._posted(target, body, headers, guard)
        except UnwantedError as refused:
            return NoAnswer(f"the address {refused}", arrived=False)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            return _no_answer(error, connected=bool(guard.sockets))
        finally:
            watchdog.cancel()
            watchdog.join()
            guard.close()

    def _posted(self, target: Url, body: bytes, headers: Mapping[str, str], guard: Guard) -> Answer:
        pool = self._pool(target, guard)
        try:
            answer = pool.urlopen(
                "POST",
                target.request_uri,
                body=body,
                headers={"User-Agent": USER_AGENT, **headers},
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()})
            finally:
                answer.close()
        finally:
            pool.close()

    def _pool(self, target: Url, guard: Guard) -> urllib3.HTTPConnectionPool:
        timeout = Timeout(connect=self._timeout, read=self._timeout)
        if target.scheme == "https":
            self._tls = self._tls or ssl.create_default_context()
            return TlsPool(target.host or "", target.port or 443, timeout=timeout, ssl_context=self._tls, guard=guard)
        return PlainPool(target.host or "", target.port or 80, timeout=timeout, guard=guard)


def _no_answer(error: BaseException, *, connected: bool) -> NoAnswer:
    """What went wrong, without the address, which may hold a secret."""
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NoAnswer(f"its certificate cannot be trusted ({cause.verify_message})", arrived=False)
    if not connected or any(isinstance(cause, NewConnectionError) for cause in causes):
        return NoAnswer("the server cannot be reached; check the address and the network", arrived=False)
    return NoAnswer("the server did not answer whole and in time", arrived=True)


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        reason = getattr(error, "reason", None)
        error = error.__cause__ or error.__context__ or (reason if isinstance(reason, BaseException) else None)
    return found
