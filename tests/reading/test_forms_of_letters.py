# ruff: noqa: E501 - a letter is one line
"""Ways of marking stories that few letters have, each in the words of a letter of its own."""

from __future__ import annotations

from datetime import UTC, datetime

from tracker.model import Document
from tracker.reading import read

FERRIES = "Ferries stay in port until Friday after the harbour master closed both piers. Crews are paid all the same."
MILK = "Schools may buy milk from any dairy again, the council of ministers decided. The old list had four names on it."
PILOTS = (
    "Pilots of the national airline accepted a rise of six percent. They had asked for nine, and for longer nights."
)
COAL = (
    "A mill near the border is to burn no coal from 2029 on, says its new licence. Until then it pays for each tonne."
)


def items(text: str) -> list[str]:
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
    return [item.text for item in read(document).items]


def test_signs_of_a_list_before_headlines_are_no_list() -> None:
    text = (
        f"SUND DAILY BRIEF\nOslo | Bergen\n12-06-2026\n\n* Ferries wait\nOSLO: {FERRIES}\n\n* Any dairy\nBERGEN: {MILK}\n\n"
        f"* Six percent\nVOSS: {PILOTS}\n\n* No more coal\nHAMAR: {COAL}\n"
    )
    assert [one.split("\n")[0] for one in items(text)] == ["Ferries wait", "Any dairy", "Six percent", "No more coal"]


def test_a_name_with_its_motto_above_the_day_is_no_headline() -> None:
    text = (
        "**Sund & Skerries** — Monday notes from the piers and the ministries\n12 June 2026\n\n"
        f"### Ferries wait\n{FERRIES}\n\n### Any dairy\n{MILK}\n\n### Pilots paid\n{PILOTS}\n\n### Coal\n{COAL}\n"
    )
    assert len(items(text)) == 4


def test_paragraphs_below_the_names_of_countries_are_stories() -> None:
    text = (
        f"The Sund Ledger\n12 June 2026\n\n— NORWAY —\n{FERRIES}\n\n{MILK}\n\n— PERU —\n{PILOTS}\n\n— GHANA —\n{COAL}\n\n"
        "Sugar is to cost no duty from the first of July, the customs office let shops know. Bakers had waited since May.\n"
        "\nThe Sund Ledger has desks in Oslo and Lima.\n"
    )
    assert [one.split()[0] for one in items(text)] == ["Ferries", "Schools", "Pilots", "A", "Sugar"]


def test_short_sentences_head_the_paragraphs_below_the_names_of_countries() -> None:
    text = (
        f"THE SUND LEDGER\n12 June 2026\n\nNORWAY\nHarbour master shuts both piers. {FERRIES}\n\nMilk. {MILK}\n\n"
        f"PERU\nMore for pilots. {PILOTS}\n\nCoal is over. {COAL}\n"
    )
    assert len(items(text)) == 4


def test_a_last_line_with_the_short_name_of_the_letter_is_no_story() -> None:
    text = (
        f"THE HARBOUR KETTLE\nFriday 12 June 2026. Boiled daily.\n\nFERRIES WAIT {FERRIES}\n\nANY DAIRY WILL DO {MILK}\n\n"
        f"PILOTS PAID {PILOTS}\n\nThe Kettle is written by Mo and Bea.\n"
    )
    assert len(items(text)) == 3


def test_a_row_of_numbers_is_cut_whole() -> None:
    text = (
        f"Sund Ledger no. 7\n12 June 2026\n\n1) Ports shut. {FERRIES}\n\n2) Peru pays. {PILOTS}\n\n"
        f"3) Coal. Ghana is at an end with it. {COAL}\n\n4) Oslo waits. {MILK}\n"
    )
    assert len(items(text)) == 4


def test_a_line_with_the_mark_of_all_heads_heads_a_story_too() -> None:
    text = (
        f"THE SUND LEDGER\n12 June 2026\n\n| SEA | Ferries wait\n{FERRIES}\n\n| SCHOOL | Any dairy\n{MILK}\n\n"
        f"| AIR | Six percent\n{PILOTS}\n\n| ELSEWHERE | The tram to Voss runs again from Sunday, with four cars an hour.\n"
    )
    assert [one.split(" |")[0] for one in items(text)] == ["SEA", "SCHOOL", "AIR", "ELSEWHERE"]


def test_a_table_below_the_mark_of_all_heads_is_a_story_too() -> None:
    text = (
        f"SUND OILS :: 12 June 2026\n\n>> FERRIES WAIT IN OSLO\n{FERRIES}\n\n>> PERU PAYS ITS PILOTS\n{PILOTS}\n\n"
        f">> FISH MONTHLY\nMay 2026\nLandings | 120 t | -4%\nBoats | 31 | +2\n\n>> GHANA IS RID OF COAL\n{COAL}\n"
    )
    assert len(items(text)) == 4


def test_points_that_label_the_parts_of_one_story_are_none() -> None:
    text = (
        "Sund Points ☕ in short lines\n\nHARBOUR SHUT FOR A WEEK\n12 June 2026\n\n"
        "• What happened: the harbour master closed both piers to ferries on Monday night, until the storm is over.\n"
        "• The real news: the piers are from 1931, and nobody wants to pay for stronger ones before the election.\n"
        "• Who grumbles: shops on the islands, which have milk for three days and sell it to their best customers.\n"
        "• Who cheers: hardly anyone, apart from the two hotels at the quay, which have not been as full for years.\n"
        "• Bottom line: it will be Friday before the first ferry leaves, and Sunday before the last lorry is across.\n"
    )
    assert len(items(text)) == 1


def test_the_name_of_a_letter_right_above_its_only_headline_heads_nothing() -> None:
    text = (
        "Ferries & Piers\nHarbour Master of Sund Shuts Both Piers: What Skippers and Shops on the Islands Should Prepare\n"
        f"The storm is not over. {FERRIES}\nTime : Jun 12, 2026\n\nThe News in Short\n\n{FERRIES}\n\n"
        "Trade by Trade\n\nShops Without Ferries\nWhat changes: milk is flown in, and costs a third more than last week.\n\n"
        "Hotels at the Quay\nWhat changes: every bed is taken until Friday. What may follow is a quiet July after that.\n"
    )
    assert [one.split(":")[0] for one in items(text)] == ["Harbour Master of Sund Shuts Both Piers"]


def test_quick_hits_after_a_long_story_are_stories() -> None:
    text = (
        f"Sund Ledger | 12 June 2026\n\nFerries wait for better days\n\n{FERRIES}\n\nThe details\n\n- Tickets stay valid.\n"
        f"- Nobody swims.\n\nQUICK HITS\n\nAny dairy. {MILK}\n\nPilots paid. {PILOTS}\n\nCoal gone. {COAL}\n"
    )
    assert len(items(text)) == 4


def test_points_that_go_on_with_those_before_are_one_story() -> None:
    text = (
        "SUND MORNING LINES\n12 June 2026\n\n▪ Milk eased to 41 kroner for five litres in the week to 7 June, the ministry of food counted.\n"
        "▪ It is the first fall in three weeks; a year ago they cost 36.\n▪ The ministry will buy powder for its store from June on.\n"
        "▪ They have no more room in the north, as the dairies there say.\n▪ Imports came to 96,800 tonnes between April and May.\n"
    )
    assert len(items(text)) == 1


def test_headlines_with_a_colon_above_points_head_stories() -> None:
    text = (
        "CURRENT AFFAIRS: 12 June 2026\n\nFerries between the Sund islands stay in port:\n"
        "- The harbour master of Sund has closed both piers to ferries until the storm is over.\n\n"
        "Canteens in Ghana may buy any milk again:\n- The school board of Accra dropped its list of three dairies.\n\n"
        "Pilots in Peru settle for six percent:\n- After three weeks the pilots of Peru went back to work on Monday.\n"
    )
    assert len(items(text)) == 3


def test_headlines_between_paragraphs_without_blank_lines_head_stories_below_a_list_too() -> None:
    text = (
        f"SUND LEDGER | 12 June 2026\n\nICYMI\n- Ropes for everybody\n- Tides and how to read them\n\nNEWS\n"
        f"Ferries to the islands wait\n{FERRIES} [3 June] #ports\nSchools may buy any milk\n{MILK} [4 June] #food\n"
        f"Pilots settle for six percent\n{PILOTS} [5 June] #air #pay\n\nUnsubscribe\n"
    )
    assert len(items(text)) == 3
