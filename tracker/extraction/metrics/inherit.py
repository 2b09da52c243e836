"""The unit of a bare number: of its subject's noun, or of what was counted before it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.extraction.metrics.counting import counted, is_plural, singular
from tracker.extraction.metrics.elided import elided_unit, is_of_another_time, is_of_it, is_wanted, was_once
from tracker.extraction.metrics.nouns import (
    MEASURING,
    OF_PEOPLE,
    asked_for,
    clause_begin,
    countable,
    first_noun_before,
    nearest_noun,
    noun_before,
    subject_noun,
)
from tracker.extraction.metrics.scene import Quantity, Scene
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
            if one.level.sort == "bare":
                one.sort = "count"
                continue
        if one.sort == "bare":
            _of_the(scene, at, here)
        if one.sort == "bare" and here is not None and here.sort == "money" and scene.word(one.head - 1) == "at":
            one.unit, one.sort, one.inherited = here.unit, here.sort, True
        if one.sort == "bare":
            _inherit(scene, at, here, told)
            unknown = "no unit" in one.refusal and one.delta is None
            if unknown and elided_unit(scene, at, beside, level, told):
                one.refusal = ""
        if one.is_level and one.sort in ("count", "physical", "money"):
            here = one
        if one.is_level and one.unit and (beside is None or scene.word(one.head - 1) != "("):
            beside = one


def _of_the(scene: Scene, at: int, here: Quantity | None) -> None:
    """ "1,200 of the nation's 10,500 shops": both count shops; so do the amounts of two times ("and 38 in April")."""
    one = scene.quantities[at]
    if here is not None and is_of_another_time(scene, one, here):
        one.unit, one.sort, one.noun, one.per, one.inherited = here.unit, here.sort, here.noun, here.per, True
    if scene.word(one.last) != "of" or at + 1 >= len(scene.quantities):
        return
    other = scene.quantities[at + 1]
    between = scene.low[one.last + 1 : other.head]
    whole = len(between) <= 3 and (between and (between[0] in _WHOLE or between[-1].endswith("'s")))
    whole = whole or (not between and other.sort == "count" and not one.numeral.spelled)  # "12 of 41 promised ferries"
    sums = other.sort == "money" and one.numeral.scaled and other.numeral.scaled
    measured = sums or other.sort in ("count", "physical")
    if whole and measured and not other.refusal and other.value > one.value:
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
    if _in_turn(scene, one, here):
        return True
    return one.earlier or (scene.word(one.head - 1) == ":" and "year" in scene.low[max(0, one.head - 4) : one.head])


_TURNS = word_set("and , by in to the at of end then for on about nearly some")


def _in_turn(scene: Scene, one: Quantity, here: Quantity) -> bool:
    """ "40 by the end of 2027 and 80 by 2029": the same thing, each at its own time."""
    dated = [scene.date_at(n) is not None for n in range(here.last, one.head)]
    if not any(dated) or here.last > one.head or one.numeral.spelled:
        return False
    plain = all(at or scene.low[here.last + n] in _TURNS for n, at in enumerate(dated))
    return plain and any(span.start >= one.end for span in scene.dates)


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
    between = [low for n, low in enumerate(scene.low[one.last : other.head], one.last) if not scene.date_at(n)]
    if between in (["to"], ["in", "to"], ["at", "to"]) and other.unit and not other.refusal:
        one.unit, one.sort, one.noun, one.per = other.unit, other.sort, other.noun, other.per
        one.value = in_parts(one.value, other)


def in_parts(value: float, other: Quantity) -> float:
    """ "from 0.9 to 0.6 cents": a number that shares small change with the next."""
    small = other.sort == "money" and 0 < other.value < other.numeral.value
    return float(f"{value * other.value / other.numeral.value:.12g}") if small else value


class _Found(NamedTuple):
    """A unit with its sort, and the words of the noun where it is counted."""

    unit: str
    sort: str
    noun: tuple[str, ...] = ()


def _inherit(scene: Scene, at: int, here: Quantity | None, told: Quantity | None) -> None:
    one = scene.quantities[at]
    decimal = one.numeral.decimal and not one.numeral.scaled
    found = _ratio(scene, one, told) if decimal else _counted(scene, at, here, told)
    if found is None:
        one.refusal = "no unit"
    else:
        one.unit, one.sort, one.noun = found
        one.inherited = not decimal


def _ratio(scene: Scene, one: Quantity, told: Quantity | None) -> _Found | None:
    """An index or a ratio, which a decimal without a unit may be."""
    if often := _happens(scene, one):
        return _Found(often, "count")
    moved = any(q.level is one and q.unit == "point" for q in scene.quantities)
    again = told is not None and told.sort == "ratio" and 0.2 < one.value / told.value < 5
    return _Found("", "ratio") if moved or again or index_before(scene, one) else None


def _counted(scene: Scene, at: int, here: Quantity | None, told: Quantity | None) -> _Found | None:
    """What a bare number counts: what its change counts, its subject's noun, or what was counted before it."""
    one = scene.quantities[at]
    tied = next((q for q in scene.quantities if q.level is one and q.delta is not None and not q.refusal), None)
    if tied is not None and tied.unit and tied.sort in ("money", "physical", "count"):
        return _Found(tied.unit, tied.sort, tied.noun)
    said = _of_people(scene, one) or _of_money(scene, one, here or told) or _of_rupees(scene, one)
    if said is not None:
        return said
    if told is not None and (was_once(scene, one, told) or is_of_it(scene, one, told)):
        return _Found(told.unit or "", told.sort, told.noun)
    if here is None and (near := _asked_or_near(scene, at, told)):
        return _Found(near, "count")
    stepped = tied is not None or _steps_to(scene, one)
    rate = stepped or scene.word(one.last) == "per" or _is_the_number(scene, one)
    great = one.numeral.scaled or one.value >= 1000
    if not (great or rate or _labelled(scene, one) or here is not None) or _years_old(scene, one):
        return None
    noun = _which_are(scene, one) or subject_noun(scene, at, here, told) or _quota_of(scene, one)
    return _Found(noun, "count") if noun else _as_before(scene, one, here, told)


def _asked_or_near(scene: Scene, at: int, told: Quantity | None) -> str | None:
    """ "Civil groups, 133 of which signed", "How many trucks crossed? 41,200 last week"."""
    one = scene.quantities[at]
    if scene.low[one.last : one.last + 2] in _OF_THOSE:
        return _of_near(scene, one, told)
    return asked_for(scene) if at == 0 and one.first <= 3 and not one.numeral.spelled else None


def _which_are(scene: Scene, one: Quantity) -> str | None:
    """ "More than 468,700 were homes for rent": what they are."""
    if scene.word(one.last) not in ("are", "were") or one.last + 1 >= len(scene.low):
        return None
    noun = counted(scene, one.last + 1)
    return noun.name if noun is not None and len(noun.noun) <= 2 else None


def _of_near(scene: Scene, one: Quantity, told: Quantity | None) -> str | None:
    """ "Civil groups, 133 of which signed", "firms may apply; 214 of them did": the plural noun before.

    Where the sentence has none, what was counted last and is more, else whom the sentence before begins with.
    """
    near = nearest_noun(scene, one.head)
    if scene.word(one.last + 1) != "them":
        return near
    if told is not None and told.sort == "count" and told.value > one.value and (near is None or told.unit == near):
        return told.unit
    return near or (first_noun_before(scene) if told is None or told.value <= one.value else None)


_OF_THOSE = (["of", "which"], ["of", "whom"], ["of", "them"])


def _of_people(scene: Scene, one: Quantity) -> _Found | None:
    """ "a staff of 130", "a population of 4,000"; an index, which counts nothing, is found here too."""
    if scene.word(one.head - 1) == "of" and scene.word(one.head - 2) in OF_PEOPLE:
        return _Found(OF_PEOPLE[scene.word(one.head - 2)], "count")
    near = scene.low[max(0, one.head - 6) : one.head]
    indexed = "index" in near and near[-1] in ("is", "was", "at", "to", "of", "reached") and not one.numeral.scaled
    return _Found("", "ratio") if indexed and one.value < 100_000 else None


_EACH_TIME = word_set("day week month night")
_HAPPEN = word_set(
    "fell rose averaged average ran stood were are was is dropped climbed numbered reached slipped number"
)


def _happens(scene: Scene, one: Quantity) -> str | None:
    """ "Killings fell to 57.6 a day": a mean of what the clause's plural noun counts, no price."""
    if scene.word(one.last) not in ("a", "per", "each") or scene.word(one.last + 1) not in _EACH_TIME:
        return None
    if _HAPPEN.isdisjoint(scene.low[max(0, one.head - 5) : one.head]):
        return None
    return nearest_noun(scene, one.head)


_INDIAN = word_set("crore crores lakh lakhs cr")
_SUMS = word_set(
    "turnover revenue revenues budget outlay investment investments profit sales loan loans debt funds fund cost costs "
    "worth invested spent spending allocation subsidy subsidies exports imports deficit surplus corpus income "
    "collections dividend"
)


def _of_rupees(scene: Scene, one: Quantity) -> _Found | None:
    """ "Turnover grew to 1,250 crore": rupees, where a sum is told in Indian numbers and nothing is counted."""
    if scene.word(one.numeral.last - 1) not in _INDIAN or not _SUMS & set(scene.low):
        return None
    return _Found(scene.places.currency(scene.words.shared["Rs"], "INR", scene.sentence.end), "money")


_MONEY_VERBS = word_set(
    "raised spent paid earned costs cost worth invested donated fined lent borrowed owes owed pay pays fetched fetches"
)


def _of_money(scene: Scene, one: Quantity, source: Quantity | None) -> _Found | None:
    """ "raised 12.5 million": an amount of the money that was told before."""
    if source is None or source.sort != "money" or not source.unit:
        return None
    if not one.numeral.scaled and (one.value < 20 or not 0.2 < one.value / (source.value or 1) < 5):
        return None
    return _Found(source.unit, "money") if scene.word(one.head - 1) in _MONEY_VERBS else None


def _as_before(scene: Scene, one: Quantity, here: Quantity | None, told: Quantity | None) -> _Found | None:
    """The unit of the amount told before; a great number keeps the nearest noun, or none, where nothing was told."""
    scaled = one.numeral.scaled
    if told is not None and told.sort not in ("count", "physical"):
        told = scene.counted
    source = here or told
    tallied = one.value >= 1000 and not one.numeral.spelled and scene.word(one.head - 1) in _COMES_TO
    if tallied and not _TALLIES.isdisjoint(scene.low[: one.head]) and (source is None or source.sort != "count"):
        return _Found(nearest_noun(scene, one.head) or noun_before(scene) or "", "count")
    if source is None:
        noun = _some_noun(scene, one)
        great = scaled or (scene.word(one.head - 1) == "the" and one.value >= 1000 and noun)
        return _Found(noun, "count") if great and not one.numeral.spelled else None
    if source.unit == "" and source.sort == "count" and scaled:
        return _Found("", "count")
    goes_on = scaled or _beside(scene, one, here) or _alike(scene, one, source)
    return _Found(source.unit, source.sort, source.noun) if source.unit and goes_on else None


_TALLIES = word_set("tally toll count headcount")
_COMES_TO = word_set("to at is was reached stands stood reach reaches reaching hit hits be total totalled totals")
_NUMBERING = word_set("number numbered")
_NUMBER_OF = re.compile(r"\bnumber of\b[^.;:]{1,80}$", re.IGNORECASE)


def _is_the_number(scene: Scene, one: Quantity) -> bool:
    """ "the number of projects rises to 12", "licensed houses number 79": a small number that is said to be one."""
    before = scene.word(one.head - 1)
    if before in _NUMBERING and is_plural(scene, scene.word(one.head - 2)):
        return True
    if before not in _COMES_TO or not one.numeral.first:
        return False
    return _NUMBER_OF.search(scene.view.view, scene.sentence.start, one.start) is not None


_STEPPED_TO = re.compile(
    r"\b(?:rose|fell|grew|dropped|climbed|shrank|declined|increased|decreased|doubled|went up|went down)"
    r"(?: \w+ly)? to (?:just |only |about |some )?$"
)
_PRICED = word_set("shares prices rates yields futures bonds temperatures scores stocks contracts odds ratings")


def _steps_to(scene: Scene, one: Quantity) -> bool:
    """ "Orders for ships fell to 48": what the clause's plural subject counts."""
    if one.numeral.spelled or one.numeral.decimal or one.value < 10 or _PRICED & set(scene.low[: one.head]):
        return False
    return _STEPPED_TO.search(scene.view.view, scene.sentence.start, one.start) is not None


_OF_WHAT = word_set(
    "quota quotas sales output production exports imports registrations fleet stock stocks permits count"
)


def _quota_of(scene: Scene, one: Quantity) -> str:
    """ "Car quota: 250,000": what the label's first word counts."""
    if not _labelled(scene, one) and scene.word(one.head - 1) != ":":
        return ""
    head = scene.word(one.head - 2)
    thing = scene.word(one.head - 3)
    if head not in _OF_WHAT or not thing.isalpha() or thing in scene.words.breaks or thing.endswith(("ed", "al", "ic")):
        return ""
    return singular(thing, scene.words.plurals)


def _some_noun(scene: Scene, one: Quantity) -> str:
    """The unit of a great number that nothing measures: the nearest noun before it, "" where none is countable."""
    return nearest_noun(scene, one.head) or noun_before(scene) or ""


_GOES_ON = word_set(", . : ; in on from at to by is ( ) and last this but") | {""}


def _alike(scene: Scene, one: Quantity, source: Quantity) -> bool:
    """Whether a bare number goes on counting what was counted before: "96 of them", "84 in Shanghai"."""
    if _goes_on_great(scene, one, source):
        return scene.word(one.head - 1) not in scene.words.labels
    if source.sort != "count" or source.numeral.scaled:
        return False
    if scene.word(one.head - 1) in MEASURING and scene.word(one.head - 2) in ("it", "they", "that", "this", "figure"):
        return True
    following = scene.word(one.last)
    if source in scene.quantities:
        wanted = is_wanted(scene, one, source)
        part = scene.low[0] == "of" and scene.word(one.head - 1) == "," and one.value < source.value
        summed = scene.low[max(0, one.head - 2) : one.head] in (["number", "to"], ["total", "to"])
        if wanted or part or summed or following in ("were", "are", "had", "have", "did", "remain", "remained"):
            return True
    if following == "of" and scene.word(one.last + 1) in ("whom", "which"):
        return True
    return following in ("of", "in", "from", "at", "were", "are", "had", "have", "did", "") and (
        scene.word(one.last + 1) in ("them", "these", "those", "which") or following in ("in", "from", "at")
    )


def _goes_on_great(scene: Scene, one: Quantity, source: Quantity) -> bool:
    """Whether a great number stands where nothing else is counted: "In total 151,200 changed hands"."""
    if one.value < 1000 or one.numeral.spelled or source.sort not in ("count", "physical"):
        return False
    acts = scene.word(one.head - 1) != "the" and _acts(scene, one.last)
    stands = scene.word(one.last) in _GOES_ON or one.head == 0 or acts
    return stands and 1e-3 < one.value / (source.value or 1) < 1e3


def _acts(scene: Scene, at: int) -> bool:
    """ "In total 151,200 changed hands": what was counted did something."""
    low = scene.word(at)
    if low in ("are", "were", "have", "had"):
        return False
    return low in scene.words.verbs or (low.endswith("ed") and scene.word(at + 1) not in ("people", "workers"))


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


__all__ = ["agents_of", "clause_begin", "index_before", "inherit_units"]
