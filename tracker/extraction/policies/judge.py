"""Whether an act was done, by whom, and how sure that is: each act becomes a candidate with a score, or a rejection.

score = the tie to an authority + the instrument − what makes it weak (a weak verb, no finite verb, a plan, old news)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from tracker.extraction.policies.background import CLAUSE_EDGES, background, clause_of, only_explains
from tracker.extraction.policies.dates import age_in_days, months_ago, taken_and_effective
from tracker.extraction.policies.forms import RATES, agrees, meant_form, of_a_court, sets_rates
from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.moods import REPORTED, WHY_NOT, Mood
from tracker.extraction.policies.nouns import nominal_ties
from tracker.extraction.policies.roles import NO_TIE, Roles, Tie
from tracker.extraction.policies.scene import Scene
from tracker.extraction.policies.stages import stage_of
from tracker.extraction.policies.standing import POLICY_RATES, STATED, begins_on_a_day, standing_rules
from tracker.extraction.policies.things import Deed, Things, deed_of
from tracker.extraction.policies.verbs import ANY_ACT, Act
from tracker.extraction.policies.words import NAMED, ROLE, STATE, Agent, Thing, Words, word_set
from tracker.extraction.text import Shape, TextView
from tracker.model import Instrument, Item, Rejection, Stage

DETERMINED = word_set("the its their this that these of by in on for with")
SUBJECTS = word_set("it they this that")
LEGAL = tuple(
    tuple(phrase.split())
    for phrase in (
        "take effect",
        "come into force",
        "come into effect",
        "enter into force",
        "go into effect",
        "become law",
        "gazette",
        "notify",
        "enact",
        "promulgate",
        "ratify",
        "repeal",
        "sign into law",
        "take legal effect",
        "be in force",
    )
)
BINDING = (Instrument.LAW, Instrument.REGULATION, Instrument.TAX, Instrument.RESTRICTION, Instrument.AGREEMENT)
ALLOWING = word_set("ban prohibit forbid outlaw permit allow legalise legalize")
DISOWNING = word_set(
    "denied denies deny denying disputed disputes rumours rumors rumour untrue false story stories speculation claim "
    "claims allegation allegations"
)
TURNED_DOWN = (("turn", "down"), ("vote", "down"), ("say", "no"))
PROPOSED = word_set("bill bills proposal proposals motion draft plan plans")
REFUSING = word_set("reject refuse deny dismiss")
REFUSED = (
    Instrument.LAW,
    Instrument.REGULATION,
    Instrument.PLAN,
    Instrument.TAX,
    Instrument.RESTRICTION,
    Instrument.FUNDING,
    Instrument.AGREEMENT,
    Instrument.PROGRAMME,
    Instrument.REPORT,
)
LEVYING = word_set("tax cap limit restrict ration")
WANTING = word_set("want wants wanted")
TAKING_UP = word_set("it them")
MEASURES = word_set("a an about around nearly almost up then law decree some")
WEEKS_AGO = 35
"""days after which an act gives way to what the story tells of later days"""
SOON = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act of one sentence with what is known of it, before sentences are compared."""

    index: int
    words: Words
    agent: Agent | None
    thing: Thing | None
    form: Instrument
    stage: Stage
    act: Act | None
    score: float
    why: str
    stale: bool = False
    """whether its clause dates it WEEKS_AGO: what the story tells of later days goes before it"""

    @property
    def heading(self) -> bool:
        return self.words.sentence.shape is Shape.HEADING


@dataclass(frozen=True, slots=True)
class Story:
    """What the sentences of an item share: its country and its named authorities."""

    item: Item
    view: TextView
    scenes: tuple[tuple[int, Scene], ...]
    country: str
    named: tuple[tuple[int, Agent], ...]
    agents: dict[int, tuple[Agent, ...]]
    """by the number of the sentence"""
    things: dict[int, tuple[Thing, ...]]


def judged(index: int, scene: Scene, story: Story, lexicon: Lexicon) -> Iterator[Candidate | Rejection]:
    """Every act of a sentence as a candidate or a rejection; a question tells none."""
    if scene.words.low[-1] == "?":
        return
    things = Things(Roles(scene, lexicon))
    for act in scene.acts:
        outcome = _judge(index, scene, deed_of(things, act), story)
        if outcome is not None:
            yield outcome
    for tie, thing, form, stage, why in (
        *nominal_ties(things, scene, lexicon),
        *standing_rules(things.roles, scene.words),
    ):
        score = tie.strength + 2.0 - background(scene.words, story, thing.first, thing.first + 1)
        told = _not_yet(stage, scene.words, story) if tie is STATED else stage
        yield Candidate(index, scene.words, tie.agent, thing, form, told, None, score, why)


def _not_yet(stage: Stage, words: Words, story: Story) -> Stage:
    """A rule whose first day is still to come is adopted and not in force."""
    published = story.item.published
    _, effective = taken_and_effective(story.view.of(words.sentence), published)
    later = published is not None and effective is not None and effective > (published + SOON).date().isoformat()
    return Stage.ADOPTED if stage is Stage.IN_FORCE and later else stage


def _judge(index: int, scene: Scene, deed: Deed, story: Story) -> Candidate | Rejection | None:
    deed = _taken_up(index, deed, scene.words, story)
    act, form = deed.act, meant_form(index, deed, scene.words, story)
    aside = not deed.direct and act.entry.form is None and form is Instrument.REPORT
    if form is None or aside or _only_comments_end(act, scene.words):
        return None
    if deed.tie.agent is None and deed.tie.strength and not act.impersonal:
        deed = Deed(act, _subject_before(index, story), deed.thing, deed.direct)
    if not deed.tie.strength:
        deed = Deed(act, _context(index, scene, deed, story), deed.thing, deed.direct)
    denied = deed.own is not None and (_is_none(scene.words, deed.own) or _thrown_out(deed, scene.words))
    denied = denied or _disowned(scene.words, act) or _wanted(scene.words, act)
    if denied or (_refuses(act) and form in REFUSED):
        return _reject(scene, replace(act, mood=Mood.DENIED), story) if deed.tie.strength >= 2 else None
    if act.mood not in REPORTED:
        strong = deed.tie.strength >= 3 and (deed.thing is not None or act.entry.form)
        return _reject(scene, act, story) if strong else None
    score = _score(deed) - background(scene.words, story, act.first, act.last)
    score -= 2.0 if only_explains(scene.words, act.first) else 0.0
    settled = form is Instrument.AGREEMENT and agrees(deed)
    score += 1.5 if settled and deed.own is None else 0.0
    if score <= 0 or (_too_weak(deed) and not settled):
        return None
    stage = Stage.IN_FORCE if deed.tie is STATED else stage_of(deed, scene.words, form)
    itself = deed.thing is None or act.at < deed.thing.first < act.last
    if stage in (Stage.SUSPENDED, Stage.REPEALED) and form is Instrument.RESTRICTION and itself and not _lifts(act):
        stage = Stage.ADOPTED  # "halted imports": the halt itself is the restriction
    if stage is Stage.REPEALED and of_a_court(deed):
        stage = Stage.ADOPTED  # a ruling that undoes an order
    why = _why(deed, stage, form, scene.words)
    clause = clause_of(scene.words, story.view.view, act.first, act.last)
    age = age_in_days(clause, story.item.published)
    stale = (age is not None and age > WEEKS_AGO) or 2 <= months_ago(clause, story.item.published) < 9
    return Candidate(index, scene.words, deed.tie.agent, deed.own, form, stage, act, score, why, stale)


def _refuses(act: Act) -> bool:
    return act.entry.phrase[0] in REFUSING or act.entry.phrase[:2] in TURNED_DOWN


def _lifts(act: Act) -> bool:
    return act.entry.stage is Stage.REPEALED and "halt" not in act.entry.phrase and "stop" not in act.entry.phrase


def _only_comments_end(act: Act, words: Words) -> bool:
    """ "The comment period for the ozone rule ends on 2 July": the rule does not end."""
    near = words.low[max(0, act.first - 14) : act.first]
    closing = act.entry.intransitive and act.entry.stage is Stage.REPEALED
    return closing and any(a in ("comment", "consultation", "feedback") and b == "period" for a, b in pairwise(near))


def _disowned(words: Words, act: Act) -> bool:
    """Whether somebody denies the whole clause: "a spokesperson denied that the ministry had approved it"."""
    for at in range(act.first - 1, max(0, act.first - 12), -1):
        if words.low[at] in (",", ";", ":", "and", "but"):
            return False
        if words.low[at] == "that":
            return not DISOWNING.isdisjoint(words.low[max(0, at - 3) : at])
    return False


def _wanted(words: Words, act: Act) -> bool:
    """ "wants the bill vetoed", "consulted nobody": nothing of the kind was done."""
    before, after = words.low[max(0, act.first - 8) : act.first], words.low[act.last : act.last + 1]
    return (act.passive and not act.finite and not WANTING.isdisjoint(before)) or after in (("nobody",), ("nothing",))


def _thrown_out(deed: Deed, words: Words) -> bool:
    """Whether a chamber ends what was only proposed: "the senate threw out a bill"."""
    thing = deed.own
    if thing is None or deed.act.entry.phrase[:2] not in (("throw", "out"), ("knock", "back"), ("kill",)):
        return False
    return not PROPOSED.isdisjoint(words.low[max(0, thing.first - 2) : thing.last])


def _too_weak(deed: Deed) -> bool:
    """Whether a weak verb has no instrument of its own, or nobody surely tied to it."""
    if not deed.act.entry.weak or sets_rates(deed):
        return False
    return deed.own is None or deed.tie.strength < _least(deed.act, deed.own)


def _taken_up(index: int, deed: Deed, words: Words, story: Story) -> Deed:
    """The deed with the instrument that its "it" or "them" takes up from the sentence before: "X withdrew it." """
    act = deed.act
    at = min(act.last, words.size - 1)
    inner = any(word in TAKING_UP for word in words.low[act.at + 1 : act.last])
    named = act.first == 1 and words.low[0] in SUBJECTS if act.passive else inner or words.low[at] in TAKING_UP
    named = named and not act.entry.intransitive
    taken = words.low[at] in TAKING_UP
    if (deed.own is not None and not (taken and deed.own.first > at)) or (deed.thing and not taken) or not named:
        return deed
    before = [t for t in story.things.get(index, ()) if t.last <= act.first] or story.things.get(index - 1, ())
    return Deed(act, deed.tie, replace(before[0], first=at, last=at + 1, borrowed=True), True) if before else deed


def _is_none(words: Words, thing: Thing) -> bool:
    """Whether the instrument is said not to be: "no new law", "without a ban"."""
    for at in range(thing.first - 1, max(-1, thing.first - 5), -1):
        if words.low[at] in ("no", "without", "neither", "nor"):
            return True
        if words.low[at] in CLAUSE_EDGES or words.low[at] in DETERMINED:
            return False
    return False


def _least(act: Act, thing: Thing) -> float:
    """How surely an authority must be tied to a weak verb; most surely to one that no list has."""
    if act.entry is ANY_ACT:
        return 3.5 if thing.public or thing.form in BINDING else 9.0
    if act.passive or (act.perfect and act.entry.intransitive and act.entry.stage is Stage.IN_FORCE):
        return 1.5 if thing.public else 2.0
    return 3.0


def _subject_before(index: int, story: Story) -> Tie:
    """The agent that "it" or "they" takes up: the one that the sentence before begins with."""
    for agent in story.agents.get(index - 1, ()):
        if agent.first <= 1 and not agent.owns and agent.level >= ROLE:
            return Tie(None, 3.0, "is taken up from the sentence before")
    return NO_TIE


def _context(index: int, scene: Scene, deed: Deed, story: Story) -> Tie:
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
    if (place := _headline_place(scene, deed.act)) is not None:
        return Tie(place, 3.0, "is where it holds")
    for near, least in ((index, 2.0), (index - 1, 1.5), (index + 1, 1.5)):
        for agent in story.agents.get(near, ()):
            if agent.level >= ROLE and not (near == index and agent.owns and agent.last < thing.first):
                strength = 2.0 if agent.level == NAMED else least
                where = "in the same sentence" if near == index else "in the sentence beside it"
                return Tie(agent if near == index else None, strength, f"an authority is named {where}")
    granted = deed.act.entry.intransitive and deed.act.entry.form is Instrument.AUTHORIZATION
    return Tie(None, 1.5, "an authority is named in the story") if granted and story.named else NO_TIE


def _headline_place(scene: Scene, act: Act) -> Agent | None:
    """The country that ends a headline: "New e-scooter rules approved in Spain"."""
    words = scene.words
    short = words.size < 14 and words.low[-1] not in (".", "!", "…") and not act.finite
    last = scene.agents[-1] if scene.agents else None
    ends = last is not None and last.level == STATE and last.last == words.size and act.last == last.first - 1
    return last if short and ends and words.low[act.last] == "in" else None


def _allows_or_forbids(deed: Deed) -> bool:
    """Whether a finite passive says by itself what may or may not be: "harvesting is forbidden until March"."""
    return deed.act.passive and deed.act.finite and deed.act.entry.phrase[0] in ALLOWING and deed.thing is None


def _holds_from_a_day(deed: Deed, words: Words) -> bool:
    """ "Since 1 July plastic cups have been banned", "from Sunday lemonade is taxed": a rule by its first day."""
    told = deed.act.passive and deed.act.finite and deed.act.entry.phrase[0] in ALLOWING | LEVYING
    at_once = words.low[:3] == ("with", "immediate", "effect")
    return told and deed.thing is None and (at_once or begins_on_a_day(words))


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
    if not (agreed or agrees(deed)) or len({a.jurisdiction for a in states}) < 2:
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


def _score(deed: Deed) -> float:
    act, tie = deed.act, deed.tie
    score = tie.strength + _worth(deed)
    if not tie.strength:
        score += 1.0 if _speaks_for_itself(deed) else -2.0
    if act.entry.weak:
        score -= 0.5 if act.passive else 1.0
    if not act.finite:
        score -= 0.5 if act.passive else 1.5
    if act.mood is Mood.PLANNED:
        score -= 0.5
    if act.entry.form is not None and deed.thing is None and tie.agent is not None and tie.agent.level == STATE:
        score -= 0.5
    return score


def _speaks_for_itself(deed: Deed) -> bool:
    """Whether an act without an authority can only be one's: "the duties took effect", "a law was passed"."""
    if not deed.act.impersonal or deed.own is None:
        return False
    return deed.own.public or (deed.act.entry.phrase in LEGAL and deed.own.form in BINDING)


def _worth(deed: Deed) -> float:
    """What the instrument adds: most where it is the act's own and only a state has such."""
    if deed.own is not None:
        return 3.5 if deed.own.public else 3.0
    if deed.act.entry.form is not None or deed.act.entry.stage is Stage.CONSULTATION or sets_rates(deed):
        return 2.5
    return 1.0


def _why(deed: Deed, stage: Stage, form: Instrument, words: Words) -> str:
    act, tie, thing = deed.act, deed.tie, deed.thing
    who = words.text_of(tie.agent.first, tie.agent.last) if tie.agent else "no authority"
    what = words.text_of(thing.first, thing.last) if thing else act.phrase
    verb = words.text_of(act.first, act.last) if act.last - act.first < 8 else act.phrase
    return f"accepted because: {who} ({tie.how}) + {verb} ({stage}) + {what} ({form})"


def _reject(scene: Scene, act: Act, story: Story) -> Rejection:
    sentence = scene.words.sentence
    why = f"rejected because: “{act.phrase}” {WHY_NOT[act.mood]}"
    return Rejection("policy", story.view.verbatim(sentence), sentence.start, sentence.end, why)
