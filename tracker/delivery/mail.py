"""Deliveries as e-mail over SMTP: one message a delivery, over verified TLS, never a login in the clear.

Mail is delivered at least once by its nature: a connection that breaks after the text was handed over leaves nobody
knowing. The Message-ID depends on the digest and the address alone, so that the same message sent again is known as
such.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Any, Literal

from tracker.errors import TrackerError
from tracker.model import Delivery, Outcome, Refused, Sent, Unknown

Security = Literal["starttls", "tls", "none"]
OURS = frozenset({"from", "to", "cc", "bcc", "subject", "sender", "mime-version"})
"""Headers that a payload's own `headers` may not set."""
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
CONTENT_ID = re.compile(r"[A-Za-z0-9._-]+@[A-Za-z0-9._-]+")
LONGEST_ANSWER = 200


class MailTransport:
    """Sends through one SMTP server; the destination is one mail address, the reference the Message-ID.

    `password` is asked for each time; it raises TrackerError where it cannot be had. `now` dates a message whose
    payload carries no Date. `tls` replaces the system's certificates. "none" is for a server on this machine and never
    logs in.
    """

    def __init__(
        self,
        host: str,
        port: int = 587,
        *,
        sender: str,
        security: Security = "starttls",
        username: str | None = None,
        password: Callable[[], str | None] | None = None,
        timeout: float = 30.0,
        tls: ssl.SSLContext | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._sender = sender
        self._security = security
        self._username = username
        self._password = password
        self._timeout = timeout
        self._tls = tls
        self._now = now

    def send(self, delivery: Delivery, *, parent: str | None = None) -> Outcome:
        """Send one message. A refusal in the 4xx is temporary, in the 5xx permanent; what breaks after DATA unknown."""
        try:
            message = build(delivery, self._sender, self._now() if self._now else None)
        except (ValueError, TypeError, IndexError, KeyError, MessageError) as error:
            return Refused(
                f"the message cannot be made ({type(error).__name__}); check the address and the sender", True
            )
        opened = self._open()
        if isinstance(opened, Refused):
            return opened
        try:
            return self._hand_over(opened, delivery.destination, message)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                opened.quit()
            opened.close()

    def _open(self) -> smtplib.SMTP | Refused:
        """A connection that is encrypted and logged in as configured, or why there is none."""
        server: smtplib.SMTP | None = None
        try:
            server = self._connect()
            if self._security == "starttls":
                server.starttls(context=self._context())
            server.ehlo_or_helo_if_needed()
            if self._username is not None:
                if self._security == "none":
                    raise _NoLoginError
                server.login(self._username, (self._password and self._password()) or "")
        except (OSError, smtplib.SMTPException, ValueError, TrackerError) as error:
            if server is not None:
                server.close()
            return self._refusal(error)
        return server

    def _connect(self) -> smtplib.SMTP:
        if self._security == "tls":
            return smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=self._context())
        return smtplib.SMTP(self._host, self._port, timeout=self._timeout)

    def _context(self) -> ssl.SSLContext:
        return self._tls or ssl.create_default_context()

    def _hand_over(self, server: smtplib.SMTP, address: str, message: EmailMessage) -> Outcome:
        """MAIL, RCPT and DATA one by one, because what a lost connection means depends on how far it came."""
        wide = not address.isascii()
        try:
            if wide and not server.has_extn("smtputf8"):
                return Refused("the mail server takes no address with such letters (no SMTPUTF8)", permanent=True)
            options = ("SMTPUTF8", "BODY=8BITMIME") if wide else ()
            code, answer = server.mail(parseaddr(self._sender)[1], options)
            if code == 250:
                code, answer = server.rcpt(address)
            if code not in (250, 251):
                return _answered(code, answer)
        except (OSError, smtplib.SMTPException) as error:
            return self._refusal(error)
        return self._data(server, message, (SMTPUTF8 if wide else SMTP).clone(cte_type="7bit"))

    def _data(self, server: smtplib.SMTP, message: EmailMessage, policy: Any) -> Outcome:
        raw = message.as_bytes(policy=policy)
        try:
            code, answer = server.data(raw)
        except smtplib.SMTPDataError as error:
            return _answered(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            return Unknown(
                f"the connection to the mail server broke while the message was handed over ({_kind(error)})"
            )
        if code == -1:
            return Unknown("the mail server's answer to the message cannot be read")
        return Sent(str(message["Message-ID"])) if code == 250 else _answered(code, answer)

    def _refusal(self, error: Exception) -> Refused:
        """What went wrong before any message was handed over, with what to do. No secret is repeated."""
        place = f"the mail server {self._host}:{self._port}"
        if isinstance(error, TrackerError):
            no_login = isinstance(error, _NoLoginError)
            return Refused(str(error), permanent=no_login, place=no_login)
        if isinstance(error, smtplib.SMTPNotSupportedError):
            missing = "offers no STARTTLS" if self._security == "starttls" else "offers no login"
            return Refused(f"{place} {missing}; nothing was sent, check `port` and `security`", permanent=False)
        if isinstance(error, ssl.SSLCertVerificationError):
            return Refused(
                f"{place} has a certificate that cannot be trusted ({error.verify_message})", permanent=False
            )
        if isinstance(error, smtplib.SMTPAuthenticationError):
            permanent = error.smtp_code >= 500
            reason = f"{place} refuses the login ({error.smtp_code}); check username and password"
            return Refused(reason, permanent, place=permanent)
        if isinstance(error, smtplib.SMTPResponseException):
            return _answered(error.smtp_code, error.smtp_error)
        return Refused(
            f"{place} cannot be reached ({_kind(error)}); check the address and the network", permanent=False
        )


class _NoLoginError(TrackerError):
    """A login was asked for where it would be read by everyone on the way."""

    def __init__(self) -> None:
        super().__init__("no login over an unencrypted connection; set `security` to starttls or tls")


def build(delivery: Delivery, sender: str, now: datetime | None) -> EmailMessage:
    """The message of a delivery. No text of the payload can begin a header of its own. Raises ValueError."""
    payload = delivery.payload
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = _one_line(sender)
    message["To"] = Address(addr_spec=delivery.destination)
    message["Subject"] = _one_line(payload["subject"])
    for name, value in _headers(payload.get("headers") or {}):
        message[name] = value
    if "Message-ID" not in message:
        message["Message-ID"] = message_id(delivery, sender)
    if "Date" not in message and now is not None:
        message["Date"] = format_datetime(now)
    message.set_content(_text(payload["text"]))
    if payload.get("html"):
        message.add_alternative(_text(payload["html"]), subtype="html")
        _add_images(message, payload.get("images") or {})
    for name, page in (payload.get("attachments") or {}).items():
        message.add_attachment(_text(page), subtype="html", filename=_one_line(name))
    return message


def _add_images(message: EmailMessage, images: Mapping[str, str]) -> None:
    """Put the pictures beside the page that shows them, by their content ids. Raises ValueError where one is none."""
    page = message.get_body(("html",))
    for name, picture in images.items():
        if page is not None and CONTENT_ID.fullmatch(name):
            page.add_related(b64decode(picture, validate=True), "image", "png", cid=f"<{name}>", disposition="inline")


def message_id(delivery: Delivery, sender: str) -> str:
    """The same for the same digest and address, whenever and however often it is sent."""
    name = sha256(f"{delivery.digest_id}\x1f{delivery.sequence}\x1f{delivery.destination}".encode()).hexdigest()[:32]
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return f"<{name}@{domain or 'localhost'}>"


def _headers(headers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The payload's further headers, those that are ours or none left out."""
    fine = [name for name in headers if HEADER_NAME.fullmatch(name) and name.lower() not in OURS]
    return [(name, _one_line(headers[name])) for name in fine if not name.lower().startswith("content-")]


def _one_line(value: object) -> str:
    """Text for a header: every line break and control character becomes a blank.

    The beginning of an encoded word is broken up: Python decodes it when the header is set, line breaks within it
    included, and then writes those as they are (CVE-2024-6923).
    """
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in _text(value)).split())
    return plain.replace("=?", "= ?")


def _text(value: object) -> str:
    """Text that can be encoded: lone surrogates are replaced."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _answered(code: int, answer: bytes | str) -> Refused:
    """A refusal in the server's own words, shortened."""
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return Refused(f"the mail server refuses: {code} {_one_line(words)[:LONGEST_ANSWER]}", permanent=code >= 500)


def _kind(error: Exception) -> str:
    return "no answer in time" if isinstance(error, TimeoutError) else type(error).__name__
