"""Which instrument an act is about: its object, the subject of its passive, what a relative clause takes up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.extraction.policies.lexicon import GAP, GERUND, PARTICIPLE, PAST
from tracker.extraction.policies.roles import BREAKS, PREPOSITIONS, PRONOUNS, RELATIVE, Roles, Tie
from tracker.extraction.policies.sums import funding_after, funding_before
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Thing, word_set
from tracker.model import Instrument, Stage

BRACKETS = word_set('" ( )')
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
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
CONJUNCTIONS = word_set("when because while after although though but whereas if unless ; : . ? !")
BEHIND_PARTICIPLES = word_set("to until for by on in under last this at earlier yesterday today late , .")
LEADS = word_set(': ; — – - • * " “')
LINKING = word_set("that which , ) ( to under on in with for")
NEWS = word_set("new ministerial presidential royal executive")
STEPS = word_set(
    "date deadline start timetable introduction launch implementation rollout entry application enforcement adoption "
    "release publication text version package series raft round batch terms phase stage part half parts elements"
)
OPENING = word_set("under in after with as to for following on at since by despite along")
VIEWS = word_set("opinions opinion guidance advice submissions")
MEASURES_OF = word_set("outlay budget allocation ceiling scope duration validity coverage funding")
PAPERS = word_set("decree notification notice circular order letter communication gazette announcement")
AWARDING = word_set("award grant promise give pay allocate allot hand")
ORDERS = word_set("order decree ordinance resolution circular notice directive instruction proclamation")
BY_ORDER = (Instrument.RESTRICTION, Instrument.AUTHORIZATION, Instrument.TAX)
CONTAINING = word_set("issuing promulgating enacting containing with notifying publishing carrying proposing enclosing")
AMENDING = word_set("amending revising changing modifying")
HELD_IN_PAPERS = (Instrument.LAW, Instrument.REGULATION, Instrument.STANDARD, Instrument.TAX, Instrument.RESTRICTION)
LAID_DOWN = 2.5
READINGS = word_set("reading debate vote instance")
ARTICLES = word_set("the a an its their")
JOINERS = word_set("and or , both all half of than as")
CLAUSES = word_set("that which who because while although whether if")


@dataclass(frozen=True, slots=True)
class Deed:
    """An act with who did it and what it was done to. `direct`: the instrument is its own object (or its subject)."""

    act: Act
    tie: Tie
    thing: Thing | None
    direct: bool

    @property
    def own(self) -> Thing | None:
        return self.thing if self.direct else None


class Things:
    """The instruments of one sentence, seen from its acts."""

    def __init__(self, roles: Roles) -> None:
        self.roles, self.scene, self.words, self.verbs = roles, roles.scene, roles.words, roles.verbs
        self.over, self.thing_over = roles.over, roles.thing_over

    def object_after(self, start: int, free: tuple[str, ...] = ()) -> tuple[Thing | None, bool]:
        """The instrument after a verb, and whether it is its direct object; `free` are the verb's own prepositions."""
        low, direct, at, led = self.words.low, True, self._behind_manner(start), start
        end = min(self.words.size, start + 22)
        while at < end:
            thing = self.thing_over.get(at)
            if thing is not None and not self._medium(thing):
                return self._held_by(thing) or thing, direct
            if self._ends_object(at, start):
                return None, False
            aside = self._aside(at, end) if low[at] == "," else at
            if direct and aside == at and self._leads_away(at, start, free):
                direct, led = False, at
            elif not direct and self._begins_object(at, led):
                direct = True
            at = aside + 1
        return None, False

    def _begins_object(self, at: int, led: int) -> bool:
        """Whether the object comes only behind a short phrase: "extended to Antioquia | the agreement"."""
        low = self.words.low
        return low[at] in ARTICLES and 2 <= at - led <= 5 and low[at - 1] not in PREPOSITIONS | ARTICLES | JOINERS

    def _behind_manner(self, start: int) -> int:
        """Behind "by (royal) decree", which says how something was decided and not what."""
        if self.words.low[start : start + 1] != ("by",):
            return start
        thing = next((t for at in (start + 1, start + 2) if (t := self.thing_over.get(at))), None)
        return thing.last if thing is not None and thing.last < self.words.size else start

    def _held_by(self, paper: Thing) -> Thing | None:
        """What a notice brings: "a notification containing the draft Drone Rules", "a circular to amend the rules"."""
        low = self.words.low
        if low[paper.last - 1] in MEASURES_OF:
            inner = next((t for at in range(paper.last + 1, paper.last + 9) if (t := self.thing_over.get(at))), None)
            named = low[paper.last : paper.last + 1] in (("of",), ("for",), ("under",))
            schemed = inner is not None and inner.form is Instrument.PROGRAMME
            return replace(inner, first=paper.first) if inner is not None and named and schemed else None
        if low[paper.last - 1] not in PAPERS or low[paper.last : paper.last + 1] == ():
            return None
        amends = low[paper.last] in AMENDING or low[paper.last : paper.last + 2] == ("to", "amend")
        if not amends and low[paper.last] not in CONTAINING:
            return None
        for at in range(paper.last + 1, min(self.words.size, paper.last + 9)):
            inner = self.thing_over.get(at)
            if inner is not None and inner.form in HELD_IN_PAPERS:
                return replace(inner, first=paper.first) if amends else inner
            if low[at] in BREAKS or low[at] == ",":
                return None
        return None

    def _medium(self, thing: Thing) -> bool:
        """Whether a paper is only where something is said: "announced in a notice"."""
        before = self.words.low[max(0, thing.first - 3) : thing.first]
        return thing.form in (Instrument.GUIDELINE, Instrument.REPORT) and "in" in before and "a" in before[-2:]

    def _aside(self, comma: int, end: int) -> int:
        """The comma that closes a short insertion without an instrument in it (", in brief,"), else `comma` itself."""
        for at in range(comma + 1, min(end, comma + 9)):
            if at in self.thing_over or at in self.verbs:
                return comma
            if self.words.low[at] == ",":
                return at
        return comma

    def _ends_object(self, at: int, start: int) -> bool:
        low = self.words.low[at]
        closed = low in BREAKS and low not in BRACKETS
        return closed or low in CLAUSES or (at in self.verbs and at > start)

    def _leads_away(self, at: int, start: int, free: tuple[str, ...]) -> bool:
        """Whether a preposition makes what follows another's object: not a day's, not the verb's own."""
        low, words = self.words.low[at], self.words
        if low not in PREPOSITIONS or low == "of" or low in free:
            return False
        after = words.low[at + 1] if at + 1 < words.size else ""
        given = (t for i in (at + 1, at + 2, at + 3) if (t := self.thing_over.get(i)))
        paid = low == "in" and any(t.form is Instrument.FUNDING for t in given)
        stepped = at > start and words.low[at - 1] in STEPS
        dated = after in DAYS or (low in ("on", "in", "at") and after[:1].isdigit())
        read = low in ("on", "at", "in") and not READINGS.isdisjoint(words.low[at + 1 : at + 5])
        level = low in ("to", "by") and (after[:1].isdigit() or after in ("zero", "nil", "half"))
        return not (dated or paid or stepped or read or level)

    def thing_before(self, end: int) -> Thing | None:
        """The instrument that heads the subject of a verb group that begins at `end`."""
        if end and self.words.low[end - 1] in ("it", "they"):
            return self.scene.things[0] if self.scene.things and self.scene.things[0].last < end else None
        start = self._clause_start(end)
        found = [t for t in self.scene.things if start <= t.first and t.last <= end]
        heads = [t for t in found if not self._inside_phrase(t, start)]
        return next(iter(heads or found), None)

    def _clause_start(self, end: int) -> int:
        """Where the clause of the verb group at `end` begins; a phrase like "Under the plan," in front is left off."""
        low = self.words.low
        start = 0
        for at in range(end - 1, max(-1, end - 40), -1):
            told = low[at] in ("said", "says") and low[at - 1] not in RELATIVE
            closed = at in self.verbs and not self._in_relative(at) and at + 1 < end and low[at - 1] not in (",", "to")
            closed = closed and low[end - 1] != "and"
            if low[at] in CONJUNCTIONS or closed or told:
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
        return not RELATIVE.isdisjoint(self.words.low[max(0, verb - 7) : verb])

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
        while at >= 0 and self.words.low[at] in LINKING:
            at -= 1
        if at < 0:
            return None
        linked = any(self.words.low[i] in ("that", "which") for i in range(at + 1, first))
        if not linked and at not in self.thing_over:
            return None
        return self._nearest(at + 1)

    def _nearest(self, end: int) -> Thing | None:
        """The instrument right before word `end`: the head of "a deal on tariffs that", not the noun in its phrase."""
        before = [thing for thing in self.scene.things if thing.last <= end]
        if not before:
            return None
        last = before[-1]
        for earlier in reversed(before[:-1]):
            between = self.words.low[earlier.last : last.first]
            if not 0 < len(between) <= 5 or between[0] not in PREPOSITIONS:
                break
            last = earlier
        return last


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
    if not act.entry.form or not act.finite:
        return None
    thing = things.thing_over.get(act.first - 1)
    if thing is None or things.roles.owner(thing).agent is None:
        thing = _fresh_paper(things, act)
        return Deed(act, Tie(None, LAID_DOWN, "is laid down by it"), thing, True) if thing is not None else None
    owner = things.roles.owner(thing)
    return Deed(act, owner, thing, True) if owner.agent is not None and owner.agent.owns else None


def _fresh_paper(things: Things, act: Act) -> Thing | None:
    """A law told as news by what it does: "a new law bans …", "the decree, published on Tuesday, obliges …"."""
    thing = next((one for one in things.scene.things if one.last <= act.first), None)
    if thing is None or not thing.public or thing.plural or thing.form not in HELD_IN_PAPERS or thing.first > 6:
        return None
    low = things.words.low
    between, before = low[thing.last : act.first], low[: thing.first]
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
    start = act.last - 1 if act.entry.phrase[-1] in ("from", "of") else act.last
    return Deed(act, _impersonal(things.roles, things.roles.source(start), thing), thing, thing is not None)


def _impersonal(roles: Roles, tie: Tie, thing: Thing | None) -> Tie:
    """The agent of an act without a subject of its own: named after it, else the instrument's owner, else who tells."""
    if not tie.strength and thing is not None:
        tie = roles.owner(thing)
    return tie if tie.strength else roles.sayer()
