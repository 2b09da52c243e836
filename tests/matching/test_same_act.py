"""One authority, one form, one week: what an act is about tells two acts apart and joins two reports of one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from matching_build import Stream, instrument, item, origin, policy, words

from tracker import matching
from tracker.model import FindingKind, PolicyMention

Told = tuple[str, str, dict[str, Any]]
"""title, sentence, and what else the mention says"""

FISH = {"issuers": ["Ministry of Fisheries"], "jurisdiction": "IS", "instrument": "restriction"}
CNPD = {"issuers": ["Data Protection Commission"], "jurisdiction": "LU", "instrument": "decision"}
CARTEL = {"issuers": ["Competition Bureau"], "jurisdiction": "CA", "instrument": "decision"}
DRUG = {"issuers": ["Medicines Agency"], "jurisdiction": "EU", "instrument": "authorization"}
TELCO = {"issuers": ["Ofcom"], "jurisdiction": "UK", "instrument": "regulation", "stage": "consultation"}
BANK = {"issuers": ["Bank of Thailand"], "jurisdiction": "TH", "instrument": "decision"}
TARIFF = {"issuers": ["Ministry of Commerce"], "jurisdiction": "IN", "instrument": "tax"}
WAGE = {"jurisdiction": "NZ", "instrument": "regulation"}
EU = {"issuers": ["Council of the European Union"], "jurisdiction": "EU", "instrument": "restriction"}
ORDER = {"issuers": ["President of Brazil"], "jurisdiction": "BR", "instrument": "regulation"}
LOANS = {"issuers": ["Reserve Bank of India"], "jurisdiction": "IN", "instrument": "regulation", "stage": "draft"}
UNION = {"jurisdiction": "EU", "instrument": "regulation"}
SPAIN = {"jurisdiction": "ES", "instrument": "plan"}
DANISH = {"jurisdiction": "DK", "instrument": "law"}
CHILEAN = {"jurisdiction": "CL", "instrument": "tax"}
LABOUR = {"issuers": ["Ministry of Labour"], "jurisdiction": "KR", "instrument": "law"}


def told(title: str, quote: str, common: dict[str, Any], **more: Any) -> Told:
    return title, quote, {**common, **more}


OTHERS: list[tuple[Told, Told, str]] = [
    # two quotas of one ministry in one notice's words
    (
        told("Cap on the catch of cod", "The ministry has issued a rule that caps the catch of cod in the west", FISH),
        told("Cap on the catch of capelin", "The ministry has issued a rule that caps the catch of capelin", FISH),
        "2031-03-03",
    ),
    # two fines of one authority for two firms
    (
        told("Fine of €20m on Orvalia", "The commission fined Orvalia 20 million euros over tracking cookies", CNPD),
        told("Fine of €3m on Petrossi", "The commission fined Petrossi 3 million euros over tracking cookies", CNPD),
        "2031-03-04",
    ),
    # two fines where headlines stand in for titles
    (
        told("Watchdog fines", "Yesterday the commission fined Orvalia 20 million euros over cookies", CNPD),
        told("Watchdog fines", "Yesterday the commission fined Petrossi 3 million euros over cookies", CNPD),
        "2031-03-04",
    ),
    # a second case against the same firm, opened later
    (
        told("Decision against Orvalia on cookies", "The commission fined Orvalia over cookies", CNPD),
        told("Second inquiry into Orvalia", "The commission opened an inquiry into Orvalia", CNPD, stage="announced"),
        "2031-09-04",
    ),
    # two merger cases
    (
        told("Merger of Halden and Brisco", "The bureau cleared the merger of grocers Halden and Brisco", CARTEL),
        told("Merger of Tamarac and Ulmer", "The bureau cleared the merger of railways Tamarac and Ulmer", CARTEL),
        "2031-03-05",
    ),
    # two drugs
    (
        told("Approval of Zelvoran", "The agency approved Zelvoran, a drug against migraine", DRUG),
        told("Approval of Kintarib", "The agency approved Kintarib, a drug against asthma", DRUG),
        "2031-03-05",
    ),
    # one drug for two diseases is told apart by what it is for
    (
        told("Approval of Zelvoran for migraine", "The agency approved Zelvoran for migraine", DRUG),
        told("Approval of Zelvoran for epilepsy", "The agency approved Zelvoran for epilepsy", DRUG),
        "2031-06-05",
    ),
    # two consultations in a week
    (
        told("Consultation on parcels", "Ofcom opened a consultation on complaints about parcels", TELCO),
        told("Consultation on satellite phones", "Ofcom opened a consultation on licences for satellite phones", TELCO),
        "2031-03-06",
    ),
    # each meeting of a central bank
    (
        told("Policy rate", "The Bank of Thailand cut its policy rate to 2 per cent", BANK),
        told("Policy rate", "The Bank of Thailand cut its policy rate to 1.75 per cent", BANK),
        "2031-04-15",
    ),
    # the same duty on goods of two countries
    (
        told("Anti-dumping duty on glass from Vietnam", "The ministry imposed a duty on glass from Vietnam", TARIFF),
        told("Anti-dumping duty on glass from Malaysia", "The ministry imposed a duty on glass from Malaysia", TARIFF),
        "2031-03-06",
    ),
    # two goods
    (
        told("Duty on yellow peas", "India raised its import duty on yellow peas to 30 per cent", TARIFF),
        told("Duty on palm oil", "India raised its import duty on palm oil to 20 per cent", TARIFF),
        "2031-03-06",
    ),
    # the next year's edition
    (
        told("Minimum wage 2031", "The hourly minimum wage goes up to 25 dollars", WAGE, effective="2031-04-01"),
        told("Minimum wage 2032", "The hourly minimum wage goes up to 26 dollars", WAGE, effective="2032-04-01"),
        "2032-03-01",
    ),
    # the next edition where no title tells the year
    (
        told("Minimum wage", "The hourly minimum wage goes up to 25 dollars", WAGE, effective="2031-04-01"),
        told("Minimum wage", "The hourly minimum wage goes up to 26 dollars", WAGE, effective="2032-04-01"),
        "2032-03-01",
    ),
    # numbered packages
    (
        told("21st sanctions package", "The council adopted its 21st package of sanctions on Belarus", EU),
        told("22nd sanctions package", "The council adopted its 22nd package of sanctions on Belarus", EU),
        "2031-06-06",
    ),
    # numbered decrees
    (
        told("Decree 293 on port dues", "Decree 293 on port dues was signed", WAGE),
        told("Decree 311 on port dues", "Decree 311 on port dues was signed", WAGE),
        "2031-03-05",
    ),
    # two orders of a president, one about what every newsletter writes of
    (
        told("Executive order on drones", "The president signed an executive order on drones", ORDER),
        told("Executive order on housing", "The president signed an executive order on housing", ORDER),
        "2031-03-02",
    ),
    # two fines for breaches of one law, where a firm is called like a verb or by one letter
    (
        told("Fine on Apple over the Markets Act", "The commission fined Apple under the Markets Act", CNPD),
        told("Fine on X over the Markets Act", "The commission fined X under the Markets Act", CNPD),
        "2031-03-02",
    ),
    # two rounds, numbered in the sentence only
    (
        told("Coal mine auctions", "The ministry opened the 14th round of coal mine auctions", WAGE),
        told("Coal mine auctions", "The ministry opened the 15th round of coal mine auctions", WAGE),
        "2031-08-02",
    ),
    # two drafts on one field
    (
        told("Draft rules on gold loans", "The bank issued draft rules on gold loans", LOANS),
        told("Draft rules on digital lending", "The bank issued draft rules on digital lending", LOANS),
        "2031-03-02",
    ),
    # the same bill in another country
    (
        told("Online safety bill", "Parliament passed the online safety bill", {"jurisdiction": "SG"}),
        told("Online safety bill", "Parliament passed the online safety bill", {"jurisdiction": "FJ"}),
        "2031-03-05",
    ),
    # a bill that the last one's author proposes next
    (
        told("Working week act", "The assembly adopted the working week act", LABOUR),
        told("Parental leave act", "The ministry proposed a parental leave act", LABOUR, stage="draft"),
        "2031-03-20",
    ),
]  # fmt: skip


def link(one: Told, other: Told, when: str) -> str | None:
    first, second = (policy(title, quote, **more) for title, quote, more in (one, other))
    stored = instrument((first, origin("2031-03-01")), text=first.quote)
    return matching.link_policy(second, words(second), origin(when, "Harbour Post"), (stored,)).target_id


@pytest.mark.parametrize(("one", "other", "when"), OTHERS, ids=lambda value: value[0] if len(value) == 3 else value)
def test_two_acts_of_one_kind_are_two(one: Told, other: Told, when: str) -> None:
    assert link(one, other, when) is None
    if one[2].get("stage") == other[2].get("stage"):
        assert link(other, one, when) is None


SAME: list[tuple[Told, Told, str]] = [
    # another word for the form
    (
        told("Parcel Act", "The Parcel Act, which makes lockers a duty, was passed", DANISH),
        told("Parcel lockers bill", "Parliament has passed the bill that makes parcel lockers a duty", DANISH),
        "2031-03-02",
    ),
    # a levy told as a tax
    (
        told("Levy on plastic bottles", "Chile puts a levy on plastic bottles", CHILEAN),
        told("Plastic bottle tax", "Chile's tax on plastic bottles is final", CHILEAN),
        "2031-03-03",
    ),
    # a tariff and its later suspension
    (
        told("Duty on glass from Vietnam", "The ministry imposed a duty on glass from Vietnam", TARIFF),
        told("Duty on glass from Vietnam", "The duty on Vietnam's glass is suspended", TARIFF, stage="suspended"),
        "2031-09-03",
    ),
    # a court puts an authority's order on hold
    (
        told("Decision against Orvalia on cookies", "The commission fined Orvalia over cookies", CNPD),
        told("Decision against Orvalia on cookies", "The High Court has stayed the cookie decision against Orvalia",
             CNPD, issuers=["High Court"], stage="suspended"),
        "2031-08-03",
    ),
    # one meeting of a central bank from two papers
    (
        told("Policy rate", "The Bank of Thailand cut its policy rate to 2 per cent", BANK),
        told("Rate cut", "Thailand's central bank lowered its policy rate by a quarter point to 2 per cent", BANK),
        "2031-03-02",
    ),
    # consultation, then the rules
    (
        told("Rules on parcel complaints", "Ofcom opened a consultation on rules for parcel complaints", TELCO),
        told("Rules on parcel complaints", "Ofcom's rules on parcel complaints are final", TELCO, stage="adopted"),
        "2031-10-03",
    ),
    # the start of one wage rise, announced before
    (
        told("Minimum wage 2031", "The minimum wage will be 25 dollars", WAGE, effective="2031-04", stage="announced"),
        told("Minimum wage 2031", "The minimum wage is 25 dollars", WAGE, effective="2031-04-01", stage="in_force"),
        "2031-04-02",
    ),
    # the commission proposes, the parliament votes
    (
        told("Directive on drone liability", "The commission proposed a directive on drone liability", UNION,
             issuers=["European Commission"], stage="draft"),
        told("Drone liability directive", "The parliament approved the drone liability directive", UNION,
             issuers=["European Parliament"]),
        "2031-11-02",
    ),
    # a government under two names
    (
        told("Hydrogen roadmap", "The cabinet approved a hydrogen roadmap", SPAIN, issuers=["Council of Ministers"]),
        told("Hydrogen plan", "The government approved its hydrogen plan", SPAIN, issuers=["Government of Spain"]),
        "2031-03-02",
    ),
    # the union as a whole for its commission
    (
        told("Regulation on peat", "The union delayed its regulation on peat", UNION,
             issuers=["European Union"], stage="delayed"),
        told("Peat regulation", "The commission delayed the peat regulation", UNION,
             issuers=["European Commission"], stage="delayed"),
        "2031-03-02",
    ),
    # the same fine from two papers, one of which names the amount only
    (
        told("Fine of €20m on Orvalia", "The commission fined Orvalia 20 million euros over tracking cookies", CNPD),
        told("Cookie penalty for Orvalia", "Orvalia must pay 20 million euros for cookies set without consent", CNPD),
        "2031-03-02",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "when"), SAME, ids=lambda value: value[0] if len(value) == 3 else value)
def test_two_reports_of_one_act_are_one(one: Told, other: Told, when: str) -> None:
    assert link(one, other, when) == "pol_1"


# ---------------------------------------------------------------- lists


def test_two_acts_in_one_item_are_two_though_the_rest_is_shared() -> None:
    text = (
        "The ministry has issued a rule that caps the catch of cod in the west. "
        "The ministry has issued a rule that caps the catch of capelin in the west. Boats must log every haul."
    )
    stream, where = Stream(), origin()
    for fish in ("cod", "capelin"):
        quote = f"The ministry has issued a rule that caps the catch of {fish} in the west"
        stream.tell(policy(f"Cap on the catch of {fish} in the west", quote, **FISH), where, text)
    assert len(stream.policies) == 2


BILL = [
    # (published, issuer, stage, quote)
    ("2031-01-10", "Government of Poland", "draft", "The government sent its drone noise bill to the Sejm"),
    ("2031-03-01", "Sejm", "adopted", "The Sejm passed the drone noise bill"),
    ("2031-03-20", "Senate of Poland", "adopted", "The Senate passed the drone noise bill, too"),
    ("2031-04-02", "President of Poland", "adopted", "The president signed the drone noise bill"),
    ("2031-07-01", "", "in_force", "The drone noise act is in force from today"),
    ("2032-02-01", "Constitutional Tribunal", "suspended", "The tribunal has suspended the drone noise act"),
    ("2033-02-01", "Sejm", "amended", "The Sejm amended the drone noise act to spare farms"),
]


def test_a_bill_that_goes_from_body_to_body_is_one_policy() -> None:
    stream = Stream()
    for published, issuer, stage, quote in BILL:
        mention = policy(
            "Drone noise act" if "act" in quote.split() else "Drone noise bill", quote, stage=stage, jurisdiction="PL",
            instrument="law", issuers=[issuer] if issuer else [],
        )  # fmt: skip
        verdict = stream.tell(mention, origin(published, "Vistula Wire"))
        expected = FindingKind.POLICY_NEW if stage == "draft" else FindingKind.POLICY_UPDATED
        assert verdict is not None, quote
        assert verdict.kind is expected, quote
    assert len(stream.policies) == 1


def test_what_one_letter_goes_on_to_tell_of_a_policy_is_no_second_news() -> None:
    stream, where = Stream(), origin()
    ban = policy("Rice import ban", "The president extended the rice import ban", stage="extended")
    stream.tell(ban, where)
    before = replace(ban, quote="It was imposed in 2030", stage=type(ban.stage).IN_FORCE, start=60, end=82)
    assert stream.tell(before, where) is None


@pytest.mark.parametrize("when", ["2031-03-02", "2031-03-09", "2031-04-09"])
def test_places_that_only_one_text_names_join_nothing(when: str) -> None:
    one = told("Ban on night flights at Bodø", "The authority banned night flights at Bodø", WAGE)
    other = told("Ban on night flights at Tromsø", "The authority banned night flights at Tromsø", WAGE)
    assert link(one, other, when) is None


def mention_of(fish: str) -> PolicyMention:
    return policy(f"Cap on the catch of {fish}", f"A rule caps the catch of {fish}", **FISH)


def test_the_reason_names_both_objects() -> None:
    stored = instrument((mention_of("cod"), origin()))
    herring = mention_of("herring")
    found = matching.link_policy(herring, words(herring), origin("2031-03-02"), (stored,))
    assert found.refused == (("pol_1", "Another object: herring, not cod."),)
    assert matching.policy_keys(herring, item(herring.quote)) != matching.policy_keys(mention_of("cod"), item("x"))
