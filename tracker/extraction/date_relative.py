"""Dates told from the day of publication: "last week", "three days ago", "so far this year"."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tracker.extraction.date_frame import SMALL, Frame, Reading, edge_of, month_number, step_of, year_of

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_the_year(g: dict[str, str], frame: Frame) -> Reading:
    """ "for the year" among results told in its first months is of the year that has ended; else nobody knows."""
    here = frame.published
    return (str(here.year - 1) if here is not None and here.month <= 4 else None), "year"


def read_new_year(g: dict[str, str], frame: Frame) -> Reading:
    """The 1 January nearest to publication."""
    here = frame.published
    return (f"{here.year + (here.month > 9)}-01-01" if here else None), "day"


def read_began(g: dict[str, str], frame: Frame) -> Reading:
    verb = g["verb"].lower()
    return edge_of(year_of(g, frame), "start" if verb in ("began", "opened", "started", "dawned") else "end"), "month"


def read_mid_year(g: dict[str, str], frame: Frame) -> Reading:
    year = year_of(g, frame)
    if year is None and frame.published is not None:
        middle = g["edge"].lower().startswith("mid")
        year = frame.published.year - (not middle and frame.published.month < 11 and not frame.ahead)
    return edge_of(year, g["edge"]), "month"


def read_relative(g: dict[str, str], frame: Frame) -> Reading:
    step, unit = step_of(g["which"]), g["unit"].lower()
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


def read_relative_month(g: dict[str, str], frame: Frame) -> Reading:
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


def read_ytd(g: dict[str, str], frame: Frame) -> Reading:
    here = frame.published
    return (f"{here.year}-01-01/{here.isoformat()}" if here else None), "range"


def read_day(g: dict[str, str], frame: Frame) -> Reading:
    step = {"yesterday": -1, "tomorrow": 1}.get(g["day"].lower(), 0)
    return ((frame.published + timedelta(days=step)).isoformat() if frame.published else None), "day"


def read_weekday(g: dict[str, str], frame: Frame) -> Reading:
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


def read_ago(g: dict[str, str], frame: Frame) -> Reading:
    count = int(g["n"]) if g["n"].isdigit() else SMALL.get(g["n"].lower(), 1)
    unit, here = g["unit"].lower().rstrip("s"), frame.published
    if here is None:
        return None, unit
    if unit == "year":
        return str(here.year - count), unit
    if unit == "month":
        index = here.year * 12 + here.month - 1 - count
        return f"{index // 12}-{index % 12 + 1:02}", unit
    return (here - timedelta(days=count * (7 if unit == "week" else 1))).isoformat(), "day"


def read_nothing(g: dict[str, str], frame: Frame) -> Reading:
    return None, "none"
