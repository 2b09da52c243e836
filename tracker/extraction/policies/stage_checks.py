"""What the rules of stages ask of a deed: whether it is a draft, who only proposes, to whom a permit goes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tracker.extraction.policies.dates import MONTHS
from tracker.extraction.policies.things import DAYS, Deed
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Thing, word_set
from tracker.model import Instrument

DRAFTS = frozenset(("draft", "drafts", "proposed", "proposal", "proposals", "preliminary", "exposure"))
APPLICATIONS = word_set("proposals applications requests bids projects")
LICENCES = word_set("licence license licences licenses permit permits")
RAISED = word_set("levy levies tax taxes fee fees charge charges toll tolls vat contribution royalty wage wages rate")
"""what a state that "lifts" it makes higher; bans, sanctions, curbs and customs duties it does away with"""
LEVELS = word_set("rate rates wage cap limit ceiling tariff tariffs duty age price prices target threshold quota floor")
LEGISLATURES = ("parliament", "assembly", "senate", "house", "congress", "chamber", "diet", "duma", "bundestag")
EARLY_READINGS = word_set("first second 1st 2nd")
HURDLES = word_set("hurdle vote test")
LAST_READINGS = word_set("third final last both")
GONE_THROUGH = word_set("passed passes passing approved approves backed backs voted cleared")
COMMITTEES = word_set("committee subcommittee commission panel")
IN_DRAFT = ("in", "draft")
RECIPIENTS = word_set(
    "companies firms enterprises operators applicants developers banks carriers airlines producers exporters farmers "
    "start-ups issuers branches universities slaughterhouses startups projects households students families "
    "providers manufacturers consortium bidders vessels stations cooperatives "
    "hospitals drivers importers carmakers retailers fintechs lenders traders miners growers skippers exchanges"
)


@dataclass(frozen=True, slots=True)
class Step:
    """A deed with the words around it and the form of its instrument: what a rule of the table looks at."""

    deed: Deed
    low: tuple[str, ...]
    form: Instrument

    @property
    def verb(self) -> str:
        return self.deed.act.entry.phrase[0]

    @property
    def noun(self) -> tuple[str, ...]:
        """The words of the act's own instrument."""
        own = self.deed.own
        return self.low[own.first : own.last] if own is not None else ()


def in_committee(deed: Deed, low: tuple[str, ...]) -> bool:
    """Whether only a committee of a parliament has passed a bill: "the Senate's health committee cleared it"."""
    agent = deed.tie.agent
    if agent is None or only_proposes(deed):
        return False
    near = (*low[max(0, agent.first - 4) : agent.first], *low[agent.last : agent.last + 4])
    return not COMMITTEES.isdisjoint(near) and not any(word in ("after", "and") for word in near)


def half_way(low: tuple[str, ...]) -> bool:
    """Whether a bill has passed a reading that is not the last, or a committee: "passed at second reading"."""
    for at in range(2, len(low)):
        read = low[at] in ("reading", "readings") and low[at - 1] in EARLY_READINGS
        if read and LAST_READINGS.isdisjoint(low[max(0, at - 5) : at]) and not GONE_THROUGH.isdisjoint(low[:at]):
            return True
        if low[at] == "committee" and (low[at - 1] in ("in", "to", "through") or _cleared(low, at)):
            return True
        if low[at] in HURDLES and low[at - 1] in EARLY_READINGS:
            return True
    return False


def _cleared(low: tuple[str, ...], at: int) -> bool:
    """ "cleared the finance | committee", "passed the Senate's health committee"."""
    return any(
        low[i] in ("cleared", "clears", "passed", "passes") and low[i + 1] in ("the", "its", "a", "another")
        for i in range(max(0, at - 4), at - 1)
    )


def licensed(deed: Deed, low: tuple[str, ...]) -> bool:
    """Whether a licence or permit is handed over, which is done under rules that were there before."""
    thing = deed.own
    near = low[thing.first : thing.last] if thing is not None else deed.act.entry.phrase
    return not LICENCES.isdisjoint(near)


def applied_for(thing: Thing | None, low: tuple[str, ...]) -> bool:
    """Whether applications, and not what they are for, are decided on: "22 more proposals", "52 work plans"."""
    if thing is None:
        return False
    head = low[thing.last - 1]
    return head in APPLICATIONS or low[thing.first : thing.last] == ("work", "plans")


def is_drafted(thing: Thing | None, low: tuple[str, ...]) -> bool:
    if thing is None:
        return False
    near = low[max(0, thing.first - 4) : thing.last]
    return any(word in DRAFTS for word in near) or low[thing.last : thing.last + 2] == IN_DRAFT


def to_a_level(low: tuple[str, ...], act: Act, thing: Thing) -> bool:
    """Whether something is raised and not done away with: "lifted the rate to 5%", "by a quarter point"."""
    for at in range(max(thing.last, act.last), min(len(low) - 1, thing.last + 9)):
        if low[at] in ("to", "by") and (low[at + 1][:1].isdigit() or low[at + 1] in ("a", "half", "another")):
            return True
    if thing.form is Instrument.TAX and low[thing.last - 1] in RAISED and "from" not in low[thing.last :]:
        return True
    return thing.form is Instrument.DECISION and low[thing.last - 1] in LEVELS


def of_known(low: tuple[str, ...], thing: Thing | None) -> bool:
    """Whether a levy is one that was there before: "its tariff … from 39%"."""
    if thing is None:
        return False
    rest = low[thing.last : thing.last + 20]
    return any(a == "from" and b[:1].isdigit() for a, b in pairwise(rest)) or (
        "to" in rest and not {"its", "their", "the"}.isdisjoint(low[max(0, thing.first - 3) : thing.first])
    )


def since_then(low: tuple[str, ...], act: Act) -> bool:
    """ "has slapped a duty … since November 1": what was done then holds now."""
    for at in range(act.last, len(low) - 1):
        if low[at] == "since":
            return low[at + 1] in MONTHS or low[at + 1][:1].isdigit() or low[at + 1] in DAYS
    return False


def of_a_cabinet(deed: Deed) -> bool:
    agent = deed.tie.agent
    called = f"{agent.name} {agent.head}".lower() if agent else ""
    return "cabinet" in called or "council of ministers" in called


def only_proposes(deed: Deed) -> bool:
    """Whether a draft that this authority adopts has still to go to a parliament."""
    agent = deed.tie.agent
    called = f"{agent.name} {agent.head}".lower() if agent else ""
    return not any(word in called for word in LEGISLATURES)


def to_many(act: Act, low: tuple[str, ...], thing: Thing | None) -> bool:
    """Whether permits go to applicants under a scheme: plural permits, or companies that are let in."""
    if thing is not None and thing.plural and thing.form is Instrument.AUTHORIZATION:
        return True
    return not RECIPIENTS.isdisjoint(low[max(0, act.first - 12) : act.last + 9])
