"""The family of a policy where its noun alone misleads: who acts and what a paper brings decide."""

from __future__ import annotations

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item

CASES = [
    # a chamber's measure without a name of its own is a law
    ("Norway's Storting approved a measure against loot boxes on Tuesday.", "law"),
    # what a chamber scraps by verb alone too
    ("The Greek parliament voted on Monday to abolish the quiet zones.", "law"),
    # an initiative put before a chamber is a law to be
    ("The Ministry of Labour submitted the initiative for a four-day week to Congress on Friday.", "law"),
    # a union's parliament adopts rules that are no laws of a state
    ("The European Parliament adopted rules on cabin baggage.", "regulation"),
    # a bill that raises a royalty is told as the tax
    ("Peru's Ministry of Economy presented a bill that raises the mining royalty to 5 percent.", "tax"),
    # a finance bill brings more than the tax it names
    ("Parliament in Nairobi passed the Finance Bill, which raises excise duty on beer.", "law"),
    # rules of a tax are the tax
    ("The Ghana Revenue Authority issued VAT rules for ride-hailing apps.", "tax"),
    # a waiver of a tax too
    ("Sri Lanka's finance ministry extended the VAT waiver for buses by six months.", "tax"),
    # a waiver of anything else is an authorization
    ("The aviation authority of Nepal extended the waiver for night landings.", "authorization"),
    # a package worth a sum is money
    ("Senegal's cabinet approved a package worth 90 billion CFA francs for fishermen.", "funding"),
    # a package of steps is a plan
    ("Senegal's cabinet approved a package of steps against piracy.", "plan"),
    # a paper that asks is about a rule
    ("The telecoms regulator of Malta has put out a paper on refunds for comment.", "regulation"),
    # what is to be decided on tells the form
    ("The European Commission put off a decision on the deforestation rules.", "regulation"),
    # an amendment of rules is a rule
    ("An amendment of the market rules was issued by Austria's E-Control on Thursday.", "regulation"),
    # a charge for electricity is decided on
    ("Korea's energy ministry froze the fuel adjustment charge for electricity.", "decision"),
    # a state's yearly budget is a law
    ("Latvia's government sent the 2031 budget to parliament.", "law"),
    # penalties for a kind of deed are law, a penalty on a firm is a decision
    ("New penalties for dumping oil took effect in Cyprus on Sunday.", "law"),
    ("The Italian competition authority imposed a penalty of 4 million euros on Ferrovia.", "decision"),
    # a circular that ends something binds, one that is only issued guides
    ("A SEBI circular ends weekly index options in India from January.", "regulation"),
    ("Luxembourg's CSSF has issued a circular on crypto funds.", "guideline"),
    # a plan that is put to the public is a rule to be
    ("The market watchdog of Fiji put out for comment a plan under which options expire monthly.", "regulation"),
    # a decree that promulgates a law, a decision that bans
    ("The Sultan of Oman issued Royal Decree 9/2031 promulgating the Brokerage Law.", "law"),
    ("Albania's Council of Ministers approved a decision banning scooters for a year.", "restriction"),
    # an order on duties is the tax, what a utilities commission charges is decided on
    ("Cameroon's Ministry of Finance signed an order on customs duties for solar panels.", "tax"),
    ("Ghana's Public Utilities Regulatory Commission increased tariffs by 2.45 percent.", "decision"),
    # provisions of a law are the law
    ("The data protection provisions of the Records Act came into force in Malta on Monday.", "law"),
    # a chamber's new age is a law, and whatever is signed into law
    ("The Danish parliament raised the retirement age to 70.", "law"),
    ("President Ruiz of Panama signed into law the labour overhaul.", "law"),
    # a cabinet's resolution is a rule, that of the Security Council a decision
    ("Ukraine's Cabinet of Ministers adopted a resolution on export licences.", "regulation"),
    ("The UN Security Council adopted a resolution on shipping.", "decision"),
    # a merger is let through
    ("Brazil's CADE approved the merger of two airlines.", "authorization"),
    # so is a member state's aid by the union
    ("The EU approved German state aid of 5 billion euros for steel.", "authorization"),
    # the rate of a tax is a tax, that of a bank a decision
    ("India's GST Council cut the rate on small cars to 18%.", "tax"),
    ("The Bank of England cut the rate to 3.75%.", "decision"),
    # what a utility's regulator caps is decided, what a government caps is a rule
    ("Ofgem set the price cap at 1,720 pounds.", "decision"),
    ("Romania's government extended the price cap on gas.", "regulation"),
    # an abbreviation is no pronoun: "IT Rules" are rules
    ("India's MeitY notified amendments to the IT Rules on fakes.", "regulation"),
    # a reform that is drafted is a law to be
    ("A draft of the second tenancy reform was presented by Germany's justice ministry.", "law"),
    # what is asked about tells the form
    ("The Ministry of Finance in Oslo opened a consultation on a steeper rent tax for fish farms.", "tax"),
]


@pytest.mark.parametrize("text, form", CASES, ids=[f"{form}-{n}" for n, (_, form) in enumerate(CASES)])
def test_the_family_is_that_of_what_is_brought(text: str, form: str) -> None:
    found = Extractor(load_vocabulary([])).extract(Item("", text, 0, len(text))).policies
    assert [str(policy.instrument) for policy in found] == [form]
