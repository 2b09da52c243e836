"""Mail: TLS that is verified, headers that nobody can inject into, and honest outcomes."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from delivery_samples import MAIL, delivery
from hypothesis import given
from hypothesis import strategies as st
from servers.certificates import Certificates, make_certificates
from servers.smtp import MailFault, SmtpServer

from tracker.delivery.mail import MailTransport, build, message_id
from tracker.model import Outcome, Refused, Sent, Unknown

SENDER = "Policy tracker <tracker@example.org>"
READER = "reader@example.org"
LOGIN = ("robot", "pass-canary-w0rd")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


def transport(port: int, host: str = "localhost", **options: Any) -> MailTransport:
    return MailTransport(host, port, sender=SENDER, timeout=3.0, **options)


def logged_in(server: SmtpServer, certificates: Certificates, **options: Any) -> MailTransport:
    made = {"username": LOGIN[0], "password": lambda: LOGIN[1], "tls": certificates.client(), **options}
    return transport(server.port, **made)


def send(way: MailTransport, payload: dict[str, Any] = MAIL, to: str = READER) -> Outcome:
    return way.send(delivery(payload, to))


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
def test_a_message_arrives_over_verified_tls_after_a_login(certificates: Certificates, at_once: bool) -> None:
    with SmtpServer(certificates, tls_at_once=at_once, login=LOGIN) as server:
        way = logged_in(server, certificates, security="tls" if at_once else "starttls")
        outcome = send(way)
        (received,) = server.received
    assert server.logins == [LOGIN]
    assert (received.sender, received.recipients) == ("tracker@example.org", (READER,))
    message = received.message
    assert outcome == Sent(message["Message-ID"])
    assert (message["Subject"], message["To"], message["From"]) == (MAIL["subject"], READER, SENDER)
    assert (message["List-Id"], message["Date"]) == ("<policy.example.org>", "Mon, 13 Apr 2026 06:30:00 +0000")
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().strip() == MAIL["text"]


@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
def test_a_certificate_that_nobody_signed_is_refused_and_no_login_sent(
    certificates: Certificates, at_once: bool
) -> None:
    with SmtpServer(certificates, tls_at_once=at_once, login=LOGIN) as server:
        outcome = send(logged_in(server, certificates, tls=None, security="tls" if at_once else "starttls"))
        assert isinstance(outcome, Refused)
        assert "certificate that cannot be trusted" in outcome.reason
        assert not outcome.permanent
        assert (server.logins, server.received) == ([], [])


def test_a_certificate_for_another_host_is_refused(certificates: Certificates) -> None:
    with SmtpServer(certificates, login=LOGIN) as server:
        way = logged_in(server, certificates)
        way._host = "127.0.0.2"  # the certificate is for 127.0.0.1
        outcome = send(way)
        assert isinstance(outcome, Refused)
        assert server.logins == []


def test_starttls_that_was_stripped_on_the_way_is_refused_and_no_login_sent(certificates: Certificates) -> None:
    with SmtpServer(None, login=LOGIN, login_in_the_clear=True) as server:
        outcome = send(logged_in(server, certificates))
        assert isinstance(outcome, Refused)
        assert "offers no STARTTLS; nothing was sent" in outcome.reason
        assert (server.logins, server.received) == ([], [])


def test_no_login_goes_over_an_open_line(certificates: Certificates) -> None:
    with SmtpServer(None, login=LOGIN, login_in_the_clear=True) as server:
        outcome = send(logged_in(server, certificates, security="none"))
        assert isinstance(outcome, Refused)
        assert outcome.permanent
        assert "no login over an unencrypted connection" in outcome.reason
        assert (server.logins, server.received) == ([], [])


def test_a_wrong_password_is_permanent_and_never_told(
    certificates: Certificates, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "tracker")
    with SmtpServer(certificates, login=("robot", "another")) as server:
        outcome = send(logged_in(server, certificates))
    assert isinstance(outcome, Refused)
    assert outcome.permanent
    assert "refuses the login (535); check username and password" in outcome.reason
    assert "canary" not in str(outcome) + caplog.text


@pytest.mark.parametrize(
    ("fault", "permanent"),
    [
        (MailFault("MAIL", "451 later"), False),
        (MailFault("MAIL", "550 not you"), True),
        (MailFault("RCPT", "450 mailbox busy"), False),
        (MailFault("RCPT", "421 shutting down"), False),
        (MailFault("RCPT", "550 no such user"), True),
        (MailFault("DATA", "452 disk full"), False),
        (MailFault("DATA", "554 looks like spam"), True),
    ],
)
def test_a_refusal_is_temporary_or_permanent_as_its_number_says(fault: MailFault, permanent: bool) -> None:
    with SmtpServer() as server:
        server.faults.append(fault)
        outcome = send(transport(server.port, security="none"))
        assert outcome == Refused(f"the mail server refuses: {fault.answer}", permanent)
        assert server.received == []


@pytest.mark.parametrize("accept", [True, False], ids=["taken", "not taken"])
def test_a_connection_lost_after_the_message_leaves_nobody_knowing(accept: bool) -> None:
    with SmtpServer() as server:
        server.faults.append(MailFault("DATA", drop=True, accept=accept))
        outcome = send(transport(server.port, security="none"))
        assert isinstance(outcome, Unknown)
        assert len(server.received) == accept


@pytest.mark.parametrize("at", ["MAIL", "RCPT"])
def test_a_connection_lost_before_the_message_is_a_definite_no(at: str) -> None:
    with SmtpServer() as server:
        server.faults.append(MailFault(at, drop=True))
        outcome = send(transport(server.port, security="none"))
        assert isinstance(outcome, Refused)
        assert not outcome.permanent
        assert server.received == []


@contextmanager
def talker(*lines: bytes) -> Iterator[int]:
    """A server that says these lines, one after each command, whatever the command is, and then nothing more."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        connection, _ = listener.accept()
        with connection:
            for line in lines:
                connection.sendall(line)
                if not connection.recv(4096):
                    return
            threading.Event().wait(4)

    threading.Thread(target=talk, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ((), Refused),  # silence from the beginning
        ((b"554 go away\r\n",), Refused),
        ((b"HTTP/1.1 400 Bad Request\r\n",), Refused),  # another kind of server
        ((b"220 hello\r\n", b"250 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"), Unknown),  # then silence
        ((b"220 hello\r\n", b"250 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n", b"what?\r\n"), Unknown),
    ],
    ids=["silent", "554", "http", "silent after DATA", "nonsense after DATA"],
)
def test_a_server_that_does_not_speak_as_it_should(lines: tuple[bytes, ...], kind: type[Outcome]) -> None:
    with talker(*lines) as port:
        way = MailTransport("127.0.0.1", port, sender=SENDER, security="none", timeout=0.5)
        assert isinstance(send(way), kind)


HOSTILE = [
    "Rule\r\nBcc: everyone@example.org",  # a header of its own
    "Rule\nX-Injected: yes",
    "Rule\r\n\r\n<script>alert(1)</script>",  # a body of its own
    "Rule\x00\x0b\x0c\x1c\x85\u2028\u2029Bcc: x@example.org",  # every other line break
    "=?utf-8?q?Rule=0D=0ABcc=3A_x=40example=2Eorg?=",  # one in an encoded word
    "x" * 10_000,  # longer than any line may be
    "欧盟委员会通过" * 200,
    "\u202eelur wen A",  # right to left
    "Lone \ud800 half",
    "",
]


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_adds_a_header(title: str) -> None:
    headers = {"List-Id": title, "X-Digest": title, "Bcc": "x@example.org", "to": "x@example.org", "A b": "c", "": "d"}
    with SmtpServer() as server:
        outcome = send(transport(server.port, security="none"), {**MAIL, "subject": title, "headers": headers})
        assert isinstance(outcome, Sent)
        (received,) = server.received
    assert received.recipients == (READER,)
    names = {name.lower() for name in received.message}
    expected = {"from", "to", "subject", "list-id", "x-digest", "message-id", "mime-version", "content-type"}
    assert names == expected
    assert received.message["To"] == READER
    assert max(map(len, received.content.splitlines())) <= 998


texts = st.text() | st.lists(st.sampled_from(["=?", "?=", "utf-8", "?q?", "?b?", "=0D=0A", "DQo=", "Bcc:", " "])).map(
    "".join
)


@given(subject=texts, name=st.text(max_size=20), value=texts)
def test_no_text_at_all_adds_a_header(subject: str, name: str, value: str) -> None:
    payload = {**MAIL, "subject": subject, "headers": {name: value, "X-Fine": value}}
    raw = build(delivery(payload, READER), SENDER, None).as_bytes()
    head = raw.partition(b"\r\n\r\n")[0]
    lines = [line for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    allowed = {b"from", b"to", b"subject", b"x-fine", b"message-id", b"mime-version", b"content-type"}
    known = allowed | {name.encode("utf-8", "replace").lower()}
    assert {line.partition(b":")[0].lower() for line in lines} <= known
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "address", ["", "no address", "a@example.org, b@example.org", "a@example.org\r\nBcc: b@example.org", "@"]
)
def test_an_address_that_is_none_is_refused_for_good(address: str) -> None:
    with SmtpServer() as server:
        outcome = send(transport(server.port, security="none"), to=address)
        assert isinstance(outcome, Refused)
        assert outcome.permanent
        assert server.connections == 0


def test_the_same_message_sent_again_is_known_by_its_id() -> None:
    with SmtpServer() as server:
        first = send(transport(server.port, security="none"))
        second = send(transport(server.port, security="none"))
        assert isinstance(first, Sent)
        assert first == second
        assert len(server.received) == 2
    others = {
        message_id(delivery(MAIL, READER, digest="dig_2"), SENDER),
        message_id(delivery(MAIL, "other@example.org"), SENDER),
        message_id(delivery(MAIL, READER, sequence=1), SENDER),
        first.reference,
    }
    assert len(others) == 4


def test_the_id_that_the_payload_brings_is_kept() -> None:
    payload = {**MAIL, "headers": {"Message-ID": "<own@example.org>"}}
    with SmtpServer() as server:
        assert send(transport(server.port, security="none"), payload) == Sent("<own@example.org>")


def test_a_message_without_a_date_is_dated_by_our_clock() -> None:
    payload = {**MAIL, "headers": {}}
    with SmtpServer() as server:
        now = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
        send(transport(server.port, security="none", now=lambda: now), payload)
        assert server.received[0].message["Date"] == "Mon, 13 Apr 2026 06:30:00 +0000"


def test_an_address_in_other_letters_goes_where_the_server_takes_it() -> None:
    with SmtpServer() as server:
        assert isinstance(send(transport(server.port, security="none"), to="leser@bücher.example"), Sent)
        assert server.received[0].recipients == ("leser@bücher.example",)


def test_a_line_that_begins_with_a_dot_stays_whole() -> None:
    with SmtpServer() as server:
        send(transport(server.port, security="none"), {**MAIL, "text": "One\n.\nTwo\n..three\n"})
        plain = next(server.received[0].message.iter_parts())
        assert plain.get_content().replace("\r\n", "\n") == "One\n.\nTwo\n..three\n"
