"""Entries keep their names however a feed changes around them: nothing twice, nothing lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.cut import fingerprint
from tracker.sources.memory import Known, remembered, sort_out, stored
from tracker.sources.parsed import Entry, Parsed


def entry(identity: str, text: str = "Text.", link: str | None = None, title: str | None = "Title") -> Entry:
    content = text.encode()
    raw = fingerprint(repr((identity, text, link, title)).encode())
    return Entry(raw, identity, link, title, None, content, "text/plain")


def look(*entries: Entry, known: tuple[Known, ...] = ()) -> tuple[list[tuple[str, str]], tuple[Known, ...]]:
    """One look as the feed does it: what was seen is not parsed again. Gives names with texts, and the memory."""
    seen = {one.raw for one in known}
    parsed = Parsed(tuple(one for one in entries if one.raw not in seen), tuple(one.raw for one in entries))
    fresh, memory = sort_out(parsed, known)
    memory = remembered({"seen": json.loads(json.dumps(stored(memory)))})
    return [(name, one.content.decode()) for name, one in fresh], memory


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://news.example/1", "https://news.example/1"),  # another scheme
        ("https://news.example/1", "https://www.news.example/1"),  # another host
        ("https://a.example/p?id=7", "https://b.example/p?id=7"),  # the same with a query
    ],
)
def test_another_scheme_or_host_is_no_change(before: str, after: str) -> None:
    _, memory = look(entry(before))
    again, memory = look(entry(after), known=memory)
    assert again == []
    edited, _ = look(entry(after, "Corrected."), known=memory)
    assert edited == [(before, "Corrected.")]


def test_an_id_that_is_no_address_is_taken_as_it_is() -> None:
    fresh, memory = look(entry("http://[", "A."), entry("https://a.example/", "B."), entry("https://b.example/", "C."))
    assert [name for name, _ in fresh] == ["http://[", "https://a.example/", "https://b.example/"]
    assert look(entry("http://[", "A."), known=memory)[0] == []


def test_an_entry_without_id_is_called_by_its_link_and_one_without_both_by_its_content() -> None:
    fresh, _ = look(entry("", "A.", "https://news.example/1"), entry("", "B."))
    assert fresh[0] == ("https://news.example/1", "A.")
    assert fresh[1][0].startswith("entry ")


def test_what_is_called_by_its_content_is_called_by_its_title_too() -> None:
    """The same words under two titles are two entries; without a title there is a name as well."""
    fresh, _ = look(entry("", "A.", title="One"), entry("", "A.", title="Two"), entry("", "A.", title=None))
    assert len({name for name, _ in fresh}) == 3


def test_an_edited_entry_keeps_its_name() -> None:
    _, memory = look(entry("n-1"), entry("n-2"))
    fresh, memory = look(entry("n-1", "Corrected."), entry("n-2"), known=memory)
    assert fresh == [("n-1", "Corrected.")]
    assert look(entry("n-1", "Corrected."), entry("n-2"), known=memory)[0] == []


def test_an_id_that_several_share_identifies_nothing() -> None:
    fresh, _ = look(
        entry("same", "A.", "https://news.example/1"),
        entry("same", "B.", "https://news.example/2"),
        entry("same", "C."),
    )
    assert [name for name, _ in fresh[:2]] == ["https://news.example/1", "https://news.example/2"]
    assert fresh[2][0].startswith("entry ")


def test_an_id_beside_two_that_are_the_same_still_names_its_entry() -> None:
    same = entry("same", "A.", "https://news.example/1"), entry("same", "B.", "https://news.example/2")
    fresh, _ = look(*same, entry("own", "C.", "https://news.example/3"))
    assert [name for name, _ in fresh] == ["https://news.example/1", "https://news.example/2", "own"]


def test_an_id_or_a_link_that_two_share_names_neither_or_the_first() -> None:
    fresh, _ = look(entry("same", "A.", "https://news.example/1"), entry("same", "B.", "https://news.example/2"))
    assert [name for name, _ in fresh] == ["https://news.example/1", "https://news.example/2"]
    first, second = look(entry("", "A.", "https://news.example/1"), entry("", "B.", "https://news.example/1"))[0]
    assert first[0] == "https://news.example/1"
    assert second[0].startswith("entry ")


def test_an_id_that_is_used_again_beside_its_first_entry_falls_back() -> None:
    _, memory = look(entry("same", "A.", "https://news.example/1"))
    fresh, memory = look(
        entry("same", "B.", "https://news.example/2"), entry("same", "A.", "https://news.example/1"), known=memory
    )
    assert fresh == [("https://news.example/2", "B.")]


def test_an_entry_that_leaves_and_comes_back_is_not_given_again() -> None:
    _, memory = look(entry("n-1"), entry("n-2"))
    _, memory = look(entry("n-2"), known=memory)
    assert look(entry("n-1"), entry("n-2"), known=memory)[0] == []


def test_the_memory_is_bounded_but_holds_all_that_is_there() -> None:
    memory: tuple[Known, ...] = ()
    for number in range(5):
        many = [entry(f"n-{number}-{place}") for place in range(200)]
        _, memory = look(*many, known=memory)
        assert {one.name for one in memory} >= {one.id for one in many}
    assert len(memory) == 2 * 200


def test_a_cursor_of_another_version_is_no_memory() -> None:
    assert remembered({"seen": {"n-1": "x"}}) == ()
    assert remembered({"seen": [["raw"], None, "raw told", ["raw", "told", "name"]]}) == (Known("raw", "told", "name"),)


def test_a_name_with_spaces_is_remembered_whole() -> None:
    known = (Known("raw", "told", "entry  of two  words "),)
    assert remembered({"seen": json.loads(json.dumps(stored(known)))}) == known


entries = st.builds(
    entry,
    st.sampled_from(["", "n-1", "n-2", "http://a.example/1", "https://b.example/1", "https://b.example/2"]),
    st.sampled_from(["A.", "B.", "C."]),
    st.sampled_from([None, "https://a.example/1", "https://a.example/9"]),
)


@given(looks=st.lists(st.lists(entries, max_size=6), max_size=6))
def test_no_text_is_lost_and_no_text_comes_twice_under_one_name(looks: list[list[Entry]]) -> None:
    memory: tuple[Known, ...] = ()
    told: list[tuple[str, str]] = []
    for found in looks:
        fresh, memory = look(*{one.raw: one for one in found}.values(), known=memory)
        told += fresh
        assert {one.content.decode() for one in found} <= {text for _, text in told}
        names = [name for name, _ in fresh]
        assert len(set(fresh)) == len(fresh)
        assert look(*{one.raw: one for one in found}.values(), known=memory)[0] == []
        assert len(names) <= len(found)
