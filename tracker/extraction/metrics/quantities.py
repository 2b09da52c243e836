"""The quantities of a sentence in order: numbers, ranges and shares of so many, with their qualifiers."""

from __future__ import annotations

from dataclasses import replace

from tracker.extraction.metrics.counting import is_plural
from tracker.extraction.metrics.qualifiers import qualify
from tracker.extraction.metrics.reading import read_quantity, spanned
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.units import money_before, paid_for
from tracker.extraction.numbers import Numeral, may_begin, parse_digits, read_numeral

MOST = 40
"""more numbers than that make a table, no sentence"""
_ROUND = frozenset({12, 15, 20, 25, 30, 40, 50, 60, 100, 200, 500, 1000})
_STEPPED = frozenset({"rose", "fell", "grew", "increased", "dropped", "gained", "declined", "climbed", "jumped"})
_SEPARATORS = ("-", "–", "—", "to", "and", "or", "~")


def gather(scene: Scene) -> list[Quantity]:
    """All numbers of the sentence in order, refused ones with their reason."""
    found: list[Quantity] = []
    at = 0
    tokens, low = scene.tokens, scene.low
    for spot in [n for n, token in enumerate(tokens) if token[3] == "number" or may_begin(low[n])]:
        if spot < at or len(found) >= MOST:
            continue
        at = spot
        span = scene.date_at(at)
        if span is not None:
            at = _after(scene, at, span.end)
            continue
        numeral = read_numeral(scene.tokens, at)
        if numeral is None:
            continue
        quantity = read_quantity(scene, numeral)
        quantity = _of_so_many(scene, quantity) or quantity
        if not quantity.refusal:
            quantity = _range(scene, quantity) or quantity
        found.append(quantity)
        at = max(quantity.last, at + 1)
    scene.quantities = found
    _share_cents(scene)
    for one in found:
        if not one.refusal:
            qualify(scene, one)
            if one.sort in ("bare", "count") and scene.low[max(0, one.head - 2) : one.head] == ["factor", "of"]:
                one.unit, one.sort = "x", "times"
    return found


def _share_cents(scene: Scene) -> None:
    """ "1.62 euros, 4 cents cheaper": cents of the money that the sentence told before."""
    held: Quantity | None = None
    for one in scene.quantities:
        if one.sort != "money":
            continue
        cents = scene.word(one.numeral.last) in ("cent", "cents") and one.unit in scene.words.shared["cents"]
        if cents and held is not None and held.unit in scene.words.shared["cents"]:
            one.unit = held.unit
        held = one


def _after(scene: Scene, at: int, offset: int) -> int:
    while at < len(scene.tokens) and scene.tokens[at].start < offset:
        at += 1
    return at


def _range(scene: Scene, one: Quantity) -> Quantity | None:
    """ "between 30 and 40", "30–40%", "5bn to 7bn": one quantity with a lower and a higher value."""
    at = one.last
    separator = scene.word(at)
    if separator not in _SEPARATORS or at + 1 >= len(scene.tokens) or scene.date_at(at + 1):
        return None
    begin = at + 1
    number = _next_number(scene, begin)
    if number is None or not _may_join(scene, one, separator):
        return None
    other = read_quantity(scene, number)
    same = one.unit in (None, other.unit) or other.unit is None
    if other.refusal not in ("", "name") or not same or other.sort == "duration":
        return None
    low = one.value
    if number.scaled and not one.numeral.scaled and one.numeral.value < number.value:
        factor = _scale_of(scene, number)
        low = one.value * factor if one.value < number.value / factor else one.value
    if low > other.value or (low == other.value and separator in ("to", "or")):
        return _ratio(scene, one, other) if separator == "to" else None
    if separator == "to" and other.value > 4 * low and "by" in scene.low[max(0, one.first - 4) : one.first]:
        return None
    made = replace(other, numeral=one.numeral, value=low, high=other.value, first=one.first, sign=one.sign, refusal="")
    made.unit = other.unit if other.unit is not None else one.unit
    made.sort = other.sort if other.unit is not None else one.sort
    if made.sort == "money" and not made.per and (paid := paid_for(scene, made.last)) is not None:
        made.last, made.per = paid
    return spanned(scene, made)


def _of_so_many(scene: Scene, one: Quantity) -> Quantity | None:
    """ "one in five households", "six out of ten pupils": a share."""
    at = one.numeral.last
    single = one.numeral.spelled and one.numeral.value == 1
    if not one.numeral.scaled and scene.word(at + 1) == "in" and (single or is_plural(scene, scene.word(at))):
        at += 1
    skip = 2 if scene.low[at : at + 2] == ["out", "of"] else 1 if scene.word(at) == "in" else 0
    if not skip or one.numeral.scaled or at + skip >= len(scene.tokens) or scene.date_at(at + skip):
        return None
    number = read_numeral(scene.tokens, at + skip)
    if number is None or not 0 < one.numeral.value < number.value <= 1000:
        return None
    share = replace(one, value=one.numeral.value, sort="percent", last=number.last, refusal="", noun=())
    if number.value == 1000 and number.scaled:
        return spanned(scene, replace(share, unit="‰"))
    if not _may_share(scene, one, number, skip) or (at != one.numeral.last and not _of_a_kind(scene, one, number)):
        return None
    if number.value > 10 and number.value not in _ROUND:
        return spanned(scene, replace(one, last=number.last, refusal="a count of so many"))
    return spanned(scene, replace(share, value=round(share.value / number.value * 100, 1), unit="%"))


def _of_a_kind(scene: Scene, one: Quantity, number: Numeral) -> bool:
    """ "one hotel in three": a share where nothing is counted after it."""
    plain = number.spelled and number.value <= 12 and one.numeral.value == 1
    following = scene.word(number.last)
    return plain and not is_plural(scene, following) and (not following.isalpha() or following in scene.words.verbs)


def _may_share(scene: Scene, one: Quantity, number: Numeral, skip: int) -> bool:
    """Whether "one in five" is of things, not of days, and no date or name."""
    if number.scaled or number.value < 3 or number.attribute:
        return False
    plain = one.numeral.spelled or skip == 2 or one.numeral.value == 1 or number.value in (10, 100)
    return plain and scene.word(number.last) not in ("%", "years", "months", "days")


def _scale_of(scene: Scene, number: Numeral) -> float:
    """What the scale words make of a number: 10⁷ for "60 crore"."""
    written = parse_digits(scene.tokens[number.first].text) if scene.tokens[number.first].kind == "number" else None
    if written:
        return float(f"{number.value / written:.6g}")
    for factor in (1e15, 1e12, 1e9, 1e7, 1e6, 1e5, 1e3, 1e2):
        if number.value >= factor and number.value / factor < 1000:
            return factor
    return 1.0


def _next_number(scene: Scene, at: int) -> Numeral | None:
    tokens = scene.tokens
    for skip in (0, 1, 2, 3):
        if at + skip >= len(tokens):
            return None
        number = read_numeral(tokens, at + skip)
        if number is not None:
            money = money_before(scene, at + skip)
            return number if skip == 0 or (money is not None and money[0] == at) else None
    return None


def _may_join(scene: Scene, one: Quantity, separator: str) -> bool:
    head = one.first
    while True:
        found = scene.ends(scene.words.fillers, head) or scene.ends(scene.words.before, head)
        if found is None:
            break
        head = found[0]
    before = scene.word(head - 1)
    if separator == "and":
        if before == "between":
            one.first = head - 1
        return before == "between"
    if separator == "or":
        return one.unit is None and not one.numeral.scaled
    of = one.first - 1
    if separator == "to" and scene.word(of) == "of" and one.unit not in (None, "%") and _is_step(scene, of):
        return False
    moved = before in _STEPPED or before in scene.words.up or before in scene.words.down
    if separator == "to" and (one.sort in ("money", "index") or one.unit not in (None, "%")) and moved:
        return False
    return separator != "to" or before != "from" or scene.word(head - 2) in _RANGING or _costs_from(scene, head - 1)


_RANGING = frozenset({"range", "ranges", "ranged", "ranging", "vary", "varying", "anywhere"})
_COSTS = frozenset({"cost", "costs", "costing", "earn", "earns"})


def _costs_from(scene: Scene, at: int) -> bool:
    """ "may have cost the state from 42 to 118 billion pesos": a span, and no step from one to the other."""
    for place in range(at - 1, max(at - 4, 0), -1):
        low = scene.low[place]
        if low in _COSTS:
            return scene.word(place - 1) in ("have", "to", "may", "might", "could", "will", "would") or low != "cost"
        if low in scene.words.verbs or low in scene.words.up or low in scene.words.down:
            return False
    return False


def _is_step(scene: Scene, at: int) -> bool:
    """Whether the "of" at token `at` tells a step: "a decrease in the deficit of $1.2 billion to $65.7 billion"."""
    for place in range(at - 1, max(at - 8, -1), -1):
        if scene.low[place] in scene.words.noun_up or scene.low[place] in scene.words.noun_down:
            return True
        if scene.tokens[place].kind == "mark":
            return False
    return False


def _ratio(scene: Scene, one: Quantity, other: Quantity) -> Quantity | None:
    """ "three to one": a pure number."""
    if other.value != 1 or other.numeral.first != one.last + 1:
        return None
    made = replace(one, unit="", sort="times", last=other.numeral.last)
    return spanned(scene, made)
