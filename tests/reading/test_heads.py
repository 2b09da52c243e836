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
