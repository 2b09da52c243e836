"""What is told of taxes and of public money: the tax that a bill brings, a package worth a sum, a state's budget.

Rules of `families`: each corrects the form that the words say, None where it has nothing to say.
"""

from __future__ import annotations

from tracker.extraction.policies.told import Told
from tracker.extraction.policies.words import word_set
from tracker.model import Instrument, Stage

CARRIERS = word_set(
    "bill bills decree decrees order orders regulation regulations rules rule circular notice resolution amendment "
    "amendments plan plans proposal proposals directive ordinance instruction proclamation law laws"
)
LAWS = word_set("law laws")
"""what keeps its form where it has a name of its own: "the Land Use Tax Law" """
MONEY_BILLS = word_set("finance budget appropriation appropriations")
TAXED = word_set("tax taxes vat gst excise duty duties levy levies royalty surcharge toll")
MOVING = word_set(
    "imposing imposes impose imposed raising raises raise rises rise cutting cuts cut lowering lowers lower reducing "
    "reduces reduce introducing introduces introduce abolishing abolishes abolish scrapping scraps scrap levying "
    "increasing increases increase doubling doubles double halving halves halve exempting exempts waiving extending "
    "suspending suspends lifting lifts freezing freezes waives "
    "kept keeps keep fixing fixes setting sets bring brings writes write"
)
RELIEFS = word_set("exemption exemptions waiver waivers holiday relief")
CHARGES = word_set("charge charges allowance allowances adjustment surcharge")
UTILITIES = ("energy", "electricity", "power", "kwh", "water", "gas ")
CURRENCIES = frozenset("$€£¥₹₩₦₱") | word_set("us$ a$ c$ rs sh billion million bn trillion crore")
BUDGETS = word_set("budget budgets")
OF_A_STATE = word_set("draft state national federal eu annual supplementary proposed government")
LOANS = word_set("loan loans mortgage mortgages")
CLEARING = word_set("approve clear authorise authorize greenlight")
REACH = 12
"""words behind a paper's noun in which what it brings is told"""


def paper_on_a_tax(told: Told) -> Instrument | None:
    """ "a bill that raises the royalty", "VAT rules": what it brings is a tax; finance bills bring more."""
    own, low = told.deed.own, told.words.low
    if own is None or low[own.last - 1] not in CARRIERS:
        return None
    before = low[max(0, own.first - 3) : own.last]
    named = low[own.last - 1] in LAWS and told.words.capital(own.last - 1) and not told.words.title_case
    if named or not MONEY_BILLS.isdisjoint(before):
        return None
    asked = told.entry.stage is Stage.CONSULTATION and low[own.last : own.last + 1] in (("that",), ("which",))
    if asked and "tax" in low[own.last + 1 : own.last + 3]:
        return Instrument.TAX  # "put out for comment a draft law that would tax empty plots"
    tax = next((t for t in told.things if t.form is Instrument.TAX and own.last <= t.first < own.last + REACH), None)
    return Instrument.TAX if tax is not None and not MOVING.isdisjoint(low[own.last : tax.last + 3]) else None


def rules_of_a_tax(told: Told) -> Instrument | None:
    """ "VAT rules for online marketplaces", "the significant economic presence tax regulations"."""
    own, low = told.deed.own, told.words.low
    if own is None or low[own.last - 1] not in CARRIERS:
        return None
    on = low[own.last : own.last + 1] == ("on",)
    about = next((t for t in told.things if own.last < t.first <= own.last + 3), None) if on else None
    taxed = about is not None and about.form is Instrument.TAX
    return Instrument.TAX if taxed or not TAXED.isdisjoint(low[max(0, own.first - 2) : own.last]) else None


def relief_from_a_tax(told: Told) -> Instrument | None:
    """ "extended the VAT waiver": tells of the tax."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in RELIEFS:
        return None
    near = (*low[max(0, own.first - 2) : own.last], *low[own.last : own.last + 4])
    return Instrument.TAX if not TAXED.isdisjoint(near) else None


def rate_of_a_tax(told: Told) -> Instrument | None:
    """ "The GST Council cut the rate on small cars": of what is taxed, and of no bank."""
    phrase, act = told.entry.phrase, told.deed.act
    if "rate" not in phrase and "rates" not in phrase:
        return None
    near = told.words.low[act.first : act.last + 4]
    return Instrument.TAX if not TAXED.isdisjoint((*told.called.split(), *near)) else None


def charge_of_a_utility(told: Told) -> Instrument | None:
    """What is charged for energy or water is decided on: "froze the fuel adjustment charge at 5 won per kWh"."""
    if told.noun[-1:] in (("tariff",), ("tariffs",)) and "utilit" in told.called:
        return Instrument.DECISION
    if not told.noun or told.noun[-1] not in CHARGES:
        return None
    near = f"{told.called} {' '.join(told.words.low)}"
    return Instrument.DECISION if any(word in near for word in UTILITIES) else None


def price_cap_of_a_regulator(told: Told) -> Instrument | None:
    """ "Ofgem set the price cap at": a cap that the regulator of a utility sets is what it decides."""
    capped = told.noun in (("price", "cap"), ("price", "caps")) and told.entry.phrase[0] in ("set", "fix", "approve")
    near = f"{told.called} {' '.join(told.words.low)}"
    return Instrument.DECISION if capped and any(word in near for word in (*UTILITIES, "ofgem", "fuel")) else None


def package_of_money(told: Told) -> Instrument | None:
    """ "a social package worth 45 billion pounds"."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in ("package", "packages"):
        return None
    valued = low[own.last : own.last + 1] in (("worth",), ("of",)) and not CURRENCIES.isdisjoint(
        low[own.last + 1 : own.last + 5]
    )
    led = any(word.endswith(("-billion", "-million")) for word in low[max(0, own.first - 4) : own.first])
    return Instrument.FUNDING if valued or led else None


def budget_of_a_state(told: Told) -> Instrument | None:
    """ "sent the draft 2027 budget to parliament": the law that a state's money is spent by."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in BUDGETS:
        return None
    near = low[max(0, own.first - 3) : own.last + 3]
    return Instrument.LAW if not OF_A_STATE.isdisjoint(near) or any(_is_year(word) for word in near) else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] == "20"


def most_that_is_lent(told: Told) -> Instrument | None:
    """ "lowered the maximum loan for cars to 50% of the value": a limit on what others lend is no money of a state."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in LOANS:
        return None
    return Instrument.RESTRICTION if "maximum" in low[max(0, own.first - 2) : own.last] else None


def aid_let_through(told: Told) -> Instrument | None:
    """ "The EU approved German state aid": what the union lets a member state pay."""
    agent = told.deed.tie.agent
    union = agent is not None and agent.jurisdiction == "EU" and told.entry.phrase[0] in CLEARING
    return Instrument.AUTHORIZATION if union and told.noun[-1:] == ("aid",) else None
