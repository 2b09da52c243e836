"""The unit beside a number: money before or after it, percent, points, SI and field units, or the counted noun."""

from __future__ import annotations

import re

from tracker.extraction.metrics.counting import Unit, counted
from tracker.extraction.metrics.scene import Scene
from tracker.extraction.numbers import MAYBE, SCALES, Numeral
from tracker.extraction.text import word_set


def money_before(scene: Scene, at: int) -> tuple[int, str] | None:
    """A sign, code or word for money right before token `at`: (its first token, ISO code)."""
    if at == 0:
        return None
    token = scene.tokens[at - 1]
    if at > 1 and scene.joined(at - 1) and scene.tokens[at - 2].text == "$" and f"{token.text}$" in scene.words.signs:
        return at - 2, _choose(scene, f"{token.text}$")
    if token.kind == "word":
        return _money_word(scene, at - 1)
    one = scene.tokens[at - 2].text + token.text if at > 1 and scene.joined(at - 1) else ""
    if one in scene.words.signs:
        return at - 2, _choose(scene, one)
    if token.text == "$" and one and f"{one[:-1]}D" in scene.words.codes:
        return at - 2, f"{one[:-1]}D"
    known = token.text in scene.words.signs or token.text in scene.words.defaults
    return (at - 1, _choose(scene, token.text)) if known else None


def _money_word(scene: Scene, at: int) -> tuple[int, str] | None:
    """A code or word for money at token `at`: "NOK", "RMB", "Yuan"; one that is also a word needs its country named."""
    words, text = scene.words, scene.tokens[at].text
    if text in _LETTER_SIGNS:
        code = _LETTER_SIGNS[text]
        named = words.currency_places.get(code, frozenset()) & scene.places.codes
        exact = at + 1 < len(scene.tokens) and _EXACT_PRICE.match(scene.tokens[at + 1].text)
        known = named or exact or text in scene.places.letters
        return (at, code) if scene.joined(at + 1) and not scene.joined(at) and known else None
    if text in _WORD_CODES:
        named = words.currency_places.get(text, frozenset()) & scene.places.codes
        return (at, text) if named and not scene.joined(at + 1) else None
    if text in words.codes or (text in words.signs and not text.islower()) or text == "kr":
        return at, _choose(scene, text)
    step = text == "Euro" and len(scene.word(at + 1)) == 1 and scene.word(at + 2) not in SCALES
    if (text[0].isupper() or text in _EVEN_SMALL) and text.lower() in _BEFORE_NUMBER and not step:
        return at, _choose(scene, text.lower())
    return None


_EXACT_PRICE = re.compile(r"\d[\d,]*\.\d\d$")
"""A price to the hundredth, which no name of a road or a model has: "N6.98", "R18.50"."""
_LETTER_SIGNS = {"R": "ZAR", "N": "NGN", "P": "PHP", "K": "ZMW", "Q": "GTQ", "L": "HNL", "D": "GMD"}
"""letters that are a sign for money only right before an amount"""

_BEFORE_NUMBER = word_set(
    "yuan euro naira rupees rupee shillings birr taka baht ringgit dirhams riyals rand dong kip dalasi pula kwacha lek "
    "cedis leones gourdes somoni tenge lari dram denar hryvnia roubles rubles"
)
_EVEN_SMALL = word_set("birr taka baht ringgit")
"""Those of them that stand before an amount in small letters too, and mean nothing else."""


def _choose(scene: Scene, sign: str) -> str:
    words = scene.words
    default = words.defaults.get(sign) or words.signs.get(sign)
    codes = words.shared.get(sign, ())
    if sign in ("dollar", "dollars", "$"):
        return scene.places.own_dollar or default or codes[0]
    if sign in ("euro", "euros") or (sign in ("pound", "pounds") and "GB" in scene.places.codes):
        return default or codes[0]
    if codes:
        return scene.places.currency(codes, default, scene.sentence.end)
    return default or sign


def unit_after(scene: Scene, number: Numeral, money: bool) -> Unit | None:
    """The unit that stands after a number, None for a bare one. `money`: a sign for money stands before it."""
    at = number.last
    if number.letter:
        return _letter(scene, number, money)
    if number.attribute:
        return _attribute(scene, number)
    if scene.word(at) in MARKS and not money:
        return Unit("", "mark", at + 1)
    found = _share(scene, at) or _money_after(scene, at) or _physical(scene, at) or _mt(scene, number)
    if found is not None or money:
        return found
    return counted(scene, at)


def _mt(scene: Scene, number: Numeral) -> Unit | None:
    """ "103.6 mt" are millions of tonnes, "25,000 mt" and "5 million mt" metric tons."""
    if scene.word(number.last) != "mt":
        return None
    small = number.value < 1000 and not number.scaled
    return Unit("t", "physical", number.last + 1, 1e6 if small else 1.0)


_LENGTHS = word_set("long wide deep tall high thick above below of by from x - away apart")

MARKS = word_set("mark threshold barrier milestone")

_WORD_CODES = word_set("ALL AMD ANG BAM BOB COP CUP GEL GIP LAK MAD MOP PEN RON SOS STN TOP TRY WST")


def _letter(scene: Scene, number: Numeral, money: bool) -> Unit | None:
    """A letter that touches the number: "$300m", "300m users", "300 m"."""
    at = number.last
    scale = MAYBE[number.letter]
    after = _money_after(scene, at + 1)
    if after is not None:
        return Unit(after.name, after.sort, after.last, scale * after.factor)
    if money:
        return Unit("", "money", at + 1, scale)
    physical = _physical(scene, at + 1)
    if physical is not None and physical.sort == "physical":
        return Unit(physical.name, "physical", physical.last, scale * physical.factor)
    noun = counted(scene, at + 1)
    if number.letter == "m" and scene.word(at + 1) not in _LENGTHS and noun is None:
        return Unit("", "bare", at + 1, scale)
    if number.letter in ("b", "mm") or noun is not None:
        return Unit(noun.name, "count", noun.last, scale, noun.noun) if noun else Unit("", "bare", at + 1, scale)
    return Unit(number.letter, "physical", at + 1)


def _attribute(scene: Scene, number: Numeral) -> Unit | None:
    """A unit joined by a hyphen: "500-MW plant", "tenfold", "20-percent rise"; anything else is no quantity."""
    hyphen = scene.word(number.last) in ("-", "–", "—") and scene.joined(number.last)
    joint = number.last + 1 if hyphen and number.last + 1 < len(scene.tokens) else number.last - 1
    named = _named_attribute(scene, number.attribute)
    step = scene.word(number.last) in scene.words.noun_up | scene.words.noun_down
    named = named if named and (number.scaled or step or named[1] == "physical") else None
    if named is not None:
        return Unit(
            named[0], named[1], max(number.last, joint + 1) if scene.word(joint) == number.attribute else number.last
        )
    if number.attribute in ("percent", "per-cent"):
        return Unit("%", "percent", joint + 1)
    if number.attribute == "fold":
        return Unit("x", "times", joint + 1)
    if joint == number.last + 1:
        found = _share(scene, joint) or _physical(scene, joint)
        if found and found.sort != "duration":
            return found
    return None


def _named_attribute(scene: Scene, name: str) -> tuple[str, str] | None:
    """ "5-billion-peso", "five-million-tonne": (unit, sort)."""
    words = scene.words
    for phrase, code in words.money_names.get(name, ()):
        if phrase == (name,):
            return _choose(scene, name) if name in words.defaults or name in words.shared else code, "money"
    pieces = tuple(name.split("-"))
    for phrase, unit in words.unit_names.get(pieces[0], ()):
        if phrase == pieces and unit not in words.times:
            return unit, "physical"
    return None


_POINTS = (
    "percentage points, percentage point, percent points, pp, ppt, ppts, % points, per cent points, p . p, "
    "percentage-point, percentage-points"
)
_BASIS_POINTS = "basis points, basis point, basis-point, bps, bp"
_SHARES: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
"""(words, unit, sort) of each way to write a share or a step of one, by the first word, the longest first"""
for _unit, _sort, _names in (
    ("pp", "points", _POINTS),
    ("bp", "points", _BASIS_POINTS),
    ("%", "percent", "%, percent, per cent, percents, pct, pc"),
    ("‰", "percent", "‰, per thousand, per mille, per mil"),
):
    for _name in _names.split(", "):
        _SHARES.setdefault(_name.split()[0], []).append((tuple(_name.split()), _unit, _sort))
for _rows in _SHARES.values():
    _rows.sort(key=lambda row: -len(row[0]))


def _share(scene: Scene, at: int) -> Unit | None:
    low = scene.word(at)
    for phrase, unit, sort in _SHARES.get(low, ()):
        if tuple(scene.low[at : at + len(phrase)]) == phrase and (low != "pc" or scene.tokens[at].text == low):
            return Unit(unit, sort, at + len(phrase))  # "20 PC" are machines
    if low in ("points", "point"):
        return Unit("point", "index", at + 1)
    if low in ("times", "fold") or (low == "x" and scene.joined(at)):
        return Unit("x", "times", at + 1)
    return None


def _money_after(scene: Scene, at: int) -> Unit | None:
    words = scene.words
    for length in (2, 1):
        low = " ".join(scene.low[at : at + length])
        if low in words.parts:
            code, part = words.parts[low]
            code = scene.places.currency(words.shared.get(low, (code,)), code, scene.sentence.end)
            part = 0.001 if code in _THOUSANDTHS else part
            return Unit(code, "money", min(at + length, len(scene.tokens)), part)
    if at < len(scene.tokens):
        text = scene.tokens[at].text
        if text in ("c", "p") and scene.joined(at) and scene.word(at - 1) not in _SCREENS:
            cents = scene.places.currency(words.shared["cents"], "USD", scene.sentence.end)
            return Unit(cents if text == "c" else "GBP", "money", at + 1, 0.01)
        two = text + scene.tokens[at + 1].text if at + 1 < len(scene.tokens) and scene.joined(at + 1) else ""
        if two in words.signs:
            return Unit(_choose(scene, two), "money", at + 2)
        named = scene.begins(words.money_names, at)
        if named is not None and named[0] - at > 1:
            return _money_named(scene, at, *named)
        sign = text in words.signs and (len(text) > 1 or not text.isalnum() or text > "\u2e80")
        if (text in words.codes and text not in _WORD_CODES) or sign:
            return Unit(_choose(scene, text), "money", at + 1)
    found = scene.begins(words.money_names, at)
    return _money_named(scene, at, *found) if found is not None else None


def _money_named(scene: Scene, at: int, last: int, code: str) -> Unit:
    """Money by the word or words for it at [at, last); the francs of Africa are of the country that is named."""
    words = scene.words
    if code == "XOF" and last - at > 1:
        return Unit(scene.places.currency(("XOF", "XAF"), code, scene.sentence.end), "money", last)
    word = scene.word(last - 1)
    shared = last - at == 1 and (word in words.shared or word in words.defaults)
    return Unit(_choose(scene, word) if shared else code, "money", last)


_THOUSANDTHS = word_set("BHD IQD JOD KWD LYD OMR TND")
"""Currencies of a thousand parts (ISO 4217)."""

_SCREENS = word_set("240 360 480 720 1080 1440 2160 4320")
"""Lines of a picture: "1080p" is no money."""


def _physical(scene: Scene, at: int) -> Unit | None:
    if at >= len(scene.tokens):
        return None
    words, token = scene.words, scene.tokens[at]
    stop = token.start
    view = scene.view.view
    while (
        stop < scene.sentence.end
        and not view[stop].isspace()
        and view[stop] not in ",;:()[]\"'"
        and stop - token.start < 12
    ):
        stop += 1
    chunk = view[token.start : stop].rstrip(".-")
    while chunk:
        if chunk in words.factors:
            unit, factor = words.factors[chunk]
            return Unit(unit, "physical", _token_after(scene, at, token.start + len(chunk)), factor)
        if len(chunk) > 3 and chunk.endswith("s") and chunk[:-1] in words.unit_symbols and chunk[:-1].isupper():
            return Unit(words.unit_symbols[chunk[:-1]], "physical", _token_after(scene, at, token.start + len(chunk)))
        if chunk in words.unit_symbols and (len(chunk) > 1 or chunk in "tmg"):
            return Unit(words.unit_symbols[chunk], "physical", _token_after(scene, at, token.start + len(chunk)))
        chunk = chunk.rpartition("/")[0] or chunk.rpartition("-")[0]
    found = scene.begins(words.unit_names, at)
    if found is None:
        return None
    last, unit = found
    return Unit(unit, "duration" if unit in words.times else "physical", last)


def _token_after(scene: Scene, at: int, offset: int) -> int:
    while at < len(scene.tokens) and scene.tokens[at].start < offset:
        at += 1
    return at


def paid_for(scene: Scene, at: int) -> tuple[int, str] | None:
    """ "per unit", "a share", "per square metre and month": (the token after it, what one pays for)."""
    physical = denominator(scene, at)
    if physical is not None:
        begin = at + 1 + (scene.word(at + 1) in _KINDS_OF_TON)
        per = " ".join(token.text for token in scene.tokens[begin : physical[0]])
        return physical[0], "litre" if per == "l" else per
    if scene.word(at) in ("for", "on") and scene.word(at + 1) in (
        ("a", "an", "every", "each", "one") if scene.word(at) == "for" else ("every", "each")
    ):
        measured = _physical(scene, at + 2)
        if measured is not None and measured.sort == "physical":
            return measured.last, scene.word(measured.last - 1)
    if scene.word(at) in ("per", "a", "an", "/") and scene.word(at + 1) in _PRICED:
        return at + 2, scene.word(at + 1)
    return _the_measure(scene, at)


def _the_measure(scene: Scene, at: int) -> tuple[int, str] | None:
    """ "12 pounds the kilo", "310 rupees the quintal": (the token after it, what one pays for)."""
    if scene.word(at) != "the" or scene.word(at + 1) not in _BY_MEASURE:
        return None
    found = _physical(scene, at + 1)
    if found is None or found.sort != "physical" or scene.word(found.last) in ("of", "that", "which"):
        return None
    return found.last, " ".join(token.text for token in scene.tokens[at + 1 : found.last])


_PRICED = word_set(
    "unit share kilo dose ticket ride trip head person household pack packet bottle night seat tree animal egg loaf "
    "portion pound gallon bushel sack bag piece vehicle car flat dwelling child pupil student patient acre token call "
    "minute"
)


def denominator(scene: Scene, at: int) -> tuple[int, str] | None:
    """ "per kWh", "/kWh", "a barrel": (the token after it, the unit below the line); None for time and for people."""
    low = scene.word(at)
    if low not in ("per", "/", "a", "an"):
        return None
    if low == "/" and scene.word(at + 1) in ("l", "lb", "kg", "gal"):
        return at + 2, {"l": "L"}.get(scene.word(at + 1), scene.word(at + 1))
    found = _physical(scene, at + 1 + (scene.word(at + 1) in _KINDS_OF_TON))
    if (
        found is None
        or found.sort == "duration"
        or (low in ("a", "an") and found.name in ("m", "t") and scene.word(at + 1) in ("m", "t"))
    ):
        return None
    return found.last, found.name


_KINDS_OF_TON = word_set("net metric gross dry wet short long troy")
_BY_MEASURE = word_set("kilo litre liter tonne ton barrel pound gallon quintal bushel kilogram cubic")
"""What one says "the" of where a price of each is meant: "the kilo brought 81 kroner"."""
_LITRE = {"l": "litre", "L": "litre"}
_PRICES = word_set(
    "costs cost fetches fetched goes brought brings sells sold at reached hit is was trades traded price prices fell "
    "rose"
)


def priced(scene: Scene, at: int) -> str | None:
    """The unit whose price stands at token `at`: "a kilowatt-hour fetches about 0.5 yuan", "a tonne of carbon cost"."""
    for place in range(at - 1, max(at - 14, -1), -1):
        if scene.low[place] == ":" and place == at - 1:
            continue
        if scene.low[place] == "," or (
            scene.tokens[place].kind == "mark" and scene.low[place] not in ("(", "$") and not scene.joined(place)
        ):
            return None
        if scene.low[place] in ("a", "an", "per", "one", "each", "every", "the") and place + 1 < at:
            if scene.low[place] == "the" and scene.word(place + 1) not in _BY_MEASURE:
                return None
            found = _physical(scene, place + 1)
            between = set(scene.low[found.last : at]) if found is not None else set()
            told = found is not None and found.sort == "physical" and (_PRICES & between or between == {":"})
            return (_LITRE.get(found.name, found.name)) if found is not None and told else None
    return None
