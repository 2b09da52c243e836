"""A feed is asked politely, read once, and its failures say what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from servers.http import HttpServer, Page, moved

from tracker.model import Fetched, SourceState
from tracker.sources import Feed, Fetcher, due
from tracker.sources.http import Problem, Response
from tracker.sources.parsed import Parsed
from tracker.sources.schedule import NEVER

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def rss(*numbers: int, text: str = "Text", title: str = "Notes") -> bytes:
    items = "".join(
        f"<item><guid>n-{number}</guid><title>Title {number}</title><link>/{number}</link>"
        f"<description>{text} {number}.</description><pubDate>Mon, 13 Apr 2026 0{number}:00:00 GMT</pubDate></item>"
        for number in numbers
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


def feed(server: HttpServer, path: str = "/feed", every: timedelta = QUARTER) -> Feed:
    return Feed("notes", server.url(path), every, fetcher=Fetcher(allow=(server.place,), timeout=5))


def names(fetched: Fetched) -> list[str]:
    return [document.name for document in fetched.documents]


def stored(state: SourceState) -> SourceState:
    """The state as it comes back from a database."""
    return replace(state, cursor=json.loads(json.dumps(dict(state.cursor))))


def test_entries_become_documents(server: HttpServer) -> None:
    server.put("/feed", Page(rss(1, 9)))
    fetched = feed(server).fetch(SourceState(), NOW)
    first, second = fetched.documents
    assert (first.source, first.name, first.title, first.publisher) == ("notes", "n-1", "Title 1", "Notes")
    assert (first.content, first.media_type, first.url) == (b"Text 1.", "text/plain", server.url("/1"))
    assert first.published == datetime(2026, 4, 13, 1, tzinfo=UTC)
    assert second.published == NOW  # announced for nine o'clock, and it is half past six
    assert first.fetched == NOW
    assert fetched.state.next_look == NOW + QUARTER
    assert (fetched.state.failures, fetched.state.last_success) == (0, NOW)


def test_validators_are_sent_back_as_they_came_and_304_costs_no_parse(server: HttpServer) -> None:
    modified = "Mon, 13 Apr 2026 05:00:00 GMT"
    server.put("/feed", Page(rss(1), etag='W/"a b"', last_modified=modified))
    source = feed(server)
    first = source.fetch(SourceState(), NOW)
    unparsed = replace(source, parser=never)
    second = unparsed.fetch(stored(first.state), NOW + QUARTER)
    asked = server.requests[1].headers
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('W/"a b"', modified)
    assert "If-None-Match" not in server.requests[0].headers
    assert (second.documents, second.state.error) == ((), None)
    assert (second.state.etag, second.state.last_success) == ('W/"a b"', NOW + QUARTER)


def never(body: bytes, content_type: str, base: str, seen: frozenset[str]) -> Parsed | None:
    raise AssertionError("nothing has changed, and it was parsed")


def test_a_body_that_did_not_change_is_not_parsed(server: HttpServer) -> None:
    server.put("/feed", Page(rss(1)))
    first = feed(server).fetch(SourceState(), NOW)
    second = replace(feed(server), parser=never).fetch(stored(first.state), NOW + QUARTER)
    assert (second.documents, second.state.error) == ((), None)


def test_only_new_and_changed_entries_are_given(server: HttpServer) -> None:
    server.put("/feed", Page(rss(1, 2)), Page(rss(3, 1, 2)), Page(rss(3, 1, 2, text="Corrected text")))
    first = feed(server).fetch(SourceState(), NOW)
    second = feed(server).fetch(stored(first.state), NOW + QUARTER)
    third = feed(server).fetch(stored(second.state), NOW + 2 * QUARTER)
    assert (names(first), names(second), names(third)) == (["n-1", "n-2"], ["n-3"], ["n-3", "n-1", "n-2"])
    assert second.documents[0].publisher == "Notes"


@pytest.mark.parametrize(
    ("control", "wait"),
    [
        ("max-age=3600", timedelta(hours=1)),  # longer than ours
        ("public, max-age=60", QUARTER),  # shorter than ours
        ("max-age=31536000", timedelta(days=1)),  # a year: surely not meant
        ("s-maxage=7200", QUARTER),  # meant for others
        ("no-cache", QUARTER),
        ("max-age=soon", QUARTER),
    ],
)
def test_the_cache_lifetime_is_honoured(server: HttpServer, control: str, wait: timedelta) -> None:
    server.put("/feed", Page(rss(1), etag='"1"', headers={"Cache-Control": control}))
    first = feed(server).fetch(SourceState(), NOW)
    assert first.state.next_look == NOW + wait
    assert feed(server).fetch(first.state, NOW).state.next_look == NOW + wait  # told again with 304


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("7200", timedelta(hours=2)),
        (format_datetime(NOW + timedelta(hours=3), usegmt=True), timedelta(hours=3)),
        ("5", QUARTER),  # never sooner than our own interval
        (format_datetime(NOW - timedelta(hours=3), usegmt=True), QUARTER),  # the past
        ("99999999", timedelta(days=7)),  # three years: surely not meant
        ("soon", QUARTER),
        ("-5", QUARTER),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured(server: HttpServer, status: int, header: str, wait: timedelta) -> None:
    server.put("/feed", Page(status=status, headers={"Retry-After": header}))
    state = feed(server).fetch(SourceState(), NOW).state
    assert state.next_look == NOW + wait
    assert state.error is not None


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page(status=401), "asks for a password (401); write the address as https://user:password@host/path"),
        (Page(status=403), "is forbidden to us (403)"),
        (Page(status=404), "is not there (404); check its address in a browser"),
        (Page(status=429), "is asked too often (429)"),
        (Page(status=500), "has trouble at its server (500); it is tried again later"),
        (Page(status=204), "answers 204 instead of a feed"),
        (
            Page(b"<html><p>Hello", content_type="text/html"),
            "is no RSS, Atom or JSON feed but a web page; look for the feed's own address on it",
        ),
        (
            Page(b'<html><link rel="alternate" type="application/rss+xml" href="https://x.example/rss?a=1">'),
            "is no RSS, Atom or JSON feed but a web page, which names as its feed https://x.example/rss?a=1; take that",
        ),
        (Page(b"%PDF-1.7 ..."), "is no RSS, Atom or JSON feed but a PDF; check its address in a browser"),
        (Page(b"nonsense"), "is no RSS, Atom or JSON feed but plain text; check its address in a browser"),
        (Page(b"<?xml version='1.0'?><urlset/>"), "is no RSS, Atom or JSON feed but XML of another kind (urlset);"),
        (Page(b'{"a": 1}'), "is no RSS, Atom or JSON feed but JSON of another kind; check its address"),
        (Page(b"  "), "is empty; check its address in a browser"),
        (Page(drop=True), "broke off"),
    ],
)
def test_what_goes_wrong_is_one_sentence_with_what_to_do(server: HttpServer, page: Page, words: str) -> None:
    server.put("/feed", page)
    state = feed(server).fetch(SourceState(), NOW).state
    assert state.error is not None
    assert state.error.startswith(f"The feed {server.url('/feed')} {words}")
    assert state.error.endswith(".")
    assert (state.failures, state.last_failure, state.last_success) == (1, NOW, None)


def test_failures_back_off_and_heal(server: HttpServer) -> None:
    server.put("/feed", *[Page(status=500)] * 12, Page(rss(1)))
    state, now, waits = SourceState(), NOW, []
    for _ in range(12):
        state = feed(server).fetch(stored(state), now).state
        assert state.next_look is not None
        waits.append(state.next_look - now)
        now = state.next_look
    assert waits[:4] == [QUARTER, 2 * QUARTER, 4 * QUARTER, 8 * QUARTER]
    assert waits[-1] == timedelta(days=1)
    assert state.failures == 12
    healed = feed(server).fetch(state, now)
    assert (healed.state.failures, healed.state.error, names(healed)) == (0, None, ["n-1"])


def test_a_failure_forgets_nothing(server: HttpServer) -> None:
    server.put("/feed", Page(rss(1), etag='"1"'), Page(status=500), Page(rss(1, 2), etag='"2"'))
    state = feed(server).fetch(SourceState(), NOW).state
    state = feed(server).fetch(stored(state), NOW).state
    assert names(feed(server).fetch(stored(state), NOW)) == ["n-2"]
    assert server.requests[2].headers["If-None-Match"] == '"1"'


def test_gone_for_good_stops_until_the_address_changes(server: HttpServer) -> None:
    server.put("/feed", Page(status=410))
    source = feed(server)
    state = stored(source.fetch(SourceState(), NOW).state)
    assert state.next_look == NEVER
    assert state.error is not None
    assert "gone for good (410); remove the source or give it another address" in state.error
    assert not due(source, state, NOW + timedelta(days=4000))
    server.put("/new", Page(rss(1)))
    moved_source = feed(server, "/new")
    assert due(moved_source, state, NOW)
    assert names(moved_source.fetch(state, NOW)) == ["n-1"]


def test_a_permanent_move_is_believed_after_three_looks(server: HttpServer) -> None:
    server.put("/feed", moved("/new", 301))
    server.put("/new", Page(rss(1), etag='"1"'))
    state, warnings = SourceState(), []
    for _ in range(4):
        fetched = feed(server).fetch(stored(state), NOW)
        state = fetched.state
        warnings += fetched.warnings
    assert [request.path for request in server.requests] == ["/feed", "/new"] * 3 + ["/new"]
    assert warnings == [
        f"the feed has moved for good to {server.url('/new')}; write that address into the configuration"
    ]


def test_a_move_for_now_is_never_believed(server: HttpServer) -> None:
    server.put("/feed", moved("/new", 302))
    server.put("/new", Page(rss(1)))
    state = SourceState()
    for _ in range(5):
        state = feed(server).fetch(stored(state), NOW).state
    assert [request.path for request in server.requests] == ["/feed", "/new"] * 5


def test_a_new_address_that_fails_is_given_up(server: HttpServer) -> None:
    server.put("/feed", moved("/new", 308))
    server.put("/new", *[Page(rss(1))] * 3, Page(status=404))
    state = SourceState()
    for _ in range(4):
        state = feed(server).fetch(stored(state), NOW).state
    assert state.failures == 1
    server.put("/feed", Page(rss(1, 2)))
    assert names(feed(server).fetch(stored(state), NOW)) == ["n-2"]


@pytest.mark.parametrize("page", [Page(status=500), Page(status=410), Page(drop=True), Page(b"<p>"), Page(rss(1))])
def test_no_secret_of_the_address_is_told_or_stored(server: HttpServer, page: Page) -> None:
    address = f"http://reader:hunter2@{server.place}/feed?key=hunter3"
    source = Feed("notes", address, QUARTER, fetcher=Fetcher(allow=(server.place,), timeout=5))
    server.put("/feed", moved("/new?key=hunter3"))
    server.put("/new", page)
    state = SourceState()
    for _ in range(4):
        fetched = source.fetch(stored(state), NOW)
        state = fetched.state
        assert "hunter" not in f"{state} {fetched.warnings}"


def test_a_parser_that_comes_to_no_end_is_an_error(server: HttpServer) -> None:
    server.put("/feed", Page(rss(1)))
    state = replace(feed(server), parser=lambda *_: None).fetch(SourceState(), NOW).state
    assert "takes too long or too much memory" in (state.error or "")


# ---------------------------------------------------------------- a week, simulated


@dataclass(slots=True)
class Publisher:
    """A feed in memory that gains an entry now and then, and asks for patience at times."""

    changes: list[datetime]
    wishes: list[int]
    now: datetime = NOW
    not_before: datetime = NOW
    early: int = 0
    asked: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, url: str, headers: Mapping[str, str]) -> Response | Problem:
        self.early += self.now < self.not_before
        self.asked += 1
        wish = self.wishes[self.asked % len(self.wishes)] if self.wishes else 0
        self.not_before = self.now + max(QUARTER, timedelta(seconds=wish))
        if wish % 2:
            return Response(429, {"retry-after": str(wish)}, b"", url)
        published = [number for number, at in enumerate(self.changes) if at <= self.now]
        etag = f'"{len(published)}"'
        told = {"etag": etag, "cache-control": f"max-age={wish}"}
        if headers.get("If-None-Match") == etag:
            return Response(304, told, b"", url)
        return Response(200, told, rss(*[number % 10 for number in published]), url)


@settings(max_examples=15)
@given(
    gaps=st.lists(st.integers(1, 4000), max_size=8),
    wishes=st.lists(st.integers(0, 7200), max_size=5),
    jitter=st.floats(0, 1),
)
def test_over_a_week_no_look_is_early_and_every_change_is_found(
    gaps: list[int], wishes: list[int], jitter: float
) -> None:
    changes = [NOW + timedelta(minutes=sum(gaps[: place + 1])) for place in range(len(gaps))]
    publisher = Publisher(changes, [wish - wish % 2 for wish in wishes])
    source = Feed("notes", "https://news.example/feed", QUARTER, fetcher=publisher)
    state, found = SourceState(), 0
    from tracker.sources import look

    while publisher.now < NOW + timedelta(days=7):
        before = publisher.now
        fetched = look(source, stored(state), publisher.now, jitter)
        state = fetched.state
        found += len(fetched.documents)
        assert found == sum(at <= before for at in changes)
        assert state.next_look is not None
        assert state.next_look > before
        publisher.now = state.next_look
    assert publisher.early == 0
