"""Acts told by nouns: "the release of guidelines by X", "approval from X", "fresh rules from X", "X's permission"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.extraction.policies.asking import consulting
from tracker.extraction.policies.banks import rates_settled
from tracker.extraction.policies.bills import bills_on_their_way
from tracker.extraction.policies.contents import BINDING, LETTERS
from tracker.extraction.policies.duties import duties
from tracker.extraction.policies.given import given
from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.moods import Mood
from tracker.extraction.policies.redated import redated
from tracker.extraction.policies.reported import came_out, reported
from tracker.extraction.policies.roles import NO_TIE, Roles, Tie, level_strength
from tracker.extraction.policies.scene import Scene
from tracker.extraction.policies.stages import RECIPIENTS
from tracker.extraction.policies.sums import sum_at
from tracker.extraction.policies.things import Things
from tracker.extraction.policies.words import NAMED, ROLE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

FRESH = word_set("new fresh latest first revised updated draft proposed sweeping landmark long-awaited final")
GRANTS = word_set(
    "approval permission go-ahead clearance nod consent authorisation authorization blessing licence license permit "
    "assent permits licences licenses approvals waiver exemption thumbs-up backing"
)
NOT_YET = word_set(
    "seek seeks seeking sought await awaits awaiting awaited pending without need needs needed require "
    "requires required requiring subject apply applied applying applications ask asked hoping hopes expects "
    "expected unless until if must should could may might would want wants no not call calls called demand "
    "demands urge urged propose"
)
PERMITTED = word_set(
    "operat offer sell us import export provid pilot buy trad fly land fish hunt build drill min test market own "
    "sold hold issu accept launch enter conduct prescrib dispens hir work invest carry sail grow plant brew"
)
CAN_ORDER = (
    Instrument.LAW,
    Instrument.REGULATION,
    Instrument.GUIDELINE,
    Instrument.RESTRICTION,
    Instrument.TAX,
    Instrument.STANDARD,
    Instrument.AUTHORIZATION,
)
NEWS = word_set(
    "sets calls requires tells bans allows aims seeks says makes gives puts lets forces obliges limits caps spells "
    "asks set call require tell ban allow aim make give put let force oblige limit cap would will must apply applies "
    "take takes took came come out"
)
EARLIER = word_set("earlier previous former original initial old")
CLAIMING = word_set("draw apply claim bid receive")
CONSULTED = (*CAN_ORDER[:-1], Instrument.PLAN, Instrument.PROGRAMME)
TELLING = word_set("says say under according to in with by")
WRONGS = word_set("unjust unlawful illegal unfair unreasonable breached violated infringed invalid abused void misled")
REACH = 8
DECIDED = word_set("decided ruled resolved")
RULING_ENDS = word_set(". , that ; in on yesterday monday tuesday wednesday thursday friday")
STANDING = word_set("since from as")
COMING = word_set("came come comes arrived was is")
TOLD_OF = (Mood.FACT, Mood.PLANNED)
PAPERS = (Instrument.GUIDELINE, Instrument.REPORT)
BROUGHT = (Instrument.RESTRICTION, Instrument.TAX, Instrument.FUNDING)
Nominal = tuple[Tie, Thing, Instrument, Stage, str]


def nominal_ties(things: Things, scene: Scene, lexicon: Lexicon) -> Iterator[Nominal]:
    """Every act that the sentence tells by a noun, with its authority."""
    words, roles = scene.words, things.roles
    telling = not lexicon.act_nouns.keys().isdisjoint(words.present)
    for at in [n for n in range(words.size * telling) if words.low[n] in lexicon.act_nouns and n not in roles.over]:
        yield from _by_noun(things, words, at, lexicon.act_nouns[words.low[at]])
    for thing in scene.things:
        yield from _fresh(things, words, thing)
    if words.low[0] in FRESH:
        yield from _new_paper(roles, scene)
    yield from _permission(roles, words)
    yield from _drawn_on(roles, words)
    yield from consulting(roles, words)
    yield from bills_on_their_way(roles, words)
    yield from redated(roles, words)
    yield from _ruling(roles, words)
    yield from _standing(scene)
    yield from _gone(roles, words)
    yield from duties(roles, words)
    yield from given(roles, words)
    yield from rates_settled(roles, words)
    yield from reported(roles, words)
    yield from came_out(roles, words)


def _ruling(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "…, the court has ruled", "Renfe, the regulator decided, must …": a decision told by what follows from it."""
    for agent in roles.scene.agents:
        at = agent.last + (agent.last < words.size and words.low[agent.last] in ("has", "have", "had"))
        verb = words.low[at] if at < words.size else ""
        after = words.low[at + 1] if at + 1 < words.size else "."
        court = any(word in f"{agent.name} {agent.head}".lower() for word in ("court", "tribunal", "judge"))
        told = (
            verb in ("decided", "ruled", "resolved")
            or (verb == "ordered" and "so" in words.low)
            or (court and verb in ("held", "found"))
        )
        told = told or (verb in ("found", "determined") and not WRONGS.isdisjoint(words.low))
        if not told or agent.level < ROLE or agent.owns or after not in RULING_ENDS:
            continue
        who = words.text_of(agent.first, agent.last)
        known = None if court else next((t for t in roles.scene.things if t.public and t.last <= agent.first), None)
        thing = known or Thing(at, at + 1, Instrument.DECISION, False, False)
        why = f"accepted because: {who} + {verb} ({Stage.ADOPTED}) + {thing.form}"
        yield Tie(agent, level_strength(agent), "decides"), thing, thing.form, Stage.ADOPTED, why
        return


def _standing(scene: Scene) -> Iterator[Nominal]:
    """ "Decree 117, in force since July, …": an instrument that is said to be in force, without a verb."""
    low = scene.words.low
    for thing in scene.things:
        at = next((i for i in range(thing.last, min(thing.last + 6, scene.words.size - 2)) if low[i] == "in"), None)
        if at is None or not thing.public or low[at + 1] not in ("force", "effect") or low[at + 2] not in STANDING:
            continue
        what = scene.words.text_of(thing.first, thing.last)
        why = f"accepted because: {what} ({thing.form}) + in force {low[at + 2]} ({Stage.IN_FORCE})"
        yield Tie(None, 2.5, "is in force"), thing, thing.form, Stage.IN_FORCE, why
        return


def _gone(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Gone is the rule that shops must close": what is gone stands behind the verb."""
    if words.low[0] not in ("gone", "out") or words.low[1:2] not in (("is",), ("are",), ("goes",), ("go",)):
        return
    thing = next((t for t in roles.scene.things if t.first < REACH), None)
    if thing is None or thing.form not in CAN_ORDER:
        return
    sayer = roles.sayer()
    agent = sayer.agent or next((a for a in roles.scene.agents if a.level >= ROLE or a.jurisdiction), None)
    what = words.text_of(thing.first, thing.last)
    why = f"accepted because: {words.low[0]} is ({Stage.REPEALED}) + {what} ({thing.form})"
    yield Tie(agent, 3.0, "is told with it"), thing, thing.form, Stage.REPEALED, why


def _drawn_on(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Trusts can draw on a second pot of £150m, the department confirmed": funding told by who may have it."""
    for at, low in enumerate(words.low[:-2] if not CLAIMING.isdisjoint(words.present) else ()):
        if low not in ("may", "can") or words.low[at + 1] not in CLAIMING:
            continue
        tie, found = roles.sayer(), next((s for i in range(at, words.size) if (s := sum_at(words, i))), None)
        if tie.agent is None or found is None:
            continue
        who = words.text_of(tie.agent.first, tie.agent.last)
        why = (
            f"accepted because: {who} ({tie.how}) + {low} {words.low[at + 1]} ({Stage.ADOPTED}) + {Instrument.FUNDING}"
        )
        yield tie, Thing(*found, Instrument.FUNDING, False, False), Instrument.FUNDING, Stage.ADOPTED, why
        return


def _permission(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Operators may now offer …, the regulator said": a permission told by what may be done."""
    for at, low in enumerate(words.low if "may" in words.present or "can" in words.present else ()):
        if low not in ("may", "can") or at in roles.over:
            continue
        after = [
            word
            for word in words.low[at + 1 : at + 6]
            if word not in ("now", "be", "also", "again", "be", "henceforth")
        ]
        if low == "can" and words.low[at + 1 : at + 2] != ("now",):
            continue
        if not after or after[0].removesuffix("ed").removesuffix("e") not in PERMITTED:
            continue
        tie = roles.sayer()
        if tie.agent is None:
            continue
        stage = Stage.ADOPTED if RECIPIENTS.isdisjoint(words.present) else Stage.IMPLEMENTED
        who = words.text_of(tie.agent.first, tie.agent.last)
        why = f"accepted because: {who} ({tie.how}) + may {after[0]} ({stage}) + {Instrument.AUTHORIZATION}"
        strong = Tie(tie.agent, tie.strength + 0.5, tie.how)
        thing = Thing(at, min(at + 2, words.size), Instrument.AUTHORIZATION, False, False)
        yield strong, thing, Instrument.AUTHORIZATION, stage, why
        return


def _by_noun(things: Things, words: Words, at: int, stage: Stage) -> Iterator[Nominal]:
    low = words.low[at]
    if not NOT_YET.isdisjoint(words.low[max(0, at - 6) : at]):
        return
    tie = _giver(things.roles, words, at)
    if tie.agent is None:
        return
    thing = _of(things, words, at)
    if stage is Stage.CONSULTATION and thing is not None and (thing.form not in CONSULTED or thing.first > at + 6):
        thing = None
    grant = low in GRANTS
    own = thing is not None and (not grant or thing.public)
    form = thing.form if thing is not None and own else Instrument.AUTHORIZATION if grant else None
    if form is None and stage is Stage.IMPLEMENTED:
        form = Instrument.FUNDING
    if form is None and stage is Stage.CONSULTATION:
        form = Instrument.REGULATION
    if form is None:
        return
    if grant and stage is Stage.ADOPTED and not RECIPIENTS.isdisjoint(words.present):
        stage = Stage.IMPLEMENTED
    who = words.text_of(tie.agent.first, tie.agent.last)
    why = f"accepted because: {who} ({tie.how}) + {low} ({stage}) + {form}"
    yield tie, thing or Thing(at, at + 1, form, False, False), form, stage, why


def _giver(roles: Roles, words: Words, at: int) -> Tie:
    """Whose release or approval it is: an owner before it, or "by", "from" after it."""
    for i in range(at - 1, max(-1, at - 5), -1):
        agent = roles.over.get(i)
        if agent is not None:
            if agent.owns:
                return Tie(agent, level_strength(agent) - 0.5, "whose act it is")
            break
        if words.low[i] in (",", "of", "to", "for", "in"):
            break
    for i in range(at + 1, min(words.size, at + 20)):
        if words.low[i] in ("by", "from"):
            agent = roles.agent_from(i + 1)
            if agent is not None:
                return Tie(agent, level_strength(agent) - 0.5, f"is named with “{words.low[i]}”")
        if words.low[i] in (".", ";", ":") or (i in roles.verbs and words.low[i] not in COMING):
            break
    return NO_TIE


def _of(things: Things, words: Words, at: int) -> Thing | None:
    """ "release … of implementation opinions": the instrument after "of", or else the noun's own modifier."""
    for i in range(at + 1, min(words.size, at + 24)):
        if words.low[i] in ("of", "for", "to"):
            thing, direct = things.object_after(i + 1)
            if thing is not None and direct:
                return thing
        if words.low[i] in (".", ";"):
            break
    return things.thing_over.get(at - 1)


def _fresh(things: Things, words: Words, thing: Thing) -> Iterator[Nominal]:
    """ "fresh guidelines from the ministry": news by its adjective alone; or what such a paper brings."""
    near = words.low[max(0, thing.first - 4) : thing.first]
    if not EARLIER.isdisjoint(near):
        return
    led = "a" in near or "an" in near or "by" in near
    medium = led and not TELLING.isdisjoint(near)
    told = thing.form is not Instrument.REPORT and medium
    told = told or (thing.form in CAN_ORDER and ("a" in near or "an" in near))
    if not told and FRESH.isdisjoint(near):
        return
    if not NOT_YET.isdisjoint(words.low[max(0, thing.first - 6) : thing.first]):
        return
    for i in range(thing.last, min(words.size, thing.last + 3)):
        if words.low[i] == "from" or (told and words.low[i] in ("of", "by")):
            agent = things.roles.agent_from(i + 1)
            if agent is not None and agent.level >= ROLE:
                brought = _brought_by(things, thing, agent) if medium else None
                thing, stage = brought or _itself(words, thing, near)
                who, what = words.text_of(agent.first, agent.last), words.text_of(thing.first, thing.last)
                why = f"accepted because: {who} + new ({stage}) + {what} ({thing.form})"
                tie = Tie(agent, level_strength(agent), f"is named with “{words.low[i]}”")
                yield tie, thing, thing.form, stage, why
                return


def _new_paper(roles: Roles, scene: Scene) -> Iterator[Nominal]:
    """ "New FINMA guidance on climate risks sets out …": news by its adjective, with its author's name before it."""
    thing = next((t for t in scene.things if t.form in (*CAN_ORDER, Instrument.PLAN)), None)
    agent = roles.over.get(thing.first - 1) if thing is not None else None
    if thing is None or agent is None or agent.level != NAMED or agent.first > 1:
        return
    if NEWS.isdisjoint(scene.words.low[thing.last :]):
        return
    stage = Stage.DRAFT if scene.words.low[0] in ("draft", "proposed") else Stage.ADOPTED
    why = f"accepted because: {scene.words.low[0]} + {agent.name} ({stage}) + {thing.form}"
    yield Tie(agent, 3.5, "whose it is"), thing, thing.form, stage, why


def _itself(words: Words, paper: Thing, near: tuple[str, ...]) -> tuple[Thing, Stage]:
    """The paper that is new, and how far it is; a letter that binds is a rule."""
    drafted = {"draft", "proposed"} & {*near, *words.low[paper.first : paper.last]}
    bound = paper.form is Instrument.GUIDELINE and words.low[paper.last - 1] in LETTERS
    if bound and not BINDING.isdisjoint(words.present):
        paper = replace(paper, form=Instrument.REGULATION)
    return paper, Stage.DRAFT if drafted else Stage.ADOPTED


def _brought_by(things: Things, paper: Thing, agent: Agent) -> tuple[Thing, Stage] | None:
    """What is told to be done by a paper: "the scheme is extended, according to a circular of the ministry"."""
    acts = (act for act in things.scene.acts if act.mood in TOLD_OF and not paper.first <= act.at < agent.last)
    for act in acts:
        subject = things.thing_before(act.first) if act.impersonal else None
        if subject not in (None, paper):
            return (subject, act.entry.stage) if subject is not None and subject.form not in PAPERS else None
        if act.passive and act.entry.form in BROUGHT:
            start = next((at + 1 for at in range(act.first - 1, -1, -1) if things.words.low[at] == ","), 0)
            return Thing(start, max(act.first, start + 1), act.entry.form, False, False), act.entry.stage
    return None
