"""Which step an act reports: its own stage, its mood, and the words around the instrument ("draft", "bill")."""

from __future__ import annotations

from tracker.extraction.policy_moods import Mood
from tracker.extraction.policy_things import Deed
from tracker.extraction.policy_verbs import Act
from tracker.extraction.policy_words import Thing, Words, word_set
from tracker.model import Instrument, Stage

DRAFTS = frozenset(("draft", "drafts", "proposed", "proposal", "proposals", "preliminary", "exposure"))
CHANGING = frozenset(("amendment", "amendments"))
PENALTIES = frozenset(("fine", "fines", "penalty", "penalties"))
LEGISLATURES = ("parliament", "assembly", "senate", "house", "congress", "chamber", "diet", "duma", "bundestag")
IN_DRAFT = ("in", "draft")
BILLS = frozenset(("bill", "bills"))
MADE_PUBLIC = word_set(
    "issue publish release unveil present introduce circulate post table submit launch announce file outline detail"
)
PASSING = frozenset(("propose", "approve", "adopt", "endorse", "clear"))
PUT_BEFORE = frozenset(("introduce", "table", "submit", "present", "unveil", "publish", "announce", "launch", "file"))
COMMENT = frozenset(("comment", "comments", "feedback", "consultation", "opinions", "views", "input", "submissions"))
RECIPIENTS = word_set(
    "companies firms enterprises operators applicants developers banks carriers airlines producers exporters farmers "
    "startups projects households students families providers manufacturers consortium bidders vessels stations "
    "hospitals drivers importers carmakers retailers fintechs lenders traders miners growers skippers exchanges"
)
STAYS_WHEN_PLANNED = frozenset((Stage.DELAYED, Stage.EXTENDED, Stage.CONSULTATION, Stage.IN_FORCE))
TIMES = frozenset(("delay", "postpone", "extend", "suspend", "repeal"))


def stage_of(deed: Deed, words: Words, form: Instrument) -> Stage:
    """The stage that a deed reports of an instrument of this form."""
    act, thing, stage = deed.act, deed.own, deed.act.entry.stage
    low = words.low
    near = low[max(0, thing.first - 4) : thing.last] if thing else ()
    draft = any(word in DRAFTS for word in near) or (thing is not None and low[thing.last : thing.last + 2] == IN_DRAFT)
    bill = thing is not None and any(word in BILLS for word in low[thing.first : thing.last])
    verb = act.entry.phrase[0]
    if (
        stage in (Stage.ADOPTED, Stage.ANNOUNCED, Stage.DRAFT)
        and draft
        and (verb in MADE_PUBLIC or (verb in PASSING and _only_proposes(deed)))
    ):
        stage = Stage.DRAFT
        if any(word in COMMENT for word in low):
            stage = Stage.CONSULTATION
    elif bill and verb in PUT_BEFORE and stage is Stage.ADOPTED:
        stage = Stage.DRAFT
    elif form is Instrument.AUTHORIZATION and stage is Stage.ADOPTED and _to_many(act, words, thing):
        stage = Stage.IMPLEMENTED
    changing = thing is not None and low[thing.last - 1] in CHANGING
    if changing and stage is Stage.ADOPTED:
        stage = Stage.AMENDED
    penalty = form is Instrument.DECISION and thing is not None and low[thing.last - 1] in PENALTIES
    if penalty and stage in (Stage.ADOPTED, Stage.ANNOUNCED) and act.mood is Mood.FACT:
        stage = Stage.IMPLEMENTED
    if act.mood is Mood.PROPOSED:
        return Stage.DRAFT
    if act.mood is Mood.PLANNED:
        return _planned(stage, act)
    return stage


def _only_proposes(deed: Deed) -> bool:
    """Whether a draft that this authority adopts has still to go to a parliament."""
    agent = deed.tie.agent
    called = f"{agent.name} {agent.head}".lower() if agent else ""
    return not any(word in called for word in LEGISLATURES)


def _planned(stage: Stage, act: Act) -> Stage:
    if stage is Stage.IN_FORCE and act.entry.intransitive:
        return Stage.ADOPTED
    return stage if stage in STAYS_WHEN_PLANNED or stage is Stage.DRAFT else Stage.ANNOUNCED


def _to_many(act: Act, words: Words, thing: Thing | None) -> bool:
    """Whether permits go to applicants under a scheme: plural permits, or companies that are let in."""
    if thing is not None and thing.plural and thing.form is Instrument.AUTHORIZATION:
        return True
    near = words.low[max(0, act.first - 12) : min(words.size, act.last + 9)]
    return any(word in RECIPIENTS for word in near)
