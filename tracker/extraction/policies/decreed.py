"""What a paper itself does, and what is so by order of somebody: "a decree of 3 May abolishes", "on the orders of".

Each finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.dates import MONTHS
from tracker.extraction.policies.lexicon import GERUND
from tracker.extraction.policies.moods import Mood
from tracker.extraction.policies.roles import NO_TIE, Roles, Tie
from tracker.extraction.policies.standing import NOT_RULES, STATED, begins_on_a_day, of_a_firm
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import ROLE, STATE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
PAPERS = word_set("decree order resolution ordinance proclamation edict regulation law act amendment directive bylaw")
ISSUED = word_set("signed published issued read dated gazetted adopted passed approved released promulgated enacted")
NEWS = word_set("a an new")
CHANGES = (Stage.REPEALED, Stage.SUSPENDED, Stage.EXTENDED, Stage.AMENDED, Stage.DELAYED)
LEVELLING = word_set("double raise cut lower increase reduce halve triple lift")
ORDERS = {
    **dict.fromkeys(("decision", "ruling", "judgment", "judgement", "verdict"), Instrument.DECISION),
    **dict.fromkeys(("order", "orders", "instruction", "instructions", "decree", "directive"), Instrument.REGULATION),
}
MEANS = word_set(
    "means forces obliges lets allows requires forbids bars gives ends spares compels opens clears paves frees leaves "
    "raises cuts lowers caps"
)
NOT_THEN = word_set("if would could might last earlier previous before awaits pending until not whether")
LIMITS = (Instrument.RESTRICTION, Instrument.AUTHORIZATION, Instrument.TAX, Instrument.FUNDING)
LEADS = word_set("on by under after following upon at")
MARKET = word_set("shares share stock stocks bonds bond futures index yields traders analysts investors profit")
CAN_BE_IN_FORCE = (
    Instrument.LAW,
    Instrument.REGULATION,
    Instrument.TAX,
    Instrument.RESTRICTION,
    Instrument.STANDARD,
    Instrument.AGREEMENT,
    Instrument.GUIDELINE,
)
SINCE = word_set("since from as")
BEGUN = word_set("commenced entered taken come become gone")
HOLDING = word_set("applies apply holds hold")
REACH = 12
OPENING = 5
STRENGTH = 3.5


def decreed(roles: Roles, words: Words) -> Iterator[Nominal]:
    """Every step that the sentence tells so; at most one of each kind."""
    if not roles.scene.things:
        return
    low, present = words.low, words.present
    if low[0] in ("if", "unless", "when"):
        return
    if not PAPERS.isdisjoint(low[: OPENING + 2]):
        yield from _paper_acts(roles, words)
    if not ORDERS.keys().isdisjoint(present):
        yield from _by_order(roles, words)
        yield from _its_decision(roles, words)
    if "force" in present or "effect" in present or "having" in present:
        yield from _in_force(roles, words)
    if low[0] == "gone":
        yield from _gone(roles, words)
    if "new" in present or not HOLDING.isdisjoint(present):
        yield from _from_a_day(roles, words)


def _paper_acts(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "A presidential decree of 24 March abolishes the ceiling", "a decree signed on Friday takes back the permit"."""
    low = words.low
    paper = next((t for t in roles.scene.things if t.first <= OPENING and low[t.last - 1] in PAPERS), None)
    act = next((a for a in roles.scene.acts if paper and a.first >= paper.last and a.finite), None)
    if paper is None or act is None or paper.plural or not _fits(words, paper, act):
        return
    thing = next((t for t in roles.scene.things if act.at < t.first <= act.last + OPENING), None)
    form = (thing.form if thing is not None else None) or act.entry.form or paper.form
    form = paper.form if paper.form is Instrument.LAW else form
    stage = act.entry.stage
    if stage not in CHANGES:
        changed = act.entry.phrase[0] in LEVELLING and thing is not None
        stage = Stage.AMENDED if changed else Stage.ADOPTED
    tie = next((t for t in (roles.source(paper.last), roles.owner(paper), roles.sayer()) if t.agent), STATED)
    what = words.text_of(paper.first, paper.last)
    why = f"accepted because: {what} + {act.phrase} ({stage}) + {form}"
    yield Tie(tie.agent, STRENGTH, "is laid down by it"), thing or paper, form, stage, why


def _fits(words: Words, paper: Thing, act: Act) -> bool:
    """Whether the paper is news and the verb its own: a date, "signed on Friday" or whose it is stands between them."""
    low = words.low
    between, before = low[paper.last : act.first], low[: paper.first]
    if act.mood is not Mood.FACT or act.impersonal or act.form == GERUND or not act.entry.phrase:
        return False
    forbids = act.entry.form is not None and "new" in before and between[:1] in (("in",), ("of",), ("from",))
    dated = between[:1] in (("of",), ("dated",)) and any(word in MONTHS for word in between)
    forbids = forbids or (act.entry.form is not None and not act.entry.weak and dated)
    if act.entry.stage not in CHANGES and act.entry.phrase[0] not in LEVELLING and not forbids:
        return False
    if before and before[0] not in ("a", "an", "the") and not words.capital(0):
        return False
    made = between[:1] != () and between[0] in ISSUED
    bare = not between or between[:1] in (("of",), ("by",), ("from",))
    return len(between) <= REACH and (forbids or dated or made or (bare and not NEWS.isdisjoint(before)))


def _by_order(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Night flights stop, on the orders of the ministry", "… pay 8 percent more, following a decision of Nersa"."""
    low = words.low
    for at in range(4, words.size - 2):
        if low[at] not in ORDERS or low[at + 1] not in ("of", "by", "from"):
            continue
        lead = at - 1 - (low[at - 1] in ("a", "an", "the"))
        agent = roles.agent_from(at + 2)
        if low[lead] not in LEADS or low[lead - 1] != "," or agent is None or agent.level < ROLE:
            continue
        if not (NOT_RULES | MARKET).isdisjoint(low[:lead]):
            return
        court = any(word in f"{agent.name} {agent.head}".lower() for word in ("court", "tribunal", "commission"))
        form = Instrument.DECISION if court else ORDERS[low[at]]
        done = next((a for a in roles.scene.acts if a.passive and a.finite and a.last <= lead), None)
        stage = done.entry.stage if done is not None and done.mood is Mood.FACT else Stage.ADOPTED
        if done is not None and not court and done.entry.form in LIMITS:
            form, stage = done.entry.form, stage if done.entry.stage in CHANGES else Stage.ADOPTED
        why = f"accepted because: {words.text_of(lead, at + 2)} + {agent.name or agent.head} ({stage}) + {form}"
        yield (
            Tie(agent, STRENGTH + (0.7 if done else 0.0), "orders it"),
            Thing(at, at + 1, form, False, False),
            form,
            stage,
            why,
        )
        return


def _its_decision(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Ofgem's decision on Monday means that …", "the Commission's ruling forces Apple to open its store"."""
    for thing in roles.scene.things:
        owner = roles.over.get(thing.first - 1)
        if (
            owner is None
            or not owner.owns
            or owner.level < ROLE
            or thing.plural
            or words.low[thing.last - 1] not in ORDERS
        ):
            continue
        at = next((i for i in range(thing.last, min(words.size, thing.last + 7)) if words.low[i] in MEANS), None)
        if at is None or not NOT_THEN.isdisjoint(words.low[max(0, owner.first - 3) : at]):
            continue
        why = f"accepted because: {owner.name or owner.head} + {words.text_of(thing.first, at + 1)} ({Stage.ADOPTED})"
        yield Tie(owner, STRENGTH, "whose it is"), thing, ORDERS[words.low[thing.last - 1]], Stage.ADOPTED, why
        return


def _in_force(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "In force since 1 May: the agreement", "with the entry into force of the act", "the rules having commenced"."""
    thing = next((t for t in roles.scene.things if t.form in CAN_BE_IN_FORCE and _begins(words, t)), None)
    if thing is None:
        return
    what = words.text_of(thing.first, thing.last)
    why = f"accepted because: {what} ({thing.form}) + in force ({Stage.IN_FORCE})"
    yield _whose(roles, thing), thing, thing.form, Stage.IN_FORCE, why


def _begins(words: Words, thing: Thing) -> bool:
    low = words.low
    if low[thing.last : thing.last + 1] == ("having",) and not BEGUN.isdisjoint(low[thing.last + 1 : thing.last + 3]):
        return True
    if low[0] == "in" and low[1] in ("force", "effect") and low[2:3] in (("since",), ("from",), ("as",)):
        colon = next((i for i in range(3, min(words.size, REACH)) if low[i] in (":", ",")), None)
        return colon is not None and colon < thing.first <= colon + OPENING
    for at in range(thing.last, min(words.size - 3, thing.last + OPENING)):
        if low[at] == "," and low[at + 1] == "in" and low[at + 2] in ("force", "effect") and low[at + 3] in SINCE:
            return True
    entry = ("into", "force", "of")
    for at in range(max(1, thing.first - REACH), thing.first - 2):
        if low[at] in ("entry", "coming") and low[at + 1 : at + 4] == entry:
            return "with" in low[max(0, at - 2) : at] and "," not in low[at : thing.first]
    return False


def _whose(roles: Roles, thing: Thing) -> Tie:
    """Whose the instrument is, or the place where it holds."""
    tie = next((t for t in (roles.owner(thing), roles.source(thing.last), roles.sayer()) if t.agent), NO_TIE)
    if tie.agent is not None:
        return Tie(tie.agent, STRENGTH, tie.how)
    return Tie(_place(roles), STATED.strength, "is where it holds")


def _place(roles: Roles) -> Agent | None:
    """The country that the sentence names, which is where a rule holds and not who made it."""
    return next((a for a in roles.scene.agents if a.level == STATE and a.jurisdiction and not a.name), None)


def _gone(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Gone with the governor's signature is the register": what is gone stands behind the verb."""
    low = words.low
    at = next((i for i in range(2, min(words.size, REACH)) if low[i] in ("is", "are")), None)
    thing = next((t for t in roles.scene.things if at is not None and at < t.first <= at + OPENING), None)
    if thing is None:
        return
    owner = roles.owner(thing)
    agent = owner.agent or next((a for a in roles.scene.agents if a.level >= ROLE or a.jurisdiction), None)
    why = f"accepted because: gone ({Stage.REPEALED}) + {words.text_of(thing.first, thing.last)} ({thing.form})"
    yield Tie(agent, STRENGTH, "is told with it"), thing, thing.form, Stage.REPEALED, why


def _from_a_day(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Since Friday oil leaves port under the new levy", "as of Monday the national standard for seed applies"."""
    low = words.low
    thing = next((t for t in roles.scene.things if t.form in CAN_BE_IN_FORCE and _holds_now(words, t)), None)
    if thing is None or not NOT_RULES.isdisjoint(low) or not begins_on_a_day(words) or of_a_firm(words):
        return
    what = words.text_of(thing.first, thing.last)
    why = f"accepted because: {what} ({thing.form}) + since a day ({Stage.IN_FORCE})"
    yield _whose(roles, thing), thing, thing.form, Stage.IN_FORCE, why


def _holds_now(words: Words, thing: Thing) -> bool:
    low = words.low
    new = low[thing.first - 1] in ("new", "revised", "amended") and low[thing.first - 3 : thing.first - 2] == ("under",)
    later = low[0] == "from" and low[1] not in ("today", "now", "yesterday")
    return new or (not later and any(word in HOLDING for word in low[thing.last : thing.last + REACH]))
