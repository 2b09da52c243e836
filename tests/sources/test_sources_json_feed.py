"""JSON Feed is read as the XML feeds are: leniently, entry by entry, and never with an exception."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from feed_samples import BASE
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.entries import parse
from tracker.sources.parsed import Entry

ITEM = {
    "id": "https://news.example/1",
    "url": "/1",
    "title": "The council adopts a rule",
    "content_html": "<p>It was adopted.</p>",
    "date_published": "2026-04-06T10:00:00+02:00",
}


def feed(*items: Any, version: Any = "https://jsonfeed.org/version/1.1", **more: Any) -> bytes:
    return json.dumps({"version": version, "title": "Notes", "items": items, **more}).encode()


def only(body: bytes) -> Entry:
    (entry,) = parse(body, "application/feed+json", BASE).entries
    return entry


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1", None])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n  "])
def test_an_item_is_an_entry(version: str | None, before: bytes) -> None:
    body = before + feed(ITEM, version=version)
    entry = only(body)
    assert (entry.id, entry.link, entry.title) == (ITEM["id"], "https://news.example/1", ITEM["title"])
    assert (entry.content, entry.media_type) == (b"<p>It was adopted.</p>", "text/html")
    assert entry.published == datetime(2026, 4, 6, 8, tzinfo=UTC)
    assert parse(body, "", BASE).title == "Notes"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"content_html": None, "content_text": "Plain\n\ntext."}, (b"Plain\n\ntext.", "text/plain")),
        ({"content_html": "", "summary": "Short."}, (b"Short.", "text/plain")),
        ({"content_html": None}, (b"The council adopts a rule", "text/plain")),  # nothing but the title
        ({"content_html": 7, "content_text": ["no"]}, (b"The council adopts a rule", "text/plain")),
    ],
)
def test_the_content_is_the_html_else_the_text_else_the_title(
    change: dict[str, Any], expected: tuple[bytes, str]
) -> None:
    entry = only(feed({**ITEM, **change}))
    assert (entry.content, entry.media_type) == expected


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ({"id": 7}, "id", "7"),  # the specification asks to take numbers
        ({"id": None}, "id", ""),
        ({"url": None, "external_url": "https://other.example/x"}, "link", "https://other.example/x"),
        ({"url": "javascript:alert(1)"}, "link", None),
        ({"url": "http://[broken"}, "link", None),
        (
            {"date_published": None, "date_modified": "2026-04-07T00:00:00Z"},
            "published",
            datetime(2026, 4, 7, tzinfo=UTC),
        ),
        ({"date_published": "soon"}, "published", None),
        ({"date_published": "0001-01-01T00:00:00+14:00"}, "published", None),  # before the calendar begins
        ({"title": "Fees\n\u0000 rise \ud800"}, "title", "Fees rise ?"),
    ],
)
def test_values_are_taken_as_they_can_be(change: dict[str, Any], name: str, value: object) -> None:
    assert getattr(only(feed({**ITEM, **change})), name) == value


def test_only_the_unseen_are_given() -> None:
    first = parse(feed(ITEM), "", BASE)
    second = parse(feed({**ITEM, "id": "2"}, ITEM, "no item", None), "", BASE, frozenset(first.present))
    assert [entry.id for entry in second.entries] == ["2"]
    assert set(first.present) < set(second.present)


@pytest.mark.parametrize("body", [b"{", b"{}", b'{"items": 1}', b'{"items": [{"a": 1}]}', b'{"a":' * 100_000, b"{\xff"])
def test_other_json_is_no_feed(body: bytes) -> None:
    assert not parse(body, "", BASE).is_feed


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
)


@given(st.lists(st.dictionaries(st.sampled_from([*ITEM, "summary", "content_text", "external_url"]), JSON)))
def test_no_value_raises(items: list[dict[str, Any]]) -> None:
    parsed = parse(feed(*items), "", BASE)
    assert parsed.is_feed
    assert len(parsed.entries) == len(set(parsed.present))
