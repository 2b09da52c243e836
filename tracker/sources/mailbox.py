"""A folder of an IMAP mailbox as a source: the mails that match, each once, without touching any of them.

    login → EXAMINE (read-only) → headers of new UIDs → those that match → their bytes (BODY.PEEK) → Documents

A mail is known by the folder's UIDVALIDITY and its UID; the cursor holds the highest UID that was looked at, and is
stored in the transaction that stores the documents. Where a server numbers its mails anew, those that were seen are
known by their Message-ID.
"""

from __future__ import annotations

import imaplib
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from tracker.errors import TrackerError
from tracker.model import Document, Fetched, SourceState, make_id
from tracker.sources.letters import Wanted, all_headers, headers_of, name_of
from tracker.sources.proof import FIELDS, Proof, doubled_headers
from tracker.sources.schedule import failed, known_state, succeeded

if TYPE_CHECKING:
    from imapclient import IMAPClient

LARGEST = 25_000_000
"""bytes of one mail"""
TOO_LARGE = "is larger than 25 MB and is not read; save its text as a file"
HEADERS = 400
"""mails whose headers are asked for at once"""
MOST_LOOKED_AT = 4_000
"""mails whose headers one look reads; the next look goes on"""
MOST_TAKEN = 200
"""mails that one look takes"""
MOST_BYTES = 60_000_000
"""of the mails that one look takes"""
LOGIN_REFUSED = "refuses the user or the password; check both, and whether the provider asks for an app password"
OAUTH_REFUSED = "refuses the user or the token; a token holds for an hour or so: check that what renews it runs"
REMEMBERED = 3_000
"""names of mails that are remembered for a folder that is numbered anew"""
LONGEST = 300.0
"""seconds that one look may take, however slowly the server answers"""
IDLE_FOR = 600.0
"""seconds after which an IDLE is begun anew: servers end longer ones, and a dead connection shows"""
IDLE_STEP = 0.5
"""seconds between two looks whether the program wants to end"""
ASKED = ["RFC822.SIZE", f"BODY.PEEK[HEADER.FIELDS (LIST-ID MESSAGE-ID {' '.join(FIELDS)})]"]


@dataclass(frozen=True, slots=True)
class Account:
    """Where a mailbox is: imaps://user@host:port/folder."""

    host: str
    port: int
    user: str
    folder: str

    @classmethod
    def of(cls, address: str) -> Account:
        """From an address whose parts are written as in a URL; the folder is INBOX where none is named."""
        parts = urlsplit(address)
        folder = unquote(parts.path.lstrip("/")) or "INBOX"
        return cls(parts.hostname or "", parts.port or 993, unquote(parts.username or ""), folder)

    def __str__(self) -> str:
        return f"{self.folder} of {self.user} at {self.host}"


class _RefusalError(Exception):
    """Why a mailbox cannot be read: a clause that goes after "The mailbox …"."""


@dataclass(slots=True)
class _Look:
    """What one look has gathered so far."""

    uid: int
    """the highest UID that needs no second look"""
    seen: dict[str, None]
    """names of mails, the latest last"""
    documents: list[Document]
    warnings: list[str]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The letters in a mailbox. `password` is asked for at each look, so that a new one is seen without a restart.

    `token`: whether what `password` gives is an OAuth 2 access token. `proof`: what is required of each mail.
    """

    name: str
    account: Account
    every: timedelta
    password: Callable[[], str | None]
    wanted: Wanted = field(default_factory=Wanted)
    timeout: float = 30.0
    context: Callable[[], ssl.SSLContext] = ssl.create_default_context
    token: bool = False
    proof: Proof = field(default_factory=Proof)

    @property
    def address(self) -> str:
        """What tells this mailbox, and what is wanted of it, from others."""
        return make_id("imap", self.account, self.account.port, *self.wanted.words, *self.proof.words)

    def fetch(self, state: SourceState, now: datetime) -> Fetched:
        """The mails that are new and wanted, as documents. What goes wrong is told in the state's error."""
        state = known_state(state, self.address)
        try:
            with self._opened() as client:
                look, place = self._looked(client, state.cursor, now)
        except _RefusalError as error:
            reason = str(error)
        except (OSError, imaplib.IMAP4.error, ValueError) as error:
            reason = _meaning(error)
        else:
            cursor = {"address": self.address, **place, "uid": look.uid, "seen": list(look.seen)[-REMEMBERED:]}
            later = succeeded(state, now, self.every, cursor)
            if look.more:
                later = replace(later, next_look=now)
            return Fetched(tuple(look.documents), later, tuple(look.warnings))
        cursor = {**state.cursor, "address": self.address}
        error_told = f"The mailbox {self.account} {reason}."
        return Fetched((), failed(replace(state, cursor=cursor), now, self.every, error_told))

    def watch(self, nudge: Callable[[], None], stop: threading.Event) -> None:
        """Ask the server to tell of new mails (IDLE, RFC 2177) until `stop`; returns at once where it cannot."""
        with self._opened(patience=None) as client:
            if not client.has_capability("IDLE"):
                stop.wait()
                return
            self._select(client)
            nudge()  # for what came while nobody was listening
            while not stop.is_set():
                client.idle()
                told = _heard(client, stop)
                client.idle_done()
                if told:
                    nudge()

    # ------------------------------------------------------------ connection

    @contextmanager
    def _opened(self, patience: float | None = LONGEST) -> Iterator[IMAPClient]:
        """A connection that is logged in, and ends in time where `patience` (seconds) is given."""
        from imapclient import IMAPClient

        logging.getLogger("imapclient").setLevel(logging.WARNING)  # at DEBUG it would log whole mails
        password = self._password()
        client = IMAPClient(
            self.account.host, self.account.port, ssl=True, ssl_context=self.context(), timeout=self.timeout
        )
        watchdog = threading.Timer(patience or 0, _cut if patience else _leave, [client.socket()])
        watchdog.daemon = True
        watchdog.start()
        try:
            self._log_in(client, password)
            yield client
            with suppress(OSError, imaplib.IMAP4.error):
                client.logout()
        finally:
            watchdog.cancel()
            with suppress(OSError):
                client.shutdown()

    def _password(self) -> str:
        try:
            password = self.password()
        except TrackerError as error:
            raise _RefusalError(f"was not asked: {str(error).rstrip('.')}") from None
        if not password:
            raise _RefusalError("needs a password; add `password` or `password_file` to the source")
        return password

    def _log_in(self, client: IMAPClient, password: str) -> None:
        from imapclient.exceptions import LoginError

        try:
            if self.token and not client.has_capability("AUTH=XOAUTH2"):
                raise _RefusalError("takes no OAuth 2 token; give a password in its place")
            if self.token:
                client.oauth2_login(self.account.user, password)
            elif client.has_capability("AUTH=PLAIN"):
                client.plain_login(self.account.user, password)
            else:
                client.login(self.account.user, password)
        except LoginError as error:
            if "UNAVAILABLE" in str(error) or "LIMIT" in str(error):
                raise _RefusalError("lets nobody in just now; it is tried again later") from None
            raise _RefusalError(OAUTH_REFUSED if self.token else LOGIN_REFUSED) from None

    # ------------------------------------------------------------ mails

    def _looked(
        self, client: IMAPClient, cursor: Mapping[str, Any], now: datetime
    ) -> tuple[_Look, Mapping[str, int | bool]]:
        """What is new since the cursor; and the folder's UIDVALIDITY, and whether it is still gone through anew."""
        validity = int(self._select(client)[b"UIDVALIDITY"])
        seen = dict.fromkeys(str(name) for name in cursor.get("seen", ()))
        renumbered = cursor.get("validity") not in (None, validity)
        anew = renumbered or bool(cursor.get("anew"))
        look = _Look(0 if renumbered else int(cursor.get("uid", 0)), seen, [], [])
        self._take_new(client, look, frozenset(seen) if anew else frozenset(), now)
        return look, {"validity": validity, "anew": anew and look.more}

    def _select(self, client: IMAPClient) -> Mapping[bytes, Any]:
        try:
            told: Mapping[bytes, Any] = client.select_folder(self.account.folder, readonly=True)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            names = [str(name) for _, _, name in client.list_folders()]
            listed = ", ".join(sorted(names)[:8]) + (" and more" if len(names) > 8 else "")
            raise _RefusalError(f"has no folder of that name; there are {listed or 'none'}") from None
        if b"UIDVALIDITY" not in told:
            raise _RefusalError("is at a server that does not number its mails; it cannot be read")
        return told

    def _take_new(self, client: IMAPClient, look: _Look, known: frozenset[str], now: datetime) -> None:
        # A server answers `n:*` with its last mail even where that is older than n.
        new = sorted(uid for uid in client.search(["UID", f"{look.uid + 1}:*"]) if uid > look.uid)
        look.more = len(new) > MOST_LOOKED_AT
        size = 0
        for uid, told in _told(client, new[:MOST_LOOKED_AT]):
            headers = headers_of(_fields(told))
            mark = _mark(headers.get("message-id", ""))
            if mark not in known and self.wanted.matches(headers) and self._is_believed(told, headers, look):
                size += (bytes_of := int(told.get(b"RFC822.SIZE") or 0))
                if len(look.documents) >= MOST_TAKEN or (look.documents and size > MOST_BYTES):
                    look.more = True
                    return
                if bytes_of > LARGEST:
                    look.warnings.append(f"the mail “{headers.get('subject', '')[:80]}” {TOO_LARGE}")
                else:
                    self._take(client, uid, look, now)
            look.seen.pop(mark, None)
            look.seen |= {mark: None} if mark else {}
            look.uid = uid

    def _is_believed(self, told: Mapping[bytes, Any], headers: Mapping[str, str], look: _Look) -> bool:
        """Whether the mail may be from whom it says; what speaks against it is told."""
        written = all_headers(_fields(told))
        doubt = self.proof.doubt(written)
        subject = headers.get("subject", "")[:80]
        if doubt:
            look.warnings.append(f"the mail “{subject}” is not taken: {doubt}")
        elif doubled := doubled_headers(written):
            look.warnings.append(f"the mail “{subject}” has more than one {doubled[0]}; it may be forged")
        return doubt is None

    def _take(self, client: IMAPClient, uid: int, look: _Look, now: datetime) -> None:
        content = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
        if content:  # none: it was deleted since
            look.documents.append(Document(self.name, name_of(content), content, "message/rfc822", now))


def _told(client: IMAPClient, uids: list[int]) -> Iterator[tuple[int, Mapping[bytes, Any]]]:
    """The sizes and headers of mails, in the order of their UIDs; those deleted since are passed over."""
    for start in range(0, len(uids), HEADERS):
        asked = uids[start : start + HEADERS]
        answer = client.fetch(asked, ASKED)
        yield from ((uid, answer[uid]) for uid in asked if uid in answer)


def _fields(told: Mapping[bytes, Any]) -> bytes:
    """The headers that were asked for; servers differ in how they repeat the question."""
    return next((value or b"" for name, value in told.items() if name.startswith(b"BODY[HEADER")), b"")


def _mark(message_id: str) -> str:
    """A short name for a Message-ID, to remember it by; "" where there is none."""
    return make_id("m", message_id.strip())[2:] if message_id.strip() else ""


def _heard(client: IMAPClient, stop: threading.Event) -> bool:
    """Whether the server told of a new mail before the IDLE had to be renewed. Looks up twice a second."""
    for _ in range(int(IDLE_FOR / IDLE_STEP)):
        if any(len(told) > 1 and told[1] == b"EXISTS" for told in client.idle_check(timeout=IDLE_STEP)):
            return True
        if stop.is_set():
            return False
    return False


def _leave(connection: socket.socket) -> None:
    """Nothing: the connection stays."""


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _meaning(error: Exception) -> str:
    """What an error of the connection means, and what to do."""
    meanings: Iterable[tuple[type[Exception], str]] = (
        (
            ssl.SSLCertVerificationError,
            "has a certificate that cannot be trusted; check the name of the server. No password was sent",
        ),
        (ssl.SSLError, "does not speak TLS as it should; check that its port speaks imaps, usually 993"),
        (socket.gaierror, "is at a host that cannot be found; check the spelling of the address"),
        (ConnectionRefusedError, "is at a host that refuses the connection; check the port"),
        (TimeoutError, "did not answer in time; it is tried again later"),
        (imaplib.IMAP4.abort, "broke off the connection; it is tried again later"),
        (imaplib.IMAP4.error, "gave an answer that is no IMAP; check the address and the port"),
        (OSError, "cannot be reached; it is tried again later"),
    )
    found = next((meaning for kind, meaning in meanings if isinstance(error, kind)), None)
    return found or "gave an answer that is no IMAP; check the address and the port"
