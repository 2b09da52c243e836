"""Which candidates are told: one for each instrument of a story, the surest; a second where the text sets it apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.extraction.policies.candidates import Candidate
from tracker.extraction.policies.lexicon import PAST, PRESENT
from tracker.extraction.policies.words import NAMED, ROLE, STATE, Agent, word_set
from tracker.model import Instrument, Stage

ENOUGH = 4.0
SECOND = 6.5
SET_APART, ABROAD, SURE = 4.5, 5.5, 99.0
"""what a second policy of a story needs where the text sets it apart, or another country acts"""
RUNNING = 10
"""words at most of a headline that ends with a full stop, in the line of its story"""
BELOW = 3
"""sentences below a headline in which its step is looked for"""
APART = word_set(
    "separate separately another also meanwhile second additionally besides too moreover furthermore likewise parallel "
    "further simultaneously elsewhere"
)
AS_WELL = (
    ("as", "well"),
    ("its", "part"),
    ("their", "part"),
    ("the", "side"),
    ("alongside", "."),
    ("in", "addition"),
    ("same", "sitting"),
    ("same", "session"),
    ("along", "with"),
)
SUBORDINATING = word_set("when which who that whose after since before while if because as although where")
RULING = word_set("decided ruled resolved held found")
BODIES = word_set("government cabinet parliament congress senate court president bank")
JUDGES = frozenset(("judge", "justice", "magistrate", "chief justice", "district judge", "federal judge"))
"""whose court another sentence may name, with what it did"""
LOCAL = word_set("governorate municipality prefecture mayor governor")
"""bodies of which each place has one"""
DEFINITE = word_set("the its their this that these those such his her")
COMMON = word_set(
    "under which their other about after government ministry would million three seven eight months years weeks month "
    "first second since until there these those while could"
)


def chosen(found: list[Candidate], country: str) -> list[Candidate]:
    """One candidate for each instrument, in the order of the text."""
    main = {(c.index, c.thing) for c in found if c.score >= ENOUGH and not _in_relative(c)}
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in found:
        by_sentence.setdefault(candidate.index, []).append(candidate)
    found = [c for c in found if not (is_second_mention(c) and _takes_up(c, by_sentence))]
    found = [c for c in found if not (_in_relative(c) and (c.index, c.thing) in main)]
    found = [c for c in found if not _made_before(c, by_sentence)]
    ranked = sorted(found, key=lambda c: (-_rank(c), c.index))
    told: list[Candidate] = []
    for candidate in ranked:
        if candidate.score < ENOUGH:
            continue
        if not told or (not candidate.heading and all(_other(candidate, c, country) for c in told)):
            told.append(candidate)
    told = [_in_the_text(candidate, found, told) if _headline(candidate) else candidate for candidate in told]
    return sorted(told, key=lambda c: c.index)


def _in_the_text(headline: Candidate, found: list[Candidate], told: list[Candidate]) -> Candidate:
    """The sentence under a headline that tells the same step, by the headline's authority where it names none."""
    for one in sorted(found, key=lambda c: -c.score):
        near = headline.index < one.index <= headline.index + BELOW
        same = one.form is headline.form and one.stage is headline.stage
        aside = _in_relative(one) and not (same and one.agent is not None and one.index <= headline.index + 1)
        same = (same or (one.score >= ENOUGH and one.index <= headline.index + 1)) and one not in told
        if near and same and not one.stale and one.thing is not None and not aside:
            return replace(one, agent=one.agent or headline.agent, score=max(one.score, ENOUGH))
    return headline


def _made_before(one: Candidate, by_sentence: Mapping[int, Sequence[Candidate]]) -> bool:
    """Whether "it" was only issued before it took effect, which the sentence before told."""
    if one.thing is None or not one.thing.borrowed or one.stage is not Stage.ADOPTED:
        return False
    before = by_sentence.get(one.index - 1, ())
    return any(c.stage is Stage.IN_FORCE and c.form is one.form and c.score >= ENOUGH for c in before)


def _other_offices(one: Agent, two: Agent) -> bool:
    """Whether two roles without names are of two bodies: "the government" is not "the central bank"."""
    heads = one.head.rpartition(" ")[2], two.head.rpartition(" ")[2]
    return one.level == two.level == ROLE and heads[0] != heads[1] and not BODIES.isdisjoint(heads)


def is_second_mention(candidate: Candidate) -> bool:
    """Whether only "the order", "this decree" is told to have come out or taken effect: no instrument of its own."""
    thing, act, low = candidate.thing, candidate.act, candidate.words.low
    if thing is None or act is None or not act.impersonal or thing.last != act.first or thing.first > 1:
        return False
    return low[0] in ("the", "this") and thing.first == 1 and thing.last == 2


def _takes_up(one: Candidate, by_sentence: Mapping[int, Sequence[Candidate]]) -> bool:
    """Whether a second mention takes up what one of the two sentences before it, in its paragraph, told."""
    return any(
        two.score >= ENOUGH
        and not (two.stale or two.heading)
        and one.words.sentence.paragraph == two.words.sentence.paragraph
        and two.agent is not None
        and (two.form is not Instrument.DECISION or (two.agent.level == STATE and one.agent is not None))
        for step in (1, 2)
        for two in by_sentence.get(one.index - step, ())
    )


def _rank(candidate: Candidate) -> float:
    named = 0.5 if candidate.agent is not None and candidate.agent.level >= ROLE else 0.0
    named -= 1.5 if candidate.thing is not None and candidate.thing.borrowed else 0.0
    act = candidate.act
    named -= 2.0 if act is not None and "had" in candidate.words.low[act.first : act.at] else 0.0
    named -= 2.0 if candidate.stale or _told_aside(candidate) else 0.0
    named -= 2.0 if candidate.agent is not None and candidate.agent.head in JUDGES else 0.0
    named += 0.4 if act is not None and act.form == PAST and candidate.stage is Stage.IN_FORCE else 0.0
    named -= 1.0 if act is None and candidate.thing and candidate.words.low[candidate.thing.first] in RULING else 0.0
    return candidate.score + named - (1.0 if candidate.heading else 0.0) - 0.2 * min(candidate.index, 10)


def _in_relative(candidate: Candidate) -> bool:
    """Whether the act only says which instrument is meant: "the rules that Ofgem approved have applied since"."""
    act, agent, thing = candidate.act, candidate.agent, candidate.thing
    if act is not None and act.passive and thing is not None and thing.last < act.first:
        return not {"that", "which"}.isdisjoint(candidate.words.low[max(thing.last, act.first - 2) : act.first])
    if act is None or agent is None or thing is None or not thing.last < agent.first < act.first <= agent.last + 2:
        return False
    low = candidate.words.low
    return any(low[at] in ("that", "which") for at in range(max(thing.last, agent.first - 2), agent.first))


def _other(one: Candidate, two: Candidate, country: str) -> bool:
    """Whether candidate `one` is about another instrument than `two`: by another authority and of another form.

    Where the text itself says that it speaks of something else ("in a separate decision"), less is asked.
    """
    if one.words is two.words or _told_aside(one):
        return one.words is two.words and _of_another_clause(one, two)
    later = max((one, two), key=lambda candidate: candidate.index)
    least = SET_APART if not _shared(one, two) else ABROAD if one.form is not two.form else SURE
    apart = one.score >= least and _is_set_apart(later)
    if apart or _in_its_stead(one, two) or _of_another_paragraph(one, two) or _names_another(one, two):
        return True
    if one.agent is None or two.agent is None or one.form is two.form:
        return _of_two_lands(one, two) or _of_another_body(one, two)
    if (one.agent.jurisdiction or country) != (two.agent.jurisdiction or country):
        return one.score >= ABROAD
    if one.act is not None and one.words.low[one.act.first - 1] in ("who", "which"):
        return False
    return one.score >= SECOND and (one.agent.name != two.agent.name or _other_offices(one.agent, two.agent))


def _told_aside(one: Candidate) -> bool:
    """Whether a known instrument's step is told by the way: "the commissioner, who registered the code in May, can"."""
    act, thing, low = one.act, one.thing, one.words.low
    if act is None or thing is None or thing.first <= act.at:
        return False
    if one.agent is not None and one.agent.head in JUDGES:
        return "the" in low[max(act.last, thing.first - 3) : thing.first]  # "Justice Kamau granted the interim order"
    return low[act.first - 1] in ("who", "which") and low[thing.first - 1] in ("the", "this", "that")


def _of_two_lands(one: Candidate, two: Candidate) -> bool:
    """Whether two named bodies of two states act, each in a paragraph of its own."""
    who, whose = one.agent, two.agent
    if who is None or whose is None or one.words.sentence.paragraph == two.words.sentence.paragraph:
        return False
    named = who.level == whose.level == NAMED and bool(who.name) and bool(whose.name)
    lands = who.jurisdiction and whose.jurisdiction and who.jurisdiction != whose.jurisdiction
    fresh = not (one.stale or one.heading or two.heading) and not _shared(one, two) and not _subordinate(one)
    return bool(
        named and lands and fresh and one.score >= ABROAD and "INT" not in (who.jurisdiction, whose.jurisdiction)
    )


def _of_another_body(one: Candidate, two: Candidate) -> bool:
    """Whether another named body of the state acts, in a paragraph of its own and on something else."""
    who, whose = one.agent, two.agent
    if who is None or whose is None or one.words.sentence.paragraph == two.words.sentence.paragraph:
        return False
    one_called, other = _called(who), _called(whose)
    apart = bool(one_called) and bool(other) and one_called not in other and other not in one_called
    fresh = not (one.stale or one.heading or two.heading or who.owns) and not _shared(one, two)
    done = one.act is not None and one.act.finite and "had" not in one.words.low[one.act.first : one.act.at]
    return apart and fresh and done and one.score >= ABROAD and not _behind_a_conjunction(one)


def _called(agent: Agent) -> str:
    """The name of a body in small letters, or the role that tells which it is: "the pricing committee"."""
    return agent.name.lower() or (agent.head if " " in agent.head or agent.head in LOCAL else "")


def _behind_a_conjunction(candidate: Candidate) -> bool:
    act, low = candidate.act, candidate.words.low
    return act is not None and not SUBORDINATING.isdisjoint(low[max(0, act.first - 12) : act.first])


def _of_another_clause(one: Candidate, two: Candidate) -> bool:
    """ "The cabinet approved 4 billion for silos, and SEBI wants comments on hours": two bodies in one sentence."""
    first, later = sorted((one, two), key=lambda c: c.agent.first if c.agent is not None else 0)
    who, whose = first.agent, later.agent
    if who is None or whose is None or first.act is None or later.act is None or one.form is two.form:
        return False
    named = who.level == whose.level == NAMED and bool(who.name) and bool(whose.name) and who.name != whose.name
    low, at = one.words.low, whose.first - 1
    at -= low[at] == "the"
    linked = first.act.last <= at and low[at] in ("and", ";", "while", "but") and later.act.first > at
    sure = min(one.score, two.score) >= ABROAD and first.act.finite and later.act.finite
    return named and linked and sure and not (who.owns or whose.owns)


def _in_its_stead(one: Candidate, two: Candidate) -> bool:
    """Whether one of two instruments is done away with and the other comes in: "quotas instead of a ban"."""
    ended = {one.stage, two.stage} == {Stage.REPEALED, Stage.ADOPTED}
    sure = one.score >= SET_APART and not (one.stale or one.heading or two.heading)
    if not ended or not sure or one.thing is None or two.thing is None or _shared(one, two):
        return False
    nouns = {c.words.low[c.thing.last - 1] for c in (one, two) if c.thing is not None}
    return len(nouns) > 1 and not (one.thing.borrowed or two.thing.borrowed) and not _subordinate(one)


def _is_set_apart(later: Candidate) -> bool:
    """Whether a sentence says that it tells of something else: "has also suspended", "issues guidance as well"."""
    low, act = later.words.low, later.act
    if not APART.isdisjoint(low[:8]):
        return True
    return not (act and act.impersonal and later.agent is None) and any(
        low[at : at + 2] in AS_WELL for at in range(len(low) - 1)
    )


def _of_another_paragraph(one: Candidate, two: Candidate) -> bool:
    """Whether a paragraph of its own tells, with its own noun, of an instrument of another form: news in brief."""
    if one.agent is None and one.act is None and two.form is Instrument.LAW and two.index < one.index:
        return False  # what the law brings: "the duty goes to 16% from 15%"
    apart = one.words.sentence.paragraph != two.words.sentence.paragraph and one.form is not two.form
    least = SET_APART if one.form is Instrument.AGREEMENT else ABROAD
    sure = one.score >= least and one.thing is not None and not one.thing.borrowed and not one.stale
    others = _who(one) is None or _who(two) is None or _who(one) != _who(two)
    return apart and sure and others and not two.heading and not _shared(one, two) and not _subordinate(one)


def _who(candidate: Candidate) -> tuple[str, str] | None:
    return (candidate.agent.name, candidate.agent.head) if candidate.agent is not None else None


def _headline(candidate: Candidate) -> bool:
    """Whether a candidate stands in a headline, or in one that runs on: "USDA restores the grants. Seven mills …"."""
    if candidate.heading or candidate.index or candidate.act is None:
        return candidate.heading
    running = candidate.words.size <= RUNNING and candidate.act.form == PRESENT and not candidate.act.impersonal
    return running or candidate.words.last not in (".", "!", "…")


def _names_another(one: Candidate, two: Candidate) -> bool:
    """Whether `one` acts on an instrument that the text brings in as another: "a bill on", "the Seabed Act"."""
    thing, act, low = one.thing, one.act, one.words.low
    if thing is None or thing.borrowed or one.stale or one.score < ABROAD or _shared(one, two):
        return False
    if _headline(one) or _headline(two):
        return False
    first = thing.first
    while first > 0 and thing.first - first < 6 and one.words.capital(first - 1) and low[first - 1] not in DEFINITE:
        first -= 1
    named = first < thing.first and one.words.capital(thing.last - 1) and not one.words.title_case
    fresh = not DEFINITE.isdisjoint(low[max(0, thing.first - 5) : thing.first])
    sure = one.agent is not None and (act is None or (act.finite and not act.entry.weak))
    return (named or not fresh) and sure and bool(_telling(one)) and not _subordinate(one)


def _subordinate(candidate: Candidate) -> bool:
    """Whether the act stands behind "when", "which", "after" or "that", or is told as gone by ("had voted")."""
    act, thing, low = candidate.act, candidate.thing, candidate.words.low
    if act is None or thing is None:
        return False
    before = low[max(0, min(act.first, thing.first) - 12) : act.at]
    if thing.last < act.first and low[act.first - 1] == "," and "which" in low[thing.last : act.first]:
        before = ()  # "the act, which …, cleared the Senate"
    return not act.finite or "had" in before or not SUBORDINATING.isdisjoint(before)


def _shared(one: Candidate, two: Candidate) -> bool:
    """Whether two candidates speak of one thing: their instruments have a telling word in common."""
    return not _telling(one).isdisjoint(_telling(two))


def _telling(candidate: Candidate) -> frozenset[str]:
    thing, words = candidate.thing, candidate.words
    if thing is None:
        return frozenset()
    near = words.low[max(0, thing.first - 4) : thing.last + 6]
    own = candidate.agent.name.lower().split() if candidate.agent is not None else ()
    verb = words.low[candidate.act.at] if candidate.act is not None else ""
    return frozenset(word for word in near if len(word) > 4 and word not in COMMON and word not in own and word != verb)
