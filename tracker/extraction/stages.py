"""Which step an act reports: its own stage, its mood, and the words around the instrument ("draft", "bill", permits)."""

from __future__ import annotations

from tracker.extraction.policy_verbs import Act, Mood
from tracker.extraction.policy_words import Thing, Words
from tracker.model import Instrument, Stage

DRAFTS = frozenset(("draft", "drafts", "proposed", "proposal", "proposals", "preliminary", "exposure"))
PENALTIES = frozenset(("fine", "fines", "penalty", "penalties"))
BILLS = frozenset(("bill", "bills"))
MADE_PUBLIC = frozenset(
    "issue publish release unveil present introduce circulate post table submit launch announce file outline detail".split()
)
PASSING = frozenset(("propose", "approve", "adopt", "endorse", "clear"))
PUT_BEFORE = frozenset(("introduce", "table", "submit", "present", "unveil", "publish", "announce", "launch", "file"))
COMMENT = frozenset(("comment", "comments", "feedback", "consultation", "opinions", "views", "input", "submissions"))
RECIPIENTS = frozenset(
    "companies company firms firm enterprises enterprise operators operator applicants developers banks carriers "
    "airlines producers exporters farmers startups projects households students families providers manufacturers "
    "consortium bidders vessels stations hospitals drivers importers carmakers retailers fintechs lenders".split()
)
STAYS_WHEN_PLANNED = frozenset((Stage.DELAYED, Stage.EXTENDED, Stage.CONSULTATION, Stage.IN_FORCE))
TIMES = frozenset(("delay", "postpone", "extend", "suspend", "repeal"))


def stage_of(act: Act, words: Words, thing: Thing | None, form: Instrument, proposer: bool) -> Stage:
    """The stage that an act reports of an instrument of this form; `proposer`: a draft stays one when it is adopted."""
    stage = act.entry.stage
    low = words.low
    near = low[max(0, thing.first - 4) : thing.last] if thing else ()
    draft = any(word in DRAFTS for word in near)
    bill = thing is not None and any(word in BILLS for word in low[thing.first : thing.last])
    verb = act.entry.phrase[0]
    if (
        stage in (Stage.ADOPTED, Stage.ANNOUNCED, Stage.DRAFT)
        and draft
        and verb in MADE_PUBLIC | {"propose", "approve", "adopt", "endorse", "clear"}
    ):
        stage = Stage.DRAFT
        if any(word in COMMENT for word in low):
            stage = Stage.CONSULTATION
    elif bill and verb in PUT_BEFORE and stage is Stage.ADOPTED:
        stage = Stage.DRAFT
    elif form is Instrument.AUTHORIZATION and stage is Stage.ADOPTED and _to_many(act, words, thing):
        stage = Stage.IMPLEMENTED
    penalty = form is Instrument.DECISION and thing is not None and low[thing.last - 1] in PENALTIES
    if penalty and stage in (Stage.ADOPTED, Stage.ANNOUNCED) and act.mood is Mood.FACT:
        stage = Stage.IMPLEMENTED
    if act.mood is Mood.PROPOSED:
        return Stage.DRAFT
    if act.mood is Mood.PLANNED:
        return _planned(stage, act)
    return stage


def _planned(stage: Stage, act: Act) -> Stage:
    if stage is Stage.IN_FORCE and act.entry.intransitive:
        return Stage.ADOPTED
    return stage if stage in STAYS_WHEN_PLANNED or stage is Stage.DRAFT else Stage.ANNOUNCED


def _to_many(act: Act, words: Words, thing: Thing | None) -> bool:
    """Whether permits go to applicants under a scheme: plural permits, or companies that are let in."""
    if thing is not None and thing.plural and thing.form is Instrument.AUTHORIZATION:
        return True
    near = words.low[max(0, act.first - 12) : min(len(words), act.last + 9)]
    return any(word in RECIPIENTS for word in near)
