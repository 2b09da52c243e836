"""How each shape of a date is read: its parts and the day of publication → ISO 8601 and a grain."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tracker.extraction.date_frame import (
    ORDER,
    SMALL,
    Frame,
    Reading,
    day_number,
    edge_of,
    folded,
    iso_day,
    month_number,
    one_day,
    year_near,
    year_of,
)
from tracker.extraction.date_relative import (
    read_ago,
    read_began,
    read_day,
    read_mid_year,
    read_new_year,
    read_nothing,
    read_relative,
    read_relative_month,
    read_the_year,
    read_weekday,
    read_ytd,
)


def _read_iso(g: dict[str, str], frame: Frame) -> Reading:
    return iso_day(int(g["y"]), int(g["m"]), int(g["d"])), "day"


def _read_numeric(g: dict[str, str], frame: Frame) -> Reading:
    first, second = int(g["a"]), int(g["b"])
    if first <= 12 and second <= 12 and first != second:
        return None, "day"
    day, month = (first, second) if second <= 12 else (second, first)
    return iso_day(int(g["y"]), month, day), "day"


def _read_week(g: dict[str, str], frame: Frame, back: bool) -> Reading:
    month, day = month_number(g.get("m") or g["m2"]), day_number(g.get("d") or g["d2"])
    period, _ = one_day(year_of(g, frame), month, day, frame)
    if period is None:
        return None, "week"
    one = date.fromisoformat(period)
    other = one + timedelta(days=-6 if back else 6)
    return f"{min(one, other)}/{max(one, other)}", "week"


def _read_day_range(g: dict[str, str], frame: Frame) -> Reading:
    last_month = month_number(g.get("m2") or g["m1"])
    first_month = month_number(g["m1"]) if "m1" in g else last_month
    first_day, last_day = day_number(g["d1"]), day_number(g["d2"])
    year = year_of(g, frame) or year_near(last_month, last_day, frame)
    if year is None:
        return None, "range"
    first_year = int(g["y1"]) if "y1" in g else year - (first_month > last_month)
    first, last = iso_day(first_year, first_month, first_day), iso_day(year, last_month, last_day)
    return (f"{first}/{last}" if first and last and first < last else None), "range"


def _read_month_to_day(g: dict[str, str], frame: Frame) -> Reading:
    """ "from January through 15 May": from the month's first day on."""
    told = {"m1": g["m1"], "m2": g.get("m2") or g["m3"], "d1": "1", "d2": g.get("d2") or g["d3"]}
    return _read_day_range({**{k: g[k] for k in ("y", "rel") if k in g}, **told}, frame)


def _read_one_day(g: dict[str, str], frame: Frame) -> Reading:
    return one_day(year_of(g, frame), month_number(g["m"]), day_number(g["d"]), frame)


def _read_month_range(g: dict[str, str], frame: Frame) -> Reading:
    first, last = month_number(g["m1"]), month_number(g["m2"])
    year = year_of(g, frame) or year_near(last, 1, frame)
    if year is None:
        return None, "range"
    first_year = int(g["y1"]) if "y1" in g else year - (first > last)
    return f"{first_year}-{first:02}/{year}-{last:02}", "range"


def _read_month(g: dict[str, str], frame: Frame) -> Reading:
    month = month_number(g["m"])
    year = year_of(g, frame)
    if year is None:
        year = year_near(month, 1, frame)
    return (f"{year}-{month:02}" if year else None), "month"


def _read_years(g: dict[str, str], frame: Frame) -> Reading:
    first = int(g["y1"])
    other = g.get("y2") or g["y3"]
    last = int(other) if len(other) == 4 else first - first % 100 + int(other)
    return (f"{first}/{last}" if first < last else None), "range"


def _read_short_years(g: dict[str, str], frame: Frame) -> Reading:
    """ "in 06-07": a financial year or a season."""
    return f"{2000 + int(g['years'][:2])}/{2000 + int(g['years'][-2:])}", "range"


_ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4}


def _read_quarter(g: dict[str, str], frame: Frame) -> Reading:
    told = g.get("q") or g.get("q2") or g.get("roman") or ""
    number = ORDER[folded(g["ord"])] if "ord" in g else _ROMANS.get(told) or int(told)
    return _part(g, frame, number, 3), "quarter"


def _read_half(g: dict[str, str], frame: Frame) -> Reading:
    number = ORDER[folded(g["ord"])] if "ord" in g else int(g.get("q") or g["q2"])
    return (None if "fiscal" in g else _part(g, frame, number, 6)), "half"


def _part(g: dict[str, str], frame: Frame, number: int, months: int) -> str | None:
    """A quarter or a half-year, by its days."""
    last = number * months
    year = year_of(g, frame)
    if year is None and frame.published is not None:
        # A quarter is reported soon after its end: the latest one that had begun by publication.
        year = frame.published.year - (last - months + 1 > frame.published.month and not frame.ahead)
    if year is None:
        return None
    return f"{year}-{last - months + 1:02}-01/{year}-{last:02}-{calendar.monthrange(year, last)[1]}"


def _read_months(g: dict[str, str], frame: Frame) -> Reading:
    count = int(g["n"]) if g["n"].isdigit() else SMALL[folded(g["n"])]
    year, here = year_of(g, frame), frame.published
    if not 1 <= count <= 12 or (year is None and here is None):
        return None, "range"
    if year is None and here is not None:
        if g["ord"].lower() in ("last", "past"):
            return f"{_months_before(here, count)}/{_months_before(here, 1)}", "range"
        year = here.year - (count > here.month)
    if g["ord"].lower() == "first":
        return f"{year}-01/{year}-{count:02}", "range"
    return f"{year}-{13 - count:02}/{year}-12", "range"


def _months_before(here: date, count: int) -> str:
    """The month so many months before the one of a day."""
    index = here.year * 12 + here.month - 1 - count
    return f"{index // 12}-{index % 12 + 1:02}"


def _read_month_quarter(g: dict[str, str], frame: Frame) -> Reading:
    """ "the September quarter": the three months that end with it."""
    month = month_number(g["m"])
    year = year_of(g, frame) or year_near(month, 1, frame)
    if year is None:
        return None, "quarter"
    first = year * 12 + month - 3
    end = calendar.monthrange(year, month)[1]
    return f"{first // 12}-{first % 12 + 1:02}-01/{year}-{month:02}-{end}", "quarter"


def _read_months_from(g: dict[str, str], frame: Frame) -> Reading:
    """ "the fiscal year that began on 1 July": the twelve months from then on."""
    month = month_number(g["m"])
    year = int(g["y"]) if "y" in g else year_near(month, 1, frame)
    if year is None:
        return None, "range"
    last = year * 12 + month + 10
    return f"{year}-{month:02}/{last // 12}-{last % 12 + 1:02}", "range"


def _read_years_to(g: dict[str, str], frame: Frame) -> Reading:
    """ "the ten years to 2025", "the decade to 2025"."""
    word = folded(g.get("n", "ten"))
    count = int(word) if word.isdigit() else SMALL[word]
    return (f"{int(g['y']) - count}/{g['y']}" if 0 < count < 100 else None), "range"


_DAYS_TOLD = {"fifteen": 15, "twenty": 20}


def _month_told(g: dict[str, str], frame: Frame) -> int | None:
    """The month that is named, or the one of publication."""
    if "m" in g:
        return month_number(g["m"])
    return frame.published.month if frame.published is not None else None


def _read_part_days(g: dict[str, str], frame: Frame) -> Reading:
    """ "the first 20 days of June", "the last two weeks of May"."""
    month, word = _month_told(g, frame), g["n"].lower()
    if month is None:
        return None, "week"
    days = (int(word) if word.isdigit() else _DAYS_TOLD.get(word) or SMALL[word]) * (
        7 if g["unit"].lower() == "weeks" else 1
    )
    year = int(g["y"]) if "y" in g else year_near(month, 1, frame)
    if year is None:
        return None, "week"
    end = calendar.monthrange(year, month)[1]
    if not 0 < days <= end:
        return None, "week"
    first, last = (1, days) if g["ord"].lower() == "first" else (end - days + 1, end)
    return f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}", "week"


def _read_months_to(g: dict[str, str], frame: Frame) -> Reading:
    """ "the ten months to October", "the year to June 2025", "the three years to June 2029"."""
    word, unit = g.get("n", "1").lower(), g.get("unit", "year").lower().rstrip("s")
    count = int(word) if word.isdigit() else SMALL[word]
    if "span" in g:
        unit, count = ("quarter", 1) if g["span"].lower() == "quarter" else ("quarter", 2)
    month = month_number(g["m"])
    looked_on = replace(frame, ahead=True) if "ends" in g else frame  # "the current year, which ends in March"
    year = year_of(g, frame) or year_near(month, 1, looked_on)
    if year is None or count < 1:
        return None, "range"
    if unit == "year" and "whole" not in g:
        return f"{year - count}/{year}", "range"
    first = year * 12 + month - count * {"month": 1, "quarter": 3, "year": 12}[unit]
    if g.get("span", "quarter").lower() != "quarter":  # a half, by full days as one that is named
        return f"{first // 12}-{first % 12 + 1:02}-01/{year}-{month:02}-{calendar.monthrange(year, month)[1]}", "range"
    return f"{first // 12}-{first % 12 + 1:02}/{year}-{month:02}", "range"


def _read_week_number(g: dict[str, str], frame: Frame) -> Reading:
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


def _read_part_month(g: dict[str, str], frame: Frame) -> Reading:
    """ "the first half of February", "the first week of January"."""
    month, place = _month_told(g, frame), ("first", "second", "third", "last").index(g["ord"].lower())
    if month is None:
        return None, "week"
    year = int(g["y"]) if "y" in g else year_near(month, 1, frame)
    if year is None or (place > 1 and g["part"].lower() == "half"):
        return None, "week"
    end = calendar.monthrange(year, month)[1]
    if g["part"].lower() == "half":
        first, last = ((1, 15), (16, end))[place]
    else:
        first, last = ((1, 7), (8, 14), (15, 21), (end - 6, end))[place]
    return f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}", "week"


def _read_christmas(g: dict[str, str], frame: Frame) -> Reading:
    here = frame.published
    if here is None:
        return None, "day"
    return f"{here.year - (here.month < 12 and not frame.ahead)}-12-25", "day"


def _read_decade_end(g: dict[str, str], frame: Frame) -> Reading:
    return (str(frame.published.year // 10 * 10 + 10) if frame.published else None), "year"


def _read_fiscal(g: dict[str, str], frame: Frame) -> Reading:
    year = year_of(g, frame)
    if year is None:
        return None, "year"
    return (f"{year}/{year - year % 100 + int(g['y2'][-2:])}" if "y2" in g else str(year)), "year"


def _read_edge_year(g: dict[str, str], frame: Frame) -> Reading:
    year = year_of(g, frame)
    if year is None and frame.published is not None and "y" not in g:
        year = frame.published.year
    return edge_of(year, g.get("edge", "")), "month"


def _read_year(g: dict[str, str], frame: Frame) -> Reading:
    return g["y"], "year"


READERS: dict[str, Callable[[dict[str, str], Frame], Reading]] = {
    "iso": _read_iso, "numeric": _read_numeric, "week_to": lambda g, frame: _read_week(g, frame, back=True),
    "week_from": lambda g, frame: _read_week(g, frame, back=False), "dmy_range": _read_day_range,
    "mdy_range": _read_day_range, "month_to_day": _read_month_to_day, "dmy": _read_one_day, "mdy": _read_one_day,
    "month_range": _read_month_range, "month": _read_month, "years": _read_years,
    "short_years": _read_short_years, "quarter": _read_quarter, "half": _read_half,
    "months": _read_months, "fiscal": _read_fiscal, "edge_year": _read_edge_year, "began": read_began,
    "mid_year": read_mid_year, "relative": read_relative, "relative_month": read_relative_month,
    "ytd": read_ytd, "day": read_day, "weekday": read_weekday, "ago": read_ago, "decade": read_nothing,
    "months_to": _read_months_to, "decade_end": _read_decade_end, "new_year": read_new_year,
    "week_number": _read_week_number, "part_days": _read_part_days, "years_to": _read_years_to,
    "month_quarter": _read_month_quarter, "months_from": _read_months_from,
    "fiscal_part": lambda g, frame: (None, "apart"), "apart": lambda g, frame: (None, "apart"), "far_year": _read_year,
    "christmas": _read_christmas, "the_year": read_the_year, "part_month": _read_part_month,
    "clock": read_nothing, "year": _read_year,
}  # fmt: skip
