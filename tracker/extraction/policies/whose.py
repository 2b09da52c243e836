"""Which country a story is about, and which authorities it names: what its acts are attributed by."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tracker.extraction.policies.candidates import Story
from tracker.extraction.policies.introduced import Scenes
from tracker.extraction.policies.issuers_resolve import UNIONS, called, home_of, resolve
from tracker.extraction.policies.issuers_words import MATTERS
from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.sums import country_of_money
from tracker.extraction.policies.words import NAMED, ROLE, Agent, Place, word_set
from tracker.extraction.text import TextView
from tracker.model import Item

BODIES = word_set(
    "authority agency commission board council bureau department directorate administration inspectorate service"
)
SHARED = MATTERS | word_set(
    "land road railway rail port ports maritime marine civil aviation airport airports electricity gas oil wildlife "
    "lands coast coastal customs revenue tax taxation statistics communications telecommunications broadcasting "
    "competition consumer pensions pension insurance services gambling gaming procurement "
    "standards electoral elections immigration national regulatory management safety traffic licensing real estate "
    "sanitation waste river basin meteorology tourist investment promotion export"
)
"""what many states have boards and authorities for, under the same name"""
PARTNERED = word_set("with from against to")
TASKING = word_set(
    "allowing letting requiring empowering enabling obliging authorising authorizing permitting asking ordering "
    "telling empowers enables obliges authorises authorizes allows requires tasks charges directs instructs"
)
AWAY = (("from",), ("to",), ("against",), ("with",), ("between",), ("after",), ("like",), ("unlike",), ("than",))
LEADING = 3
"""what counts more as far as the first sentence that tells where something happens"""
AT_HOME = 8
"""what it counts for a country that a story names that it is the letter's"""


def story_of(item: Item, view: TextView, scenes: Scenes, lexicon: Lexicon) -> Story:
    """The story of an item: its scenes, the country that it is about and the authorities that it names."""
    votes: Counter[str] = Counter()
    named: list[tuple[int, Agent]] = []
    scenes, led = _of_their_own(item, scenes), False
    for index, scene in scenes:
        weight = 1 if led else LEADING
        if scene.places:
            counts: dict[str, int] = {}
            for place in scene.places:
                counts[place.code] = max(counts.get(place.code, 0), _counts(place, scene.words.low))
            for code, count in counts.items():
                votes[code] += weight * count
            led = led or max(counts.values()) > 1
        for agent in scene.agents:
            if agent.level >= ROLE and not _is_tasked(agent, scene.words.low):
                named.append((index, agent))
            if agent.level >= ROLE and agent.jurisdiction:
                votes[agent.jurisdiction] += 2 * weight
    votes.update(_agreed(tuple(agent for _, agent in named), lexicon))
    if item.home and (not votes or item.home in votes or _only_partners(scenes)):
        votes[item.home] += AT_HOME
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
    return Story(item, view, scenes, country, complete, *by_number, lexicon.lists, codes)


def _counts(place: Place, low: tuple[str, ...]) -> int:
    """What a place counts for the country that a story is about: little where it only tells whence or whither."""
    if place.kind == "adjective" or low[place.first - 1 : place.first] in AWAY:
        return 1  # "Chinese tourists", "cars from China"
    return 3 if low[place.first - 1 : place.first] == ("in",) else 2


def _is_tasked(agent: Agent, low: tuple[str, ...]) -> bool:
    """Whether somebody else lets or makes an authority do something: "a law allowing the ministry to close"."""
    return low[agent.last] == "to" and not TASKING.isdisjoint(low[max(0, agent.first - 3) : agent.first])


def _only_partners(scenes: Scenes) -> bool:
    """Whether the states that a story names are only those that somebody deals with: "after talks with Seoul"."""
    if any(agent.level == NAMED and agent.jurisdiction for _, scene in scenes for agent in scene.agents):
        return False
    spots = [(scene.words.low, place) for _, scene in scenes for place in scene.places]
    return all(
        place.kind != "adjective" and not PARTNERED.isdisjoint(low[max(0, place.first - 2) : place.first])
        for low, place in spots
    )


def _agreed(named: tuple[Agent, ...], lexicon: Lexicon) -> Counter[str]:
    """The states of which two names that other states' bodies have too are: a name with its abbreviation."""
    heads = dict.fromkeys(agent.head for agent in named if agent.level == NAMED and not agent.jurisdiction)
    if not any(head.isupper() for head in heads):
        return Counter()
    votes = Counter(code for head in heads for code in dict.fromkeys(one.jurisdiction for one in called(head, lexicon)))
    return Counter({code: count for code, count in votes.items() if count > 1})


def _of_their_own(item: Item, scenes: Scenes) -> Scenes:
    """The scenes, with ministries such as all states have of no state yet, where the list's is not named in them."""
    codes = {place.code for _, scene in scenes for place in scene.places}
    known = frozenset((codes | {item.home}) - UNIONS - {""})
    return tuple(
        (
            n,
            replace(
                scene, agents=tuple(_nobodys(agent) if _is_of_many(agent, known) else agent for agent in scene.agents)
            ),
        )
        if any(_is_of_many(agent, known) for agent in scene.agents)
        else (n, scene)
        for n, scene in scenes
    )


def _nobodys(agent: Agent) -> Agent:
    """The body without its state; one that is called otherwise in the list is whose it turns out to be."""
    return replace(agent, name="" if _is_shared(agent) else agent.name, jurisdiction="")


def _is_of_many(agent: Agent, codes: frozenset[str]) -> bool:
    """Whether a body for what all states have bodies for is another's than the one of the list.

    `codes` are the states that the story names: the list's is not among them.
    """
    if agent.level != NAMED or not codes or agent.jurisdiction in codes or not agent.jurisdiction:
        return False
    words = agent.name.lower().replace(",", "").split()
    ministry = words[:1] in (["ministry"], ["department"]) and words[1:2] in (["of"], ["for"])
    return (ministry and MATTERS.issuperset(words[2:])) or _is_shared(agent)


def _is_shared(agent: Agent) -> bool:
    """Whether the name as written says only what the body is for: "Land Transport Authority", "Department of Lands"."""
    words = agent.head.lower().replace(",", "").split()
    if words[1:2] in (["of"], ["for"]):
        words = [*words[2:], words[0]]
    return len(words) > 1 and words[-1] in BODIES and SHARED.issuperset(words[:-1])


def _counts_in(scenes: Scenes) -> str:
    """The state whose own money a story counts in, where it is one alone; "" of a union or of nobody."""
    found = {code for _, scene in scenes if (code := country_of_money(scene.words))} - UNIONS
    return found.pop() if len(found) == 1 else ""
