# ruff: noqa: E501 - a letter is one line
"""Heads that look like labels, furniture or emphasis, and are none; and the other way round."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.model import Document
from tracker.reading import read

FETCHED = datetime(2026, 4, 3, tzinfo=UTC)
FISH = "Landings at Esbjerg came to 4,100 tonnes in March, a tenth more than a year before."
DRUG = "The agency in Accra approved a second vaccine against typhoid on Friday, for children under five."
ROAD = "Drivers of lorries in Peru must rest for eleven hours a day from June, says a decree."


def titles(text: str, media_type: str = "text/plain") -> tuple[str | None, ...]:
    return tuple(item.title for item in read(Document("letters", "one", text.encode(), media_type, FETCHED)).items)


def starts(text: str) -> tuple[str, ...]:
    return tuple(
        item.text[:12] for item in read(Document("letters", "one", text.encode(), "text/plain", FETCHED)).items
    )


@pytest.mark.parametrize(
    "head",
    [
        # an organisation whose short name is a question word
        "WHO sets up typhoid fund",
        # an article opens a headline with a verb in it
        "The agency clears a second jab",
    ],
)
def test_a_headline_is_no_label(head: str) -> None:
    text = f"Quay Notes\n3 April 2026\n\nDenmark lands more fish\n\n{FISH}\n\n{head}\n\n{DRUG}\n\nPeru rests its lorries\n\n{ROAD}\n"
    assert titles(text) == ("Denmark lands more fish", head, "Peru rests its lorries")


def test_a_mail_whose_subject_repeats_one_headline_is_still_several_stories() -> None:
    body = f"Quay Notes\n\nDenmark lands more fish\n\n{FISH}\n\nWHO helps Ghana\n\n{DRUG}\n\nPeru rests its lorries\n\n{ROAD}\n"
    mail = (
        f"From: Quay <q@quay.example>\nSubject: Quay Notes: Denmark lands more fish\nContent-Type: text/plain\n\n{body}"
    )
    assert titles(mail, "message/rfc822") == ("Denmark lands more fish", "WHO helps Ghana", "Peru rests its lorries")


def test_capitals_that_open_a_paragraph_may_be_a_word_that_also_labels_boilerplate() -> None:
    text = f"THE QUAY 3 April 2026\n\nFISH. {FISH}\n\nJOBS. Some 5,200 people found work in Accra's harbour between January and March, its managers said.\n\nROADS. {ROAD}\n"
    assert starts(text) == ("FISH. Landin", "JOBS. Some 5", "ROADS. Drive")


def test_a_definite_head_with_a_source_of_its_own_is_a_story() -> None:
    text = (
        f"# Quay Notes\n\n**Denmark, slowly.** {FISH} [Quota office]\n\n**The fine print of Accra.** {DRUG} [Agency]\n\n"
        f"**Peru sleeps.** {ROAD} [Gazette]\n"
    )
    assert len(titles(text)) == 3


def test_names_in_bold_within_a_story_are_no_heads() -> None:
    text = (
        "Quay Weekly, 3 April 2026\n\nWho landed what\n\nMore fish than ever came ashore in Europe last year, the bureau"
        " of the ports reckons: 4.1 million tonnes in all, a tenth more than in the year before that.\n\n"
        "**Denmark** landed the most (900,000 tonnes). **Spain** came close with 870,000, up 3%.\n\n"
        "**Portugal** grew fastest, by a fifth.\n"
    )
    assert titles(text) == ("Who landed what",)


def test_a_note_to_editors_is_no_headline() -> None:
    text = f"QUAY WIRE\nAdvisory: adds figures on landings\n\nESBJERG, April 3 (Quay Wire) - {FISH}\n\nMore fish is expected in May.\n"
    assert starts(text) == ("ESBJERG, Apr",)


def test_a_headline_that_counts_the_parts_below_it_stands_above_one_story() -> None:
    text = f"Three things to know about the quota\n\nIt holds from June.\n\n1. Who may still fish at night\n\n{FISH}\n\n2. Boats pay a new fee\n\n{ROAD}\n\n3. Courts may stop it\n\nJudges meet in May on a complaint by two owners.\n"
    assert titles(text) == ("Three things to know about the quota",)


def test_letters_in_brackets_number_stories_and_a_lone_c_is_the_copyright() -> None:
    text = f"QUAY LETTER - 3 April 2026\n\n(a) ESBJERG | Nets full\n{FISH}\n\n(b) ACCRA | A second jab?\n{DRUG}\n\n(c) LIMA | Sleep\n{ROAD}\n\nQuay Letter.\n"
    assert titles(text) == ("ESBJERG | Nets full", "ACCRA | A second jab?", "LIMA | Sleep")


def test_paragraphs_that_count_and_name_their_subjects_are_stories() -> None:
    text = f"Quay Letter\n3 April 2026\n\nDear readers,\n\nthis week two things are on our mind before we sail off for Easter at last.\n\nFirst, fish. {FISH}\n\nSecond, lorries. {ROAD}\n\nAlso of note: {DRUG}\n\nSafe sailing,\nMei\n"
    assert starts(text) == ("First, fish.", "Second, lorr", "Also of note")


def test_a_heading_that_leaves_the_story_begins_another() -> None:
    text = f"QUAY ROUND\n3 April 2026\n\nDenmark lands more fish than ever before\n\n{FISH} Herring did best, with a third of it all, and cod came second for once.\n\nNew from the road office\n{ROAD}\n\n\nElsewhere on the coast\n\nGhana: {DRUG}\n\nNorway: nets with small meshes are banned from May on, to spare young cod.\n"
    assert starts(text) == ("Denmark land", "New from the", "Ghana: The a", "Norway: nets")


def test_short_stories_below_a_lead_that_shares_nothing_with_them_are_their_own() -> None:
    lead = "Denmark will let trawlers fish at night again\n\nMinisters in Copenhagen agreed on Monday to lift a rule of 1987. Owners of small boats had asked for it, and cod stocks allow it.\n\nNets must be marked with lamps, and inspectors may board at any hour.\n\n"
    other = "Lorries sleep longer\nDrivers in Peru must rest for eleven hours a day from June, says a decree. Buses follow in August, trains not at all.\n\nTyphoid jab cleared\nThe agency in Accra approved a second vaccine on Friday, for children under five. Schools will give it from September on.\n"
    assert starts(f"QUAY ROUND\n3 April 2026\n\n{lead}{other}") == ("Denmark will", "Lorries slee", "Typhoid jab ")
    same = "What owners say\nOwners of small boats welcome lamps on nets and expect to fish more cod at night, they told inspectors in Copenhagen.\n\nWhat inspectors say\nInspectors want a second boat to board trawlers at night, and more lamps on nets for cod.\n"
    assert starts(f"QUAY ROUND\n3 April 2026\n\n{lead}{same}") == ("Denmark will",)


def test_numbered_paragraphs_that_name_their_subjects_below_a_name_plate_are_stories() -> None:
    text = f"ESBJERG QUAY & NET\nfor the trade, Friday 3 April 2026\n\n1) Fish. {FISH}\n2) Lorries. {ROAD}\n3) Typhoid. {DRUG}\n\nPrinted in Ribe.\n"
    assert starts(text) == ("Fish. Landin", "Lorries. Dri", "Typhoid. The")


def test_an_imprint_that_begins_with_the_letters_name_ends_it() -> None:
    text = f"HERRING TIMES\n3 April 2026\n\nDenmark lands more fish this year\n\n{FISH}\n\nTyphoid: a jab of 284 cents, little moved\n\nHerring Times, Ribe. Next letter: 19 April.\n"
    assert titles(text) == ("Denmark lands more fish this year",)


def test_a_member_is_greeted_without_a_comma() -> None:
    text = f"Harbour Letter\nno. 19, Friday 3 April 2026\n\nDear member\n\nFISH, AGAIN\n{FISH}\n\nLORRIES ASLEEP\n{ROAD}\n\nTYPHOID\n{DRUG}\n\nKind regards\nHans\n"
    assert starts(text) == ("FISH, AGAIN\n", "LORRIES ASLE", "TYPHOID\nThe ")


def test_what_the_contents_announce_are_stories_whatever_their_words() -> None:
    text = f"Quay Gossip\n17/2026 | 27 April\n\nIN THIS ISSUE\n- Denmark lands more\n- Peru rests its lorries\n- Who pays for jabs?\n\nDenmark lands more\n------------------\n{FISH}\n\nPeru rests its lorries\n----------------------\n{ROAD}\n\nWho pays for jabs?\n------------------\n{DRUG}\n"
    assert titles(text) == ("Denmark lands more", "Peru rests its lorries", "Who pays for jabs?")


def test_one_run_in_head_that_reads_like_a_label_is_a_story_among_others() -> None:
    text = f"# Quay Notes\n\n_Issue 9, 3 April 2026_\n\n**Denmark lands more.** {FISH}\n\n**Lima sleeps.** {ROAD}\n\n**And a jab.** {DRUG}\n"
    assert titles(text) == ("Denmark lands more.", "Lima sleeps.", "And a jab.")


def test_a_correction_is_news_and_no_furniture() -> None:
    """A corrected number is what a reader must not miss."""
    said = "Correction: Peru's lorries rested 231 days, not 232 days as we wrote last week. The ministry counted again on Monday."
    text = f"Quay Notes\n3 April 2026\n\nDenmark lands more fish\n\n{FISH}\n\nPeru counts again\n\n{said}\n"
    read_ = read(Document("letters", "one", text.encode(), "text/plain", FETCHED))
    assert any(said in item.text for item in read_.items)


def test_a_letter_that_counts_its_stories_has_as_many() -> None:
    text = f"Quay Notes\n3 April 2026\n\nHello,\n\nthree stories this time.\n\nMORE FISH\n{FISH}\n\nTHE JAB THAT CAME LATE\n{DRUG}\n\nREST AT LAST\n{ROAD}\n"
    assert titles(text) == ("MORE FISH", "THE JAB THAT CAME LATE", "REST AT LAST")


def test_one_definite_head_among_heads_in_capitals_is_a_story_too() -> None:
    text = f"Quay Notes\n3 April 2026\n\nDENMARK LANDS MORE FISH\n{FISH}\n\nTHE JAB THAT CAME LATE\n{DRUG}\n\nPERU RESTS ITS LORRIES\n{ROAD}\n"
    assert titles(text) == ("DENMARK LANDS MORE FISH", "THE JAB THAT CAME LATE", "PERU RESTS ITS LORRIES")


def test_two_headings_below_a_name_plate_are_two_stories() -> None:
    text = (
        f"**Quay & Road Weekly** - 3 April 2026\n\n## Denmark lands fish\n\n{FISH}\n\n## Peru rests lorries\n\n{ROAD}\n"
    )
    assert titles(text, "text/markdown") == ("Denmark lands fish", "Peru rests lorries")


def test_two_headings_below_a_title_are_sections_of_one_story() -> None:
    text = f"# Denmark lands more fish than ever in a March\n\n## At the quay\n\n{FISH}\n\n## On the road\n\n{FISH.replace('Esbjerg', 'Thyborøn')}\n"
    assert titles(text, "text/markdown") == ("Denmark lands more fish than ever in a March",)


def test_a_motto_above_the_greeting_is_no_headline() -> None:
    text = f"THE QUAY LETTER\nWind, water and those who pay for both\n3 April 2026\n\nDear friends,\n\n{FISH}\n\n{FISH.replace('Esbjerg', 'Thyborøn')}\n"
    assert titles(text) == (None,)
    assert starts(text) == ("Landings at ",)


def test_a_headline_between_name_and_greeting_stays_one() -> None:
    text = f"THE QUAY LETTER\n3 April 2026\n\nDenmark lands more fish than last year\n\nDear friends,\n\n{FISH}\n\n{FISH.replace('Esbjerg', 'Thyborøn')}\n"
    assert titles(text) == ("Denmark lands more fish than last year",)


def test_two_heads_that_name_two_places_are_two_stories() -> None:
    jab = DRUG.replace("The agency in Accra", "The agency")
    text = f"QUAY NOTES\n3 April 2026\n\nCOPENHAGEN COUNTS ITS FISH\n\n{FISH}\n\nNobody saw it coming.\n\nACCRA TAKES ITS TIME\n\n{jab}\n"
    assert titles(text) == ("COPENHAGEN COUNTS ITS FISH", "ACCRA TAKES ITS TIME")
