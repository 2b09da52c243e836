"""A later step told without the name of its act: the story that runs on, rather than titles, says whose step it is.

"The court has put the order on hold", "the ban is not enforced for the time being": who suspends, delays or amends is
often another authority than who acted, and letters call the act just "the order". If only one stored act belongs to the
story, it is that one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from tracker.matching.objects import CONTINUING, dates_in, is_one_of, other_number, same_act, told_beside
from tracker.matching.periods import span
from tracker.matching.places import CODES
from tracker.matching.policy_traits import (
    BODIES,
    STEP,
    UNLIKE,
    Features,
    acted,
    features,
    form,
    issuers_meet,
    past_years,
    telling,
)
from tracker.matching.turns import next_turn
from tracker.matching.vocabulary import COURTS, FORM_WORDS, MONTHS, NAMED_FORMS
from tracker.matching.words import COMMON, mass, overlap, story_overlap
from tracker.model import Instrument, Origin, Policy, PolicyMention, PolicyStep, Stage

SEPARATE = re.compile(
    r"\b(?:separate|different|parallel|unrelated) (?:[\w-]+ )?"
    rf"(?:{'|'.join((*FORM_WORDS.split(), *NAMED_FORMS.split()))})s?\b"
    r"|^(?:[\W_]*)(?:separately|unrelated to this|in other news)\b",
    re.IGNORECASE,
)
"""How a text says that what it goes on with is another act than those of its story."""
ACT_WORDS = (
    "agreement announcement ban bill decision deal determination duty levy measure ordinance plan programme quota rule "
    "ruling scheme suspension tariff"
)
"""Further words for what an authority does, which a text may date: the ban of 22 January."""
OF_DAY = re.compile(
    rf"\b(?:(?:{'|'.join((*ACT_WORDS.split(), *FORM_WORDS.split()))})s? (?:of|from)|dated) "
    rf"((?:\d{{1,2}} )?(?:{MONTHS.replace(' ', '|')})(?: \d{{1,2}}\b(?!,? ?\d{{3}}))?)(?! \d{{4}}/)"
    r"(?! (?:\d{4} )?(?:to|until|till|onwards?|on(?=[,.;]))\b)"
)
OFFICIAL = re.compile(
    rf"\b(?:{'|'.join(word.capitalize() for word in ('bill', *FORM_WORDS.split()))})\s+(?:No\.?\s*)?\d"
)
"""An act by the name under which it is published: the Harbours (Amendment) Act 2031, Decree 12."""
UNDOING = re.compile(
    r"\b(?:annul|block|freez|froze|halt|overturn|paus|quash|stay|struck|strik|suspen|void)", re.IGNORECASE
)
EARLY = frozenset({Stage.ANNOUNCED, Stage.DRAFT, Stage.CONSULTATION})
DONE = frozenset({Stage.ADOPTED, Stage.IN_FORCE, Stage.IMPLEMENTED})
RUNS_ON = 0.14
"""How far the words of two items agree from which they may tell one running story."""
AHEAD = 0.2
"""How far the nearest act must be ahead of the next one, in shares of what two rewrites of one story have in common."""
NAMED_THERE = 0.8
"""From where on a step's title names an earlier one, of whatever form."""
LEAST_SHARED = 0.8
"""The weight of telling words that two stories of one act share at least."""
STORY, SAID = 0.35, 0.45
"""Overlaps of stories and of sentences from which rewrites of one story agree."""
LONG_AGO = 100
"""Days after which what was adopted is the round before of what is proposed now."""
GOES_ON = 0.66
"""The score of a step that goes on with the only act of its story."""
NAMED, STRANGE, OTHERWISE = 2.5, 0.15, 0.4
"""The weight of words from which a title names its act; the share of them that two tellings at least have in common,
where a step can only be a later one, and where it may be a first one."""
OF_OTHER_KIND = -0.8
"""From where on two forms are never taken for one another."""
OWN_ACT = 0.25
"""How much nearer an act is that the same authority took, in the same measure."""
RECENT = 4
HARDLY_TELLING = COMMON | CODES | BODIES | STEP
"""Words of every newsletter, countries, authorities and steps."""


def goes_on_with(
    mention: PolicyMention, words: frozenset[str], origin: Origin, candidates: Sequence[Policy]
) -> tuple[float, str, str] | None:
    """The policy, as (score, id, reason), that a later step continues by its story alone; None where several may be."""
    if separate(mention):
        return None
    found = only_one(mention, words, origin, candidates)
    if mention.stage not in CONTINUING and not undone_by_court(mention):
        draft = next((policy for policy in candidates if policy.id == found), None)
        found = found if draft is not None and finishes(mention, origin, draft) else None
    return (GOES_ON, found, "The only act of the running story that this can be a later step of.") if found else None


def separate(mention: PolicyMention) -> bool:
    """Whether a sentence says itself that its act is none of those that the story has told."""
    return SEPARATE.search(mention.quote) is not None


def undone_by_court(mention: PolicyMention) -> bool:
    """Whether a court stops what another authority has done."""
    return is_one_of(mention, COURTS) and UNDOING.search(mention.quote) is not None


def finishes(mention: PolicyMention, origin: Origin, policy: Policy) -> bool:
    """Whether a step can be what became of a draft: the same authority has only announced or drafted so far, and the
    step does not name another act."""
    ours = features(mention, origin)
    told = frozenset().union(*(step.words | features(step.mention, step.origin).said for step in policy.steps))
    if named_otherwise(ours, OTHERWISE, told):
        return False
    early = all(step.mention.stage in EARLY for step in policy.steps)
    return mention.stage in DONE and early and any(issuers_meet(mention, step.mention) for step in policy.steps)


def only_one(mention: PolicyMention, words: frozenset[str], origin: Origin, candidates: Sequence[Policy]) -> str | None:
    """The policy whose story is that of a step, far ahead of all others; None where there is no such one."""
    ranked = sorted(
        ((nearness(mention, words, origin, policy), policy.id) for policy in candidates),
        key=lambda entry: (-entry[0], entry[1]),
    )
    if not ranked or ranked[0][0] <= 0:
        return None
    ahead = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
    return ranked[0][1] if ahead >= AHEAD else None


def nearness(mention: PolicyMention, words: frozenset[str], origin: Origin, policy: Policy) -> float:
    """How near the story and the sentence of a step are to those of a policy; 0 where it cannot be a step of it."""
    near = max([nearness_to(mention, words, origin, step) for step in policy.steps[-RECENT:]])
    if near > 0 and (
        over(mention, policy)
        or (mention.stage in CONTINUING and mention.stage in policy.stages)
        or any(step.origin.item_id == origin.item_id for step in policy.steps)
    ):
        return 0.0
    return near


def over(mention: PolicyMention, policy: Policy) -> bool:
    """Whether a step cannot go on with a policy: what is repealed has no later step, but the repeal is told again, and
    a court may strike it down."""
    return Stage.REPEALED in policy.stages and mention.stage is not Stage.REPEALED and not is_one_of(mention, COURTS)


def nearness_to(mention: PolicyMention, words: frozenset[str], origin: Origin, step: PolicyStep) -> float:
    other = step.mention
    abroad = mention.jurisdiction and other.jurisdiction and mention.jurisdiction != other.jurisdiction
    story = 0.0 if abroad else story_overlap(words, step.words)
    reports = (mention.instrument is Instrument.REPORT) + (other.instrument is Instrument.REPORT)
    if story < RUNS_ON or reports == 1 or other_number(mention, other) or of_another_day(mention, step):
        return 0.0
    ours, theirs = features(mention, origin), features(other, step.origin)
    other_year = ours.years and theirs.years and not ours.years & theirs.years
    named = named_there(ours, theirs) if mention.stage in CONTINUING else 0.0
    other_kind = form(mention.instrument, other.instrument) <= OF_OTHER_KIND and not same_act(mention, other)
    if other_year or told_beside(mention, ours, origin, step, theirs):
        return 0.0
    if named < NAMED_THERE and (other_kind or of_strangers(mention, other)):
        return 0.0
    if named_otherwise(ours, STRANGE, step.words, theirs.said) or little_shared(words, step.words):
        return 0.0
    if (
        OFFICIAL.search(f"{mention.title}; {mention.quote}")
        and not same_act(mention, other)
        and not ours.object & theirs.said
    ):
        return 0.0
    alike = min(1.0, story / STORY) + 0.5 * min(1.0, overlap(ours.said, theirs.said) / SAID)
    return alike + OWN_ACT * issuers_meet(mention, other) + named


def named_there(ours: Features, theirs: Features) -> float:
    """How much of what a title names is told in the sentence of an earlier step, 0 to 1; 0 where it names little."""
    if mass(ours.object) < NAMED:
        return 0.0
    return mass(ours.object & theirs.said) / mass(ours.object)


def little_shared(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether all that two stories share are words of every newsletter, authorities, steps and countries."""
    shared = (words & others) - HARDLY_TELLING
    return math.fsum(telling(word) for word in shared if ":" not in word) < LEAST_SHARED


def named_otherwise(ours: Features, least: float, *told: frozenset[str]) -> bool:
    """Whether a title tells much of what a step is about, and less than a share of it stands in another story."""
    if mass(ours.object) < NAMED:
        return False
    found = frozenset().union(*(ours.object & words for words in told))
    return mass(found) < least * mass(ours.object)


def of_strangers(one: PolicyMention, other: PolicyMention) -> bool:
    """Whether two authorities took two steps of forms that nobody mixes up: one's inquiry is not the other's duty."""
    if not one.issuers or not other.issuers or issuers_meet(one, other) or one.instrument is other.instrument:
        return False
    return not UNLIKE.isdisjoint((one.instrument, other.instrument))


def of_another_day(mention: PolicyMention, step: PolicyStep) -> bool:
    """Whether a text says of which day the act is, and that is not the day of the step: "the ban of 22 January"."""
    from_then = span(mention.effective) or span(step.mention.effective)
    begins = (from_then[0].day, from_then[0].month) if from_then else None
    days = [day for day in days_of_act(mention.quote) if day != begins]
    if not days:
        return False
    told = span(step.mention.date) or (step.origin.published.date(),) * 2
    return not any(month == told[0].month and (day is None or abs(day - told[0].day) <= 1) for day, month in days)


@lru_cache(maxsize=2048)
def days_of_act(quote: str) -> tuple[tuple[int | None, int], ...]:
    """The days and months by which a sentence names an act: ((22, 1),) for "the ban of 22 January"."""
    return tuple(found for of in OF_DAY.findall(quote) for found in dates_in(of))


def another_round(mention: PolicyMention, origin: Origin, step: PolicyStep) -> str | None:
    """Why what is proposed now is not what was adopted long before: the law of 2023 and the bill that changes it; nor
    the decision on this quarter's prices the one on the last quarter's."""
    if turn := next_turn(mention, origin, step):
        return turn
    new, old = (mention, step.mention) if mention.stage in EARLY else (step.mention, mention)
    if new.stage not in EARLY or old.stage not in DONE:
        return None
    at = {id(mention): origin, id(step.mention): step.origin}
    if not (old.date or past_years(old.quote)):
        return None  # only when it was told is known
    ours, theirs = acted(new, at[id(new)]), acted(old, at[id(old)])
    if ours is None or theirs is None or (ours[0] - theirs[1]).days <= LONG_AGO:
        return None
    return "What was done long before is another round of it."


__all__ = ["GOES_ON", "another_round", "goes_on_with", "only_one", "separate"]
