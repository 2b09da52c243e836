"""Bills told by the way they go: "had its second reading in the Commons", "now goes to the president".

Each finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.roles import Roles, Tie
from tracker.extraction.policies.stages import LEGISLATURES
from tracker.extraction.policies.words import ROLE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
LAST_READINGS = word_set("third final last")
READINGS = LAST_READINGS | word_set("first second 1st 2nd 3rd fourth")
THROUGH = word_set(
    "had has passed passes received receives got gets won wins given cleared clears went goes gone through completed "
    "completes survived undergone begun began reached"
)
GOING = word_set("goes went go moves moved heads headed passes returns returned sent passed gone referred forwarded")
HANDED_ON = word_set("sent submitted forwarded")
"""what tells that somebody else than the chamber has let the bill go"""
LYING = word_set("is sits lies remains stands are now")
BEFORE = word_set("before in with")
SIGNING = word_set("president king queen governor sultan emir governor-general monarch signature assent")
CABINETS = ("cabinet", "government", "council of ministers")
COMMITTEES = word_set("committee committees committee-stage conciliation")
CHAMBERS = (
    *LEGISLATURES,
    "legislature",
    "commons",
    "lords",
    "sabha",
    "knesset",
    "sejm",
    "riksdag",
    "folketing",
    "storting",
    "cortes",
)
UNDONE = word_set("not never no if could might would should may expected failed fails likely must before wants urged")
BILLS = word_set("bill bills act acts law laws budget reform amendment amendments legislation")
BREAKS = word_set("; : . ? that which who whose")
DONE = word_set("went moved headed sent passed gone returned referred forwarded now")
NAMELESS = Tie(None, 4.0, "goes its way")


def bills_on_their_way(roles: Roles, words: Words) -> Iterator[Nominal]:
    """Every step of a bill that is told without anybody who takes it; at most one of a sentence."""
    for thing in roles.scene.things:
        if not _is_bill(thing, words) or any(words.low[thing.last - 1] == word for word in ("reforms",)):
            continue
        found = _read(roles, words, thing) or _moved(roles, words, thing)
        if found is not None:
            stage, agent, what = found
            tie = Tie(agent, 3.5, "has it") if agent is not None else NAMELESS
            noun = words.text_of(thing.first, thing.last)
            why = f"accepted because: {noun} ({Instrument.LAW}) + {what} ({stage})"
            yield tie, thing, Instrument.LAW, stage, why
            return


def _is_bill(thing: Thing, words: Words) -> bool:
    return not BILLS.isdisjoint(words.low[thing.first : thing.last]) and thing.form in (
        Instrument.LAW,
        Instrument.TAX,
        Instrument.PLAN,
        Instrument.FUNDING,
    )


def _read(roles: Roles, words: Words, thing: Thing) -> tuple[Stage, Agent | None, str] | None:
    """ "… went through second reading in the House": a reading of the bill before it in the clause."""
    low = words.low
    for at in range(thing.last + 1, min(words.size, thing.last + 18)):
        if low[at] in BREAKS:
            return None
        if low[at] != "reading" or READINGS.isdisjoint(low[at - 2 : at]):
            continue
        between = low[thing.last : at]
        if THROUGH.isdisjoint(between) or not UNDONE.isdisjoint(between):
            return None
        last = not LAST_READINGS.isdisjoint(low[at - 2 : at])
        return (Stage.ADOPTED if last else Stage.DRAFT), _chamber(roles, at, 12), f"{low[at - 1]} reading"
    return None


def _moved(roles: Roles, words: Words, thing: Thing) -> tuple[Stage, Agent | None, str] | None:
    """ "… goes to the Diet", "… was sent to the president for signature", "… is before the Health Committee"."""
    low = words.low
    for at in range(thing.last, min(words.size - 2, thing.last + 12)):
        if low[at] in BREAKS or low[at] in UNDONE:
            return None
        going = low[at] in GOING and low[at + 1] == "to"
        lying = low[at] in LYING and low[at + 1] in BEFORE
        if not going and not lying:
            continue
        ahead = low[at + 2 : at + 7]
        chamber = _chamber(roles, at + 1, 5)
        if going and not SIGNING.isdisjoint(ahead):
            return Stage.ADOPTED, None, f"{low[at]} to be signed"
        if chamber is None and COMMITTEES.isdisjoint(ahead):
            return None
        done = lying or not DONE.isdisjoint(low[thing.last : at + 1])
        sender = _sender(roles) or (None if low[at] in HANDED_ON else chamber)
        return (Stage.DRAFT if done else Stage.ANNOUNCED), sender if done else None, f"{low[at]} {low[at + 1]}"
    return None


def _sender(roles: Roles) -> Agent | None:
    """The cabinet that has let a bill go: "… after the cabinet had signed off"."""
    return next((a for a in roles.scene.agents if a.level >= ROLE and a.head in CABINETS and not a.owns), None)


def _chamber(roles: Roles, at: int, reach: int) -> Agent | None:
    """The parliament or chamber named within `reach` words behind word `at`."""
    for i in range(at + 1, min(roles.words.size, at + 1 + reach)):
        agent = roles.over.get(i)
        if agent is not None and agent.level >= ROLE:
            called = f"{agent.name} {agent.head}".lower()
            return agent if any(name in called for name in CHAMBERS) else None
    return None
