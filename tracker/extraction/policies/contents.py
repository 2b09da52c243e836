"""What a paper or a plan is about: a decree on a duty is told as a tax, a plan to cap prices as a rule.

Each corrects the form that the words say (see `forms.CORRECTIONS`), None where it has nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.extraction.policies.moods import Mood
from tracker.extraction.policies.stages import LEGISLATURES
from tracker.extraction.policies.told import Told, agrees
from tracker.extraction.policies.words import word_set
from tracker.model import Instrument, Stage

Rule = Callable[[Told, "Instrument | None"], "Instrument | None"]
PAPERS = word_set("decree order proclamation notification decrees orders regulation edict resolution")
IMPOSING = word_set(
    "imposing imposes imposed raising raises cutting cuts lowering lowers fixing fixes setting sets reducing reduces "
    "introducing introduces abolishing abolishes scrapping scraps levying levies increasing increases doubling doubles "
    "halving halves exempting exempts waiving waives extending extends"
)
BANNING = word_set("banning bans prohibiting prohibits barring bars outlawing outlaws forbidding forbids")
REACH = 14
"""words behind a paper's noun in which what it brings is told"""
CAPS = word_set("cap caps ceiling ceilings freeze freezes")
CAPPING = word_set("cap freeze")
PRICES = word_set(
    "price prices margin margins rent rents fare fares fee fees charge charges premium premiums interest mark-ups "
    "bills commissions commission"
)
QUOTAS = word_set("quota quotas tac tacs")
TRADED_OUT = word_set("export exports import imports")
SETTING = word_set(
    "set fix settle cut raise lower increase reduce allocate agree share put trim slash double halve allot settle"
)
ABROAD = word_set("import imports export exports steel students tariff tariffs trade migrants refugees visas workers")
LETTERS = word_set("circular circulars notice notification notifications memo instruction instructions communiqué")
BINDING = word_set(
    "must obliges oblige obliged requires require requiring mandatory minimum banned bans prohibits prohibiting "
    "prohibited barred compulsory obliging ordering orders registered capital limit limits"
)
CHAMBERS = word_set(
    "parliament congress senate assembly house diet sejm duma storting riksdag bundestag folketing knesset mps "
    "lawmakers eduskunta seimas saeima riigikogu"
)
APPROVALS = (("approval",), ("assent",), ("nod",), ("blessing",), ("consent",), ("backing",))
CHAMBERS_RULES = word_set("rules rule")
MEMOS = word_set("memorandum memo memorandums memoranda")
CODES = word_set("code codes guide specification specifications")
REFORMS = word_set("reform reforms overhaul")
UNDER_WAY = (Stage.IN_FORCE, Stage.SUSPENDED, Stage.REPEALED, Stage.DELAYED)
PLANS = word_set("plan plans proposal proposals")
PUT_OFF = (Stage.CONSULTATION, Stage.DELAYED, Stage.DRAFT)
PLANNABLE = (Instrument.TAX, Instrument.RESTRICTION, Instrument.LAW, Instrument.REGULATION, Instrument.STANDARD)


def what_a_decree_brings(told: Told, form: Instrument | None) -> Instrument | None:
    """ "a decree imposing a 10% duty", "an order that fixes the fee": the tax; "an order banning": the restriction."""
    own, low = told.deed.own, told.words.low
    if form is not Instrument.REGULATION or own is None or low[own.last - 1] not in PAPERS:
        return None
    if not BANNING.isdisjoint(low[own.last : own.last + 3]):
        return Instrument.RESTRICTION
    taxes = (t for t in told.things if t.form is Instrument.TAX and own.last <= t.first < own.last + REACH)
    tax = next(taxes, None)
    return Instrument.TAX if tax is not None and not IMPOSING.isdisjoint(low[own.last : tax.first]) else None


def what_is_planned(told: Told, form: Instrument | None) -> Instrument | None:
    """ "put off its plan to tax sugar", "views on a plan to ban straws": what is meant is the tax or the ban."""
    own, low = told.deed.own, told.words.low
    if form not in (Instrument.PLAN, Instrument.REGULATION) or own is None or told.entry.stage not in PUT_OFF:
        return None
    if low[own.last - 1] not in PLANS or low[own.last : own.last + 1] != ("to",):
        return None
    act = next((one for one in told.acts if one.at == own.last + 1 and one.entry.form in PLANNABLE), None)
    if act is not None:
        return act.entry.form
    inner = next((t for t in told.things if own.last < t.first < own.last + 10 and t.form in PLANNABLE), None)
    return inner.form if inner is not None else Instrument.REGULATION


def capped_prices(told: Told, form: Instrument | None) -> Instrument | None:
    """A cap on prices, margins or rents is a rule on them, and forbids nothing."""
    if form is not Instrument.RESTRICTION:
        return None
    own, low = told.deed.own, told.words.low
    if own is None:
        capped = told.entry.phrase[0] in CAPPING and not PRICES.isdisjoint(
            low[told.deed.act.at : told.deed.act.last + 4]
        )
        return Instrument.REGULATION if capped else None
    near = low[max(0, own.first - 3) : own.last + 6]
    return Instrument.REGULATION if low[own.last - 1] in CAPS and not PRICES.isdisjoint(near) else None


def quota_settled(told: Told, form: Instrument | None) -> Instrument | None:
    """How much may be caught or dug is decided: "set the anchovy quota at", "has settled how quotas are shared"."""
    low = told.words.low[told.deed.act.last :]
    if "how" not in low and not TRADED_OUT.isdisjoint(low):
        return None
    if form is not Instrument.RESTRICTION or told.entry.phrase[0] not in SETTING or QUOTAS.isdisjoint(told.noun):
        return None
    own = told.deed.own
    near = told.words.low[max(0, own.first - 2) : own.last + 4] if own is not None else ()
    inner = ABROAD.isdisjoint(near) or told.entry.phrase[0] == "settle"
    return Instrument.DECISION if inner and told.deed.act.mood is not Mood.PROPOSED else None


def binding_letter(told: Told, form: Instrument | None) -> Instrument | None:
    """A circular or a resolution that says what all must do is a regulation."""
    loose = form is Instrument.GUIDELINE and not LETTERS.isdisjoint(told.noun)
    loose = loose or (form is Instrument.DECISION and told.noun[-1:] == ("resolution",))
    own, low = told.deed.own, told.words.low
    if not loose or own is None:
        return None
    bidden = not BINDING.isdisjoint(told.words.present) or any(
        low[at : at + 2] in (("have", "to"), ("has", "to"), ("are", "to"), ("may", "not"), ("may", "only"))
        for at in range(len(low) - 1)
    )
    notified = low[own.last - 1] == "notification" and told.entry.stage is not Stage.REPEALED
    return Instrument.REGULATION if bidden or notified else None


def rules_of_a_chamber(told: Told, form: Instrument | None) -> Instrument | None:
    """Rules that a parliament passes are a law."""
    passed = form is Instrument.REGULATION and told.noun[-1:] and told.noun[-1] in CHAMBERS_RULES
    passed = passed and told.entry.stage in (Stage.ADOPTED, Stage.AMENDED, Stage.REPEALED)
    national = "europe" not in told.called and any(word in told.called for word in LEGISLATURES)
    return Instrument.LAW if passed and national else None


def signed_memorandum(told: Told, form: Instrument | None) -> Instrument | None:
    """ "put their signatures to a memorandum": parties do, and it binds them."""
    memo = form is Instrument.GUIDELINE and not MEMOS.isdisjoint(told.noun)
    signed = (
        agrees(told.deed)
        or told.entry.phrase[-1] in ("signature", "signatures", "signed")
        or "sign" in told.entry.phrase
    )
    signed = signed or not {"signature", "signatures"}.isdisjoint(told.words.present)
    return Instrument.AGREEMENT if memo and signed else None


def code_of_a_standards_body(told: Told, form: Instrument | None) -> Instrument | None:
    ruled = form in (Instrument.REGULATION, Instrument.GUIDELINE, Instrument.PLAN) and not CODES.isdisjoint(told.noun)
    return Instrument.STANDARD if ruled and "standard" in told.called else None


def reform_under_way(told: Told, form: Instrument | None) -> Instrument | None:
    """A reform that takes effect, is suspended or repealed has been made law."""
    reform = form is Instrument.PLAN and told.noun[-1:] and told.noun[-1] in REFORMS
    return Instrument.LAW if reform and told.entry.stage in UNDER_WAY else None


def paper_asking(told: Told, form: Instrument | None) -> Instrument | None:
    """A consultation paper is about what it asks: a rule, where nothing else is named."""
    own = told.deed.own
    if form is not Instrument.REPORT or own is None or told.noun[:1] != ("consultation",):
        return None
    about = next((t for t in told.things if own.last < t.first < own.last + 8), None)
    return (
        about.form if about is not None and about.form in (*PLANNABLE, Instrument.GUIDELINE) else Instrument.REGULATION
    )


def put_to_a_parliament(told: Told, form: Instrument | None) -> Instrument | None:
    """ "sent a proposal to parliament": a law to be."""
    own = told.deed.own
    if form is not Instrument.REGULATION or own is None or told.noun[-1:] not in (("proposal",), ("proposals",)):
        return None
    behind = told.words.low[own.last : own.last + 4]
    return Instrument.LAW if behind[:1] == ("to",) and not CHAMBERS.isdisjoint(behind) else None


def approval_given_to(told: Told, form: Instrument | None) -> Instrument | None:
    """ "Approval has been given to a programme": what is approved tells the form, where it is an instrument."""
    own = told.deed.own
    if form is not Instrument.AUTHORIZATION or own is None or told.entry.phrase[0] not in ("give", "grant"):
        return None
    if told.noun[-1:] not in APPROVALS:
        return None
    last = told.deed.act.last
    return next(
        (t.form for t in told.things if last < t.first < last + 10 and "to" in told.words.low[last : t.first]), None
    )


def told_in_a_guideline(told: Told, form: Instrument | None) -> Instrument | None:
    """ "tells doctors in a new guideline to …": advice and no rule."""
    if form is not Instrument.REGULATION or told.entry.phrase[:1] != ("tell",):
        return None
    low = told.words.low
    papers = (t for t in told.things if t.form is Instrument.GUIDELINE)
    papers = (t for t in papers if low[t.last - 1] not in LETTERS)
    return next((t.form for t in papers if "in" in low[max(0, t.first - 4) : t.first]), None)


def proposed_leave(told: Told, form: Instrument | None) -> Instrument | None:
    """What an authority proposes to let all do is a rule: leave is given to somebody."""
    bare = form is Instrument.AUTHORIZATION and told.deed.own is None and told.deed.act.mood is Mood.PROPOSED
    return Instrument.REGULATION if bare else None


CONTENTS: dict[Instrument, tuple[Rule, ...]] = {
    Instrument.REGULATION: (
        what_a_decree_brings,
        what_is_planned,
        rules_of_a_chamber,
        code_of_a_standards_body,
        told_in_a_guideline,
        put_to_a_parliament,
    ),
    Instrument.PLAN: (what_is_planned, code_of_a_standards_body, reform_under_way),
    Instrument.RESTRICTION: (capped_prices,),
    Instrument.GUIDELINE: (binding_letter, signed_memorandum, code_of_a_standards_body),
    Instrument.DECISION: (binding_letter,),
    Instrument.REPORT: (paper_asking,),
    Instrument.AUTHORIZATION: (proposed_leave, approval_given_to),
}
"""Looked at before who acts, by the form that the words say."""
LATE_CONTENTS = (quota_settled,)
"""Looked at after who acts: what a joint body of states sets is their agreement."""
