"""The unit of a bare number: of its subject's noun, or of what was counted before it."""

from __future__ import annotations

import re
from bisect import bisect_left

from tracker.extraction.metrics.elided import elided_unit
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.units import counted, is_plural, singular
from tracker.extraction.text import word_set


def inherit_units(scene: Scene, told: Quantity | None, level: Quantity | None = None) -> None:
    """Gives a bare number the unit of what it counts: its subject's noun, else the last count told before it.

    `told` is the last amount that the item told, `level` the last level of the sentence before.
    """
    here: Quantity | None = None
    beside: Quantity | None = None
    for at, one in enumerate(scene.quantities):
        if one.refusal:
            continue
        if one.sort == "bare" and one.earlier and at + 1 < len(scene.quantities):
            _from_the_next(scene, one, scene.quantities[at + 1])
        if one.sort == "bare" and one.delta is not None and one.level is not None:
            one.unit, one.sort = one.level.unit, one.level.sort
        if one.sort == "bare":
            _of_the(scene, at)
        if one.sort == "bare":
            _inherit(scene, at, here, told)
            unknown = "no unit" in one.refusal and one.delta is None
            if unknown and elided_unit(scene, at, beside, level, told):
                one.refusal = ""
        if one.is_level and one.sort in ("count", "physical", "money"):
            here = one
        if one.is_level and one.unit and (beside is None or scene.word(one.head - 1) != "("):
            beside = one


def _of_the(scene: Scene, at: int) -> None:
    """ "1,200 of the nation's 10,500 shops": both count shops."""
    one = scene.quantities[at]
    if scene.word(one.last) != "of" or at + 1 >= len(scene.quantities):
        return
    other = scene.quantities[at + 1]
    between = scene.low[one.last + 1 : other.head]
    whole = len(between) <= 3 and between and (between[0] in _WHOLE or between[-1].endswith("'s"))
    if whole and other.sort == "count" and not other.refusal and other.value > one.value:
        one.unit, one.sort, one.noun = other.unit, other.sort, other.noun


_WHOLE = word_set("the its their our all his her those these")
_LEADING = word_set("were was had been to at of reaching")


def _years_old(scene: Scene, one: Quantity) -> bool:
    """ "she, 49, lives": an age."""
    return scene.word(one.head - 1) == "," and scene.word(one.last) == "," and one.value < 130


def _beside(scene: Scene, one: Quantity, here: Quantity | None) -> bool:
    """Whether a bare number is the same thing at another time: "1,240 licences, against 860"."""
    if here is None or here.sort != "count":
        return False
    if scene.word(one.head - 1) in _LEADING and here.unit is not None:
        return True
    return one.earlier or (scene.word(one.head - 1) == ":" and "year" in scene.low[max(0, one.head - 4) : one.head])


def agents_of(scene: Scene) -> frozenset[str]:
    """The nouns that stand before a number whose counted noun is another: "models processed 4 trillion tokens"."""
    found: set[str] = set()
    for at, one in enumerate(scene.quantities):
        if one.is_level and one.sort == "count" and one.noun:
            begin = clause_begin(scene, at)
            found.update(
                scene.low[n] for n in range(begin, one.head) if countable(scene, n) and scene.low[n] not in one.noun
            )
    return frozenset(found)


def _from_the_next(scene: Scene, one: Quantity, other: Quantity) -> None:
    """ "from 41 to 33 weeks": both are weeks."""
    if scene.low[one.last : other.head] == ["to"] and other.unit and not other.refusal:
        one.unit, one.sort, one.noun, one.per = other.unit, other.sort, other.noun, other.per


def _inherit(scene: Scene, at: int, here: Quantity | None, told: Quantity | None) -> None:
    one = scene.quantities[at]
    if one.numeral.decimal and not one.numeral.scaled:
        if index_before(scene, one) or (told is not None and told.sort == "ratio" and 0.2 < one.value / told.value < 5):
            one.unit, one.sort = "", "ratio"
        else:
            one.refusal = "no unit"
        return
    labelled = _labelled(scene, one)
    if not (one.numeral.scaled or one.value >= 1000 or labelled or here is not None) or _years_old(scene, one):
        one.refusal = "no unit"
        return
    noun = subject_noun(scene, at, here, told)
    if noun is not None:
        one.unit, one.sort, one.inherited = noun, "count", True
        return
    source = here or told
    if source is None and one.numeral.scaled:
        noun = _noun_before(scene)
        if noun is not None:
            one.unit, one.sort, one.inherited = noun, "count", True
            return
    if (
        source is None
        or not source.unit
        or (not one.numeral.scaled and not _beside(scene, one, here) and not _alike(scene, one, source))
    ):
        one.refusal = "no unit"
        return
    one.unit, one.sort, one.inherited, one.noun = source.unit, source.sort, True, source.noun


def _noun_before(scene: Scene) -> str | None:
    """The last countable noun of the sentence before, for a great number whose unit stands nowhere else."""
    sentences = scene.view.sentences
    at = bisect_left(sentences, scene.sentence.start, key=lambda sentence: sentence.start)
    if at == 0:
        return None
    earlier = Scene(scene.view, sentences[at - 1], scene.words, (), scene.places)
    return _nearest_noun(earlier, len(earlier.low))


def _alike(scene: Scene, one: Quantity, source: Quantity) -> bool:
    """Whether a small bare number goes on counting what was counted before: "96 of them", "84 in Shanghai"."""
    if source.sort != "count" or source.numeral.scaled:
        return False
    if scene.word(one.head - 1) in _MEASURING and scene.word(one.head - 2) in ("it", "they", "that", "this", "figure"):
        return True
    following = scene.word(one.last)
    if following in ("were", "are", "had", "have", "did", "remain", "remained") and source in scene.quantities:
        return True
    if following == "of" and scene.word(one.last + 1) in ("whom", "which"):
        return True
    return following in ("of", "in", "from", "at", "were", "are", "had", "have", "did", "") and (
        scene.word(one.last + 1) in ("them", "these", "those", "which") or following in ("in", "from", "at")
    )


def _labelled(scene: Scene, one: Quantity) -> bool:
    return scene.word(one.head - 1) == ":" and scene.word(one.last) in ("", ".", ";", ",")


_INDEX = re.compile(
    r"(?:index|ratio|effectiveness|efficiency|coefficient|factor|PUE|PMI|reading|multiple|score|CAPEX-to-sales|gini|"
    r"fertility rate|rating)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def index_before(scene: Scene, one: Quantity) -> bool:
    """Whether a word for an index or a ratio leads to the number: "a Power Usage Effectiveness of 1.15"."""
    text = scene.view.view[max(scene.sentence.start, one.start - 80) : one.start]
    return _INDEX.search(text) is not None


_CONSUMED = word_set("usage consumption calls use throughput traffic base count population volume numbers")
_PLAIN = word_set("daily weekly monthly total of annual global overall their its average combined")
_COUNTERS = word_set("count number total figure tally sum")
_MEASURING = word_set(
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
    bound = one.qualifier != "=" and one.head > begin and countable(scene, one.head - 1)
    if here is not None and not bound and not _MEASURING & set(words[-6:]):
        return None
    if words and not set(words) - _COUNTERS - scene.words.breaks - _MEASURING - {"the", "its", "a"}:
        return _nearest_noun(scene, begin)
    for place in range(len(words)):
        index = begin + place
        if told is not None and told.sort == "count" and scene.word(index - 1) in ("its", "their", "whose"):
            continue
        if countable(scene, index) and not _agent(scene, index, here):
            found = counted(scene, index)
            return found.name if found else singular(words[place], scene.words.plurals)
    return None


def _nearest_noun(scene: Scene, end: int) -> str | None:
    """The last countable noun before token `end`: "products by the thousand (the count went past 3,000)"."""
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
    return begin


_TAKEN = word_set("use usage number consumption demand count numbers supply production")


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
    return None


def _noun_of_use(scene: Scene, place: int, begin: int) -> bool:
    """Whether a noun before "use" already says what is used: "token use of Chinese models"."""
    word = scene.word(place)
    named = word.isalpha() and len(word) > 2 and not word.endswith(("ing", "al", "ed", "ern", "ese", "ian"))
    return place >= begin and named and word not in _PLAIN and word not in scene.words.breaks


def countable(scene: Scene, index: int) -> bool:
    """Whether a token is a plural common noun that something may be counted in."""
    word, token = scene.low[index], scene.tokens[index]
    words = scene.words
    compound = f"{scene.word(index - 1)} {singular(word, words.plurals)}" in words.compounds
    if (
        not is_plural(scene, word)
        or (word in words.never_counted and not compound)
        or word in words.verbs_in_s
        or not word.isalpha()
    ):
        return False
    if not token.text[1:].rstrip("s").isupper() and not token.text[1:].islower():
        return False
    return not token.text[0].isupper() or index == 0 or token.text.isupper() or scene.word(index - 1) in (":", ".")


def _agent(scene: Scene, index: int, here: Quantity | None) -> bool:
    """Whether the noun already did something with what is counted: "models took 9 tn tokens, US models 5 tn"."""
    if scene.low[index] in scene.agents:
        return True
    if here is None:
        return False
    return scene.low[index] in scene.low[: here.first] or (
        here.sort == "count" and scene.word(index - 1) in ("us", "american")
    )
