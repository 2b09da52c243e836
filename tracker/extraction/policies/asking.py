"""Consultations told by how long they are open, or by the views that are sought, without anybody who opens them."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.moods import BE
from tracker.extraction.policies.roles import Roles, Tie
from tracker.extraction.policies.words import ROLE, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
ROUNDS = word_set("consultation consultations")
RUNNING = word_set(
    "closes close closed runs run ends end ended opens opened open starts started began begins remains lasts last goes"
)
VIEWS = word_set(
    "comment views comments feedback opinions submissions responses input suggestions contributions observations "
    "representations memoranda remarks objections evidence replies papers"
)
ASKING = word_set(
    "seek seeks seeking sought invite invites inviting invited request requests requesting requested solicit solicits "
    "soliciting solicited welcome welcomes welcoming gather gathers gathering gathered collect collects collecting "
    "collected take takes taking accept accepts accepting accepted ask asks asking asked call calls calling called "
    "receive receives receiving want wants hear hears hearing await awaits awaiting"
)
FOR_THEM = word_set("ask asks asking asked call calls calling called")
"""verbs that lead to the views with "for" """
LED_BY = word_set("is are has have had been also now again therefore meanwhile will wants want to")
KINDS = word_set(
    "for from the public written further its any stakeholders' stakeholder initial early your out position your "
    "industry everyone's more views comments and formal"
)
WANTED = word_set("sought invited requested welcome due wanted accepted asked solicited open")
TOLD_OF = ROUNDS | VIEWS | {"period", "window"}
OPEN_FOR = (("open", "for"), ("open", "to"), ("out", "for"))
UNTIL = word_set("until by before till")
DRAFTED = word_set("draft drafts proposed proposals proposal plans text outline")
NO_ANSWER = word_set("asked request requests reached contacted available respond responded not")
UNASKED = word_set("no not without before after since during if should may might could would")
FORMS = (
    Instrument.LAW,
    Instrument.RESTRICTION,
    Instrument.TAX,
    Instrument.PLAN,
    Instrument.STANDARD,
    Instrument.GUIDELINE,
)


def consulting(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "A consultation on planning rules closes on Friday", "views on the draft code are sought until Christmas"."""
    at, asker = _round_at(words), None
    if at is None:
        at, asker = _asked(roles, words) or (None, None)
    if at is None:
        return
    behind = [t for t in roles.scene.things if at < t.first <= at + 12]
    thing = next(iter(behind), None)
    form = thing.form if thing is not None and thing.form in FORMS else Instrument.REGULATION
    behind_noun = roles.source(thing.last) if thing is not None else Tie(None, 0.0, "")
    ties = (asker,) if asker is not None else (_owner(roles, at), roles.sayer(), behind_noun, _anybody(roles))
    tie = next((t for t in ties if t.agent or (asker is not None and t.strength)), None)
    if tie is None and thing is not None and thing.public and not DRAFTED.isdisjoint(words.low[at : thing.first]):
        tie = Tie(None, 3.0, "is asked about")  # "Comments invited on the draft Electricity Bill"
    if tie is None:
        return
    last = thing.last if thing is not None else at + 1
    who = words.text_of(tie.agent.first, tie.agent.last) if tie.agent else ""
    why = f"accepted because: {who} ({tie.how}) + {words.low[at]} ({Stage.CONSULTATION}) + {form}"
    yield tie, Thing(at, last, form, False, False), form, Stage.CONSULTATION, why


def _asked(roles: Roles, words: Words) -> tuple[int, Tie] | None:
    """The views that an authority asks for, and it: "invites submissions", "is gathering opinions"."""
    low = words.low
    for at, word in enumerate(low if not VIEWS.isdisjoint(words.present) else ()):
        if word not in VIEWS or (word == "papers" and low[at - 1] != "position"):
            continue
        verb = next((i for i in range(at - 1, max(-1, at - 6), -1) if low[i] not in KINDS), -1)
        if verb < 1 or low[verb] not in ASKING or (low[verb] in FOR_THEM and "for" not in low[verb:at]):
            continue
        first = verb
        while first and low[first - 1] in LED_BY:
            first -= 1
        group = low[first:verb]
        passive = not low[verb].endswith("ing") and not {"is", "are", "been"}.isdisjoint(group)
        tie = roles.subject(first)
        if tie.strength >= 2 and not passive:
            return at, tie
    return None


def _round_at(words: Words) -> int | None:
    """The noun of a consultation that runs, or of the views that are wanted."""
    low = words.low
    for at, word in enumerate(low if not TOLD_OF.isdisjoint(words.present) else ()):
        if (
            word == "comment"
            and low[at - 1 : at] in (("may",), ("can",))
            and not UNTIL.isdisjoint(low[at + 1 : at + 5])
        ):
            return at
        if word == "comment" and low[at - 1 : at] == ("to",) and "until" in low[max(0, at - 8) : at]:
            return at
        if word in ("period", "window") and low[at - 1 : at] in (("comment",), ("feedback",), ("comments",)):
            if any(low[i] in RUNNING for i in range(at + 1, min(words.size, at + 16))):
                return at
            continue
        if (word not in ROUNDS and word not in VIEWS) or not UNASKED.isdisjoint(low[max(0, at - 4) : at]):
            continue
        lies = word in ("comment", "comments", "consultation") and _lies_for(low, at)
        lies = lies or (word in VIEWS and low[at + 1 : at + 2] in (("invited",), ("sought",), ("requested",)))
        if lies or (word in VIEWS and low[max(0, at - 2) : at] in OPEN_FOR):
            return at
        for i in range(at + 1, min(words.size, at + 26)):
            if low[i] in (",", ";", ":") and word in ROUNDS:
                break
            runs = word in ROUNDS and low[i] in RUNNING
            runs = runs or (word in VIEWS and low[i] in ("close", "closes", "end", "ends"))
            wanted = word in VIEWS and low[i] in BE and i + 1 < words.size and low[i + 1] in WANTED
            if (runs or wanted) and "not" not in low[i : i + 2]:
                return at
    return None


def _lies_for(low: tuple[str, ...], at: int) -> bool:
    """Whether a draft lies with somebody for comment: "a draft of the code is with the industry for comment"."""
    before = low[max(0, at - 16) : at]
    return (
        before[-1:] == ("for",)
        and not DRAFTED.isdisjoint(before)
        and not {"is", "are", "has", "have", "was", "were"}.isdisjoint(before)
        and NO_ANSWER.isdisjoint(before)
    )


def _owner(roles: Roles, at: int) -> Tie:
    """Whose consultation it is: "TRAI's consultation", "the ministry's public consultation"."""
    for i in range(at - 1, max(-1, at - 4), -1):
        agent = roles.over.get(i)
        if agent is not None:
            return Tie(agent if agent.owns else None, 3.5, "whose consultation it is")
    return Tie(None, 0.0, "")


def _anybody(roles: Roles) -> Tie:
    """The authority, or else the country, that the sentence names."""
    ranked = sorted(roles.scene.agents, key=lambda agent: -agent.level)
    best = next((agent for agent in ranked if agent.jurisdiction or agent.level >= ROLE), None)
    strength = 3.5 if best is not None and best.level > ROLE else 2.5
    return Tie(best, strength, "is named in the same sentence") if best is not None else Tie(None, 0.0, "")
