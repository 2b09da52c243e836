"""Policies in a story: every act of an authority, judged, and those of one instrument taken together.

sentences → scenes (agents, places, instruments, acts) → candidates with a score and a reason
          → one mention for each instrument; the others rejected, each with its reason
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from tracker.extraction.policies.candidates import Candidate, Story
from tracker.extraction.policies.choosing import ENOUGH, chosen, is_second_mention
from tracker.extraction.policies.dates import taken_and_effective
from tracker.extraction.policies.effect import effective_after
from tracker.extraction.policies.introduced import Scenes, with_short_names
from tracker.extraction.policies.issuers_resolve import UNIONS, government_of, home_of, resolve
from tracker.extraction.policies.judge import judged
from tracker.extraction.policies.lexicon import GAP, Lexicon
from tracker.extraction.policies.roles import SAYING
from tracker.extraction.policies.scene import Scene, look_at
from tracker.extraction.policies.sums import country_of_money
from tracker.extraction.policies.titles import title_of
from tracker.extraction.policies.told import is_joint
from tracker.extraction.policies.words import NAMED, ROLE, STATE, Agent, word_set
from tracker.extraction.text import TextView
from tracker.model import Instrument, Item, PolicyMention, Rejection, Stage

COMMENTS = word_set("views comments responses submissions replies feedback consultation memoranda suggestions papers")
ANSWER_BY = word_set("until by before open invited welcome due close closes closing through within end ends days")
PAPERS = (Instrument.REPORT, Instrument.PLAN, Instrument.GUIDELINE, Instrument.STANDARD)
JOINTS = frozenset(("and", ",", "the", "its", "together", "with", "&", "jointly"))
MANY_STATES = frozenset(("states", "countries", "nations"))
UNLIKE = word_set("court tribunal judge parliament senate congress president mayor governor lawmakers cabinet")
"""roles that no ministry or regulator named beside them stands for"""
SHORT_TITLE = 4
YEAR = 4
"""characters of a date that is but a year"""
TOLD = word_set("decided ruled resolved held found may can takes take needs need requires require since from as")
STATES = frozenset(("name", "both", "seat", "adjective", "EU", "European Union", "bloc"))
DECREES = word_set("decree regulation order decision instruction proclamation")
BLOCS = frozenset(("European Union", "United Nations"))


def find_policies(
    view: TextView, item: Item, lexicon: Lexicon
) -> tuple[tuple[PolicyMention, ...], tuple[Rejection, ...]]:
    """The policies of an item and what looked like one and is none; each with its reason."""
    scenes = tuple((n, s) for n, sentence in enumerate(view.sentences) if (s := look_at(view, sentence, lexicon)))
    scenes = with_short_names(view, scenes, lexicon)
    story = _story(item, view, scenes, lexicon)
    found: list[Candidate] = []
    rejected: list[Rejection] = []
    for index, scene in scenes:
        for outcome in judged(index, scene, story, lexicon):
            if isinstance(outcome, Candidate):
                found.append(outcome)
            else:
                rejected.append(outcome)
    told = chosen(found, story.country)
    mentions = tuple(_mention(candidate, story, lexicon) for candidate in told)
    rejected.extend(_weaker(candidate, view) for candidate in found if candidate.score < ENOUGH)
    return mentions, tuple(rejected)


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
    if not votes and item.home:
        votes[item.home] += 1
    if not votes:
        votes.update(code for _, scene in scenes if (code := country_of_money(scene.words)))
    for _, agent in named if not votes else ():
        known = resolve(agent, lexicon, "", ())
        if known.jurisdiction:
            votes[known.jurisdiction] += 1
    country = max(votes, key=lambda code: votes[code]) if votes else ""
    country = _counts_in(scenes) or country if country in UNIONS and set(votes) <= UNIONS else country
    states = {code: count for code, count in votes.items() if code not in UNIONS}
    state = max(states, key=lambda code: states[code]) if states else country
    codes = (country, state, *votes, *filter(None, (item.home,)))
    complete = tuple((n, resolve(agent, lexicon, home_of(agent, lexicon, codes), ())) for n, agent in named)
    complete = tuple((n, agent) for n, agent in complete if agent.name)
    by_number = {n: s.agents for n, s in scenes}, {n: s.things for n, s in scenes}
    return Story(item, view, scenes, country, complete, *by_number, codes)


def _counts_in(scenes: Scenes) -> str:
    """The state whose own money a story counts in, where it is one alone; "" of a union or of nobody."""
    found = {code for _, scene in scenes if (code := country_of_money(scene.words))} - UNIONS
    return found.pop() if len(found) == 1 else ""


def _weaker(candidate: Candidate, view: TextView) -> Rejection:
    sentence = candidate.words.sentence
    why = candidate.why.replace("accepted because", "rejected because it is too weak")
    return Rejection("policy", view.verbatim(sentence), sentence.start, sentence.end, why)


def _mention(candidate: Candidate, story: Story, lexicon: Lexicon) -> PolicyMention:
    sentence = candidate.words.sentence
    near = sorted(story.named, key=lambda pair: (pair[0] > candidate.index, abs(pair[0] - candidate.index)))
    before = tuple(agent for _, agent in near if agent.level == NAMED)
    home = home_of(candidate.agent, lexicon, story.codes) if candidate.agent is not None else story.country
    agent = resolve(candidate.agent, lexicon, home, before) if candidate.agent else None
    joint = tuple(resolve(one, lexicon, home, before) for one in _together(candidate, story))
    named = tuple(dict.fromkeys(one.name for one in joint if one.name))
    issuers = named or _from_story(agent, candidate, near, story)
    code = agent.jurisdiction if agent and agent.jurisdiction else story.country
    if candidate.act is not None and candidate.act.impersonal:
        issuers = tuple(name for name in issuers if name not in BLOCS)
    issuers = _joint_name(candidate) or issuers
    issuers = _by_its_name(candidate, issuers, home, lexicon) or issuers
    parties = _parties(candidate, story) if candidate.form is Instrument.AGREEMENT else ()
    if candidate.form is Instrument.AGREEMENT:
        governments = tuple(government_of(party, lexicon) for party in parties)
        issuers, code = (governments, "INT") if parties else (issuers, code)
        code = "INT" if _of_a_joint_body(candidate) or (agent and agent.head in MANY_STATES) else code
    taken, effective = taken_and_effective(story.view.of(sentence), story.item.published)
    later = None
    stage = _stage(candidate, story)
    if effective is None or len(effective) == YEAR:
        later = effective_after(story.view, candidate.index, candidate.words, candidate.thing, story.item.published)
        effective = (later and later[0]) or effective or (taken if stage is Stage.IN_FORCE else None)
    return PolicyMention(
        quote=story.view.verbatim(sentence),
        start=sentence.start,
        end=sentence.end,
        issuers=issuers,
        jurisdiction=code,
        instrument=candidate.form,
        stage=stage,
        title=_title(candidate, story, tuple(lexicon.country_names.get(one, one) for one in parties)),
        date=taken,
        effective=effective,
        evidence=story.item.text[sentence.start : later[1].end] if later else "",
        reason=candidate.why,
    )


def _by_its_name(candidate: Candidate, issuers: tuple[str, ...], home: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The president, where a country or nobody acts, by a "presidential decree" or on one."""
    agent, thing, low = candidate.agent, candidate.thing, candidate.words.low
    if issuers or (agent is not None and agent.level > STATE):
        return ()
    for at in range(candidate.words.size - 1):
        itself = low[at - 1 : at] == ("by",) or (thing is not None and thing.first - 1 <= at < thing.last)
        if low[at] == "presidential" and low[at + 1] in DECREES and itself:
            office = resolve(Agent(at, at + 1, "", "", ROLE, "president"), lexicon, home, ())
            return (office.name,) if office.name else ()
    return ()


def _edges(candidate: Candidate, story: Story) -> frozenset[int]:
    held = {at for agent in story.agents.get(candidate.index, ()) for at in range(agent.first, agent.last)}
    verb = candidate.act
    last = verb.at + 1 if verb and GAP in verb.entry.phrase else verb.last if verb else 0
    return frozenset(held | (set(range(verb.first, last)) if verb else set()))


def _stage(candidate: Candidate, story: Story) -> Stage:
    """The candidate's stage; a draft is a consultation where the sentences after it ask for comments."""
    if candidate.stage is Stage.ADOPTED and candidate.form in PAPERS:
        asked = COMMENTS & set(candidate.words.low) and _asks_for_comment(candidate.words.low)
        return Stage.CONSULTATION if asked else candidate.stage
    if candidate.stage is not Stage.DRAFT:
        return candidate.stage
    later = [scene.words.low for n, scene in story.scenes if candidate.index <= n <= candidate.index + 2]
    return Stage.CONSULTATION if any(_asks_for_comment(low) for low in later) else candidate.stage


def _asks_for_comment(low: tuple[str, ...]) -> bool:
    """ "Comments are open until October", "the public may respond by 3 May"."""
    told = any(word in COMMENTS for word in low)
    return told and any(word in ANSWER_BY for word in low)


def _together(candidate: Candidate, story: Story) -> tuple[Agent, ...]:
    """The agent with those it is joined to by "and" or a comma: "the FCA and the Bank of England"."""
    row = [one for one in story.agents.get(candidate.index, ()) if not one.owns]
    if candidate.agent not in row or candidate.agent is None:
        return (candidate.agent,) if candidate.agent else ()
    at = first = row.index(candidate.agent)
    last = at
    while first > 0 and _joined(candidate, row[first - 1], row[first]):
        first -= 1
    while last + 1 < len(row) and _joined(candidate, row[last], row[last + 1]):
        last += 1
    return tuple(one for one in row[first : last + 1] if one.level >= min(ROLE, candidate.agent.level))


def _joined(candidate: Candidate, one: Agent, two: Agent) -> bool:
    between = candidate.words.low[one.last : two.first]
    return 0 < len(between) <= 4 and all(word in JOINTS for word in between) and {"and", ","} & set(between) != set()


def _title(candidate: Candidate, story: Story, parties: tuple[str, ...]) -> str:
    """The instrument's name, from the sentence before where a pronoun stands for it; else the story's own title."""
    words, thing, act = candidate.words, candidate.thing, candidate.act
    earlier = dict(story.scenes).get(candidate.index - 1)
    same = [t for t in story.things.get(candidate.index, ()) if thing is not None and t.last <= thing.first]
    if thing is not None and thing.borrowed and same:
        found = title_of(words, same[0], None, story.view.view, frozenset())
        thing = same[0]
    elif thing is not None and thing.borrowed and earlier is not None and earlier.things:
        found = title_of(earlier.words, earlier.things[0], None, story.view.view, frozenset())
    else:
        whole = (
            {thing.first - 1} if thing is not None and act is None and thing.last - thing.first > SHORT_TITLE else set()
        )
        found = title_of(words, thing, act, story.view.view, _edges(candidate, story) | whole)
    if candidate.form is Instrument.AGREEMENT and parties and found and len(found.split()) <= SHORT_TITLE:
        found = f"{found} between {' and '.join(parties)}"
    noun = not (thing is not None and act is None and words.low[thing.first] in TOLD)
    bare = words.text_of(thing.first, thing.last) if thing is not None and noun else ""
    return (
        (found if noun else "") or story.item.title or bare[:1].upper() + bare[1:] or str(candidate.form).capitalize()
    )


def _parties(candidate: Candidate, story: Story) -> tuple[str, ...]:
    """The codes of the states that make the agreement: "Australia and Fiji signed", "between the EU and Chile"."""
    states = [a for a in story.agents.get(candidate.index, ()) if a.head in STATES and a.jurisdiction]
    low = candidate.words.low
    for one, two in pairwise(states):
        joint = two.first - one.last <= 2 and not {"and", "with"}.isdisjoint(low[one.last : two.first])
        if joint and one.jurisdiction != two.jurisdiction:
            return (one.jurisdiction, two.jurisdiction)
    return ()


def _of_a_joint_body(candidate: Candidate) -> bool:
    return candidate.agent is not None and is_joint(candidate.agent, candidate.words)


def _state_acts(candidate: Candidate) -> bool:
    """Whether a country itself is told to act: then only who tells of it in the same breath is its authority."""
    agent, act = candidate.agent, candidate.act
    return agent is not None and agent.level == STATE and act is not None and not act.impersonal


def _joint_name(candidate: Candidate) -> tuple[str, ...]:
    """What a body of two states is called: "the Norwegian-Russian fisheries commission"."""
    agent, words = candidate.agent, candidate.words
    if agent is None or agent.level != ROLE or agent.name or not is_joint(agent, words):
        return ()
    first = next((at for at in range(max(0, agent.first - 3), agent.last) if "-" in words.low[at]), None)
    return (words.text_of(first, agent.last).title(),) if first is not None else ()


def _says(candidate: Candidate, named: Agent) -> bool:
    low = candidate.words.low
    return not SAYING.isdisjoint((*low[named.last : named.last + 3], *low[max(0, named.first - 4) : named.first]))


def _from_story(
    agent: Agent | None, candidate: Candidate, near: list[tuple[int, Agent]], story: Story
) -> tuple[str, ...]:
    """The authority that the sentences next to the act name, where the act's own sentence names none."""
    code = agent.jurisdiction if agent else story.country
    if _state_acts(candidate):
        near = [(index, named) for index, named in near if index == candidate.index and _says(candidate, named)]
    if agent is not None and agent.level == ROLE and not UNLIKE.isdisjoint(agent.head.split()):
        return ()
    if candidate.act is None and candidate.form not in (Instrument.DECISION, Instrument.AUTHORIZATION):
        return ()
    if candidate.stage is Stage.IN_FORCE and candidate.agent is None:
        before = (a for n, a in near if n == candidate.index - 1 and a.level == NAMED and a.jurisdiction == code)
        return tuple(a.name for a in before if a.name not in BLOCS)[:1] if is_second_mention(candidate) else ()
    close = [named for index, named in near if abs(index - candidate.index) <= 2 and named.jurisdiction == code]
    close = [named for named in close if named.name not in BLOCS]
    best = next((named for named in close if named.level == NAMED), close[0] if close else None)
    return (best.name,) if best else ()
