"""What a step of a policy is compared by: its title, its sentence, its headline, its issuers, its form, its time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.matching.everyday import AT_TIMES, OFTEN
from tracker.matching.periods import Span, span
from tracker.matching.places import CODES, LONG_NAME, PLACES
from tracker.matching.topics import counted, figures
from tracker.matching.vocabulary import ORGANISATIONS, STEP_WORDS, TOPICAL_WORDS
from tracker.matching.words import (
    COMMON,
    TOPICAL,
    acronym,
    authority,
    concept,
    fold,
    mass,
    same_authority,
    terms,
    weight,
)
from tracker.model import Instrument, Origin, PolicyMention

AMOUNT = re.compile(r"[\d.,]+(?:tn|bn|mn|mln|bln|[tbmk])")
PAST_YEAR = re.compile(r"\b(?:in|since|of|from|back to)\s+(?:[A-Z][a-z]+\s+)?((?:19|20)\d\d)\b(?!\s*[-–/])")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TITLE_NOISE = terms(
    "plan guideline opinions law regulation programme policy document notice measures rules decision report standard "
    "agreement strategy implementation action development promotion new national government china three-year year "
    "package set banner fresh given joint major draft further additional initiative scheme framework step bill act "
    "euro euros dollar dollars pound pounds yen yuan rupee rupees peso pesos lira zloty kroner shillings reais rand"
)
STEP = frozenset().union(*(terms(word) for word in STEP_WORDS.split()))
"""The concepts of words that tell a step, who takes it, or that it is news."""
BORROWED = 0.3
"""How far a headline tells what a title would."""
FIELDS = frozenset(concept(word) for word in TOPICAL_WORDS.split())
"""Words for a field of policy, which tell two acts apart though every newsletter uses them."""
GOVERNMENT = {"government", "cabinet", "ministers"}
BODIES = terms(ORGANISATIONS)
WORLD_BODIES = frozenset({"un"})
"""Short names that stand for whoever acts rather than for what an act is about."""
NAME = re.compile(r"(?<=[^.!?\s]\s)[\"“‘']?([A-Z][\w&’'-]*\w|[A-Z]\b)")
SHOUTED = re.compile(r"\b[A-Z]{2,}(?:[\s-]+[A-Z]{2,})+\b")
"""Words in capitals that are a heading rather than names."""
PRICED = re.compile(r"\b[A-Z][A-Za-z]{0,2}[$€£]?\s?(?:\d[\d,]*\.\d+|\d{3,}|\d+(?= ?(?:bn|tn|m|[mbt]r?illion)\b))[\w.]*")
"""An amount with the letters of its currency, which are no name: Sh0.41, KES 0.37, Rp 335tn."""
FAMILIES: tuple[frozenset[Instrument], ...] = (
    frozenset({Instrument.PLAN, Instrument.GUIDELINE, Instrument.PROGRAMME, Instrument.DECISION}),
    frozenset(
        {Instrument.LAW, Instrument.REGULATION, Instrument.STANDARD, Instrument.RESTRICTION, Instrument.DECISION}
    ),
    frozenset({Instrument.REGULATION, Instrument.GUIDELINE, Instrument.STANDARD}),
    frozenset({Instrument.AUTHORIZATION, Instrument.PROGRAMME, Instrument.DECISION}),
    frozenset({Instrument.FUNDING, Instrument.PROGRAMME, Instrument.PLAN}),
    frozenset({Instrument.TAX, Instrument.LAW, Instrument.REGULATION, Instrument.RESTRICTION, Instrument.DECISION}),
    frozenset({Instrument.AGREEMENT, Instrument.PLAN, Instrument.DECISION}),
)
"""Forms that two texts may call one instrument by."""
NEAR_FORMS: tuple[frozenset[Instrument], ...] = (
    frozenset({Instrument.PLAN, Instrument.GUIDELINE}),
    frozenset({Instrument.PROGRAMME, Instrument.FUNDING}),
    frozenset({Instrument.LAW, Instrument.REGULATION}),
    frozenset({Instrument.REGULATION, Instrument.RESTRICTION}),
    frozenset({Instrument.REGULATION, Instrument.STANDARD}),
)
"""Forms that newspapers mix up; other pairs within a family count against a link, pairs of two families more."""

UNLIKE = frozenset({Instrument.FUNDING, Instrument.TAX, Instrument.AGREEMENT, Instrument.REPORT})
"""Forms that are seldom taken for others."""


USUAL = {**{concept(word): 0.5 for word in AT_TIMES.split()}, **{concept(word): 0.3 for word in OFTEN.split()}}
"""How much words of everyday language tell, beside 1 for others."""


@lru_cache(maxsize=8192)
def telling(word: str) -> float:
    """How much a word tells wherever it stands."""
    return min(weight(word), USUAL.get(word, weight(word)))


@dataclass(frozen=True, slots=True)
class Features:
    """A step, taken apart for comparison. All words are folded concepts."""

    title_text: str
    name: frozenset[str]
    """all words of the title"""
    title: frozenset[str]
    """those of them that tell something: no form, no issuer, no country"""
    informative: float
    """how much the title tells, from 0 to 1"""
    borrowed: bool
    """whether the headline of the story stands in for a title"""
    years: frozenset[str]
    """the years in the title"""
    said: frozenset[str]
    """the words of the sentence, the title and the headline, without the issuers"""
    counted: frozenset[str]
    act: frozenset[str]
    """the words of the sentence alone, without the issuers"""
    deed: frozenset[str]
    """those of them that tell what the act is about, as in `object`"""
    object: frozenset[str]
    """the words of the title that tell what the act is about: no form, step, issuer, country or everyday word"""
    names: frozenset[str]
    """the proper names in the sentence: whom or what the act is about, without issuers and countries"""
    figures: frozenset[str]
    """the numbers in the sentence"""
    abroad: frozenset[str]
    """the countries in the title, apart from the one whose act it is"""
    parties: frozenset[str]
    """the states that made an agreement, as far as its title and its issuers name them"""


_SEEN: dict[int, tuple[PolicyMention, str, Features]] = {}
MOST_SEEN = 2048


def features(mention: PolicyMention, origin: Origin) -> Features:
    """The features of a mention, remembered by the object that it is, as its traits are of a number."""
    seen = _SEEN.get(id(mention))
    if seen is not None and seen[0] is mention and seen[1] == origin.item_title:
        return seen[2]
    found = features_of(mention, origin.item_title)
    if len(_SEEN) >= MOST_SEEN:
        _SEEN.clear()
    _SEEN[id(mention)] = mention, origin.item_title, found
    return found


def features_of(mention: PolicyMention, headline: str) -> Features:
    """The features of a mention that has no origin yet."""
    return _features(mention.title, mention.quote, mention.issuers, headline, mention.jurisdiction)


@lru_cache(maxsize=2048)
def _features(title: str, quote: str, issuers: tuple[str, ...], headline: str, jurisdiction: str) -> Features:
    names = frozenset(term for issuer in issuers for term in (*terms(issuer), acronym(issuer).casefold()))
    borrowed = bool(headline) and fold(title).strip(" .") == fold(headline).strip(" .")
    telling = terms(title) - CODES - TITLE_NOISE - names
    return Features(
        title_text=title,
        name=terms(title),
        title=telling,
        informative=min(1.0, mass(telling - COMMON) / 3) * (BORROWED if borrowed else 1.0),
        borrowed=borrowed,
        years=frozenset(YEAR.findall(title)),
        said=(terms(quote) | terms(title) | terms(headline)) - CODES - names,
        counted=counted(quote),
        act=terms(quote) - names,
        deed=without_amounts(terms(quote) - names - CODES - COMMON - STEP - TITLE_NOISE),
        object=frozenset() if borrowed else without_amounts(telling - (COMMON - FIELDS) - STEP),
        names=proper_names(quote) - names - WORLD_BODIES,
        figures=figures(quote),
        abroad=(terms(title) & CODES) - {jurisdiction},
        parties=parties(title, issuers) if jurisdiction == "INT" else frozenset(),
    )


def parties(title: str, issuers: tuple[str, ...]) -> frozenset[str]:
    """The states that a title or the names of authorities hold."""
    return frozenset(term for text in (title, *issuers) for term in terms(text) if term in CODES)


def without_amounts(some: frozenset[str]) -> frozenset[str]:
    return frozenset(term for term in some if not AMOUNT.fullmatch(term))


def proper_names(quote: str) -> frozenset[str]:
    """The capitalised words of a sentence beside its first, as terms; none where nearly every word is capitalised."""
    found = NAME.findall(SHOUTED.sub(" ", PRICED.sub(" ", quote)))
    if 2 * len(found) > len(quote.split()):
        return frozenset()
    single = frozenset(word for word in found if len(word) == 1 and word not in "AI")
    states = frozenset(term for name in LONG_NAME.findall(fold(quote)) for word in name.split() for term in terms(word))
    names = frozenset(term for word in found for term in terms(word))
    return single | names - CODES - COMMON - TOPICAL - STEP - BODIES - states


@lru_cache(maxsize=2048)
def parts(words: frozenset[str]) -> frozenset[str]:
    """What an item counts of a document, out of its topic words: {"17:Task", "4:Area"}."""
    return frozenset(word for word in words if ":" in word and not word.startswith("n:"))


@lru_cache(maxsize=4096)
def alike(one: str, other: str) -> bool:
    """Whether two names are of one authority of a state, remembered."""
    return same_authority(one, other) or (is_government(one) and is_government(other))


@lru_cache(maxsize=4096)
def is_government(name: str) -> bool:
    """Whether a name is of a state's government as a whole, by any of the names that papers give it."""
    words = set(LONG_NAME.sub(" ", fold(name)).split()) - PLACES.keys()
    return bool(words & GOVERNMENT) and words <= GOVERNMENT | {"the", "of", "federal", "national", "council"}


def issuers_meet(one: PolicyMention, other: PolicyMention) -> bool:
    return meet(one.issuers, other.issuers)


@lru_cache(maxsize=4096)
def meet(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(alike(a, b) for a in ours for b in theirs)


@cache
def form(one: Instrument, other: Instrument) -> float:
    """How well two forms go together, from 0.04 for the same one down to -0.8 for those that nobody mixes up."""
    if one is other:
        return 0.04
    if any(one in forms and other in forms for forms in NEAR_FORMS):
        return 0.0
    if any(one in family and other in family for family in FAMILIES):
        return -0.12
    return -0.8 if one in UNLIKE or other in UNLIKE else -0.4


def acted(mention: PolicyMention, origin: Origin) -> Span | None:
    """When an act was taken: its date, else a past year in its sentence, else about when it was told."""
    if mention.date:
        return span(mention.date)
    years = past_years(mention.quote)
    past = [year for year in years if year < origin.published.year]
    return span(str(max(past))) if past else (origin.published.date(), origin.published.date())


@lru_cache(maxsize=2048)
def past_years(quote: str) -> tuple[int, ...]:
    return tuple(int(year) for year in PAST_YEAR.findall(quote))


def issuer_key(name: str) -> str:
    """One key for the full name of an authority and for its acronym."""
    short = acronym(name)
    return (short if len(short) > 1 else authority(name)).casefold()
