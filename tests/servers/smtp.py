"""A real SMTP server (aiosmtpd) on loopback, with STARTTLS, a login and faults as a test asks for them.

with SmtpServer(certificates) as server:
    send(server.port)
    assert server.received[0].recipients == ("reader@example.org",)
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from servers.certificates import Certificates


@dataclass(frozen=True, slots=True)
class Received:
    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class MailFault:
    """What goes wrong once, at one step: answer "451 …", or close the connection, after taking the message or not."""

    at: str
    """CONNECT, MAIL, RCPT or DATA"""
    answer: str | None = None
    drop: bool = False
    accept: bool = False


@dataclass(slots=True)
class SmtpServer:
    """The server. `certificates` makes it offer STARTTLS (or speak TLS at once); `login` makes it ask for one."""

    certificates: Certificates | None = None
    tls_at_once: bool = False
    login: tuple[str, str] | None = None
    login_in_the_clear: bool = False
    received: list[Received] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)
    """what was sent as user and password, right or wrong"""
    faults: list[MailFault] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _loop: Any = None
    _server: Any = None
    _thread: threading.Thread | None = None

    def fault(self, at: str) -> MailFault | None:
        """The next fault for this step, used up by asking."""
        found = next((one for one in self.faults if one.at == at), None)
        if found is not None:
            self.faults.remove(found)
        return found

    def check_login(self, *data: Any) -> AuthResult:
        given = data[-1]
        fine = False
        if isinstance(given, LoginPassword):
            self.logins.append((given.login.decode(), given.password.decode()))
            fine = self.logins[-1] == self.login
        return AuthResult(success=fine, handled=fine)

    def _protocol(self) -> SMTP:
        self.connections += 1
        starttls = None if self.certificates is None or self.tls_at_once else self.certificates.server()
        return SMTP(
            _Handler(self),
            hostname="localhost",
            tls_context=starttls,
            authenticator=self.check_login if self.login else None,
            auth_require_tls=not self.login_in_the_clear and not self.tls_at_once,
            enable_SMTPUTF8=True,
            loop=self._loop,
        )

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        tls: ssl.SSLContext | None = None
        if self.tls_at_once and self.certificates is not None:
            tls = self.certificates.server()
        made = self._loop.create_server(self._protocol, "127.0.0.1", 0, ssl=tls)
        self._server = self._loop.run_until_complete(made)
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join(5)
        self._loop.close()

    async def _close(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Handler:
    """The hooks that aiosmtpd calls by their names."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._spoiled("MAIL", server) or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self._spoiled("RCPT", server) or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        received = Received(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content)
        fault = self._server.fault("DATA")
        if fault is None or fault.accept:
            self._server.received.append(received)
        if fault is not None and fault.drop:
            server.transport.abort()
        return (fault.answer if fault else None) or "250 OK"

    def _spoiled(self, at: str, server: Any) -> str | None:
        fault = self._server.fault(at)
        if fault is not None and fault.drop:
            server.transport.abort()
        return fault.answer if fault else None
