"""Policies in a story: every act of an authority, judged, and those of one instrument taken together.

sentences → scenes (agents, places, instruments, acts) → candidates with a score and a reason
          → one mention for each instrument; the others rejected, each with its reason
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.extraction.issuers import agents, places
from tracker.extraction.issuers_resolve import resolve
from tracker.extraction.policy_dates import age_in_days, taken_and_effective
from tracker.extraction.policy_lexicon import BASE, GERUND, PRESENT, Lexicon
from tracker.extraction.policy_nouns import nominal_ties
from tracker.extraction.policy_roles import NO_TIE, Roles, Scene, Tie, tie_act
from tracker.extraction.policy_titles import title_of
from tracker.extraction.policy_verbs import REPORTED, WHY_NOT, Act, Mood, acts
from tracker.extraction.policy_words import NAMED, ROLE, STATE, Agent, Thing, Words, words_of
from tracker.extraction.stages import stage_of
from tracker.extraction.text import Shape, TextView
from tracker.model import Instrument, Item, PolicyMention, Rejection, Stage

LONG_SINCE = frozenset("previously earlier historically traditionally already existing formerly ago".split())
CLAUSE_EDGES = frozenset((",", ";", ":", "—", "–", "that", "which", "who", "since", "after", "because", "while"))
STATES = frozenset(("name", "seat", "adjective", "EU", "European Union", "bloc"))
ENTERING = frozenset(("let", "admit", "allow", "open"))
ENOUGH = 4.5
SECOND = 6.5
LONG_AGO = 120
"""days after which a dated act is background"""


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
    heading: bool


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


def find_policies(
    view: TextView, item: Item, lexicon: Lexicon
) -> tuple[tuple[PolicyMention, ...], tuple[Rejection, ...]]:
    """The policies of an item and what looked like one and is none; each with its reason."""
    scenes = tuple((n, s) for n, sentence in enumerate(view.sentences) if (s := look_at(view, sentence, lexicon)))
    story = _story(item, view, scenes, lexicon)
    found: list[Candidate] = []
    rejected: list[Rejection] = []
    for index, scene in scenes:
        for outcome in _outcomes(index, scene, story, lexicon):
            if isinstance(outcome, Candidate):
                found.append(outcome)
            else:
                rejected.append(outcome)
    chosen = _chosen(found)
    mentions = tuple(_mention(candidate, story, lexicon) for candidate in chosen)
    rejected.extend(_weaker(candidate, view) for candidate in found if candidate.score < ENOUGH)
    return mentions, tuple(rejected)


# ---------------------------------------------------------------- what stands in a sentence


def look_at(view: TextView, sentence: object, lexicon: Lexicon) -> Scene | None:
    """The sentence's scene; None where it holds neither act nor authority."""
    words = words_of(view, sentence)  # type: ignore[arg-type]
    if not words.tokens:
        return None
    spots = tuple(places(words, lexicon))
    who = tuple(agents(words, lexicon, spots))
    held = {at: agent for agent in who for at in range(agent.first, agent.last)}
    what = tuple(_things(words, lexicon, held))
    done = tuple(acts(words, lexicon, held))
    return _settled(Scene(words, spots, who, what, done), held)


def _things(words: Words, lexicon: Lexicon, held: dict[int, Agent]) -> Iterator[Thing]:
    at = 0
    waiting: Thing | None = None
    while at < len(words):
        found = None if at in held else _thing(words, lexicon, at, held)
        if waiting is not None and (found is None or found.first != waiting.last):
            yield waiting
            waiting = None
        if found is not None:
            waiting = _joined(waiting, found)
        at = found.last if found else at + 1
    if waiting is not None:
        yield waiting


def _only_says(words: Words, at: int, held: dict[int, Agent]) -> bool:
    """ ", the statistics office reports," tells who speaks."""
    after = words.low[at + 1] if at + 1 < len(words) else ","
    return not held[at - 1].owns and after in (",", "that", ".", ":")


def _joined(one: Thing | None, two: Thing) -> Thing:
    """ "tax rules" are rules: of two nouns side by side the second tells the form."""
    if one is None:
        return two
    return Thing(one.first, two.last, two.form, one.public or two.public, two.plural)


def _thing(words: Words, lexicon: Lexicon, at: int, held: dict[int, Agent]) -> Thing | None:
    if words.low[at] in ("reports", "report", "notes", "rules") and at - 1 in held and _only_says(words, at, held):
        return None
    for pattern in lexicon.nouns.get(words.low[at], ()):
        last = at + len(pattern.words)
        if words.low[at:last] == pattern.words:
            return Thing(at, last, pattern.form, pattern.public, pattern.plural)
    return None


def _settled(scene: Scene, held: dict[int, Agent]) -> Scene:
    """The scene with words that could be noun or verb settled: "plans", "bans", "limits"."""
    over = {at: thing for thing in scene.things for at in range(thing.first, thing.last)}
    verbs, nouns = [], set(scene.things)
    for act in scene.acts:
        thing = over.get(act.at)
        if thing is None:
            verbs.append(act)
        elif act.form in (PRESENT, BASE) and thing.first == act.at and _is_verb(scene.words, act, held):
            verbs.append(act)
            nouns.discard(thing)
        elif act.form not in (PRESENT, BASE, GERUND) and thing.last - thing.first == 1:
            verbs.append(act)
            nouns.discard(thing)
    return replace(scene, acts=tuple(verbs), things=tuple(t for t in scene.things if t in nouns))


def _is_verb(words: Words, act: Act, held: dict[int, Agent]) -> bool:
    before = act.at - 1
    if act.first < act.at:
        return True
    if before in held:
        return not held[before].owns
    return before >= 0 and words.low[before] in ("which", "who", "that", "it", "they", ")")


# ---------------------------------------------------------------- what the story is about


def _story(item: Item, view: TextView, scenes: tuple[tuple[int, Scene], ...], lexicon: Lexicon) -> Story:
    votes: Counter[str] = Counter()
    named: list[tuple[int, Agent]] = []
    for index, scene in scenes:
        weight = 3 if index == 0 else 1
        for place in scene.places:
            votes[place.code] += weight
        for agent in scene.agents:
            if agent.level >= ROLE:
                named.append((index, agent))
            if agent.level == NAMED and agent.jurisdiction:
                votes[agent.jurisdiction] += weight
    for _, agent in named if not votes else ():
        known = resolve(agent, lexicon, "", ())
        if known.jurisdiction:
            votes[known.jurisdiction] += 1
    country = max(votes, key=lambda code: votes[code]) if votes else ""
    complete = tuple((n, resolve(agent, lexicon, country, ())) for n, agent in named)
    complete = tuple((n, agent) for n, agent in complete if agent.name)
    return Story(item, view, scenes, country, complete, {n: scene.agents for n, scene in scenes})


# ---------------------------------------------------------------- judging one act


def _outcomes(index: int, scene: Scene, story: Story, lexicon: Lexicon) -> Iterator[Candidate | Rejection]:
    roles = Roles(scene, lexicon)
    if scene.words.low[-1] == "?":
        return
    for act in scene.acts:
        tie, thing, direct = tie_act(roles, act)
        outcome = _judge(index, scene, act, tie, thing, direct, story)
        if outcome is not None:
            yield outcome
    for tie, thing, form, stage, why in nominal_ties(roles, scene, lexicon):
        at = thing.first if thing is not None else 0
        score = tie.strength + 2.0 - _background(scene.words, story, at, at + 1)
        heading = _heading(scene.words)
        yield Candidate(index, scene.words, tie.agent, thing, form, stage, None, score, why, heading)


def _heading(words: Words) -> bool:
    return words.sentence.shape is Shape.HEADING


def _judge(
    index: int, scene: Scene, act: Act, tie: Tie, thing: Thing | None, direct: bool, story: Story
) -> Candidate | Rejection | None:
    form = _form(act, thing, direct)
    if form is None or (act.entry.only and (not direct or form not in act.entry.only)):
        return None
    tie = tie if tie.strength else _context(index, scene, act, thing, direct, story)
    if act.mood not in REPORTED:
        strong = tie.strength >= 3 and (thing is not None or act.entry.form)
        return _reject(scene, f"“{act.phrase}” {WHY_NOT[act.mood]}") if strong else None
    if act.entry.weak and not (direct and thing is not None and tie.strength >= _least(act, thing)):
        return None
    score = _score(scene, act, tie, thing, direct, story)
    if score <= 0:
        return None
    stage = stage_of(act, scene.words, thing if direct else None, form, _only_proposes(tie))
    why = _why(tie, act, stage, thing, form, scene.words)
    return Candidate(
        index,
        scene.words,
        tie.agent,
        thing if direct else None,
        form,
        stage,
        act,
        score,
        why,
        _heading(scene.words),
    )


def _least(act: Act, thing: Thing) -> float:
    """How surely an authority must be tied to a weak verb."""
    if act.passive:
        return 1.5 if thing.public else 2.0
    return 3.0


def _context(index: int, scene: Scene, act: Act, thing: Thing | None, direct: bool, story: Story) -> Tie:
    """The authority near by that an act without an agent is ascribed to: "The quota was cut." """
    impersonal = act.passive or act.entry.intransitive
    if not impersonal or thing is None or not direct or _somebody_elses(scene, act, thing):
        return NO_TIE
    for near, strength in ((index, 2.0), (index - 1, 1.5), (index + 1, 1.5)):
        for agent in story.agents.get(near, ()):
            if agent.level >= ROLE and not (near == index and agent.owns and agent.last < thing.first):
                where = "in the same sentence" if near == index else "in the sentence beside it"
                return Tie(agent if near == index else None, strength, f"an authority is named {where}")
    return NO_TIE


def _somebody_elses(scene: Scene, act: Act, thing: Thing) -> bool:
    """Whether the text gives the act or the instrument to someone who is no authority: "by the company", "Acme's"."""
    words, held = scene.words, {at for agent in scene.agents for at in range(agent.first, agent.last)}
    for at in range(act.last, min(len(words), act.last + 8)):
        nxt = words.low[at + 1] if at + 1 < len(words) else ""
        if words.low[at] == "by" and at + 1 not in held and not nxt[:1].isdigit() and at + 2 not in held:
            return nxt not in ("a", "an", "about", "around", "nearly", "almost", "up", "then", "law", "decree", "some")
        if words.low[at] in (",", ";", "."):
            break
    return any(words.owns[at] and at not in held for at in range(max(0, thing.first - 5), thing.first))


def _only_proposes(tie: Tie) -> bool:
    """Whether a draft that this authority adopts has still to go to a parliament."""
    called = f"{tie.agent.name} {tie.agent.head}".lower() if tie.agent else ""
    return not any(word in called for word in ("parliament", "assembly", "senate", "house", "congress", "chamber"))


def _form(act: Act, thing: Thing | None, direct: bool) -> Instrument | None:
    if act.entry.form is Instrument.DECISION:
        return act.entry.form
    if thing is not None and (direct or act.entry.form is None):
        entering = act.entry.form is Instrument.AUTHORIZATION and thing.form is Instrument.PROGRAMME
        return Instrument.AUTHORIZATION if entering and act.entry.phrase[0] in ENTERING else thing.form
    if act.entry.form is None and act.entry.stage is Stage.CONSULTATION:
        return Instrument.REGULATION
    return act.entry.form


def _score(scene: Scene, act: Act, tie: Tie, thing: Thing | None, direct: bool, story: Story) -> float:
    score = tie.strength
    if thing is not None and direct:
        score += 3.5 if thing.public else 3.0
    elif act.entry.form is not None or act.entry.stage is Stage.CONSULTATION:
        score += 2.5
    elif thing is not None:
        score += 1.0
    if tie.agent is None and tie.strength == 0:
        impersonal = act.passive or act.entry.intransitive
        score += 1.0 if impersonal and thing is not None and thing.public and direct else -2.0
    if act.entry.weak:
        score -= 0.5 if act.passive else 1.0
    if not act.finite:
        score -= 1.5
    if act.mood is Mood.PLANNED:
        score -= 0.5
    if act.entry.form is not None and thing is None and tie.agent is not None and tie.agent.level == STATE:
        score -= 0.5
    return score - _background(scene.words, story, act.first, act.last)


def _background(words: Words, story: Story, first: int, last: int) -> float:
    """What is taken off where the clause of the act, words [first, last), tells of older things or supposes something."""
    age = age_in_days(_clause(words, story.view.view, first, last), story.item.published)
    off = 4.0 if age is not None and age > LONG_AGO else 0.0
    opening = words.low[0]
    if opening in ("if", "unless", "should", "were", "had"):
        off += 4.0
    elif opening in ("since", "under", "following", "after", "before", "while", "although", "despite"):
        off += 0.5
    if any(word in LONG_SINCE for word in words.low):
        off += 0.5
    return off


def _clause(words: Words, view: str, first: int, last: int) -> str:
    """The act's own clause, with a date that the sentence opens with: "In 2016, …"."""
    start = max((at + 1 for at in range(first) if _is_edge(words, at)), default=0)
    if words.low[0] in ("in", "on", "back", "last", "early", "late", "since", "by"):
        start = 0
    end = next((at for at in range(last, len(words)) if _is_edge(words, at)), len(words))
    return view[words.tokens[start].start : words.tokens[max(start, end - 1)].end]


def _is_edge(words: Words, at: int) -> bool:
    """Whether a clause ends at a word; the comma of "1 May, 2026" ends none."""
    year = words.low[at] == "," and at + 1 < len(words) and words.low[at + 1].isdigit()
    return words.low[at] in CLAUSE_EDGES and not year


def _why(tie: Tie, act: Act, stage: Stage, thing: Thing | None, form: Instrument, words: Words) -> str:
    who = words.text_of(tie.agent.first, tie.agent.last) if tie.agent else "no authority"
    what = words.text_of(thing.first, thing.last) if thing else act.phrase
    verb = words.text_of(act.first, act.last) if act.last - act.first < 8 else act.phrase
    return f"accepted because: {who} ({tie.how}) + {verb} ({stage}) + {what} ({form})"


def _reject(scene: Scene, why: str) -> Rejection:
    sentence = scene.words.sentence
    return Rejection("policy", "", sentence.start, sentence.end, f"rejected because: {why}")


def _weaker(candidate: Candidate, view: TextView) -> Rejection:
    sentence = candidate.words.sentence
    why = candidate.why.replace("accepted because", "rejected because it is too weak")
    return Rejection("policy", view.verbatim(sentence), sentence.start, sentence.end, why)


# ---------------------------------------------------------------- choosing between sentences


def _chosen(found: list[Candidate]) -> list[Candidate]:
    """One candidate for each instrument, in the order of the text."""
    ranked = sorted(found, key=lambda c: (-_rank(c), c.index))
    chosen: list[Candidate] = []
    for candidate in ranked:
        if candidate.score < ENOUGH:
            continue
        if not chosen or (
            candidate.score >= SECOND and not candidate.heading and all(_other(candidate, c) for c in chosen)
        ):
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.index)


def _rank(candidate: Candidate) -> float:
    named = 0.5 if candidate.agent is not None and candidate.agent.level >= ROLE else 0.0
    return candidate.score + named - (1.0 if candidate.heading else 0.0) - 0.2 * min(candidate.index, 10)


def _other(one: Candidate, two: Candidate) -> bool:
    """Whether two candidates are about different instruments: another authority and another form."""
    if one.agent is None or two.agent is None:
        return False
    different = one.agent.name != two.agent.name or one.agent.jurisdiction != two.agent.jurisdiction
    return different and one.form is not two.form and one.words is not two.words


def _mention(candidate: Candidate, story: Story, lexicon: Lexicon) -> PolicyMention:
    sentence = candidate.words.sentence
    near = sorted(story.named, key=lambda pair: (pair[0] > candidate.index, abs(pair[0] - candidate.index)))
    before = tuple(agent for _, agent in near if agent.level == NAMED)
    agent = resolve(candidate.agent, lexicon, story.country, before) if candidate.agent else None
    issuers = (agent.name,) if agent and agent.name else _from_story(agent, candidate, near, story)
    code = agent.jurisdiction if agent and agent.jurisdiction else story.country
    if candidate.form is Instrument.AGREEMENT and _between_states(candidate, story):
        issuers, code = (), "INT"
    taken, effective = taken_and_effective(story.view.of(sentence), story.item.published)
    return PolicyMention(
        quote=story.view.verbatim(sentence),
        start=sentence.start,
        end=sentence.end,
        issuers=issuers,
        jurisdiction=code,
        instrument=candidate.form,
        stage=candidate.stage,
        title=title_of(candidate.words, candidate.thing, candidate.act, story.view.view, _edges(candidate, story))
        or (story.item.title or ""),
        date=taken,
        effective=effective,
        reason=candidate.why,
    )


def _edges(candidate: Candidate, story: Story) -> frozenset[int]:
    held = {at for agent in story.agents.get(candidate.index, ()) for at in range(agent.first, agent.last)}
    verb = candidate.act
    return frozenset(held | (set(range(verb.first, verb.last)) if verb else set()))


def _between_states(candidate: Candidate, story: Story) -> bool:
    """Whether two countries make the agreement: "Australia and Fiji signed", "a pact between the EU and Chile"."""
    states = [a for a in story.agents.get(candidate.index, ()) if a.head in STATES and a.jurisdiction]
    low = candidate.words.low
    return any(
        one.jurisdiction != two.jurisdiction and two.first - one.last <= 2 and "and" in low[one.last : two.first]
        for one, two in zip(states, states[1:], strict=False)
    )


def _from_story(
    agent: Agent | None, candidate: Candidate, near: list[tuple[int, Agent]], story: Story
) -> tuple[str, ...]:
    """The authority that the sentences next to the act name, where the act's own sentence names none."""
    code = agent.jurisdiction if agent else story.country
    close = [named for index, named in near if abs(index - candidate.index) <= 2 and named.jurisdiction == code]
    best = next((named for named in close if named.level == NAMED), close[0] if close else None)
    return (best.name,) if best else ()
