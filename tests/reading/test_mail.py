"""A mail becomes its letter, however broken it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.reading.mail import MAX_HEADERS, lay_out_mail

HEADERS = b"From: Quay Letter <q@example.org>\r\nSubject: Ports\r\nDate: Tue, 10 Mar 2026 09:30:00 +0200\r\n"
LETTER = "Antwerp closes two locks for repairs until the autumn, the port authority said on Monday. " * 4


def multipart(*parts: bytes) -> bytes:
    inner = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return HEADERS + b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n' + inner + b"--b--\r\n"


def plain_part(text: str) -> bytes:
    return b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()


def html_part(page: str) -> bytes:
    return b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()


def test_headers_tell_title_day_and_sender() -> None:
    layout = lay_out_mail(HEADERS + b"\r\nText")
    assert (layout.title, layout.publisher, layout.text) == ("Ports", "Quay Letter", "Text")
    assert layout.published == datetime(2026, 3, 10, 7, 30, tzinfo=UTC)


def test_the_plain_part_is_preferred_when_it_holds_the_letter() -> None:
    layout = lay_out_mail(multipart(plain_part(LETTER), html_part(f"<h1>Ports</h1><p>{LETTER}</p>")))
    assert layout.text.strip() == LETTER.strip()


def test_the_html_part_is_read_when_the_plain_one_is_a_stub() -> None:
    layout = lay_out_mail(multipart(plain_part("See the web version."), html_part(f"<p>{LETTER}</p>")))
    assert layout.text == LETTER.strip()


def test_attachments_are_no_letter() -> None:
    attached = b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nNot this"
    assert lay_out_mail(multipart(plain_part("This"), attached)).text.strip() == "This"


@pytest.mark.parametrize(
    ("headers", "title", "publisher"),
    [
        (b"Subject: =?utf-8?q?K=C3=B6ln?=\r\nFrom: =?utf-8?q?K=C3=B6lner?= <a@b.c>\r\n", "Köln", "Kölner"),
        (b"Subject: =?x-no-such?q?abc?=\r\nFrom: a@b.c\r\n", "abc", "a@b.c"),  # an unknown charset
        (b"Subject: =?utf-8?q?=F6=FF?=\r\nFrom: ((((\r\n", "öÿ", None),  # bytes that are no text, a broken address
        (b"Subject: =?utf-8?b?abcde?=\r\nFrom: \r\n", "=?utf-8?b?abcde?=", None),  # no base64
        (b"Subject: K\xf6ln\r\nFrom: \xff\xfe <x>\r\n", "K\ufffdln", "\ufffd\ufffd"),  # raw bytes
        (b"Subject: Re: AW: Fwd: Ports\r\nMessage-ID: <[>\r\n", "Ports", None),
        (b"Subject: one\r\n two\r\n", "one two", None),  # folded
        (b"Date: yesterday\r\nSubject: a\r\n", "a", None),
        (b"Date: Tue, 99 Mar 2026 99:99:99 +9999\r\nSubject: a\r\n", "a", None),
    ],
)
def test_every_header_is_read_for_itself(headers: bytes, title: str, publisher: str | None) -> None:
    layout = lay_out_mail(headers + b"\r\nText")
    assert (layout.title, layout.publisher, layout.text) == (title, publisher, "Text")


def test_mails_nested_a_thousand_deep_are_read_as_far_as_sensible() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1_000))
    assert lay_out_mail(HEADERS.replace(b"\r\n", b"\n") + nested + b"\n\ntext").warnings


def test_headers_too_long_are_cut() -> None:
    layout = lay_out_mail(
        HEADERS + b"X-Pad: " + b"a" * 70 + b"\r\n" + (b" " + b"a" * 70 + b"\r\n") * 2_000 + b"\r\nText"
    )
    assert len(HEADERS) < MAX_HEADERS
    assert layout.title == "Ports"
    assert layout.text.strip() == "Text"
    assert layout.warnings


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Hi,\n\n---------- Forwarded message ---------\nFrom: A <a@b.c>\nSubject: X\n\nThe story.", "The story."),
        ("Begin forwarded message:\n\n> From: A\n> Subject: X\n>\n> The story.", "The story."),
        ("My answer.\n\nOn Mon, 2 Mar 2026 at 10:00, A <a@b.c> wrote:\n> old text", "My answer.\n\n"),
        ("Meine Antwort.\n\nAm 2.3.2026 um 10:00 schrieb A <a@b.c>:\n> alt", "Meine Antwort.\n\n"),
    ],
)
def test_forwards_and_replies_give_the_text_that_counts(body: str, text: str) -> None:
    assert lay_out_mail(HEADERS + b"\r\n" + body.encode()).text.rstrip() == text.rstrip()


@pytest.mark.parametrize("charset", ["x-unknown", "utf-16", "hex", '"', "ascii; x=y", "\u00fc"])
def test_a_wrong_charset_loses_no_letter(charset: str) -> None:
    part = f"Content-Type: text/plain; charset={charset}\r\n\r\nPlain words".encode()
    assert "Plain words" in lay_out_mail(HEADERS + part).text


def test_flowed_lines_are_joined() -> None:
    part = b"Content-Type: text/plain; format=flowed\r\n\r\nOne line \r\nthat goes on.\r\nAnother."
    assert lay_out_mail(HEADERS + part).text == "One line that goes on.\nAnother."
