"""Numbers, units, periods and instants in a reader's words, by locale and time zone with babel.

Babel is imported when a `Figures` is made, not when this module is.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from tracker.digests.language import N_, NN_, words_of
from tracker.digests.plain import plain, shorten
from tracker.model import Amount, Change, MetricMention

BARS = "▁▂▃▄▅▆▇█"
QUALIFIERS = {
    "~": N_("about %(amount)s"),
    ">": N_("more than %(amount)s"),
    ">=": N_("at least %(amount)s"),
    "<": N_("less than %(amount)s"),
    "<=": N_("at most %(amount)s"),
}
BASES = {
    "wow": N_("week on week"),
    "mom": N_("month on month"),
    "qoq": N_("quarter on quarter"),
    "yoy": N_("year on year"),
}
DIRECTIONS = {"up": N_("up %(amount)s"), "down": N_("down %(amount)s")}
POINTS = NN_("%(number)s percentage point", "%(number)s percentage points")
AHEAD = NN_("in %(number)s day", "in %(number)s days")
_SYMBOLS = frozenset(("min", "sec", "hr", "mol", "rpm", "bps", "bpd", "bcm", "bbl", "ppm", "ppb", "gal", "cal"))
_IRREGULAR = {"person": "people", "child": "children", "woman": "women", "man": "men", "foot": "feet", "basis": "bases"}
_HUGE = Decimal(10) ** 18
_CURRENCY_NAMES = {"CNY": "RMB"}


class Figures:
    """Formats for one locale and one time zone, both by their usual names ("en", "de_AT", "Europe/Brussels").

    ValueError or babel's UnknownLocaleError, ZoneInfoNotFoundError where a name is not known.
    """

    def __init__(self, locale: str = "en", timezone: str = "UTC") -> None:
        from babel import Locale

        self.locale = Locale.parse(locale.replace("-", "_"))
        self.zone = ZoneInfo(timezone)
        self.english = self.locale.language == "en"
        self.words = words_of(locale)
        self.number = lru_cache(4096)(self._number)
        self.day = lru_cache(1024)(self._day)
        self.day_of_year = lru_cache(1024)(self._day_of_year)
        self.period = lru_cache(1024)(self._period)

    # ------------------------------------------------------------ numbers

    def _number(self, value: float) -> str:
        """Exact, in words of thousands where that is shorter: 12.96 trillion, 3,100, 1,234,567."""
        from babel.numbers import format_compact_decimal, format_decimal

        exact = _exact(value)
        if not exact.is_finite() or abs(exact) >= _HUGE:
            return f"{value:.6g}"
        digits = len(str(abs(int(exact)))) if exact == exact.to_integral() else 0
        significant = len(exact.normalize().as_tuple().digits)
        if abs(exact) >= 1_000_000 and (significant <= 5 or digits > 9 or not digits):
            return str(
                format_compact_decimal(exact, format_type=self._compact, locale=self.locale, fraction_digits=12)
            ).replace("\xa0", " ")
        return str(format_decimal(exact, locale=self.locale, decimal_quantization=False))

    @cached_property
    def _compact(self) -> Literal["short", "long"]:
        """Words of thousands in full; short where they have many forms, of which babel takes that of fractions."""
        declines = "few" in self.locale.plural_form.tags
        return "long" if "long" in self.locale.compact_decimal_formats and not declines else "short"

    def amount(self, value: float, unit: str | None) -> str:
        """A value with its unit: 12.96 trillion tokens, RMB 79.2 billion, 31.5%, 500 MW, $165/t."""
        shown = self.number(value)
        if not unit:
            return shown
        if unit in {"%", "‰"}:
            return self._percent(shown, unit)
        money, _, bought = unit.partition("/")
        if money.isupper() and len(money) == 3 and money in self._currencies:
            return self._money(shown, money) + (f"/{bought}" if bought else "")
        return f"{shown} {self.unit(unit, value)}"

    def beside(self, value: float, unit: str | None) -> str:
        """A value that stands beside one of the same unit, which is told there: 136 → 143 GW, but 5% → 6%."""
        behind = bool(unit) and (unit or "").partition("/")[0] not in {"%", "‰", *self._currencies}
        return self.number(value) if behind else self.amount(value, unit)

    def unit(self, unit: str, value: float) -> str:
        """A counted noun in the number that babel's plural rule of English asks for; a symbol as it is."""
        unit = shorten(plain(unit), 60)
        if not is_noun(unit) or value == 1:
            return unit
        *before, noun = unit.split(" ")
        return " ".join([*before, plural(noun)])

    def told(self, mention: MetricMention) -> str:
        """What the text says: qualifier, value or range, unit; the change where it tells no level."""
        if mention.value is None:
            return self.change(mention.change) if mention.change else ""
        if mention.value_high is not None:
            low, high = self.number(mention.value), self.amount(mention.value_high, mention.unit)
            money = (mention.unit or "").partition("/")[0] in self._currencies
            low = self.amount(mention.value, mention.unit) if money else low
            return self.words.within("a range", "%(low)s to %(high)s", low=low, high=high)
        shown = self.amount(mention.value, mention.unit)
        qualified = QUALIFIERS.get(mention.qualifier)
        return self.words.say(qualified, amount=shown) if qualified else shown

    def alternatives(self, amounts: tuple[Amount, ...]) -> str:
        return ", ".join(self.amount(amount.value, amount.unit) for amount in amounts)

    def change(self, change: Change) -> str:
        """A stated change: up 31.5% week on week; 3 times; flat."""
        basis = self._basis(change.basis)
        if change.direction == "flat":
            return self.words.say("flat") + basis
        if change.unit in {"pp", "percentage point", "percentage points"}:
            shown = self.points(change.value)
        elif change.unit == "x":
            shown = self.words.say("%(number)s-fold", number=self.number(change.value))
        else:
            shown = self.amount(change.value, change.unit)
        direction = DIRECTIONS.get(change.direction)
        return f"{self.words.say(direction, amount=shown) if direction else shown}{basis}"

    def _basis(self, basis: str | None) -> str:
        if not basis:
            return ""
        if basis.startswith("since:"):
            return " " + self.words.say("since %(date)s", date=self.period(basis.removeprefix("since:")))
        return f" {self.words.say(BASES[basis]) if basis in BASES else basis}"

    def difference(self, value: float, unit: str | None) -> str:
        """A computed change in the metric's unit, with its sign; of shares in percentage points."""
        sign = "−" if value < 0 else "+"
        if unit == "%":
            return sign + self.points(_rounded(abs(value)))
        return f"{sign}{self.amount(_rounded(abs(value)), unit)}"

    def points(self, value: float) -> str:
        shown = self.number(value)
        if not float(value).is_integer():  # plural rules of gettext know whole numbers only
            return self.words.within("with a fraction", "%(number)s percentage points", number=shown)
        return self.words.count(POINTS, int(value), number=shown)

    def relative(self, ratio: float) -> str:
        """A computed relative change to one decimal, two below 1%: +31.5%; from a thousandfold on a factor."""
        percent = abs(ratio) * 100
        if percent >= 100_000:
            factor = self.number(float(f"{1 + ratio:.3g}"))
            return self.words.say("%(number)s-fold", number=factor) if ratio > 0 else ""
        shown = round(percent, 1 if percent >= 1 else 2)
        return ("−" if ratio < 0 else "+") + self._percent(self.number(shown), "%")

    def _percent(self, shown: str, sign: str) -> str:
        return shown + sign if self.english or self.locale.language in {"zh", "ja", "ko"} else f"{shown}\xa0{sign}"

    def _money(self, shown: str, code: str) -> str:
        from babel.numbers import get_currency_symbol

        symbol = _CURRENCY_NAMES.get(code) or str(get_currency_symbol(code, locale=self.locale))
        if not self.english:
            return f"{shown} {symbol}"
        return f"{symbol} {shown}" if symbol[-1].isalpha() else f"{symbol}{shown}"

    @cached_property
    def _currencies(self) -> frozenset[str]:
        return frozenset(self.locale.currencies)

    def territory(self, code: str) -> str:
        """The name of a jurisdiction by its code; a code that babel does not know as it is."""
        known = {"UK": "GB", "INT": "001"}.get(code, code)
        name = self.locale.territories.get(known)
        return self.words.say("international") if code == "INT" else str(name or code)

    def language(self, code: str) -> str:
        """The name of a language by its code; a code that babel does not know as it is."""
        return str(self.locale.languages.get(code.replace("-", "_")) or self.locale.languages.get(code[:2]) or code)

    # ------------------------------------------------------------ time

    def _day(self, day: date) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMd", day, locale=self.locale))

    def _day_of_year(self, day: date) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMd", day, locale=self.locale))

    def weekday(self, day: date) -> str:
        """A day with its weekday, as one speaks of the last days: Mon, Apr 13."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMEd", day, locale=self.locale))

    def instant(self, instant: datetime, year: int | None = None) -> str:
        """The day of an instant in the reader's zone; midnight UTC stands for a day that has no clock time.

        The year is left out where it is `year`, the one that the reader lives in.
        """
        day = self.local_date(instant)
        return self.day_of_year(day) if day.year == year else self.day(day)

    def local_date(self, instant: datetime) -> date:
        known = instant.astimezone(UTC)
        whole_day = (known.hour, known.minute, known.second, known.microsecond) == (0, 0, 0, 0)
        return known.date() if whole_day else instant.astimezone(self.zone).date()

    def stamp(self, instant: datetime) -> str:
        """Weekday, day and time of an instant in the reader's zone: Mon, Apr 13, 2026, 08:30."""
        from babel.dates import format_skeleton

        local = instant.astimezone(self.zone)
        return f"{format_skeleton('yMMMEd', local, locale=self.locale)}, {local:%H:%M}"

    def ahead(self, day: date, today: date) -> str:
        """today, tomorrow, in 12 days."""
        days = (day - today).days
        if days <= 0:
            return self.words.say("past") if days else self.words.say("today")
        return self.words.say("tomorrow") if days == 1 else self.words.count(AHEAD, days)

    def _period(self, period: str) -> str:
        """An ISO day, month, year or interval of them in words; anything else as it is."""
        ends = period.split("/")
        if len(ends) == 2:
            return self._interval(ends[0], ends[1])
        return self._point(period)

    def _point(self, text: str) -> str:
        from babel.dates import format_skeleton

        if re.fullmatch(r"\d{4}-\d{2}", text) and "01" <= text[5:] <= "12" and text[:4] != "0000":
            return str(format_skeleton("yMMMM", date(int(text[:4]), int(text[5:]), 1), locale=self.locale))
        day = as_day(text)
        return self.day(day) if day else text

    def _interval(self, start: str, end: str) -> str:
        from babel.dates import format_interval

        first, last = as_day(start), as_day(end)
        if first and last and first <= last:
            return str(format_interval(first, last, "yMMMd", locale=self.locale))
        if re.fullmatch(r"\d{4}/\d{4}", f"{start}/{end}"):
            return f"{start}–{end}"
        return " – ".join(self._point(point) for point in (start, end) if point)


def as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def sparkline(values: tuple[float, ...], limit: int = 16) -> str:
    """The last values as bars of eight heights; "" for fewer than three."""
    shown = values[-limit:]
    if len(shown) < 3:
        return ""
    low, high = min(shown), max(shown)
    if high == low:
        return BARS[3] * len(shown)
    return "".join(BARS[round((value - low) / (high - low) * (len(BARS) - 1))] for value in shown)


def is_noun(unit: str) -> bool:
    """Whether a unit is a counted noun ("token", "base station") and not a symbol ("MW", "km2")."""
    last = unit.rsplit(" ", maxsplit=1)[-1]
    return (
        last.isalpha()
        and last.islower()
        and len(last) >= 3
        and unit not in _SYMBOLS
        and bool(set(last) & set("aeiouy"))
    )


def plural(noun: str) -> str:
    """The English plural of a counted noun."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        told_as_many = noun.endswith("s") and not noun.endswith(("ss", "us", "gas"))  # "bus", "virus" are one
        return noun if told_as_many else noun + "es"
    return noun + "s"


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def _rounded(value: float) -> float:
    """Without the noise that subtraction of floats leaves: twelve significant digits."""
    return float(f"{value:.12g}")
