"""Steps told back to front: "Signed on Friday: a pact", "Green light from the regulator for …", "On the table: a bill".

Each finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.lexicon import PARTICIPLE, PAST
from tracker.extraction.policies.moods import Mood
from tracker.extraction.policies.roles import Roles, Tie, level_strength
from tracker.extraction.policies.standing import NOT_RULES
from tracker.extraction.policies.words import ROLE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
LYING: dict[tuple[str, ...], Stage] = {
    **dict.fromkeys(
        (("on", "the", "table"), ("in", "the", "works"), ("in", "the", "pipeline"), ("under", "preparation")),
        Stage.DRAFT,
    ),
    **dict.fromkeys((("in", "preparation"), ("in", "the", "making"), ("before", "the")), Stage.DRAFT),
    **dict.fromkeys((("out", "for"), ("up", "for"), ("open", "for")), Stage.CONSULTATION),
    **dict.fromkeys((("under", "way"), ("underway",)), Stage.ADOPTED),
}
"""how a sentence may open that tells behind a colon what lies there, and the stage of it"""
COMMENT = word_set("comment comments consultation discussion debate feedback")
MARKS = word_set(": – —")
CAME = word_set("came come comes went goes entered is are")
CAN_BE_IN_FORCE = (
    Instrument.LAW,
    Instrument.REGULATION,
    Instrument.TAX,
    Instrument.RESTRICTION,
    Instrument.STANDARD,
    Instrument.AGREEMENT,
)
GIVERS = word_set("from by")
HAD = word_set("had has have")
REACH = 18
BEHIND = 7
STRENGTH = 3.5


def inverted(roles: Roles, words: Words) -> Iterator[Nominal]:
    """Every step that the sentence tells so; at most one of each kind."""
    if not roles.scene.things or not NOT_RULES.isdisjoint(words.low[:3]):
        return
    if not MARKS.isdisjoint(words.low[:REACH]):
        yield from _done_to(roles, words)
        yield from _lies_there(roles, words)
    if roles.scene.things[0].first <= 1:
        yield from _granted(roles, words)
    if words.low[0] in ("into", "in") and words.low[1] in ("force", "effect"):
        yield from _in_force(roles, words)
    if not HAD.isdisjoint(words.present):
        yield from _had_it_done(roles, words)


def _behind_mark(roles: Roles, words: Words) -> Thing | None:
    """The instrument that stands right behind the first colon or dash."""
    mark = next(i for i in range(min(words.size, REACH)) if words.low[i] in MARKS)
    return next((t for t in roles.scene.things if mark < t.first <= mark + BEHIND), None)


def _whose(roles: Roles, thing: Thing) -> Tie | None:
    """The authority that the sentence names, or whose the instrument is; else the country."""
    named = next((a for a in roles.scene.agents if a.level >= ROLE), None)
    place = next((a for a in roles.scene.agents if a.jurisdiction), None)
    agent = roles.by(0).agent or roles.owner(thing).agent or named or place
    if agent is None:
        return Tie(None, STRENGTH, "is told to be done") if thing.public else None
    return Tie(agent, max(level_strength(agent) - 0.5, STRENGTH), "is named with it")


def _done_to(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Signed on Friday in Hanoi: a customs agreement", "Struck from the books in Oslo: the duty on chocolate"."""
    act = next((a for a in roles.scene.acts if a.at == 0 and a.form in (PAST, PARTICIPLE)), None)
    if act is None or act.mood is not Mood.FACT:
        return
    thing = _behind_mark(roles, words)
    tie = _whose(roles, thing) if thing is not None else None
    if thing is None or tie is None or thing.form is Instrument.REPORT:
        return
    stage = act.entry.stage
    what = words.text_of(thing.first, thing.last)
    why = f"accepted because: {words.low[0]} ({stage}) in front of {what} ({thing.form})"
    yield tie, thing, thing.form, stage, why


def _lies_there(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "On the table of the cabinet since Monday: a bill", "Under preparation at the agency: a regulation"."""
    low = words.low
    stage = next((LYING[low[:size]] for size in (3, 2, 1) if low[:size] in LYING), None)
    thing = _behind_mark(roles, words) if stage is not None else None
    if thing is None or stage is None or (stage is Stage.CONSULTATION and low[2] not in COMMENT):
        return
    if low[:2] == ("before", "the") and thing.form is not Instrument.LAW:
        return
    tie = _whose(roles, thing)
    if tie is not None and tie.agent is not None:
        why = (
            f"accepted because: {' '.join(low[:2])} ({stage}) + {words.text_of(thing.first, thing.last)} ({thing.form})"
        )
        yield tie, thing, thing.form, stage, why


def _in_force(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Into force on Sunday came Chile's law on neural data", "In force since May: the levy on parcels"."""
    verb = next(
        (at for at in range(2, min(words.size, REACH)) if words.low[at] in CAME or words.low[at] in MARKS), None
    )
    thing = next((t for t in roles.scene.things if verb is not None and verb < t.first <= verb + BEHIND), None)
    tie = _whose(roles, thing) if thing is not None else None
    if thing is None or tie is None or thing.form not in CAN_BE_IN_FORCE:
        return
    why = f"accepted because: {words.low[0]} {words.low[1]} ({Stage.IN_FORCE}) in front of {thing.form}"
    yield tie, thing, thing.form, Stage.IN_FORCE, why


def _granted(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Green light from the regulator for the second cable", "Go-ahead for a mine by the ministry"."""
    thing, low = roles.scene.things[0], words.low
    if thing.form is not Instrument.AUTHORIZATION or thing.plural or thing.last >= words.size:
        return
    if low[thing.last] not in ("from", "by", "for", "of"):
        return
    for at in range(thing.last, min(words.size - 1, thing.last + REACH)):
        agent = roles.agent_from(at + 1) if low[at] in GIVERS else None
        if agent is not None and agent.level >= ROLE:
            why = f"accepted because: {words.text_of(thing.first, thing.last)} {low[at]} {agent.name or agent.head}"
            yield Tie(agent, level_strength(agent), "gives it"), thing, thing.form, Stage.ADOPTED, why
            return
        if at in roles.verbs:
            return


def _had_it_done(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "The ministry had the tender for the refinery cancelled": who has something done to an instrument does it."""
    low = words.low
    for act in roles.scene.acts:
        if act.form not in (PAST, PARTICIPLE) or act.mood is not Mood.FACT or act.first < act.at or act.entry.weak:
            continue
        thing = next((t for t in roles.scene.things if act.first - BEHIND <= t.first and t.last <= act.first), None)
        had = next((i for i in range(act.first - 1, max(0, act.first - BEHIND - 4), -1) if low[i] in HAD), None)
        agent: Agent | None = roles.over.get(had - 1) if had is not None else None
        if thing is None or had is None or agent is None or agent.owns or agent.level < ROLE or thing.first <= had:
            continue
        why = f"accepted because: {agent.name or agent.head} had {act.phrase} done ({act.entry.stage}) + {thing.form}"
        yield Tie(agent, level_strength(agent), "has it done"), thing, thing.form, act.entry.stage, why
        return
