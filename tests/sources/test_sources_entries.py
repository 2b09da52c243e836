"""Feeds of every kind become entries; broken and hostile ones lose no good entry and raise nothing."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from feed_samples import ATOM, BASE, LAUGHS, RSS_090, RSS_091, RSS_10, RSS_20, feed, item, mutated
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.sources.cut import mend
from tracker.sources.entries import parse
from tracker.sources.parsed import Entry, Parsed

ATOM_PLAIN = ATOM.replace(b'type="html">&lt;p&gt;It was adopted.&lt;/p&gt;', b'type="text">2 &lt; 3, it was adopted.')


def only(body: bytes) -> Entry:
    (entry,) = parse(body, "", BASE).entries
    return entry


@pytest.mark.parametrize(
    ("body", "identity", "content", "published"),
    [
        (RSS_090, "", b"The council adopts a rule", None),
        (RSS_091, "", b"It was adopted.", None),
        (RSS_10, "https://news.example/1", b"<p>It was adopted at length.</p>", datetime(2026, 4, 6, 8, tzinfo=UTC)),
        (RSS_20, "n-1", b"<p>It was adopted.</p>", datetime(2026, 4, 6, 8, tzinfo=UTC)),
        (ATOM, "tag:news.example,2026:1", b"<p>It was adopted.</p>", datetime(2026, 4, 6, 8, tzinfo=UTC)),
    ],
    ids=["0.90", "0.91", "1.0", "2.0", "Atom"],
)
def test_every_kind_of_feed_is_read(body: bytes, identity: str, content: bytes, published: datetime | None) -> None:
    entry = only(body)
    assert (entry.title, entry.link) == ("The council adopts a rule", "https://news.example/1")
    assert (entry.id, entry.content, entry.published) == (identity, content, published)
    assert parse(body, "", BASE).title == "Old notes"


def test_plain_text_stays_plain() -> None:
    assert (only(ATOM_PLAIN).content, only(ATOM_PLAIN).media_type) == (b"2 < 3, it was adopted.", "text/plain")
    assert only(ATOM).media_type == "text/html"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Fees &amp;amp; charges", "Fees & charges"),  # escaped twice
        ("&lt;b&gt;Fees&lt;/b&gt; rise", "Fees rise"),  # mark-up
        ("2 &lt; 3", "2 < 3"),  # no mark-up
        ("<![CDATA[Fees <i>rise</i>]]>", "Fees rise"),
        ("Fees\n   rise", "Fees rise"),
        ("&lt;i&gt;&lt;/i&gt;", None),  # nothing to read
    ],
)
def test_a_title_is_plain_text(title: str, words: str | None) -> None:
    assert only(RSS_20.replace(b"The council adopts a rule", title.encode())).title == words


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("First line.\n\nSecond line.", "text/plain"),  # line breaks count
        ("2 &lt; 3 and R&amp;D", "text/plain"),
        ("&lt;p&gt;First.&lt;/p&gt;", "text/html"),
        ("R&amp;amp;D", "text/html"),  # an entity of HTML
    ],
)
def test_html_is_what_uses_it(text: str, media_type: str) -> None:
    body = RSS_20.replace(b"&lt;p&gt;It was adopted.&lt;/p&gt;", text.encode())
    assert only(body).media_type == media_type


def test_a_body_in_another_encoding_is_given_as_utf8() -> None:
    text = RSS_20.decode().replace("It was adopted", "Il a été adopté")
    latin = b'<?xml version="1.0" encoding="iso-8859-1"?>' + text.encode("latin-1")
    wide = ('<?xml version="1.0" encoding="utf-16"?>' + text).encode("utf-16")
    by_header = parse(text.encode("latin-1"), "text/xml; charset=iso-8859-1", BASE).entries[0]
    assert {only(latin).content, only(wide).content, by_header.content} == {"<p>Il a été adopté.</p>".encode()}


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("https://other.example/x", "https://other.example/x"),
        ("/2026/04/x?a=1&amp;b=2", "https://news.example/2026/04/x?a=1&b=2"),  # relative
        ("//cdn.example/x", "https://cdn.example/x"),  # without scheme
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("mailto:someone@example.org", None),
        ("http://[", None),  # no address at all
        ("  ", None),
    ],
)
def test_a_link_is_http_or_none(link: str, whole: str | None) -> None:
    assert only(RSS_20.replace(b"https://news.example/1", link.encode())).link == whole


@pytest.mark.parametrize("date", [b"yesterday", b"", b"0000-00-00T00:00:00Z", b"Mon, 99 Xxx 2026"])
def test_a_date_that_is_none_is_none(date: bytes) -> None:
    assert only(RSS_20.replace(b"Mon, 06 Apr 2026 10:00:00 +0200", date)).published is None


def ids(parsed: Parsed) -> list[str]:
    return [entry.id for entry in parsed.entries]


@pytest.mark.parametrize(
    "bad",
    [
        b"&#0;",  # no character of XML
        b"&#xD800;",  # half a character
        b"&#x110000;",  # beyond Unicode
        b"&#99999999999999;",  # far beyond
        b"&#xFFFFFFFFFFFF;",
        b"\x00\x0b\x1f",  # control characters
        b"&nbsp;&unknown;",  # entities that nobody declared
        b"a & b < c",  # marks that are not escaped
        b"<b>never closed",  # an element that is not closed
        b"</p></p>",  # one that was not opened
        b"\xff\xfe\xfa",  # bytes that are no UTF-8
        b"]]>",
        b"<![CDATA[ not ended ",
    ],
)
def test_a_bad_entry_harms_no_other(bad: bytes) -> None:
    parsed = parse(feed(item(1), item(2, b"Bad: " + bad), item(3)), "", BASE)
    assert [one for one in ids(parsed) if one != "n-2"] == ["n-1", "n-3"]
    fine = {entry.id: entry for entry in parsed.entries}
    assert (fine["n-1"].content, fine["n-3"].content) == (b"Fine.", b"Fine.")


def test_what_comes_before_a_feed_that_is_cut_off_is_read() -> None:
    whole = feed(item(1), item(2), item(3))
    assert ids(parse(whole[:-60], "", BASE))[:2] == ["n-1", "n-2"]


def test_an_entry_of_xhtml_keeps_its_markup() -> None:
    body = ATOM.replace(
        b'type="html">&lt;p&gt;It was adopted.&lt;/p&gt;',
        b'type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It was <b>adopted</b>.</p></div>',
    )
    assert b"<b>adopted</b>" in only(body).content


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>A page</body></html>", b"\x89PNG\r\n\x1a\n", b"{}", b"plain words", b"<a/>"]
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    assert not parse(body, "", BASE).is_feed


def test_a_feed_without_entries_is_a_feed() -> None:
    parsed = parse(feed(), "", BASE)
    assert (parsed.is_feed, parsed.entries) == (True, ())


def test_only_what_was_not_seen_is_given() -> None:
    first = parse(feed(item(1), item(2)), "", BASE)
    second = parse(feed(item(3), item(1), item(2, b"Corrected.")), "", BASE, frozenset(first.present))
    assert ids(second) == ["n-3", "n-2"]
    assert len(second.present) == 3
    assert parse(feed(item(2), item(1)), "", BASE, frozenset(first.present)).entries == ()


@pytest.mark.parametrize("bad", [b"", b"a & b"], ids=["well-formed", "broken"])
def test_unseen_entries_are_the_same_as_when_all_are_read(bad: bytes) -> None:
    body = feed(*(item(number, b"Text %d." % number) for number in range(5)), item(5, bad))
    everything = parse(body, "", BASE)
    seen = frozenset(everything.present[1:4])
    some = parse(body, "", BASE, seen)
    assert some.entries == tuple(entry for entry in everything.entries if entry.raw not in seen)


def test_a_doubled_entry_is_given_once() -> None:
    assert ids(parse(feed(item(1), item(1), item(2)), "", BASE)) == ["n-1", "n-2"]


@pytest.mark.parametrize(
    "body",
    [
        feed(item(1, b"&j;"), head=LAUGHS + b"]>"),  # entities within entities
        feed(item(1, b"&x;"), head=b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),  # a file as entity
        feed(item(1, b"&x;"), head=b"<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'>"),  # a document type elsewhere
        feed(item(1, b"<x>" * 2000 + b"</x>" * 2000)),  # deep
    ],
    ids=["laughs", "file", "elsewhere", "deep"],
)
def test_hostile_xml_opens_nothing_and_ends(body: bytes) -> None:
    parsed = parse(body, "", BASE)
    assert all(b"root:" not in entry.content and len(entry.content) < 100_000 for entry in parsed.entries)


def test_mending_changes_nothing_that_is_fine() -> None:
    for body in (RSS_20, ATOM, feed(item(1, b"&#65;&#x1F600;\t\r\n"))):
        assert mend(body) == body


MUTANTS = [RSS_10, RSS_20, ATOM, feed(item(1), item(2), item(3))]


@settings(max_examples=300)
@given(seed=st.integers(0, 2**32), which=st.sampled_from(MUTANTS))
def test_no_mutated_feed_raises(seed: int, which: bytes) -> None:
    body = mutated(which, random.Random(seed))
    parsed = parse(body, "", BASE)
    again = parse(body, "", BASE, frozenset(parsed.present))
    assert again.entries == ()
    assert all(entry.link is None or entry.link.startswith(("http://", "https://")) for entry in parsed.entries)


@settings(max_examples=300)
@given(seed=st.integers(0, 2**32))
def test_no_entry_is_lost_to_a_mutated_neighbour(seed: int) -> None:
    bad = mutated(item(2, b"Some words &amp; a bit of <b>markup</b>."), random.Random(seed))
    parsed = parse(feed(item(1), bad, item(3)), "", BASE)
    fine = {entry.id: entry.content for entry in parsed.entries}
    assert (fine.get("n-1"), fine.get("n-3")) == (b"Fine.", b"Fine.")
