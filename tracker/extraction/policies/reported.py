"""Reports told by what they find: "…, the Court of Auditors concludes in a report released today".

The finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.roles import Roles, Tie, level_strength
from tracker.extraction.policies.words import ROLE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
PAPERS = word_set("report audit review study assessment evaluation inquiry opinion")
FINDING = word_set(
    "finds found concludes concluded says said warns warned describes described criticises criticised shows showed "
    "writes wrote states stated reveals revealed calls called argues estimates"
)
OUT = word_set("released published issued tabled out unveiled presented submitted delivered laid")
FRESH = ((",", "out"), (",", "published"), (",", "released"), (",", "issued"), (",", "unveiled"), (",", "presented"))
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today yesterday week month morning")
NEW_PAPERS = (Instrument.PLAN, Instrument.GUIDELINE, Instrument.STANDARD, Instrument.REPORT)
NOT_YET = word_set("not never will would yet if draft due expected")
NUMBERS = word_set("monthly weekly quarterly inflation outlook market statistical")
"""what such papers are called that hold figures of every month"""


def reported(roles: Roles, words: Words) -> Iterator[Nominal]:
    """The report of an authority that has come out, told by its findings; at most one of a sentence."""
    if PAPERS.isdisjoint(words.present) or OUT.isdisjoint(words.present) or not NUMBERS.isdisjoint(words.present):
        return
    for thing in roles.scene.things:
        if thing.form is not Instrument.REPORT or words.low[thing.last - 1] not in PAPERS or thing.plural:
            continue
        agent = _author(roles, words, thing)
        if agent is None or not _is_out(words, thing):
            continue
        who, what = words.text_of(agent.first, agent.last), words.text_of(thing.first, thing.last)
        why = f"accepted because: {who} + findings ({Stage.ADOPTED}) + {what} ({Instrument.REPORT})"
        tie = Tie(agent, level_strength(agent), "tells its findings")
        yield tie, thing, Instrument.REPORT, Stage.ADOPTED, why
        return


def came_out(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "A plan for nuclear power, out on Monday, shows how the government …": a paper said in passing to be new."""
    low = words.low
    for thing in roles.scene.things:
        at = thing.last
        while at < min(words.size - 2, thing.last + 9) and low[at] != ",":
            at += 1
        if low[at : at + 2] not in FRESH or DAYS.isdisjoint(low[at + 2 : at + 5]) or thing.form not in NEW_PAPERS:
            continue
        owner = roles.owner(thing)
        agent = owner.agent or next((a for a in roles.scene.agents if a.level >= ROLE), None)
        if agent is None or thing.plural:
            continue
        who, what = words.text_of(agent.first, agent.last), words.text_of(thing.first, thing.last)
        why = f"accepted because: {who} + {low[at + 1]} ({Stage.ADOPTED}) + {what} ({thing.form})"
        yield Tie(agent, 3.0, "whose it is"), thing, thing.form, Stage.ADOPTED, why
        return


def _author(roles: Roles, words: Words, thing: Thing) -> Agent | None:
    """Whose report it is: who "concludes in a report", or its owner, where it "finds" something."""
    low = words.low
    for agent in roles.scene.agents:
        behind = low[agent.last : agent.last + 2]
        inside = 0 <= thing.first - agent.last <= 24 and "in" in low[agent.last : thing.first]
        if agent.level >= ROLE and not agent.owns and not FINDING.isdisjoint(behind) and inside:
            return agent
    if FINDING.isdisjoint(low[thing.last :]) and FINDING.isdisjoint(low[: thing.first]):
        return None
    return roles.owner(thing).agent or next(
        (a for a in roles.scene.agents if a.last == thing.first and a.level >= ROLE), None
    )


def _is_out(words: Words, thing: Thing) -> bool:
    """Whether it is said to have come out: right behind it, or in front of the sentence: "Released last week, …"."""
    low = words.low
    behind = low[thing.last : thing.last + 8]
    out = next((word for word in (*behind, *low[:1]) if word in OUT), None)
    return out is not None and NOT_YET.isdisjoint(behind)
