"""One act goes through several hands: who drafts it, who decides on it and who publishes it are told as steps of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matching_build import instrument, origin, policy, words

from tracker import matching
from tracker.model import PolicyMention

PLAN = {"jurisdiction": "BW", "instrument": "plan"}
PAY = {"jurisdiction": "MU", "instrument": "regulation"}
FARES = (
    "Kasane: riverboat plan. {} Ferries on the Chobe, jetties, life vests and night lamps are in it, licensed yearly."
)
SHOPS = "Curepipe: pay of shop assistants. {} Bakers, cashiers and night porters in Rose Hill wait for the raise."
SEALS = "Seal skins. {} Hunters, tanners and the bonded stores by the quay have waited for the skin levy since spring."


def linked(known: PolicyMention, mention: PolicyMention, text: str, when: str = "2031-03-20") -> str | None:
    before = instrument((known, origin("2031-03-01")), text=text.format(f"{known.quote}."))
    said = words(mention, text.format(f"{mention.quote}."))
    return matching.link_policy(mention, said, origin(when, "Pier Post"), [before]).target_id


def step(title: str, quote: str, issuer: str, common: dict[str, Any], **more: Any) -> PolicyMention:
    return policy(title, quote, **{**common, "issuers": [issuer], **more})


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        # what a department drafted is approved by the cabinet, whatever its form
        (
            step(
                "Riverboat Safety Plan", "A draft Riverboat Safety Plan is on the website", "Department of Transport",
                PLAN, stage="consultation",
            ),
            step(
                "Riverboat Safety Plan", "The cabinet approved the Riverboat Safety Plan", "Cabinet of Botswana", PLAN
            ),
            FARES,
        ),
        # what a wage board proposes, the ministry puts into the gazette
        (
            step(
                "Shop pay of 21,400 rupees", "The board proposed a wage of 21,400 rupees a month for shops",
                "Shop Wage Board", PAY, stage="draft",
            ),
            step(
                "Wage for assistants in shops", "The ministry published the new shop wage in the gazette",
                "Ministry of Labour", PAY,
            ),
            SHOPS,
        ),
        # two authorities, one exact amount
        (
            step(
                "Levy of 1,285 on seal skins", "The council fixed the levy on a seal skin at 1,285 crowns",
                "Fur Council", PAY,
            ),
            step(
                "Skin levy official", "The ministry gazetted the skin levy of 1,285 crowns", "Ministry of Trade",
                PAY,
            ),
            SEALS,
        ),
    ],
)  # fmt: skip
def test_another_authority_goes_on_with_the_act(first: PolicyMention, then: PolicyMention, text: str) -> None:
    assert linked(first, then, text) == "pol_1"


GENERIC = step(
    "Skin levy", "The Ministry of Trade proposed a skin levy on seals", "Ministry of Trade", PAY, stage="draft"
)
LATER = step("Skin levy", "The Ministry of Trade adopted the skin levy on seals", "Ministry of Trade", PAY)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        # nobody names the other state, and many states have a ministry of trade: it was but guessed
        (SEALS, "pol_1"),
        # the story names its own state
        ("Seal skins in Fiji. {} Fiji's hunters, tanners and bonded stores have waited for the levy.", None),
    ],
)
def test_a_state_that_no_story_names_is_but_guessed(text: str, target: str | None) -> None:
    known = instrument((GENERIC, origin("2031-03-01")), text=SEALS.format("The Ministry of Trade drafts a skin levy."))
    if target is None:
        known = instrument((GENERIC, origin("2031-03-01")), text="Mauritius drafts a levy on the skins of seals.")
    there = replace(LATER, jurisdiction="FJ")
    said = words(there, text.format(f"{there.quote}."))
    assert matching.link_policy(there, said, origin("2031-03-20", "Pier Post"), [known]).target_id == target


@pytest.mark.parametrize(
    "then",
    [
        # another authority that began something of its own on the same coast
        step("Jetty dues", "The harbour office adopted new dues for jetties", "Harbour Office", PAY),
        # the draft of one ministry is no act of another ministry
        step("Skin subsidy", "The Ministry of Finance adopted a subsidy for tanners", "Ministry of Finance", PAY),
    ],
)
def test_what_another_authority_began_stays_apart(then: PolicyMention) -> None:
    assert linked(GENERIC, then, "Seal skins. {}") is None
