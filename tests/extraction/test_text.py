"""The view of a text: mark-up blanked in place, sentences cut where they end, whatever the text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.text import Shape, look, mask, tokenise


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        # A point after an abbreviation of a country ends nothing before a verb.
        ("The U.S. ships coal. It also ships gas.", ["The U.S. ships coal.", "It also ships gas."]),
        # The same abbreviation ends a sentence before a word that begins one.
        ("Cod goes to the U.S. The rest stays.", ["Cod goes to the U.S.", "The rest stays."]),
        # A month cut short, a dash, a number.
        ("OSLO, Feb. 5 -- Quotas fell. Boats wait.", ["OSLO, Feb. 5 -- Quotas fell.", "Boats wait."]),
        # "No. 15" is one name.
        ("Decree No. 15 applies. Nobody objected.", ["Decree No. 15 applies.", "Nobody objected."]),
        # A company's "Co." goes on.
        ("Acme Co. Ltd. of Perth grew. Fine.", ["Acme Co. Ltd. of Perth grew.", "Fine."]),
        # Points inside numbers end nothing.
        ("Output rose 3.5 percent. Prices fell.", ["Output rose 3.5 percent.", "Prices fell."]),
        # A year ends a sentence as any word does.
        ("It starts in 2028. The rest follows.", ["It starts in 2028.", "The rest follows."]),
        # The stop stands inside the quotation marks.
        ('"We will act." So she said.', ['"We will act."', "So she said."]),
        # Chinese stops need no blank.
        ("总额达1亿元。新规出台。", ["总额达1亿元。", "新规出台。"]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    view = look(text)
    assert [view.of(sentence) for sentence in view.sentences] == sentences


def test_hard_wrapped_lines_are_one_sentence_and_headings_their_own() -> None:
    text = (
        "Quotas for next season\n"
        "The directorate has published the quotas for next season and asked the\n"
        "owners of all vessels of more than eleven metres to register them again\n"
        "before the year ends.\n"
    )
    view = look(text)
    assert [sentence.shape for sentence in view.sentences] == [Shape.HEADING, Shape.PROSE]
    assert view.of(view.sentences[1]).endswith("again before the year ends.")


def test_entries_of_a_list_are_paragraphs_of_their_own() -> None:
    view = look("* boats: 40\n* nets: 900\n1. Register first\n2. Sail later")
    assert [view.of(sentence) for sentence in view.sentences] == [
        "boats: 40",
        "nets: 900",
        "Register first",
        "Sail later",
    ]
    assert {sentence.shape for sentence in view.sentences} == {Shape.BULLET}
    assert len({sentence.paragraph for sentence in view.sentences}) == 4


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        # The backslash of a Markdown escape goes, the dollar stays.
        (r"(\$11.54 billion)", r"( $11.54 billion)"),
        # Emphasis goes on both sides.
        ("**bold** word", "  bold   word"),
        # The address of a link is no text.
        ("[quota](http://a.no/2026) set", " quota" + " " * 19 + " set"),
        # A tag is no text.
        ("<b>9</b> boats", "   9     boats"),
        # Curly quotation marks and hyphens that do not break become plain ones.
        ("the ministry’s ‑5", "the ministry's -5"),
    ],
)
def test_mark_up_is_blanked_in_place(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_a_token_knows_its_place() -> None:
    text = "Value-added tax of 7.5% isn't new."
    tokens = list(tokenise(text, 0, len(text)))
    assert [token.text for token in tokens] == ["Value-added", "tax", "of", "7.5", "%", "isn't", "new", "."]
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(st.text(max_size=400))
def test_any_text_has_a_view_of_its_length_and_sentences_in_order(text: str) -> None:
    view = look(text)
    assert len(view.view) == len(view.raw) == len(text)
    ends = [0]
    for sentence in view.sentences:
        assert ends[-1] <= sentence.start < sentence.end <= len(text)
        ends.append(sentence.end)


def test_what_never_ends_is_cut_into_pieces() -> None:
    view = look("word " * 2_000)
    assert len(view.sentences) > 1
    assert max(sentence.end - sentence.start for sentence in view.sentences) <= 1_200
