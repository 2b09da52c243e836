"""A letter's own way of beginning a story is learnt from what comes back in it; a single story stays whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.model import Document
from tracker.reading import read

TOLD = (
    "Ferries stay in port until Friday after the harbour master closed both piers. Crews are paid all the same.",
    "Schools may buy milk from any dairy again, the council of ministers decided. The old list had four names on it.",
    "Pilots of the national airline accepted a rise of six percent. They had asked for nine, and for longer nights.",
    "A mill near the border is to burn no coal from 2029 on, says its new licence. Until then it pays for every tonne.",
)


def starts(text: str) -> list[str]:
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
    return [item.text[:30] for item in read(document).items]


@pytest.mark.parametrize(
    "heads",
    [
        ("Piers. ", "Milk. ", "Pay. ", "Coal. "),  # a label and a full stop
        ("PIERS | ", "MILK | ", "PAY | ", "COAL | "),  # a label and a bar
        ("Piers >> ", "Milk >> ", "Pay >> ", "Coal >> "),  # or any other mark
        ("1/ ", "2/ ", "3/ ", "4/ "),  # numbers, however they are parted from the text
        ("<piers> ", "<milk> ", "<pay> ", "<coal> "),  # brackets
        ("#piers ", "#milk ", "#pay ", "#coal "),  # tags
        ("=> Piers shut\n", "=> Milk for all\n", "=> Six percent\n", "=> No more coal\n"),  # a mark nobody has listed
        ("What of the piers?\n", "More milk?\n", "Enough pay?\n", "Any coal?\n"),  # questions
        ("", "", "", ""),  # nothing: each paragraph is a story
    ],
)
def test_paragraphs_that_open_alike_are_stories(heads: tuple[str, ...]) -> None:
    text = "THE SUND LEDGER\n12 June 2026\n\n" + "\n\n".join(map("".join, zip(heads, TOLD, strict=True)))
    found = starts(text)
    assert len(found) == 4
    assert all(told.split()[0] in start for start, told in zip(found, TOLD, strict=True) if "\n" not in heads[0])


def test_labels_over_several_stories_are_none_themselves() -> None:
    items = [f"- {label}: {told}" for label, told in zip(("Piers", "Milk", "Pay", "Coal"), TOLD, strict=True)]
    text = "THE SUND LEDGER\n12 June 2026\n\n*At sea*\n{}\n{}\n\n*On land*\n{}\n{}\n".format(*items)
    assert [start[:4] for start in starts(text)] == ["Pier", "Milk", "Pay:", "Coal"]


@pytest.mark.parametrize(
    "odd",
    [
        "Rate of closing doubles",  # begins as a request for a rating
        "Who pays for the ferries",  # is worded as a part of a story is
        "Piers / Quays — a list",  # looks like a row of links
    ],
)
def test_a_line_that_is_set_as_all_heads_are_is_a_head(odd: str) -> None:
    heads = ("Ferries wait for better days", "Dairies compete for schools", odd, "Mill gives up its coal")
    text = "THE SUND LEDGER\n12 June 2026\n\n" + "\n\n".join(map("\n".join, zip(heads, TOLD, strict=True)))
    assert starts(text) == [
        f"{head}\n"[:30] if len(head) > 29 else f"{head}\n{told}"[:30] for head, told in zip(heads, TOLD, strict=True)
    ]


@pytest.mark.parametrize(
    ("above", "joint"),
    [
        ("Dear all,\n\n", "\n\n"),  # a letter to its readers
        ("Harbour master shuts both piers\n\n", "\n\n"),  # a story with a headline of its own
        ("Harbour master shuts both piers\n\n", "\n\n- "),  # summed up in points
    ],
)
def test_the_paragraphs_of_one_story_are_none(above: str, joint: str) -> None:
    parts = (
        "The harbour master of Sund has closed both piers to ferries until Friday.",
        "He named the storm as his reason, and the state of the piers, which are from 1931.",
        "They will be mended from August on, the ministry said. It pays for two thirds of the work.",
        "The ferries may use the quay of the fishermen meanwhile, as long as these are at sea.",
    )
    assert len(starts(f"THE SUND LEDGER\n12 June 2026\n\n{above}{joint.join(parts)}\n")) == 1


def test_short_lines_behind_a_standing_one_belong_to_no_story() -> None:
    text = f"Ferries wait\n\n{TOLD[0]}\n\nJobs: 14 openings\nInvite 3 friends\n"
    document = Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
    assert read(document).items[0].text.endswith("all the same.")


def test_paragraphs_that_turn_to_the_next_subject_are_stories_below_a_greeting_too() -> None:
    turns = ("Piers first. ", "Milk next. ", "And the pilots? ", "To the mill. ")
    text = "The Sund Letter\n12 June 2026\n\nDear subscriber,\n\n"
    text += "\n\n".join(turn + told for turn, told in zip(turns, TOLD, strict=True))
    text += "\n\nWith kind regards from Sund,\nThe Letter\n"
    found = [
        item.text
        for item in read(
            Document("letters", "one", text.encode(), "text/plain", datetime(2026, 7, 1, tzinfo=UTC))
        ).items
    ]
    assert [one[:8] for one in found] == [turn[:8] for turn in turns]
    assert found[-1].endswith("every tonne.")


def test_a_letter_that_turns_once_goes_on() -> None:
    text = (
        "The Sund Letter\n12 June 2026\n\nDear subscriber,\n\n" + "\n\n".join(TOLD) + "\n\nAnd us? We stay in port.\n"
    )
    assert len(starts(text)) == 1
