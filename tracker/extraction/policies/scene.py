"""What stands in a sentence: its words, countries, authorities, instruments and acts, found once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.extraction.policies.issuers import agents, places
from tracker.extraction.policies.lexicon import BASE, GERUND, PRESENT, Lexicon
from tracker.extraction.policies.verbs import Act, acts
from tracker.extraction.policies.words import Agent, Place, Thing, Words, word_set, words_of
from tracker.extraction.text import Sentence, TextView
from tracker.model import Instrument

CHAMBERS = word_set(
    "senate parliament congress lawmakers legislators mps tabled reading legislature deputies bundestag bundesrat "
    "knesset sejm riksdag storting folketing chamber sabha duma enacted vetoed committee"
)
"""where these stand, a bill on energy or water is one that they pass"""
PAPERS = word_set("law ordinance decree directive resolution proclamation statute circular bylaw")
DOING = word_set("bans limits caps curbs taxes fines mandates")
"""what looks like a noun, and is what a paper does where one stands before it"""
BILLS = word_set("sb hb ab hr h.r h.r. sjr hjr hf sf lb ld")
"""how bills of American chambers are numbered"""
HOUSED = word_set("upper lower passed cleared")
ISSUING = word_set("issued issues signed signs gazetted published approved executive ministerial presidential")
"""where these stand, a new order is none for goods"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with everything found in it."""

    words: Words
    places: tuple[Place, ...]
    agents: tuple[Agent, ...]
    things: tuple[Thing, ...]
    acts: tuple[Act, ...]

    def agent_over(self) -> dict[int, Agent]:
        return {at: agent for agent in self.agents for at in range(agent.first, agent.last)}


def look_at(view: TextView, sentence: Sentence, lexicon: Lexicon, extra: tuple[Agent, ...] = ()) -> Scene | None:
    """The sentence's scene; None where it has no words. `extra` are authorities that only the story tells."""
    words = words_of(view, sentence)
    if not words.tokens:
        return None
    spots = tuple(places(words, lexicon))
    who = tuple(agents(words, lexicon, spots))
    who = tuple(sorted((*who, *extra), key=lambda agent: agent.first)) if extra else who
    held = {at: agent for agent in who for at in range(agent.first, agent.last)}
    what = tuple(_things(words, lexicon, held))
    done = tuple(acts(words, lexicon, held))
    return _settled(Scene(words, spots, who, what, done), held)


def _things(words: Words, lexicon: Lexicon, held: dict[int, Agent]) -> Iterator[Thing]:
    nouns, others, low = lexicon.nouns, lexicon.not_things, words.low
    if nouns.keys().isdisjoint(words.present) and BILLS.isdisjoint(words.present):
        return
    at = 0
    waiting: Thing | None = None
    while at < words.size:
        if waiting is None and low[at] not in nouns and low[at] not in others and low[at] not in BILLS:
            at += 1
            continue
        idle = _idle(words, lexicon, at)
        found = None if at in held or idle else _thing(words, lexicon, at, held)
        bracketed = waiting is not None and at == waiting.last and words.low[at] == ")"
        if bracketed:
            at += 1
            continue
        if waiting is not None and (found is None or not _follows(words, waiting, found)):
            yield waiting
            waiting = None
        if found is not None:
            waiting = _joined(waiting, found)
        at = found.last if found else at + (idle or 1)
    if waiting is not None:
        yield waiting


def _idle(words: Words, lexicon: Lexicon, at: int) -> int:
    """How many words of a phrase begin here that is no instrument for all its noun: "fuel bill"; 0: none."""
    for phrase in lexicon.not_things.get(words.low[at], ()):
        if words.low[at : at + len(phrase)] == phrase:
            bill = phrase[-1] == "bill" and (not CHAMBERS.isdisjoint(words.present) or _in_a_house(words))
            order = phrase == ("new", "order") and not ISSUING.isdisjoint(words.present)
            return 0 if bill or order else len(phrase)  # "The Senate passed the water bill"
    return 0


def _in_a_house(words: Words) -> bool:
    """Whether a house of a parliament stands in the sentence: "cleared the lower house", "the house passed"."""
    present = words.present
    return "house" in present and not HOUSED.isdisjoint(present)


def _follows(words: Words, one: Thing, two: Thing) -> bool:
    """Whether two nouns stand side by side, or the first in brackets: "(Amendment) Rules"."""
    bracket = two.first == one.last + 1 and words.low[one.last] == ")"
    if two.last < words.size and _does(words, two.first) and two.last - two.first == 1 and not one.plural:
        return False
    return two.first == one.last or (bracket and words.low[one.first - 1 : one.first] == ("(",))


def _does(words: Words, at: int) -> bool:
    """Whether what stands right behind a paper is what it does: "a new law bans", "the decree limits"."""
    return at > 0 and words.low[at] in DOING and words.low[at - 1] in PAPERS and not words.owns[at - 1]


def _only_says(words: Words, at: int, held: dict[int, Agent]) -> bool:
    """ ", the statistics office reports," tells who speaks."""
    after = words.low[at + 1] if at + 1 < words.size else ","
    return not held[at - 1].owns and after in (",", "that", ".", ":")


def _joined(one: Thing | None, two: Thing) -> Thing:
    """ "tax rules" are rules: of two nouns side by side the second tells the form."""
    if one is None:
        return two
    return Thing(one.first, two.last, two.form, one.public or two.public, two.plural)


def _thing(words: Words, lexicon: Lexicon, at: int, held: dict[int, Agent]) -> Thing | None:
    if words.low[at] in ("reports", "report", "notes", "rules") and at - 1 in held and _only_says(words, at, held):
        return None
    if words.low[at] == "reports" and not held.keys().isdisjoint((at + 1, at + 2)):
        return None  # ", reports the statistics office"
    if words.low[at] in BILLS and _is_numbered(words, at):
        return Thing(at, at + 2, Instrument.LAW, True, False)
    for pattern in lexicon.nouns.get(words.low[at], ()):
        last = at + len(pattern.words)
        if words.low[at:last] == pattern.words:
            return Thing(at, last, pattern.form, pattern.public, pattern.plural)
    return None


def _is_numbered(words: Words, at: int) -> bool:
    """Whether capitals and a number name a bill: "SB 147", "H.R. 1"."""
    return words.tokens[at].text.isupper() and words.low[at + 1 : at + 2] != () and words.low[at + 1][:1].isdigit()


def _settled(scene: Scene, held: dict[int, Agent]) -> Scene:
    """The scene with words that could be noun or verb settled: "plans", "bans", "limits"."""
    if not scene.acts or not scene.things:
        return scene
    over = {at: thing for thing in scene.things for at in range(thing.first, thing.last)}
    verbs, nouns = [], set(scene.things)
    for act in scene.acts:
        thing = over.get(act.at)
        if thing is None:
            verbs.append(act)
        elif thing.first == act.at and _is_verb(scene.words, act, thing, held):
            verbs.append(act)
            nouns.discard(thing)
    return replace(scene, acts=tuple(verbs), things=tuple(t for t in scene.things if t in nouns))


def _is_verb(words: Words, act: Act, thing: Thing, held: dict[int, Agent]) -> bool:
    if act.form not in (PRESENT, BASE):
        return act.form != GERUND and thing.last - thing.first == 1
    before = act.at - 1
    if act.first < act.at:
        return True
    if before in held:
        return not held[before].owns
    if before > 1 and words.low[before] == "," and words.low[act.at + 1 : act.at + 2] in (("a",), ("an",)):
        return any(at in held and not held[at].owns for at in range(max(0, before - 8), before))
    if before < 0 or words.tokens[before].text == "IT":
        return False
    return _does(words, act.at) or words.low[before] in ("which", "who", "that", "it", "they", ")")
