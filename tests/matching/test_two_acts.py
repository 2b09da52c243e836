"""What tells two acts apart however much their stories share: titles in one item, who agreed, for which time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_build import origin, policy

from tracker import matching
from tracker.matching.topics import topic_words
from tracker.model import Item, Policy, PolicyStep


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a level and what comes on top of it
        ("Levy on stays at the coast", "Increase of the levy on stays at the coast"),
        # one round and the next
        ("Tender for tidal power", "Second tender for tidal power"),
        # one matter of two kinds
        ("Duty on flat glass", "Inquiry into flat glass"),
    ],
)
def test_two_acts_told_in_one_item_are_two_unless_named_alike(first: str, second: str) -> None:
    where = origin("2031-03-01", "Coast Post")
    quotes = (f"{first} came first.", f"{second} came then.")
    words = topic_words(Item(title=None, text=" ".join(quotes), start=0, end=sum(map(len, quotes)) + 1))
    known = Policy("pol_1", first, (PolicyStep(policy(first, quotes[0]), where, words),))
    assert matching.link_policy(policy(second, quotes[1]), words, where, [known]).target_id is None
    again = policy(first, f"{first} was amended, too.", stage="amended")
    assert matching.link_policy(again, words, where, [known]).target_id == "pol_1"


@pytest.mark.parametrize(
    ("title", "issuers", "same"),
    [
        # other states agreed
        ("Trilateral shelf fisheries agreement", ("Iceland", "Norway", "European Union"), False),
        # the same ones, named the other way round
        ("Fisheries agreement between Norway and Iceland", (), True),
    ],
)
def test_an_agreement_is_of_those_who_made_it(title: str, issuers: tuple[str, ...], same: bool) -> None:
    text = "The fisheries agreement sets the capelin and herring quotas for 2032, with 84,000 tonnes less."
    words = topic_words(Item(title=None, text=text, start=0, end=len(text)))
    more = {"jurisdiction": "INT", "instrument": "agreement"}
    first = policy("Icelandic-Norwegian fisheries agreement", f"Iceland and Norway signed: {text}", **more)
    known = Policy("pol_1", first.title, (PolicyStep(first, origin("2031-03-01", "Coast Post"), words),))
    mention = policy(title, f"It was signed: {text}", issuers=issuers, **more)
    link = matching.link_policy(mention, words, origin("2031-03-03", "Fjord Letter"), [known])
    assert (link.target_id == "pol_1") is same


def test_a_pump_price_for_another_month_is_another_decision() -> None:
    text = "Pump prices for petrol and diesel were set by the energy regulator."
    words = topic_words(Item(title=None, text=text, start=0, end=len(text)))
    first = policy("Pump prices, October-November 2031", text, issuers=("Energy Regulator",))
    known = Policy("pol_1", first.title, (PolicyStep(first, origin("2031-10-14", "Coast Post"), words),))
    later = replace(first, title="Pump prices, November-December 2031")
    assert matching.link_policy(later, words, origin("2031-11-14", "Coast Post"), [known]).target_id is None


@pytest.mark.parametrize(
    ("quote", "same"),
    [
        ("A second tender of kelp from the state store is to follow in June.", False),  # one more of a row
        ("In another, smaller sale the board will part with kelp from the state store.", False),
        ("The tender of kelp from the state store is to be held in June.", True),  # the one that is known
    ],
)
def test_one_more_of_a_row_is_another_act(quote: str, same: bool) -> None:
    more = {"issuers": ("Kelp Board",), "instrument": "programme", "stage": "announced"}
    text = "Dried kelp in the state store at Vardø: bales, humidity and the price of fertiliser weigh on growers."
    words = topic_words(Item(title=None, text=text, start=0, end=len(text)))
    first = policy("Tender of kelp from the state store", "The Kelp Board announced a tender of kelp.", **more)
    known = Policy("pol_1", first.title, (PolicyStep(first, origin("2031-05-01", "Coast Post"), words),))
    step = policy("Tender of kelp from the state store", quote, **more)
    assert (
        matching.link_policy(step, words, origin("2031-05-04", "Fjord Letter"), [known]).target_id is not None
    ) is same


@pytest.mark.parametrize(
    ("quote", "same"),
    [
        ("In a separate order, the Ministry of Trade lifts the dues on bales by a third.", False),
        ("Separately, the Ministry of Trade lifts the dues on bales by a third.", False),
        ("On Monday the Ministry of Trade suspended what growers of kelp had asked for.", True),
    ],
)
def test_what_a_text_calls_separate_is_no_step_of_the_act_in_its_story(quote: str, same: bool) -> None:
    text = (
        "Kelp growers of Vardø: bales, humidity, the state store and the price of fertiliser, after the tender of May."
    )
    words = topic_words(Item(title=None, text=text, start=0, end=len(text)))
    first = policy("Tender of kelp", "The Ministry of Trade announced a tender of kelp.", stage="announced")
    first = replace(first, issuers=("Ministry of Trade",))
    known = Policy("pol_1", first.title, (PolicyStep(first, origin("2031-05-01", "Coast Post"), words),))
    step = policy("", quote, issuers=("Ministry of Trade",), stage="suspended" if same else "adopted")
    assert (
        matching.link_policy(step, words, origin("2031-05-14", "Fjord Letter"), [known]).target_id is not None
    ) is same


HARBOUR = "Dredging of the outer harbour at Husavik moves 410,000 cubic metres of sand, to the herring fleet's relief."


def after(first: dict[str, object], then: dict[str, object], days: str) -> str | None:
    """What a step of the harbour's story is linked to, if it comes after another one."""
    words = topic_words(Item(title=None, text=HARBOUR, start=0, end=len(HARBOUR)))
    base = {"jurisdiction": "IS", "issuers": ("Harbour Board",)}
    one, other = (
        policy(
            str(m["title"]),
            f"{m['title']}: Husavik has it.",
            **{**base, **{k: v for k, v in m.items() if k != "title"}},
        )
        for m in (first, then)
    )
    known = Policy("pol_1", one.title, (PolicyStep(one, origin("2031-03-01", "Coast Post"), words),))
    return matching.link_policy(other, words, origin(days, "Fjord Letter"), [known]).target_id


@pytest.mark.parametrize(
    ("first", "then", "days"),
    [
        # the act of one state, and what many states agreed
        ({"title": "Deal", "jurisdiction": "INT", "instrument": "agreement"}, {"title": "Order"}, "2031-03-02"),
        # a fee of one body, a permit of another
        ({"title": "Fee", "instrument": "tax"},
         {"title": "Permit", "instrument": "authorization", "issuers": ("Coast Guard",)}, "2031-03-02"),
    ],
)  # fmt: skip
def test_one_story_does_not_make_two_kinds_of_act_one(
    first: dict[str, object], then: dict[str, object], days: str
) -> None:
    assert after(first, then, days) is None
