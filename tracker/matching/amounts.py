"""Numbers and units: which two values tell the same, as far as they were rounded, and which units can be compared."""

from __future__ import annotations

import math
from functools import lru_cache

from tracker.matching.words import concept, fold, pieces
from tracker.model import MetricMention

SAME_TIME, UNSURE_TIME, OTHER_TIME = 0.05, 0.02, 0.005
"""How far rounding may take two values apart, relative to the larger, where their periods are the same, not known to be
other, or known to be other: of two figures for one quarter 3,100 is 3,150 rounded; a year apart it is a change."""

HARDLY = 0.005
"""A quantity that moved by no more than half a per cent has kept its value, as newsletters round."""

SHORTEST_NOUN = 3
IRREGULAR = {
    "person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "people": "people",
    "staff": "staff", "police": "police", "cattle": "cattle", "sheep": "sheep", "fish": "fish",
}  # fmt: skip

_SCALES = {
    "power": {"W": 1.0, "kW": 1e3, "MW": 1e6, "GW": 1e9, "TW": 1e12},
    "energy": {"Wh": 1.0, "kWh": 1e3, "MWh": 1e6, "GWh": 1e9, "TWh": 1e12, "GJ": 1e9 / 3600, "PJ": 1e15 / 3600},
    "mass": {"mg": 1e-6, "g": 1e-3, "kg": 1.0, "quintal": 100.0, "t": 1e3, "kt": 1e6, "Mt": 1e9, "Gt": 1e12},
    "length": {"nm": 1e-9, "mm": 1e-3, "cm": 1e-2, "m": 1.0, "km": 1e3, "mi": 1609.344},
    "area": {"m2": 1.0, "ha": 1e4, "km2": 1e6, "acre": 4046.856, "mu": 666.67},
    "volume": {"l": 1e-3, "L": 1e-3, "m3": 1.0, "bbl": 0.158987, "barrel": 0.158987},
    "time": {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0},
    "rate": {"bps": 1.0, "kbps": 1e3, "Mbps": 1e6, "Gbps": 1e9, "Tbps": 1e12, "Gbit/s": 1e9, "Mbit/s": 1e6},
    "data": {"B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15, "EB": 1e18, "ZB": 1e21},
    "computing": {"FLOPS": 1.0, "GFLOPS": 1e9, "TFLOPS": 1e12, "PFLOPS": 1e15, "EFLOPS": 1e18, "ZFLOPS": 1e21},
    "frequency": {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9},
    "voltage": {"V": 1.0, "kV": 1e3},
    "share": {"%": 1.0, "‰": 0.1},
    "points": {"pp": 1.0, "bp": 0.01},
}  # fmt: skip
UNITS: dict[str, tuple[str, float]] = {
    symbol: (name, factor) for name, scale in _SCALES.items() for symbol, factor in scale.items()
}
_SPELT = {
    "tonne": "t", "ton": "t", "kilogram": "kg", "kilo": "kg", "gram": "g", "kilometre": "km", "kilometer": "km",
    "metre": "m", "meter": "m", "mile": "mi", "hectare": "ha", "litre": "L", "liter": "L", "hour": "h", "minute": "min",
    "watt": "W", "kilowatt": "kW", "megawatt": "MW", "gigawatt": "GW", "kilowatt hour": "kWh", "kilowatt-hour": "kWh",
    "megawatt hour": "MWh", "gigawatt hour": "GWh", "percent": "%", "per cent": "%",
}  # fmt: skip
UNITS |= {word: UNITS[symbol] for word, symbol in _SPELT.items()}


@lru_cache(maxsize=4096)
def dimension(unit: str) -> tuple[str, float]:
    """What a unit measures, and how many base units it is: ("power", 1e6) for MW, ("USD", 1) for a currency, and
    ("#Firm", 1) for the counted noun "telecommunications enterprise". ("#", 1) is a ratio or an unnamed count."""
    known = UNITS.get(unit)
    if known is not None:
        return known
    if len(unit) == 3 and unit.isupper():
        return unit, 1.0
    if "/" in unit:
        upper, _, lower = unit.partition("/")
        (top, a), (bottom, b) = dimension(upper.strip()), dimension(lower.strip())
        return f"{top}/{bottom}", a / b
    words = list(pieces(fold(unit)))
    return "#" + (concept(words[-1]) if words else ""), 1.0


def is_money(unit: str | None) -> bool:
    return unit is not None and len(unit) == 3 and unit.isupper() and unit not in UNITS


def money_or_dimension(unit: str) -> str:
    """What two mentions must share to be compared: the currency of a price, else the dimension.

    A text may leave out what a price is paid for: $85 and $85 a barrel may be one.
    """
    money = unit.partition("/")[0]
    return money if is_money(money) else dimension(unit)[0]


def bought_apart(unit: str, other: str) -> bool:
    """Whether two prices in one currency are paid for different things: USD/t, USD/barrel."""
    return "/" in unit and "/" in other and dimension(unit)[0] != dimension(other)[0]


def _one_says_more(unit: str, other: str) -> bool:
    """Whether one is the other's currency, and what is paid for besides: USD, USD/barrel."""
    short, long = sorted((unit, other), key=len)
    return is_money(short) and long.startswith(f"{short}/")


def in_unit(mention: MetricMention, unit: str | None) -> float | None:
    """The value of a mention in another unit: converted, or as told in brackets; None where neither can be."""
    if mention.value is None or mention.unit is None or unit is None or not math.isfinite(mention.value):
        return None
    if mention.unit == unit:
        return mention.value
    want, factor = dimension(unit)
    have, ours = dimension(mention.unit)
    if want == have or (want[0] == have[0] == "#") or _one_says_more(mention.unit, unit):
        plain = ours == factor or have != want
        return mention.value if plain else mention.value * ours / factor
    for amount in mention.alt:
        kind, theirs = dimension(amount.unit)
        if kind == want:
            return amount.value * theirs / factor
    return None


@lru_cache(maxsize=4096)
def step_of(value: float) -> float:
    """The unit of the last significant digit of a value as written: 10 ** 10 for 4.44e12, 100 for 3100."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    mantissa, _, exponent = f"{abs(value):.9e}".partition("e")
    digits = len(mantissa.replace(".", "").rstrip("0"))
    return float(10.0 ** (int(exponent) - max(digits, 1) + 1))


def agree(one: float, other: float, tolerance: float = SAME_TIME) -> bool:
    """Whether two values can be the same number, rounded: they differ by no more than half the last significant digit
    of the coarser one, and by no more than the tolerance. Symmetric."""
    if one == other:
        return True
    larger = max(abs(one), abs(other))
    difference = abs(one - other) * (1 - 1e-9)
    if difference > tolerance * larger:
        return False
    return difference <= max(1e-9 * larger, max(step_of(one), step_of(other)) / 2)


def same_value(one: MetricMention, other: MetricMention, tolerance: float = SAME_TIME) -> bool:
    """Whether two mentions of one quantity tell the same value, their qualifiers and ranges understood.

    "More than 3,100" agrees with 3,150; "about" allows what the tolerance allows; a range agrees with what lies in it.
    """
    a, b = one.value, in_unit(other, one.unit)
    if a is None or b is None:
        return False
    if agree(a, b, tolerance):
        return True
    if _within(one, b) or (other.unit == one.unit and _within(other, a)):
        return True
    near = abs(a - b) <= tolerance * max(abs(a), abs(b)) * (1 - 1e-9)
    return near and (_may_be(one.qualifier, a, b) or _may_be(other.qualifier, b, a))


def _within(mention: MetricMention, value: float) -> bool:
    low, high = mention.value, mention.value_high
    return low is not None and high is not None and low <= value <= high


def _may_be(qualifier: str, bound: float, value: float) -> bool:
    """Whether the qualified bound leaves room for the value."""
    if qualifier in (">", ">="):
        return value >= bound
    if qualifier in ("<", "<="):
        return value <= bound
    return qualifier == "~"


def in_words_only(mention: MetricMention) -> bool:
    """Whether a share is told as a fraction in words, "a third", which is no exact value whatever it comes to."""
    return mention.unit == "%" and not any(char.isdigit() for char in mention.quote)


def no_contradiction(newer: MetricMention, older: MetricMention) -> bool:
    """Whether a bound says nothing against the older value: "more than 100" does not tell that 140 has fallen."""
    a, b = newer.value, in_unit(older, newer.unit)
    if a is None or b is None or a == b:
        return False
    return newer.qualifier in (">", ">=", "<", "<=") and _may_be(newer.qualifier, a, b)


def written(value: float | None, unit: str | None) -> str:
    """A value for a sentence: 12.96 trillion tokens, USD 40 billion, 75%."""
    if value is None:
        return "no value"
    for size, name in ((1e15, "quadrillion"), (1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            number = f"{value / size:.6g} {name}"
            break
    else:
        number = f"{value:,.0f}" if value.is_integer() else f"{value:,.6g}"
    if unit == "%":
        return f"{number}%"
    money, _, bought = (unit or "").partition("/")
    if is_money(money):
        return f"{money} {number}/{bought}" if bought else f"{money} {number}"
    return f"{number} {counted(value, unit)}".rstrip()


def counted(value: float, unit: str | None) -> str:
    """The unit after a value: counted nouns in the plural beside all but one."""
    word = (unit or "").rsplit(" ", maxsplit=1)[-1]
    if (
        not unit
        or (unit in UNITS and unit not in _SPELT)
        or "/" in unit
        or not word.isalpha()
        or not word.islower()
        or abs(value) == 1
    ):
        return unit or ""
    if len(word) < SHORTEST_NOUN or word.endswith("s"):
        return unit
    return unit.removesuffix(word) + plural(word)


def plural(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("x", "ch", "sh", "z")) else f"{word}s"
