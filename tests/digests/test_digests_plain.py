"""Foreign text as it is shown: readable, on one line, harmless."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from digest_samples import HOSTILE, NOW, URLS
from hypothesis import given
from hypothesis import strategies as st

from tracker.digests.plain import (
    QUOTE_LIMIT,
    columns,
    highlighted,
    jump_link,
    plain,
    safe_url,
    shorten,
    who_told,
    wrap,
)
from tracker.model import Origin


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a fund of \\$11 billion", "a fund of $11 billion"),  # an escape of Markdown
        ("**Ports** grow", "Ports grow"),
        ("#### **Ports grow**", "Ports grow"),
        ("two\nlines\t and  blanks", "two lines and blanks"),
        ("see [the rule](https://x.example/a_(b)) and ![chart](c.png)", "see the rule and chart"),
        ("item #5 and 2 * 3", "item #5 and 2 * 3"),  # no mark-up
        ("abc\u202edef\u2069", "abcdef"),
        ("bell\x07 and escape\x1b[31m", "bell and escape [31m"),
        ("\ud800", "\ufffd"),
        ("👩‍👩‍👧 और", "👩‍👩‍👧 और"),  # joiners of emoji stay
        ("می‌خواهم", "می‌خواهم"),  # and those of Persian
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text() | st.sampled_from(HOSTILE))
def test_plain_text_is_one_clean_line(text: str) -> None:
    shown = plain(text)
    assert shown == shown.strip()
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    shown.encode()


@given(st.text(max_size=80), st.integers(2, 60))
def test_shortened_text_is_a_beginning_of_the_text(text: str, limit: int) -> None:
    shown = shorten(text, limit)
    assert len(shown) <= limit
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


def test_cuts_fall_between_words() -> None:
    assert shorten("ports of the north", 12) == "ports of…"


@given(st.text(max_size=900), st.text("ab1 ", min_size=1, max_size=400), st.text(max_size=900))
def test_a_long_quote_keeps_its_number(before: str, part: str, after: str) -> None:
    sentence = f"{before} {part} {after}"
    pieces = highlighted(sentence, part)
    shown, whole = "".join(text for text, _ in pieces), plain(sentence)
    assert len(shown) <= QUOTE_LIMIT
    assert shown == whole or shown.strip("…") in whole
    assert [text for text, marked in pieces if marked] == ([plain(part)] if 0 < len(plain(part)) <= 300 else [])


def test_a_number_late_in_a_long_sentence_is_shown() -> None:
    first, number, last = highlighted("word " * 400 + "5 MW in all", "5 MW")
    assert (first[0][:5], *number, last) == ("…word", "5 MW", True, (" in all", False))


def test_several_numbers_of_a_sentence_are_marked() -> None:
    pieces = highlighted("From 3 MW to 5 MW, and 5 MW again", "5 MW", "3 MW", "7 MW", "MW to")
    assert [text for text, marked in pieces if marked] == ["3 MW", "5 MW"]


@pytest.mark.parametrize("url", URLS)
def test_addresses_are_safe_in_any_mark_up(url: str | None) -> None:
    for address in (safe_url(url), jump_link(url, "a sentence that is told here")):
        assert address is None or re.fullmatch(r"https?://[^\s<>\"'|\\^`{}]{1,2990}", address)


def test_addresses_that_are_fine_stay_as_they_are() -> None:
    assert safe_url("https://news.example/a?b=c&d=e#part") == "https://news.example/a?b=c&d=e#part"


@pytest.mark.parametrize(
    ("url", "sentence", "link"),
    [
        ("https://x.example/a", "Rules change, soon.", "https://x.example/a#:~:text=Rules%20change%2C%20soon."),
        ("https://x.example/a#b", "A well-known rule", "https://x.example/a#b:~:text=A%20well%2Dknown%20rule"),
        ("https://x.example/a", "\\$5 **now**", "https://x.example/a#:~:text=%245%20now"),
        ("https://x.example/a", "", "https://x.example/a"),
        ("https://x.example/a#:~:text=b", "c", "https://x.example/a#:~:text=b"),  # it jumps already
        ("javascript:alert(1)", "c", None),
    ],
)
def test_links_jump_to_the_sentence(url: str, sentence: str, link: str | None) -> None:
    assert jump_link(url, sentence) == link


def test_long_sentences_are_named_by_their_ends() -> None:
    link = jump_link("https://x.example/", "one two three four five six seven eight nine ten eleven twelve thirteen")
    assert link is not None
    assert unquote(link.split("text=")[1]) == "one two three four five,nine ten eleven twelve thirteen"


@given(st.text(max_size=300), st.integers(20, 80))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    shown = plain(text)
    lines = wrap(shown, width, "    ", "  ").splitlines()
    assert all(columns(line) <= width or "http" in line for line in lines)
    assert "".join("".join(lines).split()) == "".join(shown.split())


def test_wide_characters_take_two_columns() -> None:
    assert columns("绿色ab") == 6
    assert wrap("绿" * 12, 20) == "绿" * 10 + "\n" + "绿" * 2


def test_a_number_is_not_parted_from_its_sign() -> None:
    assert wrap("do 31,5\xa0% rocznie", 8) == "do\n31,5\xa0%\nrocznie"
    assert wrap("od 1\u202f200 t", 7) == "od\n1\u202f200 t"


@pytest.mark.parametrize(
    ("publisher", "source", "told"),
    [
        ("Telecom Gazette", "ICT weekly", "Telecom Gazette in ICT weekly"),
        ("HARBOUR DIGITAL BRIEF", "Harbour Digital Brief", "Harbour Digital Brief"),  # a masthead in capitals
        ("The ICT Weekly of Monday", "ICT weekly", "The ICT Weekly of Monday"),
    ],
)
def test_who_told_it_is_named_once(publisher: str, source: str, told: str) -> None:
    origin = Origin("doc", "letter.txt", source, "item", "A story", NOW, outlets=(publisher,))
    assert who_told(origin) == told
