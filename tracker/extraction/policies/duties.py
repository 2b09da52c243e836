"""Rules told by what people must do, may not do or have to pay, with who lays them down or from when.

Each finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.extraction.policies.dates import MONTHS
from tracker.extraction.policies.roles import Roles, Tie
from tracker.extraction.policies.standing import NOT_RULES, STATED, begins_on_a_day, of_a_firm
from tracker.extraction.policies.sums import sum_at
from tracker.extraction.policies.words import ROLE, STATE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
BINDING = (
    Instrument.LAW,
    Instrument.REGULATION,
    Instrument.TAX,
    Instrument.RESTRICTION,
    Instrument.DECISION,
    Instrument.GUIDELINE,
    Instrument.PLAN,
    Instrument.FUNDING,
    Instrument.PROGRAMME,
    Instrument.AGREEMENT,
)
BY_IT = (("according", "to"), ("as", "per"), ("in", "line"), ("by", "virtue"))
UNDER = word_set("under by through per after following")
ISSUED = word_set(
    "issued signed published passed adopted approved gazetted released enacted notified promulgated made agreed struck "
    "taken finalised finalized unveiled posted initialled initialed sealed concluded reached voted presented launched"
)
MADE = {
    **dict.fromkeys(ISSUED, Stage.ADOPTED),
    **dict.fromkeys(("announced", "planned"), Stage.ANNOUNCED),
    **dict.fromkeys(("proposed", "drafted", "tabled", "floated"), Stage.DRAFT),
}
COMMENT = word_set("comment comments consultation feedback")
NEWS = word_set("new ministerial presidential royal executive")
LAW_MADE = word_set("new ministerial presidential executive royal government cabinet emergency")
DECIDING = word_set("announced decided ruled ordered confirmed decreed determined notified told said says")
SAID = word_set("announced confirmed told said says")
SURELY = word_set("decided ruled ordered decreed determined notified announced")
ADVERBS = word_set("soon now also then again henceforth therefore instead in future")
LETTERS = word_set(
    "bulletin memo memorandum circular notice directive order notification letter instruction decree regulation"
)
RULINGS = word_set("ruling judgment judgement verdict fine penalty finding")
DUTIES = (
    ("will", "have", "to"),
    ("would", "have", "to"),
    ("will", "need", "to"),
    ("must", "now"),
    ("must",),
    ("have", "to"),
    ("has", "to"),
    ("need", "to"),
    ("are", "to"),
    ("is", "to"),
)
LEAVES = (("may",), ("can", "now"), ("will", "be", "able", "to"))
BANS = (
    ("may", "not"),
    ("may", "no", "longer"),
    ("can", "no", "longer"),
    ("will", "no", "longer", "be"),
    ("must", "not"),
    ("may", "only"),
    ("no", "longer", "may"),
)
PHRASES = (*(("ban", p) for p in BANS), *(("duty", p) for p in DUTIES), *(("leave", p) for p in LEAVES))
BEGINNINGS = {first: tuple(row for row in PHRASES if row[1][0] == first) for first in {p[0] for _, p in PHRASES}}
"""the phrases by their first word, bans before duties before leaves"""
UNLIKELY = word_set(
    "sign expect wait decide remember prepare reckon live learn hope fear see ask know prove win wonder"
)
PAYING = word_set("pay pays paid paying cost costs carry carries carried bear bears borne face faces faced")
CHARGED = word_set("carry carries carried bear bears borne face faces faced")
"""verbs whose object must be a tax"""
PAYERS = word_set(
    "tourists visitors travellers travelers drivers motorists passengers residents foreigners employers households "
    "shoppers smokers landlords guests importers exporters lorries trucks cars vehicles ships vessels cruise hotels "
    "owners holidaymakers day-trippers cyclists bars shops sellers buyers night ticket tickets bag bags bottle bottles "
    "citizens farmers miners operators firms companies employees workers students patients pensioners retailers anyone "
    "everybody everyone whoever climbers hikers trekkers applicants tenants developers banks platforms"
)
FORBIDDEN = word_set("illegal forbidden unlawful prohibited")
COMPULSORY = FORBIDDEN | word_set("compulsory mandatory obligatory")
ENDED = {
    **dict.fromkeys(("allowed", "permitted", "legal"), (Instrument.RESTRICTION, Stage.ADOPTED)),
    **dict.fromkeys(
        ("required", "needed", "obliged", "compulsory", "mandatory", "obligatory"),
        (Instrument.REGULATION, Stage.REPEALED),
    ),
    **dict.fromkeys(("banned", "forbidden", "prohibited", "illegal"), (Instrument.RESTRICTION, Stage.REPEALED)),
}
"""what is no longer so, and what that makes of it"""
BE = word_set("is are be")
ASKING = word_set("insists requires demands charges collects levies asks obliges")
LETTING = word_set(
    "allow allows permit permits let lets accept accepts issue issues grant grants admit admits recognise recognises "
    "recognize recognizes subsidise subsidises"
)
EVERYBODY = word_set("anyone everyone everybody whoever all every each no")
FROM = word_set("from since")
DAY_AFTER = 5
LONGEST_SUBJECT = 16


def duties(roles: Roles, words: Words) -> Iterator[Nominal]:
    """Every rule that the sentence tells so; at most one of each kind."""
    if words.low[0] in ("if", "unless", "when") or not NOT_RULES.isdisjoint(words.low[:3]):
        return
    yield from _under_a_paper(roles, words)
    yield from _paid_from_a_day(roles, words)
    yield from _decided_for_all(roles, words)
    if "longer" in words.present:
        yield from _no_longer(roles, words)
        yield from _insists_no_longer(roles, words)
        yield from _lets_no_longer(roles, words)
    if not COMPULSORY.isdisjoint(words.present):
        yield from _now_compulsory(roles, words)


def _duty(low: tuple[str, ...], first: int, last: int) -> tuple[int, int, str] | None:
    """Where what is asked, left or forbidden stands, where it ends, and which of these it is."""
    for at in [at for at in range(first, last) if low[at] in BEGINNINGS]:
        for kind, phrase in BEGINNINGS[low[at]]:
            end = _ends(low, at, phrase)
            if end and low[end] and low[end] not in UNLIKELY and not _is_so(low, end):
                return at, end, kind
    return None


def _is_so(low: tuple[str, ...], at: int) -> bool:
    """Whether only how people are is told, and not what is done: "will have to be patient"."""
    after = low[at + 1] if low[at] == "be" and at + 1 < len(low) else ""
    return bool(after) and not after.endswith(("ed", "en", "pt", "ld", "de", "id", "wn", "ut"))


def _ends(low: tuple[str, ...], at: int, phrase: tuple[str, ...]) -> int:
    """Where a phrase ends that begins at word `at`, adverbs in between left out; 0 where it does not stand here."""
    for word in phrase:
        while at < len(low) and low[at] != word and low[at] in ADVERBS and word != phrase[0]:
            at += 1
        if at >= len(low) or low[at] != word:
            return 0
        at += 1
    return at


def _paper(roles: Roles, words: Words) -> tuple[int, Thing, Stage, bool] | None:
    """Where the sentence tells by which paper it is so ("under a decree signed on Friday"), the paper, its stage.

    Last: whether it says how the paper was made.
    """
    low = words.low
    for thing in roles.scene.things:
        if thing.form not in BINDING:
            continue
        first = max(0, thing.first - 6)
        lead = next((at for at in range(thing.first - 1, first - 1, -1) if _leads(low, at)), None)
        said = _says_so(low, thing) if lead is None else None
        lead = said if lead is None else lead
        if lead is None or not {"a", "an", "new", "its", "their"} & {*low[lead : thing.first], *_shared(low, thing)}:
            continue
        behind = low[thing.last : thing.last + 6]
        made = next((word for word in behind if word in MADE), None)
        named = {"of", "by", "from"} & set(behind[:1]) and roles.source(thing.last).agent is not None
        if made is None and not named and said is None and LAW_MADE.isdisjoint(low[lead : thing.last]):
            continue
        drafted = {"draft", "proposed"} & set(low[lead : thing.last])
        if low[lead] in ("after", "following") and not named:
            continue
        stage = Stage.DRAFT if drafted else MADE.get(made or "", Stage.ADOPTED)
        stage = Stage.CONSULTATION if asks_for_comment(low, thing.last) else stage
        changed = stage is Stage.ADOPTED and low[thing.last - 1].startswith("amendment")
        return lead, thing, Stage.AMENDED if changed else stage, made is not None
    return None


def asks_for_comment(low: tuple[str, ...], at: int) -> bool:
    """Whether a paper that ends at word `at` is told to be out "for comment" right behind it."""
    return any(low[i] in ("for", "to") and low[i + 1] in COMMENT for i in range(at, min(len(low) - 1, at + 14)))


def _shared(low: tuple[str, ...], thing: Thing) -> tuple[str, ...]:
    """ "Under rules announced yesterday": a plural needs no article."""
    return ("a",) if thing.plural and low[thing.first - 1] in UNDER else ()


def _says_so(low: tuple[str, ...], thing: Thing) -> int | None:
    """ "Pharmacists may prescribe it, a decree in Sunday's gazette says": the comma before what says so."""
    article = thing.first - 1 - (low[thing.first - 1] in NEWS)
    said = any(word in ("says", "said", "states", "lays") for word in low[thing.last : thing.last + 8])
    return article - 1 if article > 1 and low[article] in ("a", "an") and low[article - 1] == "," and said else None


def _leads(low: tuple[str, ...], at: int) -> bool:
    return low[at] in UNDER or low[at : at + 2] in BY_IT


def _under_a_paper(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Employers must now register hours, under a ministerial decision issued on Friday": a rule and what makes it."""
    found = _paper(roles, words)
    if found is None:
        return
    lead, thing, stage, made = found
    low = words.low
    after = next((at for at in range(thing.last, words.size) if low[at] == ","), thing.last)
    told = _duty(low, 1, lead) or (_duty(low, after, words.size) if lead < 3 else None)
    pact = thing.form is Instrument.AGREEMENT
    states = {a.jurisdiction for a in roles.scene.agents if a.level == STATE and a.jurisdiction}
    if told is None and made and (len(states) > 1 if pact else thing.public or roles.source(thing.last).agent):
        first, last = (after, words.size - 1) if lead < 3 else (1, lead)
        told = next(((at, at + 1, "plan") for at in range(first, last) if low[at] == "will"), None)
    if told is None or not NOT_RULES.isdisjoint(low[max(0, told[0] - 8) : told[0]]):
        return
    at, end, kind = told
    form = _form(words, thing, at, end, kind)
    tie = next((t for t in (roles.source(thing.last), roles.owner(thing), roles.sayer()) if t.agent), None)
    tie = tie or Tie(_nameless(_place(roles)), 3.0, "is where it holds")
    what = words.text_of(thing.first, thing.last)
    why = f"accepted because: {' '.join(low[at:end])} … under {what} ({stage}) + {form}"
    strength = max(tie.strength, 3.0) + 0.6
    yield Tie(tie.agent, strength, tie.how), Thing(thing.first, thing.last, form, True, False), form, stage, why


def _form(words: Words, thing: Thing, at: int, end: int, kind: str) -> Instrument:
    """The form of what is asked: a tax where all pay, a ban, else the paper's own."""
    pays = (
        thing.form is not Instrument.DECISION
        and words.low[end : end + 1] in (("pay",), ("hand",))
        and any(sum_at(words, i) for i in range(end, end + 6))
    )
    if pays and thing.form is not Instrument.LAW:
        return Instrument.TAX
    ruled = not RULINGS.isdisjoint(words.low[thing.first : thing.last])
    if ruled or kind == "plan" or thing.form is Instrument.AGREEMENT:
        return thing.form
    if thing.form in (Instrument.GUIDELINE, Instrument.PLAN, Instrument.DECISION, Instrument.FUNDING):
        return {"ban": Instrument.RESTRICTION}.get(kind, Instrument.REGULATION)
    return Instrument.RESTRICTION if kind == "ban" and thing.form is Instrument.REGULATION else thing.form


def _place(roles: Roles) -> Agent | None:
    """The country or the authority that the sentence names."""
    ranked = sorted(roles.scene.agents, key=lambda agent: -agent.level)
    return next((a for a in ranked if a.level >= ROLE or (a.level == STATE and a.jurisdiction)), None)


def _nameless(place: Agent | None) -> Agent | None:
    """A place without its name: where a rule holds is not who made it."""
    return replace(place, name="") if place is not None and place.level == STATE else place


def _paid_from_a_day(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "From 1 May visitors to Venice pay 5 euros", "a night has cost 10,000 yen since Monday": all pay it, a tax."""
    low = words.low
    if PAYING.isdisjoint(words.present):
        return
    at = next((i for i in range(1, min(words.size, 30)) if low[i] in PAYING), None)
    if at is None or not NOT_RULES.isdisjoint(low):
        return
    taxed = any(t.form is Instrument.TAX and at < t.first < at + 4 for t in roles.scene.things)
    if not taxed and (low[at] in CHARGED or PAYERS.isdisjoint(low[max(0, at - LONGEST_SUBJECT) : at])):
        return
    money = next((s for i in range(at + 1, min(words.size, at + 9)) if (s := sum_at(words, i))), None)
    dated = begins_on_a_day(words) or any(_dates(low, i) for i in range(at, words.size - 1))
    place = _place(roles)
    if of_a_firm(words) or money is None or not dated or (place is None and roles.sayer().agent is None):
        return
    future = "will" in low[max(0, at - 4) : at] or "would" in low[max(0, at - 4) : at]
    stage = Stage.ANNOUNCED if future else Stage.IN_FORCE
    why = f"accepted because: {low[at]} {words.text_of(*money)} from a day ({stage}) + {Instrument.TAX}"
    sayer = roles.sayer()
    tie = sayer if sayer.agent else Tie(place, STATED.strength, "is where it holds")
    yield tie, Thing(*money, Instrument.TAX, False, False), Instrument.TAX, stage, why


def _dates(low: tuple[str, ...], at: int) -> bool:
    """Whether a day begins behind "from" or "since"."""
    near = low[at + 1 : at + DAY_AFTER - 1]
    return low[at] in FROM and any(word in MONTHS or word in ("today", "yesterday", "tomorrow") for word in near)


def _of_many(low: tuple[str, ...], at: int) -> bool:
    """Whether those who are bidden are many: "lorries", "anyone who", "all shops", and no company."""
    before = low[max(0, at - 8) : at]
    many = any(word.endswith("s") and len(word) > 3 and word not in ("this", "its", "was", "has") for word in before)
    return many or not EVERYBODY.isdisjoint(before) or not PAYERS.isdisjoint(before)


def _now_compulsory(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "It is now compulsory in Colombia to label sausages": a rule told by what is a duty or an offence by now."""
    low = words.low
    at = next((i for i in range(1, words.size) if low[i] in COMPULSORY), None)
    if at is None or "now" not in low[max(0, at - 3) : at] or "it" not in low[max(0, at - 4) : at]:
        return
    place = _place(roles)
    if place is None or "to" not in low[at : at + 8]:
        return
    form = Instrument.RESTRICTION if low[at] in FORBIDDEN else Instrument.REGULATION
    why = f"accepted because: now {low[at]} ({Stage.IN_FORCE}) + {form}"
    yield (
        Tie(_nameless(place), 4.0, "is where it holds"),
        Thing(at, at + 1, form, False, False),
        form,
        Stage.IN_FORCE,
        why,
    )


def _no_longer(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Gambling ads are no longer allowed in Kenya, the authority ordered", "a visa is no longer needed"."""
    low = words.low
    at = next((i for i in range(2, words.size) if low[i - 2 : i] == ("no", "longer") and low[i] in ENDED), None)
    if at is None or BE.isdisjoint(low[max(0, at - 5) : at - 2]) or not NOT_RULES.isdisjoint(low[:at]):
        return
    sayer = roles.sayer()
    place = next((a for a in roles.scene.agents if a.level == STATE and low[a.first - 1] in ("in", "to")), None)
    agent = sayer.agent or _nameless(place)
    if agent is None or of_a_firm(words):
        return
    form, stage = ENDED[low[at]]
    why = f"accepted because: no longer {low[at]} ({stage}) + {form}"
    yield Tie(agent, 3.0, "tells of it"), Thing(at, at + 1, form, False, False), form, stage, why


def _insists_no_longer(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "The farm ministry no longer insists on muzzles": what an authority asks for no more it has done away with."""
    low = words.low
    at = next((i for i in range(2, words.size) if low[i - 2 : i] == ("no", "longer") and low[i] in ASKING), None)
    agent = roles.over.get(at - 3) if at is not None and at > 2 else None
    if at is None or agent is None or agent.owns or agent.level < ROLE or not NOT_RULES.isdisjoint(low[:at]):
        return
    form = Instrument.TAX if low[at] in ("charges", "collects", "levies") else Instrument.REGULATION
    why = f"accepted because: no longer {low[at]} ({Stage.REPEALED}) + {form}"
    yield Tie(agent, 3.5, "is the subject"), Thing(at, at + 1, form, False, False), form, Stage.REPEALED, why


def _lets_no_longer(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Greece will no longer issue golden visas", "the bank no longer lets firms": what ends so is limited."""
    low = words.low
    at = next((i for i in range(2, words.size) if low[i - 2 : i] == ("no", "longer") and low[i] in LETTING), None)
    if at is None or not NOT_RULES.isdisjoint(low[:at]):
        return
    planned = low[at - 3] == "will"
    agent = roles.over.get(at - 3 - planned)
    if agent is None or agent.owns or (agent.level < ROLE and agent.head == "adjective"):
        return
    stage = Stage.ANNOUNCED if planned else Stage.ADOPTED
    why = f"accepted because: no longer {low[at]} ({stage}) + {Instrument.RESTRICTION}"
    thing = Thing(at, at + 1, Instrument.RESTRICTION, False, False)
    yield Tie(agent, 3.5, "is the subject"), thing, Instrument.RESTRICTION, stage, why


def _decided_for_all(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Lorries will have to stay below 60 km/h, the ministry announced": a rule told by who decided on it."""
    low = words.low
    told = None
    if not DECIDING.isdisjoint(words.present) and any(agent.level >= ROLE for agent in roles.scene.agents):
        told = _duty(low, 1, min(words.size, LONGEST_SUBJECT + 4))
    if told is None or told[2] == "leave":
        return
    at, end, kind = told
    if not _of_many(low, at):
        return
    for agent in roles.scene.agents:
        verb = agent.last + (low[agent.last : agent.last + 1] in (("has",), ("have",)))
        said = low[verb] if verb < words.size else ""
        if agent.level < ROLE or agent.owns or agent.first <= end or said not in DECIDING:
            continue
        court = any(word in f"{agent.name} {agent.head}".lower() for word in ("court", "tribunal", "judge"))
        if court or low[max(0, agent.first - 2) : agent.first].count(",") == 0 or not NOT_RULES.isdisjoint(low[:at]):
            continue
        form = Instrument.RESTRICTION if kind == "ban" else Instrument.REGULATION
        if low[end] == "pay":
            form = Instrument.TAX
        planned = low[at] in ("will", "would", "are", "is") and said in SAID
        behind = low[verb + 1 : verb + 7]
        written = said in SAID and behind[:1] == ("in",) and not LETTERS.isdisjoint(behind)
        if not planned and not written and said not in SURELY:
            continue
        stage = Stage.ANNOUNCED if planned else Stage.ADOPTED
        why = (
            f"accepted because: {' '.join(low[at:end])} ({stage}) + {said} by {words.text_of(agent.first, agent.last)}"
        )
        yield Tie(agent, 3.5, "decides"), Thing(at, end, form, False, False), form, stage, why
        return
