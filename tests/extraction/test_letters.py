"""A story that names no country is of the country that its letter is about; a letter of many countries has none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction import Extractor, load_vocabulary
from tracker.extraction.policies.letters import at_home, home_of_letter
from tracker.model import Item, Reading

EXTRACTOR = Extractor(load_vocabulary())
COUNTRYLESS = "Rules for ferries\nThe Ministry of Transport adopted new rules for ferries on Monday."


def letter(head: str, *stories: str) -> Reading:
    text, items = head, []
    for story in stories:
        items.append(Item(None, story, len(text), len(text) + len(story)))
        text += story
    return Reading(text, tuple(items))


@pytest.mark.parametrize(
    "head, stories, home",
    [
        # the head of the letter names its country
        ("Ship and shore\nNews from Peru, weekly\n", (COUNTRYLESS,), "PE"),
        # a city of the country does it too
        ("HARBOUR NOTES, Rotterdam\n", (COUNTRYLESS,), "NL"),
        # most stories name one country
        ("", ("Ghana sold cocoa.", "Accra raised a tax.", "Togo sold gold.", COUNTRYLESS), "GH"),
        # the head says where it is printed, the stories are of another country
        ("Printed in Vienna\n", ("Kenya sold tea.", "Kenya bought oil.", "Kenyan banks lent."), "KE"),
        # two countries in the head and in the stories
        ("Chile and Peru\n", ("Chile sold copper.", "Peru sold zinc."), ""),
        # one story of two alone makes no letter's country
        ("", ("Malta built a port.", COUNTRYLESS), ""),
        # but the only country that any of several stories names does
        ("", ("Malta built a port.", COUNTRYLESS, COUNTRYLESS), "MT"),
        # an abbreviation that one country's body alone has tells the country too
        ("", ("TRAI fined a carrier.", "TRAI heard users.", COUNTRYLESS), "IN"),
        # so does a body's name that is no other word
        ("", ("Nersa fined a utility.", "Nersa heard users.", COUNTRYLESS), "ZA"),
        # a name that is a word too does not
        ("", ("The House fined a utility.", "Congress heard users.", COUNTRYLESS), ""),
        # where a story names nothing else, its money tells the country
        ("", ("A stamp costs R6.", "A loaf costs R19.", COUNTRYLESS), "ZA"),
        ("", ("A stamp costs ₦600.", "A loaf costs ₦900.", COUNTRYLESS), "NG"),
        # a letter of many countries is not of the one where it is printed
        ("Hello from Singapore\n", ("Laos sold power.", "Brunei sold gas.", "Fiji sold sugar."), ""),
        # a union's letter is of the union
        ("News of the EU\n", (COUNTRYLESS,), "EU"),
        # a continent is no country, nor is a language or a sum of dollars
        ("South America in English, for US$5\n", (COUNTRYLESS,), ""),
        # no story at all
        ("", (), ""),
    ],
)
def test_the_letters_country(head: str, stories: tuple[str, ...], home: str) -> None:
    found = letter(head, *stories)
    assert home_of_letter(found) == home
    assert {item.home for item in at_home(found).items} <= {home}


def test_a_story_without_a_country_is_of_the_letters() -> None:
    (item,) = at_home(letter("Weekly news from Peru\n", COUNTRYLESS)).items
    assert [mention.jurisdiction for mention in EXTRACTOR.extract(item).policies] == ["PE"]


def test_a_storys_own_country_goes_before_the_letters() -> None:
    item = Item(None, "Chile's Ministry of Transport adopted new rules for ferries on Monday.", 0, 71, home="PE")
    assert [mention.jurisdiction for mention in EXTRACTOR.extract(item).policies] == ["CL"]


def test_a_state_that_is_but_dealt_with_does_not_go_before_the_letters() -> None:
    text = "After talks with Seoul, the Ministry of Economy adopted rules for car parts."
    item = Item(None, text, 0, len(text), home="MX")
    assert [mention.jurisdiction for mention in EXTRACTOR.extract(item).policies] == ["MX"]


@given(st.lists(st.text(max_size=80), max_size=4), st.text(max_size=80))
def test_nothing_but_the_country_is_changed(stories: list[str], head: str) -> None:
    found = letter(head, *stories)
    assert [replace(item, home="") for item in at_home(found).items] == list(found.items)
