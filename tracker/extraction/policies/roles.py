"""Who did what: ties each act of a sentence to the authority that acts and the instrument that it acts on."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.extraction.policies.dates import MONTHS
from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.moods import ADVERBS
from tracker.extraction.policies.scene import Scene
from tracker.extraction.policies.words import NAMED, ROLE, STATE, Agent, Thing, word_set

COMPANIONS = word_set(
    "counterpart counterparts "
    "and departments department ministries ministry agencies agency bodies body regulators regulator partners partner "
    "authorities authority other others further government governmental several seven eight six five four three two "
    "nine ten eleven twelve a an its the their number of more state member related central also along with together "
    "jointly as well bodies offices commissions relevant one dozen half many"
)
COUNTERPARTS = word_set("counterpart counterparts")
PREPOSITIONS = word_set("of in at for under on by with from to into about over through via across after vide")
BREAKS = frozenset((";", ":", "—", "–", "(", ")", ".", "!", "?", '"'))
RELATIVE = frozenset(("which", "who", "that", "whom"))
BODIES = word_set(
    "plenary sitting leadership mpc bench rate-setters policymakers directors trustees "
    "committee subcommittee panel council board arm unit office bureau division chamber secretariat"
)
ASSEMBLIES = word_set("assembly summit members")
COMMITTEES = word_set("committee commission subcommittee panel")
PARLIAMENTS = (
    "parliament",
    "assembly",
    "senate",
    "house",
    "congress",
    "chamber",
    "diet",
    "duma",
    "bundestag",
    "council",
)
DIVISIONS = word_set("department division unit cluster committee panel board directorate")
OPENING = 5
"""words of a phrase in front of a clause: "In Michigan, the commission …" """
CLAUSE_STARTS = word_set(": ; — – • . -")
ORGANS = word_set("heads leaders members ministers envoys governors judges delegates thirds majority states assembly")
SITTING = word_set("meeting sitting gathered gathering assembled convening voting met")
AWAY = word_set("of with against from to between by")
WITHIN = word_set("of for in at")
DASHES = word_set(", — –")
QUOTES = word_set("\" '")
SESSIONS = word_set("meeting session sitting gathering")
JOINING = word_set("and then but or")
BY_PAPER = word_set("through vide via")
PRONOUNS = frozenset(("it", "they", "he", "she"))
SAYING = word_set(
    "said says announced told confirmed reported stated wrote posted declared revealed disclosed known according "
    "emerged explained noted added decided ruled clarified informed notified agreed confirms rules conceded admitted "
    "promised pledged reminded"
)
TELLING = word_set("told informed notified reminded")
"""behind these stands who is told, and not who tells"""
PAPERS = word_set(
    "gazette notice circular website notification order decree document documents register bulletin journal memorandum "
    "filing notices papers"
)
ITS = word_set("its their")
SHOWING = word_set("shows show reveals states says")
FROM = frozenset(("by",))


@dataclass(frozen=True, slots=True)
class Tie:
    """An agent and how it is tied to an act: the higher the strength, the surer that it acted."""

    agent: Agent | None
    strength: float
    how: str


TAKES_UP = Tie(None, 2.5, "is taken up from the sentence before")
"""whose "its" or "their" is in a sentence that names nobody: only the sentence before can say"""
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

    def subject(self, before: int) -> Tie:
        """The agent whose verb group begins at word `before`, looking left."""
        i, hops = before - 1, 0
        while i >= 0:
            low = self.words.low[i]
            if i in self.over:
                return self._companion(self.over[i]) or self._direct(self.over[i])
            if low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in ASSEMBLIES) or low in QUOTES:
                i -= 1
            elif low == ")":
                i = self._opening(i) - 1
            elif (before := self._before_date(i)) < i:
                i = before
            elif low in DASHES and hops < 2:
                inner = self._inserted(i)
                if inner is not None:
                    return Tie(inner, level_strength(inner) - 0.5, "is the subject's office")
                i, hops = self._over_insertion(i), hops + 1
            else:
                return self._by_word(i, low)
        return NO_TIE

    def _before_date(self, i: int) -> int:
        """The word before a date that ends at word `i`: "the cabinet on 27 March", "which on March 27"."""
        low, at = self.words.low, i
        while at > 0 and (low[at] in MONTHS or ((low[at].isdigit() or low[at] == ".") and self._near_month(at))):
            at -= 1
        return at - 1 if at < i and low[at] in ("on", "in") else at if at < i and at in self.over else i

    def _near_month(self, at: int) -> bool:
        """Whether a month stands beside word `at`, or before its full stop: "Oct. 12"."""
        low = self.words.low
        return any(low[i] in MONTHS for i in range(max(0, at - 1 - (low[at - 1] == ".")), min(at + 2, self.words.size)))

    def _by_word(self, i: int, low: str) -> Tie:
        """The subject that a word which is no agent leads to."""
        if low in RELATIVE:
            return self._relative(i)
        if low in PRONOUNS:
            return self._pronoun(i)
        if low == "we":
            return self.sayer()
        if low in SESSIONS and self.words.low[i - 1] == "same":
            return Tie(None, 2.5, "is taken up from the sentence before")  # "The same meeting cleared two schemes"
        if low in JOINING:
            return self.shared if self.shared.strength else self._first_subject(i)
        return (self._company_of(i) if low in COMPANIONS else None) or self._loose(i)

    def _direct(self, agent: Agent) -> Tie:
        """The tie of an agent right before the verb group: the subject, or only the end of a longer phrase."""
        if agent.owns:
            return NO_TIE
        house = self.over.get(agent.first - 1)
        if house is not None and house.owns and house.level == NAMED and self.words.low[agent.last - 1] in DIVISIONS:
            return Tie(house, level_strength(house), "acts through a department of its own")
        leader = self._leader(agent) if agent.plural else None
        if leader is not None:
            return Tie(leader, level_strength(leader), "leads the subject")
        before = self.words.low[agent.first - 1] if agent.first else ""
        if before == "the" and self.words.low[agent.first - 2 : agent.first - 1] == ("of",) and agent.level == NAMED:
            before = (
                "of"
                if {"rules", "rule", "laws", "terms"} & set(self.words.low[max(0, agent.first - 4) : agent.first])
                else before
            )
        if before in PREPOSITIONS and before != "after" and (agent.level < NAMED or before in AWAY):
            return self._end_of_phrase(agent, before)
        return Tie(agent, level_strength(agent), "is the subject")

    def _end_of_phrase(self, agent: Agent, before: str) -> Tie:
        """ "heads of state of the bloc", "officials at the ministry", "prices in Chile": who of them acts."""
        at = agent.first - 2
        if at > 0 and before in WITHIN and self.words.low[at] in SITTING:
            return Tie(agent, level_strength(agent), "sits")  # "farm ministers meeting in the Council"
        if at > 0 and self.words.low[at] in COUNTERPARTS:
            return self._company_of(at) or self._loose(at)  # "the ministry and its counterpart in Dodoma"
        at = self._opening(at) - 1 if at > 0 and self.words.low[at] == ")" else at
        earlier = self.over.get(at)
        heads = earlier is not None and (earlier.level >= agent.level or earlier.plural)
        if earlier is not None and heads and before in WITHIN and not earlier.owns:
            return Tie(earlier, level_strength(earlier), "is the subject")
        if before in ("of", "in") and any(
            word in BODIES for word in self.words.low[max(0, agent.first - 4) : agent.first]
        ):
            house = self._loose(agent.first - 2) if before == "in" and agent.level == STATE else NO_TIE
            own = Tie(agent, level_strength(agent) - 0.5, "acts through a body of its own")
            return house if house.strength else own  # "the Senate's finance committee in Bogotá"
        if before == "of" and not ORGANS.isdisjoint(self.words.low[max(0, agent.first - 5) : agent.first]):
            return Tie(agent, level_strength(agent) - 0.5, "acts through its members")
        return self._loose(agent.first - 1)

    def _companion(self, agent: Agent) -> Tie | None:
        """ "… and seven other departments": the named authority before them leads."""
        if agent.level == NAMED or not agent.plural:
            return None
        return self._company_of(agent.first - 1)

    def _leader(self, agent: Agent) -> Agent | None:
        """ "eight ministries, with the Ministry of X in the lead" """
        for at in range(agent.last, min(self.words.size, agent.last + 8)):
            named = self.over.get(at)
            if named is not None:
                before = self.words.low[max(0, at - 3) : at]
                return named if named.level == NAMED and ("with" in before or "led" in before) else None
        return None

    def _company_of(self, i: int) -> Tie | None:
        for at in range(i, max(-1, i - 10), -1):
            agent = self.over.get(at)
            leads = agent is not None and (agent.level == NAMED or (agent.level == ROLE and bool(agent.jurisdiction)))
            if agent is not None and leads and not agent.owns and not agent.plural:
                return Tie(agent, 4.0, "leads the subject")
            low = self.words.low[at]
            if agent is None and low not in COMPANIONS and not low.isdigit() and low != ")":
                return None
        return None

    def _pronoun(self, at: int) -> Tie:
        """The agent that "it" or "they" takes up: one before it in the sentence, else left to the story."""
        for agent in self.scene.agents:
            if agent.last <= at and not agent.owns and agent.level >= ROLE:
                return Tie(agent, level_strength(agent) - 0.5, "is taken up again")
        first = self.scene.agents[0] if self.scene.agents else None
        speaks = first is not None and first.level == STATE and first.first <= 1 and not first.owns
        if first is not None and speaks and self.words.low[first.last] in SAYING and first.last < at <= first.last + 5:
            return Tie(first, 3.0, "is taken up again")
        if not SAYING.isdisjoint(self.words.low[:at]):
            return NO_TIE  # "Meta said that it had": whoever speaks is meant
        return Tie(None, 2.0, f"“{self.words.low[at]}” acts") if self.words.low[at] in ("it", "they") else NO_TIE

    def _first_subject(self, before: int) -> Tie:
        """The agent that the clause begins with: "the chamber debated and passed"."""
        for agent in reversed(self.scene.agents):
            lead = agent.first - 1
            if lead >= 0 and self.words.low[lead] in ("the", "a"):
                lead -= 1
            owner = self.over.get(lead)
            lead = owner.first - 1 if owner is not None and owner.owns else lead
            lead -= lead >= 0 and self.words.owns[lead] and owner is None  # "Victoria's planning minister"
            begins = (
                lead < 0 or self.words.low[lead] in CLAUSE_STARTS or (self.words.low[lead] == "," and lead < OPENING)
            )
            if agent.last <= before and begins and not agent.owns and agent.level >= ROLE:
                return Tie(agent, level_strength(agent) - 0.5, "is the subject")
        return NO_TIE

    def _opening(self, closing: int) -> int:
        for at in range(closing - 1, max(-1, closing - 25), -1):
            if self.words.low[at] == "(":
                return at
        return 0

    def _inserted(self, comma: int) -> Agent | None:
        """The office of a person without one: "Ama Mensah, the finance minister, has"."""
        opening = next((at for at in range(comma - 1, max(-1, comma - 16), -1) if self.words.low[at] in DASHES), -1)
        start = opening + 2 if self.words.low[opening + 1] in ("the", "its") else opening + 1
        agent = self.over.get(start)
        if opening < 1 or agent is None or agent.owns or opening - 1 in self.over or agent.level < ROLE:
            return None
        return agent if self.words.capital(opening - 1) and agent.first <= start else None

    def _over_insertion(self, comma: int) -> int:
        """The word before the comma that opens an insertion: "the ministry, MIIT for short, has"."""
        low = self.words.low
        for at in range(comma - 1, max(-1, comma - 26), -1):
            if low[at] in (",", "—", "–") and not (low[at + 1].isdigit() and low[at - 1].isdigit()):
                return at - 1  # the comma of "November 3, 2025" opens nothing
            if low[at] in BY_PAPER and (at - 1 in self.over or low[at - 1] == ")"):
                return at - 1  # "the commission (GERC) through its notification of 3 November, has"
        last = self._opening(comma - 1) - 1 if self.words.low[comma - 1] == ")" else comma - 1
        agent = self.over.get(last)  # "the commission (CNE), presented"
        return last if agent is not None and not agent.owns else -1

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
            house = agent is not None and (agent.owns or (agent.last == i and agent.level == NAMED))
            if agent is not None and house and agent.level >= ROLE and self.words.low[i] in BODIES | ASSEMBLIES:
                return Tie(agent, level_strength(agent) - 0.5, "acts through a body of its own")
            if agent is not None:
                country = agent.head in ("name", "both", "seat", "region")
                if agent.owns and country:
                    linked = False  # "the wage board for Bangladesh's garment industry"
                    continue
                if agent.owns or not linked or country:
                    return NO_TIE
                return Tie(agent, level_strength(agent) - 1.0, "heads the subject")
            linked = low in PREPOSITIONS or low == "led" or (linked and low in BODIES)
            firm = low in self.lexicon.companies and low != "industry" and not (at == i - 1 and low == "bank")
            if low in BREAKS or low == "," or at in self.verbs or firm:
                return NO_TIE
        return NO_TIE

    def by(self, start: int) -> Tie:
        """The agent of a passive: "by the ministry", within fifteen words after it."""
        over = 0
        for at in range(start, min(self.words.size, start + 16)):
            low = self.words.low[at]
            over = self._closing(at) if low == "(" else over
            if at <= over:
                continue  # "a total of R$684 million (US$124 million) by the authority"
            if low in FROM and self.words.low[at + 1 : at + 3] == ("the", "same"):
                return Tie(None, 3.0, "is the one named before")
            if low == "in" and self.words.low[at + 2 : at + 3] != () and self.words.low[at + 2] in PAPERS:
                agent = self.agent_from(at + 4) if self.words.low[at + 3 : at + 4] in (("of",), ("from",)) else None
                if agent is not None:
                    return Tie(agent, level_strength(agent), "is whose paper says so")  # "laid down in a circular of X"
            if low in FROM:
                agent = self.agent_from(at + 1)
                if agent is not None:
                    return Tie(agent, level_strength(agent), f"is named with “{low}”")
            if low in BREAKS or (at in self.verbs and at > start):
                break
        return NO_TIE

    def _closing(self, opening: int) -> int:
        """The bracket that closes a short insertion opened at word `opening`; the word before it where none does."""
        end = min(self.words.size, opening + 9)
        return next((at for at in range(opening + 1, end) if self.words.low[at] == ")"), opening - 1)

    def agent_from(self, at: int) -> Agent | None:
        """The agent that a phrase names that begins here: "China's MIIT", "the Ministry", "officials at the Fed"."""
        end = min(self.words.size, at + 5)
        while at < end:
            agent = self.over.get(at)
            if agent is not None and agent.owns:
                inner = self.over.get(agent.last)
                if agent.level == NAMED and inner is not None and self.words.low[inner.last - 1] in DIVISIONS:
                    return agent  # "the IMO's Maritime Safety Committee"
                at = agent.last
                continue
            if agent is not None:
                return self._parent(agent) or agent
            if self.words.low[at] not in ("the", "a", "its", "both", "either", "'s", '"', "then"):
                place = next((p for p in self.scene.places if p.first == at and p.kind in ("adjective", "both")), None)
                if place is None:
                    return None
                at = place.last
                continue
            at += 1
        return None

    def _parent(self, agent: Agent) -> Agent | None:
        """The parliament whose committee an agent is: "the mines commission of Peru's Congress"."""
        low = self.words.low
        if low[agent.last - 1] not in COMMITTEES or low[agent.last : agent.last + 1] not in (("of",), ("in",)):
            return None
        for at in range(agent.last + 1, min(self.words.size, agent.last + 4)):
            other = self.over.get(at)
            if other is not None and not other.owns:
                called = f"{other.name} {other.head}".lower()
                return other if any(word in called for word in PARLIAMENTS) else None
        return None

    def owner(self, thing: Thing) -> Tie:
        """ "Norway's new carbon tax", "the ministry's plan": whose the instrument is."""
        for at in range(thing.first - 1, max(-1, thing.first - 7), -1):
            agent = self.over.get(at)
            if agent is not None:
                if agent.owns or (agent.level == NAMED and at == thing.first - 1):
                    return Tie(agent, level_strength(agent) - 0.5, "owns the instrument")
                return NO_TIE
            if self.words.low[at] in ITS and not any(agent.last <= at for agent in self.scene.agents):
                return TAKES_UP
            if self.words.low[at] in PREPOSITIONS or self.words.low[at] in BREAKS | {",", "that"}:
                return NO_TIE
        return self.source(thing.last)

    def source(self, after: int) -> Tie:
        """ "guidelines from the ministry", "a ruling of the court"."""
        for at in range(after, min(self.words.size, after + 9)):
            if self.words.low[at] in ("from", "by", "of"):
                agent = self.agent_from(at + 1)
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
            if agent.level >= ROLE and not (SAYING.isdisjoint(after) and (SAYING - TELLING).isdisjoint(before)):
                return Tie(agent, 3.0, "tells of it")
            if agent.level >= ROLE and agent.owns and not (PAPERS.isdisjoint(after) or SHOWING.isdisjoint(after)):
                return Tie(agent, 3.0, "its paper tells of it")
        return NO_TIE
