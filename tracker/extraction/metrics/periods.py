"""The period of each quantity: from its clause, else carried from the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.earlier import before_that
from tracker.extraction.metrics.elided_times import elided_time
from tracker.extraction.metrics.enacted import ENACTED
from tracker.extraction.metrics.near_years import is_future
from tracker.extraction.metrics.own_periods import is_compared, own_period
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.to_date import counted_to
from tracker.extraction.metrics.verbs import is_key_rate
from tracker.extraction.text import Shape, word_set
from tracker.model import Kind

_LAST_RESORT = 250

_REACH = 60
"""how many sentences back a period may stand"""


def find_periods(scenes: Sequence[Scene], published: date | None, told: date | None = None) -> None:
    """Gives every metric its period where the text tells one, and None where it does not.

    `told` is the day of publication where it is known; `published` may be one that the text only lets suppose.
    """
    lead: str | None = None
    for at, scene in enumerate(scenes):
        for one in scene.quantities:
            if not one.open:
                continue
            cost, own = own_period(scene, one, published)
            sure = own is not None and cost < _LAST_RESORT
            still = one.earlier or sure or _is_rate_set(one) or _is_apart(scene, one)
            carried = None if still else _carried(scenes, at, one, published, lead)
            apart = elided_time(scene, one) or _of_both(scene, one)
            found = (one.since if one.is_level else None) or apart or before_that(scenes, at, one)
            found = found or (None if still else _day_of_data(scenes, at, one, published)) or carried or own
            if found is None and one.earlier and one.kind is Kind.FORECAST:
                found = _of_the_new(scene, one)
            main = one.kind is Kind.OBSERVED and not one.earlier and scene.word(one.head - 1) != "("
            if lead is None and main and _may_lead(found, published):
                lead = found
            found = _decided(scene, one, _rated(scene, one, _aimed(scene, one, found)), told)
            found = None if _stands(scene, one, found, published) else _in_force(scene, one, found, published)
            found = counted_to(scene, one, found)
            one.period = found or _same_day(scenes, at, one, published) or _whole_month(scenes, at, one, told)


_HELD_AGAINST = (["against"], ["versus"], ["vs"], ["compared", "with"], ["compared", "to"])
_OF_ANOTHER = word_set("for in at among of by on")
_HERE = re.compile(
    r" (?:for|in|at|among|by|on) (?:the |all )?(?:\w+ )?(?:[A-Z]|country|city|region|state|nation|world|EU)"
)


def _of_both(scene: Scene, one: Quantity) -> str | None:
    """ "5.2 trillion for China's models against 2.7 trillion for America's": another's amount of the same time."""
    if not one.is_level or scene.word(one.last) not in _OF_ANOTHER:
        return None
    if (
        scene.low[one.head - 1 : one.head] not in _HELD_AGAINST
        and scene.low[one.head - 2 : one.head] not in _HELD_AGAINST
    ):
        return None
    view, stop = scene.view.view, scene.sentence.end
    if _HERE.match(view, one.end, stop) is None or any(one.end <= d.start < one.end + 30 for d in scene.dates):
        return None
    last = next((q for q in reversed(scene.quantities) if q.is_level and q.end <= one.start), None)
    return last.period if last is not None and last.unit == one.unit else None


def _is_rate_set(one: Quantity) -> bool:
    """Whether an act sets what is to be paid: it holds from its own day on, not in a year told before."""
    return one.mark == ENACTED and one.sort in ("money", "percent")


_FOR_THE_MONTH = re.compile(
    r"\b(?:for|in|over) the (?:(?:whole|full|entire) )?month(?: as a whole)?\b(?! (?:of|to|before))"
)


def _whole_month(scenes: Sequence[Scene], at: int, one: Quantity, told: date | None) -> str | None:
    """ "in the first ten days of June. Analysts expect $35 billion for the whole month": what is expected of June."""
    if one.kind is Kind.OBSERVED or _FOR_THE_MONTH.search(scenes[at].view.of(scenes[at].sentence)) is None:
        return None
    for scene in reversed(scenes[max(0, at - 4) : at + 1]):
        months = [span.period[:7] for span in scene.dates if span.period and span.grain in ("month", "day", "range")]
        if months:
            return months[-1]
    return f"{told:%Y-%m}" if told else None


def _same_day(scenes: Sequence[Scene], at: int, one: Quantity, published: date | None) -> str | None:
    """The day of the level told just before in the same paragraph: "Dams: 38 % on 1 May. The largest holds 21 %"."""
    if one.kind is not Kind.OBSERVED or not one.is_level or one.earlier or scenes[at].dates:
        return None
    listed = scenes[at].sentence.shape is Shape.BULLET
    for scene in reversed(scenes[max(0, at - 2) : at]):
        if scene.sentence.paragraph != scenes[at].sentence.paragraph and not listed:
            break
        last = next((q for q in reversed(scene.quantities) if q.is_level), None)
        if last is not None:
            day = last.period or ""
            past = len(day) == 10 and published is not None and day < published.isoformat()
            return day if past and last.kind is Kind.OBSERVED else None
    return None


_DATA = word_set("data figures numbers count tally auction statistics snapshot readings ranking")


def _day_of_data(scenes: Sequence[Scene], at: int, one: Quantity, published: date | None) -> str | None:
    """The day of the figures that the sentence before announces: "Here are the data of 24 February. …"."""
    if at == 0 or one.kind is not Kind.OBSERVED or not one.is_level or scenes[at].dates or published is None:
        return None
    for scene in reversed(scenes[max(0, at - 3) : at]):
        if scene.sentence.paragraph != scenes[at].sentence.paragraph:
            return None
        if scene.dates:
            days = {span.period for span in scene.dates if span.grain == "day" and span.period}
            data = not (_DATA.isdisjoint(scene.low) and _DATA.isdisjoint(scenes[at].low))
            told = len(scene.dates) == 1 and len(days) == 1 and data
            day = days.pop() if told else None
            return day if day is not None and day <= published.isoformat() else None
    return None


def _is_apart(scene: Scene, one: Quantity) -> bool:
    """Whether a time that nobody can resolve stands beside a number: "this season", "the last five years"."""
    return any(
        span.grain == "apart"
        and not any(
            min(span.end, one.end) <= q.start < max(span.start, one.start) for q in scene.quantities if q.is_level
        )
        for span in scene.dates
    )


def _of_the_new(scene: Scene, one: Quantity) -> str | None:
    """ "lowered its forecast for 2026 to 1.4 % from 1.9 %": both are of the same year."""
    alike = (q for q in scene.quantities if q.is_level and not q.earlier and q.unit == one.unit and q.start < one.start)
    return next((q.period for q in alike if q.kind is Kind.FORECAST), None)


def _aimed(scene: Scene, one: Quantity, period: str | None) -> str | None:
    """A goal of a plan for some years is due at their end."""
    if one.kind is Kind.OBSERVED:
        return period
    sentence, here = scene.view.of(scene.sentence), scene.published
    if here is not None and period in (None, str(here.year - 1)) and _WHOLE_YEAR.search(sentence):
        return str(here.year)
    if not period or _BETWEEN_YEARS.search(sentence):
        return period
    if any(span.lead == "over" and span.period == period for span in scene.dates):
        return period
    if len(period) == 9 and "/" in period and int(period[5:]) - int(period[:4]) > 1:
        return period[5:]
    return period


def _stands(scene: Scene, one: Quantity, period: str | None, published: date | None) -> bool:
    """ "Inflation was 5.8 % in May, above the 3 % target": the goal that a month is held against has no time."""
    if one.kind is not Kind.TARGET or period is None or len(period) != 7 or is_future(period, published):
        return False
    return any(q.is_level and q.kind is Kind.OBSERVED and q.end <= one.start for q in scene.quantities) and not any(
        span.start >= one.end for span in scene.dates
    )


def _decided(scene: Scene, one: Quantity, period: str | None, told: date | None) -> str | None:
    """A key rate is of the month in which it was decided on; what is told as news without a day, of this month."""
    if one.sort != "percent" or one.kind is not Kind.OBSERVED or not one.is_level or one.earlier:
        return period
    if period is not None and len(period) != 10:
        return period
    if one.change is None or (one.change.value and one.change.unit not in ("pp", "bp")) or not is_key_rate(scene, one):
        return period
    return period[:7] if period else f"{told:%Y-%m}" if told else None


def _may_lead(period: str | None, published: date | None) -> bool:
    """Whether a story may begin with a period and go on in it: no single day, and not long gone."""
    if period is None or len(period) == 10 or published is None:
        return False
    return published.year - 2 < int(period[:4]) <= published.year


def _rated(scene: Scene, one: Quantity, period: str | None) -> str | None:
    """A yearly rate "in the year to March" is March's: it is told anew each month."""
    first, mark, last = (period or "").partition("/")
    if one.sort != "percent" or one.delta is not None or not mark or len(first) != 7 or len(last) != 7:
        return period
    if _RATE.search(scene.view.of(scene.sentence)) is None:
        return period
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])
    return last if months == 11 and last[5:] != "12" else period


_RATE = re.compile(r"\b(?:inflation|prices|CPI|price index|rate)\b", re.IGNORECASE)

_WHOLE_YEAR = re.compile(
    r"\bfor the (?:whole |full |current )?year\b(?! (?:to|ended|before|earlier|from))|\bfull-year\b"
)
_BETWEEN_YEARS = re.compile(r"\bbetween (?:19|20)\d\d and (?:19|20)\d\d\b")

_EFFECT = re.compile(
    r"\b(?:came in|come in|in(?:to)? force|in(?:to)? effect|from|starting|will|rises|climbs|falls|drops|goes up|"
    r"goes down|increases|"
    r"applies|apply|applied|step|(?-i:may)|must)\b",
    re.IGNORECASE,
)


def _in_force(scene: Scene, one: Quantity, period: str | None, published: date | None) -> str | None:
    """A price or rate that a rule has set since the first of a month is that month's; from "January" on, the year's.

    One that it will set is of the day that it begins with.
    """
    if period is None or published is None or not period.endswith("-01"):
        return period
    if one.sort not in ("money", "percent") or not _EFFECT.search(scene.view.of(scene.sentence)):
        return period
    if len(period) == 7:
        return period[:4] if one.kind is Kind.OBSERVED and period > f"{published:%Y-%m}" else period
    return period if period > published.isoformat() else period[:7]


def _in_name(scene: Scene, span: DateSpan) -> bool:
    """Whether a date stands in brackets after a name: "the 14th Five-Year Plan (2021-2025)"."""
    return (
        scene.view.view[max(0, span.start - 1) : span.start] == "("
        and span.grain == "range"
        and len(span.period or "") == 9
    )


def _carried(scenes: Sequence[Scene], at: int, one: Quantity, published: date | None, lead: str | None) -> str | None:
    """From the sentences before: a time to come for what is aimed at, a past one for what was measured.

    `lead` is the time that the story begins with: a new paragraph goes back to it.
    """
    ahead = one.kind is not Kind.OBSERVED and _HAD_EXPECTED.search(scenes[at].view.of(scenes[at].sentence)) is None
    here = scenes[at].sentence.paragraph
    for scene in reversed(scenes[max(0, at - _REACH) : at]):
        near = scene.sentence.paragraph == here
        if not near and not ahead and lead is not None and scene.sentence.shape is not Shape.HEADING:
            continue
        heading = scene.sentence.shape is Shape.HEADING
        if one.kind is Kind.FORECAST and not near and not heading:
            break
        for span in reversed(scene.dates):
            if span.period is None or span.grain == "day" or _in_name(scene, span):
                continue
            if is_compared(scene, span, None, published) or _was_before(scene, span) or _of_an_earlier(scene, span):
                continue
            if not ahead and (_long_gone(scenes[at], span, published) or _of_telling(scene, span)):
                continue
            this_year = ahead and published is not None and span.period == str(published.year)
            if (this_year or is_future(span.period, published) is ahead) and (
                near or ahead or heading or span.grain != "year"
            ):
                return span.period
    return None if ahead else lead


_HAD_EXPECTED = re.compile(
    r"\bhad (?:been )?(?:expected|forecast|forecasted|predicted|pencilled|penciled|reckoned|anticipated|hoped)\b"
)


def _of_an_earlier(scene: Scene, span: DateSpan) -> bool:
    """ "71 öre in December, after 64 öre in November": the text goes on from December."""
    then = [q for q in scene.quantities if q.period == span.period and not q.refusal]
    return bool(then) and all(q.earlier for q in then) and any(q.is_level and not q.earlier for q in scene.quantities)


def _long_gone(scene: Scene, span: DateSpan, published: date | None) -> bool:
    """Whether a year lies too far back to be the time of what a later sentence tells as news."""
    if published is None or span.grain not in ("year", "month", "none"):
        return False
    return int((span.period or "")[:4]) < published.year - (0 if _NOW & set(scene.low) else 3)


def _of_telling(scene: Scene, span: DateSpan) -> bool:
    """ "The board published its index for the third quarter last week": when it was told, beside when it was so."""
    if span.grain != "week" or len(scene.dates) < 2:
        return False
    return bool(_TOLD & set(scene.low)) and any(one.period and one.start < span.start for one in scene.dates)


_TOLD = word_set("published released reported issued presented")
_NOW = word_set("now currently today")

_PLUPERFECT = re.compile(r"(?:'s)? (?:\w+ ){0,3}had (?:been|stood|come)\b")


def _was_before(scene: Scene, span: DateSpan) -> bool:
    """ "February's rate had been 31 %": a date that the text does not go on from."""
    return _PLUPERFECT.match(scene.view.view, span.end, min(span.end + 50, scene.sentence.end)) is not None
