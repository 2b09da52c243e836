"""What strangers send and what operators write: promises that no single room can show alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from databases import on
from servers.http import HttpServer, Page

from tracker.app import App
from tracker.model import Excerpt, Finding, FindingKind, Origin, SourceState, WatchRule
from tracker.sources import Feed, Fetcher
from tracker.sources.entries import parse
from tracker.watches import Compiled, Known, compile_watch, select

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
CONFIG = """\
sources: [{{name: notes, feed: "{feed}", every: 1h}}]
http: {{allow: ["{place}"]}}
watches: [{{name: everything, to: [files]}}]
receivers: [{{name: files, file: out}}]
"""


def rss(published: str = "Mon, 13 Apr 2026 01:00:00 GMT") -> bytes:
    item = f"<guid>n-1</guid><title>Notes</title><description>Text.</description><pubDate>{published}</pubDate>"
    return f"<rss version='2.0'><channel><title>Notes</title><item>{item}</item></channel></rss>".encode()


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


# ---------------------------------------------------------------- what comes in


def test_the_next_poll_survives_a_restart(server: HttpServer, tmp_path: Path, database: str) -> None:
    """Each look is made by another process, so to speak: nothing but the database goes over."""
    server.put("/feed", Page(rss(), etag='"1"'))
    path = tmp_path / "config.yaml"
    path.write_text(on(database, CONFIG.format(feed=server.url("/feed"), place=server.place)), encoding="utf-8")
    asked = []
    for minutes in (0, 1, 30, 59, 75, 76):  # at most a tenth later than in an hour, for jitter
        now = NOW + timedelta(minutes=minutes)
        app = App(path, environ={}, now=partial(datetime.fromtimestamp, now.timestamp(), UTC))
        app.take_in(due_only=True)
        app.close()
        asked.append(len(server.requests))
    assert asked == [1, 1, 1, 1, 2, 2]
    assert server.requests[1].headers["If-None-Match"] == '"1"'


def test_a_date_in_the_future_becomes_that_of_the_fetch(server: HttpServer) -> None:
    server.put("/feed", Page(rss("Fri, 13 Apr 2096 01:00:00 GMT")))
    source = Feed("notes", server.url("/feed"), timedelta(hours=1), fetcher=Fetcher(allow=(server.place,)))
    (document,) = source.fetch(SourceState(), NOW).documents
    assert document.published == document.fetched == NOW


def test_a_body_that_names_a_file_or_an_address_opens_neither(server: HttpServer, tmp_path: Path) -> None:
    """feedparser opens what a text names; bytes it reads."""
    server.put("/feed", Page(rss()))
    file = tmp_path / "feed.xml"
    file.write_bytes(rss())
    for body in (str(file), f"file://{file}", server.url("/feed"), f" {server.url('/feed')}\n"):
        assert parse(body.encode(), "application/rss+xml", "https://example.org/").entries == ()
    assert server.requests == []
    assert len(parse(file.read_bytes(), "application/rss+xml", "https://example.org/").entries) == 1


# ---------------------------------------------------------------- what the operator writes


def compiled(pattern: str, name: str = "rule") -> Any:
    when = {"finding": "story.new", "regex": pattern}
    return compile_watch(WatchRule(name, when, ("files",)), known=Known())


@pytest.mark.parametrize(
    "pattern",
    [r"(?=a)b", r"(?!a)b", r"(?<=a)b", r"(?<!a)b", r"(a)\1", r"(?P<x>a)(?P=x)"],
)
def test_look_around_and_back_references_are_told_when_rules_are_loaded(pattern: str) -> None:
    (fault,) = compiled(pattern)
    assert "not possible here" in fault.message


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"^(a|a)*$", r"^(.*a){20}$", r"^(\w+\s?)*$"])
def test_a_pattern_that_could_run_for_ever_comes_to_an_end(pattern: str) -> None:
    """Engines that go back and try again would take longer than anybody lives to say that it is not there."""
    rules = (compiled(pattern, "hostile"), compiled("a!", "end"))
    assert all(isinstance(rule, Compiled) for rule in rules)
    origin = Origin("doc_1", "letter.txt", "letters", "item_1", "A title", NOW)
    text = "a" * 50_000 + "!"
    excerpt = Excerpt(text[:9], 0, 9, text[:9])
    (told,) = select(
        rules, Finding("fin_1", FindingKind.STORY_NEW, "t", "A title", excerpt, origin, "", NOW), text, now=NOW
    )
    assert told.watches == ("end",)
