"""Which form of instrument an act is about: its noun's, the verb's, or what those who act make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.extraction.policies.stages import LEGISLATURES, applied_for
from tracker.extraction.policies.things import Deed
from tracker.extraction.policies.words import STATE, Thing, Words, word_set
from tracker.model import Instrument, Stage

if TYPE_CHECKING:
    from tracker.extraction.policies.judge import Story

BANKS = (
    "central bank",
    "reserve bank",
    "bank of",
    "norges bank",
    "riksbank",
    "federal reserve",
    "national bank",
)
RATES = word_set(
    "cut raise lower hike hold keep leave trim increase reduce bring lift push nudge take put shave move slash pare"
)
TARIFFS = word_set("tariff tariffs schedule")
CUSTOMS = word_set("import imports export exports customs goods steel trade duty")
UTILITIES = (
    "energy regulat",
    "electricity regulat",
    "water regulat",
    "electricity",
    " power",
    "kwh",
    "gas bill",
    "gas price",
    "water bill",
    "drinking water",
    "heating",
)
CHANGES = (Stage.EXTENDED, Stage.DELAYED, Stage.SUSPENDED, Stage.REPEALED, Stage.AMENDED)
EVENTS = word_set(
    "outlook estimate estimates projection projections stake holdings profit reserves its purchases buying growth "
    "visit visits trip trips meeting meetings talks summit match game games election elections hearing trial flight "
    "flights party career lead reign term contract speech tour ceremony conference diplomat diplomats envoy staff "
    "troops forces ambassador ambassadors forecast forecasts official officials player players minister"
)
TRAFFIC = word_set("imports exports sales sale import export flights shipments fishing trade hunting")
BUDGETS = frozenset(("budget", "budgets"))
CITY_COUNCILS = ("people's council", "city council", "municipal council", "regional council")
AGREEING = (
    ("sign", "off"), ("sign", "off", "on"), ("agree",), ("agree", "on"), ("settle", "on"), ("shake", "hands", "on"),
    ("sign",), ("come", "to", "terms", "on"), ("make", "peace"), ("initial",), ("seal",),
)  # fmt: skip
GRANTING = word_set("approve sanction clear grant greenlight accept endorse authorise authorize pass")
ENTERING = word_set("let admit allow open")


def _for_a_utility(thing: Thing | None, words: Words, story: Story, called: str) -> bool:
    """Whether tariffs are what electricity or water costs: a regulator decides on them, no parliament."""
    if thing is None or not TARIFFS & set(words.low[thing.first : thing.last]):
        return False
    near = set(words.low[max(0, thing.first - 4) : thing.last + 4])
    text = f"{story.view.view} {called}".lower()
    return not (near & CUSTOMS) and any(word in text for word in UTILITIES) and "import" not in text


def meant_form(index: int, deed: Deed, words: Words, story: Story) -> Instrument | None:
    """The form that the act's own words say, as far as who acts and on what does not make it another."""
    form, only = _form(deed) or _form_near(index, deed, words, story), deed.act.entry.only
    if deed.own is not None and deed.act.entry.phrase[0] in GRANTING and applied_for(deed.own, words.low):
        form = Instrument.AUTHORIZATION
    if only and (not deed.direct or form not in only) and not sets_rates(deed):
        return None
    if deed.thing is None and agrees(deed):
        states = {a.jurisdiction for a in story.agents.get(index, ()) if a.last <= deed.act.first and a.level == STATE}
        return Instrument.AGREEMENT if len(states) > 1 else form
    return _by_who_acts(form, deed, words, story)


def _by_who_acts(form: Instrument | None, deed: Deed, words: Words, story: Story) -> Instrument | None:
    """The form where a joint body, a parliament, a city's council or a utilities regulator makes another of it."""
    agent, own = deed.tie.agent, deed.own
    called = f"{agent.name} {agent.head}".lower() if agent else ""
    noun = words.low[own.first : own.last] if own is not None else ()
    if form is Instrument.RESTRICTION and agent and "joint" in words.low[max(0, agent.first - 3) : agent.last]:
        return Instrument.AGREEMENT
    if form is Instrument.FUNDING and any(word in called for word in LEGISLATURES) and not BUDGETS.isdisjoint(noun):
        return Instrument.LAW
    if form is Instrument.DECISION and "resolution" in noun and any(word in called for word in CITY_COUNCILS):
        return Instrument.REGULATION
    if form in (Instrument.TAX, Instrument.PLAN) and _for_a_utility(deed.thing, words, story, called):
        return Instrument.DECISION
    return form


def agrees(deed: Deed) -> bool:
    """Whether a verb tells that parties came to terms: "Norway and Russia signed off on that figure"."""
    return deed.act.entry.phrase in AGREEING and not deed.act.impersonal


def sets_rates(deed: Deed) -> bool:
    """Whether a central bank raises, cuts or holds something: what it sets in such words is a decision."""
    agent = deed.tie.agent
    bank = agent is not None and any(word in f"{agent.name} {agent.head}".lower() for word in BANKS)
    return bank and deed.act.entry.phrase[0] in RATES and not deed.act.impersonal


def _form_near(index: int, deed: Deed, words: Words, story: Story) -> Instrument | None:
    """The form for a verb that leaves no doubt ("extended the period"): of what the sentences before speak of."""
    entry, after = deed.act.entry, words.low[deed.act.last : deed.act.last + 5]
    if deed.thing is None and sets_rates(deed) and not any(word in EVENTS for word in after):
        return Instrument.DECISION
    if entry.weak or entry.stage not in CHANGES or deed.act.impersonal or deed.thing is not None:
        return None
    if deed.tie.strength < 3 or deed.tie.agent is None or any(word in EVENTS for word in after):
        return None
    if entry.stage is Stage.SUSPENDED and not TRAFFIC.isdisjoint(after):
        return Instrument.RESTRICTION
    near = (*story.things.get(index - 1, ()), *story.things.get(0, ()))
    return near[0].form if near else Instrument.REGULATION


def of_a_court(deed: Deed) -> bool:
    """Whether a court undoes or holds up what another authority ordered: what it then gives is a decision."""
    agent, thing = deed.tie.agent, deed.own
    if agent is None or thing is None or deed.act.entry.stage not in (Stage.SUSPENDED, Stage.REPEALED, Stage.DELAYED):
        return False
    court = any(word in f"{agent.name} {agent.head}".lower() for word in ("court", "tribunal", "judge"))
    return court and thing.form in (Instrument.REGULATION, Instrument.RESTRICTION) and not thing.plural


def _form(deed: Deed) -> Instrument | None:
    """The instrument's form: its noun's, else the one that the verb stands for."""
    entry, thing = deed.act.entry, deed.thing
    if of_a_court(deed):
        return Instrument.DECISION
    if thing is not None and thing.form is Instrument.REPORT and entry.stage is Stage.DELAYED and entry.form:
        return entry.form
    capped = entry.phrase[-1] == "price" and thing is not None and thing.form is Instrument.RESTRICTION
    if (entry.form is Instrument.DECISION and not capped) or (entry.form is not None and entry.phrase[-1] == "to"):
        return entry.form
    if thing is not None and (deed.direct or entry.form is None):
        entering = entry.form is Instrument.AUTHORIZATION and thing.form is Instrument.PROGRAMME
        return Instrument.AUTHORIZATION if entering and entry.phrase[0] in ENTERING else thing.form
    if entry.form is None and entry.stage is Stage.CONSULTATION:
        return Instrument.REGULATION
    return entry.form
