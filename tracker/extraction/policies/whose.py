"""Which country a story is about, and which authorities it names: what its acts are attributed by."""

from __future__ import annotations

from collections import Counter

from tracker.extraction.policies.candidates import Story
from tracker.extraction.policies.introduced import Scenes
from tracker.extraction.policies.issuers_resolve import UNIONS, home_of, resolve
from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.sums import country_of_money
from tracker.extraction.policies.words import NAMED, ROLE, Agent
from tracker.extraction.text import TextView
from tracker.model import Item

AT_HOME = 4
"""what it counts for a country that a story names that it is the letter's"""


def story_of(item: Item, view: TextView, scenes: Scenes, lexicon: Lexicon) -> Story:
    """The story of an item: its scenes, the country that it is about and the authorities that it names."""
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
    if item.home and (not votes or item.home in votes):
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
    return Story(item, view, scenes, country, complete, *by_number, codes)


def _counts_in(scenes: Scenes) -> str:
    """The state whose own money a story counts in, where it is one alone; "" of a union or of nobody."""
    found = {code for _, scene in scenes if (code := country_of_money(scene.words))} - UNIONS
    return found.pop() if len(found) == 1 else ""
