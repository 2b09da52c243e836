"""Letters in many layouts become their stories; a single story in many layouts of sections stays one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.reading.letter_layouts import LAYOUTS, SECTIONS, Letter, sectioned, with_second_paragraph, wrapped
from tests.reading.letter_stories import ARTICLES, ISSUES, Article, Issue
from tracker.model import Document, Item
from tracker.reading import read


def items_of(text: str) -> tuple[Item, ...]:
    return read(Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))).items


def flat(text: str) -> str:
    return " ".join(text.replace("*", "").split())


def assert_stories(letter: Letter) -> None:
    items = items_of(letter.text)
    assert [flat(item.text)[: len(flat(start))] for item, start in zip(items, letter.starts, strict=False)] == [
        flat(start) for start in letter.starts
    ]
    assert len(items) == len(letter.starts)


ABROAD = tuple(issue for issue in ISSUES if not issue.masthead.startswith("Home Rule"))
"""Issues whose stories play in different countries: in these, a place alone heads a story."""
ONLY_PLACES = frozenset({"place alone, apart"})
RUN_IN = frozenset(name for name in LAYOUTS if name.startswith(("run-in", "country and"))) | {
    "pictographs before text",
    "rules and places",
    "small squares",
    "hyphens",
}


def name_of(value: object) -> str:
    return value.masthead.split("\n")[0][:12] if isinstance(value, Issue | Article) else str(value)


TOLD_APART = [(name, one) for name in LAYOUTS for one in (ABROAD if name in ONLY_PLACES else ISSUES)]


@pytest.mark.parametrize(("layout", "issue"), TOLD_APART, ids=name_of)
def test_a_letter_of_several_stories_becomes_them(layout: str, issue: Issue) -> None:
    assert_stories(LAYOUTS[layout](issue))


@pytest.mark.parametrize("issue", ABROAD[::3], ids=name_of)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_wrapped_lines_change_no_story(layout: str, issue: Issue) -> None:
    assert_stories(wrapped(LAYOUTS[layout](issue)))


@pytest.mark.parametrize("issue", ABROAD[1::3], ids=name_of)
@pytest.mark.parametrize("layout", sorted(LAYOUTS.keys() - RUN_IN))
def test_a_further_paragraph_belongs_to_its_story(layout: str, issue: Issue) -> None:
    assert_stories(with_second_paragraph(LAYOUTS[layout](issue), issue))


@pytest.mark.parametrize(("titled", "led"), [(True, True), (True, False), (False, True)])
@pytest.mark.parametrize("article", ARTICLES, ids=name_of)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_story_in_sections_stays_one(section: str, article: Article, titled: bool, led: bool) -> None:
    assert_stories(sectioned(article, SECTIONS[section], titled, led))


@pytest.mark.parametrize("article", ARTICLES, ids=name_of)
@pytest.mark.parametrize("section", sorted(SECTIONS.keys() - {"bullets", "run-in colon", "stars"}))
def test_a_story_stays_one_where_its_headline_looks_like_its_labels(section: str, article: Article) -> None:
    letter = sectioned(article, SECTIONS[section], titled=False, led=False)
    assert len(items_of(letter.text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Landings of the week\n\nBoats landed 120 tonnes.\n",  # a title that speaks of a week is no round-up
        "Rubber Stamp: red tape, gently mocked. 24 February 2026\n\nLandings of the week\n\nBoats landed 120 tonnes.\n",
        "Salt Works\n5 May 2026\n\nFee halved\n\nThe fee fell to 12 crowns.\n",  # short as a stamp
    ],
)
def test_a_short_notice_is_never_lost(text: str) -> None:
    assert len(items_of(text)) == 1
    assert text.rstrip().endswith(items_of(text)[0].text[-12:])
