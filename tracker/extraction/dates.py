"""Dates in running text, resolved to ISO 8601 against the day of publication.

    text → one pattern for all shapes of date → the shape's own reading → DateSpan(start, end, period)

A month without a year is the one nearest before publication ("in March"), unless a word looks ahead ("by September").
"last week" is the whole week, Monday to Sunday, before the one of publication. What cannot be resolved without a day of
publication keeps `period` None; its place in the text is told all the same, so that nobody takes it for a number.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tracker.extraction.date_shapes import BEGINNING, SHAPES

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDER = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": 4, "final": 4, "closing": 4, "opening": 1,
}  # fmt: skip
_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_NAMED = re.compile(r"\(\?P<[a-z0-9]+>")
_ANY = re.compile(
    r"(?<!\w)"
    + BEGINNING
    + r"(?:"
    + "|".join(f"(?P<s_{name}>{_NAMED.sub('(?:', shape)})" for name, shape in SHAPES.items())
    + ")"
)
_DIGIT = re.compile(r"\d")
_HINT = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[Dd]ay\b|[A-Z]{3}|New Year|Christmas")
_HINTS = ("year", "month", "quarter", "week", "today", "tomorrow", "yesterday", "tonight", "half", "decade")
_LEAD = re.compile(
    r"(?i:\b(as of|as at|than|from|since|over|against|by|compared with|compared to|versus|above|below|of what it was)"
    r"(?:\s+(?:in|at|on|during|it was in|those of|that of|those in|that in))?|"
    r"\b(as of|as at|compared with|compared to|up from|on from|effective|starting|upwards of|no later than|"
    r"by|in|on|at|since|from|until|till|to|before|after|through|during|for|of|between|than|over|against|versus|within))"
    r"\s+(?:(?<=starting )(?:in|on)\s+)?(?:(?:the|its|their)\s+)?$"
)
_AHEAD = frozenset({"by", "until", "till", "before", "effective", "starting", "no later than", "through", "from"})


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression at [start, end) of the text and what it means.

    `period` is an ISO date, YYYY-MM, YYYY, or an interval of two of these; None where it cannot be resolved.
    `lead` is the preposition before it ("by", "since", "as of", …) in lower case, "" if none.
    `grain` is its length: day, week, month, quarter, half, year, range or none (a clock time, a decade).
    """

    start: int
    end: int
    period: str | None
    grain: str
    lead: str = ""
    relative: bool = False
    """whether the day of publication was needed to resolve it"""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a date is resolved against."""

    published: date | None
    ahead: bool
    """whether the words before look into the future"""
    lead: str = ""


Reading = tuple[str | None, str]


def find_dates(view: str, start: int, end: int, published: date | None) -> tuple[DateSpan, ...]:
    """The date expressions of view[start:end] in order, without overlap."""
    if not _may_hold_date(view, start, end):
        return ()
    found = []
    for match in _ANY.finditer(view, start, end):
        shape = (match.lastgroup or "")[2:]
        inner = _pattern(shape).match(view, match.start(), end)
        if inner is None:
            continue
        before = _LEAD.search(view, max(start, match.start() - 24), match.start())
        lead = (before.group(1) or before.group(2)).lower() if before else ""
        groups = {key: value for key, value in inner.groupdict().items() if value is not None}
        period, grain = _READERS[shape](groups, _Frame(published, lead in _AHEAD, lead))
        found.append(DateSpan(match.start(), match.end(), period, grain, lead, not {"y", "yy"} & groups.keys()))
    return tuple(found)


def _may_hold_date(view: str, start: int, end: int) -> bool:
    """Whether a sign of a date is in view[start:end]; cheap, for most sentences hold none."""
    if _DIGIT.search(view, start, end):
        return True
    low = view[start:end].lower()
    return any(map(low.__contains__, _HINTS)) or _HINT.search(view, start, end) is not None


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    """The pattern of one shape, compiled when it is first met: most texts hold few of them."""
    return re.compile(SHAPES[shape])


def month_number(word: str) -> int:
    """1 to 12 for a month's English name or its abbreviation; ValueError otherwise."""
    low = word.lower().rstrip(".")
    for number, name in enumerate(_MONTHS, 1):
        if len(low) >= 3 and name.startswith(low):
            return number
    if low == "sept":
        return 9
    raise ValueError(f"{word!r} is no month")


def _day(text: str) -> int:
    return int("".join(c for c in text if c.isdigit()))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_of(groups: dict[str, str], frame: _Frame) -> int | None:
    """The year that is written, or told relative to publication; None where neither is."""
    if "y" in groups:
        return int(groups["y"]) if len(groups["y"]) == 4 else 2000 + int(groups["y"])
    if "yy" in groups:
        return 2000 + int(groups["yy"])
    if "rel" in groups and frame.published is not None:
        return frame.published.year + _step(groups["rel"])
    return None


def _step(words: str) -> int:
    low = words.lower()
    if any(word in low for word in ("last", "previous", "past", "preceding")):
        return -1
    return 1 if any(word in low for word in ("next", "coming", "following")) else 0


def _year_near(month: int, day: int, frame: _Frame) -> int | None:
    """The year in which a day lies nearest to publication: before it, or after it where the text looks ahead."""
    if frame.published is None:
        return None
    here = frame.published
    if frame.ahead:
        passed = (month, day) < (here.month, 0)
        return here.year + 1 if passed and here.month - month >= 5 else here.year
    later = (month, day) > (here.month, here.day)
    return here.year - 1 if later and month - here.month > 1 else here.year


def _one_day(year: int | None, month: int, day: int, frame: _Frame) -> Reading:
    year = year or _year_near(month, day, frame)
    return (_iso(year, month, day) if year else None), "day"


def _read_iso(g: dict[str, str], frame: _Frame) -> Reading:
    return _iso(int(g["y"]), int(g["m"]), int(g["d"])), "day"


def _read_numeric(g: dict[str, str], frame: _Frame) -> Reading:
    first, second = int(g["a"]), int(g["b"])
    if first <= 12 and second <= 12 and first != second:
        return None, "day"
    day, month = (first, second) if second <= 12 else (second, first)
    return _iso(int(g["y"]), month, day), "day"


def _read_week(g: dict[str, str], frame: _Frame, back: bool) -> Reading:
    month, day = month_number(g.get("m") or g["m2"]), _day(g.get("d") or g["d2"])
    period, _ = _one_day(_year_of(g, frame), month, day, frame)
    if period is None:
        return None, "week"
    one = date.fromisoformat(period)
    other = one + timedelta(days=-6 if back else 6)
    return f"{min(one, other)}/{max(one, other)}", "week"


def _read_day_range(g: dict[str, str], frame: _Frame) -> Reading:
    last_month = month_number(g.get("m2") or g["m1"])
    first_month = month_number(g["m1"]) if "m1" in g else last_month
    first_day, last_day = _day(g["d1"]), _day(g["d2"])
    year = _year_of(g, frame) or _year_near(last_month, last_day, frame)
    if year is None:
        return None, "range"
    first_year = int(g["y1"]) if "y1" in g else year - (first_month > last_month)
    first, last = _iso(first_year, first_month, first_day), _iso(year, last_month, last_day)
    return (f"{first}/{last}" if first and last and first < last else None), "range"


def _read_one_day(g: dict[str, str], frame: _Frame) -> Reading:
    return _one_day(_year_of(g, frame), month_number(g["m"]), _day(g["d"]), frame)


def _read_month_range(g: dict[str, str], frame: _Frame) -> Reading:
    first, last = month_number(g["m1"]), month_number(g["m2"])
    year = _year_of(g, frame) or _year_near(last, 1, frame)
    if year is None:
        return None, "range"
    first_year = int(g["y1"]) if "y1" in g else year - (first > last)
    return f"{first_year}-{first:02}/{year}-{last:02}", "range"


def _read_month(g: dict[str, str], frame: _Frame) -> Reading:
    month = month_number(g["m"])
    year = _year_of(g, frame)
    if year is None:
        year = _year_near(month, 1, frame)
    return (f"{year}-{month:02}" if year else None), "month"


def _read_years(g: dict[str, str], frame: _Frame) -> Reading:
    first = int(g["y1"])
    other = g.get("y2") or g["y3"]
    last = int(other) if len(other) == 4 else first - first % 100 + int(other)
    return (f"{first}/{last}" if first < last else None), "range"


def _read_short_years(g: dict[str, str], frame: _Frame) -> Reading:
    """ "in 06-07": a financial year or a season."""
    return f"{2000 + int(g['years'][:2])}/{2000 + int(g['years'][-2:])}", "range"


def _read_quarter(g: dict[str, str], frame: _Frame) -> Reading:
    number = _ORDER[g["ord"].lower()] if "ord" in g else int(g.get("q") or g["q2"])
    return _part(g, frame, number, 3), "quarter"


def _read_half(g: dict[str, str], frame: _Frame) -> Reading:
    number = _ORDER[g["ord"].lower()] if "ord" in g else int(g.get("q") or g["q2"])
    return (None if "fiscal" in g else _part(g, frame, number, 6)), "half"


def _part(g: dict[str, str], frame: _Frame, number: int, months: int) -> str | None:
    last = number * months
    year = _year_of(g, frame)
    if year is None and frame.published is not None:
        # A quarter is reported soon after its end: the latest one that had begun by publication.
        year = frame.published.year - (last - months + 1 > frame.published.month and not frame.ahead)
    if year is None:
        return None
    return f"{year}-{last - months + 1:02}-01/{year}-{last:02}-{calendar.monthrange(year, last)[1]}"


def _read_months(g: dict[str, str], frame: _Frame) -> Reading:
    count = int(g["n"]) if g["n"].isdigit() else _SMALL[g["n"].lower()]
    year = _year_of(g, frame)
    if year is None and frame.published is not None:
        year = frame.published.year - (count > frame.published.month)
    if year is None or not 1 <= count <= 12:
        return None, "range"
    if g["ord"].lower() == "first":
        return f"{year}-01/{year}-{count:02}", "range"
    return f"{year}-{13 - count:02}/{year}-12", "range"


def _read_months_to(g: dict[str, str], frame: _Frame) -> Reading:
    """ "the ten months to October", "the year to June 2025", "the three years to June 2029"."""
    word, unit = g.get("n", "1").lower(), g.get("unit", "year").lower().rstrip("s")
    count = int(word) if word.isdigit() else _SMALL[word]
    if "span" in g:
        unit, count = ("quarter", 1) if g["span"].lower() == "quarter" else ("quarter", 2)
    month = month_number(g["m"])
    year = int(g["y"]) if "y" in g else _year_near(month, 1, frame)
    if year is None or count < 1:
        return None, "range"
    if unit == "year" and "whole" not in g:
        return f"{year - count}/{year}", "range"
    first = year * 12 + month - count * {"month": 1, "quarter": 3, "year": 12}[unit]
    return f"{first // 12}-{first % 12 + 1:02}/{year}-{month:02}", "range"


def _read_week_number(g: dict[str, str], frame: _Frame) -> Reading:
    """ "in week 20": the week of that number (ISO 8601) that began last before publication."""
    number, here = int(g["w"]), frame.published
    if "y" not in g and here is None:
        return None, "week"
    year = int(g["y"]) if "y" in g else here.year if here else 0
    try:
        monday = date.fromisocalendar(year, number, 1)
        if "y" not in g and here is not None and monday > here and not frame.ahead:
            monday = date.fromisocalendar(year - 1, number, 1)
    except ValueError:
        return None, "week"
    return f"{monday}/{monday + timedelta(days=6)}", "week"


def _read_part_month(g: dict[str, str], frame: _Frame) -> Reading:
    """ "the first half of February", "the first week of January"."""
    month, place = month_number(g["m"]), ("first", "second", "third", "last").index(g["ord"].lower())
    year = int(g["y"]) if "y" in g else _year_near(month, 1, frame)
    if year is None or (place > 1 and g["part"].lower() == "half"):
        return None, "week"
    end = calendar.monthrange(year, month)[1]
    if g["part"].lower() == "half":
        first, last = ((1, 15), (16, end))[place]
    else:
        first, last = ((1, 7), (8, 14), (15, 21), (end - 6, end))[place]
    return f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}", "week"


def _read_christmas(g: dict[str, str], frame: _Frame) -> Reading:
    here = frame.published
    if here is None:
        return None, "day"
    return f"{here.year - (here.month < 12 and not frame.ahead)}-12-25", "day"


def _read_the_year(g: dict[str, str], frame: _Frame) -> Reading:
    """ "for the year" among results told in its first months is of the year that has ended; else nobody knows."""
    here = frame.published
    return (str(here.year - 1) if here is not None and here.month <= 4 else None), "year"


def _read_new_year(g: dict[str, str], frame: _Frame) -> Reading:
    """The 1 January nearest to publication."""
    here = frame.published
    return (f"{here.year + (here.month > 9)}-01-01" if here else None), "day"


def _read_decade_end(g: dict[str, str], frame: _Frame) -> Reading:
    return (str(frame.published.year // 10 * 10 + 10) if frame.published else None), "year"


def _read_fiscal(g: dict[str, str], frame: _Frame) -> Reading:
    year = _year_of(g, frame)
    if year is None:
        return None, "year"
    return (f"{year}/{year - year % 100 + int(g['y2'][-2:])}" if "y2" in g else str(year)), "year"


def _read_edge_year(g: dict[str, str], frame: _Frame) -> Reading:
    year = _year_of(g, frame)
    if year is None and frame.published is not None and "y" not in g:
        year = frame.published.year
    return _edge(year, g.get("edge", "")), "month"


def _edge(year: int | None, edge: str) -> str | None:
    if year is None:
        return None
    low = edge.lower()
    if low.startswith(("end", "clos", "year-end", "yearend", "by")):
        return f"{year}-12"
    if low.startswith(("start", "begin", "outset", "open", "the turn", "turn")):
        return f"{year}-01"
    if low.startswith("mid"):
        return f"{year}-06"
    return str(year)


def _read_began(g: dict[str, str], frame: _Frame) -> Reading:
    verb = g["verb"].lower()
    return _edge(_year_of(g, frame), "start" if verb in ("began", "opened", "started", "dawned") else "end"), "month"


def _read_mid_year(g: dict[str, str], frame: _Frame) -> Reading:
    year = _year_of(g, frame)
    if year is None and frame.published is not None:
        middle = g["edge"].lower().startswith("mid")
        year = frame.published.year - (not middle and frame.published.month < 11 and not frame.ahead)
    return _edge(year, g["edge"]), "month"


def _read_relative(g: dict[str, str], frame: _Frame) -> Reading:
    step, unit = _step(g["which"]), g["unit"].lower()
    if g["which"].lower() in ("same", "following", "preceding", "previous"):
        return None, unit
    here = frame.published
    if here is None:
        return None, unit
    if unit == "year":
        return str(here.year + step), unit
    if unit == "week":
        monday = here - timedelta(days=here.weekday()) + timedelta(weeks=step)
        return f"{monday}/{monday + timedelta(days=6)}", unit
    if unit in ("month", "quarter"):
        return _whole(here, step, 1 if unit == "month" else 3), unit
    return None, unit


def _whole(here: date, step: int, months: int) -> str:
    """The calendar month or quarter `step` steps from the one that `here` is in."""
    index = (here.year * 12 + here.month - 1) // months * months + step * months
    first = date(index // 12, index % 12 + 1, 1)
    if months == 1:
        return f"{first:%Y-%m}"
    last = date((index + months - 1) // 12, (index + months - 1) % 12 + 1, 1)
    return f"{first}/{last:%Y-%m}-{calendar.monthrange(last.year, last.month)[1]}"


def _read_relative_month(g: dict[str, str], frame: _Frame) -> Reading:
    month, here = month_number(g["m"]), frame.published
    if here is None:
        return None, "month"
    if g["which"].lower() == "next":
        year = here.year + (month <= here.month)
    elif g["which"].lower() == "this":
        year = here.year
    else:
        year = here.year - (month >= here.month)
    return f"{year}-{month:02}", "month"


def _read_ytd(g: dict[str, str], frame: _Frame) -> Reading:
    here = frame.published
    return (f"{here.year}-01-01/{here.isoformat()}" if here else None), "range"


def _read_day(g: dict[str, str], frame: _Frame) -> Reading:
    step = {"yesterday": -1, "tomorrow": 1}.get(g["day"].lower(), 0)
    return ((frame.published + timedelta(days=step)).isoformat() if frame.published else None), "day"


def _read_weekday(g: dict[str, str], frame: _Frame) -> Reading:
    """The last such day up to publication; the coming one after "next"."""
    here, number = frame.published, _WEEKDAYS.index(g["dow"].lower())
    if here is None:
        return None, "day"
    back = (here.weekday() - number) % 7
    if g.get("which", "").lower() == "next" or (frame.ahead and frame.lead != "by" and back):
        return (here + timedelta(days=7 - back)).isoformat(), "day"
    if g.get("which", "").lower() == "last" and back == 0:
        back = 7
    return (here - timedelta(days=back)).isoformat(), "day"


def _read_ago(g: dict[str, str], frame: _Frame) -> Reading:
    count = int(g["n"]) if g["n"].isdigit() else _SMALL.get(g["n"].lower(), 1)
    unit, here = g["unit"].lower().rstrip("s"), frame.published
    if here is None:
        return None, unit
    if unit == "year":
        return str(here.year - count), unit
    if unit == "month":
        index = here.year * 12 + here.month - 1 - count
        return f"{index // 12}-{index % 12 + 1:02}", unit
    return (here - timedelta(days=count * (7 if unit == "week" else 1))).isoformat(), "day"


def _read_nothing(g: dict[str, str], frame: _Frame) -> Reading:
    return None, "none"


def _read_year(g: dict[str, str], frame: _Frame) -> Reading:
    return g["y"], "year"


_READERS: dict[str, Callable[[dict[str, str], _Frame], Reading]] = {
    "iso": _read_iso, "numeric": _read_numeric, "week_to": lambda g, frame: _read_week(g, frame, back=True),
    "week_from": lambda g, frame: _read_week(g, frame, back=False), "dmy_range": _read_day_range,
    "mdy_range": _read_day_range, "dmy": _read_one_day, "mdy": _read_one_day, "month_range": _read_month_range,
    "month": _read_month, "years": _read_years,
    "short_years": _read_short_years, "quarter": _read_quarter, "half": _read_half,
    "months": _read_months, "fiscal": _read_fiscal, "edge_year": _read_edge_year, "began": _read_began,
    "mid_year": _read_mid_year, "relative": _read_relative, "relative_month": _read_relative_month,
    "ytd": _read_ytd, "day": _read_day, "weekday": _read_weekday, "ago": _read_ago, "decade": _read_nothing,
    "months_to": _read_months_to, "decade_end": _read_decade_end, "new_year": _read_new_year,
    "week_number": _read_week_number,
    "christmas": _read_christmas, "the_year": _read_the_year, "part_month": _read_part_month,
    "clock": _read_nothing, "year": _read_year,
}  # fmt: skip
