"""Whose a policy is: the authorities that act, by their names, and the jurisdiction."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tracker.extraction.policies.candidates import Candidate, Story
from tracker.extraction.policies.choosing import is_second_mention
from tracker.extraction.policies.issuers_made import government_of
from tracker.extraction.policies.issuers_places import CITY_BODIES, OFFICES_OF_PLACES
from tracker.extraction.policies.issuers_resolve import UNIONS, home_of, resolve
from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.roles import SAYING, TELLING
from tracker.extraction.policies.stages import LEGISLATURES
from tracker.extraction.policies.told import BANKS, is_joint
from tracker.extraction.policies.words import NAMED, ROLE, STATE, Agent, word_set
from tracker.model import Instrument, Stage

OF_PLACES = frozenset(("governor", "mayor", *CITY_BODIES)) - {"council"}
JOINTS = frozenset(("and", ",", "the", "its", "together", "with", "&", "jointly"))
COUNTERPARTS = word_set("counterpart counterparts")
JOINTLY = word_set("joint jointly together")
MANY_STATES = frozenset(("states", "countries", "nations"))
UNLIKE = word_set(
    "government court tribunal judge parliament senate congress president mayor governor lawmakers cabinet"
)
"""roles that no ministry or regulator named beside them stands for"""
STATES = frozenset(("name", "both", "seat", "adjective", "EU", "European Union", "bloc"))
DECREES = word_set("decree regulation order decision instruction proclamation")
PAPERS = DECREES | word_set("resolution circular notice ordinance")
CLEARING = frozenset(("clear", "survive", "sail"))
"""what bills do in a parliament"""
PASSING = frozenset(("pass", "enact", "clear"))
"""what parliaments do with bills"""
TAKING_UP = frozenset(("it", "they"))
PERSONS = word_set("minister president governor premier mayor king chancellor secretary commissioner chair director")
"""whom "it" does not take up"""
AUXILIARIES = word_set("is was has had will wants plans")
CHAIRING = word_set("chair chairing presiding helm")
LEADING = 3
"""words at most before whoever leads a sentence"""
BLOCS = frozenset(("European Union", "United Nations"))
Attribution = tuple[tuple[str, ...], str, tuple[str, ...]]
"""the issuers, the jurisdiction, and the codes of the states that make an agreement"""


def who_acts(candidate: Candidate, story: Story, lexicon: Lexicon) -> Attribution:
    """Whose an act is; no issuer where the text names none, "" where nothing tells the jurisdiction."""
    near = sorted(story.named, key=lambda pair: (pair[0] > candidate.index, abs(pair[0] - candidate.index)))
    before = tuple(agent for _, agent in near if agent.level == NAMED or _is_one(agent))
    home = home_of(candidate.agent, lexicon, story.codes) if candidate.agent is not None else story.country
    home = _of_the_state_before(candidate, story) or home
    acting = candidate.agent or _subject_before(candidate, story)
    agent = resolve(acting, lexicon, home, before) if acting is not None else None
    joint = tuple(resolve(one, lexicon, home, before) for one in _together(candidate, story))
    joint = tuple(_placed(one, candidate, story) for one in joint)
    named = tuple(dict.fromkeys(one.name for one in joint if one.name))
    if candidate.agent is None and agent is not None and agent.name:
        named = (agent.name,)
    issuers = named or _from_story(agent, candidate, near, story)
    code = agent.jurisdiction if agent and agent.jurisdiction else story.country
    if candidate.act is not None and candidate.act.impersonal:
        issuers = tuple(name for name in issuers if name not in BLOCS)
    issuers = _joint_name(candidate) or issuers
    if issuers == ("Senate",) and code == "DE":
        cities = tuple(f"{city} Senate" for city in sorted(lexicon.lists["senates"]) if city in story.view.view)
        issuers = cities if len(cities) == 1 else issuers  # Berlin is also where the federation decides
    issuers = _by_its_name(candidate, issuers, home, lexicon) or issuers
    issuers = issuers or _of_its_parliament(candidate, code, lexicon)
    published = candidate.agent is not None and candidate.agent.level >= ROLE and candidate.agent.head not in STATES
    published = published and candidate.act is not None and candidate.act.passive
    parties = _parties(candidate, story) if candidate.form is Instrument.AGREEMENT and not published else ()
    if candidate.form is Instrument.AGREEMENT:
        governments = tuple(government_of(party, lexicon) for party in parties)
        issuers, code = (governments, "INT") if parties else (issuers, code)
        code = "INT" if _of_a_joint_body(candidate) or (agent and agent.head in MANY_STATES) else code
        code = "INT" if code not in UNIONS and _with_another_state(candidate, story, code) else code
    if candidate.form is Instrument.AGREEMENT or not JOINTLY.isdisjoint(candidate.words.present):
        code = "INT" if len({one.jurisdiction for one in joint if one.name and one.jurisdiction}) > 1 else code
    return issuers, code, parties


def _of_the_state_before(candidate: Candidate, story: Story) -> str:
    """The country that acts in the sentence before, whose "the government" is: "Benin is …. The government has"."""
    agent, before = candidate.agent, story.agents.get(candidate.index - 1, ())
    if agent is None or agent.jurisdiction or agent.level > ROLE or not before:
        return ""
    scene = dict(story.scenes)[candidate.index - 1]
    verbs = {act.first for act in scene.acts if act.finite}
    states = {
        one.jurisdiction
        for one in before
        if one.head in STATES and not one.owns and (one.last in verbs or scene.words.low[one.last] in AUXILIARIES)
    }
    same = scene.words.sentence.paragraph == candidate.words.sentence.paragraph
    return states.pop() if same and len(states) == 1 else ""


def _is_one(agent: Agent) -> bool:
    """Whether a role says enough to be taken up: "energy regulator", "Finance Minister", and no government's."""
    return agent.level == ROLE and " " in agent.head and not agent.head.endswith("government")


def _placed(agent: Agent, candidate: Candidate, story: Story) -> Agent:
    """The office or body of a place that only the story tells: "the governor", "City Hall" under "Nairobi"."""
    if agent.level != ROLE or agent.head not in OF_PLACES or (agent.name and agent.name != agent.head.title()):
        return agent
    bank = next((one for _, one in story.named if "bank" in one.name.lower().split()), None)
    if agent.head == "governor" and bank is not None:
        return replace(agent, name=bank.name, jurisdiction=bank.jurisdiction)
    scenes = dict(story.scenes)
    near = (scenes.get(candidate.index), scenes.get(0), scenes.get(candidate.index - 1))
    kinds = ("region",) if agent.head == "governor" else ("region", "seat")
    spot = next(
        ((scene, place) for scene in near if scene for place in scene.places if place.kind in kinds and not place.owns),
        None,
    )
    if spot is None or (agent.jurisdiction and spot[1].code != agent.jurisdiction):
        return agent
    name = spot[0].words.text_of(spot[1].first, spot[1].last)
    name = name.title() if name.isupper() else name  # "ISTANBUL, 8 September"
    called = f"{agent.head.title()} of {name}" if agent.head in OFFICES_OF_PLACES else f"{name} {agent.head.title()}"
    return replace(agent, name=called, jurisdiction=spot[1].code)


def _by_its_name(candidate: Candidate, issuers: tuple[str, ...], home: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The president, where a country or nobody acts, by a "presidential decree" or on one."""
    agent, thing, low = candidate.agent, candidate.thing, candidate.words.low
    if issuers or (agent is not None and agent.level > STATE):
        return ()
    for at in range(candidate.words.size - 1):
        led = at <= 1 and low[0] in ("a", "the", "this", "presidential")
        itself = led or low[at - 1 : at] == ("by",) or (thing is not None and thing.first - 1 <= at < thing.last)
        if low[at] == "presidential" and low[at + 1] in DECREES and itself:
            office = resolve(Agent(at, at + 1, "", "", ROLE, "president"), lexicon, home, ())
            return (office.name or "President",)
    return ()


def _of_its_parliament(candidate: Candidate, code: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The parliament of the country where a bill clears a committee or "is through": nobody else can let it."""
    act = candidate.act
    if act is None or candidate.form is not Instrument.LAW or not act.entry.intransitive or not code or code in UNIONS:
        return ()
    if act.entry.phrase[0] not in CLEARING and act.entry.phrase[:2] != ("be", "through"):
        return ()
    name = resolve(Agent(0, 1, "", code, ROLE, "parliament"), lexicon, code, ()).name
    return (name,) if name else ()


def _together(candidate: Candidate, story: Story) -> tuple[Agent, ...]:
    """The agent with those it is joined to by "and" or a comma: "the FCA and the Bank of England"."""
    low = candidate.words.low
    row = [a for a in story.agents.get(candidate.index, ()) if not a.owns and low[max(0, a.first - 1)] != "("]
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
    low = candidate.words.low
    bracketed = low[one.last : one.last + 1] == ("(",) and low[one.last + 2 : one.last + 3] == (")",)
    between = low[one.last + 3 * bracketed : two.first]  # "the Reserve Bank (RBI) and the Treasury"
    if "with" in between and not CHAIRING.isdisjoint(low[two.last : two.last + 3]):
        return False  # "the cabinet, with the president in the chair"
    return 0 < len(between) <= 4 and all(word in JOINTS for word in between) and {"and", ","} & set(between) != set()


def _parties(candidate: Candidate, story: Story) -> tuple[str, ...]:
    """The codes of the states that make the agreement: "Australia and Fiji signed", "between the EU and Chile"."""
    states = [a for a in story.agents.get(candidate.index, ()) if a.head in STATES and a.jurisdiction]
    low = candidate.words.low
    for one, two in pairwise(states):
        joint = two.first - one.last <= 2 and not {"and", "with"}.isdisjoint(low[one.last : two.first])
        if joint and one.jurisdiction != two.jurisdiction:
            return (one.jurisdiction, two.jurisdiction)
    return ()


def _with_another_state(candidate: Candidate, story: Story, code: str) -> bool:
    """Whether an agreement is told to be with another country: "the pact with Turkey", "between the two countries"."""
    low, agent = candidate.words.low, candidate.agent
    if agent is not None and any(word in f"{agent.name} {agent.head}".lower() for word in LEGISLATURES):
        return False  # one country's consent to it
    if any(low[at : at + 2] == ("two", "countries") or low[at] == "neighbours" for at in range(len(low))):
        return True
    places = next((scene.places for number, scene in story.scenes if number == candidate.index), ())
    if not COUNTERPARTS.isdisjoint(low) and len({place.code for place in places}) > 1:
        return True  # "Kenya's ministry and its counterpart in Dodoma"
    others = (place for place in places if place.code != code and place.code not in UNIONS)
    return any(not {"with", "between"}.isdisjoint(low[max(0, p.first - 2) : p.first]) for p in others)


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


def _is_brussels(candidate: Candidate) -> bool:
    """Whether "Brussels" acts: the Commission, where nobody is named, but in what the member states agree on."""
    agent = candidate.agent
    seat = agent is not None and agent.head == "seat" and candidate.words.low[agent.first] == "brussels"
    return seat and candidate.form is not Instrument.AGREEMENT


def _whose_paper(candidate: Candidate, near: list[tuple[int, Agent]], story: Story) -> tuple[str, ...]:
    """Who made the paper that a duty is told from: "suppliers must …, under a change of licences Ofgem finalised"."""
    verbs = {act.first for number, scene in story.scenes if number == candidate.index for act in scene.acts}
    low = candidate.words.low
    made = (
        named.name
        for index, named in near
        if index == candidate.index and named.level == NAMED and named.last in verbs and not named.owns
        if not {"under", "in", "by", "with"}.isdisjoint(low[max(0, named.first - 6) : named.first])
    )
    return tuple(made)[:1]


def _says(candidate: Candidate, named: Agent) -> bool:
    """Whether an authority tells of the act, or the act is told to be by a decree of its own."""
    low = candidate.words.low
    before = low[max(0, named.first - 4) : named.first]
    decreed = not PAPERS.isdisjoint(before) and not {"of", "by", "from"}.isdisjoint(before)
    says = not SAYING.isdisjoint(low[named.last : named.last + 3])
    return decreed or says or not (SAYING - TELLING).isdisjoint(before)


def _told_next(candidate: Candidate, near: list[tuple[int, Agent]], story: Story) -> list[tuple[int, Agent]]:
    """Who tells of a country's step in a paper of its own, a sentence later: "…, the ministry said in a circular"."""
    scene = dict(story.scenes).get(candidate.index + 1)
    if scene is None or scene.words.sentence.paragraph != candidate.words.sentence.paragraph:
        return []
    low, code = scene.words.low, candidate.agent.jurisdiction if candidate.agent else ""
    later = [pair for pair in near if pair[0] == candidate.index + 1 and pair[1].jurisdiction == code]
    if low[0] in ("the", "this") and low[1:2] and low[1] in PAPERS and not {"from", "by"}.isdisjoint(low[2:5]):
        return later[:1]  # "The order came from the pricing committee."
    return [
        (index, named)
        for index, named in later
        if not (SAYING.isdisjoint(low[named.last : named.last + 1]) or PAPERS.isdisjoint(low[named.last :][:5]))
    ][:1]


def _taken_up(candidate: Candidate, story: Story) -> Agent | None:
    """Whom "it" or "they" takes up: who leads the sentence before, or the one before that where this names nobody."""
    act = candidate.act
    if candidate.agent is not None or act is None:
        return None
    pronouns = TAKING_UP.intersection(candidate.words.low[max(0, act.first - 3) : act.first])
    if not pronouns:
        return None
    for step in (1, 2):
        before = story.agents.get(candidate.index - step, ())
        leads = next((one for one in before if one.first <= LEADING and one.level >= ROLE and not one.owns), None)
        if leads is not None and step == 1 and "it" in pronouns and leads.head.rpartition(" ")[2] in PERSONS:
            continue  # "The cabinet postponed …. The prime minister named a panel. It also approved …"
        if before:
            return leads
    return None


def _subject_before(candidate: Candidate, story: Story) -> Agent | None:
    """Who the sentence before is about, where a draft open for comment names nobody: "X wants …. A draft is"."""
    lead = _taken_up(candidate, story)
    if lead is not None:
        return lead
    drafted = candidate.stage is Stage.DRAFT and candidate.act is None
    if candidate.agent is not None or not (drafted or candidate.stage is Stage.CONSULTATION):
        return None
    before = story.agents.get(candidate.index - 1, ())[:1]
    scene = dict(story.scenes).get(candidate.index - 1)
    same = scene is not None and scene.words.sentence.paragraph == candidate.words.sentence.paragraph
    first = before[0] if before else None
    named = first is not None and (first.level == NAMED if not drafted else first.level >= ROLE)
    told = first is not None and named and first.first <= 1 and not first.owns
    return first if told and same else None


def _from_story(
    agent: Agent | None, candidate: Candidate, near: list[tuple[int, Agent]], story: Story
) -> tuple[str, ...]:
    """The authority that the sentences next to the act name, where the act's own sentence names none."""
    code = agent.jurisdiction if agent else story.country
    if _state_acts(candidate):
        told = [(index, named) for index, named in near if index == candidate.index and _says(candidate, named)]
        near = told or _told_next(candidate, near, story)
    if _is_brussels(candidate) and not near:
        return ("European Commission",)
    if agent is not None and agent.head.endswith("governor"):
        banks = (a for n, a in near if abs(n - candidate.index) <= 2 and any(b in a.name.lower() for b in BANKS))
        return tuple(a.name for a in banks)[:1]
    if agent is not None and agent.level == ROLE and not UNLIKE.isdisjoint(agent.head.split()):
        return ()
    if candidate.act is None and candidate.form not in (Instrument.DECISION, Instrument.AUTHORIZATION):
        return _whose_paper(candidate, near, story)
    if candidate.stage is Stage.IN_FORCE and candidate.agent is None:
        before = (a for n, a in near if n == candidate.index - 1 and a.level == NAMED and a.jurisdiction == code)
        return tuple(a.name for a in before if a.name not in BLOCS)[:1] if is_second_mention(candidate) else ()
    close = [named for index, named in near if abs(index - candidate.index) <= 2 and named.jurisdiction == code]
    close = [named for named in close if named.name not in BLOCS]
    if candidate.agent is None and candidate.act is not None and candidate.act.entry.phrase[0] in PASSING:
        houses = [named for named in close if any(word in named.name.lower() for word in LEGISLATURES)]
        close = houses if houses and not {"bill", "bills"}.isdisjoint(candidate.words.present) else close
    best = next((named for named in close if named.level == NAMED), close[0] if close else None)
    return (best.name,) if best else ()
