"""Which family of instruments a policy belongs to where its noun alone misleads: who acts, and what a paper is about.

A chamber's "measure" is a law, a bill that raises a tax is told as the tax, a package worth a sum is money.
Each rule corrects the form that the words say; the first that answers is followed.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.extraction.policies.contents import BANNING
from tracker.extraction.policies.families_goods import (
    bought_by_a_state,
    by_a_decree,
    duty_free_amount,
    duty_to_do,
    order_to_one,
    out_of_a_reserve,
    part_of_a_law,
    part_of_a_named_act,
    rates_of_an_insurer,
    registered_code,
    season_closed,
    season_opened,
)
from tracker.extraction.policies.families_money import (
    CLEARING,
    REACH,
    aid_let_through,
    budget_of_a_state,
    charge_of_a_utility,
    most_that_is_lent,
    package_of_money,
    paper_on_a_tax,
    price_cap_of_a_regulator,
    rate_of_a_tax,
    relief_from_a_tax,
    rules_of_a_tax,
)
from tracker.extraction.policies.families_rights import deadline_of_a_round, leave_to_use, round_of_contracts
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
VAGUE = word_set(
    "measure measures package packages proposal proposals scheme register initiative initiatives reform reforms "
    "overhaul rules rule penalties penalty fines text framework regime deadline deadlines requirement requirements"
)
AGES = word_set("age code wage deadline period week time")
PUT_BEFORE = word_set("initiative initiatives measure measures package packages reform reforms text proposal proposals")
PENALTIES = word_set("penalties penalty fines fine")
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
SUPERVISORS = ("superintend", "board", "authority", "commission", "bank", "regulator", "watchdog", "supervis")
PAPERS = word_set("paper papers")
OTHER_PAPERS = word_set("green white working joint")
RULERS = ("cabinet", "council of ministers", "government", "bank", "agency", "ministry", "commission", "committee")
MERGERS = word_set("merger takeover acquisition deal purchase")
ISSUING = word_set("issuing promulgating promulgated enacting enacted approving issued")
REQUESTING = word_set("requesting inviting seeking soliciting asking")
OUTSTANDING = word_set("decision decisions vote votes")
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
    if _is_a_city_senate(told):
        return None
    taken_up = told.words.low[act.last : act.last + 1] in (("it",), ("them",), ("this",))
    if not is_chamber(told.called) or told.entry.phrase[0] == "ratify" or act.impersonal or taken_up:
        return None
    noun = told.noun[-1:]
    return Instrument.LAW if not noun or noun[0] in VAGUE | AGES else None


def _is_a_city_senate(told: Told) -> bool:
    """Whether who acts is the senate of a city, which is its government and makes no laws."""
    agent = told.deed.tie.agent
    if agent is None or "senate" not in told.called:
        return False
    near = told.words.tokens[max(0, agent.first - 2) : agent.first + 1]
    city = any(token.text.removesuffix("'s") in told.lists["senates"] for token in near)
    return city or (told.called.startswith("senate") and told.story.country == "DE")


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


def _signed_into_law(told: Told) -> Instrument | None:
    return Instrument.LAW if told.entry.phrase[-2:] == ("into", "law") else None


def _drafted_reform(told: Told) -> Instrument | None:
    """ "presented a draft of the second tenancy reform": plans are made, laws are drafted."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in ("reform", "reforms"):
        return None
    return Instrument.LAW if "draft" in low[max(0, own.first - 6) : own.first] else None


def _resolution_of_a_government(told: Told) -> Instrument | None:
    """What a cabinet, a central bank or an agency resolves upon is a rule; chambers and councils of states decide."""
    if told.noun[-1:] not in (("resolution",), ("resolutions",)) or is_chamber(told.called):
        return None
    return Instrument.REGULATION if any(word in told.called for word in RULERS) else None


def _merger_let_through(told: Told) -> Instrument | None:
    phrase = told.entry.phrase
    return Instrument.AUTHORIZATION if phrase[0] in CLEARING and phrase[-1] in MERGERS else None


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
    asked = told.entry.stage is Stage.CONSULTATION
    if asked and told.noun[-1:] == ("measures",):
        return Instrument.REGULATION
    bare = own is not None and told.noun in (("plan",), ("plans",)) and asked
    if own is None or not bare:
        return None
    return Instrument.REGULATION if low[own.last : own.last + 1] in (("under",), ("that",), ("which",)) else None


def _paper_that_asks(told: Told) -> Instrument | None:
    """ "a paper on which the regulator collects opinions", "published a paper for comment": a rule to be."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in PAPERS or not OTHER_PAPERS.isdisjoint(told.noun):
        return None
    spots = range(own.last, min(len(low) - 1, own.last + REACH))
    asks = told.entry.stage is Stage.CONSULTATION or any(low[at] == "for" and low[at + 1] in COMMENT for at in spots)
    return Instrument.REGULATION if asks else None


def asks_for_views(low: tuple[str, ...], at: int) -> bool:
    """ "a notice | requesting comments from the public": whether what stands at word `at` asks for views."""
    return low[at : at + 1] != () and low[at] in REQUESTING and not COMMENT.isdisjoint(low[at + 1 : at + 4])


def _notice_that_asks(told: Told) -> Instrument | None:
    """ "published a notice requesting comments on the draft regulation": what is asked about tells the form."""
    own = told.deed.own
    if own is None or not asks_for_views(told.words.low, own.last):
        return None
    about = (t for t in told.things if own.last < t.first < own.last + REACH and _is_asked_about(t))
    return next((t.form for t in about), Instrument.REGULATION)


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
    ruled = told.entry.phrase[0] in ("issue", "enact", "publish", "gazette", "release", "notify") and not is_chamber(
        told.called
    )
    return Instrument.REGULATION if ruled and any(word in told.called for word in MINISTERIAL) else None


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


BY_FORM: dict[Instrument, tuple[Rule, ...]] = {
    Instrument.LAW: (_amendment_of, paper_on_a_tax),
    Instrument.REGULATION: (
        deadline_of_a_round,
        order_to_one,
        out_of_a_reserve,
        season_opened,
        duty_free_amount,
        part_of_a_named_act,
        part_of_a_law,
        registered_code,
        _signed_into_law,
        price_cap_of_a_regulator,
        _amendment_of,
        _law_in_a_decree,
        _of_a_chamber,
        _put_before_a_chamber,
        paper_on_a_tax,
        rules_of_a_tax,
        _consulted_on,
        _asked_about_in_the_headline,
    ),
    Instrument.GUIDELINE: (
        _notice_that_asks,
        out_of_a_reserve,
        _notice_of_a_court,
        paper_on_a_tax,
        _circular_of_a_regulator,
    ),
    Instrument.PLAN: (
        _drafted_reform,
        _signed_into_law,
        _plan_put_to_the_public,
        _of_a_chamber,
        _put_before_a_chamber,
        package_of_money,
        paper_on_a_tax,
        rules_of_a_tax,
    ),
    Instrument.DECISION: (
        out_of_a_reserve,
        season_opened,
        rates_of_an_insurer,
        by_a_decree,
        rate_of_a_tax,
        _merger_let_through,
        _resolution_of_a_government,
        _ban_by_decision,
        _penalties_for_all,
        _of_a_chamber,
        _decision_put_off,
        paper_on_a_tax,
    ),
    Instrument.AUTHORIZATION: (season_closed, bought_by_a_state, _of_a_chamber, relief_from_a_tax),
    Instrument.PROGRAMME: (leave_to_use, _of_a_chamber, _put_before_a_chamber),
    Instrument.RESTRICTION: (out_of_a_reserve,),
    Instrument.FUNDING: (most_that_is_lent, out_of_a_reserve, aid_let_through, budget_of_a_state, charge_of_a_utility),
    Instrument.TAX: (duty_to_do, duty_free_amount, part_of_a_named_act, charge_of_a_utility),
    Instrument.REPORT: (_notice_that_asks, _paper_that_asks),
    Instrument.AGREEMENT: (round_of_contracts,),
}
"""By the form that the words say."""
