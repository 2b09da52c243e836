"""Items that tell one event find one another and are grouped; others, and the same words alone, are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_build import item

from tracker import matching
from tracker.model import Item

BRIDGE = item(
    "The Storstrøm suspension bridge closes for nine weeks from Monday. Inspectors of the Danish Road Directorate "
    "found cracks in four hangers during a routine check with drones. Lorries have to take the Falster tunnel, which "
    "adds forty kilometres. Ferries between Gedser and Rostock run twice as often until the hangers are replaced. The "
    "repair costs 210 million kroner, paid from the maintenance reserve, and a second inspection follows in October.",
    "Storstrøm bridge closes after drones find cracks",
)
REWRITE = item(
    "Nine weeks without the Storstrøm bridge: drones of the Danish Road Directorate have spotted cracks in hangers. "
    "From Monday lorries go through the Falster tunnel, a detour of forty kilometres, and Gedser–Rostock ferries sail "
    "twice as often. Replacing the four hangers takes 210 million kroner out of the maintenance reserve.",
    "Cracks found by drones close Storstrøm bridge",
)
OTHER = item(
    "Heat pumps become cheaper to install in Jutland. The energy agency pays a quarter of the price for homes built "
    "before 1980 and asks installers for a certificate. Applications open in May; the first payments follow in summer.",
    "A quarter of the price for heat pumps in Jutland",
)


def edited(original: Item) -> Item:
    return item(original.text.replace("Lorries have", "Trucks have").replace("twice as", "double as"), original.title)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (BRIDGE, BRIDGE, True),  # word for word
        (BRIDGE, edited(BRIDGE), True),  # lightly edited
        (BRIDGE, REWRITE, True),  # told anew
        (BRIDGE, OTHER, False),  # another event in the same country
    ],
)
def test_items_of_one_event_are_one_story(one: Item, other: Item, same: bool) -> None:
    found = matching.link_story(matching.story_signature(other), [("story_1", matching.story_signature(one))])
    assert (found == "story_1") is same


@pytest.mark.parametrize("other", [edited(BRIDGE), REWRITE])
def test_items_of_one_event_share_index_terms(other: Item) -> None:
    assert set(matching.story_keys(BRIDGE)) & set(matching.story_keys(other))


def test_other_items_share_no_index_term() -> None:
    assert not set(matching.story_keys(BRIDGE)) & set(matching.story_keys(OTHER))


def test_without_candidates_an_item_tells_a_story_of_its_own() -> None:
    assert matching.link_story(matching.story_signature(BRIDGE), []) is None


def test_the_closest_story_is_taken() -> None:
    told = [("story_1", matching.story_signature(REWRITE)), ("story_2", matching.story_signature(edited(BRIDGE)))]
    for candidates in (told, told[::-1]):
        assert matching.link_story(matching.story_signature(BRIDGE), candidates) == "story_2"


@pytest.mark.parametrize("text", ["", " ", "one", "…", "数据要素市场化配置改革"])
def test_any_text_has_a_signature_and_keys(text: str) -> None:
    assert len(matching.story_signature(item(text))) >= 256
    assert len(matching.story_keys(item(text))) >= 16


@given(st.text(max_size=300), st.text(max_size=40))
def test_a_text_is_its_own_story_whatever_it_holds(text: str, title: str) -> None:
    signature = matching.story_signature(item(text, title))
    assert matching.link_story(signature, [("story_1", signature)]) == "story_1"
    assert matching.story_keys(item(text, title)) == matching.story_keys(item(text, title))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The law sets 14 tasks in three areas.", {"14:Task", "3:Area"}),  # a document's parts
        ("Some 2,340 boats and 4.5 million crates", {"n:2340", "n:4.5e+06"}),  # figures as numbers
        ("Ferries from Rostock", {"rostock"}),  # content words
        ("Norwegian and Chilean salmon", {"NO", "CL", "salmon"}),  # peoples as their countries
    ],
)
def test_topic_words_hold_what_tells_one_report_from_another(text: str, words: set[str]) -> None:
    assert words <= matching.topic_words(item(text))


def test_topic_words_leave_out_what_every_text_holds() -> None:
    assert not {"the", "and", "was", "said"} & matching.topic_words(item("The cat and the dog was here, he said."))
