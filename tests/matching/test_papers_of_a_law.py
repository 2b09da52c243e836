"""A law and the papers under it are several policies; so are the duties of two months, and a body to be founded."""

from __future__ import annotations

import pytest
from matching_build import instrument, origin, policy, words

from tracker import matching
from tracker.matching.objects import months_of, other_paper
from tracker.matching.policy_traits import features
from tracker.model import PolicyMention

STORY = "Algae farms off Bodø sell more every year, divers say, and jellyfish leave the nets alone."
MINISTRY = {"issuers": ("Ministry of Fisheries",)}


def told(title: str, quote: str = "", **more: object) -> PolicyMention:
    return policy(title, quote or f"The ministry is ready with the {title}.", **{**MINISTRY, **more})


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        # the law, and the decree that it asks for
        ("Algae Farming Act", "Enforcement decree for the Algae Farming Act", True),
        # two papers under one law
        ("List of waters under the algae law", "Penalty under the algae law", True),
        # the rules that a law leaves to a ministry
        ("Algae Farming Bill", "Regulations that go with Norway's new law on algae", True),
        # one paper of a law, told twice
        ("Decree for the Algae Farming Act", "Enforcement decree of the Algae Act", False),
        # a change of a law is a step of it
        ("Algae Farming Act", "Amendment of the Algae Farming Act", False),
        # a plan for a body, and a plan for what such a body would do
        ("Plan for a world algae organisation", "Action plan on algae", True),
        # the body under another name
        ("Plan for a world algae organisation", "World body for algae", False),
    ],
)
def test_a_title_tells_a_law_from_the_papers_under_it(one: str, other: str, apart: bool) -> None:
    where = origin()
    ours, theirs = (features(told(title), where) for title in (one, other))
    assert (other_paper(ours, theirs) is not None) is apart
    assert (other_paper(theirs, ours) is not None) is apart


@pytest.mark.parametrize(
    ("quote", "months"),
    [
        # a month that something is fixed for
        ("For June the board set the duty on crude at 9.5%.", {"jun"}),
        ("Across the strait, the May export duty has been kept.", {"may"}),
        # a day or a year is no month of a row
        ("For June 3 the board called a meeting.", set()),
        ("The order took effect in May.", set()),
    ],
)
def test_a_sentence_tells_for_which_month_a_duty_is_fixed(quote: str, months: set[str]) -> None:
    assert months_of(told("Duty on crude", quote)) == months


def test_the_duty_of_one_month_is_not_that_of_the_next() -> None:
    may = told("Duty on algae oil", "The May export duty on algae oil has been kept at 10%.", instrument="tax")
    june = told("Duty on algae oil", "For June the ministry set the export duty on algae oil at 9%.", instrument="tax")
    known = instrument((may, origin("2031-04-16", "Fjord Post")), text=STORY)
    link = matching.link_policy(june, words(june, STORY), origin("2031-05-18", "Fjord Post"), [known])
    assert link.target_id is None


def test_a_paper_on_which_views_are_asked_is_no_other_thing_than_the_plan_in_it() -> None:
    plan = told("Framework on algae farms", "A framework on algae farms is open for comment.", stage="consultation")
    paper = told(
        "Paper on algae", "Divers would be paid back: so reads a paper on which the ministry collects opinions.",
        stage="consultation", instrument="report",
    )  # fmt: skip
    known = instrument((plan, origin("2031-03-01", "Fjord Post")), text=STORY)
    where = origin("2031-03-02", "Coast Letter")
    assert matching.link_policy(paper, words(paper, STORY), where, [known]).target_id == "pol_1"


def test_a_story_that_shares_only_authorities_and_countries_does_not_run_on() -> None:
    first = told("Rules on algae", "The council adopted the rules on algae.", issuers=("Council of Norway",))
    late = told("Order", "The council has put it off by two years.", issuers=("Council of Norway",), stage="delayed")
    known = instrument((first, origin("2031-03-01", "Fjord Post")), text="Norway's council met about rules on algae.")
    about = words(late, "Norway's council met about the delay of an order.")
    assert matching.link_policy(late, about, origin("2031-04-01", "Coast Letter"), [known]).target_id is None
