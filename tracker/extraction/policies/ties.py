"""Who an act is ascribed to that names nobody: what stands beside it, or what only one kind of body can have done."""

from __future__ import annotations

from dataclasses import replace

from tracker.extraction.policies.candidates import Story
from tracker.extraction.policies.lexicon import PARTICIPLE, PAST
from tracker.extraction.policies.moods import HAVE, Mood
from tracker.extraction.policies.roles import NO_TIE, SAYING, Tie
from tracker.extraction.policies.scene import Scene
from tracker.extraction.policies.standing import POLICY_RATES, STATED, begins_on_a_day, has_first_day
from tracker.extraction.policies.things import Deed
from tracker.extraction.policies.told import RATES, agrees
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import NAMED, ROLE, STATE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

OPENING = 2
"""the last word at which a sentence's first subject begins"""
ALLOWING = word_set("ban prohibit forbid outlaw permit allow legalise legalize")
OBLIGING = word_set("oblige require compel mandate")
LEVYING = word_set("tax cap limit restrict ration")
CAN_BEGIN = (
    Instrument.LAW,
    Instrument.REGULATION,
    Instrument.TAX,
    Instrument.RESTRICTION,
    Instrument.STANDARD,
    Instrument.DECISION,
)
COUNTRIES = frozenset(("name", "both", "seat"))
"""how a country that acts itself is called"""
MEASURES = word_set("a an about around nearly almost up then law decree some")


def subject_before(index: int, story: Story) -> Tie:
    """The agent that "it" or "they" takes up: the one that the sentence before begins with, or the one that acts there.

    Where a sentence between them names nobody, the one before it is looked at: "The court had … Turkey … It ordered".
    """
    before = [agent for agent in story.agents.get(index - 1, ()) if not agent.owns and agent.level >= ROLE]
    if any(agent.first <= OPENING for agent in before):
        return Tie(None, 3.0, "is taken up from the sentence before")
    if len({agent.name or agent.head for agent in before}) == 1:
        low = next(scene.words.low for number, scene in story.scenes if number == index - 1)
        if any(_tells_or_acts(low, agent) for agent in before):
            return Tie(None, 2.5, "is taken up from the sentence before")
    states = [agent for agent in story.agents.get(index - 1, ()) if agent.level == STATE and not agent.owns]
    if not before and any(agent.first <= 1 and agent.head in COUNTRIES for agent in states):
        return Tie(None, 2.5, "is taken up from the sentence before, of a country")
    if not before and any(
        a.first <= OPENING and not a.owns and a.level >= ROLE for a in story.agents.get(index - 2, ())
    ):
        return Tie(None, 2.0, "is taken up from two sentences before")
    return NO_TIE


def _tells_or_acts(low: tuple[str, ...], agent: Agent) -> bool:
    """Whether a verb of its own stands right behind an agent: "…, the ministry has pledged", "the court having"."""
    near = low[agent.last : agent.last + 1]
    return not (SAYING | HAVE).isdisjoint(near) or any(word.endswith("ed") for word in near)


def context(index: int, scene: Scene, deed: Deed, story: Story) -> Tie:
    """The authority near by that an act without an agent is ascribed to: "The quota was cut." """
    thing = deed.own
    if thing is None and deed.act.entry.intransitive and deed.act.entry.form is Instrument.AUTHORIZATION:
        thing = Thing(deed.act.at, deed.act.last, Instrument.AUTHORIZATION, False, False)
    if thing is None and _allows_or_forbids(deed):
        thing = Thing(deed.act.at, deed.act.last, Instrument.RESTRICTION, True, False)
    if _holds_from_a_day(deed, scene.words) or _becomes(deed):
        return STATED
    if _rate_moved(deed, scene.words):
        return Tie(None, 3.0, "can only be a central bank")
    if not deed.act.impersonal or thing is None or _somebody_elses(scene, deed.act, thing):
        return _of_states(scene, deed)
    place = _headline_place(scene, deed.act) or _began_somewhere(scene, deed.act, thing)
    if place is not None:
        return Tie(replace(place, name=""), 3.0, "is where it holds")
    for near, least in ((index, 2.0), (index - 1, 1.5), (index + 1, 1.5)):
        for agent in story.agents.get(near, ()):
            aside = near == index and agent.owns and agent.last < thing.first
            if agent.level >= ROLE and not (aside and not _whose_own(agent, thing, scene.words)):
                strength = 2.0 if agent.level == NAMED else least
                if near == index and agent.first <= 1 and not agent.owns and scene.words.low[thing.first - 1] == "the":
                    strength = 3.0  # "The ministry wants …; the directive went out on Tuesday"
                where = "in the same sentence" if near == index else "in the sentence beside it"
                return Tie(agent if near == index else None, strength, f"an authority is named {where}")
    granted = deed.act.entry.intransitive and deed.act.entry.form is Instrument.AUTHORIZATION
    return Tie(None, 1.5, "an authority is named in the story") if granted and story.named else NO_TIE


def _whose_own(agent: Agent, thing: Thing, words: Words) -> bool:
    """ "The Fed's stress tests change under a proposal released on Thursday": the paper is theirs."""
    under = "under" in words.low[max(0, thing.first - 3) : thing.first]
    return under and agent.level == NAMED and agent.first <= 1


def _headline_place(scene: Scene, act: Act) -> Agent | None:
    """The country that ends a headline: "New e-scooter rules approved in Spain"."""
    words = scene.words
    short = words.size < 14 and words.last not in (".", "!", "…") and not act.finite
    first = scene.agents[0] if scene.agents else None
    if short and first is not None and first.level == STATE and words.low[first.last : first.last + 1] == (":",):
        return first if first.first == 0 else None
    last = scene.agents[-1] if scene.agents else None
    ends = last is not None and last.level == STATE and last.last == words.size and act.last == last.first - 1
    return last if short and ends and words.low[act.last] == "in" else None


def _began_somewhere(scene: Scene, act: Act, thing: Thing) -> Agent | None:
    """The country where a rule is told to have begun: "new penalties for X began to apply in South Australia"."""
    began = act.entry.intransitive and act.entry.stage is Stage.IN_FORCE and act.form in (PAST, PARTICIPLE)
    if not began or thing.form not in CAN_BEGIN or act.mood is not Mood.FACT:
        return None
    states = [a for a in scene.agents if a.level == STATE and a.jurisdiction and not a.owns]
    low = scene.words.low
    return next((a for a in states if not {"in", "across", "throughout"}.isdisjoint(low[a.first - 2 : a.first])), None)


def _allows_or_forbids(deed: Deed) -> bool:
    """Whether a finite passive says by itself what may or may not be: "harvesting is forbidden until March"."""
    return deed.act.passive and deed.act.finite and deed.act.entry.phrase[0] in ALLOWING and deed.thing is None


def _holds_from_a_day(deed: Deed, words: Words) -> bool:
    """ "Since 1 July plastic cups have been banned", "from Sunday lemonade is taxed": a rule by its first day."""
    told = deed.act.passive and deed.act.finite and deed.act.entry.phrase[0] in ALLOWING | LEVYING | OBLIGING
    at_once = words.low[:3] == ("with", "immediate", "effect")
    return told and deed.thing is None and (at_once or begins_on_a_day(words) or has_first_day(words, deed.act.at))


def _rate_moved(deed: Deed, words: Words) -> bool:
    """ "The policy rate was cut to 4.5%": only a central bank can have done it."""
    thing, act = deed.own, deed.act
    named = thing is not None and words.low[thing.first : thing.last] in POLICY_RATES
    return named and act.passive and act.finite and act.entry.phrase[0] in RATES


def _becomes(deed: Deed) -> bool:
    """ "Euthanasia became legal in Uruguay": a law told by what it makes of a thing."""
    entry = deed.act.entry
    return entry.intransitive and entry.form is not None and entry.phrase[0] == "become" and deed.own is None


def _of_states(scene: Scene, deed: Deed) -> Tie:
    """Two states in front of the verb make an agreement together: "negotiators from India and Chile concluded"."""
    states = [a for a in scene.agents if a.level == STATE and a.jurisdiction and a.last <= deed.act.first]
    agreed = deed.own is not None and deed.own.form is Instrument.AGREEMENT
    if not states or not (agreed or agrees(deed)):
        return NO_TIE
    low, last = scene.words.low, states[-1].last
    joint = low[last : last + 1] == ("and",) and deed.act.first - last > 1
    if len({a.jurisdiction for a in states}) < 2 and not joint:
        return NO_TIE
    return Tie(states[0], 3.0, "is one of the states")


def _somebody_elses(scene: Scene, act: Act, thing: Thing) -> bool:
    """Whether the text gives the act or the instrument to someone who is no authority: "by the company", "Acme's"."""
    words, held = scene.words, {at for agent in scene.agents for at in range(agent.first, agent.last)}
    for at in range(act.last, min(words.size, act.last + 8)):
        nxt = words.low[at + 1] if at + 1 < words.size else ""
        if words.low[at] == "by" and at + 1 not in held and not nxt[:1].isdigit() and at + 2 not in held:
            return nxt not in MEASURES
        if words.low[at] in (",", ";", "."):
            break
    return any(words.owns[at] and at not in held for at in range(max(0, thing.first - 5), thing.first))
