"""Which family of instruments a policy belongs to where its noun alone misleads: who acts, and what a paper is about.

A chamber's "measure" is a law, a bill that raises a tax is told as the tax, a package worth a sum is money.
Each rule corrects the form that the words say; the first that answers is followed.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.extraction.policies.contents import BANNING
from tracker.extraction.policies.stages import COMMENT
from tracker.extraction.policies.told import Told, is_court
from tracker.extraction.policies.words import Thing, word_set
from tracker.model import Instrument, Stage

CHAMBERS = word_set(
    "parliament parliamentary congress senate diet duma bundestag bundesrat storting sejm folketing riksdag "
    "eduskunta knesset rada verkhovna saeima seimas riigikogu cortes lok rajya sabha majlis dail oireachtas "
    "lawmakers legislators mps senators deputies legislature althing lagting tynwald khural jogorku zhogorku "
    "mazhilis milli meclis"
)
NAMED_SO = (
    "national assembly",
    "house of",
    "chamber of deputies",
    "state parliament",
    "legislative assembly",
    "assembly of",
)
LOCAL = (
    "people's council",
    "people's committee",
    "city",
    "municipal",
    "county",
    "general assembly",
    "regional council",
    "european",
)
CITY_STATES = word_set("berlin hamburg bremen")
"""whose senate is the government"""
VAGUE = word_set(
    "measure measures package packages proposal proposals scheme register initiative initiatives reform reforms "
    "overhaul rules rule penalties penalty fines text framework regime deadline deadlines requirement requirements"
)
PUT_BEFORE = word_set("initiative initiatives measure measures package packages reform reforms text proposal proposals")
PENALTIES = word_set("penalties penalty fines fine")
CARRIERS = word_set(
    "bill bills decree decrees order orders regulation regulations rules rule circular notice resolution amendment "
    "amendments plan plans proposal proposals directive ordinance instruction proclamation"
)
MONEY_BILLS = word_set("finance budget appropriation appropriations")
TAXED = word_set("tax taxes vat gst excise duty duties levy levies royalty surcharge toll")
MOVING = word_set(
    "imposing imposes impose imposed raising raises raise rises rise cutting cuts cut lowering lowers lower reducing "
    "reduces reduce introducing introduces introduce abolishing abolishes abolish scrapping scraps scrap levying "
    "increasing increases increase doubling doubles double halving halves halve exempting exempts waiving extending "
    "kept keeps keep fixing fixes setting sets bring brings writes write"
)
RELIEFS = word_set("exemption exemptions waiver waivers holiday relief")
AMENDING = word_set("amendment amendments provision provisions article articles")
MINISTERIAL = (
    "ministry",
    "minister",
    "department",
    "agency",
    "authority",
    "regulator",
    "commission",
    "office",
    "e-control",
)
DOING = (Stage.REPEALED, Stage.SUSPENDED, Stage.DELAYED, Stage.IN_FORCE, Stage.EXTENDED, Stage.AMENDED)
SUPERVISORS = ("board", "authority", "commission", "bank", "regulator", "watchdog", "supervis")
PAPERS = word_set("paper papers")
OTHER_PAPERS = word_set("green white working joint")
CHARGES = word_set("charge charges allowance allowances adjustment surcharge")
UTILITIES = ("energy", "electricity", "power", "kwh", "water", "gas ")
ISSUING = word_set("issuing promulgating promulgated enacting enacted approving issued")
OUTSTANDING = word_set("decision decisions vote votes")
CURRENCIES = frozenset("$€£¥₹₩₦₱") | word_set("us$ a$ c$ rs sh billion million bn trillion crore")
BUDGETS = word_set("budget budgets")
OF_A_STATE = word_set("draft state national federal eu annual supplementary proposed government")
REACH = 12
"""words behind a paper's noun in which what it brings is told"""
Rule = Callable[[Told], "Instrument | None"]


def family_of(told: Told, form: Instrument | None) -> Instrument | None:
    """The form, as the first rule for it that answers corrects it."""
    rules = BY_FORM.get(form, ()) if form is not None else ()
    return next((said for rule in rules if (said := rule(told)) is not None), form)


def is_chamber(called: str) -> bool:
    """Whether a name or role is that of a body that makes the laws of a country or a state; a union has regulations."""
    if any(word in called for word in LOCAL):
        return False
    return not CHAMBERS.isdisjoint(called.split()) or any(name in called for name in NAMED_SO)


def _of_a_chamber(told: Told) -> Instrument | None:
    """What a chamber adopts, changes or ends without a name of its own, or by a vague one, is a law."""
    act = told.deed.act
    if not CITY_STATES.isdisjoint(_before_agent(told)):
        return None
    taken_up = told.words.low[act.last : act.last + 1] in (("it",), ("them",), ("this",))
    if not is_chamber(told.called) or told.entry.phrase[0] == "ratify" or act.impersonal or taken_up:
        return None
    noun = told.noun[-1:]
    return Instrument.LAW if not noun or noun[0] in VAGUE or noun == ("code",) else None


def _before_agent(told: Told) -> tuple[str, ...]:
    agent = told.deed.tie.agent
    return told.words.low[max(0, agent.first - 2) : agent.first + 1] if agent is not None else ()


def _put_before_a_chamber(told: Told) -> Instrument | None:
    """ "submitted the initiative for a shorter week to Congress", "will propose to Parliament that": a law to be."""
    own, low, last = told.deed.own, told.words.low, told.deed.act.last
    if told.entry.stage not in (Stage.DRAFT, Stage.ADOPTED):
        return None
    if told.entry.phrase[0] == "propose" and low[last : last + 1] == ("to",):
        return Instrument.LAW if not CHAMBERS.isdisjoint(low[last + 1 : last + 3]) else None
    if own is None or told.noun[-1] not in PUT_BEFORE:
        return None
    spots = (at for at in range(own.last, min(len(low) - 2, own.last + REACH)) if low[at] in ("to", "before"))
    return Instrument.LAW if any(not CHAMBERS.isdisjoint(low[at + 1 : at + 3]) for at in spots) else None


def _penalties_for_all(told: Told) -> Instrument | None:
    """Penalties that are laid down for a kind of deed are law; a fine on somebody is a decision."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in PENALTIES:
        return None
    general = own.plural and low[own.last : own.last + 1] == ("for",)
    return Instrument.LAW if general or low[own.first - 1 : own.first] == ("maximum",) else None


def _paper_on_a_tax(told: Told) -> Instrument | None:
    """ "a bill that raises the royalty", "VAT rules": what it brings is a tax; finance bills bring more."""
    own, low = told.deed.own, told.words.low
    if own is None or low[own.last - 1] not in CARRIERS:
        return None
    before = low[max(0, own.first - 3) : own.last]
    if not MONEY_BILLS.isdisjoint(before):
        return None
    tax = next((t for t in told.things if t.form is Instrument.TAX and own.last <= t.first < own.last + REACH), None)
    return Instrument.TAX if tax is not None and not MOVING.isdisjoint(low[own.last : tax.last + 3]) else None


def _rules_of_a_tax(told: Told) -> Instrument | None:
    """ "VAT rules for online marketplaces", "the significant economic presence tax regulations"."""
    own, low = told.deed.own, told.words.low
    if own is None or low[own.last - 1] not in CARRIERS:
        return None
    on = low[own.last : own.last + 1] == ("on",)
    about = next((t for t in told.things if own.last < t.first <= own.last + 3), None) if on else None
    taxed = about is not None and about.form is Instrument.TAX
    return Instrument.TAX if taxed or not TAXED.isdisjoint(low[max(0, own.first - 2) : own.last]) else None


def _circular_of_a_regulator(told: Told) -> Instrument | None:
    """ "A circular of the securities board ends weekly options": where such a letter does something, it binds."""
    letter = told.noun[-1:] in (("circular",), ("circulars",)) and told.entry.stage in DOING
    return Instrument.REGULATION if letter and any(word in told.called for word in SUPERVISORS) else None


def _law_in_a_decree(told: Told) -> Instrument | None:
    """ "Royal Decree 9/2031 issuing the Brokerage Law": what it brings is a law."""
    own, low = told.deed.own, told.words.low
    if own is None or low[own.last - 1] not in ("decree", "decrees", "proclamation"):
        return None
    law = next((t for t in told.things if t.form is Instrument.LAW and own.last <= t.first < own.last + REACH), None)
    return Instrument.LAW if law is not None and not ISSUING.isdisjoint(low[own.last : law.first]) else None


def _ban_by_decision(told: Told) -> Instrument | None:
    """ "approved a decision banning scooters": the ban."""
    own, low = told.deed.own, told.words.low
    papers = own is not None and told.noun[-1] in ("decision", "resolution")
    return Instrument.RESTRICTION if own is not None and papers and low[own.last] in BANNING else None


def _notice_of_a_court(told: Told) -> Instrument | None:
    """A court's notice is a step in a case: "issued a notice to a media company"."""
    noticed = told.noun[-1:] in (("notice",), ("notices",))
    return Instrument.DECISION if noticed and is_court(told.deed) else None


def _plan_put_to_the_public(told: Told) -> Instrument | None:
    """ "put out for comment a plan under which options expire": a rule to be."""
    own, low = told.deed.own, told.words.low
    bare = own is not None and told.noun in (("plan",), ("plans",)) and told.entry.stage is Stage.CONSULTATION
    if own is None or not bare:
        return None
    return Instrument.REGULATION if low[own.last : own.last + 1] in (("under",), ("that",), ("which",)) else None


def _relief_from_a_tax(told: Told) -> Instrument | None:
    """ "extended the VAT waiver": tells of the tax."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in RELIEFS:
        return None
    near = (*low[max(0, own.first - 2) : own.last], *low[own.last : own.last + 4])
    return Instrument.TAX if not TAXED.isdisjoint(near) else None


def _package_of_money(told: Told) -> Instrument | None:
    """ "a social package worth 45 billion pounds"."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in ("package", "packages"):
        return None
    valued = low[own.last : own.last + 1] in (("worth",), ("of",)) and not CURRENCIES.isdisjoint(
        low[own.last + 1 : own.last + 5]
    )
    led = any(word.endswith(("-billion", "-million")) for word in low[max(0, own.first - 4) : own.first])
    return Instrument.FUNDING if valued or led else None


def _paper_that_asks(told: Told) -> Instrument | None:
    """ "a paper on which the regulator collects opinions", "published a paper for comment": a rule to be."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in PAPERS or not OTHER_PAPERS.isdisjoint(told.noun):
        return None
    spots = range(own.last, min(len(low) - 1, own.last + REACH))
    asks = told.entry.stage is Stage.CONSULTATION or any(low[at] == "for" and low[at + 1] in COMMENT for at in spots)
    return Instrument.REGULATION if asks else None


def _decision_put_off(told: Told) -> Instrument | None:
    """ "put off a decision on its net-zero framework": what is to be decided on tells the form."""
    own, low = told.deed.own, told.words.low
    if own is None or told.entry.stage is not Stage.DELAYED or told.noun[-1] not in OUTSTANDING:
        return None
    if low[own.last : own.last + 1] != ("on",):
        return None
    return next((t.form for t in told.things if own.last < t.first < own.last + 7), None)


def _amendment_of(told: Told) -> Instrument | None:
    """ "an amendment of the market rules": of the form of what is amended; a ministry's own is a regulation."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in AMENDING:
        return None
    if low[own.last : own.last + 1] in (("of",), ("to",)):
        amended = next((t for t in told.things if own.last < t.first < own.last + 8), None)
        if amended is not None:
            return amended.form if amended.form not in (Instrument.PLAN, Instrument.REPORT) else None
    ruled = told.entry.phrase[0] in ("issue", "enact", "publish", "gazette") and not is_chamber(told.called)
    return Instrument.REGULATION if ruled and any(word in told.called for word in MINISTERIAL) else None


def _charge_of_a_utility(told: Told) -> Instrument | None:
    """What is charged for energy or water is decided on: "froze the fuel adjustment charge at 5 won per kWh"."""
    if told.noun[-1:] in (("tariff",), ("tariffs",)) and "utilit" in told.called:
        return Instrument.DECISION
    if not told.noun or told.noun[-1] not in CHARGES:
        return None
    near = f"{told.called} {' '.join(told.words.low)}"
    return Instrument.DECISION if any(word in near for word in UTILITIES) else None


def _consulted_on(told: Told) -> Instrument | None:
    """ "opened a public consultation on a steeper resource rent tax": what is asked about tells the form."""
    low, last = told.words.low, told.deed.act.last
    if told.entry.stage is not Stage.CONSULTATION or told.deed.own is not None:
        return None
    if low[last : last + 1] not in (("on",), ("about",), ("over",)):
        return None
    thing = next((t for t in told.things if last < t.first < last + REACH), None)
    return thing.form if thing is not None and _is_asked_about(thing) else None


def _asked_about_in_the_headline(told: Told) -> Instrument | None:
    """Who only "wants to hear from residents" asks about what the headline names."""
    asks = told.deed.thing is None and told.entry.form is None and told.entry.stage is Stage.CONSULTATION
    if not asks or not told.index:
        return None
    return next((thing.form for thing in told.story.things.get(0, ()) if _is_asked_about(thing)), None)


def _is_asked_about(thing: Thing) -> bool:
    return thing.form not in (Instrument.REPORT, Instrument.DECISION, Instrument.AGREEMENT, Instrument.FUNDING)


def _budget_of_a_state(told: Told) -> Instrument | None:
    """ "sent the draft 2027 budget to parliament": the law that a state's money is spent by."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in BUDGETS:
        return None
    near = low[max(0, own.first - 3) : own.last + 3]
    return Instrument.LAW if not OF_A_STATE.isdisjoint(near) or any(_is_year(word) for word in near) else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] == "20"


BY_FORM: dict[Instrument, tuple[Rule, ...]] = {
    Instrument.LAW: (_amendment_of, _paper_on_a_tax),
    Instrument.REGULATION: (
        _amendment_of,
        _law_in_a_decree,
        _of_a_chamber,
        _put_before_a_chamber,
        _paper_on_a_tax,
        _rules_of_a_tax,
        _consulted_on,
        _asked_about_in_the_headline,
    ),
    Instrument.GUIDELINE: (_notice_of_a_court, _paper_on_a_tax, _circular_of_a_regulator),
    Instrument.PLAN: (
        _plan_put_to_the_public,
        _of_a_chamber,
        _put_before_a_chamber,
        _package_of_money,
        _paper_on_a_tax,
        _rules_of_a_tax,
    ),
    Instrument.DECISION: (_ban_by_decision, _penalties_for_all, _of_a_chamber, _decision_put_off, _paper_on_a_tax),
    Instrument.AUTHORIZATION: (_of_a_chamber, _relief_from_a_tax),
    Instrument.PROGRAMME: (_of_a_chamber, _put_before_a_chamber),
    Instrument.FUNDING: (_budget_of_a_state, _charge_of_a_utility),
    Instrument.TAX: (_charge_of_a_utility,),
    Instrument.REPORT: (_paper_that_asks,),
}
"""By the form that the words say."""
