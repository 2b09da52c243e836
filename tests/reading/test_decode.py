"""Bytes become text, whatever they are."""

from __future__ import annotations

import pytest

from tracker.reading.decode import declared_in_html, decode, known_charset


@pytest.mark.parametrize(
    ("content", "declared", "text", "warned"),
    [
        ("Köln".encode(), None, "Köln", False),
        ("Köln".encode("utf-8-sig"), None, "Köln", False),  # a byte order mark is no text
        ("Köln".encode("utf-16"), None, "Köln", False),
        (b"\xff\xfeK\x00\xf6\x00l", None, "Kö\ufffd", True),  # cut in the middle of a character
        ("Köln".encode("cp1252"), None, "Köln", True),
        ("“Köln” – 5 €".encode("cp1252"), None, "“Köln” – 5 €", True),  # typographic quotes of Windows
        (b"caf\xe9 \x81", None, "café \x81", True),  # not even Windows-1252: Latin-1 takes every byte
        ("Köln".encode("iso8859-15"), "iso-8859-15", "Köln", False),
        ("東京".encode("shift_jis"), "shift_jis", "東京", False),
        ("Köln".encode(), "us-ascii", "KÃ¶ln", False),  # declared as Latin: read as browsers do
        ("Köln".encode(), "x-unknown", "Köln", True),
        ("Köln".encode(), "hex", "Köln", True),  # a codec, but none of text
        ("Köln".encode(), "utf-16", "Köln", True),  # declared wrongly, good UTF-8
        (b"a\r\nb", None, "a\r\nb", False),  # line ends stay
        (b"", None, "", False),
    ],
)
def test_bytes_are_decoded(content: bytes, declared: str | None, text: str, warned: bool) -> None:
    decoded, warnings = decode(content, declared)
    assert (decoded, bool(warnings)) == (text, warned)


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "windows-1251"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html/>', "iso-8859-2"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_the_charset_of_a_page_is_read_from_its_head(page: bytes, charset: str | None) -> None:
    assert declared_in_html(page) == charset


def test_no_name_of_a_charset_raises() -> None:
    names = (None, "", "utf-8", "UTF8", "x", "rot13", "base64", "idna", "a\x00b", "ü", "undefined", "unicode_escape")
    assert {name: known_charset(name) for name in names}["UTF8"] == "utf-8"
