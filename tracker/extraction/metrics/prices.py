"""Prices of a measured thing: an amount of money with what is paid for below the line, as USD/t."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.units import paid_for
from tracker.extraction.metrics.words import Words
from tracker.extraction.text import word_set

_RATED = {"minute": "min"}
"""The only length of time that is bought by itself: a wage an hour or a fee a year is an amount of that time."""
_STEPS = word_set("from to at of up down , ( and or than against after instead compared with just about only the a")
_AND_THEN = word_set("and this next last year month quarter week in")
_FAR = 20.0
_NEAR = 1.6
_WHILE = 2
"""how many sentences with numbers or dates later a price may go on without its measure"""


def unit_of(words: Words, one: Quantity) -> str | None:
    """The unit of a quantity as told; "" for a multiple. What is paid for a thing that is counted stays money."""
    if one.unit == "x":
        return ""
    below = _below(words, one.per) if one.sort == "money" and one.per else None
    return f"{one.unit}/{below}" if below else one.unit


def _below(words: Words, per: str) -> str | None:
    """The unit that a price is paid for, by the words that tell it: "t" for "tonne"."""
    if per == "pound":
        return "lb"
    pieces = tuple(per.lower().split())
    named = next((unit for phrase, unit in words.unit_names.get(pieces[0], ()) if phrase == pieces), None)
    unit = named or words.unit_symbols.get(per)
    return _RATED.get(unit or "") if unit in words.times else unit


def share_prices(scenes: Iterable[Scene]) -> None:
    """ "from €80 to €95 a tonne", "$2.10 a litre, against $1.90": of two prices one tells what both are paid for."""
    held: Quantity | None = None
    told = -_WHILE
    for at, scene in enumerate(scenes):
        _behind_brackets(scene)
        priced = [one for one in scene.quantities if one.sort == "money" and one.open and one.unit]
        for one, other in (*pairwise(priced), *((b, a) for a, b in pairwise(priced))):
            if one.per and not other.per and _same(scene, one, other):
                other.per = one.per
        for one in priced:
            if one.per or held is None or one.unit != held.unit:
                continue
            if (at - told <= _WHILE and _goes_on(held, one)) or _is_rate(scene, held, one):
                one.per = held.per
        last = next((one for one in reversed(priced) if one.per and _below(scene.words, one.per)), None)
        held, told = (last, at) if last is not None else (held, told)


_RATE = re.compile(
    r"\b(?:it|rate|price|levy|tax|charge|tariff|corridor|range|step)\b(?: [a-z]+){0,3} "
    r"(?:of|to|at|is|was|be|between|from)(?: (?:about|around|only|just|a))*\s*$",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"\W*(?:$|[.,;:)(]|(?:in|on|at|by|until|from|for|now|last|this|today|and|but|is|was|will|then|under)\b)"
)
_ALIKE = 15.0


def _is_rate(scene: Scene, held: Quantity, one: Quantity) -> bool:
    """ "It is S$45 at present", "at the old rate of S$25": the same rate at another time, anywhere in a story."""
    small = not one.numeral.scaled and not held.numeral.scaled and one.delta is None and not one.noun
    near = 1 / _ALIKE < abs(one.value / (held.value or 1)) < _ALIKE
    view, sentence = scene.view.view, scene.sentence
    if not (small and near and _RATE.search(view, sentence.start, one.start)):
        return False
    return _OF_IT.match(view, one.end, sentence.end) is not None


def _behind_brackets(scene: Scene) -> None:
    """ "MAD 16.8 (about $1.84) per quintal": what an amount is paid for stands behind its conversion."""
    for one in scene.quantities:
        if one.refusal != "conversion" or one.level is None or one.level.per or scene.word(one.last) != ")":
            continue
        paid = paid_for(scene, one.last + 1) if one.sort == "money" else None
        if paid is not None:
            one.level.per = paid[1]


def _goes_on(held: Quantity, one: Quantity) -> bool:
    """ "The fee is 0.41 euros a minute. … The draft had said 0.32 euros": a price of the same thing, told later."""
    plain = one.numeral.decimal and not one.numeral.scaled and not held.numeral.scaled and one.delta is None
    return plain and one.unit == held.unit and not one.noun and 1 / _NEAR < abs(one.value / (held.value or 1)) < _NEAR


def _same(scene: Scene, one: Quantity, other: Quantity) -> bool:
    if one.unit != other.unit or not 1 / _FAR < abs(one.value / (other.value or 1)) < _FAR:
        return False
    first, second = sorted((one, other), key=lambda each: each.first)
    between = scene.low[first.last : second.first]
    if len(between) > 5:
        return False
    if "and" in between and set(between) <= _AND_THEN:  # "at $4.30 a pound this year and $4.10 next"
        return 1 / _NEAR < abs(one.value / (other.value or 1)) < _NEAR
    return (other.earlier or one.earlier or "to" in between) and set(between) <= _STEPS
