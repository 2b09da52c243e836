"""Which form of instrument an act is about: its noun's, the verb's, or what those who act make of it.

Two tables say it in order: ORDER, what the words say, and CORRECTIONS, what who acts makes of it.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.extraction.policies.candidates import Story
from tracker.extraction.policies.contents import CONTENTS, LATE_CONTENTS
from tracker.extraction.policies.deeds import LAID_DOWN
from tracker.extraction.policies.families import family_of
from tracker.extraction.policies.stages import LEGISLATURES, applied_for
from tracker.extraction.policies.things import Deed
from tracker.extraction.policies.told import (
    Told,
    agrees,
    called,
    is_court,
    is_joint,
    of_a_court,
    refuses,
    sets_rates,
)
from tracker.extraction.policies.words import ROLE, SIGNS, STATE, Words, word_set
from tracker.model import Instrument, Stage

RULINGS = word_set("determination ruling judgment judgement verdict")
STATED_SURELY = 3.0
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
    "gas tariff",
    "heat tariff",
    "water tariff",
    "for energy",
    "communications",
    "telecom",
    "utilities",
)
CHANGES = (Stage.EXTENDED, Stage.DELAYED, Stage.SUSPENDED, Stage.REPEALED, Stage.AMENDED)
PASSING = (("adopt",), ("ratify",), ("enact",), ("promulgate",), ("gazette",), ("sign", "off"), ("sign", "off", "on"))
"""verbs that leave no doubt that a rule was made, whatever it is called"""
PUTTING_OUT = (("publish",), ("release",), ("issue",), ("unveil",), ("launch",), ("adopt",), ("approve",))
EVENTS = word_set(
    "outlook estimate estimates projection projections stake holdings profit reserves purchases buying growth "
    "visit visits trip trips meeting meetings talks summit match game games election elections hearing trial flight "
    "flights party career lead reign term contract speech tour ceremony conference diplomat diplomats envoy staff "
    "citizenship nationality troops forces ambassador ambassadors forecast forecasts official officials player players "
    "minister"
)
TRAFFIC = word_set("imports exports sales sale import export flights shipments fishing trade hunting")
FORBIDDING = word_set("ban bar prohibit forbid outlaw cap restrict ration")
HALTS = word_set("suspension halt stop stoppage pause")
CONTRACTS = word_set("contract contracts")
OVERHAULS = word_set("overhaul reform package")
MEASURED = word_set("% percent per basis point points bp bps")
BUDGETS = frozenset(("budget", "budgets"))
CITY_COUNCILS = ("people's council", "city council", "municipal council", "regional council")
GRANTING = word_set("approve sanction clear grant greenlight accept endorse authorise authorize pass")
BLACK_LISTS = word_set(
    "red strategic high-risk dual-use sanctions sanction banned prohibited entity control blacklist restricted covered "
    "embargo terror"
)
REQUIRING = word_set("require oblige mandate compel")
ENTERING = word_set("let admit allow open")


def meant_form(index: int, deed: Deed, words: Words, story: Story) -> Instrument | None:
    """The form of the instrument: what the first rule of ORDER says, as the first rule of CORRECTIONS corrects it.

    None where nothing tells a form, or where the verb is only meant with forms that this is none of.
    """
    if _tells_nothing(deed):
        return None
    told = Told(index, deed, words, story, called(deed))
    form = next((said for rule in ORDER if (said := rule(told)) is not None), None)
    if form is Instrument.AUTHORIZATION and refuses(deed.act):
        form = Instrument.DECISION  # what is turned down is not granted
    elif deed.own is not None and deed.act.entry.phrase[0] in GRANTING and applied_for(deed.own, words.low):
        form = Instrument.AUTHORIZATION  # "approved 22 more proposals"
    only = deed.act.entry.only
    if only and (not deed.direct or form not in only) and not sets_rates(deed):
        return None
    contents = CONTENTS.get(form, ()) if form is not None else ()
    form = next((said for rule in (*contents, *CORRECTIONS) if (said := rule(told, form)) is not None), form)
    return family_of(told, form)


def _tells_nothing(deed: Deed) -> bool:
    """Whether nobody acts, on nothing, by a verb that stands for no form: so do most verbs of a text."""
    entry = deed.act.entry
    silent = entry.form is None and entry.stage is not Stage.CONSULTATION and entry.phrase[-1] != "list"
    return silent and deed.thing is None and not deed.tie.strength and deed.tie.agent is None and not agrees(deed)


# ---------------------------------------------------------------- what the words say


def _undone_by_a_court(told: Told) -> Instrument | None:
    """A court that stays or annuls another's rule gives a ruling."""
    return Instrument.DECISION if of_a_court(told.deed, told.words.low) else None


def _put_on_a_list(told: Told) -> Instrument | None:
    """ "added 12 goods to the list of banned imports" is a restriction, any other list a decision."""
    act = told.deed.act
    black = told.entry.phrase[-1] == "list" and not BLACK_LISTS.isdisjoint(told.words.low[act.first : act.last + 4])
    return Instrument.RESTRICTION if black else None


def _ordered_by_a_court(told: Told) -> Instrument | None:
    """What a court tells somebody to do is a ruling, no regulation."""
    bare = told.entry.form is Instrument.REGULATION and told.deed.thing is None
    given = told.entry.phrase[0] in ("grant", "issue") and told.noun[-1:] in (("order",), ("orders",))
    return Instrument.DECISION if (bare or given) and is_court(told.deed) else None


def _by_the_whole_phrase(told: Told) -> Instrument | None:
    """Phrases that say the form whatever their object is: "cut the rate", "turned the plan into law", "tell X to"."""
    entry, thing = told.entry, told.deed.thing
    if told.deed.tie is LAID_DOWN:
        return None
    late_report = thing is not None and thing.form is Instrument.REPORT and entry.stage is Stage.DELAYED
    capped = entry.phrase[-1] == "price" and thing is not None and thing.form is Instrument.RESTRICTION
    whole = entry.phrase[-1] in ("to", "law") and len(entry.phrase) > 1 and entry.phrase[0] != "say"
    decides = entry.form is Instrument.DECISION and not capped
    return entry.form if decides or whole or late_report or entry.phrase[0] in REQUIRING else None


def _in_a_determination(told: Told) -> Instrument | None:
    """ "In a determination gazetted on Monday the authority fixes the fee": what it says of itself goes first."""
    low = told.words.low
    led = low[0] == "in" and low[1:2] in (("a",), ("its",), ("the",)) and not RULINGS.isdisjoint(low[2:4])
    return Instrument.DECISION if led and told.deed.tie.strength >= STATED_SURELY else None


def _rate_of_a_bank(told: Told) -> Instrument | None:
    """What a central bank cuts or holds is a decision, whatever its rate is called: "the repo auction rate"."""
    thing = told.deed.thing
    if thing is None or not sets_rates(told.deed):
        return None
    near = told.words.low[thing.first : thing.last + 2]
    return Instrument.DECISION if "rate" in near or near[0] == "benchmark" else None


def _forbidden(told: Told) -> Instrument | None:
    """ "barred loans for second cars": what a state forbids is limited, whatever it is called."""
    thing = told.deed.thing
    forbids = told.entry.form is Instrument.RESTRICTION and told.entry.phrase[0] in FORBIDDING
    named = thing is not None and thing.form in (Instrument.FUNDING, Instrument.PROGRAMME, Instrument.AGREEMENT)
    return Instrument.RESTRICTION if forbids and named and not is_court(told.deed) else None


def _by_its_noun(told: Told) -> Instrument | None:
    """The noun that the verb governs, or any near it where the verb stands for no form itself."""
    entry, thing = told.entry, told.deed.thing
    if thing is None or not (told.deed.direct or entry.form is None):
        return None
    entering = entry.form is Instrument.AUTHORIZATION and thing.form is Instrument.PROGRAMME
    return Instrument.AUTHORIZATION if entering and entry.phrase[0] in ENTERING else thing.form


def _prolonged(told: Told) -> Instrument | None:
    """ "prolonged the measure", "prolonged it for a year": what the story has spoken of so far."""
    after = told.words.low[told.deed.act.last : told.deed.act.last + 2]
    if told.entry.phrase != ("prolong",) or told.deed.thing is not None or after[:1] == ():
        return None
    if after[0] not in ("it", "them") and after[1:] not in (("measure",), ("measures",)):
        return None
    earlier = (t for n in range(told.index - 1, -1, -1) for t in told.story.things.get(n, ()))
    return next((t.form for t in earlier if t.form is not Instrument.REPORT), None)


def _by_the_verb(told: Told) -> Instrument | None:
    """The form that the verb itself stands for: ban → restriction, clear → authorization, tax → tax."""
    asks = told.entry.form is None and told.entry.stage is Stage.CONSULTATION
    return Instrument.REGULATION if asks else told.entry.form


def _by_the_bank(told: Told) -> Instrument | None:
    """What a central bank raises, cuts or holds without a noun that tells it: its rate."""
    bare = told.deed.thing is None and sets_rates(told.deed)
    after = _after(told)
    amount = _of_an_amount(told) and MEASURED.isdisjoint(after)
    return Instrument.DECISION if bare and not amount and not _of_events(told) else None


def _by_the_story(told: Told) -> Instrument | None:
    """For a verb that leaves no doubt ("extended the period"): the form of what the sentences before speak of."""
    deed, entry = told.deed, told.entry
    changes = entry.stage in CHANGES or entry.phrase in PASSING
    sure = changes and not entry.weak and not deed.act.impersonal and deed.thing is None
    if _after(told)[:1] and _after(told)[0][:1] in SIGNS:
        return None  # "wrote off €240 million"
    if not sure or deed.tie.strength < 3 or deed.tie.agent is None or _of_events(told):
        return None
    halted = entry.stage is Stage.SUSPENDED or not HALTS.isdisjoint(_after(told))
    if halted and not TRAFFIC.isdisjoint(_after(told)):
        return Instrument.RESTRICTION
    near = (*told.story.things.get(told.index - 1, ()), *told.story.things.get(0, ()))
    return near[0].form if near else Instrument.REGULATION


def _by_a_title(told: Told) -> Instrument | None:
    """What an authority puts out under a name of its own: "released the National Planning Level"."""
    deed, words = told.deed, told.words
    if told.entry.phrase not in PUTTING_OUT or deed.thing is not None or deed.act.impersonal or words.title_case:
        return None
    at, agent = deed.act.last, deed.tie.agent
    if agent is None or agent.level < ROLE or words.low[at : at + 1] not in (("the",), ("its",), ("a",), ("an",)):
        return None
    named = at + 3 < words.size and all(words.capital(i) and words.low[i].isalpha() for i in (at + 1, at + 2))
    held = any(one.first <= at + 2 and at + 1 < one.last for one in told.story.agents.get(told.index, ()))
    return Instrument.PLAN if named and not held and not _of_events(told) else None


ORDER: tuple[Callable[[Told], Instrument | None], ...] = (
    _undone_by_a_court,
    _put_on_a_list,
    _ordered_by_a_court,
    _in_a_determination,
    _by_the_whole_phrase,
    _rate_of_a_bank,
    _forbidden,
    _by_its_noun,
    _prolonged,
    _by_the_verb,
    _by_the_bank,
    _by_the_story,
    _by_a_title,
)
"""The first that answers tells the form: who acts > the whole phrase > the noun > the verb > what is near."""


def _after(told: Told) -> tuple[str, ...]:
    last = told.deed.act.last
    return told.words.low[last : last + 5]


def _of_an_amount(told: Told) -> bool:
    """Whether the verb's object is an amount: "held 391 tonnes of gold"."""
    after = _after(told)[:1]
    return bool(after) and (after[0][:1].isdigit() or after[0][:1] in SIGNS)


def _of_events(told: Told) -> bool:
    """Whether the verb's object is a meeting, a forecast or the like."""
    return not EVENTS.isdisjoint(_after(told))


# ---------------------------------------------------------------- what who acts makes of it


def _between_states(told: Told, form: Instrument | None) -> Instrument | None:
    """Two states that come to terms make an agreement; one state may agree with itself."""
    deed = told.deed
    if deed.thing is not None or not agrees(deed):
        return None
    near = told.story.agents.get(told.index, ())
    states = {a.jurisdiction for a in near if a.last <= deed.act.first and a.level == STATE}
    return Instrument.AGREEMENT if len(states) > 1 or "INT" in states else form


def _by_a_joint_body(told: Told, form: Instrument | None) -> Instrument | None:
    agent = told.deed.tie.agent
    joint = agent is not None and is_joint(agent, told.words)
    return Instrument.AGREEMENT if joint and form is Instrument.RESTRICTION else None


def _budget_of_a_chamber(told: Told, form: Instrument | None) -> Instrument | None:
    if form is not Instrument.FUNDING and form is not Instrument.PLAN:
        return None
    money = form is Instrument.FUNDING and not BUDGETS.isdisjoint(told.noun)
    passed = told.entry.form is Instrument.LAW or told.entry.stage is Stage.ADOPTED
    reform = form is Instrument.PLAN and passed and not OVERHAULS.isdisjoint(told.noun)
    chamber = (money or reform) and any(word in told.called for word in LEGISLATURES)
    return Instrument.LAW if chamber else None


def _resolution_of_a_city(told: Told, form: Instrument | None) -> Instrument | None:
    resolved = form is Instrument.DECISION and "resolution" in told.noun
    return Instrument.REGULATION if resolved and any(word in told.called for word in CITY_COUNCILS) else None


def _tariff_of_a_utility(told: Told, form: Instrument | None) -> Instrument | None:
    """Tariffs that are what electricity or water costs: a regulator decides on them, no parliament."""
    thing, words = told.deed.thing, told.words
    if form not in (Instrument.TAX, Instrument.PLAN) or thing is None:
        return None
    if TARIFFS.isdisjoint(words.low[thing.first : thing.last]):
        return None
    near = words.low[max(0, thing.first - 4) : thing.last + 4]
    text = f"{told.story.view.view} {told.called}".lower()
    utility = CUSTOMS.isdisjoint(near) and "import" not in text and any(word in text for word in UTILITIES)
    return Instrument.DECISION if utility else None


def _aid_let_through(told: Told, form: Instrument | None) -> Instrument | None:
    """What the European Commission approves of a member state's aid is an authorization."""
    granted = told.entry.phrase[0] in GRANTING or told.entry.form is Instrument.AUTHORIZATION
    aid = "european commission" in told.called and granted
    return Instrument.AUTHORIZATION if aid and "aid" in told.noun else None


def _under_a_programme(told: Told, form: Instrument | None) -> Instrument | None:
    """Contracts that are signed under a programme are its doing: "signed contracts for two lines under the scheme"."""
    own, low = told.deed.own, told.words.low
    if form is not Instrument.AGREEMENT or own is None or CONTRACTS.isdisjoint(told.noun):
        return None
    spots = [at for at in range(own.last, min(len(low), own.last + 10)) if low[at] == "under"]
    near = told.story.things.get(told.index, ())
    under = any(t.form is Instrument.PROGRAMME and 0 < t.first - at < 6 for at in spots for t in near)
    return Instrument.PROGRAMME if under else None


def _cleared_by_a_court(told: Told, form: Instrument | None) -> Instrument | None:
    """A tender or scheme that a court approves has its leave to go on."""
    cleared = form is Instrument.PROGRAMME and told.entry.phrase[0] in GRANTING and is_court(told.deed)
    return Instrument.AUTHORIZATION if cleared else None


CORRECTIONS: tuple[Callable[[Told, Instrument | None], Instrument | None], ...] = (
    _between_states,
    _aid_let_through,
    _by_a_joint_body,
    _budget_of_a_chamber,
    _resolution_of_a_city,
    _tariff_of_a_utility,
    _under_a_programme,
    _cleared_by_a_court,
    *LATE_CONTENTS,
)
"""The first that answers makes another form of what the words say."""
