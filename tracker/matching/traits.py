"""What a metric mention is compared by: the words of its subject and measure, places, names, unit, period length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from tracker.matching.amounts import money_or_dimension
from tracker.matching.places import CODES, PLACES
from tracker.matching.varieties import varieties
from tracker.matching.vocabulary import (
    CONTRASTS,
    INDEX_KINDS,
    INTENTIONS,
    ORGANISATIONS,
    QUALIFIERS,
    STOP,
    TELLING_VERBS,
)
from tracker.matching.words import COMMON, TOPICAL, VERSION, WORD, concept, fold, mass, pieces, terms
from tracker.model import MetricMention, Origin

CADENCES = {
    "hour": re.compile(r"\bhourly\b|\b(?:an|per|each|every) hour\b"),
    "day": re.compile(r"\bdaily\b|\b(?:a|per|each|every|single) ?-?day\b"),
    "week": re.compile(r"\bweekly\b|\b(?:a|per|each|every) week\b"),
    "month": re.compile(r"\bmonthly\b|\b(?:a|per|each|every) month\b"),
    "quarter": re.compile(r"\bquarterly\b|\b(?:a|per|each|every) quarter\b"),
    "year": re.compile(r"\bannual(?:ly)?\b|\byearly\b|\b(?:a|per|each|every) year\b"),
}
PERIOD_WORDS = "daily weekly monthly quarterly annual annually yearly day week month quarter year single"
CADENCE_WORDS = frozenset(concept(word) for word in PERIOD_WORDS.split())
RELATIVE = re.compile(r"(?<=\w),?\s+(?:that|which|who|whose|where)\b")
"""Where a subject goes on to say more about what it has named."""
LEADING_UP = frozenset(concept(word) for word in TELLING_VERBS.split() if concept(word).islower())
TELLERS = frozenset(concept(word) for word in ORGANISATIONS.split())
WIDE = re.compile(r"\b(?:all|overall|total|entire|every|global(?:ly)?|world(?:wide)?)\b", re.IGNORECASE)
EVERYWHERE = re.compile(r"\b(?:global(?:ly)?|world(?:wide)?)\b", re.IGNORECASE)
NUMERAL = re.compile(r"(?<![\w.,+-])\d{1,4}(?![\w.,])")
YEAR = re.compile(r"(?:19|20)\d\d")
HISTORY = re.compile(
    r"\b(?:from|instead of|until now|had been|it was|they were|formerly|after|against|compared (?:with|to)|versus)\b"
    r"[^\d.;]{0,14}$",
    re.IGNORECASE,
)
"""How a text leads over to the value that held before."""
SINCE = re.compile(r"^[^\d.;]{0,12}\b(?:before|ago|earlier|previously|until now)\b", re.IGNORECASE)
"""How it says so behind the value."""
AMOUNTS = re.compile(r"\d[\d.,]*")
FIRST_DIGIT = re.compile(r"(?=\d)")
LABEL = re.compile(
    r"\b(?:area|band|category|class|euro|grade|group|level|phase|region|scope|stage|tier|type|unit|zone) "
    r"([IVX]+|[A-Z]|\d{1,2})\b",
    re.IGNORECASE,
)
"""A part that is named by a letter or a number: Region II, class B."""
REACH = 70
AMOUNT = re.compile(r"[\d.,]+(?:tn|bn|mn|mln|bln|[tbmk])?")
BEFORE = 45
ID = re.compile(r"(?=.*\d)[^\W\d_][\w.]*|\d{1,2}g")
CAPITAL = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Traits:
    """A mention, taken apart for comparison. All words are folded concepts."""

    unit: str | None
    """the dimension of the unit, "#noun" for counts, None where only a change is told"""
    unit_told: str
    """the unit as the mention has it"""
    cadence: str | None
    subject: frozenset[str]
    measure: frozenset[str]
    about: frozenset[str]
    """further words that tell the quantity"""
    topic: frozenset[str]
    """the words that the item is about"""
    core: frozenset[str]
    context: frozenset[str]
    """the words of the sentence and of the unit"""
    around: frozenset[str]
    """those and the words that the item is about"""
    ranked: frozenset[str]
    """the parts of a ranking that the number is about: the top ten"""
    places: frozenset[str]
    told: frozenset[str]
    """those of the places that the number's own sentence tells"""
    partners: frozenset[str]
    """the places that the measure names beside the subject's: exports to the United States"""
    names: frozenset[str]
    """proper names in the subject and the scope, without places"""
    versions: frozenset[str]
    contrasts: frozenset[str]
    qualifiers: frozenset[str]
    """words of the core that make another quantity of one"""
    wide: bool
    """whether the subject says that it is about everything: all, the world, in total"""
    near: frozenset[str]
    """the words close to the number"""
    ids: frozenset[str]
    """words of letters and digits close to the number: models, versions, bands"""
    beside: frozenset[str]
    """names that stand right before the number, though the subject may be another"""
    clause: frozenset[str]
    """the words of the core and those that tell the quantity besides"""
    named: frozenset[str]
    """those and the words close to the number"""
    figures: frozenset[str]
    """the other exact numbers of the sentence, as written: no years, none of a single digit"""
    words: frozenset[str]
    """the words of subject and measure beside the unit, the places and the period length"""
    counted: bool
    """whether it is counted over its period, as exports are"""
    varieties: frozenset[str]
    """the kinds of a thing that its sentence tells it is of: {"fuel#diesel"}"""
    telling: float
    """the weight of what names the quantity: words beside its unit, a place, a period length"""


_SEEN: dict[int, tuple[MetricMention, Traits]] = {}
MOST_SEEN = 16384
RESTING = 1000
"""How many are remembered between two passes, each some seven kilobytes."""


def traits(mention: MetricMention) -> Traits:
    """The traits of a mention, remembered by the object that it is, for to hash all of a mention costs more than to
    look at one; the object is held, so that its number stays its own."""
    seen = _SEEN.get(id(mention))
    if seen is not None and seen[0] is mention:
        return seen[1]
    found = _traits(mention)
    if len(_SEEN) >= MOST_SEEN:
        _SEEN.clear()
    _SEEN[id(mention)] = mention, found
    return found


def rest() -> None:
    """Between two passes: let go of what was remembered first, until it is what the next one is likely to ask for.

    Most mentions are compared with what comes in the same pass, or with the latest of their series; older ones would
    be held for as long as there is room.
    """
    for key in list(islice(_SEEN, max(len(_SEEN) - RESTING, 0))):
        del _SEEN[key]


@lru_cache(maxsize=2048)
def _traits(mention: MetricMention) -> Traits:
    named = terms(RELATIVE.split(mention.subject, maxsplit=1)[0]) - LEADING_UP
    subject = named | numerals(mention.subject, mention.value)
    measure = (terms(mention.measure) - CADENCE_WORDS - LEADING_UP) | numerals(mention.measure, mention.value)
    said = terms(mention.evidence)
    guessed = bool(mention.topic) and not subject & said and not any(map(VERSION.fullmatch, subject))
    scope = frozenset(term for entry in mention.scope for term in scope_terms(entry))
    core = subject | measure
    cadence = mention.cadence or cadence_in(mention.measure)
    places = named & CODES or measure & CODES
    told_place = 1.0 if places else 0.4
    partners = (measure & CODES) - places if named & CODES else frozenset()
    places = places or (scope & CODES if len(scope & CODES) == 1 else frozenset())
    names = (proper_names(mention.subject, mention.evidence) | (scope - CODES)) - COMMON
    about = words_in(mention.about)
    if guessed:  # whose it is stands in another sentence, or only in the story: it names nothing by itself
        names, about, subject, core = scope - CODES - COMMON, about | subject, frozenset(), measure
    context = core | without_numbers(terms(mention.evidence) | about) | terms(mention.unit or "") | scope
    unit_words = terms(mention.unit or "")
    topic, near = words_in(mention.topic), without_numbers(terms(close_by(mention))) - CODES
    core_places = (core - CODES) | places
    words = core - CODES - unit_words - CADENCE_WORDS
    about_it = about - CODES
    return Traits(
        unit=None if mention.unit is None else money_or_dimension(mention.unit),
        unit_told=mention.unit or "",
        cadence=cadence,
        subject=(subject - CODES) | places,
        measure=measure - CODES,
        about=about_it,
        topic=topic,
        core=core_places,
        context=context,
        around=context | topic,
        ranked=frozenset(term for term in near | core_places if term.startswith("Top") and term[3:].isdigit()),
        places=places,
        told=places & terms(mention.evidence),
        partners=partners,
        names=names,
        versions=frozenset(term for term in core | named if VERSION.fullmatch(term)),
        contrasts=core & ALL_CONTRASTS,
        qualifiers=(core & QUALIFYING) | (about & KINDS) | labels(mention),
        wide=WIDE.search(mention.subject) is not None or EVERYWHERE.search(mention.measure) is not None,
        near=near,
        ids=frozenset(term for term in terms(close_by(mention)) | core if ID.fullmatch(term)),
        beside=names_before(mention),
        clause=core_places | about_it,
        named=core_places | about_it | near,
        figures=_figures_beside(mention),
        words=words,
        counted=_counted_over(mention),
        varieties=varieties(mention.evidence, mention.quote),
        telling=mass(words) + told_place * bool(places) + 0.5 * bool(cadence),
    )


@lru_cache(maxsize=2048)
def words_in(words: tuple[str, ...]) -> frozenset[str]:
    """The terms of some words, each taken by itself."""
    return frozenset(term for word in words for term in terms(word))


EXCLUSIVE = tuple(
    frozenset(word if word[0].isupper() else concept(word) for word in group.split()) for group in CONTRASTS
)
QUALIFYING = frozenset(word if word[0].isupper() else concept(word) for word in QUALIFIERS.split())
KINDS = frozenset(concept(word) for word in INDEX_KINDS.split())
"""Narrowing words that part two quantities however much else agrees."""
INTENT = frozenset(concept(word) for word in INTENTIONS.split())
ALL_CONTRASTS = frozenset(word for group in EXCLUSIVE for word in group)


def without_numbers(some: frozenset[str]) -> frozenset[str]:
    """Terms without plain numbers: that two sentences hold one value is counted elsewhere."""
    return frozenset(term for term in some if not AMOUNT.fullmatch(term))


def close_by(mention: MetricMention) -> str:
    """The text within seventy characters of the number, in its own sentence."""
    return around(mention.evidence, mention.quote)


def around(evidence: str, quote: str) -> str:
    at = evidence.find(quote)
    return evidence[: 2 * REACH] if at < 0 else evidence[max(0, at - REACH) : at + len(quote) + REACH]


def names_before(mention: MetricMention) -> frozenset[str]:
    """The capitalised words within forty-five characters before the number, the first of the sentence aside."""
    at = mention.evidence.find(mention.quote)
    start = max(1, at - BEFORE)
    found: set[str] = set()
    for match in WORD.finditer(mention.evidence, start, max(start, at)):
        whole = not mention.evidence[match.start() - 1].isalnum()
        if whole and match[0][0].isupper() and fold(match[0]) not in STOP:
            found.update(terms(match[0]))
    return frozenset(found - CODES - COMMON - TOPICAL - TELLERS)


@lru_cache(maxsize=4096)
def _headline(title: str) -> frozenset[str]:
    return terms(title) - CODES


def labels(mention: MetricMention) -> frozenset[str]:
    """The letters and numbers by which subject and measure name a part: {"region ii"}."""
    return frozenset(match[0].lower() for match in LABEL.finditer(f"{mention.subject}; {mention.measure}"))


def told_as_past(mention: MetricMention) -> bool:
    """Whether a text tells an undated value as the one that held before: "from 38", "until now it was 12"."""
    return mention.period is None and told_before(mention.evidence, mention.quote)


@lru_cache(maxsize=8192)
def told_before(evidence: str, quote: str) -> bool:
    """Whether a sentence tells a value as the one that held before."""
    at = evidence.find(quote)
    if at < 0 or len(AMOUNTS.findall(quote)) > 1:
        return False
    number = FIRST_DIGIT.search(quote)
    lead = evidence[max(0, at - REACH) : at + (number.start() if number else 0)]
    return bool(HISTORY.search(lead) or SINCE.search(evidence[at + len(quote) :]))


def leading_to(mention: MetricMention) -> str:
    """The text within seventy characters before a number, in its own sentence."""
    at, number = max(mention.evidence.find(mention.quote), 0), FIRST_DIGIT.search(mention.quote)
    return mention.evidence[max(0, at - REACH) : at + (number.start() if number else 0)]


def _figures_beside(mention: MetricMention) -> frozenset[str]:
    around = mention.evidence.replace(mention.quote, " ") if len(AMOUNTS.findall(mention.quote)) == 1 else ""
    found = (figure.rstrip(".,") for figure in AMOUNTS.findall(around))
    return frozenset(figure for figure in found if len(figure) > 1 and not YEAR.fullmatch(figure))


QUARTERLY = re.compile(r"^(?:quarterly|monthly|annual|weekly) ")
STANDS = re.compile(
    r"\b(?:at (?:the )?(?:end|close|start|beginning)|end of|as of|as at|by (?:the )?end|(?:stood|stands?|standing) at|"
    r"had|has|have|having|numbered|there (?:are|were|is|was)|in service|in operation|in use|on the road|installed|"
    r"capacity|closed|in total|cumulative|so far|rate|quota|fund|budget|ceiling|cap|level|price|index|stocks?|"
    r"reserves?)\b",
    re.IGNORECASE,
)
"""How texts tell what there is at a time, rather than what was counted over it."""


def counted_over(mention: MetricMention) -> bool:
    """Whether a number is counted over its period, as exports are: an amount that its sentence does not tell as a
    level, a stock or a sum set aside."""
    return traits(mention).counted


def _counted_over(mention: MetricMention) -> bool:
    if (
        mention.unit in ("%", "", None)
        or mention.value is None
        or (mention.cadence and not QUARTERLY.search(mention.measure))
    ):
        return False
    return STANDS.search(f"{close_by(mention)} {mention.measure}") is None


def headline(origin: Origin) -> frozenset[str]:
    """The words of the headline that a mention stood under."""
    return _headline(origin.item_title)


def numerals(text: str, value: float | None) -> frozenset[str]:
    """The plain numbers that belong to a name or a class ("under 30 years"): neither a year nor the value itself."""
    found = (match[0] for match in NUMERAL.finditer(text))
    return frozenset(digits for digits in found if not YEAR.fullmatch(digits) and float(digits) != value)


def scope_terms(entry: str) -> frozenset[str]:
    """The words of a scope entry; a country's code stays what it is."""
    return frozenset((entry,)) if entry in CODES else terms(entry)


@lru_cache(maxsize=4096)
def cadence_in(measure: str) -> str | None:
    """The period length that a measure names: "weekly token usage" is counted over a week."""
    folded = fold(measure)
    return next((name for name, pattern in CADENCES.items() if pattern.search(folded)), None)


@lru_cache(maxsize=2048)
def proper_names(subject: str, evidence: str) -> frozenset[str]:
    """The capitalised words of a subject as terms; its first word only if it is no word that begins the sentence.

    Words with digits or inner capitals are names wherever they stand.
    """
    found: set[str] = set()
    for match in WORD.finditer(subject):
        word = match[0]
        if not CAPITAL.match(word) and not any(char.isdigit() for char in word):
            continue
        plain = word[0].isupper() and not any(char.isupper() or char.isdigit() for char in word[1:])
        if word.isdigit() or word.islower() or (plain and evidence.lstrip("\"'“‘ ").startswith(word)):
            continue
        folded = fold(word)
        if folded not in STOP and folded not in PLACES:
            found.update(terms(word))
    return frozenset(found - CODES)


def contrast(one: Traits, other: Traits) -> str | None:
    """The pair of words that exclude one another, "gross / net", or None."""
    return exclude(one.contrasts, other.contrasts) if one.contrasts and other.contrasts else None


@lru_cache(maxsize=4096)
def exclude(one: frozenset[str], other: frozenset[str]) -> str | None:
    """The same for the words of either that exclude others; few such sets are ever met."""
    for a, b in zip(kinds_in(one), kinds_in(other), strict=True):
        if a and b and not a & b:
            return f"{min(a)} / {min(b)}"
    return None


@lru_cache(maxsize=4096)
def kinds_in(contrasts: frozenset[str]) -> tuple[frozenset[str], ...]:
    """By group of words that exclude one another, those that are among the given ones."""
    return tuple(contrasts & group for group in EXCLUSIVE)


def noun(unit: str | None) -> str:
    """The counted noun of a unit as a concept, "" for everything that is no count."""
    return unit[1:] if unit and unit.startswith("#") else ""


def tokens(text: str) -> tuple[str, ...]:
    return tuple(pieces(fold(text)))
