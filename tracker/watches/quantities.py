"""Numbers as people write them: `600 million`, `5bn yuan`, `¥5bn`, `10%`, `> 5e12`, `at least 2`, `> 5% and < 10%`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands"), 1e3),
    **dict.fromkeys(("万", "萬"), 1e4),
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(("mn", "mln", "mio", "million", "millions"), 1e6),
    **dict.fromkeys(("crore", "crores"), 1e7),
    **dict.fromkeys(("亿", "億"), 1e8),
    **dict.fromkeys(("bn", "bln", "billion", "billions"), 1e9),
    **dict.fromkeys(("tn", "trn", "trillion", "trillions", "万亿"), 1e12),
}
ATTACHED = {"m": 1e6, "b": 1e9}
"""Scales only when they touch the number: `5m`, `5b`; alone, m is the metre and b a bit."""
CAPITAL = {"M": 1e6, "B": 1e9, "T": 1e12}
"""Scales only as capitals, for t is the tonne."""
UNITS = {
    **dict.fromkeys(("%", "percent", "per cent", "pct"), "%"),
    **dict.fromkeys(("pp", "ppt", "point", "points", "percentage point", "percentage points"), "pp"),
    **dict.fromkeys(("bp", "bps", "basis point", "basis points"), "bp"),
    **dict.fromkeys(("yuan", "rmb", "renminbi", "cny", "cn¥", "¥", "元"), "CNY"),
    **dict.fromkeys(("dollar", "dollars", "us dollar", "us dollars", "usd", "us$", "$"), "USD"),
    **dict.fromkeys(("euro", "euros", "eur", "€"), "EUR"),
    **dict.fromkeys(("pound", "pounds", "pound sterling", "gbp", "£"), "GBP"),
    **dict.fromkeys(("yen", "jpy", "jp¥"), "JPY"),
    **dict.fromkeys(("won", "krw", "₩"), "KRW"),
    **dict.fromkeys(("rupee", "rupees", "inr", "₹"), "INR"),
    **dict.fromkeys(("franc", "francs", "swiss franc", "swiss francs", "chf"), "CHF"),
    **dict.fromkeys(("hk$", "hkd"), "HKD"),
    **dict.fromkeys(("a$", "aud"), "AUD"),
    **dict.fromkeys(("c$", "cad"), "CAD"),
    **dict.fromkeys(("t", "tonne", "tonnes", "ton", "tons", "metric ton", "metric tons"), "t"),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), "km"),
    **dict.fromkeys(("ha", "hectare", "hectares"), "ha"),
    **dict.fromkeys(("m²", "square metre", "square metres", "square meters", "m2"), "m2"),
    **dict.fromkeys(("kilowatt", "kilowatts", "kw"), "kW"),
    **dict.fromkeys(("megawatt", "megawatts", "mw"), "MW"),
    **dict.fromkeys(("gigawatt", "gigawatts", "gw"), "GW"),
    **dict.fromkeys(("kilowatt-hour", "kilowatt-hours", "kilowatt hours", "kwh"), "kWh"),
    **dict.fromkeys(("megawatt-hours", "megawatt hours", "mwh"), "MWh"),
    **dict.fromkeys(("gigawatt-hours", "gigawatt hours", "gwh"), "GWh"),
    **dict.fromkeys(("terawatt-hours", "terawatt hours", "twh"), "TWh"),
}
NUMBER = re.compile(
    r"(?P<sign>[-+−]?)\s*(?P<before>(?:US|HK|A|C|CN|JP)?[$¥]|[€£₩₹]|[A-Z]{3}\s?|)\s*(?P<inner>[-+−]?)"
    r"(?P<number>\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<power>[eE][-+]?\d{1,3})?(?P<gap>\s*)(?P<rest>.*)",
    re.DOTALL,
)
NO_UNIT = re.compile(r"(?:^|\s)\d|[<>=!,;]|\b(?:and|or|to|than)\b", re.IGNORECASE)
SIGNS = {">": ">", ">=": ">=", "≥": ">=", "=>": ">=", "<": "<", "<=": "<=", "≤": "<=", "=<": "<="}
SIGNS |= {"=": "=", "==": "=", "!=": "!=", "≠": "!="}
PHRASES = {
    **dict.fromkeys(("more than", "over", "above", "greater than", "exceeds", "higher than"), ">"),
    **dict.fromkeys(("at least", "no less than", "not less than"), ">="),
    **dict.fromkeys(("less than", "under", "below", "fewer than", "lower than"), "<"),
    **dict.fromkeys(("at most", "no more than", "not more than", "up to"), "<="),
    **dict.fromkeys(("exactly", "equal to"), "="),
}
COMPARISON = re.compile(
    rf"\s*(?P<sign>[<>=!≥≤≠]+|(?:{'|'.join(sorted(PHRASES, key=len, reverse=True))})\b|)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
OR_MORE = re.compile(
    r"(?P<rest>.+?)\s+or\s+(?:(?P<more>more|higher|above|over)|less|fewer|lower|below|under)", re.IGNORECASE | re.DOTALL
)
BETWEEN = re.compile(r"\s*(?:between|from)\s+(?P<low>.+?)\s+(?:and|to)\s+(?P<high>.+)", re.IGNORECASE | re.DOTALL)


class QuantityError(ValueError):
    """A number or comparison that cannot be read; the text is a sentence for the writer of the rule."""


@dataclass(frozen=True, slots=True)
class Quantity:
    value: float
    unit: str | None = None
    """as mentions write it; None where none was given"""
    signed: bool = False
    """whether a plus or minus sign was written"""


@dataclass(frozen=True, slots=True)
class Bound:
    """One comparison, such as `>= 10%`."""

    sign: str
    """one of > >= < <= = !="""
    quantity: Quantity

    def admits(self, value: float) -> bool:
        """Whether a value fulfils it; equality forgives the last digit of a float."""
        limit = self.quantity.value
        same = math.isclose(value, limit, rel_tol=1e-9)
        if self.sign in {"=", "!="}:
            return same == (self.sign == "=")
        if same:
            return self.sign in {">=", "<="}
        return value > limit if self.sign[0] == ">" else value < limit


# ---------------------------------------------------------------- reading


def read_quantity(written: object) -> Quantity:
    """A number with an optional scale and unit, from text or from a YAML number; QuantityError says what is wrong."""
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        raise QuantityError("a value is missing here" if written is None else "expected a number, such as 600 million")
    if not isinstance(written, str):
        return _plain(written)
    match = NUMBER.fullmatch(written.strip())
    if match is None:
        sign = "a sign such as > does not belong here; " if written.strip()[:1] in "<>=!≥≤≠" else ""
        raise QuantityError(f"{sign}`{written.strip()}` is no number, such as 600 million or 5bn yuan")
    sign = match["sign"] or match["inner"]
    scale, unit = _scale_and_unit(match["rest"].strip(), attached=not match["gap"])
    before = match["before"].strip()
    if NO_UNIT.search(unit):
        raise QuantityError(f"`{unit}` is no unit, such as %, yuan or users")
    if before and unit:
        raise QuantityError(f"`{written.strip()}` has two units")
    value = float(re.sub(r"[,\s]", "", match["number"]) + (match["power"] or "")) * scale
    return Quantity(-value if sign in {"-", "−"} else value, unit_of(before or unit), bool(sign))


def _plain(number: float) -> Quantity:
    try:
        value = float(number)
    except OverflowError:
        raise QuantityError("this number is too large") from None
    if not math.isfinite(value):
        raise QuantityError("expected a number, such as 600 million")
    return Quantity(value, signed=value < 0)


def _scale_and_unit(rest: str, attached: bool) -> tuple[float, str]:
    """Take the scale words off the front: `bn yuan` → (1e9, "yuan"), `hundred million users` is not read."""
    if rest.startswith(","):
        raise QuantityError("write a decimal point, not a comma, and groups of three digits after a comma")
    word = re.match(r"[^\W\d]+", rest)
    if word is None:
        return 1.0, rest
    following = rest[word.end() :].strip()
    name = word[0].casefold()
    if word[0] in CAPITAL:
        return CAPITAL[word[0]], following
    if attached and name in ATTACHED:
        return ATTACHED[name], following
    if name in SCALES:
        return SCALES[name], following
    for sign in ("万亿", "万", "亿"):
        if name.startswith(sign):
            return SCALES[sign], rest[len(sign) :].strip()
    return 1.0, rest


def unit_of(written: str) -> str | None:
    """The unit as mentions write it: `yuan` → CNY, `users` → user; None for nothing."""
    text = " ".join(written.split())
    if not text:
        return None
    known = UNITS.get(text) or UNITS.get(text.casefold())
    if known:
        return known
    return text if re.fullmatch(r"[A-Z]{3}", text) else singular(text.casefold())


def singular(noun: str) -> str:
    """A counted noun in the singular, by the regular rules of English."""
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    if re.search(r"(ch|sh|ss|x|z)es$", noun):
        return noun[:-2]
    if (
        noun.endswith("s")
        and not noun.endswith(("ss", "us", "is"))
        and len(noun) > 2
        and noun.isalpha() | (" " in noun)
    ):
        return noun[:-1]
    return noun


def same_unit(one: str, other: str) -> bool:
    """Whether two units are the same, however they are written; `USD` alone is that of any price in dollars too."""
    if one == other or unit_of(one) == unit_of(other):
        return True
    short, long = sorted((unit_of(one) or "", unit_of(other) or ""), key=len)
    return bool(re.fullmatch(r"[A-Z]{3}", short)) and long.casefold().startswith(f"{short.casefold()}/")


def read_bounds(written: object) -> tuple[Bound, ...]:
    """One comparison or several with `and` between them, all of which must hold."""
    if not isinstance(written, str):
        return (Bound("=", read_quantity(written)),)
    between = BETWEEN.fullmatch(written)
    if between:
        high = read_quantity(between["high"])
        low = read_quantity(between["low"])
        return Bound(">=", Quantity(low.value, low.unit or high.unit, low.signed)), Bound("<=", high)
    return tuple(_bound(part) for part in re.split(r"\s+and\s+|,\s*(?=[<>=!≥≤≠])", written.strip()))


def _bound(written: str) -> Bound:
    open_ended = OR_MORE.fullmatch(written)
    if open_ended:
        return Bound(">=" if open_ended["more"] else "<=", read_quantity(open_ended["rest"]))
    match = COMPARISON.fullmatch(written)
    sign = match["sign"].casefold() if match else ""
    known = SIGNS.get(sign) or PHRASES.get(sign)
    if match is None or (sign and not known):
        raise QuantityError(f"`{sign}` is no comparison; use >, >=, <, <= or =")
    return Bound(known or "=", read_quantity(match["rest"]))


def shown(value: float, unit: str | None = None) -> str:
    """A number for people: 5000000000000.0 → `5 trillion`, with its unit."""
    number = f"{value:,.10g}"
    for name, scale in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(value) >= scale:
            number = f"{value / scale:.6g} {name}"
            break
    if not unit:
        return number
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}"
