"""A step told in wholly new words goes on with the act of its running story, if only one can be meant, and says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_build import origin, policy

from tracker import matching
from tracker.matching.policy_likeness import WEIGHTS as ALL_WEIGHTS
from tracker.matching.policy_likeness import Rarity, likeness
from tracker.matching.topics import topic_words
from tracker.model import Item, Link, Policy, PolicyMention, PolicyStep

SCHEME = "Payout for kelp growers hit by the storm"
FIRST = (
    "The Ministry of Fisheries approved a payout for kelp growers hit by the February storm. Growers on Senja and "
    "Kvaløya lost 2,340 hectares of rope and seedlings; the payout covers 60% of what they lost, up to NOK 410,000."
)
AGAIN = (
    "Kelp: parliament adds mussels. The Storting widened the storm relief yesterday. Mussel farms on Senja and Kvaløya "
    "can apply, after 2,340 hectares of kelp rope and seedlings were lost in February; the cap stays at NOK 410,000."
)


def words_of(text: str) -> frozenset[str]:
    return topic_words(Item(title=None, text=text, start=0, end=len(text)))


def first(**more: object) -> Policy:
    quote = FIRST.partition(". ")[0]
    mention = policy(SCHEME, quote, **{"issuers": ("Ministry of Fisheries",), "instrument": "funding", **more})
    return Policy("pol_1", SCHEME, (PolicyStep(mention, origin("2031-03-01", "Coast Post"), words_of(FIRST)),))


def again(**more: object) -> PolicyMention:
    quote = "The Storting widened the storm relief yesterday"
    return policy(
        "Storm relief", quote, **{"issuers": ("Storting",), "instrument": "funding", "stage": "amended", **more}
    )


def linked(mention: PolicyMention, known: list[Policy], text: str = AGAIN) -> Link:
    return matching.link_policy(mention, words_of(text), origin("2031-04-20", "Fjord Letter"), known)


def other(number: int, text: str, **more: object) -> Policy:
    mention = policy(text.partition(". ")[0], text.partition(". ")[0], **more)
    return Policy(
        f"pol_{number}", mention.title, (PolicyStep(mention, origin("2031-02-01", f"P{number}"), words_of(text)),)
    )


OTHERS = [
    other(2, "Ferry fares to Lofoten rise by a tenth. Skippers complain about diesel and quays."),
    other(3, "Rules for snow scooters are out. Reindeer herders had asked for them in Kautokeino."),
]


def test_another_body_goes_on_with_the_act_of_the_story() -> None:
    assert linked(again(), [first(), *OTHERS]).target_id == "pol_1"


@pytest.mark.parametrize(
    ("mention", "known", "text"),
    [
        # the same act of another country
        (again(), [first(jurisdiction="IS"), *OTHERS], AGAIN),
        # nothing of the story is shared
        (again(), OTHERS, AGAIN),
        # the day that the text names is another one
        (replace(again(), quote="The Storting widened the programme of 9 January"), [first(), *OTHERS], AGAIN),
    ],
)
def test_without_a_tie_it_begins_anew(mention: PolicyMention, known: list[Policy], text: str) -> None:
    assert linked(mention, known, text).target_id is None


def test_two_acts_that_may_equally_be_meant_are_left_alone() -> None:
    twin = replace(first(), id="pol_9")
    assert linked(again(), [first(), twin, *OTHERS]).target_id is None


def test_the_reason_tells_how_much_the_stories_share() -> None:
    signs = dict.fromkeys([*ALL_WEIGHTS, "contained", "said there"], 0.0) | {"contained": 0.5, "later": 1.0}
    score, reason = likeness(signs)
    assert 0 <= score <= 1
    assert reason == (
        "The stories share 50% of their rare words; 0% of what the sentence says is told there; a later stage of it."
    )


def test_a_word_tells_the_more_the_fewer_stories_hold_it() -> None:
    rarity = Rarity([first(), *OTHERS])
    assert rarity.of("kelp") < rarity.of("narwhal")
    assert rarity.overlap(frozenset(), frozenset({"kelp"})) == 0.0
    assert rarity.share(frozenset({"kelp"}), frozenset({"kelp", "rope"})) == 1.0
