"""A consultation whose last day stands in a sentence of its own is told with that day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.digests.dates import closes
from tracker.history.deadlines import NEAR, with_deadlines
from tracker.history.laid import lay_out
from tracker.model import Extraction, Instrument, Item, PolicyMention, Stage

FIRST = "The Port Board opened a consultation on berth fees."
LAST = "Comments are taken until 15 May 2026."
ITEM = Item("Berth fees", f"{FIRST} Ships would pay by weight. {LAST}", 0, 200)


def mention(quote: str, **parts: object) -> PolicyMention:
    start = ITEM.text.index(quote)
    known: dict[str, object] = {
        "issuers": (), "jurisdiction": "NL", "instrument": Instrument.TAX, "stage": Stage.CONSULTATION, "title": "Fees",
    }  # fmt: skip
    return PolicyMention(quote, start, start + len(quote), **(known | parts))  # type: ignore[arg-type]


OPENED = mention(FIRST, issuers=("Port Board",))
ENDS = mention(LAST, effective="2026-05-15")
OTHERS = {
    # it has a day of its own
    "dated": (replace(OPENED, effective="2026-04-30"), ENDS, "2026-04-30"),
    # what follows is of somebody else
    "other body": (OPENED, replace(ENDS, issuers=("Customs",)), None),
    # what follows is another step
    "other step": (OPENED, replace(ENDS, stage=Stage.IN_FORCE), None),
    # what is no consultation keeps its own dates
    "no consultation": (replace(OPENED, stage=Stage.ADOPTED), replace(ENDS, stage=Stage.ADOPTED), None),
    # too far away to be shown as one piece
    "far": (OPENED, replace(ENDS, start=ENDS.start + NEAR, end=ENDS.end + NEAR), None),
}


def first(*policies: PolicyMention) -> PolicyMention:
    return with_deadlines(ITEM, Extraction(policies=policies)).policies[0]


def test_the_step_takes_the_day_and_the_text_as_far_as_it() -> None:
    found = first(OPENED, ENDS)
    assert (found.effective, found.evidence, found.quote) == ("2026-05-15", ITEM.text, FIRST)
    assert closes(found)  # the sentence that gives the day speaks of an end


@pytest.mark.parametrize(("one", "behind", "effective"), OTHERS.values(), ids=OTHERS)
def test_nothing_else_is_taken_over(one: PolicyMention, behind: PolicyMention, effective: str | None) -> None:
    assert (first(one, behind).effective, first(one, behind).evidence) == (effective, "")


def test_what_is_compared_has_it() -> None:
    laid = lay_out(ITEM, Extraction(policies=(OPENED, ENDS)))
    assert [one.effective for one, _ in laid.mentions if isinstance(one, PolicyMention)] == ["2026-05-15"] * 2
