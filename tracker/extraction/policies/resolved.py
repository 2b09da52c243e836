"""What an authority decides whatever it is: "decided to buy coal", "voted 28 to 14 to make the day a holiday".

Asked where no act of the list is told. That somebody decides it is the act; the verb behind tells only its form.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.foretold import Nominal
from tracker.extraction.policies.moods import PLAIN_ADVERBS, Mood
from tracker.extraction.policies.roles import Roles, Tie
from tracker.extraction.policies.stages import LEGISLATURES
from tracker.extraction.policies.verb_groups import Group
from tracker.extraction.policies.words import ROLE, STATE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

DECIDING = word_set("decided decides voted votes resolved agreed opted")
ANNOUNCING = word_set("announced announces")
AHEAD = word_set("will would")
ITSELF = word_set("it they he she government ministry country state city council")
NO_DECISIONS = word_set(
    "be have do see get go come stay remain keep meet attend visit discuss talk speak hold host convene gather "
    "continue appeal wait await resign run stand step send ask call urge consider study look examine review explore "
    "assess evaluate monitor watch follow listen hear debate recommend suggest advise condemn honour honor praise work "
    "cooperate co-operate collaborate strengthen deepen enhance improve focus seek strive try aim respond reply answer "
    "comment travel participate take join support back oppose welcome sue challenge fight contest complain name "
    "appoint elect nominate re-elect reelect reappoint dismiss fire replace announce unveil say tell decide vote agree "
    "adjourn postpone proceed press push intensify accelerate prioritise prioritize celebrate mark commemorate help "
    "assist share exchange explain inform use need want not never abstain lead think turn return seize bring"
)
RESTRICTING = word_set(
    "close shut stop end halt refuse deny limit restrict bar block expel deport slaughter cull evict disconnect curb"
)
ALLOWING = word_set("allow let permit admit legalise legalize exempt reopen")
PAYING = word_set("pay grant give allocate spend invest inject lend subsidise subsidize compensate reimburse donate")
UNDERTAKING = word_set(
    "build construct create set establish hire recruit train expand launch roll open plant distribute"
)
CHARGING = word_set("charge tax levy")
STOPS = word_set(". ; : that not")
REACH = 9
STRENGTH = 0.5
"""what a decision told only by its verb is less sure than one with an instrument"""


def resolved(roles: Roles, words: Words) -> Iterator[Nominal]:
    """The first decision of a sentence that an authority is told to take; none for what parties and firms decide."""
    if not DECIDING.isdisjoint(words.present):
        yield from _decided(roles, words)
    elif not ANNOUNCING.isdisjoint(words.present) and not AHEAD.isdisjoint(words.present):
        yield from _announced(roles, words)


def _decided(roles: Roles, words: Words) -> Iterator[Nominal]:
    low = words.low
    for at, tie in _deciders(roles, words, DECIDING):
        verb = _infinitive(low, at)
        if verb is None or tie.agent is None or tie.agent.level < STATE or low[verb] in NO_DECISIONS:
            continue
        chamber = low[at].startswith("vote") and _is_chamber(tie.agent)
        form = Instrument.LAW if chamber else _form(low[verb], Instrument.DECISION)
        yield _told(words, tie, verb, form, Stage.ADOPTED)
        return


def _announced(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "announced (that) it will hire 15,000 nurses": what an authority says that it will do itself."""
    low = words.low
    for at, tie in _deciders(roles, words, ANNOUNCING):
        ahead = next((i for i in range(at + 1, min(words.size - 1, at + REACH)) if low[i] in AHEAD), None)
        if ahead is None or tie.agent is None or tie.agent.level < ROLE or not _of_itself(roles, words, at, ahead):
            continue
        verb = _over_adverbs(low, ahead + 1)
        if low[verb] in NO_DECISIONS:
            continue
        yield _told(words, tie, verb, _form(low[verb], Instrument.DECISION), Stage.ANNOUNCED)
        return


def _deciders(roles: Roles, words: Words, verbs: frozenset[str]) -> Iterator[tuple[int, Tie]]:
    """Where one of some verbs tells a fact, with whose it is: no passive, no infinitive, nothing that only may be."""
    for at in (at for at, word in enumerate(words.low) if word in verbs):
        group = Group(words, at, roles.over)
        group.read()
        if group.mood is Mood.FACT and not (group.be or group.to or group.modal):
            yield at, roles.subject(group.first)


def _told(words: Words, tie: Tie, verb: int, form: Instrument, stage: Stage) -> Nominal:
    sure = Tie(tie.agent, tie.strength - STRENGTH, tie.how)
    who = words.text_of(tie.agent.first, tie.agent.last) if tie.agent else ""
    why = f"accepted because: {who} ({tie.how}) + is to {words.low[verb]} ({stage}) + a step of its own ({form})"
    return sure, Thing(verb, verb + 1, form, False, False), form, stage, why


def _infinitive(low: tuple[str, ...], at: int) -> int | None:
    """The verb that "decided to", "voted on Tuesday, 57 against 49, to" leads to."""
    for to in range(at + 1, min(len(low) - 1, at + REACH)):
        score = low[to - 1].isdigit() and low[to + 1].isdigit()
        if low[to] == "to" and not score:
            verb = _over_adverbs(low, to + 1)
            return verb if low[verb : verb + 1] and low[verb].isalpha() else None
        if low[to] in STOPS:
            return None
    return None


def _over_adverbs(low: tuple[str, ...], at: int) -> int:
    while at < len(low) - 1 and (low[at] in PLAIN_ADVERBS or (low[at].endswith("ly") and len(low[at]) > 4)):
        at += 1
    return at


def _of_itself(roles: Roles, words: Words, at: int, ahead: int) -> bool:
    """Whether the subject of what is announced is whoever announces it, or the country."""
    before = words.low[ahead - 1]
    agent = roles.over.get(ahead - 1)
    if agent is not None:
        return not agent.owns and agent.first > at
    return before in ITSELF


def _is_chamber(agent: Agent) -> bool:
    called = f"{agent.name} {agent.head}".lower()
    return any(word in called for word in LEGISLATURES)


def _form(verb: str, other: Instrument) -> Instrument:
    """What a decision is by its verb: to close is a restriction, to pay is funding."""
    if verb in RESTRICTING:
        return Instrument.RESTRICTION
    if verb in ALLOWING:
        return Instrument.AUTHORIZATION
    if verb in PAYING:
        return Instrument.FUNDING
    if verb in CHARGING:
        return Instrument.TAX
    return Instrument.PROGRAMME if verb in UNDERTAKING else other
