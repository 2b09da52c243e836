"""Whether an act was done, by whom, and how sure that is: each act becomes a candidate with a score, or a rejection.

score = the tie to an authority + the instrument − what makes it weak (a weak verb, no finite verb, a plan, old news)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tracker.extraction.policies.background import background, clause_of, is_dated, only_explains, over_a_span
from tracker.extraction.policies.candidates import Candidate, Story
from tracker.extraction.policies.dates import age_in_days, months_ago, taken_and_effective
from tracker.extraction.policies.decreed import decreed
from tracker.extraction.policies.deeds import LAID_DOWN, SET_DOWN, deed_of
from tracker.extraction.policies.denials import (
    conditional,
    disowned,
    is_none,
    only_comments_end,
    only_says,
    thrown_out,
    wanted,
)
from tracker.extraction.policies.foretold import foretold
from tracker.extraction.policies.forms import meant_form
from tracker.extraction.policies.inverted import inverted
from tracker.extraction.policies.lexicon import BASE, PAST, PRESENT, Lexicon
from tracker.extraction.policies.moods import REPORTED, WHY_NOT, Mood
from tracker.extraction.policies.nouns import nominal_ties
from tracker.extraction.policies.resolved import resolved
from tracker.extraction.policies.roles import NO_TIE, TAKES_UP, Roles
from tracker.extraction.policies.scene import Scene
from tracker.extraction.policies.stages import stage_of
from tracker.extraction.policies.standing import STATED, standing_rules
from tracker.extraction.policies.things import Deed, Things
from tracker.extraction.policies.ties import context, subject_before
from tracker.extraction.policies.told import agrees, is_court, of_a_court, refuses, sets_rates
from tracker.extraction.policies.verbs import ANY_ACT, Act
from tracker.extraction.policies.words import STATE, Thing, Words, word_set
from tracker.model import Instrument, Rejection, Stage

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
COUNTED = word_set("approve issue grant register award pay impose license licence distribute fine")
UNDER_WAY = (Stage.DELAYED, Stage.SUSPENDED, Stage.EXTENDED, Stage.REPEALED)
BEGINNING = (Instrument.RESTRICTION, Instrument.TAX, Instrument.REGULATION, Instrument.LAW, Instrument.STANDARD)
HOLDS = word_set("hold ice abeyance")
NEAR = 8
OPPONENTS = word_set("opposition opponents unions protesters residents company firm firms activists")
GAZETTES = word_set("gazette gazettes")
OPENING = word_set("now then yesterday today later meanwhile finally since and but so ,")
TAKING_UP = word_set("it them")
WEEKS_AGO = 35
"""days after which an act gives way to what the story tells of later days"""
SOON = timedelta(days=6)


def judged(index: int, scene: Scene, story: Story, lexicon: Lexicon) -> Iterator[Candidate | Rejection]:
    """Every act of a sentence as a candidate or a rejection; a question tells none."""
    if scene.words.last == "?":
        return
    things, found = Things(Roles(scene, lexicon)), False
    for act in scene.acts:
        outcome = _judge(index, scene, deed_of(things, act), story)
        if outcome is not None:
            found = True
            yield outcome
    for tie, thing, form, stage, why in (
        *(nominal_ties(things, scene, lexicon) if scene.agents or scene.things else ()),
        *standing_rules(things.roles, scene.words),
        *decreed(things.roles, scene.words),
        *foretold(things.roles, scene.words),
        *inverted(things.roles, scene.words),
        *(resolved(things.roles, scene.words) if scene.agents and not found else ()),
    ):
        score = tie.strength + 2.0 - background(scene.words, story, thing.first, thing.first + 1)
        told = _not_yet(stage, scene.words, story) if stage is Stage.IN_FORCE else stage
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
    hearing = act.entry.stage is Stage.CONSULTATION and is_court(deed)  # "wants to hear experts on the law"
    if form is None or aside or hearing or only_comments_end(act, scene.words) or only_says(act, scene.words):
        return None
    nobody = deed.tie.agent is None and deed.tie.strength and deed.tie not in (LAID_DOWN, SET_DOWN)
    if deed.tie is TAKES_UP or (nobody and not act.impersonal):
        # "Its budget, cut twice, had ended …" is told in passing.
        passing = deed.tie is TAKES_UP and (not act.finite or "had" in scene.words.low[act.first : act.at])
        deed = Deed(act, NO_TIE if passing else subject_before(index, story), deed.thing, deed.direct and not passing)
    if not deed.tie.strength:
        deed = Deed(act, context(index, scene, deed, story), deed.thing, deed.direct)
    denied = deed.own is not None and (is_none(scene.words, deed.own) or thrown_out(deed, scene.words))
    denied = denied or disowned(scene.words, act) or wanted(scene.words, act)
    if act.form in (PRESENT, BASE) and act.mood in (Mood.FACT, Mood.PLANNED) and conditional(scene.words, act):
        return _reject(scene, replace(act, mood=Mood.POSSIBLE), story) if deed.tie.strength >= 2 else None
    if denied or (refuses(act) and form in REFUSED):
        return _reject(scene, replace(act, mood=Mood.DENIED), story) if deed.tie.strength >= 2 else None
    if act.mood not in REPORTED:
        strong = deed.tie.strength >= 3 and (deed.thing is not None or act.entry.form)
        return _reject(scene, act, story) if strong else None
    score = _score(deed, scene.words) - background(scene.words, story, act.first, act.last)
    score -= 2.0 if only_explains(scene.words, act.first) else 0.0
    score -= 4.0 if act.entry.phrase[0] in COUNTED and over_a_span(scene.words) else 0.0
    settled = form is Instrument.AGREEMENT and agrees(deed)
    score += 1.5 if settled and deed.own is None else 0.0
    if score <= 0 or (_too_weak(deed, scene.words) and not settled):
        return None
    stage = Stage.IN_FORCE if deed.tie is STATED else stage_of(deed, scene.words, form)
    itself = deed.thing is None or (act.at < deed.thing.first < act.last and act.entry.phrase[-1] not in HOLDS)
    if stage in (Stage.SUSPENDED, Stage.REPEALED) and form is Instrument.RESTRICTION and itself and not _lifts(act):
        stage = Stage.ADOPTED  # "halted imports": the halt itself is the restriction
    if stage is Stage.REPEALED and of_a_court(deed, scene.words.low):
        stage = Stage.ADOPTED  # a ruling that undoes an order
    stage = _told_before(scene, deed, form) or stage
    why = _why(deed, stage, form, scene.words)
    stale = is_dated(scene.words) and _is_stale(act, scene.words, story)
    asked = stage is Stage.CONSULTATION and deed.thing is not None and deed.thing.form in BINDING
    thing = deed.own or (deed.thing if asked else None)
    return Candidate(index, scene.words, deed.tie.agent, thing, form, stage, act, score, why, stale)


def _told_before(scene: Scene, deed: Deed, form: Instrument) -> Stage | None:
    """The stage of the main clause where the act only says which paper or rule is meant.

    "… is postponed until October by Decree 5412, which the cabinet approved", "a moratorium ordered by X started".
    """
    own, act, low = deed.own, deed.act, scene.words.low
    if own is None or own.last > act.first:
        return None
    if "by" in low[max(0, own.first - 3) : own.first]:
        main = (a for a in scene.acts if a.passive and a.finite and a.last <= own.first and a.mood is Mood.FACT)
        stages = (a.entry.stage for a in main)
        return next((s for s in stages if s in UNDER_WAY), None)
    if act.first == own.last and act.passive and not act.finite and form in BEGINNING:
        later = (a for a in scene.acts if a.first > act.last and a.entry.intransitive and a.form == PAST)
        begun = any(a.entry.phrase[0] in ("start", "begin", "apply", "take", "come") for a in later)
        return Stage.IN_FORCE if begun else None
    return None


def _is_stale(act: Act, words: Words, story: Story) -> bool:
    """Whether the clause of an act dates it so long ago that what the story tells of later days goes before it."""
    clause = clause_of(words, story.view.view, act.first, act.last)
    age = age_in_days(clause, story.item.published)
    return (age is not None and age > WEEKS_AGO) or 2 <= months_ago(clause, story.item.published) < 9


def _lifts(act: Act) -> bool:
    return act.entry.stage is Stage.REPEALED and "halt" not in act.entry.phrase and "stop" not in act.entry.phrase


def _too_weak(deed: Deed, words: Words) -> bool:
    """Whether a weak verb has no instrument of its own, or nobody surely tied to it."""
    if not deed.act.entry.weak or sets_rates(deed) or (deed.act.impersonal and _gazetted(deed, words)):
        return False
    return deed.own is None or deed.tie.strength < _least(deed.act, deed.own, words)


def _taken_up(index: int, deed: Deed, words: Words, story: Story) -> Deed:
    """The deed with the instrument that its "it" or "them" takes up from the sentence before: "X withdrew it." """
    act = deed.act
    at = min(act.last, words.size - 1)
    inner = not TAKING_UP.isdisjoint(words.low[act.at + 1 : act.last]) and TAKING_UP.isdisjoint(act.entry.phrase)
    lead = next((i for i in range(min(3, act.first)) if words.low[i] not in OPENING), 0)
    named = (
        act.first == lead + 1 and words.low[lead] in SUBJECTS if act.passive else inner or words.low[at] in TAKING_UP
    )
    named = named and not act.entry.intransitive
    taken = words.low[at] in TAKING_UP
    if (deed.own is not None and not (taken and deed.own.first > at)) or (deed.thing and not taken) or not named:
        return deed
    before = [t for t in story.things.get(index, ()) if t.last <= act.first] or story.things.get(index - 1, ())
    return Deed(act, deed.tie, replace(before[0], first=at, last=at + 1, borrowed=True), True) if before else deed


def _least(act: Act, thing: Thing, words: Words) -> float:
    """How surely an authority must be tied to a weak verb; most surely to one that no list has."""
    if act.entry is ANY_ACT:
        return 3.5 if thing.public or thing.form in BINDING else 9.0
    begins = words.low[act.last : act.last + 1] in (("from",), ("since",)) and act.entry.stage is Stage.IN_FORCE
    if (
        act.passive
        or (begins and act.entry.intransitive)
        or (act.perfect and act.entry.intransitive and act.entry.stage is Stage.IN_FORCE)
    ):
        return 1.5 if thing.public else 2.0
    return 3.0


def _score(deed: Deed, words: Words) -> float:
    act, tie = deed.act, deed.tie
    score = tie.strength + _worth(deed)
    if not tie.strength:
        score += 1.0 if _speaks_for_itself(deed, words) else -2.0
        score += 0.5 if deed.act.impersonal and _gazetted(deed, words) else 0.0
    if act.entry.weak:
        score -= 0.5 if act.passive else 1.0
    if not act.finite:
        score -= 0.5 if act.passive else 1.5
    if act.mood is Mood.PLANNED:
        score -= 0.5
    if act.entry.form is not None and deed.thing is None and tie.agent is not None and tie.agent.level == STATE:
        score -= 0.5
    return score


def _speaks_for_itself(deed: Deed, words: Words) -> bool:
    """Whether an act without an authority can only be one's: "the duties took effect", "a law was passed"."""
    opposed = not OPPONENTS.isdisjoint(words.low[deed.act.last : deed.act.last + NEAR])
    if not deed.act.impersonal or deed.own is None or opposed:
        return False
    paid = deed.act.entry.stage is Stage.IMPLEMENTED and deed.own.form is Instrument.FUNDING
    return (
        paid
        or _gazetted(deed, words)
        or deed.own.public
        or (deed.act.entry.phrase in LEGAL and deed.own.form in BINDING)
    )


def _gazetted(deed: Deed, words: Words) -> bool:
    """Whether a rule is told to stand in the gazette: "an order published in the Gazette on Wednesday"."""
    near = words.low[deed.act.last : deed.act.last + 5]
    return deed.own is not None and deed.own.form in BINDING and not GAZETTES.isdisjoint(near)


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
