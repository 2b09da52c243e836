"""A page becomes the text that a reader sees."""

from __future__ import annotations

import pytest

from tracker.reading.html import MAX_SIZE, depth_of, lay_out_html
from tracker.reading.lines import BOLD


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
        ("a<br>b", "a\nb"),
        ("<p>One <b>two</b>\n  three&nbsp;four</p>", "One two three four"),  # white space is single
        ("<ul><li>One<li><p>Two</p></ul>", "• One\n• Two"),
        ("<table><tr><td>Tonnes</td><td>31</td></tr></table>", "Tonnes | 31"),  # a row of data is a line
        (
            "<table><tr><td><p>Left</p></td><td><p>Right</p></td></tr></table>",
            "Left\n\nRight",
        ),  # a row of layout is none
        ("<pre>one\n two</pre>", "one\ntwo"),
        ("<p>Caf&eacute; &#8211; &lt;b&gt;</p>", "Café – <b>"),
        ("A<script>x()</script><style>p{}</style><!-- c --><template>t</template>B", "AB"),
        ('<p style="display: none">No</p><p hidden>No</p><p style="font-size:0px">No</p>Yes', "Yes"),
        ('<p style="max-height:0;overflow:hidden">No</p><p style="max-height:0.5em">Yes</p>', "Yes"),
        ('<p>See<img src="https://e.x/p.gif" width="1" height="1" alt="pixel"> it</p>', "See it"),
        ("<p>in\u200bvis\u00adible\u200c\u034f</p>", "invisible"),  # what mails pad their previews with
        ("<nav>Home</nav><button>Buy</button><p>Text</p>", "Text"),
        ("no tags at all", "no tags at all"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("", ""),
    ],
)
def test_the_visible_text_is_laid_out(page: str, text: str) -> None:
    assert lay_out_html(page).text == text


def test_headings_and_bold_lines_are_known_by_their_offsets() -> None:
    layout = lay_out_html("<h2>One</h2><p><b>Two</b></p><p><b>Three.</b> Four</p><p style='font-size:20px'>Five</p>")
    at = {layout.text.index(word): word for word in ("One", "Two", "Three", "Five")}
    assert {at[start]: level for start, level in layout.levels.items()} == {"One": 2, "Two": BOLD, "Five": BOLD}
    assert {at[start]: layout.text[start:end] for start, end in layout.run_ins.items()} == {"Three": "Three."}


def test_links_are_kept_beside_the_text() -> None:
    layout = lay_out_html('<p> See <a href="https://e.x/1">the rule</a>, <a href="javascript:x()">not this</a></p>')
    assert [(layout.text[start:end], address) for start, end, address in layout.links] == [
        ("the rule", "https://e.x/1")
    ]


def test_a_page_too_deep_keeps_its_words_and_warns() -> None:
    layout = lay_out_html("<div>" * 100_000 + "deep words<script>no()</script>" + "</div>" * 100_000)
    assert layout.text == "deep words"
    assert layout.warnings


def test_depth_counts_what_must_be_closed() -> None:
    assert depth_of("<div><p>a<p>b<p>c<br><li>d</div>") == 1
    assert depth_of("<b>" * 300) == 300


def test_a_page_too_long_is_cut_and_warns() -> None:
    layout = lay_out_html("<p>first</p>" + "<p>more</p>" * (MAX_SIZE // 10))
    assert layout.text.startswith("first")
    assert layout.warnings


def test_the_title_of_the_page_is_told() -> None:
    assert lay_out_html("<html><head><title> A  page </title></head><body>x</body></html>").title == "A page"
