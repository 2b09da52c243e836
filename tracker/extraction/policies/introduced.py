"""Short names that a story gives its authorities itself: "the Communications Authority (CA) … the CA proposes"."""

from __future__ import annotations

from dataclasses import replace

from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.scene import Scene, look_at
from tracker.extraction.policies.words import NAMED, Agent, word_set
from tracker.extraction.text import TextView

SHORT, LONG = 2, 8
"""letters of an abbreviation"""
BODIES = word_set("body board institution organisation organization")
FOLLOWING = word_set("has have also will is was then now")
Scenes = tuple[tuple[int, Scene], ...]


def with_short_names(view: TextView, scenes: Scenes, lexicon: Lexicon) -> Scenes:
    """The scenes of a story, those looked at again that call an authority by a short name it was given before."""
    known: dict[str, Agent] = {}
    last: Agent | None = None
    seen = []
    for number, scene in scenes:
        extra = _called_so(scene, known) if known else ()
        extra = extra or _the_same(scene, last)
        again = look_at(view, scene.words.sentence, lexicon, extra) if extra else None
        seen.append((number, again or scene))
        known.update(_introduced(scene))
        last = next((a for a in reversed(scene.agents) if a.level == NAMED and a.jurisdiction), last)
    return tuple(seen)


def _the_same(scene: Scene, last: Agent | None) -> tuple[Agent, ...]:
    """The authority named last that a sentence begins with as "the same body", "the board also"."""
    low = scene.words.low
    at = next((i for i in (1, 2) if low[i : i + 1] and low[i] in BODIES), None)
    if last is None or at is None or low[0] not in ("the", "this") or (at == 2 and low[1] != "same"):
        return ()
    follows = low[at + 1] if at + 1 < len(low) else ""
    taken = any(agent.first <= at for agent in scene.agents)
    if taken or not (follows in FOLLOWING or follows.endswith("ed")):
        return ()
    return (replace(last, first=0, last=at + 1, owns=False),)


def _introduced(scene: Scene) -> dict[str, Agent]:
    """The abbreviations in brackets right behind an authority's name."""
    words, found = scene.words, {}
    for agent in scene.agents:
        at = agent.last + 1
        if agent.level < NAMED or at + 1 >= words.size or (words.low[at - 1], words.low[at + 1]) != ("(", ")"):
            continue
        short = words.tokens[at].text
        if SHORT <= len(short) <= LONG and short.isalpha() and short.isupper() and _letters_of(agent, scene, short):
            found[short] = agent
    return found


def _letters_of(agent: Agent, scene: Scene, short: str) -> bool:
    """Whether an abbreviation begins with the first letter of a word of the name."""
    return any(scene.words.low[at][:1] == short[0].lower() for at in range(agent.first, agent.last))


def _called_so(scene: Scene, known: dict[str, Agent]) -> tuple[Agent, ...]:
    """The authorities that a sentence calls by their short names, where no other stands."""
    words = scene.words
    held = {at for agent in scene.agents for at in range(agent.first, agent.last)}
    spots = ((at, known.get(words.tokens[at].text.removesuffix("'s"))) for at in range(words.size) if at not in held)
    return tuple(
        replace(agent, first=at, last=at + 1, owns=words.owns[at])
        for at, agent in spots
        if agent is not None and words.low[max(0, at - 1)] != "("
    )
