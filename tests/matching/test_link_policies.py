"""Steps of one instrument join its life, other instruments stay apart, and what is new about a step is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_build import Stream, instrument, item, origin, policy, words

from tracker import matching
from tracker.model import FindingKind, PolicyMention, Verdict

FISH = "Directorate of Fisheries"
COD_TEXT = (
    "The Directorate of Fisheries has adopted rules on cod farming in the outer fjords. Farms must keep two kilometres "
    "from spawning grounds and count escaped fish monthly. Fishermen in Vesterålen had asked for stricter distances."
)
COD = policy(
    "Rules on cod farming in outer fjords",
    "The Directorate of Fisheries has adopted rules on cod farming in the outer fjords",
    issuers=[FISH],
)


def kind(verdict: Verdict | None) -> FindingKind | None:
    return verdict.kind if verdict else None


def link_to_cod(mention: PolicyMention, text: str, when: str = "2031-03-02") -> str | None:
    stored = instrument((COD, origin("2031-03-01")), text=COD_TEXT)
    return matching.link_policy(mention, words(mention, text), origin(when, "Harbour Post"), (stored,)).target_id


@pytest.mark.parametrize(
    ("title", "quote", "more"),
    [
        # the same words from another paper
        ("Rules on cod farming in outer fjords", "Rules on cod farming in outer fjords are out", {"issuers": [FISH]}),
        # a shorter name, another word for the form
        ("Cod farming guidelines", "Guidelines for cod farms in outer fjords were issued", {"instrument": "guideline"}),
        # no issuer told
        ("Cod farming rules", "Norway's new rules keep cod farming two kilometres from spawning grounds", {}),
        # the issuer as an acronym
        ("Cod farming in fjords", "The DF issued its rules on farming cod in the fjords", {"issuers": ["DF"]}),
    ],
)
def test_one_instrument_under_several_names_is_one_policy(title: str, quote: str, more: dict[str, object]) -> None:
    text = f"{quote}. Monthly counts of escaped fish become a duty, and farms must stay clear of spawning grounds."
    assert link_to_cod(policy(title, quote, **more), text) == "pol_1"


@pytest.mark.parametrize(
    ("title", "quote", "more"),
    [
        # another country
        ("Rules on cod farming", "Iceland adopted rules on cod farming in fjords", {"jurisdiction": "IS"}),
        # another issuer
        ("Rules on cod farming in fjords", "The Coast Guard issued rules", {"issuers": ["Norwegian Coast Guard"]}),
        # another topic of the same issuer in the same week
        ("Herring quota for 2031", "The Directorate of Fisheries set the herring quota", {"issuers": [FISH]}),
        # another form: money is no rule
        ("Aid for cod farmers", "The Directorate of Fisheries pays aid", {"issuers": [FISH], "instrument": "funding"}),
    ],
)
def test_another_instrument_stays_apart(title: str, quote: str, more: dict[str, object]) -> None:
    text = f"{quote}. Boats from Bergen to Bodø will notice it in their papers next spring."
    assert link_to_cod(policy(title, quote, **more), text) is None


def test_documents_with_other_numbers_of_parts_are_two() -> None:
    plan = policy("Plan for quiet ports", "The ministry issued a plan for quiet ports", instrument="plan")
    guide = policy(
        "Guidelines for quiet ports", "The ministry issued guidelines for quiet ports", instrument="guideline"
    )
    first = instrument((plan, origin()), text="The plan for quiet ports sets 14 tasks in three areas.")
    about = words(guide, "The guidelines for quiet ports hold 14 measures, grouped in six areas.")
    link = matching.link_policy(guide, about, origin("2031-03-03", "Harbour Post"), (first,))
    assert link.target_id is not None or "Other parts" not in link.reason  # 14 of the same part: one document
    about = words(guide, "The guidelines for quiet ports hold 22 measures, grouped in six areas.")
    link = matching.link_policy(guide, about, origin("2031-03-03", "Harbour Post"), (first,))
    assert link.target_id is None
    assert "Other parts" in link.refused[0][1]


def test_two_instruments_of_one_item_are_two() -> None:
    stream, where = Stream(), origin()
    text = "The council adopted the harbour dues order. It also opened consultation on the pilotage order."
    stream.tell(policy("Harbour dues order", "The council adopted the harbour dues order"), where, text)
    second = policy("Pilotage order", "It also opened consultation on the pilotage order", stage="consultation")
    assert kind(stream.tell(second, where, text)) is FindingKind.POLICY_NEW
    assert len(stream.policies) == 2


# ---------------------------------------------------------------- the life of a law

LIFE = [
    # (published, stage, what is told, the finding it must raise)
    ("2031-01-10", "draft", "The Ministry of Energy drafted a bill on heat pumps in rented homes", "policy.new"),
    (
        "2031-02-01",
        "consultation",
        "The Ministry of Energy opened consultation on the rented homes heat pump bill",
        "up",
    ),
    ("2031-06-20", "adopted", "Parliament passed the heat pump law for rented homes", "up"),
    ("2031-09-01", "delayed", "The start of the heat pump law for rented homes was put off by half a year", "up"),
    ("2032-03-01", "in_force", "The heat pump law for rented homes is now in force", "up"),
    ("2032-11-15", "amended", "Parliament amended the heat pump law for rented homes to spare old barns", "up"),
    ("2034-05-02", "repealed", "The heat pump law for rented homes has been repealed", "up"),
]


def test_a_law_is_one_policy_from_draft_to_repeal() -> None:
    stream = Stream()
    for published, stage, quote, finding in LIFE:
        issuer = ["Ministry of Energy"] if "Ministry" in quote else []
        mention = policy("Heat pump law for rented homes", quote, stage=stage, instrument="law", issuers=issuer)
        verdict = stream.tell(mention, origin(published), f"{quote}. Tenants and owners share the costs.")
        assert kind(verdict) is FindingKind("policy.new" if finding == "policy.new" else "policy.updated"), quote
    assert len(stream.policies) == 1


def test_approvals_under_a_pilot_are_steps_of_it() -> None:
    stream = Stream()
    pilot = policy(
        "Pilot for driverless ferries in Sogn", "The Maritime Authority began a pilot of driverless ferries in Sogn",
        instrument="programme", issuers=["Maritime Authority"],
    )  # fmt: skip
    licence = policy(
        "Driverless ferry permits in Sogn", "The Maritime Authority gave four operators permits for driverless ferries",
        instrument="authorization", stage="implemented", issuers=["Maritime Authority"],
    )  # fmt: skip
    text = "Driverless ferries shall cross the Sognefjord at night. The pilot lasts three years."
    assert kind(stream.tell(pilot, origin("2031-03-01"), text)) is FindingKind.POLICY_NEW
    verdict = stream.tell(licence, origin("2031-08-12"), f"{text} Four operators hold permits now.")
    assert kind(verdict) is FindingKind.POLICY_UPDATED
    assert verdict is not None
    assert (verdict.old, verdict.new) == ("adopted", "implemented")


# ---------------------------------------------------------------- what is told


def compared(mention: PolicyMention, when: str = "2031-04-20", source: str = "Harbour Post") -> Verdict | None:
    known = instrument(
        (policy("Cod rules", stage="adopted", effective="2031-07-01", issuers=[FISH]), origin("2031-03-01"))
    )
    return matching.compare_policy(mention, origin(when, source), known)


@pytest.mark.parametrize(
    ("mention", "when", "source", "finding"),
    [
        # another source tells the same
        (policy("Cod rules"), "2031-03-02", "Harbour Post", "policy.confirmed"),
        # the same source repeats itself
        (policy("Cod rules"), "2031-03-02", "Fjord Letter", None),
        # another stage
        (policy("Cod rules", stage="suspended"), "2031-04-20", "Fjord Letter", "policy.updated"),
        # the start moves
        (policy("Cod rules", effective="2032-01-01"), "2031-04-20", "Fjord Letter", "policy.updated"),
        # two papers of one day differ about the start: no news of the policy
        (policy("Cod rules", effective="2031-09-01"), "2031-03-02", "Harbour Post", "policy.confirmed"),
        # a background sentence goes back to an earlier stage
        (policy("Cod rules", stage="consultation"), "2031-04-20", "Harbour Post", None),
        # a date that only tells more of the known one
        (policy("Cod rules", effective="2031-07"), "2031-04-20", "Harbour Post", "policy.confirmed"),
    ],
)
def test_what_a_step_tells(mention: PolicyMention, when: str, source: str, finding: str | None) -> None:
    assert kind(compared(mention, when, source)) == finding


@pytest.mark.parametrize(
    ("stage", "when", "more", "finding"),
    [
        # the next day another paper calls what was adopted the repeal of what it abolishes
        ("repealed", "2031-03-02", {}, "policy.confirmed"),
        # weeks later it is a step of its own
        ("repealed", "2031-04-20", {}, "policy.updated"),
        # so it is the next day, if it is of that day
        ("suspended", "2031-03-02", {"date": "2031-03-02"}, "policy.updated"),
        # a court undoes what another authority has done
        ("suspended", "2031-03-02", {"issuers": ["Supreme Court of Norway"]}, "policy.updated"),
        # what is in force now was adopted before
        ("in_force", "2031-03-02", {}, "policy.updated"),
    ],
)
def test_one_decision_may_be_told_as_two_stages(stage: str, when: str, more: dict[str, Any], finding: str) -> None:
    first = policy("Cod rules", stage="adopted", date="2031-03-01", issuers=[FISH])
    known = instrument((first, origin("2031-03-01")))
    mention = policy("Cod rules", stage=stage, **{"issuers": [FISH], **more})
    assert kind(matching.compare_policy(mention, origin(when, "Harbour Post"), known)) == finding


def test_reasons_are_sentences_that_name_both_sides() -> None:
    verdict = compared(policy("Cod rules", stage="suspended"))
    assert verdict is not None
    assert verdict.reason == "“Cod rules” is now reported as suspended; before, Fjord Letter reported it as adopted."
    assert verdict.against is not None
    assert verdict.against.source == "Fjord Letter"


@pytest.mark.parametrize(
    ("mention", "title"),
    [
        (policy("Cod rules"), "Cod rules"),
        (policy("", "It acted", issuers=[FISH]), f"{FISH}: regulation"),  # no title: who did what
        (policy("", "It acted"), "NO: regulation"),
    ],
)
def test_a_new_policy_gets_a_title(mention: PolicyMention, title: str) -> None:
    assert matching.policy_title(mention) == title


TITLES = st.lists(
    st.sampled_from(["cod", "herring", "port", "tax", "fjord", "quota", "plan", "levy", "safety", "night", "bridge"]),
    min_size=2, max_size=5, unique=True,
).map(" ".join)  # fmt: skip


@given(TITLES, st.sampled_from(["law", "plan", "tax"]))
def test_the_same_report_from_another_source_is_no_second_policy(title: str, form: str) -> None:
    stream = Stream()
    mention = policy(title, f"The council adopted the {title}", instrument=form, issuers=["Council of Bergen"])
    stream.tell(mention, origin())
    verdict = stream.tell(mention, origin(source="Harbour Post"))
    assert len(stream.policies) == 1
    assert kind(verdict) is FindingKind.POLICY_CONFIRMED
    assert stream.tell(mention, origin(source="Harbour Post")) is None


@given(TITLES)
def test_policy_keys_are_few_and_do_not_depend_on_the_headline_alone(title: str) -> None:
    mention = policy(title, f"The council adopted the {title}", issuers=["Council of Bergen"])
    one = matching.policy_keys(mention, item(mention.quote, "Out at last"))
    other = matching.policy_keys(mention, item(mention.quote, "Council acts"))
    assert len(one) <= 20
    assert len(one & other) >= 3


@pytest.mark.parametrize(
    ("issuer", "date", "kind"),
    [
        # the law that parliament passes, after papers called the minister's bill adopted
        ("Parliament of Norway", "2031-05-20", "policy.updated"),
        # the same news of another body
        ("Parliament of Norway", "2031-03-05", None),
        # no body that makes laws
        ("Kelp Office", "2031-05-20", None),
    ],
)
def test_what_lawmakers_pass_weeks_after_is_news(issuer: str, date: str, kind: str | None) -> None:
    bill = policy("Kelp bill", issuers=["Ministry of Fisheries"], instrument="plan", date="2031-03-01")
    known = instrument((bill, origin("2031-03-02", "Fjord Post")))
    later = policy("Kelp bill", issuers=[issuer], instrument="law", date=date)
    verdict = matching.compare_policy(later, origin(date, "Coast Letter"), known)
    assert verdict is not None
    assert verdict.kind.value == (kind or "policy.confirmed")
