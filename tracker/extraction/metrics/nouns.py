"""The noun of a clause that a number counts: "5G base stations is above", "token usage reached"."""

from __future__ import annotations

from bisect import bisect_left

from tracker.extraction.metrics.counting import counted, is_plural, singular
from tracker.extraction.metrics.naming_words import ACTS
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_CONSUMED = word_set("usage consumption calls use throughput traffic base count population volume numbers")
_PLAIN = word_set("daily weekly monthly total of annual global overall their its average combined")
_COUNTERS = word_set("count number total figure tally sum")
MEASURING = word_set(
    "number numbered numbers is are was were be been reach reached reaches exceed exceeded exceeds surpass surpassed "
    "pass passed topped total totalled totaled stood stand stands hit climb climbed grew rose fell risen grown came "
    "come comes : above over at more had went now double doubled doubles"
)


def subject_noun(scene: Scene, at: int, here: Quantity | None, told: Quantity | None = None) -> str | None:
    """The counted noun before the number in its clause: "5G base stations is above", "token usage reached"."""
    one = scene.quantities[at]
    begin = clause_begin(scene, at)
    words = scene.low[begin : one.head]
    used = _used(scene, begin, one.head)
    if used is not None:
        return used
    if words[-1:] == ["of"] and words[-2:-1] and words[-2] in OF_PEOPLE:
        return OF_PEOPLE[words[-2]]
    bound = one.qualifier != "=" and one.head > begin and countable(scene, one.head - 1)
    if here is not None and not bound and not MEASURING & set(words[-6:]):
        return None
    if words and not set(words) - _COUNTERS - scene.words.breaks - MEASURING - {"the", "its", "a"}:
        return nearest_noun(scene, begin)
    for place in range(len(words)):
        index = begin + place
        if told is not None and told.sort == "count" and scene.word(index - 1) in ("its", "their", "whose"):
            continue
        if not (countable(scene, index) and not _agent(scene, index, here)) or scene.low[index] in _SPEAKERS:
            continue
        if index == one.head - 1 and scene.low[index][:-1] in ACTS and scene.word(index - 1).isalpha():
            continue
        if not (told is not None and told.sort == "count" and _after_preposition(scene, index, begin)):
            found = counted(scene, index)
            return found.name if found else singular(words[place], scene.words.plurals)
    return _people(scene, begin, one)


OF_PEOPLE = {
    "population": "person", "crowd": "person", "audience": "person", "congregation": "person", "workforce": "employee",
    "staff": "employee", "headcount": "employee", "payroll": "employee",
}  # fmt: skip
_COLLECTIVE = OF_PEOPLE | {
    "employment": "person", "unemployment": "person", "membership": "member", "toll": "death", "immigration": "person",
    "emigration": "person", "migration": "person", "attendance": "person", "ridership": "passenger",
    "enrolment": "student", "enrollment": "student", "readership": "reader", "viewership": "viewer",
}  # fmt: skip


def _people(scene: Scene, begin: int, one: Quantity) -> str | None:
    """ "Headcount fell to 1,610", "the population stood at": whom a collective noun counts."""
    for place in range(begin, one.head):
        if scene.low[place] == "list" and scene.word(place - 1) == "waiting":
            return "person"
        if scene.low[place] not in _COLLECTIVE or scene.word(place + 1) in ("growth", "rate", "income", "share"):
            continue
        if scene.word(place + 1) in _OF_IT and one.numeral.decimal and not one.numeral.scaled:
            continue
        return _COLLECTIVE[scene.low[place]]
    return None


_OF_IT = word_set("density index ratio")
_SPEAKERS = word_set(
    "economists analysts officials experts forecasters politicians critics ministers researchers observers traders "
    "bankers investors lawmakers scientists campaigners unions lawyers readers sources"
)
_PREPOSITIONS = word_set("under on in at by with from to after against since during through within among across amid")


def _after_preposition(scene: Scene, index: int, begin: int) -> bool:
    """Whether a noun only tells where, when or how: "under the terms on which they were supplied"."""
    return any(scene.word(place) in _PREPOSITIONS for place in range(max(begin, index - 2), index))


def nearest_noun(scene: Scene, end: int) -> str | None:
    """The last countable noun before token `end`: "permits in great number (more than 700 by May)"."""
    for index in range(end - 1, -1, -1):
        if countable(scene, index):
            return singular(scene.low[index], scene.words.plurals)
    return None


def clause_begin(scene: Scene, at: int) -> int:
    """The first token of the clause that a quantity stands in: after the number or the stop before it."""
    one = scene.quantities[at]
    begin = max(
        (
            other.last
            for other in scene.quantities[:at]
            if other.last <= one.head and other.level is not one and other.refusal not in ("name", "ordinal", "label")
        ),
        default=0,
    )
    for place in range(one.head - 1, begin - 1, -1):
        if scene.word(place) in (";", ".", "("):
            return place + 1
        if scene.low[place] == "," and begin == 0 and scene.low[0] in _FRONTING:
            return place + 1
    return begin


_FRONTING = word_set("if when while although as since because once unless though")
"""What begins a clause before the one that tells the number: "If the markets hold, arrivals will reach 2.3 million"."""


_TAKEN = word_set("queue list backlog use usage number consumption demand count numbers supply production")


def _used(scene: Scene, begin: int, end: int) -> str | None:
    """ "token usage", "use of tokens", "demand for tokens": what is used."""
    for place in range(end - 1, begin - 1, -1):
        word, last = scene.word(place), scene.word(place - 1)
        named = last.isalpha() and len(last) > 2 and last not in _PLAIN and last not in scene.words.breaks
        if word in _CONSUMED and place > begin and named:
            return singular(last, scene.words.plurals)
        if word in ("of", "for") and last in _TAKEN and not _noun_of_use(scene, place - 2, begin):
            found = counted(scene, place + 1)
            if found is not None and len(found.name) > 1:
                return found.name
            if last in ("queue", "list", "backlog") and (head := _mass_noun(scene, place + 1, end)):
                return head
    return None


def _mass_noun(scene: Scene, at: int, end: int) -> str:
    """The last word of a phrase in the singular: "for planned treatment"."""
    stop = at
    while stop < end and scene.low[stop].isalpha() and scene.low[stop] not in scene.words.breaks:
        stop += 1
    return scene.low[stop - 1] if at < stop <= at + 3 else ""


def _noun_of_use(scene: Scene, place: int, begin: int) -> bool:
    """Whether a noun before "use" already says what is used: "token use of Chinese models"."""
    word = scene.word(place)
    named = word.isalpha() and len(word) > 2 and not word.endswith(("ing", "al", "ed", "ern", "ese", "ian"))
    return place >= begin and named and word not in _PLAIN and word not in scene.words.breaks


_NOUNS_TOO = word_set(
    "stays exports imports cuts costs reports orders funds plans permits loans grants cases votes needs uses "
    "works pays sales signs holds targets trains estimates forecasts supports records handles trades covers calls "
    "saves ends licenses ranks"
)


def countable(scene: Scene, index: int) -> bool:
    """Whether a token is a plural common noun that something may be counted in."""
    word, token = scene.low[index], scene.tokens[index]
    words = scene.words
    compound = f"{scene.word(index - 1)} {singular(word, words.plurals)}" in words.compounds
    if (
        not is_plural(scene, word)
        or (word in words.never_counted and not compound and not _kind_of_many(scene, index))
        or word in words.up
        or word in words.down
        or (word in words.verbs_in_s and not _heads(scene, index))
        or (word in words.verbs and word not in _NOUNS_TOO and not _heads(scene, index))
        or not word.isalpha()
    ):
        return False
    if token.text[0].isupper() and token.text in scene.words.places:
        return False  # "Emirates: 1.43 million" counts no emirates
    if not token.text[1:].rstrip("s").isupper() and not token.text[1:].islower():
        return False
    return not token.text[0].isupper() or index == 0 or token.text.isupper() or scene.word(index - 1) in (":", ".")


def _kind_of_many(scene: Scene, index: int) -> bool:
    """ "Prison places", "nursery places": a word that is counted in great numbers, behind one that says of what."""
    before = scene.word(index - 1)
    if index == 0 and scene.word(1) == ":":  # "Places: 350"
        return scene.low[0] in scene.words.many
    return scene.low[index] in scene.words.many and before.isalpha() and before not in scene.words.breaks


_FINITE = word_set(": rose fell grew climbed dropped were are reached stood numbered totalled totaled had have")


def _heads(scene: Scene, index: int) -> bool:
    """Whether a word that may be a verb is a noun: a verb follows, "mobile accounts rose", or it comes first."""
    if index == 0:
        return scene.low[0] in scene.words.verbs_in_s and scene.word(1) in ("by", "of", "from", "in", "to")
    return scene.word(index + 1) in _FINITE and scene.word(index - 1).isalpha()


def _agent(scene: Scene, index: int, here: Quantity | None) -> bool:
    """Whether the noun already did something with what is counted: "models took 9 tn tokens, US models 5 tn"."""
    if scene.low[index] in scene.agents:
        return True
    if here is None:
        return False
    return scene.low[index] in scene.low[: here.first] or (
        here.sort == "count" and scene.word(index - 1) in ("us", "american")
    )


def noun_before(scene: Scene) -> str | None:
    """The last countable noun of the sentence before, for a great number whose unit stands nowhere else."""
    sentences = scene.view.sentences
    at = bisect_left(sentences, scene.sentence.start, key=lambda sentence: sentence.start)
    if at == 0:
        return None
    earlier = Scene(scene.view, sentences[at - 1], scene.words, (), scene.places)
    return nearest_noun(earlier, len(earlier.low))


def first_noun_before(scene: Scene) -> str | None:
    """Whom the sentence before begins with: "Hunters who answer the call get money. … to 212 of them"."""
    sentences = scene.view.sentences
    at = bisect_left(sentences, scene.sentence.start, key=lambda sentence: sentence.start)
    if at == 0 or sentences[at - 1].paragraph != scene.sentence.paragraph:
        return None
    earlier = Scene(scene.view, sentences[at - 1], scene.words, (), scene.places)
    found = next((index for index in range(min(4, len(earlier.low))) if countable(earlier, index)), None)
    return singular(earlier.low[found], scene.words.plurals) if found is not None else None


def asked_for(scene: Scene) -> str | None:
    """What a question right before asks for: "How many trucks crossed? 41,200 last week"."""
    start = scene.sentence.start
    before = scene.view.view[max(0, start - 3) : start].rstrip()
    if not before.endswith("?"):
        return None
    sentences = scene.view.sentences
    at = bisect_left(sentences, start, key=lambda sentence: sentence.start)
    asked = Scene(scene.view, sentences[at - 1], scene.words, (), scene.places) if at else None
    many = (
        next((n for n, low in enumerate(asked.low) if low == "many" and asked.word(n - 1) == "how"), None)
        if asked
        else None
    )
    noun = counted(asked, many + 1) if asked is not None and many is not None else None
    return noun.name if noun is not None else None


__all__ = [
    "MEASURING",
    "OF_PEOPLE",
    "asked_for",
    "clause_begin",
    "countable",
    "first_noun_before",
    "nearest_noun",
    "noun_before",
    "subject_noun",
]
