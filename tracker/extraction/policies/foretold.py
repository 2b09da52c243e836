"""What an authority says will be, or not yet: "will start a year late, the ministry conceded", "draft rules would ban".

Each finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.dates import MONTHS
from tracker.extraction.policies.roles import Roles, Tie, level_strength
from tracker.extraction.policies.standing import DAYS, NOT_RULES
from tracker.extraction.policies.words import ROLE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
TELLING = word_set(
    "said says announced announces confirmed confirms promised promises pledged conceded concedes admitted admits "
    "decided ruled decreed reminded reminds stated states declared vowed let made told explained assured "
    "warned warns known"
)
AHEAD = word_set("will shall is are would")
STARTING = word_set("start begin apply open launch come go take become enter kick commence run be")
DATES = word_set("in on from at until before this next by year month spring summer autumn winter week half")
LATER = word_set("late later")
TIMES = word_set("year years month months week weeks day days quarter semester season")
COMING = word_set("follow come appear arrive emerge")
OUT_SOON = word_set("ready out published issued released presented unveiled tabled drafted written drawn prepared")
GETTING = word_set("get have receive")
CHARGED = word_set("bear carry attract face incur")
PAPERS = (
    Instrument.PLAN,
    Instrument.GUIDELINE,
    Instrument.STANDARD,
    Instrument.LAW,
    Instrument.REGULATION,
    Instrument.PROGRAMME,
    Instrument.RESTRICTION,
)
STARTED = (*PAPERS, Instrument.TAX, Instrument.FUNDING, Instrument.AGREEMENT)
DRAFTED = word_set("draft drafts proposed")
IDLE = word_set("be like still also probably hardly not never cost help")
"""what behind "would" tells nothing that a draft lays down"""
REACH = 12
STRENGTH = 3.6
LATE = 0.6
"""what the new date tells more surely than that something was decided"""


def foretold(roles: Roles, words: Words) -> Iterator[Nominal]:
    """Every step that the sentence tells so; at most one of each kind."""
    if AHEAD.isdisjoint(words.present) or not roles.scene.agents:
        return
    if "would" in words.present:
        yield from _drafts_would(roles, words)
    clause = None if TELLING.isdisjoint(words.present) else _told_clause(roles, words)
    if clause is None or not NOT_RULES.isdisjoint(words.low[clause[1] : clause[2]]):
        return
    agent, first, last = clause
    at = next((i for i in range(first, last - 1) if words.low[i] in AHEAD), None)
    if at is not None:
        yield from _late(roles, words, agent, (first, at, last))
        yield from _to_come(roles, words, agent, (first, at, last))


def _told_clause(roles: Roles, words: Words) -> tuple[Agent, int, int] | None:
    """Who tells, and the words [first, last) of what is told: before ", the ministry said", or behind "said that"."""
    low = words.low
    for agent in roles.scene.agents:
        verb = agent.last + 2 if low[agent.last : agent.last + 1] in (("in",), ("at",)) else agent.last
        verb += low[verb : verb + 1] in (("has",), ("have",))
        if agent.level < ROLE or agent.owns or verb >= words.size or low[verb] not in TELLING:
            continue
        lead = max((i for i in range(max(0, agent.first - 5), agent.first) if low[i] == ","), default=0)
        if lead:
            return agent, 0, lead
        if agent.first <= 2:
            return agent, verb + 1, words.size
    return None


def _late(roles: Roles, words: Words, agent: Agent, clause: tuple[int, int, int]) -> Iterator[Nominal]:
    """ "will start in April and not this year", "will not begin in June but in 2027", "will be a year late"."""
    first, at, last = clause
    low = words.low
    if not _is_late(low, at, last):
        return
    due = at if low[at + 2 : at + 4] != ("have", "to") else last
    thing = next((t for t in roles.scene.things if first <= t.first and t.last <= due and t.form in STARTED), None)
    form = thing.form if thing is not None else Instrument.PROGRAMME
    what = thing or Thing(first, max(first + 1, at), form, False, False)
    why = f"accepted because: {words.text_of(at, at + 2)} … later ({Stage.DELAYED}) + {form}"
    tie = Tie(agent, level_strength(agent) + LATE, "tells of it")
    yield tie, what, form, Stage.DELAYED, why


def _is_late(low: tuple[str, ...], at: int, last: int) -> bool:
    """Whether words [at, last) say that something begins later than it was to."""
    if low[0] == "not" and low[1] in ("before", "until") and any(word[:1].isdigit() for word in low[2:at]):
        return True
    for i in range(at + 1, last):
        if low[i] in LATER and low[i - 1] in TIMES:
            return True
        denied = low[i] == "not" and i + 1 < last
        if denied and i <= at + 1 and low[i + 1 : i + 3] == ("have", "to"):
            return any(low[j] in ("until", "before") for j in range(i + 3, last - 1))
        if denied and i <= at + 1 and low[i + 1] in STARTING:
            return any(low[j] == "but" and low[j + 1] in DATES for j in range(i + 2, last - 1))
        dated = denied and (low[i + 1] in DATES or low[i + 1] in MONTHS or low[i + 1] in DAYS)
        if dated and i > at + 1 and not STARTING.isdisjoint(low[at + 1 : i]):
            return any(word[:1].isdigit() for word in low[at + 1 : i]) and not any(w.isdigit() for w in low[i:last])
    return False


def _to_come(roles: Roles, words: Words, agent: Agent, clause: tuple[int, int, int]) -> Iterator[Nominal]:
    """ "A plan will follow in March", "is to get a tram plan by autumn", "will bear a duty of 15 per cent"."""
    first, at, last = clause
    low = words.low
    verb = at + 1 + (low[at + 1] == "to")
    if verb >= last or (low[at] in ("is", "are") and low[at + 1] != "to"):
        return
    things = roles.scene.things
    if low[verb] in COMING or (low[verb] == "be" and low[verb + 1] in OUT_SOON):
        thing = next((t for t in things if first <= t.first and t.last <= at and t.form in PAPERS), None)
    elif low[verb] in GETTING:
        thing = next((t for t in things if verb < t.first <= verb + 5 and t.form in PAPERS), None)
    elif low[verb] in CHARGED:
        thing = next((t for t in things if verb < t.first <= verb + 5 and t.form is Instrument.TAX), None)
        thing = thing if any(word[:1].isdigit() for word in low[verb:last]) else None
    else:
        return
    if thing is None:
        return
    why = f"accepted because: {words.text_of(thing.first, thing.last)} ({thing.form}) + {low[verb]} ({Stage.ANNOUNCED})"
    yield Tie(agent, STRENGTH, "tells of it"), thing, thing.form, Stage.ANNOUNCED, why


def _drafts_would(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Draft regulations of the department would ban …": a draft told by what it would do, and whose it is."""
    low = words.low
    for thing in roles.scene.things:
        drafted = not DRAFTED.isdisjoint(low[max(0, thing.first - 3) : thing.last])
        if not drafted or thing.first > REACH or thing.form is Instrument.REPORT:
            continue
        at = next((i for i in range(thing.last, min(words.size - 1, thing.last + REACH)) if low[i] == "would"), None)
        if at is None or low[at + 1] in IDLE or not NOT_RULES.isdisjoint(low[:at]):
            continue
        tie = next((t for t in (roles.source(thing.last), roles.owner(thing)) if t.agent), None)
        if tie is None:
            continue
        why = f"accepted because: {words.text_of(thing.first, thing.last)} ({thing.form}) + would ({Stage.DRAFT})"
        yield tie, thing, thing.form, Stage.DRAFT, why
        return
