"""Slack's limits: found when broken, and kept by cutting, which drops nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.digests.blocks import (
    MESSAGE_CHARACTERS,
    check_blocks,
    escape,
    fitted,
    linked,
    mrkdwn,
    packed,
    pieces,
    quoted,
    size,
)


def section(text: str, kind: str = "mrkdwn") -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text}}


def header(text: str) -> dict[str, Any]:
    return {"type": "header", "text": {"type": "plain_text", "text": text}}


def context(*texts: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text} for text in texts]}


def button(**parts: Any) -> dict[str, Any]:
    known = {"type": "button", "text": {"type": "plain_text", "text": "Mute"}}
    return {"type": "actions", "elements": [known | parts]}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (section("x" * 3_001), "3000"),
        (section(""), "1 to 3000"),
        (section("  "), "1 to 3000"),
        (section("x", "html"), "text of type html"),
        ({"type": "section"}, "neither text nor fields"),
        ({"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}, "11 fields"),
        ({"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2_001}]}, "2000"),
        (header("x" * 151), "150"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "text of type mrkdwn"),
        (context(*["x"] * 11), "11 elements"),
        (context(), "0 elements"),
        (button(text={"type": "plain_text", "text": "x" * 76}), "75"),
        (button(value="x" * 2_001), "value too long"),
        (button(url="https://x.example/" + "x" * 3_000), "url of"),
        ({"type": "actions", "elements": []}, "0 elements"),
        (
            {"type": "context", "elements": [{"type": "image", "image_url": "https://x.example", "alt_text": ""}]},
            "alt_",
        ),
        ({"type": "image", "alt_text": "a chart"}, "no image"),
        ({"type": "carousel"}, "not known"),
        (section("x") | {"block_id": "x" * 256}, "block_id"),
    ],
)
def test_each_broken_limit_of_a_block_is_named(block: dict[str, Any], words: str) -> None:
    (fault,) = check_blocks({"text": "x", "blocks": [block]})
    assert words in fault


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "x", "blocks": [section("x")] * 51}, "51 blocks"),
        ({"text": "x" * 4_001, "blocks": []}, "4001 characters"),
        ({"text": " ", "blocks": []}, "fall back"),
        ({"text": "x", "blocks": [section("x" * 2_900)] * 4}, "in all blocks"),
        ({"text": "x", "blocks": [section("x") | {"block_id": "one"}] * 2}, "used twice"),
    ],
)
def test_each_broken_limit_of_a_message_is_named(message: dict[str, Any], words: str) -> None:
    (fault,) = check_blocks(message)
    assert words in fault


def test_an_address_too_long_for_a_link_is_named() -> None:
    faults = check_blocks({"text": "x", "blocks": [section("<https://x.example/" + "x" * 3_000 + "|x>")]})
    assert any("link of 3018 characters" in fault for fault in faults)


def test_a_message_at_the_limits_is_fine() -> None:
    blocks = [header("x" * 150), section("x" * 3_000), context(*["x"] * 10), {"type": "divider"}]
    assert check_blocks({"text": "x" * 4_000, "blocks": blocks}) == ()


blocks = st.one_of(
    st.builds(header, st.text("ab &<\n", min_size=1, max_size=400)),
    st.builds(section, st.text("ab &<\n", max_size=9_000).map(escape)),
    st.builds(lambda texts: context(*texts), st.lists(st.text("ab ", max_size=3_000), max_size=25)),
    st.builds(
        lambda texts: {"type": "section", "fields": [{"type": "mrkdwn", "text": text} for text in texts]},
        st.lists(st.text("ab ", max_size=3_000), min_size=1, max_size=25),
    ),
)


def letters(groups: list[list[dict[str, Any]]]) -> str:
    """All letters of all texts, in order; cutting may add an ellipsis and drop parts that are blank."""
    told: list[str] = []
    for block in (block for group in groups for block in group):
        parts = [block["text"]] if "text" in block else []
        told.extend(part["text"] for part in [*parts, *block.get("fields", []), *block.get("elements", [])])
    return "".join("".join(told).replace("…", "").split())


@given(st.lists(st.lists(blocks, max_size=4), max_size=6))
def test_packing_keeps_every_limit_and_every_letter(groups: list[list[dict[str, Any]]]) -> None:
    messages = packed(groups)
    for message in messages:
        faults = [fault for fault in check_blocks({"text": "x", "blocks": message}) if "1 to 150" not in fault]
        assert faults == []
    assert letters(messages) == letters(groups)


@given(st.text("ab <>&\n", max_size=400).map(escape), st.integers(12, 60))
def test_pieces_join_to_the_text_and_cut_no_entity(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert "".join(parts) == text
    assert all(0 < len(part) <= limit for part in parts[:-1])
    for part in parts:
        assert part.count("&") == part.count(";")


def test_a_link_is_never_cut_in_two() -> None:
    text = "word " * 5 + "<https://news.example/a|a name of many words> " + "word " * 5
    parts = pieces(text, 60)
    assert "".join(parts) == text
    assert all(part.count("<") == part.count(">") for part in parts)


def test_groups_stay_whole_where_they_can() -> None:
    group = [header("x"), section("y" * 2_500), section("z" * 2_500)]
    assert [len(message) for message in packed([group, group])] == [3, 3]


def test_no_message_begins_with_a_rule() -> None:
    group = [{"type": "divider"}, section("x" * 2_900), section("y" * 2_900)]
    assert [[block["type"] for block in message] for message in packed([group, group])] == [["section"] * 2] * 2


def test_a_group_too_big_for_a_message_goes_over_several() -> None:
    messages = packed([[section("x" * 2_900)] * 7])
    assert [len(message) for message in messages] == [3, 3, 1]
    assert all(sum(map(size, message)) <= MESSAGE_CHARACTERS for message in messages)


def test_a_long_header_goes_on_in_text() -> None:
    first, rest = fitted([header("word " * 60)])
    assert first["text"]["text"].endswith("word…")
    assert rest["text"]["type"] == "plain_text"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!channel> & co", "&lt;!channel&gt; &amp; co"),
        ('5 > 4 "quoted" it\'s', '5 &gt; 4 "quoted" it\'s'),  # no other character is escaped
    ],
)
def test_only_three_characters_are_escaped(text: str, shown: str) -> None:
    assert escape(text) == mrkdwn(text) == shown


def test_signs_of_styling_are_held_off() -> None:
    assert mrkdwn("*b* _i_ ~s~ `c` snake_case").replace("\u2060", "") == "*b* _i_ ~s~ `c` snake_case"
    assert " *b" not in mrkdwn("a *b* c")
    assert "snake_case" in mrkdwn("snake_case")


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ((("It rose to ", False), ("5 MW", True), (", they say.", False)), ">It rose to *5 MW*, they say."),
        (
            (("达到", False), ("5兆瓦", True), ("以上", False)),
            ">达到5兆瓦以上",
        ),  # no word ends there: Slack would show the asterisks
        ((("A & B", False),), ">A &amp; B"),
        ((("5* hotels grew to ", False), ("5", True)), "“5* hotels grew to 5”"),
    ],
)
def test_quotes_are_set_in_and_their_number_is_bold_where_slack_can(
    quote: tuple[tuple[str, bool], ...], text: str
) -> None:
    assert quoted(quote)["text"] == text


def test_an_address_that_could_break_out_of_a_link_is_no_link() -> None:
    assert linked("Radio", "https://x.example/a&b") == "<https://x.example/a&amp;b|Radio>"
    assert linked("Radio", "https://x.example/a|b") == "Radio"
    assert linked("Radio", "https://x.example/" + "a" * 2_000) == "Radio"
    assert linked("Radio", None) == "Radio"
