"""A deed where it is told, and what is asked of it: who acts, whether a court or a central bank does, who agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.extraction.policies.things import Deed
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Agent, Thing, Words, word_set
from tracker.extraction.vocab import ActEntry
from tracker.model import Instrument, Stage

if TYPE_CHECKING:
    from tracker.extraction.policies.candidates import Story

BANKS = (
    "central bank",
    "reserve bank",
    "bank of",
    "norges bank",
    "riksbank",
    "federal reserve",
    "national bank",
    "bank indonesia",
    "bank negara",
    "bangko sentral",
    "banco ",
    "nemzeti bank",
    "monetary authority",
    "norodowy bank",
)
PRICERS = ("pricing", "price board", "price commission", "prices commission", "price control")
"""in the names of bodies that set prices"""
ORDERS = word_set("order decision ruling judgment judgement verdict")
BODIES = word_set("tribunal tribunal's court court's regulator regulator's commission commission's authority ministry")
RATES = word_set(
    "cut raise lower hike hold keep leave trim increase reduce bring lift push nudge take put shave move slash pare "
    "lop knock chop"
)
NATIONALITIES = (
    "ian",
    "ish",
    "ese",
    "can",
    "ean",
    "german",
    "french",
    "dutch",
    "swiss",
    "greek",
    "franco",
    "anglo",
    "indo",
    "sino",
)
AGREEING = (
    ("sign", "off"), ("sign", "off", "on"), ("agree",), ("agree", "on"), ("settle", "on"), ("shake", "hands", "on"),
    ("sign",), ("come", "to", "terms", "on"), ("make", "peace"), ("initial",), ("seal",),
)  # fmt: skip
REFUSING = word_set("reject refuse deny dismiss")
TURNED_DOWN = (("turn", "down"), ("vote", "down"), ("say", "no"))


@dataclass(frozen=True, slots=True)
class Told:
    """A deed where it is told: its sentence, the number of this, and the story."""

    index: int
    deed: Deed
    words: Words
    story: Story
    called: str
    """the name and the role of who acts, in small letters"""

    @property
    def entry(self) -> ActEntry:
        return self.deed.act.entry

    @property
    def things(self) -> tuple[Thing, ...]:
        """The instruments that its sentence names."""
        return self.story.things.get(self.index, ())

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts that its sentence tells."""
        return next((scene.acts for number, scene in self.story.scenes if number == self.index), ())

    @property
    def lists(self) -> Mapping[str, frozenset[str]]:
        """The vocabulary's lists of words."""
        return self.story.lists

    @property
    def noun(self) -> tuple[str, ...]:
        own = self.deed.own
        return self.words.low[own.first : own.last] if own is not None else ()


def is_joint(agent: Agent, words: Words) -> bool:
    """Whether states have a body together: "the joint commission", "the Norwegian-Russian fisheries commission"."""
    near = words.low[max(0, agent.first - 3) : agent.last]
    return "joint" in near or any(word.count("-") == 1 and _of_two(word) for word in near)


def _of_two(word: str) -> bool:
    """Whether a word joins the adjectives of two countries: "Franco-German" has but one of them in full."""
    return all(part.endswith(NATIONALITIES) and len(part) > 4 for part in word.split("-"))


def called(deed: Deed) -> str:
    """The name and the role of who acts, in small letters; "" where nobody is known."""
    agent = deed.tie.agent
    return f"{agent.name} {agent.head}".lower() if agent is not None else ""


def refuses(act: Act) -> bool:
    """Whether an act turns down what somebody asked for."""
    return act.entry.phrase[0] in REFUSING or act.entry.phrase[:2] in TURNED_DOWN


def agrees(deed: Deed) -> bool:
    """Whether a verb tells that parties came to terms: "Norway and Russia signed off on that figure"."""
    return deed.act.entry.phrase in AGREEING and not deed.act.impersonal


def sets_rates(deed: Deed) -> bool:
    """Whether a central bank or a body that sets prices raises, cuts or holds something: that is a decision."""
    if deed.act.entry.phrase[0] not in RATES or deed.act.impersonal:
        return False
    who = called(deed)
    return any(word in who for word in (*BANKS, *PRICERS))


def is_court(deed: Deed) -> bool:
    who = called(deed)
    judged = deed.tie.agent is not None and deed.tie.agent.head in ("justice", "chief justice", "magistrate")
    return judged or any(word in who for word in ("court", "tribunal", "judge"))


def of_a_court(deed: Deed, low: tuple[str, ...]) -> bool:
    """Whether a court undoes or holds up another body's order or decision: what it then gives is a decision.

    What states lay down, their decrees, bans and tolls, is suspended or annulled itself.
    """
    thing = deed.own
    if deed.act.entry.stage not in (Stage.SUSPENDED, Stage.REPEALED, Stage.DELAYED) or not is_court(deed):
        return False
    if thing is None:
        return deed.act.entry.stage is Stage.SUSPENDED
    if thing.form not in (Instrument.REGULATION, Instrument.RESTRICTION, Instrument.DECISION) or thing.plural:
        return False
    last = deed.tie.agent.last if deed.tie.agent is not None and deed.tie.agent.last <= thing.first else 0
    owned = not BODIES.isdisjoint(low[max(last, thing.first - 4) : thing.first])
    return owned or low[thing.last - 1] in ORDERS
