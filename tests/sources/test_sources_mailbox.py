"""A mailbox on a real server: every letter once, nothing touched, and every trouble in one clear sentence."""

from __future__ import annotations

import json
import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from servers.certificates import Certificates, make_certificates
from servers.http import HttpServer, Page
from servers.imap import PASSWORD, USER, Imap, dovecot, letter, serving

from tracker.errors import TrackerError
from tracker.model import Fetched, SourceState
from tracker.sources import Account, Mailbox, Proof, Wanted
from tracker.sources import mailbox as room
from tracker.sources.letters import headers_of

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
needs_dovecot = pytest.mark.skipif(dovecot() is None, reason="dovecot is not installed (Debian: dovecot-imapd)")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def server(certificates: Certificates) -> Iterator[Imap]:
    with serving(certificates) as running:
        yield running


def source(port: int, certificates: Certificates, folder: str = "INBOX", **changed: Any) -> Mailbox:
    account = Account("localhost", port, USER, folder)
    given = {"password": lambda: PASSWORD, "context": certificates.client, "timeout": 5.0, **changed}
    return Mailbox("letters", account, timedelta(minutes=5), **given)


def names(fetched: Fetched) -> list[str]:
    assert fetched.state.error is None
    return [document.name for document in fetched.documents]


def letters(*numbers: int) -> list[str]:
    return [f"letter-{number}@quay.example" for number in numbers]


# ---------------------------------------------------------------- who is let in, and what is believed


@needs_dovecot
def test_a_token_lets_in_and_a_wrong_one_is_told(certificates: Certificates) -> None:
    with HttpServer() as issuer, serving(certificates, issuer.url("/tokens")) as server:
        server.add(letter(1))
        asked: list[str] = []
        mailbox = source(server.port, certificates, password=lambda: asked.append("x") or "t0k3n", token=True)
        issuer.put("/tokens", Page(json.dumps({"email": USER, "expires_in": 3600}).encode(), content_type="text/json"))
        assert names(mailbox.fetch(SourceState(), NOW)) == letters(1)
        assert "access_token=t0k3n" in issuer.requests[0].path
        issuer.put("/tokens", Page(b"{}", 401, content_type="text/json"))
        refused = trouble(mailbox)
        assert refused.startswith("refuses the user or the token")
        assert "t0k3n" not in refused
        assert asked == ["x", "x"]  # read anew at each look


@needs_dovecot
def test_a_server_without_tokens_is_told(server: Imap, certificates: Certificates) -> None:
    assert trouble(source(server.port, certificates, token=True)).startswith("takes no OAuth 2 token")


@needs_dovecot
def test_only_letters_of_proved_senders_come(server: Imap, certificates: Certificates) -> None:
    proved, forged, doubled = letter(1), letter(2), letter(3)
    proved["Authentication-Results"] = "mx.desk.example; dkim=pass header.d=quay.example"
    forged["Authentication-Results"] = "mx.evil.example; dkim=pass header.d=quay.example"
    raw = b"From: second@evil.example\n" + proved.as_bytes().replace(b"letter-1@", b"letter-3@")
    for message in (proved, forged):
        server.add(message)
    server.add(doubled).write_bytes(raw)
    strict = source(server.port, certificates, proof=Proof("dkim", "mx.desk.example"))
    fetched = strict.fetch(SourceState(), NOW)
    assert names(fetched) == letters(1)
    assert fetched.warnings == (
        "the mail “Letter 2” is not taken: it has no Authentication-Results of mx.desk.example, "
        "but of mx.evil.example; check `authserv_id`",
        "the mail “Letter 1” is not taken: it has more than one From, as forged mails do",
    )
    assert strict.fetch(fetched.state, NOW).warnings == ()  # told once
    lenient = source(server.port, certificates).fetch(SourceState(), NOW)
    assert names(lenient) == letters(1, 2, 3)
    assert lenient.warnings == ("the mail “Letter 1” has more than one From; it may be forged",)


# ---------------------------------------------------------------- what comes in


@needs_dovecot
def test_each_letter_comes_once_as_it_was_sent_and_nothing_is_touched(server: Imap, certificates: Certificates) -> None:
    for number in range(3):
        server.add(letter(number))
    mailbox = source(server.port, certificates)
    first = mailbox.fetch(SourceState(), NOW)
    assert names(first) == letters(0, 1, 2)
    assert {document.media_type for document in first.documents} == {"message/rfc822"}
    assert first.documents[2].content == letter(2).as_bytes().replace(b"\n", b"\r\n")
    # Dovecot answers `4:*` with mail 3: it must not come again.
    second = mailbox.fetch(first.state, NOW)
    assert names(second) == []
    server.add(letter(3))
    third = mailbox.fetch(second.state, NOW)
    assert names(third) == letters(3)
    assert server.flags == set()  # nothing was marked as read


@needs_dovecot
def test_a_look_whose_documents_were_not_stored_is_done_again(server: Imap, certificates: Certificates) -> None:
    server.add(letter(1))
    mailbox = source(server.port, certificates)
    before = mailbox.fetch(SourceState(), NOW).state
    server.add(letter(2))
    assert names(mailbox.fetch(before, NOW)) == names(mailbox.fetch(before, NOW)) == letters(2)


@needs_dovecot
def test_only_what_is_wanted_comes(server: Imap, certificates: Certificates) -> None:
    server.add(letter(1))
    server.add(letter(2, sender="quay.example <spam@shop.example>"))
    server.add(letter(3, sender="Harbour <HARBOUR@news.quay.example>"))
    server.add(letter(4, subject="Gebühren für Kreuzfahrtschiffe"))
    wanted = {
        Wanted(("quay.example",)): letters(1, 3, 4),
        Wanted(("letter@quay.example",)): letters(1, 4),
        Wanted(list_ids=("LETTERS.quay.example",)): letters(1, 2, 3, 4),
        Wanted(list_ids=("other.example",)): [],
        Wanted(subjects=("kreuzfahrt", "nothing")): letters(4),
        Wanted(("quay.example",), (), ("letter 3",)): letters(3),
    }
    found = {one: names(source(server.port, certificates, wanted=one).fetch(SourceState(), NOW)) for one in wanted}
    assert found == wanted


@needs_dovecot
def test_another_wish_looks_at_all_mails_again(server: Imap, certificates: Certificates) -> None:
    server.add(letter(1))
    none = source(server.port, certificates, wanted=Wanted(subjects=("nothing",)))
    state = none.fetch(SourceState(), NOW).state
    assert names(source(server.port, certificates).fetch(state, NOW)) == letters(1)


@needs_dovecot
def test_a_folder_that_is_numbered_anew_gives_only_what_is_new(server: Imap, certificates: Certificates) -> None:
    for number in range(4):
        server.add(letter(number))
    mailbox = source(server.port, certificates)
    state = mailbox.fetch(SourceState(), NOW).state
    for reset in range(3):
        server.renumber()
        server.add(letter(10 + reset))
        fetched = mailbox.fetch(state, NOW)
        assert fetched.state.cursor["validity"] != state.cursor["validity"]
        assert names(fetched) == letters(10 + reset)
        state = fetched.state
    assert names(mailbox.fetch(state, NOW)) == []


@needs_dovecot
def test_many_mails_come_in_several_looks_that_follow_at_once(
    server: Imap, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_TAKEN", 2)
    monkeypatch.setattr(room, "HEADERS", 3)
    for number in range(5):
        server.add(letter(number))
    mailbox, state, found = source(server.port, certificates), SourceState(), []
    for _ in range(3):
        fetched = mailbox.fetch(state, NOW)
        assert (fetched.state.next_look == NOW) is (len(found) < 3)
        state, found = fetched.state, found + names(fetched)
    assert found == letters(0, 1, 2, 3, 4)


@needs_dovecot
def test_a_mail_that_is_too_large_is_said_and_stops_no_other(
    server: Imap, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LARGEST", 5_000)
    huge = letter(1)
    huge.set_content("word " * 2_000)
    server.add(huge)
    server.add(letter(2))
    fetched = source(server.port, certificates).fetch(SourceState(), NOW)
    assert names(fetched) == letters(2)
    assert fetched.warnings == ("the mail “Letter 1” is larger than 25 MB and is not read; save its text as a file",)


@needs_dovecot
def test_a_folder_in_any_script_is_read(server: Imap, certificates: Certificates) -> None:
    server.add(letter(1), "Gr&APwA3w-e")  # as a server writes Grüße
    assert names(source(server.port, certificates, "Grüße").fetch(SourceState(), NOW)) == letters(1)


# ---------------------------------------------------------------- what goes wrong


def trouble(mailbox: Mailbox, state: SourceState | None = None) -> str:
    """The sentence about it, without its beginning."""
    fetched = mailbox.fetch(state or SourceState(), NOW)
    assert fetched.documents == ()
    assert fetched.state.failures == 1
    assert fetched.state.next_look == NOW + timedelta(minutes=5)
    told = fetched.state.error or ""
    begin = f"The mailbox {mailbox.account} "
    assert told.startswith(begin) and told.endswith(".")
    assert PASSWORD not in told
    return told.removeprefix(begin)


@needs_dovecot
def test_a_refused_password_a_wrong_folder_and_a_strange_certificate_are_said(
    server: Imap, certificates: Certificates, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.add(letter(1), "Letters")
    assert trouble(source(server.port, certificates, password=lambda: PASSWORD + "!")) == (
        "refuses the user or the password; check both, and whether the provider asks for an app password."
    )
    assert trouble(source(server.port, certificates, "Leters")) == (
        "has no folder of that name; there are INBOX, Letters."
    )
    assert trouble(source(server.port, certificates, context=ssl.create_default_context)) == (
        "has a certificate that cannot be trusted; check the name of the server. No password was sent."
    )
    other = replace(source(server.port, certificates), account=Account("127.0.0.2", server.port, USER, "INBOX"))
    assert "refuses the connection" in trouble(other) or "certificate" in trouble(other)
    assert names(source(server.port, certificates, "Letters").fetch(SourceState(), NOW)) == letters(1)
    assert PASSWORD not in caplog.text
    assert "cruise ships" not in caplog.text


@needs_dovecot
def test_a_failure_forgets_nothing(server: Imap, certificates: Certificates) -> None:
    server.add(letter(1))
    mailbox = source(server.port, certificates)
    state = mailbox.fetch(SourceState(), NOW).state
    broken = source(server.port, certificates, password=lambda: "wrong").fetch(state, NOW).state
    assert broken.failures == 1
    assert names(mailbox.fetch(broken, NOW)) == []


def secret_is_gone() -> str:
    raise TrackerError("The secret in /run/secrets/imap cannot be read: No such file or directory.")


def test_without_a_password_nobody_is_asked(certificates: Certificates) -> None:
    assert trouble(source(1, certificates, password=lambda: None)) == (
        "needs a password; add `password` or `password_file` to the source."
    )
    assert trouble(source(1, certificates, password=secret_is_gone)) == (
        "was not asked: The secret in /run/secrets/imap cannot be read: No such file or directory."
    )


def test_a_server_that_is_not_there_is_said(certificates: Certificates) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    assert trouble(source(port, certificates)) == "is at a host that refuses the connection; check the port."
    nowhere = Account("mail.invalid", 993, USER, "INBOX")
    assert trouble(replace(source(port, certificates), account=nowhere)) == (
        "is at a host that cannot be found; check the spelling of the address."
    )


@pytest.mark.parametrize(
    ("greeting", "sentence"),
    [
        # A web server, or IMAP without TLS, on that port.
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "does not speak TLS as it should; check that its port speaks imaps"),
        # One that takes the connection and says nothing.
        (b"", "did not answer in time; it is tried again later."),
    ],
)
def test_a_server_that_speaks_something_else_is_said(
    certificates: Certificates, greeting: bytes, sentence: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        held: list[socket.socket] = []

        def answer() -> None:
            held.append(listener.accept()[0])
            held[0].sendall(greeting)

        thread = threading.Thread(target=answer)
        thread.start()
        assert trouble(source(listener.getsockname()[1], certificates, timeout=0.5)).startswith(sentence)
        thread.join()
        held[0].close()


# ---------------------------------------------------------------- addresses and headers

ADDRESSES = (
    ("imaps://ana@mail.example.org/INBOX", Account("mail.example.org", 993, "ana", "INBOX")),
    # A user with a host of its own, spelled out or not.
    ("imaps://ana%40example.org@mail.example.org/", Account("mail.example.org", 993, "ana@example.org", "INBOX")),
    ("imaps://ana@example.org@mail.example.org", Account("mail.example.org", 993, "ana@example.org", "INBOX")),
    # A folder in a folder, with a blank, and a port.
    ("imaps://ana@h:1993/Lists/Policy%20letters", Account("h", 1993, "ana", "Lists/Policy letters")),
)


@pytest.mark.parametrize(("address", "account"), ADDRESSES)
def test_an_address_names_server_user_and_folder(address: str, account: Account) -> None:
    assert Account.of(address) == account


def test_what_is_remembered_of_a_mailbox_holds_no_secret_and_tells_it_from_others(certificates: Certificates) -> None:
    one = source(993, certificates)
    assert USER not in one.address
    assert len({one.address, source(994, certificates).address, source(993, certificates, "Sent").address}) == 3


HEADERS = (
    # Folded and encoded.
    (b"Subject: =?utf-8?q?Geb=C3=BChren?=\r\n =?utf-8?q?_steigen?=\r\n", "Gebühren steigen"),
    # Doubled: the first counts, as for most readers.
    (b"Subject: one\r\nSubject: two\r\n", "one"),
    # Broken in every way.
    (b"Subject: =?nonsense?b?!!!?=\r\n", "=?nonsense?b?!!!?="),
    (b"Subject: caf\xe9\r\n", "caf\ufffd"),
    (b"\x00\r\n\r\nSubject: below the headers", None),
)


@pytest.mark.parametrize(("head", "subject"), HEADERS)
def test_headers_are_read_however_they_are_written(head: bytes, subject: str | None) -> None:
    assert headers_of(head).get("subject") == subject
