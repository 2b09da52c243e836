"""Who did what: ties each act of a sentence to the authority that acts and the instrument that it acts on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.extraction.policy_lexicon import BASE, GERUND, PARTICIPLE, PAST, Lexicon
from tracker.extraction.policy_verbs import ADVERBS, Act
from tracker.extraction.policy_words import NAMED, ROLE, Agent, Place, Thing, Words
from tracker.model import Instrument

COMPANIONS = frozenset(
    "and departments department ministries ministry agencies agency bodies body regulators regulator partners partner "
    "authorities authority other others further government governmental several seven eight six five four three two "
    "nine ten eleven twelve a an its the their number of more state member related central also along with together "
    "jointly as well bodies offices commissions relevant one dozen half many".split()
)
PREPOSITIONS = frozenset("of in at for under on by with from to into about over through via across after".split())
BREAKS = frozenset((";", ":", "—", "–", "(", ")", ".", "!", "?", '"'))
RELATIVE = frozenset(("which", "who", "that", "whom"))
OPENING = frozenset("under in after with as to for following on at since by despite along".split())
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
OWN_PREPOSITIONS = {"agree": ("on", "to"), "give": ("to",), "say": ("to",), "vote": ("for", "to"), "sign": ("into",)}
BODIES = frozenset(
    "committee subcommittee panel council board arm unit office bureau division chamber secretariat".split()
)
CONJUNCTIONS = tuple("when because while after said says although though but whereas if unless".split())
PRONOUNS = frozenset(("it", "they", "he", "she"))
SAYING = frozenset(
    "said says announced told confirmed reported stated wrote posted declared revealed disclosed known according "
    "emerged explained noted added decided ruled clarified informed notified agreed confirms rules".split()
)
FROM = frozenset(("by", "from"))
SIGN_OF_GIVING = frozenset(
    "received receives receive won wins obtained obtains secured secures got gets given granted gained gains has have "
    "had gave gives came comes with after gets earned clinched awaits".split()
)


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


@dataclass(frozen=True, slots=True)
class Tie:
    """An agent and how it is tied to an act: the higher the strength, the surer that it acted."""

    agent: Agent | None
    strength: float
    how: str


NO_TIE = Tie(None, 0.0, "no authority acts")


def level_strength(agent: Agent) -> float:
    return {NAMED: 4.0, ROLE: 3.5}.get(agent.level, 3.0)


class Roles:
    """The ties of one sentence. Acts are asked for left to right, so that "and" can share a subject."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self.scene, self.lexicon = scene, lexicon
        self.words = scene.words
        self.over = scene.agent_over()
        self.thing_over = {at: thing for thing in scene.things for at in range(thing.first, thing.last)}
        self.verbs = {act.at for act in scene.acts if act.finite}
        self.shared: Tie = NO_TIE

    # ------------------------------------------------------------ who

    def subject(self, before: int) -> Tie:
        """The agent whose verb group begins at word `before`, looking left."""
        words, i, hops = self.words, before - 1, 0
        while i >= 0:
            agent = self.over.get(i)
            low = words.low[i]
            if agent is not None:
                tie = self._companion(agent)
                return tie if tie is not None else self._direct(agent)
            if low in ADVERBS or (low.endswith("ly") and len(low) > 4) or low in ('"', "'"):
                i -= 1
            elif low == ")":
                i = self._opening(i) - 1
            elif low in (",", "—", "–") and hops < 2:
                i, hops = self._over_insertion(i), hops + 1
            elif low in RELATIVE:
                return self._relative(i)
            elif low in PRONOUNS:
                return self._pronoun(i)
            elif low in ("and", "then", "but", "or"):
                return self.shared if self.shared.strength else self._first_subject(i)
            elif low in COMPANIONS and (tie := self._company_of(i)) is not None:
                return tie
            else:
                return self._loose(i)
        return NO_TIE

    def _direct(self, agent: Agent) -> Tie:
        if agent.owns:
            return NO_TIE
        if agent.plural and (leader := self._leader(agent)) is not None:
            return Tie(leader, level_strength(leader), "leads the subject")
        before = self.words.low[agent.first - 1] if agent.first else ""
        earlier = self.over.get(agent.first - 2) if agent.first > 1 else None
        if (
            before in ("of", "for", "in", "at")
            and earlier is not None
            and not earlier.owns
            and earlier.level >= agent.level
        ):
            return Tie(earlier, level_strength(earlier), "is the subject")
        if before in PREPOSITIONS and agent.level < NAMED:
            return self._loose(agent.first - 1)
        if before in ("of", "with", "against", "from", "to", "between", "by"):
            return self._loose(agent.first - 1)
        return Tie(agent, level_strength(agent), "is the subject")

    def _companion(self, agent: Agent) -> Tie | None:
        """ "… and seven other departments": the named authority before them leads."""
        if agent.level == NAMED or not agent.plural:
            return None
        return self._company_of(agent.first - 1)

    def _leader(self, agent: Agent) -> Agent | None:
        """ "eight ministries, with the Ministry of X in the lead" """
        for at in range(agent.last, min(len(self.words), agent.last + 8)):
            named = self.over.get(at)
            if named is not None:
                before = self.words.low[max(0, at - 3) : at]
                return named if named.level == NAMED and ("with" in before or "led" in before) else None
        return None

    def _company_of(self, i: int) -> Tie | None:
        for at in range(i, max(-1, i - 10), -1):
            agent = self.over.get(at)
            if agent is not None and agent.level == NAMED and not agent.owns:
                return Tie(agent, 4.0, "leads the subject")
            if agent is None and self.words.low[at] not in COMPANIONS and not self.words.low[at].isdigit():
                return None
        return None

    def _pronoun(self, at: int) -> Tie:
        """The agent that "it" or "they" takes up: one before it in the sentence, else left to the story."""
        for agent in self.scene.agents:
            if agent.last <= at and not agent.owns and agent.level >= ROLE:
                return Tie(agent, level_strength(agent) - 0.5, "is taken up again")
        return Tie(None, 2.0, f"“{self.words.low[at]}” acts") if self.words.low[at] in ("it", "they") else NO_TIE

    def _first_subject(self, before: int) -> Tie:
        """The agent that the sentence begins with: "the chamber debated and passed"."""
        for agent in self.scene.agents:
            if agent.last > before or agent.first > 1:
                break
            if not agent.owns and agent.level >= ROLE:
                return Tie(agent, level_strength(agent) - 0.5, "is the subject")
        return NO_TIE

    def _opening(self, closing: int) -> int:
        for at in range(closing - 1, max(-1, closing - 25), -1):
            if self.words.low[at] == "(":
                return at
        return 0

    def _over_insertion(self, comma: int) -> int:
        """The word before the comma that opens an insertion: "the ministry, MIIT for short, has"."""
        for at in range(comma - 1, max(-1, comma - 26), -1):
            if self.words.low[at] in (",", "—", "–"):
                return at - 1
        agent = self.over.get(comma - 1)
        return comma - 1 if agent is not None and not agent.owns else -1

    def _relative(self, i: int) -> Tie:
        before = i - 2 if i and self.words.low[i - 1] == "," else i - 1
        before = self._opening(before) - 1 if before >= 0 and self.words.low[before] == ")" else before
        agent = self.over.get(before)
        if agent is not None and not agent.owns and before not in self.thing_over:
            return Tie(agent, level_strength(agent) - 0.5, "is the subject of a clause")
        return NO_TIE

    def _loose(self, i: int) -> Tie:
        """ "A session of the cabinet has …", "officials in Ontario have …": the agent heads a longer phrase."""
        linked = False
        for at in range(i, max(-1, i - 9), -1):
            low = self.words.low[at]
            agent = self.over.get(at)
            if agent is not None and agent.owns and agent.level >= ROLE and self.words.low[i] in BODIES:
                return Tie(agent, level_strength(agent) - 0.5, "acts through a body of its own")
            if agent is not None:
                country = agent.head in ("name", "seat", "adjective", "region")
                if agent.owns or not linked or country:
                    return NO_TIE
                return Tie(agent, level_strength(agent) - 1.0, "heads the subject")
            linked = low in PREPOSITIONS or low == "led"
            if low in BREAKS or low == "," or at in self.verbs or low in self.lexicon.companies:
                return NO_TIE
        return NO_TIE

    def by(self, start: int) -> Tie:
        """The agent of a passive: "by the ministry", within fifteen words after it."""
        for at in range(start, min(len(self.words), start + 16)):
            low = self.words.low[at]
            if low in FROM:
                agent = self._agent_from(at + 1)
                if agent is not None:
                    return Tie(agent, level_strength(agent), f"is named with “{low}”")
            if low in BREAKS or (at in self.verbs and at > start):
                break
        return NO_TIE

    def _agent_from(self, at: int) -> Agent | None:
        """The agent that a phrase names that begins here: "China's MIIT", "the Ministry", "officials at the Fed"."""
        end = min(len(self.words), at + 5)
        while at < end:
            agent = self.over.get(at)
            if agent is not None and agent.owns:
                at = agent.last
                continue
            if agent is not None:
                return agent
            if self.words.low[at] not in ("the", "a", "its", "both", "either", "'s", '"', "then"):
                place = next((p for p in self.scene.places if p.first == at and p.kind == "adjective"), None)
                if place is None:
                    return None
                at = place.last
                continue
            at += 1
        return None

    def owner(self, thing: Thing) -> Tie:
        """ "Norway's new carbon tax", "the ministry's plan": whose the instrument is."""
        for at in range(thing.first - 1, max(-1, thing.first - 7), -1):
            agent = self.over.get(at)
            if agent is not None:
                if agent.owns or (agent.level == NAMED and at == thing.first - 1):
                    return Tie(agent, level_strength(agent) - 0.5, "owns the instrument")
                return NO_TIE
            if self.words.low[at] in PREPOSITIONS or self.words.low[at] in BREAKS or self.words.low[at] == ",":
                return NO_TIE
        return self._source(thing.last)

    def _source(self, after: int) -> Tie:
        """ "guidelines from the ministry", "a ruling of the court"."""
        for at in range(after, min(len(self.words), after + 9)):
            if self.words.low[at] in ("from", "by", "of"):
                agent = self._agent_from(at + 1)
                if agent is not None and (agent.level > 1 or self.words.low[at] != "of"):
                    return Tie(agent, level_strength(agent) - 0.5, f"is named with “{self.words.low[at]}”")
            if self.words.low[at] in BREAKS or at in self.verbs:
                break
        return NO_TIE

    def sayer(self) -> Tie:
        """ ", the ministry said": who tells what was done."""
        for agent in self.scene.agents:
            after = self.words.low[agent.last : agent.last + 3]
            before = self.words.low[max(0, agent.first - 4) : agent.first]
            if any(word in SAYING for word in (*after, *before)) and agent.level >= ROLE:
                return Tie(agent, 3.0, "tells of it")
        return NO_TIE

    # ------------------------------------------------------------ what

    def object_after(self, start: int, free: tuple[str, ...] = ()) -> tuple[Thing | None, bool]:
        """The instrument after a verb, and whether it is its direct object; `free` are the verb's own prepositions."""
        direct = True
        for at in range(start, min(len(self.words), start + 22)):
            thing = self.thing_over.get(at)
            if thing is not None:
                return thing, direct
            low = self.words.low[at]
            if low in BREAKS and low not in ('"', "(", ")") or (at in self.verbs and at > start):
                return None, False
            nxt = self.words.low[at + 1] if at + 1 < len(self.words) else ""
            paid = low == "in" and at + 1 in self.thing_over and self.thing_over[at + 1].form is Instrument.FUNDING
            if low in PREPOSITIONS and low != "of" and nxt not in DAYS and low not in free and not paid:
                direct = False
            if low in ("that", "which", "who", "because", "while", "although", "whether", "if"):
                return None, False
        return None, False

    def thing_before(self, end: int) -> Thing | None:
        """The instrument that heads the subject of a verb group that begins at `end`."""
        if end and self.words.low[end - 1] in ("it", "they"):
            return self.scene.things[0] if self.scene.things and self.scene.things[0].last < end else None
        start = self._clause_start(end)
        found = [t for t in self.scene.things if start <= t.first and t.last <= end]
        heads = [t for t in found if not self._inside_phrase(t, start)]
        return (heads or found or [None])[0]

    def _clause_start(self, end: int) -> int:
        """Where the clause of the verb group at `end` begins; a phrase like "Under the plan," in front is left off."""
        low = self.words.low
        start = 0
        for at in range(end - 1, max(-1, end - 40), -1):
            closed = at in self.verbs and not self._in_relative(at) and at + 1 < end
            if low[at] in (";", ":", ".", "?", "!", *CONJUNCTIONS) or closed:
                start = at + 1
                break
        comma = next((i for i in range(start, end) if low[i] == ","), None)
        if (
            comma is not None
            and low[start] in OPENING
            and any(t.first > comma and t.last <= end for t in self.scene.things)
        ):
            return comma + 1
        return start

    def _inside_phrase(self, thing: Thing, start: int) -> bool:
        """Whether a preposition leads to this noun: "the ban on sales permits"."""
        for at in range(thing.first - 1, max(start - 1, thing.first - 5), -1):
            if self.words.low[at] in PREPOSITIONS:
                return True
            if at in self.thing_over or self.words.low[at] in BREAKS or self.words.low[at] == ",":
                return False
        return False

    def _in_relative(self, verb: int) -> bool:
        return any(word in RELATIVE for word in self.words.low[max(0, verb - 4) : verb])

    def _before_agent(self, first: int) -> int:
        """The word before an agent with its article and its country: "which Ireland's | EPA"."""
        at = first - 1
        while at >= 0 and (self.words.low[at] in ("the", "a") or (at in self.over and self.over[at].owns)):
            at -= 1
        return at

    def in_relative(self, first: int) -> bool:
        at = self._before_agent(first)
        return at > 0 and self.words.low[at] in ("which", "that")

    def antecedent(self, first: int) -> Thing | None:
        """The instrument that a relative clause takes up, whose agent begins at `first`: "the plan which X issued"."""
        at = self._before_agent(first)
        if at >= 0 and self.words.low[at] == ",":
            return None
        while at >= 0 and self.words.low[at] in ("that", "which", ",", ")", "("):
            at -= 1
        if at < 0:
            return None
        linked = any(self.words.low[i] in ("that", "which") for i in range(at + 1, first))
        if not linked and at not in self.thing_over:
            return None
        return self.thing_before(at + 1)


Finder = Callable[[Act], Tie]


def tie_act(roles: Roles, act: Act) -> tuple[Tie, Thing | None, bool]:
    """Agent, instrument, and whether the instrument is the act's own object (or a passive's subject)."""
    if act.entry.intransitive:
        return _of_intransitive(roles, act)
    if act.passive:
        return _of_passive(roles, act)
    tie = roles.subject(act.first)
    if tie.strength and act.finite:
        roles.shared = tie
    if act.form == GERUND and not act.finite:
        return tie if tie.agent else roles.shared, *roles.object_after(act.last)
    if not tie.strength and act.form == PAST:
        passive = _of_passive(roles, act)
        if passive[0].strength and passive[1] is not None:
            return passive
        if act.form != BASE and act.first and act.first - 1 in roles.thing_over:
            return passive
    thing, direct = roles.object_after(act.last, OWN_PREPOSITIONS.get(act.entry.phrase[0], ()))
    if tie.agent is not None and (not direct or roles.in_relative(tie.agent.first)):
        earlier = roles.antecedent(tie.agent.first)
        if earlier is not None:
            return tie, earlier, True
    inner, own = _inside_act(roles, act)
    if inner is not None and (thing is None or not direct):
        return tie, inner, own
    return tie, thing, direct


def _inside_act(roles: Roles, act: Act) -> tuple[Thing | None, bool]:
    """An instrument within the phrase: "made public a guideline", "put its plan out"."""
    for at in range(act.at + 1, act.last):
        if at in roles.thing_over:
            return roles.thing_over[at], True
    return None, False


def _of_passive(roles: Roles, act: Act) -> tuple[Tie, Thing | None, bool]:
    tie = roles.by(act.last)
    thing = roles.thing_before(act.first)
    inner, _ = _inside_act(roles, act)
    after, direct = roles.object_after(act.last)
    own = thing is not None
    if thing is None:
        thing, own = (inner, True) if inner is not None else (after, direct)
    if not tie.strength and thing is not None:
        tie = roles.owner(thing)
    if not tie.strength:
        tie = roles.sayer()
    return tie, thing, own


def _of_intransitive(roles: Roles, act: Act) -> tuple[Tie, Thing | None, bool]:
    thing = roles.thing_before(act.first)
    tie = roles._source(act.last)
    if not tie.strength and thing is not None:
        tie = roles.owner(thing)
    if not tie.strength:
        tie = roles.sayer()
    return tie, thing, thing is not None
