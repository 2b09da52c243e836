"""The new blocks of a page are documents; what changes on it by itself is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers.http import HttpServer, Page

from tracker.model import Fetched, SourceState
from tracker.sources import Confined, Fetcher, WebPage
from tracker.sources.blocks import cut_page, deeper_than
from tracker.sources.charset import decoded

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
LATER = timedelta(minutes=20)


def html(*blocks: str, more: str = "") -> Page:
    listed = "".join(blocks)
    body = f"<html><head><title>Notices</title></head><body><ul class='notices'>{listed}</ul>{more}</body></html>"
    return Page(body.encode(), content_type="text/html; charset=utf-8")


def notice(number: int, text: str = "The council adopted it.", extra: str = "") -> str:
    return f"<li class='notice'><h3><a href='/n/{number}'>Notice {number}</a></h3><p>{text}</p>{extra}</li>"


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


def page_of(server: HttpServer, select: str = "ul.notices > li") -> WebPage:
    fetcher = Fetcher(allow=(server.place,), timeout=5)
    return WebPage("notices", server.url("/page"), select, timedelta(minutes=15), fetcher=fetcher)


def stored(state: SourceState) -> SourceState:
    """As it comes back from the store."""
    return replace(state, cursor=json.loads(json.dumps(dict(state.cursor))))


def looks(server: HttpServer, *pages: Page, gap: timedelta = LATER) -> list[Fetched]:
    """One look at each page, in order; a look's second request sees the same page."""
    state, found, source = SourceState(), [], page_of(server)
    for number, page in enumerate(pages):
        server.put("/page", page)
        fetched = source.fetch(stored(state), NOW + number * gap)
        assert fetched.state.error is None
        state = fetched.state
        found.append(fetched)
    return found


def titles(fetched: Fetched) -> list[str | None]:
    return [document.title for document in fetched.documents]


def test_at_the_first_look_every_block_is_a_document_later_what_is_new(server: HttpServer) -> None:
    first, second, third = looks(
        server,
        html(notice(1), notice(2, extra="<time datetime='2026-04-12T08:00:00+02:00'>12 April</time>")),
        html(notice(3), notice(1), notice(2)),
        html(notice(3), notice(2)),
    )
    assert titles(first) == ["Notice 1", "Notice 2"]
    assert titles(second) == ["Notice 3"]
    assert titles(third) == []
    document = first.documents[1]
    assert document.name == document.url == server.url("/n/2")
    assert document.published == datetime(2026, 4, 12, 6, tzinfo=UTC)
    assert document.media_type == "text/html; charset=utf-8"
    assert b"The council adopted it." in document.content


def test_a_block_that_says_something_else_is_read_again_under_its_name(server: HttpServer) -> None:
    first, second = looks(server, html(notice(1)), html(notice(1, "The council withdrew it.")))
    assert [document.name for document in first.documents] == [document.name for document in second.documents]
    assert first.documents[0].id != second.documents[0].id


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Adopted 2 days ago", "Adopted 3 days ago"),
        ("Veröffentlicht vor 2 Stunden", "Veröffentlicht vor 3 Stunden"),
        ("Publié il y a 2 jours", "Publié hier"),
        ("发布于2天前", "发布于3天前"),
        ("Adopted. 1,200 views", "Adopted. 1,317 views"),
        ("Adopted. 3 comments", "Adopted. 12 comments"),
        ("浏览次数：120", "浏览次数：134"),
        ("Last updated at 14:32", "Last updated at 15:02"),
        ("<span class='view-count'>12</span> Adopted", "<span class='view-count'>345</span> Adopted"),
        ("<time>Monday</time> Adopted", "<time>Tuesday</time> Adopted"),
        ("Adopted <div class='ad-slot'>Buy tea</div>", "Adopted <div class='ad-slot'>Buy coffee</div>"),
        ("Adopted <script>a=1</script>", "Adopted <script>a=2</script>"),
        ("Adopted  now", "<b>Adopted</b>\n now"),
        ("Adopted <p hidden>1</p>", "Adopted <p style='display: none'>2</p>"),
    ],
)
def test_what_changes_by_itself_raises_nothing(server: HttpServer, before: str, after: str) -> None:
    first, second = looks(server, html(notice(1, before)), html(notice(1, after)))
    assert len(first.documents) == 1
    assert second.documents == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The fee is 3 %", "The fee is 4 %"),  # a number that is news
        ("The rule is in force", "The rule is not in force"),
        ("Deadline 12 May", "Deadline 19 May"),
    ],
)
def test_what_is_news_is_raised(server: HttpServer, before: str, after: str) -> None:
    assert len(looks(server, html(notice(1, before)), html(notice(1, after)))[1].documents) == 1


def test_adverts_among_the_blocks_are_none(server: HttpServer) -> None:
    adverts = ("<li class='advert'>Buy tea</li>", "<li><b>Sponsored</b> Buy tea</li>", "<li id='ad-3'>Buy tea</li>")
    assert titles(looks(server, html(notice(1), *adverts))[0]) == ["Notice 1"]


def test_what_is_another_a_moment_later_is_no_news(server: HttpServer) -> None:
    """The server gives another block in the same place at every request."""
    rotating = [html(notice(1), f"<li class='offer'>An offer of {word} for you</li>") for word in "abcdefgh"]
    server.put("/page", *rotating)
    source, state = page_of(server), SourceState()
    for number in range(3):
        fetched = source.fetch(stored(state), NOW + number * LATER)
        state = fetched.state
        assert titles(fetched) == (["Notice 1"] if number == 0 else [])


def test_numbers_that_move_again_and_again_are_learned(server: HttpServer) -> None:
    found = looks(server, *[html(notice(1, f"Adopted. Score {number}"), notice(2)) for number in (3, 5, 8, 13, 21)])
    assert [len(fetched.documents) for fetched in found] == [2, 1, 1, 0, 0]


def test_numbers_that_move_everywhere_at_once_are_no_news(server: HttpServer) -> None:
    found = looks(server, *[html(*(notice(n, f"Adopted. Score {n + look}") for n in range(5))) for look in (0, 7)])
    assert [len(fetched.documents) for fetched in found] == [5, 0]


def test_a_place_that_is_always_another_is_learned_but_not_a_headline_of_the_day(server: HttpServer) -> None:
    pages = [html(notice(1), f"<li class='top'>The {word} of the hour</li>") for word in ("a", "b", "c", "d", "e", "f")]
    soon = looks(server, *pages)
    assert [len(fetched.documents) for fetched in soon] == [2, 1, 1, 1, 0, 0]
    daily = looks(server, *pages, gap=timedelta(days=1))
    assert [len(fetched.documents) for fetched in daily] == [2, 1, 1, 1, 1, 1]


def test_links_are_whole_and_without_tracking(server: HttpServer) -> None:
    block = "<li>See <a href='/n/1?utm_source=page&amp;id=2'>the notice</a></li>"
    (document,) = looks(server, html(block))[0].documents
    assert document.url == server.url("/n/1?id=2")
    assert server.url("/n/1?id=2").encode() in document.content
    assert b"utm_" not in document.content


@pytest.mark.parametrize(
    ("page", "select", "words"),
    [
        (html(notice(1)), "article", "has no block that `select` (article) fits; look at the page's source"),
        (html(notice(1)), "li:::", "cannot be read: `select` (li:::) is no CSS selector"),
        (Page(b"  "), "li", "is empty; check its address in a browser"),
        (Page(b"%PDF-1.7"), "li", "is no web page but a PDF; check its address in a browser"),
        (Page(b"<html><body>" + b"<div>" * 5000), "li", "is built too deep to be read"),
        (Page(status=404), "li", "is not there (404)"),
        (Page(status=204), "li", "answers 204 instead of a page"),
    ],
)
def test_what_goes_wrong_is_one_sentence(server: HttpServer, page: Page, select: str, words: str) -> None:
    server.put("/page", page)
    state = page_of(server, select).fetch(SourceState(), NOW).state
    assert (state.error or "").startswith(f"The page {server.url('/page')} {words}")
    assert state.failures == 1


def test_an_unchanged_page_is_asked_with_its_own_marks_and_not_read(server: HttpServer) -> None:
    page = replace(html(notice(1)), etag='"a"')
    first, second = looks(server, page, page)
    assert len(first.documents) == 1
    assert second.documents == ()
    assert len(server.requests) == 3  # the look, its second request, and the next look
    assert server.requests[2].headers["If-None-Match"] == '"a"'


def test_a_page_in_a_private_network_is_not_fetched(server: HttpServer) -> None:
    source = replace(page_of(server), fetcher=Fetcher(timeout=5))
    assert "is this machine itself" in (source.fetch(SourceState(), NOW).state.error or "")
    assert server.requests == []


def test_a_page_is_cut_in_a_process_of_its_own_the_same(server: HttpServer) -> None:
    server.put("/page", html(notice(1), notice(2)))
    confined = Confined()
    try:
        apart = replace(page_of(server), cutter=confined.blocks).fetch(SourceState(), NOW)
    finally:
        confined.close()
    assert apart.documents == page_of(server).fetch(SourceState(), NOW).documents


@pytest.mark.parametrize(
    ("text", "encoding", "content_type", "meta"),
    [
        ("Gebühren für Häfen", "utf-8", "", ""),
        ("Gebühren für Häfen", "iso-8859-1", "text/html; charset=ISO-8859-1", ""),
        ("Gebühren für Häfen – “neu”", "cp1252", "", "<meta charset=iso-8859-1>"),  # as browsers take it
        ("Gebühren für Häfen", "cp1252", "", ""),  # nobody says, and it is no UTF-8
        ("港口费规定", "gb18030", "", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("港口费规定", "utf-16", "text/html; charset=utf-8", ""),  # the mark of the bytes wins
        ("портовые сборы", "koi8-r", "text/html;charset='koi8-r'", ""),
        ("Gebühren", "utf-8", "text/html; charset=no-such", ""),
        ("Gebühren", "utf-8", "text/html; charset=zlib", ""),  # a codec that is none of text
    ],
)
def test_a_page_is_read_in_its_encoding(text: str, encoding: str, content_type: str, meta: str) -> None:
    body = f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(encoding)
    assert text in decoded(body, content_type)
    (block,) = cut_page(body, content_type, "https://x.example/", "p").blocks
    assert text.encode() in block.content


def test_depth_is_counted_before_anything_is_built() -> None:
    assert not deeper_than("<div><p>a<p>b<br><img src=x></div>" * 1000, 5)
    assert deeper_than("<div>" * 300, 250)
    assert cut_page(b"<div>" * 100_000, "", "", "div").fault is not None


@given(st.text(max_size=300))
def test_cutting_never_raises_and_is_steady(text: str) -> None:
    body = f"<ul><li>{text}</li><li>fixed words</li></ul>".encode("utf-8", "replace")
    first = cut_page(body, "text/html; charset=utf-8", "https://x.example/", "li")
    assert first == cut_page(body, "text/html; charset=utf-8", "https://x.example/", "li")
    assert len({block.key for block in first.blocks}) == len(first.blocks)
    assert len({block.name for block in first.blocks}) == len(first.blocks)
