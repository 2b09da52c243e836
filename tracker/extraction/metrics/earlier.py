"""The period of an earlier level, told by its distance: "5,200 a week earlier", "€3.9bn in the previous quarter"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_UNIT = r"(?P<unit>week|month|quarter|year|season)"
_AFTER = re.compile(
    r"(?: (?!(?:than|from|over|on|against|versus|above|below|compared|up|down|relative)\b)[\w-]+){0,3}?"
    r"[\s,(]*(?:in |for |during |at )?"
    rf"(?:(?:a|one|the) {_UNIT} (?:before|earlier|ago|previously|prior)\b"
    r"|(?P<twelve>twelve|12) months (?:before|earlier|ago|previously)\b"
    rf"|the (?:previous|preceding|prior) (?P<unit2>week|month|quarter|year|season)\b"
    r"|(?:in |at |on )?the (?:same|corresponding) (?:\w+ )?(?:period|month|quarter|week|time|half|season|day)"
    r"(?: of| in)? (?P<same>last year|the previous year|the year before|a year (?:earlier|ago|before)|(?:19|20)\d\d))",
    re.IGNORECASE,
)
_LATER = re.compile(rf"[\s,]*(?:a|one) {_UNIT} later\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:^|[,;] (?:while |when |and |but )?)\W*(?:in the (?P<unit2>month|quarter|week|year) before"
    r"|(?P<same>(?:in|at|on) the same (?:\w+ )?(?:week|month|quarter|period|half|season|time|day|point|date|stage) "
    r"(?:of|in|a) (?:last year|the previous year|the year before|year (?:earlier|ago|before)|(?P<year>(?:19|20)\d\d)))"
    rf"|(?:a|one|the) {_UNIT} (?:before(?: that)?|earlier|ago)|(?P<twelve>twelve|12) months (?:before|earlier|ago)),? "
    r"(?:(?:it|that|they|there|the \w+(?: \w+)?|[A-Z]\w+(?: [A-Z]\w+)?) (?:had|was|were|stood|sold)\b|only )",
    re.IGNORECASE,
)
_DISTANCES = word_set("before earlier ago previously prior previous preceding same corresponding later")
"""Without one of these words a sentence tells no distance."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def before_that(scenes: Sequence[Scene], at: int, one: Quantity) -> str | None:
    """The period before that of the level told before it; None where the text tells no such distance."""
    scene = scenes[at]
    if not one.is_level or _DISTANCES.isdisjoint(scene.low):
        return None
    view, end = scene.view.view, min(scene.sentence.end, one.end + 80)
    later = _LATER.match(view, one.end, end)
    told = later or _AFTER.match(view, one.end, end)
    stop = told.end() if told else 0
    if told and any(one.end < q.start < stop for q in scene.quantities if not q.refusal and q.sort != "duration"):
        told = None
    here = [q for q in reversed(scene.quantities) if q.start < one.start and q.is_level and not q.earlier]
    if told is None:
        text = view[max(scene.sentence.start, one.start - 60) : one.start]
        told = _BEFORE.search(text)
        if told is None:
            return None
    past = [q for s in reversed(scenes[max(0, at - 2) : at]) for q in reversed(s.quantities) if q.is_level]
    period = next((q.period for q in (here or past) if q.period), None)
    if period is None:
        return None
    groups = told.groupdict()
    if len(period) == 10 and groups.get("same") and " day" in told.group().lower():
        year = groups["same"] if groups["same"][:1].isdigit() else f"{int(period[:4]) - 1}"
        return f"{year}{period[4:]}"
    if (groups.get("same") or "")[:1].isdigit():
        return stepped(period, "year", int(groups["same"]) - int(period.rpartition("/")[2][:4]))
    unit = "year" if groups.get("same") else (groups.get("unit") or groups.get("unit2") or "").lower()
    unit = "year" if unit == "season" or groups.get("twelve") else unit
    return stepped(period, unit, 1 if later else -1)


def stepped(period: str, unit: str, step: int) -> str | None:
    """The period one week, month, quarter or year from another; None where the two do not go together."""
    first, mark, last = period.partition("/")
    try:
        if not mark:
            return _point(first, unit, step)
        if len(first) == 4:
            return f"{int(first) + step}/{int(last) + step}" if unit == "year" else None
        if len(first) == 7:
            months = unit in ("year", "quarter")
            return f"{_month(first, unit, step)}/{_month(last, unit, step)}" if months else None
        return _days(date.fromisoformat(first), date.fromisoformat(last), unit, step)
    except ValueError:
        return None


def _point(period: str, unit: str, step: int) -> str | None:
    if len(period) == 4:
        return f"{int(period) + step:04}" if unit == "year" else None
    if len(period) == 7:
        return None if unit == "week" else _month(period, unit, step)
    day = date.fromisoformat(period)
    if unit == "week":
        return (day + timedelta(days=7 * step)).isoformat()
    return _month(period[:7], unit, step)


def _month(period: str, unit: str, step: int) -> str:
    index = int(period[:4]) * 12 + int(period[5:7]) - 1 + step * _MONTHS[unit]
    return f"{index // 12:04}-{index % 12 + 1:02}"


def _days(first: date, last: date, unit: str, step: int) -> str | None:
    """A span of days moved: by weeks as it is, else from the month it begins in to the end of the one it ends in."""
    if unit == "week":
        return f"{first + timedelta(days=7 * step)}/{last + timedelta(days=7 * step)}"
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if not whole:
        return None
    begin, end = _month(first.isoformat()[:7], unit, step), _month(last.isoformat()[:7], unit, step)
    return f"{begin}-01/{end}-{calendar.monthrange(int(end[:4]), int(end[5:]))[1]}"


__all__ = ["before_that", "stepped"]
