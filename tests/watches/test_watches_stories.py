"""A story in which nothing was found is selected only where it is asked for, and told by two sentences of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watch_findings import NOW, ORIGIN, metric, policy

from tracker.model import Excerpt, Finding, FindingKind, Item, Selection, WatchRule
from tracker.watches import Compiled, Selector, compile_watch, excerpt, explain, once_a_story, select
from tracker.watches.words import needle

TEXT = """Quays are rebuilt

The old quays of Norwick are rebuilt this year. Work began on Monday, the master of the port said.
Ferries, e.g. those to the isles, leave from the northern pier until then.

Gulls have nested on the cranes! Nobody may move them before August.
"""
ITEM = Item("Quays are rebuilt", TEXT, 0, len(TEXT))


def story(**changes: object) -> Finding:
    told = Excerpt("The old quays of Norwick are rebuilt this year.", 19, 66, "")
    known = Finding("f", FindingKind.STORY_NEW, "story_1", "Quays are rebuilt", told, ORIGIN, "", NOW)
    return replace(known, **changes)  # type: ignore[arg-type]


def watch(**when: object) -> Compiled:
    compiled = compile_watch(WatchRule("w", when, ("desk",)))
    assert isinstance(compiled, Compiled), compiled
    return compiled


def words(*wanted: str) -> frozenset[tuple[str, str]]:
    return frozenset(("text", str(needle(each))) for each in wanted)


# ---------------------------------------------------------------- who is told of it


@pytest.mark.parametrize(
    ("when", "selected"),
    [
        ({}, False),  # all findings, and a story is none for those who do not ask
        ({"text": "quays"}, False),  # likewise
        ({"finding": "story.new"}, True),
        ({"finding": "story.*", "text": "quay*"}, True),
        ({"finding": ["policy.new", "story.new"], "text": "quays"}, True),
        ({"finding": "story.new", "text": "canal"}, False),
        ({"finding": "story.new", "language": "en", "source": "letters"}, True),
        ({"finding": "story.new", "language": "de"}, False),
        ({"finding": ["policy.new", "story.new"], "policy": {"title": "quays"}}, False),  # only about policies
        ({"finding": ["metric.new", "story.new"], "metric": {"subject": "quays"}}, False),
        ({"finding": "story.new", "not": {"policy": {"title": "quays"}}}, True),
        ({"finding": "story.new", "sources": ">= 2"}, False),
    ],
)
def test_stories_are_for_those_who_ask_for_them(when: dict[str, object], selected: bool) -> None:
    asked = watch(**when)
    assert bool(select([asked], story(), TEXT, now=NOW)) is selected
    assert bool(Selector([asked]).select(story(), TEXT, now=NOW)) is selected
    (explained,) = explain([asked], story(), TEXT, NOW)
    assert (explained.selected, not explained.failed) == (selected, selected)


def test_a_watch_for_stories_gets_no_policy_and_no_metric() -> None:
    asked = watch(finding="story.new")
    assert not select([asked], policy(), TEXT, now=NOW)
    assert not select([asked], metric(), TEXT, now=NOW)


@pytest.mark.parametrize(
    ("when", "asks"), [({}, False), ({"finding": "story.new", "policy": {"stage": "draft"}}, False)]
)
def test_stories_are_not_even_looked_at_where_nobody_asks(when: dict[str, object], asks: bool) -> None:
    assert Selector([watch(**when)]).asks_stories is asks
    assert Selector([watch(**when), watch(finding="story.new")]).asks_stories


def test_a_watch_for_a_language_that_is_not_extracted_is_told_to_ask_for_stories() -> None:
    (lint,) = watch(language=["de", "fr-CA"]).lints
    assert lint.hint == "ask for stories: `finding: story.new`"
    assert lint.path == ("when", "language")
    for when in ({"language": ["de", "en"]}, {"language": "de", "finding": "story.new"}, {"language": "en-GB"}):
        assert watch(**when).lints == ()


def test_a_story_is_told_once_and_not_beside_what_else_is_told_of_it() -> None:
    def chosen(finding: Finding, number: int, receiver: str = "desk") -> Selection:
        where = replace(ORIGIN, story_id="s", item_id=f"item_{number}", published=NOW.replace(minute=number))
        return Selection(replace(finding, id=f"f{number}", origin=where), receiver, ("w",))

    later, first = chosen(story(), 9), chosen(story(), 2)
    assert once_a_story([later, first]) == [first]
    other = chosen(story(), 3, "board")
    found = chosen(policy(), 20)
    assert once_a_story([first, other, found]) == [found, other]


# ---------------------------------------------------------------- two sentences of it


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        # nothing wanted: the first two, and never the headline
        ((), "The old quays of Norwick are rebuilt this year. Work began on Monday, the master of the port said."),
        # one that holds the word: the first tells what it is about
        (
            ("august",),
            "The old quays of Norwick are rebuilt this year. […] Nobody may move them before August.",
        ),
        # the first itself: with the one behind it
        (("norwick",), "The old quays of Norwick are rebuilt this year. Work began on Monday, the master of the port "
                       "said."),
        # two that stand in two paragraphs, with nothing between
        (
            ("ferries", "gull*"),
            "Ferries, e.g. those to the isles, leave from the northern pier until then. "
            "Gulls have nested on the cranes!",
        ),
        # in the order of the text, however they are asked for; more words in one sentence go first
        (
            ("august", "nobody", "norwick"),
            "The old quays of Norwick are rebuilt this year. […] Nobody may move them before August.",
        ),
        # a word that stands in the headline alone
        (("rebuilt this",), "The old quays of Norwick are rebuilt this year. Work began on Monday, the master of the "
                            "port said."),
    ],
)  # fmt: skip
def test_the_sentences_that_hold_the_words(wanted: tuple[str, ...], told: str) -> None:
    assert " ".join(excerpt(ITEM, words(*wanted)).evidence.split()) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # ordinals, short forms and initials end no sentence in German
        ("Titel\n\nAm 3. Mai, so Dr. Uhl, z. B. am Kai, war es still. Dann kam die Flut. Später nicht.",
         "Am 3. Mai, so Dr. Uhl, z. B. am Kai, war es still. Dann kam die Flut."),
        # French quotation marks, and a single letter before a name
        ("Un titre\n\n« C'est une bonne année », dit M. J.-B. Roux. Les quais sont pleins. La suite demain.",
         "« C'est une bonne année », dit M. J.-B. Roux. Les quais sont pleins."),
        # an initial that begins a paragraph
        ("Un titre\n\nM. J.-B. Roux est venu hier. Il est reparti aujourd'hui.",
         "M. J.-B. Roux est venu hier. Il est reparti aujourd'hui."),
        # no spaces between Chinese sentences
        ("标题\n\n港口今天重新开放。渡轮明天开始运行！市民表示欢迎。", "港口今天重新开放。渡轮明天开始运行！"),
        # what only looks like one is left out: a source line, a button
        ("Title\n\nSource: Harbour Post\n\nThe ferry was late again. Read more\n\nNobody minded it much.",
         "The ferry was late again. […] Nobody minded it much."),
        # lines that are paragraphs, below a note of where it came from
        ("标题\n\n来源：港口报 三月五日\n港口今天重新开放，渡轮明天开始运行，市民对此表示欢迎，学校组织学生参观。\n"
         "渡轮公司说，第一班船早上六点离开，最后一班船晚上十点回来，周末还要更晚。",
         "港口今天重新开放，渡轮明天开始运行，市民对此表示欢迎，学校组织学生参观。\n"
         "渡轮公司说，第一班船早上六点离开，最后一班船晚上十点回来，周末还要更晚。"),
        # a place at the beginning, as agencies write it
        ("Titel\n\nBonn. Die Fähre fuhr gestern nicht. Heute fährt sie wieder.",
         "Die Fähre fuhr gestern nicht. Heute fährt sie wieder."),
        # a list
        ("Title\n- The ferry was late again.\n- Nobody minded it much.",
         "The ferry was late again. […] Nobody minded it much."),
        # no sentence at all: what there is
        ("Ferry late", "Ferry late"),
        # figures with points
        ("Title\n\nIt cost 4.5 million in all. The U.S. Navy paid, No. 7 said.",
         "It cost 4.5 million in all. The U.S. Navy paid, No. 7 said."),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_would_end_them(text: str, told: str) -> None:
    assert excerpt(Item(text.splitlines()[0], text, 0, len(text))).evidence == told


def test_the_words_are_named_as_they_stand_there() -> None:
    assert excerpt(ITEM, words("FERRIES", "northern pier", "gull*")).words == ("Ferries", "northern", "pier", "Gulls")
    chinese = "港口今天重新开放。渡轮明天开始运行。"
    assert excerpt(Item(None, chinese, 0, len(chinese)), words("渡轮")).words == ("渡轮",)


def test_a_pattern_is_looked_for_as_a_word_is() -> None:
    assert "[…] Ferries" in excerpt(ITEM, {("regex", r"isles?\b")}).evidence


@given(st.text(max_size=400), st.sampled_from(["", "a", "the", "港"]), st.booleans())
def test_every_sentence_stands_in_the_text_word_for_word(text: str, word: str, titled: bool) -> None:
    item = Item(text.partition("\n")[0] if titled else None, text, 0, len(text))
    told = excerpt(item, words(word) if word else ())
    assert told.quote == text[told.start : told.end]
    rest = told.evidence.removeprefix(told.quote)
    assert told.evidence in text or rest.removeprefix(" […] ") in text
