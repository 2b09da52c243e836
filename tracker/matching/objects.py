"""What an act is about: the words of its object, by which two acts of one authority and one form are told apart.

Issuer, form, stage and the words that every notice uses fit any two acts of one ministry. Two mentions are of one
policy only if what the one is named after stands in the other, too: cod is not herring, and a fine for one firm is no
fine for another.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from tracker.matching.periods import span
from tracker.matching.places import CODES, PLACES
from tracker.matching.policy_traits import Features, telling
from tracker.matching.vocabulary import COURTS, FORM_WORDS, LAWMAKERS, MONTHS, NAMED_FORMS, ORDINALS
from tracker.matching.words import concept, fold, mass, overlap, terms
from tracker.model import Instrument, Origin, PolicyMention, PolicyStep, Stage

OWN = 0.55
"""The weight of words of its own from which a title is about something else."""
MONTH = re.compile(rf"\b({MONTHS.replace(' ', '|')})\b", re.IGNORECASE)
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS.split(), start=1)}
DATED = re.compile(rf"(?:\b(\d{{1,2}}) )?\b({MONTHS.replace(' ', '|')})\b(?: (\d{{1,2}})\b(?!,? ?\d{{3}}))?")
MEASURE = re.compile(r"\d+(?:\.\d+)?(?:[kmgt]?hz|[kmgt]wh?|[kmgt]bps|[nμm]m|kv)")
NUMBERED = re.compile(
    rf"\b({FORM_WORDS.replace(' ', '|')})s?\s+(?:no\.?\s*|number\s+|n°\s*)?(\d[\d./-]*|[ivx]+)(?![\w%])", re.IGNORECASE
)
ORDINAL = re.compile(
    rf"\b(\d+(?=st|nd|rd|th)|{'|'.join(ORDINALS)})(?:st|nd|rd|th)?\s+(?:[\w-]+\s+){{0,2}}"
    rf"({FORM_WORDS.replace(' ', '|')})\b"
)
NEXT_ONE = re.compile(
    r"\b((?:an?|its|their) (?:second|third|fourth|fifth|sixth|further|additional)|another)\b,? (?:[\w-]+,? ){0,2}?"
    r"(auction|batch|call|draw|instalment|installment|list|package|release|round|sale|tender|tranche|wave)\b",
    re.IGNORECASE,
)
"""How a sentence introduces one more act of a row."""
QUARTER = re.compile(
    rf"\b(?:(\d+(?=st|nd|rd|th)|{'|'.join(ORDINALS)})(?:st|nd|rd|th)?[\s-]+(quarter|half)|([qh])([1-4]))\b"
)
NAMED = re.compile(
    r"\b((?:[A-Z][\w&’'-]*\s+(?:(?:of|for|on|and|the)\s+)?){1,6})"
    rf"(?:{'|'.join(name.capitalize() for name in (*NAMED_FORMS.split(), *FORM_WORDS.split()))})\b"
)
"""An instrument named in capitals: the Online Safety Act, the Harbour Renewal Scheme."""
MONTHLY = re.compile(
    rf"(?:^|[,;:] )[Ff]or ({MONTHS.replace(' ', '|')})\b(?! \d{{4}}| \d{{1,2}}\b)"
    rf"|\b[Tt]he ({MONTHS.replace(' ', '|')}) (?:[a-z]+ ){{0,2}}"
    r"(?:ceiling|duty|fee|levy|price|quota|rate|tariff|tax)s?\b"
)
"""How a sentence tells for which month something is fixed that is fixed every month."""
LAW_NAME = re.compile(r"\b(?:act|bill|code|law|statute)\b", re.IGNORECASE)
UNDER = re.compile(
    r"\b(circular|decree|fine|grace period|guidance|guideline|list|notice|penalty|standard|"
    r"(?:regulation|rule)s?(?= that | to | under ))s?\b"
    r"(?: [\w-]+){0,3}? (?:for|of|to|under|with) (?:[\w’'-]+ ){0,5}?(?:act|code|directive|law|regulation|statute)s?\b",
    re.IGNORECASE,
)
"""A paper that a law asks for, by its title: the decree for the Harbours Act, the list under the kelp regulation."""
FOUNDING_WORDS = "agency authority body centre center commission committee council institute organisation organization"
FOUNDINGS = terms(FOUNDING_WORDS)
FOUNDED = re.compile(
    rf"\b(?:for|of|to (?:create|establish|found|launch|set up)) an? (?:[\w-]+ ){{0,3}}"
    rf"(?:{FOUNDING_WORDS.replace(' ', '|')})\b",
    re.IGNORECASE,
)
"""A body that an act is to found."""
RATE_WORDS = frozenset(concept(word) for word in ("rate", "interest", "repo", "basis", "borrowing", "benchmark"))
"""Words of which a central bank's decision on its rate holds one."""
SHARE = re.compile(r"\d\s?(?:%|per ?cent\b)")
RATE_MEETING = 10
"""Days after which a central bank that sets its rate has met again."""
EDITION = 100
"""Days after which one more act of the same form, for another time, is the next edition of it."""
TITLED = 0.5
"""How informative a title must be to stand for what an act is about."""
DEED, LIKE_DEED = 2.0, 0.25
"""The weight of words by which a sentence tells what was done, and the overlap from which two tell the same."""
SURE_TITLE, SAME_TITLE = 1.0, 0.85
"""The weight of words, and their overlap, from which two titles are one."""
LONG_TITLE = 2.0
"""The weight of words from which equal titles tell more than the names around them."""
SHARED_NAME = 1.5
"""The weight of shared words from which two titles surely name one instrument."""
LEGISLATED = frozenset(
    {Instrument.LAW, Instrument.REGULATION, Instrument.TAX, Instrument.RESTRICTION, Instrument.FUNDING}
)
"""Forms that parliaments decide on."""
GENERAL = frozenset(
    {"union", "the", "of", "and", "for", "high", "federal", "national", "state", "ministers", "ministry"}
)
CONTINUING = frozenset({Stage.AMENDED, Stage.EXTENDED, Stage.DELAYED, Stage.SUSPENDED, Stage.REPEALED, Stage.IN_FORCE})
"""Steps that others than the issuer often take: a court suspends, a parliament amends."""
DECIDERS = LAWMAKERS | COURTS
EARLY = {Stage.ANNOUNCED: 0, Stage.DRAFT: 1, Stage.CONSULTATION: 2}
BACK_AFTER = 14
"""Days after which a text that tells an earlier stage is about another instrument rather than behind the news."""


def other_object(ours: Features, theirs: Features, around: tuple[frozenset[str], frozenset[str]] | None) -> str | None:
    """Why two mentions are about two things, in words; None where nothing tells them apart.

    Both must have words of their own: of two names for one act the shorter one often stands in the longer one's text.
    `around` are the words of the two items; None within one item, where only title and sentence count.
    """
    own = ours.object.difference(theirs.act, theirs.name, *((theirs.said, around[1]) if around else ()))
    their = theirs.object.difference(ours.act, ours.name, *((ours.said, around[0]) if around else ()))
    if telling_figures(ours) & telling_figures(theirs) or measures(ours.said) & measures(theirs.said):
        return other_names(ours, theirs)
    if papers := other_paper(ours, theirs):
        return papers
    if told_by(own) >= OWN and told_by(their) >= OWN:
        return f"Another object: {spelt(own, ours.title_text)}, not {spelt(their, theirs.title_text)}."
    return other_names(ours, theirs)


def other_paper(ours: Features, theirs: Features) -> str | None:
    """Why two titles are of two papers under one law, or of the law and of a paper under it: its decree, its list; or
    only one of a body that is to be founded."""
    if founds(ours, theirs) or founds(theirs, ours):
        return "Only one is to found a body."
    one, other = paper_of(ours.title_text), paper_of(theirs.title_text)
    if one and other:
        return None if terms(one) & terms(other) else f"Another paper: {one}, not {other}."
    alone, law = (one, theirs) if one else (other, ours)
    return f"Only one is the {alone} under it." if alone and LAW_NAME.search(law.title_text) else None


@lru_cache(maxsize=8192)
def paper_of(title: str) -> str:
    """What paper a title is of that some law asks for: "decree" for the decree for the Harbours Act; else ""."""
    found = UNDER.search(title)
    return found[1].lower() if found else ""


def founds(one: Features, other: Features) -> bool:
    """Whether the title of an act is of a body that it is to found ("plan for a world organisation"), and the other act
    has a title of its own and names no body at all."""
    if other.borrowed or not other.name or not founds_body(one.title_text):
        return False
    return (other.act | other.name).isdisjoint(FOUNDINGS)


@lru_cache(maxsize=8192)
def founds_body(title: str) -> bool:
    return FOUNDED.search(title) is not None


def told_by(words: frozenset[str]) -> float:
    """The weight of words as names of what an act is about."""
    return math.fsum(map(telling, words))


def telling_figures(own: Features) -> frozenset[str]:
    """The numbers of a sentence that two acts hardly share by chance: large or exact ones."""
    return large_or_exact(own.figures) if own.figures else own.figures


@lru_cache(maxsize=2048)
def large_or_exact(figures: frozenset[str]) -> frozenset[str]:
    return frozenset(term for term in figures if float(term[2:]) >= 1000 or "." in term)


@lru_cache(maxsize=4096)
def measures(words: frozenset[str]) -> frozenset[str]:
    """The measures among words that stand as names of what an act is about: 6 GHz, 800 MHz."""
    return frozenset(word for word in words if MEASURE.fullmatch(word))


def dates_in(text: str) -> tuple[tuple[int | None, int], ...]:
    """The days and months that a text names: ((9, 10), (None, 3)) for "the order of 9 October" and "in March"."""
    found = DATED.finditer(text)
    return tuple((int(m[1] or m[3]) if m[1] or m[3] else None, MONTH_NUMBERS[m[2].lower()]) for m in found)


@lru_cache(maxsize=2048)
def spelt(some: frozenset[str], title: str) -> str:
    """The words of a title that stand for some terms, as it spells them."""
    return ", ".join(word for word in re.findall(r"[\w-]+", title) if terms(word) & some) or ", ".join(sorted(some))


def covered(ours: Features, theirs: Features) -> float:
    """How much of what names the one act is found in what is said of the other, the better of the two ways, 0 to 1; 1
    where no title tells anything."""
    shares = [mass(a.object & b.said) / mass(a.object) for a, b in ((ours, theirs), (theirs, ours)) if a.object]
    return max(shares, default=1.0)


def other_deed(ours: Features, theirs: Features) -> float:
    """How surely two sentences tell two acts where titles do not say, 0 to 1: both tell much and share little."""
    if min(ours.informative, theirs.informative) >= TITLED or min(mass(ours.deed), mass(theirs.deed)) < DEED:
        return 0.0
    return max(0.0, 1.0 - overlap(ours.deed, theirs.deed) / LIKE_DEED)


def other_names(ours: Features, theirs: Features) -> str | None:
    """Why two acts are about other countries or other names, judged by their titles and sentences."""
    if others := other_parties(ours, theirs):
        return others
    if ours.abroad and theirs.abroad and not ours.abroad & theirs.abroad:
        return f"About another place: {', '.join(sorted(ours.abroad))}, not {', '.join(sorted(theirs.abroad))}."
    if one_title(ours, theirs) and mass(ours.object) >= LONG_TITLE:
        return None
    near, far = ours.said | ours.names, theirs.said | theirs.names
    own, their = ours.names - far, theirs.names - near
    if own and their and not ours.names & far and not theirs.names & near:
        return f"About another one: {', '.join(sorted(own))}, not {', '.join(sorted(their))}."
    return None


def other_parties(ours: Features, theirs: Features) -> str | None:
    """Why two agreements are two, in words: other states made them."""
    if min(len(ours.parties), len(theirs.parties)) < 2 or ours.parties == theirs.parties:
        return None
    return f"Between others: {', '.join(sorted(ours.parties))}, not {', '.join(sorted(theirs.parties))}."


def other_number(one: PolicyMention, other: PolicyMention) -> str | None:
    """Why two texts number or date their acts differently: Decree 12 and 14, the May and June price, a second sale."""
    ours, theirs = numbers(one.title, one.quote), numbers(other.title, other.quote)
    for form in sorted(ours.keys() & theirs.keys()):
        if not ours[form] & theirs[form]:
            return f"Another number: {min(ours[form])}, not {min(theirs[form])}."
    if (following := next_in(one.quote)) and following != next_in(other.quote) and one.stage is not Stage.IMPLEMENTED:
        return f"The next one of its kind: {following}."
    quarters, theirs_of = quarters_in(one.title), quarters_in(other.title)
    if quarters and theirs_of and not quarters & theirs_of:
        return f"Another quarter: {min(quarters)}, not {min(theirs_of)}."
    months, others = months_of(one), months_of(other)
    if (months and others and not months & others) or (min(len(months), len(others)) > 1 and months != others):
        return f"Another month: {min(months)}, not {min(others)}."
    return None


@lru_cache(maxsize=2048)
def numbers(title: str, quote: str) -> dict[str, frozenset[str]]:
    """The numbers that forms carry in a title and a sentence: {"decree": {"293"}}, {"package": {"19"}}."""
    text = f"{title}; {quote}"
    found: dict[str, frozenset[str]] = {}
    for match in NUMBERED.finditer(text):
        found[match[1].lower()] = found.get(match[1].lower(), frozenset()) | {match[2].lower().rstrip("./-")}
    for match in ORDINAL.finditer(text.lower()):
        found[match[2]] = found.get(match[2], frozenset()) | {ORDINALS.get(match[1], match[1])}
    return found


@lru_cache(maxsize=4096)
def next_in(quote: str) -> str:
    """The act of a row that a sentence introduces: "second tender" in "a second, larger tender follows"; else ""."""
    found = NEXT_ONE.search(quote)
    return f"{found[1].split()[-1]} {found[2]}".lower() if found else ""


@lru_cache(maxsize=8192)
def quarters_in(title: str) -> frozenset[str]:
    """The quarters or halves of a year that a title names: {"q3"} for "third quarter" and for "Q3"."""
    found = QUARTER.finditer(title.lower())
    return frozenset(f"{(m[2] or m[3])[0]}{m[4] or ORDINALS.get(m[1], m[1])}" for m in found)


@lru_cache(maxsize=8192)
def months_in(title: str) -> frozenset[str]:
    return frozenset(match[1].lower()[:3] for match in MONTH.finditer(title) if match[1][0].isupper())


def months_of(mention: PolicyMention) -> frozenset[str]:
    """The months that the title of an act names, else those that its sentence says it is for: "the May export duty"."""
    return months_in(mention.title) or months_told(mention.quote)


@lru_cache(maxsize=8192)
def months_told(quote: str) -> frozenset[str]:
    return frozenset((match[1] or match[2])[:3].lower() for match in MONTHLY.finditer(quote))


def other_time(
    mention: PolicyMention, ours: Features, origin: Origin, step: PolicyStep, theirs: Features
) -> str | None:
    """Why two acts of one stage are two of a row: the rate decisions of a central bank, the quotas of two years."""
    other = step.mention
    if mention.stage is not other.stage:
        return None
    if months_in(mention.title) & months_in(other.title):
        return None
    apart = days_between(mention, origin, step)
    if apart > RATE_MEETING and sets_rate(mention, ours) and sets_rate(other, theirs):
        return f"The meeting {apart} days away decided on another rate."
    a, b = span(mention.effective), span(other.effective)
    if apart > EDITION and a and b and (a[1] < b[0] or b[1] < a[0]) and abs(a[0].year - b[0].year) >= 1:
        return f"For another time: {mention.effective}, not {other.effective}."
    return None


def days_between(mention: PolicyMention, origin: Origin, step: PolicyStep) -> int:
    """The days between two acts: from their dates as far as they are told, else from their reports; 0 if they meet."""
    one = span(mention.date) or (origin.published.date(),) * 2
    other = span(step.mention.date) or (step.origin.published.date(),) * 2
    return max((one[0] - other[1]).days, (other[0] - one[1]).days, 0)


def sets_rate(mention: PolicyMention, own: Features) -> bool:
    """Whether an act is a central bank's decision on its rate."""
    bank = any({"bank", "monet", "reserv", "riksbank"} & {*terms(issuer)} for issuer in mention.issuers)
    told = bool(RATE_WORDS & own.said) or SHARE.search(mention.quote) is not None
    return bank and mention.instrument is Instrument.DECISION and told


def goes_back(mention: PolicyMention, origin: Origin, step: PolicyStep) -> bool:
    """Whether a stage that comes before adoption is told long after it: most likely of the next instrument."""
    days = (origin.published - step.origin.published).days
    return mention.stage in EARLY and step.mention.stage not in EARLY and days > BACK_AFTER


def handed_on(mention: PolicyMention, other: PolicyMention) -> bool:
    """Whether other authorities can have taken two steps of one instrument: cabinet, chambers, head of state, court."""
    if mention.stage in CONTINUING or other.stage in CONTINUING:
        return is_one_of(mention, DECIDERS) or is_one_of(other, DECIDERS)
    laws = mention.instrument in LEGISLATED and other.instrument in LEGISLATED
    return (laws or drafted(mention, other)) and (is_one_of(mention, LAWMAKERS) or is_one_of(other, LAWMAKERS))


def drafted(mention: PolicyMention, other: PolicyMention) -> bool:
    """Whether one of two steps is a draft of any form, the other one what a body that decides made of it."""
    early, done = (mention, other) if mention.stage in EARLY else (other, mention)
    return early.stage in EARLY and done.stage not in EARLY and is_one_of(done, LAWMAKERS)


def taken_up(ours: Features, theirs: Features, mention: PolicyMention, other: PolicyMention) -> bool:
    """Whether two authorities told a draft and what became of it: one title, and names of the two that share a word."""
    early = {Stage.DRAFT, Stage.CONSULTATION, Stage.ANNOUNCED}
    if (mention.stage in early) == (other.stage in early) or not mention.issuers or not other.issuers:
        return False
    words, others = words_of_all(mention.issuers), words_of_all(other.issuers)
    return one_title(ours, theirs) and not (words & others) <= GENERAL


@lru_cache(maxsize=2048)
def named_acts(title: str, quote: str) -> frozenset[frozenset[str]]:
    """The instruments that a title or a sentence names in capitals, as words of their names: {{"onlin", "safet"}}."""
    found = (terms(match[1]) - CODES for match in NAMED.finditer(f"{title}; {quote}"))
    return frozenset(name for name in found if name)


def same_act(one: PolicyMention, other: PolicyMention) -> int:
    """How many words long the name is of an instrument that both sentences or titles name; 0 where they share none."""
    ours, theirs = named_acts(one.title, one.quote), named_acts(other.title, other.quote)
    return max(map(len, ours & theirs), default=0) if ours and theirs else 0


def is_one_of(mention: PolicyMention, bodies: frozenset[str]) -> bool:
    return not bodies.isdisjoint(words_of_all(mention.issuers))


@lru_cache(maxsize=4096)
def words_of_all(issuers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for issuer in issuers for word in words_of(issuer))


@lru_cache(maxsize=4096)
def words_of(issuer: str) -> frozenset[str]:
    return frozenset(fold(issuer).split())


def one_for_all(mention: PolicyMention, other: PolicyMention) -> bool:
    """Whether one of two texts names the state as a whole for what the other one's issuer did: "the government"."""
    return any(issuer and not special(issuer) for one in (mention, other) for issuer in one.issuers)


@lru_cache(maxsize=4096)
def special(issuer: str) -> frozenset[str]:
    """The words of an authority's name that tell it from others of its state: a field, a region."""
    return words_of(issuer) - LAWMAKERS - COURTS - GENERAL - PLACES.keys()


def one_title(ours: Features, theirs: Features) -> bool:
    """Whether two titles are one, but for small words."""
    return mass(ours.object) >= SURE_TITLE and overlap(ours.object, theirs.object) >= SAME_TITLE


def same_name(ours: Features, theirs: Features) -> bool:
    """Whether two titles surely name one instrument: words that weigh enough, found in one another's sentences."""
    a, b = ours.object, theirs.object
    shared = (a & (theirs.said | b)) | (b & (ours.said | a))
    if a and b and a == b:
        return True
    if bool(a) != bool(b):  # one has a headline for a title: its sentence must hold the other's
        return a <= theirs.act and b <= ours.act
    smaller = min(mass(a), mass(b))
    return mass(shared) >= SHARED_NAME and smaller > 0 and mass(a & b) >= 0.6 * smaller


def told_beside(mention: PolicyMention, ours: Features, origin: Origin, step: PolicyStep, theirs: Features) -> bool:
    """Whether another item of the same letter tells the step: a letter gives each of its items to another act, unless
    it names both alike."""
    if origin.document_id != step.origin.document_id or origin.item_id == step.origin.item_id:
        return False
    alike = one_title(ours, theirs) and overlap(ours.name, theirs.name) >= SAME_TITLE
    return not (alike or same_act(mention, step.mention) > 1)
