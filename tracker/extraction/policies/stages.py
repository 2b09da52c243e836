"""Which step an act reports: its own stage, its mood, and the words around the instrument ("draft", "bill").

The table CORRECTIONS says in order what makes another stage of the verb's own.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from tracker.extraction.policies.moods import Mood
from tracker.extraction.policies.stage_checks import (
    LEGISLATURES,
    RAISED,
    RECIPIENTS,
    Step,
    applied_for,
    half_way,
    in_committee,
    is_drafted,
    licensed,
    of_a_cabinet,
    of_known,
    only_proposes,
    since_then,
    to_a_level,
    to_many,
)
from tracker.extraction.policies.things import Deed
from tracker.extraction.policies.told import is_court
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Words, word_set
from tracker.model import Instrument, Stage

__all__ = ["COMMENT", "LEGISLATURES", "RECIPIENTS", "applied_for", "stage_of"]

CHANGING = frozenset(("amendment", "amendments"))
PAPERS = word_set("decree order proclamation notification regulation resolution")
RAISING = word_set("raises raising cuts cutting lowers lowering increases increasing reduces reducing halves doubles")
UPDATES = word_set("update updates revision revisions changes change")
LEVELLING = word_set("bring raise lift cut lower reduce increase double halve slash trim hike triple")
PAYING = word_set("release distribute hand transfer send")
BROUGHT_IN = frozenset(("introduce", "table", "submit", "present", "file"))
DONE = {
    **dict.fromkeys(("publication", "adoption", "launch", "release", "approval", "signing", "issuance"), Stage.ADOPTED),
    **dict.fromkeys(("conclusion", "ratification", "imposition", "opening", "completion"), Stage.ADOPTED),
    **dict.fromkeys(("relaxation", "easing", "tightening", "revision", "overhaul", "loosening"), Stage.AMENDED),
    "extension": Stage.EXTENDED,
    "suspension": Stage.SUSPENDED,
    "repeal": Stage.REPEALED,
    "lifting": Stage.REPEALED,
    "postponement": Stage.DELAYED,
    "delay": Stage.DELAYED,
    "withdrawal": Stage.REPEALED,
}
ENACTING = word_set("pass sign enact promulgate")
HANDING = word_set("give issue award hand grant receive")
LEVELLED = (Instrument.TAX, Instrument.PROGRAMME, Instrument.FUNDING, Instrument.REGULATION)
DECIDED = word_set("decided agreed resolved signed gazetted")
ROUNDS = word_set("auction auctions tender tenders bids bidding round rounds call calls invite")
"""what is offered to whoever bids: it opens, and nothing is granted yet"""
UNDER_A_STAY = (Instrument.REGULATION, Instrument.STANDARD, Instrument.TAX, Instrument.AUTHORIZATION)
BLOCKING = word_set("block bar freeze halt stop")
STAYING = word_set("suspension stay pause")
MULTIPLYING = frozenset(("double", "triple", "halve", "quadruple"))
HOLDING = frozenset(("maintain", "retain", "continue"))
HELD = (Instrument.TAX, Instrument.RESTRICTION, Instrument.REGULATION, Instrument.LAW)
RATE_WORDS = word_set("rate rates")
RATIFIED = (Instrument.AGREEMENT, Instrument.LAW, Instrument.DECISION)
BILLS = frozenset(("bill", "bills", "legislation"))
TIMES = word_set("months month weeks week days years year")
MADE_PUBLIC = word_set(
    "notify come bring put "
    "issue publish release unveil present introduce circulate post table submit launch announce file outline detail"
)
PASSING = word_set(
    "propose approve adopt endorse clear greenlight greenlit green-light okay back accept pass wave agree"
)
PUT_BEFORE = frozenset(("introduce", "table", "submit", "present", "unveil", "publish", "announce", "launch", "file"))
COMMENT = frozenset(("comment", "comments", "feedback", "consultation", "opinions", "views", "input", "submissions"))
OPENING = 5
DEFINITE = word_set("the its their this these those his her")
PARTS = word_set("part parts half most some")
PARTLY = word_set("partly partially")
STAYS_WHEN_PLANNED = frozenset((Stage.DELAYED, Stage.EXTENDED, Stage.CONSULTATION, Stage.IN_FORCE))


def stage_of(deed: Deed, words: Words, form: Instrument) -> Stage:
    """The stage that a deed reports: its verb's own, as the rules of CORRECTIONS in turn correct it, then its mood."""
    step, stage = Step(deed, words.low, form), deed.act.entry.stage
    for only_of, rule in CORRECTIONS:
        if stage in only_of:
            stage = rule(step, stage) or stage
    return _by_mood(deed.act, words.low, stage)


def _by_mood(act: Act, low: tuple[str, ...], stage: Stage) -> Stage:
    """Proposed: a draft. Planned: announced, but for what stays what it is, and for what the text says is settled."""
    if act.mood is Mood.PROPOSED:
        return Stage.DRAFT
    if act.mood is not Mood.PLANNED or not DECIDED.isdisjoint(low[act.last :]):
        settled = act.mood is Mood.PLANNED and stage is Stage.IMPLEMENTED
        return (
            Stage.ADOPTED if settled else stage
        )  # "will be allowed …, they decided", "… by a decree signed on Tuesday"
    if stage is Stage.IN_FORCE:
        return Stage.ADOPTED if act.entry.intransitive else Stage.ANNOUNCED
    return stage if stage in STAYS_WHEN_PLANNED else Stage.ANNOUNCED


# ---------------------------------------------------------------- the rules


def _done_by_its_noun(step: Step, stage: Stage) -> Stage | None:
    """What is announced by its noun has been done ("announced the adoption of rules"); chambers confirm by voting."""
    act, thing, own = step.deed.act, step.deed.thing, step.deed.own
    if act.mood is not Mood.FACT:
        return None
    if act.entry.phrase == ("confirm",):
        ratified = own is not None and own.form in RATIFIED and not only_proposes(step.deed)
        return Stage.ADOPTED if ratified else None
    if act.entry.phrase != ("announce",) or thing is None:
        return None
    if thing.form is Instrument.DECISION and step.deed.direct:
        return Stage.ADOPTED
    return next((DONE[word] for word in step.low[act.last : thing.first] if word in DONE), None)


def _settled_by_its_noun(step: Step, stage: Stage) -> Stage | None:
    """ "gazetted the extension of the grant", "approved the repeal of the levy": the noun says what is settled."""
    act, thing = step.deed.act, step.deed.thing
    last = act.last + (step.low[act.last : act.last + 1] in (("the",), ("an",), ("a",)))
    word, link = step.low[last : last + 1], step.low[last + 1 : last + 2]
    if thing is None or not word or link not in (("of",), ("to",)) or step.verb in ("reject", "oppose", "seek"):
        return None
    done = DONE.get(word[0])
    return done if done in (Stage.EXTENDED, Stage.SUSPENDED, Stage.REPEALED, Stage.DELAYED) else None


def _money_arrives(step: Step, stage: Stage) -> Stage | None:
    """ "The first grants have landed with drone makers": paid out under what was there before."""
    came = step.form is Instrument.FUNDING and step.deed.act.entry.intransitive
    return Stage.IMPLEMENTED if came and step.verb in ("land", "arrive") else None


def _draft_made_public(step: Step, stage: Stage) -> Stage | None:
    """ "published the draft rules (for comment)"."""
    if not is_drafted(step.deed.own, step.low):
        return None
    online = step.deed.act.entry.phrase[-1] in ("website", "online")
    public = (
        online or step.verb in MADE_PUBLIC or step.verb == "appear" or step.deed.act.entry.phrase == ("send", "out")
    )
    public = public or (step.verb == "make" and "public" in step.deed.act.entry.phrase)
    if public or (step.verb in PASSING and only_proposes(step.deed)):
        return Stage.DRAFT if COMMENT.isdisjoint(step.low) else Stage.CONSULTATION
    return None


def _plan_tabled(step: Step, stage: Stage) -> Stage | None:
    """ "tabled a strategy": a paper that nobody has to pass is out when it is tabled."""
    paper = step.form in (Instrument.PLAN, Instrument.REPORT) and step.verb == "table"
    paper = paper or (step.form is Instrument.REPORT and step.verb in ("lay", "submit", "send", "bring"))
    return Stage.ADOPTED if paper and not is_drafted(step.deed.own, step.low) else None


def _money_handed_over(step: Step, stage: Stage) -> Stage | None:
    if step.form is Instrument.PROGRAMME and step.verb == "sign" and step.noun[-1:] in (("contract",), ("contracts",)):
        return Stage.IMPLEMENTED
    paid = step.form is Instrument.FUNDING and step.verb in PAYING
    handed = step.deed.own is not None and step.deed.own.plural and not RECIPIENTS.isdisjoint(step.low)
    return Stage.IMPLEMENTED if paid and (handed or any(word[:1].isdigit() for word in step.noun)) else None


def _brought_into_a_chamber(step: Step, stage: Stage) -> Stage | None:
    """What a chamber introduces it has still to pass, and so has what a government puts before it."""
    if step.form is Instrument.LAW and step.verb in BROUGHT_IN and not only_proposes(step.deed):
        return Stage.DRAFT
    tabled = step.deed.act.entry.phrase[-1] == "table"
    put_before = tabled or step.verb in PUT_BEFORE or (step.verb in PASSING and of_a_cabinet(step.deed))
    return Stage.DRAFT if put_before and not BILLS.isdisjoint(step.noun) else None


def _consultation_paper(step: Step, stage: Stage) -> Stage | None:
    """ "released a consultation paper": publishing it opens the consultation."""
    public = step.verb in MADE_PUBLIC or step.verb == "float"
    return Stage.CONSULTATION if public and step.noun[:1] == ("consultation",) else None


def _permits_handed_out(step: Step, stage: Stage) -> Stage | None:
    """Permits that go to applicants are acts under rules that were there before."""
    if step.form is not Instrument.AUTHORIZATION or not ROUNDS.isdisjoint((*step.noun, *step.deed.act.entry.phrase)):
        return None
    handed = step.verb in HANDING and licensed(step.deed, step.low)
    many = to_many(step.deed.act, step.low, step.deed.own) or applied_for(step.deed.own, step.low)
    return Stage.IMPLEMENTED if handed or many else None


def _rate_held(step: Step, stage: Stage) -> Stage | None:
    """ "froze its rate", "maintained the rate"."""
    froze = stage is Stage.SUSPENDED and step.verb == "freeze"
    held = step.verb in HOLDING or froze
    if froze and step.deed.own is not None and step.noun[-1:] and step.noun[-1] in RAISED:
        behind = step.low[step.deed.own.last :]
        return Stage.ADOPTED if any(a == "at" and b[:1].isdigit() for a, b in pairwise(behind)) else None
    return Stage.ADOPTED if held and step.noun[-1:] and step.noun[-1] in RATE_WORDS else None


def _raised_by_lifting(step: Step, stage: Stage) -> Stage | None:
    """ "lifted the levy", "lifted the cap to 5%": raised and not done away with."""
    own = step.deed.own
    lifted = step.verb == "lift" and own is not None and to_a_level(step.low, step.deed.act, own)
    return Stage.ADOPTED if lifted else None


def _changed(step: Step, stage: Stage) -> Stage | None:
    """ "issued amendments", "raised its tariff from 39%": what was there before is changed."""
    own = step.deed.own
    if own is None:
        return None
    levelled = step.verb in LEVELLING and own.form in LEVELLED
    taxed = step.form is Instrument.TAX and step.verb != "bring"  # only a tax that is there can be raised or cut
    levelled = levelled and (taxed or step.verb in MULTIPLYING or of_known(step.low, own))
    levelled = levelled and step.form is not Instrument.DECISION
    levelled = levelled or (step.verb in MULTIPLYING and "its" in step.low[max(0, own.first - 3) : own.first])
    if levelled and _paper_tells(step):
        return None
    low, anew = step.low, max(0, own.first - 3)
    updated = low[max(0, anew - 1)] != "as" and any(
        low[at - 1] in ("a", "an") and low[at] in ("updated", "amended", "revised") for at in range(anew, own.first)
    )
    anew_out = own.plural and step.verb in MADE_PUBLIC and DEFINITE.isdisjoint(low[max(0, own.first - 3) : own.first])
    updated = updated or (anew_out and not {"updated", "amended", "revised"}.isdisjoint(low[anew : own.first]))
    reworked = _of_an_update(low, own.first)
    return Stage.AMENDED if levelled or updated or reworked or not CHANGING.isdisjoint(step.noun) else None


def _paper_tells(step: Step) -> bool:
    """Whether a paper does it: "a resolution of the cabinet doubles the fee" tells of the resolution as new."""
    low, first = step.low, step.deed.act.first
    near = low[: min(first, OPENING)]
    return low[0] in ("a", "an") and not PAPERS.isdisjoint(near)


def _of_an_update(low: tuple[str, ...], first: int) -> bool:
    """ "published the update of its guidance", "changes to the Aliens Act": what is there already is changed."""
    for at in range(max(0, first - 4), first - 1):
        if low[at] in UPDATES and low[at + 1] in ("of", "to") and low[at - 1] not in ("no", "without"):
            return True
    return False


def _level_in_a_paper(step: Step, stage: Stage) -> Stage | None:
    """ "signed an order that raises tariffs": what the paper is about was there before."""
    own, low = step.deed.own, step.low
    if step.form is not Instrument.TAX or own is None or low[own.last - 1] not in PAPERS:
        return None
    return None if RAISING.isdisjoint(low[own.last : own.last + 8]) else Stage.AMENDED


def _taken_off_a_list(step: Step, stage: Stage) -> Stage | None:
    """ "removed eight goods from the list of banned exports": the ban goes on for the others."""
    off = step.deed.act.entry.phrase[-1] == "list" and step.verb in ("remove", "strike", "take")
    return Stage.AMENDED if off and step.form is Instrument.RESTRICTION else None


def _half_way_through(step: Step, stage: Stage) -> Stage | None:
    """A bill that has passed a committee, or a reading that is not the last."""
    if step.form not in (Instrument.LAW, Instrument.TAX) or step.deed.own is None:
        return None
    return Stage.DRAFT if half_way(step.low) or in_committee(step.deed, step.low) else None


def _passed_amendments(step: Step, stage: Stage) -> Stage | None:
    """Amendments that a chamber passes are its law."""
    if step.verb == "vote" or step.low[step.deed.act.first] in ("voted", "votes", "vote"):
        own_chamber = step.form in (Instrument.LAW, Instrument.TAX) and not only_proposes(step.deed)
        return Stage.ADOPTED if own_chamber else None
    passed = step.form is Instrument.LAW and step.deed.act.entry.stage is Stage.ADOPTED
    return Stage.ADOPTED if passed and (step.verb in ENACTING or not only_proposes(step.deed)) else None


def _begun(step: Step, stage: Stage) -> Stage | None:
    """ "has begun to shut the border": done under what was decided before."""
    bare = step.deed.act.begun and step.deed.thing is None and step.form is Instrument.RESTRICTION
    return Stage.IMPLEMENTED if bare else None


def _holds_since(step: Step, stage: Stage) -> Stage | None:
    """ "has slapped a duty on peas since November 1"."""
    act = step.deed.act
    holds = act.mood is Mood.FACT and act.perfect and step.form in HELD and since_then(step.low, act)
    holds = holds or (act.mood is Mood.FACT and step.verb == "apply" and act.passive and since_then(step.low, act))
    return Stage.IN_FORCE if holds else None


def _blocked_by_a_court(step: Step, stage: Stage) -> Stage | None:
    """ "A federal judge blocked the rule": it is on hold until the case is decided."""
    blocked = step.verb in BLOCKING and step.deed.own is not None and step.form in (*RATIFIED, *UNDER_A_STAY)
    return Stage.SUSPENDED if blocked and is_court(step.deed) else None


def _suspension_lifted(step: Step, stage: Stage) -> Stage | None:
    """ "lifted the suspension of the standard": what was suspended is in force again."""
    own, low, last = step.deed.own, step.low, step.deed.act.last
    if own is None or step.form not in (*RATIFIED, *UNDER_A_STAY):
        return None
    between = low[last : own.first]
    undone = any(a in STAYING and b in ("of", "on") for a, b in pairwise((*between, "")))
    return Stage.IN_FORCE if undone else None


def _lifted_for_a_time(step: Step, stage: Stage) -> Stage | None:
    """ "lifted its ban for six months": it comes back."""
    own, low = step.deed.own, step.low
    if own is None or step.verb not in ("lift", "drop", "waive", "remove", "scrap", "abolish"):
        return None
    near = low[own.last : own.last + 9]
    timed = any(near[i] == "for" and not TIMES.isdisjoint(near[i + 1 : i + 4]) for i in range(len(near)))
    return Stage.SUSPENDED if timed or "temporarily" in low[max(0, step.deed.act.first - 1) : own.first] else None


def _only_in_part(step: Step, stage: Stage) -> Stage | None:
    """ "repealed part of the act", "partly lifted the ban": what is left of it goes on in another shape."""
    act, low = step.deed.act, step.low
    near = low[max(0, act.first - 1) : act.last + 4]
    parted = any(near[at] in PARTS and near[at + 1] == "of" for at in range(len(near) - 1))
    return Stage.AMENDED if parted or not PARTLY.isdisjoint(near) else None


PUBLISHED = (Stage.ADOPTED, Stage.ANNOUNCED, Stage.DRAFT)
CORRECTIONS: tuple[tuple[tuple[Stage, ...], Callable[[Step, Stage], Stage | None]], ...] = (
    ((Stage.ANNOUNCED,), _done_by_its_noun),
    ((Stage.ADOPTED,), _settled_by_its_noun),
    ((Stage.ADOPTED,), _money_arrives),
    (PUBLISHED, _draft_made_public),
    ((Stage.DRAFT,), _plan_tabled),
    ((Stage.ADOPTED,), _money_handed_over),
    ((Stage.ADOPTED, Stage.DRAFT), _consultation_paper),
    ((Stage.ADOPTED,), _brought_into_a_chamber),
    ((Stage.ADOPTED,), _permits_handed_out),
    ((Stage.EXTENDED, Stage.SUSPENDED, Stage.ADOPTED), _rate_held),
    ((Stage.ADOPTED,), _blocked_by_a_court),
    ((Stage.REPEALED,), _suspension_lifted),
    ((Stage.REPEALED,), _raised_by_lifting),
    ((Stage.REPEALED,), _lifted_for_a_time),
    ((Stage.REPEALED,), _only_in_part),
    ((Stage.ADOPTED,), _changed),
    ((Stage.ADOPTED,), _level_in_a_paper),
    ((Stage.ADOPTED,), _taken_off_a_list),
    ((Stage.ADOPTED,), _half_way_through),
    ((Stage.AMENDED, Stage.REPEALED), _passed_amendments),
    ((Stage.ADOPTED,), _begun),
    ((Stage.ADOPTED,), _holds_since),
)
"""(the stages that a rule looks at, the rule), in the order in which they correct each other."""
