"""A later step that does not name its act goes on with the only act of its story, whoever takes it."""

from __future__ import annotations

import pytest
from matching_build import origin, policy

from tracker import matching
from tracker.matching.topics import main_words
from tracker.model import Item, Link, Policy, PolicyMention, PolicyStep

FERRIES = frozenset(
    ["diesel", "ferri", "fjord", "emission", "passeng", "operator", "skipper", "fuel", "quay", "voyag", "electr"]
)
CRANES = frozenset(["crane", "harbour", "steel", "inspect", "rust", "welder", "load", "hoist"])


def act(number: int, title: str, words: frozenset[str], **more: object) -> Policy:
    mention = policy(title, f"The ministry adopted {title}.", issuers=("Ministry of Transport",), **more)
    return Policy(f"pol_{number}", title, (PolicyStep(mention, origin("2031-03-01", "Fjord Post"), words),))


def linked(mention: PolicyMention, words: frozenset[str], known: list[Policy]) -> Link:
    return matching.link_policy(mention, words, origin("2031-04-10", "Coast Letter"), known)


COURT = policy(
    "Order on hold", "The court of appeal has put the order on hold.", issuers=("Court of Appeal",), stage="suspended"
)


def test_a_court_that_puts_the_order_on_hold_means_the_act_of_the_story() -> None:
    known = [act(0, "rules for diesel ferries", FERRIES), act(1, "rules for harbour cranes", CRANES)]
    link = linked(COURT, FERRIES, known)
    assert link.target_id == "pol_0"
    assert "only act of the running story" in link.reason


@pytest.mark.parametrize(
    ("mention", "known"),
    [
        # two acts of the story: which one, nobody can tell
        (COURT, [act(0, "rules for diesel ferries", FERRIES), act(1, "fees for diesel ferries", FERRIES)]),
        # another country
        (COURT, [act(0, "rules for diesel ferries", FERRIES, jurisdiction="SE")]),
        # another story
        (COURT, [act(1, "rules for harbour cranes", CRANES)]),
        # a step that tells no continuation
        (
            policy("Order", "The court of appeal has issued an order.", issuers=("Court of Appeal",)),
            [act(0, "rules for diesel ferries", FERRIES)],
        ),
        # an act of another day
        (
            policy("Ban", "The court put the ban of 22 January on hold.", issuers=("Court",), stage="suspended"),
            [act(0, "rules for diesel ferries", FERRIES)],
        ),
    ],
)
def test_in_doubt_it_begins_anew(mention: PolicyMention, known: list[Policy]) -> None:
    assert linked(mention, FERRIES, known).target_id is None


REGULATOR = {"issuers": ("Ferry Authority",), "jurisdiction": "NO"}


def drafted(title: str, **more: object) -> Policy:
    mention = policy(title, f"{title} is open for comment.", **{**REGULATOR, "stage": "consultation", **more})
    return Policy("pol_9", title, (PolicyStep(mention, origin("2031-03-01", "Fjord Post"), FERRIES),))


@pytest.mark.parametrize(
    ("stage", "issuer", "known", "goes_on"),
    [
        # what became of the only draft of the story, under a name of its own
        ("adopted", "Ferry Authority", drafted("Cleaner crossings"), True),
        # another authority's act
        ("adopted", "Coast Guard", drafted("Cleaner crossings"), False),
        # it has been adopted before, so this is the next one
        ("adopted", "Ferry Authority", drafted("Cleaner crossings", stage="adopted"), False),
        # nothing follows a repeal
        ("extended", "Ferry Authority", drafted("Cleaner crossings", stage="repealed"), False),
        # a report is no draft of a cap
        ("extended", "Ferry Authority", drafted("Cleaner crossings", instrument="report"), False),
        # two authorities, and forms that nobody mixes up
        ("extended", "Coast Guard", drafted("Cleaner crossings", instrument="agreement"), False),
    ],
)
def test_what_a_draft_became(stage: str, issuer: str, known: Policy, goes_on: bool) -> None:
    mention = policy(
        "Soot cap", f"The {issuer} fixed the soot cap with effect from 1 January.", issuers=(issuer,), stage=stage,
        jurisdiction="NO",
    )  # fmt: skip
    assert linked(mention, FERRIES, [known]).target_id == ("pol_9" if goes_on else None)


def test_of_two_acts_of_a_story_the_authoritys_own_is_nearer() -> None:
    known = [act(0, "rules for diesel ferries", FERRIES)]
    other = policy(
        "fees for diesel ferries", "The coast guard adopted fees for diesel ferries.", issuers=("Coast Guard",)
    )
    known.append(Policy("pol_1", "fees", (PolicyStep(other, origin("2031-03-02", "Fjord Post"), FERRIES),)))
    late = policy("Order", "The coast guard put it off until May.", issuers=("Coast Guard",), stage="delayed")
    assert linked(late, FERRIES, known).target_id == "pol_1"


def test_the_report_on_one_quarter_is_not_that_on_the_next() -> None:
    def report(quarter: str) -> PolicyMention:
        return policy(f"Ferry report, {quarter}", "The Ferry Authority published its latest report.", **REGULATOR)

    known = [Policy("pol_9", "Ferry report", (PolicyStep(report("third quarter"), origin("2031-03-01"), FERRIES),))]
    assert linked(report("third quarter"), FERRIES, known).target_id == "pol_9"
    assert linked(report("Q4"), FERRIES, known).target_id is None


def test_what_was_adopted_years_ago_is_not_the_bill_that_changes_it() -> None:
    bill = policy("ferry tax", "The ministry sent a ferry tax bill out for comment.", stage="consultation")
    past = policy("ferry tax", "The ferry tax was introduced in 2028 after a long quarrel.")
    here = origin("2031-04-10", "Coast Letter")
    known = Policy("pol_0", "ferry tax", (PolicyStep(bill, here, FERRIES),))
    later = origin("2031-04-12", "Fjord Post")
    assert matching.link_policy(past, FERRIES, later, [known]).target_id is None
    assert matching.link_policy(bill, FERRIES, later, [known]).target_id == "pol_0"


def test_what_an_item_is_about_are_the_words_it_uses_most() -> None:
    text = "Ferries burn diesel. The ferries of Norway carry cars. A ferry needs a quay, and diesel."
    assert main_words(Item(title="Ferries", text=text, start=0, end=len(text)))[:2] == ("ferr", "diesel")


def consultation(title: str, quote: str, date: str | None) -> PolicyMention:
    return policy(title, quote, issuers=("Ministry of Finance",), stage="consultation", instrument="tax", date=date)


@pytest.mark.parametrize(
    ("date", "linked_to"),
    [
        # the same step of the same day, its object in other words
        ("2031-03-03", "pol_0"),
        # no day is told, but the story is the same and two days old
        (None, "pol_0"),
    ],
)
def test_two_texts_tell_the_step_that_an_authority_took_on_one_day(date: str | None, linked_to: str | None) -> None:
    first = consultation(
        "Tax on salmon and trout",
        "The Ministry of Finance sent a tax on salmon and trout out for comment.",
        "2031-03-03",
    )
    again = consultation(
        "Steeper levy for aquaculture", "The Ministry of Finance opened a consultation on a levy for aquaculture.", date
    )
    known = Policy("pol_0", "salmon tax", (PolicyStep(first, origin("2031-03-03", "Fjord Post"), FERRIES),))
    link = matching.link_policy(again, FERRIES, origin("2031-03-05", "Coast Letter"), [known])
    assert link.target_id == linked_to
