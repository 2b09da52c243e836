"""What an act is done to and by whom: each act of a sentence with its agent and its instrument."""

from __future__ import annotations

from dataclasses import replace

from tracker.extraction.policies.lexicon import GAP, GERUND, PARTICIPLE, PAST
from tracker.extraction.policies.roles import PRONOUNS, RELATIVE, Roles, Tie
from tracker.extraction.policies.sums import funding_after, funding_before
from tracker.extraction.policies.things import ARTICLES, DAYS, HELD_IN_PAPERS, Deed, Things
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Thing, word_set
from tracker.model import Instrument, Stage

OWN_PREPOSITIONS = {
    "hold": ("on", "into"),
    "ask": ("on",),
    "refer": ("to",),
    "conclude": ("on",),
    "complete": ("on",),
    "reach": ("on",),
    "wrap": ("on",),
    "finish": ("on",),
    "close": ("on",),
    "strike": ("on",),
    "agree": ("on", "to"),
    "give": ("to",),
    "say": ("to",),
    "vote": ("for", "to"),
    "sign": ("into",),
}
BEHIND_PARTICIPLES = word_set("to until for by on in under last this at earlier yesterday today late , .")
LEADS = word_set(': ; — – - • * " “')
NEWS = word_set("new ministerial presidential royal executive")
VIEWS = word_set("opinions opinion guidance advice submissions")
TALKS = word_set("talks negotiations discussions debate debates deliberations speculation dispute quarrel row campaign")
AWARDING = word_set("award grant promise give pay allocate allot hand")
ORDERS = word_set("order decree ordinance resolution circular notice directive instruction proclamation")
BY_ORDER = (Instrument.RESTRICTION, Instrument.AUTHORIZATION, Instrument.TAX)
LAID_DOWN = Tie(None, 1.5, "is laid down by it")
"""what a paper that is told as news orders: whose it is another sentence may tell"""
SET_DOWN = Tie(None, 3.0, "is set down in it")
"""what a paper that is told as news does to something else"""


def deed_of(things: Things, act: Act) -> Deed:
    """The act with its agent and its instrument."""
    if act.entry.intransitive:
        return _of_intransitive(things, act)
    if act.passive:
        return _of_passive(things, act)
    roles = things.roles
    tie = roles.subject(act.first)
    if tie.strength and act.finite:
        roles.shared = tie
    if act.form == GERUND and not act.finite:
        return Deed(act, tie if tie.agent else roles.shared, *things.object_after(act.last))
    if not tie.strength and act.form == PAST:
        passive = _of_passive(things, replace(act, passive=True, finite=False))
        behind = passive.thing is not None and passive.thing.last <= act.first
        near = things.words.low[max(0, act.first - 3) : act.first]
        behind = behind or (act.entry.stage is Stage.CONSULTATION and "draft" in near)  # "The draft, put out by X, …"
        if (passive.tie.strength and behind) or _reduced(things, act):
            return passive
    fronted = _fronted(things, act) if not tie.strength else None
    if fronted is not None:
        return fronted
    told = _by_the_paper(things, act) if not tie.strength else None
    return told or _of_active(things, act, tie)


def _fronted(things: Things, act: Act) -> Deed | None:
    """ "Gazetted last week by the authority, the new rules …", "Approved: aid for a mill": a participle in front."""
    low = things.words.low
    if act.form not in (PAST, PARTICIPLE) or (act.at and low[act.at - 1] not in LEADS):
        return None
    last = act.at + 1 if GAP in act.entry.phrase else act.last
    mark = next((i for i in range(last, min(len(low) - 1, last + 20)) if _closes(low, i)), None)
    if mark is None:
        return None
    thing = next((t for t in things.scene.things if mark < t.first < mark + 12), None)
    if thing is not None and any(at in things.verbs for at in range(mark + 1, thing.first)):
        thing = None
    told = replace(act, passive=True, finite=False)
    tie = things.roles.by(last)
    if thing is None and (not tie.strength or act.entry.form is None):
        return None
    return Deed(told, _impersonal(things.roles, tie, thing), thing, thing is not None)


def _closes(low: tuple[str, ...], at: int) -> bool:
    """Whether the participle's phrase ends here: at a colon, or at a comma that is none of a date or list."""
    return low[at] == ":" or (low[at] == "," and not low[at + 1].isdigit())


def _by_the_paper(things: Things, act: Act) -> Deed | None:
    """ "The ministry's circular tells schools to …": what an authority's own paper orders or bans, it does."""
    if not act.finite:
        return None
    if not act.entry.form:
        return _set_by_a_paper(things, act)
    thing = things.thing_over.get(act.first - 1)
    if thing is None or things.roles.owner(thing).agent is None:
        thing = _fresh_paper(things, act)
        known = "the" in things.words.low[: thing.first] if thing is not None else False
        told = Tie(None, 2.5, LAID_DOWN.how) if known else LAID_DOWN
        return Deed(act, told, thing, True) if thing is not None else None
    owner = things.roles.owner(thing)
    return Deed(act, owner, thing, True) if owner.agent is not None and owner.agent.owns else None


def _set_by_a_paper(things: Things, act: Act) -> Deed | None:
    """ "A royal decree sets an excise", "a ministerial order cuts the duty": what the paper is about is its own."""
    paper = things.thing_over.get(act.first - 1)
    if paper is None or things.words.low[paper.last - 1] not in ORDERS or act.entry.intransitive:
        return None
    thing, direct = things.object_after(act.last)
    if thing is None or not direct or thing.form not in HELD_IN_PAPERS or _fresh_paper(things, act) is None:
        return None
    return Deed(act, SET_DOWN, thing, True)


def _fresh_paper(things: Things, act: Act) -> Thing | None:
    """A law told as news by what it does: "a new law bans …", "the decree, published on Tuesday, obliges …"."""
    thing = next((one for one in things.scene.things if one.last <= act.first), None)
    if thing is None or not thing.public or thing.plural or thing.form not in HELD_IN_PAPERS or thing.first > 6:
        return None
    low = things.words.low
    between, before = low[thing.last : act.first], low[: thing.last - 1]
    news = not NEWS.isdisjoint(before) or (between[:1] == (",",) and "published" in between and between[-1:] == (",",))
    alone = not between or between[:1] == (",",)
    return thing if news and alone else None


def _reduced(things: Things, act: Act) -> bool:
    """Whether a past form right behind an instrument is a participle: "guidelines issued on Friday"."""
    after = things.words.low[act.last] if act.last < things.words.size else ""
    numbered = things.words.low[act.first - 3 : act.first] if act.first >= 3 else ()
    if numbered and numbered[-1] == "," and numbered[-2][:1].isdigit():
        return act.first - 3 in things.thing_over and (after in BEHIND_PARTICIPLES or after in DAYS)
    return act.first - 1 in things.thing_over and (after in BEHIND_PARTICIPLES or after in DAYS)


def _of_active(things: Things, act: Act, tie: Tie) -> Deed:
    thing, direct = things.object_after(act.last, OWN_PREPOSITIONS.get(act.entry.phrase[0], ()))
    held = _inside_act(things, act) if GAP in act.entry.phrase and not direct else None
    if held is not None:
        return Deed(act, tie, held, True)
    if _put_in(things, act, tie):
        thing, direct = None, False
    pronoun = act.first and things.words.low[act.first - 1] in PRONOUNS
    subject = act.first - 1 if pronoun else tie.agent.first if tie.agent is not None else 0
    if tie.strength and (not direct or things.in_relative(subject)):
        earlier = things.antecedent(subject)
        if earlier is not None:
            return Deed(act, tie, earlier, True)
    if thing is not None and direct:
        return Deed(act, tie, thing, True)
    inner = _inside_act(things, act) or funding_after(things.words, act)
    return Deed(act, tie, inner, True) if inner is not None else Deed(act, tie, thing, direct)


def _put_in(things: Things, act: Act, tie: Tie) -> bool:
    """Whether the clause only says who speaks, between commas: "the utility, the judge wrote, cannot bargain"."""
    low, first = things.words.low, tie.agent.first if tie.agent is not None else 0
    opening = low[first - 1] if first else ""
    return opening == "," and low[act.last : act.last + 1] == (",",)


def _inside_act(things: Things, act: Act) -> Thing | None:
    """An instrument within the phrase: "made public a guideline", "put its plan out"; the views asked for are none."""
    asks = act.entry.stage is Stage.CONSULTATION
    inner = (things.thing_over[at] for at in range(act.at + 1, act.last) if at in things.thing_over)
    return next((t for t in inner if not (asks and things.words.low[t.last - 1] in VIEWS)), None)


def _of_passive(things: Things, act: Act) -> Deed:
    thing, direct = things.thing_before(act.first), True
    if thing is None:
        thing = _inside_act(things, act) or funding_before(things.words, act) or _subject_of_all(things, act)
        awarded = thing is None and act.entry.phrase[0] in AWARDING  # "were granted €80 million by the Commission"
        thing = funding_after(things.words, act) if awarded else thing
    if thing is None:
        thing, direct = things.object_after(act.last)
    behind = act.at + 1 if GAP in act.entry.phrase else act.last
    tie = _impersonal(things.roles, things.roles.by(behind), thing)
    if thing is not None and act.entry.form in BY_ORDER and _only_orders(things, act, thing):
        thing, direct = None, False
    return Deed(act, tie, thing, direct)


def _subject_of_all(things: Things, act: Act) -> Thing | None:
    """ "A circular that made savers come before they could change has been repealed": what the sentence opens with."""
    thing = things.scene.things[0] if things.scene.things and act.finite else None
    if thing is None or thing.first > 2 or thing.last >= act.first:
        return None
    led = things.words.low[thing.last] in RELATIVE and (things.words.low[0] in ARTICLES or thing.first == 0)
    return thing if led and "," not in things.words.low[thing.last : act.first] else None


def _only_orders(things: Things, act: Act, thing: Thing) -> bool:
    """ "Imports are forbidden by order of the ministry": the paper says how it was done, and not what."""
    led = "by" in things.words.low[max(act.last, thing.first - 3) : thing.first]
    return led and thing.first >= act.last and things.words.low[thing.last - 1] in ORDERS


def _of_intransitive(things: Things, act: Act) -> Deed:
    thing = things.thing_before(act.first)
    thing = None if thing is not None and _only_talked_of(things.words.low, thing) else thing
    start = act.last - 1 if act.entry.phrase[-1] in ("from", "of") else act.last
    return Deed(act, _impersonal(things.roles, things.roles.source(start), thing), thing, thing is not None)


def _only_talked_of(low: tuple[str, ...], thing: Thing) -> bool:
    """ "Talks about tariffs are under way", "a debate on the levy has begun": what is under way is the talk."""
    before = low[max(0, thing.first - 5) : thing.first]
    return not TALKS.isdisjoint(before) and not {"about", "on", "over"}.isdisjoint(before)


def _impersonal(roles: Roles, tie: Tie, thing: Thing | None) -> Tie:
    """The agent of an act without a subject of its own: named after it, else the instrument's owner, else who tells."""
    if not tie.strength and thing is not None:
        tie = roles.owner(thing)
    return tie if tie.strength else roles.sayer()
