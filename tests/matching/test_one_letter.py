"""What a letter tells in two of its items are two acts, unless it names both alike; and what may follow a repeal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_build import instrument, origin, policy, words

from tracker import matching
from tracker.model import PolicyMention

AGENCY = {"issuers": ("Coast Agency",)}
LIST = policy(
    "List of waters under the kelp regulation",
    "The Coast Agency has revised its list of waters under the kelp regulation.",
    stage="amended",
    **AGENCY,
)
AMENDMENT = policy(
    "Amendment of the kelp regulation",
    "The Coast Agency has proposed one more amendment of the kelp regulation.",
    stage="draft",
    **AGENCY,
)


@pytest.mark.parametrize(
    ("later", "item", "same"),
    [
        # the next item of the letter tells the same again, under the same name
        (
            replace(AMENDMENT, quote="The amendment of the kelp regulation, proposed on Monday, met with anger."),
            1,
            True,
        ),
        # it tells another act of the same authority, of much the same words
        (LIST, 1, False),
    ],
)
def test_two_items_of_a_letter_tell_two_acts(later: PolicyMention, item: int, same: bool) -> None:
    first = origin("2031-03-01", "Fjord Post")
    known = instrument((AMENDMENT, first))
    beside = replace(first, item_id=f"{first.document_id}#{item}")
    assert (matching.link_policy(later, words(later), beside, [known]).target_id == "pol_1") is same


@pytest.mark.parametrize(
    ("issuer", "stage", "quote", "same"),
    [
        # another paper tells the repeal
        ("Fjord Parliament", "repealed", "Lawmakers scrapped the ban on night fishing for squid.", True),
        # a court strikes the repeal down
        ("Constitutional Court", "suspended", "The court struck down the end of the ban on night fishing.", True),
        # what is repealed is not prolonged under another name
        ("Fjord Parliament", "extended", "Lawmakers prolonged what they had decided on.", False),
    ],
)
def test_a_repeal_is_told_again_or_struck_down(issuer: str, stage: str, quote: str, same: bool) -> None:
    title, story = (
        "Ban on night fishing",
        "Squid boats may fish at night off Andenes again; the ban on night fishing goes.",
    )
    lawmakers = ("Fjord Parliament",)
    end = policy(
        title, "The Fjord Parliament voted to abolish the ban on night fishing.", issuers=lawmakers, stage="repealed"
    )
    known = instrument((end, origin("2031-03-01", "Fjord Post")), text=story)
    later = policy(title if same else "Decision", quote, issuers=(issuer,), stage=stage)
    link = matching.link_policy(later, words(later, f"{story} {quote}"), origin("2031-03-04", "Coast Letter"), [known])
    assert (link.target_id == "pol_1") is same
