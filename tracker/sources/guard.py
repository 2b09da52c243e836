"""Connections that lead only where they may: resolve, check, connect to what was checked, and end in time."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from tracker.sources.addresses import refusal


class UnwantedError(Exception):
    """A connection that we refuse to make, and why: a clause that goes after "The feed …"."""


Resolver = Callable[[str, int], tuple[str, ...]]


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a host, each once, in the order of the system. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class Guard:
    """Makes the connections to one host, one at a time, to addresses that were checked; ends them from outside."""

    allow: frozenset[str]
    resolver: Resolver
    sockets: list[socket.socket] = field(default_factory=list)
    expired: bool = False

    def connect(self, host: str, port: int, timeout: float) -> socket.socket:
        """A socket to the first checked address that answers. Raises UnwantedError or OSError."""
        plain = host.strip("[]").rstrip(".").lower()
        addresses = self.resolver(plain, port)
        allowed = addresses if place(plain, port) in self.allow else _public(plain, port, addresses)
        failure: OSError = OSError(f"{plain} has no address")
        for address in allowed:
            try:
                opened = socket.create_connection((address, port), timeout)
            except OSError as error:
                failure = error
            else:
                # A handle of our own: TLS takes the other one over. The connection before this one has ended.
                self.close()
                self.sockets.append(opened.dup())
                if self.expired:
                    self.expire()
                return opened
        raise failure

    def expire(self) -> None:
        """End what is under way: a server that sends a byte a second would otherwise hold us for ever."""
        self.expired = True
        for opened in self.sockets:
            try:
                opened.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it has ended by itself

    def close(self) -> None:
        """Give up the handles; the connections themselves are their owner's."""
        for opened in self.sockets:
            opened.close()
        self.sockets.clear()


def place(host: str, port: int) -> str:
    """host:port as the operator's allow-list writes it; IPv6 in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _public(host: str, port: int, addresses: tuple[str, ...]) -> tuple[str, ...]:
    reasons = {address: refusal(address) for address in addresses}
    allowed = tuple(address for address, reason in reasons.items() if reason is None)
    if addresses and not allowed:
        address, reason = next(iter(reasons.items()))
        raise UnwantedError(
            f"is at {place(host, port)}, and {address} {reason}; "
            f"if that is meant, add {place(host, port)} to http.allow in the configuration"
        )
    return allowed


class _Guarded:
    """Connects through the guard instead of by name, so that what was checked is what is connected to."""

    guard: Guard

    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        self.guard = guard
        super().__init__(*args, **options)

    def _new_conn(self: Any) -> socket.socket:
        opened: socket.socket = self.guard.connect(self._dns_host, self.port, self.timeout)
        return opened


class PlainConnection(_Guarded, HTTPConnection):
    """HTTP to one host: takes `guard`."""


class TlsConnection(_Guarded, HTTPSConnection):
    """HTTPS to one host: takes `guard`."""


class PlainPool(urllib3.HTTPConnectionPool):
    """For one request over HTTP: takes `guard`."""

    ConnectionCls = PlainConnection


class TlsPool(urllib3.HTTPSConnectionPool):
    """For one request over HTTPS: takes `guard`."""

    ConnectionCls = TlsConnection
