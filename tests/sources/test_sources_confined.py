"""Parsing in a process of its own gives the same, and what is too much ends there and not here."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from feed_samples import ATOM, BASE, LAUGHS, RSS_10, RSS_20, feed, item

from tracker.sources import Confined
from tracker.sources.confined import serve
from tracker.sources.entries import parse

NONE: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    parser = Confined(seconds=20)
    yield parser
    parser.close()


@pytest.mark.parametrize("body", [RSS_10, RSS_20, ATOM, feed(item(1, b"a & b"), item(2)), b"no feed", b""])
def test_it_gives_what_parsing_here_gives(confined: Confined, body: bytes) -> None:
    assert confined(body, "", BASE, NONE) == parse(body, "", BASE)


def test_it_is_told_what_was_seen(confined: Confined) -> None:
    seen = frozenset(parse(feed(item(1), item(2)), "", BASE).present)
    parsed = confined(feed(item(1), item(2), item(3)), "", BASE, seen)
    assert parsed is not None
    assert [entry.id for entry in parsed.entries] == ["n-3"]


@pytest.mark.parametrize(
    "body",
    [
        feed(item(1, b"&j;"), head=LAUGHS + b"]>"),
        feed(item(1, b"<x>" * 60_000 + b"</x>" * 60_000)),  # deep
        feed(*(item(number) for number in range(20_000))),  # many
        b"<rss>" + b"<item>" * 100_000,  # never closed
        b"<" * 1_000_000,
        b"<rss><channel>" + b"&" * 1_000_000,
    ],
    ids=["laughs", "deep", "many", "never closed", "brackets", "ampersands"],
)
def test_after_any_hostile_feed_the_next_is_read(body: bytes) -> None:
    parser = Confined(seconds=10, megabytes=512)
    try:
        parser(body, "", BASE, NONE)
        assert parser(RSS_20, "", BASE, NONE) == parse(RSS_20, "", BASE)
    finally:
        parser.close()


def test_one_that_takes_too_long_is_killed_and_said() -> None:
    parser = Confined(seconds=0.001)
    try:
        assert parser(RSS_20, "", BASE, NONE) is None
    finally:
        parser.close()


def test_one_that_takes_too_much_memory_harms_nobody() -> None:
    parser = Confined(megabytes=80)
    try:
        many = feed(*(item(number, b"word " * 80) for number in range(18_000)))
        assert parser(many, "", BASE, NONE) is None
        assert parser(RSS_20, "", BASE, NONE) == parse(RSS_20, "", BASE)
    finally:
        parser.close()


def test_the_process_knows_nothing_of_our_environment_and_ends_with_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-canary")
    parser = Confined()
    parser(RSS_20, "", BASE, NONE)
    child = parser._child._process
    assert child is not None
    environment = Path(f"/proc/{child.pid}/environ")
    if environment.exists():
        assert b"canary" not in environment.read_bytes()
    assert child.stdin is not None
    child.stdin.close()  # as when we die
    assert child.wait(10) == 0


def test_what_the_process_answers_is_one_line_of_json_for_each_feed() -> None:
    asked = json.dumps({"what": "feed", "type": "", "base": BASE, "seen": [], "size": len(RSS_20)}).encode() + b"\n"
    sink = io.BytesIO()
    serve(io.BytesIO((asked + RSS_20) * 2), sink)
    first, second = sink.getvalue().splitlines()
    assert first == second
    assert json.loads(first)["entries"][0]["id"] == "n-1"


def test_an_answer_that_is_none_is_no_feed_and_the_next_is_read() -> None:
    parser = Confined()
    try:
        parser(RSS_20, "", BASE, NONE)
        child = parser._child._process
        assert child is not None
        child.kill()
        child.wait()
        assert parser(RSS_20, "", BASE, NONE) == parse(RSS_20, "", BASE)
    finally:
        parser.close()
