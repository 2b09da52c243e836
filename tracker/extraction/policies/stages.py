"""Which step an act reports: its own stage, its mood, and the words around the instrument ("draft", "bill")."""

from __future__ import annotations

from itertools import pairwise

from tracker.extraction.policies.dates import MONTHS
from tracker.extraction.policies.moods import Mood
from tracker.extraction.policies.things import DAYS, Deed
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Thing, Words, word_set
from tracker.model import Instrument, Stage

DRAFTS = frozenset(("draft", "drafts", "proposed", "proposal", "proposals", "preliminary", "exposure"))
CHANGING = frozenset(("amendment", "amendments"))
LEVELLING = word_set("bring raise lift cut lower reduce increase double halve slash trim hike triple")
PAYING = word_set("release distribute hand transfer send")
APPLICATIONS = word_set("proposals applications requests bids projects")
BROUGHT_IN = frozenset(("introduce", "table", "submit", "present", "file"))
DONE = {
    **dict.fromkeys(("publication", "adoption", "launch", "release", "approval", "signing", "issuance"), Stage.ADOPTED),
    **dict.fromkeys(("conclusion", "ratification", "imposition", "opening", "completion"), Stage.ADOPTED),
    "extension": Stage.EXTENDED,
    "suspension": Stage.SUSPENDED,
    "repeal": Stage.REPEALED,
    "lifting": Stage.REPEALED,
    "postponement": Stage.DELAYED,
    "delay": Stage.DELAYED,
    "withdrawal": Stage.REPEALED,
}
HANDING = word_set("give issue award hand grant receive")
LICENCES = word_set("licence license licences licenses permit permits")
LEVELLED = (Instrument.TAX, Instrument.PROGRAMME, Instrument.FUNDING)
DECIDED = word_set("decided agreed resolved signed gazetted")
MULTIPLYING = frozenset(("double", "triple", "halve", "quadruple"))
HOLDING = frozenset(("maintain", "retain", "continue"))
HELD = (Instrument.TAX, Instrument.RESTRICTION, Instrument.REGULATION, Instrument.LAW)
RATE_WORDS = word_set("rate rates")
LEVELS = word_set("rate rates wage cap limit ceiling tariff tariffs duty age price prices target threshold quota floor")
LEGISLATURES = ("parliament", "assembly", "senate", "house", "congress", "chamber", "diet", "duma", "bundestag")
IN_DRAFT = ("in", "draft")
BILLS = frozenset(("bill", "bills"))
MADE_PUBLIC = word_set(
    "notify "
    "issue publish release unveil present introduce circulate post table submit launch announce file outline detail"
)
PASSING = frozenset(("propose", "approve", "adopt", "endorse", "clear"))
PUT_BEFORE = frozenset(("introduce", "table", "submit", "present", "unveil", "publish", "announce", "launch", "file"))
COMMENT = frozenset(("comment", "comments", "feedback", "consultation", "opinions", "views", "input", "submissions"))
RECIPIENTS = word_set(
    "companies firms enterprises operators applicants developers banks carriers airlines producers exporters farmers "
    "startups projects households students families providers manufacturers consortium bidders vessels stations "
    "hospitals drivers importers carmakers retailers fintechs lenders traders miners growers skippers exchanges"
)
STAYS_WHEN_PLANNED = frozenset((Stage.DELAYED, Stage.EXTENDED, Stage.CONSULTATION, Stage.IN_FORCE))
TIMES = frozenset(("delay", "postpone", "extend", "suspend", "repeal"))


def stage_of(deed: Deed, words: Words, form: Instrument) -> Stage:
    """The stage that a deed reports of an instrument of this form."""
    act = deed.act
    stage = _announced(deed, words) or _of_a_draft(deed, words, form)
    if deed.act.begun and deed.thing is None and form is Instrument.RESTRICTION and stage is Stage.ADOPTED:
        return Stage.IMPLEMENTED
    if deed.own is not None:
        stage = _of_a_level(stage, act, deed.own, words.low)
        if stage is Stage.ADOPTED and form is Instrument.LAW and _half_way(words.low):
            stage = Stage.DRAFT
        if (
            stage is Stage.AMENDED
            and act.entry.stage is Stage.ADOPTED
            and form is Instrument.LAW
            and not _only_proposes(deed)
        ):
            stage = Stage.ADOPTED  # amendments that a chamber passes
    if (
        stage is Stage.ADOPTED
        and act.mood is Mood.FACT
        and act.perfect
        and form in HELD
        and _since_then(words.low, act)
    ):
        stage = Stage.IN_FORCE
    if act.mood is Mood.PROPOSED:
        return Stage.DRAFT
    if act.mood is Mood.PLANNED:
        # "will rise in March, they decided", "… according to a decree signed on Tuesday": it is settled
        return stage if not DECIDED.isdisjoint(words.low[act.last :]) else _planned(stage, act)
    return stage


def _half_way(low: tuple[str, ...]) -> bool:
    """Whether a bill has passed a reading that is not the last, or a committee: "passed at second reading"."""
    for at in range(2, len(low)):
        read = low[at] == "reading" and low[at - 1] == "second" and not {"final", "third"} & set(low[at - 4 : at])
        if (read and "passed" in low[:at]) or (low[at] == "committee" and low[at - 1] == "in"):
            return True
    return False


def _announced(deed: Deed, words: Words) -> Stage | None:
    """What is announced by its noun has been done: "announced the adoption of rules"."""
    act, thing = deed.act, deed.thing
    if act.entry.phrase != ("announce",) or act.mood is not Mood.FACT or thing is None:
        return None
    if thing.form is Instrument.DECISION and deed.direct:
        return Stage.ADOPTED
    return next((DONE[word] for word in words.low[act.last : thing.first] if word in DONE), None)


def _of_a_draft(deed: Deed, words: Words, form: Instrument) -> Stage:
    """The verb's stage, or an earlier or later one where a draft, a bill or many permits are its object."""
    act, thing, stage, low = deed.act, deed.own, deed.act.entry.stage, words.low
    verb = act.entry.phrase[0]
    if stage in (Stage.ADOPTED, Stage.ANNOUNCED, Stage.DRAFT) and _drafted(thing, low):
        if verb in MADE_PUBLIC or (verb in PASSING and _only_proposes(deed)):
            return Stage.CONSULTATION if any(word in COMMENT for word in low) else Stage.DRAFT
    elif verb == "table" and form in (Instrument.PLAN, Instrument.REPORT) and stage is Stage.DRAFT:
        return Stage.ADOPTED
    if (
        stage is Stage.ADOPTED
        and form is Instrument.FUNDING
        and verb in PAYING
        and thing is not None
        and _is_sum(thing, low)
    ):
        return Stage.IMPLEMENTED
    if stage is not Stage.ADOPTED:
        return stage
    bill = thing is not None and any(word in BILLS for word in low[thing.first : thing.last])
    if form is Instrument.LAW and verb in BROUGHT_IN and not _only_proposes(deed):
        return Stage.DRAFT  # what a chamber introduces it has still to pass
    if thing is not None and verb in MADE_PUBLIC and low[thing.first] == "consultation":
        stage = Stage.CONSULTATION  # "released a consultation paper": publishing it opens the consultation
    elif bill and (verb in PUT_BEFORE or (verb in PASSING and _of_a_cabinet(deed))):
        stage = Stage.DRAFT
    elif form is Instrument.AUTHORIZATION and (
        (verb in HANDING and _licensed(deed, low)) or _to_many(act, words, thing) or applied_for(thing, low)
    ):
        stage = Stage.IMPLEMENTED
    return stage


def _licensed(deed: Deed, low: tuple[str, ...]) -> bool:
    """Whether a licence or permit is handed over, which is done under rules that were there before."""
    thing = deed.own
    near = low[thing.first : thing.last] if thing is not None else deed.act.entry.phrase
    return not LICENCES.isdisjoint(near)


def applied_for(thing: Thing | None, low: tuple[str, ...]) -> bool:
    """Whether applications, and not what they are for, are decided on: "22 more proposals", "52 work plans"."""
    if thing is None:
        return False
    head = low[thing.last - 1]
    return head in APPLICATIONS or low[thing.first : thing.last] == ("work", "plans")


def _is_sum(thing: Thing, low: tuple[str, ...]) -> bool:
    return any(word[:1].isdigit() for word in low[thing.first : thing.last])


def _drafted(thing: Thing | None, low: tuple[str, ...]) -> bool:
    if thing is None:
        return False
    near = low[max(0, thing.first - 4) : thing.last]
    return any(word in DRAFTS for word in near) or low[thing.last : thing.last + 2] == IN_DRAFT


def _of_a_level(stage: Stage, act: Act, thing: Thing, low: tuple[str, ...]) -> Stage:
    """What a verb says of a rate, a levy or an act that is changed: "froze its rate", "lifted the cap to 5%"."""
    verb = act.entry.phrase[0]
    if low[thing.last - 1] in RATE_WORDS and (verb in HOLDING or (stage is Stage.SUSPENDED and verb == "freeze")):
        return Stage.ADOPTED
    if verb == "lift" and _to_a_level(low, act, thing):
        stage = Stage.ADOPTED
    changing = any(word in CHANGING for word in low[thing.first : thing.last])
    levelled = verb in LEVELLING and thing.form in LEVELLED and (verb in MULTIPLYING or _of_known(low, thing))
    return Stage.AMENDED if stage is Stage.ADOPTED and (changing or levelled) else stage


def _to_a_level(low: tuple[str, ...], act: Act, thing: Thing) -> bool:
    """Whether something is raised and not done away with: "lifted the rate to 5%", "by a quarter point"."""
    for at in range(max(thing.last, act.last), min(len(low) - 1, thing.last + 9)):
        if low[at] in ("to", "by") and (low[at + 1][:1].isdigit() or low[at + 1] in ("a", "half", "another")):
            return True
    return thing.form is Instrument.DECISION and low[thing.last - 1] in LEVELS


def _of_known(low: tuple[str, ...], thing: Thing | None) -> bool:
    """Whether a levy is one that was there before: "its tariff … from 39%"."""
    if thing is None:
        return False
    rest = low[thing.last : thing.last + 14]
    return any(a == "from" and b[:1].isdigit() for a, b in pairwise(rest)) or (
        "to" in rest and not {"its", "their", "the"}.isdisjoint(low[max(0, thing.first - 3) : thing.first])
    )


def _since_then(low: tuple[str, ...], act: Act) -> bool:
    """ "has slapped a duty … since November 1": what was done then holds now."""
    for at in range(act.last, len(low) - 1):
        if low[at] == "since":
            return low[at + 1] in MONTHS or low[at + 1][:1].isdigit() or low[at + 1] in DAYS
    return False


def _of_a_cabinet(deed: Deed) -> bool:
    agent = deed.tie.agent
    called = f"{agent.name} {agent.head}".lower() if agent else ""
    return "cabinet" in called or "council of ministers" in called


def _only_proposes(deed: Deed) -> bool:
    """Whether a draft that this authority adopts has still to go to a parliament."""
    agent = deed.tie.agent
    called = f"{agent.name} {agent.head}".lower() if agent else ""
    return not any(word in called for word in LEGISLATURES)


def _planned(stage: Stage, act: Act) -> Stage:
    if stage is Stage.IN_FORCE and act.entry.intransitive:
        return Stage.ADOPTED
    return stage if stage in STAYS_WHEN_PLANNED or stage is Stage.DRAFT else Stage.ANNOUNCED


def _to_many(act: Act, words: Words, thing: Thing | None) -> bool:
    """Whether permits go to applicants under a scheme: plural permits, or companies that are let in."""
    if thing is not None and thing.plural and thing.form is Instrument.AUTHORIZATION:
        return True
    near = words.low[max(0, act.first - 12) : min(words.size, act.last + 9)]
    return any(word in RECIPIENTS for word in near)
