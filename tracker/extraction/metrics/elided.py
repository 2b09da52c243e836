"""The unit of a bare number that the reader supplies from the amount told just before it.

"62.36 yuan, against 97.75 the year before" · "from 3.49 to 4.61 a unit" · "The present blend is 40." after per cents
"""

from __future__ import annotations

import re

from tracker.extraction.metrics.counting import counted
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.units import denominator, paid_for
from tracker.extraction.text import word_set

_TIMES = word_set("hour day night week month quarter year")
_COPULAS = word_set("is was are were be been : at to with or on only stands stood remains reached hit paid pay")
_STOPS = word_set(". , ; ) for in by at on a and but before after from next last this per until ( —") | {""}
_GAPS = word_set("ago before earlier previously prior")
_ARTICLES = word_set("the a its just only now still then even about some around nearly almost")


def elided_unit(scene: Scene, at: int, here: Quantity | None, level: Quantity | None, told: Quantity | None) -> bool:
    """Gives the bare quantity at index `at` the unit of the amount that it goes on with; whether there is one.

    `here` is the last level of the sentence, `level` that of the sentence before, `told` the last amount of the item.
    """
    one = scene.quantities[at]
    if _of_each(scene, one):
        return True
    rate = _exchange_rate(scene, one, here, level)
    if rate is not None:
        one.unit, one.sort, one.per = rate, "money", "dollar"
        return True
    priced = _paid(scene, one)
    if priced is not None:
        source = next((q for q in (here, level, told) if q is not None and q.sort == "money"), None)
        if source is not None:
            one.last, one.per = priced
        return source is not None and _take(one, source)
    source = here or level or (told if _are_so_many(scene, one) else None)
    if source is None or source.unit is None or source.sort in ("times", "duration", "ratio"):
        return False
    return _goes_on(scene, one, here, source) and _take(one, source)


def _goes_on(scene: Scene, one: Quantity, here: Quantity | None, source: Quantity) -> bool:
    """Whether the bare number goes on with the amount `source`; `here`: with one of its own sentence."""
    if here is not None and (
        _listed(scene, one, here)
        or _for_another(scene, one, here)
        or _arrives(scene, one, here)
        or _of_those(scene, one, source)
    ):
        return True
    if _are_so_many(scene, one) and source.sort == "count":
        return 0.05 < one.value / (source.value or 1) < 20
    return _compared(scene, one) or _said(scene, one, source)


_MAIN = word_set("dollar euro pound yen greenback franc usd eur us$")


def _exchange_rate(scene: Scene, one: Quantity, here: Quantity | None, level: Quantity | None) -> str | None:
    """ "5.49 to the dollar", "43.2 per euro": the currency that is quoted, as the sentence or the country tells."""
    low = scene.low
    at = one.last + (scene.word(one.last) in ("to", "per", "against", "for"))
    at += scene.word(at) in ("the", "one", "a")
    at += scene.word(at) in ("us", "american")
    if at == one.last or scene.word(at) not in _MAIN:
        if here is not None and here.per == "dollar" and (one.earlier or _compared(scene, one)):
            return here.unit
        return None
    for place in range(one.head - 1, -1, -1):
        for phrase, code in scene.words.money_names.get(low[place], ()):
            if phrase == (low[place],):
                shared = scene.words.shared.get(low[place], (code,))
                return scene.places.currency(shared, code, scene.sentence.end)
        if low[place] == "real":
            return "BRL"
    return scene.places.own_currency(scene.sentence.end)


_CROWDS = re.compile(r"(?:1,?000|10,?000|100,?000|thousand|million|hundred thousand)$")


def _of_each(scene: Scene, one: Quantity) -> bool:
    """ "1.3 per 100,000 inhabitants", where nothing says of what: its unit is of how many each; whether it is so."""
    each = scene.word(one.last) == "for" and scene.word(one.last + 1) in ("every", "each")
    if scene.word(one.last) != "per" and not each:
        return False
    at = one.last + 1 + each
    at += scene.word(at) in ("a", "one")
    last = at + 1 + (scene.low[at : at + 2] == ["hundred", "thousand"])
    if not _CROWDS.match(" ".join(scene.low[at:last])) or (found := counted(scene, last)) is None:
        return False
    one.last = found.last
    one.unit, one.sort = f"per {scene.view.view[scene.tokens[at].start : scene.tokens[last - 1].end]}", "ratio"
    one.end = scene.tokens[one.last - 1].end
    return True


def _take(one: Quantity, source: Quantity) -> bool:
    """Takes the source's unit and, where the number is as great as the one before its scale word, its scale."""
    if source.numeral.scaled and not one.numeral.scaled:
        scale = next(scale for scale in (1e12, 1e9, 1e6, 1e3, 1.0) if source.value >= scale)
        if one.value < 1000 and 0.05 < one.value / (source.value / scale) < 20:
            one.value = float(f"{one.value * scale:.12g}")
    part = source.value / source.numeral.value if source.sort == "money" and source.numeral.value else 1.0
    if not one.numeral.scaled and part in (0.1, 0.01, 0.001):  # "40 cents a bottle instead of 20"
        one.value = float(f"{one.value * part:.12g}")
    one.unit, one.sort, one.noun, one.inherited = source.unit, source.sort, source.noun, True
    one.per = one.per or source.per
    return True


_BETWEEN = word_set("on , and ( ) has had have with in at : ; while the of by for")


def _listed(scene: Scene, one: Quantity, here: Quantity) -> bool:
    """ "Norway caught 210,000 tonnes, Iceland 160,000": what another name has of the same."""
    if here.sort not in ("count", "physical", "money") or one.numeral.spelled or one.numeral.decimal:
        return False
    if scene.word(one.last) not in (",", ".", ";", ")", "and", "", "in", "on", "from", "at"):
        return False
    begin = max((q.last for q in scene.quantities if q.last <= one.head and (q is here or q.open)), default=one.head)
    begin = max([begin, *(n for n in range(begin, one.head) if scene.low[n] == ";")])
    between = range(begin, one.head)
    named = [n for n in between if scene.tokens[n].text[0].isupper()]
    plain = all(scene.low[n] in _BETWEEN or n in named for n in between)
    alike = one.numeral.scaled is here.numeral.scaled or min(one.value, here.value) >= 1000
    return bool(named) and plain and len(between) <= 9 and alike and 1e-3 < one.value / (here.value or 1) < 1e3


def _for_another(scene: Scene, one: Quantity, here: Quantity) -> bool:
    """ "17.75 pounds for adults, 12.25 for pupils and 8 for pensioners": the same money for another."""
    if here.sort != "money" or scene.word(one.last) != "for" or scene.word(here.last) != "for" or one.numeral.spelled:
        return False
    return scene.word(one.head - 1) in (",", "and") and 0.1 < one.value / (here.value or 1) < 10


def _are_so_many(scene: Scene, one: Quantity) -> bool:
    """ "Only 385,000 are to be let in": a great number that is itself the subject."""
    if scene.word(one.head - 1) in ("another", "further") and scene.word(one.last) in ("are", "were", "have", "had"):
        return True
    return one.value >= 1000 and not one.numeral.decimal and scene.word(one.last) in ("are", "were", "have", "had")


_ENDS = word_set(". , ; ) in by") | {""}


def _arrives(scene: Scene, one: Quantity, here: Quantity) -> bool:
    """ "from 2,560 cubic metres in 1960 to about 620": where what was told before went to."""
    if (
        scene.word(one.head - 1) != "to"
        or one.numeral.spelled
        or scene.word(one.last) not in (".", ",", ";", "", ")", "in", "by")
    ):
        return False
    return here.sort in ("physical", "money", "percent", "count") and 0.05 < one.value / (here.value or 1) < 20


def _paid(scene: Scene, one: Quantity) -> tuple[int, str] | None:
    """ "25.90 per unit", "31.40 an hour": what is paid for, where the number is no count."""
    if not (one.numeral.decimal or one.earlier):
        return None
    found = paid_for(scene, one.last) or denominator(scene, one.last)
    if found is not None:
        return found
    if scene.word(one.last) in ("a", "an", "per") and scene.word(one.last + 1) in _TIMES:
        return one.last, ""
    return None


def _compared(scene: Scene, one: Quantity) -> bool:
    """ "against 97.75", "(1,120 a year ago)", "12.54 until now": the same thing at another time."""
    if one.earlier:
        return True
    if scene.word(one.last) in ("a", "the", "one") and scene.word(one.last + 2) in _GAPS:
        return True
    if _ONCE.search(scene.view.view, scene.sentence.start, one.start):
        return True
    return scene.low[max(0, one.head - 2) : one.head] == ["instead", "of"]


_ONCE = re.compile(
    r"\b(?:a|one|two|three|four|five|ten|\d+) (?:weeks?|months?|quarters?|years?) (?:ago|earlier|before),? "
    r"(?:it|they|that|this) (?:was|were|had been|stood at) (?:only |just |still )?$",
    re.IGNORECASE,
)


def _of_those(scene: Scene, one: Quantity, source: Quantity) -> bool:
    """ "12,000 operators applied, 4,100 of whom": part of what was counted."""
    low = scene.low[one.last : one.last + 2]
    if source.sort == "count" and scene.low[max(0, one.head - 2) : one.head] in (["of", "which"], ["of", "whom"]):
        return True
    return source.sort == "count" and low in (["of", "whom"], ["of", "which"], ["of", "them"])


def _said(scene: Scene, one: Quantity, source: Quantity) -> bool:
    """ "In February: 24.75." "On the border it will be 440.87.": an amount of the same order, with nothing after it."""
    if source.sort == "count" and one.value >= 1000 and scene.low[max(0, one.head - 2) : one.head] in _TOTALS:
        return True
    if source.sort == "count" and not one.numeral.spelled and _of_a_time(scene, one):
        return (one.value >= 1000 or source in scene.quantities) and 0.01 < one.value / source.value < 100
    before = scene.word(one.head - 1)
    if before in _ARTICLES:
        before = before if before == "the" and one.numeral.decimal else scene.word(one.head - 2)
    owned = scene.word(one.last) in ("it", "they") and scene.word(one.head - 2) in ("twice", "double")
    said = (before in _COPULAS or before == "the") and scene.word(one.last) in _STOPS | {"that"}
    if source in scene.quantities and scene.word(one.last) in _STOPS and _held(scene, one, source):
        return True
    return (said or owned) and _near(one, source)


def _near(one: Quantity, source: Quantity) -> bool:
    """Whether a number is of the order of an amount, so that it may be one of the same."""
    mantissa = source.value
    while source.numeral.scaled and one.numeral.decimal and mantissa >= 1000:
        mantissa /= 1000
    near = 0.2 < one.value / (mantissa or 1) < 5
    if source.sort == "percent":
        return one.value <= 100 and (near or one.numeral.decimal) and not one.numeral.spelled
    if source.sort not in ("money", "physical", "count") or not near:
        return False
    return one.numeral.decimal or (one.value >= 1000 and source.value >= 1000)


def _held(scene: Scene, one: Quantity, source: Quantity) -> bool:
    """ "Tashkent held 391 tonnes; Astana had 352", "15.7 litres; in 1970, 91.8": the same of another, or of then."""
    if not 0.05 < one.value / (source.value or 1) < 20 or one.numeral.spelled:
        return False
    if scene.word(one.head - 1) == "," and scene.date_at(one.head - 2):
        return one.numeral.decimal and source.sort in ("money", "physical", "percent")
    had = scene.word(one.head - 1) in _HOLDS and one.value >= _FEWEST_HELD
    return had and source.sort in ("money", "physical", "count")


_HOLDS = word_set("had has have held holds")
_FEWEST_HELD = 10


def _of_a_time(scene: Scene, one: Quantity) -> bool:
    """ "in December alone, 54,774", "December alone brought 54,774": the count of a time, with no noun after it."""
    if scene.word(one.last) not in (".", ",", ";", "", ")"):
        return False
    at = one.head - 1
    while at > 0 and (scene.low[at] in _BRINGS or scene.low[at] in (",", ":", "alone", "only", "just", "it", "the")):
        at -= 1
    return at >= 0 and at < one.head - 1 and scene.date_at(at) is not None


_TOTALS = (
    ["that", "makes"],
    ["this", "makes"],
    ["which", "makes"],
    ["total", "is"],
    ["total", "was"],
    ["figure", "is"],
    ["figure", "was"],
    ["number", "is"],
    ["number", "was"],
)
_BRINGS = word_set("in for by during of brought saw had recorded made counted yielded was were there gave")

_HAD_BEEN = re.compile(
    r"\b(?:a|one|two|three|\d+) (?:weeks?|months?|quarters?|years?) (?:ago|earlier|before)\W+"
    r"(?:there|it|they|that|the (?:figure|number|count|total)) (?:had been|was|were|stood at) (?:only |just |still )?$",
    re.IGNORECASE,
)


def was_once(scene: Scene, one: Quantity, told: Quantity | None) -> bool:
    """ "A year ago there had been 149": what was counted before, at another time."""
    if told is None or told.sort != "count" or one.numeral.spelled or not 0.02 < one.value / (told.value or 1) < 50:
        return False
    return _HAD_BEEN.search(scene.view.view, scene.sentence.start, one.start) is not None


def is_of_it(scene: Scene, one: Quantity, told: Quantity) -> bool:
    """ "57 million tonnes … Farmers have sold 23.4 million of it": part of what was measured before."""
    return told.sort == "physical" and scene.low[one.last : one.last + 2] == ["of", "it"]


_AND_THEN = word_set("and but against after while")
_THEN_WAS = word_set(
    "was were did had is are stood stands cost costs fetched about around nearly only just some almost it the"
)


def is_of_another_time(scene: Scene, one: Quantity, here: Quantity) -> bool:
    """ "64 dollars a barrel in May and around 72 this week", "14 lira in Ankara and was 11 in March"."""
    if one.numeral.spelled or one.delta is not None or here.sort not in ("money", "physical", "count", "percent"):
        return False
    if not 0.2 < one.value / (here.value or 1) < 5 or here.last > one.head or one.head - here.last > 9:
        return False
    link = next((n for n in range(one.head - 1, here.last - 1, -1) if scene.low[n] in _AND_THEN), None)
    if link is None or link - here.last > 4 or not _THEN_WAS.issuperset(scene.low[link + 1 : one.head]):
        return False
    after = range(one.last, min(one.last + 3, len(scene.low)))
    return any(scene.date_at(n) is not None for n in after) and _NO_TIME.isdisjoint(scene.low[one.last : one.last + 1])


_NO_TIME = word_set(", . ; ) % percent")
_WANTS = word_set(
    "needs wants need want has have employs runs sees is are hire hires expects expect targets plans seeks seek "
    "gets get sell build add adds buy"
)
_WANT_ENDS = word_set(". , ; ) by for in next this from when after a if at") | {""}


def is_wanted(scene: Scene, one: Quantity, source: Quantity) -> bool:
    """ "employs 380 people and says it needs 900 by 2028": as many of the same."""
    if one.numeral.spelled or one.value < 10 or scene.word(one.last) not in _WANT_ENDS:
        return False
    between = scene.low[source.last : one.head]
    return (
        between[-1:] != []
        and between[-1] in _WANTS
        and not {"and", "but", ";"}.isdisjoint(between)
        and len(between) < 12
    )


__all__ = ["elided_unit", "is_of_another_time", "is_of_it", "is_wanted", "was_once"]
